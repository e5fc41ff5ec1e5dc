"""What holds of zones and letterheads in any text."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from gazetteer import load_gazetteer
from gazetteer.letterhead import load_letterhead_words
from pipeline.blocks.letterhead import read_letterhead
from pipeline.blocks.paragraphs import paragraphs
from pipeline.blocks.zones import KINDS, split_zones
from pipeline.document import Document, read_document
from pipeline.source import Source

WORDS = load_letterhead_words()
LINES = st.sampled_from(
    [
        "ỦY BAN NHÂN DÂN",
        "TỈNH LAI CHÂU",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 5/CT-UBND",
        "Số: /SYT-NV",
        "Lai Châu, ngày 45 tháng 5 năm 2021",
        "V/v báo cáo",
        "CHỈ THỊ",
        "KẾ HOẠCH",
        "Về việc rà soát",
        "Kính gửi: - Sở Y tế;",
        "- Các sở: Nội vụ, Y tế",
        "Điện: UBND tỉnh Do mưa lớn",
        "|",
        "|---|",
        "Căn cứ Luật số 5;",
        "1. Sở Nội vụ tham mưu.",
        "Nơi nhận:",
        "- Như trên;",
        "KT. CHỦ TỊCH",
        "Trần Tiến Dũng",
        "PHỤ LỤC",
        "Mẫu số 01",
        "(Kèm theo Quyết định số 5/QĐ-UBND",
        "[1]",
        "[2] Theo báo cáo",
        "QUYẾT ĐỊNH:",
        "| Nơi nhận: - Như trên | CHỦ TỊCH |",
        "tm . ubnd",
        "¬ § QUYẾTĐỊNH",
        "Giám đốc Sở Y tế yêu cầu:",
        "2030 -",
        "(",
    ]
)
TEXTS = st.one_of(st.lists(LINES, max_size=40).map("\n".join), st.text(max_size=300))


def _read(text: str) -> Document:
    return read_document(Source(text=text))


@given(TEXTS)
def test_zones_cover_every_paragraph_once_in_order(text: str) -> None:
    """Each paragraph lies in exactly one zone; zones follow each other, and parts only grow."""
    document = _read(text)
    lines = paragraphs(document.text)
    zones = split_zones(document, lines, WORDS)
    assert [i for zone in zones for i in range(zone.first, zone.last)] == list(range(len(lines)))
    assert all(zone.kind in KINDS and zone.first < zone.last for zone in zones)
    assert [zone.part for zone in zones] == sorted(zone.part for zone in zones)


@given(TEXTS)
def test_the_same_text_gives_the_same_letterhead(text: str) -> None:
    """Reading twice gives equal values, whose spans lie inside the text."""
    document = _read(text)
    lines = paragraphs(document.text)
    zones = split_zones(document, lines, WORDS)
    first = read_letterhead(document, lines, zones, load_gazetteer(), WORDS)
    assert first == read_letterhead(
        document, lines, split_zones(document, lines, WORDS), load_gazetteer(), WORDS
    )
    spans = [first.number_span, first.date_span, first.title_span, first.signer_span]
    for span in [*filter(None, spans), *(addressee.span for addressee in first.addressees)]:
        assert 0 <= span.start < span.end <= len(document.text)


def test_ten_thousand_short_lines_take_no_second() -> None:
    """Time grows with the text, whatever the lines pretend to be."""
    for line in (
        "CHỦ TỊCH",
        "Số:",
        "- a",
        "KẾ HOẠCH",
        "Nơi nhận",
        "|",
        "ngày tháng",
        "Kính gửi: Sở, Sở",
        "Mẫu số 1",
    ):
        document = _read("\n".join([line] * 10_000))
        started = time.process_time()
        lines = paragraphs(document.text)
        zones = split_zones(document, lines, WORDS)
        read_letterhead(document, lines, zones, load_gazetteer(), WORDS)
        assert time.process_time() - started < 8, line
