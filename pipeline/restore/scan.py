"""A quick look at a line: where two tokens stand side by side that were hardly ever seen so.

Nearly all of a text passes here, so each step runs over all words of a line at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import accumulate, compress, count, pairwise
from operator import add, eq
from typing import Final, NamedTuple

from gazetteer.fold import plain
from gazetteer.restore.language import BREAK, SIZE, SYLLABLES, UNKNOWN, LanguageModel
from gazetteer.syllables import is_syllable
from pipeline.restore.mends import COMMON, WELL_KNOWN, Knowledge
from pipeline.restore.tokens import PATTERN, token_id

_SIGNS: Final = re.compile(
    r"[^\W\d_](?:[,;]|(?<=[^\W\d_]{3})\.)[^\W\d_]{2}|\A[,;)]|\(\Z|\A/[A-ZĐ]{2}|\d{3}:\Z"
)
_VOWELS: Final = frozenset("aeiouy")
_MOST_CACHED: Final = 30_000
_WORTH: Final = 96
"""Twelfths of a bit that a pair of words must gain before the triples are asked."""
_GAP: Final = -48
"""The same for words between two: pairs alone see little of what those gain."""
_CONTEXT: Final = 2


class Suspect(NamedTuple):
    """A stretch of a line with pairs that are not known: the words to look at, and those with context."""

    low: int
    high: int
    context_low: int
    context_high: int


class Scan(NamedTuple):
    """What a quick look at a line shows: the stretches, and whether a blank beside a sign may be wrong."""

    suspects: list[Suspect]
    signs: bool


class Edges:
    """For a word as it stands between blanks, the number of the token it begins with and of the last one.

    A capitalised word counts as a break, names go before and behind anything: unless it could be broken.
    `signs` holds the words at which a blank beside a sign may be wrong, `promises` whether anything might be
    done about the middle two of four tokens.
    """

    def __init__(self, model: LanguageModel) -> None:
        self._ids, self._singles = model.ids, model.singles
        self.first: dict[str, int] = _Column(self, 0)
        self.last: dict[str, int] = _Column(self, 1)
        self.signs: set[str] = set()
        self.promises: dict[tuple[int, int, int, int], bool] = {}

    def trim(self) -> None:
        """Forget all, if it has become too much; between two lines, never inside one."""
        if len(self.first) > _MOST_CACHED:
            self.first.clear()
            self.last.clear()
            self.signs.clear()
        if len(self.promises) > _MOST_CACHED:
            self.promises.clear()

    def add(self, raw: str) -> tuple[int, int]:
        """Read `raw` and keep what was read; the last token's number comes times SIZE."""
        if _SIGNS.search(raw):
            self.signs.add(raw)
        found = [] if "_" in raw else PATTERN.findall(raw)  # "Chất_lượng": cut by another program
        ends = (self._id(found[0]), self._id(found[-1])) if found else (BREAK, BREAK)
        self.first[raw], self.last[raw] = ends[0], ends[1] * SIZE
        return ends[0], ends[1] * SIZE

    def _id(self, token: str) -> int:
        if token[0].isupper():
            return UNKNOWN if self._broken(token) else BREAK
        return token_id(token, self._ids)

    def _broken(self, token: str) -> bool:
        """Tell whether a word with a capital may be a piece, or several syllables: "ẢN", "Giámđốc"."""
        word = token.lower()
        if token.isascii() or (word in self._ids and self._singles[self._ids[word]] >= COMMON):
            return False
        return not _VOWELS.isdisjoint(plain(word)) and (token.isupper() or not is_syllable(word))


class _Column(dict[str, int]):
    """One end of every word seen so far."""

    def __init__(self, edges: Edges, which: int) -> None:
        super().__init__()
        self._edges, self._which = edges, which

    def __missing__(self, raw: str) -> int:
        return self._edges.add(raw)[self._which]


@cache
def load_edges(knowledge: Knowledge) -> Edges:
    """The cache of words that goes with `knowledge`."""
    return Edges(knowledge.model)


def scan(line: str, knowledge: Knowledge, edges: Edges) -> Scan:
    """Look at `line` quickly."""
    edges.trim()
    words = line.split(" ")
    found = _suspects(words, knowledge, edges)
    return Scan(found, not edges.signs.isdisjoint(words))


