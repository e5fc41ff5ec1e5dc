"""Excel workbooks, read back with another library."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.errors import UsageError
from pipeline.export import xlsx
from pipeline.export.annex import COLUMNS, PRINTED, headings
from pipeline.export.model import Exported
from tests.stores import NOI_VU, assignee, deadline, document, task

Fields = dict[str, Any]


def exported(document_id: str, *tasks: Fields, **changed: Any) -> Exported:  # noqa: ANN401
    """A document with tasks."""
    return Exported(document(document_id, **changed), tasks)


def opened(path: Path) -> Workbook:
    """The workbook."""
    return load_workbook(path)


def sheet_of(path: Path) -> Worksheet:
    """The first sheet."""
    return cast("Worksheet", opened(path).worksheets[0])


def cells(sheet: Worksheet, column: str) -> list[object]:
    """The values of a column below its heading."""
    number = COLUMNS.index(column) + 1
    return [sheet.cell(row, number).value for row in range(2, sheet.max_row + 1)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where to write."""
    return tmp_path / "a" / "viec.xlsx"


def test_a_row_a_task_under_vietnamese_headings(path: Path) -> None:
    """Numbers, days and shares are such in the cells, all else is text."""
    first = task("Giao Sở Nội vụ", assignees=[assignee(NOI_VU, name="Sở Nội vụ")],
                 deadlines=[deadline("2023-09-30")], review=["no-lead"])  # fmt: skip
    other = task("Báo cáo", 2, deadlines=[deadline("monthly", "recurring")])
    assert xlsx.write([exported("vb-1", first, other)], path) == 2
    sheet = sheet_of(path)
    assert [cell.value for cell in sheet[1]] == headings("vi")
    assert cells(sheet, "number") == [1, 2]
    assert cells(sheet, "text") == ["Giao Sở Nội vụ", "Báo cáo"]
    assert cells(sheet, "due") == [datetime(2023, 9, 30), "hằng tháng"]  # noqa: DTZ001
    assert cells(sheet, "confidence") == [0.9, 0.9]
    assert sheet.cell(2, COLUMNS.index("due") + 1).number_format == "dd/mm/yyyy"
    assert sheet.cell(2, COLUMNS.index("confidence") + 1).number_format == "0%"


def test_a_sheet_is_ready_to_filter_to_read_and_to_print(path: Path) -> None:
    """Headings stay in view and on every page; the page is A4 across, with the columns of an annex alone."""
    xlsx.write([exported("vb-1", task("A"), task("B", 2))], path)
    sheet = sheet_of(path)
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:L3"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.print_area == f"'Nhiệm vụ'!$A$1:${'ABCDEFGH'[PRINTED - 1]}$3"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.page_setup.fitToHeight == 0
    assert all(cell.alignment.wrap_text for cell in sheet[2])


def test_reasons_to_review_are_coloured_where_there_are_any(path: Path) -> None:
    """A clerk sees at a glance which tasks to look at."""
    xlsx.write([exported("vb-1", task("A", review=["no-lead"]), task("B", 2))], path)
    fills = [sheet_of(path).cell(row, COLUMNS.index("review") + 1).fill.fgColor.rgb for row in (2, 3)]
    assert fills[0] == "FFFFE699"
    assert fills[1] != fills[0]


@pytest.mark.parametrize("text", ["=1+1", "+84 912", "-5", "@SUM(A1)", "\t=cmd()", "＝1", "\n-1", " =1"])
def test_a_text_like_a_formula_stays_a_text(text: str, path: Path) -> None:
    """The cell holds a string that Excel keeps as one even when it is edited; the words are unchanged."""
    xlsx.write([exported("vb-1", task(text))], path)
    cell = sheet_of(path).cell(2, 2)
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", text.strip(), True)


def test_signs_that_a_workbook_cannot_hold_become_spaces(path: Path) -> None:
    """Control characters do not break the file; what looks like their escape is left as it is."""
    xlsx.write([exported("vb-1", task("a\x00b\x0bc\ufffed _x0041_ <&> Đ\U0001f4c4"))], path)
    assert unescape(str(sheet_of(path).cell(2, 2).value)) == "a b c d _x0041_ <&> Đ\U0001f4c4"


