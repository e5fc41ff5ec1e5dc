"""`giaoviec gazetteer find`: every body, unit and title that texts name."""

from __future__ import annotations

import json
from argparse import Namespace
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pipeline.cli.arguments import Parser, day, one_file
from pipeline.cli.console import Console
from pipeline.cli.gazetteer.words import named, print_table
from pipeline.cli.overlay import open_gazetteer
from pipeline.cli.words import one_line
from pipeline.errors import EXIT_NO, EXIT_OK

if TYPE_CHECKING:
    from gazetteer import Gazetteer
    from gazetteer.state.automaton import Meaning


def add_options(parser: Parser) -> None:
    """Name the arguments."""
    parser.argument("file", many=True)
    parser.option("--on", metavar="DATE", kind=day("--on"))
    parser.overlay()
    parser.switch("--json")


def run(options: Namespace, console: Console) -> int:
    """Read the files, find and print; the exit code says whether anything was found.

    Raises InputError, UsageError (is-folder).
    """
    from pipeline.document import read_document
    from pipeline.readers import read_source

    texts = [read_document(read_source(one_file(file))).text for file in options.file]
    found = find(texts, open_gazetteer(options.gazetteer, console), options.on)
    if options.json:
        console.print(json.dumps(found, ensure_ascii=False, indent=1))
    elif found:
        heads = [console.say(f"gazetteer.{key}") for key in ("name", "times", "id")]
        print_table(heads, [[one["name"], str(one["count"]), _meant(one, console)] for one in found], console)
    else:
        console.print(console.say("gazetteer.none-found"))
    return EXIT_OK if found else EXIT_NO


def find(texts: Iterable[str], gazetteer: Gazetteer, on: str | None) -> list[dict[str, Any]]:
    """Return what the texts name, the most frequent first: by entity where one is meant, else by words."""
    names, linker = gazetteer.state.names, gazetteer.state.linker
    first: dict[Meaning, str] = {}
    counts: Counter[Meaning] = Counter()
    for text in texts:
        for start, end, key in names.find(text):
            meaning = names.meaning(key)
            first.setdefault(meaning, one_line(text[start:end]))
            counts[meaning] += 1
    found: dict[str, dict[str, Any]] = {}
    for meaning, count in counts.items():
        id_, doubt, candidates = linker.link(" ".join(filter(None, meaning)), on)[:3]
        row = found.setdefault(
            id_ or " ".join(meaning), {"name": first[meaning], "agency_id": id_, "count": 0}
        )
        if id_:
            row["name"] = named(gazetteer, id_)["name"]
        row["count"] += count
        row.setdefault("words", []).append(first[meaning])
        row |= {
            "doubt": doubt,
            "candidates": [{"agency_id": one, "score": score} for one, score in candidates],
        }
    return sorted(found.values(), key=lambda row: (-row["count"], row["name"]))


def _meant(row: dict[str, Any], console: Console) -> str:
    """Return the id with its doubt, or why there is none."""
    if row["candidates"]:
        return console.say("gazetteer.one-of", count=len(row["candidates"]))
    doubt = f" – {console.code('review', row['doubt'])}" if row["doubt"] else ""
    return (row["agency_id"] or "–") + doubt
