"""Which body issues a document: from its letterhead, else from whoever signs, speaks, or numbers it.

The canonical name takes the place of the document (guide, section 4).
"""

from __future__ import annotations

from collections.abc import Iterator

from gazetteer import Gazetteer, Issuer, Place
from gazetteer.letterhead import LetterheadWords
from pipeline.blocks.evidence import Context, Evidence, Named, likely_place, named_place, stated_place
from pipeline.blocks.issuer_hints import (
    name_from_line,
    name_from_signature,
    name_from_speakers,
    name_from_symbol,
    name_from_title,
)
from pipeline.blocks.issuer_lines import name_from_lines

UNKNOWN = Issuer(name=None, agency_id=None, level="unknown", place=None, body=None)
HINTS = {"signature", "speaker", "title"}
STATED = (
    ("letterhead", name_from_lines),
    ("authority", lambda context: name_from_line(context.evidence.authority, context)),
    ("wired", lambda context: name_from_line(context.evidence.wired, context)),
)
NUMBERED = (("symbol", name_from_symbol), ("signature", name_from_signature))
HINTED = (("speaker", name_from_speakers), ("title", name_from_title))


def find_issuer(evidence: Evidence, gazetteer: Gazetteer, words: LetterheadWords) -> tuple[Issuer, str]:
    """Return the issuer and the rule that found it; one without a name and "none" where nothing says who.

    First that answers with a body of the gazetteer: letterhead, authority under the title, "… điện:",
    symbol of the number, signature, the body that speaks in the text, the body that the title names. A
    letterhead whose body the gazetteer does not know still beats the last three.
    """
    unknown: tuple[str, Named, Place | None] | None = None
    for rule, named, place in _candidates(evidence, gazetteer, words):
        if unknown and unknown[0] == "letterhead" and rule in HINTS:
            break
        if named[0] is not None:
            return _issuer(named, place, gazetteer, words), rule
        unknown = unknown or (rule, named, place)
    if unknown:
        return _issuer(unknown[1], unknown[2], gazetteer, words), unknown[0]
    return UNKNOWN, "none"


def _candidates(
    evidence: Evidence, gazetteer: Gazetteer, words: LetterheadWords
) -> Iterator[tuple[str, Named, Place | None]]:
    stated = stated_place(evidence, gazetteer, words)
    context = Context(evidence, stated, gazetteer, words)
    for rule, find in STATED:
        if (named := find(context)) and not (named[0] is None and stated is None and evidence.lines):
            yield rule, named, stated
    if stated is None:  # a central body needs no place; a unit below a province is found by the likely one
        for rule, find in NUMBERED:
            if (named := find(context)) and named[0]:
                yield rule, named, stated
        context = Context(evidence, likely_place(evidence, gazetteer, words), gazetteer, words)
        if named := name_from_lines(context):
            yield "letterhead", named, context.place
    for rule, find in (*NUMBERED, *HINTED):
        if named := find(context):
            yield rule, named, context.place


def _issuer(named: Named, place: Place | None, gazetteer: Gazetteer, words: LetterheadWords) -> Issuer:
    agency_id, name = named[0], _in_running_text(named[1], words)
    of_name = named_place(name, gazetteer, words)
    if of_name is None and agency_id and place and f"{place.id}." in f"{agency_id}.":
        of_name = place
    below = next((level for level, pattern in words.levels if pattern.search(name)), None)
    level = below or ("province" if of_name else "central" if agency_id else "unknown")
    governs = name.startswith(tuple(words.data["issuer"]["governing"]))
    return Issuer(name=name, agency_id=agency_id, level=level, place=of_name, body=None if governs else name)


def _in_running_text(name: str, words: LetterheadWords) -> str:
    """Write the names of units as a sentence does: "huyện TAM ĐƯỜNG" as "huyện Tam Đường"."""
    written, at = "", 0
    for unit in words.patterns["unit_name"].finditer(name):
        written += name[at : unit.start("name")] + unit["name"].title()
        at = unit.end("name")
    return written + name[at:]
