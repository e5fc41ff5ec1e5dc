"""Words with places become running text."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.readers.layout import Laid, Page, Rule, Word, lay_out

STEP = 18.0
LEFT, RIGHT = 85.0, 540.0


def line(x: float, y: float, text: str, *, size: float = 14.0, letter: float = 6.0) -> list[Word]:
    """The words of `text` on one line from (x, y) on; every letter is `letter` points wide."""
    words: list[Word] = []
    for part in text.split(" "):
        if part:
            words.append(Word(part, x, y, x + letter * len(part), y + size))
        x += letter * (len(part) + 1)
    return words


def justified(y: float, text: str, *, left: float = LEFT) -> list[Word]:
    """The words of `text` stretched over the whole column."""
    words = line(left, y, text)
    room = (RIGHT - words[-1].right) / max(1, len(words) - 1)
    return [
        word._replace(left=word.left + room * at, right=word.right + room * at)
        for at, word in enumerate(words)
    ]


def block(y: float, lines: Sequence[str], *, indent: float = 28.0) -> list[Word]:
    """A justified paragraph whose first line is indented and whose last is short."""
    words = justified(y, lines[0], left=LEFT + indent) if len(lines) > 1 else line(LEFT + indent, y, lines[0])
    for number, text in enumerate(lines[1:-1], 1):
        words += justified(y + number * STEP, text)
    return words + (line(LEFT, y + (len(lines) - 1) * STEP, lines[-1]) if len(lines) > 1 else [])


def page(words: Sequence[Word], rules: Sequence[Rule] = (), number: int = 1) -> Page:
    """An A4 page."""
    return Page(number, 595.0, 842.0, tuple(words), tuple(rules))


def laid(*pages: Page) -> Laid:
    """What the layout makes of `pages`."""
    return lay_out(pages)


def text_of(*pages: Page) -> str:
    """The text alone."""
    return laid(*pages).text


LONG = [
    "Giao Sở Nội vụ chủ trì, phối hợp với các cơ quan, đơn vị có liên quan",
    "tham mưu, trình Ủy ban nhân dân tỉnh ban hành kế hoạch triển khai thực",
    "hiện; hoàn thành trước ngày 15 tháng 9.",
]


def test_no_page_no_text() -> None:
    """No pages make no text, an empty page makes a form feed."""
    assert text_of() == ""
    assert text_of(page([])) == "\f"


def test_paragraph_is_one_line() -> None:
    """The lines of a paragraph become one, and the next paragraph is known by its indent."""
    words = [*block(100, LONG), *block(154, [*LONG[:2], "rồi."])]
    assert text_of(page(words)) == " ".join(LONG) + "\n" + " ".join([*LONG[:2], "rồi."]) + "\n\f"


def test_items_of_a_list_stand_alone() -> None:
    """Full lines that begin with a marker are items, without any indent too."""
    items = ["- " + LONG[0], "- " + LONG[1], "- ngắn."]
    words = [*justified(100, items[0]), *justified(118, items[1]), *line(LEFT, 136, items[2])]
    assert text_of(page(words)) == "\n".join(items) + "\n\f"


def test_word_alone_on_a_last_line() -> None:
    """A name that stands alone on a paragraph's last line is no item, whatever stop it ends with."""
    words = [*justified(100, LONG[0]), *justified(118, LONG[1]), *line(LEFT, 136, "Nam.")]
    assert text_of(page(words)).startswith(" ".join([*LONG[:2], "Nam."]))


def test_printed_hyphens_stay() -> None:
    """A hyphen or stroke that ends a line is joined to the capital or figure below without a blank."""
    words = [*justified(100, LONG[0] + " theo Văn bản 198/BC-"), *line(LEFT, 118, "UBND của tỉnh.")]
    assert "198/BC-UBND của tỉnh." in text_of(page(words))


def test_blank_space_is_an_empty_line() -> None:
    """Lines with extra space between them have an empty line between them."""
    words = [*line(240, 60, "KẾ HOẠCH"), *block(120, LONG)]
    assert text_of(page(words)).startswith("KẾ HOẠCH\n\nGiao")


