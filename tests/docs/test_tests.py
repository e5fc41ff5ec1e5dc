"""The tests themselves: each says what holds."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent.parent
FILES = sorted(TESTS.rglob("test_*.py"))


def silent(source: str) -> list[str]:
    """The names of the tests in `source` whose docstring does not open with one whole sentence."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            sentence = (ast.get_docstring(node) or "").split("\n\n")[0]
            if not sentence.endswith("."):
                found.append(node.name)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_test_says_in_a_sentence_what_holds(path: Path) -> None:
    """A reader learns from each test what the software promises."""
    assert silent(path.read_text(encoding="utf-8")) == []


def test_a_silent_test_is_named() -> None:
    """The check above sees a test without a docstring and one with half a sentence."""
    assert silent(
        'def test_a():\n    pass\ndef test_b():\n    """Half a"""\ndef test_c():\n    """C."""'
    ) == [
        "test_a",
        "test_b",
    ]
