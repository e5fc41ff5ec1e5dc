"""The lineage of an entity as a tree on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO
from typing import TYPE_CHECKING, Final

from pipeline.cli.console import Console, tame
from pipeline.cli.gazetteer.words import Fields, in_words, pair

if TYPE_CHECKING:
    from rich.tree import Tree

WIDE: Final = 100_000


def print_history(facts: Fields, console: Console) -> None:
    """Print who carried the duties before and after; nothing where no change is known."""
    if not facts["before"] and not facts["after"]:
        return
    from rich.console import Console as Terminal

    console.print(f"  {console.say('gazetteer.history')}:")
    written = StringIO()
    # No line of the tree is broken here, so that it can be searched; a terminal breaks it by itself.
    terminal = Terminal(
        file=written, width=WIDE, no_color=not console.colours, force_terminal=console.colours
    )
    terminal.print(tree_of(facts, console), soft_wrap=True)
    for line in written.getvalue().splitlines():
        console.print(f"  {line.rstrip()}")


def tree_of(facts: Fields, console: Console) -> Tree:
    """Return the tree: under the entity those before it, then those after it, each with its own."""
    from rich.text import Text
    from rich.tree import Tree

    tree = Tree(Text(tame(facts["name"]), style="bold"))
    for direction in ("before", "after"):
        if facts[direction]:
            _grow(tree.add(console.say(f"gazetteer.{direction}")), facts[direction], direction, console)
    return tree


def _grow(tree: Tree, steps: Sequence[Fields], direction: str, console: Console) -> None:
    """Add the steps with all that follow."""
    from rich.text import Text

    for step in steps:
        words = Text(tame(f"{in_words(step['on'], console)} "), style="cyan")
        words.append(tame(_label(step, direction, console)), style="default")
        _grow(tree.add(words), step["steps"], direction, console)


def _label(step: Fields, direction: str, console: Console) -> str:
    """Return a step in words: what happened, with whom, by which instrument."""
    kind = console.code(f"gazetteer.steps-{direction}", step["kind"])
    part = f", {console.say('gazetteer.part')}" if step["part"] else ""
    sources = "; ".join(_basis(one, console) for one in step["sources"])
    basis = f" – {sources}" if sources else ""
    note = f" – {step['note']}" if step["note"] else ""
    return f"{kind} {pair(step)}{part}{basis}{note}"


def _basis(source: Fields, console: Console) -> str:
    """Return a source in short: its number, else its title; what nobody has seen is marked."""
    if source["verified"]:
        return str(source["number"] or source["title"])
    doubt = console.say("gazetteer.unverified")
    return f"{source['number']} ({doubt})" if source["number"] else doubt
