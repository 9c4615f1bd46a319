"""
Makes the faces of the book from those of the cards: ``.venv/bin/python forum_portal/book/fonts/make.py``.

Readers of PDF turn the letters of a right-to-left line round one sign at a time. A sign that stands for two
letters, as a ligature does, is copied by most of them with the two exchanged: األستاذ for الأستاذ. So every sign
here stands for one letter. The ligatures that are only handsome go; lam-alef, which Arabic cannot do without, is
cut in two: the lam carries the drawing of both, and the alef after it is empty, with its share of the width.

They also take a space for what is only a move of the pen, and vowel marks and kerned letters are set by such moves:
"ع ُ مان" for "عُمان". So a mark has a drawing for each place above or below a letter, and Arabic is not kerned.
"""

from pathlib import Path

from fontTools import ttLib
from fontTools.otlLib import builder
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables import otTables

HERE = Path(__file__).parent
CARDS = HERE.parent.parent / "cards" / "fonts"
LAM, ALEFS = "لڵڶڷڸݪ", "اأإآٱ"
# How much of the width of both belongs to the alef.
SHARE = 0.45
VOWEL_MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670"
# Places of a mark that are nearer to each other, in thousandths of the size, are one.
NEAR = 20


def main():
    for weight in (400, 600):
        font = ttLib.TTFont(CARDS / f"plex-{weight}.ttf", recalcTimestamp=False)
        cut(font)
        font.save(HERE / f"plex-{weight}.ttf")


def cut(font):
    gsub = font["GSUB"].table
    drop(gsub, "liga")
    (required,) = set(lookups_of(gsub, "rlig"))
    pairs = lam_alefs(font, gsub.LookupList.Lookup[required])
    halves = {pair: split(font, ligature) for pair, ligature in pairs.items()}
    font.setGlyphOrder(font["glyf"].glyphOrder)
    flag = gsub.LookupList.Lookup[required].LookupFlag
    added = [
        append(gsub, first_halves(font, gsub, halves, flag)),
        append(gsub, second_halves(font, gsub, halves, flag)),
        append(gsub, seated_marks(font, gsub, dict(zip(pairs.values(), halves.values(), strict=True)))),
    ]
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag == "rlig":
            record.Feature.LookupListIndex, record.Feature.LookupCount = added, len(added)
    leave_unkerned(font["GPOS"].table)


def drop(gsub, tag):
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag == tag:
            record.Feature.LookupListIndex, record.Feature.LookupCount = [], 0


def lookups_of(gsub, tag):
    return [
        index
        for record in gsub.FeatureList.FeatureRecord
        if record.FeatureTag == tag
        for index in record.Feature.LookupListIndex
    ]


def lam_alefs(font, lookup):
    """The ligatures of a lam and an alef: {(lam, alef): ligature}, glyphs by their names."""
    cmap = font.getBestCmap()
    lams, alefs = (
        forms(font, [cmap[ord(x)] for x in LAM if ord(x) in cmap]),
        forms(font, [cmap[ord(x)] for x in ALEFS]),
    )
    return {
        (lam, ligature.Component[0]): ligature.LigGlyph
        for table in lookup.SubTable
        for lam, ligatures in table.ligatures.items()
        for ligature in ligatures
        if lam in lams and len(ligature.Component) == 1 and ligature.Component[0] in alefs
    }


def forms(font, names):
    """``names`` and what they become at the beginning, in the middle and at the end of a word."""
    gsub, found = font["GSUB"].table, set(names)
    for tag in ("init", "medi", "fina"):
        for index in set(lookups_of(gsub, tag)):
            for table in gsub.LookupList.Lookup[index].SubTable:
                found |= {table.mapping[name] for name in names if name in table.mapping}
    return found


def split(font, ligature):
    """Two new glyphs for one: the drawing with most of the width, and nothing with the rest."""
    width, _bearing = font["hmtx"][ligature]
    rest = round(width * SHARE)
    # A line from right to left puts the empty half on the left, so the drawing reaches over it.
    recorded = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[ligature].draw(recorded)
    drawing, nothing = TTGlyphPen(None), TTGlyphPen(None)
    recorded.replay(TransformPen(drawing, (1, 0, 0, 1, -rest, 0)))
    names = f"{ligature}.lam", f"{ligature}.alef"
    for name, pen, advance in zip(names, (drawing, nothing), (width - rest, rest), strict=True):
        glyph = pen.glyph()
        font["glyf"][name] = glyph
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (advance, getattr(glyph, "xMin", 0) or 0)
    if "GDEF" in font and font["GDEF"].table.GlyphClassDef:
        for name in names:
            font["GDEF"].table.GlyphClassDef.classDefs[name] = 1
    return names


def first_halves(font, gsub, halves, flag):
    """A lam becomes its half of the two where an alef follows."""
    tables = []
    for alef in sorted({alef for _lam, alef in halves}):
        mapping = {lam: lam_half for (lam, other), (lam_half, _) in halves.items() if other == alef}
        tables.append(context(font, gsub, mapping, flag, after=[alef]))
    return lookup_of(tables, flag)


