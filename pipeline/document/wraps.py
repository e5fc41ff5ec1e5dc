"""Which line ends are wraps and which end a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from operator import sub
from typing import Final

from pipeline.document.ends import (
    BLOCK,
    DOUBTFUL,
    ITEM,
    LETTER,
    MARKERS,
    SPACE,
    glue,
    goes_on,
    goes_on_plainly,
    in_capitals,
    never,
    reach,
    speck,
)
from pipeline.document.habits import INDENT, Habits
from pipeline.document.lines import Lines
from pipeline.document.openings import BARE, Openings
from pipeline.document.rules import Rules

_SUBJECT: Final = re.compile(r"V/v|V/V|Về việc")
_ENDS: Final = frozenset(".;:")
_FEW: Final = 14  # longer than any number that stands alone on a line
_LONG: Final = 60
_TITLE: Final = 30  # a title's line before it is broken where nothing else is


@dataclass(slots=True)
class Wraps:
    """Decides, from the top of a page to its bottom, what stands between a line and the next.

    `text` is what the lines were found in; `inside` the line ends that lie inside bold or italic words.
    """

    text: str
    lines: Lines
    rules: Rules
    habits: Habits
    inside: frozenset[int]
    _openings: Openings = field(init=False)
    _joined: bool = False
    _subject: bool = False
    _cell: bool = False

    def __post_init__(self) -> None:
        self._openings = Openings(self.text, self.lines, self.rules, self.habits)

    def separators(self) -> list[str]:
        """Return what stands after each line but the last: a line end where a paragraph ends, " " or ""."""
        found: list[str] = []
        body, breaks, walls = self.lines.body, self.lines.breaks, self.lines.walls
        wrapped, double = self.habits.wrapped, self.habits.double
        plain = goes_on_plainly if wrapped else never
        ends = self._ends_plainly if wrapped else self._stands_plainly
        for below, step in enumerate(map(sub, self.lines.row[1:], self.lines.row), 1):
            upper, lower = body[below - 1], body[below]
            self._cell = step == 1 and (self._cell or upper == "|")
            if walls and below - 1 in walls:
                joins = False
            elif step != 1 and not double and below - 1 not in breaks:
                joins = lower[0].islower() and lower[1:2] not in MARKERS and self._torn(below)
            elif self._subject:
                joins = self._joins(below, step)
            else:
                # The two short cuts decide most line ends, as _joins would.
                joins = plain(upper, lower) or (not ends(upper, lower, below) and self._joins(below, step))
            self._joined = joins
            if joins:
                found.append(SPACE if upper[-1] != "-" else glue(upper, lower))
            else:
                self._subject = False
                found.append(BLOCK)
        return found

    # Short cuts ----------------------------------------------------------------------------------

    def _ends_plainly(self, upper: str, lower: str, below: int) -> bool:
        """Say whether a paragraph of a wrapped page ends beyond doubt: a stop, and an item or a capital."""
        last = upper[-1]
        if last not in _ENDS or len(upper) < _FEW:
            return upper == "|" or lower == "|"
        if ITEM.match(lower):
            return True
        habits = self.habits
        return (
            last == "."
            and lower[0].isupper()
            and not (habits.separated or habits.indented or upper.endswith(self.rules.abbreviations))
            and self.lines.end[below - 1] not in self.inside
        )

    def _stands_plainly(self, upper: str, lower: str, below: int) -> bool:
        """Say whether a line of a page without wraps is a paragraph of its own beyond doubt."""
        return (
            len(upper) >= _FEW
            and (lower[0].isupper() or lower[0] in "-+")
            and not (upper[0] in DOUBTFUL or upper.isupper())
            and self.lines.end[below - 1] not in self.inside
        )

    # The whole judgement -------------------------------------------------------------------------

    def _torn(self, below: int) -> bool:
        """Decide where a blank line parts two lines, the lower of which begins with a small letter.

        Blank lines part paragraphs, but a scan or a page's end may have torn a full line from its next.
        """
        upper, lower = self.lines.body[below - 1], self.lines.body[below]
        if "|" in (upper[0], lower[0]) or not goes_on(upper[-1], lower) or upper.isupper():
            return False
        return reach(self.lines, below - 1, below) >= (self.habits.full if self.habits.wrapped else _LONG)

    def _joins(self, below: int, step: int) -> bool:
        upper, lower = self.lines.body[below - 1], self.lines.body[below]
        if ("|" in upper or "|" in lower) and (
            "|" in (upper[0], lower[0]) or " | " in upper or " | " in lower
        ):
            return False
        if upper.startswith(self.rules.complete_start) or upper.endswith(self.rules.complete_end):
            return False
        inside = self.lines.end[below - 1] in self.inside
        if lower[0].isupper():
            goes = inside or (len(upper) < _FEW and BARE.match(upper) is not None)
        else:
            goes = goes_on(upper[-1], lower) or self._openings.number_due(upper, lower) or speck(upper, lower)
            goes = goes or inside or BARE.match(upper) is not None
        if not (self.habits.wrapped or goes or (upper.isupper() and lower.isupper())):
            return False
        if self._openings.opens(below, joined=self._joined, inside=inside):
            return False
        known = self._columns(below, step)
        if known is None:
            known = self._capitals(below)
        return (goes or self._full(below, step)) if known is None else known

    def _columns(self, below: int, step: int) -> bool | None:
        """Decide where a line holds two columns: they never go on; a subject (V/v …) beside them does."""
        upper, lower = self.lines.body[below - 1], self.lines.body[below]
        if upper[0] == "V" and _SUBJECT.match(upper):
            self._subject = True
        wide = _wide(lower)
        if self._subject and step == 1:
            return not wide
        if wide or _wide(upper):
            return None if goes_on(upper[-1], lower) and self._joined else False
        return None

    def _capitals(self, below: int) -> bool | None:
        """Decide where a line is a heading in capitals: it goes on only in capitals, as one title."""
        upper, lower = self.lines.body[below - 1], self.lines.body[below]
        high, low = in_capitals(upper), in_capitals(lower)
        both = (high or upper.isupper()) and (low or lower.isupper())
        if not (high or low or both):
            return None
        rules = self.rules
        alone = any(line in rules.alone or rules.types.match(line) for line in (upper, lower))
        if alone or rules.unit.match(upper):
            return False
        if both:
            one_title = not self._cell and (self.habits.wrapped or len(upper) >= _TITLE)
            two_bodies = rules.letterhead.match(upper) and rules.letterhead.match(lower)
            return self.lines.end[below - 1] in self.inside or (one_title and not two_bodies)
        if (high and not LETTER.search(lower)) or (low and upper[-1] == ","):
            return None  # "… GIAI ĐOẠN ⏎ 2025-2030", "các Vụ: TH, ⏎ KTTH, PL"
        return False

    def _full(self, below: int, step: int) -> bool:
        """Decide where the next line begins with a capital, a number or a sign."""
        upper, lower = self.lines.body[below - 1], self.lines.body[below]
        reached = reach(self.lines, below - 1, below)
        full = reached >= self.habits.full
        if lower[0].islower() and (full or self._cell):
            return True
        if self._openings.stopped(upper):
            return self._goes_on_behind_stop(below, step, full=full)
        if self._openings.two_agencies(upper, lower):
            return False
        further_in = self.lines.indent[below] - self.lines.indent[below - 1] >= INDENT
        if self.habits.indented and self._joined and further_in:
            return False
        first = self.habits.separated and step == 1 and not self._joined and self._after_blank(below - 1)
        comma = upper[-1] in ",-" and step == 1 and reached * 5 >= self.habits.usual * 3
        return first or comma or full or self._openings.hangs(upper)

    def _goes_on_behind_stop(self, below: int, step: int, *, full: bool) -> bool:
        """Decide where a sentence ends at a line's end: only the page's layout can say that more follows."""
        if self._cell:
            return False
        upper = self.lines.body[below - 1]
        tight = self.habits.separated and step == 1
        if tight and upper[-1] == ":" and upper[0] in "-+":
            return True  # "- Nhóm 1: ⏎ 40 xã …": a blank line would part them
        inner = self._openings.steps_back(below, joined=self._joined) if self.habits.indented else tight
        return inner and full

    def _after_blank(self, index: int) -> bool:
        return index > 0 and self.lines.row[index] - self.lines.row[index - 1] > 1


def _is_row(body: str) -> bool:
    """Say whether a line is a row of a table, or the stroke between two cells."""
    return body[0] == "|" or " | " in body


def _wide(body: str) -> bool:
    """Say whether a line has a gap as between columns."""
    return "    " in body or "\t" in body
