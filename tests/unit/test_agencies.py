"""Bodies, groups and posts in running text: what is found and what it is called."""

from __future__ import annotations

import pytest

from gazetteer import Issuer, load_gazetteer
from pipeline.mentions.agencies import AgencyMention, find_agencies, subject_of

GAZETTEER = load_gazetteer()
ISSUERS = {
    "tỉnh": "Ủy ban nhân dân tỉnh Lai Châu",
    "thành phố": "Ủy ban nhân dân thành phố Cần Thơ",
    "sở": "Sở Công Thương tỉnh Lào Cai",
    "bộ": "Bộ Tư pháp",
    "trung ương": "Thủ tướng Chính phủ",
    "xã": "Ủy ban nhân dân xã Bản Bo tỉnh Lai Châu",
    "huyện": "Ủy ban nhân dân huyện Mường Tè tỉnh Lai Châu",
    "nội vụ": "Sở Nội vụ tỉnh Lai Châu",
    "công thương": "Bộ Công Thương",
    "ban": "Ban Dân tộc tỉnh Lai Châu",
}


def issuer(key: str) -> Issuer:
    """The issuer of that kind."""
    return GAZETTEER.issuer(ISSUERS[key])


def found(text: str, key: str = "tỉnh") -> list[tuple[str, str]]:
    """What is found, as (words, name)."""
    return [(text[m.start : m.end], m.name) for m in find_agencies(text, GAZETTEER, issuer(key))]


def only(text: str, key: str = "tỉnh") -> AgencyMention:
    """The one mention of a text."""
    (mention,) = find_agencies(text, GAZETTEER, issuer(key))
    return mention


