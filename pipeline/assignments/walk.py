"""The walk over a clause tree: headings pass bodies on, items become drafts, all else gets its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.assignments.attach import attach_attributes, attach_bare_time, attach_value
from pipeline.assignments.headings import Heading, completes_sentence, read_heading
from pipeline.assignments.items import read_item
from pipeline.assignments.state import State
from pipeline.blocks.attributes import label_role, read_attributes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.assignments.model import Draft, Outline
    from pipeline.assignments.reading import Reading
    from pipeline.blocks.attributes import Attribute
    from pipeline.blocks.clauses import Clause


def walk_clauses(
    clauses: Sequence[Clause], reading: Reading, part: int, *, addressed: bool
) -> tuple[tuple[Draft, ...], tuple[Outline, ...]]:
    """Read the clauses of one body in order; drafts in reading order, one outline a clause.

    `addressed` says that Kính gửi names those who carry what nobody nearer does.
    """
    state = State.begin(clauses, reading, part, addressed=addressed)
    index = 0
    while index < len(clauses):
        index = _read_clause(index, clauses[index], state)
    return state.finish()


def _read_clause(index: int, clause: Clause, state: State) -> int:
    """Read clause `index`, with those below it that are a part of its sentence; return the next one."""
    reading = state.reading
    attributes = read_attributes(reading.text, clause.body, clause.end, reading.labels)
    if attributes and attributes[0].role == "content":
        if attributes[0].value < clause.end:
            return _read_words(index, clause, attributes[0].value, state)
        state.describe(index, "heading", "heading")
        return index + 1
    if _tells_of_items(index, clause, attributes, state):
        return index + 1
    return _read_words(index, clause, clause.body, state)


def _tells_of_items(index: int, clause: Clause, attributes: Sequence[Attribute], state: State) -> bool:
    """Whether the clause is about other items, as a label, its value or both; then they have it."""
    if attributes:
        attach_attributes(index, attributes, state)
        return True
    if clause.style == "para" and attach_bare_time(index, state):
        return True
    above = state.above(index).attribute
    if state.has_children(index) and (above is not None or _values_below(index, state)):
        role = label_role(state.reading.text, clause.body, clause.end, state.reading.labels)
        if role not in {None, "other", "content"}:
            state.open_attribute(index, role)
            return True
    if above is not None:
        attach_value(index, above, state)
    return above is not None


def _values_below(index: int, state: State) -> bool:
    """Whether what stands below can be a label's value, or is all labels ("a) Cơ quan chủ trì", "b) …")."""
    text, labels = state.reading.text, state.reading.labels
    below = (state.clauses[at] for at in state.children[index])
    return state.short_children(index) or all(
        label_role(text, one.body, one.end, labels) or read_attributes(text, one.body, one.end, labels)
        for one in below
    )


def _read_words(index: int, clause: Clause, start: int, state: State) -> int:
    """Read the clause's words from `start` on as a heading or an item; return the next clause."""
    following = completes_sentence(index, start, state)
    if following is not None:
        read_item(index, start, state.clauses[following - 1].end, state)
        for below in range(index + 1, following):
            state.describe(below, state.outlines[index].kind, state.outlines[index].reason)
        return following
    heading = read_heading(index, start, state)
    if heading is None:
        read_item(index, start, clause.end, state)
    else:
        _open_heading(index, clause, heading, state)
    return index + 1


def _open_heading(index: int, clause: Clause, heading: Heading, state: State) -> None:
    """Hand on what the heading says, and read the instruction that it may hold itself."""
    state.sections[index] = heading.section or state.above(index).section
    if heading.leads:
        state.passes[index] = heading.leads
    state.headings[index] = state.reading.text[clause.start : clause.end].rstrip(" :")
    if heading.own_end is not None:
        if clause.style != "para":
            state.passes.pop(index, None)
        read_item(index, clause.body, heading.own_end, state, announces=True)
        state.passes.setdefault(index, heading.leads)
    else:
        kind = "lead-in" if heading.sentence else "heading"
        state.describe(index, kind, kind)
