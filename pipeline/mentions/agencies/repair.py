"""Damaged names: corrected to a name of the gazetteer only where the letters leave no doubt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

from gazetteer.fold import plain
from gazetteer.model import Body, Place, Suffix
from gazetteer.suffix import UPPER

_NEAR = 90
_LONG = 12
_SHORT = 4
_WORDS = re.compile(rf" ([{UPPER}t]\w*(?: \w+){{1,5}})")


class Repair:
    """Names compared without marks: equal, or for long ones at least 90 alike and clearly the nearest."""

    def __init__(self, fields: Mapping[tuple[str, str], Body], places: Iterable[Place]) -> None:
        self._fields: dict[str, dict[str, Body]] = {}
        for (head, way), body in fields.items():
            if len(way) >= _SHORT and way.islower() and " " in way:
                self._fields.setdefault(head, {}).setdefault(plain(way), body)
        self._places = {plain(place.name): place for place in places}

    def field(self, head: str, words: str) -> tuple[Body, int] | None:
        """The ministry or department whose field the words begin with, and how many letters that takes."""
        known, pieces = self._fields.get(head, {}), words.split(" ")
        for count in range(min(len(pieces), 8), 1, -1):
            text = " ".join(pieces[:count])
            key = plain(text)
            body = known.get(key)
            if body is None and len(key) >= _LONG and (near := _nearest(key, known)):
                body = known[near]
            if body is not None:
                return body, len(text)
        return None

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
                key = plain(words)
                near = (
                    key if key in self._places else _nearest(key, self._places) if len(key) >= _LONG else None
                )
                if near:
                    return Suffix(start + 1 + len(words), "place", "", self._places[near])
        return Suffix(start)


def _nearest(key: str, known: Mapping[str, object]) -> str | None:
    """The known key at least 90 alike, with as many words; None where two are."""
    same = [name for name in known if name.count(" ") == key.count(" ")]
    best = process.extract(key, same, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=2)
    if not best or (
        len(best) > 1 and known[best[0][0]] is not known[best[1][0]] and best[1][1] == best[0][1]
    ):
        return None
    return best[0][0]
