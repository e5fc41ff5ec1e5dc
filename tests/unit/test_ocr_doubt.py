"""Number and date of a scanned document: kept where printed, withheld where not."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pipeline.readers.layout import lay_out
from pipeline.readers.layout.model import Page, Word
from pipeline.readers.ocr import remarks_on
from pipeline.readers.ocr.doubt import entries, withhold_doubtful

NUMBER = (("Số:", 93), ("7432", 93), ("/UBND-XD", 90))
DATE = (
    ("Lào", 96),
    ("Cai,", 96),
    ("ngày", 96),
    ("21", 97),
    ("tháng", 97),
    ("7", 97),
    ("năm", 97),
    ("2026", 97),
)
BODY = (("Giao", 96), ("Sở", 96), ("Nội", 96), ("vụ.", 96))

Told = tuple[tuple[str, int], ...]


def line(told: Told, left: float, top: float, height: float = 10) -> list[Word]:
    """Words on a printed line, with their confidences."""
    words: list[Word] = []
    for text, sure in told:
        right = left + 6 * len(text)
        words.append(Word(text, left, top, right, top + height, sure))
        left = right + 4
    return words


def page(number: Told = NUMBER, date: Told = DATE, figures: float = 10) -> Page:
    """The first page of a letter whose number is `figures` points high."""
    words = [*line(number, 60, 100), *line(date, 330, 100), *line(BODY, 60, 600)]
    words = [w._replace(bottom=w.top + figures) if w.text.isdigit() and w.left < 200 else w for w in words]
    return Page(1, 595, 842, tuple(words))


def texts(read: Page, again: Page | None = None) -> str:
    """The words of a page after what is doubtful was withheld; the second reading is like the first."""
    return " ".join(word.text for word in withhold_doubtful(read, (again or read).words).words)


def changed(told: Told, at: int, text: str, sure: int) -> Told:
    """The words of a line with another one at a place."""
    return (*told[:at], (text, sure), *told[at + 1 :])


def test_printed_figures_stay() -> None:
    """A page whose number and date are surely printed comes back as it is."""
    read = page()
    assert withhold_doubtful(read, read.words) is read


@pytest.mark.parametrize(("text", "sure"), [("7432", 80), ("74Z2", 97), ("7 432", 97), ("(", 97)])
def test_doubtful_number(text: str, sure: int) -> None:
    """A number that is unsure, or can't be one, is withheld; its symbol stays."""
    kept = texts(page(number=changed(NUMBER, 1, text, sure)))
    assert kept.startswith("Số: … /UBND-XD Lào Cai, ngày 21")


def test_high_figures() -> None:
    """Figures higher than print were written by hand, however sure their recognition is."""
    assert texts(page(figures=13)).startswith("Số: … /UBND-XD")


def test_two_readings() -> None:
    """What two readings of the same lines do not agree on is withheld."""
    other = page(number=changed(NUMBER, 1, "7482", 93))
    assert texts(page(), other).startswith("Số: … /UBND-XD")


def test_number_and_symbol_in_one_word() -> None:
    """A number in one word with its symbol needs a second reading that agrees; the symbol stays."""
    glued = page(number=(("Số:", 93), ("60/KH-UBND", 70)))
    assert withhold_doubtful(glued, glued.words) is glued
    assert texts(glued, page(number=(), date=())).startswith("Số: …/KH-UBND")


@pytest.mark.parametrize(
    ("at", "text", "sure", "kept"),
    [
        (3, "£1", 97, "ngày … tháng 7 năm 2026"),
        (3, "32", 97, "ngày … tháng 7 năm 2026"),
        (3, "21", 50, "ngày … tháng 7 năm 2026"),
        (5, "13", 97, "ngày 21 tháng … năm 2026"),
        (7, "202", 97, "ngày 21 tháng 7 năm …"),
        (2, "ngày2", 40, "ngày… tháng 7 năm 2026"),
    ],
)
def test_doubtful_date(at: int, text: str, sure: int, kept: str) -> None:
    """Each part of a date is withheld alone; in a word it shares with others they stay."""
    assert kept in texts(page(date=changed(DATE, at, text, sure)))


def test_missing_figures() -> None:
    """A number and a day of which nothing was recognised are shown as withheld."""
    read = texts(page(number=(NUMBER[0], NUMBER[2]), date=(*DATE[:3], *DATE[4:])))
    assert read.startswith("Số: …/UBND-XD")
    assert "ngày …tháng 7" in read


def test_lost_accents() -> None:
    """The words around the figures are known without their accents."""
    assert texts(page(number=(("Só:2#2/SYT-NVY", 40),))).startswith("Só:…/SYT-NVY")


def test_only_the_entries() -> None:
    """Numbers and dates of cited documents and addresses stay as recognised."""
    told = (("Căn", 97), ("cứ", 97), ("Văn", 97), ("bản", 97), ("số", 97), ("226S/BCT", 40))
    street = (("Số", 97), ("12", 30), ("phố", 97), ("Huế", 97))
    read = page(number=street, date=())
    read = read._replace(words=(*read.words, *line(told, 60, 500)))
    assert withhold_doubtful(read, read.words) is read
    assert entries(read) is None


def test_where_entries_stand() -> None:
    """The lines that are to be read again reach from the number to the date."""
    assert entries(page()) == (100, 110)


def test_remark() -> None:
    """What was withheld is remarked on at its place in the text; nothing where all is kept."""
    read = page(number=changed(NUMBER, 1, "7#32", 40))
    laid = lay_out([withhold_doubtful(read, read.words)])
    (remark,) = remarks_on(laid)
    assert remark.code == "doubtful-number"
    assert remark.span is not None
    assert laid.text[slice(*remark.span)] == "…"
    assert remarks_on(lay_out([page()])) == ()


def test_words_stay_in_order() -> None:
    """Withholding moves no word."""
    read = withhold_doubtful(page(number=changed(NUMBER, 1, "7#32", 40)), ())
    first = [word.left for word in read.words if word.top == 100]
    assert all(one < other for one, other in pairwise(first))
