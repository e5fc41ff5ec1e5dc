"""What a matched pattern of times.toml says: one reader for each word that may stand in its `reads`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from gazetteer.time_data import TimeLexicon
from pipeline.mentions.times.model import DATE, RECURRING, RELATIVE, Reading
from pipeline.mentions.times.values import Groups, Issued, day_before, group, read_day, read_period

_BRACKETS: Final = re.compile(r"\([^()\n]{0,200}\)")
Reader = Callable[[re.Match[str], TimeLexicon, Issued | None], Reading | None]


def recurrences(words: str, lexicon: TimeLexicon) -> str | None:
    """Return the recurrences that `words` list, each once, in their order; None if there are none.

    What stands in brackets tells the day of a recurrence, not another one, and is left out.
    """
    found: dict[str, None] = {}
    for match in lexicon.item.finditer(_BRACKETS.sub("", words).lower()):
        unit = match["unit"]
        value = lexicon.units[unit] if unit else _every_months(match["months"], lexicon)
        if value:
            found[value] = None
    return ",".join(found) or None


def _every_months(count: str, lexicon: TimeLexicon) -> str | None:
    return lexicon.months.get(lexicon.numerals.get(count) or int(count))


def _dated(value: str | None, *, yearless: bool = False) -> Reading | None:
    return Reading(DATE, value, yearless) if value else None


def _recurring(value: str | None) -> Reading | None:
    return Reading(RECURRING, value) if value else None


def _returning(groups: Groups, lexicon: TimeLexicon) -> Reading | None:
    every, cycle = group(groups, "every"), group(groups, "cycle")
    if every:
        return _recurring(lexicon.units[every])
    return _recurring(lexicon.cycles[cycle]) if cycle else None


def _read_day(match: re.Match[str], lexicon: TimeLexicon, issued: Issued | None) -> Reading | None:
    groups = match.groupdict()
    returning = _returning(groups, lexicon)
    if returning is not None:
        return returning
    value, yearless = read_day(groups, issued)
    return _dated(value, yearless=yearless)


def _read_period(match: re.Match[str], lexicon: TimeLexicon, issued: Issued | None) -> Reading | None:
    groups = match.groupdict()
    returning = _returning(groups, lexicon)
    if returning is not None:
        return returning
    if group(groups, "day"):
        return _dated(read_day(groups, issued)[0])
    return _dated(read_period(groups, issued, lexicon.numerals), yearless=group(groups, "year") is None)


def _read_before(match: re.Match[str], lexicon: TimeLexicon, issued: Issued | None) -> Reading | None:
    groups = match.groupdict()
    return _returning(groups, lexicon) or _dated(day_before(groups, issued, lexicon.numerals))


def _read_list(match: re.Match[str], lexicon: TimeLexicon, _issued: Issued | None) -> Reading | None:
    words = match[0]
    if match.groupdict().get("open"):
        words = words.replace("(", "", 1)
    return _recurring(recurrences(words, lexicon))


def _read_months(match: re.Match[str], lexicon: TimeLexicon, _issued: Issued | None) -> Reading | None:
    """Read "03 tháng một lần" from the unit that is matched and the number that stands before it."""
    word = match.string[max(0, match.start() - 5) : match.start()].split()[-1].lower()
    count = lexicon.numerals.get(word) or int(re.sub(r"\D", "", word) or 0)
    unit = lexicon.units[match["unit"]]
    if unit == lexicon.months[1]:
        return _recurring(lexicon.months.get(count))
    return _recurring(unit if count == 1 else None)


def _read_continuous(_match: re.Match[str], _lexicon: TimeLexicon, _issued: Issued | None) -> Reading:
    return Reading(RECURRING, "continuous")


def _read_relative(_match: re.Match[str], _lexicon: TimeLexicon, _issued: Issued | None) -> Reading:
    return Reading(RELATIVE, None)


READERS: Final[Mapping[str, Reader]] = MappingProxyType(
    {
        "day": _read_day,
        "period": _read_period,
        "before": _read_before,
        "relative": _read_relative,
        "list": _read_list,
        "months": _read_months,
        "continuous": _read_continuous,
    }
)
