"""Which provinces have a body that not all have, and which lack one that the others have."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from gazetteer.load import GazetteerError, read_days, read_toml
from gazetteer.model import Body

FILE = "presence.toml"
_KEYS = frozenset(("body", "in", "not_in", "valid_from", "valid_to", "note", "source"))
_NEVER = ("9999-12-31", "0001-01-01")


class Presence(NamedTuple):
    """One row: `within` these provinces a body exists in [`valid_from`, `valid_to`), `without`, it does not.

    Provinces are ids of units/provinces.csv; one of the two is empty. Dates are ISO, "" where open or not
    known. Of a province that no row names nothing is known but what the entry says.
    """

    body: str
    within: tuple[str, ...]
    without: tuple[str, ...]
    valid_from: str
    valid_to: str
    note: str
    source: tuple[str, ...]

    def span(self, province: str) -> tuple[str, str]:
        """The days on which, for all that this row says, the province may have the body."""
        if province in self.within:
            return self.valid_from, self.valid_to
        if province in self.without:
            return (self.valid_to, self.valid_from) if self.valid_from or self.valid_to else _NEVER
        return "", ""


def read_presence() -> tuple[Presence, ...]:
    """Every row of the file, in its order."""
    return tuple(check_rows(read_toml(FILE)["presence"]))


def check_rows(rows: Iterable[Mapping[str, Any]]) -> Iterator[Presence]:
    """The rows as values. Raises GazetteerError for an unknown key, a bad date, no source, no place."""
    for row in rows:
        entry = str(row.get("body"))
        if unknown := row.keys() - _KEYS:
            raise GazetteerError(FILE, entry, f"unknown keys {sorted(unknown)}")
        if bool(row.get("in")) == bool(row.get("not_in")):
            raise GazetteerError(FILE, entry, "either in or not_in names provinces")
        begins, ends = read_days(FILE, entry, row)
        if begins and ends and "not_in" in row:
            raise GazetteerError(FILE, entry, "of an absence one date only")
        if not row.get("source"):
            raise GazetteerError(FILE, entry, "source is missing")
        within, without = tuple(row.get("in", ())), tuple(row.get("not_in", ()))
        yield Presence(entry, within, without, begins, ends, row.get("note", ""), tuple(row["source"]))


def check_presence(rows: Iterable[Presence], bodies: Mapping[str, Body], provinces: Collection[str]) -> None:
    """Raises GazetteerError where the rows, the entries by id and the ids of the provinces disagree.

    The body and the provinces exist, a province stands once for a body, and the body does not exist in a
    province before or after it exists at all.
    """
    seen: set[tuple[str, str]] = set()
    for row in rows:
        if row.body not in bodies:
            raise GazetteerError(FILE, row.body, "no such body")
        for province in (*row.within, *row.without):
            if province not in provinces:
                raise GazetteerError(FILE, row.body, f"no province {province!r}")
            if (row.body, province) in seen:
                raise GazetteerError(FILE, row.body, f"{province} stands twice")
            seen.add((row.body, province))
        body = bodies[row.body]
        early = bool(row.valid_from) and row.valid_from < body.valid_from
        if row.within and (early or (body.valid_to and row.valid_to > body.valid_to)):
            raise GazetteerError(FILE, row.body, "it does not exist on all of these days")
