from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import UsageError
from pipeline.evaluate import load_gold
from pipeline.evaluate.drafts import gold_of, write
from pipeline.export.model import Exported
from tests import papers
from tests.annotated import exported

ALIKE = papers.directive("""
1. Sở Nội vụ tổ chức thực hiện các nhiệm vụ được giao về văn thư; báo cáo kết quả theo quy định.

2. Sở Tài chính tổ chức thực hiện các nhiệm vụ được giao về lưu trữ; báo cáo kết quả theo quy định.

3. Sở Xây dựng:

- Tổ chức thực hiện các nhiệm vụ được giao về lưu trữ; báo cáo kết quả theo quy định.

- Tổ chức thực hiện các nhiệm vụ được giao về lưu trữ.
""")


def test_annotations_say_what_the_records_say() -> None:
    """In the words of the text, so that people can read and change them."""
    gold = gold_of(exported(), "chi-thi")
    assert gold["doc"] == "chi-thi"
    assert gold["metadata"]["number"] == "13/CT-UBND"
    assert gold["metadata"]["issuer"] == "Ủy ban nhân dân tỉnh Lai Châu"
    assert gold["tasks"][0] == {
        "label": "1",
        "kind": "duty",
        "begin": "Sở Nội vụ chủ",
        "end": "Nghị quyết số 76/NQ-CP.",
        "basis": "explicit",
        "lead": [{"name": "Sở Nội vụ tỉnh Lai Châu", "mention": "Sở Nội vụ"}],
        "support": [{"name": "Sở Tài chính tỉnh Lai Châu", "mention": "Sở Tài chính"}],
        "refs": ["76/NQ-CP"],
        "deadlines": [{"quote": "trước ngày 30/9/2024", "kind": "date", "value": "2024-09-30"}],
    }
    assert gold["tasks"][1]["basis"] == "heading"
    assert gold["refs"][0]["quote"] == "Nghị quyết số 76/NQ-CP"


def test_tasks_of_like_words_are_told_apart(tmp_path: Path) -> None:
    """The quotes are as long as it takes to find the right place."""
    one = exported(ALIKE)
    assert write([one], tmp_path) == 4
    gold = load_gold(tmp_path / "chi-thi.gold.json")
    assert list(gold.texts) == [task["verbatim"] for task in one.tasks]


def test_a_citation_without_a_number_goes_by_its_title(tmp_path: Path) -> None:
    """One with neither, which a person marked, goes by its words; the list of the task calls it the same."""
    one = exported()
    (ref,) = one.document["legal_refs"]
    for title, called in (("Luật Lưu trữ", "Luật Lưu trữ"), (None, "Nghị quyết số 76/NQ-CP")):
        other: dict[str, Any] = {**ref, "number": None, "title": title}
        tasks = [{**task, "legal_refs": [other] * bool(task["legal_refs"])} for task in one.tasks]
        write([Exported({**one.document, "legal_refs": [other]}, tasks, one.text)], tmp_path)
        gold = load_gold(tmp_path / "chi-thi.gold.json")
        assert (gold.refs[0]["title"], gold.tasks[0]["refs"]) == (called, [called])


def test_two_documents_of_one_name_do_not_meet(tmp_path: Path) -> None:
    """The second gets its id behind its name."""
    first, second = exported(), exported(ALIKE, "khac/chi-thi.docx")
    write([first, second], tmp_path)
    other = f"chi-thi-{second.document['document_id']}"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        f"{name}{ending}" for name in ("chi-thi", other) for ending in (".txt", ".gold.json")
    )
    assert (tmp_path / f"{other}.txt").read_text(encoding="utf-8") == ALIKE


def test_a_document_without_its_text_is_refused(tmp_path: Path) -> None:
    """Annotations quote the text."""
    with pytest.raises(UsageError) as caught:
        write([replace(exported(), text=None)], tmp_path)
    assert caught.value.code == "no-text-kept"
    assert list(tmp_path.iterdir()) == []
