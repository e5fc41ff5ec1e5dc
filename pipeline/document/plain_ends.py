"""Line ends that two lines and the page's habits settle beyond doubt: nine in ten of a page.

Short cuts only: each decides as `Wraps` would, which judges the few line ends that are left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pipeline.document.ends import DOUBTFUL, ITEM, STRONG, goes_on_plainly
from pipeline.document.habits import INDENT, Habits
from pipeline.document.lines import Lines
from pipeline.document.rules import Rules

FEW: Final = 14
"""Longer than any number that stands alone on a line."""

_ENDS: Final = frozenset(".;:")
_CLOSED: Final = frozenset(".;:,")


@dataclass(frozen=True, slots=True)
class PlainEnds:
    """Decides line ends by the lines themselves; `inside` are the ends that lie in bold or italic words."""

    lines: Lines
    rules: Rules
    habits: Habits
    inside: frozenset[int]

    def all(self) -> list[bool | None]:
        """Return which lines go on from the line above, as `_joins` would decide; None: ask it."""
        lines, body = self.lines, self.lines.body
        joins = self._on_wrapped_page() if self.habits.wrapped else self._on_plain_page()
        joins[0] = False
        joins.append(False)  # for what stands behind the last line
        for index in (*lines.bars, *lines.gaps):
            for below in (index, index + 1):
                if joins[below]:
                    joins[below] = self._decided(body[below - 1], body[below], below)
        for index in lines.breaks:
            if 0 <= index < len(body) - 1:
                joins[index + 1] = self._decided(body[index], body[index + 1], index + 1)
        for index in lines.walls:
            joins[index + 1] = False
        for index in lines.bars:
            if body[index][0] == "|":
                joins[index] = joins[index + 1] = False
        joins.pop()
        return joins

    def _on_wrapped_page(self) -> list[bool | None]:
        joins: list[bool | None] = []
        add, ends_plainly, runs_over = joins.append, self._ends_plainly, self._runs_over
        lines, apart = self.lines, not self.habits.double
        upper = lines.body[0]
        for below, (lower, flows, step) in enumerate(zip(lines.body, lines.flows, lines.steps, strict=True)):
            last = upper[-1]
            if apart and step != 1:
                add(None if flows and last not in STRONG else False)
            elif flows:
                plain = (last == "," or last.isalnum()) and not (upper[0] in DOUBTFUL or upper.isupper())
                add(plain or None)
            elif last in _ENDS:
                add(False if ends_plainly(upper, lower, below) else None)
            else:
                add(runs_over(upper, lower, below) or None)
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

    def _decided(self, upper: str, lower: str, below: int) -> bool | None:
        """Return what the two lines say by themselves, None where they say nothing."""
        flows = self.lines.flows[below]
        if not self.habits.wrapped:
            return False if not flows and self._stands_plainly(upper, lower, below) else None
        if flows:
            return True if goes_on_plainly(upper, lower) else None
        return False if upper[-1] in _ENDS and self._ends_plainly(upper, lower, below) else None

    def _ends_plainly(self, upper: str, lower: str, below: int) -> bool:
        """Say whether a paragraph of a wrapped page ends beyond doubt: a stop, and an item or a capital."""
        if len(upper) < FEW:
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

    def _runs_over(self, upper: str, lower: str, below: int) -> bool:
        """Say whether a full line of running text goes on beyond doubt, though with a name's capital."""
        habits, rules, lines = self.habits, self.rules, self.lines
        indent = lines.indent[below - 1]
        reached = indent + len(upper) + (lower.find(" ") + 1 or len(lower) + 1)
        return (
            reached >= habits.full
            and len(upper) * 2 >= habits.usual
            and lower[0].isupper()
            and lower[1:2].islower()
            and (upper[-1] == "," or upper[-1].isalnum())
            and not (upper[0] in DOUBTFUL or upper[:4].isupper())
            and not (upper[-2:].isupper() or lower[-2:].isupper())
            and not (habits.indented and lines.indent[below] - indent >= INDENT)
            and not (upper.startswith(rules.complete_start) or upper.endswith(rules.complete_end))
            and rules.opener.match(lower) is None
            and rules.label.match(lower) is None
        )

    def _stands_plainly(self, upper: str, lower: str, below: int) -> bool:
        """Say whether a line of a page without wraps is a paragraph of its own beyond doubt."""
        if len(upper) < FEW or upper[0] in DOUBTFUL or upper.isupper():
            return False
        first, last = lower[0], upper[-1]
        if not first.isalpha():
            opens = not last.isdigit() if first in "-+" else last in _CLOSED and first.isdigit()
            if not opens:
                return False
        return not (upper.endswith(self.rules.linking) or self.lines.end[below - 1] in self.inside)
