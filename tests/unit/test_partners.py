"""Roles: who takes part, who is only spoken of (guide section 3), and attribute lines (T4)."""

from __future__ import annotations

import pytest

from tests import papers

PARTNERS = [
    ("Sở Nội vụ chủ trì, phối hợp với Sở Tài chính lập đề án.", ("Sở Tài chính",)),
    ("Sở Nội vụ chủ trì, phối hợp với Sở Tài chính, Sở Xây dựng lập đề án.", ("Sở Tài chính", "Sở Xây dựng")),
    ("Sở Nội vụ phối hợp với Sở Tài chính lập đề án.", ("Sở Tài chính",)),
    ("Sở Nội vụ chủ trì, phối hợp Sở Tài chính lập đề án.", ("Sở Tài chính",)),
    ("Sở Nội vụ phối hợp chặt chẽ với Sở Tài chính lập đề án.", ("Sở Tài chính",)),
    ("Sở Nội vụ chủ trì, cùng Sở Tài chính lập đề án.", ("Sở Tài chính",)),
    (
        "Giao Sở Nội vụ chủ trì, phối hợp với các cơ quan, đơn vị liên quan lập đề án.",
        ("các cơ quan, đơn vị liên quan",),
    ),
    ("Sở Nội vụ lập đề án với sự tham gia của Sở Tài chính.", ("Sở Tài chính",)),
    ("Sở Nội vụ rà soát hồ sơ, phối hợp với Sở Tài chính lập dự toán.", ("Sở Tài chính",)),
    ("Sở Nội vụ lập đề án. Phối hợp với Sở Tài chính lập dự toán.", ("Sở Tài chính",)),
]
OTHERS = [
    "Sở Nội vụ chỉ đạo các trường phối hợp với Công an xã giữ gìn trật tự.",
    "Sở Nội vụ hướng dẫn Sở Tài chính, Sở Xây dựng lập hồ sơ.",
    "Sở Nội vụ đôn đốc các sở, ngành nộp lưu hồ sơ.",
    "Sở Nội vụ tham mưu UBND tỉnh ban hành kế hoạch.",
    "Sở Nội vụ báo cáo Bộ Nội vụ kết quả.",
    "Sở Nội vụ trình Hội đồng nhân dân tỉnh xem xét.",
    "Sở Nội vụ xây dựng quy chế phối hợp với Sở Tài chính.",
    "Sở Nội vụ xử lý đề nghị của Sở Tài chính.",
    "Sở Nội vụ kiểm tra công tác lưu trữ tại Sở Tài chính.",
    "Sở Nội vụ chỉ đạo Sở Tài chính phối hợp với Sở Xây dựng lập dự toán.",
]


@pytest.mark.parametrize(("item", "partners"), PARTNERS, ids=[item for item, _ in PARTNERS])
def test_partner_supports(item: str, partners: tuple[str, ...]) -> None:
    """Whoever the lead works with takes part, also in the middle of the sentence."""
    [task] = papers.tasks(f"1. {item}")
    assert (task.lead, task.support) == (("Sở Nội vụ",), partners)


@pytest.mark.parametrize("item", OTHERS)
def test_others_are_no_assignees(item: str) -> None:
    """Whom it is done for, reported to, guided or urged, and the partners of others take no part."""
    [task] = papers.tasks(f"1. {item}")
    assert (task.lead, task.support) == (("Sở Nội vụ",), ())


def test_partner_under_a_heading() -> None:
    """Under a heading the lead is the heading's, the partner the item's."""
    [task] = papers.tasks("1. Sở Nội vụ\n- Chủ trì, phối hợp với Sở Tài chính rà soát hồ sơ.")
    assert (task.lead, task.support, task.basis) == (("Sở Nội vụ",), ("Sở Tài chính",), "heading")


def test_lead_is_no_partner_of_its_own() -> None:
    """A body that leads is not listed again as its own partner."""
    [task] = papers.tasks("1. Sở Nội vụ, Sở Tài chính phối hợp với Sở Tài chính, Sở Xây dựng lập đề án.")
    assert (task.lead, task.support) == (("Sở Nội vụ", "Sở Tài chính"), ("Sở Xây dựng",))


