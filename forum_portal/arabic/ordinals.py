"""Ordinal numbers in words, from 1 to 99, as they follow a noun with the article: الدورة الخامسة، الملتقى الخامس."""

UNITS = {
    "m": ["", "الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر"],
    "f": [
        "",
        "الأولى",
        "الثانية",
        "الثالثة",
        "الرابعة",
        "الخامسة",
        "السادسة",
        "السابعة",
        "الثامنة",
        "التاسعة",
        "العاشرة",
    ],
}
# The first of a compound is not الأول but الحادي.
COMPOUND_ONE = {"m": "الحادي", "f": "الحادية"}
TEN = {"m": "عشر", "f": "عشرة"}
TENS = ["", "", "عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"]


def ordinal(number, *, gender="m", case="nominative"):
    """
    ``number`` as a definite ordinal: ``ordinal(21) == "الحادي والعشرون"``.

    ``gender`` is ``m`` or ``f``, that of the noun; ``case`` is ``nominative`` or ``genitive``, which
    shows from twenty on (العشرون، العشرين). Raise ValueError below 1 and above 99.
    """
    if not 1 <= number <= 99:
        raise ValueError(f"no ordinal for {number}")
    tens, unit = divmod(number, 10)
    if number <= 10:
        return UNITS[gender][number]
    one = COMPOUND_ONE[gender] if unit == 1 else UNITS[gender][unit]
    if tens == 1:
        return f"{one} {TEN[gender]}"
    ten = TENS[tens] + ("ون" if case == "nominative" else "ين")
    return f"{one} وال{ten}" if unit else f"ال{ten}"
