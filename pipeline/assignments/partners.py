"""Partners: "phối hợp với Y, Z", not those of third parties (guide section 3, support)."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from gazetteer.cue_data import BODY, GROUP, ISSUER, Cues

if TYPE_CHECKING:
    from pipeline.assignments.model import Assignee
    from pipeline.assignments.reading import Reading
    from pipeline.assignments.signs import SignText

_CHUNK = re.compile(r"[,;(]|\.(?!\.)(?<!\.\.)")


@cache
def _directing(cues: Cues) -> re.Pattern[str]:
    """Words that tell somebody else to cooperate."""
    and_ = cues.words["joining.and"]
    return re.compile(
        rf"(?<!\w)(?i:{cues.words['verbs.directing']})"
        rf"(?:[^;.]*?[{BODY}{ISSUER}{GROUP}]| (?!{and_} |, )[^\W\d_]+ [^;.]*(?<! {and_} )$)"
    )


def read_partners(
    reading: Reading, start: int, end: int, lead: tuple[int, int] | None, basis: str
) -> list[Assignee]:
    """Those whom `find_partners` finds, known by `basis`, in their order; one named again comes again."""
    stretches = find_partners(reading.signs, start, end, reading.cues, lead)
    return [one for stretch in stretches for one in reading.assignees(*stretch, "support", basis)]


def find_partners(
    signs: SignText, start: int, end: int, cues: Cues, lead: tuple[int, int] | None
) -> list[tuple[int, int]]:
    """Stretches of bodies in [start, end) of a text with signs that take part beside the lead.

    `lead` is where the lead's own signs stand in the stretch, or None; a body directly before "phối hợp" that
    is not the lead, and one told to do so ("chỉ đạo X phối hợp với Y"), make Y a partner of somebody else.
    """
    together, text = signs.together, signs.text
    directing = _directing(cues)
    found = []
    for index in range(bisect_left(together, (start,)), len(together)):
        at, body, stop = together[index]
        if stop > end:
            break
        begin = _chunk_start(text, start, at)
        chunk_lead = lead is not None and begin <= lead[1] and lead[0] < at
        head = max(begin, lead[1]) if chunk_lead and lead is not None else begin
        if not directing.search(text, head, at) and (chunk_lead or not _body_before(text, head, at)):
            found.append((body, stop))
    return found


def _chunk_start(text: str, start: int, end: int) -> int:
    """Where the words begin that lead up to `end`; a row of names is one stretch with what opens it."""
    marks = [start, *(mark.end() for mark in _CHUNK.finditer(text, start, end))]
    while len(marks) > 1 and text[marks[-1] : end].strip()[:1].isupper():
        marks.pop()
    return marks[-1]


def _body_before(text: str, start: int, end: int) -> bool:
    """Whether a body stands in [start, end): the one who is to cooperate, when it is not the lead."""
    return any(sign in text[start:end] for sign in (BODY, ISSUER, GROUP))
