"""What kind of sentence it is: a closing clause, an instruction, or no task and why (guide T6, T7)."""

from __future__ import annotations

import re
from functools import cache

from gazetteer.cue_data import Cues
from pipeline.assignments.actors import actor_patterns

_SECTIONS = ("duty", "work", "target", "aim", "assessment", "funding", "criteria", "scope")
_ANYWHERE = frozenset({"duty", "work"})
OPENING_LENGTH = 16
"""A word that makes a heading one of aims or the like stands at most this far into it."""


def closing_rule(text: str, cues: Cues, *, tail: bool) -> str | None:
    """The rule that makes `text`, a sentence or predicate with signs, a closing clause, or None.

    `tail` says that it stands at the end of the document.
    """
    return cues.closing.rule(text, tail=tail)


def no_task_reason(text: str, cues: Cues) -> str | None:
    """Why the sentence `text` instructs nobody, or None where it may."""
    return cues.none.rule(text, tail=False)


@cache
def _section_patterns(cues: Cues) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(rf"(?<!\w){cues.words[f'sections.{kind}']}")) for kind in _SECTIONS)


def section_kind(heading: str, cues: Cues) -> str | None:
    """What the clauses under `heading` are: duty, target, aim, assessment, funding, scope, or None if it does not say.

    A heading that begins with a verb ("Huy động nguồn lực …") says so only by its first word. The first word decides, but duties win over aims and targets ("Mục tiêu, nhiệm vụ") and all over mere work words.
    """
    lowered = heading.lower()
    found = {
        kind: match.start() for kind, pattern in _section_patterns(cues) if (match := pattern.search(lowered))
    }
    reach = 0 if actor_patterns(cues).verb_first.match(lowered) else OPENING_LENGTH
    found = {kind: start for kind, start in found.items() if kind in _ANYWHERE or start <= reach}
    work = found.pop("work", None)
    if "duty" in found:
        found.pop("aim", None)
        found.pop("target", None)
    if not found:
        return None if work is None else "duty"
    return min(found, key=lambda kind: found[kind])
