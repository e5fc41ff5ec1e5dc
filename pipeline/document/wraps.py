"""Which line ends are wraps and which end a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from pipeline.document.ends import (
    BLOCK,
    DOUBTFUL,
    ITEM,
    LETTER,

    SPACE,
    glue,
    goes_on,
    goes_on_plainly,
    in_capitals,
    reach,
    speck,
)
from pipeline.document.habits import INDENT, Habits
from pipeline.document.lines import MARKERS, Lines
from pipeline.document.openings import BARE, Openings
from pipeline.document.rules import Rules

_SUBJECT: Final = re.compile(r"V/v|V/V|Về việc")
_ENDS: Final = frozenset(".;:")
_CLOSED: Final = frozenset(".;:,")
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
    _cells: frozenset[int] = field(init=False)
    _joined: bool = False
    _subject: bool = False

    def __post_init__(self) -> None:
        self._openings = Openings(self.text, self.lines, self.rules, self.habits)
        self._cells = _in_cells(self.lines)

    def separators(self) -> list[str]:
        """Return what stands after each line but the last: a line end where a paragraph ends, " " or ""."""
        joins = self._short_cuts()
        past = 0
        for below in [index for index, known in enumerate(joins) if known is None]:
            if below > past:
                past = self._settle(joins, below)
        body = self.lines.body
        return [
            (SPACE if upper[-1] != "-" else glue(upper, lower)) if on else BLOCK
            for on, upper, lower in zip(joins[1:], body, body[1:], strict=False)
        ]

    def _settle(self, joins: list[bool | None], below: int) -> int:
        """Decide line `below`, and those behind it while a subject goes on; return the last decided."""
        while True:
            self._joined = joins[below - 1] is True
            joins[below] = self._decides(below)
            if not (joins[below] and self._subject and below + 1 < len(joins)):
                self._subject = False
                return below
            below += 1

    # Short cuts ----------------------------------------------------------------------------------

    def _short_cuts(self) -> list[bool | None]:
        """Return which lines go on from the line above, as `_joins` would decide; None: ask it."""
        lines = self.lines
        joins = self._on_wrapped_page() if self.habits.wrapped else self._on_plain_page()
        wide = [index for index in lines.gaps if _wide(lines.body[index])]
        for index in (*lines.bars, *wide):
            for below in (index, index + 1):
                if below < len(joins) and joins[below]:
                    joins[below] = None
        for index in lines.breaks:
            if 0 <= index < len(joins) - 1:
                joins[index + 1] = None
        return joins

    def _on_wrapped_page(self) -> list[bool | None]:
        joins: list[bool | None] = []
        add, ends_plainly = joins.append, self._ends_plainly
        lines, apart = self.lines, not self.habits.double
        upper = lines.body[0]
        for below, (lower, flows, step) in enumerate(zip(lines.body, lines.flows, lines.steps, strict=True)):
            last = upper[-1]
            if apart and step != 1:
                add(None if flows else False)
            elif flows:
                plain = (last == "," or last.isalnum()) and not (upper[0] in DOUBTFUL or upper.isupper())
                add(plain or None)
            else:
                add(False if last in _ENDS and ends_plainly(upper, lower, below) else None)
            upper = lower
        joins[0] = False
        return joins

    def _on_plain_page(self) -> list[bool | None]:
        joins: list[bool | None] = [False]
        lines, apart = self.lines, not self.habits.double
        upper = lines.body[0]
        for below in range(1, len(lines.body)):
            lower = lines.body[below]
            closed = (apart and lines.steps[below] != 1) or self._stands_plainly(upper, lower, below)
            joins.append(None if lines.flows[below] or not closed else False)
            upper = lower
        return joins

    def _plainly(self, upper: str, lower: str, below: int) -> bool | None:
        """Return what the two lines say by themselves, None where they say nothing."""
        flows = self.lines.flows[below]
        if not self.habits.wrapped:
            return False if not flows and self._stands_plainly(upper, lower, below) else None
        if flows:
            return True if goes_on_plainly(upper, lower) else None
        return False if upper[-1] in _ENDS and self._ends_plainly(upper, lower, below) else None

    def _ends_plainly(self, upper: str, lower: str, below: int) -> bool:
        """Say whether a paragraph of a wrapped page ends beyond doubt: a stop, and an item or a capital."""
        if len(upper) < _FEW:
            return False
        if ITEM.match(lower):
            return True
        habits = self.habits
        return (
            upper[-1] == "."
            and lower[0].isupper()
            and not (habits.separated or habits.indented or upper.endswith(self.rules.abbreviations))
            and self.lines.end[below - 1] not in self.inside
        )

    def _stands_plainly(self, upper: str, lower: str, below: int) -> bool:
        """Say whether a line of a page without wraps is a paragraph of its own beyond doubt."""
        first = lower[0]
        return (
            len(upper) >= _FEW
            and (first.isalpha() or first in "-+" or (upper[-1] in _CLOSED and first.isdigit()))
            and not (upper[0] in DOUBTFUL or upper.isupper())
            and self.lines.end[below - 1] not in self.inside
        )

    # The whole judgement -------------------------------------------------------------------------

    def _decides(self, below: int) -> bool:
        """Say whether line `below` goes on from the line above."""
        lines = self.lines
        step = lines.steps[below]
        if below - 1 in lines.walls:
            return False
        if step != 1 and not self.habits.double and below - 1 not in lines.breaks:
            return lines.flows[below] and self._torn(below)
        upper, lower = lines.body[below - 1], lines.body[below]
        if not self._subject:
            plain = self._plainly(upper, lower, below)
            if plain is not None:
                return plain
        return self._joins(below, step)

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
            one_title = below not in self._cells and (self.habits.wrapped or len(upper) >= _TITLE)
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
        if lower[0].islower() and (full or below in self._cells):
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
        if below in self._cells:
            return False
        upper = self.lines.body[below - 1]
        tight = self.habits.separated and step == 1
        if tight and upper[-1] == ":" and upper[0] in "-+":
            return True  # "- Nhóm 1: ⏎ 40 xã …": a blank line would part them
        inner = self._openings.steps_back(below, joined=self._joined) if self.habits.indented else tight
        return inner and full

    def _after_blank(self, index: int) -> bool:
        return self.lines.steps[index] > 1


def _in_cells(lines: Lines) -> frozenset[int]:
    """Return the lines that stand in a cell: below a bar, no blank line between."""
    cells: set[int] = set()
    for index in lines.bars:
        below = index + 1
        if lines.body[index] == "|":
            while below < len(lines.steps) and lines.steps[below] == 1 and below not in cells:
                cells.add(below)
                below += 1
    return frozenset(cells)


def _wide(body: str) -> bool:
    """Say whether a line has a gap as between columns."""
    return "    " in body or "\t" in body
