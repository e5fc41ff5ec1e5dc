"""Measurable aims: "trên 30%", "ít nhất 05 mô hình"."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from gazetteer.target_data import ABOUT, FROM, TargetLexicon

_REACH_BACK: Final = 28
_PERCENT: Final = "%"
_AT_LEAST: Final = ">="
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")


class Target(NamedTuple):
    """An aim that can be measured, at `[start, end)` of the matched text.

    `comparator` is one of ">=", "<=", ">", "<", "=", or None where nothing is compared ("100%"); of a range
    such as "20-30%" the lower end is meant. `unit` is None where the word behind the number is not known
    as one. `rule` says what found it: "compared" or "share".
    """

    start: int
    end: int
    comparator: str | None
    number: float
    unit: str | None
    rule: str


def find_targets(text: str, lexicon: TargetLexicon) -> tuple[Target, ...]:
    """Find numbers to be reached.

    They stand behind a comparing word, or behind a word of reaching with a known unit, or are per cents.
    `text` is a document's matched text. Dates, ages, and numbers of documents and clauses are left out.
    Sorted by start, without overlaps; none crosses a line.
    """
    found: list[Target] = []
    reached, percent = 0, text.find(_PERCENT)
    led_at = lexicon.led.match
    for _index, start, _end in lexicon.anchors.find_matches_as_indexes(text):
        while 0 <= percent < start:
            reached = _add(found, _share(text, percent, reached, lexicon), reached)
            percent = text.find(_PERCENT, max(percent + 1, reached))
        if start < reached or (match := led_at(text, start)) is None or (start and text[start - 1].isalnum()):
            continue
        reached = _add(found, _led(text, match, lexicon), reached)
        if percent < reached:
            percent = text.find(_PERCENT, reached)
    while percent >= 0:
        reached = _add(found, _share(text, percent, reached, lexicon), reached)
        percent = text.find(_PERCENT, max(percent + 1, reached))
    return tuple(found)


def _add(found: list[Target], target: Target | None, reached: int) -> int:
    """Add a target that was found; return up to where the text is read."""
    if target is None:
        return reached
    found.append(target)
    return target.end


def _led(text: str, match: re.Match[str], lexicon: TargetLexicon) -> Target | None:
    if text.startswith(lexicon.none, match.end("number")):
        return None
    sign = lexicon.comparators.get((match["compare"] or "").lower())
    behind = _behind(text, match.end(), lexicon)
    unit = match["unit"]
    if sign in (None, FROM) and unit is None:
        return None
    if sign == FROM and behind is None and not (unit == _PERCENT and match["reach"]):
        return None
    if behind is not None:
        comparator: str | None = lexicon.ends[behind[1]]
    elif sign == FROM or (match["upto"] and sign is None):
        comparator = _AT_LEAST
    elif sign is None:
        comparator = "=" if (match["reach"] or "").lower() in lexicon.exact else None
    else:
        comparator = None if sign == ABOUT else sign
    end = behind.end() if behind else match.end() if unit or match["upto"] else match.end("number")
    return Target(match.start(), end, comparator, _number(match["number"]), unit, "compared")


def _behind(text: str, end: int, lexicon: TargetLexicon) -> re.Match[str] | None:
    return lexicon.behind.match(text, end)


def _share(text: str, percent: int, reached: int, lexicon: TargetLexicon) -> Target | None:
    floor = max(reached, percent - _REACH_BACK)
    match = lexicon.share.search(text[floor:percent])
    if match is None:
        return None
    behind = _behind(text, percent + 1, lexicon)
    comparator = lexicon.ends[behind[1]] if behind else _AT_LEAST if match["upto"] else None
    end = behind.end() if behind else percent + 1
    return Target(floor + match.start(), end, comparator, _number(match["number"]), _PERCENT, "share")


def _number(written: str) -> float:
    """Read a number: dots part thousands, a comma parts decimals; "2.5" is a slip for "2,5"."""
    if _THOUSANDS.fullmatch(written):
        written = written.replace(".", "")
    return float(written.replace(",", "."))
