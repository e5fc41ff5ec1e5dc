"""Laws of the matched text and its map, on made-up pages."""

from __future__ import annotations

import textwrap
import unicodedata

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from pipeline.document import Document, read_document
from pipeline.source import Source
from pipeline.spans import Span

_WORDS = st.sampled_from([
    "Sở Nội vụ", "chủ trì,", "phối hợp", "Uỷ ban", "hoà", "khoẻ", "quý", "198/BC-", "UBND",
    "2021-", "2030;", "số", "khoản", "và", "các đơn vị.", "như sau:", "**Giao**", "*Đơn vị: *",
    "**", "*", "__x__", "\\-", "# ", "[1]", "[1] Xã", "|", "---", "-------", "- ", "-Nội", "+ ",
    "•", "\uf0b7", "1.", "2.", "12.", "a)", "đ)", "IV.", "XVII.", "Điều 3.", "KẾ HOẠCH",
    "CHỦ TỊCH", "TỈNH LÀO CAI", "V/v", "Kính gửi:", "Số:", "ngày", "(*)", "“", "”", "’", "–", "…",
    "\u00a0", "\u200b", "\u00ad", "Ðối", "Nguyê\u0303n", "a\u0301\u0323", "\u0301", "С", "Россия",
    "https://a.vn/b", "3", "- 2 -", "Trang 3", "  ", "\t", "      ", " . ", "~ ", "ﬁ", "😀",
])  # fmt: skip
_ENDS = st.sampled_from(
    [
        " ",
        " ",
        " ",
        "\n",
        "\n",
        "\n\n",
        " \n\n",
        "\r\n",
        "\r\n\r\n",
        "\r",
        "\f",
        "\n\f\n",
        "\n\n\n",
        "\u2028",
        "\x0b",
        "",
    ]
)
_PAGES = st.lists(st.tuples(_WORDS, _ENDS), max_size=60).map(lambda parts: "".join(map("".join, parts)))
_TEXTS = st.one_of(_PAGES, st.text(max_size=80))


def _read(text: str) -> Document:
    return read_document(Source(text))


@settings(max_examples=400, deadline=None)
@given(_TEXTS)
def test_changes_make_the_text(text: str) -> None:
    """The edits put in and the furniture left out turn the source into the matched text."""
    document = _read(text)
    moves = sorted(
        [(edit.span, edit.after) for edit in document.edits]
        + [(piece.span, "") for piece in document.furniture]
    )
    pieces, at = [], 0
    for (start, end), after in moves:
        assert at <= start <= end
        pieces += [text[at:start], after]
        at = end
    assert "".join(pieces) + text[at:] == document.text


@settings(max_examples=400, deadline=None)
@given(_TEXTS)
def test_changes_undo(text: str) -> None:
    """The edits taken back and the furniture put in again turn the matched text into the source."""
    document = _read(text)
    moves = sorted(
        [(edit.span, edit.before, len(edit.after)) for edit in document.edits]
        + [(piece.span, text[piece.span.start : piece.span.end], 0) for piece in document.furniture]
    )
    pieces, at, low = [], 0, 0
    for (start, end), before, size in moves:
        pieces += [document.text[at : at + start - low], before]
        at += start - low + size
        low = end
    assert "".join(pieces) + document.text[at:] == text


@settings(max_examples=300, deadline=None)
@given(_TEXTS, st.data())
def test_pieces_are_verbatim(text: str, data: st.DataObject) -> None:
    """The pieces of the source at a span's place, joined, are its verbatim, sorted, and hold no furniture."""
    document = _read(text)
    size = len(document.text)
    start = data.draw(st.integers(0, size))
    end = data.draw(st.integers(start, size))
    pieces = document.source_spans(Span(start, end))
    assert "".join(text[low:high] for low, high in pieces) == document.verbatim(Span(start, end))
    flat = [offset for piece in pieces for offset in piece]
    assert flat == sorted(flat)
    assert 0 <= flat[0] <= flat[-1] <= len(text)
    for piece in pieces:
        assert not any(
            piece.start < thing.span.end and thing.span.start < piece.end for thing in document.furniture
        )


