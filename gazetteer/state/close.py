"""From damaged words to the name that they are: only on a miss, and only where nothing else can be meant.

Words are cut into a body and its place. Each part is a known name exactly, or but for marks and spaces, or
but for one or two letters that leave no phrase of any name (see damage.py). Units are those inside the
province that the words name. Of the names so found the nearest counts that somebody bore on the day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import chain
from typing import NamedTuple

from gazetteer.fold import lower, tidy
from gazetteer.load import read_toml
from gazetteer.state.damage import MOST, WHOLE, Damage, Vocabulary, key_of, reread
from gazetteer.state.linking import AMBIGUOUS, CLOSE, NOBODY, OUTDATED, Link, Linker
from gazetteer.state.near import Names, Words, cut, like_type, typed
from gazetteer.state.registry import Registry

_LONGEST_PROVINCE = 30
_CANDIDATES = 10


class Close(NamedTuple):
    """The entity that damaged words mean, with its official name; "" where several could be meant.

    Words that are right, and only lack the type of their province, are the name.

    `doubt` is "" or a review code: "close-name" where letters differ, or a mark of a syllable that is real as
    it stands; "agency-not-at-date";
    "ambiguous-agency", where `agency_id` is None and `candidates` tells the ids with their shares of one.
    """

    name: str
    agency_id: str | None
    doubt: str
    candidates: tuple[tuple[str, float], ...] = ()


class _Place(NamedTuple):
    """The units that the words from the letter `start` on name, by their right names."""

    start: int
    name: str
    damage: Damage


class Closer:
    """Damaged names to entities; what it needs is made on the first call. Every method is pure."""

    def __init__(self, registry: Registry, linker: Linker) -> None:
        self._registry, self._linker = registry, linker
        self._geography = registry.facts.geography
        self.link = lru_cache(maxsize=4096)(self._link)
        self._bodies = lru_cache(maxsize=4096)(self._find_bodies)
        self._units = lru_cache(maxsize=256)(self._units_of)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """All names of the country, and what laws are called: the phrases of administration."""
        titles = (title for kind in read_toml("laws.toml")["kind"] for title in kind["titles"])
        return Vocabulary(chain(self._names.full, self._geography.named, titles))

    @cached_property
    def _names(self) -> Names:
        return Names({name: name for name in self._linker.names})

    @cached_property
    def _provinces(self) -> Names:
        """Provinces by their names with type and without."""
        return Names(dict(zip(self._alone, self._alone, strict=True)) | typed(self._geography.provinces))

    @cached_property
    def _alone(self) -> Mapping[str, tuple[str, ...]]:
        """How provinces are written in full, by their bare names."""
        found: dict[str, dict[str, None]] = {}
        for unit in self._geography.provinces:
            for name in (unit.name, *unit.aliases):
                found.setdefault(lower(name), {})[lower(unit.full)] = None
        return {name: tuple(full) for name, full in found.items()}

    def _units_of(self, name: str) -> Names:
        """Every unit that ever lay in the unit of this name, and itself."""
        inside = self._geography.inside
        near = [unit for id_ in self._geography.named.get(name, ()) for unit in inside(id_)]
        below = [unit for id_ in dict.fromkeys(unit.id for unit in near) for unit in inside(id_)]
        return Names({name: name} | typed((*near, *below)))

    def _link(self, words: str, on: str | None = None) -> Close | None:
        """The entity that damaged words mean on an ISO day, None where that is not beyond doubt.

        Without a day, the only one that ever bore the name.
        """
        given = tidy(words)
        close = self._read(cut(given), 0, on)
        if close is None:
            # No word is reread of which nothing can be: then all names of the country need not be read.
            again, misread = reread(lower(given))
            if misread:
                again, misread = self.vocabulary.reread(lower(given))
            close = self._read(cut(again), misread, on) if 0 < misread <= MOST else None
        return close

    def _read(self, words: Words | None, misread: int, on: str | None) -> Close | None:
        """The entity that the words mean, in which so many letters were put right."""
        if words is None:
            return None
        found: dict[str, Damage] = {}
        for name, damage in self._candidates(words):
            if damage.letters + misread <= MOST:
                found[name] = min(damage, found.get(name, damage))
        linked = [(self._linker.link(name, on), damage) for name, damage in sorted(found.items())]
        close = self._chosen([one for one in linked if one[0] != NOBODY], misread)
        if close is not None and close.agency_id and words.text in found and not misread:
            return close._replace(name=words.given)
        return close

    def _chosen(self, found: list[tuple[Link, Damage]], misread: int) -> Close | None:
        """The one entity that is meant: the nearest of those of the day, else one of another day."""
        there = [one for one in found if one[0].doubt != OUTDATED]
        left = there or [one for one in found if one[1].letters + misread == 0]
        least = min((damage for _, damage in left), default=WHOLE)
        links = [link for link, damage in left if damage[:2] == least[:2]]
        ids = dict.fromkeys(id_ for link in links for id_ in _meant(link))
        if not ids:
            return None
        if len(ids) > 1:
            share = round(1 / len(ids), 3)
            return Close("", None, AMBIGUOUS, tuple((id_, share) for id_ in sorted(ids)[:_CANDIDATES]))
        id_ = next(iter(ids))
        entity = self._registry.entity(id_)
        doubt = OUTDATED if not there else CLOSE if least.letters or least.real or misread else ""
        return Close(entity.name, id_, doubt) if entity else None

    def _candidates(self, words: Words) -> Iterator[tuple[str, Damage]]:
        """The names that the words could be."""
        yield from self._bodies(words.part(0, len(words.key)))
        for place in self._places(words):
            for name, damage in self._bodies(words.part(0, place.start)):
                yield f"{name} {place.name}", damage.and_(place.damage)

    def _match(self, names: Names, part: str, *, strict: bool = False) -> Iterator[tuple[str, Damage]]:
        """What a part of the words may be; a name that is right is nothing else."""
        if part in names.full:
            yield names.full[part], WHOLE
            return
        key = key_of(part)
        for name in names.near(key, bare=part.isascii()):
            damage = self.vocabulary.compare(part, name, strict=strict)
            if damage is not None:
                yield names.full[name], damage

    def _find_bodies(self, part: str) -> tuple[tuple[str, Damage], ...]:
        """The bodies, without their place, that a part of the words may be, also one inside another."""
        found = tuple(self._match(self._names, part)) if part else ()
        return found or tuple(self._inside(part))

    def _inside(self, part: str) -> Iterator[tuple[str, Damage]]:
        """A body inside another, one of them spelled right but for marks."""
        for space in re.finditer(" ", part):
            one, other = part[: space.start()], part[space.end() :]
            if key_of(one) in self._names or key_of(other) in self._names:
                for inner, damage in self._match(self._names, one, strict=True):
                    for outer, more in self._match(self._names, other, strict=True):
                        yield f"{inner} {outer}", damage.and_(more)

    def _places(self, words: Words) -> Iterator[_Place]:
        """The units that the words end with."""
        end = len(words.key)
        for start in words.cuts:
            if 0 < start < end - 1 and end - start <= _LONGEST_PROVINCE:
                for name, damage in self._match(self._provinces, words.part(start, end)):
                    yield _Place(start, name, damage)
                    for full in self._alone.get(name, (name,)):
                        yield from self._around(words, _Place(start, full, damage))

    def _around(self, words: Words, place: _Place) -> Iterator[_Place]:
        """A unit and those inside it; its name may stand twice."""
        yield place
        for found in self._below(words, place):
            yield found
            yield from self._around(words, found)

    def _below(self, words: Words, place: _Place) -> Iterator[_Place]:
        """The units inside a unit that stand before it, not those that bear their name elsewhere."""
        for start in words.cuts:
            part = words.part(start, place.start)
            if not 0 < start < place.start or not like_type(part) or not self._bodies(words.part(0, start)):
                continue
            names = self._units(place.name)
            if part in self._geography.named and part not in names.full:
                continue
            for name, damage in self._match(names, part, strict=True):
                inside = place.name if name == place.name else f"{name} {place.name}"
                yield _Place(start, inside, damage.and_(place.damage))


def _meant(link: Link) -> Iterator[str]:
    if link.agency_id:
        yield link.agency_id
    yield from (id_ for id_, _ in link.candidates)
