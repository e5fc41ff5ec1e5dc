"""Damaged names: corrected to a name of the gazetteer only where the letters leave no doubt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import islice
from typing import Generic, TypeVar

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from gazetteer.fold import plain
from gazetteer.model import Body, Place, Suffix
from gazetteer.suffix import UPPER

_NEAR = 90
_LONG = 12
_SOUND = 7
_SHORT = 4
_WORDS = re.compile(rf" ([{UPPER}t]\w*(?: \w+){{1,5}})")


_WORD = re.compile(r"\w+")
_FEWEST_WORDS, _MOST_WORDS = 3, 14

_T = TypeVar("_T")


class _Known(Generic[_T]):
    """Names without marks with what they stand for, also by their number of words."""

    def __init__(self, named: Mapping[str, _T]) -> None:
        self.named = named
        self.sized: dict[int, list[str]] = {}
        for name in named:
            self.sized.setdefault(name.count(" "), []).append(name)

    def find(self, key: str) -> _T | None:
        """What the key names, or for a longer one its nearest name with as many words; None where two are."""
        if key in self.named:
            return self.named[key]
        same = self.sized.get(key.count(" "))
        if same is None or len(key) < _SOUND:
            return None
        if len(key) < _LONG:
            near = [name for name in same if Levenshtein.distance(key, name, score_cutoff=1) <= 1]
            return self.named[near[0]] if len(near) == 1 else None
        best = process.extract(key, same, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=2)
        found = [self.named[name] for name, _, _ in best]
        if not found or (len(best) > 1 and found[0] is not found[1] and best[0][1] == best[1][1]):
            return None
        return found[0]


class Repair:
    """Names compared without marks: equal, or for long ones at least 90 alike and clearly the nearest.

    Of a shorter field one letter may be wrong; of any other body only the marks.
    """

    def __init__(
        self, fields: Mapping[tuple[str, str], Body], places: Iterable[Place], names: Mapping[str, Body]
    ) -> None:
        self._names = names
        named: dict[str, dict[str, Body]] = {}
        for (head, way), body in fields.items():
            if len(way) >= _SHORT and way.islower() and " " in way:
                named.setdefault(head, {}).setdefault(plain(way), body)
        self._fields = {head: _Known(bodies) for head, bodies in named.items()}
        self._places = _Known({plain(place.name): place for place in places})

    def field(self, head: str, words: str) -> tuple[Body, int] | None:
        """The ministry or department whose field the words begin with, and how many letters that takes."""
        known, pieces = self._fields.get(head), words.split(" ")
        for count in range(min(len(pieces), 8) if known else 0, 1, -1):
            text = " ".join(pieces[:count])
            if known and (body := known.find(plain(text))):
                return body, len(text)
        return None

    def body(self, words: str) -> tuple[Body, int] | None:
        """The body that the words begin with but for marks and hyphens, and how many letters that takes."""
        pieces = _WORD.findall(plain(words))[:_MOST_WORDS]
        if " ".join(pieces[:_FEWEST_WORDS]) not in self._openings:
            return None
        for count in range(len(pieces), _FEWEST_WORDS - 1, -1):
            if (body := self._plain.get(" ".join(pieces[:count]))) is not None:
                return body, [found.end() for found in islice(_WORD.finditer(words), count)][-1]
        return None

    @cached_property
    def _openings(self) -> frozenset[str]:
        """What the names without marks begin with."""
        return frozenset(" ".join(key.split(" ")[:_FEWEST_WORDS]) for key in self._plain)

    @cached_property
    def _plain(self) -> dict[str, Body | None]:
        """Bodies by their names without marks; None where two are alike."""
        found: dict[str, Body | None] = {}
        for name, body in self._names.items():
            key = _key(name)
            if key.count(" ") >= _FEWEST_WORDS - 1:
                found[key] = body if found.get(key, body) is body else None
        return found

    def worth(self, body: Body) -> bool:
        """Whether a place after this body is worth a closer look."""
        return body.scope == "local" and body.id in ("ubnd", "hdnd")

    def place(self, text: str, start: int) -> Suffix:
        """The province that damaged words at `start` name ("Thành phế Hà Nội"); kind "" for none."""
        found = _WORDS.match(text, start)
        if found:
            pieces = found[1].split(" ")
            for count in range(len(pieces), 1, -1):
                words = " ".join(pieces[:count])
                if place := self._places.find(plain(words)):
                    return Suffix(start + 1 + len(words), "place", "", place)
        return Suffix(start)


def _key(words: str) -> str:
    return " ".join(_WORD.findall(plain(words)))
