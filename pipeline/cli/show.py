"""`giaoviec show`: one document in the terminal, its mentions marked, its tasks under their paragraphs."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from pipeline.cli.arguments import Parser
from pipeline.cli.console import Console, tame
from pipeline.cli.words import cited, when, who
from pipeline.errors import EXIT_OK

COLOURS: Final = {"agency": "1;36", "citation": "35", "deadline": "1;33", "target": "32"}
TASK_COLOUR: Final = "34"


class Mark(NamedTuple):
    """A mention: where it stands in the source text, and what it is."""

    start: int
    end: int
    kind: str


def add_options(parser: Parser) -> None:
    """Name the arguments."""
    parser.argument("file")
    parser.switch("--no-color")


def run(options: Namespace, console: Console) -> int:
    """Read, extract and print."""
    from pipeline.extract import extract
    from pipeline.readers import read_source

    source = read_source(options.file)
    made = extract(source)
    tasks = [task.model_dump() for task in made.tasks]
    colours = console.colours and not options.no_color
    for line in render(source.text, made.document.model_dump(), tasks, console, colours=colours):
        console.print(line)
    return EXIT_OK


def render(
    text: str, document: dict[str, Any], tasks: Sequence[dict[str, Any]], console: Console, *, colours: bool
) -> Iterator[str]:
    """Yield the lines of the document's text, each task after the line on which it ends, and the totals."""
    marks = find_marks(document, tasks)
    names = {kind: console.say(f"mark.{kind}") for kind in COLOURS}
    legend = [_painted(names[kind], COLOURS[kind]) if colours else f"[{names[kind]}: …]" for kind in COLOURS]
    yield console.say("show.legend", marks=", ".join(legend))
    yield ""
    waiting = sorted(tasks, key=lambda task: task["spans"][-1][1])
    start = 0
    for line in tame(text).split("\n"):
        end = start + len(line)
        inside = [mark for mark in marks if mark.start < end and mark.end > start]
        yield _marked(line, start, inside, names, colours=colours)
        while waiting and waiting[0]["spans"][-1][1] <= end:
            for said in _task_lines(waiting.pop(0), console):
                yield _painted(said, TASK_COLOUR) if colours else said
        start = end + 1
    yield ""
    to_review = sum(1 for task in tasks if task["review"])
    yield (
        console.say("show.totals", tasks=len(tasks), review=to_review)
        if tasks
        else console.say("show.no-tasks")
    )


def find_marks(document: dict[str, Any], tasks: Iterable[dict[str, Any]]) -> tuple[Mark, ...]:
    """Return the mentions in reading order, none overlapping; the longer one wins, then the first."""
    found = [Mark(start, end, "citation") for ref in document["legal_refs"] for start, end in ref["spans"]]
    kinds = {"assignees": "agency", "reports_to": "agency", "deadlines": "deadline", "targets": "target"}
    for task in tasks:
        for field, kind in kinds.items():
            found += [Mark(start, end, kind) for one in task[field] for start, end in one["spans"]]
    kept: list[Mark] = []
    for mark in sorted(set(found), key=lambda mark: (mark.start, -mark.end, mark.kind)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return tuple(kept)


def _marked(line: str, start: int, marks: Iterable[Mark], names: dict[str, str], *, colours: bool) -> str:
    """Return a line, which begins at `start` of the text, with its marks coloured or in brackets."""
    pieces, at = [], 0
    for mark in marks:
        begin, end = max(mark.start - start, 0), min(mark.end - start, len(line))
        words = line[begin:end]
        pieces.append(line[at:begin])
        pieces.append(_painted(words, COLOURS[mark.kind]) if colours else f"[{names[mark.kind]}: {words}]")
        at = end
    return "".join([*pieces, line[at:]])


def _task_lines(task: dict[str, Any], console: Console) -> Iterator[str]:
    """Yield a task in words, a field a line, only those that it has."""
    label = f" · {task['label']}" if task["label"] else ""
    yield f"  ▸ {console.say('show.task', order=task['order'])}{label} · {task['task_id']}"
    fields = [
        (console.say("role.lead"), who(task, "lead") or console.say("cli.lead-none")),
        (console.say("role.support"), who(task, "support")),
        (console.say("show.when"), "; ".join(when(one, console) for one in task["deadlines"])),
        (console.say("show.cites"), "; ".join(map(cited, task["legal_refs"]))),
        (console.say("show.output"), task["output"]),
        (console.say("show.reports"), "; ".join(one["name"] for one in task["reports_to"])),
        (console.say("show.review"), " ".join(console.code("review", code) for code in task["review"])),
    ]
    yield from (tame(f"    {name}: {value}") for name, value in fields if value)


def _painted(text: str, colour: str) -> str:
    return f"\x1b[{colour}m{text}\x1b[0m"
