"""Tasks: what a record holds beside who carries it, how sure it is, and why a person should look."""

from __future__ import annotations

import pytest

from pipeline.assignments.model import Assignee, Draft
from pipeline.extraction import extract
from pipeline.records import TaskRecord
from pipeline.source import Source
from pipeline.spans import Span
from pipeline.tasks import LONG_TASK, clean, judge
from tests import papers

ITEM = (
    "Sở Nội vụ chủ trì, phối hợp với Sở Tài chính rà soát hồ sơ "
    "theo Nghị định số 30/2020/NĐ-CP ngày 05/3/2020, "
    "đạt trên 90% hồ sơ, báo cáo UBND tỉnh và Bộ Nội vụ trước ngày 30/9/2024."
)


def only(body: str) -> TaskRecord:
    """The only task of a directive with this body."""
    [task] = papers.read(papers.directive(body)).tasks
    return task


@pytest.fixture(scope="module")
def task() -> TaskRecord:
    """The record of a task that has everything."""
    return only(f"1. {ITEM}")


def test_text_is_the_instruction(task: TaskRecord) -> None:
    """Text and verbatim are the item without its number."""
    assert task.text == task.verbatim == ITEM
    assert (task.label, task.order, task.kind, task.pages, task.output) == ("1", 0, "duty", (), None)


def test_citations_of_the_task(task: TaskRecord) -> None:
    """A task lists what is cited in its text."""
    assert [(ref.number, ref.type, ref.date) for ref in task.legal_refs] == [
        ("30/2020/NĐ-CP", "Nghị định", "2020-03-05")
    ]


def test_targets_of_the_task(task: TaskRecord) -> None:
    """A task lists its measurable aims."""
    assert [(t.comparator, t.number, t.unit) for t in task.targets] == [(">", 90.0, "%")]


def test_result_goes_to(task: TaskRecord) -> None:
    """Those behind "báo cáo" get the result; they are no assignees."""
    assert [body.name for body in task.reports_to] == ["Ủy ban nhân dân tỉnh Lai Châu", "Bộ Nội vụ"]
    assert [body.mention for body in task.reports_to] == ["UBND tỉnh", "Bộ Nội vụ"]


@pytest.mark.parametrize(
    ("item", "bodies"),
    [
        ("Sở Nội vụ lập đề án, trình UBND tỉnh.", ["Ủy ban nhân dân tỉnh Lai Châu"]),
        ("Sở Nội vụ lập báo cáo, gửi về Sở Tài chính.", ["Sở Tài chính tỉnh Lai Châu"]),
        ("Sở Nội vụ lập báo cáo gửi Sở Tài chính, Bộ Y tế.", ["Sở Tài chính tỉnh Lai Châu", "Bộ Y tế"]),
        ("Sở Nội vụ báo cáo UBND tỉnh; báo cáo UBND tỉnh kết quả.", ["Ủy ban nhân dân tỉnh Lai Châu"]),
        ("Sở Nội vụ hướng dẫn Sở Tài chính.", []),
        ("Các sở báo cáo kết quả, gửi các sở.", []),
    ],
)
def test_reports_go_up_once(item: str, bodies: list[str]) -> None:
    """Each body that gets the result stands once, and never one that carries the task."""
    assert [body.name for body in only(f"1. {item}").reports_to] == bodies


def test_deadline_said_twice_is_one() -> None:
    """The same day in the text and on an attribute line is one deadline, two days are two."""
    lines = "1. Sở Nội vụ rà soát hồ sơ trước ngày 30/9/2024.\nThời hạn hoàn thành: "
    assert len(only(f"{lines}30/9/2024.").deadlines) == 1
    assert [d.value for d in only(f"{lines}15/10/2024.").deadlines] == ["2024-09-30", "2024-10-15"]


def test_evidence_names_rule_and_words() -> None:
    """Evidence says which rule saw which words of the source."""
    text = papers.directive("1. Giao Sở Nội vụ theo dõi, đôn đốc việc thực hiện Chỉ thị này.")
    [task] = papers.read(text).tasks
    rules = {evidence.rule: text[slice(*evidence.span)] for evidence in task.evidence}
    assert rules["actor.demand"] == "Sở Nội vụ"
    assert rules["closing.follow-up"] == task.text


