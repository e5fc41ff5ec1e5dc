from __future__ import annotations

import pytest

from gazetteer.letterhead import load_letterhead_words
from pipeline.blocks.paragraphs import paragraphs
from pipeline.blocks.zones import split_zones
from pipeline.document import read_document
from pipeline.source import Source

WORDS = load_letterhead_words()
HEAD = """ỦY BAN NHÂN DÂN TỈNH LAI CHÂU
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 7/QĐ-UBND
Lai Châu, ngày 2 tháng 3 năm 2022
QUYẾT ĐỊNH
Về việc ban hành Kế hoạch phòng, chống thiên tai
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH
Căn cứ Luật Phòng, chống thiên tai;
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch phòng, chống thiên tai.
"""
CLOSING = """Nơi nhận:
- Như Điều 2;
- Lưu: VT.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Tống Thanh Hải
"""
PLAN = """KẾ HOẠCH
PHÒNG, CHỐNG THIÊN TAI
(Kèm theo Quyết định số 7/QĐ-UBND ngày 02/3/2022)
I. MỤC ĐÍCH
1. Sở Nông nghiệp và Phát triển nông thôn chủ trì thực hiện kế hoạch này trên địa bàn tỉnh.
"""


def kinds(text: str) -> list[tuple[str, int]]:
    """Kind and part of each zone."""
    document = read_document(Source(text=text))
    return [(zone.kind, zone.part) for zone in split_zones(document, paragraphs(document.text), WORDS)]


def kind_of(text: str, words: str) -> tuple[str, int]:
    """Kind and part of the zone in which `words` stand."""
    document = read_document(Source(text=text))
    lines = paragraphs(document.text)
    at = next(i for i, line in enumerate(lines) if words in document.text[line.start : line.end])
    return next((z.kind, z.part) for z in split_zones(document, lines, WORDS) if z.first <= at < z.last)


def test_parts_of_a_decision_in_order() -> None:
    """Letterhead, title with the authority, body, recipients and signature follow each other."""
    assert kinds(HEAD + CLOSING) == [
        ("letterhead", 0), ("title", 0), ("body", 0), ("recipients", 0), ("signature", 0),
    ]  # fmt: skip
    assert kind_of(HEAD, "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH") == ("title", 0)
    assert kind_of(HEAD, "QUYẾT ĐỊNH:") == ("body", 0)


def test_a_plan_behind_its_decision_is_a_part_of_its_own() -> None:
    """What stands behind the signature under "(Kèm theo …)" is an attachment with title and body."""
    text = HEAD + CLOSING + PLAN
    assert kinds(text)[-2:] == [("attachment-title", 1), ("body", 1)]
    assert kind_of(text, "(Kèm theo") == ("attachment-title", 1)


def test_an_attachment_has_a_closing_too() -> None:
    """Recipients at the end of an attachment belong to its part."""
    assert kinds(HEAD + PLAN + CLOSING)[-2:] == [("recipients", 1), ("signature", 1)]


@pytest.mark.parametrize(
    "form",
    [
        "PHỤ LỤC\nĐỀ CƯƠNG BÁO CÁO\nI. Kết quả\n",
        "Mẫu số 01\nTỜ TRÌNH\nKính gửi: Sở Y tế\n",
        "PHỤ LỤC 2\nBáo cáo công tác năm\n1. Tổng số\n",
        "Biểu 01: TỔNG HỢP\nTT | Tên | Số\n1 | |\n",
        "PHỤ LỤC\nDANH SÁCH ĐƠN VỊ\n1. Công ty A\n",
        "PHỤ LỤC\nKẾT QUẢ\nTT | A | B\n1 | | \n2 | | \n3 | | \n4 | | \nx",
    ],
)
def test_blank_forms_and_data_are_forms(form: str) -> None:
    """Outlines, models, report forms and lists of data behind a directive are no body."""
    found = kinds(HEAD + CLOSING + form)
    assert found[-1] == ("form", 1)


