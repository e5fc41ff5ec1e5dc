"""The bodies that the words of a table's row name by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.assignments.partners import read_partners
from pipeline.assignments.sentences import split_segments

if TYPE_CHECKING:
    from pipeline.assignments.actors import Actor
    from pipeline.assignments.model import Assignee
    from pipeline.assignments.reading import Reading


def read_carriers(start: int, end: int, reading: Reading) -> tuple[Assignee, ...]:
    """Who is told to act in [start, end) of the matched text, and with whom; none where nobody is.

    The words are read as those of a list item; each name stands once, the leads first.
    """
    first, last = reading.sign_span(start, end)
    segments = split_segments(
        reading.signs, (first, last), reading.cues, open_text=True, item=True, differs=_differs
    )
    leads: dict[str, Assignee] = {}
    partners: dict[str, Assignee] = {}
    for segment in segments:
        actor = segment.actor
        if actor is None:
            continue
        for lead in reading.leads(actor, "explicit"):
            leads.setdefault(lead.name, lead)
        place = (actor.start, actor.end)
        for partner in read_partners(reading, segment.start, segment.end, place, "explicit"):
            partners.setdefault(partner.name, partner)
    return (*leads.values(), *(one for name, one in partners.items() if name not in leads))


def _differs(_new: Actor, _current: Actor | None) -> bool:
    return True
