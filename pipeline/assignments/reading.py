"""One document as the assignment stage sees it: text, signs, mentions and words together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.assignments.model import Assignee, as_assignee
from pipeline.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from collections.abc import Set as AbstractSet

    from gazetteer import Issuer
    from gazetteer.attribute_data import AttributeLabels
    from gazetteer.cue_data import Cues
    from gazetteer.time_data import TimeLexicon
    from pipeline.assignments.actors import Actor
    from pipeline.assignments.signs import SignText
    from pipeline.mentions.agencies import AgencyMention


EMPHASIS_GAP = 2
"""Marks before and behind a heading's words may stay plain."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of the language that assignments are read by."""

    cues: Cues
    labels: AttributeLabels
    times: TimeLexicon


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that a clause is read with.

    `text` is the matched text, `signs` the same with a sign for each of `mentions`; `aliases` resolves a
    group defined in the document ("sau đây gọi chung là các đơn vị") by its words in lower case. `find` finds
    the bodies in other words of the same document; `speakers` are the names that speak for its issuer.
    """

    text: str
    signs: SignText
    mentions: tuple[AgencyMention, ...]
    emphasis: tuple[Span, ...]
    issuer: Issuer
    issued: str | None
    cues: Cues
    labels: AttributeLabels
    times: TimeLexicon
    aliases: Mapping[str, tuple[Assignee, ...]]
    find: Callable[[str], tuple[AgencyMention, ...]]
    speakers: AbstractSet[str]

    def sign_span(self, start: int, end: int) -> tuple[int, int]:
        """[start, end) of the matched text as offsets of the text with signs."""
        return self.signs.sign(start), self.signs.sign(end)

    def matched_span(self, start: int, end: int) -> Span:
        """[start, end) of the text with signs as a span of the matched text; a last sign counts whole."""
        return Span(self.signs.matched(start), self.signs.matched(end - 1) + self._width(end - 1))

    def _width(self, offset: int) -> int:
        within = self.signs.mentions_in(offset, offset + 1)
        if not within:
            return 1
        return self.mentions[within[0]].end - self.signs.matched(offset)

    def emphasised(self, start: int, end: int) -> bool:
        """Whether the whole of [start, end) of the matched text was printed bold or italic."""
        covered = sum(
            min(end, span.end) - max(start, span.start)
            for span in self.emphasis
            if span.start < end and span.end > start
        )
        return covered >= end - start - EMPHASIS_GAP

    def assignees(self, start: int, end: int, role: str, basis: str) -> tuple[Assignee, ...]:
        """The bodies whose signs stand in [start, end) of the text with signs, each name once."""
        found: dict[str, Assignee] = {}
        for index in self.signs.mentions_in(start, end):
            for assignee in self._assignee(self.mentions[index], role, basis):
                found.setdefault(assignee.name, assignee)
        return tuple(found.values())

    def leads(self, actor: Actor, basis: str) -> tuple[Assignee, ...]:
        """The bodies of `actor`; words up to the predicate that describe the last one belong to its name."""
        leads = self.assignees(actor.start, actor.end, "lead", basis)
        indexes = self.signs.mentions_in(actor.start, actor.end)
        if not indexes or not leads:
            return leads
        mention = self.mentions[indexes[-1]]
        end = self.signs.matched(actor.end)
        words = self.text[mention.end : end]
        if mention.end >= end or not words.strip():
            return leads
        last = leads[-1]
        name = mention.modified_name if mention.modifier_end == end else last.name + words
        named = last._replace(
            name=name,
            agency_id=None,
            members=(),
            span=Span(last.span.start, end),
            known=False,
            doubt="",
        )
        return (*leads[:-1], named)

    def _assignee(self, mention: AgencyMention, role: str, basis: str) -> tuple[Assignee, ...]:
        span = Span(mention.start, mention.end)
        if self.aliases and mention.group and not mention.known:
            words = self.text[mention.start : mention.end].lower()
            for alias, meant in self.aliases.items():
                if alias.endswith(words):
                    return tuple([as_assignee(body, role, basis, span) for body in meant])
        return (as_assignee(mention, role, basis, span),)
