"""Tokens: what the language model counts, and where each stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from gazetteer.restore.language import BREAK, COMMA, NUMBER, UNKNOWN

PATTERN: Final = re.compile(r"[^\W\d_]+|\d[\w./-]*|[^\w\s]|_")
"""A word, a number or code, or a sign."""

_new: Final = tuple.__new__  # makes a named tuple in half the time


class Token(NamedTuple):
    """One token: its place, its words in lower case, its number in the language model."""

    start: int
    end: int
    word: str
    id: int


def token_id(word: str, ids: Mapping[str, int]) -> int:
    """The number of `word`, which is in lower case."""
    known = ids.get(word)
    if known is not None:
        return known
    if word == ",":
        return COMMA
    if word[0].isalpha():
        return UNKNOWN
    return NUMBER if word[0].isdigit() else BREAK


def tokens(text: str, ids: Mapping[str, int], low: int = 0, high: int | None = None) -> list[Token]:
    """The tokens of `text` from `low` to `high`."""
    found: list[Token] = []
    for match in PATTERN.finditer(text, low, len(text) if high is None else high):
        word = match[0].lower()
        number = ids.get(word)
        found.append(_new(Token, (*match.span(), word, token_id(word, ids) if number is None else number)))
    return found
