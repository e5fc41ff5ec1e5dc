"""How a page is laid out as a whole: whether its lines are wrapped, how full, what blank lines mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import sub
from typing import Final, NamedTuple

from pipeline.document.ends import ITEM, MARKERS, goes_on, reach
from pipeline.document.lines import Lines

_ENDS: Final = frozenset(".:")
_FEW: Final = 2
INDENT: Final = 3
"""So much further in is further in."""


class Habits(NamedTuple):
    """What holds for the whole page.

    `wrapped`: line ends mean nothing by themselves. `double`: nor do blank lines.
    `separated`: a blank line stands between any two paragraphs of the running text. `indented`: paragraphs
    begin with an indent. A line that reached `full` (its length and that of the next word) may have been
    wrapped, one that did not was ended on purpose; `usual` is what a wrapped line reaches.
    """

    wrapped: bool
    double: bool
    separated: bool
    indented: bool
    full: int
    usual: int


def measure(lines: Lines) -> Habits:
    """Return the habits, read off the line ends at which a sentence goes on in a small letter."""
    tight, loose = _Count(), _Count()
    body = lines.body
    for below, step in enumerate(map(sub, lines.row[1:], lines.row), 1):
        upper, lower = body[below - 1], body[below]
        last = upper[-1]
        if upper == "|" or lower[0] == "|":
            continue
        count = tight if step == 1 else loose
        count.all += 1
        if lower[0].islower():
            if not goes_on(last, lower):
                count.items += last in _ENDS and lower[1:2] in MARKERS
                continue
            count.soft.append(below)
        elif last in _ENDS and ITEM.match(lower):
            count.items += 1
    double = len(loose.soft) > _FEW and len(loose.soft) * 5 >= loose.all and loose.all * 2 > tight.all
    soft = tight.soft + loose.soft if double else tight.soft
    wrapped = len(soft) >= _FEW and len(soft) * 8 >= tight.all + double * loose.all
    reached = sorted(reach(lines, below - 1, below) for below in soft) or [0]
    usual = reached[len(reached) * 3 // 4]  # pages from the web break their first lines anywhere
    wrapped = wrapped and _keeps_margin(body, usual)
    return Habits(
        wrapped=wrapped,
        double=double,
        separated=wrapped and not double and loose.items > _FEW and loose.items > 4 * tight.items,
        indented=_indented(lines, soft),
        full=int(min(reached[len(reached) // 10] * 0.97, usual * 0.85)),
        usual=usual,
    )


def _keeps_margin(body: list[str], usual: int) -> bool:
    """Say whether hardly a line runs far over the margin, as whole paragraphs on one line do."""
    far = usual * 1.6
    over = sum(len(line) > far and "|" not in line for line in body)
    return over * 8 <= len(body)


@dataclass(slots=True)
class _Count:
    """Line ends of one sort: how many, how many before a list item, and the lines that plainly go on."""

    all: int = 0
    items: int = 0
    soft: list[int] = field(default_factory=list)


def _indented(lines: Lines, soft: list[int]) -> bool:
    """Say whether first lines stand further in than the lines that go on from them."""
    hanging = [lines.indent[below - 1] - lines.indent[below] for below in soft]
    inward = sum(step >= INDENT for step in hanging)
    outward = sum(step <= -INDENT for step in hanging)
    return inward * 12 >= len(hanging) and inward > 3 * outward and inward > 1
