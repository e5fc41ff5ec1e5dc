"""Attribute lines: who, with whom, by when and with what result, for the items above them (guide T4)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from gazetteer.cue_data import Cues
from pipeline.assignments.model import Assignee, Draft, Timing, unknown_assignee
from pipeline.assignments.partners import read_partners
from pipeline.blocks.attributes import Attribute
from pipeline.blocks.clauses import ancestors
from pipeline.blocks.markers import BULLETS
from pipeline.mentions.times import read_time_attribute
from pipeline.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.assignments.reading import Reading
    from pipeline.assignments.state import State

BARE_TIME_LENGTH = 80
"""A line that says nothing but a time is at most this long."""
BARE_TIME_REST = 8
"""So many of its characters may belong to no time: a full stop, "trước", brackets."""
BEFORE = 30
"""So many characters before a body tell whether it is an object."""
SHORTEST_NAME = 3
_SMALL = BULLETS | {"letter", "bracket"}
"""Items that share the attribute lines below the last of them."""
_BODIES = frozenset({"lead", "support", "lead-support"})


@cache
def _object_before(cues: Cues) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){cues.words['verbs.object_before']} ?$|\($")


def attach_attributes(index: int, attributes: Sequence[Attribute], state: State) -> None:
    """Give the attributes of clause `index` to the items that it closes.

    A heading with attributes and without items becomes one itself.
    """
    state.describe(index, "attribute", "attribute")
    numbers = _targets(index, state, promote=any(attribute.role != "other" for attribute in attributes))
    for attribute in attributes:
        if attribute.value >= attribute.end:
            state.open_attributes[index] = attribute.role
        else:
            _apply(attribute, numbers, state)


def attach_bare_time(index: int, state: State) -> bool:
    """Whether the clause is a time alone ("Hoàn thành trong quý II năm 2010."); the items above take it."""
    clause, reading = state.clauses[index], state.reading
    if clause.end - clause.body > BARE_TIME_LENGTH:
        return False
    words = reading.text[clause.body : clause.end]
    opening = next((word for word in reading.labels.times if words.startswith(f"{word} ")), None)
    if opening is None:
        return False
    value = Span(clause.body + len(opening) + 1, clause.end)
    if not reading.text.startswith(reading.labels.time_openings, value.start):
        return False
    timings = read_timings(value, reading)
    timed = sum(timing.span.end - timing.span.start for timing in timings)
    if not timings or timed < value.end - value.start - BARE_TIME_REST:
        return False
    state.describe(index, "attribute", "attribute")
    _apply(Attribute("time", clause.body, *value), _targets(index, state, promote=False), state)
    return True


def attach_value(index: int, above: int, state: State) -> None:
    """Give the words of clause `index` to the items that the attribute heading `above` belongs to."""
    state.describe(index, "attribute", "attribute")
    clause = state.clauses[index]
    attribute = Attribute(state.open_attributes[above], clause.body, clause.body, clause.end)
    _apply(attribute, _targets(above, state, promote=False), state)


def _targets(index: int, state: State, *, promote: bool) -> list[int]:
    """The drafts that the attribute line belongs to; with `promote`, a heading where it has no items."""
    clauses = state.clauses
    plain, scope = clauses[index].style == "para", clauses[index].parent
    while scope in state.open_attributes or (
        scope >= 0 and clauses[scope].style in _SMALL and (plain or _unassigned(scope, state))
    ):
        scope = clauses[scope].parent
    numbers = state.pending_under(scope) if scope >= 0 else list(state.pending)
    if promote and not numbers and scope >= 0:
        if state.open_attributes.keys().isdisjoint(ancestors(clauses, index)):
            _promote(scope, state)
        numbers = state.pending_under(scope)
    state.closed.update(numbers)
    return numbers


def _unassigned(item: int, state: State) -> bool:
    """Whether the items before `item` under the same heading still wait for somebody, as it does itself."""
    above = state.clauses[item].parent
    waiting = state.pending_under(above) if above >= 0 else []
    return len(waiting) > 1 and not any(state.drafts[number].assignees for number in waiting)


def _promote(scope: int, state: State) -> None:
    """Make a heading with attribute lines and no item below it the item, unless it is a section's title."""
    clause = state.clauses[scope]
    if scope in state.passes or scope not in state.outlines or state.outlines[scope].kind == "task":
        return
    if any(at in state.outlines and state.outlines[at].kind != "attribute" for at in state.children[scope]):
        return
    words = state.reading.text[clause.body : clause.end].rstrip(" :")
    if not words or words.isupper():
        return
    span = Span(clause.body, clause.body + len(words))
    headings = state.above(scope).headings
    state.add(Draft(span, state.part, scope, state.labels[scope], "duty", headings, ()))
    state.describe(scope, "task", None)


