"""Check gold annotations against their texts: every quote in its place, every key and value allowed.

    python scripts/check_gold.py GOLD_DIR TEXT_DIR

GOLD_DIR holds NAME.gold.json, TEXT_DIR holds NAME.txt. One fault a line on standard output, each naming the
file and the quote; exit status 1 when there is any, 0 when there is none, 2 on wrong usage.

Quotes are compared without white space and Markdown stars, because annotators copy them from wrapped text;
letters are compared exactly, noise included. Needs the standard library alone.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

GOLD_SUFFIX = ".gold.json"
LONGEST_TASK = 6000
FULL_DATE_LENGTH = len("YYYY-MM-DD")
KINDS = frozenset({"duty", "closing"})
BASES = frozenset({"explicit", "heading", "lead_in", "addressee", "none"})
DEADLINE_KINDS = frozenset({"date", "recurring", "relative"})
RECURRENCES = frozenset({"daily", "weekly", "monthly", "quarterly", "half-yearly", "yearly", "continuous"})
DOCUMENT_KEYS = frozenset({"doc", "metadata", "refs", "tasks"})
METADATA_KEYS = frozenset({"number", "type", "issuer", "date", "title", "signer", "addressees"})
TASK_KEYS = frozenset({"label", "kind", "begin", "end", "basis", "lead", "support", "refs", "deadlines"})
REF_KEYS = frozenset({"quote", "number", "type", "title", "date", "locator"})
DEADLINE_KEYS = frozenset({"quote", "kind", "value"})
ASSIGNEE_KEYS = frozenset({"name", "mention"})
PARTIAL_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
INVISIBLE = "*\u200b\ufeff\u00ad"

Row = Mapping[str, Any]


class Compact(NamedTuple):
    """A text reduced to the characters that count in a comparison."""

    text: str

    @classmethod
    def of(cls, text: str) -> Compact:
        """Drop white space, Markdown stars and invisible characters."""
        return cls("".join(c for c in text if not c.isspace() and c not in INVISIBLE))

    def find(self, quote: str, start: int = 0) -> tuple[int, int] | None:
        """First place of `quote` at or after `start`, half-open, or None; an empty quote is nowhere."""
        bare = Compact.of(quote).text
        at = self.text.find(bare, start) if bare else -1
        return None if at < 0 else (at, at + len(bare))


def check_document(text: str, gold: Row) -> list[str]:
    """Every fault of one annotation, in reading order; empty when it fits the text."""
    missing = DOCUMENT_KEYS - set(gold)
    if missing:
        return [f"keys missing: {sorted(missing)}"]
    compact = Compact.of(text)
    cited = {value for ref in gold["refs"] for value in (ref.get("number"), ref.get("title")) if value}
    return [
        *_metadata_faults(gold["metadata"], gold.get("unscored", [])),
        *_ref_faults(compact, gold["refs"]),
        *_task_faults(compact, gold["tasks"], cited),
    ]


def check_folders(gold_dir: Path, text_dir: Path) -> list[str]:
    """Faults of all annotations of a folder, file in front; a file without its partner is a fault."""
    golds = {p.name.removesuffix(GOLD_SUFFIX): p for p in sorted(gold_dir.glob(f"*{GOLD_SUFFIX}"))}
    texts = {p.stem: p for p in sorted(text_dir.glob("*.txt"))}
    faults = [f"{name}{GOLD_SUFFIX}: no text {name}.txt" for name in golds.keys() - texts.keys()]
    faults += [f"{name}.txt: no annotation {name}{GOLD_SUFFIX}" for name in texts.keys() - golds.keys()]
    for name in sorted(golds.keys() & texts.keys()):
        faults += [f"{golds[name].name}: {fault}" for fault in _check_pair(name, golds[name], texts[name])]
    return sorted(faults)


def _check_pair(name: str, gold_path: Path, text_path: Path) -> list[str]:
    try:
        gold = json.loads(gold_path.read_text(encoding="utf-8"))
    except ValueError as error:
        return [f"not JSON: {error}"]
    wrong_name = [] if gold.get("doc") == name else [f"doc is {gold.get('doc')!r}, the file says {name!r}"]
    return wrong_name + check_document(text_path.read_text(encoding="utf-8"), gold)


def _metadata_faults(metadata: Row, unscored: Sequence[str]) -> Iterator[str]:
    if set(metadata) != METADATA_KEYS:
        yield f"metadata keys: {sorted(set(metadata) ^ METADATA_KEYS)}"
    if set(unscored) - METADATA_KEYS:
        yield f"unscored: {sorted(set(unscored) - METADATA_KEYS)}"
    if not isinstance(metadata.get("addressees"), list):
        yield "metadata: addressees is no list"
    if metadata.get("date") is not None and not _is_partial_date(str(metadata["date"])):
        yield f"metadata: date {metadata['date']!r}"


def _ref_faults(compact: Compact, refs: Sequence[Row]) -> Iterator[str]:
    cursor = 0
    for i, ref in enumerate(refs):
        where = f"ref {i} {ref.get('quote')!r}"
        if set(ref) != REF_KEYS:
            yield f"{where}: keys {sorted(set(ref) ^ REF_KEYS)}"
            continue
        place = compact.find(ref["quote"], cursor)
        if place is None:
            yield f"{where}: not found after the ref before it"
        else:
            cursor = place[0] + 1
        if not (ref["number"] or ref["title"]):
            yield f"{where}: neither number nor title"
        if ref["number"] and re.search(r"\s", ref["number"]):
            yield f"{where}: white space in number {ref['number']!r}"
        if ref["date"] is not None and not _is_partial_date(ref["date"]):
            yield f"{where}: date {ref['date']!r}"


def _task_faults(compact: Compact, tasks: Sequence[Row], cited: set[str]) -> Iterator[str]:
    cursor = 0
    for i, task in enumerate(tasks):
        where = f"task {i} ({task.get('label')})"
        if set(task) - {"note"} != TASK_KEYS:
            yield f"{where}: keys {sorted((set(task) - {'note'}) ^ TASK_KEYS)}"
            continue
        begin = compact.find(task["begin"], cursor)
        if begin is None:
            yield f"{where}: begin not found after the task before it: {task['begin']!r}"
            continue
        cursor = begin[0] + 1
        end = compact.find(task["end"], begin[0])
        if end is None:
            yield f"{where}: end not found after begin: {task['end']!r}"
        elif end[1] - begin[0] > LONGEST_TASK:
            yield f"{where}: longer than {LONGEST_TASK} characters, ambiguous end? {task['end']!r}"
        yield from (f"{where}: {fault}" for fault in _value_faults(compact, task, cited))


def _value_faults(compact: Compact, task: Row, cited: set[str]) -> Iterator[str]:
    if task["kind"] not in KINDS:
        yield f"kind {task['kind']!r}"
    if task["basis"] not in BASES:
        yield f"basis {task['basis']!r}"
    if bool(task["lead"]) == (task["basis"] == "none"):
        yield "basis none goes with an empty lead, and only with it"
    for assignee in (*task["lead"], *task["support"]):
        yield from _assignee_faults(compact, assignee)
    for deadline in task["deadlines"]:
        yield from _deadline_faults(compact, deadline)
    for number in task["refs"]:
        if number not in cited:
            yield f"cites {number!r}, which is not among the refs"


def _assignee_faults(compact: Compact, assignee: Row) -> Iterator[str]:
    if set(assignee) != ASSIGNEE_KEYS or not assignee["name"]:
        yield f"assignee needs name and mention: {dict(assignee)}"
    elif compact.find(assignee["mention"]) is None:
        yield f"mention not in the text: {assignee['mention']!r}"


def _deadline_faults(compact: Compact, deadline: Row) -> Iterator[str]:
    if set(deadline) != DEADLINE_KEYS or deadline["kind"] not in DEADLINE_KINDS:
        yield f"deadline needs quote, kind and value: {dict(deadline)}"
        return
    quote, kind, value = deadline["quote"], deadline["kind"], deadline["value"]
    if compact.find(quote) is None:
        yield f"deadline not in the text: {quote!r}"
    if kind == "date" and not _is_date(str(value)):
        yield f"deadline {quote!r}: {value!r} is no ISO date"
    if kind == "recurring" and set(str(value).split(",")) - RECURRENCES:
        yield f"deadline {quote!r}: recurrence {value!r}"
    if kind == "relative" and value is not None:
        yield f"deadline {quote!r}: a relative deadline has no value"


def _is_date(value: str) -> bool:
    """A whole date of the calendar, written YYYY-MM-DD."""
    try:
        return len(value) == FULL_DATE_LENGTH and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _is_partial_date(value: str) -> bool:
    """YYYY, YYYY-MM or YYYY-MM-DD."""
    return bool(PARTIAL_DATE.fullmatch(value)) and (len(value) < FULL_DATE_LENGTH or _is_date(value))


def main(arguments: Sequence[str]) -> int:
    """Run the check; the return value is the exit status."""
    folders = [Path(argument) for argument in arguments]
    if len(folders) != len(("GOLD_DIR", "TEXT_DIR")) or not all(folder.is_dir() for folder in folders):
        print("usage: check_gold.py GOLD_DIR TEXT_DIR", file=sys.stderr)
        return 2
    faults = check_folders(*folders)
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
