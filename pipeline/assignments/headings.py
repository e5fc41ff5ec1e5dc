"""Headings and lead-ins: what passes its bodies on to the clauses below it (guide T3)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.cue_data import BODY, GROUP, Cues
from pipeline.assignments.actors import find_actor, find_spoken
from pipeline.assignments.forms import actor_patterns
from pipeline.assignments.partners import read_partners
from pipeline.assignments.reasons import NO_CARRIER
from pipeline.assignments.sections import section_kind
from pipeline.assignments.sentences import split_sentences
from pipeline.blocks.clauses import HEADING_LENGTH
from pipeline.blocks.markers import BULLETS

if TYPE_CHECKING:
    from pipeline.assignments.actors import Actor
    from pipeline.assignments.model import Assignee
    from pipeline.assignments.reading import Reading
    from pipeline.assignments.state import State

SHORT_LENGTH = 30
"""The bare name of a section is no longer."""
SENTENCE_LENGTH = 200
"""A clause with sub-clauses that is longer, or ends like a sentence, has words of its own."""
TITLE_LENGTH = 4
"""Fewer capitals are no title, but a mark."""
_DEMANDS = frozenset({"demand", "notice"})
_UNNUMBERED = BULLETS | {"para"}


class Heading(NamedTuple):
    """A clause that is no item: the bodies it passes on, what section it opens, whether it is a sentence.

    `own_end`: where an instruction of its own ends that stands before the announcement of the list, or None.
    """

    leads: tuple[Assignee, ...]
    section: str | None
    sentence: bool
    own_end: int | None


class _Patterns(NamedTuple):
    """`bodies`: some in a row; `bare`: nothing else. The others look at the end of a lead-in.

    `own_break` is where its own instruction ends; `announced`, `called` and `spoken` say what it announces: a
    list, duties, words of the issuer.
    """

    bodies: re.Pattern[str]
    bare: re.Pattern[str]
    own_break: re.Pattern[str]
    announced: re.Pattern[str]
    called: re.Pattern[str]
    spoken: re.Pattern[str]


@cache
def _patterns(cues: Cues) -> _Patterns:
    w = cues.words
    breaks, ends = w["announce.breaks"], w["announce.ends"]
    return _Patterns(
        bodies=re.compile(w["bodies"]),
        bare=re.compile(
            rf"(?:{w['verbs.assign_opening']} |{w['headings.before']} )?(?P<bodies>{w['bodies']})"
            rf"(?: ?\([^()]*\))?(?:,? {w['headings.within']}[^.;:]{{0,80}}:)?[ :.;,]*$"
        ),
        own_break=re.compile(rf"[;,.] ?(?:{breaks})[^;.]{{0,200}}:?$|, (?:{breaks}):$"),
        announced=re.compile(rf"(?:{ends})[ ,]*:$"),
        called=re.compile(rf"(?<!\w){w['announce.calls']}[ ,]*:$"),
        spoken=re.compile(rf"(?<!\w){w['announce.speaks']}(?: {ends})*[ ,]*:$"),
    )


def read_heading(index: int, start: int, state: State) -> Heading | None:
    """Read the clause, whose words begin at `start`, as a heading or lead-in; None where it is an item."""
    clause, reading = state.clauses[index], state.reading
    first, last = reading.sign_span(start, clause.end)
    words = reading.signs.text[first:last]
    patterns = _patterns(reading.cues)
    listed, colon = state.has_children(index), words.endswith(":")
    match = patterns.bare.match(words)
    if match is not None and (listed or colon or BODY in words):
        begin, end = match.span("bodies")
        leads = reading.assignees(first + begin, first + end, "lead", "heading")
        above = state.above(index).section
        return Heading(leads, above if above in NO_CARRIER else "duty", sentence=False, own_end=None)
    if not listed and not (colon and patterns.announced.search(words)):
        return _title(words, reading.cues)
    ended = not colon and words[-1:] in ".;!/"
    if ended and not reading.emphasised(start, clause.end) and not _is_topic(index, first, last, state):
        return None
    return _lead_in(index, first, last, state)


def _is_topic(index: int, first: int, last: int, state: State) -> bool:
    """Whether a sentence that ends with a full stop is still a heading.

    It is where numbered clauses spell it out and it names nobody, or where it is but the name of a section
    ("b) Yêu cầu.").
    """
    reading = state.reading
    numbered = any(state.clauses[at].style not in _UNNUMBERED for at in state.children[index])
    words = reading.signs.text[first:last]
    return (
        (numbered or (last - first <= SHORT_LENGTH and section_kind(words, reading.cues) is not None))
        and last - first <= HEADING_LENGTH
        and len(split_sentences(reading.signs.text, first, last, reading.cues)) == 1
        and find_actor(reading.signs, first, last, actor_patterns(reading.cues), open_text=True) is None
    )


def _title(words: str, cues: Cues) -> Heading | None:
    """A line in capitals with nothing below it still opens a section."""
    if not (words.isupper() and len(words) >= TITLE_LENGTH):
        return None
    return Heading((), section_kind(words, cues), sentence=False, own_end=None)


def _lead_in(index: int, first: int, last: int, state: State) -> Heading:
    """A clause that others stand under, as sentences of its own or the name of a section."""
    reading, clause = state.reading, state.clauses[index]
    words = reading.signs.text[first:last]
    actor = _last_actor(index, first, last, state)
    carriers = _carriers(index, (first, last), actor, state)
    if actor is None and not carriers:
        group = _described_group(first, last, reading)
        if group is not None:
            return Heading(group, "duty", sentence=False, own_end=None)
    section = None
    if carriers or _patterns(reading.cues).called.search(words):
        section = "duty"
    elif clause.end - clause.body <= HEADING_LENGTH and not (clause.style == "para" and words.endswith(":")):
        section = section_kind(reading.text[clause.body : clause.end], reading.cues)
    sentence = actor is not None or len(words) > SENTENCE_LENGTH
    own_end = _own_end(index, first, last, actor, state) if actor is not None else None
    return Heading(carriers, section, sentence, own_end)


def _last_actor(index: int, first: int, last: int, state: State) -> Actor | None:
    """The actor of the last sentence that has one; whoever only speaks the words that follow is none."""
    reading = state.reading
    patterns = actor_patterns(reading.cues)
    open_text = not state.above(index).leads
    for begin, end in reversed(split_sentences(reading.signs.text, first, last, reading.cues)):
        actor = find_actor(reading.signs, begin, end, patterns, open_text=open_text)
        if actor is not None:
            spoken = _patterns(reading.cues).spoken.search(reading.signs.text[first:last])
            return actor if actor.rule in _DEMANDS or not spoken else None
    if state.clauses[index].style == "para":
        return find_spoken(reading.signs.text, first, last, patterns)
    return None


def _carriers(
    index: int, stretch: tuple[int, int], actor: Actor | None, state: State
) -> tuple[Assignee, ...]:
    """The actor's bodies and their partners; partners without an actor join the leads from above."""
    reading = state.reading
    place = (actor.start, actor.end) if actor is not None else None
    partners = read_partners(reading, *stretch, place, "lead_in")
    if actor is not None:
        return (*reading.leads(actor, "lead_in"), *partners)
    leads = [a for a in state.above(index).leads if a.role == "lead"] if partners else []
    return (*leads, *partners)


