"""Tables of tasks: rows on one line, cells on lines of their own."""

from __future__ import annotations

import pytest

from gazetteer.attribute_data import load_attribute_labels
from pipeline.blocks.paragraphs import paragraphs
from pipeline.blocks.tables import Table, find_tables, split_bars
from tests import papers

LABELS = load_attribute_labels()
HEAD = "| STT | Nội dung | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian | Sản phẩm |"
INTRODUCTION = "Nhiệm vụ được phân công theo bảng sau.\n"


def tables(text: str) -> tuple[Table, ...]:
    """The tables of a text."""
    return find_tables(text, paragraphs(text), LABELS)


def cells(text: str) -> list[list[str]]:
    """The words of the cells of its only table."""
    [table] = tables(text)
    return [["\n".join(text[start:end] for start, end in cell) for cell in row.cells] for row in table.rows]


def own_lines(*rows: list[str]) -> str:
    """A table with every cell on a line of its own; an empty cell is a bar alone."""
    lines = ["|"]
    for row in rows:
        for cell in row:
            lines += [*([cell] if cell else []), "|"]
        lines.append("|")
    return "\n".join(lines[:-1])


def test_rows_on_one_line() -> None:
    """Each line is a row, its cells stand between bars."""
    text = f"{HEAD}\n| 1 | Rà soát | Sở Nội vụ | Sở Tài chính | 30/9/2024 | Báo cáo |\nHết bảng."
    assert cells(text) == [["1", "Rà soát", "Sở Nội vụ", "Sở Tài chính", "30/9/2024", "Báo cáo"]]
    assert tables(text)[0].roles == ("number", "content", "lead", "support", "time", "output")
    assert (tables(text)[0].first, tables(text)[0].last) == (0, 2)


def test_bars_at_the_ends_bound_no_cell() -> None:
    """A line with or without bars at its ends has the same cells."""
    for line in ("| a | b |", "a | b", "| a | b", "a | b |"):
        assert [line[cell.start : cell.end] for cell in split_bars(line, 0, len(line))] == ["a", "b"]


def test_empty_cells_stay_in_their_place() -> None:
    """An empty cell keeps the cells behind it in their columns."""
    assert cells(f"{HEAD}\n| 1 | Rà soát | | | 30/9/2024 | |") == [["1", "Rà soát", "", "", "30/9/2024", ""]]


def test_short_row_is_filled() -> None:
    """A row with fewer cells than the head has empty ones at its end."""
    assert cells("Nội dung | Thời gian | Cơ quan chủ trì\nRà soát | 2024") == [["Rà soát", "2024", ""]]


def test_cell_that_breaks_goes_on_in_the_next_line() -> None:
    """A cell broken over lines is put together until its row is full."""
    text = "Nội dung | Cơ quan chủ trì | Thời gian\nRà soát\nhồ sơ | Sở Nội vụ | 2024"
    [table] = tables(text)
    assert len(table.rows) <= 1
    text = "Nội dung | Cơ quan chủ trì | Thời gian\nRà soát | Sở Nội vụ\nSở Tài chính | 2024"
    assert cells(text) == [["Rà soát", "Sở Nội vụ\nSở Tài chính", "2024"]]
    text = "Nội dung | Cơ quan chủ trì | Thời gian\nRà soát | Sở Nội vụ\nSở Tài chính\n| 2024"
    assert cells(text)[0][1].startswith("Sở Nội vụ\nSở Tài chính")


def test_cells_on_their_own_lines() -> None:
    """Cells between lines that hold only a bar are rows too, a cell of several lines is one."""
    text = own_lines(
        ["STT", "Nội dung", "Cơ quan chủ trì", "Thời gian"],
        ["1", "Rà soát\nhồ sơ", "Sở Nội vụ", "Quý IV/2024"],
        ["2", "Tập huấn", "Sở Tài chính", ""],
    )
    assert cells(text) == [
        ["1", "Rà soát\nhồ sơ", "Sở Nội vụ", "Quý IV/2024"],
        ["2", "Tập huấn", "Sở Tài chính", ""],
    ]


def test_own_lines_with_rows_that_lack_cells() -> None:
    """A row that lacks cells ends before the number of the next one, and nothing follows the last."""
    head = ["STT", "Nội dung", "Cơ quan chủ trì", "Thời gian"]
    text = own_lines(head, ["1", "Rà soát"], ["2", "Tập huấn", "Sở Y tế", "2024"]) + "\n|"
    assert cells(text) == [["1", "Rà soát", "", ""], ["2", "Tập huấn", "Sở Y tế", "2024"]]
    assert cells(own_lines(head) + "\n|") == []


