"""Capitals of TCVN3, whose letters with tones are all small in plain text."""

from __future__ import annotations

import re
from typing import Final

from gazetteer.syllables import is_syllable

_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_MARKED: Final = re.compile(r"[^\x00-\x7f]")
_SMALL: Final = re.compile(r"[a-z]")
_ALONE: Final = re.compile(r"(?<!\S)[(\"']?([^\W\d_]{2,})[)\"'.,:;]*(?!\S)")


def with_capitals(text: str) -> str:
    """Return `text` with its small letters as capitals where the capitals around them say so.

    A word is in capitals where one stands behind its first letter and no letter of ASCII is small. So is a
    whole line without small letters of ASCII that has such a word standing by itself.
    """
    return "".join(map(_line, text.splitlines(keepends=True)))


def _line(line: str) -> str:
    if not _MARKED.search(line):
        return line
    if not _SMALL.search(line) and any(
        _in_capitals(word) and is_syllable(word.lower()) for word in _ALONE.findall(line)
    ):
        return line.upper()
    return _WORD.sub(lambda match: match[0].upper() if _in_capitals(match[0]) else match[0], line)


def _in_capitals(word: str) -> bool:
    return word[1:] != word[1:].lower() and not _SMALL.search(word)