@pytest.mark.parametrize(
    ("key", "words", "name"),
    [
        ("tỉnh", "Giám đốc Sở Nội vụ", "Sở Nội vụ tỉnh Lai Châu"),
        ("tỉnh", "SỞ NỘI VỤ", "Sở Nội vụ tỉnh Lai Châu"),
        ("tỉnh", "Sở nội vụ", "Sở Nội vụ tỉnh Lai Châu"),
        ("tỉnh", "Sở LĐ-TB&XH", "Sở Lao động - Thương binh và Xã hội tỉnh Lai Châu"),
        ("tỉnh", "Chánh Văn phòng UBND tỉnh", "Văn phòng Ủy ban nhân dân tỉnh Lai Châu"),
        ("tỉnh", "Trưởng Ban Dân tộc tỉnh", "Ban Dân tộc tỉnh Lai Châu"),
        ("tỉnh", "Ban Quản lý Khu kinh tế Nghi Sơn", "Ban Quản lý Khu kinh tế Nghi Sơn"),
        ("tỉnh", "Báo Lai Châu", "Báo Lai Châu"),
        ("tỉnh", "Văn phòng Tỉnh ủy", "Văn phòng Tỉnh ủy Lai Châu"),
        ("tỉnh", "MTTQ tỉnh", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Lai Châu"),
        ("tỉnh", "UBND xã Bản Bo", "Ủy ban nhân dân xã Bản Bo tỉnh Lai Châu"),
        ("tỉnh", "UBND thành phố Lai Châu", "Ủy ban nhân dân thành phố Lai Châu tỉnh Lai Châu"),
        ("tỉnh", "Sở Y tế Hà Nội", "Sở Y tế thành phố Hà Nội"),
        ("tỉnh", "Kho bạc Nhà nước khu vực IX", "Kho bạc Nhà nước khu vực IX"),
        ("tỉnh", "Trung tâm Thông tin tỉnh", "Trung tâm Thông tin tỉnh Lai Châu"),
        ("tỉnh", "Phòng Tham mưu Công an tỉnh", "Phòng Tham mưu Công an tỉnh Lai Châu"),
        ("tỉnh", "Ban Chỉ đạo cải cách hành chính tỉnh", "Ban Chỉ đạo cải cách hành chính tỉnh Lai Châu"),
        ("tỉnh", "Phó Giám đốc Sở Y tế", "Phó Giám đốc Sở Y tế tỉnh Lai Châu"),
        ("tỉnh", "Thành đoàn Thành phố Hồ Chí Minh", "Thành đoàn Thành phố Hồ Chí Minh"),
        ("tỉnh", "Công ty Điện lực Lai Châu", "Công ty Điện lực Lai Châu"),
        ("thành phố", "Công an thành phố", "Công an thành phố Cần Thơ"),
        ("sở", "Văn phòng Sở", "Văn phòng Sở Công Thương tỉnh Lào Cai"),
        ("sở", "Văn phòng", "Văn phòng Sở Công Thương tỉnh Lào Cai"),
        ("sở", "Thanh tra Sở", "Thanh tra Sở Công Thương tỉnh Lào Cai"),
        ("sở", "Giám đốc Sở", "Sở Công Thương tỉnh Lào Cai"),
        ("sở", "Phòng Quản lý Năng lượng", "Phòng Quản lý Năng lượng Sở Công Thương tỉnh Lào Cai"),
        ("sở", "Phòng Thử nghiệm", "Phòng Thử nghiệm Sở Công Thương tỉnh Lào Cai"),
        ("bộ", "Vụ trưởng Vụ Tổ chức cán bộ", "Vụ Tổ chức cán bộ Bộ Tư pháp"),
        ("bộ", "Văn phòng Bộ", "Văn phòng Bộ Tư pháp"),
        ("trung ương", "Bộ trưởng Bộ Y tế", "Bộ Y tế"),
        ("trung ương", "Thống đốc NHNN", "Ngân hàng Nhà nước Việt Nam"),
        ("trung ương", "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ", "Văn phòng Chính phủ"),
        ("trung ương", "Chủ tịch UBND tỉnh Quảng Nam", "Ủy ban nhân dân tỉnh Quảng Nam"),
        ("trung ương", "UBND tỉnh", "Ủy ban nhân dân tỉnh"),
        ("trung ương", "Ủy ban nhân dân Thành phế Hà Nội", "Ủy ban nhân dân thành phố Hà Nội"),
        ("trung ương", "Bô Nông nghiệp và Môi trường", "Bộ Nông nghiệp và Môi trường"),
        ("trung ương", "Phó Thủ tướng Trần Hồng Hà", "Phó Thủ tướng Trần Hồng Hà"),
        ("xã", "UBND xã", "Ủy ban nhân dân xã Bản Bo tỉnh Lai Châu"),
        ("huyện", "UBND xã Mù Cả", "Ủy ban nhân dân xã Mù Cả huyện Mường Tè tỉnh Lai Châu"),
        ("huyện", "Phòng Y tế", "Phòng Y tế huyện Mường Tè tỉnh Lai Châu"),
        ("huyện", "Ban Chỉ đạo cấp huyện", "Ban Chỉ đạo huyện Mường Tè tỉnh Lai Châu"),
        ("huyện", "UBND cấp huyện", "Ủy ban nhân dân huyện Mường Tè tỉnh Lai Châu"),
        ("tỉnh", "UBND cấp tỉnh", "Ủy ban nhân dân tỉnh Lai Châu"),
        ("tỉnh", "Ban cán sự đảng UBND tỉnh", "Ban cán sự đảng Ủy ban nhân dân tỉnh Lai Châu"),
        ("tỉnh", "Cảng vụ Hàng hải Nghi Sơn", "Cảng vụ Hàng hải Nghi Sơn"),
        ("tỉnh", "Thuế cơ sở 2", "Thuế cơ sở 2 tỉnh Lai Châu"),
        ("tỉnh", "Thuế cơ sở 1 tỉnh", "Thuế cơ sở 1 tỉnh Lai Châu"),
        ("nội vụ", "Ban Thi đua - Khen thưởng", "Ban Thi đua - Khen thưởng Sở Nội vụ tỉnh Lai Châu"),
        ("công thương", "Cục Quản lý thị trường", "Cục Quản lý thị trường Bộ Công Thương"),
        ("tỉnh", "Cục Quản lý thị trường", "Cục Quản lý thị trường tỉnh Lai Châu"),
        ("sở", "phòng CNTT", "Phòng Công nghệ thông tin Sở Công Thương tỉnh Lào Cai"),
        ("sở", "Trưởng phòng Tiếp dân", "Phòng Tiếp dân Sở Công Thương tỉnh Lào Cai"),
        ("ban", "Trưởng Ban", "Ban Dân tộc tỉnh Lai Châu"),
        ("trung ương", "Tổ công tác của Thủ tướng Chính phủ", "Tổ công tác của Thủ tướng Chính phủ"),
        ("trung ương", "Trưởng điểm thi", "Trưởng điểm thi"),
        ("xã", "Công an xã", "Công an xã Bản Bo tỉnh Lai Châu"),
        ("xã", "Phòng Kinh tế", "Phòng Kinh tế xã Bản Bo tỉnh Lai Châu"),
        ("tỉnh", "Cổng thông tin điện tử tỉnh", "Cổng Thông tin điện tử tỉnh Lai Châu"),
        ("tỉnh", "Cổng TTĐT tính", "Cổng Thông tin điện tử tỉnh Lai Châu"),
        ("tỉnh", "Báo và Phát thanh, truyền hình Sơn La", "Báo và Phát thanh, Truyền hình Sơn La"),
        ("tỉnh", "Báo và Đài PTTH tỉnh", "Báo và Phát thanh, Truyền hình tỉnh Lai Châu"),
        ("tỉnh", "Viettel", "Viettel tỉnh Lai Châu"),
        ("tỉnh", "VNPT Hòa Bình", "VNPT Hòa Bình"),
        ("trung ương", "Viettel", "Tập đoàn Công nghiệp - Viễn thông Quân đội"),
        ("trung ương", "VNPT", "Tập đoàn Bưu chính Viễn thông Việt Nam"),
        ("bộ", "Tổng cục THADS", "Tổng cục Thi hành án dân sự Bộ Tư pháp"),
        ("trung ương", "Tổng cục THADS", "Tổng cục Thi hành án dân sự"),
        (
            "trung ương",
            "Hội đồng quản trị Tổng công ty Hàng hải Việt Nam",
            "Hội đồng quản trị Tổng công ty Hàng hải Việt Nam",
        ),
        ("tỉnh", "Trung tâm Khuyên nông", "Trung tâm Khuyến nông tỉnh Lai Châu"),
        (
            "tỉnh",
            "Chi cục Dân sô Kê hoạch hóa gia đình",
            "Chi cục Dân số - Kế hoạch hóa gia đình tỉnh Lai Châu",
        ),
        (
            "tỉnh",
            "Chi cục Dân số Kế hoạch hóa gia đình",
            "Chi cục Dân số - Kế hoạch hóa gia đình tỉnh Lai Châu",
        ),
        (
            "tỉnh",
            "Văn phòng HĐND-UBND huyện Mường Tè",
            "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân huyện Mường Tè tỉnh Lai Châu",
        ),
        ("bộ", "Vụ Kế hoạch-Tài chính", "Vụ Kế hoạch - Tài chính Bộ Tư pháp"),
        ("tỉnh", "Sở Sây dựng", "Sở Xây dựng tỉnh Lai Châu"),
        ("nội vụ", "Phòng Việc làm", "Phòng Việc làm Sở Nội vụ tỉnh Lai Châu"),
        ("sở", "Phòng Xây dựng văn bản", "Phòng Xây dựng văn bản Sở Công Thương tỉnh Lào Cai"),
    ],
)
def test_a_body_is_named_in_the_place_of_the_document(key: str, words: str, name: str) -> None:
    """Heads, short forms, capitals and damage give the canonical name of all the words."""
    assert found(words, key) == [(words, name)]
    assert not only(words, key).group


@pytest.mark.parametrize(
    ("key", "words", "name"),
    [
        ("tỉnh", "Thủ trưởng các Sở, ban, ngành tỉnh", "các sở, ban, ngành tỉnh Lai Châu"),
        ("tỉnh", "các sở ban ngành của tỉnh", "các sở, ban, ngành tỉnh Lai Châu"),
        ("tỉnh", "các sở, ngành liên quan", "các sở, ngành liên quan"),
        ("tỉnh", "sở, ngành có liên quan", "sở, ngành có liên quan"),
        ("tỉnh", "các cơ quan, đơn vị, địa phương", "các cơ quan, đơn vị, địa phương"),
        ("tỉnh", "Chủ tịch UBND các huyện, thành phố", "Ủy ban nhân dân các huyện, thành phố tỉnh Lai Châu"),
        ("tỉnh", "UBND cấp huyện, cấp xã", "Ủy ban nhân dân cấp huyện, cấp xã tỉnh Lai Châu"),
        ("tỉnh", "UBND các xã, phường thị trấn", "Ủy ban nhân dân các xã, phường, thị trấn tỉnh Lai Châu"),
        ("tỉnh", "UBND các huyện/TP", "Ủy ban nhân dân các huyện, thành phố tỉnh Lai Châu"),
        ("tỉnh", "UBND các huyện liên quan", "Ủy ban nhân dân các huyện liên quan"),
        ("tỉnh", "các Ban Xây dựng Đảng", "các Ban Xây dựng Đảng Tỉnh ủy Lai Châu"),
        ("tỉnh", "các sở, ban, ngành, đoàn thể cấp tỉnh", "các sở, ban, ngành, đoàn thể tỉnh Lai Châu"),
        ("tỉnh", "các ngành, cơ quan cấp tỉnh", "các ngành, cơ quan tỉnh Lai Châu"),
        ("tỉnh", "các cơ quan cấp xã", "các cơ quan cấp xã"),
        ("tỉnh", "các sở, ban, ngành trong tỉnh", "các sở, ban, ngành tỉnh Lai Châu"),
        ("tỉnh", "các bệnh viện trong tỉnh", "các bệnh viện trong tỉnh Lai Châu"),
        ("tỉnh", "các đơn vị trên địa bàn thành phố", "các đơn vị trên địa bàn thành phố"),
        ("tỉnh", "các trường, viện trong và ngoài nước", "các trường, viện trong và ngoài nước"),
        ("tỉnh", "các ban, bộ, ngành, đoàn thể Trung ương", "các ban, bộ, ngành, đoàn thể Trung ương"),
        (
            "thành phố",
            "các trường đại học ngoài công lập",
            "các trường đại học ngoài công lập thành phố Cần Thơ",
        ),
        ("tỉnh", "các thôn, bản", "các thôn, bản tỉnh Lai Châu"),
        ("xã", "Trưởng các thôn", "các thôn xã Bản Bo tỉnh Lai Châu"),
        ("xã", "Tổ trưởng tổ dân phố", "các tổ dân phố xã Bản Bo tỉnh Lai Châu"),
        ("xã", "các trường học trên địa bàn xã", "các trường học trên địa bàn xã Bản Bo tỉnh Lai Châu"),
        ("huyện", "Các phòng, ban, ngành huyện", "các phòng, ban, ngành huyện Mường Tè tỉnh Lai Châu"),
        ("huyện", "các cơ quan cấp huyện", "các cơ quan huyện Mường Tè tỉnh Lai Châu"),
        ("huyện", "UBND các xã, thị trấn", "Ủy ban nhân dân các xã, thị trấn huyện Mường Tè tỉnh Lai Châu"),
        ("huyện", "UBND cấp xã", "Ủy ban nhân dân cấp xã huyện Mường Tè tỉnh Lai Châu"),
        ("huyện", "Công an xã", "Công an xã huyện Mường Tè tỉnh Lai Châu"),
        ("huyện", "UBND các huyện", "Ủy ban nhân dân các huyện tỉnh Lai Châu"),
        (
            "tỉnh",
            "UBND các huyện, thị, thành phố",
            "Ủy ban nhân dân các huyện, thị xã, thành phố tỉnh Lai Châu",
        ),
        (
            "tỉnh",
            "Công an các huyện và thành phố Lai Châu",
            "Công an các huyện và thành phố Lai Châu tỉnh Lai Châu",
        ),
        ("tỉnh", "Giám đốc các Trung tâm Y tế", "các Trung tâm Y tế tỉnh Lai Châu"),
        ("trung ương", "Bí thư tỉnh ủy, thành ủy", "các tỉnh ủy, thành ủy"),
        ("trung ương", "cấp ủy, chính quyền các cấp", "cấp ủy, chính quyền các cấp"),
        ("trung ương", "các cơ quan truyền thông, báo chí", "các cơ quan truyền thông, báo chí"),
        ("trung ương", "các thành viên của Ban Chỉ đạo", "các thành viên của Ban Chỉ đạo"),
        ("trung ương", "các thành viên Ban Chỉ đạo", "các thành viên Ban Chỉ đạo"),
        ("trung ương", "Mỗi khoa lâm sàng", "mỗi khoa lâm sàng"),
        ("trung ương", "từng cán bộ, công chức", "từng cán bộ, công chức"),
        ("trung ương", "toàn thể nhân dân", "toàn thể nhân dân"),
        ("trung ương", "lực lượng kiểm lâm", "lực lượng kiểm lâm"),
        ("trung ương", "các nhà máy xi măng, luyện thép", "các nhà máy xi măng, luyện thép"),
        ("sở", "Trưởng các phòng chuyên môn Sở", "các phòng chuyên môn Sở Công Thương tỉnh Lào Cai"),
        (
            "tỉnh",
            "các cơ quan Trung ương đóng trên địa bàn tỉnh",
            "các cơ quan Trung ương đóng trên địa bàn tỉnh Lai Châu",
        ),
        ("tỉnh", "các tổ chức, cá nhân", "các tổ chức, cá nhân"),
        ("trung ương", "các Sở Công Thương", "các Sở Công Thương"),
        ("tỉnh", "các trạm y tế xã, phường", "các Trạm Y tế xã, phường tỉnh Lai Châu"),
        ("thành phố", "Giám đốc Sở", "các sở thành phố Cần Thơ"),
        ("thành phố", "Thủ trưởng cơ quan, ban, ngành", "các cơ quan, ban, ngành thành phố Cần Thơ"),
        (
            "thành phố",
            "các đơn vị cấp nước sạch trên địa bàn thành phố",
            "các đơn vị cấp nước sạch trên địa bàn thành phố Cần Thơ",
        ),
        ("sở", "Thủ trưởng các phòng, đơn vị", "các phòng, đơn vị Sở Công Thương tỉnh Lào Cai"),
        (
            "sở",
            "các phòng, đơn vị trực thuộc Sở",
            "các phòng, đơn vị trực thuộc Sở Công Thương tỉnh Lào Cai",
        ),
        ("trung ương", "Bộ trưởng các Bộ", "các Bộ"),
        ("trung ương", "Các Bộ trưởng", "các Bộ"),
        ("trung ương", "Thủ trưởng cơ quan ngang bộ", "các cơ quan ngang bộ"),
        ("trung ương", "các Phó Thủ tướng Chính phủ", "các Phó Thủ tướng Chính phủ"),
        ("trung ương", "các cơ quan thông tấn, báo chí", "các cơ quan thông tấn, báo chí"),
        (
            "trung ương",
            "Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương",
            "Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương",
        ),
        ("trung ương", "lực lượng Hải quan", "lực lượng Hải quan"),
        ("thành phố", "các Ban Xây dựng Đảng", "các Ban Xây dựng Đảng Thành ủy Cần Thơ"),
        ("tỉnh", "Viện, Trường", "viện, trường"),
        ("tỉnh", "Mặt trận cơ sở", "Mặt trận cơ sở"),
        ("tỉnh", "hệ thống truyền thanh cơ sở", "hệ thống truyền thanh cơ sở"),
        ("tỉnh", "các doanh nghiệp, viện nghiên cứu", "các doanh nghiệp, viện nghiên cứu"),
        ("tỉnh", "các cơ quan, đơn vị và địa phương", "các cơ quan, đơn vị và địa phương"),
        ("tỉnh", "UBND các huyện, thành, thị", "Ủy ban nhân dân các huyện, thành phố, thị xã tỉnh Lai Châu"),
        ("trung ương", "các tổ chức hữu quan", "các tổ chức hữu quan"),
        ("trung ương", "Giám đốc các Sở GTVT", "các Sở Giao thông vận tải"),
        ("công thương", "các Cục quản lý chuyên ngành", "các Cục quản lý chuyên ngành Bộ Công Thương"),
        ("công thương", "các Vụ, Cục trong Bộ", "các Vụ, Cục trong Bộ Công Thương"),
        (
            "trung ương",
            "Hội đồng quản trị các Tổng công ty xây dựng giao thông",
            "Hội đồng quản trị các Tổng công ty xây dựng giao thông",
        ),
        (
            "trung ương",
            "Cơ quan Lao động - Thương binh và Xã hội ở địa phương",
            "cơ quan Lao động - Thương binh và Xã hội ở địa phương",
        ),
        (
            "tỉnh",
            "Các doanh nghiệp sản xuất, chế biến và xuất khẩu hàng hóa",
            "các doanh nghiệp sản xuất, chế biến và xuất khẩu hàng hóa",
        ),
    ],
)
def test_a_group_is_one_assignee(key: str, words: str, name: str) -> None:
    """Definite groups take the place or the department; generic and related ones stay as written."""
    assert found(words, key) == [(words, name)]
    assert only(words, key).group


@pytest.mark.parametrize(
    ("key", "text", "names"),
    [
        ("trung ương", "Các Bộ: Quốc phòng, Công an", ["Bộ Quốc phòng", "Bộ Công an"]),
        ("trung ương", "Bộ trưởng các Bộ: Y tế, Xây dựng", ["Bộ Y tế", "Bộ Xây dựng"]),
        ("trung ương", "các Bộ Tài chính và Xây dựng", ["Bộ Tài chính", "Bộ Xây dựng"]),
        ("trung ương", "Bộ Công an, Quốc phòng", ["Bộ Công an", "Bộ Quốc phòng"]),
        ("tỉnh", "Sở Nội vụ, Tài chính", ["Sở Nội vụ tỉnh Lai Châu", "Sở Tài chính tỉnh Lai Châu"]),
        ("tỉnh", "Sở Nội vụ, Công an tỉnh", ["Sở Nội vụ tỉnh Lai Châu", "Công an tỉnh Lai Châu"]),
        ("trung ương", "Bộ Quốc phòng, Công an tỉnh Lai Châu", ["Bộ Quốc phòng", "Công an tỉnh Lai Châu"]),
        (
            "tỉnh",
            "UBND các phường: Đoàn Kết, Tân Phong",
            [f"Ủy ban nhân dân phường {name} tỉnh Lai Châu" for name in ("Đoàn Kết", "Tân Phong")],
        ),
        (
            "trung ương",
            "UBND các tỉnh, thành phố: Hà Tĩnh, Quảng Trị, Huế",
            [f"Ủy ban nhân dân {name}" for name in ("tỉnh Hà Tĩnh", "tỉnh Quảng Trị", "thành phố Huế")],
        ),
        (
            "trung ương",
            "UBND thành phố Hà Nội và tỉnh Phú Thọ",
            ["Ủy ban nhân dân thành phố Hà Nội", "Ủy ban nhân dân tỉnh Phú Thọ"],
        ),
        (
            "tỉnh",
            "Đảng ủy, UBND các xã, phường",
            [f"{body} các xã, phường tỉnh Lai Châu" for body in ("Đảng ủy", "Ủy ban nhân dân")],
        ),
        (
            "trung ương",
            "Bộ trưởng, Thủ trưởng cơ quan ngang bộ, Thủ trưởng cơ quan thuộc Chính phủ",
            ["các Bộ", "các cơ quan ngang bộ", "các cơ quan thuộc Chính phủ"],
        ),
        (
            "tỉnh",
            "UBND các thành phố: Hội An, Tam Kỳ",
            [f"Ủy ban nhân dân thành phố {name} tỉnh Lai Châu" for name in ("Hội An", "Tam Kỳ")],
        ),
        ("trung ương", "Các tỉnh Nghệ An, Cao Bằng", ["tỉnh Nghệ An", "tỉnh Cao Bằng"]),
        ("trung ương", "các địa phương: Lào Cai, Huế", ["tỉnh Lào Cai", "thành phố Huế"]),
        ("trung ương", "các tỉnh miền núi", ["các tỉnh"]),
        ("bộ", "các Vụ: Kế hoạch, Pháp chế", ["Vụ Kế hoạch Bộ Tư pháp", "Vụ Pháp chế Bộ Tư pháp"]),
        ("bộ", "các Vụ Kế hoạch, Tiếp dân", ["Vụ Kế hoạch Bộ Tư pháp", "Vụ Tiếp dân Bộ Tư pháp"]),
        (
            "bộ",
            "các Cục: Năm mới, Kế toán và Trợ giúp",
            [f"Cục {name} Bộ Tư pháp" for name in ("Năm mới", "Kế toán", "Trợ giúp")],
        ),
        ("bộ", "các Vụ, Cục", ["các Vụ, Cục Bộ Tư pháp"]),
        ("bộ", "Vụ Tiếp dân và Vụ Bồi thường", ["Vụ Tiếp dân Bộ Tư pháp", "Vụ Bồi thường Bộ Tư pháp"]),
        ("tỉnh", "Hội Nông dân tỉnh, Tỉnh đoàn", ["Hội Nông dân tỉnh Lai Châu", "Tỉnh đoàn Lai Châu"]),
        (
            "tỉnh",
            "các Ban HĐND, các Tổ đại biểu HĐND tỉnh",
            [f"các {body} Hội đồng nhân dân tỉnh Lai Châu" for body in ("Ban", "Tổ đại biểu")],
        ),
        (
            "tỉnh",
            "Doanh nghiệp, sở, ban, ngành có liên quan",
            ["doanh nghiệp", "sở, ban, ngành có liên quan"],
        ),
        (
            "tỉnh",
            "doanh nghiệp, viện nghiên cứu, trường đại học",
            ["doanh nghiệp", "viện nghiên cứu", "trường đại học"],
        ),
        ("tỉnh", "doanh nghiệp, tổ chức, cá nhân liên quan", ["doanh nghiệp, tổ chức, cá nhân liên quan"]),
        (
            "tỉnh",
            "các sở, ban, ngành và cơ quan, đơn vị có liên quan",
            ["các sở, ban, ngành tỉnh Lai Châu", "cơ quan, đơn vị có liên quan"],
        ),
        (
            "trung ương",
            "các đơn vị của Bộ Công an, Bộ Quốc phòng",
            ["các đơn vị của Bộ Công an", "các đơn vị của Bộ Quốc phòng"],
        ),
        ("trung ương", "các đơn vị thuộc Bộ Công an, Bộ Y tế", ["các đơn vị thuộc Bộ Công an", "Bộ Y tế"]),
        ("trung ương", "các đơn vị của Bộ Công an: thực hiện", ["các đơn vị của Bộ Công an"]),
        (
            "trung ương",
            "Bí thư, Chủ tịch UBND các tỉnh khu vực Trung Bộ",
            ["tỉnh ủy các tỉnh khu vực Trung Bộ", "Ủy ban nhân dân các tỉnh khu vực Trung Bộ"],
        ),
        (
            "tỉnh",
            "Bí thư, Chủ tịch UBND các xã, phường",
            [f"{body} các xã, phường tỉnh Lai Châu" for body in ("đảng ủy", "Ủy ban nhân dân")],
        ),
        ("tỉnh", "Bí thư, Chủ tịch Hội Nông dân tỉnh", ["Hội Nông dân tỉnh Lai Châu"]),
        ("tỉnh", "Bí thư, Giám đốc", []),
        ("tỉnh", "Phân công Sở Nội vụ rà soát", ["Sở Nội vụ tỉnh Lai Châu"]),
        ("tỉnh", "Công ty ABC nộp hồ sơ", ["Công ty ABC"]),
        (
            "tỉnh",
            "Thủ trưởng các sở, ngành; Chủ tịch UBND các huyện",
            ["các sở, ngành tỉnh Lai Châu", "Ủy ban nhân dân các huyện tỉnh Lai Châu"],
        ),
    ],
)
def test_shared_words_are_dealt_out(key: str, text: str, names: list[str]) -> None:
    """Each body of a list is a mention of its own, with its own words."""
    assert [name for _, name in found(text, key)] == names


def test_the_first_of_a_list_knows_where_the_shared_words_begin() -> None:
    """`outer` covers the words that the first body of a list shares; `start` does not."""
    text = "Giao Bộ trưởng các Bộ: Quốc phòng, Công an"
    first, second = find_agencies(text, GAZETTEER, issuer("trung ương"))
    assert (text[first.start : first.end], first.outer, first.head) == ("Quốc phòng", 5, "Bộ trưởng")
    assert second.outer == second.start


@pytest.mark.parametrize(
    "text",
    [
        "quyền sở hữu trí tuệ",
        "Bộ luật Hình sự",
        "bộ phận một cửa",
        "cơ sở dữ liệu quốc gia",
        "công tác phòng, chống thiên tai",
        "nhiệm vụ khoa học và công nghệ",
        "Hội nghị tổng kết",
        "Trường hợp cần thiết",
        "tăng trưởng kinh tế",
        "Kế hoạch số 141/KH-UBND",
        "7432/UBND-XD",
        "3479/VPCP-NN",
        "văn phòng phẩm",
        "Cổng dịch vụ công quốc gia",
        "họp hội đồng quản trị",
        "toàn ngành đã tiến hành sơ kết",
        "việc phân công sở trường",
        "ban hành kế hoạch",
        "xã hội chủ nghĩa",
        "Nguyễn Trường Giang",
        "các vụ lộ, mất bí mật",
        "giám đốc doanh",
        "đóng chân trên địa bàn tỉnh Lai Châu",
        "",
    ],
)
def test_words_that_only_look_like_bodies_are_left(text: str) -> None:
    """Common words, numbers of documents and names of persons are no bodies."""
    assert found(text) == []


def test_modifiers_are_exposed_for_the_context_to_decide() -> None:
    """Closed modifiers belong to the mention, open ones only to its modified end."""
    text = "Các tổ chức, cá nhân được cấp giấy phép khai thác phải chấp hành"
    mention = only(text)
    assert text[mention.start : mention.end] == "Các tổ chức, cá nhân"
    assert text[mention.start : mention.modifier_end].endswith("khai thác")
    assert mention.modified_name == "các tổ chức, cá nhân được cấp giấy phép khai thác"
    assert only("UBND các xã có rừng").modified_name == "Ủy ban nhân dân các xã có rừng"


def test_a_name_broken_over_two_lines_of_a_cell_ends_with_its_line() -> None:
    """The mention keeps to its line and the name is whole."""
    text = "Bộ Khoa học và\nCông nghệ"
    mention = only(text, "trung ương")
    assert (mention.end, mention.name) == (14, "Bộ Khoa học và Công nghệ")
    assert found("các\nsở") == []


def test_a_province_acts_only_where_the_words_say_so() -> None:
    """The words "Tỉnh Đắk Lắk" is an actor after "giao" or before "cần", not after "của"."""
    assert found("Giao tỉnh Đắk Lắk rà soát", "trung ương") == [("tỉnh Đắk Lắk", "tỉnh Đắk Lắk")]
    assert found("trong đó tỉnh Đắk Lắk cần rà soát", "trung ương") == [("tỉnh Đắk Lắk", "tỉnh Đắk Lắk")]
    assert found("kinh tế của tỉnh Đắk Lắk", "trung ương") == []


def test_members_of_closed_groups_are_those_of_the_day() -> None:
    """The words "Các sở" has members on a known day only; "các sở liên quan" never."""
    (group,) = find_agencies("các sở", GAZETTEER, issuer("tỉnh"), "2026-01-01")
    assert "vn.tinh.lai-chau.so.noi-vu" in group.members
    assert find_agencies("các sở liên quan", GAZETTEER, issuer("tỉnh"), "2026-01-01")[0].members == ()
    assert only("các sở").members == ()


def test_ids_are_those_of_the_gazetteer() -> None:
    """Known bodies and definite groups carry stable ids; unknown ones and generic groups none."""
    ids = [
        only(text).agency_id
        for text in ("Bộ Công Thương", "Sở Nội vụ", "UBND tỉnh", "các sở, ban, ngành", "cơ quan liên quan")
    ]
    assert ids == [
        "vn.bo.cong-thuong",
        "vn.tinh.lai-chau.so.noi-vu",
        "vn.tinh.lai-chau.ubnd",
        "vn.tinh.lai-chau.nhom.so-ban-nganh",
        None,
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tổng công ty Vận tải Hà Nội thay thế xe buýt cũ", "Tổng công ty Vận tải Hà Nội"),
        ("Viện Pasteur Thành phố Hồ Chí Minh giám sát vi khuẩn", "Viện Pasteur Thành phố Hồ Chí Minh"),
        ("Cảng vụ Đường thủy nội địa kiểm soát số khách", "Cảng vụ Đường thủy nội địa"),
        ("Trường Đại học Hạ Long chuẩn bị cơ sở vật chất", "Trường Đại học Hạ Long"),
        ("các chủ đầu tư thu dọn rào chắn công trình", "các chủ đầu tư"),
        ("Cục trưởng Cục Nhà giáo và Thủ trưởng", "Cục trưởng Cục Nhà giáo"),
    ],
)
def test_an_open_name_ends_before_its_predicate(text: str, words: str) -> None:
    """A name that no list knows ends behind its province, before a predicate and before another head."""
    assert found(text, "trung ương")[0][0] == words


