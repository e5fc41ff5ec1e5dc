"""Places, bodies and issuers by their words."""

from __future__ import annotations

import pytest

from gazetteer import Gazetteer, load_gazetteer

GAZETTEER = load_gazetteer()


@pytest.fixture
def gazetteer() -> Gazetteer:
    """The gazetteer of the package."""
    return GAZETTEER


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("TỈNH LÀO CAI", "vn.tinh.lao-cai"),
        ("Lào Cai", "vn.tinh.lao-cai"),
        ("tỉnh Thanh Hoá", "vn.tinh.thanh-hoa"),
        ("TP. Hà Nội", "vn.tp.ha-noi"),
        ("Thủ đô Hà Nội", "vn.tp.ha-noi"),
        ("TPHCM", "vn.tp.ho-chi-minh"),
        ("TP.HCM", "vn.tp.ho-chi-minh"),
        ("thành phố Hồ Chí Minh", "vn.tp.ho-chi-minh"),
        ("Thừa Thiên - Huế", "vn.tinh.thua-thien-hue"),
        ("Đồng Nai", "vn.tinh.dong-nai"),
        ("thành phố Đồng Nai", "vn.tp.dong-nai"),
        ("Đăk Lăk", "vn.tinh.dak-lak"),
        ("TINH LAI CHAU", None),
        ("Lai Chấu", "vn.tinh.lai-chau"),
        ("huyện Tam Đường", None),
        ("", None),
    ],
)
def test_a_place_is_known_by_its_words(gazetteer: Gazetteer, words: str, found: str | None) -> None:
    """Any case, tone placement and abbreviation names the same province; other words name none."""
    place = gazetteer.place(words)
    assert (place and place.id) == found


@pytest.mark.parametrize(
    ("words", "place", "found"),
    [
        (
            "SỞ VĂN HOÁ, THỂ THAO VÀ DU LỊCH",
            "Lai Châu",
            (
                "vn.tinh.lai-chau.so.van-hoa-the-thao-va-du-lich",
                "Sở Văn hóa, Thể thao và Du lịch tỉnh Lai Châu",
            ),
        ),
        ("UBND", "Hà Nội", ("vn.tp.ha-noi.ubnd", "Ủy ban nhân dân thành phố Hà Nội")),
        ("UBND TỈNH LÀO CAI", None, ("vn.tinh.lao-cai.ubnd", "Ủy ban nhân dân tỉnh Lào Cai")),
        (
            "Uỷ ban nhân dân xã Bản Bo",
            "Lai Châu",
            ("vn.tinh.lai-chau.xa-ban-bo.ubnd", "Ủy ban nhân dân xã Bản Bo tỉnh Lai Châu"),
        ),
        (
            "SỞ TT&TT",
            "Phú Thọ",
            (
                "vn.tinh.phu-tho.so.thong-tin-va-truyen-thong",
                "Sở Thông tin và Truyền thông tỉnh Phú Thọ",
            ),
        ),
        ("THỦ TƯỚNG CHÍNH PHỦ", None, ("vn.thu-tuong", "Thủ tướng Chính phủ")),
        ("BỘ CÔNG THƯƠNG", "Lào Cai", ("vn.bo.cong-thuong", "Bộ Công Thương")),
        ("TỈNH ỦY LAI CHÂU", None, ("vn.tinh.lai-chau.tinh-uy", "Tỉnh ủy Lai Châu")),
        ("BAN CHỈ ĐẠO QUỐC GIA 1237", None, (None, "Ban Chỉ đạo quốc gia 1237")),
        ("Ban Chỉ đạo Chuyển đổi số", "Sơn La", (None, "Ban Chỉ đạo Chuyển đổi số tỉnh Sơn La")),
        ("Ban Chỉ đạo Chuyển đổi số tỉnh", "Sơn La", (None, "Ban Chỉ đạo Chuyển đổi số tỉnh Sơn La")),
        ("Kính gửi", None, None),
        ("", None, None),
    ],
)
def test_words_that_are_one_body_are_identified(
    gazetteer: Gazetteer, words: str, place: str | None, found: tuple[str | None, str] | None
) -> None:
    """A letterhead line gives the id and the full name in the place of the document."""
    where = gazetteer.place(place) if place else None
    assert gazetteer.identify(words, where) == found


@pytest.mark.parametrize(
    ("words", "level", "place", "body"),
    [
        ("Ủy ban nhân dân tỉnh Lai Châu", "province", "Lai Châu", None),
        ("Sở Y tế tỉnh Kiên Giang", "province", "Kiên Giang", "Sở Y tế tỉnh Kiên Giang"),
        ("Bộ Tư pháp", "central", None, "Bộ Tư pháp"),
        ("Chính phủ", "central", None, None),
        ("UBND xã Bản Bo tỉnh Lai Châu", "commune", "Lai Châu", None),
        ("UBND huyện Than Uyên, tỉnh Lai Châu", "district", "Lai Châu", None),
        ("Tỉnh ủy Lai Châu", "province", "Lai Châu", None),
        ("lời nói đầu", "unknown", None, None),
    ],
)
def test_an_issuer_is_made_of_its_name(
    gazetteer: Gazetteer, words: str, level: str, place: str | None, body: str | None
) -> None:
    """The name alone tells the level, the province and whether units inside take the issuer as parent."""
    issuer = gazetteer.issuer(words)
    assert (issuer.level, issuer.place and issuer.place.short, issuer.body) == (level, place, body)


def test_members_depend_on_the_day(gazetteer: Gazetteer) -> None:
    """Departments and ministries are those of the day; an id that is no group's has none."""
    before, after = (
        gazetteer.members("vn.tinh.lai-chau.nhom.so", day) for day in ("2025-02-28", "2025-03-01")
    )
    assert "vn.tinh.lai-chau.so.giao-thong-van-tai" in before
    assert "vn.tinh.lai-chau.so.giao-thong-van-tai" not in after
    assert "vn.tinh.lai-chau.so.nong-nghiep-va-moi-truong" in after
    assert len(gazetteer.members("vn.nhom.bo", "2025-03-01")) == 14
    assert (
        gazetteer.members("vn.bo.y-te", "2025-03-01") == gazetteer.members("vn.nhom.la", "2025-03-01") == ()
    )


def test_the_gazetteer_tells_what_became_of_a_body(gazetteer: Gazetteer) -> None:
    """Entity, successors, predecessors and lineage are those of the state."""
    old, new = (
        f"vn.tinh.lai-chau.so.{field}" for field in ("thong-tin-va-truyen-thong", "khoa-hoc-va-cong-nghe")
    )
    entity = gazetteer.entity(old)
    assert entity is not None
    assert entity.valid_to == "2025-03-01"
    assert new in gazetteer.successors(old, "2026-01-01")
    assert old in gazetteer.predecessors(new)
    assert {(step.before, step.after) for step in gazetteer.lineage(old)} >= {(old, new)}
    assert [(start, end) for start, end, _ in gazetteer.find("Giao Sở Nội vụ tỉnh Lai Châu.")] == [(5, 28)]
