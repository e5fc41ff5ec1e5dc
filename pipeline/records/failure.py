"""What is written about an input that gave no records: a line of errors.jsonl."""

from __future__ import annotations

from typing import Literal

from pipeline.records.parts import Record, Version


class FailureRecord(Record):
    """One line of errors.jsonl: an input that gave no records, or that a person should look at."""

    schema_version: Version
    file: str
    """Path as given."""
    level: Literal["error", "warning", "skipped"]
    """"error": the document is missing from the output; "warning": look at it; "skipped": no document."""
    code: str
    """Stable code: "empty-file"."""
    message: str
    """What happened, in words."""
    place: str | None
    """Where in the file or software, where known."""
    remedy: str
    """What to do about it."""
