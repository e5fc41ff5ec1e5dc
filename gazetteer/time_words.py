"""The lists of words of times.toml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

FILE: Final = "times.toml"
_LONGEST_WORD: Final = 40


class TimeWords(NamedTuple):
    """The words around a time that decide what it modifies; each list is told in times.toml."""

    act: tuple[str, ...]
    manner: tuple[str, ...]
    noun: tuple[str, ...]
    aim: tuple[str, ...]
    state: tuple[str, ...]
    finish: tuple[str, ...]
    done: tuple[str, ...]
    measured: tuple[str, ...]
    aimed: tuple[str, ...]
    happened: tuple[str, ...]
    expected: tuple[str, ...]
    since: tuple[str, ...]
    dated: tuple[str, ...]
    closing: tuple[str, ...]
    goes_on: tuple[str, ...]
    owner: tuple[str, ...]
    periodic: tuple[str, ...]
    event: tuple[str, ...]
    start: tuple[str, ...]
    until: tuple[str, ...]
    event_inside: tuple[str, ...]
    continuous: tuple[str, ...]
    vague: tuple[str, ...]


def build_words(data: Mapping[str, list[str]]) -> TimeWords:
    """Check the word lists: the ones told in TimeWords and no other, none empty, no word twice."""
    known = set(TimeWords._fields)
    if set(data) != known:
        raise ValueError(f"{FILE}: [words] lacks or adds {sorted(set(data) ^ known)}")
    for name, words in data.items():
        twice = sorted({word for word in words if words.count(word) > 1})
        if not words or twice or "" in words:
            raise ValueError(f"{FILE}: words.{name} is empty or holds a word twice: {twice}")
        if any(len(word) > _LONGEST_WORD for word in words):
            raise ValueError(f"{FILE}: words.{name} holds a whole sentence")
    return TimeWords(**{name: tuple(words) for name, words in data.items()})
