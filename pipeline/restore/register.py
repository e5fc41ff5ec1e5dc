"""Whether a text speaks as the documents do that the language model was counted from."""

from __future__ import annotations

from typing import Final, NamedTuple

from gazetteer.restore.language import SIZE, SYLLABLES, UNKNOWN
from pipeline.restore.mends import Knowledge
from pipeline.restore.scan import Look

_FEW: Final = 40  # words that are taken for granted: a line says nothing about its register
_CHANCE: Final = 2  # pairs that look misread in any text
_ENOUGH: Final = 1_200  # words: more do not change the answer


class Register(NamedTuple):
    """Parts of a text: `strange` and `misread` pairs of syllables; `unknown` words, no syllables in use.

    A strange pair was never seen twice; neither was a misread one, counted once however often it comes, but
    it was with another letter in the place of one that machines misread. In official documents `strange` is
    0.01 to 0.1, in a text about other things 0.15 and more; `misread` is 0.004 at most where people typed,
    0.005 to 0.07 where a machine read a poor copy. `unknown` is over a quarter only where all letters are
    misread. Slips that make no syllable are neither strange nor misread.
    """

    strange: float
    misread: float
    unknown: float


def register_of(look: Look, knowledge: Knowledge) -> Register:
    """Measure the beginning of a text."""
    size, past = look.first_words(_ENOUGH)
    odd = [pair for at, pair in look.unseen.items() if at < past - 1 and min(pair) >= SYLLABLES]
    misread = {pair for pair in odd if _is_misread(*pair, knowledge)}
    strange = sum(pair not in misread for pair in odd)
    unknown = look.firsts[:past].count(UNKNOWN)
    size += _FEW
    return Register(strange / size, max(0, len(misread) - _CHANCE) / size, unknown / size)


def _is_misread(first: int, second: int, knowledge: Knowledge) -> bool:
    """Tell whether two syllables were seen side by side, but for a letter of one that machines misread."""
    known, word, printed = knowledge.model.pairs, knowledge.model.word, knowledge.slips.misread
    return any(slip.id * SIZE + second in known for slip in printed(word(first))) or any(
        first * SIZE + slip.id in known for slip in printed(word(second))
    )
