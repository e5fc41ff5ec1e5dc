"""Text as words, numbers and signs, with nothing of it lost."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import Final, NamedTuple

_LETTERS: Final = r"[\w\u0300-\u036f]"
"""What words are made of; the accents that stand apart in decomposed text are no letters to `re`."""
_WORD: Final = re.compile(
    rf"\d{_LETTERS}*(?:[/-]{_LETTERS}+|[.,]\d{_LETTERS}*)*"  # 76/NQ-CP, 30/6/2023, 1.500,5
    rf"|{_LETTERS}+"
    r"|([^\w\s])\1*"
    r"|\s+"
)


class Word(NamedTuple):
    """The code points `start` up to `end` of a text; `blank` says that a blank follows that is no word."""

    start: int
    end: int
    blank: bool


def split(text: str, stretches: Collection[tuple[int, int]] = ()) -> Iterator[Word]:
    """Yield the words of `text` in order: joined, each with its blank, they are the text.

    Numbers of documents stay whole ("76/NQ-CP"), a sign that is repeated is one word ("....."). White space
    other than one blank behind a word is a word too. Each of `stretches`, a start and an end in `text`, is a
    row of whole words.
    """
    cuts = {match.start() for match in _WORD.finditer(text)}
    cuts.update(*stretches)
    # A blank at the edge of a stretch is a word: it would be in or out of it with the word before.
    edges = {at for start, end in stretches for at in (start, end - 1)}
    blank = False
    for start, end in pairwise(sorted({*cuts, len(text)})):
        first = start + blank
        blank = text[end : end + 1] == " " and end not in edges and not text[end - 1].isspace()
        if first < end:
            yield Word(first, end, blank)
