"""What a change gains and loses, over documents that nobody annotated.

    .venv/bin/python -m scripts.bench.changes BASE          the working tree against the revision BASE
    .venv/bin/python -m scripts.bench.changes BASE HEAD     the revision HEAD against BASE
    .venv/bin/python -m scripts.bench.changes main --limit 5    at most five lines of a kind for a document

In: ../shared/directives/text where it exists, and corpus/. Each revision is checked out in a temporary work
tree and run with this environment's packages. Prints every task, lead, support, citation and deadline that
one side has and the other lacks, with the words around it, then the counts. Always ends with status 0:
whether a change is for the better is for a reader to say.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from scripts.bench.documents import CORPUS, SHARED_TEXTS, Record, extract, records, texts
from scripts.environment import ROOT

KINDS = ("task", "lead", "support", "ref", "deadline")
AROUND = 50  # characters of the source shown on either side of a finding


class Fact(NamedTuple):
    """One thing that an extraction says about a document; two are the same if all but `quote` is equal."""

    kind: str
    at: int  # where its task or citation begins in the source
    value: str
    start: int  # the words to show, in the source
    end: int


class Change(NamedTuple):
    """A fact that only one of two extractions has."""

    sign: str  # "+" gained, "-" lost
    fact: Fact


def facts(document: Record, tasks: Iterable[Record]) -> Iterator[Fact]:
    """Everything the records of one document say that a reader would check."""
    for ref in document["legal_refs"]:
        start, end = ref["spans"][0][0], ref["spans"][-1][1]
        yield Fact("ref", start, str(ref["number"] or ref["title"] or ref["citation"]), start, end)
    for task in tasks:
        start, end = task["spans"][0][0], task["spans"][-1][1]
        yield Fact("task", start, task["text"], start, end)
        for assignee in task["assignees"]:
            a, b = _stretch(assignee, (start, end))
            yield Fact(assignee["role"], start, assignee["name"], a, b)
        for deadline in task["deadlines"]:
            a, b = _stretch(deadline, (start, end))
            due = deadline["value"] or deadline["quote"]
            yield Fact("deadline", start, f"{deadline['kind']} {due}", a, b)


def compare(base: Iterable[Fact], head: Iterable[Fact]) -> list[Change]:
    """What `head` lacks of `base` and has beyond it, in reading order; a fact said twice counts twice."""
    old, new = list(base), list(head)
    lost = [Change("-", fact) for fact in _without(old, new)]
    gained = [Change("+", fact) for fact in _without(new, old)]
    return sorted(lost + gained, key=_reading_order)


def lines(changes: Iterable[Change], text: str, limit: int) -> Iterator[str]:
    """The sign, the finding and the words around it; at most `limit` changes of a kind and sign."""
    shown: Counter[tuple[str, str]] = Counter()
    for sign, fact in changes:
        shown[sign, fact.kind] += 1
        if shown[sign, fact.kind] <= limit:
            value = fact.value if len(fact.value) <= 2 * AROUND else fact.value[: 2 * AROUND] + "…"
            yield f"  {sign} {fact.kind:9}{value}\n{'':13}{_context(text, fact)}"
    for (sign, kind), count in shown.items():
        if count > limit:
            yield f"  {sign} {kind:9}… and {count - limit} more"


def main(arguments: list[str]) -> int:
    """Run both sides and print; the exit status is 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("base", metavar="BASE")
    parser.add_argument("head", metavar="HEAD", nargs="?")
    parser.add_argument("--limit", type=int, default=1_000, metavar="N")
    options = parser.parse_args(arguments)
    inputs = texts(SHARED_TEXTS, CORPUS)
    with checkout(options.base) as base, checkout(options.head) as head:
        old, new = _extracted(inputs, base), _extracted(inputs, head)
    totals: Counter[tuple[str, str]] = Counter()
    for path in inputs:
        changes = compare(old.get(str(path), ()), new.get(str(path), ()))
        totals.update((change.sign, change.fact.kind) for change in changes)
        if changes:
            print(path.name, *lines(changes, path.read_bytes().decode("utf-8"), options.limit), sep="\n")
    print(f"{len(inputs)} documents".ljust(24) + "  gained    lost")
    for kind in KINDS:
        print(f"  {kind:22}{totals['+', kind]:8}{totals['-', kind]:8}")
    return 0


@contextmanager
def checkout(revision: str | None) -> Iterator[Path]:
    """The tree of `revision` in a folder that is gone afterwards, or the working tree for None."""
    if revision is None:
        yield ROOT
        return
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder, "tree")
        git = ["git", "-C", str(ROOT), "worktree"]
        subprocess.run([*git, "add", "--quiet", "--detach", str(tree), revision], check=True)
        try:
            yield tree
        finally:
            subprocess.run([*git, "remove", "--force", str(tree)], check=True)


def _extracted(inputs: Iterable[Path], tree: Path) -> dict[str, list[Fact]]:
    """The facts about each document, by its path."""
    with tempfile.TemporaryDirectory() as out:
        extract(tuple(inputs), Path(out), tree=tree)
        tasks: dict[str, list[Record]] = {}
        for task in records(Path(out, "tasks.jsonl")):
            tasks.setdefault(task["document_id"], []).append(task)
        return {
            document["source"]["path"]: list(facts(document, tasks.get(document["document_id"], ())))
            for document in records(Path(out, "documents.jsonl"))
        }


def _reading_order(change: Change) -> tuple[int, int, bool]:
    return change.fact.at, KINDS.index(change.fact.kind), change.sign == "+"


def _without(some: list[Fact], others: list[Fact]) -> Iterator[Fact]:
    left = Counter(fact[:3] for fact in others)
    for fact in some:
        if left[fact[:3]]:
            left[fact[:3]] -= 1
        else:
            yield fact


def _stretch(part: Record, default: tuple[int, int]) -> tuple[int, int]:
    """Where a part of a task stands: its spans, or the whole task where it has none of its own."""
    spans = part["spans"]
    return (spans[0][0], spans[-1][1]) if spans else default


def _context(text: str, fact: Fact) -> str:
    """The words around a finding on one line, the finding itself in brackets."""
    before, words = text[max(0, fact.start - AROUND) : fact.start], text[fact.start : fact.end]
    after = text[fact.end : fact.end + AROUND]
    if len(words) > AROUND:
        words, after = f"{words[:AROUND]}…", ""
    return " ".join(f"…{before}⟦{words}⟧{after}…".split())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
