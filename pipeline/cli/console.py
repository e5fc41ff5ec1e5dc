"""Where words go: two streams in UTF-8, whatever the console's own encoding, in one language."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from io import TextIOWrapper
from typing import Final, TextIO

from pipeline.errors import GiaoviecError
from pipeline.messages import Lang, say, say_code

# A document must not drive the terminal that shows it: escape sequences lose their first character.
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Console:
    """The two streams and the language. `out` is for results, `err` for progress and errors."""

    out: TextIO
    err: TextIO
    lang: Lang

    def print(self, text: str = "") -> None:
        """Write a line of results."""
        self.out.write(text + "\n")

    def note(self, text: str) -> None:
        """Write a line that is no result."""
        self.err.write(text + "\n")

    def say(self, key: str, **fields: object) -> str:
        """Return a message in the console's language."""
        return say(key, self.lang, **fields)

    def code(self, group: str, code: str) -> str:
        """Return the words for a code of a record, or the code itself."""
        return say_code(group, code, self.lang)

    def error(self, error: GiaoviecError) -> None:
        """Write what went wrong and what to do about it."""
        self.note(self.say("cli.error", text=f"{error.message(self.lang)} {error.remedy(self.lang)}"))

    @property
    def colours(self) -> bool:
        """True where results go to a terminal whose user did not refuse colours (NO_COLOR)."""
        return self.out.isatty() and not os.environ.get("NO_COLOR")


def open_console(lang: Lang) -> Console:
    """Return a console on this process's streams, which from now on write UTF-8 and plain line feeds."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    return Console(sys.stdout, sys.stderr, lang)


def tame(text: str) -> str:
    """Return `text` with each control character but tab and line feed as a dot; the length stays."""
    return _CONTROL.sub("·", text)
