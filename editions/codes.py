"""Codes that people read out on a telephone: short, without look-alikes."""

import secrets

# Without vowels, so that no word appears, and without 0 1 i l o, which are taken for each other.
ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
LONGEST = 8


def new_code(*models, length=5):
    """A random code that no row of ``models`` has. There are 27**5, 14 million, so none is met twice in practice."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(length))
        if not any(model.objects.filter(code=code).exists() for model in models):
            return code


def may_be_code(text):
    """Whether ``text`` is written as codes are; hardly any name is, for want of vowels."""
    return 0 < len(text) <= LONGEST and set(text) <= set(ALPHABET)
