"""What holds of citations in any text."""

from __future__ import annotations

import time

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gazetteer.citation_data import DocumentType, load_citation_patterns
from pipeline.mentions.citations import find_citations
from pipeline.spans import Span

PATTERNS = load_citation_patterns()
TYPES = [
    kind
    for kind in PATTERNS.types.values()
    if kind.codes and kind.codes[0].isupper() and len(kind.codes[0]) > 1
]
BODIES = st.sampled_from(["UBND", "BNNMT", "BYT", "SGDĐT", "CP", "HĐND", "TCLN", "BCĐ"])
YEARS = st.integers(1990, 2030)
SERIALS = st.integers(1, 99999).map(str)
PIECES = st.sampled_from(
    [
        "Quyết định", "số ", "Số: ", "12", "/2020", "/", "-", "QĐ-TTg", "NQ/TW", " của ", "ngày 1/2/2020",
        "Luật ", "Đất đai", "Sửa đổi, bổ sung một số điều của ", "và ", ", ", "\n", "\t", "|", "(", "Điều 5 ",
        "§", "⁄", "QH1 5", "Hiến pháp", "77-CP", "năm 2013", ": ", "Pháp lệnh ", "Bộ luật ", "I", "x",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.lists(PIECES, max_size=30).map("".join), st.text(max_size=200))


@given(
    st.sampled_from(TYPES),
    SERIALS,
    st.one_of(st.none(), YEARS),
    BODIES,
    st.sampled_from([" ", " số ", " số: "]),
)
def test_number_of_the_grammar(
    kind: DocumentType, serial: str, year: int | None, body: str, mark: str
) -> None:
    """A number made by the grammar is found behind its type word, with its exact span, type and form."""
    code, name = kind.codes[0], kind.name
    number = f"{serial}/{year}/{code}-{body}" if year else f"{serial}/{code}-{body}"
    quote = f"{name}{mark}{number}"
    [citation] = find_citations(f"Thực hiện {quote} về", PATTERNS)
    assert (citation.start, citation.end) == (10, 10 + len(quote))
    assert (citation.number, citation.type) == (number, name)


@given(SERIALS, st.sampled_from(["NQ", "CT", "KL", "QĐ"]), st.sampled_from(["TW", "TU", "ĐU", "BTCTW"]))
def test_party_number(serial: str, code: str, body: str) -> None:
    """A Party number is found with "số" alone, hyphen and slash in their places."""
    [citation] = find_citations(f"theo số {serial}-{code}/{body}.", PATTERNS)
    assert citation.number == f"{serial}-{code}/{body}"


@given(st.lists(SERIALS, min_size=2, max_size=6, unique=True))
def test_list_of_serials(serials: list[str]) -> None:
    """Every serial of a list is a citation with the common ending."""
    assume(all(len(serial) <= 5 for serial in serials))
    text = f"Báo cáo số {', '.join(serials)}/BC-UBND"
    assert [c.number for c in find_citations(text, PATTERNS)] == [f"{serial}/BC-UBND" for serial in serials]


@given(TEXTS)
@settings(max_examples=300)
def test_spans(text: str) -> None:
    """Spans lie in the text, in order, apart, on one line, with a number or a title; always the same ones."""
    found = find_citations(text, PATTERNS)
    end = 0
    for citation in found:
        assert end <= citation.start < citation.end <= len(text)
        assert citation.number or citation.title
        assert "\n" not in text[citation.start : citation.end]
        end = citation.end
    assert found == find_citations(text, PATTERNS)


@given(TEXTS, TEXTS)
@settings(max_examples=150)
def test_skipping_is_leaving_out(before: str, after: str) -> None:
    """What is found outside a skipped zone is found without the zone, too."""
    text = before + after
    kept = find_citations(text, PATTERNS, skip=(Span(len(before), len(text)),) if after else ())
    assert all(c.end <= len(before) for c in kept)
    assert set(kept) <= set(find_citations(text, PATTERNS)) or len(before) == len(text)


def _span(pair: tuple[int, int]) -> object:
    from pipeline.spans import Span

    return Span(*pair)


def test_hostile_text_is_read_in_linear_time() -> None:
    """Ten times a hostile text takes at most some thirty times as long."""
    for piece in (
        "/",
        "1",
        "1/",
        "A/",
        "số ",
        "12/QĐ-",
        "Luật ",
        "Luật A ",
        "12, ",
        "⁄",
        "-CP",
        "Điều 1 ",
        "Quyết định 1 ",
    ):
        short, long = (piece * (size // len(piece)) for size in (5_000, 50_000))
        times = [min(_computing(text) for _ in range(3)) for text in (short, long)]
        assert times[1] < 30 * times[0] + 0.2, piece
        assert times[1] < 5, piece


def _computing(text: str) -> float:
    """Seconds that this process computes for a text."""
    start = time.process_time()
    find_citations(text, PATTERNS)
    return time.process_time() - start
