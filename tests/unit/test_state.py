"""Who exists when, what became of whom, what a name means on a day: the facts of the study as cases."""

from __future__ import annotations

import pytest

from gazetteer import load_gazetteer
from gazetteer.state.linking import AMBIGUOUS, NOBODY, OUTDATED, Link
from gazetteer.state.registry import Entity

STATE = load_gazetteer().state
REGISTRY, LINKER, LINEAGE, GROUPS = STATE.registry, STATE.linker, STATE.lineage, STATE.membership
LC = "vn.tinh.lai-chau"
INFORMATION, SCIENCE = f"{LC}.so.thong-tin-va-truyen-thong", f"{LC}.so.khoa-hoc-va-cong-nghe"
THAN_UYEN = f"{LC}.huyen-than-uyen"
MU_CA = f"{LC}.huyen-muong-te.xa-mu-ca"
GOVERNMENT = "các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ"
COMMITTEES = "Ủy ban nhân dân các {} tỉnh Lai Châu"


def entity(id_: str) -> Entity:
    """The entity of an id that stands for one."""
    found = REGISTRY.entity(id_)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("id_", "kind", "name", "parent", "span"),
    [
        (INFORMATION, "body", "Sở Thông tin và Truyền thông tỉnh Lai Châu", f"{LC}.ubnd",
         ("2008-02-04", "2025-03-01")),
        ("vn.bo.y-te", "body", "Bộ Y tế", "", ("", "")),
        ("vn.bo.y-te.van-phong", "body", "Văn phòng Bộ Y tế", "vn.bo.y-te", ("", "")),
        (f"{LC}.so.y-te.van-phong", "body", "Văn phòng Sở Y tế tỉnh Lai Châu", f"{LC}.so.y-te", ("", "")),
        (LC, "unit", "tỉnh Lai Châu", "vn", ("", "")),
        (f"{THAN_UYEN}.ubnd", "body", "Ủy ban nhân dân huyện Than Uyên tỉnh Lai Châu", THAN_UYEN,
         ("", "2025-07-01")),
        (MU_CA, "unit", "xã Mù Cả tỉnh Lai Châu", LC, ("", "")),
        ("vn.tp.ho-chi-minh.ubnd", "body", "Ủy ban nhân dân Thành phố Hồ Chí Minh", "vn.tp.ho-chi-minh",
         ("", "")),
        ("vn.chi-cuc-thue.khu-vuc-ix", "region", "Chi cục Thuế khu vực IX", "vn.cuc-thue",
         ("2025-03-01", "2025-07-01")),
    ],
)  # fmt: skip
def test_an_id_stands_for_one_entity(
    id_: str, kind: str, name: str, parent: str, span: tuple[str, str]
) -> None:
    """A unit, a body of the country or of a unit, one inside another, a region: each with what is known."""
    found = entity(id_)
    assert (found.id, found.kind, found.name, found.parent) == (id_, kind, name, parent)
    assert (found.valid_from, found.valid_to) == span


@pytest.mark.parametrize(
    "id_",
    ["", "vn", "vn.", ".ubnd", "ubnd", "vn.khac", "vn.ubnd", "vn.van-phong", f"{LC}.khac", f"{LC}..ubnd",
     f"{LC}.bo.y-te", f"{THAN_UYEN}.so.y-te", "vn.tinh.khac.ubnd", f"{LC}.so.y-te.so.noi-vu", "vn.nhom.bo"],
)  # fmt: skip
def test_another_id_stands_for_none(id_: str) -> None:
    """Unknown words, and bodies of another level, are no entity."""
    assert REGISTRY.entity(id_) is None
    assert REGISTRY.days(id_) is None


def test_codes_and_sources_come_with_the_entity() -> None:
    """A ministry has its sign and identification code, a region its own; only what was seen is verified."""
    ministry, region = entity("vn.bo.y-te"), entity("vn.chi-cuc-thue.khu-vuc-ix")
    assert (ministry.codes, ministry.electronic, ministry.verified) == (("BYT",), "G18", True)
    assert (entity(LC).codes, entity(LC).electronic) == (("12",), "H35")
    assert region.electronic == "G12.18.14"
    assert not entity("vn.bo.y-te.vu-phap-che").verified


