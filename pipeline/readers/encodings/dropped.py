"""The letter of TCVN3 that looks like a soft hyphen, put back where a program has dropped it."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from gazetteer.encoding_data import load_dropped
from gazetteer.syllables import TONES

_WORD: Final = re.compile(r"[^\W\d_]+")
_SHORT: Final = 2
"""Letters of a word that may be a unit after a number."""


def has_dropped(text: str) -> bool:
    """Tell whether words of `text`, all of it read from TCVN3, show that the letter is missing everywhere."""
    return any(_broken_rhyme(match[0]) is not None for match in _WORD.finditer(text))


def with_dropped(text: str) -> str:
    """Return `text` with the letter in the words that cannot be without it, and those hardly ever without."""
    return _known().sub(_known_word, _WORD.sub(_mended_word, text))


def _mended_word(match: re.Match[str]) -> str:
    word, at = match[0], _broken_rhyme(match[0])
    if at is None:
        return word
    letter = load_dropped().letter
    return word[:at] + (letter.upper() if word[at].isupper() else letter) + word[at:]


def _known_word(match: re.Match[str]) -> str:
    words = match[0]
    known = load_dropped().words[words.lower()]
    if words.isupper():
        return known.upper() if len(words) > 1 else known.capitalize()
    return known[0].upper() + known[1:] if words[0].isupper() else known


@cache
def _known() -> re.Pattern[str]:
    """Return the pattern of the known words where they are no letter of a list, unit or abbreviation."""
    longest_first = sorted(load_dropped().words, key=len, reverse=True)
    short = "|".join(word for word in longest_first if len(word) <= _SHORT)
    long = "|".join(word for word in longest_first if len(word) > _SHORT)
    return re.compile(rf"(?<![\w./-])(?:{long}|(?<!\d )(?:{short}))(?![\w)/-]|\.\w)", re.IGNORECASE)


def _broken_rhyme(word: str) -> int | None:
    """Return where the rhyme of `word` begins if no syllable has it without the letter."""
    letters = unicodedata.normalize("NFD", word.lower())
    bare = unicodedata.normalize("NFC", "".join(sign for sign in letters if sign not in TONES))
    return next((len(bare) - len(rhyme) for rhyme in load_dropped().rhymes if bare.endswith(rhyme)), None)
