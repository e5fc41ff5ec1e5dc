"""The numbers of lists."""

from __future__ import annotations

import pytest

from pipeline.readers.numerals import numeral, whole


@pytest.mark.parametrize(
    ("number", "style", "printed"),
    [
        (3, "1", "3"), (1, "a", "a"), (26, "A", "Z"), (27, "a", "aa"), (53, "a", "ba"), (4, "i", "iv"),
        (1949, "I", "MCMXLIX"), (0, "a", "0"), (0, "i", "0"), (4000, "I", "4000"), (5, "disc", "5"),
    ],
)  # fmt: skip
def test_prints_a_number(number: int, style: str, printed: str) -> None:
    """A number is printed in figures, letters or Roman numerals; in figures where a style has none."""
    assert numeral(number, style) == printed


@pytest.mark.parametrize(
    ("value", "number"),
    [("12", 12), (" 3 ", 3), (None, 7), ("", 7), ("-1", 7), ("1e9", 7), ("9999999", 7), ("٣", 7)],
)  # fmt: skip
def test_reads_a_whole_number(value: str | None, number: int) -> None:
    """An attribute without a sensible number means the default."""
    assert whole(value, 7) == number
