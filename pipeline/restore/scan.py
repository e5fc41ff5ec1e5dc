"""A quick look at a text: where two tokens stand side by side that were hardly ever seen so.

Nearly all of a text passes here, so each step runs over all words of a text at once.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, compress, count, groupby, pairwise
from operator import add, eq
from typing import Final, NamedTuple

from gazetteer.restore.language import SIZE, SYLLABLES, UNKNOWN, LanguageModel
from pipeline.restore.edges import ALONE, load_edges
from pipeline.restore.mends import WELL_KNOWN, Knowledge

_LINE_END: Final = "\n \n"
"""Words that no line has: so many that no look around a pair reaches over them."""
_BETWEEN: Final = 2
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
    """What a quick look at a line shows: its number, the stretches, if a blank at a sign may be wrong."""

    line: int
    suspects: Sequence[Suspect]
    signs: bool


class Look:
    """The words of a text, cut at its blanks, and the tokens at their ends: enough to see where all is right.

    `firsts` are the tokens that the words begin with; `unseen` are those, by the number of the first word, at
    which two words meet that were hardly ever seen so.
    """

    def __init__(self, text: str, knowledge: Knowledge) -> None:
        self._knowledge, self._edges = knowledge, load_edges(knowledge)
        body = text.replace("\n", f" {_LINE_END} ")
        self._words = f"{_LINE_END} {body} {_LINE_END}".split(" ")
        self.firsts = list(map(self._edges.first.__getitem__, self._words))
        lasts = map(self._edges.last.__getitem__, self._words)
        self._pairs = list(map(add, lasts, self.firsts[1:]))
        known = knowledge.model.pairs
        self._odd = [at for at, pair in enumerate(self._pairs) if pair not in known]
        meeting = ((at, *divmod(self._pairs[at] % ALONE, SIZE)) for at in self._odd)
        self.unseen = {
            at: (first, second)
            for at, first, second in meeting
            if first >= UNKNOWN and second >= UNKNOWN and first * SIZE + second not in known
        }
        sizes = (line.count(" ") + 1 for line in text.split("\n"))
        self._before = list(accumulate(sizes, initial=0))

    def first_words(self, most: int) -> tuple[int, int]:
        """Return how many words the text has, up to `most`, and the place behind the last in `firsts`."""
        lines = bisect_left(self._before, most)
        return min(most, self._before[-1]), most + lines * _BETWEEN

    def scans(self, *, every: bool = False) -> Iterator[Scan]:
        """Yield the lines to look at again, in order; with `every` the others, too."""
        places, signs = self._places(), self._signs()
        starts = list(map(add, self._before, count(_BETWEEN, _BETWEEN)))
        wanted = sorted(places | signs | set(starts[:-1] if every else ()))
        for number, group in groupby(wanted, lambda at: bisect_right(starts, at) - 1):
            low, own = starts[number], list(group)
            words = self._words[low : starts[number + 1] - _BETWEEN]
            suspects = _stretches(words, [at - low for at in own if at in places])
            yield Scan(number, suspects, not signs.isdisjoint(own))

    def _signs(self) -> set[int]:
        """The words beside whose signs a blank may be wrong."""
        return {at for at in self._odd if self._words[at] in self._edges.signs}

    def _places(self) -> set[int]:
        """The words that may have to be mended, alone or with the next."""
        firsts = self.firsts
        unknown = (at for at in self._odd if firsts[at] == UNKNOWN)
        again = compress(count(), map(eq, firsts, firsts[2:]))  # "A B A B": each pair may be known
        twice = (at for at in again if firsts[at] >= SYLLABLES and firsts[at + 1] == firsts[at + 3])
        return {*unknown, *twice, *filter(self._promises, self.unseen)}

    def _promises(self, at: int) -> bool:
        """Tell whether something might be done about the tokens at which words `at` and the next meet."""
        words, firsts = self._words, self.firsts
        first, second = self.unseen[at]
        if UNKNOWN in (first, second) or len(words[at]) == 1 or len(words[at + 1]) == 1:
            return True
        if second in firsts[at - 2 : at + 1] or (first, second) in self._knowledge.wrong:
            return True
        row = (self._pairs[at - 1] % ALONE // SIZE, first, second, firsts[at + 2])
        known = self._edges.promises.get(row)
        if known is None:
            known = self._edges.promises[row] = _promises(row, self._knowledge)
        return known


def _promises(row: tuple[int, int, int, int], knowledge: Knowledge) -> bool:
    """Tell whether something might be done about the middle two of the tokens of `row`."""
    left, first, second, right = row
    return (
        _lacks(first, second, knowledge.model)
        or _replaceable(first, left, second, knowledge)
        or _replaceable(second, first, right, knowledge)
    )


def _lacks(first: int, second: int, model: LanguageModel) -> bool:
    """Tell whether one or two certain words between `first` and `second` would be much more likely."""
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


def _replaceable(word: int, left: int, right: int, knowledge: Knowledge) -> bool:
    """Tell whether a syllable one slip away from `word` is much more likely between `left` and `right`.

    Pairs alone are asked, roughly: the triples say the rest, where this says yes.
    """
    model = knowledge.model
    level, singles = model.pairs.get, model.singles
    before, behind = left * SIZE, singles[right]
    unknown = model.unknown
    old = (
        singles[left] - known if (known := level(before + word)) is not None else unknown - singles[word]
    ) + (singles[word] - known if (known := level(word * SIZE + right)) is not None else unknown - behind)
    for other in knowledge.slips.near(word):
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
    starts = list(map(add, accumulate(map(len, words), initial=0), count()))
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