def test_own_lines_with_text_behind() -> None:
    """The paragraph behind the last bar is no part of the table."""
    text = own_lines(["Nội dung", "Cơ quan chủ trì"], ["Rà soát", "Sở Nội vụ"]) + "\nHết bảng."
    [table] = tables(text)
    assert paragraphs(text)[table.last - 1] != paragraphs(text)[-1]


@pytest.mark.parametrize(
    "text",
    [
        "| STT | Họ và tên | Chức vụ |\n| 1 | Trần Văn Minh | Trưởng phòng |",
        own_lines(["STT", "Họ và tên"], ["1", "Trần Văn Minh"]),
        "Nội dung | Ghi chú\nRà soát | x",
        "Sở Nội vụ rà soát hồ sơ.",
        "|",
        "|\n|\n|",
        "||||",
        "",
    ],
)
def test_other_tables_are_none(text: str) -> None:
    """Without a column of contents and one of leads or times it is no table of tasks."""
    assert tables(text) == ()


def test_two_tables_in_one_body() -> None:
    """Each table is found, with the paragraphs between them outside."""
    table = "| Nội dung | Thời gian |\n| Rà soát | 2024 |\n"
    found = tables(f"{table}Bảng hai như sau.\n{table}")
    assert [(t.first, t.last) for t in found] == [(0, 2), (3, 5)]


# ---- as tasks ----------------------------------------------------------------------------------------------


def rows(*lines: str) -> list[papers.View]:
    """The tasks of a directive with a table of these rows."""
    return papers.tasks(INTRODUCTION + "\n".join([HEAD, "|---|---|---|---|---|---|", *lines]))


def test_row_is_a_task() -> None:
    """A row gives text, lead, support and deadline of one task (guide T5)."""
    [task] = rows(
        "| 1 | Rà soát kho lưu trữ | Sở Nội vụ | Sở Tài chính; Sở Xây dựng | Tháng 10/2024 | Báo cáo |"
    )
    assert (task.label, task.text, task.kind, task.basis) == (
        "bảng1.1",
        "Rà soát kho lưu trữ",
        "duty",
        "explicit",
    )
    assert (task.lead, task.support) == (("Sở Nội vụ",), ("Sở Tài chính", "Sở Xây dựng"))
    assert task.deadlines == (("date", "2024-10-31"),)


def test_output_cell_is_the_product() -> None:
    """The cell below "Sản phẩm" is the output."""
    text = papers.directive(f"{INTRODUCTION}{HEAD}\n| 1 | Rà soát | Sở Nội vụ | | | Báo cáo rà soát |")
    [task] = papers.read(text).tasks
    assert task.output == "Báo cáo rà soát"


def test_group_row_is_a_heading() -> None:
    """A row with contents alone heads those below it and ends what cells hand down."""
    body = (
        f"{HEAD}\n| I | Công tác lưu trữ | | | | |\n| 1 | Rà soát | Sở Nội vụ | | | |\n"
        "| II | Công tác khác | | | | |\n| 2 | Tập huấn | | | Hằng năm | |"
    )
    first, second = papers.read(papers.directive(INTRODUCTION + body)).tasks
    assert (first.headings, second.headings) == (("Công tác lưu trữ",), ("Công tác khác",))
    assert papers.view(second).lead == ()


def test_merged_cells_carry_down() -> None:
    """An empty lead or time is that of the row above."""
    first, second = rows(
        "| 1 | Rà soát | Sở Nội vụ | Sở Tài chính | 30/9/2024 | |", "| 2 | Lập danh mục | | | | Danh mục |"
    )
    assert (second.lead, second.support, second.deadlines) == (first.lead, first.support, first.deadlines)


def test_row_keeps_what_it_says_itself() -> None:
    """A cell that is filled wins over the row above."""
    _, second = rows(
        "| 1 | Rà soát | Sở Nội vụ | | 30/9/2024 | |", "| 2 | Tập huấn | Sở Tài chính | | 15/10/2024 | |"
    )
    assert (second.lead, second.deadlines) == (("Sở Tài chính",), (("date", "2024-10-15"),))


@pytest.mark.parametrize("row", ["| 1 | | | | | |", "| | | | | | |", "| 1 | | Sở Nội vụ | | | |"])
def test_empty_form_gives_no_task(row: str) -> None:
    """Rows without contents are no tasks."""
    assert rows(row, row) == []


