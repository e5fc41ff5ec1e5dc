"""What words mean in a document of an issuer on a day: short forms, groups, and names that nobody bears."""

from __future__ import annotations

import pytest

from gazetteer import Issuer, load_gazetteer
from gazetteer.state.linking import AMBIGUOUS, OUTDATED
from pipeline.mentions.agencies.resolve import Resolution, resolve

GAZETTEER = load_gazetteer()
LC = "vn.tinh.lai-chau"
ISSUERS = {
    words: GAZETTEER.issuer(words)
    for words in (
        "Thủ tướng Chính phủ", "Bộ Y tế", "Ủy ban nhân dân tỉnh Lai Châu", "Sở Y tế tỉnh Lai Châu",
        "Tỉnh ủy Lai Châu", "Ủy ban nhân dân huyện Than Uyên tỉnh Lai Châu",
        "Ủy ban nhân dân xã Bản Bo tỉnh Lai Châu", "Ủy ban nhân dân thành phố Hà Nội",
    )
}  # fmt: skip
PRIME, MINISTRY, PROVINCE, DEPARTMENT, PARTY, DISTRICT, COMMUNE, CITY = ISSUERS.values()
INFORMATION = f"{LC}.so.thong-tin-va-truyen-thong"
THEN, NOW = "2024-05-01", "2026-01-01"


def resolved(words: str, issuer: Issuer, day: str | None = THEN) -> Resolution:
    """What the words mean, which is something."""
    found = resolve(words, GAZETTEER, issuer, day)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("words", "issuer", "day", "name", "id_"),
    [
        ("UBND tỉnh", PROVINCE, THEN, "Ủy ban nhân dân tỉnh Lai Châu", f"{LC}.ubnd"),
        ("UBND tỉnh", DEPARTMENT, THEN, "Ủy ban nhân dân tỉnh Lai Châu", f"{LC}.ubnd"),
        ("UBND tỉnh", DISTRICT, THEN, "Ủy ban nhân dân tỉnh Lai Châu", f"{LC}.ubnd"),
        ("UBND tỉnh", PARTY, THEN, "Ủy ban nhân dân tỉnh Lai Châu", f"{LC}.ubnd"),
        ("UBND tỉnh", PRIME, THEN, "Ủy ban nhân dân tỉnh", None),
        ("UBND tỉnh Lai Châu", PRIME, THEN, "Ủy ban nhân dân tỉnh Lai Châu", f"{LC}.ubnd"),
        ("UBND thành phố", CITY, THEN, "Ủy ban nhân dân thành phố Hà Nội", "vn.tp.ha-noi.ubnd"),
        ("Sở", DEPARTMENT, THEN, "Sở Y tế tỉnh Lai Châu", f"{LC}.so.y-te"),
        ("Bộ", MINISTRY, THEN, "Bộ Y tế", "vn.bo.y-te"),
        ("Văn phòng", DEPARTMENT, THEN, "Văn phòng Sở Y tế tỉnh Lai Châu", f"{LC}.so.y-te.van-phong"),
        ("Văn phòng", MINISTRY, THEN, "Văn phòng Bộ Y tế", "vn.bo.y-te.van-phong"),
        ("Vụ Pháp chế", MINISTRY, THEN, "Vụ Pháp chế Bộ Y tế", "vn.bo.y-te.vu-phap-che"),
        ("Công an tỉnh", PROVINCE, THEN, "Công an tỉnh Lai Châu", f"{LC}.cong-an"),
        ("Công an tỉnh", COMMUNE, NOW, "Công an tỉnh Lai Châu", f"{LC}.cong-an"),
        ("Công an", DISTRICT, THEN, "Công an huyện Than Uyên tỉnh Lai Châu",
         f"{LC}.huyen-than-uyen.cong-an"),
        ("Công an", COMMUNE, NOW, "Công an xã Bản Bo tỉnh Lai Châu", f"{LC}.xa-ban-bo.cong-an"),
        ("Sở TT&TT", PROVINCE, THEN, "Sở Thông tin và Truyền thông tỉnh Lai Châu", INFORMATION),
        ("Sở TT&TT", DISTRICT, THEN, "Sở Thông tin và Truyền thông tỉnh Lai Châu", INFORMATION),
        ("Sở TT&TT", PRIME, THEN, "Sở Thông tin và Truyền thông", None),
        ("UBND xã Mường Than", PROVINCE, "2025-06-30", "Ủy ban nhân dân xã Mường Than tỉnh Lai Châu",
         f"{LC}.huyen-than-uyen.xa-muong-than.ubnd"),
        ("UBND xã Mường Than", PROVINCE, "2025-07-01", "Ủy ban nhân dân xã Mường Than tỉnh Lai Châu",
         f"{LC}.xa-muong-than.ubnd"),
        ("Chi cục Thuế khu vực IX", PROVINCE, "2025-04-01", "Chi cục Thuế khu vực IX",
         "vn.chi-cuc-thue.khu-vuc-ix"),
        ("Kho bạc Nhà nước khu vực IX", PROVINCE, "2025-08-01", "Kho bạc Nhà nước khu vực IX",
         "vn.kho-bac-nha-nuoc.khu-vuc-ix"),
        ("UBND xã Không Có", PROVINCE, THEN, "Ủy ban nhân dân xã Không Có tỉnh Lai Châu", None),
    ],
)  # fmt: skip
def test_words_mean_a_body_of_their_issuer(
    words: str, issuer: Issuer, day: str, name: str, id_: str | None
) -> None:
    """A short form takes the place, department or ministry of who writes; without one it has no id."""
    assert resolved(words, issuer, day) == (name, id_, False, (), False, "", ())


