from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pydantic
import pytest

import pipeline.records
from pipeline.records import (
    check_document,
    check_failure,
    check_tasks,
    to_line,
    validate_document,
    validate_tasks,
)
from pipeline.spans import Span


def test_dictionaries_and_models_give_the_same_lines(
    document: dict[str, Any], tasks: list[dict[str, Any]]
) -> None:
    """What is checked as a dictionary is written as the model is, whatever the order of its keys."""
    shuffled = [dict(sorted(task.items(), reverse=True)) for task in tasks]
    assert to_line(check_document(document)) == to_line(validate_document(document))
    assert [*map(to_line, check_tasks(shuffled))] == [*map(to_line, validate_tasks(tasks))]


def test_named_tuples_become_plain_pairs(tasks: list[dict[str, Any]]) -> None:
    """What the stages use for positions can be written."""
    named = [{**task, "spans": tuple(Span(*span) for span in task["spans"])} for task in tasks]
    assert check_tasks(named) == check_tasks(tasks)
    assert [*map(to_line, check_tasks(named))] == [*map(to_line, validate_tasks(tasks))]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("unheard-of", 1),
        ("kind", "wish"),
        ("confidence", 1.5),
        ("order", -1),
        ("spans", [(-1, 4)]),
        ("spans", [(1, 2, 3)]),
        ("schema_version", "2.0"),
        ("pages", [0]),
        ("output", 5),
        ("assignees", [{"name": "Sở Y tế"}]),
    ],
)
def test_a_bad_field_is_refused_and_named(field: str, value: object, tasks: list[dict[str, Any]]) -> None:
    """What the models refuse is refused here."""
    for check in (check_tasks, validate_tasks):
        with pytest.raises(pydantic.ValidationError, match=field):
            check([{**tasks[0], field: value}])


def test_a_missing_field_is_refused(document: dict[str, Any]) -> None:
    """Every field is there in every record."""
    del document["metadata"]["signer"]
    with pytest.raises(pydantic.ValidationError, match="signer"):
        check_document(document)


def test_an_unknown_field_in_a_part_is_left_out(document: dict[str, Any]) -> None:
    """Nothing but the fields of the contract gets into a file."""
    known = check_document(document)
    document["source"]["unheard-of"] = 1
    assert check_document(document) == known


def test_a_field_with_a_default_is_filled_in(document: dict[str, Any]) -> None:
    """A clause without a reason gets the null that its model has."""
    document["clauses"] = [{"label": "", "level": 0, "kind": "item", "heading": None, "spans": [(0, 4)]}]
    assert check_document(document)["clauses"][0]["reason"] is None


def test_a_failure_is_checked_too() -> None:
    """A line of errors.jsonl has one of three levels."""
    fields = {"schema_version": "1.0", "file": "a", "code": "c", "message": "m", "place": None, "remedy": "r"}
    assert check_failure({**fields, "level": "skipped"})["level"] == "skipped"
    with pytest.raises(pydantic.ValidationError, match="level"):
        check_failure({**fields, "level": "notice"})


def test_a_run_does_not_import_pydantic(root: Path) -> None:
    """The command starts in half a second because the models stay away until somebody asks for one."""
    code = "import sys, pipeline.extraction, pipeline.engine; sys.exit('pydantic' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True)


def test_models_come_when_asked_for() -> None:
    """Every public name is there, and no other."""
    for name in pipeline.records.__all__:
        assert getattr(pipeline.records, name) is not None
    with pytest.raises(AttributeError, match="UnheardOf"):
        _ = pipeline.records.UnheardOf
