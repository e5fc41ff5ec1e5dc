"""Whether the words that a PDF page holds can be those that it shows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from gazetteer.syllables import is_syllable

_LETTERS: Final = re.compile(r"[^\W\d_]{2,}")
_ENOUGH: Final = 30
"""Fewer words tell nothing."""
_SYLLABLES: Final = 0.65
"""The share of the words of a sound Vietnamese page that are syllables: 0.85 and more where measured."""
_ACCENTED: Final = 0.4
"""The share of them that are not bare ASCII: 0.65 and more where measured."""
_FOREIGN: Final = 0.02
"""Where fewer are accented the page is in another language, if no machine has read it off a picture."""
_TORN: Final = 0.1
"""The share of words that are one accented vowel: 0.3 where a font was substituted, else 0.006 at most."""
_VOWELS: Final = frozenset("aeiouy")


def is_sound(texts: Sequence[str], *, pictured: bool) -> bool:
    """Say whether the words of a page are sound; `pictured` where it is a picture with words behind it."""
    words = _LETTERS.findall(unicodedata.normalize("NFC", " ".join(texts)).lower())
    if len(words) < _ENOUGH:
        return True
    accented = sum(not word.isascii() for word in words)
    if accented < _FOREIGN * len(words) and not pictured:
        return True
    return accented >= _ACCENTED * len(words) and sum(map(is_syllable, words)) >= _SYLLABLES * len(words)


def is_torn(texts: Sequence[str]) -> bool:
    """Say whether accented vowels stand as words of their own, torn from theirs by a substituted font."""
    single = [unicodedata.normalize("NFD", text.lower()) for text in texts if len(text) == 1]
    torn = sum(len(letters) > 1 and letters[0] in _VOWELS for letters in single)
    return len(texts) >= _ENOUGH and torn >= _TORN * len(texts)
