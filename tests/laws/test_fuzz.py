"""Damaged files: each is read or refused by name, soon, and nothing of it stays open."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.bench.fuzz import faults, share, variant
from scripts.samples.catalog import FOLDER

COUNT = 60
"""Variants of each sample; of those that need other programs scripts.bench.fuzz tries enough."""


@pytest.mark.parametrize("file", sorted(FOLDER.iterdir()), ids=lambda file: file.name)
def test_damaged_files(file: Path) -> None:
    """A damaged file gives a source or an input error within ten seconds, and leaves nothing behind."""
    assert faults(file, share(file, COUNT)) == []


def test_variants_differ() -> None:
    """The variants of a file are damaged, each in its way, and always the same."""
    data = (FOLDER / "trang-web.html").read_bytes()
    made = [variant(data, number) for number in range(COUNT)]
    assert len({data, *made}) > COUNT * 0.9
    assert made == [variant(data, number) for number in range(COUNT)]