# ---- pages -------------------------------------------------------------------------------------------------


def test_pages_of_a_task() -> None:
    """A task stands on the pages that its words fill, from 1."""
    text = papers.directive(
        "1. Sở Nội vụ rà soát hồ sơ.\n2. Sở Tài chính bố trí kinh phí.\n3. Sở Y tế báo cáo."
    )
    cut = text.index("bố trí")
    pages = (Span(0, cut), Span(cut, len(text)))
    tasks = extract(Source(text=text, pages=pages)).tasks
    assert [task.pages for task in tasks] == [(1,), (1, 2), (2,)]
    assert extract(Source(text=text, pages=pages)).document.source.pages == 2


# ---- confidence and review ---------------------------------------------------------------------------------


def assignee(basis: str = "explicit", **changes: object) -> Assignee:
    """A lead that needs no look."""
    fields: dict[str, object] = {"agency_id": "a", "role": "lead", "group": False, "score": 1.0, **changes}
    return Assignee("A", basis=basis, members=(), span=Span(0, 1), **fields)  # type: ignore[arg-type]


def judged(
    *assignees: Assignee, text: str = "rà soát", review: tuple[str, ...] = ()
) -> tuple[float, list[str]]:
    """Confidence and review codes of a draft with these assignees."""
    return judge(Draft(Span(0, 1), 0, 0, "1", "duty", (), assignees, review=review), text)


REVIEWS = [
    ((assignee(),), []),
    ((assignee("heading"),), []),
    ((), ["no-lead"]),
    ((assignee(role="support"),), ["no-lead"]),
    ((assignee("addressee"),), ["inherited-from-addressee"]),
    ((assignee(agency_id=None),), ["unknown-agency"]),
    ((assignee(agency_id=None, group=True),), []),
    ((assignee(score=0.7),), []),
    ((assignee(score=0.6),), ["ambiguous-agency"]),
    ((assignee("addressee", agency_id=None),), ["inherited-from-addressee", "unknown-agency"]),
]


@pytest.mark.parametrize(("assignees", "codes"), REVIEWS)
def test_review_codes(assignees: tuple[Assignee, ...], codes: list[str]) -> None:
    """Each reason for a look has its code."""
    assert judged(*assignees)[1] == codes


def test_long_task_is_worth_a_look() -> None:
    """A task that is very long may have lost its end."""
    assert judged(assignee(), text="a" * (LONG_TASK + 1))[1] == ["long-task"]
    assert judged(assignee(), text="a" * LONG_TASK)[1] == []


def test_code_of_a_draft_is_kept() -> None:
    """What an earlier stage found to look at stays first."""
    assert judged(review=("x",))[1] == ["x", "no-lead"]


def test_doubts_lower_confidence() -> None:
    """A lead by Kính gửi is less sure than a named one, a guessed body less than a known one."""
    sure, _ = judged(assignee())
    assert judged(assignee("addressee"))[0] < judged()[0] < sure
    assert judged(assignee(score=0.5))[0] < sure
    assert judged(assignee(), text="a" * (LONG_TASK + 1))[0] < sure
    assert all(0 <= judged(*assignees)[0] <= 1 for assignees, _ in REVIEWS)


def test_codes_reach_the_record() -> None:
    """Records say why a person should look."""
    letter = papers.letter(
        "Sở Nội vụ", "UBND tỉnh có ý kiến như sau:\n1. Rà soát hồ sơ.\n2. Giao Hội Khuyến Đọc Xanh lập đề án."
    )
    first, second = papers.read(letter).tasks
    assert (first.review, first.assignees[0].basis) == (("inherited-from-addressee",), "addressee")
    assert second.review == ("unknown-agency",)
    assert only("I. NHIỆM VỤ\n1. Rà soát hồ sơ.").review == ("no-lead",)


def test_clean_is_one_line() -> None:
    """Line breaks and column gaps become blanks."""
    assert clean("a\nb\tc", Span(0, 5)) == "a b c"