@settings(max_examples=300, deadline=None)
@given(_TEXTS)
def test_characters_map_to_themselves(text: str) -> None:
    """Every character of the matched text that no edit made is the one of the source that it maps to."""
    document = _read(text)
    edited = {offset for edit in document.edits for offset in range(*edit.span)}
    for offset, sign in enumerate(document.text):
        (piece,) = document.source_spans(Span(offset, offset + 1))[:1]
        if piece.start not in edited and piece.end == piece.start + 1:
            assert text[piece.start] == sign


@settings(max_examples=400, deadline=None)
@given(_TEXTS)
def test_shape(text: str) -> None:
    """Lines are not empty and carry no blanks at their ends; blanks are single; the text is NFC."""
    document = _read(text)
    for line in document.text.split("\n") if document.text else []:
        assert line
        assert line == line.strip()
    assert "  " not in document.text
    assert not set(document.text) & set("\u00a0\u200b\ufeff\u00ad–—“”‘’\r\f\x0b")
    assert unicodedata.is_normalized("NFC", document.text)
    assert all(0 <= span.start < span.end <= len(document.text) for span in document.emphasis)


@settings(max_examples=200, deadline=None)
@given(_TEXTS)
def test_twice_is_once(text: str) -> None:
    """Reading the same source twice gives the same document."""
    assert _read(text) == _read(text)


_PARAGRAPH = st.lists(
    st.sampled_from(
        ["Sở Nội vụ", "chủ trì", "phối hợp với", "hoà", "khoẻ", "uỷ", "quý", "Đối", "“một cửa”", "–"]
    ),
    min_size=3, max_size=30,
).map(lambda words: "Giao " + " ".join(words) + ".")  # fmt: skip
_BODIES = st.lists(_PARAGRAPH, min_size=1, max_size=5).map("\n".join)


@settings(max_examples=200, deadline=None)
@given(_BODIES)
@example("Giao Sở hoà.")
def test_spelling_of_characters_changes_nothing(text: str) -> None:
    """NFD, the other tone placement, Ð, non-breaking and zero-width blanks and straight quotes read alike."""
    want = _read(text).text
    assert _read(unicodedata.normalize("NFD", text)).text == want
    assert _read(text.replace("Đ", "Ð").replace(" vụ", "\u00a0vụ").replace("hợp", "h\u200bợp")).text == want
    assert _read(text.replace("hoà", "hòa").replace("khoẻ", "khỏe").replace("uỷ", "ủy")).text == want
    assert _read(text.replace("“", '"').replace("”", '"').replace("–", "-")).text == want
    assert _read(text.replace("\n", "\r\n")).text == want
    assert _read("\ufeff" + text + "\n\n").text == want


_LOW = [
    "chủ",
    "trì,",
    "phối",
    "hợp",
    "với",
    "các",
    "đơn",
    "vị",
    "liên",
    "quan",
    "rà",
    "soát;",
    "tham",
    "mưu",
    "triển",
    "khai",
]
_CLAUSE = st.lists(
    st.sampled_from([*_LOW, "Sở", "Nội", "vụ", "UBND", "198/BC-UBND"]), min_size=40, max_size=70
)
_CLAUSES = st.lists(_CLAUSE, min_size=3, max_size=6)


@settings(max_examples=150, deadline=None)
@given(
    _CLAUSES,
    st.integers(64, 100),
    st.tuples(st.sampled_from(["\n", "\r\n"]), st.sampled_from(["\n", "\n\n"])),
    st.sampled_from(["- ", "#. ", "+ "]),
)
def test_wrapping_changes_nothing(
    clauses: list[list[str]], width: int, ends: tuple[str, str], mark: str
) -> None:
    """Wrapping lines at blanks changes nothing, with either line end, with blank lines or without."""
    marks = [mark.replace("#", str(number)) for number in range(1, len(clauses) + 1)]
    paragraphs = [
        f"{sign}Giao {' '.join(words)} thực hiện." for sign, words in zip(marks, clauses, strict=True)
    ]
    want = "\n".join(paragraphs)
    wrapped = [
        textwrap.fill(words, width, break_long_words=False, break_on_hyphens=False) for words in paragraphs
    ]
    cut = [line for fill in wrapped for line in fill.split("\n")[1:]]
    assume(
        sum(line[0].islower() for line in cut) > len(cut) // 2 + 1
    )  # else nothing says that they are wraps
    end, gap = ends
    assert _read(end.join(paragraphs)).text == want
    assert _read(gap.join(wrapped).replace("\n", end)).text == want
