"""Words made anew from where their letters stand, where a substituted font has torn them apart."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from pipeline.readers.layout import Word
from pipeline.readers.layout.lines import letter_height, line_of, lines_of
from pipeline.readers.pdf.letters import Letters

_BLANK: Final = 0.13
"""The share of a letter's height from which a gap between two letters parts words."""


def words_by_place(letters: Letters) -> list[Word]:
    """Return the words that the `letters` of a page make, read line by line from left to right."""
    placed = [
        Word(letter, *letters.place(at, at + 1)[0])
        for at, letter in enumerate(letters.text)
        if letter.isprintable() and not letter.isspace()
    ]
    words: list[Word] = []
    for line in lines_of(placed, 0, letter_height(placed)):
        start = 0
        for at, (left, right) in enumerate(pairwise(line.words), 1):
            if right.left - left.right > _BLANK * (left.bottom - left.top):
                words.append(_word(line.words[start:at]))
                start = at
        words.append(_word(line.words[start:]))
    return words


def _word(letters: tuple[Word, ...]) -> Word:
    line = line_of(letters, 0)
    return Word("".join([letter.text for letter in letters]), line.left, line.top, line.right, line.bottom)
