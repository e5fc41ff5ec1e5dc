"""What the walk over one clause tree has gathered so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

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


class Above(NamedTuple):
    """What a clause has above it.

    `leads` are the bodies of the nearest heading, lead-in or item that names any; `section` is what the
    nearest heading says its clauses are; `attribute` the label whose value the clause is a part of;
    `headings` the words of the headings, outermost first; `level` the depth.
    """

    leads: tuple[Assignee, ...] = ()
    section: str | None = None
    attribute: int | None = None
    headings: tuple[str, ...] = ()
    level: int = 0


_TOP = Above()


@dataclass(slots=True)
class State:
    """Mutable only inside one walk; a value of the stage is frozen when it leaves.

    By clause index: `passes` the bodies a heading or item hands down, `sections` what the clauses below are,
    `headings` its words as a heading, `open_attributes` the role of a heading that is a label. `pending` are
    the drafts that no attribute line has closed yet, by their index in `drafts`; `closed` those that one has,
    while no new item has come since.
    """

    clauses: Sequence[Clause]
    reading: Reading
    part: int
    addressed: bool
    children: tuple[tuple[int, ...], ...]
    labels: tuple[str, ...]
    last_marked: int
    aboves: list[Above] = field(default_factory=list)
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
        children: list[list[int]] = [[] for _ in clauses]
        last_marked = -1
        for index, clause in enumerate(clauses):
            if clause.parent >= 0:
                children[clause.parent].append(index)
            if clause.style != "para":
                last_marked = index
        below = tuple(tuple(indexes) for indexes in children)
        return cls(clauses, reading, part, addressed, below, label_clauses(clauses), last_marked)

    def above(self, index: int) -> Above:
        """What stands above clause `index`; the clauses above it must have been read."""
        aboves = self.aboves
        while len(aboves) <= index:
            aboves.append(self._above(self.clauses[len(aboves)].parent))
        return aboves[index]

    def _above(self, parent: int) -> Above:
        if parent < 0:
            return _TOP
        leads, section, attribute, headings, level = self.aboves[parent]
        return Above(
            self.passes.get(parent, leads),
            self.sections.get(parent, section),
            parent if parent in self.open_attributes else attribute,
            (*headings, self.headings[parent]) if parent in self.headings else headings,
            level + 1,
        )

    def has_children(self, index: int) -> bool:
        """Whether other clauses stand under this one."""
        return bool(self.children[index])

    def short_children(self, index: int) -> bool:
        """Whether what stands under the clause can be an attribute's value: short, with nothing below it."""
        clauses, children = self.clauses, self.children
        return all(
            clauses[at].end - clauses[at].body <= VALUE_LENGTH and not children[at] for at in children[index]
        )

    def open_attribute(self, index: int, role: str) -> None:
        """The clause is a label whose value stands in the clauses below it."""
        self.open_attributes[index] = role
        self.describe(index, "attribute", "attribute")

    def before_list(self, index: int) -> bool:
        """Whether a numbered clause comes later, so that the clause belongs to the preamble."""
        return index < self.last_marked

    def stands_free(self, index: int) -> bool:
        """Whether the clause is a paragraph under no heading: behind an item it may close the document."""
        clause, above = self.clauses[index], self.clauses[index].parent
        return clause.style == "para" and not (above in self.headings and self.clauses[above].style != "para")

    def is_tail(self, index: int) -> bool:
        """Whether the clause is among the last of its body, where closing clauses stand."""
        return index >= len(self.clauses) - TAIL_LENGTH

    def describe(self, index: int, kind: str, reason: str | None) -> None:
        """Note what the clause is, and why it is no task (None: it is one)."""
        clause = self.clauses[index]
        self.outlines[index] = Outline(
            Span(clause.start, clause.end),
            self.labels[index],
            self.above(index).level,
            kind,
            self.headings.get(index),
            reason,
        )

    def add(self, draft: Draft) -> None:
        """Take a draft; attribute lines that follow may add to it, not to those before that have theirs."""
        if self.closed:
            self.pending = [number for number in self.pending if number not in self.closed]
            self.closed.clear()
        self.pending.append(len(self.drafts))
        self.drafts.append(draft)

    def pending_under(self, index: int) -> list[int]:
        """The drafts that stand under clause `index`, or are it, and that no attribute line has closed."""
        clauses = self.clauses
        return [
            number
            for number in self.pending
            if self.drafts[number].clause == index or index in ancestors(clauses, self.drafts[number].clause)
        ]

    def finish(self) -> tuple[tuple[Draft, ...], tuple[Outline, ...]]:
        """The drafts in reading order and one outline for every clause."""
        for index in range(len(self.clauses)):
            if index not in self.outlines:
                self.describe(index, "text", "narrative")
        return tuple(self.drafts), tuple(self.outlines[index] for index in range(len(self.clauses)))


def label_clauses(clauses: Sequence[Clause]) -> tuple[str, ...]:
    """Join the marks from the outside in: `II.1.a`, `2.-3` (third dash), `Điều 3`.

    Unnumbered ones count as p1, p2 …
    """
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
