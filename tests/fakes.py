"""Stand-ins for the stages, so that what surrounds them can be tested without them.

Here and not in a test file, because worker processes must be able to import them by name.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.document import read_document
from pipeline.records import check_document, check_tasks
from pipeline.restore import Mending
from pipeline.source import Source


@dataclass(frozen=True)
class Extraction:
    """What the fake extractor gives."""

    fields: dict[str, Any]
    task_fields: list[dict[str, Any]]


def load_resources(_overlay: Path | None = None) -> None:
    """The fake extractor needs none."""


def read_mended(source: Source, _restoring: object = None) -> Mending:
    """Mend nothing."""
    return Mending(read_document(source))


def extract(source: Source, _resources: object = None, _restoring: object = None) -> Extraction:
    """Make a task of every line that begins with "Giao X ": X leads.

    "ID name" on the first line sets the document's id. "BUG" in the text raises, "CRASH" ends the process if
    it is a worker, "SLOW" takes a moment, "ENDLESS" computes for ever.
    """
    while "ENDLESS" in source.text:
        pass
    if "BUG" in source.text:
        raise ZeroDivisionError("a bug\nin a stage")
    if "CRASH" in source.text and multiprocessing.parent_process() is not None:
        os._exit(9)
    if "SLOW" in source.text:
        time.sleep(0.03)
    named = re.match(r"ID (\S+)", source.text)
    identity = named[1] if named else hashlib.sha256(source.text.encode()).hexdigest()[:12]
    matches = re.finditer(r"^Giao (\S+) .*$", source.text, re.MULTILINE)
    tasks = [task_fields(identity, i, match) for i, match in enumerate(matches)]
    return Extraction(check_document(document_fields(source, identity, tasks)), check_tasks(tasks))


def document_fields(source: Source, identity: str, tasks: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the fields of a document's record."""
    warning = {"code": "no-assignment", "message": "Văn bản không giao việc cho ai.", "span": None}
    return {
        "schema_version": "1.0",
        "document_id": identity,
        "source": {
            "path": source.path,
            "sha256": source.sha256,
            "media_type": source.media_type,
            "pages": len(source.pages) or None,
            "encoding": source.encoding,
            "ocr": source.ocr,
        },
        "metadata": {
            "number": "13/CT-UBND",
            "type": "Chỉ thị",
            "issuer": {"agency_id": "ubnd", "name": "Ủy ban nhân dân tỉnh Lai Châu"},
            "date": "2019-08-21",
            "title": None,
            "signer": None,
            "signer_title": None,
            "addressees": [{"agency_id": None, "name": "các sở", "mention": "Các Sở"}],
            "recipients": ["Như trên"],
        },
        "legal_refs": [ref_fields(match) for match in re.finditer(r"\d+/NQ-CP", source.text)],
        "clauses": [clause_fields(source.text), {**clause_fields(source.text), "reason": None}],
        "edits": [{"span": (0, 1), "before": "a", "after": "b", "rule": "r"}],
        "warnings": [] if tasks else [warning],
        "proposals": [],
    }


def clause_fields(text: str) -> dict[str, Any]:
    """Return the fields of the first line, as a heading."""
    span = (0, text.find("\n") if "\n" in text else len(text))
    return {
        "label": "1",
        "level": 1,
        "kind": "heading",
        "heading": None,
        "spans": [span],
        "reason": "heading",
    }


def ref_fields(match: re.Match[str]) -> dict[str, Any]:
    """Return the fields of a citation."""
    return {
        "citation": match[0],
        "number": match[0],
        "type": "Nghị quyết",
        "title": None,
        "issuer": None,
        "date": None,
        "locator": None,
        "spans": [match.span()],
    }


def task_fields(identity: str, order: int, match: re.Match[str]) -> dict[str, Any]:
    """Return the fields of a task's record."""
    start = match.start()
    due = re.search(r"trước ngày (\d+)/(\d+)/(\d{4})", match[0])
    deadlines = []
    if due:
        span = (start + due.start(), start + due.end())
        value = f"{due[3]}-{int(due[2]):02}-{int(due[1]):02}"
        deadlines = [{"quote": due[0], "kind": "date", "value": value, "spans": [span]}]
    refs = [
        {**ref_fields(ref), "spans": [(start + ref.start(), start + ref.end())]}
        for ref in re.finditer(r"\d+/NQ-CP", match[0])
    ]
    return {
        "schema_version": "1.0",
        "task_id": f"{identity}-{order}",
        "document_id": identity,
        "order": order,
        "label": f"{order + 1}",
        "kind": "duty",
        "text": match[0],
        "verbatim": match[0],
        "spans": [match.span()],
        "pages": [],
        "headings": [],
        "assignees": [
            {
                "agency_id": None,
                "name": match[1],
                "mention": match[1],
                "role": "lead",
                "basis": "explicit",
                "group": False,
                "members": [],
                "spans": [match.span(1)],
                "score": 0.5,
            }
        ],
        "legal_refs": refs,
        "deadlines": deadlines,
        "targets": [],
        "output": None,
        "reports_to": [],
        "confidence": 0.75,
        "review": ["unknown-agency"],
        "evidence": [{"rule": "giao", "span": match.span(1)}],
    }
