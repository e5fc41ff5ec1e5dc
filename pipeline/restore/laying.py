"""Edits laid over a document: its text mended, its map still the way back to the source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.document import Document
from pipeline.document.changes import Change, apply, compose
from pipeline.restore.model import Proposal
from pipeline.restore.shifts import Shifts


def restore(document: Document, proposals: Iterable[Proposal]) -> Document:
    """Return `document` with those of `proposals` that are to be applied put into its text.

    `proposals` count in the text of `document`; ValueError where two of them overlap. Every span of the new
    text goes back to the source as before: an edit that cuts through what reading the document has put in
    takes all of that with it.
    """
    changes = sorted((*edit.span, edit.after, edit.rule) for edit in proposals if edit.policy == "apply")
    if not changes:
        return document
    if any(first[1] > second[0] for first, second in pairwise(changes)):
        raise ValueError("proposals overlap")
    whole = _whole(changes, document)
    return replace(
        document,
        text=apply(document.text, whole),
        emphasis=tuple(Shifts(whole).spans(document.emphasis)),
        changes=tuple(compose(list(document.changes), whole)),
    )


def _whole(changes: Sequence[Change], document: Document) -> list[Change]:
    """Return `changes`, each stretched over those changes of `document` that it cuts through."""
    text = document.text
    put_in = _put_in(document)
    made: list[Change] = []
    for start, end, after, rule in changes:
        low, high = _around(start, put_in), _around(end, put_in)
        words = text[low[0] : start] + after + text[end : high[1]]
        change = (low[0], high[1], words, rule)
        cuts = bool(made) and made[-1][1] > change[0]
        made.append(_joined(made.pop(), change, start) if cuts else change)
    return made


def _put_in(document: Document) -> tuple[list[int], list[int]]:
    """Return where in the text what reading the document has put in begins, and where it ends."""
    begins: list[int] = []
    ends: list[int] = []
    shift = 0
    for start, end, after, _ in document.changes:
        begins.append(start + shift)
        ends.append(start + shift + len(after))
        shift += start - end + len(after)
    return begins, ends


def _around(offset: int, put_in: tuple[list[int], list[int]]) -> tuple[int, int]:
    """Return the range that was put in with `offset` strictly inside, else `offset` twice."""
    begins, ends = put_in
    index = bisect_right(ends, offset)
    if index < bisect_left(begins, offset):
        return begins[index], ends[index]
    return offset, offset


def _joined(first: Change, second: Change, start: int) -> Change:
    """Return two stretched changes that share letters as one; `start`: where the second one itself begins."""
    low, past, before, rule = first
    kept = before[: len(before) - (past - start)]
    return low, max(past, second[1]), kept + second[2][start - second[0] :], rule
