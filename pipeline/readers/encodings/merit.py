"""How much a text looks like Vietnamese, to tell the right reading of its characters from wrong ones."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

from gazetteer.syllables import is_syllable

_STRAY: Final = "\x80-\x9f\xa1-\xa9\xab-\xb1\xb4\xb6-\xb9\xbb-\xbf\xd7\xf7"
_WORD: Final = re.compile(rf"(?:[^\W\d_]|[{_STRAY}])+")
# What VIQR looks like before it is read: a sign that nobody else puts behind a vowel, or before a letter.
_SIGN: Final = re.compile(r"(?<=[aeo])\^|(?<=[ou])\+|(?<=[aeiouy])[`'~?(](?=[a-z])", re.IGNORECASE)
_MARKUP: Final = re.compile(r"<[^<>]*>|&#?\w{1,10};")
_LATIN1: Final = re.compile("[\x80-\x9f\xa1-\xff]")
_BEYOND_LATIN1: Final = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]"
)


class Merit(NamedTuple):
    """How many words with marks are syllables (`good`), and how many are none or have other signs (`bad`).

    `different` counts the good ones of several letters, each once; `all_words` and `all_good` count words
    without marks too. Abbreviations, in capitals, are neither good nor bad.
    """

    good: int
    different: int
    bad: int
    all_words: int
    all_good: int

    @property
    def margin(self) -> int:
        """By how much the good outnumber the bad."""
        return self.good - self.bad


NO_MERIT: Final = Merit(0, 0, 0, 0, 0)
"""That of a text which cannot be what it seems."""


def weigh(text: str) -> Merit:
    """Return the merit of `text`; tags of a web page do not count."""
    text = unicodedata.normalize("NFC", _MARKUP.sub(" ", text))
    words = _WORD.findall(text)
    good = [low for word in words if is_syllable(low := word.lower())]
    marked = [word for word in good if not word.isascii()]
    bad = sum(not word.isascii() and not _is_plain(word) for word in words)
    return Merit(
        good=len(marked),
        different=sum(len(word) > 1 for word in set(marked)),
        bad=bad + len(_SIGN.findall(text)),
        all_words=len(words),
        all_good=len(good),
    )


def _is_plain(word: str) -> bool:
    """Tell whether `word` is a syllable or, by its capitals, an abbreviation."""
    return (word.isupper() and word.isalpha()) or is_syllable(word.lower())


def is_unicode(text: str) -> bool:
    """Tell whether `text` has letters of Vietnamese that none of the encodings before Unicode shows."""
    return _BEYOND_LATIN1.search(text) is not None


def has_latin1(text: str) -> bool:
    """Tell whether `text` has signs of Latin-1 outside ASCII."""
    return _LATIN1.search(text) is not None
