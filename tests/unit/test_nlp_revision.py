from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from pipeline.export.model import Exported
from pipeline.nlp import doccano, label_studio, prodigy
from pipeline.nlp.marks import Link, Mark, Marked, marked, marks_of
from pipeline.nlp.revision import revise
from tests import papers
from tests.annotated import DIRECTIVE, Tool, exported

Fields = dict[str, Any]
CHIEF, ESTIMATE, REVIEW, CLOSING = range(4)
"""The tasks of the directive."""


def at(words: str, label: str) -> Mark:
    """The mark on words of the directive."""
    start = DIRECTIVE.index(words)
    return Mark(start, start + len(words), label)


def task_mark(number: int) -> Mark:
    """The mark of a task that stands in one piece."""
    ((start, end),) = exported().tasks[number]["spans"]
    return Mark(start, end, "CLOSING" if number == CLOSING else "TASK")


def changed(
    *, add: Sequence[Mark] = (), drop: Sequence[Mark] = (), links: Sequence[Link] = (), unlink: bool = False
) -> Exported:
    """The records after marks were added and dropped; the links of what is dropped stay unless taken away."""
    one = exported()
    made = marks_of(one)
    marks = {*made.marks, *add} - {*drop}
    kept = {link for link in made.links if not (unlink and {link.source, link.target} & {*drop})}
    return revise(one, marked(DIRECTIVE, marks, kept | {*links}))


def who(one: Exported, number: int, role: str) -> list[tuple[str, str]]:
    """The names of those who have a role in a task, and what names them."""
    return [(who["name"], who["basis"]) for who in one.tasks[number]["assignees"] if who["role"] == role]


def others(one: Exported, *numbers: int) -> list[Any]:
    """The tasks but some."""
    return [task for number, task in enumerate(one.tasks) if number not in numbers]


def test_marks_that_nobody_touched_leave_the_records() -> None:
    """The records are equal, and each task is as sure or doubtful as before."""
    assert changed() == exported()


def test_a_mark_taken_away_takes_its_fact_away() -> None:
    """Only the task that it was linked to changes; a person has seen that one."""
    one = changed(drop=[at("trước ngày 30/9/2024", "DEADLINE")])
    assert one.tasks[CHIEF]["deadlines"] == []
    assert (one.tasks[CHIEF]["confidence"], one.tasks[CHIEF]["review"]) == (1.0, [])
    assert others(one, CHIEF) == others(exported(), CHIEF)
    assert one.document == exported().document


def test_a_heading_taken_away_is_taken_from_all_its_tasks() -> None:
    """One mark stands for the lead of every task under the heading."""
    one = changed(drop=[at("Sở Xây dựng", "LEAD")])
    assert who(one, ESTIMATE, "lead") == who(one, REVIEW, "lead") == []


def test_a_link_taken_away_takes_the_part_from_that_task_alone() -> None:
    """The other task under the heading keeps its lead."""
    one = exported()
    made = marks_of(one)
    gone = Link("OF_TASK", at("Sở Xây dựng", "LEAD"), task_mark(ESTIMATE))
    assert gone in made.links
    one = revise(one, Marked(DIRECTIVE, made.marks, tuple(link for link in made.links if link != gone)))
    assert who(one, ESTIMATE, "lead") == []
    assert who(one, REVIEW, "lead") == [("Sở Xây dựng tỉnh Lai Châu", "heading")]


def test_a_role_that_was_wrong_is_put_right() -> None:
    """The body keeps its name and id; leads stand before those who support."""
    was, now = at("Sở Tài chính", "SUPPORT"), at("Sở Tài chính", "LEAD")
    one = changed(add=[now], drop=[was])
    assert who(one, CHIEF, "support") == []
    assert who(one, CHIEF, "lead") == [
        ("Sở Nội vụ tỉnh Lai Châu", "explicit"),
        ("Sở Tài chính tỉnh Lai Châu", "explicit"),
    ]
    before, after = exported().tasks[CHIEF]["assignees"][1], one.tasks[CHIEF]["assignees"][1]
    assert after == {**before, "role": "lead", "score": 1.0}


