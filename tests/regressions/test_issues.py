"""Faults that were once there, each by the smallest text that showed it, and faults that still are.

Those that still are fail as expected, with what is wrong as the reason; a mark goes when its fault does.
"""

from __future__ import annotations

import pytest
from _pytest.mark import ParameterSet

from tests import papers

OPENING = "Chủ tịch UBND tỉnh yêu cầu:\n"


def carried(body: str) -> list[tuple[str, tuple[str, ...]]]:
    """Label and leads of each task."""
    return [(task.label, task.lead) for task in papers.tasks(body)]


def fault(*values: object, reason: str) -> ParameterSet:
    """A case that is still read wrong."""
    return pytest.param(*values, marks=pytest.mark.xfail(reason=reason), id=reason)


def test_heading_of_nothing_but_its_number_is_no_task() -> None:
    """A number alone with attribute lines below it once became a task without words."""
    assert papers.tasks("Điều 2.\nCơ quan chủ trì: Sở Nội vụ.") == []


def test_requirements_and_completed_sentences_are_told_apart() -> None:
    """Nouns below a colon complete the sentence, verbs below it are tasks of their own."""
    assert carried("1. Sở Y tế\na) Chuẩn bị, bao gồm:\n- thuốc;\n- giường bệnh.") == [("1.a", ("Sở Y tế",))]
    assert [
        label
        for label, _ in carried("1. Sở Y tế\na) Chuẩn bị như sau:\n- Rà soát thuốc;\n- Bố trí giường bệnh.")
    ] == [
        "1.a.-1",
        "1.a.-2",
    ]


CARRIERS = [
    pytest.param(
        "1. UBND các phường: Tân Phong, Văn Miếu - Quốc Tử Giám và Đoàn Kết.\n- Rà soát kho lưu trữ.",
        [
            (
                "1.-1",
                (
                    "Ủy ban nhân dân phường Tân Phong",
                    "Ủy ban nhân dân phường Văn Miếu - Quốc Tử Giám",
                    "Ủy ban nhân dân phường Đoàn Kết",
                ),
            )
        ],
        id="a long name in a list of units is cut and the heading lost",
    ),
    pytest.param(
        "Văn phòng Đoàn Đại biểu Quốc hội đề nghị Sở Y tế và Sở Xây dựng triển khai các nội dung sau:\n"
        "1. Rà soát kho lưu trữ.\n2. Bố trí hội trường.",
        [("1", ("Sở Y tế", "Sở Xây dựng")), ("2", ("Sở Y tế", "Sở Xây dựng"))],
        id="a lead-in of a body that is not the issuer names nobody",
    ),
    pytest.param(
        "1. Sở Nội vụ\nCăn cứ nhiệm vụ, chỉ đạo các trường trung cấp, các trường cao đẳng tăng cường họp.",
        [("1.p1", ("Sở Nội vụ",))],
        id="whom a body is to direct carries the task",
    ),
    pytest.param(
        f"{OPENING}1. Sở Tài chính, theo đề nghị của Sở Nội vụ, bố trí kinh phí.",
        [("1", ("Sở Tài chính",))],
        id="a clause between commas parts the body from what it has to do",
    ),
    pytest.param(
        f"{OPENING}1. Về kho lưu trữ: Giao Sở Xây dựng sửa chữa.",
        [("1", ("Sở Xây dựng",))],
        id="Giao behind a topic with a colon names nobody",
    ),
    pytest.param(
        f"{OPENING}1. Sở Nội vụ là cơ quan đầu mối tổng hợp kết quả.",
        [("1", ("Sở Nội vụ",))],
        id="X là cơ quan đầu mối is taken for a definition",
    ),
    pytest.param(
        f"{OPENING}1. Sở Tư pháp rà soát, đề xuất bãi bỏ các văn bản không còn phù hợp.",
        [("1", ("Sở Tư pháp",))],
        id="work on documents without effect is taken for an effect clause",
    ),
    pytest.param(
        "1. Sở Xây dựng sửa kho lưu trữ.",
        [("1", ("Sở Xây dựng",))],
        id="a numbered item that begins with a body is none when its verb is not listed",
    ),
    pytest.param(
        f"{OPENING}1. Sở Nội vụ đã lập danh mục hồ sơ.\n2. Sở Y tế báo cáo.",
        [("2", ("Sở Y tế",))],
        id="what was done already is a task without a lead",
    ),
    pytest.param(
        "1. Phân công Sở Nội vụ rà soát hồ sơ.",
        [("1", ("Sở Nội vụ",))],
        id="Phân công hides the body behind it (công Sở)",
    ),
    pytest.param(
        f"{OPENING}1. Sở Y tế bảo đảm các điều kiện sau:\n- Thuốc, vật tư y tế;\n- Giường bệnh.",
        [("1", ("Sở Y tế",))],
        id="nouns that complete the sentence of a named body are tasks of their own",
    ),
    pytest.param(
        "1. Sở Nội vụ tổ chức hội nghị:\n- Sở Tài chính cấp kinh phí.\n- Sở Xây dựng bố trí hội trường.",
        [("1", ("Sở Nội vụ",)), ("1.-1", ("Sở Tài chính",)), ("1.-2", ("Sở Xây dựng",))],
        id="an instruction with a colon over items of other bodies is lost",
    ),
    pytest.param(
        "I. ĐÁNH GIÁ TÌNH HÌNH\n1. Sở Nội vụ tổ chức tốt lưu trữ.\nII. NHIỆM VỤ\n1. Giao Sở Y tế báo cáo.",
        [("II.1", ("Sở Y tế",))],
        id="an assessment with a body as its subject is a task",
    ),
    pytest.param(
        "I. NHIỆM VỤ\n1. Giao Sở Nội vụ rà soát hồ sơ.\nHoàn thành việc rà soát kho trong quý II năm 2025.",
        [("I.1", ("Sở Nội vụ",)), ("I.1.p1", ("Sở Nội vụ",))],
        id="an instruction that begins with Hoàn thành is swallowed as a time",
    ),
]


