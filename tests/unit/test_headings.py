"""Headings and lead-ins: what they pass on, what is a task of its own (guide T3 and section 3)."""

from __future__ import annotations

import pytest

from gazetteer.cue_data import load_cues
from pipeline.assignments.sections import section_kind
from tests import papers

ITEMS = "- Rà soát hồ sơ.\n- Lập danh mục tài liệu."


def carried(body: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...], str]]:
    """Label, leads, partners and basis of each task."""
    return [(task.label, task.lead, task.support, task.basis) for task in papers.tasks(body)]


HEADINGS = [
    ("1. Sở Nội vụ", ("Sở Nội vụ",)),
    ("1. Sở Nội vụ:", ("Sở Nội vụ",)),
    ("1. Giao Sở Nội vụ:", ("Sở Nội vụ",)),
    ("1. Đối với Sở Nội vụ:", ("Sở Nội vụ",)),
    ("1. Trách nhiệm của Sở Nội vụ", ("Sở Nội vụ",)),
    ("1. Đề nghị Sở Nội vụ:", ("Sở Nội vụ",)),
    ("1. Sở Nội vụ, Sở Tài chính", ("Sở Nội vụ", "Sở Tài chính")),
    ("1. Các sở: Nội vụ, Tài chính:", ("Sở Nội vụ", "Sở Tài chính")),
    ("1. Giám đốc Sở Nội vụ", ("Sở Nội vụ",)),
    ("1. UBND các huyện, thành phố", ("Ủy ban nhân dân các huyện, thành phố",)),
    ("1. Sở Nội vụ (cơ quan thường trực):", ("Sở Nội vụ",)),
]


@pytest.mark.parametrize(("heading", "leads"), HEADINGS, ids=[heading for heading, _ in HEADINGS])
def test_agency_heading_passes_its_bodies_on(heading: str, leads: tuple[str, ...]) -> None:
    """A heading that names bodies is no task; its items are theirs, by the heading."""
    body = f"{heading}\n{ITEMS}"
    assert carried(body) == [("1.-1", leads, (), "heading"), ("1.-2", leads, (), "heading")]
    assert papers.reasons(body)[heading] == "heading"


LEAD_INS = [
    ("1. Sở Nội vụ có trách nhiệm:", ("Sở Nội vụ",), ()),
    ("1. Sở Nội vụ thực hiện các nhiệm vụ sau:", ("Sở Nội vụ",), ()),
    ("1. Giao Sở Nội vụ thực hiện các nội dung sau đây:", ("Sở Nội vụ",), ()),
    ("1. Sở Nội vụ chủ trì, phối hợp với Sở Tài chính thực hiện:", ("Sở Nội vụ",), ("Sở Tài chính",)),
]


@pytest.mark.parametrize(
    ("opening", "leads", "partners"), LEAD_INS, ids=[opening for opening, *_ in LEAD_INS]
)
def test_lead_in_passes_its_bodies_on(
    opening: str, leads: tuple[str, ...], partners: tuple[str, ...]
) -> None:
    """A sentence that announces a list is no task; its items are of the bodies that it names."""
    body = f"{opening}\n{ITEMS}"
    assert carried(body) == [("1.-1", leads, partners, "lead_in"), ("1.-2", leads, partners, "lead_in")]
    assert papers.reasons(body)[opening] == "lead-in"


def test_lead_in_of_the_whole_document() -> None:
    """The sentence before the first clause gives its bodies to all clauses that name nobody."""
    body = (
        "Chủ tịch UBND tỉnh yêu cầu Giám đốc Sở Nội vụ và Chủ tịch UBND các huyện, thành phố "
        "thực hiện các nội dung sau:\n"
        "1. Rà soát hồ sơ.\n2. Giao Sở Tài chính bố trí kinh phí."
    )
    leads = ("Sở Nội vụ", "Ủy ban nhân dân các huyện, thành phố")
    assert carried(body) == [("1", leads, (), "lead_in"), ("2", ("Sở Tài chính",), (), "explicit")]


def test_nearest_heading_wins() -> None:
    """A heading inside a section takes over from the one above."""
    body = f"I. Sở Nội vụ\n1. Rà soát hồ sơ.\n2. Sở Tài chính\n{ITEMS}\nII. Sở Xây dựng\n1. Sửa chữa kho."
    assert [(label, leads) for label, leads, *_ in carried(body)] == [
        ("I.1", ("Sở Nội vụ",)),
        ("I.2.-1", ("Sở Tài chính",)),
        ("I.2.-2", ("Sở Tài chính",)),
        ("II.1", ("Sở Xây dựng",)),
    ]


def test_item_above_passes_its_lead_on() -> None:
    """The sub-items of an item that is a task itself are of the same body, by the heading."""
    body = "1. Sở Nội vụ rà soát hồ sơ lưu trữ.\n- Lập danh mục.\n- Báo cáo kết quả."
    assert [(label, leads, basis) for label, leads, _, basis in carried(body)] == [
        ("1", ("Sở Nội vụ",), "explicit"),
        ("1.-1", ("Sở Nội vụ",), "heading"),
        ("1.-2", ("Sở Nội vụ",), "heading"),
    ]


