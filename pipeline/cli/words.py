"""Records in words, for `show` and `explain`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pipeline.cli.console import Console

Fields = Mapping[str, Any]
_BLANK: Final = "␣"
_NOTHING: Final = "∅"


def who(task: Fields, role: str) -> str:
    """Return the names of those with a role, "; " between them; empty for none."""
    return "; ".join(one["name"] for one in task["assignees"] if one["role"] == role)


def when(deadline: Fields, console: Console) -> str:
    """Return a deadline: what it means, and as written."""
    value = deadline["value"]
    if deadline["kind"] == "recurring":
        meaning = ", ".join(console.code("recurrence", part) for part in value.split(","))
    elif deadline["kind"] == "date":
        year, month, day = value.split("-")
        meaning = console.say("words.date", year=year, month=month, day=day)
    else:
        meaning = console.say("explain.relative")
    return f"{meaning} (“{one_line(deadline['quote'])}”)"


def cited(ref: Fields) -> str:
    """Return a citation: as written, and its number where the words lack it."""
    words = one_line(ref["citation"])
    number = ref["number"] or ref["title"]
    return words if not number or number in words else f"{words} ({number})"


def one_line(text: str) -> str:
    """Return `text` with every run of white space as one space."""
    return " ".join(text.split())


def seen(words: str) -> str:
    """Return words on one line so that nobody overlooks a blank at their ends, or that there are none."""
    before, behind = words[:1].isspace(), len(words) > 1 and words[-1].isspace()
    return _BLANK * before + one_line(words) + _BLANK * behind or _NOTHING


def number_in_words(number: int, console: Console) -> str:
    """Return a number as people write it: 12.345, or in English 12,345."""
    return f"{number:,}".replace(",", console.say("words.thousands"))
