"""Shared heads are dealt out: "các Bộ: Quốc phòng, Công an", "UBND các phường: Yên Bái, Văn Phú"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazetteer.model import Body, Name, Suffix
from gazetteer.suffix import UPPER
from pipeline.mentions.agencies import parents

if TYPE_CHECKING:
    from pipeline.mentions.agencies.reader import Reader

_LONGEST = 24
_PHRASE = re.compile(r"\w*(?: [\w-]+){0,8}")
_LISTED_UNIT = re.compile(rf"[{UPPER}][\w']*(?:(?: - |-| )[{UPPER}][\w']*){{0,4}}(?!\w)|\d{{1,2}}(?!\w)")
"""A unit of a list may have a long name, as nothing else follows it ("Văn Miếu - Quốc Tử Giám")."""


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


def _begins_another(reader: Reader, start: int) -> bool:
    """Whether a body, group or title begins there; a mere head noun may begin a name ("Hội An")."""
    token = reader.token_at(start)
    if token is None:
        return False
    literal = token[0]
    unit = literal.noun is not None and literal.noun.unit
    return literal.body is not None or literal.title is not None or unit


def deal_provinces(reader: Reader, span: tuple[int, int], outer: int) -> bool:
    """The provinces themselves ("Các tỉnh Nghệ An, Cao Bằng", "các tỉnh: Ninh Bình, …"); False for none."""
    reader.cursor = span[1]
    for dealt in range(_LONGEST):
        found = _province(reader, first=dealt == 0)
        if found is None:
            if dealt == 0:
                reader.cursor = span[0]
            return dealt > 0
        start, suffix = found
        if suffix.place is None:
            return dealt > 0
        name = Name(suffix.place.id, suffix.place.name)
        begin, first = (start, outer) if dealt == 0 else (start, start)
        reader.add((begin, suffix.end), name, None, "list.province", 0.8, first)
    return True


def deal_owners(reader: Reader, owner: str) -> None:
    """The same units of each further body ("các đơn vị của Bộ Y tế, Bộ Công an")."""
    first = reader.found[-1]
    if first.end != reader.cursor or not first.name.endswith(owner):
        return
    for _ in range(_LONGEST):
        between = reader.lexicon.between.match(reader.text, reader.cursor)
        token = reader.token_at(between.end()) if between and between[0] != ": " else None
        if token is None or token[0].body is None or token[0].body.scope != "central":
            return
        named = parents.parent_at(reader, token[1])
        if named is None:
            return
        words = first.name.removesuffix(owner) + named[0]
        reader.add((token[1], named[1]), Name(None, words, group=True), first.head, "list.owner", 0.7)


def deal_open(reader: Reader, word: str, end: int, around: tuple[int, str | None]) -> bool:
    """Units of one kind by their fields ("các Vụ: Kế hoạch, Pháp chế"); False for fewer than two."""
    lead = 2 if reader.text.startswith(": ", end) else 1
    first = _field(reader, word, end + lead)
    if first is None or not _goes_on(reader, first[1]):
        return False
    reader.add((end + lead, first[1]), first[0], around[1], "list.open", 0.9, around[0])
    more_open(reader, word)
    return True


def more_open(reader: Reader, word: str) -> None:
    """The further units of a list whose first was read."""
    head = reader.found[-1].head
    for _ in range(_LONGEST):
        between = reader.lexicon.between.match(reader.text, reader.cursor)
        if between is None or between[0] == ": ":
            return
        found = _field(reader, word, between.end())
        if found is None:
            return
        reader.add((between.end(), found[1]), found[0], head, "list.open", 0.85)


def _goes_on(reader: Reader, end: int) -> bool:
    between = reader.lexicon.between.match(reader.text, end)
    if between is None or between[0] == ": ":
        return False
    start = between.end()
    return reader.text[start : start + 1].isupper() and not _named(reader, start)


def _named(reader: Reader, start: int) -> bool:
    """Whether words of the gazetteer begin there that are no field of a unit."""
    token = reader.token_at(start)
    return token is not None and (token[0].body is not None or token[0].title is not None or token[0].head)


def _field(reader: Reader, word: str, start: int) -> tuple[Name, int] | None:
    """The unit of that kind whose field begins at `start`, known or by its words, and where it ends."""
    if not reader.text[start : start + 1].isupper() or _named(reader, start):
        return None
    pieces = _PHRASE.match(reader.lower, start)[0].split(" ")  # type: ignore[index]  # matches anything
    for count in range(len(pieces), 0, -1):
        known = " ".join(pieces[:count])
        body = reader.lexicon.names.get(f"{word.lower()} {known}")
        if body is not None:
            return parents.with_parent(reader, body, start + len(known))
    found = reader.lexicon.open_name.match(reader.text, start - 1)
    if found is None:
        return None
    words, end = found[0][1:], found.end()
    joined = reader.lexicon.joined.search(words)
    if joined is not None and reader.text[end : end + 1] not in (",", ";"):
        words, end = words[: joined.start()], start + joined.start()
    return parents.with_parent(reader, Body("open", f"{word.capitalize()} {words}", "inner"), end)


def _unit(reader: Reader, suffix: Suffix, *, first: bool) -> tuple[int, Suffix] | None:
    """The next named unit of the list ("các phường: Yên Bái, Văn Phú")."""
    single = suffix.words.removeprefix(reader.lexicon.every)
    if "," in single or reader.lexicon.and_ in single or single not in reader.lexicon.unit_words:
        return None
    between = reader.lexicon.between.match(reader.text, reader.cursor)
    if between is None and not (first and reader.text.startswith(" ", reader.cursor)):
        return None
    start = between.end() if between else reader.cursor + 1
    if between and (between[0] == ": ") != first:
        return None
    named = _LISTED_UNIT.match(reader.text, start)
    if named is None or _begins_another(reader, start):
        return None
    return start, Suffix(named.end(), "unit", f"{single} {named[0]}")