@pytest.mark.parametrize(
    ("id_", "day", "after"),
    [
        (INFORMATION, "2019-01-01", [INFORMATION]),
        (INFORMATION, "2026-01-01", [SCIENCE, f"{LC}.so.van-hoa-the-thao-va-du-lich"]),
        ("vn.bo.ke-hoach-va-dau-tu", "2025-03-01", ["vn.bo.tai-chinh"]),
        ("vn.bo.giao-thong-van-tai", "2025-03-01", ["vn.bo.cong-an", "vn.bo.xay-dung"]),
        ("vn.tinh.yen-bai", "2025-06-30", ["vn.tinh.yen-bai"]),
        ("vn.tinh.yen-bai", "2025-07-01", ["vn.tinh.lao-cai"]),
        ("vn.tinh.yen-bai.ubnd", "2025-07-01", ["vn.tinh.lao-cai.ubnd"]),
        ("vn.tinh.yen-bai.so.y-te", "2026-01-01", ["vn.tinh.lao-cai.so.y-te"]),
        ("vn.tinh.lao-cai.ubnd", "2026-01-01", ["vn.tinh.lao-cai.ubnd"]),
        (f"{THAN_UYEN}.ubnd", "2025-07-01",
         [f"{LC}.xa-{name}.ubnd" for name in ("khoen-on", "muong-kim", "muong-than", "than-uyen")]),
        (f"{THAN_UYEN}.xa-muong-than", "2025-07-01", [f"{LC}.xa-than-uyen"]),
        (MU_CA, "2026-01-01", [MU_CA]),
        (f"{MU_CA}.ubnd", "2026-01-01", [f"{MU_CA}.ubnd"]),
        (f"{LC}.cuc-thue", "2025-04-01", ["vn.chi-cuc-thue.khu-vuc-ix"]),
        (f"{LC}.kho-bac-nha-nuoc", "2025-08-01", ["vn.kho-bac-nha-nuoc.khu-vuc-ix"]),
        ("vn.khac", "2026-01-01", []),
    ],
)  # fmt: skip
def test_somebody_carries_on_on_a_day(id_: str, day: str, after: list[str]) -> None:
    """Itself while it exists, then those that its duties went to; nobody for an unknown id."""
    assert list(LINEAGE.successors(id_, day)) == after


def test_duties_of_those_before_count_for_who_has_them_now() -> None:
    """What the department of information was given before 2025 is now with that of science."""
    assert INFORMATION in LINEAGE.predecessors(SCIENCE, "2026-01-01")
    assert INFORMATION in LINEAGE.predecessors(SCIENCE)
    assert INFORMATION not in LINEAGE.predecessors(SCIENCE, "2025-02-28")
    assert f"{LC}.so.buu-chinh-vien-thong" in LINEAGE.predecessors(SCIENCE, "2025-03-01")
    assert SCIENCE not in LINEAGE.predecessors(SCIENCE)
    assert LINEAGE.predecessors("vn.khac") == ()


def test_edges_tell_their_day_kind_and_ground() -> None:
    """The department went on in one body, a part of it in another, with the decree as source."""
    whole, part = LINEAGE.after(INFORMATION)
    assert (whole.on, whole.kind, whole.after, whole.part) == ("2025-03-01", "merge", SCIENCE, False)
    assert (part.kind, part.part, part.note) == ("split", True, "Báo chí, xuất bản")
    assert "nd-45-2025-nd-cp" in whole.source
    assert whole in LINEAGE.before(SCIENCE)
    assert {whole, part} <= set(LINEAGE.lineage(INFORMATION))
    assert [step.on for step in LINEAGE.lineage(INFORMATION)] == sorted(
        step.on for step in LINEAGE.lineage(INFORMATION)
    )


@pytest.mark.parametrize(
    ("name", "day", "id_", "doubt"),
    [
        ("Sở Thông tin và Truyền thông tỉnh Lai Châu", "2019-01-01", INFORMATION, ""),
        ("Sở Thông tin và Truyền thông tỉnh Lai Châu", "2026-01-01", INFORMATION, OUTDATED),
        ("Sở Thông tin và Truyền thông tỉnh Lai Châu", "2005-01-01", INFORMATION, OUTDATED),
        ("Sở Thông tin và Truyền thông tỉnh Lai Châu", None, INFORMATION, ""),
        ("SỞ TT&TT TỈNH LAI CHÂU", "2019-01-01", INFORMATION, ""),
        ("xã Mường Than tỉnh Lai Châu", "2025-06-30", f"{THAN_UYEN}.xa-muong-than", ""),
        ("xã Mường Than tỉnh Lai Châu", "2025-07-01", f"{LC}.xa-muong-than", ""),
        ("Ủy ban nhân dân xã Mường Than tỉnh Lai Châu", "2025-06-30", f"{THAN_UYEN}.xa-muong-than.ubnd", ""),
        ("Ủy ban nhân dân xã Mường Than tỉnh Lai Châu", "2025-07-01", f"{LC}.xa-muong-than.ubnd", ""),
        ("xã Mường Than huyện Than Uyên tỉnh Lai Châu", None, f"{THAN_UYEN}.xa-muong-than", ""),
        ("xã Mù Cả tỉnh Lai Châu", "2020-01-01", MU_CA, ""),
        ("xã Mù Cả tỉnh Lai Châu", "2026-01-01", MU_CA, ""),
        ("Tỉnh ủy Lai Châu", "2020-01-01", f"{LC}.tinh-uy", ""),
        ("Chi cục Thuế khu vực 9", "2025-04-01", "vn.chi-cuc-thue.khu-vuc-ix", ""),
        ("Văn phòng Sở Y tế tỉnh Lai Châu", "2020-01-01", f"{LC}.so.y-te.van-phong", ""),
        ("Ủy ban nhân dân xã Không Có tỉnh Lai Châu", "2020-01-01", None, ""),
        ("Ủy ban nhân dân xã Mù Cả tỉnh Sơn La", "2020-01-01", None, ""),
        ("Sở Không Có tỉnh Lai Châu", "2020-01-01", None, ""),
        ("", None, None, ""),
    ],
)
def test_a_name_means_who_bore_it_on_the_day(name: str, day: str | None, id_: str | None, doubt: str) -> None:
    """The day decides between bearers; who bore it only before or after is told with a doubt."""
    assert LINKER.link(name, day) == Link(id_, doubt)