def test_new_words_are_read_by_the_finders() -> None:
    """A body gets its full name and id, a time its day, a document its number, an aim its figure."""
    one = changed(add=[
        at("các huyện", "SUPPORT"), at("30/9/2024", "DEADLINE"), at("76/NQ-CP", "CITATION"),
        at("30%", "TARGET"), at("Sở Xây dựng", "REPORTS_TO"), at("kho lưu trữ", "DEADLINE"),
    ], links=[Link("OF_TASK", at("Sở Xây dựng", "REPORTS_TO"), task_mark(REVIEW))])  # fmt: skip
    assert who(one, ESTIMATE, "support")[0][1] == "explicit"
    assert [time["value"] for time in one.tasks[CHIEF]["deadlines"]] == ["2024-09-30", "2024-09-30"]
    assert [ref["number"] or ref["title"] for ref in one.tasks[CHIEF]["legal_refs"]] == [
        "76/NQ-CP",
        "76/NQ-CP",
    ]
    assert one.document["legal_refs"] == one.tasks[CHIEF]["legal_refs"]
    assert [aim["number"] for aim in one.tasks[REVIEW]["targets"]] == [30.0, 30.0]
    assert one.tasks[REVIEW]["reports_to"][0]["agency_id"] == "vn.tinh.lai-chau.so.xay-dung"
    assert [(time["kind"], time["value"]) for time in one.tasks[REVIEW]["deadlines"]] == [
        ("recurring", "quarterly"), ("relative", None),
    ]  # fmt: skip


def test_words_that_mean_nothing_are_kept_as_they_are() -> None:
    """An unknown body keeps its words and has no id; an aim without a figure is none."""
    one = changed(add=[at("dự toán", "SUPPORT"), at("kho lưu trữ", "TARGET"), at("kế hoạch", "CITATION")])
    found = one.tasks[ESTIMATE]["assignees"][-1]
    assert (found["name"], found["agency_id"], found["members"]) == ("dự toán", None, [])
    assert len(one.tasks[REVIEW]["targets"]) == 1
    assert one.tasks[REVIEW]["legal_refs"][0]["title"] == "kế hoạch"


@pytest.mark.parametrize("unlink", [False, True])
def test_a_task_made_shorter_keeps_what_belongs_to_it(unlink: bool) -> None:  # noqa: FBT001 - two cases
    """Its id, label and parts stay, whether the tool keeps the links of a mark that is replaced or not."""
    was = task_mark(CHIEF)
    now = was._replace(end=DIRECTIVE.index(" theo Nghị quyết"))
    one = changed(add=[now], drop=[was], unlink=unlink)
    task, before = one.tasks[CHIEF], exported().tasks[CHIEF]
    assert task["spans"] == [[now.start, now.end]]
    assert task["verbatim"] == DIRECTIVE[now.start : now.end]
    assert task["text"].endswith("trước ngày 30/9/2024")
    for key in ("task_id", "label", "order", "kind", "assignees", "deadlines", "legal_refs"):
        assert task[key] == before[key]


def test_a_mark_drawn_anew_a_little_longer_stays_with_its_tasks() -> None:
    """Tools that cannot move a mark lose its links; what it replaces tells whose it is."""
    was = at("Sở Xây dựng", "LEAD")
    one = changed(add=[was._replace(end=was.end + 1)], drop=[was], unlink=True)
    assert [len(one.tasks[number]["assignees"]) for number in (ESTIMATE, REVIEW)] == [1, 1]
    assert one.tasks[REVIEW]["assignees"][0]["spans"] == [[was.start, was.end + 1]]


def test_a_new_task_comes_in_its_place() -> None:
    """It gets an id of its own, and what stands in it; the tasks are numbered anew."""
    new = at("Sở Xây dựng:", "TASK")
    one = changed(add=[new])
    assert [task["order"] for task in one.tasks] == [0, 1, 2, 3, 4]
    assert [task["task_id"] for task in others(one, 1)] == [task["task_id"] for task in exported().tasks]
    assert one.tasks[1]["task_id"].startswith(exported().document["document_id"])
    assert (one.tasks[1]["text"], one.tasks[1]["label"], one.tasks[1]["kind"]) == ("Sở Xây dựng:", "", "duty")


