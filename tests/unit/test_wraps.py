"""Line ends against the labels of four real documents, where they are at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.bench import wraps

_SHARED = Path(__file__).parents[2] / ".." / "shared"
_LABELS = _SHARED / "restore" / "seed_wraps.tsv"
_GOLD = _SHARED / "gold"


@pytest.mark.skipif(not _LABELS.exists(), reason="the labelled line ends are not part of the repository")
def test_labelled_line_ends() -> None:
    """At least 480 of the 483 labelled line ends are read right."""
    labels = wraps.read_labels(_LABELS)
    assert len(labels) == 483
    assert len(wraps.wrong(labels, _GOLD)) <= 3


def test_scoring(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The score counts a line end read wrongly, shows it, and the exit status says if there are too many."""
    (tmp_path / "seed_x.txt").write_text("Giao Sở Nội vụ.\nGiao Sở Y tế.\n", encoding="utf-8")
    labels = tmp_path / "labels.tsv"
    head = "doc\toffset\tlength\traw\tlabel\tbefore\tafter\n"
    labels.write_text(head + "x\t15\t1\t\\n\tblock\tvụ.\tGiao\n", encoding="utf-8")
    assert wraps.main([str(labels), str(tmp_path)]) == 0
    labels.write_text(head + "x\t15\t1\t\\n\tjoin_space\tvụ.\tGiao\n", encoding="utf-8")
    assert wraps.main([str(labels), str(tmp_path)]) == 1
    shown = capsys.readouterr().out
    assert "1 of 1 line ends right" in shown
    assert "x 15: join_space, read as '\\n': vụ. ⏎ Giao" in shown