def test_a_heading_describes_its_group_to_its_end() -> None:
    """The words "Đối với" at the start of a line give the group all its description; elsewhere they don't."""
    words = "các đơn vị thực hiện dịch vụ, thu gom, xử lý chất thải"
    assert found(f"9.2. Đối với {words}:") == [(words, words)]
    assert found("- Đối với các xã còn đất lúa, phải rà soát")[0][0] == "các xã còn đất lúa"
    assert found("Quy định đối với nhiều nơi. Đối với các đơn vị thực hiện dịch vụ:")[0][0] == "các đơn vị"
    assert found("Đối với các sở và UBND các xã:")[0][0] == "các sở"


@pytest.mark.parametrize(
    ("key", "text", "name"),
    [
        ("bộ", "toàn Ngành cần tập trung", "toàn ngành Tư pháp"),
        ("bộ", "Toàn ngành Y tế phải tiếp tục", "toàn ngành Y tế"),
        ("trung ương", "toàn ngành Y tế phải tiếp tục", "toàn ngành Y tế"),
    ],
)
def test_a_whole_sector_is_one_where_a_duty_follows(key: str, text: str, name: str) -> None:
    """The words "toàn ngành" take the field they name, else the issuer's."""
    mention = only(text, key)
    assert (mention.name, mention.group, mention.rule) == (name, True, "sector")


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("bộ", "kế hoạch của toàn Ngành, đổi mới"),
        ("bộ", "toàn Ngành triển khai đồng bộ"),
        ("trung ương", "toàn ngành phải tiếp tục"),
    ],
)
def test_a_whole_sector_without_a_duty_or_a_field_is_left(key: str, text: str) -> None:
    """Without a field, or where nothing is asked of it, "toàn ngành" names nobody."""
    assert found(text, key) == []