def test_a_task_marked_inside_another_leaves_that_one_alone() -> None:
    """What stands as it stood keeps its id, wherever else something is marked."""
    inside = at("Sở Nội vụ chủ trì", "TASK")
    one = changed(add=[inside])
    assert [task["spans"] for task in one.tasks[:2]] == [[list(inside[:2])], [list(task_mark(CHIEF)[:2])]]
    assert one.tasks[1]["task_id"] == exported().tasks[CHIEF]["task_id"] != one.tasks[0]["task_id"]


def test_new_tasks_never_take_the_id_of_another() -> None:
    """Tasks of the same words are told apart by number, as when they are found."""
    text = papers.directive("1. Sở Nội vụ:\n\n- Rà soát kho lưu trữ.\n\n- Rà soát kho lưu trữ.\n")
    first, second = exported(text).tasks
    assert second["task_id"] == f"{first['task_id']}-2"
    kept = Exported(exported(text).document, [first], text)
    ((start, end),) = second["spans"]
    now = marked(text, [*marks_of(kept).marks, Mark(start, end, "TASK")], marks_of(kept).links)
    assert [task["task_id"] for task in revise(kept, now).tasks] == [first["task_id"], second["task_id"]]


def test_a_task_cut_in_two_is_two_tasks_of_one_label() -> None:
    """The first keeps the id; a part goes where it is linked or stands."""
    was = task_mark(CHIEF)
    middle = DIRECTIVE.index(", trình")
    halves = was._replace(end=middle), was._replace(start=middle + 2)
    one = changed(add=halves, drop=[was], unlink=True, links=[
        Link("OF_TASK", at("Sở Nội vụ", "LEAD"), halves[0]),
        Link("OF_TASK", at("trước ngày 30/9/2024", "DEADLINE"), halves[1]),
    ])  # fmt: skip
    first, second = one.tasks[:2]
    assert first["task_id"] == exported().tasks[CHIEF]["task_id"] != second["task_id"]
    assert first["label"] == second["label"] == "1"
    assert (len(first["deadlines"]), len(second["deadlines"])) == (0, 1)


def test_pieces_that_continue_each_other_are_one_task() -> None:
    """A further piece joins the task that it is linked to."""
    more = at("Sở Xây dựng:", "TASK")
    one = changed(add=[more], links=[Link("CONTINUES", more, task_mark(CHIEF))])
    assert len(one.tasks) == 4
    assert one.tasks[CHIEF]["spans"] == [list(task_mark(CHIEF)[:2]), list(more[:2])]
    assert one.tasks[CHIEF]["verbatim"].endswith("76/NQ-CP.Sở Xây dựng:")
    assert one.tasks[CHIEF]["task_id"] == exported().tasks[CHIEF]["task_id"]


def test_a_duty_can_become_a_closing_clause() -> None:
    """The label of a task is its kind."""
    was = task_mark(ESTIMATE)
    one = changed(add=[was._replace(label="CLOSING")], drop=[was])
    assert one.tasks[ESTIMATE]["kind"] == "closing"
    assert one.tasks[ESTIMATE]["assignees"] == exported().tasks[ESTIMATE]["assignees"]


def test_a_task_taken_away_is_gone() -> None:
    """Its parts stay with the tasks that share them, and go with it where none does."""
    one = changed(drop=[task_mark(ESTIMATE)])
    assert [task["label"] for task in one.tasks] == ["1", "2.-2", "3"]
    assert others(one) == others(exported(), ESTIMATE)


def test_labels_of_their_own_do_not_trouble_the_records() -> None:
    """Annotators may mark what they like besides."""
    one = changed(add=[at("kho lưu trữ", "MY_LABEL")], links=[
        Link("MY_LINK", at("Sở Xây dựng", "LEAD"), task_mark(CHIEF)),
    ])  # fmt: skip
    assert one == exported()


