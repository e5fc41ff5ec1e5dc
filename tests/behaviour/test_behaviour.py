"""What must be right, what must not matter, what must make a difference: the tables beside this file."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests import papers

HERE = Path(__file__).resolve().parent
ROW = {"label", "kind", "who", "with", "when", "basis"}


def load(name: str) -> list[dict[str, Any]]:
    """The cases of one table."""
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))["case"]  # type: ignore[no-any-return]


def table(name: str) -> pytest.MarkDecorator:
    """One test for each case of a table."""
    return pytest.mark.parametrize("case", load(name), ids=lambda case: case["name"])


def expected(row: dict[str, Any]) -> dict[str, Any]:
    """A row with what it leaves unsaid: a duty, led by those whom the item names, with nobody, at no time."""
    assert row.keys() <= ROW
    usual = {"kind": "duty", "who": [], "with": [], "when": [], "basis": "explicit"}
    return {**usual, **row}


def found(body: str) -> list[dict[str, Any]]:
    """The tasks of a directive with this body, as rows."""
    return [
        {
            "label": task.label,
            "kind": task.kind,
            "who": list(task.lead),
            "with": list(task.support),
            "when": [f"{kind} {value}" for kind, value in task.deadlines],
            "basis": task.basis,
        }
        for task in papers.tasks(body.strip("\n"))
    ]


def carried(body: str) -> list[tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, str | None], ...]]]:
    """Who, with whom and by when, of each task."""
    return [(task.lead, task.support, task.deadlines) for task in papers.tasks(body)]


@table("minimum")
def test_minimum(case: dict[str, Any]) -> None:
    """One thing each that must be right: who, with whom, by when."""
    assert found(case["body"]) == [expected(row) for row in case["tasks"]]


@pytest.mark.parametrize(
    ("case", "words"),
    [
        pytest.param(case, words, id=f"{case['name']}: {words!r}")
        for case in load("unchanged")
        for words in case["becomes"]
    ],
)
def test_unchanged(case: dict[str, Any], words: str) -> None:
    """Other words for the same thing leave who, with whom and by when as they are."""
    assert case["body"].count(case["words"]) == 1
    before = carried(case["body"])
    assert before
    assert carried(case["body"].replace(case["words"], words)) == before


@table("changed")
def test_changed(case: dict[str, Any]) -> None:
    """A change of words changes exactly what it should."""
    assert case["body"].count(case["words"]) == 1
    assert found(case["body"]) == [expected(row) for row in case["before"]]
    assert found(case["body"].replace(case["words"], case["becomes"])) == [
        expected(row) for row in case["after"]
    ]


@pytest.mark.parametrize("name", ["minimum", "unchanged", "changed"])
def test_cases_have_names_of_their_own(name: str) -> None:
    """No table is empty, and none names two cases alike."""
    names = [case["name"] for case in load(name)]
    assert names
    assert len(set(names)) == len(names)
