"""Items: one instruction each, split where another body takes over."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from gazetteer.cue_data import BODY, ISSUER
from pipeline.assignments.actors import actor_patterns
from pipeline.assignments.model import Assignee, Draft
from pipeline.assignments.partners import find_partners
from pipeline.assignments.sentences import Segment, split_segments
from pipeline.assignments.verdicts import closing_rule, no_task_reason

if TYPE_CHECKING:
    from pipeline.assignments.actors import Actor
    from pipeline.assignments.state import State

_NO_DUTY = frozenset({"aim", "target", "assessment", "funding", "criteria", "scope"})
NO_CARRIER = frozenset({"assessment", "criteria", "scope"})
"""Sections in which even a body named above has nothing to carry."""
_NO_DUTY_EVEN_SO = NO_CARRIER | {"aim"}
"""Sections in which what stands under a body is none the less no duty of it."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_SHORT, _FEWEST_WORDS = 24, 2
"""A short line of fewer words is no instruction but what a scan left of something else."""
_STRONG = frozenset({"demand", "notice"})


def read_item(index: int, start: int, end: int, state: State, *, announces: bool = False) -> None:
    """Make drafts of the clause's words [start, end) of the matched text, or note why there is none.

    `announces` says that the words stand before the announcement of a list.
    """
    reading = state.reading
    inherited = state.above(index).leads
    first, last = reading.sign_span(start, end)

    def differs(new: Actor, current: Actor | None) -> bool:
        names = {lead.name for lead in reading.leads(new, "explicit")}
        carried = reading.leads(current, "explicit") if current is not None else inherited
        if names == {lead.name for lead in carried}:
            return current is None and reading.signs.text[new.begin] == ISSUER
        return not _same_body(new, carried, state)

    item = state.clauses[index].style != "para"
    open_text = not (inherited and item)
    supporting = tuple(a for a in inherited if a.role == "support")
    inherited = tuple(a for a in inherited if a.role == "lead")
    segments = split_segments(
        reading.signs, first, last, reading.cues, open_text=open_text, item=item, differs=differs
    )
    reasons = []
    for segment in segments:
        draft, reason = _read_segment(index, segment, inherited, state)
        if draft is not None and segment.actor is None and all(a.role == "lead" for a in draft.assignees):
            draft = replace(draft, assignees=(*draft.assignees, *_new(supporting, draft.assignees)))
        if draft is not None:
            state.add(draft)
            if segment.actor is not None and (
                state.has_children(index) or state.clauses[index].style != "para"
            ):
                state.passes.setdefault(index, tuple(_handed_down(draft)))
        reasons.append(reason)
    if any(reason is None for reason in reasons):
        state.describe(index, "task", None)
    else:
        state.describe(index, "lead-in" if announces else "text", reasons[0])


def _handed_down(draft: Draft) -> list[Assignee]:
    return [
        Assignee(a.name, a.agency_id, a.role, "heading", a.group, a.members, a.span, a.score)
        for a in draft.assignees
        if a.role == "lead"
    ]


def _same_body(actor: Actor, carried: tuple[Assignee, ...], state: State) -> bool:
    """Whether the actor only means the bodies that carry the stretch: their head ("Thủ trưởng đơn vị …"), or all of
    them as senders ("Báo cáo của các đơn vị gửi về …")."""
    if actor.rule == "sender":
        return bool(carried) and all(
            lead.agency_id is None for lead in state.reading.leads(actor, "explicit")
        )
    indexes = state.reading.signs.mentions_in(actor.start, actor.end)
    mentions = [state.reading.mentions[index] for index in indexes]
    return (
        bool(carried)
        and bool(mentions)
        and all(m.head is not None and m.agency_id is None and not m.members for m in mentions)
        and len(mentions) == 1
    )


def _read_segment(
    index: int, segment: Segment, inherited: tuple[Assignee, ...], state: State
) -> tuple[Draft | None, str | None]:
    reading, actor = state.reading, segment.actor
    text = reading.signs.text
    reason = _reason(index, segment, inherited, state)
    if reason is not None:
        return None, reason
    if actor is not None and actor.verb > segment.start and _approves(segment, state):
        segment = Segment(actor.verb, segment.end, actor)
    leads = reading.leads(actor, "explicit") if actor is not None else inherited
    if actor is None and segment.again is not None:
        leads = tuple([replace(lead, basis="explicit") for lead in leads])
    closing = _closing(index, segment, state)
    if closing is not None and actor is None and state.stands_free(index):
        leads = ()
    place = (actor.start, actor.end) if actor is not None else None
    taken = {lead.name for lead in leads}
    partners = [
        partner
        for stretch in find_partners(reading.signs, segment.start, segment.end, reading.cues, place)
        for partner in reading.assignees(*stretch, "support", "explicit")
        if partner.name not in taken
    ]
    span = reading.matched_span(segment.start, _trim(text, segment.start, segment.end))
    rules = (
        ((f"actor.{actor.rule}", reading.matched_span(actor.start, actor.end)),) if actor is not None else ()
    )
    if closing is not None:
        rules = (*rules, (closing, span))
    draft = Draft(
        span,
        state.part,
        index,
        state.labels[index],
        "closing" if closing else "duty",
        state.above(index).headings,
        (*leads, *_unique(partners)),
        rules=rules,
    )
    return draft, None


