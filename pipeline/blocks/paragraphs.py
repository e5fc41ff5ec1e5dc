"""Lines of the matched text, one paragraph each."""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple


class Paragraph(NamedTuple):
    """One line of the matched text: the code points [`start`, `end`), line break not included."""

    start: int
    end: int


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Return the non-empty lines of `text` in order; none for an empty text."""
    sizes = [len(line) for line in text.split("\n")]
    starts = accumulate((size + 1 for size in sizes), initial=0)
    return tuple([Paragraph(start, start + size) for start, size in zip(starts, sizes, strict=False) if size])