def _apply(attribute: Attribute, numbers: list[int], state: State) -> None:
    """Add what the attribute says to the drafts with these numbers."""
    if not numbers:
        return
    value = Span(attribute.value, attribute.end)
    bodies: tuple[Assignee, ...] = ()
    timings: tuple[Timing, ...] = ()
    if attribute.role in _BODIES:
        bodies = read_bodies(*value, attribute.role, state.reading)
    elif attribute.role == "time":
        timings = read_timings(value, state.reading)
    elif attribute.role != "output":
        return
    rule = (f"attribute.{attribute.role}", Span(attribute.start, attribute.end))
    for number in numbers:
        draft = state.drafts[number]
        state.drafts[number] = draft._replace(
            assignees=_merge(draft.assignees, bodies) if attribute.role in _BODIES else draft.assignees,
            timings=(*draft.timings, *timings),
            output=(value,) if attribute.role == "output" else draft.output,
            rules=(*draft.rules, rule),
        )


def _merge(assignees: tuple[Assignee, ...], named: tuple[Assignee, ...]) -> tuple[Assignee, ...]:
    """Add the bodies of an attribute line: its leads replace inherited ones, each name stands once."""
    if any(a.role == "lead" for a in named):
        assignees = tuple(a for a in assignees if a.role != "lead" or a.basis == "explicit")
    merged = {(a.name, a.role): a for a in (*assignees, *named)}
    leads = [a for a in merged.values() if a.role == "lead"]
    names = {a.name for a in leads}
    return (*leads, *(a for a in merged.values() if a.role == "support" and a.name not in names))


def read_timings(span: Span, reading: Reading) -> tuple[Timing, ...]:
    """The deadlines of an attribute's value or a cell."""
    found = read_time_attribute(reading.text, span, reading.times, reading.issued)
    return tuple(Timing(Span(d.start, d.end), d.kind, d.value, d.rule) for d in found)


def read_bodies(start: int, end: int, role: str, reading: Reading) -> tuple[Assignee, ...]:
    """The bodies named in the value [start, end) of the matched text, objects of its sentences left out.

    Words that hold no known body are kept as one name each, without id.
    """
    first, last = reading.sign_span(start, end)
    signs, text = reading.signs, reading.signs.text
    own = "support" if role == "support" else "lead"
    partners = read_partners(reading, first, last, None, "explicit") if own == "lead" else []
    shared = {p.span for p in partners}
    before = _object_before(reading.cues)
    found: list[Assignee] = []
    for piece, stop in _pieces(reading, first, last):
        mentions = signs.mentions_in(piece, stop)
        for at in signs.places[mentions.start : mentions.stop]:
            if not before.search(text, max(first, at - BEFORE), at):
                found += [a for a in reading.assignees(at, at + 1, own, "explicit") if a.span not in shared]
        if not mentions and not partners and text[piece:stop].strip()[:1].isupper():
            found += _unknown(piece, stop, own, reading)
    return (*{a.name: a for a in found}.values(), *partners)


@cache
def _separator(cues: Cues) -> re.Pattern[str]:
    return re.compile(rf"[;,]| {cues.words['joining.and']} ")


def _pieces(reading: Reading, start: int, end: int) -> list[tuple[int, int]]:
    pieces = []
    for match in _separator(reading.cues).finditer(reading.signs.text, start, end):
        pieces.append((start, match.start()))
        start = match.end()
    return [*pieces, (start, end)]


def _unknown(start: int, end: int, role: str, reading: Reading) -> list[Assignee]:
    text = reading.signs.text
    words = text[start:end].strip(" .-+*()")
    if len(words) < SHORTEST_NAME or not any(c.isalpha() for c in words):
        return []
    begin = text.index(words, start, end)
    span = reading.matched_span(begin, begin + len(words))
    return [unknown_assignee(words, role, "explicit", span)]
