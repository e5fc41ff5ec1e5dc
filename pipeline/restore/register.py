"""Whether a text speaks as the documents do that the language model was counted from."""

from __future__ import annotations

from typing import Final, NamedTuple

from gazetteer.restore.language import SYLLABLES, UNKNOWN
from pipeline.restore.scan import Look

_FEW: Final = 40  # words that are taken for granted: a line says nothing about its register
_ENOUGH: Final = 1_200  # words: more do not change the answer


class Register(NamedTuple):
    """Parts of a text: `strange` pairs of syllables, never seen twice; `unknown` words, no syllables in use.

    In official documents `strange` is 0.01 to 0.1, in a text about other things 0.15 and more; `unknown` is
    over a quarter only where the letters themselves are misread. Slips that make no syllable are not strange.
    """

    strange: float
    unknown: float


def register_of(look: Look) -> Register:
    """Measure the beginning of a text."""
    size, past = look.first_words(_ENOUGH)
    strange = sum(at < past - 1 and min(pair) >= SYLLABLES for at, pair in look.unseen.items())
    return Register(strange / (size + _FEW), look.firsts[:past].count(UNKNOWN) / (size + _FEW))
