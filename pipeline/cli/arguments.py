"""What the command line says: argparse for the grammar, our own words for help and errors."""

from __future__ import annotations

import argparse
import re
import textwrap
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from pipeline.errors import UsageError
from pipeline.messages import DEFAULT, LANGUAGES, Lang, say, say_code

WIDTH: Final = 78
COMMANDS: Final = (
    *("extract", "show", "explain", "restore", "evaluate"),
    *("load", "query", "stats", "changes", "export", "serve", "push"),
    *("gazetteer", "schema", "doctor"),
)
GROUPS: Final = {"gazetteer": ("lookup", "show", "check", "unknown", "find")}
"""The commands that only name a group, with the commands of each."""


class Parser(argparse.ArgumentParser):
    """The arguments of one command, named by `command`. Raises UsageError instead of leaving the process.

    The messages of a command of a group have both names in their keys: help.gazetteer-lookup.
    """

    def __init__(self, command: str, lang: Lang) -> None:
        """Begin with the options that every command has."""
        self.key = f"help.{command.replace(' ', '-')}"
        super().__init__(
            prog=f"giaoviec {command}",
            usage=say(f"{self.key}.usage", lang),
            description=say(f"{self.key}.description", lang),
            add_help=False,
            allow_abbrev=False,
            exit_on_error=False,
            formatter_class=_formatter(lang),
        )
        self.command = command
        self._lang = lang
        self._needed: list[tuple[str, str]] = []
        self._arguments = self.add_argument_group(say("help.arguments", lang))
        self._choices = self.add_argument_group(say("help.options", lang))

    def argument(self, name: str, *, many: bool = False, needed: bool = True) -> None:
        """Take an argument, which must be given if `needed`; its help is the message help.COMMAND.NAME."""
        nargs = "*" if many else "?"
        shown = self._shown(name.upper())
        if needed:
            self._needed.append((name, shown))
        self._arguments.add_argument(name, nargs=nargs, metavar=shown, help=self._help(name))

    def option(
        self,
        *flags: str,
        metavar: str,
        kind: Callable[[str], Any] = str,
        needed: bool = False,
        bare: bool = False,
        shared: bool = False,
        **fields: object,
    ) -> None:
        """Take an option with a value; its help is named after the last flag, with `fields` put in.

        A `bare` one may stand without its value and is then True. The help of a `shared` one is the same for
        every command: the message help.shared.NAME.
        """
        name, shown = flags[-1].removeprefix("--"), self._shown(metavar)
        if needed:
            self._needed.append((name.replace("-", "_"), f"{flags[0]} {shown}"))
        text = self._help(name, shared=shared, **fields)
        lone: dict[str, Any] = {"nargs": "?", "const": True} if bare else {}
        self._choices.add_argument(*flags, metavar=shown, type=kind, help=text, **lone)

    def switch(self, flag: str, *, shared: bool = False) -> None:
        """Take an option without a value."""
        text = self._help(flag.removeprefix("--"), shared=shared)
        self._choices.add_argument(flag, action="store_true", help=text)

    def overlay(self) -> None:
        """Take `--gazetteer`, a folder laid over the gazetteer; the help is the same for every command."""
        text = say("help.overlay", self._lang).replace("%", "%%")
        self._choices.add_argument("--gazetteer", metavar=self._shown("FOLDER"), help=text)

    def parse(self, argv: Sequence[str]) -> argparse.Namespace:
        """Return the values given; raises UsageError."""
        self._choices.add_argument("--lang", metavar="vi|en", help=say("help.lang", self._lang))
        self._choices.add_argument("-h", "--help", action="store_true", help=say("help.help", self._lang))
        try:
            # Options between the inputs need the intermixed way, which forgets what "--" means.
            parse = self.parse_known_args if "--" in argv else self.parse_known_intermixed_args
            values, rest = parse(list(argv))
        except argparse.ArgumentError as error:
            raise self._bad_option(error) from error
        if values.help:
            return values
        for word in rest:
            if word.startswith("-"):
                flags = [flag for action in self._actions for flag in action.option_strings]
                raise UsageError(
                    "unknown-option", command=self.command, value=word, guess=guess(word, flags, self._lang)
                )
            raise UsageError("extra-argument", command=self.command, value=word)
        for name, shown in self._needed:
            if not getattr(values, name):
                example = say(f"{self.key}.example", self._lang)
                raise UsageError("missing-argument", command=self.command, value=shown, example=example)
        return values

    def _bad_option(self, error: argparse.ArgumentError) -> UsageError:
        """Say what is wrong with an option: a value is missing, or there is one that it does not take."""
        flag = str(error.argument_name).split("/")[0]
        action = next(action for action in self._actions if flag in action.option_strings)
        code = "unexpected-value" if action.nargs == 0 else "missing-value"
        return UsageError(code, command=self.command, value=flag)

    def _shown(self, metavar: str) -> str:
        """Return what stands for a value in help, in the language of the reader."""
        return say_code("metavar", metavar, self._lang)

    def _help(self, name: str, *, shared: bool = False, **fields: object) -> str:
        key = "help.shared" if shared else self.key
        # argparse fills in its own "%" signs.
        return say(f"{key}.{name.replace('_', '-')}", self._lang, **fields).replace("%", "%%")


