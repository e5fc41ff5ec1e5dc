"""Damaged names to entities, and names that are left alone."""

from __future__ import annotations

import pytest

from gazetteer import load_gazetteer
from pipeline.mentions.agencies import find_agencies

GAZETTEER = load_gazetteer()
CLOSER = GAZETTEER.state.closer
PROVINCE = GAZETTEER.issuer("Ủy ban nhân dân tỉnh Lai Châu")
DAY = "2024-05-10"


@pytest.mark.parametrize(
    ("words", "name", "doubt"),
    [
        ("Sờ Nội vu tinh Lai Châu", "Sở Nội vụ tỉnh Lai Châu", ""),
        ("Sở Tài chíhn tỉnh Lai Châu", "Sở Tài chính tỉnh Lai Châu", "close-name"),
        ("SởTài chính tỉnhLai Châu", "Sở Tài chính tỉnh Lai Châu", ""),
        ("Tỉnh ủy LaiChâu", "Tỉnh ủy Lai Châu", ""),
        ("Trung târn Internet Việt Nam", "Trung tâm Internet Việt Nam", "close-name"),
        ("Văn phòng Sở Nôị vụ tỉnh Lai Châu", "Văn phòng Sở Nội vụ tỉnh Lai Châu", ""),
        ("Ủy ban nhân dân tỉnh Lai Chàu tỉnh Lai Châu", "Ủy ban nhân dân tỉnh Lai Châu", ""),
        ("UBND tp Lai Chàu tỉnh Lai Châu", "Ủy ban nhân dân thành phố Lai Châu tỉnh Lai Châu", ""),
        ("Công ty Điện lực Lai Châu", "Công ty Điện lực Lai Châu", ""),
    ],
)
def test_a_damaged_name_is_put_right(words: str, name: str, doubt: str) -> None:
    """The official name; a doubt where letters are wrong. Words that only lack a type stay as they are."""
    close = CLOSER.link(words, DAY)
    assert close is not None
    assert (close.name, close.doubt) == (name, doubt)
    assert close.agency_id is not None


@pytest.mark.parametrize(
    "words",
    [
        "", "Bo", "Sở Hàng hải tỉnh Lai Châu", "Hội Công dân tỉnh Lai Châu",
        "Ủy ban nhân dân xã Tân Lập tỉnh Lai Châu",
        "Sở Nxyi vxyụ tỉnh Lai Châu", "Sở Xâv dựng tỉnh Lai Châv tỉnh Lai Châu, Sở Nội vụ", "c0 c0 c0",
        "Kiểm toán nhà nước khu vực XXIX", "Ủy ban nhân dân huyện Than Uyêm tỉnh Hà Nam",
    ],
)  # fmt: skip
def test_other_words_are_left_alone(words: str) -> None:
    """Real words, numbers, units of elsewhere and words too far from any name mean nobody."""
    assert CLOSER.link(words, DAY) is None


def test_two_that_are_alike_are_both_told() -> None:
    """Without its marks a name may mean two communes of one province: then neither."""
    close = CLOSER.link("Uy ban nhan dan xa Nam Cha tinh Lai Chau", "2020-02-10")
    assert close is not None
    assert (close.name, close.agency_id, close.doubt) == ("", None, "ambiguous-agency")
    assert close.candidates == (
        ("vn.tinh.lai-chau.huyen-nam-nhun.xa-nam-cha.ubnd", 0.5),
        ("vn.tinh.lai-chau.huyen-sin-ho.xa-nam-cha.ubnd", 0.5),
    )


def test_a_name_of_another_day_is_only_put_right_by_its_marks() -> None:
    """Lost marks lead to the body of before, with a doubt; wrong letters and a wrong day are too much."""
    close = CLOSER.link("UBND huyen Than Uyen tỉnh Lai Châu", "2026-02-10")
    assert close is not None
    assert close.doubt == "agency-not-at-date"
    assert CLOSER.link("UBND huyện Than Uyêm tỉnh Lai Châu", "2026-02-10") is None


def test_a_mention_in_damaged_letters_gets_its_name() -> None:
    """The finder takes over name, id and doubt; a group, a post or an unknown body stays."""
    text = "Giao Sở Xâv dựng tỉnh Lai Châu chủ trì; Sở Hàng hải phối hợp."
    one, other = find_agencies(text, GAZETTEER, PROVINCE, DAY)
    assert (one.name, one.agency_id) == ("Sở Xây dựng tỉnh Lai Châu", "vn.tinh.lai-chau.so.xay-dung")
    assert (one.doubt, one.known) == ("close-name", True)
    assert (other.name, other.agency_id, other.doubt) == ("Sở Hàng hải", None, "")
