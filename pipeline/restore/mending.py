"""A document as it was typed and as it is read: what lies between the two."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from pipeline.document import Document
from pipeline.document.changes import Change, apply
from pipeline.restore.laying import restore
from pipeline.restore.model import CHANGING, Proposal
from pipeline.restore.shifts import Shifts, taken_back
from pipeline.spans import Span


@dataclass(frozen=True)
class Mending:
    """The document `typed`, what was found in it, and the document `mended` by what of that is safe."""

    typed: Document
    proposals: tuple[Proposal, ...] = ()

    @cached_property
    def mended(self) -> Document:
        """The document with what is to be applied put in; `typed` itself where that is nothing."""
        return restore(self.typed, self.proposals)

    @cached_property
    def mended_source(self) -> str:
        """The source text with what is to be applied put in; lines, pages and all else as they were."""
        changes = [change for change in self.mended.changes if change[3] in CHANGING]
        return apply(self.typed.source.text, changes)

    @cached_property
    def doubts(self) -> tuple[Span, ...]:
        """Where in the source something is suggested or flagged, in order."""
        return tuple(self.place(one) for one in self.proposals if one.policy != "apply")

    def place(self, proposal: Proposal) -> Span:
        """Where in the source a proposal stands, from its first letter to its last."""
        spans = self.typed.source_spans(proposal.span)
        return Span(spans[0].start, spans[-1].end)

    def typed_words(self, pieces: Iterable[Span]) -> str:
        """The words that were typed where `pieces` of the mended text stand, one blank between pieces."""
        text, back = self.typed.text, self._back
        return " ".join([text[slice(*back.span(piece))].strip() for piece in pieces])

    @cached_property
    def _back(self) -> Shifts:
        changes: list[Change] = sorted(
            (*one.span, one.after, one.rule) for one in self.proposals if one.policy == "apply"
        )
        return Shifts(taken_back(changes, self.typed.text))
