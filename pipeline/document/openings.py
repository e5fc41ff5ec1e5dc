"""Whether a line opens a paragraph by what it begins with: a bullet, a number, a word of the form."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Final

from pipeline.document.ends import CLOSING, STOPS, reach
from pipeline.document.habits import INDENT, Habits
from pipeline.document.lines import Lines
from pipeline.document.rules import Rules

BARE: Final = re.compile(
    r"(?:[-+*]|\d{1,2}(?:\.\d{1,2}){0,3}\.?|[IVXLC]{1,5}[.)]|[a-zđA-ZĐ][.)])\Z"
)  # fmt: skip
"""An enumerator that stands alone on its line: its text comes on the next."""

_SOFT: Final = STOPS | frozenset(";,")
_KINDS: Final = {"value": "number", "deep": "number", "stop": "unit"}
_NUMBERED: Final = re.compile(r"(\d{1,3}|[IVXLC]{1,6})(?:[.)/]|-(?=\s))")
_ROMAN: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_LAST_YEAR: Final = re.compile(r"- ?((?:19|20)\d\d)(?![\w./])")
_TAIL: Final = 24
_NEAR: Final = 20_000


@dataclass(slots=True)
class Openings:
    """Judges the beginning of a line by the line above and by the numbers used so far.

    `text` is what the lines were found in. The marks of a list are no proof where the line above was cut by
    the margin: "… năm ⏎ 2. Các đơn vị" may end a sentence, "Thăng Long ⏎ - Hà Nội" may be a name.
    """

    text: str
    lines: Lines
    rules: Rules
    habits: Habits
    _numbers: list[tuple[bool, int, int]] | None = field(default=None)

    def opens(self, below: int, *, joined: bool, inside: bool) -> bool:
        """Say whether line `below` opens a paragraph.

        `joined` if the line above goes on from its own; `inside` if bold or italic words run over its end.
        """
        lower = self.lines.body[below]
        match = self.rules.opener.match(lower)
        if match is None:
            return self.rules.label.match(lower) is not None and not self.unfinished(below)
        kind = _KINDS.get(match.lastgroup or "", match.lastgroup)
        upper = self.lines.body[below - 1]
        if kind == "dash" and self.range_due(upper, lower):
            return False
        if kind in ("word", "date", "note", "bullet") or BARE.match(upper):
            return kind != "sentence" and not (kind == "date" and inside)
        if upper.rstrip(CLOSING)[-1:] in _SOFT or not self.unfinished(below):
            return True
        if kind == "dash":
            return self._dash(below, match, joined=joined)
        return kind != "sentence" and not self._cites(upper) and self._counts(below, kind, match)

    def unfinished(self, below: int) -> bool:
        """Say whether the line above `below` may have been cut by the margin: full, no stop at its end."""
        upper = self.lines.body[below - 1]
        if self.stopped(upper):
            return False
        return reach(self.lines, below - 1, below) >= self.habits.full or self.hangs(upper)

    def stopped(self, upper: str) -> bool:
        """Say whether a line ends in a stop that is none of an abbreviation's ("TP.")."""
        return upper.rstrip(CLOSING)[-1:] in STOPS and not upper.endswith(self.rules.abbreviations)

    def hangs(self, upper: str) -> bool:
        """Say whether a line ends in a word that needs another ("của", "số") and is none of a few words."""
        return len(upper) * 2 > self.habits.usual and self._cites(upper)

    def number_due(self, upper: str, lower: str) -> bool:
        """Say whether the line above ends in a word that a number must follow ("khoản"), and it does."""
        if not lower[0].isdigit() or upper[-2:] not in self.rules.citing_tails:
            return False
        return self.rules.counting.search(upper[-_TAIL:]) is not None

    def range_due(self, upper: str, lower: str) -> bool:
        """Say whether `upper` begins a range of years ("giai đoạn 2026") that `lower` ends ("- 2030")."""
        last = _LAST_YEAR.match(lower)
        first = self.rules.range_begun.search(upper[-_TAIL:]) if last else None
        return last is not None and first is not None and first[1] < last[1]

    def two_agencies(self, upper: str, lower: str) -> bool:
        """Say whether two short lines each begin like the name of an agency."""
        head = self.rules.agency_head
        return (
            len(upper) * 2 < self.habits.usual
            and upper[-1] != ","
            and head.match(upper) is not None
            and head.match(lower) is not None
            and not self._cites(upper)
        )

    def steps_back(self, below: int, *, joined: bool) -> bool:
        """Say whether line `below` stands where lines that go on do, not where paragraphs begin."""
        step = self.lines.indent[below] - self.lines.indent[below - 1]
        return step <= -INDENT or (joined and step <= 1)

    def _cites(self, upper: str) -> bool:
        return upper[-2:] in self.rules.citing_tails and self.rules.citing.search(upper[-_TAIL:]) is not None

    def _dash(self, below: int, match: re.Match[str], *, joined: bool) -> bool:
        """Say whether a dash behind an unfinished line is a bullet and not part of a name or a range."""
        rest = self.lines.body[below][match.end() :].lstrip()
        if not rest or not rest[0].isupper():
            return False
        if self.habits.indented:
            return not self.steps_back(below, joined=joined)
        last = self.lines.body[below - 1][-_TAIL:].rsplit(None, 1)[-1]
        first = rest[:_TAIL].split(None, 1)[0].rstrip(",;.)")
        here = self.lines.start[below]
        if self.text.find(f"{last} - {first}", max(0, here - _NEAR), here + _NEAR) >= 0:
            return False
        return not any(last == one and rest.startswith(two) for one, two in self.rules.dashed)

    def _counts(self, below: int, kind: str | None, match: re.Match[str]) -> bool:
        """Say whether a number behind an unfinished line is a clause's: its turn has come."""
        if kind == "unit":
            return match["stop"] is not None
        if kind == "roman":
            return self._in_turn(match[0].rstrip(" .)-/:"), self.lines.start[below])
        if kind == "number" and not match["deep"]:
            return self._in_turn(match["value"], self.lines.start[below])
        return True

    def _in_turn(self, number: str, start: int) -> bool:
        """Say whether a clause `number` could begin here: the one before stands above.

        Of the first, the second stands below; a Roman one hardly ever ends a sentence.
        """
        roman, value = _value(number)
        if roman and value == 1:
            return True
        if self._numbers is None:
            begun = zip(map(_NUMBERED.match, self.lines.body), self.lines.start, strict=True)
            self._numbers = sorted([(*_value(mark[1]), place) for mark, place in begun if mark])
        numbers = self._numbers
        if value == 1:
            at = bisect_left(numbers, (roman, value + 1, start))
            return at < len(numbers) and numbers[at][:2] == (roman, value + 1)
        at = bisect_left(numbers, (roman, value - 1, start)) - 1
        return at >= 0 and numbers[at][:2] == (roman, value - 1)


def _value(number: str) -> tuple[bool, int]:
    """Return whether a number is a Roman one, and its value."""
    if number.isdigit():
        return False, int(number)
    digits = [_ROMAN[sign] for sign in number]
    return True, sum(-one if one < two else one for one, two in zip(digits, [*digits[1:], 0], strict=True))
