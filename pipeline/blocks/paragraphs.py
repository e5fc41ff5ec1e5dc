"""Lines of the matched text, one paragraph each."""

from __future__ import annotations

import re
from typing import NamedTuple

LINE = re.compile(r"[^\n]+")


class Paragraph(NamedTuple):
    """One line of the matched text: the code points [`start`, `end`), line break not included."""

    start: int
    end: int


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Return the non-empty lines of `text` in order; none for an empty text."""
    return tuple(Paragraph(*match.span()) for match in LINE.finditer(text))
