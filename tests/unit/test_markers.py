"""The marks of list items, one by one."""

from __future__ import annotations

import pytest

from gazetteer.clause_data import load_clause_words
from pipeline.blocks.markers import marker_pattern, read_marker

PATTERN = marker_pattern(load_clause_words()["units"])

MARKED = [
    ("Điều 3. Tổ chức thực hiện", ("article", "Điều 3", 3, "Tổ chức")),
    ("ĐIỀU 12: Hiệu lực", ("article", "ĐIỀU 12", 12, "Hiệu")),
    ("Điều 3a. Sửa đổi", ("article", "Điều 3", 3, "Sửa")),
    ("Điều 5 (khoản 2) sửa", ("article", "Điều 5", 5, "(khoản")),
    ("Chương II Quy định", ("chapter", "Chương II", 2, "Quy")),
    ("Mục 4: Kinh phí", ("section", "Mục 4", 4, "Kinh")),
    ("PHẦN THỨ HAI. NHIỆM VỤ", ("part", "PHẦN THỨ HAI", 0, "NHIỆM")),
    ("IV. Tổ chức", ("roman", "IV", 4, "Tổ")),
    ("XIX/ Tổ chức", ("roman", "XIX", 19, "Tổ")),
    ("B. Nhiệm vụ", ("upper", "B", 2, "Nhiệm")),
    ("Đ. Nhiệm vụ", ("upper", "Đ", 5, "Nhiệm")),
    ("1. Sở Nội vụ", ("decimal", "1", 1, "Sở")),
    ("2/ Sở Nội vụ", ("decimal", "2", 2, "Sở")),
    ("3- Sở Nội vụ", ("decimal", "3", 3, "Sở")),
    ("4) Sở Nội vụ", ("decimal-bracket", "4", 4, "Sở")),
    ("10.Sở Nội vụ", ("decimal", "10", 10, "Sở")),
    ("2.1. Rà soát", ("multi-1", "2.1", 1, "Rà")),
    ("2.1 Rà soát", ("multi-1", "2.1", 1, "Rà")),
    ("2.1.3. Rà soát", ("multi-2", "2.1.3", 3, "Rà")),
    ("1.2.3.4) Rà soát", ("multi-3", "1.2.3.4", 4, "Rà")),
    ("3.1- Rà soát", ("multi-1", "3.1", 1, "Rà")),
    ("a) Rà soát", ("letter", "a", 1, "Rà")),
    ("đ) Rà soát", ("letter", "đ", 5, "Rà")),
    ("e. Rà soát", ("letter", "e", 6, "Rà")),
    ("h)Rà soát", ("letter", "h", 9, "Rà")),
    ("(1) Rà soát", ("bracket", "1", 1, "Rà")),
    ("(b) Rà soát", ("bracket", "b", 2, "Rà")),
    ("(iv) Rà soát", ("bracket", "iv", 4, "Rà")),
    ("- Rà soát", ("dash", "-", 0, "Rà")),
    ("-Rà soát", ("dash", "-", 0, "Rà")),
    ("+ Rà soát", ("plus", "+", 0, "Rà")),
    ("* Rà soát", ("star", "*", 0, "Rà")),
    ("Thứ nhất, rà soát", ("counting", "Thứ nhất", 0, "rà")),
    ("Hai là: rà soát", ("counting", "Hai là", 0, "rà")),
]
UNMARKED = [
    "Sở Nội vụ rà soát",
    "2024 là năm đầu",
    "30/9/2024 là hạn cuối",
    "1.000 hồ sơ đã nộp",
    "Điều 5 Luật Lưu trữ",
    "-",
    "- | a",
    "TP. Lai Châu",
    "abc) rà soát",
    "(2024) rà soát",
    "12345. Rà soát",
]


@pytest.mark.parametrize(("line", "expected"), MARKED, ids=[line for line, _ in MARKED])
def test_mark_is_read(line: str, expected: tuple[str, str, int, str]) -> None:
    """A mark gives its style, label and value, and says where the words behind it begin."""
    marker = read_marker(line, 0, PATTERN)
    assert marker is not None
    style, label, value, words = expected
    assert (marker.style, marker.label, marker.value) == (style, label, value)
    assert line[marker.end :].startswith(words)


@pytest.mark.parametrize("line", UNMARKED)
def test_other_openings_are_no_marks(line: str) -> None:
    """Dates, amounts, citations and abbreviations open no item."""
    assert read_marker(line, 0, PATTERN) is None


@pytest.mark.parametrize("line", [line for line, _ in MARKED])
def test_mark_counts_only_where_it_is_looked_for(line: str) -> None:
    """A mark is read at the offset given, wherever the paragraph stands in the text."""
    alone, inside = read_marker(line, 0, PATTERN), read_marker(f"Văn bản\n{line}", 8, PATTERN)
    assert alone is not None
    assert inside == alone._replace(end=alone.end + 8)
    assert read_marker(f"x {line}", 0, PATTERN) is None
