"""What became of bodies, and where the facts come from: dated changes and their sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from gazetteer.load import DATA, GazetteerError, read_toml
from gazetteer.model import Body

KINDS = ("merge", "split", "rename", "transfer")
ENDING = ("merge", "split", "rename")
_CHANGE_KEYS = frozenset(("kind", "from", "to", "on", "part", "note", "source"))
BASES = ("instrument", "dataset", "study", "none")
_SOURCE_KEYS = frozenset(("id", "number", "title", "date", "basis"))


class Change(NamedTuple):
    """A reorganisation on an ISO day, between ids of entries.

    `kind`: "merge" into bodies that began or go on; "split" into several; "rename"; "transfer", where the
    body goes on and a part of its duties moves. `part`: only a part went to these.
    """

    kind: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    on: str
    part: bool
    note: str
    source: tuple[str, ...]


class Source(NamedTuple):
    """Where facts come from; `verified` False where neither a list nor the research tells of them."""

    id: str
    number: str
    title: str
    date: str
    verified: bool


def _rows(folder: str, table: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted((DATA / folder).iterdir()):
        if path.name.endswith(".toml"):
            name = f"{folder}/{path.name}"
            yield from ((name, row) for row in read_toml(name).get(table, ()))


def read_changes() -> tuple[Change, ...]:
    """Every change of the package's files, in order of time."""
    return tuple(sorted(check_changes(_rows("changes", "change")), key=lambda change: (change.on, change)))


def check_changes(rows: Iterable[tuple[str, Mapping[str, Any]]]) -> Iterator[Change]:
    """The rows as changes. Raises GazetteerError for an unknown key or kind, a missing date or side."""
    for file, row in rows:
        entry = f"{row.get('kind')} {row.get('from')} → {row.get('to')}"
        if unknown := row.keys() - _CHANGE_KEYS:
            raise GazetteerError(file, entry, f"unknown keys {sorted(unknown)}")
        if row.get("kind") not in KINDS:
            raise GazetteerError(file, entry, f"kind is one of {', '.join(KINDS)}")
        if type(row.get("on")) is not date:
            raise GazetteerError(file, entry, "on is a date: 2025-03-01, without quotes")
        if not row.get("from") or not row.get("to"):
            raise GazetteerError(file, entry, "from and to name bodies")
        if set(row["from"]) & set(row["to"]) and row["kind"] != "merge":
            raise GazetteerError(file, entry, "an entry stands on both sides only of a merge into regions")
        yield Change(
            row["kind"], tuple(row["from"]), tuple(row["to"]), row["on"].isoformat(),
            row.get("part", False), row.get("note", ""), tuple(row.get("source", ())),
        )  # fmt: skip


def check_ends(changes: Iterable[Change], bodies: Mapping[str, Body]) -> None:
    """Raises GazetteerError where a change and the validity of its bodies disagree.

    What ends, ends on the day of the change, at one level at least; what takes over exists on that day;
    what a rename begins, begins then.
    """
    for change in changes:
        entry = f"{change.kind} {change.on} {', '.join(change.before)} → {', '.join(change.after)}"
        for id_ in (*change.before, *change.after):
            if id_ not in bodies:
                raise GazetteerError("changes", entry, f"no entry {id_!r}")
        for id_ in change.before if change.kind in ENDING else ():
            if change.on not in (bodies[id_].valid_to, *dict(bodies[id_].ended).values()):
                raise GazetteerError("changes", entry, f"{id_} ends on {bodies[id_].valid_to or 'no day'}")
        for id_ in change.after:
            begins = {bodies[id_].valid_from, *dict(bodies[id_].began).values()}
            ends = max((bodies[id_].valid_to or "9999", *dict(bodies[id_].ended).values()))
            if min(begins) > change.on or ends <= change.on:
                raise GazetteerError("changes", entry, f"{id_} does not exist on that day")
            if change.kind == "rename" and change.on not in begins:
                raise GazetteerError("changes", entry, f"{id_} begins on {min(begins) or 'no day'}")


def read_sources() -> dict[str, Source]:
    """Every source by its id."""
    return check_sources(_rows("sources", "source"))


def check_sources(rows: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[str, Source]:
    """The rows as sources. Raises GazetteerError for an unknown key or basis and a repeated id."""
    found: dict[str, Source] = {}
    for file, row in rows:
        entry = str(row.get("id"))
        if unknown := row.keys() - _SOURCE_KEYS:
            raise GazetteerError(file, entry, f"unknown keys {sorted(unknown)}")
        if row.get("basis") not in BASES:
            raise GazetteerError(file, entry, f"basis is one of {', '.join(BASES)}")
        if entry in found:
            raise GazetteerError(file, entry, "id repeated")
        day = row["date"].isoformat() if "date" in row else ""
        found[entry] = Source(entry, row.get("number", ""), row["title"], day, row["basis"] != "none")
    return found
