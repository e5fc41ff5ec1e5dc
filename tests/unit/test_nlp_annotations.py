from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import UsageError
from pipeline.export.model import Exported
from pipeline.nlp import docbin, doccano, label_studio, prodigy
from pipeline.nlp.marks import Mark, marks_of
from pipeline.nlp.reading import read_annotations
from tests.annotated import DIRECTIVE, TOOLS, Tool, exported

Fields = dict[str, Any]


@pytest.fixture(params=[*TOOLS.values(), docbin], ids=[*TOOLS, "docbin"])
def tool(request: pytest.FixtureRequest) -> Tool:
    """Each tool."""
    made: Tool = request.param
    return made


def written(tool: Tool, path: Path, one: Exported | None = None) -> Fields:
    """The one item of the file that a tool gets."""
    tool.write([one or exported()], path)
    found = json.loads(path.read_text(encoding="utf-8"))
    item: Fields = found[0] if isinstance(found, list) else found
    return item


def doccano_entity(item: Fields, words: str, label: str) -> Fields:
    """Return the entity of doccano that stands at some words."""
    units = item["text"].encode("utf-16-le")
    (found,) = [
        one
        for one in item["entities"]
        if one["label"] == label
        and units[2 * one["start_offset"] : 2 * one["end_offset"]].decode("utf-16-le") == words
    ]
    made: Fields = found
    return made


def test_what_is_written_is_read_back_with_nothing_lost(tool: Tool, tmp_path: Path) -> None:
    """Every field of every record comes back from every tool, and the text with it."""
    documents = [
        exported(),
        exported(DIRECTIVE.replace("76/NQ-CP", "77/NQ-CP"), "b.txt"),
        exported("", "c.txt"),
    ]
    assert tool.write(documents, tmp_path / "a") == 8
    assert list(tool.read(tmp_path / "a")) == documents


def test_a_file_is_known_by_what_it_holds(tool: Tool, tmp_path: Path) -> None:
    """Whoever reads need not say which tool a file is of."""
    tool.write([exported()], tmp_path / "a")
    assert list(read_annotations(tmp_path / "a")) == [exported()]


def test_nothing_to_write_is_an_empty_file(tool: Tool, tmp_path: Path) -> None:
    """A run without documents gives a file that can be read."""
    assert tool.write([], tmp_path / "a") == 0
    assert list(tool.read(tmp_path / "a")) == []


def test_a_document_without_its_text_is_refused(tool: Tool, tmp_path: Path) -> None:
    """The error says how to keep the text, and no half a file is left."""
    with pytest.raises(UsageError) as caught:
        tool.write([exported(), replace(exported(), text=None)], tmp_path / "a")
    assert caught.value.code == "no-text-kept"
    assert "--keep-text" in caught.value.remedy()
    assert list(tmp_path.iterdir()) == []


def test_label_studio_counts_code_points(tmp_path: Path) -> None:
    """The editor splits the text into code points, and shows each region's words for checking."""
    item = written(label_studio, tmp_path / "a.json")
    points = list(item["data"]["text"])
    regions = [one for one in item["predictions"][0]["result"] if one["type"] == "labels"]
    for one in regions:
        value = one["value"]
        assert "".join(points[value["start"] : value["end"]]) == value["text"]
    assert "Hằng quý" in [one["value"]["text"] for one in regions]


def test_doccano_counts_utf16(tmp_path: Path) -> None:
    """A character beyond the first 65,536 is two, as in JavaScript."""
    item = written(doccano, tmp_path / "a.jsonl")
    once, twice = doccano_entity(item, "Hằng quý", "DEADLINE"), doccano_entity(item, "đạt trên 30%", "TARGET")
    assert once["start_offset"] == DIRECTIVE.index("Hằng quý") + 1
    assert twice["start_offset"] == DIRECTIVE.index("đạt trên 30%") + 2


def test_prodigy_counts_code_points_and_tokens(tmp_path: Path) -> None:
    """Every span is a row of whole tokens, and the tokens with their blanks are the text."""
    item = written(prodigy, tmp_path / "a.jsonl")
    text, tokens = item["text"], item["tokens"]
    assert "".join(token["text"] + " " * token["ws"] for token in tokens) == text == DIRECTIVE
    for token in tokens:
        assert text[token["start"] : token["end"]] == token["text"]
    for span in item["spans"]:
        first, last = tokens[span["token_start"]], tokens[span["token_end"]]
        assert (first["start"], last["end"]) == (span["start"], span["end"])
    for relation in item["relations"]:
        assert relation["head"] == relation["head_span"]["token_end"]
        assert relation["child"] == relation["child_span"]["token_end"]