def test_an_annex_of_tasks_is_body() -> None:
    """A table of tasks in an annex is read like a body."""
    annex = "PHỤ LỤC\nDANH MỤC NHIỆM VỤ\nTT | Nhiệm vụ | Chủ trì\n1 | Rà soát | Sở Nội vụ\n"
    assert kinds(HEAD + CLOSING + annex)[-1] == ("body", 1)


def test_a_letter_behind_a_letter_keeps_its_letterhead() -> None:
    """A second motto opens a part whose head is read like the first."""
    second = (
        "UBND TỈNH LAI CHÂU CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nVĂN PHÒNG Độc lập - Tự do - Hạnh phúc\n"
        "Số: 5/VP-TH Lai Châu, ngày 1 tháng 3 năm 2022\nKính gửi: Sở Y tế.\n"
        "Đề nghị Sở Y tế báo cáo trước ngày 5.\n"
    )
    assert kinds(HEAD + CLOSING + second)[-3:] == [("letterhead", 1), ("addressees", 1), ("body", 1)]


def test_text_that_goes_on_behind_the_signature_stays_body() -> None:
    """Clauses behind a closing are not swallowed by it."""
    more = "II. NHIỆM VỤ VÀ GIẢI PHÁP TRONG THỜI GIAN TỚI\n1. Sở Y tế thực hiện.\n"
    assert kind_of(HEAD + CLOSING + more, "1. Sở Y tế")[0] == "body"


def test_footnotes() -> None:
    """A numbered note is a footnote, with what follows it where the document has ended."""
    text = HEAD + "[1] Theo báo cáo.\nĐiều 2. Giao Sở Nội vụ theo dõi.\n" + CLOSING + "[2]\nBáo cáo số 5.\n"
    assert kind_of(text, "[1]")[0] == "footnote"
    assert kind_of(text, "Điều 2. Giao")[0] == "body"
    assert kind_of(text, "Báo cáo số 5.")[0] == "footnote"


def test_a_signature_without_recipients_closes() -> None:
    """Authority, title and name close a document that lists no recipients; a title in a sentence does not."""
    text = HEAD + "Điều 2. Chủ tịch UBND tỉnh chỉ đạo.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTrần Tiến Dũng\n"
    assert kinds(text)[-2:] == [("body", 0), ("signature", 0)]
    assert kinds(HEAD + "CHỦ TỊCH\nphân công nhiệm vụ cho các thành viên của Ủy ban nhân dân tỉnh\n")[-1] == (
        "body",
        0,
    )


def test_columns_of_recipients_and_signature_stay_out_of_the_body() -> None:
    """Recipients beside the signature in a table row close the document."""
    row = "| Nơi nhận: - Như trên; - Lưu: VT. | CHỦ TỊCH Trần Tiến Dũng |\n"
    assert kinds(HEAD + row)[-1] == ("recipients", 0)


def test_no_head_no_closing() -> None:
    """A text that begins and ends in its body is body alone; no paragraphs have no zones."""
    assert kinds("1. Sở Nội vụ tham mưu.\n2. Sở Y tế thực hiện.") == [("body", 0)]
    assert kinds("") == []


def test_a_collections_title_above_the_letterhead() -> None:
    """A title that a collection put above the letterhead is part of it; alone it is the title."""
    added = "Quyết định về việc ban hành Kế hoạch\n"
    assert kinds(added + HEAD)[0] == ("letterhead", 0)
    assert kinds(added + "Căn cứ Luật Phòng, chống thiên tai;\nĐiều 1. Ban hành.\n")[0] == ("title", 0)


def test_a_model_letter_is_a_form() -> None:
    """A model with a letterhead of its own is a form, its blank addressees included."""
    model = (
        "Mẫu số 01\n(TÊN TỔ CHỨC) CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "TỜ TRÌNH\nKính gửi: (Cơ quan thẩm định).\nCăn cứ Luật Xây dựng;\n"
    )
    assert kinds(HEAD + CLOSING + model)[-2:] == [("attachment-title", 1), ("form", 1)]
