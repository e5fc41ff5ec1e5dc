"""Which bodies the words for a group mean: "các sở, ban, ngành", "Ủy ban nhân dân các xã, phường".

A rule says nothing of places and dates: who knows the entities of a place expands it there, on a day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import takewhile
from typing import Any, NamedTuple

from gazetteer.fold import slug, tidy
from gazetteer.load import read_bodies, unit_levels
from gazetteer.state.collective_data import (
    BELOW,
    BODY,
    Collective,
    MemberRule,
    check_collectives,
    read_collectives,
    read_data,
)

__all__ = ["Collective", "MemberRule", "check_collectives", "read_collectives", "rule_of"]

COUNTRY, PROVINCE, DISTRICT, COMMUNE = "country", *BELOW


class _Piece(NamedTuple):
    """One group of a list, as it is read at each level; without readings, words that name no body.

    `listed`: it is a list of units, whose first reading is the likely one.
    """

    readings: tuple[Collective, ...] = ()
    listed: bool = False


@lru_cache(maxsize=4096)
def rule_of(words: str, level: str = "") -> Collective | None:
    """The collective that these words name, in any case, without the place at their end; else None.

    `level`, that of the issuer's place or "body" for a department, decides where the words mean another group
    at each level ("các đoàn thể"); without it these words name none. What names no units of a department may
    still be a group of its place: a second look, with the level of that.
    """
    folded, related = tidy(words).lower(), False
    while True:
        if pieces := _of_body(folded) or _cover(_parts(folded)):
            found = _joined(pieces, level)
            return found and found._replace(open=found.open or related)
        shorter, _ = _without(folded, _words()["related"])
        related = related or shorter != folded
        shorter, tail = _without(shorter, read_data()["tails"])
        if shorter == folded:
            return None
        folded, level = shorter, read_data()["tails"].get(tail) or level


def _words() -> Mapping[str, Any]:
    words: Mapping[str, Any] = read_data()["words"]
    return words


def _without(words: str, tails: Iterable[str]) -> tuple[str, str]:
    """The words without the longest of these tails that they end in, and that tail."""
    tail = max((tail for tail in tails if words.endswith(f" {tail}")), key=len, default="")
    return (words.removesuffix(f" {tail}") if tail else words), tail


def _parts(words: str) -> tuple[str, ...]:
    """The parts of a list, each without its quantifier."""
    for separator in _words()["separators"]:
        words = words.replace(separator, "\n")
    return tuple(_bare(part) for part in words.split("\n"))


def _bare(part: str) -> str:
    start = next((f"{word} " for word in _words()["quantifiers"] if part.startswith(f"{word} ")), "")
    return part.removeprefix(start)


@lru_cache(maxsize=1)
def _rows() -> Mapping[tuple[str, ...], tuple[Collective, ...]]:
    """The rows by the parts of their expressions."""
    found: dict[tuple[str, ...], tuple[Collective, ...]] = {}
    for row in read_collectives():
        for words in row.expressions:
            found[_parts(words)] = (*found.get(_parts(words), ()), row)
    return found


@lru_cache(maxsize=1)
def _spelled() -> Mapping[str, str]:
    """The ids of the bodies that units have, by each spelling in lower case."""
    found: dict[str, str] = {}
    for body, ways in read_bodies():
        if body.scope != "central" or body.also:
            for way in ways:
                found.setdefault(way.text.lower(), body.branch_id or body.id)
    return found


def _cover(parts: tuple[str, ...]) -> list[_Piece]:
    """The rows and lists of units that the parts are made of, longest first; empty where one is unknown."""
    pieces: list[_Piece] = []
    start = 0
    while start < len(parts):
        end = next((end for end in range(len(parts), start, -1) if parts[start:end] in _rows()), start)
        units = list(takewhile(_is_unit, parts[start:]))
        if end > start:
            pieces.append(_Piece(_rows()[parts[start:end]]))
        elif units and (readings := _units(read_data()["units"]["body"], units)):
            end = start + len(units)
            pieces.append(_Piece(readings, listed=True))
        elif parts[start] in _words()["loose"]:
            end = start + 1
            pieces.append(_Piece())
        else:
            return []
        start = end
    return pieces if any(piece.readings for piece in pieces) else []


def _of_body(words: str) -> list[_Piece]:
    """A body and the units that have it ("Công an các xã"), or all departments of a field ("các Sở Y tế")."""
    data, bare = read_data()["units"], _bare(words)
    if bare != words and _spelled().get(bare, "").startswith("so."):
        return [
            _Piece(
                _units(_spelled()[bare], [f"{data['grade']} {next(iter(unit_levels()))}"])[:1], listed=True
            )
        ]
    for end in (i for i in range(len(bare) - 1, 0, -1) if bare[i] == " " and bare[:i] in _spelled()):
        units = _parts(bare[end + 1 :])
        readings = _units(_spelled()[bare[:end]], units)
        if readings:
            return [_Piece(readings, listed=units != (data["places"],))]
    return []


def _is_unit(part: str) -> bool:
    return part in unit_levels() or _graded(part) != ""


def _graded(part: str) -> str:
    """The level of "cấp xã"; "" for other words."""
    data = read_data()["units"]
    word = part.removeprefix(f"{data['grade']} ")
    return {**unit_levels(), **data["grades"]}.get(word, "") if word != part else ""


def _units(body: str, words: Iterable[str]) -> tuple[Collective, ...]:
    """The body of each unit of a list, read at each level that the list may be of; empty where it is none."""
    parts, data = tuple(words), read_data()["units"]
    named = f"{body}-{'-'.join(slug(part) for part in parts)}"
    if parts == (data["places"],):
        rows = ((row, tuple(m._replace(body=body) for m in row.members)) for row in _rows()[parts])
        return tuple(row._replace(id=named, expressions=(), members=made) for row, made in rows)
    if not all(_is_unit(part) or part in data["counted"] for part in parts):
        return ()
    types = tuple(part for part in parts if part in unit_levels())
    grades = [level for part in parts for level in data["counted"].get(part, [_graded(part)]) if level]
    return tuple(
        Collective(named, (), level, _members(body, types, grades, level), open=False)
        for level in _levels(types, grades)
    )


def _members(body: str, types: tuple[str, ...], grades: Iterable[str], level: str) -> tuple[MemberRule, ...]:
    """The body of the units of these types and levels; the place's own level is the place itself."""
    below = tuple(
        MemberRule(bodies=(body,)) if grade == level else MemberRule(body=body, level=grade)
        for grade in grades
    )
    return (MemberRule(body=body, units=types), *below) if types else below


