"""`giaoviec export`: what is taken, what is written, and what is said."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, get_args

import pytest

from pipeline import cli
from pipeline.cli.export import FORMATS, SHEETS
from pipeline.export import xlsx
from pipeline.messages import LANGUAGES, load_messages
from pipeline.store import load
from tests.stores import NOI_VU, TAI_CHINH, assignee, document, task, write


class Ran(NamedTuple):
    """What a run of the command left."""

    code: int
    out: str
    err: str


Export = Callable[..., Ran]


@pytest.fixture
def export(capsys: pytest.CaptureFixture[str]) -> Export:
    """Run the command in this process."""

    def run(*argv: str | Path) -> Ran:
        code = cli.main(["export", *map(str, argv)])
        return Ran(code, *capsys.readouterr())

    return run


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder of records of two documents with tasks and one without."""
    first = [task("Giao Sở Nội vụ", 1, assignees=[assignee(NOI_VU)]),
             task("Giao Sở Tài chính", 2, assignees=[assignee(TAI_CHINH)])]  # fmt: skip
    second = [task("Sở Nội vụ báo cáo", 1, "vb-2", assignees=[assignee(NOI_VU)])]
    rows = [(document("vb-1"), first), (document("vb-2", date="2024-01-02"), second), (document("vb-3"), [])]
    return write(tmp_path / "out", rows)


@pytest.fixture
def store(out: Path, tmp_path: Path) -> str:
    """A store of these records."""
    url = str(tmp_path / "kho.db")
    load(out, url, at="2026-01-01T00:00:00+00:00")
    return url