def test_two_columns_of_a_letterhead() -> None:
    """The left column comes before the right, its subject as one line, and a blank line parts them."""
    words = [
        *line(95, 50, "ỦY BAN NHÂN DÂN"),
        *line(280, 50, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        *line(110, 66, "TỈNH LÀO CAI"),
        *line(310, 66, "Độc lập - Tự do - Hạnh phúc"),
        *line(95, 96, "Số:        /UBND-VX"),
        *line(300, 97, "Lào Cai, ngày 06 tháng 4 năm 2026"),
        *line(85, 112, "V/v tăng cường công tác"),
        *line(85, 128, "Bảo vệ môi trường"),
        *line(200, 160, "Kính gửi: Sở Công Thương."),
    ]
    assert text_of(page(words)).split("\n") == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH LÀO CAI",
        "",
        "Số: /UBND-VX",
        "V/v tăng cường công tác Bảo vệ môi trường",
        "",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "",
        "Lào Cai, ngày 06 tháng 4 năm 2026",
        "Kính gửi: Sở Công Thương.",
        "\f",
    ]


def test_two_columns_of_a_closing() -> None:
    """Recipients come before the signature; the paragraph above is no part of them."""
    words = [
        *block(60, LONG),
        *line(85, 130, "Nơi nhận:"),
        *line(380, 130, "KT. CHỦ TỊCH"),
        *line(85, 146, "- Như trên;"),
        *line(380, 146, "PHÓ CHỦ TỊCH"),
        *line(85, 162, "- Lưu: VT."),
        *line(380, 220, "Nguyễn Văn A"),
    ]
    assert text_of(page(words)).split("\n")[1:] == [
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
        "",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Nguyễn Văn A",
        "\f",
    ]


def test_places_of_words() -> None:
    """Every word has its range of the text, its box, its confidence, and the pages their sizes."""
    first, second = line(85, 100, "một hai")
    found = laid(page([first, second._replace(confidence=61)]))
    spans = list(zip(found.words.starts, found.words.ends, strict=True))
    assert [found.text[slice(*span)] for span in spans] == ["một", "hai"]
    assert found.words.box(0) == (1, *first[1:5])
    assert list(found.words.confidence) == [255, 61]
    assert found.words.sizes == [(595.0, 842.0)]


def test_page_numbers_are_furniture() -> None:
    """A number in the middle of a page's edge is furniture; a number elsewhere is text."""
    found = laid(page(line(85, 400, "một")), page([*line(294, 40, "2"), *line(85, 400, "3")], number=2))
    assert [found.text[slice(*span)] for span in found.furniture] == ["2"]
    assert found.text == "một\n\f2\n3\n\f"
    assert [found.text[slice(*span)] for span in found.pages] == ["một\n\f", "2\n3\n\f"]


def test_running_heads_are_furniture() -> None:
    """What stands in the same place on several pages is furniture, though its figures differ."""
    pages = [
        page(
            [*line(85, 40, f"Phụ lục kèm theo, trang {number}"), *line(85, 300, f"Lời {number}.")],
            number=number,
        )
        for number in range(1, 5)
    ]
    found = laid(*pages)
    assert [found.text[slice(*span)] for span in found.furniture] == [
        f"Phụ lục kèm theo, trang {number}" for number in range(1, 5)
    ]


def test_stamps_are_furniture() -> None:
    """A signing stamp is furniture, whether it is among the words or known as laid over the page."""
    stamp = [*line(300, 700, "Người ký: Trung tâm"), *line(300, 712, "Thời gian ký: 12.03.2024 10:00")]
    text = line(85, 400, "một")
    for one in (page([*text, *stamp]), page(text)._replace(stamps=(tuple(stamp),))):
        found = laid(one)
        assert found.text == "một\nNgười ký: Trung tâm\nThời gian ký: 12.03.2024 10:00\n\f"
        assert len(found.furniture) == 2


def test_paragraph_over_a_page_end() -> None:
    """A paragraph that runs over the end of a page stands whole before the form feed, furniture behind it."""
    first = page([*block(640, LONG), *block(700, [*LONG[:2], "x"])[:-1]])
    second = page([*line(294, 40, "2"), *line(LEFT, 90, "Lào Cai."), *block(140, LONG)], number=2)
    found = laid(first, second)
    assert f"{LONG[1]} Lào Cai.\n\f2\n" in found.text
    assert len(found.pages) == 2
    assert [found.words.pages[at] for at in found.words.within(found.pages[0])][-1] == 2


def rules(across: Sequence[float], down: Sequence[float]) -> list[Rule]:
    """The rules of a table."""
    return [
        *(Rule(x, down[0], x, down[-1]) for x in across),
        *(Rule(across[0], y, across[-1], y) for y in down),
    ]


ACROSS = (85.0, 120.0, 320.0, 430.0, 540.0)


def row(y: float, *cells: str) -> list[Word]:
    """The words of a table's row at `y`."""
    return [
        word
        for x, cell in zip(ACROSS, cells, strict=False)
        for word in line(x + 4, y, cell, size=12, letter=5)
    ]


