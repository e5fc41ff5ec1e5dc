"""Partners: "phối hợp với Y, Z", not those of third parties (guide section 3, support)."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.cue_data import BODIES, BODY, GROUP, ISSUER, Cues

if TYPE_CHECKING:
    from pipeline.assignments.signs import SignText

NOUN_REACH = 20
"""Words that make a noun of a cooperation ("quy chế phối hợp") stand at most this far before it."""
_CHUNK = re.compile(r"[,;(]|\.(?!\.)(?<!\.\.)")


class Togetherness(NamedTuple):
    """A cooperation as found ("phối hợp với Y"): its words begin at `start`, Y stands in [`body`, `end`)."""

    start: int
    body: int
    end: int


class _Patterns(NamedTuple):
    """A cooperation; the words that tell somebody else to do it; those that make it a noun."""

    together: re.Pattern[str]
    directing: re.Pattern[str]
    noun: re.Pattern[str]


@cache
def _patterns(cues: Cues) -> _Patterns:
    w = cues.words
    manner = r"(?: [^\W\d_]+){0,3}?"
    return _Patterns(
        together=re.compile(
            rf"(?:{w['verbs.together']}{manner}(?: {w['verbs.with']})?"
            rf"|{w['verbs.participation']}|{w['verbs.beside']}),? ?(?P<bodies>{BODIES})"
        ),
        directing=re.compile(
            rf"(?<!\w)(?i:{w['verbs.directing']})"
            rf"(?:[^;.]*?[{BODY}{ISSUER}{GROUP}]| (?!và |, )[^\W\d_]+ [^;.]*(?<! và )$)"
        ),
        noun=re.compile(rf"(?<!\w)(?i:{w['verbs.noun_before']}) ?$"),
    )


def find_together(text: str, cues: Cues) -> tuple[Togetherness, ...]:
    """Every "phối hợp với Y" of a text with signs, in order, whoever is meant to do so."""
    patterns = _patterns(cues)
    found = []
    for start in _places(text, _anchors(cues)):
        match = patterns.together.match(text, start)
        if match is None or text[start - 1 : start].isalpha():
            continue
        if not patterns.noun.search(text, max(0, start - NOUN_REACH), start):
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


def find_partners(
    signs: SignText, start: int, end: int, cues: Cues, lead: tuple[int, int] | None
) -> list[tuple[int, int]]:
    """Stretches of bodies in [start, end) of a text with signs that take part beside the lead.

    `lead` is where the lead's own signs stand in the stretch, or None; a body directly before "phối hợp" that
    is not the lead, and one told to do so ("chỉ đạo X phối hợp với Y"), make Y a partner of somebody else.
    """
    together, text = signs.together, signs.text
    directing = _patterns(cues).directing
    found = []
    for index in range(bisect_left(together, (start,)), len(together)):
        at, body, stop = together[index]
        if stop > end:
            break
        begin = _chunk_start(text, start, at)
        chunk_lead = lead is not None and begin <= lead[1] and lead[0] < at
        head = max(begin, lead[1]) if chunk_lead and lead is not None else begin
        if not directing.search(text, head, at) and (chunk_lead or not _body_before(text, head, at)):
            found.append((body, stop))
    return found


def _chunk_start(text: str, start: int, end: int) -> int:
    """Where the words begin that lead up to `end`; a row of names is one stretch with what opens it."""
    marks = [start, *(mark.end() for mark in _CHUNK.finditer(text, start, end))]
    while len(marks) > 1 and text[marks[-1] : end].strip()[:1].isupper():
        marks.pop()
    return marks[-1]


def _body_before(text: str, start: int, end: int) -> bool:
    """Whether a body stands in [start, end): the one who is to cooperate, when it is not the lead."""
    return any(sign in text[start:end] for sign in (BODY, ISSUER, GROUP))
