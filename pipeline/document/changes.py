"""Changes to a text, in order: putting them in, and joining two layers of them into one.

A change is a plain tuple `(start, end, after, rule)`: the code points [start, end) of a text become `after`.
A list of changes is sorted and no two of them overlap. Plain tuples, because a wrapped page makes hundreds.
"""

from __future__ import annotations

from itertools import accumulate
from typing import Final

Change = tuple[int, int, str, str]

FURNITURE: Final = "furniture:"
"""What the rule of a change begins with when its range is kept out of the text instead of corrected."""


def apply(text: str, changes: list[Change]) -> str:
    """Return `text` with `changes` put in."""
    if not changes:
        return text
    pieces: list[str] = []
    at = 0
    for start, end, after, _ in changes:
        pieces.append(text[at:start])
        pieces.append(after)
        at = end
    pieces.append(text[at:])
    return "".join(pieces)


def compose(first: list[Change], second: list[Change]) -> list[Change]:
    """Return the changes of the text below that do what `first` and then `second` do.

    `second` counts in the text that `first` makes. A change of `first` inside one of `second` is swallowed by
    it. No change of `second` may cut through what a change of `first` has put in: the layers here put in one
    character or nothing, or a whole syllable that later layers leave alone.
    """
    if not first or not second:
        return first or second
    shifts = list(accumulate([end - start - len(after) for start, end, after, _ in first], initial=0))
    made = [start - shift for (start, _, _, _), shift in zip(first, shifts, strict=False)]
    made.append(second[-1][1] + 1)  # behind everything
    out: list[Change] = []
    i, due, shift = 0, made[0], 0
    for row in second:
        start, end, after, rule = row
        if end <= due:
            out.append((start + shift, end + shift, after, rule) if shift else row)
            continue
        while due < start or (due == start and not first[i][2]):
            out.append(first[i])
            i += 1
            due = made[i]
        low = start + shifts[i]
        while due < end:
            i += 1
            due = made[i]
        shift = shifts[i]
        out.append((low, end + shift, after, rule))
    out.extend(first[i:])
    return out
