"""Parquet, read back and turned into the records again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet as pq  # type: ignore[import-untyped]

from pipeline.export import parquet
from pipeline.export.model import Exported
from pipeline.records import DocumentRecord, TaskRecord, check_document, check_tasks
from pipeline.records.document import MetadataRecord
from tests.stores import NOI_VU, UBND, assignee, citation, deadline, document, task

Fields = dict[str, Any]


def full_task(number: int = 1) -> Fields:
    """A task with something in every field."""
    body = {"agency_id": UBND, "name": "UBND tỉnh", "mention": "UBND tỉnh", "spans": [[3, 5], [7, 9]]}
    target = {"quote": "trên 30%", "comparator": ">", "number": 30.0, "unit": "%", "spans": [[1, 2]]}
    return task(
        "Giao Sở Nội vụ", number, label="II.1.a", kind="closing", pages=[1, 2], headings=["I. Việc"],
        assignees=[assignee(NOI_VU), assignee(None, "support", name="các sở", members=[NOI_VU])],
        legal_refs=[citation("61/2018/NĐ-CP", date="2018-04-23"), citation(None, title="Luật", date="2018")],
        deadlines=[deadline("2023-09-30"), deadline("monthly", "recurring"), deadline(None, "relative")],
        targets=[target], output="Báo cáo", reports_to=[body], review=["no-lead"],
        evidence=[{"rule": "a.b", "span": [1, 2]}],
    )  # fmt: skip


def back(row: Fields) -> Fields:
    """The record that a row was made of."""
    fields = {name: value for name, value in row.items() if name != "document"}
    fields["spans"] = pairs(fields["spans"])
    for name in ("assignees", "legal_refs", "deadlines", "targets", "reports_to"):
        fields[name] = [
            {key: pairs(value) if key == "spans" else value for key, value in one.items() if key != "day"}
            for one in fields[name]
        ]
    for one in fields["evidence"]:
        (one["span"],) = pairs([one["span"]])
    return fields


def pairs(spans: Iterable[Fields]) -> list[list[int]]:
    """Spans as the records have them."""
    return [[span["start"], span["end"]] for span in spans]


def test_a_row_holds_its_record(tmp_path: Path) -> None:
    """Nothing of a task is lost or changed on the way there and back."""
    path = tmp_path / "a.parquet"
    tasks = [full_task(), task("B", 2)]
    check_tasks(tasks)
    assert parquet.write([Exported(document(), tasks)], path) == 2
    assert [back(row) for row in pq.read_table(path).to_pylist()] == tasks


def test_every_field_has_a_column() -> None:
    """A field that is added to the records does not get lost here unseen."""
    assert set(parquet.SCHEMA.names) - {"document"} == set(TaskRecord.model_fields)
    assert "metadata" in DocumentRecord.model_fields
    inner = {field.name for field in parquet.SCHEMA.field("document").type}
    assert set(MetadataRecord.model_fields) <= inner


def test_days_are_dates_where_they_are_known(tmp_path: Path) -> None:
    """An analyst compares dates and not words."""
    path = tmp_path / "a.parquet"
    parquet.write(
        [Exported(document(), [full_task()]), Exported(document("vb-2", date="2023-07"), [task("B")])], path
    )
    first, second = pq.read_table(path).to_pylist()
    assert [one["day"] for one in first["deadlines"]] == [date(2023, 9, 30), None, None]
    assert [one["day"] for one in first["legal_refs"]] == [date(2018, 4, 23), None]
    assert (first["document"]["day"], first["document"]["date"]) == (date(2023, 7, 12), "2023-07-12")
    assert (second["document"]["day"], second["document"]["date"]) == (None, "2023-07")


def test_a_row_knows_its_document(tmp_path: Path) -> None:
    """Number, issuer and file stand beside each task."""
    path = tmp_path / "a.parquet"
    fields = document("vb-1", issuer=None)
    check_document(fields)
    parquet.write([Exported(fields, [task("B")])], path)
    (row,) = pq.read_table(path).to_pylist()
    assert row["document"]["number"] == "vb-1/CT-UBND"
    assert row["document"]["issuer"] is None
    assert (row["document"]["path"], row["document"]["sha256"]) == ("vao/vb-1.txt", "sha-vb-1")


def test_rows_are_written_some_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is in memory does not grow with the number of tasks."""
    monkeypatch.setattr(parquet, "ROW_GROUP", 2)
    path = tmp_path / "a.parquet"
    documents = [Exported(document(f"vb-{number}"), [task("A", number)]) for number in range(5)]
    parquet.write(documents, path)
    file = pq.ParquetFile(path)
    assert [file.metadata.row_group(i).num_rows for i in range(file.num_row_groups)] == [2, 2, 1]


def test_no_tasks_give_columns_alone(tmp_path: Path) -> None:
    """An empty file still has its schema."""
    parquet.write([], tmp_path / "a.parquet")
    table = pq.read_table(tmp_path / "a.parquet")
    assert (table.num_rows, table.schema.names) == (0, parquet.SCHEMA.names)
