"""Reads the data files and checks each row as it comes in."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from typing import Any

from gazetteer.fold import slug, tidy
from gazetteer.model import Body, Place

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|")
_SCOPES = ("central", "province", "local", "district", "unit", "inner")
_KEYS = (
    "id name aliases weak canonical scope also style bare capital keep inside force of optional branch "
    "branch_id city valid_from valid_to"
)
_FIELDS = frozenset(_KEYS.split())
_BRANCHES = ("central", "party", "front", "local", "units", "enterprises")


class GazetteerError(ValueError):
    """A data file holds a row that can't be used; `file`, `entry` and what is wrong with it."""

    def __init__(self, file: str, entry: str, problem: str) -> None:
        super().__init__(f"{file}: {entry}: {problem}")
        self.file, self.entry, self.problem = file, entry, problem


def read_toml(name: str) -> dict[str, Any]:
    """One TOML file of the package, by its path below it."""
    return tomllib.loads(files("gazetteer").joinpath(name).read_text(encoding="utf-8"))


def read_places() -> tuple[tuple[Place, tuple[str, ...]], ...]:
    """Every province with its other spellings, in the file's order."""
    text = files("gazetteer").joinpath("places.csv").read_text(encoding="utf-8")
    return tuple(check_places(csv.DictReader(text.splitlines())))


def check_places(rows: Iterable[Mapping[str, str]]) -> Iterator[tuple[Place, tuple[str, ...]]]:
    """The rows as places. Raises GazetteerError for a wrong id, kind or name and for a repeated id."""
    seen: set[str] = set()
    for row in rows:
        place = Place(row["id"], row["name"], row["kind"], row["short"])
        prefix = {"tỉnh": "vn.tinh.", "thành phố": "vn.tp."}.get(place.kind)
        if prefix is None:
            raise GazetteerError("places.csv", place.id, f"kind {place.kind!r}")
        if place.id != prefix + slug(place.short) or place.id in seen:
            raise GazetteerError("places.csv", place.id, "id repeated or not made of kind and name")
        if place.name.lower() != f"{place.kind} {place.short}".lower() or tidy(place.name) != place.name:
            raise GazetteerError("places.csv", place.id, f"name {place.name!r}")
        seen.add(place.id)
        yield place, tuple(alias for alias in row["aliases"].split(";") if alias)


def read_bodies() -> tuple[tuple[Body, tuple[str, ...], tuple[str, ...]], ...]:
    """Every body with all its spellings and, of these, the weak ones."""
    rows = [(f"agencies/{branch}.toml", row) for branch in _BRANCHES
            for row in read_toml(f"agencies/{branch}.toml")["agency"]]  # fmt: skip
    return (*check_bodies(rows), *read_fields())


def check_bodies(
    rows: Iterable[tuple[str, Mapping[str, Any]]],
) -> Iterator[tuple[Body, tuple[str, ...], tuple[str, ...]]]:
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
        if not all(_DATE.fullmatch(row.get(key, "")) for key in ("valid_from", "valid_to")):
            raise GazetteerError(file, entry, "date not YYYY-MM-DD")
        names = (row["name"], *row.get("aliases", ()))
        if bad := [name for name in names if not name or tidy(name) != name]:
            raise GazetteerError(file, entry, f"names not tidy: {bad}")
        if stray := set(row.get("weak", ())) - set(names):
            raise GazetteerError(file, entry, f"weak names that are no names: {sorted(stray)}")
        seen.add(entry)
        options = {k: v for k, v in row.items() if k not in ("aliases", "weak", "canonical", "name", "id")}
        options.setdefault("capital", options.get("scope") == "inner")
        body = Body(id=entry, name=row.get("canonical", row["name"]), **options)
        yield body, names, tuple(row.get("weak", ()))


_HEADS = {"bo": ("Bộ", "central"), "so": ("Sở", "province"), "phong": ("Phòng", "district")}


def read_fields() -> tuple[tuple[Body, tuple[str, ...], tuple[str, ...]], ...]:
    """The ministries, departments and district offices that the fields of government make."""
    return tuple(made for row in read_toml("agencies/fields.toml")["field"] for made in _bodies_of(row))


def spellings(row: Mapping[str, Any]) -> tuple[str, ...]:
    """The ways one field of government is written, its name first; "và" may be "&"."""
    ways = (row["name"], *row.get("short", ()))
    return tuple(dict.fromkeys((*ways, *(way.replace(" và ", " & ") for way in ways))))


def _bodies_of(row: Mapping[str, Any]) -> Iterator[tuple[Body, tuple[str, ...], tuple[str, ...]]]:
    for head in row["heads"]:
        if head not in _HEADS:
            raise GazetteerError("agencies/fields.toml", row["id"], f"head {head!r}")
        word, scope = _HEADS[head]
        start, end = row.get(head, ("", ""))
        body = Body(
            id=f"{head}.{row['id']}",
            name=f"{word} {row['name']}",
            scope=scope,
            head=word,
            optional=head == "so" and row.get("optional", False),
            valid_from=start,
            valid_to=end,
        )
        yield body, tuple(f"{word} {way}" for way in spellings(row)), ()