def test_instruction_before_the_announcement_is_a_task() -> None:
    """A lead-in that first instructs is a task up to where it announces the list."""
    body = (
        "1. Sở Nội vụ tập trung chỉnh lý tài liệu, bảo đảm an toàn kho lưu trữ, "
        "trong đó thực hiện các nhiệm vụ sau:\n" + ITEMS
    )
    tasks = papers.tasks(body)
    assert [task.label for task in tasks] == ["1", "1.-1", "1.-2"]
    assert tasks[0].text == "Sở Nội vụ tập trung chỉnh lý tài liệu, bảo đảm an toàn kho lưu trữ"


def test_items_that_complete_a_sentence_are_one_task() -> None:
    """Where the sub-items are only a list of contents, item and sub-items are one task."""
    body = "1. Sở Nội vụ\na) Hỗ trợ các xã, bao gồm:\n- giá kệ;\n- hộp tài liệu.\nb) Báo cáo kết quả."
    tasks = papers.tasks(body)
    assert [task.label for task in tasks] == ["1.a", "1.b"]
    assert tasks[0].text == "Hỗ trợ các xã, bao gồm: - giá kệ; - hộp tài liệu."


def test_topic_heading_passes_nothing_on() -> None:
    """A heading that names a topic is no task, and gives no lead."""
    body = "1. Cải cách tổ chức bộ máy:\na) Giao Sở Nội vụ rà soát biên chế.\nb) Hoàn thiện quy chế làm việc."
    assert [(label, leads) for label, leads, *_ in carried(body)] == [("1.a", ("Sở Nội vụ",)), ("1.b", ())]
    assert papers.reasons(body)["1. Cải cách tổ chức bộ máy:"] == "heading"


def test_run_in_heading_belongs_to_the_text() -> None:
    """Words before "giao X" in the same item belong to the task."""
    [task] = papers.tasks(
        "1. Đối với kho lưu trữ chuyên dụng, giao Sở Xây dựng sửa chữa trước ngày 05/10/2024."
    )
    assert task.text.startswith("Đối với kho lưu trữ")
    assert task.lead == ("Sở Xây dựng",)


def test_partners_of_a_lead_in_without_a_lead() -> None:
    """Below a body, a lead-in may only say with whom."""
    body = f"1. Sở Y tế\na) Phối hợp với Sở Tài chính thực hiện:\n{ITEMS}"
    assert [(leads, partners) for _, leads, partners, _ in carried(body)] == [
        (("Sở Y tế",), ("Sở Tài chính",))
    ] * 2


def test_label_of_contents_alone_is_a_heading() -> None:
    """A line "Nội dung:" without words is a heading."""
    body = "1. Công tác lưu trữ\nNội dung:\n- Sở Nội vụ rà soát hồ sơ."
    assert papers.reasons(body)["Nội dung:"] == "heading"
    assert [leads for _, leads, *_ in carried(body)] == [("Sở Nội vụ",)]


def test_bold_line_is_a_heading() -> None:
    """A bold line with a full stop above its items is a heading, not a task."""
    body = "**1. Tăng cường công tác lưu trữ.**\n\n- Giao Sở Nội vụ rà soát hồ sơ."
    assert [task.label for task in papers.tasks(body)] == ["1.-1"]


def test_headings_stand_in_the_record_outermost_first() -> None:
    """A task lists the headings above it."""
    body = "I. CÔNG TÁC VĂN THƯ\n1. Sở Nội vụ\n- Rà soát hồ sơ."
    [task] = papers.read(papers.directive(body)).tasks
    assert task.headings == ("I. CÔNG TÁC VĂN THƯ", "1. Sở Nội vụ")


def test_capitals_alone_open_a_section() -> None:
    """A line in capitals is a heading even with nothing below it."""
    body = "Công tác lưu trữ còn hạn chế.\nNHIỆM VỤ CHUNG\nGiao Sở Nội vụ rà soát hồ sơ."
    assert papers.reasons(body)["NHIỆM VỤ CHUNG"] == "heading"


def test_definition_of_a_group_in_the_address() -> None:
    """A group that the address defines is resolved to those meant."""
    text = papers.letter(
        "Sở Nội vụ, Sở Tài chính (sau đây gọi chung là các đơn vị)", f"UBND tỉnh yêu cầu các đơn vị:\n{ITEMS}"
    )
    views = [papers.view(task) for task in papers.read(text).tasks]
    assert [view.lead for view in views] == [("Sở Nội vụ", "Sở Tài chính")] * 2


SECTIONS = [
    ("MỤC ĐÍCH, YÊU CẦU", "aim"),
    ("Mục tiêu", "aim"),
    ("Các chỉ tiêu cụ thể", "target"),
    ("Nhiệm vụ và giải pháp", "duty"),
    ("Mục tiêu, nhiệm vụ", "duty"),
    ("Tổ chức thực hiện", "duty"),
    ("Nội dung triển khai", "duty"),
    ("Đánh giá tình hình", "assessment"),
    ("Kinh phí thực hiện", "funding"),
    ("Phạm vi điều chỉnh", "scope"),
    ("Công bố", None),
    ("Sở Nội vụ", None),
]


@pytest.mark.parametrize(("heading", "kind"), SECTIONS, ids=[heading for heading, _ in SECTIONS])
def test_heading_says_what_its_section_is(heading: str, kind: str | None) -> None:
    """The first telling word decides; duties win over aims."""
    assert section_kind(heading, load_cues()) == kind
