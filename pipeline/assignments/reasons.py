"""Why the words of an item are no task, or which rule makes them a closing clause (guide T6, T7)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.cue_data import BODY
from pipeline.assignments.forms import actor_patterns

if TYPE_CHECKING:
    from pipeline.assignments.actors import Actor
    from pipeline.assignments.sentences import Segment
    from pipeline.assignments.state import State

NO_CARRIER = frozenset({"assessment", "criteria", "scope"})
"""Sections in which even a body named above has nothing to carry."""
_NO_DUTY_EVEN_SO = NO_CARRIER | {"aim"}
"""Sections in which what stands under a body is none the less no duty of it."""
_NO_DUTY = _NO_DUTY_EVEN_SO | {"target", "funding"}
_WORD = re.compile(r"[^\W\d_]{2,}")
_SHORT, _FEWEST_WORDS = 24, 2
"""A short line of fewer words is no instruction but what a scan left of something else."""
_DEMANDS = frozenset({"demand", "notice"})
_WHOEVER_ACTS = frozenset({"right", "effect", "definition"})
"""What a sentence about a body may be and still instruct nobody."""
_PREAMBLE = frozenset({"legal-basis", "enactment"})


class _Place(NamedTuple):
    """Where a segment stands: its clause, what its section is, in a list or not, under a body or not."""

    clause: int
    section: str | None
    item: bool
    carried: bool

    @property
    def free(self) -> bool:
        """Nothing above says that what stands here is somebody's duty."""
        return not self.carried and self.section != "duty"


def no_task_reason(index: int, segment: Segment, state: State, *, carried: bool) -> str | None:
    """Why a segment of clause `index` is no task, or None where it is one.

    `carried` says that a body above is responsible for what names none.
    """
    reading, actor = state.reading, segment.actor
    words = reading.signs.text[segment.start : segment.end]
    if actor is None and len(words) < _SHORT and len(_WORD.findall(words)) < _FEWEST_WORDS:
        return "fragment"
    verdict = reading.cues.none.rule(words, tail=False)
    place = _Place(index, state.above(index).section, state.clauses[index].style != "para", carried)
    if actor is not None:
        return verdict if verdict in _WHOEVER_ACTS else _with_actor(place, segment, actor, state)
    if place.free and not place.item and state.addressed and actor_patterns(reading.cues).asks.match(words):
        return verdict or _without_duty(place)
    return _verdict(verdict, words, place, state) or _without_duty(place) or _untold(place, segment, state)


def _with_actor(place: _Place, segment: Segment, actor: Actor, state: State) -> str | None:
    """A sentence about a body instructs, but in an assessment or a narrative only when it says so."""
    told = place.section == "assessment" and not place.carried
    tells = place.free and not place.item and state.before_list(place.clause)
    if not (told or tells) or _is_ordered(actor, state):
        return None
    if told:
        return place.section
    return None if closing_rule(place.clause, segment, state) else "narrative"


def _is_ordered(actor: Actor, state: State) -> bool:
    """Whether the sentence demands the act, and does not only tell of it."""
    must = actor_patterns(state.reading.cues).must
    return actor.rule in _DEMANDS or must.match(state.reading.signs.text, actor.predicate) is not None


def _verdict(verdict: str | None, words: str, place: _Place, state: State) -> str | None:
    """What a sentence without an actor says of itself, where its place lets it."""
    if (verdict in _PREAMBLE and not place.free) or (verdict == "description" and place.carried):
        verdict = None
    issuer_acts = actor_patterns(state.reading.cues).issuer_subject
    if verdict is None and issuer_acts.match(words):
        return "issuer-act"
    return verdict


def _without_duty(place: _Place) -> str | None:
    """The section, if it is one without duties."""
    return place.section if place.section in (_NO_DUTY_EVEN_SO if place.carried else _NO_DUTY) else None


def _untold(place: _Place, segment: Segment, state: State) -> str | None:
    """A sentence without an actor is a narrative unless it, or what stands above it, gives an order."""
    duty = place.section == "duty"
    if place.carried or (duty and place.item) or closing_rule(place.clause, segment, state):
        return None
    patterns = actor_patterns(state.reading.cues)
    words = state.reading.signs.text[segment.start : segment.end]
    if state.drafts and patterns.sent_in.match(words):
        return None
    orders = patterns.verb_first.match(words[:1].lower() + words[1:])
    if place.item:
        return None if state.addressed or orders else "narrative"
    return None if duty and (orders or patterns.ordered.search(words)) else "narrative"


def closing_rule(index: int, segment: Segment, state: State) -> str | None:
    """The rule that makes the segment a closing clause, by what its body has to do; None for a duty."""
    text, actor, closing = state.reading.signs.text, segment.actor, state.reading.cues.closing
    words = text[segment.start : segment.end]
    tail = state.is_tail(index)
    if actor is not None:
        act = f"{BODY} {text[actor.end : segment.end].lstrip(' ,')}"
        return closing.rule(act, tail=tail) or closing.rule(words, tail=False)
    if state.above(index).leads and not state.stands_free(index):
        words = f"{BODY} {words[:1].lower()}{words[1:]}"
    return closing.rule(words, tail=tail)
