"""From a canonical name to the entity that bore it on a day: no likeness, only names that are known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from gazetteer.fold import lower
from gazetteer.load import read_units, unit_levels
from gazetteer.model import Body, Entry
from gazetteer.state.geography import Geography
from gazetteer.state.registry import INSIDE, Entity, Registry
from gazetteer.state.units import ROOT, Unit, holds

OUTDATED, AMBIGUOUS, CLOSE = "agency-not-at-date", "ambiguous-agency", "close-name"
_MOST = 10
_ROMAN = tuple(
    tens + ones
    for tens in ("", "x", "xx", "xxx")
    for ones in ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
)
"""Numbers of regions up to 39 by their place."""
_NUMBER = re.compile(r"(?<= )(?:\d{1,2}|[ivx]+)(?!\w)")


class Link(NamedTuple):
    """The entity that a name means: `agency_id` None where none is known or several could be meant.

    `doubt` is a review code: "agency-not-at-date", the body did not exist on that day; "ambiguous-agency",
    where `candidates` tells the ids with their shares of one, the likeliest first.
    """

    agency_id: str | None
    doubt: str = ""
    candidates: tuple[tuple[str, float], ...] = ()


NOBODY = Link(None)
Days = tuple[str, str]
ALWAYS: Days = ("", "")


class Linker:
    """Names to entities. Immutable; `link` is pure."""

    def __init__(self, registry: Registry, entries: Iterable[Entry]) -> None:
        self._registry = registry
        self._geography: Geography = registry.facts.geography
        self._entries: dict[str, dict[str, Body]] = {}
        listed = tuple(entries)
        official = {lower(entry.spellings[0].text): entry.body.id for entry in listed}
        for body, spellings in listed:
            texts = [s.text for s in spellings if s.kind not in ("weak", "misspelt")]
            for name in (body.name, body.branch, body.city, *texts):
                if name and (name in texts or official.get(lower(name), body.id) == body.id):
                    self._entries.setdefault(lower(name), {})[body.id] = body
        self._shorts = self._short_names()
        office = f" {read_units()['links']['office']}"
        self._regions = {
            way: id_
            for id_, rows in registry.facts.regions.items()
            for name in _ways(registry.facts.entries[rows[-1].body])
            for way in _region_ways(lower(name), lower(rows[-1].region), office)
        }
        types = sorted(unit_levels(), key=lambda word: (-len(word), word))
        self._type = re.compile(rf"(?:(?<= )|\A)(?=(?:{'|'.join(types)}) )")
        self._bearers = lru_cache(maxsize=16384)(self._find_bearers)

    def _short_names(self) -> Mapping[str, tuple[str, ...]]:
        """Provinces by their bare names, for bodies that take only these ("Tỉnh ủy Lai Châu")."""
        found: dict[str, dict[str, None]] = {}
        for unit in self._geography.provinces:
            for name in (unit.name, *unit.aliases):
                found.setdefault(lower(name), {})[unit.id] = None
        return {name: tuple(ids) for name, ids in found.items()}

    @property
    def names(self) -> Iterator[str]:
        """What a name may begin with, in lower case: bodies without their place, and regions whole."""
        yield from self._entries
        yield from self._regions

    def link(self, name: str, on: str | None = None) -> Link:
        """The entity that a full name in its place means on an ISO day.

        Without a day, the only one that ever bore the name. A name that was borne only before or after the
        day gives the entity with a doubt; one that several bore then gives no id but candidates.
        """
        known = self._bearers(lower(name))
        if not known:
            return NOBODY
        every = dict.fromkeys(entity for entity, _ in known)
        holding = [entity for entity, span in known if on and entity.holds(on) and holds(*span, on)]
        left = list(dict.fromkeys(holding)) or list(every)
        if len(left) == 1:
            return Link(left[0].id, "" if holding or not on else OUTDATED)
        share = round(1 / len(left), 3)
        return Link(None, AMBIGUOUS, tuple((entity.id, share) for entity in left[:_MOST]))

    def _find_bearers(self, name: str) -> tuple[tuple[Entity, Days], ...]:
        """Every entity that ever bore the name, with the days on which it lay where the name says."""
        ids = dict.fromkeys(self._candidates(name))
        return tuple(
            (entity, days) for id_, days in ids if (entity := self._registry.entity(id_)) is not None
        )

    def _candidates(self, name: str) -> Iterator[tuple[str, Days]]:
        """The ids that the words could stand for."""
        if (region := self._regions.get(name)) is not None:
            yield region, ALWAYS
        yield from ((id_, ALWAYS) for id_ in self._at(name, ROOT))
        for found in self._type.finditer(name):
            body = name[: found.start()].rstrip()
            if body and not self._may_be_body(body):
                continue  # "hội đồng xã hội": the units need not be looked for
            units = self._units(name[found.start() :])
            if found.start() == 0:
                yield from units
            made = [(id_, days) for unit, days in units for id_ in self._at(body, unit)]
            yield from made
            if made or (units and found.start() == 0):
                return
        yield from ((id_, ALWAYS) for id_ in self._short(name))

    def parted(self, name: str) -> tuple[str, tuple[str, ...]]:
        """The words before the units at the end of a name, and the units that these could be; () for none."""
        folded = lower(name)
        for found in self._type.finditer(folded):
            if found.start() and (units := self._units(folded[found.start() :])):
                return name[: found.start()].rstrip(), tuple(dict.fromkeys(id_ for id_, _ in units))
        return name, ()

    def _may_be_body(self, words: str) -> bool:
        """Whether `_at` may find something in some unit."""
        return words in self._entries or any(
            words[: found.start()] in self._entries and words[found.end() :] in self._entries
            for found in re.finditer(" ", words)
        )

    def _at(self, words: str, owner: str) -> Iterator[str]:
        """Ids of the bodies of a unit, or the country, that the words name whole, else of those inside."""
        whole = self._entries.get(words)
        if whole is not None:
            for body in whole.values():
                yield f"{owner}.{body.branch_id if owner != ROOT and body.branch_id else body.id}"
            return
        for found in re.finditer(" ", words):
            inner = self._entries.get(words[: found.start()], {})
            for outer in self._entries.get(words[found.end() :], {}) if inner else ():
                yield from (
                    id_ for body in inner.values() if (id_ := self._inside(body, f"{owner}.{outer}", owner))
                )

    def _inside(self, body: Body, outer: str, owner: str) -> str:
        """The id of a unit named with the body around it: its own in the place, if it has one; or ""."""
        own = self._registry.entity(f"{owner}.{body.id}")
        if own is not None and (own.parent == outer or (owner != ROOT and body.scope in INSIDE)):
            return own.id
        return f"{outer}.{body.id}" if body.scope in INSIDE else ""

    def _units(self, words: str) -> tuple[tuple[str, Days], ...]:
        """The units that a chain of names means ("xã bản bo huyện tam đường tỉnh lai châu"), and when."""
        return tuple(
            (id_, (unit.valid_from, unit.valid_to))
            for first, *around in self._chains(words)
            for id_ in first
            for unit in self._geography.versions[id_]
            if self._lay_in(unit, around)
        )

    def _chains(self, words: str) -> Iterator[list[tuple[str, ...]]]:
        """The ways to part the words into names of units, each as the ids that it stands for."""
        if ids := self._geography.named.get(words):
            yield [ids]
        for found in self._type.finditer(words):
            ids = self._geography.named.get(words[: found.start()].rstrip())
            if found.start() and ids:
                yield from ([ids, *rest] for rest in self._chains(words[found.start() :]))

    def _lay_in(self, unit: Unit, around: list[tuple[str, ...]]) -> bool:
        """Whether this version of the unit lay in one unit of each list."""
        above = {part.id for part in self._geography.chain(unit)[1:]}
        return all(above.intersection(ids) for ids in around)

    def _short(self, name: str) -> Iterator[str]:
        for found in re.finditer(" ", name):
            for province in self._shorts.get(name[found.end() :], ()):
                for body in self._entries.get(name[: found.start()], {}).values():
                    if body.style != "name":
                        yield f"{province}.{body.id}"


def _ways(entry: Entry) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in (entry.body.name, entry.body.branch, *entry.names) if name))


def _region_ways(body: str, region: str, office: str) -> Iterator[str]:
    """The names of a region: its number in Arabic or Roman figures, with the word for a branch or without."""
    number = _NUMBER.search(region)
    forms = {region}
    if number is not None:
        value = int(number[0]) if number[0].isdigit() else _ROMAN.index(number[0])
        forms |= {
            region[: number.start()] + form + region[number.end() :] for form in (str(value), _ROMAN[value])
        }
    for form in sorted(forms):
        yield f"{body} {form}"
        yield f"{body.removesuffix(office)} {form}"
