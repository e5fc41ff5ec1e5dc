"""The matched text and its map."""

from __future__ import annotations

import time
import unicodedata

import pytest

from pipeline.document import Document, Edit, Furniture, read_document
from pipeline.document.changes import apply, compose
from pipeline.document.characters import character_changes
from pipeline.document.markup import markup_changes
from pipeline.source import Source
from pipeline.spans import Span


def _read(text: str) -> Document:
    return read_document(Source(text))


def _text(text: str) -> str:
    return _read(text).text


# Characters ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hoà bình, khoẻ, thuỷ, uỷ, Uỷ, UỶ, HOÀ", "hòa bình, khỏe, thủy, ủy, Ủy, ỦY, HÒA"),
        ("toàn, hoàn, quý, Quỹ, loét, khuỷu", "toàn, hoàn, quý, Quỹ, loét, khuỷu"),
        ("Ðối với B, С", "Đối với B, C"),
        ("Россия и Ελλάδα", "Россия и Ελλάδα"),
        ("“một cửa” ‘x’ – — − ‑", "\"một cửa\" 'x' - - - -"),
        ("a\u00a0b\u200bc\u00add\ufeff", "a bcd"),
        ("ho\u200bà", "hòa"),
        ("Ho\u0300a, U\u0309y ban", "Hòa, Ủy ban"),
        ("ê\u0301 va\u0323\u0302y", "ế vậy"),
        ("\u2126 e\u0301", "Ω é"),
        ("a\u2028b\x0bc\rd\x07e", "a\nb\nc\nd e"),
    ],
)
def test_characters(old: str, new: str) -> None:
    """Every character becomes the one that the finders look for, and words of other scripts stay."""
    assert apply(old, character_changes(old)) == new


def test_long_runs_of_marks_stay_quick() -> None:
    """A letter with a hundred thousand marks is read in a moment, and its text is still NFC to the reader."""
    start = time.process_time()
    _read("a" + "\u0301\u0323" * 100_000)
    assert time.process_time() - start < 5


# Markdown -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("**Giao** Sở *Nội vụ*", "Giao Sở Nội vụ"),
        ("**1.****\n**Các cơ quan", "1.\nCác cơ quan"),
        ("***x*** __y__", "x y"),
        ("* một\n* hai", "* một\n* hai"),
        ("* (Có phụ lục kèm theo).*", " (Có phụ lục kèm theo)."),
        ("ghi chú (*) và 5*3 và 2025*", "ghi chú (*) và 5*3 và 2025*"),
        ("# Điều 1\n#2 # 3", "Điều 1\n#2 # 3"),
        (r"1\. \- \*x\*", "1. - *x*"),
        ("______ và a__b", "______ và a__b"),
        ("**", ""),
        ("", ""),
    ],
)
def test_markup(old: str, new: str) -> None:
    """Markdown's signs go, signs of the text stay."""
    assert apply(old, markup_changes(old).changes) == new


def test_emphasis() -> None:
    """What was bold or italic is known in the matched text, sorted, without blanks at its ends."""
    document = _read("**Sở Nội vụ ** chủ trì\n\n*Thời gian: *2025 *và\n\n***x*** ** ** sau")
    words = [document.text[start:end] for start, end in document.emphasis]
    assert words == ["Sở Nội vụ", "Thời gian:", "x", "x"]


def test_emphasis_ends_at_a_cell() -> None:
    """Bold words do not run into the next table cell."""
    document = _read("|\n**a\n|\nb**\n|")
    assert document.emphasis == ()
    assert document.text == "|\na\n|\nb\n|"


# Lines --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Giao Sở\n\n\n- 3 -\n\n\nNội vụ", "Giao Sở\nNội vụ"),
        ("- 3 -\nGiao Sở", "- 3 -\nGiao Sở"),
        ("Giao\f2\nSở", "Giao\nSở"),
        ("Giao\fSở", "Giao\nSở"),
        ("giao\n-----\nsở\n***\n_____", "giao\nsở"),
        ("| a ------- | b |\n|---|---|\n| c |", "| a | b |\n| c |"),
        ("|\n5\n|\n2\n|", "|\n5\n|\n2\n|"),
        ("Giao\nhttps://vanban.vn/x?y=1 2/3\nSở", "Giao\nSở"),
        ("TT\n\n1\n\nNội dung\n\n2\n\nNội dung", "TT\n1\nNội dung\n2\nNội dung"),
        ("UBND TỈNH          CỘNG HÒA", "UBND TỈNH\tCỘNG HÒA"),
        ("Số:       /KH-SCT    ngày     tháng 4", "Số: /KH-SCT\tngày tháng 4"),
        ("-\tNội dung  có   hai", "- Nội dung có hai"),
        ("Điều 1.     Phạm vi", "Điều 1. Phạm vi"),
        ("•Một\n\uf0b7 hai\n▪\n-Ba\n-5 độ", "- Một\n- hai\n-\n- Ba\n-5 độ"),
        ("+ Một\n* hai", "+ Một\n* hai"),
        ("Theo quy định[1] này [2].\n[1] Nghị định", "Theo quy định này [2].\n[1] Nghị định"),
        ("  \n \n", ""),
        ("\f", ""),
        ("", ""),
        ("-----\n\f\n", ""),
    ],
)
def test_lines(old: str, new: str) -> None:
    """Furniture goes, blanks shrink, columns keep a tab, bullets are dashes, every paragraph is a line."""
    assert _text(old) == new