LONG = "Tổng công ty Hàng hải Việt Nam báo cáo. "


@pytest.mark.parametrize(
    ("rest", "words", "name"),
    [
        ("Tổng công ty cần rà soát.", "Tổng công ty", "Tổng công ty Hàng hải Việt Nam"),
        ("Vì vậy, yêu cầu Tổng công ty tính toán.", "Tổng công ty", "Tổng công ty Hàng hải Việt Nam"),
        (
            "Nay Tổng Giám đốc Tổng công ty báo cáo.",
            "Tổng Giám đốc Tổng công ty",
            "Tổng công ty Hàng hải Việt Nam",
        ),
        (
            "Nay Hội đồng quản trị Tổng công ty cần có kế hoạch.",
            "Hội đồng quản trị Tổng công ty",
            "Hội đồng quản trị Tổng công ty Hàng hải Việt Nam",
        ),
    ],
)
def test_a_head_noun_alone_means_the_last_body_named_with_it(rest: str, words: str, name: str) -> None:
    """Where it acts or is headed, the short form of a name given before stands for the whole."""
    assert found(LONG + rest, "trung ương")[1:] == [(words, name)]


@pytest.mark.parametrize(
    "rest", ["Các dự án của Tổng công ty.", "Công ty cần rà soát.", "Tập đoàn phải báo cáo."]
)
def test_a_head_noun_alone_is_left_without_such_a_body_or_a_duty(rest: str) -> None:
    """A possessor, or a noun no body was named with, is nobody."""
    assert len(found(LONG + rest, "trung ương")) == 1


