"""What the finder of times gives."""

from __future__ import annotations

from typing import Final, NamedTuple

DATE: Final = "date"
RECURRING: Final = "recurring"
RELATIVE: Final = "relative"


class Deadline(NamedTuple):
    """A time by which, or how often, something has to be done, at `[start, end)` of the matched text.

    `kind` is "date" (`value`: the last day allowed, ISO), "recurring" (`value`: recurrences in the order of
    the text, joined by commas) or "relative" (`value` is None). `rule` names the entry of times.toml that
    found it.
    """

    start: int
    end: int
    kind: str
    value: str | None
    rule: str


class Reading(NamedTuple):
    """What the groups of a pattern say; `yearless` tells that the text gives no year."""

    kind: str
    value: str | None
    yearless: bool = False
