"""Codes that people read out on a telephone: short, without look-alikes."""

import secrets

# Without vowels, so that no word appears, and without 0 1 i l o, which are taken for each other.
ALPHABET = "23456789bcdfghjkmnpqrstvwxz"


def new_code(model, *, length=5):
    """A random code that no row of ``model`` has. There are 27**5, 14 million, so none is met twice in practice."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(length))
        if not model.objects.filter(code=code).exists():
            return code
