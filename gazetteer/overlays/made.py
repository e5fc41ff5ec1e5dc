"""The rows of an overlay as values: bodies joined with the shipped entries, changes, sources and the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from gazetteer.load import KINDS, GazetteerError, check_bodies, read_bodies
from gazetteer.model import Entry, Spelling
from gazetteer.overlays.additions import Additions
from gazetteer.overlays.files import Fault, Problem, Row
from gazetteer.state import presence, regions
from gazetteer.state.events import Source, check_changes, check_sources, read_sources
from gazetteer.state.geography import load_geography
from gazetteer.state.regions import Region
from gazetteer.state.units import ROOT

_NAMED = ("name", "canonical")


class Known:
    """The shipped data that an overlay is laid over, each part read when first needed."""

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """The bodies by id."""
        return {entry.body.id: entry for entry in read_bodies()}

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The sources by id."""
        return read_sources()

    @cached_property
    def regions(self) -> tuple[Region, ...]:
        """Every version of every region."""
        return regions.read_regions()

    @cached_property
    def provinces(self) -> frozenset[str]:
        """The ids of all provinces."""
        return frozenset(unit.id for unit in load_geography().provinces)

    @cached_property
    def _covered(self) -> frozenset[str]:
        return frozenset(row.id for row in self.regions)

    def stands(self, id_: str) -> bool:
        """Whether an id is that of a unit or of a region."""
        return id_ in self._covered or id_ in load_geography().versions


def make(rows: Iterable[Row], known: Known) -> tuple[Additions, list[Problem]]:
    """The rows, each right in its shape, as values; those that can't be made are told as problems."""
    problems: list[Problem] = []
    made: dict[str, list[Any]] = {table: [] for table in ("agency", "change", "source", "presence", "region")}
    first: dict[tuple[str, str], Row] = {}
    for row in rows:
        key = (row.table, row.fields.get("id", ""))
        if key[1] and (before := first.setdefault(key, row)) is not row:
            place = f"{before.file}:{before.line('id')}"
            problems.append(row.problem(Fault("id", "repeated", {"value": key[1], "first": place})))
            continue
        try:
            made[row.table] += _made(row, known)
        except _UnmadeError as error:
            problems.append(row.problem(error.fault))
        except GazetteerError as error:
            problems.append(row.problem(Fault("", "bad-row", {"reason": error.problem})))
    return Additions(*map(tuple, made.values())), problems


class _UnmadeError(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


def _made(row: Row, known: Known) -> Iterator[object]:
    """The one value of a row. Raises GazetteerError, _UnmadeError."""
    rows = [(row.file, row.fields)]
    if row.table == "agency":
        yield _entry(row.file, row.fields, known)
    elif row.table == "change":
        yield from check_changes(rows)
    elif row.table == "source":
        yield from check_sources(rows).values()
    elif row.table == "presence":
        yield from presence.check_rows([row.fields])
    else:
        yield from regions.check_rows([row.fields])


def _entry(file: str, fields: Mapping[str, Any], known: Known) -> Entry:
    """A new body, or the shipped one with what the row adds to it."""
    id_, shipped = fields["id"], known.entries.get(fields["id"])
    if shipped is None:
        if "name" not in fields:
            raise _UnmadeError(Fault("", "missing-name", {"value": id_}))
        if known.stands(f"{ROOT}.{id_}"):
            raise _UnmadeError(Fault("id", "id-taken", {"value": id_}))
        [entry] = check_bodies([(file, fields)])
        return entry
    [made] = check_bodies([(file, {"name": shipped.body.name, **fields})])
    given = fields.keys() - KINDS.keys() - {"id", *_NAMED}
    changed = {key: getattr(made.body, key) for key in given}
    if not fields.keys().isdisjoint(_NAMED):
        changed["name"] = made.body.name
    body = shipped.body._replace(**changed)
    if body.valid_from and body.valid_to and body.valid_from >= body.valid_to:
        raise _UnmadeError(Fault("valid_to", "backwards"))
    return Entry(body, _spelled(shipped, made, renamed="name" in fields))


def _spelled(shipped: Entry, made: Entry, *, renamed: bool) -> tuple[Spelling, ...]:
    """All spellings, the official first: a former official name is a variant, a name takes its new kind."""
    official, added = made.spellings[0], made.spellings[1:]
    if not renamed:
        official = shipped.spellings[0]
    found = {official.text: official}
    for one in (*added, *shipped.spellings):
        found.setdefault(one.text, one if one.kind != "official" else Spelling(one.text, "variant"))
    return tuple(found.values())
