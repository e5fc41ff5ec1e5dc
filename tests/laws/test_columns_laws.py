"""What holds of tables printed in columns, whatever stands in them, and of any text."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from gazetteer.attribute_data import load_attribute_labels
from pipeline.blocks.column_heads import find_anchors
from pipeline.blocks.columns import find_columns
from pipeline.blocks.paragraphs import paragraphs
from pipeline.blocks.tables import Table
from pipeline.document import Document, read_document
from pipeline.source import Source
from tests.printing import Layout, print_table

LABELS = load_attribute_labels()
HEADS = ["TT", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"]
SYLLABLES = st.sampled_from(
    ["rà", "soát", "văn", "bản", "kế", "hoạch", "lưu", "trữ", "cấp", "xã", "đến", "phường"]
)
BEGINNINGS = st.sampled_from(["Lập", "Sở", "Ủy", "Phòng", "Nghiệp", "Trước"])


def _words(longest: int) -> st.SearchStrategy[str]:
    return st.builds(
        lambda first, rest: " ".join([first, *rest]), BEGINNINGS, st.lists(SYLLABLES, max_size=longest)
    )


ROWS = st.lists(
    st.tuples(_words(20), _words(5), st.one_of(st.just(""), _words(5)), _words(3)).map(list),
    min_size=1,
    max_size=8,
)
LAYOUTS = st.builds(
    Layout,
    st.tuples(
        st.integers(3, 6), st.integers(20, 60), st.integers(11, 30), st.integers(11, 30), st.integers(11, 20)
    ),
    gap=st.integers(2, 8),
    indent=st.integers(0, 12),
    centred=st.booleans(),
    room=st.integers(0, 2),
)
LINES = st.sampled_from(
    [
        print_table(HEADS, [["1", "Rà soát", "Sở Y tế", "", "2024"]], Layout((4, 20, 20, 20, 20))),
        " TT     Nội dung      Chủ trì      Thời hạn",
        "        hoàn thành    chủ trì",
        "  1     Rà soát       Sở Y tế      30/6/2024",
        "\t1\tRà soát\tSở Y tế\t\t30/6/2024",
        "TT\tNội dung\tChủ trì\tThời hạn",
        "2. Sở Y tế chủ trì, phối hợp với các sở, ban, ngành rà soát văn bản quy phạm pháp luật đã ban hành.",
        "\f",
        "",
        "   2",
        "|",
        "-",
        "giai đoạn 2021-",
    ]
)
TEXTS = st.one_of(st.lists(LINES, max_size=30).map("\n".join), st.text(max_size=200))


def _read(text: str) -> tuple[Document, tuple[Table, ...]]:
    document = read_document(Source(text=text))
    return document, find_columns(document, paragraphs(document.text), find_anchors(text, LABELS), LABELS)


@given(ROWS, LAYOUTS)
def test_a_printed_table_gives_back_its_cells(rows: list[list[str]], layout: Layout) -> None:
    """However the cells of a table are wrapped, each is found with its words in its row and column."""
    numbered = [[str(number), *row] for number, row in enumerate(rows, 1)]
    document, [table] = _read(print_table(HEADS, numbered, layout))
    assert table.roles == ("number", "content", "lead", "support", "time")
    assert [
        [" ".join("".join(document.text[a:b] for a, b in cell).split()) for cell in row.cells]
        for row in table.rows
    ] == numbered


@given(TEXTS)
def test_every_word_stands_in_one_cell_at_most(text: str) -> None:
    """In any text the pieces of a cell are sorted, inside their table, and in no other cell."""
    document, tables = _read(text)
    lines = paragraphs(document.text)
    taken: set[int] = set()
    past = 0
    for table in tables:
        assert past <= table.first < table.last <= len(lines)
        past = table.last
        for row in table.rows:
            assert len(row.cells) == len(table.roles)
            for cell in row.cells:
                assert list(cell) == sorted(cell)
                for start, end in cell:
                    assert lines[table.first].start <= start < end <= lines[table.last - 1].end
                    assert taken.isdisjoint(range(start, end))
                    taken.update(range(start, end))
        for start, end in table.left_over:
            assert taken.isdisjoint(range(start, end))


def test_a_long_hostile_text_takes_little_time() -> None:
    """Thousands of heads, pages or tabs are read in time that grows with the text."""
    head, row = (
        " TT     Nội dung      Chủ trì      Thời hạn\n",
        "  1     Rà soát       Sở Y tế      30/6/2024\n",
    )
    tabs = head.strip().replace("     ", "\t")
    for text in (
        head * 300, head + row * 800, (head + "\f") * 300, head + (row + "\f") * 500, (head + row) * 300,
        tabs + "\n" + ("\t" * 50 + "x\n") * 500, head + " " * 200000 + "x", head + ("x " * 3000 + "\n") * 5,
    ):  # fmt: skip
        started = time.process_time()
        _read(text)
        assert time.process_time() - started < 3