def test_the_interface_of_label_studio_lies_beside_the_tasks(tmp_path: Path) -> None:
    """It names every label, with a hint in the user's language."""
    label_studio.write([exported()], tmp_path / "a.json", lang="en")
    interface = (tmp_path / "a.xml").read_text(encoding="utf-8")
    assert '<Label value="LEAD" background="#d62728" hint="lead agency"/>' in interface
    assert '<Text name="text" value="$text"/>' in interface


def test_the_least_sure_task_gives_a_document_its_score(tmp_path: Path) -> None:
    """What needs a person most can be shown first."""
    one = exported()
    item = written(label_studio, tmp_path / "a.json", one)
    assert item["predictions"][0]["score"] == min(task["confidence"] for task in one.tasks)
    assert item["predictions"][0]["model_version"].startswith("giaoviec ")


def test_a_task_in_pieces_is_linked_together() -> None:
    """Each piece is marked, and each further one continues the first."""
    one = exported()
    task = {**one.tasks[0], "spans": [[212, 230], [240, 250]], "assignees": [], "legal_refs": []}
    made = marks_of(Exported(one.document, [task], one.text))
    pieces = Mark(212, 230, "TASK"), Mark(240, 250, "TASK")
    assert set(pieces) <= set(made.marks)
    assert ("CONTINUES", pieces[1], pieces[0]) in made.links


def test_the_product_due_is_marked_where_it_is_named() -> None:
    """Records hold its words alone; they are found again behind the beginning of the task."""
    one = exported()
    task = {**one.tasks[0], "output": "đề án 😀 số hóa"}
    made = marks_of(Exported(one.document, [task], one.text))
    start = DIRECTIVE.index("đề án 😀")
    assert Mark(start, start + len("đề án 😀 số hóa"), "OUTPUT") in made.marks


@pytest.mark.parametrize("content", [
    b"", b"{}\n", b"[1]", b"[{}]", b"nothing", b"1\n", b"\xff", b"\x78\x9cabc", b'{"entities": 1}',
    b'{"spans": []}', b'[{"annotations": [{"result": [{"type": "labels"}]}]}]', b'[{"predictions": []}]',
])  # fmt: skip
def test_a_file_that_no_export_wrote_is_named(content: bytes, tmp_path: Path) -> None:
    """Whatever is in it, the user hears which file and which item, and what to do."""
    path = tmp_path / "a"
    path.write_bytes(content)
    with pytest.raises(UsageError) as caught:
        list(read_annotations(path))
    assert (caught.value.code, caught.value.file, caught.value.place) == ("bad-annotations", str(path), "1")


@pytest.mark.parametrize("change", [
    {"text": DIRECTIVE.replace("Sở Nội vụ", "Sở  Nội vụ")},
    {"entities": [{"id": 1, "start_offset": 5, "end_offset": 5, "label": "LEAD"}]},
    {"entities": [{"id": 1, "start_offset": -1, "end_offset": 5, "label": "LEAD"}]},
    {"entities": [{"id": 1, "start_offset": 5, "end_offset": 100_000, "label": "LEAD"}]},
    {"entities": [{"id": 1, "start_offset": 5, "end_offset": DIRECTIVE.index("😀") + 1, "label": "LEAD"}]},
    {"relations": [{"from_id": 1, "to_id": 999, "type": "OF_TASK"}]},
    {"giaoviec": {"document": {}, "tasks": []}},
])  # fmt: skip
def test_marks_that_do_not_fit_are_refused(change: Fields, tmp_path: Path) -> None:
    """A text that was changed, and a mark outside of it, would put words into the wrong task."""
    item = written(doccano, tmp_path / "a") | change
    (tmp_path / "a").write_text("\n" + json.dumps(item), encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        list(doccano.read(tmp_path / "a"))
    assert (caught.value.code, caught.value.place) == ("bad-annotations", "2")


def test_what_nobody_accepted_is_left_out(tmp_path: Path) -> None:
    """Only what a person stands for comes back from an export."""
    path = tmp_path / "a"
    item = written(label_studio, path)
    result = item["predictions"][0]["result"]
    given: list[tuple[list[Fields], int]] = [
        ([], 0),
        ([{"was_cancelled": True, "result": result}], 0),
        ([{"result": [], "ground_truth": False}, {"result": result, "ground_truth": True}], 4),
        ([{"result": []}, {"result": result}], 4),
    ]
    for answers, tasks in given:
        path.write_text(json.dumps([item | {"annotations": answers}]), encoding="utf-8")
        assert sum(len(one.tasks) for one in label_studio.read(path)) == tasks
    item = written(prodigy, path)
    for answer, documents in (("accept", 1), ("reject", 0), ("ignore", 0)):
        path.write_text(json.dumps(item | {"answer": answer}), encoding="utf-8")
        assert len(list(prodigy.read(path))) == documents
