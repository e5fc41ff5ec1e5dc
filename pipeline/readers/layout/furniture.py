"""What stands on a page and is no running text: page numbers, running heads, signing stamps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from gazetteer.layout_data import load_layout_words
from gazetteer.page_data import load_stamp_words
from pipeline.readers.layout.lines import Line

EDGE: Final = 0.12
"""The share of a page's height, at its top and at its bottom, in which furniture stands."""

_DIGITS: Final = re.compile(r"\d+")
_SHIFT: Final = 4.0
"""Points by which a running head may stand further up or down on another page."""
_OTHERS: Final = 2
"""On so many other pages near by a running head stands, too."""
_MIDDLE: Final = 0.1
"""The share of a page's width by which its number may miss the middle."""
_MOST: Final = 8
"""Lines of a stamp."""


def is_page_number(line: Line, width: float) -> bool:
    """Say whether `line`, at the edge of a page so wide, is its number: in the middle or at the right."""
    off = (line.left + line.right) / 2 / width - 0.5
    placed = abs(off) < _MIDDLE or off > 0.5 - 2 * _MIDDLE
    return placed and _page_number().fullmatch(line.text) is not None


@cache
def _page_number() -> re.Pattern[str]:
    shapes = load_layout_words()["page"]["numbers"]
    return re.compile("|".join(re.escape(shape).replace(r"\#", r"\d{1,4}") for shape in shapes))


def folded(line: Line) -> str:
    """Return the words of `line` without what differs from page to page."""
    return _DIGITS.sub("#", line.text)


def repeats(line: Line, others: Sequence[Sequence[Line]]) -> bool:
    """Say whether `line` stands in the same place on enough of the `others`, the edges of pages near by."""
    words = folded(line)
    return (
        sum(
            any(abs(other.middle - line.middle) < _SHIFT and folded(other) == words for other in page)
            for page in others
        )
        >= _OTHERS
    )


def stamps(lines: Sequence[Line]) -> frozenset[int]:
    """Return which of the `lines` of a page are those of a signing stamp."""
    words = load_stamp_words()
    found: set[int] = set()
    for start, line in enumerate(lines):
        if words.opens.match(line.text):
            for at in range(start + 1, min(len(lines), start + _MOST)):
                if words.closes.match(lines[at].text):
                    found.update(range(start, at + 1))
                    break
    return frozenset(found)
