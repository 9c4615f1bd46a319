"""Whom a name means: by how it is written in any of a person's spellings, and by how it sounds in either script."""

from forum_portal.arabic.folding import fold
from forum_portal.arabic.names import PARTICLES, sounds_asked_for, sounds_of_name

# As in the search: fewer sounds than these are in every other name.
FEWEST_SOUNDS = 3


def written_so(speakers, asked):
    """Those of ``speakers`` one of whose names has every word of ``asked``, or one that begins so, as one types."""
    words = fold(asked).split()
    return [speaker for speaker in speakers if words and any(has_words(name, words) for name in speaker.names())]


def has_words(name, words):
    parts = fold(name).split()
    parts += [part.removeprefix("ال") for part in parts]
    return all(any(part.startswith(word) for part in parts) for word in words)


def sounding_so(speakers, asked):
    """Those of ``speakers`` one of whose names sounds like all of ``asked``."""
    sounds = sounds_asked_for(asked)
    if sum(len(min(ways, key=len)) for ways in sounds) < FEWEST_SOUNDS:
        return []
    return [speaker for speaker in speakers if any(has_sounds(name, sounds) for name in speaker.names())]


def has_sounds(name, asked):
    known = set(sounds_of_name(name))
    return all(known.intersection(ways) for ways in asked)


def called_so(speakers, asked):
    """Those of ``speakers`` one of whose names is ``asked``, wherever its words are joined or parted."""
    joined = fold(asked).replace(" ", "")
    return [
        speaker
        for speaker in speakers
        if joined and any(fold(name).replace(" ", "") == joined for name in speaker.names())
    ]


def with_words_of(speakers, asked):
    """Those of ``speakers`` one of whose names has every word of ``asked``, whole."""
    words = set(fold(asked).split())
    return [speaker for speaker in speakers if any(words <= set(fold(name).split()) for name in speaker.names())]


def the_one_called(asked, speakers):
    """
    The one of ``speakers`` whom ``asked`` names; None where it names nobody or several.

    The whole name counts before a part of it, and what is written before what sounds alike. A
    particle (ال, Ben) names nobody.
    """
    if PARTICLES.issuperset(fold(asked).split()):
        return None
    for rule in (called_so, with_words_of, sounding_so):
        if found := rule(speakers, asked):
            return found[0] if len(found) == 1 else None
    return None


def sound_alike(one, other):
    """Whether some name of the one speaker sounds like some name of the other."""
    return any(sounding_so([one], name) for name in other.names()) or any(
        sounding_so([other], name) for name in one.names()
    )
