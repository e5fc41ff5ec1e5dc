"""The list of real scans fits the texts of ../shared."""

from __future__ import annotations

import pytest

from pipeline.source import Source
from scripts.bench import restore_scans
from scripts.bench.documents import SHARED

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not here")


def test_every_correction_is_in_its_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each correction of restore_scans.toml has its place, each part its beginning, each scan its file."""
    texts = {
        SHARED / "directives" / "original" / f"{row['file']}.pdf": (SHARED / row["text"]).read_text("utf-8")
        for row in restore_scans.scans()
    }
    monkeypatch.setattr(restore_scans, "read_source", lambda path: Source(texts[path]))
    found = list(restore_scans.real())
    assert len(found) == len(texts) > 1
    assert all(path.is_file() for path in texts)
    assert all(len(one.truth) > 500 and "thuôc" not in one.truth for one in found)


def test_a_correction_without_a_place_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A correction of words that the text does not have is named."""
    rows = restore_scans.scans()
    rows[0]["right"] = [["không có", "chữ này"]]
    monkeypatch.setattr(restore_scans, "scans", lambda: rows)
    with pytest.raises(ValueError, match="'không có' is not in its text"):
        list(restore_scans.real())
