from __future__ import annotations

import pytest

from gazetteer import load_gazetteer
from gazetteer.letterhead import load_letterhead_words
from pipeline.blocks.letterhead import Letterhead, read_letterhead
from pipeline.blocks.paragraphs import paragraphs
from pipeline.blocks.zones import Zone, split_zones
from pipeline.document import Document, read_document
from pipeline.source import Source

WORDS = load_letterhead_words()

PARTY = """TỈNH ỦY LAI CHÂU                    ĐẢNG CỘNG SẢN VIỆT NAM
        *                             Lai Châu, ngày 20 tháng 5 năm 2021
  Số 08-NQ/TU

                          NGHỊ QUYẾT
     của Ban Chấp hành Đảng bộ tỉnh về đẩy mạnh cải cách hành chính
                            -----
I. TÌNH HÌNH
1. Ban Tổ chức Tỉnh ủy chủ trì tham mưu thực hiện Nghị quyết.
Nơi nhận:                                   T/M BAN THƯỜNG VỤ
- Như trên,                                       BÍ THƯ
- Lưu Văn phòng Tỉnh ủy.
                                               Giàng Páo Mỷ
"""
DISTRICT = """ỦY BAN NHÂN DÂN              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
HUYỆN TAM ĐƯỜNG                   Độc lập - Tự do - Hạnh phúc
 Số: 512/UBND-NV              Tam Đường, ngày 05 tháng 6 năm 2023
V/v tăng cường kỷ luật, kỷ cương
 hành chính

            Kính gửi:
               - Các phòng, ban chuyên môn thuộc UBND huyện;
               - Công an huyện, Ban Chỉ huy Quân sự huyện;
               - UBND các xã, thị trấn.
               (sau đây gọi chung là các đơn vị)

Thực hiện Công văn số 1512/UBND-TH ngày 01/6/2023 của UBND tỉnh Lai Châu, Chủ tịch UBND huyện yêu cầu:
1. Các phòng, ban chuyên môn rà soát.
Nhận được công văn này, yêu cầu các đơn vị thực hiện./.
Nơi nhận:                             TM. ỦY BAN NHÂN DÂN
- Như trên;                               KT. CHỦ TỊCH
- Lưu: VT, NV.                          PHÓ CHỦ TỊCH


                                       Nguyễn Thanh Trì
"""
COMMUNE_OFFICE = """UBND XÃ BÌNH LƯ               CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
PHÒNG KINH TẾ                     Độc lập - Tự do - Hạnh phúc
Số: 15/KH-PKT                 Bình Lư, ngày 05 tháng 8 năm 2025
                 KẾ HOẠCH
    Kiểm tra an toàn thực phẩm năm 2025
Căn cứ Kế hoạch số 10/KH-UBND ngày 01/8/2025 của UBND xã;
1. Tổ chức kiểm tra.
Nơi nhận:                             TRƯỞNG PHÒNG
- UBND xã;
- Lưu: PKT.                          Lò Văn Sơn
"""
MINISTRY = """BỘ Y TẾ                        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
-------                              Độc lập - Tự do - Hạnh phúc
Số: 1234/BYT-DP                     Hà Nội, ngày 05 tháng 3 năm 2024
V/v phòng chống dịch

Kính gửi: Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương.

Bộ Y tế đề nghị Ủy ban nhân dân các tỉnh, thành phố:
1. Tăng cường giám sát.
Nơi nhận:                            KT. BỘ TRƯỞNG
- Như trên;                          THỨ TRƯỞNG
- Lưu: VT, DP.
                                    TS. Đỗ Xuân Tuyên
"""
COUNCIL = """HỘI ĐỒNG NHÂN DÂN                CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH LAI CHÂU                        Độc lập - Tự do - Hạnh phúc
Số: 25/2022/NQ-HĐND                 Lai Châu, ngày 20 tháng 9 năm 2022

                 NGHỊ QUYẾT
Quy định mức hỗ trợ trên địa bàn tỉnh Lai Châu

HỘI ĐỒNG NHÂN DÂN TỈNH LAI CHÂU
KHÓA XV, KỲ HỌP THỨ MƯỜI

Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
QUYẾT NGHỊ:
Điều 1. Giao Ủy ban nhân dân tỉnh tổ chức thực hiện.
Nơi nhận:                            CHỦ TỊCH
- UBTVQH;
- Lưu: VT.                          Giàng Páo Mỷ
"""
OFFICE = """ỦY BAN NHÂN DÂN TỈNH LAI CHÂU      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
VĂN PHÒNG                           Độc lập - Tự do - Hạnh phúc
Số: 120/TB-VPUB                  Lai Châu, ngày 11 tháng 01 năm 2024
THÔNG BÁO
Kết luận của đồng chí Chủ tịch UBND tỉnh tại cuộc họp ngày 10/01/2024
Ngày 10/01/2024, đồng chí Chủ tịch UBND tỉnh đã chủ trì cuộc họp và kết luận như sau:
1. Giao Sở Nội vụ tham mưu.
Nơi nhận:                        CHÁNH VĂN PHÒNG
- Như trên;
- Lưu: VT.                       Phạm Ngọc Hải
"""
TELEGRAM = """ỦY BAN NHÂN DÂN              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH LAI CHÂU                   Độc lập - Tự do - Hạnh phúc
Số: 03/CĐ-UBND              Lai Châu, ngày 05 tháng 8 năm 2024

CÔNG ĐIỆN
Về việc chủ động ứng phó mưa lũ

CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LAI CHÂU điện:

- Giám đốc các sở: Văn hóa, Thể thao và Du lịch, Giao thông vận tải;
- Chủ tịch UBND các huyện, thành phố.

Theo dự báo, mưa lớn diện rộng. Chủ tịch UBND tỉnh yêu cầu:
1. Chủ tịch UBND các huyện, thành phố trực ban 24/24.
Nơi nhận:
- Như trên;
- Lưu: VT, KTN.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Hà Trọng Hải
"""
DECISION = """# ỦY BAN NHÂN DÂN TỈNH LAI CHÂU
## CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
**Độc lập - Tự do - Hạnh phúc**

Số: 701/QĐ-UBND

*Lai Châu, ngày 24 tháng 5 năm 2023*

# QUYẾT ĐỊNH
**Về việc phê duyệt Chỉ số cải cách hành chính năm 2022**

**CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LAI CHÂU**

Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;

**QUYẾT ĐỊNH:**

**Điều 1.** Phê duyệt Chỉ số.

**Điều 2.** Giám đốc Sở Nội vụ chịu trách nhiệm thi hành./.

***Nơi nhận:***
- Như Điều 2;
- Lưu: VT.

**KT. CHỦ TỊCH**
**PHÓ CHỦ TỊCH**

**Tống Thanh Hải**

## PHỤ LỤC I
**DANH MỤC NHIỆM VỤ**
*(Kèm theo Quyết định số 701/QĐ-UBND ngày 24/5/2023)*

| TT | Nhiệm vụ | Chủ trì |
|---|---|---|
| 1 | Rà soát | Sở Nội vụ |

## PHỤ LỤC II
**MẪU BÁO CÁO**

Kính gửi: Sở Nội vụ
1. Kết quả ..............
2. Kiến nghị ............
"""
UNSIGNED_PLAN = """KẾ HOẠCH
Triển khai phổ biến, giáo dục pháp luật năm 2024 trên địa bàn thành phố Huế

Căn cứ Luật Phổ biến, giáo dục pháp luật; UBND thành phố Huế ban hành Kế hoạch như sau:
I. MỤC ĐÍCH
1. Nâng cao nhận thức.
"""
LETTER_ONE_COLUMN = """SỞ NỘI VỤ TỈNH LAI CHÂU
Số: 88/SNV-CCHC
V/v rà soát thủ tục hành chính
Lai Châu, ngày 2 tháng 3 năm 2022
Kính gửi: Văn phòng UBND tỉnh; các sở, ban, ngành tỉnh; UBND các huyện, thành phố.
Thực hiện Kế hoạch số 1/KH-UBND, Sở Nội vụ đề nghị các cơ quan rà soát./.
Nơi nhận:
- Như trên;
- Lưu: VT.
GIÁM ĐỐC
(Đã ký)
ThS. Giàng A Tính
"""
SCAN = """\" N x. §
UBND TỈNH LAI CHÂU CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SƠ Y TE Độc lập —- Tự do - Hạnh phúc
Số: 4# /SYT-NVY Lai Châu, ngày 45 tháng 4 năm 2021
V/v tiêm chủng. ị
KHẨN Kính gửi: -
- Trung tâm Y tế huyện Tam Đường, huyện Phong Thổ và huyện Sìn Hồ;
- Các bệnh viện.
Giám đốc Sở Y tế yêu cầu các đơn vị thực hiện nghiêm việc tiêm chủng theo kế hoạch.
Nơi nhận: S„—-_ GIÁM ĐÓC
- Như trên; r Z0" XHOƯN
- Lưu: VT; Hỗ Văn Nam
"""


