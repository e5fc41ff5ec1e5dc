"""The seed documents, mended, against the catalogue of their errors."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.bench.restore_seeds import Figures, measure


@pytest.fixture(scope="module")
def figures(shared: Path) -> Figures:
    """What became of the catalogue."""
    assert shared.is_dir()
    return measure()


def test_every_safe_row_is_mended(figures: Figures) -> None:
    """All rows of policy "auto" come out right but the straight quotes, which stay as they were typed."""
    assert [row.id for row, done in figures.auto if not done] == []


def test_half_of_the_lexical_errors_are_found(figures: Figures) -> None:
    """Of the 24 lexical errors of high confidence at least 12 are mended or shown."""
    assert sum(how != "missed" for _, how in figures.lexical) >= 12


def test_traps_are_kept(figures: Figures) -> None:
    """What looks wrong and is right is neither changed nor shown."""
    assert [row.id for row, kept in figures.traps if not kept] == []


def test_nothing_else_is_changed(figures: Figures) -> None:
    """No edit is applied to the seeds that the catalogue does not ask for."""
    assert figures.outside == []
