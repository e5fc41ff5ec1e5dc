"""Regions of bodies that stand across provinces or inside one: which provinces each covers, and when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from gazetteer.fold import slug, tidy
from gazetteer.load import DAYS, GazetteerError, read_days, read_toml

FILE = "regions.toml"
_NEEDED = ("body", "region", "source")
_KEYS = frozenset((*_NEEDED, *DAYS, "seat", "provinces", "electronic"))


class Region(NamedTuple):
    """One version of a region, held in [`valid_from`, `valid_to`): ISO dates, "" where open or not known.

    `body` is the entry that has it, `region` what follows the body's name ("khu vực IX"). A number that is
    drawn anew keeps its `id`. `provinces` are the ids of those it covers, one for a region inside a province,
    () where they are not known. `electronic` is its identification code; `source` names rows of the sources.
    """

    id: str
    body: str
    region: str
    seat: str
    provinces: tuple[str, ...]
    electronic: str
    valid_from: str
    valid_to: str
    source: tuple[str, ...]


def read_regions() -> tuple[Region, ...]:
    """Every version of every region, by id and time."""
    return check_rows(read_toml(FILE)["region"])


def check_rows(rows: Iterable[Mapping[str, Any]]) -> tuple[Region, ...]:
    """The rows as regions, by id and time.

    Raises GazetteerError for a missing or unknown key, words that are not tidy, dates that are none or run
    backwards, and versions of a region that overlap.
    """
    found = sorted(_regions(rows), key=lambda row: (row.id, row.valid_from))
    for one, other in pairwise(found):
        if one.id == other.id and not (one.valid_to and one.valid_to <= other.valid_from):
            raise GazetteerError(FILE, one.id, f"two versions on {other.valid_from or 'one day'}")
    return tuple(found)


def check_regions(rows: Iterable[Region], bodies: Collection[str], provinces: Collection[str]) -> None:
    """Raises GazetteerError where a body or a province of a row is not among the ids of these."""
    for row in rows:
        if row.body not in bodies:
            raise GazetteerError(FILE, row.id, f"no entry {row.body!r}")
        if missing := [id_ for id_ in row.provinces if id_ not in provinces]:
            raise GazetteerError(FILE, row.id, f"no provinces {missing}")


def _regions(rows: Iterable[Mapping[str, Any]]) -> Iterator[Region]:
    for row in rows:
        entry = f"{row.get('body')} {row.get('region')}"
        if unknown := row.keys() - _KEYS:
            raise GazetteerError(FILE, entry, f"unknown keys {sorted(unknown)}")
        if missing := [key for key in _NEEDED if not row.get(key)]:
            raise GazetteerError(FILE, entry, f"without {', '.join(missing)}")
        seat, covered = row.get("seat", ""), tuple(row.get("provinces", ()))
        if (tidy(row["region"]), tidy(seat)) != (row["region"], seat):
            raise GazetteerError(FILE, entry, "region or seat not tidy")
        if len(set(covered)) < len(covered):
            raise GazetteerError(FILE, entry, "a province stands twice")
        begins, ends = read_days(FILE, entry, row)
        yield Region(
            f"vn.{row['body']}.{slug(row['region'])}", row["body"], row["region"], seat, covered,
            row.get("electronic", ""), begins, ends, tuple(row["source"]),
        )  # fmt: skip
