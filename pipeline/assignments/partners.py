"""Partners: "phối hợp với Y, Z", not those of third parties (guide section 3, support)."""

from __future__ import annotations

import re
from functools import cache

from gazetteer.cue_data import BODIES, BODY, GROUP, ISSUER, Cues

_CHUNK = re.compile(r"[,;(]|\.(?!\.)(?<!\.\.)")


@cache
def _partner_patterns(cues: Cues) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    w = cues.words
    manner = r"(?: [^\W\d_]+){0,3}?"
    return (
        re.compile(
            rf"(?:(?<!\w)(?i:{w['verbs.together']}){manner}(?: {w['verbs.with']})?|(?<!\w)(?:{w['verbs.participation']}|{w['verbs.beside']}))"
            rf",? ?(?P<bodies>{BODIES})"
        ),
        re.compile(rf"(?<!\w)(?i:{w['verbs.directing']})(?:[^;.]*?[{BODY}{ISSUER}{GROUP}]| (?!và |, )[^\W\d_]+ [^;.]*(?<! và )$)"),
        re.compile(rf"(?<!\w)(?i:{w['verbs.noun_before']}) ?$"),
    )


def find_partners(text: str, start: int, end: int, cues: Cues, lead: tuple[int, int] | None) -> list[tuple[int, int]]:
    """Stretches of bodies in [start, end) of a text with signs that take part beside the lead.

    `lead` is where the lead's own signs stand in the stretch, or None; a body directly before "phối hợp" that
    is not the lead, and one told to do so ("chỉ đạo X phối hợp với Y"), make Y a partner of somebody else.
    """
    together, directing, noun = _partner_patterns(cues)
    found = []
    for match in together.finditer(text, start, end):
        if noun.search(text, max(start, match.start() - 20), match.start()):
            continue
        begin = _chunk_start(text, start, match.start())
        chunk_lead = lead is not None and begin <= lead[1] and lead[0] < match.start()
        head = max(begin, lead[1]) if chunk_lead and lead is not None else begin
        if directing.search(text, head, match.start()) or (not chunk_lead and _body_before(text, head, match.start())):
            continue
        found.append(match.span("bodies"))
    return found


def _chunk_start(text: str, start: int, end: int) -> int:
    """Where the words begin that lead up to `end`; a row of names with capitals is one stretch with what opens it."""
    marks = [start, *(mark.end() for mark in _CHUNK.finditer(text, start, end))]
    while len(marks) > 1 and text[marks[-1] : end].strip()[:1].isupper():
        marks.pop()
    return marks[-1]


def _body_before(text: str, start: int, end: int) -> bool:
    """Whether a body stands in [start, end): the one who is to cooperate, when it is not the lead."""
    return any(sign in text[start:end] for sign in (BODY, ISSUER, GROUP))