# ---- attribute lines ---------------------------------------------------------------------------------------


def attributes(*lines: str) -> papers.View:
    """The only task of an item with these lines below it."""
    [task] = papers.tasks(
        "\n".join(["I. NHIỆM VỤ", "1. Rà soát kho lưu trữ của tỉnh.", *lines, "II. CÔNG TÁC KHÁC"])
    )
    return task


def test_lines_belong_to_the_item_above() -> None:
    """Attribute lines set leads, partners and deadline; they are no tasks and no part of the text (T4)."""
    task = attributes(
        "Cơ quan chủ trì: Sở Nội vụ.",
        "Cơ quan phối hợp: Sở Tài chính.",
        "Thời gian thực hiện: Quý IV năm 2024.",
    )
    assert task == papers.View(
        "I.1", "duty", "Rà soát kho lưu trữ của tỉnh.", ("Sở Nội vụ",), ("Sở Tài chính",), "explicit",
        (("date", "2024-12-31"),),
    )  # fmt: skip


@pytest.mark.parametrize("mark", ["", "- ", "+ ", "* "])
def test_marks_of_the_lines_do_not_matter(mark: str) -> None:
    """Attribute lines may be bullets."""
    task = attributes(
        f"{mark}Đơn vị thực hiện: Sở Nội vụ, Sở Tài chính;", f"{mark}Thời hạn hoàn thành: Tháng 12/2024."
    )
    assert (task.lead, task.deadlines) == (("Sở Nội vụ", "Sở Tài chính"), (("date", "2024-12-31"),))


def test_all_on_one_line() -> None:
    """Several attributes on one line are read apart."""
    task = attributes("Cơ quan chủ trì: Sở Nội vụ; cơ quan phối hợp: Sở Tài chính; thời gian: hằng năm.")
    assert (task.lead, task.support) == (("Sở Nội vụ",), ("Sở Tài chính",))
    assert task.deadlines == (("recurring", "yearly"),)


def test_value_on_the_lines_below() -> None:
    """A label alone takes its value from the bullets below it."""
    assert attributes("- Cơ quan chủ trì:", "+ Sở Nội vụ;", "+ Sở Tài chính.").lead == (
        "Sở Nội vụ",
        "Sở Tài chính",
    )


def test_label_as_a_heading_takes_the_items_below_it() -> None:
    """A numbered label without a colon takes its value from the items below it."""
    body = "I. NHIỆM VỤ\n1. Rà soát hồ sơ.\n2. Cơ quan chủ trì\n- Sở Nội vụ;\n- Sở Tài chính."
    assert [task.lead for task in papers.tasks(body)] == [("Sở Nội vụ", "Sở Tài chính")]


def test_scraps_of_a_value_are_no_names() -> None:
    """Words too short for a name, and mere marks, are no bodies."""
    assert attributes("Cơ quan thực hiện: Sở Nội vụ; Xã; --.").lead == ("Sở Nội vụ",)


def test_line_that_only_begins_like_a_time_is_an_instruction() -> None:
    """A line "Hoàn thành …" without any time is a task of its own."""
    body = "I. NHIỆM VỤ\n1. Rà soát hồ sơ.\nHoàn thành tốt nhiệm vụ được giao."
    assert [task.label for task in papers.tasks(body)] == ["I.1", "I.1.p1"]


def test_lead_and_partners_in_one_value() -> None:
    """A value may say who leads and who takes part."""
    task = attributes("Cơ quan thực hiện: Sở Nội vụ chủ trì, phối hợp với Sở Tài chính.")
    assert (task.lead, task.support) == (("Sở Nội vụ",), ("Sở Tài chính",))


def test_leader_in_charge_is_no_assignee() -> None:
    """The line "Lãnh đạo phụ trách" names nobody who carries the task where a unit is named."""
    task = attributes("Lãnh đạo phụ trách: Ông Trần Văn Minh.", "Cơ quan chủ trì: Sở Nội vụ.")
    assert (task.lead, task.support) == (("Sở Nội vụ",), ())


