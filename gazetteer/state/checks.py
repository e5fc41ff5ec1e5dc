"""Checks of the state between its rows: ids exist, days are in order, a name means one body, edges fit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import combinations

from gazetteer.fold import lower
from gazetteer.load import GazetteerError
from gazetteer.model import Body, Entry
from gazetteer.state.geography import Geography
from gazetteer.state.lineage import Lineage, Step
from gazetteer.state.linking import Linker
from gazetteer.state.registry import Entity, Registry
from gazetteer.state.units import ROOT

AGENCIES, UNITS, CHANGES = "agencies", "units", "changes"
_LEVELS = ("country", "province", "district", "commune")
_OPEN = "9999-12-31"


def check_references(entries: Mapping[str, Entry], sources: Collection[str]) -> None:
    """Raises GazetteerError for a parent, a branch or a source that no file has, and an entry of no source.

    So it does where `of` is the name of no body, and where a body would stand above itself.
    """
    names = {entry.body.name for entry in entries.values()}
    for body, _ in entries.values():
        for key, id_ in (("parent", body.parent), ("branch_id", body.branch_id)):
            if id_ and id_ not in entries:
                raise GazetteerError(AGENCIES, body.id, f"no {key} {id_!r}")
        if body.of and body.of not in names:
            raise GazetteerError(AGENCIES, body.id, f"of no body {body.of!r}")
        if body.id in _above(body, entries):
            raise GazetteerError(AGENCIES, body.id, "stands above itself")
        check_sources(AGENCIES, body.id, body.source, sources)


def check_sources(file: str, entry: str, source: Iterable[str], sources: Collection[str]) -> None:
    """Raises GazetteerError for a row of a file without source, or with one that no file has."""
    named = tuple(source)
    if not named:
        raise GazetteerError(file, entry, "source is missing")
    if missing := [id_ for id_ in named if id_ not in sources]:
        raise GazetteerError(file, entry, f"no source {missing[0]!r}")


def _above(body: Body, entries: Mapping[str, Entry]) -> tuple[str, ...]:
    """The ids of the bodies above one, up to the first that stands there twice."""
    found: list[str] = []
    above = body.parent
    while above in entries and above not in found:
        found.append(above)
        above = entries[above].body.parent
    return tuple(found)


def check_days(bodies: Iterable[Body]) -> None:
    """Raises GazetteerError for a body that at a level ends before it begins, or never has its parent."""
    known = {body.id: body for body in bodies}
    for body in known.values():
        for level in _LEVELS:
            begins, ends = span(body, level)
            if ends and begins >= ends:
                raise GazetteerError(AGENCIES, body.id, f"{level}: from {begins or 'ever'} to {ends}")
        above = known.get(body.parent)
        if above and not _meet((body.valid_from, body.valid_to), (above.valid_from, above.valid_to)):
            raise GazetteerError(AGENCIES, body.id, f"never exists together with its parent {above.id}")


def span(body: Body, level: str) -> tuple[str, str]:
    """When units of a level have the body, by what the entry says."""
    return dict(body.began).get(level, body.valid_from), dict(body.ended).get(level, body.valid_to)


def check_kept(ids: Collection[str], accepted: Iterable[str]) -> None:
    """Raises GazetteerError for an id that was given out once and is no more."""
    if gone := sorted(set(accepted) - set(ids)):
        raise GazetteerError(AGENCIES, gone[0], f"an id is never removed; gone: {', '.join(gone)}")


def bodies_in(registry: Registry, place: str) -> Iterator[Entity]:
    """The bodies of the entries that a unit, or the country, has at some time."""
    for id_ in registry.facts.entries:
        entity = registry.entity(f"{place}.{id_}")
        if entity is not None and exists(entity):
            yield entity


def exists(entity: Entity) -> bool:
    """Whether there is a day on which the entity exists."""
    return not entity.valid_to or entity.valid_from < entity.valid_to


def bearers(registry: Registry, places: Iterable[str]) -> Iterator[tuple[Entity, ...]]:
    """The bodies of each place that bear their official names.

    Left out are entries whose full name is the official one of another entry: ways of reading that one.
    """
    entries = registry.facts.entries
    official = {lower(entry.spellings[0].text) for entry in entries.values()}
    readings = {id_ for id_, entry in entries.items() if _reads_another(entry, official)}
    branches = {id_ for id_, entry in entries.items() if entry.body.branch_id}
    for place in places:
        skipped = readings if place == ROOT else readings | branches
        yield tuple(entity for entity in bodies_in(registry, place) if entity.entry not in skipped)


def check_names(registry: Registry, places: Iterable[str]) -> None:
    """Raises GazetteerError where two bodies of a place have one official name on one day."""
    for bodies in bearers(registry, places):
        named: dict[str, list[Entity]] = {}
        for entity in bodies:
            named.setdefault(lower(entity.name), []).append(entity)
        for known in named.values():
            for one, other in combinations(known, 2):
                if _meet((one.valid_from, one.valid_to), (other.valid_from, other.valid_to)):
                    raise GazetteerError(AGENCIES, one.id, f"{one.name!r} is {other.id} at the same time")


def _reads_another(entry: Entry, official: Collection[str]) -> bool:
    own = lower(entry.spellings[0].text)
    return any(name != own and name in official for name in map(lower, (entry.body.name, entry.body.city)))


def check_units(geography: Geography, days: Iterable[str]) -> None:
    """Raises GazetteerError where two units inside one have the same type and name on one of the days."""
    for day in days:
        named: dict[tuple[str, str], str] = {}
        for versions in geography.versions.values():
            for unit in (version for version in versions if version.holds(day)):
                first = named.setdefault((unit.parent, lower(unit.full)), unit.id)
                if first != unit.id:
                    raise GazetteerError(UNITS, unit.id, f"{unit.full!r} is {first} on {day}")


def check_spellings(registry: Registry, places: Iterable[str], days: Collection[str]) -> None:
    """Raises GazetteerError where a spelling that is not weak means two bodies of a place on one day."""
    for place in places:
        bodies = tuple(bodies_in(registry, place))
        for day in days:
            first: dict[str, str] = {}
            for entity in bodies:
                if not entity.holds(day):
                    continue
                for spelling in entity.spellings:
                    if spelling.kind == "weak":
                        continue
                    if (known := first.setdefault(lower(spelling.text), entity.id)) != entity.id:
                        problem = f"{spelling.text!r} is {known} on {day} too"
                        raise GazetteerError(AGENCIES, entity.id, problem)


def check_links(linker: Linker, entities: Iterable[Entity]) -> None:
    """Raises GazetteerError where an official name does not link to its own entity on its last day."""
    for entity in entities:
        day = last_day(entity)
        link = linker.link(entity.name, day)
        if (link.agency_id, link.doubt) != (entity.id, ""):
            problem = f"{entity.name!r} on {day} is {link.agency_id} {link.doubt}".rstrip()
            raise GazetteerError(AGENCIES, entity.id, problem)


def last_day(entity: Entity) -> str:
    """The last day on which an entity exists; the last of all days where it has no end."""
    if not entity.valid_to:
        return _OPEN
    return (date.fromisoformat(entity.valid_to) - timedelta(days=1)).isoformat()


def check_steps(registry: Registry, steps: Iterable[Step]) -> None:
    """Raises GazetteerError for an edge from or to no entity, or one that does not fit their days.

    What an edge comes from exists by its day, and ends on it unless only a part went; what it leads to exists
    on that day.
    """
    for step in steps:
        before, after = registry.entity(step.before), registry.entity(step.after)
        if before is None or after is None:
            raise GazetteerError(CHANGES, step.before, f"an edge to {step.after} with an end of no entity")
        if before.valid_from and before.valid_from > step.on:
            raise GazetteerError(CHANGES, step.before, f"begins after it went to {step.after} on {step.on}")
        if not after.holds(step.on):
            problem = f"does not exist on {step.on}, when {step.before} went there"
            raise GazetteerError(CHANGES, step.after, problem)
        whole = step.kind != "transfer" and not step.part
        if whole and before.valid_to != step.on:
            raise GazetteerError(CHANGES, step.before, f"went whole to {step.after} on {step.on} and goes on")


def check_acyclic(edges: Iterable[tuple[str, str]]) -> None:
    """Raises GazetteerError where edges lead from an id back to it; those of an id to itself do not count."""
    after: dict[str, set[str]] = {}
    before: dict[str, int] = {}
    for one, other in {edge for edge in edges if edge[0] != edge[1]}:
        after.setdefault(one, set()).add(other)
        before[other] = before.get(other, 0) + 1
        before.setdefault(one, 0)
    free = [id_ for id_, count in before.items() if not count]
    while free:
        id_ = free.pop()
        del before[id_]
        for other in after.get(id_, ()):
            before[other] -= 1
            if not before[other]:
                free.append(other)
    if before:
        raise GazetteerError(CHANGES, min(before), f"a circle of successors: {', '.join(sorted(before))}")


def steps_of(lineage: Lineage, ids: Iterable[str]) -> frozenset[Step]:
    """The edges to those that took over from the entities."""
    return frozenset(step for id_ in ids for step in lineage.after(id_))


def _meet(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two half-open spans of ISO days share a day; "" is open."""
    return max(one[0], other[0]) < min(one[1] or _OPEN, other[1] or _OPEN)
