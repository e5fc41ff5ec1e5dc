"""Who belongs to a group of bodies in a place on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from gazetteer.fold import lower, slug
from gazetteer.load import lower_levels, unit_levels
from gazetteer.state.collective_data import read_collectives, read_data
from gazetteer.state.collectives import Collective, MemberRule, rule_of
from gazetteer.state.linking import Linker
from gazetteer.state.registry import GROUP, Registry
from gazetteer.state.units import ROOT, holds


class Group(NamedTuple):
    """A collective in its place: the ids of its members on the day, and whether the words reach further."""

    id: str
    members: tuple[str, ...]
    open: bool


class Membership:
    """Groups by their canonical names or ids. Immutable; every method is pure."""

    def __init__(self, registry: Registry, linker: Linker) -> None:
        self._registry, self._linker = registry, linker
        self.named = lru_cache(maxsize=4096)(self._named)

    def _named(self, name: str, on: str | None = None, level: str = "country") -> Group | None:
        """The group that a canonical name with its place means; None where no rule says who belongs to it.

        So it is where the words leave it to the task who is meant ("các sở liên quan"). Without a day nobody
        is known to belong to it. Words without a place ("các địa phương") mean those of the country where the
        document is of a central body, `level` "country"; of any other, "", only what is nowhere else.
        """
        words, places = self._linker.parted(name)
        if lower(words).endswith(tuple(f" {tail}" for tail in read_data()["words"]["related"])):
            return None
        if not places:
            rule = rule_of(name, level)
            return self._group(rule, ROOT, on) if rule is not None and rule.level == "country" else None
        there = [place for place in places if self._exists(place, on)]
        if len(there or places) != 1:
            return None
        place = (there or places)[0]
        unit = self._registry.facts.geography.unit(place, on)
        rule = rule_of(words, unit.level if unit else "")
        return (
            self._group(rule, place, on) if rule is not None and unit and rule.level == unit.level else None
        )

    def members(self, id_: str, on: str) -> tuple[str, ...]:
        """The ids of the members of a group, by its id, on an ISO day; empty for an id of no such group."""
        place, _, key = id_.partition(GROUP)
        rule = rule_of(*words) if key and (words := self._words(key)) else None
        return () if rule is None else self._group(rule, place, on).members

    def _words(self, key: str) -> tuple[str, str] | None:
        """The words and the level of the rule of this id: those of its rows, or a body and types of units."""
        rows = {row.id: row for row in read_collectives()}
        words, level = [], ""
        for part in key.split("+"):
            row = rows.get(part)
            level = row.level if row else level
            words.append(row.expressions[0] if row else self._unit_words(part))
        return (", ".join(words), level) if all(words) else None

    def _unit_words(self, key: str) -> str:
        """The words of "ubnd-xa-phuong"; "" for another key."""
        for end in range(len(key) - 1, 0, -1):
            entry = self._registry.facts.entries.get(key[:end]) if key[end] == "-" else None
            if entry is not None and (types := _segmented(key[end + 1 :])):
                every = read_data()["words"]["quantifiers"][0]
                return f"{entry.body.branch or entry.body.name} {every} {', '.join(types)}"
        return ""

    def _exists(self, place: str, on: str | None) -> bool:
        entity = self._registry.entity(place)
        return entity is not None and (on is None or entity.holds(on))

    def _group(self, rule: Collective, place: str, on: str | None) -> Group:
        found = (
            dict.fromkeys(id_ for member in rule.members for id_ in self._ids(member, place, on))
            if on
            else {}
        )
        return Group(f"{place}{GROUP}{rule.id}", tuple(found), rule.open)

    def _ids(self, rule: MemberRule, place: str, on: str) -> Iterator[str]:
        """The bodies of one rule that exist in the place on the day."""
        if not holds(rule.valid_from, rule.valid_to, on):
            return
        if rule.body:
            yield from self._having(rule.body, self._units(rule, place, on), on)
        elif rule.head:
            yield from self._holding(self._headed(rule.head, place), on)
        elif not rule.units or self._type(place, on) in rule.units:
            yield from self._holding((f"{place}.{body}" for body in rule.bodies), on)

    def _having(self, body: str, units: Iterable[str], on: str) -> Iterator[str]:
        """The ids of a body in those of the units that have it on the day."""
        # Not by `_holding`: the country has ten thousand communes, and their ids need not be taken apart.
        entry = self._registry.facts.entries.get(body)
        if entry is not None:
            for unit in units:
                days = self._registry.body_days(entry.body, unit)
                if days is not None and holds(*days, on):
                    yield f"{unit}.{body}"

    def _holding(self, ids: Iterable[str], on: str) -> Iterator[str]:
        for id_ in ids:
            days = self._registry.days(id_)
            if days is not None and holds(*days, on):
                yield id_

    def _headed(self, head: str, place: str) -> Iterator[str]:
        """The departments, or ministries, of a place; of the optional ones those that a source tells of."""
        for entry in self._registry.facts.entries.values():
            body = entry.body
            if body.head != head:
                continue
            id_ = f"{place}.{body.id}"
            entity = self._registry.entity(id_)
            if entity is not None and (entity.verified or not body.optional or place == ROOT):
                yield id_

    def _units(self, rule: MemberRule, place: str, on: str) -> Iterator[str]:
        """The units below the place that a rule means: of a level, or of some types."""
        if rule.level:
            levels = {rule.level}
        else:
            known = unit_levels() if place == ROOT else lower_levels()
            levels = {known[word] for word in rule.units}
        for level in sorted(levels):
            for unit in self._registry.facts.geography.below(place, on, level):
                if rule.level or unit.type in rule.units:
                    yield unit.id

    def _type(self, place: str, on: str) -> str:
        unit = self._registry.facts.geography.unit(place, on)
        return unit.type if unit else ""


def _segmented(key: str) -> tuple[str, ...]:
    """The words for types and levels of units that a slug is made of; () where it is not."""
    if not key:
        return ()
    data = read_data()["units"]
    grades = (f"{data['grade']} {word}" for word in (*unit_levels(), *data["grades"]))
    for word in (*unit_levels(), *grades, *data["counted"], data["places"]):
        start = slug(word)
        if key == start:
            return (word,)
        if key.startswith(f"{start}-") and (rest := _segmented(key[len(start) + 1 :])):
            return (word, *rest)
    return ()
