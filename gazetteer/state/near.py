"""Names by their letters, and words cut where a part may begin: what the search for close names needs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from gazetteer.fold import lower
from gazetteer.load import read_units, unit_levels
from gazetteer.state.damage import MOST, bare, key_of
from gazetteer.state.units import Unit
from gazetteer.suffix import UPPER

_SHORTEST, _SHORT = 5, 7
"""Letters of a name of which one may be wrong, at least, and of which only one may be, at most."""
_CAPITAL = re.compile(rf"(?<=[^\W\d_])(?<![{UPPER}])[{UPPER}]")
_TYPES = {
    row["word"]: (
        row["word"],
        *(way for way in (*row.get("short", ()), *row.get("damaged", ())) if way.isalpha()),
    )
    for row in read_units()["unit"]
}
"""The types of units with the short forms that are letters alone."""
_TYPE = re.compile("|".join(sorted(map(key_of, unit_levels()), key=lambda word: (-len(word), word))))
_FIRST = tuple(sorted({bare(way.partition(" ")[0]) for ways in _TYPES.values() for way in ways}))


class Names:
    """Names in lower case, each with how it is written in full, by their letters and the number of these."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.full = names
        self._keys: dict[str, list[str]] = {}
        for name in sorted(names):
            self._keys.setdefault(key_of(name), []).append(name)
        self._sized: dict[int, list[str]] = {}
        for key in self._keys:
            self._sized.setdefault(len(key), []).append(key)

    def __contains__(self, key: object) -> bool:
        """Whether a name has these letters."""
        return key in self._keys

    def near(self, key: str, *, bare: bool) -> Iterator[str]:
        """The names that differ in two letters or less; those with all of them where these are `bare`."""
        if bare and key in self._keys:
            yield from self._keys[key]
            return
        most = MOST if len(key) > _SHORT else 1
        for size in range(max(_SHORTEST, len(key) - most), len(key) + most + 1):
            same = self._sized.get(size, ())
            for known, _, _ in process.extract(key, same, scorer=OSA.distance, score_cutoff=most, limit=None):
                yield from self._keys[known]


class Words(NamedTuple):
    """Words cut into letters: `text` in lower case, `key` without marks, `at` the offset of each in the text.

    `cuts` are the letters that a part may begin with.
    """

    given: str
    text: str
    key: str
    at: tuple[int, ...]
    cuts: tuple[int, ...]

    def part(self, start: int, end: int) -> str:
        """The words between two letters."""
        return self.text[self.at[start] : self.at[end - 1] + 1] if start < end else ""


def typed(units: Iterable[Unit]) -> dict[str, str]:
    """Types, also shortened, and names of units, with the full ones."""
    return {
        lower(f"{way} {name}"): lower(f"{unit.type} {name}")
        for unit in units
        for way in _TYPES[unit.type]
        for name in (unit.name, *unit.aliases)
    }


def cut(given: str) -> Words | None:
    """Words with the places where a part may begin: at words, inside them at capitals and types of units."""
    text = lower(given)
    at = tuple(index for index, sign in enumerate(text) if sign.isalnum())
    if len(at) < _SHORTEST:
        return None
    key = bare("".join([text[index] for index in at]))
    capitals = {found.start() for found in _CAPITAL.finditer(given)}
    cuts = {i for i, offset in enumerate(at) if not offset or text[offset - 1] == " " or offset in capitals}
    cuts.update(found.start() for found in _TYPE.finditer(key))
    return Words(given, text, key, at, tuple(sorted(cuts)))


@lru_cache(maxsize=4096)
def like_type(part: str) -> bool:
    """Whether a part begins with the type of a unit, perhaps damaged."""
    key = key_of(part.partition(" ")[0])
    return any(key.startswith(way) or OSA.distance(key, way, score_cutoff=1) <= 1 for way in _FIRST)
