"""What tells who issues a document, and the province it comes from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from gazetteer import Gazetteer, Place
from gazetteer.letterhead import LetterheadWords
from gazetteer.tolerant import PROPER, skeleton

REACH = 6000  # of a body: who issues it says so at its beginning or its end
EDGES = " \t|-_*.,:;~—'\"“”()"
STRIPPED = " .,;:*"
NAME = re.compile(PROPER)
SEPARATED = re.compile(r"[\s|,.;:()\"'-]+")

Named: TypeAlias = tuple[str | None, str]  # agency id, None where the gazetteer has none; full name


class Evidence(NamedTuple):
    """What the other readers found: see Letterhead; `body` is the text to look into, attachments left out."""

    lines: Sequence[str]
    authority: str | None
    wired: str | None
    symbol: str | None
    date: str | None
    place: str | None
    title: str | None
    signature: Sequence[str]
    body: str


class Context(NamedTuple):
    """The evidence with what it is read with; `place` is the province as far as known."""

    evidence: Evidence
    place: Place | None
    gazetteer: Gazetteer
    words: LetterheadWords

    def identify(self, line: str) -> Named | None:
        """Name the body; where the document's place gives it no id, the words alone may."""
        found = identify(self.gazetteer, line, self.place)
        if found and found[0] is None and self.place is not None:
            bare = identify(self.gazetteer, line)
            return bare if bare and bare[0] else found
        return found


@lru_cache(maxsize=1024)
def identify(gazetteer: Gazetteer, words: str, place: Place | None = None) -> Named | None:
    """Name the body as `Gazetteer.identify` does, which words that begin no body's name need not ask."""
    first = skeleton(words.strip(STRIPPED)).lower().split(maxsplit=1)[:1]
    return gazetteer.identify(words, place) if _beginnings(gazetteer).issuperset(first) else None


@lru_cache(maxsize=1)
def _beginnings(gazetteer: Gazetteer) -> frozenset[str]:
    names = (*gazetteer.names, *(row["word"] for row in gazetteer.heads["head"]))
    return frozenset(skeleton("\n".join(name.partition(" ")[0] for name in names)).lower().split("\n"))


def stated_place(evidence: Evidence, gazetteer: Gazetteer, words: LetterheadWords) -> Place | None:
    """Return the province that the letterhead, the deciding authority or the date line names."""
    for line in (" ".join(evidence.lines), evidence.authority or ""):
        found = named_place(line, gazetteer, words)
        if found:
            return found
    return gazetteer.place(evidence.place.strip(EDGES)) if evidence.place else None


def likely_place(evidence: Evidence, gazetteer: Gazetteer, words: LetterheadWords) -> Place | None:
    """Return the province that the title, else the body names most often."""
    for text in (evidence.title or "", evidence.body[:REACH]):
        counts: Counter[Place] = Counter()
        for match in words.patterns["place"].finditer(text):
            if found := _place_at(text, match.end(), gazetteer):
                counts[found] += 1
        if counts:
            return counts.most_common(1)[0][0]
    return _bare_place(evidence.body, gazetteer)


def named_place(line: str, gazetteer: Gazetteer, words: LetterheadWords) -> Place | None:
    """Return the first province that `line` names with "tỉnh" or "thành phố"."""
    for match in words.patterns["place"].finditer(line):
        if found := _place_at(line, match.end(), gazetteer):
            return found
    return None


def _bare_place(body: str, gazetteer: Gazetteer) -> Place | None:
    """Return the province whose bare name stands far more often than any other's, at least twice."""
    counts: Counter[Place] = Counter()
    for name, count in Counter(NAME.findall(body)).items():
        if not _may_be_place(name, gazetteer):
            continue
        if found := gazetteer.place(name) or gazetteer.place(" ".join(name.split()[-2:])):
            counts[found] += count
    ranked = counts.most_common(2)
    if not ranked:
        return None
    second = ranked[1][1] if len(ranked) > 1 else 0
    return ranked[0][0] if ranked[0][1] >= max(2, 2 * second) else None


def _place_at(text: str, at: int, gazetteer: Gazetteer) -> Place | None:
    following = SEPARATED.split(text[at : at + 40].strip(), maxsplit=4)[:4]
    for count in range(len(following), 0, -1):
        name = " ".join(following[:count])
        if _may_be_place(name, gazetteer) and (found := gazetteer.place(name)):
            return found
    return None


def _may_be_place(name: str, gazetteer: Gazetteer) -> bool:
    """Tell whether `name` ends like a province, marks aside; few words do, and asking costs time."""
    return skeleton(name).lower().rstrip(STRIPPED).endswith(_provinces(gazetteer))


@lru_cache(maxsize=1)
def _provinces(gazetteer: Gazetteer) -> tuple[str, ...]:
    return tuple({skeleton(name).lower() for name in gazetteer.places})
