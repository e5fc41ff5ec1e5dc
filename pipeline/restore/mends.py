"""What may be done to a stretch of a line: other words in the place of some of its tokens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from gazetteer.restore.language import BREAK, SIZE, UNKNOWN, LanguageModel
from gazetteer.restore.phrases import Phrases
from gazetteer.restore.slips import Slips
from gazetteer.syllables import is_syllable
from pipeline.restore.model import Policy
from pipeline.restore.tokens import Token

CERTAIN: Final = 30.0
"""The gain, in bits, of a rule that asks no language model."""


class Prior(NamedTuple):
    """Bits by which slips are more likely than in a typed text, as machines misread more.

    `word` says that of any slip in a range; `letter` is what a letter adds that they often misread.
    """

    word: Callable[[int, int], float]
    letter: float


WELL_KNOWN: Final = 28
"""Level of a pair seen five times: what a new word must make with one of its neighbours."""


STRONG: Final = 60
"""Level of a pair seen thirty times: what a new word must make before a real one gives way to it."""


COMMON: Final = 72
"""Level of a syllable seen 64 times: a rarer one may be a piece of another."""


_BEYOND: Final = (BREAK, BREAK)
"""What stands before and behind the tokens of a line."""


class Mend(NamedTuple):
    """`after` in the place of [`low`, `high`) of a line, and what that gains in bits."""

    low: int
    high: int
    after: str
    rule: str
    gain: float
    policy: Policy
    evidence: str


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge:
    """The data that the stage reads, loaded once."""

    model: LanguageModel
    slips: Slips
    phrases: Phrases
    wrong: frozenset[tuple[int, int]]
    """The pairs with which a wrong phrase ends."""


class Stretch:
    """Tokens of one line: `row` with the context, [`first`, `past`) those in question."""

    def __init__(
        self, line: str, row: Sequence[Token], first: int, past: int, prior: Prior | None = None
    ) -> None:
        self.line, self.row, self.first, self.past = line, row, first, past
        self.prior = prior
        self._ids = [*_BEYOND, *(token.id for token in row), *_BEYOND]
        self.words = [token.word if token.word[0].isalpha() else "" for token in row]

    @property
    def places(self) -> range:
        """The numbers of the tokens in question."""
        return range(self.first, self.past)

    def ids(self, low: int, high: int) -> list[int]:
        """The numbers of the tokens [`low`, `high`); up to two places beyond the row there are breaks."""
        return self._ids[low + len(_BEYOND) : high + len(_BEYOND)]

    def word(self, at: int) -> str:
        """The word of token `at` in lower case, "" beyond the row and for a number or a sign."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def doubt(self, at: int) -> float:
        """Bits by which token `at` is more likely a slip than a typed one is."""
        return self.prior.word(self.row[at].start, self.row[at].end) if self.prior else 0.0

    def joined(self, at: int) -> bool:
        """Tell whether one blank, and no more, parts token `at` from the next."""
        if at + 1 >= len(self.row):
            return False
        low, high = self.row[at].end, self.row[at + 1].start
        return high - low == 1 and self.line[low] == " "

    def plain(self, at: int) -> bool:
        """Tell whether token `at` is a word in small letters that no sign ties to another."""
        token = self.row[at]
        return self.line[token.start : token.end].islower() and not self.tied(at)

    def named(self, at: int) -> bool:
        """Tell whether token `at` is a word with a capital, not only because a sentence begins there."""
        if not self.word(at) or not self.line[self.row[at].start].isupper():
            return False
        return at > 0 and bool(self.word(at - 1)) and self.joined(at - 1)

    def tied(self, at: int) -> bool:
        """Tell whether token `at` is part of a code or an address: "b/c", "baochinhphu.vn"."""
        token, line = self.row[at], self.line
        before, behind = line[token.start - 1 : token.start], line[token.end : token.end + 2]
        return before in _TIES or behind[:1] in _TIES or (behind[:1] == "." and behind[1:].isalnum())


_TIES: Final = frozenset("/@_-\\&#\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b")
"""Signs that tie words to a code, and marks that belong to a letter beside."""


def cost(model: LanguageModel, ids: Sequence[int]) -> float:
    """Bits of all tokens of `ids` behind the first two."""
    return sum(map(model.bits, ids, ids[1:], ids[2:]))


def strangeness(token: Token) -> float:
    """Bits that a word costs beyond what any unknown word does: more where it could be no syllable."""
    if token.id != UNKNOWN:
        return 0.0
    return 12.0 if is_syllable(token.word) else 18.0


def pair_level(model: LanguageModel, first: int, second: int) -> int:
    """The level of two tokens in a row, -1 where they were never seen so twice."""
    return model.pairs.get(first * SIZE + second, -1)
