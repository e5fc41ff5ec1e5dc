"""The body of the document and of each attachment: its clauses, and the tables of tasks in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.blocks.clauses import Clause, build_clauses
from pipeline.blocks.column_heads import find_anchors
from pipeline.blocks.columns import find_columns
from pipeline.blocks.tables import Table, find_tables

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from gazetteer.attribute_data import AttributeLabels
    from pipeline.blocks.paragraphs import Paragraph
    from pipeline.blocks.zones import Zone
    from pipeline.document import Document


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the body is read with: the pattern of marks and the labels of attributes and columns."""

    markers: re.Pattern[str]
    labels: AttributeLabels


@dataclass(frozen=True, slots=True)
class Part:
    """One body: `number` 0 for the document, 1 … for its attachments.

    `table_lines` are the paragraphs inside tables.
    """

    number: int
    clauses: tuple[Clause, ...]
    tables: tuple[Table, ...]
    table_lines: tuple[Paragraph, ...]


def split_parts(
    document: Document, paragraphs: Sequence[Paragraph], zones: Sequence[Zone], vocabulary: Vocabulary
) -> tuple[Part, ...]:
    """Build the clause tree and the tables of every part, in order."""
    text, labels = document.text, vocabulary.labels
    anchors = find_anchors(document.source.text, labels)
    lines: dict[int, list[Paragraph]] = {}
    for zone in zones:
        if zone.kind == "body":
            lines.setdefault(zone.part, []).extend(paragraphs[zone.first : zone.last])
    parts = []
    for number, body in lines.items():
        printed = find_columns(document, body, anchors, labels) if anchors else ()
        tables = tuple(sorted((*find_tables(text, body, labels), *printed), key=lambda table: table.first))
        inside = {index for table in tables for index in range(table.first, table.last)}
        inside |= {index for index, line in enumerate(body) if text[line.start : line.end] == "|"}
        outside = [line for index, line in enumerate(body) if index not in inside]
        outside = sorted(outside + [line for table in printed for line in table.left_over])
        parts.append(
            Part(
                number,
                build_clauses(text, outside, vocabulary.markers),
                tables,
                tuple(body[i] for i in sorted(inside)),
            )
        )
    return tuple(parts)