def _approves(segment: Segment, state: State) -> bool:
    """Whether the sentence first says what the issuer itself decides ("Nhất trí …; giao Y …")."""
    actor, text = segment.actor, state.reading.signs.text
    return (
        actor is not None
        and no_task_reason(text[segment.start : actor.verb], state.reading.cues) == "issuer-act"
    )


def _new(more: tuple[Assignee, ...], known: tuple[Assignee, ...]) -> list[Assignee]:
    names = {assignee.name for assignee in known}
    return [assignee for assignee in more if assignee.name not in names]


def _unique(assignees: list[Assignee]) -> list[Assignee]:
    return list({assignee.name: assignee for assignee in reversed(assignees)}.values())[::-1]


def _closing(index: int, segment: Segment, state: State) -> str | None:
    """The rule that makes the segment a closing clause, by what its body has to do; None for a duty."""
    text, actor = state.reading.signs.text, segment.actor
    words = text[segment.start : segment.end]
    if actor is not None:
        return closing_rule(
            f"{BODY} {text[actor.end : segment.end].lstrip(' ,')}",
            state.reading.cues,
            tail=state.is_tail(index),
        ) or (closing_rule(words, state.reading.cues, tail=False))
    if state.above(index).leads and not state.stands_free(index):
        words = f"{BODY} {words[:1].lower()}{words[1:]}"
    return closing_rule(words, state.reading.cues, tail=state.is_tail(index))


def _reason(index: int, segment: Segment, inherited: tuple[Assignee, ...], state: State) -> str | None:
    """Why the segment is no task, or None where it is one."""
    reading, actor = state.reading, segment.actor
    if segment.end - segment.start < _SHORT and actor is None:
        words = _WORD.findall(reading.signs.text, segment.start, segment.end)
        if len(words) < _FEWEST_WORDS:
            return "fragment"
    section, style = state.above(index).section, state.clauses[index].style
    none = no_task_reason(reading.signs.text[segment.start : segment.end], reading.cues)
    free = not inherited and section != "duty"
    if actor is not None:
        if none in {"right", "effect", "definition"}:
            return none
        if section == "assessment" and not inherited and not _is_ordered(actor, state):
            return section
        return _plain_statement(index, segment, actor, state) if free and style == "para" else None
    if none in {"legal-basis", "enactment"} and not free or none == "description" and inherited:
        none = None
    words = reading.signs.text[segment.start : segment.end]
    patterns = actor_patterns(reading.cues)
    asked = free and state.addressed and style == "para" and patterns.asks.match(words) is not None
    if none is None and not asked and patterns.issuer_subject.match(words):
        none = "issuer-act"
    if none is not None:
        return none
    if section in (_NO_DUTY_EVEN_SO if inherited else _NO_DUTY):
        return section
    if inherited or section == "duty" and style != "para" or _closing(index, segment, state):
        return None
    orders = patterns.verb_first.match(words[:1].lower() + words[1:]) is not None
    if asked or state.drafts and patterns.sent_in.match(words):
        return None
    if style != "para" and (state.addressed or orders):
        return None
    return None if section == "duty" and (orders or patterns.ordered.search(words)) else "narrative"


def _plain_statement(index: int, segment: Segment, actor: Actor, state: State) -> str | None:
    """In a narrative, a sentence about a body instructs only when it says so."""
    if not state.before_list(index) or _is_ordered(actor, state) or _closing(index, segment, state):
        return None
    return "narrative"


def _is_ordered(actor: Actor, state: State) -> bool:
    """Whether the sentence demands the act, and does not only tell of it."""
    must = actor_patterns(state.reading.cues).must
    return actor.rule in _STRONG or must.match(state.reading.signs.text, actor.predicate) is not None


def _trim(text: str, start: int, end: int) -> int:
    """Leave out the slash that ends a document ("./.")."""
    while end > start and text[end - 1] in " /\n":
        end -= 1
    return end
