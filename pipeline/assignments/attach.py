"""Attribute lines: who, with whom, by when and with what result, for the items above them (guide T4)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from gazetteer.cue_data import BODY, GROUP, ISSUER, Cues
from pipeline.assignments.model import Assignee, Draft, Timing
from pipeline.assignments.partners import find_partners
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
_SMALL = BULLETS | {"letter", "bracket"}
"""Items that share the attribute lines below the last of them."""
_SEPARATOR = re.compile(r"[;,]| và ")


@cache
def _object_before(cues: Cues) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){cues.words['verbs.object_before']} ?$|\($")


def attach_attributes(index: int, attributes: Sequence[Attribute], state: State) -> None:
    """Give the attributes of clause `index` to the items that it closes; an item's own heading becomes one if there are none."""
    state.describe(index, "attribute", "attribute")
    numbers = _targets(index, state, promote=any(attribute.role != "other" for attribute in attributes))
    for attribute in attributes:
        if attribute.value >= attribute.end:
            state.open_attributes[index] = attribute.role
        else:
            _apply(attribute, numbers, state)


def attach_bare_time(index: int, state: State) -> bool:
    """Whether the clause says nothing but a time ("Hoàn thành trong quý II năm 2010."); then the items above it take it."""
    clause, reading = state.clauses[index], state.reading
    opening = next(
        (w for w in reading.labels.times if reading.text.startswith(f"{w} ", clause.body, clause.end)), None
    )
    if opening is None or clause.end - clause.body > BARE_TIME_LENGTH:
        return False
    value = Span(clause.body + len(opening) + 1, clause.end)
    if not reading.text.startswith(reading.labels.time_openings, value.start):
        return False
    timings = read_timings(value, reading)
    if not timings or sum(t.span.end - t.span.start for t in timings) < value.end - value.start - 8:
        return False
    state.describe(index, "attribute", "attribute")
    _apply(
        Attribute("time", clause.body, value.start, value.end), _targets(index, state, promote=False), state
    )
    return True


def attach_value(index: int, above: int, state: State) -> None:
    """Give the words of clause `index` to the items that the attribute heading `above` belongs to."""
    state.describe(index, "attribute", "attribute")
    clause = state.clauses[index]
    attribute = Attribute(state.open_attributes[above], clause.body, clause.body, clause.end)
    _apply(attribute, _targets(above, state, promote=False), state)


def _targets(index: int, state: State, *, promote: bool) -> list[int]:
    """The drafts that the attribute line belongs to; with `promote`, the heading itself where it has no items."""
    clause = state.clauses[index]
    scope = clause.parent
    while (
        scope >= 0
        and state.clauses[scope].style in _SMALL
        and (clause.style == "para" or _unassigned(scope, state))
    ):
        scope = state.clauses[scope].parent
    numbers = state.pending_under(scope) if scope >= 0 else list(state.pending)
    if (
        promote
        and not numbers
        and scope >= 0
        and not any(above in state.open_attributes for above in ancestors(state.clauses, index))
    ):
        _promote(scope, state)
        numbers = state.pending_under(scope)
    state.closed.update(numbers)
    return numbers


def _unassigned(item: int, state: State) -> bool:
    """Whether the items before `item` under the same heading still wait for somebody, as it does itself."""
    waiting = state.pending_under(state.clauses[item].parent) if state.clauses[item].parent >= 0 else []
    return len(waiting) > 1 and not any(state.drafts[number].assignees for number in waiting)


def _promote(scope: int, state: State) -> None:
    """A heading with attribute lines and no item below it is the item itself, unless it is the title of a section."""
    clause = state.clauses[scope]
    if scope in state.passes or scope not in state.outlines or state.outlines[scope].kind == "task":
        return
    if any(
        outline.kind != "attribute" and state.clauses[at].parent == scope
        for at, outline in state.outlines.items()
    ):
        return
    if state.reading.text[clause.body : clause.end].isupper():
        return
    end = clause.end
    while end > clause.body and state.reading.text[end - 1] in " :":
        end -= 1
    if end <= clause.body:
        return
    state.add(
        Draft(
            Span(clause.body, end),
            state.part,
            scope,
            state.labels[scope],
            "duty",
            state.above(scope).headings,
            (),
        )
    )
    state.describe(scope, "task", None)


def _apply(attribute: Attribute, numbers: list[int], state: State) -> None:
    reading = state.reading
    for number in numbers:
        draft = state.drafts[number]
        rule = (f"attribute.{attribute.role}", Span(attribute.start, attribute.end))
        if attribute.role in {"lead", "support", "lead-support"}:
            named = read_bodies(attribute.value, attribute.end, attribute.role, reading)
            state.change(number, assignees=_merge(draft.assignees, named), rules=(*draft.rules, rule))
        elif attribute.role == "time":
            timings = read_timings(Span(attribute.value, attribute.end), reading)
            state.change(number, timings=(*draft.timings, *timings), rules=(*draft.rules, rule))
        elif attribute.role == "output":
            state.change(number, output=(Span(attribute.value, attribute.end),), rules=(*draft.rules, rule))


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
    text = reading.signs.text
    stretches = find_partners(reading.signs, first, last, reading.cues, None) if role != "support" else []
    partners = [p for a, b in stretches for p in reading.assignees(a, b, "support", "explicit")]
    shared = {p.span for p in partners}
    before = _object_before(reading.cues)
    found: list[Assignee] = []
    own = "support" if role == "support" else "lead"
    for piece, stop in _pieces(text, first, last):
        signs = [at for at in range(piece, stop) if text[at] in (BODY, ISSUER, GROUP)]
        for at in signs:
            if not before.search(text, max(first, at - 30), at):
                found += [a for a in reading.assignees(at, at + 1, own, "explicit") if a.span not in shared]
        if not signs and not stretches and text[piece:stop].strip()[:1].isupper():
            found += _unknown(piece, stop, own, reading)
    return tuple({a.name: a for a in found}.values()) + tuple(partners)


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces, depth_start = [], start
    for match in _SEPARATOR.finditer(text, start, end):
        pieces.append((depth_start, match.start()))
        depth_start = match.end()
    return [*pieces, (depth_start, end)]


def _unknown(start: int, end: int, role: str, reading: Reading) -> list[Assignee]:
    text = reading.signs.text
    words = text[start:end].strip(" .-+*()")
    if len(words) < 3 or not any(c.isalpha() for c in words):
        return []
    begin = start + text[start:end].index(words)
    span = reading.matched_span(begin, begin + len(words))
    return [Assignee(words, None, role, "explicit", False, (), span, 0.5)]
