"""What is damage of a name and what is another name."""

from __future__ import annotations

import pytest

from gazetteer.state.damage import Damage, Vocabulary, bare, key_of, reread

NAMES = (
    "Sở Nội vụ", "Sở Tài chính", "Sở Công Thương", "Sở Khoa học và Công nghệ", "Hội Nông dân Việt Nam",
    "Ban Tiếp công dân", "Khu Công nghiệp", "Cục Hải quan", "Quân chủng Hải quân", "Quân khu 1", "Tỉnh ủy TU",
    "Kiểm toán nhà nước khu vực II", "xã Bản Bo", "xã Tân Hà", "Sở GD&ĐT",
)  # fmt: skip
VOCABULARY = Vocabulary(NAMES)


@pytest.mark.parametrize(
    ("words", "name", "errors", "letters"),
    [
        ("Sở Nội vụ", "Sở Nội vụ", 0, 0),
        ("so noi vu", "Sở Nội vụ", 0, 0),
        ("SởNội  vụ", "Sở Nội vụ", 0, 0),
        ("Sờ Nội vú", "Sở Nội vụ", 2, 0),
        ("Sở Nộii vụ", "Sở Nội vụ", 1, 1),
        ("Sở Tài chíhn", "Sở Tài chính", 1, 1),
        ("SởTài chnh", "Sở Tài chính", 1, 1),
        ("Sở Tài chính", "Sở Tài chính", 0, 0),
        ("Sở Khoa học và Cônq nghệ", "Sở Khoa học và Công nghệ", 1, 1),
        ("Sở Khoa học bà Công nghệ", "Sở Khoa học và Công nghệ", 1, 1),
        ("Sở GD&ĐĐT", "Sở GD&ĐT", 1, 1),
    ],
)
def test_damage_is_counted(words: str, name: str, errors: int, letters: int) -> None:
    """Lost marks, spaces and case are no error; a wrong mark or letter is one."""
    damage = VOCABULARY.compare(words, name)
    assert damage is not None
    assert (damage.errors, damage.letters) == (errors, letters)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Sở Khoa học và Công nghiệp", "Sở Khoa học và Công nghệ"),
        ("Sở Công Nghiệp", "Sở Công Thương"),
        ("Hội Công dân Việt Nam", "Hội Nông dân Việt Nam"),
        ("Cục Hải quân", "Cục Hải quan"),
        ("Quân khu 2", "Quân khu 1"),
        ("Quân khu", "Quân khu 1"),
        ("Kiểm toán nhà nước khu vực I", "Kiểm toán nhà nước khu vực II"),
        ("Kiểm toán nhà nước khu vực 2", "Kiểm toán nhà nước khu vực II"),
        ("Sở Nội vụ ô", "Sở Nội vụ"),
        ("Sở GD&ĐV", "Sở GD&ĐT"),
        ("Sở Nxyi vụ", "Sở Nội vụ"),
        ("hội nong dan viet khu", "Hội Nông dân Việt Nam"),
    ],
)
def test_another_name_is_no_damage(words: str, name: str) -> None:
    """Another syllable in a known phrase, another number, a word more or less is another name."""
    assert VOCABULARY.compare(words, name) is None


def test_a_real_syllable_is_another_name_where_names_are_any_words() -> None:
    """Of a unit, whose name may be any syllables, a real one with a wrong letter is never damage."""
    assert VOCABULARY.compare("xã Tân Bà", "xã Tân Hà") is not None
    assert VOCABULARY.compare("xã Tân Bà", "xã Tân Hà", strict=True) == Damage(1, 1, 1, 0)
    assert VOCABULARY.compare("xã Tân Và", "xã Tân Hà", strict=True) is None
    assert VOCABULARY.compare("xã Bán Bo", "xã Bản Bo", strict=True) == Damage(1, 1, 0, 0)


def test_letters_alone() -> None:
    """The key of words is what stays without marks, signs, spaces and case; one letter for one."""
    assert key_of("Sở GD&ĐT tỉnh Bà Rịa - Vũng Tàu") == "sogddttinhbariavungtau"
    assert bare("đường") == "duong"
    assert len(bare("ưởï")) == 3


@pytest.mark.parametrize(
    ("words", "read", "count"),
    [
        ("trung târn", "trung tâm", 1),
        ("cllính phủ", "chính phủ", 1),
        ("b0 c0ng an", "bo cong an", 2),
        ("quân khu 10", "quân khu 10", 0),
        ("khu vực viii", "khu vực viii", 0),
        ("khiic", "khuc", 1),
    ],
)
def test_what_scanners_make_of_letters_is_put_right(words: str, read: str, count: int) -> None:
    """Letters that no Vietnamese word has are those they look like; numbers stay."""
    assert reread(words) == (read, count)
