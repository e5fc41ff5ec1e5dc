"""The written samples and their gold annotations: complete, in order, and our own words."""

from __future__ import annotations

import copy
import importlib.util
import json
import re
import sys
import unicodedata
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from pipeline.evaluate import load_gold

ROOT = Path(__file__).parents[2]
CORPUS, GOLD, SHARED = ROOT / "corpus", ROOT / "annotations" / "gold", ROOT.parent / "shared"
DIRECTIVES = sorted((ROOT / "annotations" / "directives").glob("*.gold.json"))
NAMES = sorted(p.stem for p in CORPUS.glob("*.txt"))
LONG_SENTENCE = 12
# The national heading and motto stand on every Vietnamese document; they are prescribed, not written.
MOTTO = re.compile(r"cộng h(?:oà|òa) xã hội chủ nghĩa việt nam|độc lập\W+tự do\W+hạnh phúc", re.IGNORECASE)


def _load_checker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("check_gold", ROOT / "scripts" / "check_gold.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


CHECKER = _load_checker()


def _gold(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((GOLD / f"{name}.gold.json").read_text(encoding="utf-8"))
    return loaded


def _long_sentences(text: str) -> set[str]:
    """Sentences and clauses of at least LONG_SENTENCE words, in lower case, words only."""
    flat = " ".join(MOTTO.sub(" . ", text).replace("*", "").split())
    pieces = (re.findall(r"\w+", piece.lower()) for piece in re.split(r"[.;:!?|\t](?=\s|$)|\s[|]\s", flat))
    return {" ".join(words) for words in pieces if len(words) >= LONG_SENTENCE}


def test_every_text_has_gold_and_every_gold_a_text() -> None:
    """corpus/ and annotations/gold/ hold the same names."""
    assert sorted(p.name.removesuffix(".gold.json") for p in GOLD.glob("*.gold.json")) == NAMES


def test_there_are_enough_samples() -> None:
    """At least 16 samples are kept, with names that hold only ASCII letters, digits and dashes."""
    assert len(NAMES) >= 16
    assert all(re.fullmatch(r"[a-z0-9-]+", name) for name in NAMES)


def test_all_gold_fits_its_text() -> None:
    """The checker finds no fault in any annotation."""
    assert CHECKER.check_folders(GOLD, CORPUS) == []


@pytest.mark.parametrize("name", NAMES)
def test_texts_are_nfc(name: str) -> None:
    """A sample is kept composed, so that quotes copied from it are found again letter by letter."""
    text = (CORPUS / f"{name}.txt").read_text(encoding="utf-8")
    assert unicodedata.normalize("NFC", text) == text


@pytest.mark.parametrize("name", NAMES)
def test_sample_is_listed(name: str) -> None:
    """annotations/CORPUS.md has a row for the sample that states its number of tasks."""
    table = (ROOT / "annotations" / "CORPUS.md").read_text(encoding="utf-8").splitlines()
    row = next((line for line in table if f"`{name}`" in line), "")
    assert row.rstrip(" |").endswith(f"| {len(_gold(name)['tasks'])}")


def test_the_samples_show_every_value() -> None:
    """Each basis, task kind, deadline kind and recurrence occurs, and one sample has no task."""
    golds = [_gold(name) for name in NAMES]
    tasks = [task for gold in golds for task in gold["tasks"]]
    deadlines = [deadline for task in tasks for deadline in task["deadlines"]]
    recurrences = {r for d in deadlines if d["kind"] == "recurring" for r in d["value"].split(",")}
    assert {task["basis"] for task in tasks} == CHECKER.BASES
    assert {task["kind"] for task in tasks} == CHECKER.KINDS
    assert {deadline["kind"] for deadline in deadlines} == CHECKER.DEADLINE_KINDS
    assert recurrences == CHECKER.RECURRENCES
    assert any(not gold["tasks"] for gold in golds)


def test_guide_examples_come_from_the_samples() -> None:
    """Every quotation in annotations/GUIDE.md stands in the sample that it names."""
    texts = {name: CHECKER.Compact.of((CORPUS / f"{name}.txt").read_text(encoding="utf-8")) for name in NAMES}
    guide = (ROOT / "annotations" / "GUIDE.md").read_text(encoding="utf-8")
    quoted = re.findall(r"«([^»]+)» \(`([a-z0-9-]+)`\)", guide)
    assert len(quoted) >= 40
    for quote, name in quoted:
        for piece in quote.split("[…]"):
            assert texts[name].find(piece), f"{name}: {piece}"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the study material is not beside this checkout")
def test_no_long_sentence_is_copied() -> None:
    """No sentence of 12 words or more is shared with a document of the study material."""
    theirs: set[str] = set()
    for path in (*SHARED.glob("gold/*.txt"), *SHARED.glob("directives/text/*.txt")):
        theirs |= _long_sentences(path.read_text(encoding="utf-8", errors="replace"))
    ours = {name: _long_sentences((CORPUS / f"{name}.txt").read_text(encoding="utf-8")) for name in NAMES}
    assert {name: found & theirs for name, found in ours.items() if found & theirs} == {}


def test_sentence_splitter_sees_a_copy() -> None:
    """The comparison finds a long sentence again in other line breaks and bold type."""
    sentence = " ".join(f"từ{i}" for i in range(LONG_SENTENCE))
    wrapped = f"Mở đầu.\n**{sentence.replace(' ', chr(10))}**; hết."
    assert _long_sentences(f"{sentence}.") == _long_sentences(wrapped) == {sentence}


TEXT = "Giao Sở Y tế báo cáo trước ngày 01/02/2024 theo Công văn số 5/UBND-VX.\nSở Nội vụ theo dõi, đôn đốc."
ROW: dict[str, Any] = {
    "doc": "a",
    "metadata": dict.fromkeys(CHECKER.METADATA_KEYS) | {"addressees": []},
    "refs": [
        {
            "quote": "Công văn số 5/UBND-VX",
            "number": "5/UBND-VX",
            "type": "Công văn",
            "title": None,
            "date": None,
            "locator": None,
        }
    ],
    "tasks": [
        {
            "label": "p1",
            "kind": "duty",
            "begin": "Giao Sở Y tế",
            "end": "5/UBND-VX.",
            "basis": "explicit",
            "lead": [{"name": "Sở Y tế", "mention": "Sở Y tế"}],
            "support": [],
            "refs": ["5/UBND-VX"],
            "deadlines": [{"quote": "trước ngày 01/02/2024", "kind": "date", "value": "2024-02-01"}],
        },
        {
            "label": "p2",
            "kind": "closing",
            "begin": "Sở Nội vụ theo",
            "end": "đôn đốc.",
            "basis": "explicit",
            "lead": [{"name": "Sở Nội vụ", "mention": "Sở Nội vụ"}],
            "support": [],
            "refs": [],
            "deadlines": [],
        },
    ],
}


def _deadline(kind: str, value: str) -> dict[str, str]:
    return {"quote": "trước", "kind": kind, "value": value}


BAD_ROWS: list[tuple[list[str | int], object, str]] = [
    (["tasks", 0, "begin"], "Giao Sở Xây dựng", "begin not found"),
    (["tasks", 1, "begin"], "Giao Sở Y tế", "begin not found after the task before it"),
    (["tasks", 0, "end"], "5/UBND-VY.", "end not found"),
    (["tasks", 0, "kind"], "task", "kind 'task'"),
    (["tasks", 0, "basis"], "guess", "basis 'guess'"),
    (["tasks", 0, "basis"], "none", "basis none"),
    (["tasks", 0, "lead"], [], "basis none"),
    (["tasks", 0, "lead", 0, "name"], "", "assignee needs"),
    (["tasks", 0, "lead", 0, "mention"], "Sở Tài chính", "mention not in the text: 'Sở Tài chính'"),
    (["tasks", 0, "refs"], ["6/UBND-VX"], "'6/UBND-VX', which is not among the refs"),
    (["tasks", 0, "deadlines", 0, "quote"], "trước ngày 02/02/2024", "deadline not in the text"),
    (["tasks", 0, "deadlines", 0, "kind"], "soon", "deadline needs"),
    (["tasks", 0, "deadlines", 0, "value"], "2024-02-30", "is no ISO date"),
    (["tasks", 0, "deadlines", 0, "value"], "01/02/2024", "is no ISO date"),
    (["tasks", 0, "deadlines", 0], _deadline("recurring", "often"), "recurrence 'often'"),
    (["tasks", 0, "deadlines", 0], _deadline("relative", "2024"), "has no value"),
    (["tasks", 0, "extra"], 1, "keys ['extra']"),
    (["refs", 0, "quote"], "Công văn số 6", "not found after the ref before it"),
    (["refs", 0, "number"], None, "neither number nor title"),
    (["refs", 0, "number"], "5 /UBND-VX", "white space in number"),
    (["refs", 0, "date"], "2024-13-01", "date '2024-13-01'"),
    (["refs", 0, "page"], 1, "keys ['page']"),
    (["metadata", "date"], "tháng 5", "date 'tháng 5'"),
    (["metadata", "place"], "x", "metadata keys: ['place']"),
    (["metadata", "addressees"], None, "addressees is no list"),
    (["unscored"], ["colour"], "unscored: ['colour']"),
]


def _changed(path: list[str | int], value: object) -> dict[str, Any]:
    row = copy.deepcopy(ROW)
    place: Any = row
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return row


def test_checker_accepts_a_good_row() -> None:
    """The row that the bad rows are made from has no fault."""
    assert CHECKER.check_document(TEXT, ROW) == []


@pytest.mark.parametrize(("path", "value", "message"), BAD_ROWS, ids=[m for _, _, m in BAD_ROWS])
def test_checker_refuses_a_bad_row(path: list[str | int], value: object, message: str) -> None:
    """One wrong value is reported with the quote or key that is wrong."""
    assert any(message in fault for fault in CHECKER.check_document(TEXT, _changed(path, value)))


def test_checker_refuses_a_document_without_tasks_key() -> None:
    """A document that lacks a top key is refused without reading further."""
    assert CHECKER.check_document(TEXT, {"doc": "a"}) == ["keys missing: ['metadata', 'refs', 'tasks']"]


def test_checker_refuses_an_endless_task() -> None:
    """A task whose end is found only far away is taken for an ambiguous quote."""
    row = _changed(["tasks", 0, "end"], "cuối cùng.")
    text = TEXT + " rất xa" * 2000 + " cuối cùng."
    assert any("longer than" in fault for fault in CHECKER.check_document(text, row))


def test_checker_names_file_and_partner(tmp_path: Path) -> None:
    """Files without a partner, files that are no JSON and wrong doc names are faults, each with its file."""
    (tmp_path / "a.gold.json").write_text(json.dumps(ROW), encoding="utf-8")
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    for name, content in (("c", "{"), ("d", json.dumps(ROW))):
        (tmp_path / f"{name}.txt").write_text(TEXT, encoding="utf-8")
        (tmp_path / f"{name}.gold.json").write_text(content, encoding="utf-8")
    faults = CHECKER.check_folders(tmp_path, tmp_path)
    assert [fault.split(":")[0] for fault in faults] == ["a.gold.json", "b.txt", "c.gold.json", "d.gold.json"]
    assert "doc is 'a'" in faults[3]


def test_checker_exit_status(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit status: 0 without faults, 1 with a fault printed, 2 on wrong usage."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.gold.json").write_text(json.dumps(ROW), encoding="utf-8")
    assert CHECKER.main([str(tmp_path), str(tmp_path)]) == 0
    (tmp_path / "a.txt").write_text("khác", encoding="utf-8")
    assert CHECKER.main([str(tmp_path), str(tmp_path)]) == 1
    assert "Giao Sở Y tế" in capsys.readouterr().out
    assert CHECKER.main([str(tmp_path)]) == 2


@pytest.mark.parametrize(
    "path", sorted((ROOT / "annotations" / "directives").glob("*.gold.json")), ids=lambda p: p.stem
)
def test_annotation_of_a_shared_document_fits_its_text(path: Path) -> None:
    """Every word that the annotation quotes stands in the document, in reading order."""
    texts = SHARED / "directives" / "text"
    if not texts.is_dir():
        pytest.skip("needs the real documents in ../shared, which are not part of this repository")
    assert load_gold(path, texts).tasks
