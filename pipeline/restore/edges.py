"""What the words of a text begin and end with: read once for each word, however often it stands there."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from gazetteer.fold import plain
from gazetteer.restore.language import BREAK, SIZE, UNKNOWN, LanguageModel
from gazetteer.syllables import is_syllable
from pipeline.restore.mends import COMMON, Knowledge
from pipeline.restore.tokens import PATTERN, token_id

_SIGNS: Final = re.compile(
    r"[^\W\d_](?:[,;]|(?<=[^\W\d_]{3})\.)[^\W\d_]{2}|\A[,;)]|\(\Z|\A/[A-ZĐ]{2}|\d{3}:\Z"
)
_VOWELS: Final = frozenset("aeiouy")
ALONE: Final = SIZE * SIZE
"""What a pair has on top whose first word must be looked at whatever stands beside it."""
_MOST_CACHED: Final = 30_000


class Edges:
    """For a word as it stands between blanks, the number of the token it begins with and of the last one.

    A capitalised word counts as a break, names go before and behind anything: unless it could be broken.
    `last` holds numbers times SIZE, so that a sum makes a pair, with ALONE on top for a word that begins with
    an unknown token or is in `signs`: a blank beside a sign may be wrong there. `promises` holds whether
    anything might be done about the middle two of four tokens.
    """

    def __init__(self, model: LanguageModel) -> None:
        self._ids, self._singles = model.ids, model.singles
        self.first: dict[str, int] = _Column(self, 0)
        self.last: dict[str, int] = _Column(self, 1)
        self.signs: set[str] = set()
        self.promises: dict[tuple[int, int, int, int], bool] = {}

    def trim(self) -> None:
        """Forget all, if it has become too much; between two texts, never inside one."""
        if len(self.first) > _MOST_CACHED:
            self.first.clear()
            self.last.clear()
            self.signs.clear()
        if len(self.promises) > _MOST_CACHED:
            self.promises.clear()

    def add(self, raw: str) -> tuple[int, int]:
        """Read `raw` and keep what was read."""
        if _SIGNS.search(raw):
            self.signs.add(raw)
        found = [] if "_" in raw else PATTERN.findall(raw)  # "Chất_lượng": cut by another program
        first, last = (self._id(found[0]), self._id(found[-1])) if found else (BREAK, BREAK)
        ends = first, last * SIZE + (ALONE if first == UNKNOWN or raw in self.signs else 0)
        self.first[raw], self.last[raw] = ends
        return ends

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
