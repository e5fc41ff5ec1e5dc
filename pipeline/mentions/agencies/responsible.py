"""Bodies that no list knows but that a sentence makes responsible ("Kế toán trưởng có trách nhiệm …")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from gazetteer.suffix import UPPER, alternation
from pipeline.mentions.agencies.mention import AgencyMention

RULE = "open.responsible"
_SCORE = 0.3
_FARTHEST = 120
_NUMBER = 8


class Responsible(NamedTuple):
    """The compiled data: words of duty, the phrase before them, headings of duties, quantifiers."""

    duties: tuple[str, ...]
    subject: re.Pattern[str]
    heading: re.Pattern[str]
    heading_word: str
    several: tuple[str, ...]


def compile_responsible(groups: Mapping[str, Any]) -> Responsible:
    """The patterns of groups.toml for subjects of a duty."""
    rows = groups["responsible"]
    word = rf"(?!(?:{alternation(rows['breaks'])})(?!\w))[\w/-]+"
    phrase = rf"(?!(?:{alternation(rows['openings'])})(?!\w))[{UPPER}]\w*(?:,? {word}){{0,11}}"
    number = r"(?:[-+*] |\d{1,2}(?:\.\d{1,2}){0,2}[.)] ?|[a-zđ]\) ?)?"
    several = tuple(f"{quantifier.capitalize()} " for quantifier in groups["quantifiers"])
    return Responsible(
        tuple(f" {duty}" for duty in rows["duties"]),
        re.compile(rf"{number}({phrase})\Z"),
        re.compile(rf"{number}{rows['heading']} ([\w/-]+(?:,? {word}){{0,11}})[:.]?\Z"),
        rows["heading"],
        several,
    )


def add(text: str, found: Sequence[AgencyMention], rows: Responsible) -> list[AgencyMention]:
    """The mentions with those that only their duty shows, in order.

    A phrase of at most twelve words at the start of a line or sentence, right before words of duty, in which
    no other mention stands; or the same in a heading "Trách nhiệm của …".
    """
    more = [*_subjects(text, rows), *_headings(text, rows)]
    if not more:
        return list(found)
    taken = [(mention.outer, mention.end) for mention in found]
    free = {
        start: _mention(text, (start, end), rows)
        for start, end in more
        if not any(start < stop and begin < end for begin, stop in taken)
    }
    return sorted([*found, *free.values()], key=lambda mention: mention.start)


def _subjects(text: str, rows: Responsible) -> Iterator[tuple[int, int]]:
    for duty in rows.duties:
        at = text.find(duty)
        while at >= 0:
            stop = at + len(duty)
            if not text[stop : stop + 1].isalnum():
                begin = _beginning(text, at)
                begin += text[begin] == " "
                phrase = rows.subject.match(text, begin, at)
                if phrase is not None:
                    yield phrase.span(1)
            at = text.find(duty, stop)


def _beginning(text: str, at: int) -> int:
    """Where the line, the cell, the sentence or the clause begins in which `at` stands."""
    low = max(0, at - _FARTHEST)
    cell = max(text.rfind(mark, low, at) + 1 for mark in "\n|")
    sentence = max(text.rfind(mark, low, at) + 2 for mark in (". ", "; ", ": "))
    if cell == 0 and sentence == 1 and low:
        return at
    return max(cell, sentence if sentence > 1 else 0)


def _headings(text: str, rows: Responsible) -> Iterator[tuple[int, int]]:
    at = text.find(rows.heading_word)
    while at >= 0:
        low = max(0, at - _NUMBER)
        begin = text.rfind("\n", low, at) + 1
        phrase = None
        if begin or low == 0:
            stop = text.find("\n", at, at + _FARTHEST)
            phrase = rows.heading.match(text, begin, stop if stop >= 0 else min(len(text), at + _FARTHEST))
        if phrase is not None:
            yield phrase.span(1)
        at = text.find(rows.heading_word, at + 1)


def _mention(text: str, span: tuple[int, int], rows: Responsible) -> AgencyMention:
    start, end = span
    words = text[start:end]
    small = words[1:2].islower() or words[1:2] == " "
    name = words[0].lower() + words[1:] if small else words
    group = words.startswith(rows.several)
    return AgencyMention(start, end, name, None, group, (), None, RULE, _SCORE, end, name, start)
