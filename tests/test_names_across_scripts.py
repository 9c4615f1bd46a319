"""Names of people are found in the other script, and in any of their spellings."""

from itertools import product

import pytest

from forum_portal.arabic.names import sounds_asked_for, sounds_of_name, units_of

SPELLINGS = [
    ["محمد", "Mohamed", "Mohammed", "Muhammad", "Mouhamed"],
    ["بن علي", "Ben Ali", "Benali", "بنعلي"],
    ["عبد العزيز", "عبدالعزيز", "Abdelaziz", "Abdul Aziz", "Abd al-Aziz", "Abdulaziz"],
    ["عبد الرحمن", "Abderrahmane", "Abdul Rahman", "Abdurrahman"],
    ["عبد الله", "Abdallah", "Abdullah", "Abd Allah"],
    ["صلاح الدين", "Salah Eddine", "Salaheddine", "Salah al-Din"],
    ["شريف", "Cherif", "Chérif", "Sharif"],
    ["يوسف", "Youssef", "Yusuf"],
    ["وليد", "Walid", "Oualid"],
    ["جمال", "Jamal", "Gamal", "Djamel"],
    ["القذافي", "Gaddafi", "Qaddafi", "al-Kadhafi"],
    ["عثمان", "Othman", "Osman"],
    ["خالد", "Khaled", "Khalid"],
    ["حسين", "Hussein", "Hocine"],
    ["فاطمة", "Fatima", "Fatimah"],
    ["الحسن", "El Hassan", "al-Hasan", "Hassan"],
    ["مصطفى", "Mostafa", "Mustapha"],
    ["قاسم", "Kacem", "Qasim", "Gacem"],
]
PAIRS = [pair for spellings in SPELLINGS for pair in product(spellings, repeat=2)]


def sounds_like(asked, name):
    known = set(sounds_of_name(name))
    return all(set(sounds) & known for sounds in sounds_asked_for(asked))


@pytest.mark.parametrize(("asked", "name"), PAIRS)
def test_each_spelling_finds_the_others(asked, name):
    assert sounds_like(asked, name)


@pytest.mark.parametrize(("one", "other"), [("محمد", "أحمد"), ("كريم", "Kamal"), ("Salim", "سلمان"), ("علي", "Omar")])
def test_other_names_do_not_sound_alike(one, other):
    assert not sounds_like(one, other)


def test_a_name_among_others_is_enough_and_all_that_are_asked_for_are_needed():
    assert sounds_like("Chraibi", "عبد الفتاح شريبي")
    assert not sounds_like("Chraibi Omar", "عبد الفتاح شريبي")


def test_a_name_is_marked_with_its_particles():
    text = "السيد محمد بن علي الزعيمي"

    assert [text[unit.start : unit.end] for unit in units_of(text)] == ["السيد", "محمد", "بن علي", "الزعيمي"]
