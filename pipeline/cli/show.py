"""`giaoviec show`: one document in the terminal, its mentions marked, its tasks under their paragraphs."""

from __future__ import annotations

from argparse import Namespace
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from pipeline.cli.arguments import Parser, one_file
from pipeline.cli.console import Console, tame
from pipeline.cli.overlay import checked_overlay, load
from pipeline.cli.restoring import add_restoring, unmended
from pipeline.cli.words import cited, seen, when, who
from pipeline.errors import EXIT_OK

COLOURS: Final = {"agency": "1;36", "citation": "35", "deadline": "1;33", "target": "32"}
EDIT_COLOURS: Final = {"apply": "32", "suggest": "1;33", "flag": "31"}
TASK_COLOUR: Final = "34"
REASON_COLOUR: Final = "2"


class Mark(NamedTuple):
    """A mention or an edit: where it stands in the source text, what it is, and what it should read."""

    start: int
    end: int
    kind: str
    after: str = ""


class View(NamedTuple):
    """How a document is shown."""

    colours: bool
    reasons: bool
    edits: bool = False


def add_options(parser: Parser) -> None:
    """Name the arguments."""
    parser.argument("file")
    parser.overlay()
    parser.switch("--reasons")
    parser.switch("--edits")
    add_restoring(parser)
    parser.switch("--no-color")


def run(options: Namespace, console: Console) -> int:
    """Read, extract and print."""
    from pipeline.extraction import extract
    from pipeline.readers import read_source
    from pipeline.restore import Settings

    overlay = checked_overlay(options.gazetteer, console)
    off = unmended(options)
    source = read_source(one_file(options.file))
    made = extract(source, load(overlay) if overlay else None, off if off is None else Settings(off))
    view = View(console.colours and not options.no_color, options.reasons, options.edits)
    for line in render(source.text, made.fields, made.task_fields, console, view):
        console.print(line)
    return EXIT_OK


def render(
    text: str, document: dict[str, Any], tasks: Sequence[dict[str, Any]], console: Console, view: View
) -> Iterator[str]:
    """Yield the lines of the text, each task or reason after the line on which it ends, then the totals.

    Mentions are marked, or with `view.edits` what was mended, is suggested or odd.
    """
    marks = edit_marks(document) if view.edits else find_marks(document, tasks)
    names = {kind: console.say(f"mark.{kind}") for kind in (EDIT_COLOURS if view.edits else COLOURS)}
    samples = [_in_colours(name, kind) if view.colours else f"[{name}: …]" for kind, name in names.items()]
    yield console.say("show.legend", marks=", ".join(samples))
    yield ""
    notes = deque(sorted(_notes(document, tasks, console, view), key=lambda note: note.end))
    start = 0
    for line in tame(text).split("\n"):
        end = start + len(line)
        inside = [mark for mark in marks if mark.start <= end and mark.end >= start]
        yield _marked(line, start, inside, names, colours=view.colours)
        while notes and notes[0].end <= end:
            note = notes.popleft()
            yield from (_painted(said, note.colour) if view.colours else said for said in note.lines)
        start = end + 1
    yield ""
    to_review = sum(1 for task in tasks if task["review"])
    yield (
        console.say("show.totals", tasks=len(tasks), review=to_review)
        if tasks
        else console.say("show.no-tasks")
    )
    for warning in document["warnings"]:
        yield f"{console.say('show.warnings')}: {console.code('warning', warning['code'])}"


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


def edit_marks(document: dict[str, Any]) -> tuple[Mark, ...]:
    """Return what was mended, is suggested or odd, in reading order, none overlapping; the first one wins."""
    kept: list[Mark] = []
    for one in document["proposals"]:
        start, end = one["span"]
        if not kept or start >= kept[-1].end:
            changed = one["after"] != one["before"]
            kept.append(Mark(start, end, one["policy"], f" → {seen(one['after'])}" if changed else ""))
    return tuple(kept)


def _marked(line: str, start: int, marks: Iterable[Mark], names: dict[str, str], *, colours: bool) -> str:
    """Return a line, which begins at `start` of the text, with its marks coloured or in brackets."""
    pieces, at = [], 0
    for mark in marks:
        begin, end = max(mark.start - start, 0), min(mark.end - start, len(line))
        if begin == end and mark.start < mark.end:
            continue  # it ends or begins at this line's end
        words = line[begin:end]
        if mark.after and mark.end <= start + len(line):
            words = seen(words) + mark.after
        pieces.append(line[at:begin])
        pieces.append(_in_colours(words, mark.kind) if colours else f"[{names[mark.kind]}: {words}]")
        at = end
    return "".join([*pieces, line[at:]])


def _in_colours(words: str, kind: str) -> str:
    return _painted(words, (COLOURS | EDIT_COLOURS)[kind])


class Note(NamedTuple):
    """What is said under the line that holds position `end` of the text."""

    end: int
    lines: tuple[str, ...]
    colour: str


def _notes(
    document: dict[str, Any], tasks: Iterable[dict[str, Any]], console: Console, view: View
) -> Iterator[Note]:
    """Yield a note for each task, and on request one for each paragraph that is none."""
    for task in tasks:
        yield Note(task["spans"][-1][1], tuple(_task_lines(task, console)), TASK_COLOUR)
    for clause in document["clauses"] if view.reasons else ():
        if clause["reason"]:
            reason = console.say("show.reason", reason=console.code("reason", clause["reason"]))
            yield Note(clause["spans"][-1][1], (f"  · {reason}",), REASON_COLOUR)


def _task_lines(task: dict[str, Any], console: Console) -> Iterator[str]:
    """Yield a task in words, a field a line, only those that it has."""
    label = f" · {task['label']}" if task["label"] else ""
    kind = f" · {console.say('kind.closing')}" if task["kind"] == "closing" else ""
    yield f"  ▸ {console.say('show.task', order=task['order'] + 1)}{label}{kind} · {task['task_id']}"
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