@pytest.mark.parametrize(("body", "expected"), CARRIERS)
def test_carriers(body: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    """Each text gives these tasks, of these bodies."""
    assert carried(body) == expected


LETTERS = [
    pytest.param(
        "Đề nghị nộp hồ sơ trước ngày 15/9/2024.",
        id="a demand in a letter that names nobody is the addressee's",
    ),
    pytest.param(
        "Thực hiện Nghị định số 30/2020/NĐ-CP, UBND tỉnh đề nghị rà soát tài liệu trước ngày 15/9/2024.",
        id="the issuer's demand in a letter that names nobody is the addressee's",
    ),
]


@pytest.mark.parametrize("body", LETTERS)
def test_demand_of_a_letter_is_the_addressees(body: str) -> None:
    """An instruction in a letter that names nobody is a task of those it is sent to."""
    views = [papers.view(task) for task in papers.read(papers.letter("Sở Nội vụ", body)).tasks]
    assert [(view.lead, view.basis) for view in views] == [(("Sở Nội vụ",), "addressee")]


TABLES = [
    pytest.param(
        "Phân công như bảng sau.\n| TT | Nhiệm vụ | Cơ quan chủ trì, phối hợp |\n| 1 | Rà soát | Sở Nội vụ |",
        id="the only column of bodies is for leads and partners",
    ),
    pytest.param(
        "Phân công như bảng sau.\n| TT | Nhiệm vụ | Thời gian |\n| 1 | Sở Nội vụ rà soát hồ sơ | 2024 |",
        id="the body is named in the row's own words alone",
    ),
    pytest.param(
        "| TT | Nhiệm vụ | Cơ quan chủ trì |\n| 1 | Rà soát hồ sơ | Sở Nội vụ |",
        id="a table stands directly below the title",
    ),
]


@pytest.mark.parametrize("body", TABLES)
def test_row_of_a_table(body: str) -> None:
    """Each table gives one task of Sở Nội vụ."""
    assert carried(body) == [("bảng1.1", ("Sở Nội vụ",))]


def test_joining_word_is_no_part_of_the_task_before() -> None:
    """A task ends with the last word of its instruction."""
    first, _ = papers.tasks(
        f"{OPENING}1. Sở Nội vụ rà soát hồ sơ; đồng thời giao Sở Tài chính bố trí kinh phí."
    )
    assert first.text.rstrip(";") == "Sở Nội vụ rà soát hồ sơ"


def test_responsibility_for_the_law_is_a_duty() -> None:
    """Only the execution of the document itself is a closing clause."""
    _, last = papers.tasks(
        "1. Sở Y tế báo cáo.\n2. Sở Nội vụ chịu trách nhiệm thi hành pháp luật về lưu trữ."
    )
    assert last.kind == "duty"


def test_unknown_company_carries_its_task() -> None:
    """A body that no list knows still carries what it has to do."""
    assert carried(f"{OPENING}1. Sở Y tế báo cáo.\n2. Công ty ABC nộp hồ sơ.")[1] == ("2", ("Công ty ABC",))


def test_part_closes_every_lower_list() -> None:
    """A part that begins after articles stands at the top."""
    body = "Điều 1. Giao Sở Nội vụ:\n1. Rà soát hồ sơ.\nPhần thứ nhất\nMục 1. Giao Sở Y tế báo cáo."
    assert papers.tasks(body)[-1].label == "Phần thứ nhất.Mục 1"
