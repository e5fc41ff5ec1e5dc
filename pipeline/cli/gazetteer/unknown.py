"""`giaoviec gazetteer unknown`: bodies that an extraction did not know, as TOML to edit and lay over."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.cli.arguments import Parser, whole_at_least
from pipeline.cli.console import Console, tame
from pipeline.cli.overlay import open_gazetteer
from pipeline.cli.words import one_line
from pipeline.errors import EXIT_OK, UsageError

if TYPE_CHECKING:
    from gazetteer import Gazetteer

TOP: Final = 50


class Unlisted(NamedTuple):
    """A name of a body without an entry: how often, and where first."""

    name: str
    times: int
    mention: str
    document: str
    label: str


class Guess(NamedTuple):
    """An entry that would give a name its id: the name without its place, and the scope."""

    name: str
    scope: str


def add_options(parser: Parser) -> None:
    """Name the arguments."""
    parser.argument("out")
    parser.option("--top", metavar="N", kind=whole_at_least(1, "--top"), default=TOP)
    parser.overlay()


def run(options: Namespace, console: Console) -> int:
    """Read the records and print the entries. Raises UsageError (no-records, bad-records)."""
    gazetteer = open_gazetteer(options.gazetteer, console)
    rows = unlisted(Path(options.out), gazetteer)[: options.top or TOP]
    if not rows:
        console.print(f"# {console.say('gazetteer.all-known')}")
        return EXIT_OK
    console.print(f"# {console.say('gazetteer.unknown-head', out=tame(one_line(options.out)))}")
    for line in entries(rows, gazetteer, console):
        console.print(line)
    return EXIT_OK


def unlisted(out: Path, gazetteer: Gazetteer) -> list[Unlisted]:
    """Return the names of assignees, no groups, that the gazetteer does not know; the most frequent first."""
    found: dict[str, Unlisted] = {}
    for name, mention, document, label in _assignees(out):
        before = found.get(name, Unlisted(name, 0, mention, document, label))
        found[name] = before._replace(times=before.times + 1)
    linker = gazetteer.state.linker
    left = (one for one in found.values() if linker.link(one.name) == (None, "", ()))
    return sorted(left, key=lambda one: (-one.times, one.name))


def _assignees(out: Path) -> Iterator[tuple[str, str, str, str]]:
    """Yield name, mention, document id and label of every assignee without id that is no group."""
    from pipeline.export import read_lines

    path, documents = out / "tasks.jsonl", out / "documents.jsonl"
    if not path.is_file() or not documents.is_file():
        raise UsageError("no-records", file=str(out))
    for number, task in enumerate(read_lines(path), start=1):
        try:
            wanted = [one for one in task["assignees"] if one["agency_id"] is None and not one["group"]]
            rows = [(one["name"], one["mention"], task["document_id"], task["label"]) for one in wanted]
        except (KeyError, TypeError) as error:
            raise UsageError("bad-records", file=str(path), place=str(number)) from error
        if not all(isinstance(field, str) for row in rows for field in row):
            raise UsageError("bad-records", file=str(path), place=str(number))
        yield from rows


def guess_entry(name: str, gazetteer: Gazetteer) -> Guess | None:
    """Return the entry that a name wants: without the place or the body that it ends with.

    None where the name without its end is known: then it is the place that is not.
    """
    from gazetteer.load import unit_levels

    linker, registry = gazetteer.state.linker, gazetteer.state.registry
    types = tuple(f"{word} " for word in unit_levels())
    if name.lower() in gazetteer.names:
        return None
    for at in (at for at, sign in enumerate(name) if sign == " "):
        if name[:at].lower() in gazetteer.names and name.startswith(types, at + 1):
            return None
        link = linker.link(name[at + 1 :])
        ids = [link.agency_id] if link.agency_id else [id_ for id_, _ in link.candidates]
        entity = registry.entity(ids[0]) if ids else None
        if entity is not None and name[:at].lower() in gazetteer.names:
            return None
        if entity is not None and entity.kind == "unit":
            return Guess(name[:at], "province" if entity.parent == "vn" else "district")
        if entity is not None:
            return Guess(name[:at], "inner")
    return Guess(name, "central")


def entries(rows: Iterable[Unlisted], gazetteer: Gazetteer, console: Console) -> Iterator[str]:
    """Yield the lines of a TOML file with an entry for each name; names of one entry stand together."""
    guessed: dict[Guess, list[Unlisted]] = {}
    placeless: list[Unlisted] = []
    for row in rows:
        guess = guess_entry(row.name, gazetteer)
        if guess is None:
            placeless.append(row)
        else:
            guessed.setdefault(guess, []).append(row)
    taken = {entry.body.id for entry in gazetteer.bodies}
    for guess, named in guessed.items():
        yield ""
        yield from (_comment(row, console) for row in named)
        yield "[[agency]]"
        yield f"id = {_quoted(_free_id(guess.name, taken))}"
        yield f"name = {_quoted(guess.name)}"
        if guess.scope != "central":
            yield f"scope = {_quoted(guess.scope)}"
    if placeless:
        yield ""
        yield f"# {console.say('gazetteer.placeless')}"
        yield from (_comment(row, console) for row in placeless)


def _comment(row: Unlisted, console: Console) -> str:
    facts = {key: tame(one_line(value)) for key, value in row._asdict().items() if isinstance(value, str)}
    return f"# {console.say('gazetteer.seen', **facts, count=row.times)}"


def _free_id(name: str, taken: set[str]) -> str:
    """Return an id for a name that no entry has, and take it."""
    from gazetteer.fold import slug

    base = made = slug(name) or "co-quan"
    number = 1
    while made in taken:
        number += 1
        made = f"{base}-{number}"
    taken.add(made)
    return made


def _quoted(text: str) -> str:
    """Return a TOML string; control characters as spaces, the rest as JSON writes it."""
    return json.dumps(one_line(tame(text).replace("·", " ")), ensure_ascii=False)
