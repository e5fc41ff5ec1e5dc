"""Where letters are never changed: quotations, titles, the head and the end of a document."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from gazetteer.load import read_toml
from pipeline.restore.model import Guard, Policy
from pipeline.spans import Span

_QUOTED: Final = re.compile(r'"[^"\n]{1,600}"')
_STOP: Final = re.compile(r"[;\n]|\.(?=\s|\Z)")
_HEAD_LINES: Final = 14
_LONG_LINE: Final = 160


@dataclass(frozen=True, slots=True)
class Zones:
    """The patterns of protected.toml."""

    cited: re.Pattern[str]
    law: re.Pattern[str]
    body: tuple[str, ...]
    marks: tuple[str, ...]
    recipients: tuple[str, ...]
    signature: tuple[str, ...]
    annex: tuple[str, ...]


def build_zones(data: Mapping[str, Any]) -> Zones:
    """Compile protected.toml as read."""
    titles, head, end = data["titles"], data["head"], data["end"]
    number, day = re.escape(titles["number"]), re.escape(titles["day"])
    code = rf"(?:{number} ?:? ?)?\d[\w.,/ -]{{0,30}}?/[\w./-]*\w"
    dated = rf"(?:,? {day} [\d/. ]{{1,12}}|,? {day} \d+ \w+ \d+ \w+ \d+)?"
    issuer = rf"(?: (?:{_any(titles['of'])}) [^,;.\n]{{2,70}}?)?"
    return Zones(
        re.compile(
            rf"(?:{_opening(titles['types'])})"
            rf"(?:(?P<title>(?: {code}{dated})?{issuer}{dated},? (?:{_any(titles['openers'])})\b)"
            rf"|(?P<bare> {code}))"
        ),
        re.compile(
            rf"(?:{_opening(titles['laws'])}) (?=[^\W\d_a-zà-ỹđ])"
            rf"(?:(?! (?:{_any(titles['ends'])})\b)[^;.\n()\"|]){{2,120}}"
        ),
        tuple(head["body"]),
        tuple(head["marks"]),
        tuple(end["recipients"]),
        tuple(end["signature"]),
        tuple(end["annex"]),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _opening(words: Iterable[str]) -> str:
    """Any of `words`, not inside a longer word; a pattern that begins with letters is found fastest."""
    return "|".join(rf"{word}(?<!\w{word})" for word in _any(words).split("|"))


@cache
def load_zones() -> Zones:
    """The patterns, compiled once."""
    return build_zones(read_toml("restore/protected.toml"))


TITLE: Final = "title"
"""The kind of guard around what is cited: a slip there may stand in the original."""
BLANKS: Final = frozenset({"split", "merge", "spacing"})
"""The rules that change blanks alone."""


class _Ranges:
    """Ranges of a line, joined where they overlap."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def touch(self, span: Span) -> bool:
        """Tell whether `span`, which may be a mere place, has a part inside one of the ranges."""
        at = bisect_left(self._starts, max(span.end, span.start + 1)) - 1
        if at < 0:
            return False
        inside = self._starts[at] < span.start if span.start == span.end else True
        return inside and span.start < self._ends[at]


class LineGuards:
    """What may be changed in a line that begins at `at`: `guards`, and its own quotations and titles.

    Numbers and codes need no guard: no rule changes them. Words with a capital are changed only where a
    machine has read them, and `misread` leaves names alone.
    """

    def __init__(self, line: str, at: int, guards: Sequence[Guard], zones: Zones) -> None:
        self._line, self._at, self._zones = line, at, zones
        self._guards = guards
        self._found: tuple[_Ranges, _Ranges, _Ranges] | None = None

    def policy(self, span: Span, rule: str, policy: Policy) -> Policy | None:
        """What may be done where `rule` would change `span` of the line: in a title, no more than ask."""
        if self._found is None:
            self._found = self._look()
        shut, lettered, titles = self._found
        if shut.touch(span) or (rule not in BLANKS and lettered.touch(span)):
            return None
        return "suggest" if titles.touch(span) else policy

    def _look(self) -> tuple[_Ranges, _Ranges, _Ranges]:
        """The ranges that are shut, those of which the letters are, and the titles."""
        low, high = self._at, self._at + len(self._line)
        found = line_guards(self._line, self._zones)
        found += [
            guard._replace(span=Span(guard.span.start - low, guard.span.end - low))
            for guard in self._guards
            if guard.span.start < high and low < guard.span.end
        ]
        other = [guard for guard in found if guard.kind != TITLE]
        return (
            _Ranges(guard.span for guard in other if not guard.blanks),
            _Ranges(guard.span for guard in other if guard.blanks),
            _Ranges(guard.span for guard in found if guard.kind == TITLE),
        )


def line_guards(line: str, zones: Zones) -> list[Guard]:
    """Return the quotations in `line`, and what it cites, with the titles."""
    found = [Guard(Span(*match.span()), "quote") for match in _QUOTED.finditer(line)]
    return [*found, *(Guard(span, TITLE) for span in _titles(line, zones))]


def _titles(text: str, zones: Zones) -> Iterator[Span]:
    """Yield what is cited, with its title up to the next stop."""
    past = 0
    for match in zones.cited.finditer(text):
        if match.start() < past:
            continue  # cited in a title
        past = match.end()
        if match["title"] is not None:
            stop = _STOP.search(text, past)
            past = stop.start() if stop else len(text)
        yield Span(match.start(), past)
    for match in zones.law.finditer(text):
        yield Span(*match.span())


def zone_guards(text: str, zones: Zones) -> Iterator[Guard]:
    """Yield the letterhead, and the recipients and signature of the document and of each attachment."""
    lines = text.split("\n")
    head = _head(lines, zones)
    at = opened = 0
    kind = "letterhead" if head else ""
    for index, line in enumerate(lines):
        after = _kind(index, line, head, kind, zones)
        if after != kind:
            if kind:
                yield Guard(Span(opened, max(at - 1, opened)), kind, blanks=True)
            opened, kind = at, after
        at += len(line) + 1
    if kind:
        yield Guard(Span(opened, len(text)), kind, blanks=True)


def _head(lines: list[str], zones: Zones) -> int:
    """How many lines the letterhead has, the title with it; 0 where nothing says that there is one."""
    top = lines[:_HEAD_LINES]
    size = next(
        (at for at, line in enumerate(top) if len(line) > _LONG_LINE or line.startswith(zones.body)), len(top)
    )
    marked = any(mark in line for line in top[:size] for mark in zones.marks)
    return size if marked else 0


def _kind(index: int, line: str, head: int, kind: str, zones: Zones) -> str:
    """What the line is part of, given what the one above was."""
    if index < head:
        return "letterhead"
    if line.startswith(zones.recipients):
        return "recipients"
    if line.startswith(zones.signature) and line.isupper():
        return "signature"
    if kind == "letterhead" or line.startswith(zones.annex):
        return ""
    return kind
