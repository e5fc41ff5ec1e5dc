"""The command `giaoviec`: the only part of the software that prints. Start at `main`."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Final

from pipeline.cli.arguments import COMMANDS, GROUPS, Parser, group_help, guess, program_help, take_language
from pipeline.cli.console import Console, open_console
from pipeline.errors import EXIT_INTERRUPTED, EXIT_OK, GiaoviecError, UsageError
from pipeline.messages import DEFAULT

__all__ = ["main"]

_COLLECT: Final = (200_000, 20, 50)
"""Of what a process makes most are data that stay: to look through them for garbage at every turn, as Python
does unless told otherwise, costs a tenth of the start-up."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that `argv` (default: this process's arguments) names; return the exit code."""
    gc.set_threshold(*_COLLECT)
    console = open_console(DEFAULT)
    try:
        lang, rest = take_language(sys.argv[1:] if argv is None else argv)
        console = open_console(lang)
        code = _dispatch(rest, console)
        console.out.flush()
    except GiaoviecError as error:
        console.error(error)
        return error.exit_code
    except KeyboardInterrupt:
        console.note(console.say("cli.interrupted"))
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has had enough; nothing may be written there any more, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_OK
    return code


def _dispatch(argv: Sequence[str], console: Console) -> int:
    """Run the command in `argv`, whose module is imported only now: most runs need little of the software."""
    name = argv[0] if argv else ""
    if name in {"-h", "--help"}:
        console.print(program_help(console.lang))
        return EXIT_OK
    if name == "--version":
        from pipeline import __version__

        console.print(f"giaoviec {__version__}")
        return EXIT_OK
    _expect(name, COMMANDS, "", console)
    return _run_of_group(name, argv[1:], console) if name in GROUPS else _run(name, argv[1:], console)


def _run_of_group(group: str, argv: Sequence[str], console: Console) -> int:
    """Run a command of a group: `giaoviec gazetteer lookup`."""
    name = argv[0] if argv else ""
    if name in {"-h", "--help"}:
        console.print(group_help(group, console.lang))
        return EXIT_OK
    _expect(name, GROUPS[group], f"{group} ", console)
    return _run(f"{group} {name}", argv[1:], console)


def _expect(name: str, commands: Sequence[str], group: str, console: Console) -> None:
    """Raise UsageError where `name` is none of the commands."""
    if name in commands:
        return
    known = ", ".join(f"{group}{command}" for command in commands)
    if not name:
        raise UsageError("no-command", commands=known)
    near = guess(name, commands, console.lang)
    raise UsageError("unknown-command", value=f"{group}{name}", commands=known, guess=near)


def _run(command: str, argv: Sequence[str], console: Console) -> int:
    """Run a command, by its name with that of its group, with its own arguments."""
    module = importlib.import_module(f"pipeline.cli.{command.replace(' ', '.')}")
    parser = Parser(command, console.lang)
    module.add_options(parser)
    options = parser.parse(argv)
    if options.help:
        console.print(parser.format_help() + "\n" + _footer(parser, console))
        return EXIT_OK
    code: int = module.run(options, console)
    return code


def _footer(parser: Parser, console: Console) -> str:
    """Return what stands below a command's help: an example, and the exit codes where they tell something."""
    lines = [f"{console.say('help.examples')}: {console.say(f'{parser.key}.example')}"]
    if parser.command == "extract":
        lines.append(console.say("help.extract.exit-codes"))
    return "\n".join(lines)