def test_a_product_is_corrected() -> None:
    """Its words are those of its mark; without its mark there is none."""
    one = exported()
    one = Exported(
        one.document, [{**one.tasks[CHIEF], "output": "đề án 😀 số hóa"}, *one.tasks[1:]], DIRECTIVE
    )
    made = marks_of(one)
    was = at("đề án 😀 số hóa", "OUTPUT")
    shorter = was._replace(end=was.end - len(" số hóa"))
    for new, output in ((shorter, "đề án 😀"), (was, "đề án 😀 số hóa"), (at("😀", "MY_LABEL"), None)):
        now = marked(DIRECTIVE, {*made.marks} - {was} | {new}, made.links)
        assert revise(one, now).tasks[CHIEF]["output"] == output


def test_a_product_that_is_not_found_in_the_text_stays() -> None:
    """Nobody could mark it, so nobody took it away."""
    one = exported()
    one = Exported(one.document, [{**one.tasks[CHIEF], "output": "Báo cáo"}], DIRECTIVE)
    made = marks_of(one)
    now = marked(DIRECTIVE, {*made.marks, at("đề án", "SUPPORT")}, made.links)
    assert revise(one, now).tasks[CHIEF]["output"] == "Báo cáo"


def _label_studio(items: Any) -> None:  # noqa: ANN401 - what JSON holds
    """The annotator makes a deadline shorter, and Label Studio keeps its id."""
    result = items[0].pop("predictions")[0]["result"]
    items[0]["annotations"] = [{"result": result, "was_cancelled": False, "ground_truth": False}]
    (region,) = [one for one in result if one.get("value", {}).get("text") == "trước ngày 30/9/2024"]
    region["value"]["start"] += len("trước ")


def _doccano(item: Any) -> None:  # noqa: ANN401
    """In doccano ids are new; the annotator deletes the deadline, marks it anew and links it."""
    for one in item["entities"]:
        one["id"] += 500
    for one in item["relations"]:
        one |= {key: one[key] + 500 for key in ("from_id", "to_id")}
    start = DIRECTIVE.index("trước ngày") + 1
    (old,) = [one for one in item["entities"] if (one["start_offset"], one["label"]) == (start, "DEADLINE")]
    (link,) = [one for one in item["relations"] if one["from_id"] == old["id"]]
    item["entities"].remove(old)
    item["entities"].append(old | {"id": 7, "start_offset": start + len("trước ")})
    link["from_id"] = 7


def _prodigy(item: Any) -> None:  # noqa: ANN401
    """In spans.manual the span is drawn anew; the relations stay as they were."""
    (span,) = [one for one in item["spans"] if one["label"] == "DEADLINE" and "9/2024" in _words(one)]
    span |= {"start": span["start"] + len("trước "), "token_start": span["token_start"] + 1}
    item["answer"] = "accept"


def _words(span: Fields) -> str:
    return DIRECTIVE[span["start"] : span["end"]]


@pytest.mark.parametrize(("tool", "correct"), [
    (label_studio, _label_studio), (doccano, _doccano), (prodigy, _prodigy),
])  # fmt: skip
def test_a_correction_made_in_a_tool_arrives(
    tool: Tool, correct: Callable[[Any], None], tmp_path: Path
) -> None:
    """The same correction, as each tool writes it, gives the same records, positions in code points."""
    path = tmp_path / "a"
    tool.write([exported()], path)
    item = json.loads(path.read_text(encoding="utf-8"))
    correct(item)
    path.write_text(json.dumps(item), encoding="utf-8")
    (one,) = tool.read(path)
    start = DIRECTIVE.index("ngày 30/9/2024")
    (deadline,) = one.tasks[CHIEF]["deadlines"]
    assert deadline["quote"] == "ngày 30/9/2024"
    assert (deadline["kind"], deadline["value"]) == ("date", "2024-09-30")
    assert deadline["spans"] == [[start, start + len("ngày 30/9/2024")]]
    assert others(one, CHIEF) == others(exported(), CHIEF)
