"""Rows of tables with cells that span columns and rows."""

from __future__ import annotations

import pytest

from pipeline.errors import InputError
from pipeline.readers.grid import Cell, row_lines


def lines(*rows: list[Cell], carry: bool = True, most: int = 10_000) -> list[str]:
    """The lines of a table."""
    return row_lines(rows, file="a.odt", most=most, carry=carry)


def test_cells_stand_between_bars() -> None:
    """Empty cells stay, a bar inside a cell becomes a stroke, blank lines around its words go."""
    assert lines([Cell("a"), Cell(""), Cell("\nb|c\nd\n")]) == ["a |  | b/c\nd"]


def test_a_wide_cell_has_its_words_first() -> None:
    """The words of a cell over several columns stand in the first of them."""
    assert lines([Cell("a", columns=3), Cell("b")]) == ["a |  |  | b"]


def test_a_high_cell_is_repeated() -> None:
    """The words of a cell over several rows stand in each of them, at its column, also the last one."""
    rows = ([Cell("a", 1, 2), Cell("b"), Cell("c", 2, 3)], [Cell("d")], [Cell("e"), Cell("f")])
    assert lines(*rows) == ["a | b | c | ", "a | d | c | ", "e | f | c | "]
    assert lines(*rows, carry=False) == ["a | b | c | ", " | d |  | ", "e | f |  | "]


def test_rows_need_not_be_whole() -> None:
    """A row without cells of its own has those from above; a gap before one is an empty column."""
    assert lines([Cell("a"), Cell("b", 1, 3)], [], [Cell("c")]) == ["a | b", " | b", "c | b"]


def test_a_table_cannot_grow_without_end() -> None:
    """A wide cell ends at the thousandth column, and words repeated too often are an error."""
    assert lines([Cell("a", columns=10**9)])[0].count("|") == 999
    with pytest.raises(InputError) as caught:
        lines([Cell("x" * 100, 1, 10**9)], *[[Cell("y")]] * 1_000)
    assert (caught.value.code, caught.value.file) == ("too-complex", "a.odt")
