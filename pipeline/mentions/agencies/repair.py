"""Damaged names: corrected to a name of the gazetteer only where the letters leave no doubt."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from itertools import islice
from typing import Generic, TypeVar

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from gazetteer import Gazetteer
from gazetteer.fold import plain
from gazetteer.model import Body, Suffix
from gazetteer.state.damage import Damage
from gazetteer.suffix import UPPER

_NEAR = 90
_LONG = 12
_SOUND = 7
_SHORT = 4
_WORDS = re.compile(rf" ([{UPPER}t]\w*(?: \w+){{1,5}})")
_WORD = re.compile(r"\w+")
_FEWEST_WORDS, _MOST_WORDS = 3, 14

_T = TypeVar("_T")
Compare = Callable[[str, str], Damage | None]


class _Known(Generic[_T]):
    """Names with what they stand for, by their letters without marks and by their number of words."""

    def __init__(self, named: Mapping[str, _T], compare: Compare, head: str = "") -> None:
        self._compare, self._head = compare, head
        self.named: dict[str, tuple[str, _T]] = {}
        self.sized: dict[int, list[str]] = {}
        for name, meant in named.items():
            self.named.setdefault(plain(name), (name, meant))
        for key in self.named:
            self.sized.setdefault(key.count(" "), []).append(key)

    def find(self, words: str) -> tuple[_T, bool] | None:
        """What the words behind the head name but for marks or, if long, letters; whether letters are wrong.

        The nearest name with as many words; None where two are, or where the difference may be another word.
        """
        key = plain(words)
        if key in self.named:
            return self.named[key][1], False
        near = self._nearest(key)
        if near is None:
            return None
        if self._compare(f"{self._head} {words}", f"{self._head} {self.named[near][0]}") is None:
            return None
        return self.named[near][1], True

    def _nearest(self, key: str) -> str | None:
        same = self.sized.get(key.count(" "))
        if same is None or len(key) < _SOUND:
            return None
        if len(key) < _LONG:
            near = [name for name in same if OSA.distance(key, name, score_cutoff=1) <= 1]
            return near[0] if len(near) == 1 else None
        best = process.extract(key, same, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=2)
        if len(best) > 1 and best[0][1] == best[1][1] and self._apart(best[0][0], best[1][0]):
            return None
        return best[0][0] if best else None

    def _apart(self, one: str, other: str) -> bool:
        return self.named[one][1] is not self.named[other][1]


class Repair:
    """Names compared without marks: equal, or clearly the nearest and different by damage only.

    Of a field or a province letters may be wrong; of any other body only the marks.
    """

    def __init__(self, fields: Mapping[tuple[str, str], Body], gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        named: dict[str, dict[str, Body]] = {}
        for (head, way), body in fields.items():
            if len(way) >= _SHORT and way.islower() and " " in way:
                named.setdefault(head, {}).setdefault(way, body)
        self._fields = {head: _Known(bodies, self._compare, head) for head, bodies in named.items()}
        self._places = _Known({place.name: place for place in gazetteer.places.values()}, self._compare)

    def _compare(self, words: str, name: str) -> Damage | None:
        return self._gazetteer.state.closer.vocabulary.compare(words, name)

    def field(self, head: str, words: str) -> tuple[Body, int, bool] | None:
        """The ministry or department whose field the words begin with, how many letters that takes.

        The last says whether letters are wrong, not only marks.
        """
        known, pieces = self._fields.get(head), words.split(" ")
        for count in range(min(len(pieces), 8) if known else 0, 1, -1):
            text = " ".join(pieces[:count])
            if known and (found := known.find(text)):
                return found[0], len(text), found[1]
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
        for name, body in self._gazetteer.names.items():
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
                if known := self._places.find(words):
                    return Suffix(start + 1 + len(words), "place", "", known[0])
        return Suffix(start)


def _key(words: str) -> str:
    return " ".join(_WORD.findall(plain(words)))