def test_a_text_too_long_for_a_cell_goes_on_below(path: Path) -> None:
    """Nothing of it is lost, and its number stands once."""
    text = "việc lớn " * 10_000
    xlsx.write([exported("vb-1", task(text), task("B", 2))], path)
    found = sheet_of(path)
    assert cells(found, "number") == [1, "", "", 2]
    assert "".join(map(str, cells(found, "text")[:3])) == text.strip()


def test_more_tasks_than_a_sheet_holds_go_to_further_sheets(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each sheet has its headings and filters; numbers run on."""
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    xlsx.write([exported("vb-1", *(task(f"việc {number}", number) for number in range(5)))], path)
    book = opened(path)
    assert book.sheetnames == ["Nhiệm vụ", "Nhiệm vụ (2)", "Nhiệm vụ (3)"]
    assert [cells(sheet, "number") for sheet in book.worksheets] == [[1, 2], [3, 4], [5]]
    assert all(sheet.auto_filter.ref for sheet in book.worksheets)


def test_a_sheet_a_document_is_named_after_it(path: Path) -> None:
    """By its number, as Excel takes names; documents without tasks have none, and each counts from one."""
    documents = [
        exported("vb-1", task("A")),
        exported("vb-2"),
        exported("vb-3", task("B"), number="VB-1/CT-UBND"),
        exported("vb-4", task("C"), number=None),
        exported("vb-5", task("D"), number="'" + "9" * 40),
    ]
    assert xlsx.write(documents, path, sheets="document") == 4
    book = opened(path)
    assert book.sheetnames == ["vb-1-CT-UBND", "VB-1-CT-UBND (2)", "vb-4", "9" * 31]
    assert [cells(sheet, "number") for sheet in book.worksheets] == [[1]] * 4
    assert "Chỉ thị số vb-1/CT-UBND" in str(book.worksheets[0].oddHeader)


def test_too_many_sheets_are_refused_and_nothing_is_left(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the file; neither it nor a part of it is there."""
    monkeypatch.setattr(xlsx, "MOST_SHEETS", 2)
    documents = [exported(f"vb-{number}", task("A")) for number in range(3)]
    with pytest.raises(UsageError) as caught:
        xlsx.write(documents, path, sheets="document")
    assert (caught.value.code, caught.value.file) == ("too-many-sheets", str(path))
    assert list(path.parent.iterdir()) == []


def test_no_tasks_give_headings_alone(path: Path) -> None:
    """An empty list is still a workbook that opens."""
    assert xlsx.write([], path) == 0
    assert sheet_of(path).max_row == 1


def test_days_before_the_first_of_excel_are_words(path: Path) -> None:
    """A year that was read wrongly does not stop the export."""
    xlsx.write([exported("vb-1", task("A", deadlines=[deadline("1023-09-30")]))], path)
    assert cells(sheet_of(path), "due") == ["30/09/1023"]


def test_the_same_tasks_give_the_same_bytes(path: Path) -> None:
    """Nothing of the day or the machine is in the file."""
    xlsx.write([exported("vb-1", task("A"))], path)
    first = path.read_bytes()
    xlsx.write([exported("vb-1", task("A"))], path)
    assert path.read_bytes() == first
    assert zipfile.ZipFile(path).testzip() is None


def test_a_folder_that_cannot_be_written_is_an_error_of_the_system(path: Path) -> None:
    """The library's own kind of error does not come through."""
    path.mkdir(parents=True)
    (path / "x").touch()
    with pytest.raises(OSError, match="viec"):
        xlsx.write([exported("vb-1", task("A"))], path)
    path.with_name(f".{path.name}.partial").mkdir()
    with pytest.raises(OSError, match="partial"):
        xlsx.write([exported("vb-1", task("A"))], path)


@pytest.mark.parametrize("title", ["dài " * 100, "A & B " * 60, "&" * 300])
def test_a_long_name_of_a_document_fits_the_head_of_a_page(title: str, path: Path) -> None:
    """The library would leave the head away, with a warning."""
    xlsx.write([exported("vb-1", task("A"), number=None, date=None, title=title)], path, sheets="document")
    head = sheet_of(path).oddHeader
    assert "DANH MỤC" in str(head)
    assert "…" in str(head)
