"""What is wrong between the rows of an overlay and the shipped data: names, ids and days that don't agree."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from gazetteer.fold import lower
from gazetteer.load import KINDS
from gazetteer.model import Body, Entry
from gazetteer.overlays.additions import Additions
from gazetteer.overlays.files import Fault, Problem, Row, near
from gazetteer.overlays.made import Known
from gazetteer.state.events import ENDING
from gazetteer.state.regions import Region

_REFERENCES = {
    "agency": ("parent", "branch_id"),
    "change": ("from", "to"),
    "presence": ("body",),
    "region": ("body",),
}
_HIGHEST = 50
_PLACES = {"presence": ("in", "not_in"), "region": ("provinces",)}


def cross_faults(
    sound: Iterable[Row], rows: Iterable[Row], additions: Additions, known: Known
) -> Iterator[Problem]:
    """Every disagreement of the rows with each other and with the shipped data.

    Of rows that are not `sound` only the ids that they name are looked at. Their own ids count as known, so
    that one fault is told once.
    """
    listed = tuple(rows)
    bodies = known.entries.keys() | _ids("agency", listed)
    sources = known.sources.keys() | _ids("source", listed)
    entries = {entry.body.id: entry for entry in additions.over_entries(known.entries.values())}
    taken = _bearers(entries.values())
    said: dict[tuple[str, str], Row] = {}
    versions = _versions(additions, known)
    for row in listed:
        yield from map(row.problem, _unknown(row, bodies, sources, known))
    for row in sound:
        faults: list[Fault] = []
        if row.table == "agency" and row.fields["id"] in entries:
            entry = entries[row.fields["id"]]
            faults += [*_taken(row.fields, entry, taken), *_circle(entry.body, entries)]
        elif row.table == "change":
            faults += _days(row.fields, entries)
        elif row.table == "presence":
            faults += [*_outside(row.fields, entries), *_twice(row, said)]
        elif row.table == "region":
            faults += _overlap(row.fields, versions)
        yield from map(row.problem, faults)


def _ids(table: str, rows: Iterable[Row]) -> set[str]:
    ids = (row.fields.get("id") for row in rows if row.table == table)
    return {id_ for id_ in ids if isinstance(id_, str)}


def _unknown(row: Row, bodies: Collection[str], sources: Collection[str], known: Known) -> Iterator[Fault]:
    """Ids that the row names and nobody has."""
    named: dict[str, tuple[Collection[str], str]]
    named = dict.fromkeys(_REFERENCES.get(row.table, ()), (bodies, "unknown-body"))
    named |= dict.fromkeys(_PLACES.get(row.table, ()), (known.provinces, "unknown-province"))
    named |= {"source": (sources, "unknown-source")}
    for key, (ids, code) in named.items():
        value = row.fields.get(key, [])
        for id_ in value if isinstance(value, list) else [value]:
            if (
                isinstance(id_, str)
                and id_ not in ids
                and not (row.table == "change" and key != "source" and known.stands(id_))
            ):
                yield Fault(key, code, {"key": key, "value": id_, "guess": near(id_, ids)})


def _bearers(entries: Iterable[Entry]) -> dict[str, list[Body]]:
    """The bodies by each of their names in lower case, weak ones aside."""
    found: dict[str, list[Body]] = {}
    for body, spellings in entries:
        for spelling in spellings:
            if spelling.kind != "weak":
                found.setdefault(lower(spelling.text), []).append(body)
    return found


def _taken(fields: Mapping[str, Any], entry: Entry, taken: dict[str, list[Body]]) -> Iterator[Fault]:
    """Names that the row gives and another body has on the same days."""
    keys = ("name", *(key for key in KINDS if key != "weak"))
    for key in keys:
        value = fields.get(key, [])
        for text in value if isinstance(value, list) else [value]:
            others = (other for other in taken.get(lower(text), ()) if other.id != entry.body.id)
            if other := next((one for one in others if _meet(_span(one), _span(entry.body))), None):
                yield Fault(key, "name-taken", {"value": text, "other": other.id})


def _span(body: Body) -> tuple[str, str]:
    return body.valid_from, body.valid_to


def _meet(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two half-open spans of ISO days share a day; "" is open."""
    return not (one[1] and one[1] <= other[0]) and not (other[1] and other[1] <= one[0])


def _circle(body: Body, entries: dict[str, Entry]) -> Iterator[Fault]:
    """A body that would stand above itself."""
    above = body.parent
    for _ in range(_HIGHEST):
        if above == body.id or above not in entries:
            break
        above = entries[above].body.parent
    if above == body.id:
        yield Fault("parent", "circle", {"value": body.parent})


def _days(fields: Mapping[str, Any], entries: dict[str, Entry]) -> Iterator[Fault]:
    """What ends, ends on the day of the change; what takes over exists then; what is renamed begins then."""
    on = fields["on"].isoformat()
    for id_ in fields["from"] if fields["kind"] in ENDING else ():
        body = entries[id_].body if id_ in entries else None
        if body is not None and not body.ended and body.valid_to != on:
            yield Fault("from", "does-not-end", {"value": id_, "on": on, "ends": body.valid_to or "–"})
    for id_ in fields["to"]:
        body = entries[id_].body if id_ in entries else None
        if body is None or body.began or body.ended:
            continue
        if body.valid_from > on or (body.valid_to and body.valid_to <= on):
            yield Fault("to", "not-there", {"value": id_, "on": on})
        elif fields["kind"] == "rename" and body.valid_from != on:
            yield Fault("to", "does-not-begin", {"value": id_, "on": on, "begins": body.valid_from or "–"})


def _outside(fields: Mapping[str, Any], entries: dict[str, Entry]) -> Iterator[Fault]:
    """Days on which a province would have a body that is not there at all."""
    entry = entries.get(fields["body"])
    if entry is None or "in" not in fields:
        return
    for key in ("valid_from", "valid_to"):
        day = fields[key].isoformat() if key in fields else ""
        begins, ends = _span(entry.body)
        if day and (day < begins or (ends and day > ends)):
            facts = {"key": key, "begins": begins or "–", "ends": ends or "–"}
            yield Fault(key, "outside", facts)


def _twice(row: Row, said: dict[tuple[str, str], Row]) -> Iterator[Fault]:
    """A province of which two rows say something for one body."""
    for key in _PLACES["presence"]:
        for place in row.fields.get(key, ()):
            first = said.setdefault((row.fields["body"], place), row)
            if first is not row:
                yield Fault(key, "said-twice", {"value": place, "first": f"{first.file}:{first.line()}"})


def _versions(additions: Additions, known: Known) -> dict[tuple[str, str], list[Region]]:
    """The versions of each region by body and words, in order of time."""
    found: dict[tuple[str, str], list[Region]] = {}
    for row in additions.over_regions(known.regions) if additions.regions else ():
        found.setdefault((row.body, row.region), []).append(row)
    return found


def _overlap(fields: Mapping[str, Any], versions: Mapping[tuple[str, str], list[Region]]) -> Iterator[Fault]:
    """A version of a region that another version overlaps."""
    begins = fields["valid_from"].isoformat() if "valid_from" in fields else ""
    for one, other in pairwise(versions.get((fields["body"], fields["region"]), ())):
        meet = not (one.valid_to and one.valid_to <= other.valid_from)
        if meet and begins in (one.valid_from, other.valid_from):
            yield Fault("valid_from", "overlap", {"value": other.valid_from or "–"})
