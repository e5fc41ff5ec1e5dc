"""What the bench of names draws from the gazetteer, and its first set: damaged names of its bodies."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from gazetteer import Gazetteer, Issuer
from gazetteer.load import read_toml
from gazetteer.state.damage import key_of
from gazetteer.state.linking import NOBODY
from gazetteer.state.registry import Entity
from gazetteer.state.units import Unit
from pipeline.mentions.agencies.resolve import resolve
from scripts.bench.name_damage import KINDS

FIRST, LAST = date(2012, 1, 1), date(2026, 9, 30)
DISTRICTS_END = date(2025, 7, 1)
_TRIES = 200
_NUMBER = re.compile(r"(?<!\w)(?:\d+|[IVXLC]+)(?!\w)")


class Case(NamedTuple):
    """Words in a document of an issuer on a day; `kind` and `level` for the table; `wanted` the id or ""."""

    words: str
    issuer: Issuer
    on: str
    kind: str
    level: str
    wanted: str


def day(chance: random.Random, first: date = FIRST, last: date = LAST) -> str:
    """A day by chance."""
    return (first + timedelta(days=chance.randrange((last - first).days))).isoformat()


class Pool:
    """What both sets draw from: units, entries by their branch, issuers."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.registry, self.linker = gazetteer.state.registry, gazetteer.state.linker
        self.central = gazetteer.issuer("Thủ tướng Chính phủ")
        self.bodies = [entry.body for entry in gazetteer.bodies]
        units = [unit for versions in gazetteer.state.geography.versions.values() for unit in versions]
        self.units = {
            level: [unit for unit in units if unit.level == level]
            for level in ("province", "district", "commune")
        }
        branches = ("central", "party", "local", "line")
        self.branch = {
            name: frozenset(row["id"] for row in read_toml(f"agencies/{name}.toml")["agency"])
            for name in branches
        }

    def issuer(self, unit: Unit) -> Issuer:
        """The committee of the province around a unit."""
        province = self.gazetteer.geography.chain(unit)[-1]
        return self.gazetteer.issuer(f"Ủy ban nhân dân {province.full}")

    def below(self, unit: Unit) -> Iterator[Unit]:
        """Every unit that ever lay in the province."""
        return (
            one
            for level in ("district", "commune")
            for one in self.units[level]
            if one.id.startswith(f"{unit.id}.")
        )


def _central(pool: Pool, chance: random.Random) -> tuple[str, Issuer]:
    central = [
        body.id for body in pool.bodies if body.scope == "central" and body.id not in pool.branch["party"]
    ]
    return f"vn.{chance.choice(central)}", pool.central


def _in(level: str, fits: Callable[[Pool, str], bool]) -> Callable[[Pool, random.Random], tuple[str, Issuer]]:
    def drawn(pool: Pool, chance: random.Random) -> tuple[str, Issuer]:
        unit = chance.choice(pool.units[level])
        bodies = [body for body in pool.bodies if level in pool.registry.levels(body) and fits(pool, body.id)]
        body = chance.choice(bodies)
        return f"{unit.id}.{body.branch_id or body.id}", pool.issuer(unit)

    return drawn


def _region(pool: Pool, chance: random.Random) -> tuple[str, Issuer]:
    return chance.choice(sorted(pool.registry.facts.regions)), pool.central


LEVELS: Mapping[str, Callable[[Pool, random.Random], tuple[str, Issuer]]] = {
    "central body": _central,
    "department": _in("province", lambda _, id_: id_.startswith("so.")),
    "line agency": _in("province", lambda pool, id_: id_ in pool.branch["line"]),
    "district": _in("district", lambda pool, id_: id_ not in pool.branch["party"]),
    "commune": _in("commune", lambda pool, id_: id_ not in pool.branch["party"]),
    "Party body": _in("province", lambda pool, id_: id_ in pool.branch["party"]),
    "region": _region,
}


def damaged(pool: Pool, chance: random.Random, count: int) -> Iterator[Case]:
    """Names of known bodies with one or two letters damaged, every level and kind of damage in turn."""
    levels, kinds, made = list(LEVELS), list(KINDS), 0
    while made < count:
        level, kind = levels[made % len(levels)], kinds[made % len(kinds)]
        case = next((case for _ in range(_TRIES) if (case := _damaged(pool, chance, level, kind))), None)
        if case is None:
            raise RuntimeError(f"no case of {level}, {kind}")
        made += 1
        yield case


def _damaged(pool: Pool, chance: random.Random, level: str, kind: str) -> Case | None:
    """One case; None where the body does not exist or the damage makes another real name."""
    id_, issuer = LEVELS[level](pool, chance)
    on = day(chance, last=DISTRICTS_END if level == "district" else LAST)
    entity = pool.registry.entity(id_)
    if entity is None or not entity.holds(on):
        return None
    right = resolve(entity.name, pool.gazetteer, issuer, on)
    if right is None or right.agency_id != id_ or right.doubt:
        return None
    words = KINDS[kind](entity.name, chance)
    if words.lower() == entity.name.lower() or _another(pool, words, entity, on):
        return None
    return Case(words, issuer, on, kind, level, id_)


def _another(pool: Pool, words: str, entity: Entity, on: str) -> bool:
    """Whether the damaged words, but for marks where none is left, are the name of another body."""
    linker = pool.linker
    if any(number not in re.split(r"\W+", words) for number in _NUMBER.findall(entity.name)):
        return True
    if linker.link(words, on) != NOBODY or linker.link(words) != NOBODY:
        return True
    unit = pool.gazetteer.geography.unit(entity.unit)
    if unit is None or unit.level == "province" or not words.isascii():
        return False
    province = pool.gazetteer.geography.chain(unit)[-1]
    same = [one.id for one in pool.below(province) if key_of(one.full) == key_of(unit.full) and one.holds(on)]
    return len(set(same)) > 1