def guess(word: str, known: Iterable[str], lang: Lang) -> str:
    """Return a question for the known word that is nearest to `word`, or nothing where none is near."""
    from difflib import get_close_matches

    near = get_close_matches(word, list(known), n=1)
    return say("cli.guess", lang, word=near[0]) if near else ""


def at_least(low: float, option: str) -> Callable[[str], float]:
    """Return a reader of numbers of at least `low`, which raises UsageError for anything else."""

    def read(value: str) -> float:
        try:
            number = float(value)
        except ValueError:
            number = float("nan")
        if not low <= number < float("inf"):
            raise UsageError("bad-number", option=option, low=f"{low:g}", value=value)
        return number

    return read


def whole_at_least(low: int, option: str) -> Callable[[str], int]:
    """Return a reader of whole numbers of at least `low`, which raises UsageError for anything else."""

    def read(value: str) -> int:
        if not value.isdecimal() or int(value) < low:
            raise UsageError("bad-number", option=option, low=str(low), value=value)
        return int(value)

    return read


def one_file(path: str) -> str:
    """Return the path of a document; raises UsageError (is-folder): only some commands read a folder."""
    if Path(path).is_dir():
        raise UsageError("is-folder", file=path)
    return path


def filled(option: str) -> Callable[[str], str]:
    """Return a reader of words, which raises UsageError where there are none: they would mean everything."""

    def read(value: str) -> str:
        if not value.strip():
            raise UsageError("empty-value", option=option)
        return value

    return read


def day(option: str) -> Callable[[str], str]:
    """Return a reader of days, 2025-03-01 or 01/3/2025, as ISO dates; it raises UsageError for others."""

    def read(value: str) -> str:
        numbers = re.fullmatch(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", value)
        try:
            if numbers:
                return date(int(numbers[3]), int(numbers[2]), int(numbers[1])).isoformat()
            return date.fromisoformat(value).isoformat()
        except ValueError as error:
            raise UsageError("bad-date", option=option, value=value) from error

    return read


def take_language(argv: Sequence[str]) -> tuple[Lang, list[str]]:
    """Return the language that `--lang` asks for, wherever it stands, and the other arguments.

    Raises UsageError for a language that there is not.
    """
    lang: Lang = DEFAULT
    rest: list[str] = []
    words = iter(argv)
    for word in words:
        if word == "--":
            rest += [word, *words]
        elif word == "--lang" or word.startswith("--lang="):
            value = word.partition("=")[2] if "=" in word else next(words, "")
            if value not in LANGUAGES:
                raise UsageError("bad-choice", option="--lang", value=value, choices=", ".join(LANGUAGES))
            lang = value
        else:
            rest.append(word)
    return lang, rest


def program_help(lang: Lang) -> str:
    """Return the help of the program itself: what it does, and its commands."""
    usage = f"{say('help.usage', lang)}giaoviec [--lang vi|en] {say('help.command', lang)} …"
    lines = [usage, "", textwrap.fill(say("help.program", lang), WIDTH), ""]
    lines.append(f"{say('help.commands', lang)}:")
    lines += [f"  {command:12}{say(f'help.{command}.summary', lang)}" for command in COMMANDS]
    lines += ["", f"{say('help.options', lang)}:"]
    options = (("--lang vi|en", "lang"), ("--version", "version"), ("-h, --help", "help"))
    lines += [f"  {flags:14}{say(f'help.{key}', lang)}" for flags, key in options]
    return "\n".join([*lines, "", say("help.more", lang)])


def group_help(group: str, lang: Lang) -> str:
    """Return the help of a group of commands: what they are for, and each in a line."""
    key = f"help.{group}"
    lines = [f"{say('help.usage', lang)}{say(f'{key}.usage', lang)}", ""]
    lines += [textwrap.fill(say(f"{key}.description", lang), WIDTH), "", f"{say('help.commands', lang)}:"]
    lines += [f"  {command:12}{say(f'{key}-{command}.summary', lang)}" for command in GROUPS[group]]
    return "\n".join([*lines, "", f"{say('help.examples', lang)}: {say(f'{key}.example', lang)}"])


def _formatter(lang: Lang) -> type[argparse.HelpFormatter]:
    class Formatter(argparse.HelpFormatter):
        def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:  # noqa: ANN401
            super().add_usage(usage, actions, groups, prefix or say("help.usage", lang))

    return Formatter