def texts(path: Path) -> list[str]:
    """The tasks of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row[1] for row in csv.reader(file)][1:]


def test_a_folder_is_exported_by_the_ending_of_the_file(out: Path, tmp_path: Path, export: Export) -> None:
    """The file is there, and what it holds is said."""
    path = tmp_path / "viec.csv"
    ran = export(out, "-o", path)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"Đã xuất 3 nhiệm vụ của 3 văn bản: 3 mục trong {path}.\n"
    assert texts(path) == ["Giao Sở Nội vụ", "Giao Sở Tài chính", "Sở Nội vụ báo cáo"]


def test_a_document_of_several_folders_is_exported_once(out: Path, tmp_path: Path, export: Export) -> None:
    """That of the first folder."""
    other = write(tmp_path / "other", [(document("vb-2"), [task("Khác", 1, "vb-2")]), (document("vb-4"), [])])
    assert export(out, other, "-o", tmp_path / "a.csv").code == 0
    assert texts(tmp_path / "a.csv") == ["Giao Sở Nội vụ", "Giao Sở Tài chính", "Sở Nội vụ báo cáo"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ((), ["Giao Sở Nội vụ", "Giao Sở Tài chính", "Sở Nội vụ báo cáo"]),
        (("--agency", NOI_VU), ["Giao Sở Nội vụ", "Sở Nội vụ báo cáo"]),
        (("--agency", NOI_VU, "--year", "2024"), ["Sở Nội vụ báo cáo"]),
        (("--text", "báo cáo"), ["Sở Nội vụ báo cáo"]),
        (("--text", "bao cao"), ["Sở Nội vụ báo cáo"]),
        (("--year", "1999"), []),
    ],
)
def test_a_store_is_exported_with_the_filters_of_query(
    filters: tuple[str, ...], found: list[str], store: str, tmp_path: Path, export: Export
) -> None:
    """They combine; tasks stand by document."""
    assert export("--store", store, *filters, "-o", tmp_path / "a.csv").code == 0
    assert texts(tmp_path / "a.csv") == found


def test_records_come_back_as_they_were(out: Path, store: str, tmp_path: Path, export: Export) -> None:
    """Records, store, records: the same bytes, documents without tasks included."""
    for source in (("--store", store), (str(out),)):
        folder = tmp_path / f"lai{len(source)}"
        assert export(*source, "--format", "jsonl", "-o", folder).code == 0
        names = sorted(path.name for path in folder.iterdir())
        assert names == ["documents.jsonl", "tasks.jsonl"]
        assert all((folder / name).read_bytes() == (out / name).read_bytes() for name in names)


@pytest.mark.parametrize("name", ["xlsx", "csv", "parquet", "ics", "edxml"])
def test_every_format_of_tables_is_written(name: str, out: Path, tmp_path: Path, export: Export) -> None:
    """In both languages."""
    for lang in LANGUAGES:
        path = tmp_path / f"{lang}.{name}"
        assert export(out, "--format", name, "-o", path, "--lang", lang).code == 0
        assert path.stat().st_size


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_its_writer_and_is_told_of(name: str) -> None:
    """The module is there and writes; the help names the format."""
    assert callable(import_module(FORMATS[name].module).write)
    for lang in LANGUAGES:
        assert name in load_messages(lang)["help.export.description"]


def test_the_ways_to_lay_out_sheets_are_those_of_the_workbook() -> None:
    """The command knows them without importing what writes workbooks."""
    assert get_args(xlsx.Sheets) == SHEETS


def test_a_sheet_a_document(out: Path, tmp_path: Path, export: Export) -> None:
    """The option reaches the workbook."""
    from openpyxl import load_workbook

    assert export(out, "--sheets", "document", "-o", tmp_path / "a.xlsx").code == 0
    assert load_workbook(tmp_path / "a.xlsx").sheetnames == ["vb-1-CT-UBND", "vb-2-CT-UBND"]


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["OUT", "-o", "a.zip"], "--format không nhận giá trị"),
        (["OUT", "-o", "a"], "còn thiếu --format"),
        (["OUT"], "còn thiếu -o TỆP"),
        (["OUT", "-o", "a.csv", "--sheets", "one"], "--format xlsx"),
        (["OUT", "-o", "a.csv", "--agency", "x"], "--agency chỉ có nghĩa khi đi cùng --store"),
        (["OUT", "-o", "a.csv", "--year", "0"], "--year chỉ có nghĩa"),
        (["OUT", "-o", "a.csv", "--store", "x.db"], "không nhận thêm"),
        (["nowhere", "-o", "a.csv"], "không có kết quả"),
        (["--store", "nowhere.db", "-o", "a.csv"], "Không có kho dữ liệu"),
        (["--store", "STORE", "-o", "a", "--format", "doccano"], "Không có văn bản nguồn"),
        (["OUT", "-o", "a", "--format", "doccano"], "Không có văn bản nguồn"),
        (["OUT", "-o", "OUT/tasks.jsonl/a.csv"], "Không ghi được"),
        (["OUT", "-o", "OUT/tasks.jsonl/a.xlsx"], "Không ghi được"),
        (["OUT", "-o", "OUT/tasks.jsonl", "--format", "jsonl"], "Không ghi được"),
    ],
)
def test_what_cannot_be_done_is_said(
    argv: list[str], words: str, out: Path, store: str, monkeypatch: pytest.MonkeyPatch, export: Export
) -> None:
    """One line of words, no file, and the status of a wrong call."""
    monkeypatch.chdir(out.parent)
    before = sorted(out.parent.rglob("*"))
    ran = export(*(word.replace("OUT", str(out)).replace("STORE", store) for word in argv))
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
    assert len(ran.err.splitlines()) == 1
    assert sorted(out.parent.rglob("*")) == before


def test_a_broken_record_stops_the_export_and_leaves_the_old_file(
    out: Path, tmp_path: Path, export: Export
) -> None:
    """The line is named; whoever has the file keeps what was there."""
    path = tmp_path / "a.csv"
    path.write_text("cũ", encoding="utf-8")
    with (out / "tasks.jsonl").open("a", encoding="utf-8") as file:
        file.write("{\n")
    ran = export(out, "-o", path)
    assert ran.code == 2
    assert "tasks.jsonl hỏng ở dòng 4" in ran.err
    assert path.read_text(encoding="utf-8") == "cũ"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.csv", "out"]


def test_a_missing_package_is_named(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, export: Export
) -> None:
    """With the extra that brings it."""
    monkeypatch.delitem(sys.modules, "pipeline.export.xlsx", raising=False)
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    ran = export(out, "-o", tmp_path / "a.xlsx")
    assert ran.code == 2
    assert "giaoviec[tables]" in ran.err