def read(text: str) -> tuple[Document, tuple[Zone, ...], Letterhead]:
    """All the stages up to the letterhead."""
    document = read_document(Source(text=text))
    lines = paragraphs(document.text)
    zones = split_zones(document, lines, WORDS)
    return document, zones, read_letterhead(document, lines, zones, load_gazetteer(), WORDS)


# number, type, issuer, date, title, signer, signer's title
EXPECTED = {
    PARTY: (
        "08-NQ/TU", "Nghị quyết", "Tỉnh ủy Lai Châu", "2021-05-20",
        "của Ban Chấp hành Đảng bộ tỉnh về đẩy mạnh cải cách hành chính", "Giàng Páo Mỷ", "BÍ THƯ",
    ),
    DISTRICT: (
        "512/UBND-NV", "Công văn", "Ủy ban nhân dân huyện Tam Đường tỉnh Lai Châu", "2023-06-05",
        "V/v tăng cường kỷ luật, kỷ cương hành chính", "Nguyễn Thanh Trì", "PHÓ CHỦ TỊCH",
    ),
    COMMUNE_OFFICE: (
        "15/KH-PKT", "Kế hoạch", "Phòng Kinh tế xã Bình Lư", "2025-08-05",
        "Kiểm tra an toàn thực phẩm năm 2025", "Lò Văn Sơn", "TRƯỞNG PHÒNG",
    ),
    MINISTRY: (
        "1234/BYT-DP", "Công văn", "Bộ Y tế", "2024-03-05", "V/v phòng chống dịch",
        "Đỗ Xuân Tuyên", "THỨ TRƯỞNG",
    ),
    COUNCIL: (
        "25/2022/NQ-HĐND", "Nghị quyết", "Hội đồng nhân dân tỉnh Lai Châu", "2022-09-20",
        "Quy định mức hỗ trợ trên địa bàn tỉnh Lai Châu", "Giàng Páo Mỷ", "CHỦ TỊCH",
    ),
    OFFICE: (
        "120/TB-VPUB", "Thông báo", "Văn phòng Ủy ban nhân dân tỉnh Lai Châu", "2024-01-11",
        "Kết luận của đồng chí Chủ tịch UBND tỉnh tại cuộc họp ngày 10/01/2024",
        "Phạm Ngọc Hải", "CHÁNH VĂN PHÒNG",
    ),
    TELEGRAM: (
        "03/CĐ-UBND", "Công điện", "Ủy ban nhân dân tỉnh Lai Châu", "2024-08-05",
        "Về việc chủ động ứng phó mưa lũ", "Hà Trọng Hải", "PHÓ CHỦ TỊCH",
    ),
    DECISION: (
        "701/QĐ-UBND", "Quyết định", "Ủy ban nhân dân tỉnh Lai Châu", "2023-05-24",
        "Về việc phê duyệt Chỉ số cải cách hành chính năm 2022", "Tống Thanh Hải", "PHÓ CHỦ TỊCH",
    ),
    UNSIGNED_PLAN: (
        None, "Kế hoạch", "Ủy ban nhân dân thành phố Huế", None,
        "Triển khai phổ biến, giáo dục pháp luật năm 2024 trên địa bàn thành phố Huế", None, None,
    ),
    LETTER_ONE_COLUMN: (
        "88/SNV-CCHC", "Công văn", "Sở Nội vụ tỉnh Lai Châu", "2022-03-02",
        "V/v rà soát thủ tục hành chính", "Giàng A Tính", "GIÁM ĐỐC",
    ),
    SCAN: (
        None, "Công văn", "Sở Y tế tỉnh Lai Châu", "2021-04", "V/v tiêm chủng", "Hồ Văn Nam", "GIÁM ĐÓC",
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", EXPECTED, ids=lambda text: text.split("  ")[0].split("\n")[0])
def test_metadata_of_each_form(text: str) -> None:
    """Every form of letterhead gives number, type, issuer, date, title, signer and the signer's title."""
    _, _, head = read(text)
    found = (head.number, head.type, head.issuer.name, head.date, head.title, head.signer, head.signer_title)
    assert found == EXPECTED[text]


@pytest.mark.parametrize("text", EXPECTED, ids=lambda text: text.split("  ")[0].split("\n")[0])
def test_spans_hold_what_they_say(text: str) -> None:
    """The spans of number, title, signer and addressees lie where these words stand in the matched text."""
    document, _, head = read(text)
    if head.number and head.number_span:
        assert "".join(document.text[slice(*head.number_span)].split()) == head.number
    if head.title and head.title_span:
        assert document.text[slice(*head.title_span)].replace("\n", " ").startswith(head.title[:20])
    if head.signer and head.signer_span:
        assert document.text[slice(*head.signer_span)].split()[1:] == head.signer.split()[1:]
    for addressee in head.addressees:
        assert addressee.text.endswith(document.text[slice(*addressee.span)])


def test_addressees_are_one_each() -> None:
    """A list is parted at its items and at heads of its own, never inside a group or a name."""
    assert [a.text for a in read(DISTRICT)[2].addressees] == [
        "Các phòng, ban chuyên môn thuộc UBND huyện",
        "Công an huyện",
        "Ban Chỉ huy Quân sự huyện",
        "UBND các xã, thị trấn",
    ]
    assert [a.text for a in read(TELEGRAM)[2].addressees] == [
        "Giám đốc Sở Văn hóa, Thể thao và Du lịch",
        "Giám đốc Sở Giao thông vận tải",
        "Chủ tịch UBND các huyện, thành phố",
    ]
    assert [a.text for a in read(SCAN)[2].addressees][:2] == [
        "Trung tâm Y tế huyện Tam Đường",
        "Trung tâm Y tế huyện Phong Thổ",
    ]
    assert [a.text for a in read(LETTER_ONE_COLUMN)[2].addressees] == [
        "Văn phòng UBND tỉnh",
        "các sở, ban, ngành tỉnh",
        "UBND các huyện, thành phố",
    ]


def test_a_common_name_means_the_addressees_before_it() -> None:
    """The bracket "(sau đây gọi chung là …)" is no addressee but gives those above it a name."""
    assert read(DISTRICT)[2].aliases == (("các đơn vị", (0, 1, 2, 3)),)


def test_recipients_come_without_the_signature() -> None:
    """The lines of Nơi nhận are given without bullets and without the column beside them."""
    assert read(PARTY)[2].recipients == ("Như trên", "Lưu Văn phòng Tỉnh ủy")


def test_level_and_parent_of_the_issuer() -> None:
    """A department or ministry is a parent for "các phòng, đơn vị"; a committee is none."""
    ministry, district = read(MINISTRY)[2].issuer, read(DISTRICT)[2].issuer
    assert (ministry.level, ministry.place, ministry.body) == ("central", None, "Bộ Y tế")
    assert (district.level, district.body) == ("district", None)
    assert district.place is not None
    assert district.place.short == "Lai Châu"


def test_nothing_said_is_nothing_found() -> None:
    """A text that is no directive has a letter's type, no issuer and nothing else."""
    _, zones, head = read("Ghi chép về thời tiết.")
    assert [zone.kind for zone in zones] == ["body"]
    assert (head.number, head.date, head.title, head.signer, head.addressees) == (None, None, None, None, ())
    assert (head.issuer.name, head.issuer.level, head.issuer_rule) == (None, "unknown", "none")


def test_a_day_before_what_is_cited_is_misread() -> None:
    """The day of issue cannot lie before a document cited in the preamble; month and year stay."""
    late = MINISTRY.replace(
        "Bộ Y tế đề nghị", "Thực hiện Công văn số 5/VPCP-NN ngày 16/3/2024, Bộ Y tế đề nghị"
    )
    assert read(late)[2].date == "2024-03"


def test_blank_number_and_day_are_none() -> None:
    """A number left to be filled in is no number, and a date without its day is a month."""
    blank = DISTRICT.replace("512/UBND", "      /UBND").replace("ngày 05", "ngày   ")
    head = read(blank)[2]
    assert (head.number, head.symbol, head.date) == (None, "UBND-NV", "2023-06")


def test_a_title_in_capitals_and_small_letters_is_one() -> None:
    """A Party conclusion names its body in capitals and its matter below in small letters."""
    text = PARTY.replace("NGHỊ QUYẾT\n     của", "KẾT LUẬN\nCỦA BAN THƯỜNG VỤ TỈNH ỦY\nvề họp của")
    assert read(text)[2].title == (
        "CỦA BAN THƯỜNG VỤ TỈNH ỦY về họp của Ban Chấp hành Đảng bộ tỉnh về đẩy mạnh cải cách hành chính"
    )