def test_a_steering_body_by_its_noun_is_the_one_named_before() -> None:
    """The words "Ban Chỉ đạo" alone take the subject that was given."""
    text = "Thành lập Ban Chỉ đạo phòng thủ dân sự. Ban Chỉ đạo có trách nhiệm"
    assert [name for _, name in found(text, "trung ương")] == ["Ban Chỉ đạo phòng thủ dân sự"] * 2


def test_the_place_of_the_title_serves_a_central_document() -> None:
    """With one province in its title, "UBND Thành phố", "Thành phố", "chính quyền Thành phố" mean it."""
    central = GAZETTEER.issuer("Văn phòng Chính phủ")
    subject = subject_of("Kết luận tại buổi làm việc với thành phố Đà Nẵng", GAZETTEER, central)
    text = (
        "UBND Thành phố rà soát. Thành phố cần rà soát. Cấp ủy, chính quyền Thành phố. UBND tỉnh. Tỉnh cần có"
    )
    assert [m.name for m in find_agencies(text, GAZETTEER, central, subject=subject)] == [
        "Ủy ban nhân dân thành phố Đà Nẵng",
        "thành phố Đà Nẵng",
        "cấp ủy, chính quyền thành phố Đà Nẵng",
        "Ủy ban nhân dân tỉnh",
    ]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Văn phòng Chính phủ", "Về mưa lũ tại các tỉnh Khánh Hòa, Đắk Lắk"),
        ("Văn phòng Chính phủ", "Về cải cách hành chính"),
        ("Văn phòng Chính phủ", None),
        ("Ủy ban nhân dân tỉnh Lai Châu", "Về việc làm việc với tỉnh Sơn La"),
    ],
)
def test_no_place_is_taken_from_other_titles(name: str, title: str | None) -> None:
    """Several provinces, none, no title, or an issuer with a place of its own give no subject."""
    assert subject_of(title, GAZETTEER, GAZETTEER.issuer(name)) is None
