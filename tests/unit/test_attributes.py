"""Attribute lines: labels, values, and where they end."""

from __future__ import annotations

import pytest

from gazetteer.attribute_data import load_attribute_labels
from pipeline.blocks.attributes import label_role, read_attributes

LABELS = load_attribute_labels()


def read(line: str) -> list[tuple[str, str]]:
    """Role and value of each attribute of a line."""
    return [(a.role, line[a.value : a.end]) for a in read_attributes(line, 0, len(line), LABELS)]


LINES = [
    ("Cơ quan chủ trì: Sở Nội vụ.", [("lead", "Sở Nội vụ")]),
    ("- Cơ quan phối hợp : Sở Tài chính;", [("support", "Sở Tài chính")]),
    ("CƠ QUAN CHỦ TRÌ: SỞ NỘI VỤ", [("lead", "SỞ NỘI VỤ")]),
    (
        "Cơ quan chủ trì: Sở Nội vụ; cơ quan phối hợp: Sở Tài chính; thời gian hoàn thành: 30/9/2024.",
        [("lead", "Sở Nội vụ"), ("support", "Sở Tài chính"), ("time", "30/9/2024")],
    ),
    (
        "Đơn vị thực hiện: Sở Nội vụ. Thời gian thực hiện: Quý IV năm 2024",
        [("lead", "Sở Nội vụ"), ("time", "Quý IV năm 2024")],
    ),
    ("Cơ quan chủ trì:", [("lead", "")]),
    ("Thời gian: 08 giờ 00: họp giao ban", [("time", "08 giờ 00: họp giao ban")]),
    ("(Sản phẩm: Báo cáo)", [("output", "Báo cáo)")]),
    ("Sở Nội vụ: rà soát hồ sơ", []),
    ("Yêu cầu: Cơ quan chủ trì: Sở Nội vụ", []),
    ("Cơ quan chủ trì Sở Nội vụ", []),
    ("Rà soát hồ sơ. Cơ quan chủ trì: Sở Nội vụ", []),
    ("", []),
]


@pytest.mark.parametrize(("line", "expected"), LINES, ids=[line for line, _ in LINES])
def test_line_gives_its_attributes(line: str, expected: list[tuple[str, str]]) -> None:
    """A known label opens the line; later ones count; a value ends before the next label or mark."""
    assert read(line) == expected


def test_offsets_are_those_of_the_text() -> None:
    """Offsets count from the beginning of the text, not of the line."""
    text = "Một dòng khác\nCơ quan chủ trì: Sở Nội vụ."
    [found] = read_attributes(text, 14, len(text), LABELS)
    assert text[found.start : found.end] == "Cơ quan chủ trì: Sở Nội vụ"


def test_colon_far_behind_makes_no_label() -> None:
    """A colon beyond the reach of a label is not looked at."""
    assert read("Cơ quan chủ trì " + "rà soát " * 20 + ": Sở Nội vụ") == []


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Cơ quan chủ trì", "lead"),
        ("Thời gian thực hiện:", "time"),
        ("Sở Nội vụ", None),
        ("Kinh phí.", "other"),
    ],
)
def test_heading_that_is_a_label(line: str, role: str | None) -> None:
    """A heading that is nothing but a label has its role."""
    assert label_role(line, 0, len(line), LABELS) == role
