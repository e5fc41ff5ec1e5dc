"""`giaoviec gazetteer lookup`: what words mean in a document of an issuer on a day."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from pipeline.cli.arguments import Parser, day
from pipeline.cli.console import Console, tame
from pipeline.cli.gazetteer.words import Fields, in_words, named, pair, span, strong
from pipeline.cli.overlay import open_gazetteer
from pipeline.errors import EXIT_NO, EXIT_OK

if TYPE_CHECKING:
    from gazetteer import Gazetteer, Issuer
    from pipeline.mentions.agencies.resolve import Resolution

MOST_MEMBERS: Final = 10


def add_options(parser: Parser) -> None:
    """Name the arguments."""
    parser.argument("name", many=True)
    parser.option("--on", metavar="DATE", kind=day("--on"))
    parser.option("--issuer", metavar="NAME")
    parser.overlay()
    parser.switch("--json")


def run(options: Namespace, console: Console) -> int:
    """Look up and print; the exit code says whether anything is known."""
    gazetteer = open_gazetteer(options.gazetteer, console)
    issuer = gazetteer.issuer(options.issuer or "")
    if options.issuer and issuer.level == "unknown":
        console.note(console.say("gazetteer.unknown-issuer", words=tame(options.issuer)))
    found = look_up(" ".join(options.name), gazetteer, issuer, options.on)
    if options.json:
        console.print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        for line in render(found, console):
            console.print(line)
    known = found["agency_id"] or found["candidates"] or found["group"]
    return EXIT_OK if known else EXIT_NO


def look_up(words: str, gazetteer: Gazetteer, issuer: Issuer, on: str | None) -> dict[str, Any]:
    """Return what the words mean; `name` is None where they name no body and no unit."""
    resolution = _resolve(words, gazetteer, issuer, on)
    found: dict[str, Any] = {"words": words, "on": on, "issuer": issuer.name, "name": None, "agency_id": None}
    found |= {"valid_from": "", "valid_to": "", "doubt": "", "now": [], "candidates": [], "group": False}
    found |= {"open": False, "members": []}
    if resolution is None:
        return found
    id_ = resolution.agency_id
    found |= {"name": resolution.name, "agency_id": id_, "doubt": resolution.doubt, "group": resolution.group}
    if resolution.group:
        members = [_short(gazetteer, member) for member in resolution.members]
        return found | {"open": resolution.open, "members": members}
    if id_ is not None:
        entity = named(gazetteer, id_)
        found |= {key: entity[key] for key in ("valid_from", "valid_to")}
    if id_ is not None and on and resolution.doubt:
        now = gazetteer.state.lineage.successors(id_, on)
        found["now"] = [_short(gazetteer, one) for one in now if one != id_]
    found["candidates"] = [{**named(gazetteer, one), "score": score} for one, score in resolution.candidates]
    return found


def _resolve(words: str, gazetteer: Gazetteer, issuer: Issuer, on: str | None) -> Resolution | None:
    """Return the body that the words mean, else the administrative unit."""
    from gazetteer.fold import tidy
    from pipeline.mentions.agencies.resolve import Resolution, resolve

    found = resolve(words, gazetteer, issuer, on)
    if found is not None:
        return found
    link = gazetteer.state.linker.link(tidy(words), on)
    if link.agency_id is None and not link.candidates:
        return None
    id_, doubt, candidates = link
    name = named(gazetteer, id_)["name"] if id_ else tidy(words)
    return Resolution(name, id_, group=False, members=(), open=False, doubt=doubt, candidates=candidates)


def _short(gazetteer: Gazetteer, id_: str) -> dict[str, str]:
    return {key: value for key, value in named(gazetteer, id_).items() if key in {"agency_id", "name"}}


def render(found: Fields, console: Console) -> Iterator[str]:
    """Yield the answer in words."""
    say = console.say
    if found["name"] is None:
        yield say("gazetteer.nothing", words=tame(found["words"]))
        return
    yield strong(found["name"], console)
    if found["group"]:
        lines = _group(found, console)
    elif found["candidates"]:
        lines = _candidates(found, console)
    elif found["agency_id"]:
        lines = _one(found, console)
    else:
        lines = iter([say("gazetteer.unlisted")])
    yield from (f"  {tame(line)}" for line in lines)


def _one(found: Fields, console: Console) -> Iterator[str]:
    say = console.say
    yield f"{say('gazetteer.id')}: {found['agency_id']}"
    yield f"{say('gazetteer.exists')}: {span(found, console)}"
    if found["doubt"]:
        yield f"{say('gazetteer.note')}: {_doubt(found, console)}"
    if found["now"]:
        yield f"{say('gazetteer.now')}: {'; '.join(map(pair, found['now']))}"


def _doubt(found: Fields, console: Console) -> str:
    from gazetteer.state.linking import OUTDATED

    if found["on"] is None or found["doubt"] != OUTDATED:
        return console.code("review", found["doubt"])
    return console.say("gazetteer.not-on-day", day=in_words(found["on"], console))


def _candidates(found: Fields, console: Console) -> Iterator[str]:
    yield f"{console.say('gazetteer.note')}: {console.say('gazetteer.several')}"
    for one in found["candidates"]:
        yield f"  {one['score']:.0%}  {pair(one)}, {span(one, console)}"


def _group(found: Fields, console: Console) -> Iterator[str]:
    say, members = console.say, found["members"]
    if found["agency_id"]:
        yield f"{say('gazetteer.id')}: {found['agency_id']}"
    key = "none" if not members else "open" if found["open"] else "closed"
    yield say(f"gazetteer.group-{key}", count=len(members))
    if not members and found["on"] is None:
        yield say("gazetteer.needs-day")
    for one in members[:MOST_MEMBERS]:
        yield f"  {pair(one)}"
    if len(members) > MOST_MEMBERS:
        yield f"  {say('gazetteer.more', count=len(members) - MOST_MEMBERS)}"
