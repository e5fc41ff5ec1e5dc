"""`giaoviec restore`: a text with its typing and reading errors mended, or what these are and why."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pipeline.cli.arguments import Parser, one_file
from pipeline.cli.console import Console, tame
from pipeline.cli.restoring import add_rules, rules_off
from pipeline.cli.words import one_line, seen
from pipeline.errors import EXIT_OK, EXIT_SOME_FAILED, InputError, UsageError

if TYPE_CHECKING:
    from pipeline.restore import Mending, Settings

_MARKS: Final = {"apply": "✔", "suggest": "?", "flag": "!"}
_TELLING: Final = frozenset({"law-title", "phrase", "twin"})
"""The rules whose evidence tells a reader more than the words around the place."""
_AROUND: Final = 30


def add_options(parser: Parser) -> None:
    """Name the arguments."""
    parser.argument("file", many=True)
    parser.option("-o", "--out", metavar="FILE")
    parser.switch("--report")
    parser.switch("--json")
    add_rules(parser)


def run(options: Namespace, console: Console) -> int:
    """Mend and print: the text of one file, or the errors of all."""
    reports = options.report or options.json
    if len(options.file) > 1 and not reports:
        raise UsageError("needs-option", option="FILE FILE…", value="--report")
    from pipeline.restore import Settings

    settings = Settings(rules_off(options))
    found = dict(_read(options.file, settings, console))
    if reports:
        made = _report(found, settings, console, as_json=options.json)
    else:
        made = "".join(one.mended_source for one in found.values())
    _write(made, options.out, console)
    return EXIT_OK if len(found) == len(set(options.file)) else EXIT_SOME_FAILED


def _read(files: Sequence[str], settings: Settings, console: Console) -> Iterator[tuple[str, Mending]]:
    """Yield each file with what was found in it; one that cannot be read is named and left out."""
    from pipeline.extraction import read_mended
    from pipeline.readers import read_source

    for file in dict.fromkeys(files):
        try:
            yield file, read_mended(read_source(one_file(file)), settings)
        except InputError as error:
            console.error(error)


def _report(found: dict[str, Mending], settings: Settings, console: Console, *, as_json: bool) -> str:
    """Return what was found, file by file: a line each, or JSON Lines."""
    from pipeline.report import proposal_fields
    from pipeline.restore.twins import find_twins

    twins = find_twins([one.typed for one in found.values()], settings=settings)
    lines: list[str] = []
    for (file, mending), more in zip(found.items(), twins, strict=True):
        known = {(one.span, one.after) for one in mending.proposals}
        new = [one for one in more if (one.span, one.after) not in known]
        fields = [proposal_fields(mending, one) for one in sorted([*mending.proposals, *new])]
        if as_json:
            lines += [json.dumps({"file": file, **one}, ensure_ascii=False) for one in fields]
        else:
            lines += [tame(line) for line in _lines(file, mending.typed.source.text, fields, console)]
    return "".join(f"{line}\n" for line in lines)


def _lines(file: str, text: str, found: Sequence[dict[str, Any]], console: Console) -> Iterator[str]:
    """Yield what was found in a file in words."""
    counts = {policy: sum(1 for one in found if one["policy"] == policy) for policy in _MARKS}
    yield f"{file}: {console.say('restore.counts', **counts)}"
    for one in found:
        start, end = one["span"]
        line = text.count("\n", 0, start) + 1
        yield f"  {_MARKS[one['policy']]} {console.say('restore.line', line=line)}: {change(one, console)}"
        before, behind = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
        yield f"      … {one_line(before)} [{seen(one['before'])}] {one_line(behind)} …"


def change(proposal: dict[str, Any], console: Console) -> str:
    """Return a proposal in words: before and after, why, and how sure that is."""
    before, after = seen(proposal["before"]), seen(proposal["after"])
    why = console.code("rule", proposal["rule"])
    if proposal["rule"] in _TELLING:
        why += f" ({proposal['evidence']})"
    if proposal["policy"] == "flag":
        return f"{before} · {why}"
    return f"{before} → {after} · {why} · {proposal['confidence']:.0%}"


def _write(made: str, out: str | None, console: Console) -> None:
    """Write to a file, whole or not at all, else to the console. Raises UsageError (out-not-writable)."""
    if out is None:
        console.out.write(made)
        return
    from pipeline.export import write_whole

    try:
        write_whole(Path(out), made.encode())
    except OSError as error:
        raise UsageError("out-not-writable", file=out, reason=error.strerror or str(error)) from error
