"""Tables of tasks printed in columns: heads, rivers, rows, pages, and what is no table."""

from __future__ import annotations

from dataclasses import replace
from unicodedata import normalize

import pytest

from gazetteer.attribute_data import load_attribute_labels
from pipeline.blocks.column_heads import find_anchors
from pipeline.blocks.columns import find_columns
from pipeline.blocks.paragraphs import paragraphs
from pipeline.blocks.printed import print_lines
from pipeline.blocks.tables import Table
from pipeline.document import Document, read_document
from pipeline.source import Source
from tests import papers
from tests.printing import Layout, print_table

LABELS = load_attribute_labels()
HEADS = ["TT", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành"]
ROLES = ("number", "content", "lead", "support", "time")
WIDE = Layout((4, 34, 20, 20, 16))
ROWS = [
    [
        "1", "Rà soát các văn bản đã hết hiệu lực trên địa bàn",
        "Sở Thông tin và Truyền thông", "Các sở, ban, ngành tỉnh", "Quý II năm 2024",
    ],
    ["2", "Lập danh mục hồ sơ", "Sở Nội vụ", "Văn phòng Sở", "30/9/2024"],
    ["3", "Tổ chức hội nghị tập huấn công tác lưu trữ cho công chức cấp xã", "Sở Nội vụ", "", "Thường xuyên"],
]  # fmt: skip
AFTER = """
2. Sở Tài chính bố trí kinh phí thực hiện các nhiệm vụ nêu trên trong dự toán chi ngân sách hằng năm
của các cơ quan, đơn vị theo phân cấp."""


def read(text: str) -> tuple[Document, tuple[Table, ...]]:
    """The tables printed in a text that is all body."""
    document = read_document(Source(text=text))
    anchors = find_anchors(text, LABELS)
    return document, find_columns(document, paragraphs(document.text), anchors, LABELS)


def cells(text: str) -> list[list[str]]:
    """The words of the cells of its only table."""
    document, [table] = read(text)
    return [
        [" ".join("".join(document.text[a:b] for a, b in cell).split()) for cell in row.cells]
        for row in table.rows
    ]


@pytest.mark.parametrize("layout", [
    WIDE,
    replace(WIDE, centred=True),
    replace(WIDE, middle=True),
    replace(WIDE, room=1),
    replace(WIDE, centred=True, middle=True, room=1),
    replace(WIDE, gap=2, indent=20),
    Layout((4, 70, 40, 40, 30), gap=6),
    Layout((4, 18, 14, 14, 12)),
])  # fmt: skip
def test_wrapped_cells_are_whole_again(layout: Layout) -> None:
    """However wide the columns, and wherever the cells stand in their rows, each word is in its own cell."""
    assert cells(print_table(HEADS, ROWS, layout)) == ROWS


@pytest.mark.parametrize("room", [0, 1])
def test_numbers_in_the_middle_of_their_rows(room: int) -> None:
    """A number may stand below the first line of its row; the row begins where its contents do."""
    rows = [
        [
            "1",
            "Rà soát các văn bản quy phạm pháp luật đã hết hiệu lực trên địa bàn",
            "Sở Tư pháp",
            "",
            "Quý I",
        ],
        ["2", "Tổ chức hội nghị", "Sở Nội vụ", "Văn phòng Ủy ban nhân dân tỉnh Lai Châu", "Quý II"],
        [
            "3",
            "Tham mưu ban hành kế hoạch theo dõi thi hành pháp luật năm sau",
            "Thanh tra",
            "Sở Y tế",
            "2024",
        ],
    ]
    layout = Layout((4, 22, 20, 24, 12), middle=True, room=room)
    assert cells(print_table(["TT", "Nội dung", "Chủ trì", "Phối hợp", "Thời hạn"], rows, layout)) == rows


def test_cells_are_pieces_that_join_to_their_words() -> None:
    """The pieces of a wrapped cell, blanks between them included, are its words."""
    document, [table] = read(print_table(HEADS, ROWS, WIDE))
    lead = table.rows[0].cells[2]
    assert len(lead) == 2
    assert [document.text[a:b].strip() for a, b in lead] == ["Sở Thông tin và", "Truyền thông"]
    assert (
        " ".join("".join(document.verbatim(piece) for piece in lead).split())
        == "Sở Thông tin và Truyền thông"
    )


@pytest.mark.parametrize(("head", "roles"), [
    (""" STT   Nội dung nhiệm vụ             Cơ quan        Thời gian
                                     chủ trì        hoàn thành""", ("number", "content", "lead", "time")),
    ("""                                     Cơ quan        Thời gian
 STT   Nội dung nhiệm vụ
                                     chủ trì        hoàn thành""", ("number", "content", "lead", "time")),
    ("""                                     Đơn vị thực hiện
 STT   Nội dung nhiệm vụ             Chủ trì        Phối hợp""", ("number", "content", "lead", "support")),
    (" STT   NỘI DUNG NHIỆM VỤ             CHỦ TRÌ        THỜI HẠN", ("number", "content", "lead", "time")),
    (" STT NỘI DUNG NHIỆM VỤ               CHỦ TRÌ        THỜI HẠN", ("number", "content", "lead", "time")),
    ("       NỘI DUNG NHIỆM VỤ             CHỦ TRÌ        THỜI HẠN", ("content", "lead", "time")),
    ("       NỘI DUNG NHIỆM VỤ             MÃ SỐ          THỜI HẠN", ("content", "", "time")),
])  # fmt: skip
def test_heads(head: str, roles: tuple[str, ...]) -> None:
    """Labels over several lines, under a shared head, in capitals or beside a narrow number are read."""
    number = "  1 " if roles[0] == "number" else "    "
    _, [table] = read(f"{head}\n{number}   Rà soát các văn bản           Sở Nội vụ      Văn phòng Sở\n")
    assert table.roles == roles


def test_numbers_under_the_heads_are_no_row() -> None:
    """A line "(1) (2) (3)" under the heads only numbers the columns."""
    text = print_table(HEADS, [["(1)", "(2)", "(3)", "(4)", "(5)"], *ROWS], WIDE)
    assert cells(text) == ROWS


def test_groups_are_rows_of_contents() -> None:
    """A heading inside the table is a row of its own, also where it runs over all columns."""
    long = "CÔNG TÁC XÂY DỰNG VĂN BẢN QUY PHẠM PHÁP LUẬT, KIỂM TRA VÀ XỬ LÝ VĂN BẢN"
    text = print_table(HEADS, [["I", "Cải cách thể chế", "", "", ""], *ROWS], WIDE)
    assert cells(f"{text}\n II    {long}\n{print_table(HEADS, ROWS, WIDE).partition('thành')[2]}") == [
        ["I", "Cải cách thể chế", "", "", ""], *ROWS, ["II", long, "", "", ""], *ROWS,
    ]  # fmt: skip


def test_group_without_number() -> None:
    """A heading without a number that runs over the columns parts the rows too."""
    text = print_table(HEADS, ROWS[:2], WIDE)
    long = "Công tác xây dựng văn bản quy phạm pháp luật, kiểm tra và xử lý văn bản"
    following = print_table(HEADS, ROWS[1:2], WIDE).partition("thành")[2]
    assert cells(f"{text}\n   {long}{following}") == [*ROWS[:2], ["", long, "", "", ""], ROWS[1]]


def test_table_goes_on_over_pages() -> None:
    """A row may run over a page's end; the next page has its own places, with or without the heads again."""
    first = print_table(HEADS, ROWS[:1], WIDE)
    second = print_table(HEADS, ROWS[1:], replace(WIDE, indent=9, gap=5))
    bare = second.partition("thành")[2].strip("\n")
    assert cells(f"{first}\n\f{second}") == ROWS
    assert cells(f"{first}\n\f{bare}\n") == ROWS
    head, row = first.rsplit("\n", 1)
    assert cells(f"{head}\n\n                 2\n\n{row}") == ROWS[:1]


def test_table_with_other_columns_is_another() -> None:
    """Two tables whose heads differ are two; text between them belongs to neither."""
    other = print_table(["Nội dung", "Thời hạn"], [["Rà soát", "30/9/2024"]], Layout((30, 20)))
    _, tables = read(f"{print_table(HEADS, ROWS, WIDE)}\n{AFTER}\n{other}")
    assert [(table.roles, len(table.rows)) for table in tables] == [(ROLES, 3), (("content", "time"), 1)]


def test_rows_without_numbers() -> None:
    """Without a column of numbers a row begins where all its cells begin anew, or more room is left."""
    rows = [row[1:] for row in ROWS]
    layout = Layout((34, 20, 20, 16))
    assert cells(print_table(HEADS[1:], rows[:2], layout)) == rows[:2]
    assert cells(print_table(HEADS[1:], rows, replace(layout, room=1))) == rows


def test_bullets_with_bodies_of_their_own_are_rows() -> None:
    """Under one number, each bullet beside which a body stands is a row."""
    text = """ TT   Nội dung                      Chủ trì          Thời hạn
 1    Công tác lưu trữ
      - Rà soát tài liệu            Sở Nội vụ        Quý I
      - Chỉnh lý tài liệu           Văn phòng Sở     Quý II
        tồn đọng"""
    assert [row[:3] for row in cells(text)] == [
        ["1", "Công tác lưu trữ", ""],
        ["", "- Rà soát tài liệu", "Sở Nội vụ"],
        ["", "- Chỉnh lý tài liệu tồn đọng", "Văn phòng Sở"],
    ]
    assert [task.text for task in papers.tasks("1. Phân công như sau:\n\n" + text)] == [
        "Rà soát tài liệu", "Chỉnh lý tài liệu tồn đọng",
    ]  # fmt: skip


def test_tabs_part_columns() -> None:
    """Cells copied from a spreadsheet, a tab between them, need no places; empty ones stay empty."""
    rows = [
        ["1", "Rà soát " + "văn bản " * 30, "Sở Nội vụ", "", "Quý I"],
        ["2", "Báo cáo", "Sở Y tế", "Sở Nội vụ", "2024"],
    ]
    text = "\n".join("\t".join(row) for row in [HEADS, *rows])
    assert cells(text) == [[cell.strip() for cell in row] for row in rows]


def test_decomposed_letters_take_no_place_of_their_own() -> None:
    """Letters in NFD don't move the columns."""
    assert cells(normalize("NFD", print_table(HEADS, ROWS, WIDE))) == ROWS


def test_words_that_the_matched_text_changes() -> None:
    """A hyphen at a line's end, or one that is parted from its word, moves no other word."""
    text = """ TT   Nội dung                 Chủ trì          Thời hạn
 1    Xây dựng kế hoạch        Sở Y tế          Quý I
      giai đoạn 2021-
      2025 của tỉnh
 2    Rà soát                  Sở Nội vụ        Quý II"""
    assert cells(text) == [
        ["1", "Xây dựng kế hoạch giai đoạn 2021- 2025 của tỉnh", "Sở Y tế", "Quý I"],
        ["2", "Rà soát", "Sở Nội vụ", "Quý II"],
    ]
    text = "Nội dung          Chủ trì          Thời hạn\n-Rà soát          Sở Y tế          Quý I"
    assert cells(text) == [["- Rà soát", "Sở Y tế", "Quý I"]]


def test_word_closed_over_a_lines_end_is_printed_on_both() -> None:
    """Each half of a word that the matched text has put together stands where it was printed."""
    document = Document(
        Source(text="năm 2021-\n  2025 sau"), "năm 2021-2025 sau", changes=((9, 12, "", "wrap"),)
    )
    lines = print_lines(document, paragraphs(document.text), 0)
    assert [[(document.text[w.start : w.end], w.left, w.right) for w in line.words] for line in lines] == [
        [("năm", 0, 3), ("2021-", 4, 9)], [("2025", 2, 6), ("sau", 7, 10)],
    ]  # fmt: skip


@pytest.mark.parametrize("after", [AFTER, "\nIII. TỔ CHỨC THỰC HIỆN" + AFTER, "\n" + AFTER.strip()])
def test_text_behind_the_table_is_no_row(after: str) -> None:
    """The table ends with its last row that names a body or a time."""
    text = f"{print_table(HEADS, ROWS, WIDE)}\n{after}"
    assert cells(text) == ROWS
    document, [table] = read(text)
    lines = [document.text[a:b] for a, b in paragraphs(document.text)[table.last :]]
    assert any(line.startswith("2. Sở Tài chính") for line in lines)


def test_last_row_goes_on_below_its_body() -> None:
    """Contents that wrap further than the other cells of the last row belong to it."""
    rows = [
        ["1", "Rà soát các văn bản đã hết hiệu lực trên địa bàn toàn tỉnh năm nay", "Sở Nội vụ", "", "Quý I"]
    ]
    assert cells(print_table(HEADS, rows, WIDE) + AFTER) == rows


@pytest.mark.parametrize("text", [
    "",
    "Nội dung: rà soát.   Thời gian: quý I.",
    """  ỦY BAN NHÂN DÂN              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
     TỈNH HÒA BÌNH                Độc lập - Tự do - Hạnh phúc""",
    """Nơi nhận:                        KT. GIÁM ĐỐC
- UBND tỉnh;                    PHÓ GIÁM ĐỐC
- Lưu: VT.
                                Hà Quang Vinh""",
    """1. Sở  Nội  vụ   chủ  trì,   phối   hợp   với   các   sở,   ngành   rà   soát  nội   dung
thời   gian   thực   hiện   của   các   đơn   vị   trong   năm   2024.""",
    "| STT   | Nội dung       | Chủ trì      |\n| 1     | Rà soát        | Sở Nội vụ    |",
    "   TT     Nội dung     Số lượng\n    1     Máy tính         5",
    "   TT     Nội dung     Thời gian",
    "   TT     Nội dung     Thời gian\n\n" + AFTER,
    "Nội dung      Thời gian\nRà soát văn bản quy phạm pháp luật và các văn bản khác của tỉnh",
])  # fmt: skip
def test_no_table(text: str) -> None:
    """Letterheads, signatures, spaced text, data, bars, and heads without rows are no tables of tasks."""
    assert read(text)[1] == ()


def test_no_paragraphs_no_tables() -> None:
    """An empty part has no tables."""
    assert find_columns(read_document(Source(text="")), (), (), LABELS) == ()


# ---- in a document -----------------------------------------------------------------------------------------


def test_rows_become_tasks() -> None:
    """Each row is a task: names and times broken by a wrap are whole, text and quotes are on one line."""
    body = "1. Nhiệm vụ được phân công như sau:\n\n" + print_table(HEADS, ROWS, WIDE) + AFTER
    tasks = papers.tasks(body)
    assert [(task.label, task.text) for task in tasks[:3]] == [
        (f"bảng1.{number}", row[1]) for number, row in enumerate(ROWS, 1)
    ]
    assert [task.lead for task in tasks[:3]] == [
        ("Sở Thông tin và Truyền thông",),
        ("Sở Nội vụ",),
        ("Sở Nội vụ",),
    ]
    assert tasks[0].support == ("các sở, ban, ngành",)
    assert [task.deadlines for task in tasks[:3]] == [
        (("date", "2024-06-30"),), (("date", "2024-09-30"),), (("recurring", "continuous"),),
    ]  # fmt: skip
    assert tasks[3].lead == ("Sở Tài chính",)


def test_pieces_give_the_source() -> None:
    """What a task and its bodies quote stands at their spans, piece by piece, in the source."""
    text = papers.directive("1. Phân công như sau:\n\n" + print_table(HEADS, ROWS, WIDE))
    task = papers.read(text).tasks[0]
    assert "".join(text[start:end] for start, end in task.spans) == task.verbatim
    assert task.verbatim.split() == ROWS[0][1].split()
    lead = task.assignees[0]
    assert lead.mention == "Sở Thông tin và Truyền thông"
    assert " ".join("".join(text[start:end] for start, end in lead.spans).split()) == lead.mention
    assert len(lead.spans) > 1
    assert [d.quote for d in task.deadlines] == ["Quý II năm 2024"]


def test_lines_of_the_table_are_no_clauses() -> None:
    """The document's record shows the lines of the table as such, and the text around it as what it is."""
    text = papers.directive("1. Phân công như sau:\n\n" + print_table(HEADS, ROWS, WIDE) + AFTER)
    clauses = papers.read(text).document.clauses
    kinds = {text[clause.spans[0][0] : clause.spans[0][1]].split("  ")[0]: clause.kind for clause in clauses}
    assert kinds["TT"] == kinds["1"] == kinds["2"] == "table"
    assert next(kind for words, kind in kinds.items() if words.startswith("2. Sở Tài chính")) == "task"