def _suspects(words: Sequence[str], knowledge: Knowledge, edges: Edges) -> list[Suspect]:
    """Return the stretches of a line, cut at its blanks, that may have to be mended, in order."""
    firsts = list(map(edges.first.__getitem__, words))
    lasts = list(map(edges.last.__getitem__, words))
    firsts.append(BREAK)
    known = knowledge.model.pairs
    pairs = map(add, lasts, firsts[1:])
    places = [at for at, pair in enumerate(pairs) if pair not in known and _odd(pair)]
    again = map(eq, firsts, firsts[2:])  # "A B A B": each pair may be known
    twice = [at for at in compress(count(), again) if firsts[at] >= SYLLABLES]
    twice = [at for at in twice if firsts[at + 1 : at + 2] == firsts[at + 3 : at + 4]]
    if not places and not twice and UNKNOWN not in firsts:
        return []
    look = _Look(words, firsts, lasts, knowledge, edges.promises)
    places = [at for at in places if look.promises(at)]
    places += [at for at, first in enumerate(firsts) if first == UNKNOWN]
    places += twice
    return _stretches(words, sorted(set(places))) if places else []


def _odd(pair: int) -> bool:
    first, second = divmod(pair, SIZE)
    return first >= UNKNOWN and second >= UNKNOWN


class _Look(NamedTuple):
    """The tokens at both ends of the words of a line: enough to see that nothing can be done for a pair."""

    words: Sequence[str]
    firsts: Sequence[int]
    lasts: Sequence[int]
    knowledge: Knowledge
    known: dict[tuple[int, int, int, int], bool]

    def promises(self, at: int) -> bool:
        """Tell whether something might be done about the pair of word `at` and the next."""
        words, firsts = self.words, self.firsts
        first, second = self.lasts[at] // SIZE, firsts[at + 1]
        if UNKNOWN in (first, second) or len(words[at]) == 1 or len(words[at + 1]) == 1:
            return True
        if second in firsts[max(0, at - 2) : at + 1] or (first, second) in self.knowledge.wrong:
            return True
        left = self.lasts[at - 1] // SIZE if at else BREAK
        right = firsts[at + 2] if at + 2 < len(firsts) else BREAK
        row = (left, first, second, right)
        known = self.known.get(row)
        if known is None:
            known = self.known[row] = (
                self._lacks(first, second)
                or self._replaceable(first, left, second)
                or self._replaceable(second, first, right)
            )
        return known

    def _lacks(self, first: int, second: int) -> bool:
        """Tell whether one or two certain words between `first` and `second` would be much more likely."""
        model = self.knowledge.model
        middle = model.gap(first, second)
        if not middle:
            return False
        row = (first, *middle, second)
        steps = sum(
            model.singles[one] - model.pairs[one * SIZE + other]
            if one * SIZE + other in model.pairs
            else model.unknown - model.singles[other]
            for one, other in pairwise(row)
        )
        return model.unknown - model.singles[second] - steps >= _GAP

    def _replaceable(self, word: int, left: int, right: int) -> bool:
        """Tell whether a syllable one slip away from `word` is much more likely between `left` and `right`.

        Pairs alone are asked, roughly: the triples say the rest, where this says yes.
        """
        model = self.knowledge.model
        level, singles = model.pairs.get, model.singles
        before, behind = left * SIZE, singles[right]
        unknown = model.unknown
        old = (
            singles[left] - known if (known := level(before + word)) is not None else unknown - singles[word]
        ) + (singles[word] - known if (known := level(word * SIZE + right)) is not None else unknown - behind)
        for other in self.knowledge.slips.near(word):
            one, two = level(before + other), level(other * SIZE + right)
            if (one or 0) < WELL_KNOWN and (two or 0) < WELL_KNOWN:
                continue
            new = singles[left] - one if one is not None else unknown - singles[other]
            new += singles[other] - two if two is not None else unknown - behind
            if old - new >= _WORTH:
                return True
        return False


def _stretches(words: Sequence[str], places: Sequence[int]) -> list[Suspect]:
    """Join places next to each other; add the context that judging them needs."""
    starts = list(accumulate(map(len, words), lambda total, size: total + size + 1, initial=0))
    found: list[Suspect] = []
    first = last = -9
    for at in [*places, len(words) + 9]:
        if at > last + 1:
            if last >= 0:
                found.append(_suspect(starts, first, min(last + 2, len(words))))
            first = at
        last = at
    return found


def _suspect(starts: Sequence[int], first: int, past: int) -> Suspect:
    low, high = starts[max(0, first - _CONTEXT)], starts[min(len(starts) - 1, past + _CONTEXT)] - 1
    return Suspect(starts[first], starts[past] - 1, low, high)
