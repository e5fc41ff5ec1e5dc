"""Printed lines to paragraphs: where a line is full, and where the next one stands, tell a wrap."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from gazetteer.layout_data import load_layout_words
from pipeline.readers.layout.lines import Line

_MARKER: Final = re.compile(
    r"[-+*~\u2010-\u2015\u2022-\u2043\u25a0-\u25ff\uf000-\uf0ff]\Z"
    r"|\(?(?:\d{1,3}(?:\.\d{1,3})*|[^\W\d_]|[ivx]{1,5}|[IVXL]{1,6})(?:[.)/]|\.?\Z(?<=\d\.\d))\Z"
)
"""How the first word of a list item looks."""
_STOPS: Final = frozenset(".:;!?")
_NEAR: Final = 0.5
"""Edges that differ by less than this share of a letter's height are the same."""
_FAR: Final = 1.3
"""Lines that stand this much further apart than others are not of one paragraph."""
_WIDE: Final = 1.5
"""Lines that stand this much further apart than others have a blank line between them."""
_FEW: Final = 3


class Measure(NamedTuple):
    """What a column of text is measured by: its edges, the height of its letters, the step between lines."""

    left: float
    right: float
    height: float
    step: float


class Paragraph(NamedTuple):
    """Lines that make one paragraph; `gap` says that blank space parts it from what stands above."""

    lines: Sequence[Line]
    measure: Measure
    gap: bool = False


def measure(lines: Sequence[Line], height: float, known: Measure | None = None) -> Measure:
    """Measure the column of `lines`; where they are few, what is `known` of the page before helps."""
    steps = [low.middle - high.middle for high, low in pairwise(lines)]
    usual = [step for step in steps if step < 3 * height]
    step = median(usual) if usual else 1.5 * height
    near = _NEAR * height
    left = _edge([line.left for line in lines], near)
    right = -_edge([-line.right for line in lines], near)
    if known is not None and len(lines) < 3 * _FEW:
        right = max(right, known.right)
        left = min(left, known.left)
        step = known.step if len(usual) < _FEW else step
    return Measure(left, right, height, step)


def _edge(values: Sequence[float], near: float) -> float:
    """Return the least of `values` that few others share by chance, else the least of all."""
    ordered = sorted(values)
    enough = min(_FEW, len(ordered) // 4 + 1)
    for first, last in zip(ordered, ordered[enough - 1 :], strict=False):
        if last - first < near:
            return first
    return ordered[0] if ordered else 0.0


def paragraphs(lines: Sequence[Line], known: Measure) -> list[Paragraph]:
    """Return the paragraphs of `lines`, those of one column of running text, in order."""
    return _grouped(lines, known, goes_on)


def column_paragraphs(lines: Sequence[Line], known: Measure) -> list[Paragraph]:
    """Return the paragraphs of the `lines` of one of two columns: short, often centred, seldom wrapped."""
    own = known._replace(left=min(line.left for line in lines), right=max(line.right for line in lines))
    return _grouped(lines, own, _wraps)


def _grouped(
    lines: Sequence[Line], known: Measure, joins: Callable[[Paragraph, Line, Measure], bool]
) -> list[Paragraph]:
    found: list[Paragraph] = []
    group: list[Line] = []
    for line in lines:
        step = line.middle - group[-1].middle if group else 0.0
        if group and step < _FAR * known.step + 1 and joins(found[-1], line, known):
            group.append(line)
        else:
            group = [line]
            found.append(Paragraph(group, known, gap=step > _WIDE * known.step))
    return found


def goes_on(paragraph: Paragraph, line: Line, measured: Measure) -> bool:
    """Say whether `line`, in a column so `measured`, goes on from `paragraph`, on its page or the next."""
    last, first = paragraph.lines[-1], line.words[0]
    own = paragraph.measure
    if own.right - last.right > (first.right - first.left) + own.height:
        return False  # the word would have had room
    ranged = _in_range(last, line)
    marked = not ranged and _MARKER.match(first.text) is not None
    if first.text[0].islower() and not marked and last.words[-1].text[-1] not in _STOPS:
        return True
    near = _NEAR * own.height
    left, right = last.left - own.left, own.right - last.right
    if left > near and abs(left - right) < near:
        return ranged  # a centred line
    return _stands_as_rest(paragraph, line, line.left - measured.left, marked=marked)


def _stands_as_rest(paragraph: Paragraph, line: Line, place: float, *, marked: bool) -> bool:
    """Say whether `line`, so far from the left edge, stands where a paragraph's lines but the first do."""
    own, last = paragraph.measure, paragraph.lines[-1]
    near, above = _NEAR * own.height, last.left - own.left
    if len(paragraph.lines) > 1:
        indented = paragraph.lines[0].left - paragraph.lines[1].left > near
        return abs(place - above) < near and (indented or not marked)
    if place < above - near:
        return place < near
    if place > above + near:
        return not marked and _hangs(last, line, near)
    return not marked and above < near


def _wraps(paragraph: Paragraph, line: Line, own: Measure) -> bool:
    """Say whether `line` goes on from `paragraph` in a column: a subject, a list item, a small letter."""
    last, first = paragraph.lines[-1], line.words[0]
    if _MARKER.match(first.text):
        return False
    opening = paragraph.lines[0].text
    if opening.startswith(_subject()):
        return True
    if own.right - own.left - (last.right - last.left) > (first.right - first.left) + own.height:
        return False
    open_ended = last.words[-1].text[-1] not in _STOPS
    return open_ended and (first.text[0].islower() or bool(_MARKER.match(opening)))


@cache
def _subject() -> tuple[str, ...]:
    return tuple(load_layout_words()["opens"]["subject"])


def _in_range(above: Line, below: Line) -> bool:
    """Say whether the dash that begins `below` stands between two numbers: "2021 ⏎ - 2025"."""
    behind = below.words[1].text if len(below.words) > 1 else ""
    return above.words[-1].text[-1].isdigit() and behind[:1].isdigit()


def _hangs(first: Line, line: Line, near: float) -> bool:
    """Say whether `line` stands under the words behind the marker of a list item's `first` line."""
    marked = len(first.words) > 1 and _MARKER.match(first.words[0].text)
    return bool(marked) and abs(line.left - first.words[1].left) < near
