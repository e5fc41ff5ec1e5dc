"""`giaoviec gazetteer show`: everything that is known of one body, unit or region."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from pipeline.cli.arguments import Parser
from pipeline.cli.console import Console, tame
from pipeline.cli.gazetteer.facts import facts_of
from pipeline.cli.gazetteer.history import print_history
from pipeline.cli.gazetteer.words import Fields, pair, print_table, span, strong
from pipeline.cli.overlay import open_gazetteer
from pipeline.errors import EXIT_OK, UsageError


def add_options(parser: Parser) -> None:
    """Name the arguments."""
    parser.argument("id")
    parser.overlay()
    parser.switch("--json")


def run(options: Namespace, console: Console) -> int:
    """Collect the facts and print them. Raises UsageError (unknown-entity)."""
    gazetteer = open_gazetteer(options.gazetteer, console)
    facts = facts_of(options.id, gazetteer)
    if facts is None:
        raise UsageError("unknown-entity", value=tame(options.id))
    if options.json:
        console.print(json.dumps(facts, ensure_ascii=False, indent=1))
        return EXIT_OK
    for line in render(facts, console):
        console.print(line)
    if facts["versions"]:
        _print_versions(facts["versions"], console)
    print_history(facts, console)
    return EXIT_OK


def render(facts: Fields, console: Console) -> Iterator[str]:
    """Yield the facts in words, a line each, only those that there are."""
    say = console.say
    electronic = facts["electronic"]
    if facts["electronic_old"]:
        electronic += f" ({say('gazetteer.electronic-old', code=facts['electronic_old'])})"
    fields = [
        (say("gazetteer.id"), facts["id"]),
        (say("gazetteer.kind"), console.code("gazetteer.kinds", facts["kind"])),
        (say("gazetteer.exists"), span(facts, console)),
        (say("gazetteer.parent"), pair(facts["parent"]) if facts["parent"] else ""),
        (say("gazetteer.place"), pair(facts["place"]) if facts["place"] else ""),
        (say("gazetteer.region"), "; ".join(map(pair, facts["provinces"]))),
        (say(f"gazetteer.codes-{facts['kind']}"), ", ".join(facts["codes"])),
        (say("gazetteer.electronic"), electronic),
        *(
            (console.code("gazetteer.names", kind), "; ".join(names))
            for kind, names in facts["names"].items()
        ),
    ]
    yield strong(facts["name"], console)
    yield from (tame(f"  {name}: {value}") for name, value in fields if value)
    yield f"  {say('gazetteer.sources')}:" + ("" if facts["sources"] else f" {say('gazetteer.no-sources')}")
    yield from (tame(f"    {_source(source, console)}") for source in facts["sources"])


def _source(source: dict[str, Any], console: Console) -> str:
    """Return a source: number and title, and whether anybody has seen it."""
    named = " ".join(filter(None, (source["number"], source["title"]))) or source["id"]
    return f"{named} ({source['id']}; {console.say(f'gazetteer.{_checked(source)}')})"


def _checked(source: dict[str, Any]) -> str:
    return "verified" if source["verified"] else "unverified"


def _print_versions(versions: list[dict[str, Any]], console: Console) -> None:
    """Print the versions of a unit: name, code and place through time."""
    say = console.say
    console.print(f"  {say('gazetteer.versions')}:")
    heads = [say(f"gazetteer.{key}") for key in ("exists", "unit", "code", "parent")]
    rows = [[span(one, console), one["name"], one["code"], one["parent"]] for one in versions]
    print_table(heads, rows, console)
