"""CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from pipeline.export import csv_file
from pipeline.export.annex import COLUMNS, headings
from pipeline.export.model import Exported
from tests.stores import deadline, document, task


def lines(path: Path) -> list[list[str]]:
    """The cells of every line."""
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def test_excel_opens_it_as_it_is(tmp_path: Path) -> None:
    """The mark of UTF-8 stands first, every cell is in quotes, days are written as people write them."""
    tasks = [task('Giao "Sở Nội vụ"; báo cáo', deadlines=[deadline("2023-09-30")]), task("B", 2)]
    path = tmp_path / "a.csv"
    assert csv_file.write([Exported(document(), tasks)], path) == 2
    raw = path.read_bytes()
    assert raw.startswith(b'\xef\xbb\xbf"STT","')
    assert all(line.startswith(b'"') and line.endswith(b'"') for line in raw[3:].split(b"\r\n")[:-1])
    heading, first, second = lines(path)
    assert heading == headings("vi")
    assert first[:2] == ["1", 'Giao "Sở Nội vụ"; báo cáo']
    assert dict(zip(COLUMNS, first, strict=True))["due"] == "30/09/2023"
    assert dict(zip(COLUMNS, first, strict=True))["confidence"] == "90%"
    assert (second[0], second[-1]) == ("2", "vb-1-2")


@pytest.mark.parametrize("text", ["=1+1", "+84", "-5", "@SUM(A1)", "\t=1", "\r-1", "＋1"])
def test_a_text_like_a_formula_is_no_formula(text: str, tmp_path: Path) -> None:
    """An apostrophe stands before it."""
    path = tmp_path / "a.csv"
    csv_file.write([Exported(document(), [task(text)])], path)
    assert lines(path)[1][1] == f"'{text.strip()}"


def test_nothing_gives_headings_alone(tmp_path: Path) -> None:
    """An empty list is still a table."""
    assert csv_file.write([], tmp_path / "a.csv", lang="en") == 0
    assert lines(tmp_path / "a.csv") == [headings("en")]