def _levels(types: tuple[str, ...], grades: list[str]) -> tuple[str, ...]:
    """The levels of the places whose units such a list names, the likely one first.

    "Thành phố" is a city under the centre beside "tỉnh" only; without it the country is no reading.
    """
    first, city = (word for word, level in unit_levels().items() if level == PROVINCE)
    if first in types:
        return (COUNTRY,) if set(types) <= {first, city} and not grades else ()
    if grades == [PROVINCE] and not types:
        return (COUNTRY, PROVINCE)
    lowest = {unit_levels()[word] for word in types} | set(grades) == {COMMUNE}
    return (PROVINCE, *(() if city in types else (COUNTRY,)), *((DISTRICT,) if lowest else ()))


def _joined(pieces: list[_Piece], level: str) -> Collective | None:
    """One collective of all pieces, at the level at which all of them can be read."""
    named = [piece for piece in pieces if piece.readings]
    levels = [[row.level for row in piece.readings] for piece in named]
    common = [each for each in levels[0] if all(each in others for others in levels)]
    if level not in ("", BODY):
        common = [each for each in common if each != BODY]
    sure = len(common) == 1 or all(piece.listed for piece in named)
    chosen = level if level in common else common[0] if common and sure else ""
    rows = list(dict.fromkeys(row for piece in named for row in piece.readings if row.level == chosen))
    if not rows:
        return None
    if len(rows) == 1 and len(pieces) == 1:
        return rows[0]
    return Collective(
        id="+".join(row.id for row in rows),
        expressions=(),
        level=chosen,
        members=tuple(dict.fromkeys(member for row in rows for member in row.members)),
        open=any(row.open for row in rows) or len(named) < len(pieces),
        source=tuple(dict.fromkeys(source for row in rows for source in row.source)),
    )
