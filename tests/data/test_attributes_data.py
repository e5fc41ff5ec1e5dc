"""attributes.toml against its examples and near misses, through the real readers of lines and tables."""

from __future__ import annotations

import copy
import tomllib
import unicodedata
from importlib.resources import files
from typing import Any

import pytest

from gazetteer.attribute_data import build_labels, load_attribute_labels
from pipeline.blocks.attributes import read_attributes
from pipeline.blocks.paragraphs import paragraphs
from pipeline.blocks.tables import find_tables
from tests import papers

LABELS = load_attribute_labels()
with (files("gazetteer") / "attributes.toml").open("rb") as _file:
    DATA: dict[str, Any] = tomllib.load(_file)
ENTRIES = [(entry["role"], entry) for entry in DATA["label"]]
EXAMPLES = [(role, text) for role, entry in ENTRIES for text in entry["examples"]]
NEAR_MISSES = [(role, text) for role, entry in ENTRIES for text in entry["near_misses"]]
COLUMNS = [(entry["role"], word) for entry in DATA["column"] for word in entry["words"]]
LISTS = [
    *(
        (f"{role}.{key}", entry[key])
        for role, entry in ENTRIES
        for key in ("verbs", "bare", "examples", "near_misses")
    ),
    *((f"column.{entry['role']}", entry["words"]) for entry in DATA["column"]),
    ("subjects", DATA["subjects"]["words"]),
    ("bare_time", DATA["bare_time"]["words"]),
]


@pytest.fixture
def data() -> dict[str, Any]:
    """attributes.toml as read, free to be spoiled."""
    return copy.deepcopy(DATA)


def roles(line: str) -> list[str]:
    """The roles of the attributes of a line."""
    return [attribute.role for attribute in read_attributes(line, 0, len(line), LABELS)]


@pytest.mark.parametrize(("role", "label"), EXAMPLES)
@pytest.mark.parametrize("line", ["{}: Sở Nội vụ.", "- {}: Sở Nội vụ.", "{} : Sở Nội vụ", "{}:"])
def test_example_has_its_role(role: str, label: str, line: str) -> None:
    """An example opens an attribute line of its role, in every usual writing."""
    assert roles(line.format(label)) == [role]


@pytest.mark.parametrize(("role", "label"), NEAR_MISSES)
def test_near_miss_has_not_that_role(role: str, label: str) -> None:
    """A label of the same shape that means something else has another role or none."""
    assert role not in roles(f"{label}: Sở Nội vụ.")


@pytest.mark.parametrize("label", sorted(LABELS.lines))
def test_every_label_is_read(label: str) -> None:
    """Every label that the file spells out, in small letters or with a capital, is read with its role."""
    role = LABELS.lines[label]
    assert roles(f"{label}: Sở Nội vụ") == roles(f"{label[0].upper()}{label[1:]}: Sở Nội vụ") == [role]


@pytest.mark.parametrize(("role", "word"), COLUMNS)
def test_every_column_head_is_read(role: str, word: str) -> None:
    """A head of a column in a table of tasks has its role, in any case."""
    others = ["Nội dung công việc", "Cơ quan thực hiện", "Thời hạn"]
    for spelled in (word, word.upper(), f" {word} :"):
        text = " | ".join([spelled.strip(), *others])
        [table] = find_tables(text, paragraphs(text), LABELS)
        assert table.roles == (role, "content", "lead", "time")


@pytest.mark.parametrize(("name", "words"), LISTS, ids=[name for name, _ in LISTS])
def test_list_is_whole(name: str, words: list[str]) -> None:
    """No list holds a word twice, or one decomposed or with blanks at its ends; examples are there."""
    assert len(set(words)) == len(words)
    assert all(word == unicodedata.normalize("NFC", word).strip() != "" for word in words)
    assert words or name.endswith(".verbs")


@pytest.mark.parametrize("line", DATA["bare_time"]["examples"])
def test_bare_time_goes_to_the_item_above(line: str) -> None:
    """A line that says nothing but a time is an attribute of the item above it."""
    body = f"1. Sở Nội vụ lập danh mục hồ sơ.\n{line}"
    [task] = papers.tasks(body)
    assert task.deadlines != ()
    assert papers.reasons(body)[line] == "attribute"


@pytest.mark.parametrize("line", DATA["bare_time"]["near_misses"])
def test_line_with_more_than_a_time_is_none(line: str) -> None:
    """A line that says more than a time is no attribute."""
    assert papers.reasons(f"1. Sở Nội vụ lập danh mục hồ sơ.\n{line}")[line] != "attribute"


def test_data_as_they_stand_are_accepted(data: dict[str, Any]) -> None:
    """The twin below fails by what it spoils, not by the rest."""
    assert build_labels(data) == LABELS


def test_label_of_two_roles_is_refused(data: dict[str, Any]) -> None:
    """One label can't mean two things."""
    data["label"][0]["bare"].append("Sản phẩm")
    with pytest.raises(ValueError, match="'Sản phẩm' stands for lead and output"):
        build_labels(data)
