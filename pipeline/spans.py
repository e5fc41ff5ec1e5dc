"""Half-open ranges of code points."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """The code points `start` up to, not including, `end`; `start < end` for anything found in a text."""

    start: int
    end: int
