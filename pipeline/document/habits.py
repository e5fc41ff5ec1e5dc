"""How a page is laid out as a whole: whether its lines are wrapped, how full, what blank lines mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.document.ends import ITEM, STRONG, reach
from pipeline.document.lines import MARKERS, Lines

if TYPE_CHECKING:
    from collections.abc import Sequence

_ENDS: Final = frozenset(".:")
_CLOSED: Final = frozenset(".:;")
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
    body, steps = lines.body, lines.steps
    told = _telling(lines)
    all_loose = len(told) - [steps[below] for below in told].count(1)
    all_tight = len(told) - all_loose
    flows = lines.flows
    soft = [below for below in told if flows[below] and body[below - 1][-1] not in STRONG]
    loose = [below for below in soft if steps[below] != 1] if all_loose else []
    double = len(loose) > _FEW and len(loose) * 5 >= all_loose and all_loose * 2 > all_tight
    if loose and not double:
        soft = [below for below in soft if steps[below] == 1]
    wrapped = len(soft) >= _FEW and len(soft) * 8 >= all_tight + double * all_loose
    reached = _reached(lines, soft) or [0]
    usual = reached[len(reached) * 3 // 4]  # pages from the web break their first lines anywhere
    full = int(min(reached[len(reached) // 10] * 0.97, usual * 0.85))
    wrapped = wrapped and _keeps_margin(body, usual)
    apart = wrapped and not double and all_loose > _FEW
    return Habits(
        wrapped=wrapped,
        double=double,
        separated=apart and (_separated(lines, told) or _stops_apart(lines, told, full)),
        indented=_indented(lines, soft),
        full=full,
        usual=usual,
    )


def _telling(lines: Lines) -> Sequence[int]:
    """Return the lines that may tell something of the line ends above them: those outside tables."""
    body, belows = lines.body, range(1, len(lines.body))
    if not lines.bars:
        return belows
    return [below for below in belows if body[below - 1] != "|" and body[below][0] != "|"]


def _reached(lines: Lines, belows: list[int]) -> list[int]:
    """Return how far the lines above `belows` would have come with one word more, in order of size."""
    body, indent = lines.body, lines.indent
    return sorted(
        [
            indent[below - 1] + len(body[below - 1]) + (body[below].find(" ") + 1 or len(body[below]) + 1)
            for below in belows
        ]
    )


def _separated(lines: Lines, told: Sequence[int]) -> bool:
    """Say whether list items stand under blank lines, and hardly one right under the line above."""
    body, steps = lines.body, lines.steps
    behind = [below for below in told if body[below - 1][-1] in _ENDS]
    loose = [below for below in behind if steps[below] != 1]
    items = sum(_is_item(body[below]) for below in loose)
    return items > _FEW and items > 4 * sum(_is_item(body[below]) for below in behind if steps[below] == 1)


def _stops_apart(lines: Lines, told: Sequence[int], full: int) -> bool:
    """Say whether blank lines part what has ended.

    One hardly ever fails below a sentence that ends early, or above an item.
    """
    body, steps = lines.body, lines.steps
    loose = [below for below in told if steps[below] != 1 and body[below - 1][-1] in _CLOSED]
    tight = [
        below
        for below in told
        if steps[below] == 1
        and body[below - 1][-1] == "."
        and (_is_item(body[below]) or reach(lines, below - 1, below) < full)
    ]
    return len(loose) > _FEW and len(tight) * 8 <= len(loose)


def _is_item(body: str) -> bool:
    return body[1:2] in MARKERS if body[0].islower() else ITEM.match(body) is not None


def _keeps_margin(body: list[str], usual: int) -> bool:
    """Say whether hardly a line runs far over the margin, as whole paragraphs on one line do."""
    far = usual * 1.6
    over = [line for line in body if len(line) > far]
    return len(over) * 8 <= len(body) or sum("|" not in line for line in over) * 8 <= len(body)


def _indented(lines: Lines, soft: list[int]) -> bool:
    """Say whether first lines stand further in than the lines that go on from them."""
    indent = lines.indent
    if not any(indent):
        return False
    hanging = [indent[below - 1] - indent[below] for below in soft]
    inward = sum([step >= INDENT for step in hanging])
    outward = sum([step <= -INDENT for step in hanging])
    return inward * 12 >= len(hanging) and inward > 3 * outward and inward > 1
