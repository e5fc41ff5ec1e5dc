"""Paragraphs: line ends joined or kept, furniture taken out, blanks and bullets put right, in one pass."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import chain
from typing import Final

from pipeline.document.changes import FURNITURE, Change
from pipeline.document.ends import BLOCK
from pipeline.document.habits import measure
from pipeline.document.inner import Inner
from pipeline.document.lines import Lines, find_lines
from pipeline.document.rules import Rules
from pipeline.document.wraps import Wraps

_RULES: Final = {BLOCK: "blank-lines", " ": "wrap", "": "wrap"}


def structure_changes(
    text: str, emphasis: list[tuple[int, int]], rules: Rules, furniture: Sequence[tuple[int, int]] = ()
) -> tuple[list[Change], str]:
    """Return the changes that make `text` one paragraph a line, and what they make.

    `emphasis` are bold or italic words; `furniture` are sorted ranges that the reader knows to be no text.
    """
    lines = find_lines(text, rules, furniture)
    if not lines.start:
        return _nothing_left(text, lines), ""
    wraps = Wraps(text, lines, rules, measure(lines), _inside(text, emphasis))
    inner = Inner(lines, rules)
    changes: list[Change] = []
    _gap(text, lines, -1, "", changes)
    suspects, breaks = inner.suspects(), lines.breaks
    special = suspects | breaks  # few; of all others only the line end is asked for
    body = lines.body.copy()
    last = len(body) - 1
    separators = wraps.separators()
    ends = zip(lines.end, lines.start[1:], separators, strict=False)
    for index, (low, start, between) in enumerate(ends):
        if index in special:
            if index in suspects:
                body[index] = inner.add(index, changes)
            if index in breaks:
                _gap(text, lines, index, between, changes)
                continue
        if between != BLOCK:
            changes.append((low, start, between, "wrap"))
        elif start - low > 1:
            changes.append((low, start, between, "blank-lines"))
    if last in suspects:
        body[last] = inner.add(last, changes)
    _gap(text, lines, last, "", changes)
    separators.append("")
    return changes, "".join(chain.from_iterable(zip(body, separators, strict=True)))


def _nothing_left(text: str, lines: Lines) -> list[Change]:
    """Return the changes for a text without a line of words."""
    changes: list[Change] = []
    low = 0
    for start, end, kind in [*lines.furniture, (len(text), len(text), "")]:
        if low < start:
            changes.append((low, start, "", "margin"))
        if start < end:
            changes.append((start, end, "", FURNITURE + kind))
        low = end
    return changes


def _inside(text: str, emphasis: list[tuple[int, int]]) -> frozenset[int]:
    """Return the ends of the lines (blanks left out) that lie inside bold or italic words."""
    ends: set[int] = set()
    for start, end in emphasis:
        low = start
        at = text.find("\n", start, end)
        while at >= 0:
            ends.add(low + len(text[low:at].rstrip()))
            low = at + 1
            at = text.find("\n", low, end)
    return frozenset(ends)


def _gap(text: str, lines: Lines, above: int, between: str, changes: list[Change]) -> None:
    """Add what happens behind line `above`: `between` once, furniture out, all other blanks gone."""
    low = lines.end[above] if above >= 0 else 0
    high = lines.start[above + 1] if above + 1 < len(lines.start) else len(text)
    rule = "margin" if above < 0 or above + 1 == len(lines.start) else _RULES[between]
    first = len(changes)
    furniture = lines.furniture
    for index in range(bisect_left(furniture, (low,)), len(furniture)):
        start, end, kind = furniture[index]
        if start >= high:
            break
        if low < start:
            changes.append((low, start, between, rule))
            between = ""
        changes.append((start, end, "", FURNITURE + kind))
        low = end
    if low < high:
        changes.append((low, high, between, rule))
    elif between:
        # No blank beside the form feed to become the line end: the feed itself does.
        start, end, _, _ = changes[first]
        changes[first] = (start, end, between, "form-feed")