def test_running_heads() -> None:
    """A line that stands at three page edges is a running head, whatever its number."""
    pages = [
        f"Công báo số {number}\nĐiều {number}. Nội dung thứ {number} của văn bản\n" for number in range(1, 5)
    ]
    document = _read("\f".join(pages))
    assert "Công báo" not in document.text
    assert {piece.rule for piece in document.furniture} == {"running-head", "form-feed"}


def test_sentence_across_a_page() -> None:
    """A sentence goes on behind a page number and a form feed, and its source has two pieces."""
    head = "Giao Sở Nội vụ chủ trì, phối hợp với các sở, ban, ngành và Ủy ban nhân dân các xã,\n" * 4
    text = head + "phường thực hiện kế hoạch này, báo cáo kết quả về Ủy\n\n12\n\f\nban nhân dân tỉnh."
    document = _read(text)
    at = document.text.index("Ủy ban nhân dân tỉnh.")
    span = Span(at, at + len("Ủy ban nhân dân tỉnh."))
    assert [text[low:high] for low, high in document.source_spans(span)] == [
        "Ủy\n\n",
        "\n",
        "\nban nhân dân tỉnh.",
    ]
    assert document.verbatim(span) == "Ủy\n\n\n\nban nhân dân tỉnh."
    assert [piece.rule for piece in document.furniture] == ["page-number", "form-feed"]


def test_edits_say_what_they_did() -> None:
    """Every edit has its place, its old and new words and its rule."""
    document = _read("Uỷ  ban\n\nXã")
    assert document.edits == (
        Edit(Span(0, 2), "Uỷ", "Ủy", "tone"),
        Edit(Span(2, 4), "  ", " ", "blanks"),
        Edit(Span(7, 9), "\n\n", "\n", "blank-lines"),
    )
    assert _read("a\n---\n").furniture == (Furniture(Span(2, 5), "rule"),)


def test_spans_of_nothing() -> None:
    """An empty span has one empty piece, also in an empty document."""
    assert _read("").source_spans(Span(0, 0)) == (Span(0, 0),)
    assert _read("ab").verbatim(Span(1, 1)) == ""


def test_source_is_untouched() -> None:
    """The document keeps its source, and clean text is its own matched text without a change."""
    source = Source("Giao Sở Nội vụ.\nGiao Sở Y tế.")
    document = read_document(source)
    assert document.source is source
    assert document.text == source.text
    assert not document.edits
    assert not document.furniture
    assert document.source_spans(Span(5, 7)) == (Span(5, 7),)


# Changes ------------------------------------------------------------------------------------------


def test_compose() -> None:
    """Two layers of changes joined do what one after the other does; swallowed changes are gone."""
    text = "a**b\u00a0\n\nc"
    first = [(1, 3, "", "markdown"), (4, 5, " ", "blank")]
    second = [(2, 5, " ", "wrap")]
    assert apply(apply(text, first), second) == "ab c"
    assert compose(first, second) == [(1, 3, "", "markdown"), (4, 7, " ", "wrap")]
    assert compose([], second) == second
    assert compose(first, []) == first


def test_nfd_and_nfc_read_alike() -> None:
    """A text in NFD is the same document, letter by letter."""
    text = "**Điều 1.** Giao Uỷ ban nhân dân xã,\nphường khoẻ mạnh"
    assert _text(unicodedata.normalize("NFD", text)) == _text(text)


@pytest.mark.parametrize(
    "unit",
    [
        "*a ",
        "* ",
        "**\n",
        "|\n",
        "| - ",
        "-",
        "- \n",
        " ",
        "\n",
        "a\f",
        "e\u0302\u0301",
        "[1] ",
        "oà",
        "1.",
        "1\n\n",
        "V/v a\nb\n",
        "# a\n",
        "\\*",
    ],
)
def test_time_grows_with_length(unit: str) -> None:
    """Eight times the text takes no more than some twenty times as long, whatever it is made of."""

    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        start = time.process_time()
        _read(text)
        return time.process_time() - start

    _read("x")
    short = min(seconds(20_000) for _ in range(3))
    assert min(seconds(160_000) for _ in range(2)) < 20 * short + 0.2
