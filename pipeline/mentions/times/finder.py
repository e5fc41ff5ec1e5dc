"""Times in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from gazetteer.time_data import TimeLexicon, TimeRule
from pipeline.mentions.times.guards import Around, look_around, modifies_act
from pipeline.mentions.times.model import DATE, RECURRING, Deadline, Reading
from pipeline.mentions.times.readings import READERS
from pipeline.mentions.times.values import Issued, read_issued, too_early

_REACH_LEFT: Final = 16
_SAME_SENTENCE: Final = 400
_SENTENCE_END: Final = re.compile(r"[.;] ")
_CONTINUOUS: Final = "continuous"
_YEARLY: Final = "yearly"


class _Found(NamedTuple):
    start: int
    end: int
    reading: Reading
    rule: str
    around: Around


def find_deadlines(text: str, lexicon: TimeLexicon, issued: str | None) -> tuple[Deadline, ...]:
    """Find by when or how often things have to be done, in running text.

    `text` is a document's matched text, `issued` its ISO date of issue (a year or month alone will do; None
    where unknown). A time counts only where it modifies an act, as section 6 of the annotation guide says.
    A day or month without a year is the next one from `issued` on, and none if that is unknown; a date more
    than a month before `issued` is no deadline; a date that the calendar lacks is none. A recurrence said
    twice in a sentence counts once. Sorted by start, without overlaps; no time crosses a line.
    """
    when = read_issued(issued)
    settled = _Settled(text, lexicon)
    return tuple(
        deadline
        for found in _find(text, lexicon, when)
        if found.reading.kind != DATE or not too_early(found.reading.value or "", when)
        if (deadline := settled.settle(found)) is not None
    )


def _find(text: str, lexicon: TimeLexicon, issued: Issued | None) -> Iterator[_Found]:
    reached = 0
    rules_of = lexicon.rules_of
    for index, start, _end in lexicon.anchors.find_matches_as_indexes(text):
        if start < reached or (start and text[start - 1].isalnum()):
            continue
        for rule in rules_of[index]:
            match = rule.pattern.match(text, start)
            if match is None:
                continue
            found = _apply(rule, match, lexicon, issued)
            if found is not None:
                reached = found.end
                yield found
                break


def _apply(
    rule: TimeRule, match: re.Match[str], lexicon: TimeLexicon, issued: Issued | None
) -> _Found | None:
    """Read what `rule` matched; None where the words beside it make it no deadline."""
    text, (start, end), left = match.string, match.span(), None
    if rule.left is not None:
        left = rule.left.search(text[max(0, start - _REACH_LEFT) : start])
        if left is not None:
            start -= len(left[0])
        elif rule.left_needed:
            return None
    if rule.quoted:
        start = match.start("quote")
    around = look_around(text, start, end, told=left is not None)
    if not modifies_act(rule.guard, around, lexicon, match):
        return None
    reading = READERS[rule.reads](match, lexicon, issued)
    return None if reading is None else _Found(start, end, reading, rule.id, around)


class _Settled:
    """What was found so far in the paragraph: decides about days without a year and about repetitions."""

    def __init__(self, text: str, lexicon: TimeLexicon) -> None:
        self._text = text
        self._lexicon = lexicon
        self._last: Deadline | None = None
        self._seen: dict[str, int] = {}

    def settle(self, found: _Found) -> Deadline | None:
        """Return the deadline, or None where it only repeats or dates a recurrence of the same sentence."""
        reading = found.reading
        if self._last is not None and self._text.find("\n", self._last.end, found.start) >= 0:
            self._seen.clear()
        if reading.yearless and self._returns(found):
            reading = Reading(RECURRING, _YEARLY)
            if any(self._near(end, found.start) for end in self._seen.values()):
                return None
        deadline = Deadline(found.start, found.end, reading.kind, reading.value, found.rule)
        self._last = deadline
        if reading.kind == RECURRING and reading.value is not None:
            end = self._seen.get(reading.value)
            self._seen[reading.value] = found.end
            if end is not None and self._near(end, found.start):
                return None
        return deadline

    def _returns(self, found: _Found) -> bool:
        """Return whether a day without a year comes each year: beside a recurrence of the same paragraph."""
        if any(value != _CONTINUOUS for value in self._seen):
            return True
        return any(word in found.around.before for word in self._lexicon.words.periodic)

    def _near(self, end: int, start: int) -> bool:
        """Return whether both stand in one sentence."""
        return start - end <= _SAME_SENTENCE and not _SENTENCE_END.search(self._text, end, start)
