"""Shared heads are dealt out: "các Bộ: Quốc phòng, Công an", "UBND các phường: Yên Bái, Văn Phú"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.model import Body, Suffix
from gazetteer.suffix import PROPER

if TYPE_CHECKING:
    from pipeline.mentions.agencies.reader import Reader

_LONGEST = 24


def deal_fields(reader: Reader, key: str, end: int, around: tuple[int, str | None]) -> bool:
    """The bodies whose fields follow "các Bộ:" or "các Sở"; False where none follows.

    The first takes its `outer` from where the shared words begin.
    """
    lead = 2 if reader.text.startswith(": ", end) else 1 if reader.text.startswith(" ", end) else 0
    found = reader.lexicon.field[key].match(reader.lower, end + lead) if lead else None
    if found is None or not reader.text[end + lead].isupper() or reader.suffix(found.end()).kind:
        return False
    body = reader.lexicon.fields[key, found[0]]
    none = Suffix(found.end())
    reader.add((end + lead, found.end()), reader.name(body, none), around[1], "list.field", 0.95, around[0])
    more_fields(reader, key)
    return True


def more_fields(reader: Reader, key: str) -> None:
    """The further fields of a list whose first body was read ("Sở Nội vụ, Tài chính")."""
    head = reader.found[-1].head
    for _ in range(_LONGEST):
        between = reader.lexicon.between.match(reader.text, reader.cursor)
        if (
            between is None
            or between[0] == ": "
            or not reader.text[between.end() : between.end() + 1].isupper()
        ):
            return
        found = reader.lexicon.field[key].match(reader.lower, between.end())
        if found is None or reader.suffix(found.end()).kind:
            return
        body = reader.lexicon.fields[key, found[0]]
        none = Suffix(found.end())
        reader.add((found.start(), found.end()), reader.name(body, none), head, "list.field", 0.9)


def deal_places(reader: Reader, body: Body, suffix: Suffix) -> None:
    """The same body of each place in the list; the group before the list goes."""
    first = reader.found[-1]
    for dealt in range(_LONGEST):
        colon = dealt == 0 and suffix.kind != "place"
        several = suffix.kind == "units"
        found = _unit(reader, suffix, first=colon) if several else _province(reader, first=colon)
        if found is None:
            return
        start, place = found
        if colon:
            reader.found.pop()
        reader.add((start, place.end), reader.name(body, place), first.head, "list.place", 0.95,
                   first.outer if colon else start)  # fmt: skip


def _province(reader: Reader, *, first: bool) -> tuple[int, Suffix] | None:
    """The next province of the list, after a separator; the first may stand right after the group."""
    between = reader.lexicon.between.match(reader.text, reader.cursor)
    if between is None and not (first and reader.text.startswith(" ", reader.cursor)):
        return None
    start = between.end() if between else reader.cursor + 1
    if between and between[0] == ": " and not first:
        return None
    found = reader.lexicon.provinces.match(reader.lower, start)
    if found is None or not reader.text[found.start(2)].isupper():
        return None
    place = reader.suffix(start - 1)
    return (start, place) if place.kind == "place" else None


def _unit(reader: Reader, suffix: Suffix, *, first: bool) -> tuple[int, Suffix] | None:
    """The next named unit of the list ("các phường: Yên Bái, Văn Phú")."""
    single = suffix.words.removeprefix("các ")
    if "," in single or " và " in single or single not in reader.lexicon.unit_words:
        return None
    between = reader.lexicon.between.match(reader.text, reader.cursor)
    if between is None and not (first and reader.text.startswith(" ", reader.cursor)):
        return None
    start = between.end() if between else reader.cursor + 1
    if between and (between[0] == ": ") != first:
        return None
    named = PROPER.match(reader.text, start)
    if named is None or start in reader.at:
        return None
    return start, Suffix(named.end(), "unit", f"{single} {named[0]}")
