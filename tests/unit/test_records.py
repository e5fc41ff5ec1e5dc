from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pydantic
import pytest

from pipeline.records import (
    SCHEMA_VERSION,
    DocumentRecord,
    FailureRecord,
    TaskRecord,
    to_line,
    validate_document,
    validate_tasks,
)
from pipeline.schemas import MODELS, make_schemas
from pipeline.spans import Span


def test_a_record_is_one_line_of_utf8_in_the_order_of_the_contract(
    document: dict[str, Any], tasks: list[dict[str, Any]]
) -> None:
    """Keys come in the order of the fields, Vietnamese is not escaped, a line feed ends the line."""
    line = to_line(validate_document(document))
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert "Chỉ thị".encode() in line
    assert list(json.loads(line)) == list(DocumentRecord.model_fields)
    shuffled = [dict(sorted(task.items(), reverse=True)) for task in tasks]
    for task in validate_tasks(shuffled):
        assert list(json.loads(to_line(task))) == list(TaskRecord.model_fields)


def test_both_ways_to_a_line_give_the_same_bytes(
    document: dict[str, Any], tasks: list[dict[str, Any]]
) -> None:
    """The dictionary that was validated gives the record's own line, if its keys are in order."""
    assert to_line(document) == to_line(validate_document(document))
    for fields, record in zip(tasks, validate_tasks(tasks), strict=True):
        assert to_line(fields) == to_line(record)


def test_a_line_read_back_is_the_record(document: dict[str, Any], tasks: list[dict[str, Any]]) -> None:
    """Nothing is lost on the way to the file."""
    record = validate_document(document)
    assert DocumentRecord.model_validate_json(to_line(record)) == record
    for task in validate_tasks(tasks):
        assert TaskRecord.model_validate_json(to_line(task)) == task


def test_spans_may_come_as_named_tuples(tasks: list[dict[str, Any]]) -> None:
    """What the stages use for positions needs no conversion."""
    named = [{**task, "spans": tuple(Span(*span) for span in task["spans"])} for task in tasks]
    assert validate_tasks(named) == validate_tasks(tasks)


def test_a_record_is_frozen(document: dict[str, Any]) -> None:
    """Nobody changes a record once it is made."""
    record = validate_document(document)
    with pytest.raises(pydantic.ValidationError):
        record.document_id = "x"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("unheard-of", 1),
        ("kind", "wish"),
        ("confidence", 1.5),
        ("order", -1),
        ("spans", [(-1, 4)]),
        ("schema_version", "2.0"),
        ("pages", [0]),
        ("output", 5),
    ],
)
def test_a_bad_field_is_refused_and_named(field: str, value: object, tasks: list[dict[str, Any]]) -> None:
    """An unknown field, a value outside its set or range, another type: none gets into a file."""
    with pytest.raises(pydantic.ValidationError, match=field):
        validate_tasks([{**tasks[0], field: value}])


def test_a_missing_field_is_refused(document: dict[str, Any]) -> None:
    """Every field is there in every record, null where nothing is known."""
    del document["metadata"]["signer"]
    with pytest.raises(pydantic.ValidationError, match="signer"):
        validate_document(document)


def _fields(contract: str, heading: str) -> Iterator[str]:
    """Yield the names in the first column of the table under a heading of the contract."""
    table = contract.split(heading, 1)[1].split("\n## ", 1)[0]
    for row in re.findall(r"^\| (`[^|]*) \|", table, re.MULTILINE):
        yield from re.findall(r"`(\w+)`", row)


def test_the_fields_are_those_of_the_contract(shared: Path) -> None:
    """Every field that the contract names is in the record, in its order, under its name; ours come after."""
    contract = (shared / "eval" / "records.md").read_text(encoding="utf-8")
    assert [*_fields(contract, "documents.jsonl\n"), "proposals"] == list(DocumentRecord.model_fields)
    assert list(_fields(contract, "tasks.jsonl\n")) == list(TaskRecord.model_fields)


def test_the_version_is_that_of_every_record() -> None:
    """The constant and the models agree."""
    for model in MODELS.values():
        assert SCHEMA_VERSION in str(model.model_fields["schema_version"].annotation)


def test_the_published_schemas_are_current(root: Path) -> None:
    """The files in pipeline/schemas are what `giaoviec schema -o pipeline/schemas` would write."""
    folder = root / "pipeline" / "schemas"
    assert {path.name: path.read_bytes() for path in folder.glob("*.json")} == make_schemas()


def test_every_field_of_a_schema_is_described() -> None:
    """A reader of the schema learns what each field means, units included."""
    for name, schema in make_schemas().items():
        whole = orjson.loads(schema)
        for part in (whole, *whole.get("$defs", {}).values()):
            silent = [
                key
                for key, field in part["properties"].items()
                if not ("description" in field or "$ref" in str(field))
            ]
            assert silent == [], (name, part["title"])


def test_a_schema_lets_later_fields_through() -> None:
    """Fields may be added in a minor version, so today's schema must accept tomorrow's records."""
    for schema in make_schemas().values():
        assert b"additionalProperties" not in schema


def test_a_failure_has_a_level_of_three() -> None:
    """What is in errors.jsonl is an error, a warning or a skipped file."""
    fields = {"schema_version": "1.0", "file": "a", "code": "c", "message": "m", "place": None, "remedy": "r"}
    assert FailureRecord.model_validate({**fields, "level": "skipped"}).level == "skipped"
    with pytest.raises(pydantic.ValidationError):
        FailureRecord.model_validate({**fields, "level": "notice"})
