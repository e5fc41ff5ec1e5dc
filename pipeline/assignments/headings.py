"""Headings and lead-ins: what passes its bodies on to the clauses below it (guide T3)."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.cue_data import BODIES, BODY, GROUP, Cues
from pipeline.assignments.actors import actor_patterns, find_actor
from pipeline.assignments.items import NO_CARRIER
from pipeline.assignments.partners import find_partners
from pipeline.assignments.sentences import split_sentences
from pipeline.assignments.verdicts import section_kind
from pipeline.blocks.clauses import HEADING_LENGTH
from pipeline.blocks.markers import BULLETS

if TYPE_CHECKING:
    from pipeline.assignments.model import Assignee
    from pipeline.assignments.reading import Reading
    from pipeline.assignments.state import State

SHORT_LENGTH = 30
"""The bare name of a section is no longer."""
SENTENCE_LENGTH = 200
"""A clause with sub-clauses that is longer, or ends like a sentence, has words of its own."""


_UNNUMBERED = BULLETS | {"para"}


class Heading(NamedTuple):
    """A clause that is no item: the bodies it passes on, what section it opens, whether it is a full sentence.

    `own_end`: where an instruction of its own ends that stands before the announcement of the list, or None.
    """

    leads: tuple[Assignee, ...]
    section: str | None
    sentence: bool
    own_end: int | None


@cache
def _patterns(cues: Cues) -> tuple[re.Pattern[str], ...]:
    w = cues.words
    before = rf"(?:{w['verbs.assign_opening']} |{w['headings.before']} )?"
    return (
        re.compile(
            rf"{before}(?P<bodies>{BODIES})(?: ?\([^()]*\))?(?:,? {w['headings.within']}[^.;:]{{0,80}}:)?[ :.;,]*$"
        ),
        re.compile(rf"[;,.] ?(?:{w['announce.breaks']})[^;.]{{0,200}}:?$|, (?:{w['announce.breaks']}):$"),
        re.compile(rf"(?:{w['announce.ends']})[ ,]*:$"),
        re.compile(rf"(?<!\w){w['announce.calls']}[ ,]*:$"),
        re.compile(rf"(?<!\w){w['announce.speaks']}(?: {w['announce.ends']})*[ ,]*:$"),
    )


def read_heading(index: int, start: int, state: State) -> Heading | None:
    """Read the clause, whose words begin at `start`, as a heading or lead-in; None where it is an item."""
    clause, reading = state.clauses[index], state.reading
    first, last = reading.sign_span(start, clause.end)
    words = reading.signs.text[first:last]
    bare, _, announced, *_ = _patterns(reading.cues)
    match = bare.match(words)
    if match is not None and (state.has_children(index) or words.endswith(":") or BODY in words):
        leads = reading.assignees(
            first + match.start("bodies"), first + match.end("bodies"), "lead", "heading"
        )
        above = state.above(index).section
        return Heading(leads, above if above in NO_CARRIER else "duty", sentence=False, own_end=None)
    colon = words.endswith(":")
    if not state.has_children(index) and not (colon and announced.search(words)):
        return _title(index, words, state)
    ended = words[-1:] in ".;!/"
    bold = reading.emphasised(start, clause.end)
    if not colon and ended and not bold and not _is_topic(index, first, last, state):
        return None
    return _lead_in(index, first, last, state, bold=bold)


def _is_topic(index: int, first: int, last: int, state: State) -> bool:
    """A sentence that ends with a full stop is still a heading where numbered clauses spell it out and it names nobody,
    or where it is but the name of a section ("b) Yêu cầu.")."""
    reading = state.reading
    numbered = any(state.clauses[at].style not in _UNNUMBERED for at in state.children[index])
    words = reading.signs.text[first:last]
    return (
        (numbered or (last - first <= SHORT_LENGTH and section_kind(words, reading.cues) is not None))
        and last - first <= HEADING_LENGTH
        and len(split_sentences(reading.signs.text, first, last, reading.cues)) == 1
        and find_actor(reading.signs, first, last, actor_patterns(reading.cues), open_text=True) is None
    )


def _title(index: int, words: str, state: State) -> Heading | None:
    """A line in capitals with nothing below it still opens a section."""
    if not (words.isupper() and len(words) > 3):
        return None
    return Heading((), section_kind(words, state.reading.cues), sentence=False, own_end=None)


def _lead_in(index: int, first: int, last: int, state: State, *, bold: bool) -> Heading:
    reading = state.reading
    text = reading.signs.text
    _, own_break, announced, called, spoken = _patterns(reading.cues)
    words = text[first:last]
    actor = None
    patterns = actor_patterns(reading.cues)
    sentences = split_sentences(text, first, last, reading.cues)
    for begin, end in reversed(sentences):
        actor = find_actor(reading.signs, begin, end, patterns, open_text=not state.above(index).leads)
        if actor is not None:
            break
    if actor is not None and actor.rule not in {"demand", "notice"} and spoken.search(words):
        actor = None
    taken = find_partners(
        reading.signs, first, last, reading.cues, (actor.start, actor.end) if actor else None
    )
    partners = [p for stretch in taken for p in reading.assignees(*stretch, "support", "lead_in")]
    leads: tuple[Assignee, ...] = ()
    if actor is not None:
        leads = (*reading.leads(actor, "lead_in"), *partners)
    elif partners:
        leads = (*(a for a in state.above(index).leads if a.role == "lead"), *partners)
    elif (group := _described_group(first, last, reading)) is not None:
        return Heading(group, "duty", sentence=False, own_end=None)
    clause = state.clauses[index]
    section = None
    if leads or called.search(words):
        section = "duty"
    elif clause.end - clause.body <= HEADING_LENGTH and not (clause.style == "para" and words.endswith(":")):
        section = section_kind(reading.text[clause.body : clause.end], reading.cues)
    sentence = actor is not None or len(words) > SENTENCE_LENGTH
    broken = own_break.search(words)
    own_end = None
    if broken is not None and actor is not None and actor.predicate - first < broken.start():
        own_end = reading.matched_span(first, first + broken.start()).end
    elif (
        actor is not None
        and text[actor.end - 1] == BODY
        and not announced.search(words)
        and _all_led(index, state)
    ):
        own_end = clause.end - 1
    return Heading(leads, section, sentence, own_end)


def _all_led(index: int, state: State) -> bool:
    """Whether each clause directly below names a body of its own, so that none carries on what `index` says."""
    reading = state.reading
    patterns = actor_patterns(reading.cues)
    below = [state.clauses[at] for at in state.children[index]]
    stretches = [reading.sign_span(clause.body, clause.end) for clause in below]
    return all(find_actor(reading.signs, *stretch, patterns, open_text=False) for stretch in stretches)


def _described_group(first: int, last: int, reading: Reading) -> tuple[Assignee, ...] | None:
    """An open group with all the words that describe it, where the heading is nothing else."""
    text = reading.signs.text
    match = re.compile(BODIES).match(text, first, last)
    if match is None or text[match.end() - 1] != GROUP:
        return None
    leads = reading.assignees(first, match.end(), "lead", "heading")
    end = last - (text[last - 1] == ":")
    if actor_patterns(reading.cues).acts.search(text, match.end(), end):
        return None
    named = replace(
        leads[-1], name=leads[-1].name + text[match.end() : end].rstrip(), agency_id=None, members=()
    )
    return None if BODY in text[match.end() : end] else (*leads[:-1], named)


def completes_sentence(index: int, start: int, state: State) -> int | None:
    """The clause behind the last sub-item where the sub-items only complete this clause's sentence, else None (guide T3).

    So it is where the clause instructs and ends with a colon, and every sub-item is a leaf that begins with no
    verb and names no body ("Bảo đảm các nhu cầu sau: - Lương thực; - Chỗ ngủ").
    """
    clauses, reading = state.clauses, state.reading
    patterns = actor_patterns(reading.cues)
    if reading.text[clauses[index].end - 1] != ":" or not _instructs(index, start, state):
        return None
    below = state.children[index]
    if not below or len(below) != below[-1] - index:
        return None
    for at in below:
        first, last = reading.sign_span(clauses[at].body, clauses[at].end)
        words = reading.signs.text[first:last]
        if (
            clauses[at].style == "para"
            or patterns.verb_first.match(_lower(words))
            or find_actor(reading.signs, first, last, patterns, open_text=False)
        ):
            return None
    return below[-1] + 1


def _instructs(index: int, start: int, state: State) -> bool:
    """Whether the clause begins with an act or says who is to act."""
    reading, end = state.reading, state.clauses[index].end
    patterns = actor_patterns(reading.cues)
    if patterns.verb_first.match(_lower(reading.text[start:end])):
        return True
    return find_actor(reading.signs, *reading.sign_span(start, end), patterns, open_text=True) is not None


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
