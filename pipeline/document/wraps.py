"""Which line ends are wraps and which end a paragraph."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from pipeline.document.ends import (
    BLOCK,
    LETTER,
    SPACE,
    glue,
    goes_on,
    in_capitals,
    reach,
    speck,
)
from pipeline.document.habits import INDENT, Habits
from pipeline.document.lines import Lines
from pipeline.document.openings import BARE, Openings
from pipeline.document.plain_ends import FEW, PlainEnds
from pipeline.document.rules import Rules

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
    _plain: PlainEnds = field(init=False)
    _cells: frozenset[int] = field(init=False)
    _joined: bool = False
    _subject: bool = False

    def __post_init__(self) -> None:
        self._openings = Openings(self.text, self.lines, self.rules, self.habits)
        self._plain = PlainEnds(self.lines, self.rules, self.habits, self.inside)
        self._cells = _in_cells(self.lines)

    def separators(self) -> list[str]:
        """Return what stands after each line but the last: a line end where a paragraph ends, " " or ""."""
        joins = self._plain.all()
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

    def _decides(self, below: int) -> bool:
        """Say whether line `below` goes on from the line above."""
        lines = self.lines
        step = lines.steps[below]
        if below - 1 in lines.walls:
            return False
        if step != 1 and not self.habits.double and below - 1 not in lines.breaks:
            return lines.flows[below] and self._torn(below)
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
            goes = inside or (len(upper) < FEW and BARE.match(upper) is not None)
        else:
            goes = goes_on(upper[-1], lower) or self._openings.number_due(upper, lower) or speck(upper, lower)
            goes = goes or inside or BARE.match(upper) is not None or self._openings.range_due(upper, lower)
        goes = goes or (below in self._cells and upper.endswith(self.rules.linking))
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
        if upper.startswith(self.rules.subject):
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