def _own_end(index: int, first: int, last: int, actor: Actor, state: State) -> int | None:
    """Where the lead-in's own instruction ends, if it holds one beside the announcement of its list."""
    reading = state.reading
    patterns, text = _patterns(reading.cues), reading.signs.text
    words = text[first:last]
    broken = patterns.own_break.search(words)
    if broken is not None and actor.predicate - first < broken.start():
        return reading.matched_span(first, first + broken.start()).end
    announces = text[actor.end - 1] != BODY or patterns.announced.search(words)
    return None if announces or not _all_led(index, state) else state.clauses[index].end - 1


def _all_led(index: int, state: State) -> bool:
    """Whether each clause directly below names a body of its own, so that none takes one from `index`."""
    reading = state.reading
    patterns = actor_patterns(reading.cues)
    below = [state.clauses[at] for at in state.children[index]]
    stretches = [reading.sign_span(clause.body, clause.end) for clause in below]
    return all(find_actor(reading.signs, *stretch, patterns, open_text=False) for stretch in stretches)


def _described_group(first: int, last: int, reading: Reading) -> tuple[Assignee, ...] | None:
    """An open group with all the words that describe it, where the heading is nothing else."""
    text = reading.signs.text
    match = _patterns(reading.cues).bodies.match(text, first, last)
    if match is None or text[match.end() - 1] != GROUP:
        return None
    begin, end = match.end(), last - (text[last - 1] == ":")
    words = text[begin:end]
    if BODY in words or actor_patterns(reading.cues).acts.search(text, begin, end):
        return None
    *leads, group = reading.assignees(first, begin, "lead", "heading")
    return (*leads, group._replace(name=group.name + words.rstrip(), agency_id=None, members=(), known=False))


def completes_sentence(index: int, start: int, state: State) -> int | None:
    """The clause behind the last sub-item where the sub-items only complete this clause's sentence, or None.

    So it is where the clause instructs and ends with a colon, and every sub-item is a leaf that begins with
    no verb and names no body ("Bảo đảm các nhu cầu sau: - Lương thực; - Chỗ ngủ", guide T3).
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
        acts = patterns.verb_first.match(_lower(reading.signs.text[first:last]))
        if acts or clauses[at].style == "para":
            return None
        if find_actor(reading.signs, first, last, patterns, open_text=False):
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
