"""Tasks as Parquet, for analysts: typed columns, lists and structures as such, a row a task.

The columns of a task are the fields of its record; `document` says what it stands in. Beside each date in
words of ISO stands a `day`, null where no day is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pyarrow as pa  # type: ignore[import-untyped]
from pyarrow.parquet import ParquetWriter  # type: ignore[import-untyped]

from pipeline.export.days import as_day
from pipeline.export.files import whole_file
from pipeline.export.model import Exported

ROW_GROUP: Final = 10_000
"""Tasks that are written together, and are in memory."""

_SPAN: Final = pa.struct([("start", pa.int32()), ("end", pa.int32())])
_SPANS: Final = ("spans", pa.list_(_SPAN))
_BODY: Final = [("agency_id", pa.string()), ("name", pa.string())]
_NAMED: Final = [*_BODY, ("mention", pa.string())]
_DAY: Final = ("day", pa.date32())


def _texts(*names: str) -> list[tuple[str, pa.DataType]]:
    return [(name, pa.string()) for name in names]


def _list(*fields: tuple[str, pa.DataType]) -> pa.DataType:
    return pa.list_(pa.struct(list(fields)))


SCHEMA: Final = pa.schema([
    *_texts("schema_version", "task_id", "document_id"),
    ("order", pa.int32()),
    *_texts("label", "kind", "text", "verbatim"),
    _SPANS,
    ("pages", pa.list_(pa.int32())),
    ("headings", pa.list_(pa.string())),
    ("assignees", _list(
        *_NAMED, *_texts("role", "basis"), ("group", pa.bool_()), ("members", pa.list_(pa.string())), _SPANS,
        ("score", pa.float64()),
    )),
    ("legal_refs", _list(
        *_texts("citation", "number", "type", "title", "issuer", "date"), _DAY, *_texts("locator"), _SPANS,
    )),
    ("deadlines", _list(*_texts("quote", "kind", "value"), _DAY, _SPANS)),
    ("targets", _list(
        *_texts("quote", "comparator"), ("number", pa.float64()), *_texts("unit"), _SPANS,
    )),
    *_texts("output"),
    ("reports_to", _list(*_NAMED, _SPANS)),
    ("confidence", pa.float64()),
    ("review", pa.list_(pa.string())),
    ("evidence", _list(*_texts("rule"), ("span", _SPAN))),
    ("document", pa.struct([
        *_texts("path", "sha256", "number", "type"), ("issuer", pa.struct(_BODY)), *_texts("date"), _DAY,
        *_texts("title", "signer", "signer_title"), ("addressees", _list(*_NAMED)),
        ("recipients", pa.list_(pa.string())),
    ])),
])  # fmt: skip


def write(documents: Iterable[Exported], path: Path) -> int:
    """Write a row for each task to `path`; return how many. Raises OSError."""
    written = 0
    rows: list[dict[str, Any]] = []
    with whole_file(path) as partial, ParquetWriter(partial, SCHEMA, compression="zstd") as writer:
        for exported in documents:
            document = _document(exported.document)
            rows += ({**_task(task), "document": document} for task in exported.tasks)
            written += len(exported.tasks)
            if len(rows) >= ROW_GROUP:
                writer.write_table(pa.Table.from_pylist(rows, SCHEMA))
                rows.clear()
        writer.write_table(pa.Table.from_pylist(rows, SCHEMA))
    return written


def _task(task: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **task,
        "spans": _spans(task["spans"]),
        **{name: [_placed(one) for one in task[name]] for name in ("assignees", "targets", "reports_to")},
        "legal_refs": [{**_placed(one), "day": as_day(one["date"])} for one in task["legal_refs"]],
        "deadlines": [{**_placed(one), "day": as_day(one["value"])} for one in task["deadlines"]],
        "evidence": [{**one, "span": _span(one["span"])} for one in task["evidence"]],
    }


def _document(document: Mapping[str, Any]) -> dict[str, Any]:
    return {**document["source"], **document["metadata"], "day": as_day(document["metadata"]["date"])}


def _placed(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {**fields, "spans": _spans(fields["spans"])}


def _spans(spans: Sequence[Sequence[int]]) -> list[dict[str, int]]:
    return [_span(span) for span in spans]


def _span(span: Sequence[int]) -> dict[str, int]:
    start, end = span
    return {"start": start, "end": end}