def test_table_by_its_rules() -> None:
    """A row is a line of cells: lines in a cell are joined, an empty cell stays, a bar becomes a stroke."""
    words = [
        *row(104, "TT", "Nhiệm vụ", "Chủ trì", "Hạn"),
        *row(124, "1", "Xây dựng kế hoạch", "Sở Y tế", "a|b"),
        *row(138, "", "của tỉnh", "", ""),
        *row(164, "2", "Rà soát", "", "2026"),
    ]
    table = rules(ACROSS, (100, 120, 160, 180))
    assert text_of(page(words, table)) == (
        "TT | Nhiệm vụ | Chủ trì | Hạn\n1 | Xây dựng kế hoạch của tỉnh | Sở Y tế | a/b\n"
        "2 | Rà soát |  | 2026\n\f"
    )


def test_merged_cells() -> None:
    """What fills several rows is repeated in each; what fills several columns stands in the first."""
    table = [
        *(Rule(x, 100, x, 140) for x in ACROSS),
        *(Rule(x, 140, x, 160) for x in (ACROSS[0], ACROSS[-1])),
        *(Rule(ACROSS[0], y, ACROSS[-1], y) for y in (100, 140, 160)),
        Rule(ACROSS[1], 120, ACROSS[-1], 120),
    ]
    words = [
        *row(114, "1"),
        *row(104, "", "Rà soát", "Sở A", "2026"),
        *row(124, "", "Báo cáo", "Sở B", "2027"),
        *row(144, "II", "", "", ""),
    ]
    assert text_of(page(words, table)) == (
        "1 | Rà soát | Sở A | 2026\n1 | Báo cáo | Sở B | 2027\nII |  |  | \n\f"
    )


def test_row_over_a_page_end() -> None:
    """A row that runs over the end of a page is one row, and the head is not repeated."""
    head = ("TT", "Nhiệm vụ", "Chủ trì", "Hạn")
    first = page(
        [*row(704, *head), *row(724, "1", "Xây dựng kế hoạch", "Sở Y tế", "2026")],
        rules(ACROSS, (700, 720, 740)),
    )
    second = page(
        [*row(104, *head), *row(124, "", "của tỉnh"), *row(144, "2", "Rà soát", "Sở A", "2027")],
        rules(ACROSS, (100, 120, 140, 160)),
        number=2,
    )
    assert text_of(first, second) == (
        "TT | Nhiệm vụ | Chủ trì | Hạn\n1 | Xây dựng kế hoạch của tỉnh | Sở Y tế | 2026\n"
        "\f2 | Rà soát | Sở A | 2027\n\f"
    )


def test_merged_cell_over_a_page_end() -> None:
    """A row that is whole but for its number, merged from the page before, is a row of its own."""
    cells = ("1", "Xây dựng kế hoạch", "Sở Y tế", "2026")
    first = page(row(724, *cells), rules(ACROSS, (720, 740)))
    second = page(row(104, "", "Rà soát", "Sở A", "2027"), rules(ACROSS, (100, 120)), number=2)
    assert text_of(first, second) == "1 | Xây dựng kế hoạch | Sở Y tế | 2026\n\f1 | Rà soát | Sở A | 2027\n\f"


def test_table_without_standing_rules() -> None:
    """Where only lying rules part a table, columns are known by the blanks between them."""
    lying = [Rule(85, y, 540, y) for y in (100, 120, 140)]
    words = [*row(104, "TT", "Nhiệm vụ", "Chủ trì"), *row(124, "1", "Rà soát", "Sở A")]
    assert text_of(page(words, lying)) == "TT | Nhiệm vụ | Chủ trì\n1 | Rà soát | Sở A\n\f"


def test_underlines_and_frames_are_no_tables() -> None:
    """Lines under words, and a frame around them, part nothing."""
    drawn = [Rule(85, 115, 200, 115), *rules((80.0, 545.0), (90, 200))]
    assert text_of(page(line(85, 100, "một hai"), drawn)) == "một hai\n\f"


def test_narrow_blank_between_columns() -> None:
    """The first line of a page is parted though its columns nearly touch, as the lines below tell where."""
    words = [
        *line(60, 50, "BAN CHỈ HUY PHÒNG THỦ DÂN SỰ"),
        *line(240, 50, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        *line(90, 66, "TỈNH LÀO CAI"),
        *line(280, 66, "Độc lập - Tự do - Hạnh phúc"),
    ]
    assert text_of(page(words)).split("\n")[:3] == ["BAN CHỈ HUY PHÒNG THỦ DÂN SỰ", "TỈNH LÀO CAI", ""]
