"""Subjects of a duty that no list knows."""

from __future__ import annotations

import pytest

from gazetteer import load_gazetteer
from gazetteer.load import read_toml
from pipeline.mentions.agencies import find_agencies
from pipeline.mentions.agencies.responsible import RULE

GAZETTEER = load_gazetteer()
PROVINCE = GAZETTEER.issuer("Ủy ban nhân dân tỉnh Lai Châu")
ROWS = read_toml("groups.toml")["responsible"]


def found(text: str) -> list[tuple[str, str]]:
    """What only its duty shows, as (words, name)."""
    mentions = find_agencies(text, GAZETTEER, PROVINCE)
    return [(text[m.start : m.end], m.name) for m in mentions if m.rule == RULE]


@pytest.mark.parametrize("example", ROWS["examples"])
def test_examples_are_subjects_wherever_a_sentence_begins(example: str) -> None:
    """The phrase before the duty is a mention at the start of a line, of an item and of a sentence."""
    words = next(example.removesuffix(f" {duty}") for duty in ROWS["duties"] if example.endswith(f" {duty}"))
    for before in ("", "- ", "3. ", "a) ", "Kết thúc. ", "Một dòng\n"):
        assert [w for w, _ in found(f"{before}{example} báo cáo")] == [words], before


@pytest.mark.parametrize("miss", ROWS["near_misses"])
def test_near_misses_are_none(miss: str) -> None:
    """Documents, events and circumstances are no subjects of a duty."""
    assert found(f"{miss} báo cáo") == []


def test_the_name_is_written_small_and_a_quantifier_makes_a_group() -> None:
    """The first letter is small unless the word is an acronym; "Mỗi" makes a group."""
    assert found("Giáo viên chủ nhiệm có trách nhiệm")[0][1] == "giáo viên chủ nhiệm"
    assert found("THV có trách nhiệm")[0][1] == "THV"
    (mention,) = find_agencies("Mỗi gia đình có trách nhiệm", GAZETTEER, PROVINCE)
    assert (mention.group, mention.score) == (True, 0.3)


def test_a_phrase_with_a_known_body_is_left_to_it() -> None:
    """Where another mention stands in the phrase, nothing is added."""
    assert found("Đại diện Sở Nội vụ có trách nhiệm") == []
    assert found("Bộ phận trực thuộc Công an tỉnh có trách nhiệm") == []


def test_long_phrases_and_the_middle_of_a_sentence_are_none() -> None:
    """More than twelve words, a small first letter, a far beginning or a longer word end no subject."""
    assert found(f"Người {'rất ' * 14}tốt có trách nhiệm") == []
    assert found("trong đó nhà xe có trách nhiệm") == []
    assert found(f"{'a' * 200} Nhà xe có trách nhiệm") == []
    assert found("Nhà xe có trách nhiệmx") == []


def test_a_heading_of_duties_names_its_subject() -> None:
    """The words behind "Trách nhiệm của" at the start of a line are a mention; in a sentence they are not."""
    assert found("2. Trách nhiệm của chủ phương tiện vận tải:") == [
        ("chủ phương tiện vận tải", "chủ phương tiện vận tải")
    ]
    assert found("Trách nhiệm của Sở Nội vụ") == []
    assert found("Nêu cao tinh thần. Trách nhiệm của chủ nhà") == []
    assert found("Trách nhiệm của ") == []
