"""The finder of measurable aims."""

from __future__ import annotations

import pytest

from gazetteer.target_data import load_target_lexicon
from pipeline.mentions.targets import Target, find_targets

LEXICON = load_target_lexicon()


def told(text: str) -> list[tuple[str, str | None, float, str | None]]:
    """Quote, comparator, number and unit of each target."""
    return [(text[t.start : t.end], t.comparator, t.number, t.unit) for t in find_targets(text, LEXICON)]


def test_nothing_in_nothing() -> None:
    """An empty text holds no target."""
    assert find_targets("", LEXICON) == ()


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("72,23", 72.23),
        ("13.966", 13966.0),
        ("1.234,5", 1234.5),
        ("2.5", 2.5),
        ("05", 5.0),
        ("1.234.567", 1234567.0),
    ],
)
def test_numbers_in_vietnamese_writing(written: str, number: float) -> None:
    """Dots part thousands, a comma parts decimals."""
    assert told(f"đạt {written} tỷ đồng") == [(f"đạt {written} tỷ đồng", "=", number, "tỷ đồng")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trên 30% xã", [("Trên 30%", ">", 30.0, "%")]),
        ("90% trở lên số xã", [("90% trở lên", ">=", 90.0, "%")]),
        ("20 - 30% số xã", [("20 - 30%", ">=", 20.0, "%")]),
        ("tỷ lệ ≥ 95%", [("≥ 95%", ">=", 95.0, "%")]),
        (
            "ít nhất 02 lớp, tối đa 10 buổi",
            [("ít nhất 02 lớp", ">=", 2.0, "lớp"), ("tối đa 10 buổi", "<=", 10.0, "buổi")],
        ),
        ("ít nhất 20 thứ khác", [("ít nhất 20", ">=", 20.0, None)]),
        ("giảm 5% số vụ", [("giảm 5%", None, 5.0, "%")]),
        ("đạt khoảng 22%", [("đạt khoảng 22%", None, 22.0, "%")]),
        ("đạt 15", []),
        ("từ 5 người", []),
        ("bên trên 5%", [("trên 5%", ">", 5.0, "%")]),
        ("Số 12/2020%", []),
        ("phần %", []),
        ("xtrên 5 lớp", []),
        ("trên", []),
    ],
)
def test_shapes(text: str, expected: list[tuple[str, str | None, float, str | None]]) -> None:
    """Aims in their common shapes, and what is none."""
    assert told(text) == expected


def test_rule_and_place() -> None:
    """A target says where it stands and what found it."""
    assert find_targets("Có 100%", LEXICON) == (Target(3, 7, None, 100.0, "%", "share"),)
