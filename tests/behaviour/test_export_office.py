"""Workbooks opened by an office program, as a clerk opens them."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline import engine
from pipeline.export import csv_file, xlsx
from pipeline.export.annex import COLUMNS, PRINTED
from pipeline.export.folder import read_folder
from pipeline.export.model import Exported
from tests.stores import assignee, deadline, document, task

SOFFICE = shutil.which("soffice")
CALC = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
"""Commas, quotes, UTF-8, cells as they are shown, every sheet in a file of its own."""


def converted(path: Path, form: str, scratch: Path) -> list[Path]:
    """What LibreOffice makes of a file."""
    if SOFFICE is None:
        pytest.skip("needs LibreOffice")
    profile = f"-env:UserInstallation=file://{scratch / 'profile'}"
    target = scratch / "made"
    command = [SOFFICE, "--headless", profile, "--convert-to", form, "--outdir", str(target), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    if "no export filter" in done.stderr or not target.is_dir():
        pytest.skip("needs LibreOffice with Calc (libreoffice-calc-nogui)")
    return sorted(target.iterdir())


def shown(path: Path) -> list[list[str]]:
    """The cells of a CSV file."""
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def test_a_workbook_shows_what_the_csv_says(root: Path, tmp_path: Path) -> None:
    """Every cell of the sample documents' tasks, days and shares included, is shown as it was meant."""
    engine.run([str(root / "corpus" / "*.txt")], tmp_path / "out", engine.Options())
    documents = [
        Exported(line.fields, [one.fields for one in own]) for line, own in read_folder(tmp_path / "out")
    ]
    xlsx.write(documents, tmp_path / "viec.xlsx")
    csv_file.write(documents, tmp_path / "viec.csv")
    (made,) = converted(tmp_path / "viec.xlsx", CALC, tmp_path)
    expected = shown(tmp_path / "viec.csv")
    assert len(expected) > 300
    assert shown(made) == expected


def test_formulas_and_strange_signs_are_shown_as_words(tmp_path: Path) -> None:
    """Nothing is calculated, in no sheet."""
    strange = ["=1+1", "+84", "-5", "@SUM(A1)", '=HYPERLINK("http://a")', "a\x07b", "_x0041_", "Đ\U0001f4c4"]
    documents = [
        Exported(document(f"vb-{number}"), [task(text, deadlines=[deadline("2023-09-30")], assignees=[
            assignee(None, name="=A1")])])
        for number, text in enumerate(strange)
    ]  # fmt: skip
    xlsx.write(documents, tmp_path / "viec.xlsx", sheets="document")
    made = converted(tmp_path / "viec.xlsx", CALC, tmp_path)
    rows = [shown(path)[1] for path in made]
    assert sorted(row[1] for row in rows) == sorted(text.replace("\x07", " ") for text in strange)
    assert {row[COLUMNS.index("leads")] for row in rows} == {"=A1"}
    assert {row[COLUMNS.index("due")] for row in rows} == {"30/09/2023"}


def test_the_printed_page_is_an_annex(tmp_path: Path) -> None:
    """A4 across, with the headings of an annex on every page and nothing for review."""
    pdfium = pytest.importorskip("pypdfium2")
    many = [
        task(f"Giao việc thứ {number} " + "dài " * 40, number, review=["no-lead"]) for number in range(40)
    ]
    xlsx.write([Exported(document(), many)], tmp_path / "viec.xlsx")
    (made,) = converted(tmp_path / "viec.xlsx", "pdf", tmp_path)
    with pdfium.PdfDocument(made) as pdf:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
        width, height = pdf[0].get_size()
    assert (round(width), round(height)) == (842, 595)
    assert len(pages) > 1
    assert all("Nội dung nhiệm vụ" in page and "DANH MỤC NHIỆM VỤ ĐƯỢC GIAO" in page for page in pages)
    assert not any("Cần xem lại" in page for page in pages)
    assert all(f"Trang {number}/{len(pages)}" in page for number, page in enumerate(pages, 1))
    assert len(COLUMNS) > PRINTED
