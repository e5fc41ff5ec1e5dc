"""Where a document's words and tasks stand on its pages: OUT/boxes, for programs that show the page."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from pipeline.records.parts import Record, SpanPair, Version

Points = Annotated[float, Field(description="1/72 inch, from the page's top left corner")]


class BoxRecord(Record):
    """A rectangle on a page."""

    page: int
    """From 1."""
    left: Points
    top: Points
    right: Points
    bottom: Points


class PageRecord(Record):
    """The size of a page."""

    width: Points
    height: Points


class WordRecord(Record):
    """A word of the source text on its page."""

    span: SpanPair
    """Where it stands in the source text: [start, end) in code points."""
    box: BoxRecord
    confidence: int | None
    """How sure the recognition was, 0 to 100; null for a word that needed none."""


class TaskBoxesRecord(Record):
    """The rectangles that cover a task, one for each stretch of it on a printed line."""

    task_id: str
    """Id of a task in tasks.jsonl."""
    boxes: tuple[BoxRecord, ...]


class BoxesRecord(Record):
    """The file of one document in OUT/boxes."""

    schema_version: Version
    document_id: str
    """Id of the document in documents.jsonl."""
    pages: tuple[PageRecord, ...]
    """In order."""
    tasks: tuple[TaskBoxesRecord, ...]
    """In reading order."""
    words: tuple[WordRecord, ...]
    """In the order of the text: any other span of the records finds its place by them."""
