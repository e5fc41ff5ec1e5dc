"""Headings and lead-ins: what passes its bodies on to the clauses below it (guide T3)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.cue_data import BODIES, BODY, Cues
from pipeline.assignments.actors import actor_patterns, find_actor
from pipeline.assignments.sentences import split_sentences
from pipeline.assignments.verdicts import section_kind

if TYPE_CHECKING:
    from pipeline.assignments.model import Assignee
    from pipeline.assignments.state import State

SENTENCE_LENGTH = 200
"""A clause with sub-clauses that is longer, or ends like a sentence, has words of its own."""


class Heading(NamedTuple):
    """A clause that is no item: the bodies it passes on, what section it opens, whether it is a full sentence.

    `own_end`: where an instruction of its own ends that stands before the announcement of the list, or None.
    """

    leads: tuple[Assignee, ...]
    section: str | None
    sentence: bool
    own_end: int | None


@cache
def _patterns(cues: Cues) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    w = cues.words
    before = rf"(?:{w['verbs.assign_opening']} |{w['headings.before']} )?"
    return (
        re.compile(rf"{before}(?P<bodies>{BODIES})(?P<aside> ?\([^()]*\))?[ :.;,]*$"),
        re.compile(rf"[;,.] ?(?:{w['announce.breaks']})[^;.]{{0,200}}:?$|, (?:{w['announce.breaks']}):$"),
        re.compile(rf"(?:{w['announce.ends']})[ ,]*:$"),
    )


def read_heading(index: int, start: int, state: State) -> Heading | None:
    """Read the clause, whose words begin at `start`, as a heading or lead-in; None where it is an item."""
    clause, reading = state.clauses[index], state.reading
    first, last = reading.sign_span(start, clause.end)
    words = reading.signs.text[first:last]
    bare, own_break, announced = _patterns(reading.cues)
    match = bare.match(words)
    if match is not None and (state.has_children(index) or words.endswith(":") or BODY in words):
        leads = reading.assignees(first + match.start("bodies"), first + match.end("bodies"), "lead", "heading")
        return Heading(leads, "duty", sentence=False, own_end=None)
    colon = words.endswith(":")
    if not state.has_children(index) and not (colon and announced.search(words)):
        return _title(index, words, state)
    ended = words[-1:] in ".;!/"
    bold = reading.emphasised(start, clause.end)
    if not colon and (ended and not bold):
        return None
    return _lead_in(index, first, last, state, bold=bold)


def _title(index: int, words: str, state: State) -> Heading | None:
    """A line in capitals with nothing below it still opens a section."""
    if not (words.isupper() and len(words) > 3):
        return None
    return Heading((), section_kind(words, state.reading.cues), sentence=False, own_end=None)


def _lead_in(index: int, first: int, last: int, state: State, *, bold: bool) -> Heading:
    reading = state.reading
    text = reading.signs.text
    _, own_break, announced = _patterns(reading.cues)
    words = text[first:last]
    actor = None
    patterns = actor_patterns(reading.cues)
    sentences = split_sentences(text, first, last, reading.cues)
    for begin, end in reversed(sentences):
        actor = find_actor(reading.signs, begin, end, patterns, open_text=not state.leads_above(index))
        if actor is not None:
            break
    leads = reading.leads(actor, "lead_in") if actor is not None else ()
    section = section_kind(reading.text[state.clauses[index].body : state.clauses[index].end][:120], reading.cues)
    if leads:
        section = "duty"
    sentence = actor is not None or len(words) > SENTENCE_LENGTH
    broken = own_break.search(words)
    own_end = None
    if broken is not None and actor is not None and actor.predicate - first < broken.start():
        own_end = reading.matched_span(first, first + broken.start()).end
    return Heading(leads, section, sentence, own_end)
