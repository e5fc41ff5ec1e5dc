"""doccano: JSONL of sequence labelling with relations, in a project that allows overlapping spans.

The project must not count grapheme clusters: doccano then counts UTF-16 code units, as this module does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.export.model import Exported
from pipeline.nlp.items import KEPT, Item, read_items, read_objects, records, write_lines
from pipeline.nlp.marks import Link, Mark, Marked, marked, marks_of
from pipeline.nlp.units import Utf16


def write(documents: Iterable[Exported], path: Path) -> int:
    """Write a line a document to `path`; return the number of tasks.

    Raises UsageError (no-text-kept), OSError.
    """
    return write_lines(path, documents, _item)


def read(path: Path) -> Iterator[Exported]:
    """Yield the documents of an export of doccano, or of what `write` wrote, as they now are.

    Raises UsageError (bad-annotations).
    """
    return read_items(path, read_objects(path), _read)


def _item(exported: Exported) -> Item:
    made = marks_of(exported)
    units = Utf16(made.text)
    numbers = {mark: number for number, mark in enumerate(made.marks)}
    entities = [
        {"id": number, "start_offset": units.from_point(mark.start), "end_offset": units.from_point(mark.end),
         "label": mark.label}
        for mark, number in numbers.items()
    ]  # fmt: skip
    relations = [
        {"id": number, "from_id": numbers[link.source], "to_id": numbers[link.target], "type": link.kind}
        for number, link in enumerate(made.links)
    ]
    return {"text": made.text, "entities": entities, "relations": relations, KEPT: records(exported)}


def _read(item: Item) -> tuple[Item, Marked]:
    units = Utf16(item["text"])
    marks = {
        one["id"]: Mark(units.to_point(one["start_offset"]), units.to_point(one["end_offset"]), one["label"])
        for one in item["entities"]
    }
    links = [Link(one["type"], marks[one["from_id"]], marks[one["to_id"]]) for one in item["relations"]]
    return item[KEPT], marked(item["text"], marks.values(), links)
