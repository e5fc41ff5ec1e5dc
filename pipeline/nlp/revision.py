"""Records as their marks now say: what nobody touched stays as it was, the rest is made anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, Final

from pipeline.export.model import Exported
from pipeline.identity import TaskIds
from pipeline.nlp.marks import (
    CITATION,
    KINDS,
    LISTS,
    MORE,
    OUTPUT,
    PART,
    ROLES,
    Fields,
    Mark,
    Marked,
    citation_marks,
    marks_of,
    output_mark,
    part_marks,
    parts,
    task_marks,
)
from pipeline.nlp.meaning import Meanings, words_at

_KIND_OF: Final = {label: kind for kind, label in KINDS.items()}
_ROLE_OF: Final = {label: role for role, label in ROLES.items()}
_FIELD_OF: Final = {label: field for field, label in LISTS.items()}
_BLANK: Final[Fields] = {
    "schema_version": "1.0", "label": "", "pages": [], "headings": [], "output": None, "evidence": [],
    **{field: [] for field in ("assignees", *LISTS)},
}  # fmt: skip


def revise(kept: Exported, marks: Marked) -> Exported:
    """Return the records of `kept` with what was changed in the marks that they had.

    A task or a part whose marks and links are as they were is the very same record. A task that was moved,
    made longer or shorter keeps its id, label and parts; a person has seen it, so it is certain and needs no
    review. A new mark is read by the finders that read documents. It belongs to the task that it is linked
    to, to that of the mark which it replaces, and to the task it stands in; elsewhere it belongs to none.
    """
    return _Revision(kept, marks).result()


class _Revision:
    """The records of one document on their way from the marks they had to those they have."""

    def __init__(self, kept: Exported, now: Marked) -> None:
        self._kept, self._now = kept, now
        self._present = frozenset(now.marks)
        self._before = frozenset(marks_of(kept).marks)
        self._links = [link for link in now.links if link.kind == PART and link.source in self._present]
        self._linked = {link.source for link in self._links}
        self._meanings = Meanings(kept)

    def result(self) -> Exported:
        """Return the document and its tasks."""
        ids = TaskIds(self._kept.document["document_id"])
        taken: set[str] = set()
        tasks, renumbered = [], False
        for pieces, like in self._grouped():
            task = self._task(pieces, like)
            if like is None or task["task_id"] in taken:
                task |= {"task_id": self._fresh(ids, task["text"], taken)}
                renumbered = True
            taken.add(task["task_id"])
            tasks.append(task)
        if renumbered:
            tasks = [{**task, "order": order} for order, task in enumerate(tasks)]
        return Exported(self._document(), tasks, self._now.text)

    def _fresh(self, ids: TaskIds, text: str, taken: Collection[str]) -> str:
        known = {task["task_id"] for task in self._kept.tasks}
        while (made := ids.next(text)) in known or made in taken:
            pass
        return made

    def _grouped(self) -> list[tuple[list[Mark], Fields | None]]:
        """Return the pieces of every task with the task that they were, or are most of; in reading order."""
        chains = self._chains(mark for mark in self._now.marks if mark.label in _KIND_OF)
        standing = [_places(chain) for chain in chains]
        moved = [task for task in self._kept.tasks if _places(task_marks(task)) not in standing]
        groups: list[tuple[list[Mark], Fields | None]] = []
        for pieces in chains:
            same = [task for task in self._kept.tasks if _places(task_marks(task)) == _places(pieces)]
            groups += [(pieces, task) for task in same] or [(pieces, _nearest(pieces, moved))]
        return groups

    def _chains(self, marks: Iterable[Mark]) -> list[list[Mark]]:
        """Return marks that continue each other together, each group and all groups in reading order."""
        heads = {link.source: link.target for link in self._now.links if link.kind == MORE}
        chains: dict[Mark, list[Mark]] = {}
        for mark in sorted(marks):
            chains.setdefault(heads.get(mark, mark), []).append(mark)
        return sorted(chains.values())

    def _task(self, pieces: list[Mark], like: Fields | None) -> dict[str, Any]:
        """Return the record of a task; that of `like` itself where it says all that the marks say."""
        own = self._parts(pieces, like)
        base = like or _BLANK
        lists = {field: self._entries(field, base, own, pieces) for field in ("assignees", *LISTS)}
        said = {"kind": _KIND_OF[pieces[0].label], "output": self._output(base, own), **lists}
        moved = like is None or _places(task_marks(like)) != _places(pieces)
        if like is not None and not moved and all(like[key] == value for key, value in said.items()):
            return dict(like)
        text = self._now.text
        words = {
            "text": words_at(text, pieces),
            "verbatim": "".join(text[mark.start : mark.end] for mark in pieces),
            "spans": [[mark.start, mark.end] for mark in pieces],
        }
        new = {"document_id": self._kept.document["document_id"], "task_id": "", "order": 0}
        certain = {"confidence": 1.0, "review": []}
        return {**new, **base, **(words if moved else {}), **said, **certain}

    def _parts(self, pieces: Sequence[Mark], like: Fields | None) -> set[Mark]:
        """Return the marks that belong to a task."""
        loose = self._present - self._before - self._linked
        inside = {
            mark for mark in loose if any(one.start <= mark.start < mark.end <= one.end for one in pieces)
        }
        targets = set(pieces)
        if like is None:
            return inside | {link.source for link in self._links if link.target in targets}
        gone = set(task_marks(like)) - self._present
        was = {mark for part in parts(like, self._now.text) for mark in part}
        replaced = {mark for mark in loose if any(_replaces(mark, one) for one in was - self._present)}
        # Where a tool forgets the links of a task's mark with the mark, its parts are still its parts.
        orphans = (was & self._present) - self._linked if gone else set()
        linked = {link.source for link in self._links if link.target in targets | gone}
        return inside | replaced | orphans | linked

    def _entries(self, field: str, base: Fields, own: set[Mark], pieces: Sequence[Mark]) -> list[Any]:
        """Return the entries of a field: those whose marks are all there still, then what is newly marked."""
        kept = [entry for entry in base[field] if own.issuperset(part_marks(field, entry))]
        old = {mark for entry in kept for mark in part_marks(field, entry)}
        labels = ROLES.values() if field == "assignees" else (LISTS[field],)
        new = [mark for mark in own - old if mark.label in labels]
        if not new:
            return kept
        made = [self._entry(chain, base, pieces) for chain in self._chains(new)]
        entries = kept + [entry for entry in made if entry is not None]
        if field == "assignees":
            return sorted(entries, key=lambda entry: list(ROLES).index(entry["role"]))
        return sorted(entries, key=lambda entry: entry["spans"][:1])

    def _entry(self, chain: list[Mark], base: Fields, pieces: Sequence[Mark]) -> Fields | None:
        label = chain[0].label
        if label in _ROLE_OF:
            basis = "explicit" if chain[0].start >= pieces[0].start else "heading"
            return self._meanings.assignee(chain, _ROLE_OF[label], basis, base)
        return self._meanings.entry(_FIELD_OF[label], chain)

    def _output(self, base: Fields, own: set[Mark]) -> str | None:
        """Return the product due: as it was where its mark is, or where it never had one."""
        was = output_mark(base, self._now.text)
        if was in own or (was is None and base["output"]):
            kept: str = base["output"]
            return kept
        marked = sorted(mark for mark in own if mark.label == OUTPUT)
        return words_at(self._now.text, marked[:1]) if marked else None

    def _document(self) -> Fields:
        """Return the document's record, with its citations as they are marked."""
        document = self._kept.document
        kept = [ref for ref in document["legal_refs"] if self._present.issuperset(citation_marks(ref))]
        new = [mark for mark in self._present - self._before if mark.label == CITATION]
        if not new and len(kept) == len(document["legal_refs"]):
            return document
        made = (self._meanings.entry("legal_refs", chain) for chain in self._chains(new))
        refs = sorted([*kept, *filter(None, made)], key=lambda ref: ref["spans"][:1])
        return {**document, "legal_refs": refs}


def _places(marks: Iterable[Mark]) -> list[tuple[int, int]]:
    return [(mark.start, mark.end) for mark in marks]


def _nearest(pieces: Sequence[Mark], tasks: Iterable[Fields]) -> Fields | None:
    """Return the task that most of the pieces were, None where they were none."""
    shared = [(_overlap(pieces, task_marks(task)), task) for task in tasks]
    most, task = max(shared, key=lambda pair: pair[0], default=(0, None))
    return task if most else None


def _overlap(some: Sequence[Mark], others: Sequence[Mark]) -> int:
    """Return how many code points two sets of marks share."""
    pairs: Iterator[tuple[Mark, Mark]] = ((one, other) for one in some for other in others)
    return sum(max(0, min(one.end, other.end) - max(one.start, other.start)) for one, other in pairs)


def _replaces(mark: Mark, other: Mark) -> bool:
    """Say whether a new mark can be what one that is gone was changed to."""
    alike = mark.label == other.label or {mark.label, other.label} <= set(_ROLE_OF)
    return alike and _overlap([mark], [other]) > 0
