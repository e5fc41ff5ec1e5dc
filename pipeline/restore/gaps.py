"""Words that are missing: between two that hardly ever stand side by side, but often with others between."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gazetteer.restore.language import SIZE, SYLLABLES
from pipeline.restore.mends import Knowledge, Mend, Stretch, cost
from pipeline.restore.model import Settings

_MISSING: Final = 3.0
"""Bits that a lost word costs beyond those of its own, which the sentence bears now."""


def gap_mends(stretch: Stretch, knowledge: Knowledge, settings: Settings) -> Iterator[Mend]:
    """Yield the words that most likely stood between two of `stretch`; never more than a suggestion."""
    model = knowledge.model
    for at in range(max(stretch.first, 1), stretch.past - 1):
        first, second = stretch.ids(at, at + 2)
        if first < SYLLABLES or second < SYLLABLES or first * SIZE + second in model.pairs:
            continue
        middle = model.gap(first, second)
        if not middle or not (stretch.joined(at) and stretch.plain(at) and stretch.plain(at + 1)):
            continue
        before, behind = stretch.ids(at - 2, at + 1), stretch.ids(at + 1, at + 4)
        gain = cost(model, [*before, *behind]) - cost(model, [*before, *middle, *behind]) - _MISSING
        if gain >= settings.suggest:
            place, words = stretch.row[at].end, " ".join(map(model.word, middle))
            evidence = f"{stretch.word(at)} {words} {stretch.word(at + 1)}"
            yield Mend(place, place, f" {words}", "gap", gain, "suggest", evidence)
