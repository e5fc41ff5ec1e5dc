"""Reads the data files and checks each row as it comes in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import tomli

from gazetteer.fold import tidy
from gazetteer.model import Body, Entry, Spelling

DATA = Path(__file__).parent
"""The folder of the data files."""
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*")
_SCOPES = ("central", "province", "local", "district", "unit", "inner")
KINDS = {
    "abbreviations": "abbreviation",
    "variants": "variant",
    "historical": "historical",
    "misspelt": "misspelt",
    "weak": "weak",
}
"""The keys that list names, and the kind of each."""
_BETWEEN = " | "
"""Between names that are looked at together: what is tidy so is tidy alone."""
DAYS = ("valid_from", "valid_to")
"""The keys that say from when and until when a row holds."""
_LEVELS = ("province", "district", "commune")
_TIMED = frozenset((*DAYS, "levels", "units", "began", "ended", "codes", "electronic", "source"))
_GRAMMAR = "scope also style bare capital keep inside force of optional branch branch_id city silent"
_FIELDS = frozenset((*f"id name canonical parent {_GRAMMAR}".split(), *KINDS, *_TIMED))
_BRANCHES = ("central", "party", "front", "local", "line", "ministry_units", "units", "enterprises")


class GazetteerError(ValueError):
    """A data file holds a row that can't be used; `file`, `entry` and what is wrong with it."""

    def __init__(self, file: str, entry: str, problem: str) -> None:
        super().__init__(f"{file}: {entry}: {problem}")
        self.file, self.entry, self.problem = file, entry, problem


