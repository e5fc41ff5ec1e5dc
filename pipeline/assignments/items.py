"""Items: one instruction each, split where another body takes over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.cue_data import ISSUER
from pipeline.assignments.model import Assignee, Draft, as_assignee
from pipeline.assignments.partners import read_partners
from pipeline.assignments.reasons import closing_rule, no_task_reason
from pipeline.assignments.sentences import Segment, split_segments

if TYPE_CHECKING:
    from pipeline.assignments.actors import Actor
    from pipeline.assignments.state import State

_FROM_ABOVE = frozenset({"heading", "lead_in"})


def read_item(index: int, start: int, end: int, state: State, *, announces: bool = False) -> None:
    """Make drafts of the clause's words [start, end) of the matched text, or note why there is none.

    `announces` says that the words stand before the announcement of a list.
    """
    reading = state.reading
    above = state.above(index).leads
    inherited = tuple([assignee for assignee in above if assignee.role == "lead"])
    item = state.clauses[index].style != "para"
    segments = split_segments(
        reading.signs,
        reading.sign_span(start, end),
        reading.cues,
        open_text=not (above and item),
        item=item,
        differs=lambda new, current: _differs(new, current, inherited, state),
    )
    reasons = []
    for segment in segments:
        reason = no_task_reason(index, segment, state, carried=bool(inherited))
        if reason is None:
            draft = _draft(index, segment, inherited, state)
            state.add(draft)
            if segment.actor is not None and (item or state.has_children(index)):
                state.passes.setdefault(index, _handed_down(draft))
        reasons.append(reason)
    if None in reasons:
        state.describe(index, "task", None)
    else:
        state.describe(index, "lead-in" if announces else "text", reasons[0])


def _differs(new: Actor, current: Actor | None, inherited: tuple[Assignee, ...], state: State) -> bool:
    """Whether `new` makes others responsible than `current` does, or than those `inherited`, without one."""
    reading = state.reading
    carried = reading.leads(current, "explicit") if current is not None else inherited
    if {lead.name for lead in reading.leads(new, "explicit")} == {lead.name for lead in carried}:
        return current is None and reading.signs.text[new.begin] == ISSUER
    return not _same_body(new, carried, state)


def _same_body(actor: Actor, carried: tuple[Assignee, ...], state: State) -> bool:
    """Whether the actor only means the bodies that carry the stretch.

    So do their head ("Thủ trưởng đơn vị …") and all of them as senders ("Báo cáo của các đơn vị gửi về …").
    """
    reading = state.reading
    if not carried:
        return False
    if actor.rule == "sender":
        return not any(lead.known for lead in reading.leads(actor, "explicit"))
    indexes = reading.signs.mentions_in(actor.start, actor.end)
    if len(indexes) != 1:
        return False
    mention = reading.mentions[indexes[0]]
    return mention.head is not None and not mention.known


def _handed_down(draft: Draft) -> tuple[Assignee, ...]:
    """The leads of an item as those of what stands below it."""
    return tuple([as_assignee(a, "lead", "heading", a.span) for a in draft.assignees if a.role == "lead"])


def _draft(index: int, segment: Segment, inherited: tuple[Assignee, ...], state: State) -> Draft:
    """The task that the segment gives to its actor, or to those `inherited`."""
    reading, actor = state.reading, segment.actor
    start = _after_approval(segment, state)
    segment = segment._replace(start=start)
    span = reading.matched_span(start, _trim(reading.signs.text, start, segment.end))
    closing = closing_rule(index, segment, state)
    rules = []
    if actor is not None:
        rules.append((f"actor.{actor.rule}", reading.matched_span(actor.start, actor.end)))
    if closing is not None:
        rules.append((closing, span))
    free = closing is not None and state.stands_free(index)
    assignees = _assignees(index, segment, () if free else inherited, state)
    leads = [assignee for assignee in assignees if assignee.role == "lead"]
    rules += [(f"inherited.{lead.basis}", lead.span) for lead in leads if lead.basis in _FROM_ABOVE]
    return Draft(
        span,
        state.part,
        index,
        state.labels[index],
        "closing" if closing else "duty",
        state.above(index).headings,
        assignees,
        rules=tuple(rules) or (("instruction", span),),
    )


def _after_approval(segment: Segment, state: State) -> int:
    """Where the task begins: behind what the issuer itself decides ("Nhất trí …; giao Y …")."""
    start, actor = segment.start, segment.actor
    if actor is None or actor.verb <= start:
        return start
    before = state.reading.signs.text[start : actor.verb]
    approves = state.reading.cues.none.rule(before, tail=False) == "issuer-act"
    return actor.verb if approves else start


def _assignees(
    index: int, segment: Segment, inherited: tuple[Assignee, ...], state: State
) -> tuple[Assignee, ...]:
    """The leads of the segment, and those who take part: named in it, or else above where it names nobody."""
    reading, actor = state.reading, segment.actor
    leads = reading.leads(actor, "explicit") if actor is not None else inherited
    if actor is None and segment.again is not None:
        leads = tuple([lead._replace(basis="explicit") for lead in leads])
    place = (actor.start, actor.end) if actor is not None else None
    taken = {lead.name for lead in leads}
    partners: dict[str, Assignee] = {}
    for partner in read_partners(reading, segment.start, segment.end, place, "explicit"):
        if partner.name not in taken:
            partners[partner.name] = partners.pop(partner.name, partner)  # in the order of last mention
    if actor is None and not partners:
        supporting = [a for a in state.above(index).leads if a.role == "support" and a.name not in taken]
        return (*leads, *supporting)
    return (*leads, *partners.values())


def _trim(text: str, start: int, end: int) -> int:
    """Leave out the slash that ends a document ("./.")."""
    while end > start and text[end - 1] in " /\n":
        end -= 1
    return end
