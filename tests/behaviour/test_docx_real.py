"""Real Word files against the texts that people made of them."""

from __future__ import annotations

from difflib import SequenceMatcher
from pathlib import Path

import pytest

from pipeline import extract
from pipeline.readers.docx import read
from pipeline.readers.limits import DEFAULT_LIMITS
from pipeline.source import Source

_AGREEMENT = 0.98


@pytest.fixture(scope="session")
def pairs(shared: Path, shared_texts: tuple[Path, ...]) -> dict[str, tuple[str, str]]:
    """What is read from each Word file, and its given text, by name."""
    given = {path.stem: path.read_text(encoding="utf-8") for path in shared_texts}
    files = sorted((shared / "directives" / "original").glob("*.docx"))
    found = {path.stem: read(path.read_bytes(), path.name, DEFAULT_LIMITS).text for path in files}
    assert found.keys() <= given.keys()
    return {name: (text, given[name]) for name, text in found.items()}


def test_words_agree(pairs: dict[str, tuple[str, str]]) -> None:
    """What is read from a Word file has the words of its text, in their order."""
    assert pairs
    for name, (text, given) in pairs.items():
        assert SequenceMatcher(None, text.split(), given.split(), autojunk=False).ratio() >= _AGREEMENT, name


def test_rows_agree(pairs: dict[str, tuple[str, str]]) -> None:
    """The rows of tables are those of the text."""
    for name, (text, given) in pairs.items():
        rows = [[line for line in each.split("\n") if "|" in line] for each in (text, given)]
        assert rows[0] == rows[1], name


def test_tasks_agree(pairs: dict[str, tuple[str, str]]) -> None:
    """A Word file gives the tasks of its text."""
    for name, versions in pairs.items():
        tasks = [[task["text"] for task in extract(Source(text=text)).task_fields] for text in versions]
        assert tasks[0] == tasks[1], name
