"""`giaoviec explain`: one task, and why it is what it is."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from pipeline.cli.arguments import Parser, guess
from pipeline.cli.console import Console, tame
from pipeline.cli.words import cited, one_line, when
from pipeline.errors import EXIT_OK, GiaoviecError, UsageError
from pipeline.messages import Lang

MOST_GUESSED: Final = 10_000
SHOWN: Final = 160  # characters of a piece of evidence


def add_options(parser: Parser) -> None:
    """Name the arguments."""
    parser.argument("task_id")
    parser.option("-o", "--out", metavar="OUT", needed=True)


def run(options: Namespace, console: Console) -> int:
    """Find the task in OUT and print all that its record says."""
    out = Path(options.out)
    task = find_task(out, options.task_id, console.lang)
    document = find_document(out, task["document_id"])
    text = source_text(out, document)
    for line in explain(task, document, text, console):
        console.print(tame(line))
    return EXIT_OK


def find_task(out: Path, task_id: str, lang: Lang) -> dict[str, Any]:
    """Return the task with the id, or the only one whose id begins so.

    Raises UsageError (no-records, bad-records, unknown-task, ambiguous-task).
    """
    from pipeline.export import read_lines

    path = out / "tasks.jsonl"
    if not path.is_file() or not (out / "documents.jsonl").is_file():
        raise UsageError("no-records", file=str(out))
    close: list[dict[str, Any]] = []
    seen: list[str] = []
    for task in read_lines(path):
        if task["task_id"] == task_id:
            return task
        if task["task_id"].startswith(task_id):
            close.append(task)
        elif len(seen) < MOST_GUESSED:
            seen.append(task["task_id"])
    if len(close) == 1:
        return close[0]
    if close:
        example = close[0]["task_id"]
        raise UsageError("ambiguous-task", file=str(path), value=task_id, count=len(close), example=example)
    raise UsageError("unknown-task", file=str(path), value=task_id, guess=guess(task_id, seen, lang))


def find_document(out: Path, document_id: str) -> dict[str, Any]:
    """Return the record of a document; raises UsageError (bad-records) where it is missing."""
    from pipeline.export import read_lines

    path = out / "documents.jsonl"
    for document in read_lines(path):
        if document["document_id"] == document_id:
            return document
    raise UsageError("bad-records", file=str(path), place=document_id)


def source_text(out: Path, document: dict[str, Any]) -> str | None:
    """Return the source text: the one kept with the records, or the same file read again, or None."""
    from pipeline.engine import text_path
    from pipeline.readers import read_source

    kept = text_path(out, document["document_id"])
    try:
        if kept.is_file():
            return kept.read_bytes().decode()
        source = read_source(document["source"]["path"])
    except (OSError, ValueError, GiaoviecError):
        return None
    return source.text if source.sha256 == document["source"]["sha256"] else None


def explain(
    task: dict[str, Any], document: dict[str, Any], text: str | None, console: Console
) -> Iterator[str]:
    """Yield the lines that explain a task; evidence is quoted from `text`, else from the task's own words."""
    say, metadata = console.say, document["metadata"]
    number = " ".join(filter(None, (metadata["type"], metadata["number"])))
    title = ", ".join(filter(None, (number, (metadata["issuer"] or {}).get("name"), metadata["date"])))
    yield say("explain.task", id=task["task_id"])
    yield f"{say('explain.document')}: {title or document['document_id']} ({document['source']['path']})"
    yield f"{say('explain.place')}: {', '.join(_place(task, console))}"
    yield f"{say('explain.kind')}: {console.code('kind', task['kind'])}"
    if task["headings"]:
        yield f"{say('explain.headings')}: {' › '.join(task['headings'])}"
    yield from _section("text", [task["text"]], console)
    if one_line(task["verbatim"]) != one_line(task["text"]):
        yield from _section("verbatim", task["verbatim"].splitlines(), console)
    yield from _section("who", _assignees(task, console), console)
    yield from _section("when", [when(one, console) for one in task["deadlines"]], console)
    yield from _section("cites", [cited(ref) for ref in task["legal_refs"]], console)
    yield from _section("targets", [one_line(one["quote"]) for one in task["targets"]], console, seldom=True)
    yield from _section("output", [task["output"]] if task["output"] else [], console, seldom=True)
    yield from _section("reports", [one["name"] for one in task["reports_to"]], console, seldom=True)
    yield f"{say('explain.confidence')}: {task['confidence']:.0%}"
    yield from _section("review", [console.code("review", code) for code in task["review"]], console)
    yield from _section("evidence", _evidence(task, text, console), console)


def _section(key: str, lines: list[str], console: Console, *, seldom: bool = False) -> Iterator[str]:
    """Yield a heading with its lines under it; nothing for a `seldom` one without lines."""
    if lines:
        yield f"{console.say(f'explain.{key}')}:"
        yield from (f"  {line}" for line in lines)
    elif not seldom:
        yield f"{console.say(f'explain.{key}')}: {console.say('explain.none')}"


def _place(task: dict[str, Any], console: Console) -> Iterator[str]:
    if task["label"]:
        yield task["label"]
    if task["pages"]:
        yield console.say("explain.pages", pages=", ".join(map(str, task["pages"])))
    yield console.say("explain.characters", start=task["spans"][0][0], end=task["spans"][-1][1])


def _assignees(task: dict[str, Any], console: Console) -> list[str]:
    return [
        f"{console.code('role', one['role'])}: {one['name']}"
        f" ({console.say('explain.because', basis=console.code('basis', one['basis']))};"
        f" {console.say('explain.written', mention=one_line(one['mention']))}"
        + ("" if one["agency_id"] or one["group"] else f"; {console.say('explain.unlisted')}")
        + ")"
        for one in task["assignees"]
    ]


def _evidence(task: dict[str, Any], text: str | None, console: Console) -> list[str]:
    """Return each rule with the words that it saw."""
    lines = []
    for one in task["evidence"]:
        start, end = one["span"]
        words = text[start:end] if text is not None else _own_words(task, start, end)
        quote = f"“{one_line(words)[:SHOWN]}”" if words else console.say("explain.no-source")
        lines.append(f"{one['rule']} [{start}, {end}): {quote}")
    return lines


def _own_words(task: dict[str, Any], start: int, end: int) -> str:
    """Return the words of a range of the source text that lies in one of the task's spans, else nothing."""
    offsets = [0]
    for first, last in task["spans"]:
        offsets.append(offsets[-1] + last - first)
    for (first, last), (offset, _) in zip(task["spans"], pairwise(offsets), strict=True):
        if first <= start and end <= last:
            words: str = task["verbatim"][offset + start - first : offset + end - first]
            return words
    return ""
