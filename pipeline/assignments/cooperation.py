"""Cooperation: every "phối hợp với Y" of a text, whoever is meant to do so."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from gazetteer.cue_data import Cues

NOUN_REACH = 20
"""Words that make a noun of a cooperation ("quy chế phối hợp") stand at most this far before it."""


class Togetherness(NamedTuple):
    """A cooperation as found ("phối hợp với Y"): its words begin at `start`, Y stands in [`body`, `end`)."""

    start: int
    body: int
    end: int


@cache
def _patterns(cues: Cues) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A cooperation, and the words that make it a noun."""
    w = cues.words
    manner = r"(?: [^\W\d_]+){0,3}?"
    return (
        re.compile(
            rf"(?:{w['verbs.together']}{manner}(?: {w['verbs.with']})?"
            rf"|{w['verbs.participation']}|{w['verbs.beside']}),? ?(?P<bodies>{w['bodies']})"
        ),
        re.compile(rf"(?<!\w)(?i:{w['verbs.noun_before']}) ?$"),
    )


def find_together(text: str, cues: Cues) -> tuple[Togetherness, ...]:
    """Every "phối hợp với Y" of a text with signs, in order, whoever is meant to do so."""
    together, noun = _patterns(cues)
    found = []
    for start in _places(text, _anchors(cues)):
        match = together.match(text, start)
        if match is None or text[start - 1 : start].isalpha():
            continue
        if not noun.search(text, max(0, start - NOUN_REACH), start):
            found.append(Togetherness(start, *match.span("bodies")))
    return tuple(found)


def _places(text: str, anchors: tuple[str, ...]) -> list[int]:
    """Where any of `anchors` stands in `text`, in order."""
    places = []
    for anchor in anchors:
        start = text.find(anchor)
        while start >= 0:
            places.append(start)
            start = text.find(anchor, start + 1)
    return sorted(places)


@cache
def _anchors(cues: Cues) -> tuple[str, ...]:
    """The shortest words that every form of cooperation begins with."""
    words = sorted(cues.together, key=len)
    return tuple(word for index, word in enumerate(words) if not word.startswith(tuple(words[:index])))
