"""The words of pages.toml, through the layout itself."""

from __future__ import annotations

import pytest

from gazetteer.page_data import load_column_ends, load_stamp_words
from pipeline.readers.layout import Page, Word, lay_out

STAMPS = [
    ("Người ký: Cổng Thông tin điện tử", "Email: a@example.vn", "Thời gian ký: 29.04.2026 16:35:55 +07:00"),
    ("Ký bởi: Ủy ban nhân dân tỉnh", "Cơ quan: Văn phòng", "Ngày ký: 21-07-2026"),
    ("Digitally signed by NGUYEN VAN A", "Reason: approved", "Date: 2026.04.06 10:10:10"),
]


def furniture(*lines: str) -> list[str]:
    """What of these lines of a page is taken for furniture."""
    words = [
        Word(text, 85 + 50 * at, 300 + 18 * number, 130 + 50 * at, 312 + 18 * number)
        for number, line in enumerate(lines)
        for at, text in enumerate(line.split())
    ]
    found = lay_out([Page(1, 595.0, 842.0, tuple(words))])
    return [found.text[slice(*span)] for span in found.furniture]


@pytest.mark.parametrize("stamp", STAMPS, ids=lambda stamp: stamp[0])
def test_stamps(stamp: tuple[str, ...]) -> None:
    """Every kind of stamp is known from its first line to its last, and the text around it stays."""
    assert furniture("Lời trên.", *stamp, "Lời dưới.") == list(stamp)


NEAR_MISSES = [("Người ký: ông A", "Lời."), ("Thời gian ký: sáng", "Lời."), ("Người ký và thời gian ký.",)]


@pytest.mark.parametrize("lines", NEAR_MISSES, ids=lambda lines: lines[0])
def test_no_stamps(lines: tuple[str, ...]) -> None:
    """A stamp without its end, or its words in running text, are no stamp."""
    assert furniture(*lines) == []


def test_every_beginning_is_matched() -> None:
    """Each pattern holds words, matches at a line's beginning, and minds neither case nor missing blanks."""
    opens, closes = load_stamp_words()
    assert opens.match("NGƯỜI KÝ: A")
    assert closes.match("Ngàyký: 1")
    assert closes.match("Thời gian ký : 1") is None
    assert not opens.match("Ông A. Người ký: B")
    assert all(load_column_ends())
