from __future__ import annotations

import copy
import importlib
import json
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from pipeline.errors import GoldError, UsageError
from pipeline.evaluate import evaluate, load_gold
from pipeline.evaluate.folding import fold, number_key, overlap
from pipeline.evaluate.score import pair_tasks

Fields = dict[str, Any]

TEXT = """Kính gửi: Sở Nội vụ
1. Giao Sở Nội vụ chủ trì rà soát theo Nghị quyết số 76/NQ-CP, xong trước ngày 30/6/2023.
2. Sở Tài chính phối hợp với UBND các xã bố trí kinh phí.
"""
GOLD: Fields = {
    "doc": "x",
    "metadata": {
        "number": "13/CT-UBND",
        "type": "Chỉ thị",
        "issuer": "Ủy ban nhân dân tỉnh Lai Châu",
        "date": "2023-05-01",
        "title": "Về rà soát",
        "signer": None,
        "addressees": ["Sở Nội vụ"],
    },
    "unscored": ["signer"],
    "refs": [
        {
            "quote": "Nghị quyết số 76/NQ-CP",
            "number": "76/NQ-CP",
            "type": "Nghị quyết",
            "title": None,
            "date": None,
            "locator": None,
        }
    ],
    "tasks": [
        {
            "label": "1",
            "kind": "duty",
            "begin": "Giao Sở Nội vụ",
            "end": "trước ngày 30/6/2023.",
            "basis": "explicit",
            "lead": [{"name": "Sở Nội vụ tỉnh Lai Châu", "mention": "Sở Nội vụ"}],
            "support": [],
            "refs": ["76/NQ-CP"],
            "deadlines": [{"quote": "trước ngày 30/6/2023", "kind": "date", "value": "2023-06-30"}],
        },
        {
            "label": "2",
            "kind": "duty",
            "begin": "Sở Tài chính phối hợp",
            "end": "kinh phí.",
            "basis": "explicit",
            "lead": [{"name": "Sở Tài chính tỉnh Lai Châu", "mention": "Sở Tài chính"}],
            "support": [{"name": "Ủy ban nhân dân các xã tỉnh Lai Châu", "mention": "UBND các xã"}],
            "refs": [],
            "deadlines": [],
        },
    ],
}


def records(gold: Fields, texts: list[str], path: str) -> tuple[Fields, list[Fields]]:
    """Return the records that a perfect extraction of the annotated document would write."""
    metadata = {**gold["metadata"], "issuer": {"agency_id": None, "name": gold["metadata"]["issuer"]}}
    metadata["addressees"] = [
        {"agency_id": None, "name": "", "mention": one} for one in metadata["addressees"]
    ]
    document = {
        "document_id": path,
        "source": {"path": f"anywhere/{path}.txt"},
        "metadata": metadata,
        "legal_refs": [{**ref, "citation": ref["quote"]} for ref in gold["refs"]],
    }
    tasks = [
        {
            "document_id": path,
            "order": i,
            "text": text,
            "kind": task["kind"],
            "assignees": [
                {**one, "role": role, "basis": task["basis"]}
                for role in ("lead", "support")
                for one in task[role]
            ],
            "deadlines": copy.deepcopy(task["deadlines"]),
            "legal_refs": [
                {"number": ref, "title": None}
                if any(c.isdigit() for c in ref)
                else {"number": None, "title": ref}
                for ref in task["refs"]
            ],
        }
        for i, (task, text) in enumerate(zip(gold["tasks"], texts, strict=True))
    ]
    return document, tasks


