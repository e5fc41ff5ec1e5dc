"""Records as annotations: what people corrected in a tool becomes what others are measured by."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from pipeline.errors import UsageError
from pipeline.evaluate.gold import SUFFIX, Compact
from pipeline.export import write_whole
from pipeline.export.model import Exported

FEWEST_WORDS: Final = 4
"""Of the quotes that say where a task begins and ends; more where fewer are found in another place first."""

Record = Mapping[str, Any]
Fields = dict[str, Any]


def write(documents: Iterable[Exported], path: Path) -> int:
    """Write NAME.gold.json and NAME.txt for each document into the folder `path`; return the number of tasks.

    NAME is that of the document's file without its ending, and with the document's id where another one has
    it too. Raises UsageError (no-text-kept), OSError.
    """
    tasks, names = 0, set()
    for exported in documents:
        name = Path(exported.document["source"]["path"]).stem
        if name in names:
            name = f"{name}-{exported.document['document_id']}"
        names.add(name)
        annotations = json.dumps(gold_of(exported, name), ensure_ascii=False, indent=1)
        write_whole(path / f"{name}.txt", (exported.text or "").encode())
        write_whole(path / f"{name}{SUFFIX}", f"{annotations}\n".encode())
        tasks += len(exported.tasks)
    return tasks


def gold_of(exported: Exported, name: str) -> Fields:
    """Return the annotations that say what the records of a document say; `load_gold` reads them.

    What the guide has no field for is left out: targets, products, whom the result goes to, and ids. A task
    in several pieces runs from the first to the last. Raises UsageError (no-text-kept).
    """
    if exported.text is None:
        raise UsageError("no-text-kept", file=str(exported.document["source"]["path"]))
    metadata = exported.document["metadata"]
    head = {key: metadata[key] for key in ("number", "type", "date", "title", "signer")}
    head["issuer"] = metadata["issuer"] and metadata["issuer"]["name"]
    head["addressees"] = [one["mention"] for one in metadata["addressees"]]
    draft = _Draft(exported.text)
    tasks = sorted(exported.tasks, key=lambda task: task["spans"][0])
    refs = [draft.ref(ref) for ref in exported.document["legal_refs"]]
    return {"doc": name, "metadata": head, "refs": refs, "tasks": [draft.task(task) for task in tasks]}


class _Draft:
    """The annotations of one text being made, in reading order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._compact = Compact(text)
        self._cursor = 0

    def ref(self, ref: Record) -> Fields:
        """Return a citation."""
        said = {key: ref[key] for key in ("number", "type", "date", "locator")}
        title = ref["title"] if ref["number"] else _cited(ref)
        return {"quote": self._quote(ref), **said, "title": title}

    def task(self, task: Record) -> Fields:
        """Return a task."""
        begin, end = self._bounds(task["spans"][0][0], task["spans"][-1][1])
        leads = [who for who in task["assignees"] if who["role"] == "lead"]
        support = [who for who in task["assignees"] if who["role"] != "lead"]
        return {
            "label": task["label"],
            "kind": task["kind"],
            "begin": begin,
            "end": end,
            "basis": leads[0]["basis"] if leads else "none",
            "lead": [self._assignee(who) for who in leads],
            "support": [self._assignee(who) for who in support],
            "refs": list(dict.fromkeys(map(_cited, task["legal_refs"]))),
            "deadlines": [
                {"quote": self._quote(one), "kind": one["kind"], "value": one["value"]}
                for one in task["deadlines"]
            ],
        }

    def _assignee(self, who: Record) -> Fields:
        return {"name": who["name"], "mention": self._quote(who)}

    def _quote(self, entry: Record) -> str:
        """Return the words as they stand, those of the first piece where there are several."""
        start, end = entry["spans"][0]
        return " ".join(self._text[start:end].split())

    def _bounds(self, start: int, end: int) -> tuple[str, str]:
        """Return the first and the last words of a task, so many that they are found there and not before."""
        words = self._text[start:end].split()
        first, last = (bisect_left(self._compact.back, at) for at in (start, end))
        opening = closing = ""
        for count in range(min(FEWEST_WORDS, len(words)), len(words) + 1):
            opening = " ".join(words[:count])
            found = self._compact.find(opening, self._cursor)
            if found and found[0] == first:
                break
        for count in range(min(FEWEST_WORDS, len(words)), len(words) + 1):
            closing = " ".join(words[len(words) - count :])
            found = self._compact.find(closing, first)
            if found and found[1] == last:
                break
        self._cursor = first + 1
        return opening, closing


def _cited(ref: Record) -> str:
    """Return what a task's list calls a citation."""
    name: str = ref["number"] or ref["title"] or ref["citation"]
    return name
