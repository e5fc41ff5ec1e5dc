"""What stands on a page, in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.readers.layout.columns import parts
from pipeline.readers.layout.lines import Line
from pipeline.readers.layout.paragraphs import Measure, Paragraph, column_paragraphs, paragraphs
from pipeline.readers.layout.tables import Table

Block = Paragraph | Table


def blocks_of(
    lines: Sequence[Line], tables: Sequence[Table], width: float, known: Measure
) -> Iterator[Block]:
    """Yield what the `lines` and `tables` of a page so `width` make; `known` is how its text is measured."""
    at = 0
    for table in tables:
        end = at
        while end < len(lines) and lines[end].middle < table.top:
            end += 1
        yield from _text(lines[at:end], width, known)
        yield table
        at = end
    yield from _text(lines[at:], width, known)


def _text(lines: Sequence[Line], width: float, known: Measure) -> Iterator[Paragraph]:
    for part in parts(lines, known.height, width):
        if len(part.columns) == 1:
            yield from paragraphs(part.columns[0], known)
        else:
            for number, column in enumerate(filter(None, part.columns)):
                first, *rest = column_paragraphs(column, known)
                # No subject on the left may seem to go on in the state's name on the right.
                yield first._replace(gap=number > 0)
                yield from rest