def test_column_of_leads_and_partners() -> None:
    """One column may name who leads and who takes part."""
    body = (
        "TT | Nhiệm vụ | Cơ quan chủ trì, phối hợp | Thời gian\n"
        "1 | Rà soát | Sở Nội vụ chủ trì, phối hợp với Sở Tài chính | 2024"
    )
    [task] = papers.tasks(INTRODUCTION + body)
    assert (task.lead, task.support) == (("Sở Nội vụ",), ("Sở Tài chính",))


def test_unknown_names_in_a_cell_stay_as_written() -> None:
    """Words of a cell that no body is known by are one name each, without id."""
    text = papers.directive(f"{INTRODUCTION}{HEAD}\n| 1 | Rà soát | Nhóm Sáng kiến Xanh | | | |")
    [task] = papers.read(text).tasks
    assert [(a.name, a.agency_id) for a in task.assignees] == [("Nhóm Sáng kiến Xanh", None)]
    assert "unknown-agency" in task.review


def test_evidence_names_the_columns() -> None:
    """The record of a row says which columns made it."""
    text = papers.directive(f"{INTRODUCTION}{HEAD}\n| 1 | Rà soát | Sở Nội vụ | | 2024 | |")
    [task] = papers.read(text).tasks
    assert [(e.rule, text[e.span[0] : e.span[1]]) for e in task.evidence] == [
        ("column.lead", "Sở Nội vụ"),
        ("column.time", "2024"),
    ]


def test_head_of_own_lines_has_few_columns() -> None:
    """A run of more cells than any table has is no head, however many bars follow."""
    head = ["STT", "Nội dung", "Cơ quan chủ trì"]
    assert tables(own_lines([*head, *["Khác"] * 20], ["1"] * 23))
    assert tables(own_lines([*head, *["Khác"] * 40], ["1"] * 43)) == ()
    assert tables("|\n" * 500) == ()


ROWS = [
    ("| 1 | Sở Y tế rà soát, phối hợp với Sở Nội vụ | 2024 |", ("Sở Y tế",), ("Sở Nội vụ",)),
    ("| 1 | - Giao Sở Y tế rà soát | 2024 |", ("Sở Y tế",), ()),
    ("| 1 | Sở Y tế rà soát. Sở Nội vụ báo cáo | 2024 |", ("Sở Y tế", "Sở Nội vụ"), ()),
    ("| 1 | Rà soát hồ sơ của Sở Y tế | 2024 |", (), ()),
]


@pytest.mark.parametrize(("row", "lead", "support"), ROWS)
def test_row_that_names_its_bodies_itself(row: str, lead: tuple[str, ...], support: tuple[str, ...]) -> None:
    """Without a column of leads the words of a row are read like those of an item."""
    [task] = papers.tasks(f"{INTRODUCTION}| STT | Nội dung | Thời gian |\n{row}")
    assert (task.lead, task.support) == (lead, support)


def test_own_words_go_before_the_row_above() -> None:
    """An empty cell of a lead takes the one above, unless the row names a body itself."""
    rows = "| Rà soát | Sở Y tế | 2024 |\n| Lập danh mục | | 2025 |\n| Sở Nội vụ báo cáo | | |"
    text = f"{INTRODUCTION}| Nội dung | Cơ quan chủ trì | Thời gian |\n{rows}"
    assert [task.lead for task in papers.tasks(text)] == [("Sở Y tế",), ("Sở Y tế",), ("Sở Nội vụ",)]


def test_own_words_in_a_wrapped_cell() -> None:
    """A name cut by the end of a cell's line is whole again."""
    rows = own_lines(["STT", "Nội dung", "Thời gian"], ["1", "Sở Giáo dục và\nĐào tạo rà soát", "2024"])
    [task] = papers.tasks(INTRODUCTION + rows)
    assert task.lead == ("Sở Giáo dục và Đào tạo",)


@pytest.mark.parametrize("role", ["Cơ quan chủ trì", "Cơ quan phối hợp"])
@pytest.mark.parametrize("title", ["", "PHỤ LỤC\n", "KẾ HOẠCH\nTriển khai nhiệm vụ năm 2025\n"])
def test_table_right_below_a_title(title: str, role: str) -> None:
    """The head of a table ends the title above it, of the document or of an attachment."""
    table = f"| TT | Nhiệm vụ | Cơ quan chủ trì | {role} |\n| 1 | Rà soát | Sở Y tế | Sở Nội vụ |"
    body = f"Nơi nhận:\n- Lưu: VT.\n\n{title}{table}" if title else table
    assert [task.label for task in papers.tasks(body)] == ["bảng1.1"]
