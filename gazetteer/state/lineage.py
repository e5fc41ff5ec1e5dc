"""Who carried what a body carries, before it and after: the dated changes of bodies and of their units."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from gazetteer.state.events import Change
from gazetteer.state.registry import Entity, Registry
from gazetteer.state.units import ROOT

FORWARD, BACKWARD = "after", "before"
_LAST = "9999-12-31"


class Step(NamedTuple):
    """One dated edge between two entities; `part`: only a part of the duties went this way."""

    on: str
    kind: str
    before: str
    after: str
    part: bool
    note: str
    source: tuple[str, ...]


class Lineage:
    """The edges between entities, made from changes of entries and of units. Every method is pure."""

    def __init__(self, registry: Registry, changes: Iterable[Change]) -> None:
        self._registry = registry
        self._after: dict[str, list[Change]] = {}
        self._before: dict[str, list[Change]] = {}
        for change in changes:
            for id_ in change.before:
                self._after.setdefault(id_, []).append(change)
            for id_ in change.after:
                self._before.setdefault(id_, []).append(change)
        self._proposed = lru_cache(maxsize=16384)(self._propose)
        self._edges = lru_cache(maxsize=8192)(self._steps)

    def after(self, id_: str) -> tuple[Step, ...]:
        """The edges to those that took over from the entity, in order of time."""
        return self._edges(id_, FORWARD)

    def before(self, id_: str) -> tuple[Step, ...]:
        """The edges from those that the entity took over from, in order of time."""
        return self._edges(id_, BACKWARD)

    def successors(self, id_: str, on: str) -> tuple[str, ...]:
        """Who on an ISO day carries what the entity carried: itself while it exists, else those it went to.

        Sorted; empty where nobody is known to carry it. Bodies that took over only a part count; those that
        had split off before it ended do not.
        """
        origin = self._registry.entity(id_)
        if origin is None or (origin.valid_from and on < origin.valid_from):
            return ()
        found: set[str] = set()
        seen, waiting = {id_}, [origin]
        while waiting:
            here = waiting.pop()
            if not here.valid_to or on < here.valid_to:
                found.add(here.id)
                continue
            ways = [step for step in self.after(here.id) if step.on == here.valid_to]
            for step in self._in_place(origin, ways) if here.kind == "region" else ways:
                entity = self._registry.entity(step.after)
                if entity is not None and entity.id not in seen:
                    seen.add(entity.id)
                    waiting.append(entity)
        return tuple(sorted(found))

    def _in_place(self, origin: Entity, ways: list[Step]) -> list[Step]:
        """Of the ways out of a region those to where the duties came from; all where none leads there."""
        same = [
            step for step in ways
            if (entity := self._registry.entity(step.after)) is not None
            and entity.unit in self._places(origin.unit, step.on, FORWARD)
        ]  # fmt: skip
        return same or ways

    def predecessors(self, id_: str, on: str | None = None) -> tuple[str, ...]:
        """Everybody whose duties came to the entity by an ISO day, whole or in part; sorted, without it."""
        return tuple(sorted({step.before for step in self._walk(id_, BACKWARD, on or _LAST)} - {id_}))

    def lineage(self, id_: str) -> tuple[Step, ...]:
        """Every edge that leads to the entity or from it, in order of time."""
        return tuple(sorted(self._walk(id_, FORWARD, "") | self._walk(id_, BACKWARD, _LAST)))

    def _walk(self, id_: str, direction: str, day: str) -> set[Step]:
        """The edges reached one after another, each no earlier than the last, or going back no later."""
        steps: set[Step] = set()
        reached = {id_: day}
        waiting = [id_]
        while waiting:
            here = waiting.pop()
            for step in self._edges(here, direction):
                ahead = direction == FORWARD
                if step.on < reached[here] if ahead else step.on > reached[here]:
                    continue
                steps.add(step)
                other = step.after if ahead else step.before
                known = reached.get(other)
                if known is None or (step.on < known if ahead else step.on > known):
                    reached[other] = step.on
                    waiting.append(other)
        return steps

    def _steps(self, id_: str, direction: str) -> tuple[Step, ...]:
        """The edges of one side that the other side has too."""
        other = BACKWARD if direction == FORWARD else FORWARD
        return tuple(
            step for step in self._proposed(id_, direction)
            if step in self._proposed(step.after if direction == FORWARD else step.before, other)
        )  # fmt: skip

    def _propose(self, id_: str, direction: str) -> tuple[Step, ...]:
        """The edges that the changes of the entry and of the unit make, seen from one side."""
        entity = self._registry.entity(id_)
        if entity is None:
            return ()
        return tuple(sorted({*self._by_entry(entity, direction), *self._by_unit(entity, direction)}))

    def _by_entry(self, entity: Entity, direction: str) -> Iterable[Step]:
        """Edges that a change of the entry makes in the place of the entity."""
        table = self._after if direction == FORWARD else self._before
        for change in table.get(entity.entry, ()) if entity.entry else ():
            if direction == FORWARD and change.kind != "transfer" and entity.valid_to != change.on:
                continue
            for other in change.after if direction == FORWARD else change.before:
                for there in self._counterparts(entity, other, change.on, direction):
                    yield from self._step(change, entity, there, direction)

    def _counterparts(self, entity: Entity, entry: str, on: str, direction: str) -> Iterable[Entity]:
        """The bodies of another entry where the entity is: in its units, in regions around, or central."""
        units = [place for unit in self._units(entity) for place in self._places(unit, on, direction)]
        ids = [f"{unit}.{entry}" for unit in units]
        ids += [id_ for id_, rows in self._registry.facts.regions.items() if rows[-1].body == entry
                and any(set(units) & set(row.provinces) for row in rows)]  # fmt: skip
        found = [
            there
            for id_ in ids
            if (there := self._registry.entity(id_)) is not None and there.id != entity.id
        ]
        central = None if found else self._registry.entity(f"{ROOT}.{entry}")
        if central is not None and central.id != entity.id:
            found.append(central)
        return found

    def _units(self, entity: Entity) -> tuple[str, ...]:
        """The unit that has the entity; of a region all provinces that it ever covered."""
        if entity.kind != "region":
            return (entity.unit,)
        rows = self._registry.facts.regions[entity.id]
        return tuple(dict.fromkeys(province for row in rows for province in row.provinces))

    def _places(self, unit: str, on: str, direction: str) -> tuple[str, ...]:
        """The unit itself, or those that it became or came from on that very day."""
        geography = self._registry.facts.geography
        if direction == FORWARD:
            ended = unit in geography.versions and geography.span(unit)[1] == on
            became = (change.target_id for change in geography.changes_from.get(unit, ()) if change.on == on)
            return tuple(became) if ended else (unit,)
        came = (change.source_id for change in geography.changes_to.get(unit, ()) if change.on == on)
        return (unit, *came)

    @staticmethod
    def _step(change: Change, here: Entity, there: Entity, direction: str) -> Iterable[Step]:
        before, after = (here, there) if direction == FORWARD else (there, here)
        begun = not before.valid_from or before.valid_from < change.on
        if not begun or (change.kind != "transfer" and before.valid_to != change.on):
            return
        if after.holds(change.on):
            yield Step(change.on, change.kind, before.id, after.id, change.part, change.note, change.source)

    def _by_unit(self, entity: Entity, direction: str) -> Iterable[Step]:
        """Edges that follow those of the unit: the same body of the units that it became or came from."""
        geography = self._registry.facts.geography
        table = geography.changes_from if direction == FORWARD else geography.changes_to
        for change in table.get(entity.unit, ()):
            other = change.target_id if direction == FORWARD else change.source_id
            there = self._registry.entity(f"{other}{entity.id.removeprefix(entity.unit)}")
            if there is None:
                continue
            before, after = (entity, there) if direction == FORWARD else (there, entity)
            begun = not before.valid_from or before.valid_from < change.on
            moved = change.on in {before.valid_to, after.valid_from}
            if begun and moved and after.holds(change.on):
                yield Step(change.on, change.kind, before.id, after.id, change.part, "", change.source)
