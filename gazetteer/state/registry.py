"""Every body of the state by its id: entries joined with the units, regions and parents that have them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from gazetteer.model import Body, Entry, Spelling
from gazetteer.names import in_place
from gazetteer.places import place_of
from gazetteer.state.events import Source
from gazetteer.state.geography import Geography
from gazetteer.state.presence import Presence
from gazetteer.state.regions import Region
from gazetteer.state.units import ROOT, Unit, holds

GROUP = ".nhom."
_LEVELS = {
    "central": ("country",),
    "province": ("province",),
    "district": ("district", "commune"),
    "local": ("province", "district", "commune"),
    "unit": ("province",),
    "inner": (),
}
"""The levels of the units that have a body, by its scope, where the entry does not say."""
INSIDE = ("inner", "unit", "district")
"""Scopes of bodies that can stand inside another body."""


class Entity(NamedTuple):
    """One body, unit or region, with all that is known of it.

    `kind`: "unit", "body" or "region". `name` is the official full name. `entry` is the id of its entry,
    `unit` that of the unit that has it, `parent` that of the body it is under; "" where there is none. It
    exists in [`valid_from`, `valid_to`), ISO dates, "" where open or not known. `spellings` are those of its
    entry, without the place. `verified`: a list or the project's research says so.
    """

    id: str
    kind: str
    name: str
    entry: str
    unit: str
    parent: str
    valid_from: str
    valid_to: str
    spellings: tuple[Spelling, ...]
    codes: tuple[str, ...]
    electronic: str
    source: tuple[str, ...]
    verified: bool

    def holds(self, on: str) -> bool:
        """Whether it exists on an ISO day."""
        return holds(self.valid_from, self.valid_to, on)


class Facts(NamedTuple):
    """What the registry joins: entries by id, units, exceptions, regions by id, sources by id."""

    entries: Mapping[str, Entry]
    geography: Geography
    presence: tuple[Presence, ...]
    regions: Mapping[str, tuple[Region, ...]]
    sources: Mapping[str, Source]


class Registry:
    """Ids and what they stand for. Immutable; `entity` is pure."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._presence: dict[str, list[Presence]] = {}
        for row in facts.presence:
            self._presence.setdefault(row.body, []).append(row)
        self.entity = lru_cache(maxsize=4096)(self._entity)

    def _entity(self, id_: str) -> Entity | None:
        """The entity of an id, whenever it existed; None for an id that stands for none.

        A unit's own id; "vn." and an entry; a unit's id and an entry; a body's id and an entry inside it; a
        region's id.
        """
        if id_ in self.facts.regions:
            return self._region(id_)
        if id_ in self.facts.geography.versions:
            return self._unit(id_)
        owner, rest = self._split(id_)
        if (entry := self.facts.entries.get(rest)) is not None:
            return self._body(id_, entry, owner)
        return self._inside(id_)

    def days(self, id_: str) -> tuple[str, str] | None:
        """When the entity of an id exists, as `entity` tells; sooner where it is the body of a unit."""
        if id_ not in self.facts.regions and id_ not in self.facts.geography.versions:
            owner, rest = self._split(id_)
            if (entry := self.facts.entries.get(rest)) is not None:
                return self.body_days(entry.body, owner)
        entity = self.entity(id_)
        return entity and (entity.valid_from, entity.valid_to)

    def _split(self, id_: str) -> tuple[str, str]:
        """The longest beginning that is a unit, or the country, and the rest."""
        end = len(id_)
        while (end := id_.rfind(".", 0, end)) > 0:
            if id_[:end] == ROOT or id_[:end] in self.facts.geography.versions:
                return id_[:end], id_[end + 1 :]
        return "", id_

    def verified(self, source: Iterable[str]) -> bool:
        """Whether one of the sources was seen."""
        known = self.facts.sources
        return any(id_ in known and known[id_].verified for id_ in source)

    def _unit(self, id_: str) -> Entity:
        unit = self.facts.geography.versions[id_][-1]
        spellings = tuple(Spelling(f"{unit.type} {alias}", "variant") for alias in unit.aliases)
        begins, ends = self.facts.geography.span(id_)
        return Entity(
            id_, "unit", self.unit_name(unit), "", id_, unit.parent, begins, ends,
            (Spelling(unit.full, "official"), *spellings), (unit.code,) if unit.code else (), unit.electronic,
            unit.source, self.verified(unit.source),
        )  # fmt: skip

    def unit_name(self, unit: Unit) -> str:
        """Type and name with the province, and the district where the province had two of this name."""
        chain = self.facts.geography.chain(unit)
        if unit.level != "commune":
            return " ".join(part.full for part in chain)
        same = [
            other for id_ in self.facts.geography.named[unit.full.lower()]
            if (other := self.facts.geography.versions[id_][-1]).id != unit.id
            and other.level == unit.level and other.id.startswith(f"{chain[-1].id}.")
        ]  # fmt: skip
        return " ".join(part.full for part in (chain if same else (chain[0], chain[-1])))

    def _body(self, id_: str, entry: Entry, owner: str) -> Entity | None:
        body, days = entry.body, self.body_days(entry.body, owner)
        if days is None:
            return None
        name = self.body_name(body, self._unit_of(owner))
        return Entity(
            id_, "body", name, body.id, owner, self._parent(body, owner), *days, entry.spellings,
            body.codes, body.electronic, body.source, self.verified(self._grounds(body, owner)),
        )  # fmt: skip

    def body_days(self, body: Body, owner: str) -> tuple[str, str] | None:
        """When a unit, or the country, has the body; None where it never does."""
        unit = self._unit_of(owner)
        if owner == "" or (unit.level if unit else "country") not in self.levels(body):
            return None
        if unit is not None and body.units and unit.type not in body.units:
            return None
        days = _meet(self.body_span(body, unit), self.facts.geography.span(owner) if unit else ("", ""))
        for row in self._presence.get(body.id, ()) if unit else ():
            days = _meet(days, row.span(owner))
        return days

    def _unit_of(self, owner: str) -> Unit | None:
        """The last version of a unit; None for the country."""
        return None if owner == ROOT else self.facts.geography.unit(owner)

    def _grounds(self, body: Body, owner: str) -> tuple[str, ...]:
        """The sources that say that this place has the body; none for an optional one that nobody listed."""
        listed = [row for row in self._presence.get(body.id, ()) if owner in row.within]
        if body.optional and owner != ROOT:
            return tuple(source for row in listed for source in row.source)
        return (*body.source, *(source for row in listed for source in row.source))

    def levels(self, body: Body) -> tuple[str, ...]:
        """The levels of the units that have this body."""
        country = ("country",) if body.also == "central" and body.scope != "central" else ()
        branches = ("province",) if body.scope == "central" and (body.also or body.branch) else ()
        return (*(body.levels or (*_LEVELS[body.scope], *branches)), *country)

    @staticmethod
    def body_span(body: Body, unit: Unit | None) -> tuple[str, str]:
        """When units of this level have the body."""
        level = unit.level if unit else "country"
        began, ended = dict(body.began), dict(body.ended)
        return began.get(level, body.valid_from), ended.get(level, body.valid_to)

    def _parent(self, body: Body, owner: str) -> str:
        if not body.parent:
            return "" if owner == ROOT else owner
        for place in (owner, ROOT):
            above = self.facts.entries.get(body.parent)
            if above is not None and self._serves(above.body, place):
                return f"{place}.{body.parent}"
        return ""

    def _serves(self, body: Body, owner: str) -> bool:
        unit = None if owner == ROOT else self.facts.geography.unit(owner)
        return (unit.level if unit else "country") in self.levels(body)

    def body_name(self, body: Body, unit: Unit | None) -> str:
        """The official full name in its place (guide, section 4)."""
        if unit is None:
            return body.name
        if unit.level == "province":
            return in_place(body, place_of(unit)).name
        return f"{body.branch or body.name} {self.unit_name(unit)}"

    def _inside(self, id_: str) -> Entity | None:
        """A body inside another: the id of that one, and an entry that stands inside bodies."""
        end = len(id_)
        while (end := id_.rfind(".", 0, end)) > 0:
            entry = self.facts.entries.get(id_[end + 1 :])
            if entry is None or entry.body.scope not in INSIDE or id_[:end] == ROOT:
                continue
            outer = self.entity(id_[:end])
            if outer is None or outer.kind != "body":
                return None
            body = entry.body
            span = _meet((body.valid_from, body.valid_to), (outer.valid_from, outer.valid_to))
            return Entity(
                id_, "body", f"{body.name} {outer.name}", body.id, outer.unit, outer.id, *span,
                entry.spellings, body.codes, body.electronic, body.source, verified=False,
            )  # fmt: skip
        return None

    def _region(self, id_: str) -> Entity:
        row = self.facts.regions[id_][-1]
        entry = self.facts.entries[row.body]
        name = f"{entry.body.branch or entry.body.name} {row.region}"
        return Entity(
            id_, "region", name, row.body, "", f"{ROOT}.{entry.body.parent}" if entry.body.parent else "",
            self.facts.regions[id_][0].valid_from, row.valid_to, (Spelling(name, "official"),),
            entry.body.codes, row.electronic, row.source, self.verified(row.source),
        )  # fmt: skip


def _meet(one: tuple[str, str], other: tuple[str, str]) -> tuple[str, str]:
    """The days that lie in both spans."""
    end = min(one[1], other[1]) if one[1] and other[1] else one[1] or other[1]
    return max(one[0], other[0]), end
