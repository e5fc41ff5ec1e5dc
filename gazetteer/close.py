"""From damaged words to the entity that is meant: only on a miss, and only where nothing else can be meant.

Words are cut into a body and its place. Each part is a known name exactly, or but for marks and spaces, or but
for one or two letters that leave no syllable of any name (see damage.py). Places are those inside the province
that the words name; of the entities so found one alone, the nearest, may exist on the day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Generic, NamedTuple, TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

from gazetteer.damage import MOST, WHOLE, Damage, Vocabulary, bare, key_of, reread
from gazetteer.fold import lower, tidy
from gazetteer.geography import LEVELS, ROOT, Unit
from gazetteer.linking import AMBIGUOUS, CLOSE, OUTDATED
from gazetteer.model import Body, Entry
from gazetteer.registry import Entity, Registry

_SHORTEST, _LEAST, _CANDIDATES = 5, 3, 10
_TOKEN = re.compile(r"\S+")
_SHORT_TYPES = {"thành phố": ("tp",), "thị trấn": ("tt",), "thị xã": ("tx",)}
_TYPE = re.compile("|".join(sorted(map(key_of, LEVELS), key=lambda word: (-len(word), word))))
_FIRST = frozenset(bare(word.split(" ")[0]) for word in LEVELS)
_PROVINCE = (7, 30)
"""How many letters a province with its type has, at least and at most."""

_T = TypeVar("_T")


class Close(NamedTuple):
    """The entity that damaged words mean, with its official name.

    `doubt` is a review code: "close-name" where more than marks, spaces and case differ; "agency-not-at-date";
    "ambiguous-agency", where `agency_id` is None and `candidates` tells the ids with their shares of one.
    """

    name: str
    agency_id: str | None
    doubt: str
    candidates: tuple[tuple[str, float], ...] = ()


class _Words(NamedTuple):
    """Words cut into letters: `key` without marks, `at` the offset of each in the text."""

    text: str
    key: str
    at: tuple[int, ...]
    cuts: tuple[int, ...]

    def part(self, start: int, end: int) -> str:
        """The words between two letters."""
        return self.text[self.at[start] : self.at[end - 1] + 1] if start < end else ""


class _Place(NamedTuple):
    """A unit that the words from the letter `start` on name; `bare` without its type."""

    start: int
    unit: str
    damage: Damage
    bare: bool = False


class _Names(Generic[_T]):
    """Names with what they stand for, by their letters and the number of these."""

    def __init__(self, names: Iterable[tuple[str, _T]]) -> None:
        self.exact: dict[str, list[_T]] = {}
        for name, meant in names:
            self.exact.setdefault(name, []).append(meant)
        self.keys: dict[str, list[str]] = {}
        for name in self.exact:
            self.keys.setdefault(key_of(name), []).append(name)
        self._sized: dict[int, list[str]] = {}
        for key in self.keys:
            self._sized.setdefault(len(key), []).append(key)

    def near(self, key: str) -> Iterator[str]:
        """The names with these letters; where there is none, those that differ in one or two."""
        if key in self.keys:
            yield from self.keys[key]
            return
        most = MOST if len(key) > _SHORTEST + MOST else 1
        for size in range(max(_SHORTEST, len(key) - most), len(key) + most + 1):
            same = self._sized.get(size, ())
            for known, _, _ in process.extract(key, same, scorer=OSA.distance, score_cutoff=most, limit=None):
                yield from self.keys[known]


class Closer:
    """Damaged names to entities; its indexes are made on the first call. Every method is pure."""

    def __init__(self, registry: Registry, entries: Iterable[Entry]) -> None:
        self._registry, self._entries = registry, tuple(entries)
        self._geography = registry.facts.geography
        self.link = lru_cache(maxsize=4096)(self._link)
        self._bodies = lru_cache(maxsize=4096)(self._find_bodies)
        self._units = lru_cache(maxsize=256)(self._units_of)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """All names of the country."""
        entries = (name for names in self._names.exact for name in (names,))
        return Vocabulary((*entries, *self._geography.named))

    @cached_property
    def _names(self) -> _Names[Body]:
        found: dict[tuple[str, str], Body] = {}
        for entry in self._entries:
            body = entry.body
            spelled = (s.text for s in entry.spellings if s.kind not in ("weak", "misspelt"))
            for name in (body.name, body.branch, body.city, *spelled):
                if name:
                    found[lower(name), body.id] = body
        return _Names((name, body) for (name, _), body in found.items())

    @cached_property
    def _regions(self) -> _Names[str]:
        rows = self._registry.facts.regions
        names = ((lower(entity.name), id_) for id_ in rows if (entity := self._registry.entity(id_)))
        return _Names(names)

    @cached_property
    def _provinces(self) -> _Names[str]:
        return _Names(_named(self._geography.provinces))

    @cached_property
    def _bare_provinces(self) -> _Names[str]:
        units = {(lower(name), unit.id) for unit in self._geography.provinces for name in (unit.name, *unit.aliases)}
        return _Names(sorted(units))

    @cached_property
    def _children(self) -> Mapping[str, tuple[Unit, ...]]:
        found: dict[str, list[Unit]] = {}
        for versions in self._geography.versions.values():
            for unit in versions:
                if unit.parent != ROOT:
                    found.setdefault(unit.parent, []).append(unit)
        return {id_: tuple(units) for id_, units in found.items()}

    def _units_of(self, id_: str) -> _Names[str]:
        """Every unit that ever lay in a unit."""
        near = self._children.get(id_, ())
        below = (unit for district in dict.fromkeys(u.id for u in near) for unit in self._children.get(district, ()))
        return _Names(_named((*near, *below)))

    def _link(self, words: str, on: str | None = None) -> Close | None:
        """The entity that damaged words mean on an ISO day, None where that is not beyond doubt.

        Without a day, the only one that ever bore the name.
        """
        text, misread = reread(lower(tidy(words)))
        cut = _cut(text)
        if cut is None or misread > MOST:
            return None
        found: dict[str, tuple[Entity, Damage]] = {}
        for id_, damage in self._candidates(cut):
            known = found.get(id_)
            entity = self._registry.entity(id_) if known is None else known[0]
            if entity is not None and damage.letters + misread <= MOST and (known is None or damage < known[1]):
                found[id_] = (entity, damage)
        return _chosen(list(found.values()), on, misread)

    def _candidates(self, words: _Words) -> Iterator[tuple[str, Damage]]:
        """The ids that the words could stand for."""
        end = len(words.key)
        yield from self._match(self._regions, words.part(0, end))
        for body, damage in self._bodies(words.part(0, end)):
            yield f"{ROOT}.{body}", damage
        for place in self._places(words):
            for body, damage in self._bodies(words.part(0, place.start), short=place.bare):
                yield f"{place.unit}.{body}", damage + place.damage

    def _match(self, names: _Names[_T], part: str) -> Iterator[tuple[_T, Damage]]:
        """What a part of the words may stand for; a name that is right stands for nothing else."""
        if part in names.exact:
            yield from ((meant, WHOLE) for meant in names.exact[part])
            return
        for name in names.near(key_of(part)):
            damage = self.vocabulary.compare(part, name)
            if damage is not None:
                yield from ((meant, damage) for meant in names.exact[name])

    def _find_bodies(self, part: str, *, short: bool = False) -> tuple[tuple[str, Damage], ...]:
        """The ids of bodies, without their place, that a part of the words may stand for, also one inside another."""
        if not part:
            return ()
        matches = tuple(self._match(self._names, part))
        if short:
            return tuple((body.id, damage) for body, damage in matches if body.style == "short")
        found = [(body.branch_id or body.id, damage) for body, damage in matches]
        found += [(body.id, damage) for body, damage in matches if body.branch_id]
        if not found:
            found.extend(self._inside(part))
        return tuple(found)

    def _inside(self, part: str) -> Iterator[tuple[str, Damage]]:
        """A body inside another, one of them spelled right but for marks."""
        for space in re.finditer(" ", part):
            one, other = part[: space.start()], part[space.end() :]
            if key_of(one) not in self._names.keys and key_of(other) not in self._names.keys:
                continue
            for inner, damage in self._match(self._names, one):
                for outer, more in self._match(self._names, other):
                    yield f"{outer.id}.{inner.id}", damage + more

    def _places(self, words: _Words) -> Iterator[_Place]:
        """The units that the words end with."""
        end = len(words.key)
        for start in words.cuts:
            if end - start > _PROVINCE[1] or start == 0:
                continue
            part = words.part(start, end)
            for unit, damage in self._match(self._bare_provinces, part) if len(key_of(part)) >= _LEAST else ():
                yield _Place(start, unit, damage, bare=True)
            if end - start >= _PROVINCE[0] and _like_type(part):
                for unit, damage in self._match(self._provinces, part):
                    province = _Place(start, unit, damage)
                    yield province
                    yield from self._below(words, province)

    def _below(self, words: _Words, place: _Place) -> Iterator[_Place]:
        """The units of a place that stand before it."""
        for start in words.cuts:
            if not 0 < start < place.start:
                continue
            part = words.part(start, place.start)
            if not _like_type(part) or not self._bodies(words.part(0, start)):
                continue
            for unit, damage in self._inner_units(place.unit, part):
                found = _Place(start, unit, damage + place.damage)
                yield found
                yield from self._below(words, found)

    def _inner_units(self, around: str, part: str) -> Iterator[tuple[str, Damage]]:
        """The units inside a unit that a part of the words names: not one that bears this name elsewhere."""
        names = self._units(around)
        if part in names.exact or part not in self._geography.named:
            yield from self._match(names, part)


def _named(units: Iterable[Unit]) -> Iterator[tuple[str, str]]:
    """Types and names of units, with short types, each with its id."""
    found: dict[tuple[str, str], None] = {}
    for unit in units:
        for type_ in (unit.type, *_SHORT_TYPES.get(unit.type, ())):
            for name in (unit.name, *unit.aliases):
                found[lower(f"{type_} {name}"), unit.id] = None
    yield from found


def _cut(text: str) -> _Words | None:
    """The words with the places where a part may begin: words, and types of units inside them."""
    at = tuple(index for index, sign in enumerate(text) if sign.isalnum())
    if len(at) < _SHORTEST:
        return None
    key = bare("".join([text[index] for index in at]))
    index_of = {offset: index for index, offset in enumerate(at)}
    starts = {
        index_of[offset]
        for token in _TOKEN.finditer(text)
        if (offset := next((i for i in range(*token.span()) if text[i].isalnum()), -1)) >= 0
    }
    starts.update(found.start() for found in _TYPE.finditer(key))
    return _Words(text, key, at, tuple(sorted(starts)))


@lru_cache(maxsize=4096)
def _like_type(part: str) -> bool:
    """Whether a part begins with the type of a unit, in damaged letters or none lost."""
    key = key_of(part.split(" ")[0])
    return any(key.startswith(first) or OSA.distance(key, first, score_cutoff=1) <= 1 for first in (*_FIRST, "tp", "tt", "tx"))


def _chosen(found: list[tuple[Entity, Damage]], on: str | None, misread: int) -> Close | None:
    """The one entity that is meant: the nearest of those that exist on the day, else one of another day."""
    there = [one for one in found if on is None or one[0].holds(on)]
    nearest = _nearest(there or [one for one in found if one[1].letters + misread == 0])
    if not nearest:
        return None
    if len(nearest) > 1:
        share = round(1 / len(nearest), 3)
        return Close("", None, AMBIGUOUS, tuple((entity.id, share) for entity, _ in nearest[:_CANDIDATES]))
    entity, damage = nearest[0]
    doubt = OUTDATED if not there else CLOSE if damage.letters or damage.real or misread else ""
    return Close(entity.name, entity.id, doubt)


def _nearest(found: list[tuple[Entity, Damage]]) -> list[tuple[Entity, Damage]]:
    """Those with the fewest wrong letters, and of these the fewest wrong marks; by id."""
    least = min((damage for _, damage in found), default=WHOLE)
    return sorted((one for one in found if one[1] == least), key=lambda one: one[0].id)
