"""The finder of citations."""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections import Counter
from pathlib import Path

import pytest

from gazetteer.citation_data import load_citation_patterns
from pipeline.mentions.citations import Citation, find_citations
from pipeline.spans import Span

SHARED = Path(os.environ.get("GIAOVIEC_SHARED", Path(__file__).resolve().parents[3] / "shared"))


def find(text: str, own_number: str | None = None, skip: tuple[Span, ...] = ()) -> tuple[Citation, ...]:
    """Find with the shipped data."""
    return find_citations(text, load_citation_patterns(), own_number, skip)


def quotes(text: str) -> list[str]:
    """Return what is quoted, in order."""
    return [text[c.start : c.end] for c in find(text)]


def numbers(text: str, own_number: str | None = None) -> list[str | None]:
    """Return the numbers found, in order."""
    return [c.number for c in find(text, own_number)]


def test_nothing() -> None:
    """An empty text has no citations."""
    assert find("") == ()


def test_quote_goes_from_type_to_number() -> None:
    """The quote leaves date and issuer outside."""
    text = "Căn cứ Quyết định số 701/QĐ-UBND ngày 24/5/2023 của UBND tỉnh và Luật Giá năm 2023;"
    assert quotes(text) == ["Quyết định số 701/QĐ-UBND", "Luật Giá"]


def test_quote_of_a_list() -> None:
    """The first serial of a list carries the type word, the others stand alone."""
    assert quotes("Báo cáo số 198, 199/BC-UBND") == ["Báo cáo số 198", "199/BC-UBND"]


def test_date_before_or_behind_the_issuer() -> None:
    """Date and issuer are read in either order."""
    for text in (
        "Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ",
        "Nghị quyết số 76/NQ-CP của Chính phủ ngày 15/7/2021",
    ):
        [citation] = find(text)
        assert (citation.date, citation.issuer) == ("2021-07-15", "Chính phủ")


def test_issuer_ends_before_the_subject() -> None:
    """What the document is about is no part of its issuer."""
    [citation] = find("Thông tư số 26/2025/TT-BYT của Bộ Y tế quy định về đơn thuốc")
    assert citation.issuer == "Bộ Y tế"
    [citation] = find("Nghị định số 61/2018/NĐ-CP của Chính phủ và")
    assert citation.issuer == "Chính phủ"


def test_own_number_is_no_citation() -> None:
    """Neither the document's own number nor its short form is cited, however it is punctuated."""
    text = "(Kèm theo Quyết định số 522/2002/QĐ.UB). Quyết định số 522. Quyết định số 12/QĐ-TTg."
    assert numbers(text, "522/2002/QĐ-UB") == ["12/QĐ-TTg"]


@pytest.mark.parametrize("opening", ["Số: ", "UBND TỈNH\tSố: ", "| Số: ", "|\nSố:"])
def test_letterhead_number_is_no_citation(opening: str) -> None:
    """A number that opens its line or cell with "Số:" is the document's own, and so are its repetitions."""
    assert numbers(
        f"{opening}254/QĐ-UBND\n(Kèm theo Quyết định số 254/QĐ-UBND)\nThông tư số 24/2020/TT-BCA"
    ) == ["24/2020/TT-BCA"]


def test_party_letterhead_has_no_colon() -> None:
    """At the head of the text a "Số" without colon opens a letterhead; further down it does not."""
    assert numbers("Số 45-HD/BTCTW\nQuy định số 377-QĐ/TW") == ["377-QĐ/TW"]
    assert numbers("THỰC HIỆN\nSỐ 32/CT-TTG") == ["32/CT-TTg"]
    assert numbers("x" * 2000 + "\nSố 45-HD/BTCTW") == ["45-HD/BTCTW"]


def test_skipped_spans() -> None:
    """Nothing is found inside or across the spans to skip."""
    text = "Luật Giá; Luật Dược; Luật Thú y"
    assert [c.title for c in find(text, skip=(Span(18, 22), Span(10, 12)))] == ["Luật Giá"]