def test_attribute_wins_over_an_inherited_lead() -> None:
    """A lead on an attribute line takes the place of the heading's."""
    [task] = papers.tasks("1. Sở Nội vụ\na) Rà soát hồ sơ.\nCơ quan chủ trì: Sở Tài chính.")
    assert (task.lead, task.basis) == (("Sở Tài chính",), "explicit")


def test_lines_below_the_group_belong_to_each_item() -> None:
    """Attribute lines under a heading with several items are of each of them."""
    body = (
        "1. Công tác lưu trữ\na) Rà soát.\nb) Tập huấn.\nCơ quan chủ trì: Sở Nội vụ.\nThời gian: 31/12/2024."
    )
    first, second = papers.tasks(body)
    assert (first.label, second.label) == ("1.a", "1.b")
    assert first.lead == second.lead == ("Sở Nội vụ",)
    assert first.deadlines == second.deadlines == (("date", "2024-12-31"),)


def test_lines_do_not_reach_over_the_next_item() -> None:
    """Lines below the second item say nothing about the first, whose lines have come."""
    body = "1. Rà soát kho.\nCơ quan chủ trì: Sở Nội vụ.\n2. Lập danh mục.\nCơ quan chủ trì: Sở Tài chính."
    assert [task.lead for task in papers.tasks(body)] == [("Sở Nội vụ",), ("Sở Tài chính",)]


def test_heading_with_lines_alone_is_the_item() -> None:
    """A heading that has attribute lines and no items is the task itself."""
    body = "1. Xây dựng kho lưu trữ\n- Cơ quan chủ trì: Sở Xây dựng.\n- Thời hạn hoàn thành: Tháng 12/2025."
    [task] = papers.tasks(body)
    assert (task.label, task.text) == ("1", "Xây dựng kho lưu trữ")
    assert (task.lead, task.deadlines) == (("Sở Xây dựng",), (("date", "2025-12-31"),))


@pytest.mark.parametrize(
    "line", ["Hoàn thành trong quý IV năm 2024.", "Thời gian hoàn thành: Quý IV năm 2024."]
)
def test_line_of_time_alone(line: str) -> None:
    """A line that says nothing but a time gives it to the item above."""
    assert attributes(line).deadlines == (("date", "2024-12-31"),)


def test_event_on_a_line_of_time_is_relative() -> None:
    """An event on a line of time is a deadline relative to it."""
    task = attributes("Thời gian thực hiện: Sau khi Kế hoạch được ban hành.")
    assert task.deadlines == (("relative", None),)


def test_output_is_the_product() -> None:
    """The line "Sản phẩm: …" is the output of the item."""
    text = papers.directive(
        "1. Rà soát kho lưu trữ.\nCơ quan chủ trì: Sở Nội vụ.\nSản phẩm: Báo cáo kết quả rà soát."
    )
    [task] = papers.read(text).tasks
    assert task.output == "Báo cáo kết quả rà soát"
    assert [e.rule for e in task.evidence] == ["instruction", "attribute.lead", "attribute.output"]


GATHERED = """I. RÀ SOÁT HỒ SƠ
1. Nội dung
a) Rà soát hồ sơ lưu trữ;
b) Tổng hợp kết quả rà soát.
2. Cơ quan chủ trì, phối hợp
a) Cơ quan chủ trì
- Sở Nội vụ.
{more}b) Cơ quan phối hợp: Sở Tài chính.
3. Thời gian thực hiện: Tháng 12/2024."""


@pytest.mark.parametrize(
    "more", ["", f"- Sở Y tế và các đơn vị {'có liên quan đến việc rà soát hồ sơ ' * 9}.\n"]
)
def test_labels_below_a_label_are_of_the_items_above(more: str) -> None:
    """A heading that only gathers labels is no task; whom they name carries the items before it."""
    tasks = papers.read(papers.directive(GATHERED.format(more=more))).tasks
    assert [task.label for task in tasks] == ["I.1.a", "I.1.b"]
    for task in tasks:
        bodies = [(body.role, body.mention) for body in task.assignees]
        assert bodies[0] == ("lead", "Sở Nội vụ")
        assert bodies[-1] == ("support", "Sở Tài chính")
        assert "Cơ quan chủ trì" not in {mention for _, mention in bodies}
        assert [deadline.value for deadline in task.deadlines] == ["2024-12-31"]
