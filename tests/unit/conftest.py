"""Records of two small tasks, for the tests of records."""

from __future__ import annotations

import re
from typing import Any

import pytest

from pipeline.source import Source
from tests import fakes

SOURCE = Source("Giao A làm 5/NQ-CP.\nGiao B làm, trước ngày 5/6/2023.\n", "a.txt", "ab")


@pytest.fixture
def tasks() -> list[dict[str, Any]]:
    """Fields of two tasks."""
    matches = re.finditer(r"^Giao (\S+) .*$", SOURCE.text, re.MULTILINE)
    return [fakes.task_fields("d", i, match) for i, match in enumerate(matches)]


@pytest.fixture
def document(tasks: list[dict[str, Any]]) -> dict[str, Any]:
    """Fields of their document."""
    return fakes.document_fields(SOURCE, "d", tasks)