def test_type_from_the_code() -> None:
    """A number without type word takes the type of its code; one whose code is no type's has none."""
    text = "(122/2021/NĐ-CP), 1465/SNN-VP ngày 12/6/2023"
    assert [c.type for c in find(text)] == ["Nghị định", None]


def test_type_is_inherited_along_a_list_only() -> None:
    """A number takes the type before it where both are alike and on one line."""
    text = "văn bản số 1407/UBND-NNMT, số 1446/BTC-PC\nsố 12/BTC-PC ngày 1/2/2024, số 3/NQ-CP"
    assert [c.type for c in find(text)] == ["Văn bản", "Văn bản", None, "Nghị quyết"]


def test_type_with_other_words_before_the_number() -> None:
    """The type that the code asks for is found earlier in the clause, the longest one."""
    text = "tại Thông báo kết luận hội nghị số 12/TB-VPCP; Kết luận liên ngành số 23/KL-LNTP"
    assert [(c.type, c.number) for c in find(text)] == [
        ("Thông báo kết luận", "12/TB-VPCP"),
        ("Kết luận", "23/KL-LNTP"),
    ]
    assert quotes("ý kiến về Nghị định (bản số 12/NĐ-CP)") == ["số 12/NĐ-CP"]
    assert quotes("chưa Nghị định số 12 và số 13/ABC-DE") == ["số 13/ABC-DE"]


def test_longest_type() -> None:
    """A type that ends a longer one gives way to it, in full and in short form."""
    text = "Thông báo Kết luận số 99-TB/TW, Thông báo kết luận số 99, Kết luận số 63-KL/TW, Kết luận 63"
    assert [c.type for c in find(text)] == ["Thông báo kết luận"] * 2 + ["Kết luận"] * 2


def test_short_form_prefers_the_number_before_it() -> None:
    """Of two full forms with one serial the last before the short form is meant, else the first behind it."""
    text = "Kế hoạch số 5; Kế hoạch số 5/KH-UBND; Kế hoạch 5; Kế hoạch số 5/KH-BYT; Kế hoạch 5 về"
    assert numbers(text) == ["5/KH-UBND", "5/KH-UBND", "5/KH-UBND", "5/KH-BYT", "5/KH-BYT"]


def test_short_form_with_another_year() -> None:
    """A short form with a year does not stand for a number of another year."""
    assert numbers("Nghị định số 167/2017/NĐ-CP; Nghị định 167/2018") == ["167/2017/NĐ-CP"]


def test_short_form_of_another_type() -> None:
    """A serial belongs to the type that it goes by."""
    assert numbers("Nghị quyết số 35-NQ/TU; Quyết định số 35; Nghị quyết 35%, Nghị quyết số 35-40") == [
        "35-NQ/TU"
    ]


def test_law_with_its_number() -> None:
    """Title and number of a law are one citation, also with the year between them; a decree's is not."""
    text = "Luật Đầu tư năm 2020 số 61/2020/QH14; Luật Giá (số 16/2023/QH15); Luật Nhà ở, số 5/NĐ-CP"
    assert [(c.title, c.number, c.date) for c in find(text)] == [
        ("Luật Đầu tư", "61/2020/QH14", "2020"),
        ("Luật Giá", "16/2023/QH15", None),
        ("Luật Nhà ở", None, None),
        (None, "5/NĐ-CP", None),
    ]


def test_laws_side_by_side() -> None:
    """Laws named one after the other are citations of their own, behind an amending one and a comma too."""
    text = "Luật Khiếu nại, Luật Tố cáo và Luật Sửa đổi một số điều của Luật Đầu tư, Luật Giá, Nghị định"
    assert [c.title for c in find(text)] == [
        "Luật Khiếu nại",
        "Luật Tố cáo",
        "Luật Sửa đổi một số điều của Luật Đầu tư",
        "Luật Giá",
    ]


