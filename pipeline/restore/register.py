"""Whether a text speaks as the documents do that the language model was counted from."""

from __future__ import annotations

from operator import add
from typing import Final, NamedTuple

from gazetteer.restore.language import BREAK, SIZE, SYLLABLES, UNKNOWN
from pipeline.restore.mends import Knowledge
from pipeline.restore.scan import load_edges

_FEW: Final = 40  # words that are taken for granted: a line says nothing about its register
_LONG: Final = 12  # characters of a long word, with its blank
_ENOUGH: Final = 1_200  # words: more do not change the answer


class Register(NamedTuple):
    """Parts of a text: `strange` pairs of syllables, never seen twice; `unknown` words, no syllables in use.

    In official documents `strange` is 0.01 to 0.1, in a text about other things 0.15 and more; `unknown` is
    over a quarter only where the letters themselves are misread. Slips that make no syllable are not strange.
    """

    strange: float
    unknown: float


def register_of(text: str, knowledge: Knowledge) -> Register:
    """Measure the beginning of `text`."""
    edges = load_edges(knowledge)
    edges.trim()
    words = text[: _ENOUGH * _LONG].replace("\n", " ").split(" ")[:_ENOUGH]
    firsts = [*map(edges.first.__getitem__, words), BREAK]
    pairs = map(add, map(edges.last.__getitem__, words), firsts[1:])
    unseen = [pair for pair in pairs if pair not in knowledge.model.pairs]
    strange = sum(pair // SIZE >= SYLLABLES and pair % SIZE >= SYLLABLES for pair in unseen)
    size = len(words) + _FEW
    return Register(strange / size, firsts.count(UNKNOWN) / size)
