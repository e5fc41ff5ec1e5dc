"""The real documents, to every annotation tool and back to gold."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.evaluate import load_gold, score
from pipeline.evaluate.drafts import write
from pipeline.export.model import Exported
from pipeline.nlp import docbin, doccano, label_studio
from pipeline.nlp.marks import marks_of
from tests.annotated import TOOLS, Tool, exported

Fields = dict[str, Any]
BEYOND = "\U0001d400 "
"""A character that is two units of UTF-16."""


@pytest.fixture(scope="module")
def documents(shared_texts: tuple[Path, ...]) -> list[Exported]:
    """Each document as it is, and decomposed with a character beyond the first 65,536 before every line."""
    found = []
    for path in shared_texts:
        text = path.read_bytes().decode()
        other = unicodedata.normalize("NFD", text).replace("\n\n", f"\n{BEYOND}\n")
        found += [exported(text, path.name), exported(other, f"khac-{path.name}")]
    return found


def stretches(tool: object, item: Fields) -> Iterator[tuple[str, str]]:
    """Label and words of every mark in a tool's item, cut out as that tool does it."""
    if tool is label_studio:
        points = list(item["data"]["text"])
        for one in item["predictions"][0]["result"]:
            if one["type"] == "labels":
                value = one["value"]
                yield value["labels"][0], "".join(points[value["start"] : value["end"]])
    elif tool is doccano:
        units = item["text"].encode("utf-16-le")
        for one in item["entities"]:
            yield one["label"], units[2 * one["start_offset"] : 2 * one["end_offset"]].decode("utf-16-le")
    else:
        shown = [token["text"] + " " * token["ws"] for token in item["tokens"]]
        for one in item["spans"]:
            tokens = "".join(shown[one["token_start"] : one["token_end"] + 1])
            yield one["label"], tokens[: one["end"] - one["start"]]


@pytest.mark.parametrize("tool", TOOLS.values(), ids=TOOLS)
def test_every_mark_is_at_its_words_in_the_units_of_the_tool(
    tool: Tool, documents: list[Exported], tmp_path: Path
) -> None:
    """What a tool cuts out of its text is what the records mean; and the records come back."""
    path = tmp_path / "a"
    assert tool.write(documents, path) == sum(len(one.tasks) for one in documents) > 0
    content = path.read_text(encoding="utf-8")
    items = json.loads(content) if tool is label_studio else map(json.loads, content.splitlines())
    for one, item in zip(documents, items, strict=True):
        made = marks_of(one)
        wanted = [(mark.label, made.text[mark.start : mark.end]) for mark in made.marks]
        assert list(stretches(tool, item)) == wanted
    assert list(tool.read(path)) == documents


def test_the_documents_of_spacy_hold_the_records(documents: list[Exported], tmp_path: Path) -> None:
    """A DocBin gives the same records and texts."""
    some = documents[::5]
    docbin.write(some, tmp_path / "a")
    assert list(docbin.read(tmp_path / "a")) == some


def test_gold_made_of_what_comes_back_is_met_by_the_records(
    documents: list[Exported], tmp_path: Path
) -> None:
    """Records, file, gold: the gold can be read, and by it the records that were sent are wholly right.

    Not so where a page break interrupts a task: gold knows only where it begins and ends. And gold is what
    was typed, so the words compared are those.
    """
    doccano.write(documents, tmp_path / "a")
    write(doccano.read(tmp_path / "a"), tmp_path / "gold")
    interrupted = 0
    for one in documents:
        name = Path(one.document["source"]["path"]).stem
        gold = load_gold(tmp_path / "gold" / f"{name}.gold.json")
        if any(len(task["spans"]) > 1 for task in one.tasks):
            interrupted += 1
            continue
        typed = [{**task, "text": task["verbatim"]} for task in one.tasks]
        figures = score([gold], [dict(one.document)], typed)
        assert figures["misses"] == [], name
        for field, found in figures["overall"].items():
            assert found.get("f1", found.get("rate")) == (1.0 if found["n"] else 0.0), (name, field)
    assert interrupted < len(documents) / 4
