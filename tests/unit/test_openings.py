"""What opens a paragraph on a wrapped page, where a bullet or a number alone is no proof."""

from __future__ import annotations

import pytest

from pipeline.document import read_document
from pipeline.source import Source

_FILLER = (
    "Căn cứ chức năng, nhiệm vụ được giao và tình hình thực tế, các cơ quan, đơn vị và\n"
    "địa phương chủ động rà soát, xây dựng kế hoạch và tổ chức thực hiện có hiệu quả\n"
    "các nhiệm vụ, giải pháp nêu trên; định kỳ tổng hợp, báo cáo kết quả thực hiện để\n"
    "theo dõi, chỉ đạo và kịp thời tháo gỡ khó khăn, vướng mắc phát sinh ở địa phương.\n"
)
_CUT = "tổ chức thực hiện công tác phòng, chống thiên tai trên địa bàn toàn tỉnh Ninh Kiều"


def _joined(above: str, below: str, before: str = "", after: str = "") -> bool:
    page = f"{before}{_FILLER}{above}\n{below}\n{after}{_FILLER}"
    return f"{above} {below}" in read_document(Source(page)).text


@pytest.mark.parametrize(
    ("below", "joined"),
    [
        ("1. Sở Nội vụ chủ trì", True),
        ("4. Sở Nội vụ chủ trì", True),
        ("3.2. Sở Nội vụ chủ trì", False),
        ("I. Sở Nội vụ chủ trì", False),
        ("IV. Sở Nội vụ chủ trì", True),
        ("b) Sở Nội vụ chủ trì", False),
        ("Điều 5. Phạm vi", False),
        ("Điều 5 của Luật này", True),
        ("Căn cứ tình hình", True),
        ("- Cái Răng", False),
        ("- xã hội", True),
        ("+ Sở Nội vụ", False),
        ("Lào Cai, ngày 5 tháng 6 năm 2026", False),
        ("Nội dung: theo kế hoạch", True),
    ],
)
def test_behind_a_full_line(below: str, joined: bool) -> None:  # noqa: FBT001
    """Behind a full line without a stop only what has its turn opens a paragraph."""
    assert _joined(_CUT, below) is joined


def test_the_number_before_stands_above() -> None:
    """A number opens a paragraph behind a full line when the one before it opens a line above."""
    assert not _joined(_CUT, "4. Sở Nội vụ chủ trì", before="3. Sở Y tế.\n")
    assert not _joined(_CUT, "IV. Sở Nội vụ chủ trì", before="III. Sở Y tế.\n")
    assert _joined(_CUT, "4. Sở Nội vụ chủ trì", before="2. Sở Y tế.\n")


def test_the_second_stands_below() -> None:
    """The first number opens a paragraph behind a full line when the second opens a line below."""
    assert not _joined(_CUT, "1. Sở Nội vụ chủ trì", after="2. Sở Y tế.\n")
    assert not _joined(_CUT, "1/ Sở Nội vụ chủ trì", after="2/ Sở Y tế.\n")
    assert _joined(_CUT, "1. Sở Nội vụ chủ trì", before="2. Sở Y tế.\n")


def test_a_name_with_a_dash() -> None:
    """A dash goes on with a name that is written with a dash elsewhere, or that is known to have one."""
    assert _joined(_CUT, "- Cái Răng", after="Chợ Ninh Kiều - Cái Răng.\n".replace("Ninh Kiều", "Kiều"))
    assert _joined(_CUT.replace("Ninh Kiều", "Lao động"), "- Thương binh và Xã hội")


def test_the_indent_tells_a_bullet_from_a_dash() -> None:
    """Where paragraphs are indented, a dash at the indent is a bullet and one at the margin is none."""
    page = "".join(
        f"     - {line}" if not index % 2 else line
        for index, line in enumerate(_FILLER.splitlines(keepends=True))
    )
    text = read_document(Source(f"{page}{page}     {_CUT}\n- Cái Răng năm 2026\n     - Sở Y tế")).text
    assert f"{_CUT} - Cái Răng năm 2026\n- Sở Y tế" in text


def test_two_agencies() -> None:
    """Two short lines that each begin like an agency are two paragraphs, cut names are one."""
    assert not _joined("Sở Nội vụ", "Sở Tài chính")
    page = "|\nSở Khoa học và\nCông nghệ\n|\nBộ Xây dựng\nBộ Tài chính\n|\n"
    text = read_document(Source(_FILLER + page + _FILLER)).text
    assert "Bộ Xây dựng\nBộ Tài chính" in text


def test_blank_lines_that_part() -> None:
    """Where blank lines part the paragraphs, a sentence may end with its line, a label with a text."""
    page = "".join(f"{number}. {_FILLER}\n" for number in range(1, 6))
    text = read_document(Source(f"{page}{_CUT}.\nĐơn vị khác\n\n- Nhóm 1:\n40 xã\n\nSở Nội\nVụ Bản")).text
    assert f"{_CUT}. Đơn vị khác\n- Nhóm 1: 40 xã\nSở Nội Vụ Bản" in text


def test_indents_that_part() -> None:
    """Where paragraphs are indented, a full line with a stop goes on at the margin and ends at an indent."""
    page = "".join(f"      {_FILLER}" for _ in range(4))
    full = "đơn vị triển khai thực hiện công tác này theo đúng quy định của pháp luật tại xã."
    first = "      Giao Sở Nội vụ chủ trì, phối hợp với các sở, ban, ngành và các cơ quan"
    text = read_document(Source(f"{page}{first}\n{full}\nCác xã\n      Sở Y tế")).text
    assert f"{full} Các xã\nSở Y tế" in text
