"""Words that are listed as written for others."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from gazetteer.restore.phrases import Phrase
from pipeline.restore.mends import CERTAIN, Knowledge, Mend, Stretch


def phrase_mends(stretch: Stretch, knowledge: Knowledge) -> Iterator[Mend]:
    """Yield the words of `stretch` that the list has for wrong, where no word beside says otherwise."""
    low = max(stretch.first, 1)
    for at, end in enumerate(pairwise(stretch.words[low - 1 : stretch.past]), low):
        for phrase in knowledge.phrases.by_end.get(end, ()):
            first = at + 1 - len(phrase.wrong)
            if _stands(stretch, first, phrase):
                yield from _right(stretch, first, phrase)


def _stands(stretch: Stretch, first: int, phrase: Phrase) -> bool:
    past = first + len(phrase.wrong)
    return (
        tuple(map(stretch.word, range(first, past))) == phrase.wrong
        and all(map(stretch.joined, range(first, past - 1)))
        and stretch.word(past) not in phrase.before
        and stretch.word(first - 1) not in phrase.not_behind
    )


def _right(stretch: Stretch, first: int, phrase: Phrase) -> Iterator[Mend]:
    evidence = f"{' '.join(phrase.wrong)} → {' '.join(phrase.right)}"
    for at, right in enumerate(phrase.right, first):
        if stretch.word(at) != right and stretch.plain(at):
            token = stretch.row[at]
            yield Mend(token.start, token.end, right, "phrase", CERTAIN, phrase.policy, evidence)