@pytest.mark.parametrize(
    ("words", "issuer"),
    [
        ("hôm nay trời đẹp", PROVINCE),
        ("", PROVINCE),
        ("Sở", PROVINCE),
        ("Văn phòng", PROVINCE),
        ("Bộ", DEPARTMENT),
        ("Sở", MINISTRY),
    ],
)
def test_words_that_name_nobody_resolve_to_nothing(words: str, issuer: Issuer) -> None:
    """Other words, and a short form that the issuer has no body for."""
    assert resolve(words, GAZETTEER, issuer, THEN) is None


@pytest.mark.parametrize("day", ["2005-01-01", NOW])
def test_an_outdated_name_keeps_its_id(day: str) -> None:
    """Before the department was there, and after it was merged, its name is still its own, with a doubt."""
    found = resolved("Sở TTTT", PROVINCE, day)
    assert (found.agency_id, found.doubt) == (INFORMATION, OUTDATED)


def test_a_name_of_several_has_candidates() -> None:
    """Two communes of one name in the province, and one name at two times: no id, equal shares, a doubt."""
    issuer = GAZETTEER.issuer("Ủy ban nhân dân tỉnh Thanh Hóa")
    ids = [f"vn.tinh.thanh-hoa.huyen-{name}.xa-tan-phuc.ubnd" for name in ("lang-chanh", "nong-cong")]
    found = resolved("UBND xã Tân Phúc", issuer, "2020-01-01")
    assert (found.agency_id, found.doubt, found.candidates) == (None, AMBIGUOUS, tuple((i, 0.5) for i in ids))
    undated = resolved("UBND xã Mường Than", PROVINCE, None)
    assert (undated.agency_id, undated.doubt) == (None, AMBIGUOUS)
    assert sum(share for _, share in undated.candidates) == 1


@pytest.mark.parametrize(
    ("words", "issuer", "day", "count"),
    [
        ("UBND các huyện, thành phố", PROVINCE, "2025-06-30", 8),
        ("UBND các huyện, thành phố", DEPARTMENT, "2025-06-30", 8),
        ("UBND các huyện, thành phố", PROVINCE, "2025-07-01", 0),
        ("UBND các xã, phường", PROVINCE, "2025-07-01", 38),
        ("UBND các xã, phường", COMMUNE, NOW, 38),
        ("UBND các xã, thị trấn", DISTRICT, THEN, 12),
        ("các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ", PRIME, "2025-02-28", 18 + 4 + 8),
        ("các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ", PRIME, "2025-03-01", 14 + 3 + 5),
        ("UBND các tỉnh, thành phố trực thuộc trung ương", PRIME, "2025-06-30", 63),
        ("UBND các tỉnh, thành phố trực thuộc trung ương", PRIME, "2025-07-01", 34),
    ],
)
def test_a_group_has_its_members_of_the_day(words: str, issuer: Issuer, day: str, count: int) -> None:
    """Each member is an entity of that day, and the words reach no further."""
    found = resolved(words, issuer, day)
    assert (found.group, found.open, len(found.members)) == (True, False, count)
    entities = [GAZETTEER.state.registry.entity(id_) for id_ in found.members]
    assert all(entity is not None and entity.holds(day) for entity in entities)


@pytest.mark.parametrize(
    ("words", "issuer", "name", "known"),
    [
        ("các phòng, đơn vị", DEPARTMENT, "các phòng, đơn vị Sở Y tế tỉnh Lai Châu", False),
        ("các phòng, đơn vị", MINISTRY, "các phòng, đơn vị Bộ Y tế", False),
        ("các phòng, đơn vị", PROVINCE, "các phòng, đơn vị", False),
        ("các sở, ban, ngành", PROVINCE, "các sở, ban, ngành tỉnh Lai Châu", True),
        ("các sở, ban, ngành", PRIME, "các sở, ban, ngành", False),
    ],
)
def test_an_open_group_may_mean_others_too(words: str, issuer: Issuer, name: str, *, known: bool) -> None:
    """Units of a department, and bodies beyond those that every province has, are not all counted."""
    found = resolved(words, issuer)
    assert (found.name, found.group, found.open, bool(found.members)) == (name, True, True, known)
