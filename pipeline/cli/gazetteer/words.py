"""The gazetteer's facts in words and tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.cli.console import Console, tame

if TYPE_CHECKING:
    from gazetteer import Gazetteer

Fields = Mapping[str, Any]


def in_words(day: str, console: Console) -> str:
    """Return an ISO day as the language writes it."""
    year, month, date = day.split("-")
    return console.say("words.date", year=year, month=month, day=date)


def span(fields: Fields, console: Console) -> str:
    """Return when something exists: the days of `valid_from` and `valid_to`, open where they are empty."""
    begins, ends = fields["valid_from"], fields["valid_to"]
    key = {(True, True): "between", (True, False): "since", (False, True): "until"}.get(
        (bool(begins), bool(ends)), "open"
    )
    days = {"begins": begins and in_words(begins, console), "ends": ends and in_words(ends, console)}
    return console.say(f"gazetteer.span.{key}", **days)


def named(gazetteer: Gazetteer, id_: str) -> dict[str, str]:
    """Return an id with its name, "" where nobody has it, and when it exists."""
    entity = gazetteer.state.registry.entity(id_)
    name, begins, ends = (entity.name, entity.valid_from, entity.valid_to) if entity else ("", "", "")
    return {"agency_id": id_, "name": name, "valid_from": begins, "valid_to": ends}


def pair(fields: Fields) -> str:
    """Return a name with its id."""
    return f"{fields['name']} ({fields['agency_id']})" if fields["name"] else str(fields["agency_id"])


def strong(text: str, console: Console) -> str:
    """Return a heading, bold on a terminal with colours."""
    return f"\x1b[1m{tame(text)}\x1b[0m" if console.colours else tame(text)


def print_table(heads: Sequence[str], rows: Iterable[Sequence[str]], console: Console) -> None:
    """Print rows: a table on a terminal, else lines with tabs between the cells."""
    tamed = [[tame(cell) for cell in row] for row in rows]
    if not console.out.isatty():
        for row in tamed:
            console.print("\t".join(row))
        return
    from rich.console import Console as Terminal
    from rich.table import Table
    from rich.text import Text

    table = Table()
    for head in heads:
        table.add_column(head)
    for row in tamed:
        table.add_row(*map(Text, row))
    Terminal(file=console.out).print(table)