def write_gold(folder: Path, gold: Fields = GOLD, text: str = TEXT) -> Path:
    """Write one pair of text and annotations named "x"; return the folder."""
    folder.mkdir(exist_ok=True)
    (folder / "x.txt").write_text(text, encoding="utf-8")
    (folder / "x.gold.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    return folder


def write_records(out: Path, documents: list[Fields], tasks: list[Fields]) -> Path:
    """Write record files; return the folder."""
    out.mkdir(exist_ok=True)
    for name, lines in (("documents", documents), ("tasks", tasks)):
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        (out / f"{name}.jsonl").write_text(text, encoding="utf-8")
    return out


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A folder with one annotated document."""
    return write_gold(tmp_path / "gold")


def test_perfect_records_score_one_everywhere(gold: Path, tmp_path: Path) -> None:
    """Every field of a perfect extraction is right, and no task needs a touch."""
    document, tasks = records(GOLD, list(load_gold(gold / "x.gold.json").texts), "x")
    result = evaluate(gold, write_records(tmp_path / "out", [document], tasks))
    assert {figures["f1"] for field, figures in result["overall"].items() if field != "touch_free"} == {1.0}
    assert result["overall"]["touch_free"] == {"rate": 1.0, "n": 2}
    assert "metadata.signer" not in result["overall"]
    assert result["misses"] == []
    assert result["documents"]["x"] == {
        "task": 1.0, "lead": 1.0, "legal_ref": 1.0, "touch_free": 1.0, "tasks": 2, "read": True,
    }  # fmt: skip


def test_a_document_that_was_not_read_counts_with_all_it_holds(gold: Path, tmp_path: Path) -> None:
    """Missing a document costs the recall of everything in it."""
    result = evaluate(gold, write_records(tmp_path / "out", [], []))
    assert result["overall"]["task"] == {"p": 0.0, "r": 0.0, "f1": 0.0, "n": 2}
    assert result["documents"]["x"]["read"] is False
    assert [miss["got"] for miss in result["misses"]] == [None, None]


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("kind", {"kind": "closing"}),
        ("lead", {"assignees": []}),
        ("deadline", {"deadlines": []}),
        ("task", {"text": "Một việc khác hẳn"}),
        (None, {"legal_refs": []}),
    ],
)
def test_one_wrong_field_is_one_touch(field: str | None, change: Fields, gold: Path, tmp_path: Path) -> None:
    """A task that is wrong in one field is a miss; the field's own figure falls."""
    document, tasks = records(GOLD, list(load_gold(gold / "x.gold.json").texts), "x")
    result = evaluate(gold, write_records(tmp_path / "out", [document], [{**tasks[0], **change}, tasks[1]]))
    assert result["overall"]["touch_free"] == {"rate": 0.5, "n": 2}
    assert [miss["label"] for miss in result["misses"]] == ["1"]
    if field:
        assert result["overall"][field]["f1"] < 1.0


def test_as_many_misses_are_listed_as_asked_for(gold: Path, tmp_path: Path) -> None:
    """None is asked for: none; without a number: all."""
    out = write_records(tmp_path / "out", [], [])
    assert [len(evaluate(gold, out, misses=count)["misses"]) for count in (0, 1, 5, None)] == [0, 1, 2, 2]


# ---- Against the reference ----


def perturbed(document: Fields, tasks: list[Fields], chance: random.Random) -> tuple[Fields, list[Fields]]:
    """Return the records with the errors that an extractor makes, drawn by `chance`."""
    document, tasks = copy.deepcopy((document, tasks))
    kept = [perturbed_task(task, chance) for task in tasks if chance.random() > 0.15]
    if kept and chance.random() < 0.5:
        kept.append({**copy.deepcopy(chance.choice(kept)), "order": 1000})
    for key in ("number", "type", "date", "title", "signer"):
        if chance.random() < 0.2:
            document["metadata"][key] = chance.choice((None, "x", (document["metadata"][key] or "") + " "))
    if chance.random() < 0.2:
        document["metadata"]["issuer"] = None
    if chance.random() < 0.3:
        document["legal_refs"] = document["legal_refs"][::2]
    return document, kept


def perturbed_task(task: Fields, chance: random.Random) -> Fields:
    """Return a task with errors."""
    words = task["text"].split()
    changes: list[Fields] = [
        {"text": " ".join(words[chance.randrange(3) : len(words) - chance.randrange(4)])},
        {"text": task["text"].upper().replace("Ủ", "U\u0309")},
        {"kind": chance.choice(("duty", "closing"))},
        {"assignees": task["assignees"][1:]},
        {
            "assignees": [
                {**one, "name": one["name"].replace("Ủy ban nhân dân", "UBND")} for one in task["assignees"]
            ]
        },
        {"assignees": [{**one, "role": "support", "basis": "heading"} for one in task["assignees"]]},
        {"deadlines": [*task["deadlines"], {"kind": "recurring", "value": "yearly,monthly"}]},
        {"legal_refs": [{"number": "1 / NQ-CP"}, *task["legal_refs"]]},
    ]
    for change in changes:
        if chance.random() < 0.15:
            task = {**task, **change}
    return task


@pytest.fixture
def reference(shared: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The scorer that comes with the annotation guide."""
    monkeypatch.syspath_prepend(str(shared / "eval"))
    return importlib.import_module("score")


@pytest.mark.parametrize("seed", range(3))
def test_the_figures_are_those_of_the_reference(
    seed: int, shared: Path, reference: ModuleType, tmp_path: Path
) -> None:
    """On perturbed records of all annotated documents both scorers print the same JSON."""
    chance = random.Random(seed)  # noqa: S311 - nobody is to be surprised
    documents, tasks = [], []
    for path in sorted((shared / "gold").glob("*.gold.json")):
        gold = load_gold(path)
        raw = {"metadata": gold.metadata, "refs": gold.refs, "tasks": gold.tasks}
        document, made = perturbed(*records(raw, list(gold.texts), gold.name), chance)
        if chance.random() > 0.1:
            documents.append(document)
            tasks += made
    out = write_records(tmp_path / "out", documents, tasks)
    ours = evaluate(shared / "gold", out, misses=50)
    theirs = reference.score(shared / "gold", out, 50)
    assert json.dumps(ours, ensure_ascii=False, indent=1) == json.dumps(theirs, ensure_ascii=False, indent=1)


@pytest.mark.parametrize(
    "text", ["Uỷ ban NHÂN DÂN – TP. Ðà Lạt", "hoà, quý, Quỳ, thuỷ-lợi", "", None, "a_b  c"]
)
def test_words_are_folded_as_in_the_reference(text: str | None, reference: ModuleType) -> None:
    """Both scorers see the same words."""
    assert fold(text) == reference.fold(text)


# ---- Comparing ----


def test_each_name_is_met_once() -> None:
    """Two equal names need two predictions; nearly equal ones count as equal."""
    assert overlap(["so noi vu"], ["so noi vu", "so noi vu"]) == 1
    assert overlap(["so noi vu tinh lai chau"], ["so noi vu tinh lai chaau"]) == 1
    assert overlap(["so noi vu"], ["so tai chinh"]) == 0


def test_a_citation_is_known_by_its_number_else_by_its_title() -> None:
    """Spaces and case do not matter in a number."""
    assert number_key({"number": "61/2018/NĐ- CP"}) == number_key({"number": "61/2018/nđ-cp", "title": "x"})
    assert number_key({"number": None, "title": "Luật Đất đai"}) == "luật đất đai"
    assert number_key({"quote": "Luật Đất đai"}) == "luật đất đai"


def test_tasks_are_paired_by_likeness_then_by_place() -> None:
    """Equal texts pair in order; texts less than 80 alike do not pair."""
    assert pair_tasks(["a b c", "a b c"], ["a b c", "a b c"]) == [(0, 0, 100.0), (1, 1, 100.0)]
    assert pair_tasks(["x"], ["a b c"]) == []
    assert pair_tasks([], ["a"]) == []


# ---- Bad annotations ----


def test_good_annotations_give_the_words_of_each_task(gold: Path) -> None:
    """White space and stars between the quotes do not matter."""
    loaded = load_gold(gold / "x.gold.json")
    assert loaded.texts[1] == "Sở Tài chính phối hợp với UBND các xã bố trí kinh phí."
    starred = write_gold(gold.parent / "starred", text=TEXT.replace("Giao Sở Nội", "**Giao\n Sở** Nội"))
    assert load_gold(starred / "x.gold.json").texts[0].startswith("Giao\n Sở** Nội vụ")


@pytest.mark.parametrize(
    ("code", "task", "change"),
    [
        ("gold-quote-not-found", 0, {"begin": "không có đâu"}),
        ("gold-quote-not-found", 0, {"begin": " * "}),
        ("gold-quote-not-found", 0, {"end": "không có đâu"}),
        ("gold-quote-not-found", 1, {"begin": "Giao Sở Nội vụ"}),
        ("gold-bad-keys", 0, {"unheard": 1}),
        ("gold-bad-value", 0, {"kind": "wish"}),
        ("gold-bad-value", 0, {"basis": "none"}),
        ("gold-bad-value", 0, {"refs": ["9/NQ-CP"]}),
        ("gold-bad-keys", 0, {"lead": [{"name": "Sở Nội vụ"}]}),
        ("gold-bad-value", 0, {"lead": [{"name": "", "mention": "Sở Nội vụ"}]}),
        ("gold-quote-not-found", 0, {"lead": [{"name": "Sở Y tế", "mention": "Sở Y tế"}]}),
        ("gold-bad-keys", 0, {"deadlines": [{"quote": "trước ngày 30/6/2023"}]}),
        (
            "gold-quote-not-found",
            0,
            {"deadlines": [{"quote": "ngày mai", "kind": "relative", "value": None}]},
        ),
        ("gold-bad-value", 0, {"deadlines": [{"quote": "xong", "kind": "date", "value": "30/6/2023"}]}),
        ("gold-bad-value", 0, {"deadlines": [{"quote": "xong", "kind": "recurring", "value": "often"}]}),
        ("gold-bad-value", 0, {"deadlines": [{"quote": "xong", "kind": "relative", "value": "2023"}]}),
        ("gold-unreadable", 0, {"lead": 5}),
    ],
)
def test_a_bad_task_is_named(code: str, task: int, change: Fields, tmp_path: Path) -> None:
    """The error gives the file and the task; nothing is scored against bad annotations."""
    bad = copy.deepcopy(GOLD)
    bad["tasks"][task].update(change)
    folder = write_gold(tmp_path / "bad", bad)
    with pytest.raises(GoldError) as caught:
        load_gold(folder / "x.gold.json")
    assert (caught.value.code, caught.value.file) == (code, str(folder / "x.gold.json"))
    if code != "gold-unreadable":
        assert caught.value.place
        assert caught.value.place.startswith(f"task {task}")


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("gold-quote-not-found", {"refs": [{**GOLD["refs"][0], "quote": "không có đâu"}]}),
        ("gold-bad-value", {"refs": [{**GOLD["refs"][0], "number": None}]}),
        ("gold-bad-keys", {"refs": [{"quote": "x"}]}),
        ("gold-bad-keys", {"metadata": {"number": None}}),
        ("gold-bad-keys", {"unscored": ["colour"]}),
        ("gold-unreadable", {"tasks": None}),
    ],
)
def test_bad_references_and_metadata_are_named(code: str, change: Fields, tmp_path: Path) -> None:
    """Citations, metadata and the list of what is unscored are checked as well."""
    folder = write_gold(tmp_path / "bad", {**copy.deepcopy(GOLD), **change})
    with pytest.raises(GoldError) as caught:
        load_gold(folder / "x.gold.json")
    assert caught.value.code == code


def test_a_task_without_end_in_sight_is_refused(tmp_path: Path) -> None:
    """An end quote that stands only pages later was meant for another place."""
    folder = write_gold(tmp_path / "bad", text=TEXT.replace("rà soát", "rà soát " + "a " * 7000))
    with pytest.raises(GoldError) as caught:
        load_gold(folder / "x.gold.json")
    assert caught.value.code == "gold-bad-value"


def test_the_texts_may_stand_elsewhere(gold: Path, tmp_path: Path) -> None:
    """Annotations and texts need not share a folder."""
    texts = tmp_path / "texts"
    texts.mkdir()
    (gold / "x.txt").rename(texts / "x.txt")
    result = evaluate(gold, write_records(tmp_path / "out", [], []), texts=texts)
    assert result["overall"]["task"]["n"] == 2


def test_annotations_without_their_text_are_refused(gold: Path) -> None:
    """The text must stand beside the annotations."""
    (gold / "x.txt").unlink()
    with pytest.raises(GoldError) as caught:
        load_gold(gold / "x.gold.json")
    assert caught.value.code == "gold-unreadable"


def test_folders_without_annotations_or_records_are_wrong_usage(gold: Path, tmp_path: Path) -> None:
    """Each is named with what to do."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(GoldError, match="empty"):
        evaluate(tmp_path / "empty", tmp_path)
    with pytest.raises(UsageError, match="extract"):
        evaluate(gold, tmp_path / "empty")