def second_halves(font, gsub, halves, flag):
    """An alef becomes the empty half where the lam before it has drawn both."""
    tables = [
        context(font, gsub, {alef: alef_half}, flag, before=[lam_half])
        for (_lam, alef), (lam_half, alef_half) in halves.items()
    ]
    return lookup_of(tables, flag)


def seated_marks(font, gsub, halves):
    """A mark after a letter becomes the one whose drawing stands where that letter wants it."""
    wanted, rules = vowel_marks(font, gsub), []
    for letters, rows, found, records in anchored(font, halves):
        marks = [(name, r.Class, r.MarkAnchor) for name, r in zip(found, records, strict=True) if name in wanted]
        places = {}
        for letter, row in zip(letters, rows, strict=True):
            for above_or_below, anchor in enumerate(row):
                if anchor is not None:
                    place = above_or_below, near(anchor.XCoordinate), near(anchor.YCoordinate)
                    places.setdefault(place, []).append(letter)
        for (above_or_below, x, y), there in places.items():
            seated = {
                name: seat(font, name, x - anchor.XCoordinate, y - anchor.YCoordinate)
                for name, side, anchor in marks
                if side == above_or_below
            }
            if seated:
                rules.append((there, seated))
    font.setGlyphOrder(font["glyf"].glyphOrder)
    return lookup_of([context(font, gsub, seated, 0, before=there) for there, seated in rules], 0)


def anchored(font, halves):
    """Where marks stand at letters: (letters, their anchors, marks, their anchors), a table after the other."""
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            if isinstance(table, otTables.MarkBasePos):
                rows = [record.BaseAnchor for record in table.BaseArray.BaseRecord]
                yield table.BaseCoverage.glyphs, rows, table.MarkCoverage.glyphs, table.MarkArray.MarkRecord
            elif isinstance(table, otTables.MarkLigPos):
                letters, rows = [], []
                for name, both in zip(table.LigatureCoverage.glyphs, table.LigatureArray.LigatureAttach, strict=True):
                    if name in halves:
                        letters += halves[name]
                        lam, alef = (record.LigatureAnchor for record in both.ComponentRecord)
                        rest = font["hmtx"][halves[name][1]][0]
                        rows += [[moved(anchor, -rest) for anchor in lam], alef]
                yield letters, rows, table.MarkCoverage.glyphs, table.MarkArray.MarkRecord


def moved(anchor, distance):
    return anchor and builder.buildAnchor(anchor.XCoordinate + distance, anchor.YCoordinate)


def vowel_marks(font, gsub):
    """The marks themselves, and those into which two of them join."""
    names = {font.getBestCmap()[ord(mark)] for mark in VOWEL_MARKS}
    joined = {
        ligature.LigGlyph
        for index in lookups_of(gsub, "ccmp")
        for table in gsub.LookupList.Lookup[index].SubTable
        if isinstance(table, otTables.LigatureSubst)
        for first, ligatures in table.ligatures.items()
        for ligature in ligatures
        if first in names and set(ligature.Component) <= names
    }
    return names | joined


def near(coordinate):
    return round(coordinate / NEAR) * NEAR


def seat(font, mark, across, up):
    """The glyph that is ``mark`` moved; made once."""
    name = f"{mark}.{across}.{up}"
    if name not in font["glyf"].glyphs:
        pen = TTGlyphPen(font.getGlyphSet())
        pen.addComponent(mark, (1, 0, 0, 1, across, up))
        font["glyf"][name] = glyph = pen.glyph()
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (0, glyph.xMin)
        font["GDEF"].table.GlyphClassDef.classDefs[name] = 3
    return name


def leave_unkerned(gpos):
    for record in gpos.ScriptList.ScriptRecord:
        if record.ScriptTag == "arab":
            systems = [record.Script.DefaultLangSys, *(other.LangSys for other in record.Script.LangSysRecord)]
            for system in filter(None, systems):
                kept = [n for n in system.FeatureIndex if gpos.FeatureList.FeatureRecord[n].FeatureTag != "kern"]
                system.FeatureIndex, system.FeatureCount = kept, len(kept)


def context(font, gsub, mapping, flag, *, before=(), after=()):
    order = font.getReverseGlyphMap(rebuild=True)
    single = builder.buildLookup([builder.buildSingleSubstSubtable(mapping)], flags=flag)
    table = otTables.ChainContextSubst()
    table.Format = 3
    for name, glyphs in (("Backtrack", before), ("Input", mapping), ("LookAhead", after)):
        coverages = [builder.buildCoverage(glyphs, order)] if glyphs else []
        setattr(table, f"{name}Coverage", coverages)
        setattr(table, f"{name}GlyphCount", len(coverages))
    record = otTables.SubstLookupRecord()
    record.SequenceIndex, record.LookupListIndex = 0, append(gsub, single)
    table.SubstLookupRecord, table.SubstCount = [record], 1
    return table


def lookup_of(tables, flag):
    lookup = otTables.Lookup()
    lookup.LookupType, lookup.LookupFlag = 6, flag
    lookup.SubTable, lookup.SubTableCount = tables, len(tables)
    return lookup


def append(gsub, lookup):
    gsub.LookupList.Lookup.append(lookup)
    gsub.LookupList.LookupCount = len(gsub.LookupList.Lookup)
    return gsub.LookupList.LookupCount - 1


if __name__ == "__main__":
    main()
