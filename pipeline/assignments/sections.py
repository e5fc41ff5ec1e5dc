"""What a heading says about the clauses below it: that they are duties, aims, an assessment."""

from __future__ import annotations

import re
from functools import cache

from gazetteer.cue_data import Cues
from pipeline.assignments.forms import actor_patterns

OPENING_LENGTH = 16
"""A word that makes a heading one of aims or the like stands at most this far into it."""
_SECTIONS = ("duty", "work", "target", "aim", "assessment", "funding", "criteria", "scope")
_ANYWHERE = frozenset({"duty", "work"})


@cache
def _patterns(cues: Cues) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(rf"(?<!\w){cues.words[f'sections.{kind}']}")) for kind in _SECTIONS)


def section_kind(heading: str, cues: Cues) -> str | None:
    """What the clauses under `heading` are, or None if it does not say.

    One of duty, target, aim, assessment, funding, criteria, scope: what the first word that tells says. But
    duties win over aims and targets ("Mục tiêu, nhiệm vụ"), and all win over mere words of work, which make
    duties. A heading that begins with a verb ("Huy động nguồn lực …") says so only by its first word.
    """
    lowered = heading.lower()
    reach = 0 if actor_patterns(cues).verb_first.match(lowered) else OPENING_LENGTH
    found: dict[str, int] = {}
    for kind, pattern in _patterns(cues):
        match = pattern.search(lowered)
        if match is not None and (kind in _ANYWHERE or match.start() <= reach):
            found[kind] = match.start()
    work = found.pop("work", None)
    if "duty" in found:
        found.pop("aim", None)
        found.pop("target", None)
    if not found:
        return None if work is None else "duty"
    return min(found, key=lambda kind: found[kind])
