"""What the walk over one clause tree has gathered so far."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.assignments.model import Assignee, Draft, Outline
from pipeline.blocks.clauses import ancestors
from pipeline.blocks.markers import BULLETS
from pipeline.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.assignments.reading import Reading
    from pipeline.blocks.clauses import Clause

TAIL_LENGTH = 4
"""Closing clauses are the last ones: at most this many."""
VALUE_LENGTH = 120
"""The value of an attribute is at most this long, one line of it."""


@dataclass(slots=True)
class State:
    """Mutable only inside one walk; a value of the stage is frozen when it leaves.

    By clause index: `passes` the bodies a heading or item hands down, `sections` what the clauses below are,
    `headings` its words as a heading, `open_attributes` the role of a heading that is a label. `pending` are the
    drafts that no attribute line has closed yet, by their index in `drafts`; `closed` those that one has,
    while no new item has come since.
    """

    clauses: Sequence[Clause]
    reading: Reading
    part: int
    addressed: bool
    children: tuple[int, ...]
    labels: tuple[str, ...]
    passes: dict[int, tuple[Assignee, ...]] = field(default_factory=dict)
    sections: dict[int, str | None] = field(default_factory=dict)
    headings: dict[int, str] = field(default_factory=dict)
    open_attributes: dict[int, str] = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)
    pending: list[int] = field(default_factory=list)
    closed: set[int] = field(default_factory=set)
    outlines: dict[int, Outline] = field(default_factory=dict)

    @classmethod
    def begin(cls, clauses: Sequence[Clause], reading: Reading, part: int, *, addressed: bool) -> State:
        """A state with nothing read yet; `addressed` says that Kính gửi names bodies."""
        children = [0] * len(clauses)
        for clause in clauses:
            if clause.parent >= 0:
                children[clause.parent] += 1
        return cls(clauses, reading, part, addressed, tuple(children), label_clauses(clauses))

    def has_children(self, index: int) -> bool:
        """Whether other clauses stand under this one."""
        return self.children[index] > 0

    def short_children(self, index: int) -> bool:
        """Whether what stands under the clause is short enough to be the value of an attribute."""
        return all(c.end - c.body <= VALUE_LENGTH for c in self.clauses[index + 1 :] if c.parent == index)

    def section_above(self, index: int) -> str | None:
        """What the nearest enclosing heading says its clauses are."""
        return next((self.sections[above] for above in ancestors(self.clauses, index) if above in self.sections), None)

    def leads_above(self, index: int) -> tuple[Assignee, ...]:
        """The bodies of the nearest enclosing heading, lead-in or item that names any."""
        return next((self.passes[above] for above in ancestors(self.clauses, index) if above in self.passes), ())

    def attribute_above(self, index: int) -> int | None:
        """The attribute heading whose value the clause is a part of, or None."""
        return next((above for above in ancestors(self.clauses, index) if above in self.open_attributes), None)

    def open_attribute(self, index: int, role: str) -> None:
        """The clause is a label whose value stands in the clauses below it."""
        self.open_attributes[index] = role
        self.describe(index, "attribute", "attribute")

    def before_list(self, index: int) -> bool:
        """Whether a numbered clause comes later, so that the clause belongs to the preamble."""
        return any(clause.style != "para" for clause in self.clauses[index + 1 :])

    def is_tail(self, index: int) -> bool:
        """Whether the clause is among the last of its body, where closing clauses stand."""
        return index >= len(self.clauses) - TAIL_LENGTH

    def headings_above(self, index: int) -> tuple[str, ...]:
        """The words of the enclosing headings, outermost first."""
        return tuple(self.headings[above] for above in ancestors(self.clauses, index) if above in self.headings)[::-1]

    def describe(self, index: int, kind: str, reason: str | None) -> None:
        """Note what the clause is, and why it is no task (None: it is one)."""
        clause = self.clauses[index]
        level = sum(1 for _ in ancestors(self.clauses, index))
        self.outlines[index] = Outline(
            Span(clause.start, clause.end), self.labels[index], level, kind, self.headings.get(index), reason
        )

    def add(self, draft: Draft) -> None:
        """Take a draft; attribute lines that follow may still add to it, but no longer to those that have theirs."""
        self.pending = [number for number in self.pending if number not in self.closed]
        self.closed.clear()
        self.pending.append(len(self.drafts))
        self.drafts.append(draft)

    def change(self, number: int, **changes: object) -> None:
        """Replace fields of a draft."""
        self.drafts[number] = replace(self.drafts[number], **changes)  # type: ignore[arg-type]

    def pending_under(self, index: int) -> list[int]:
        """The drafts that stand under clause `index`, or are it, and that no attribute line has closed."""
        clauses = self.clauses
        return [
            number for number in self.pending
            if self.drafts[number].clause == index or index in ancestors(clauses, self.drafts[number].clause)
        ]

    def finish(self) -> tuple[tuple[Draft, ...], tuple[Outline, ...]]:
        """The drafts in reading order and one outline for every clause."""
        for index in range(len(self.clauses)):
            if index not in self.outlines:
                self.describe(index, "text", "narrative")
        return tuple(self.drafts), tuple(self.outlines[index] for index in range(len(self.clauses)))


def label_clauses(clauses: Sequence[Clause]) -> tuple[str, ...]:
    """Join the marks from the outside in: `II.1.a`, `2.-3` (third dash), `Điều 3`; unnumbered ones count as p1, p2 …"""
    labels: list[str] = []
    counts: dict[tuple[int, str], int] = {}
    for clause in clauses:
        above = labels[clause.parent] if clause.parent >= 0 else ""
        if clause.parent >= 0 and clauses[clause.parent].style == "para" and not clauses[clause.parent].label:
            above = above.rpartition(".")[0] if above.rpartition(".")[2].startswith("p") else above
        own = clause.label
        if clause.style in BULLETS or clause.style == "para":
            key = (clause.parent, clause.style)
            counts[key] = counts.get(key, 0) + 1
            own = f"{clause.label or 'p'}{counts[key]}"
        elif clause.style.startswith("multi"):
            above = labels[clause.parent].rpartition(".")[0] if own.startswith(f"{_last(above)}.") else above
        labels.append(f"{above}.{own}" if above else own)
    return tuple(labels)


def _last(label: str) -> str:
    return label.rpartition(".")[2]
