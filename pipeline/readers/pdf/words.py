"""The words of a PDF page as a reader sees them, whatever its fonts make of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from pipeline.errors import InputError
from pipeline.readers.layout import Word
from pipeline.readers.pdf.frame import Frame
from pipeline.readers.pdf.judge import is_sound, is_torn
from pipeline.readers.pdf.letters import Found, Letters
from pipeline.readers.pdf.library import Handle
from pipeline.readers.pdf.torn import words_by_place

_MOST_LETTERS: Final = 500_000
"""Letters of one page."""


class PageWords(NamedTuple):
    """The words of a page; whether they are `sound`; the frame in which most stand upright.

    `blank` says that the page has no letter at all, not even one that can't be read.
    """

    words: tuple[Word, ...]
    frame: Frame
    sound: bool
    blank: bool


def words_of(page: Handle, frame: Frame, name: str, *, pictured: bool) -> PageWords:
    """Return the words of `page` of the file `name`; `pictured` as for is_sound. Raises `too-complex`."""
    with Letters(page, frame) as letters:
        if len(letters.text) > _MOST_LETTERS:
            raise InputError("too-complex", file=name, detail=f"{len(letters.text)} letters on a page")
        found = list(letters.words())
        turns, count = Counter([one.turns for one in found]).most_common(1)[0] if found else (0, 0)
        if not turns or 2 * count <= len(found):
            words = _mended(letters, found, pictured=pictured)
            sound = is_sound([word.text for word in words], pictured=pictured)
            return PageWords(tuple(words), frame, sound, not letters.text.strip())
    return words_of(page, frame.turned(turns), name, pictured=pictured)


def _mended(letters: Letters, found: Sequence[Found], *, pictured: bool) -> Sequence[Word]:
    words = [one.word for one in found]
    texts = [word.text for word in words]
    if is_torn(texts):
        return words_by_place(letters)
    if is_sound(texts, pictured=pictured):
        return words
    seen = _readable(texts, [letters.font(one.start) for one in found])
    return [word._replace(text=text) for word, text in zip(words, seen, strict=True)]


def _readable(texts: Sequence[str], fonts: Sequence[str]) -> Sequence[str]:
    """Return words of an encoding before Unicode: by the font of each, or by their letters if none tells."""
    from pipeline.readers.encodings import convert_run, repair

    seen = [convert_run(text, font) for text, font in zip(texts, fonts, strict=True)]
    if seen != texts:
        return seen
    repaired = repair(" ".join(texts)).text.split(" ")
    return repaired if len(repaired) == len(texts) else texts
