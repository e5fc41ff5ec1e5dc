"""Lines that stand in two columns: letterhead, closing block."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from gazetteer.layout_data import load_layout_words
from gazetteer.page_data import load_column_ends
from pipeline.readers.layout.lines import Line, gaps, split

_OPEN: Final = 1.2
"""A blank so many letters high may lie between columns."""
_KEEP: Final = 0.4
"""What is left of it must stay so wide on the lines below."""
_PART: Final = 0.8
"""A line that stands apart has as wide a blank if it has columns."""
_CLEAR: Final = 1.3
"""A blank so many times as wide as all others of its line parts columns at the top of a page."""
_STEP: Final = 0.8
"""Lines of two columns that are no further apart than so many letters are high stand side by side."""
_NAME: Final = 4
"""Letters of a word that is no mere "Số:"."""
_REACH: Final = 20
"""So many lines below the last that two columns share the columns have ended."""
_ALONE: Final = 3.0
"""A blank so many letters high parts columns on a line alone."""
_NEXT: Final = 2.2
"""Lines of one column stand no further apart than so many letters are high."""

Gap = tuple[float, float]


class Part(NamedTuple):
    """Lines in reading order, each list of `columns` for itself; running text is one column."""

    columns: tuple[tuple[Line, ...], ...]


def parts(lines: Sequence[Line], height: float, width: float) -> list[Part]:
    """Return `lines`, those of a page so `width`, parted into columns where they stand in two."""
    found: list[Part] = []
    plain: list[Line] = []
    at = 0
    while at < len(lines):
        end, gutter = _block(lines, at, height, width)
        if end == at:
            plain.append(lines[at])
            at += 1
            continue
        first = _first(plain, lines[at], gutter, height)
        if not found and (narrow := _narrowed(plain[:first], gutter)):
            first, gutter = 0, narrow
        found += [Part((tuple(plain[:first]),))] if first else []
        found.append(_parted([*plain[first:], *lines[at:end]], sum(gutter) / 2))
        plain = []
        at = end
    return [*found, Part((tuple(plain),))] if plain else found


def _first(plain: Sequence[Line], below: Line, gutter: Gap, height: float) -> int:
    """Return from where on the lines above the columns stand in the right one, close to each other."""
    first = len(plain)
    while first and plain[first - 1].left >= gutter[1] and _near(plain[first - 1], below, height):
        first -= 1
        below = plain[first]
    return first


def _narrowed(lines: Sequence[Line], gutter: Gap) -> Gap | None:
    """Return what is left of `gutter` between the columns of `lines`, a page's first; None if nothing is.

    Each line must have its widest blank there, by far, narrow as it may be.
    """
    for line in lines:
        *others, widest = [(0.0, 0.0), *sorted(gaps(line, 0.0), key=_size)]
        gutter = _common(gutter, widest)
        if _size(gutter) <= 0 or _size(widest) < _CLEAR * max(map(_size, others), default=0.0):
            return None
    return gutter


def _parted(lines: Sequence[Line], gutter: float) -> Part:
    sides = [split(line, (gutter,)) for line in lines]
    left, right = (tuple(line for line in side if line) for side in zip(*sides, strict=True))
    return Part((left, right))


def _near(above: Line, below: Line, height: float) -> bool:
    return below.middle - above.middle < _NEXT * height


def _block(lines: Sequence[Line], start: int, height: float, width: float) -> tuple[int, Gap]:
    """Return where the columns that line `start` opens end, and what parts them; `start` if it opens none."""
    inner = [
        gap
        for gap in gaps(lines[start], _OPEN * height)
        if width < 6 * gap[1] and 6 * gap[0] < 5 * width and not _for_a_pen(lines[start], gap)
    ]
    if len(inner) != 1:
        return start, (0.0, 0.0)
    gutter, end = inner[0], start + 1
    for at in range(start + 1, len(lines)):
        line, near = lines[at], _near(lines[at - 1], lines[at], height)
        if at - end > _REACH:
            break
        free = [(0.0, line.left), *gaps(line, _KEEP * height), (line.right, width)]
        shared = max((_common(gutter, blank) for blank in free), key=_size)
        both = line.left < shared[0] and line.right > shared[1]
        least = _PART if both and not near else _KEEP
        if _size(shared) < least * height or _ends_columns(line, sum(shared) / 2, near=near):
            break
        gutter = shared
        if both or _beside(lines[at - 1], line, gutter, height) or (end == at and near):
            end = at + 1
    if end == start + 1 and _size(gutter) < _ALONE * height:
        return start, (0.0, 0.0)
    return end, gutter


def _ends_columns(line: Line, gutter: float, *, near: bool) -> bool:
    """Say whether `line` stands below the columns of a letterhead: it names those written to, "Kính gửi:".

    Where it stands apart, its colon tells, however badly the words were recognised.
    """
    if line.text.startswith(load_column_ends()):
        return True
    left, _ = split(line, (gutter,))
    return not near and left is not None and left.text.endswith(":") and len(left.words[-1].text) >= _NAME


def _for_a_pen(line: Line, gap: Gap) -> bool:
    """Say whether `gap` is a blank of `line` in which a number is written by hand: "Số:      /UBND-VX"."""
    words = load_layout_words()["page"]
    before = next(word.text for word in reversed(line.words) if word.right <= gap[0])
    behind = next(word.text for word in line.words if word.left >= gap[1])
    return before in words["blank_before"] or behind.startswith(tuple(words["blank_after"]))


def _beside(above: Line, below: Line, gutter: Gap, height: float) -> bool:
    """Say whether two lines stand on either side of `gutter`, next to each other but for a small step."""
    left, right = sorted((above, below), key=lambda line: line.left)
    parted = left.right <= gutter[0] and right.left >= gutter[1]
    return parted and below.middle - above.middle < _STEP * height


def _common(one: Gap, other: Gap) -> Gap:
    return max(one[0], other[0]), min(one[1], other[1])


def _size(gap: Gap) -> float:
    return gap[1] - gap[0]