def read_toml(name: str) -> dict[str, Any]:
    """One TOML file of the package, by its path below it."""
    return tomli.loads((DATA / name).read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def read_units() -> dict[str, Any]:
    """units.toml, which many read; nobody changes what it holds."""
    return read_toml("units.toml")


@lru_cache(maxsize=1)
def unit_levels() -> Mapping[str, str]:
    """The types of units with their levels; a "thành phố" is a province here, one under the centre."""
    return {row["word"]: row["level"] for row in read_units()["unit"]}


@lru_cache(maxsize=1)
def lower_levels() -> Mapping[str, str]:
    """The types of units with their levels; a "thành phố" is a district here, one inside a province."""
    return {row["word"]: row.get("below", row["level"]) for row in read_units()["unit"]}


@lru_cache(maxsize=1)
def read_bodies() -> tuple[Entry, ...]:
    """Every body with all its spellings."""
    rows = [(f"agencies/{branch}.toml", row) for branch in _BRANCHES
            for row in read_toml(f"agencies/{branch}.toml")["agency"]]  # fmt: skip
    return (*check_bodies(rows), *read_fields())


def check_bodies(rows: Iterable[tuple[str, Mapping[str, Any]]]) -> Iterator[Entry]:
    """The rows as bodies. Raises GazetteerError for an unknown key, a bad or repeated id, a name not tidy."""
    seen: set[str] = set()
    for file, row in rows:
        entry = str(row.get("id"))
        if unknown := row.keys() - _FIELDS:
            raise GazetteerError(file, entry, f"unknown keys {sorted(unknown)}")
        if not _ID.fullmatch(entry) or entry in seen:
            raise GazetteerError(file, entry, "id malformed or repeated")
        if row.get("scope", "central") not in _SCOPES:
            raise GazetteerError(file, entry, f"scope {row['scope']!r}")
        seen.add(entry)
        options = {key: row[key] for key in ("parent", *_GRAMMAR.split()) if key in row}
        options.setdefault("capital", options.get("scope") == "inner")
        name = row.get("canonical", row["name"])
        yield Entry(
            Body(id=entry, name=name, **options, **_timed(file, entry, row)), _spelled(file, entry, row)
        )


def _timed(file: str, entry: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """When it exists, its codes and sources, checked."""
    begins, ends = read_days(file, entry, row)
    lists = {key: tuple(row.get(key, ())) for key in ("codes", "source", "levels", "units")}
    if not set(lists["levels"]) <= set(_LEVELS):
        raise GazetteerError(file, entry, f"levels {row['levels']}")
    if not set(lists["units"]) <= unit_levels().keys():
        raise GazetteerError(file, entry, f"units {row['units']}")
    return {
        "valid_from": begins,
        "valid_to": ends,
        **{key: _by_level(file, entry, row, key) for key in ("began", "ended")},
        **lists,
        "electronic": row.get("electronic", ""),
    }


def read_days(file: str, entry: str, row: Mapping[str, Any]) -> tuple[str, str]:
    """The days from which and until which a row holds, in ISO form, "" where open; raises GazetteerError."""
    found = {key: row[key] for key in DAYS if key in row}
    if not found:
        return "", ""
    if not all(type(day) is date for day in found.values()):
        raise GazetteerError(file, entry, "valid_from and valid_to are dates: 2025-03-01, without quotes")
    begins, ends = (found[key].isoformat() if key in found else "" for key in DAYS)
    if begins and ends and begins >= ends:
        raise GazetteerError(
            file, entry, "valid_to is the first day on which it is no more: after valid_from"
        )
    return begins, ends


def _by_level(file: str, entry: str, row: Mapping[str, Any], key: str) -> tuple[tuple[str, str], ...]:
    """The dates of `began` or `ended`, level by level, in the order of the levels."""
    if key not in row:
        return ()
    dates = row[key]
    if not (dates.keys() <= set(_LEVELS) and all(type(day) is date for day in dates.values())):
        raise GazetteerError(file, entry, f"{key} gives a level its date: {{ district = 2025-07-01 }}")
    return tuple((level, dates[level].isoformat()) for level in _LEVELS if level in dates)


def _spelled(file: str, entry: str, row: Mapping[str, Any]) -> tuple[Spelling, ...]:
    """The names with their kinds. Raises GazetteerError for one that is not tidy or stands twice."""
    found = [Spelling(row["name"], "official")]
    found += [Spelling(text, kind) for key, kind in KINDS.items() for text in row.get(key, ())]
    texts = [spelling.text for spelling in found]
    together = _BETWEEN.join(texts)
    if not all(texts) or tidy(together) != together:
        bad = [text for text in texts if not text or tidy(text) != text]
        raise GazetteerError(file, entry, f"names not tidy: {bad}")
    if len(set(texts)) < len(texts):
        raise GazetteerError(file, entry, "a name stands twice")
    return tuple(found)


HEADS = {"bo": ("Bộ", "central"), "so": ("Sở", "province"), "phong": ("Phòng", "district")}
_FIELD_KEYS = frozenset(("id", "name", "optional", *KINDS, *HEADS))


def read_fields() -> tuple[Entry, ...]:
    """The ministries, departments and district offices that the fields of government make."""
    return tuple(made for row in read_toml("agencies/fields.toml")["field"] for made in check_field(row))


def spellings(row: Mapping[str, Any]) -> tuple[Spelling, ...]:
    """The ways one field of government is written, its name first; "và" may be "&"."""
    ways = _spelled("agencies/fields.toml", row["id"], row)
    short = (Spelling(way.text.replace(" và ", " & "), "variant") for way in ways)
    found: dict[str, Spelling] = {}
    for way in (*ways, *short):
        found.setdefault(way.text, way)
    return tuple(found.values())


def check_field(row: Mapping[str, Any]) -> Iterator[Entry]:
    """The bodies of one field. Raises GazetteerError as `check_bodies` does."""
    file, entry = "agencies/fields.toml", str(row.get("id"))
    if unknown := row.keys() - _FIELD_KEYS:
        raise GazetteerError(file, entry, f"unknown keys {sorted(unknown)}")
    for head, (word, scope) in HEADS.items():
        if head not in row:
            continue
        if unknown := row[head].keys() - _TIMED:
            raise GazetteerError(file, f"{head}.{entry}", f"unknown keys {sorted(unknown)}")
        body = Body(
            id=f"{head}.{entry}",
            name=f"{word} {row['name']}",
            scope=scope,
            head=word,
            optional=head == "so" and row.get("optional", False),
            parent="" if head == "bo" else "ubnd",
            **_timed(file, f"{head}.{entry}", row[head]),
        )
        yield Entry(body, tuple(Spelling(f"{word} {way.text}", way.kind) for way in spellings(row)))