def test_amended_laws_by_their_number() -> None:
    """An amending law may say how many laws it amends; without a law in its title it is none."""
    [citation] = find("Luật sửa đổi, bổ sung một số điều của 11 luật ngày 25/6/2025")
    assert (citation.title, citation.date) == ("Luật Sửa đổi, bổ sung một số điều của 11 luật", "2025-06-25")
    assert find("Luật sửa đổi, bổ sung một số điều của Nghị định") == ()
    assert find("Luật sửa đổi một số điều của") == ()


def test_title_ends_where_the_words_do() -> None:
    """A listed title is not read across a comma or "và" that it does not hold."""
    text = "Luật Đầu tư, công bố; Luật Đầu tư và công khai; Luật gia"
    assert [c.title for c in find(text)] == ["Luật Đầu tư", "Luật Đầu tư"]


def test_unlisted_title_has_bounds() -> None:
    """A title that no list knows is letters only and short; of a code none is unlisted."""
    assert find("Luật Một hai ba bốn nhăm sáu bảy tám chín mười một hai ba") == ()
    assert find("Luật Chứng thực› xyz; Bộ luật Giao thông; Luật .; Luật X1 mới") == ()


def test_lists_stop() -> None:
    """A list behind "các Luật:" goes on while titles follow."""
    assert [c.title for c in find("các Luật: Đất đai, chưa rõ")] == ["Luật Đất đai"]
    assert [c.title for c in find("các Luật: Đất đai, Nhà ở.")] == ["Luật Đất đai", "Luật Nhà ở"]


@pytest.mark.parametrize(
    "text",
    [
        "số 12/1700/NĐ-CP",
        "Số liệu 10/KCN",
        "a12/QĐ-UBND",
        "1.12/QĐ-UBND",
        "số 12/Xy",
        "Nghị định 12-NĐ",
        "số 12/QĐ-UBNDabc",
        "Tiếp 5/xã-phường",
        "số lI/",
        "số o /QD",
    ],
)
def test_no_number(text: str) -> None:
    """What has no year of our time, no code, or is part of something longer is no number."""
    assert find(text) == ()


def test_glued_words() -> None:
    """A blank lost behind a number does not hide it."""
    text = "Quyết định số 5/QĐ-UBNDngày 1/2/2024; Thông tư số 24/2020/TT-BYTvề"
    assert numbers(text) == ["5/QĐ-UBND", "24/2020/TT-BYT"]


def test_fraction_slash() -> None:
    """The fraction slash of misread texts is a slash."""
    assert numbers("Nghị định số 81⁄2019/NĐ-CP và Nghị định 5/NĐ-CP") == ["81/2019/NĐ-CP", "5/NĐ-CP"]


def test_constitution() -> None:
    """The constitution is cited with its year or its full name, not as a notion."""
    assert [c.title for c in find("Hiến pháp; Điều 9 Hiến pháp năm 2013")] == ["Hiến pháp"]


def test_gold() -> None:
    """On the annotated documents at least 98 of 100 citations are right, and as many are found."""
    if not (SHARED / "gold").is_dir():
        pytest.skip("the shared gold documents are not here")
    document = importlib.import_module("pipeline.document")
    source = importlib.import_module("pipeline.source")
    sys.path.insert(0, str(SHARED / "eval"))
    try:
        score = importlib.import_module("score")
    finally:
        sys.path.pop(0)
    hits = predicted = wanted = 0
    for path in sorted((SHARED / "gold").glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_name(path.name.replace(".gold.json", ".txt")).read_text(encoding="utf-8")
        found = find(document.read_document(source.Source(text)).text, gold["metadata"]["number"])
        want = Counter(score.number(ref) for ref in gold["refs"])
        got = Counter(score.number({"number": c.number, "title": c.title}) for c in found)
        hits, predicted, wanted = hits + (want & got).total(), predicted + got.total(), wanted + want.total()
    assert hits / predicted >= 0.98
    assert hits / wanted >= 0.98
