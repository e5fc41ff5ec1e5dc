"""Words as they are searched and compared: one spelling, and the same without accents."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

from gazetteer.fold import plain, tidy

_WORDS: Final = re.compile(r"[^\W_]+")


class Word(NamedTuple):
    """A word in small letters: with its accents, tones in one placement, and without."""

    accented: str
    folded: str


def words_of(text: str) -> list[Word]:
    """Every word and number of `text` in order; composed and decomposed letters give the same."""
    return [_word(found) for found in _WORDS.findall(unicodedata.normalize("NFC", text))]


def folded_text(text: str) -> str:
    """The words without accents, one blank apart."""
    return " ".join(word.folded for word in words_of(text))


def accented_text(text: str) -> str:
    """The words with accents, one blank apart."""
    return " ".join(word.accented for word in words_of(text))


def clean(text: str) -> str:
    """Text as both databases hold it: PostgreSQL has no null characters. Records keep them, escaped."""
    return text.replace("\0", "\ufffd") if "\0" in text else text


@lru_cache(maxsize=1 << 16)
def _word(found: str) -> Word:
    accented = tidy(found).lower()
    return Word(accented, plain(accented))