def test_a_name_of_several_gives_candidates_and_no_id() -> None:
    """Two communes of one name in a province share one; without a day all that ever bore it do."""
    names = [f"vn.tinh.thanh-hoa.huyen-{name}.xa-tan-phuc" for name in ("lang-chanh", "nong-cong")]
    link = LINKER.link("xã Tân Phúc tỉnh Thanh Hóa", "2020-01-01")
    assert link == Link(None, AMBIGUOUS, tuple((id_, 0.5) for id_ in names))
    assert LINKER.link("xã Tân Phúc huyện Nông Cống tỉnh Thanh Hóa", "2020-01-01") == Link(names[1])
    without = LINKER.link("xã Mường Than tỉnh Lai Châu")
    assert (without.agency_id, without.doubt, len(without.candidates)) == (None, AMBIGUOUS, 2)
    many = LINKER.link("xã Tân Lập", "2020-01-01")
    assert (many.agency_id, len(many.candidates)) == (None, 10)
    assert LINKER.link("hôm nay trời đẹp") == NOBODY


@pytest.mark.parametrize(
    ("name", "day", "count"),
    [
        (COMMITTEES.format("huyện, thành phố"), "2025-06-30", 8),
        (COMMITTEES.format("huyện, thành phố"), "2025-07-01", 0),
        (COMMITTEES.format("xã, phường, thị trấn"), "2025-06-30", 106),
        (COMMITTEES.format("xã, phường"), "2025-07-01", 38),
        (GOVERNMENT, "2025-02-28", 18 + 4 + 8),
        (GOVERNMENT, "2025-03-01", 14 + 3 + 5),
        ("các bộ", "2025-02-28", 18),
        ("các bộ", "2025-03-01", 14),
        ("các cơ quan ngang bộ", "2025-02-28", 4),
        ("các cơ quan ngang bộ", "2025-03-01", 3),
        ("các cơ quan thuộc Chính phủ", "2025-02-28", 8),
        ("các cơ quan thuộc Chính phủ", "2025-03-01", 5),
        ("Ủy ban nhân dân các tỉnh, thành phố", "2025-06-30", 63),
        ("Ủy ban nhân dân các tỉnh, thành phố", "2025-07-01", 34),
        ("Ủy ban nhân dân cấp xã", "2025-07-01", 3321),
        (GOVERNMENT, None, 0),
    ],
)
def test_a_group_has_its_members_of_the_day(name: str, day: str | None, count: int) -> None:
    """As many as the study counts, each an entity of that day; by name and by id the same."""
    group = GROUPS.named(name, day)
    assert group is not None
    assert (len(group.members), group.open) == (count, False)
    if day:
        assert all(entity(id_).holds(day) for id_ in group.members)
        assert GROUPS.members(group.id, day) == group.members


@pytest.mark.parametrize(
    "name", ["các sở liên quan tỉnh Lai Châu", "các đồng chí tỉnh Lai Châu", "các bạn", ""]
)
def test_words_without_a_rule_are_no_group(name: str) -> None:
    """Where the task decides who is meant, or no rule is known, nobody is counted."""
    assert GROUPS.named(name, "2020-01-01") is None


@pytest.mark.parametrize("id_", ["vn.nhom.khac", "vn.bo.y-te", "", "vn.nhom.", "vn.tinh.khac.nhom.so"])
def test_an_id_of_no_group_has_no_members(id_: str) -> None:
    """Neither a body nor unknown words have members."""
    assert GROUPS.members(id_, "2020-01-01") == ()
