"""What each paragraph is part of: letterhead, title, addressees, body, closing, attachments, footnotes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from gazetteer.letterhead import LetterheadWords
from gazetteer.tolerant import skeleton
from pipeline.blocks.attachments import (
    NOTE_REACH,
    annex_title_end,
    is_form,
    letterhead_start,
    note_start,
    opens_annex,
)
from pipeline.blocks.heads import Head, find_head
from pipeline.blocks.paragraphs import Paragraph
from pipeline.blocks.tails import block_end, block_kinds, block_start, opens_signature
from pipeline.document import Document

KINDS = (
    "letterhead", "title", "addressees", "body", "recipients", "signature", "attachment-title",
    "footnote", "form",
)  # fmt: skip
MARK_REACH = 64  # characters of a line in which its mark stands
BARE_NOTE = 8  # a footnote's number on a line of its own


class Zone(NamedTuple):
    """Paragraphs [`first`, `last`) of one `kind` of KINDS; `part` 0: the document, 1 …: attachments."""

    kind: str
    first: int
    last: int
    part: int


class Mark(NamedTuple):
    """A paragraph that may open a part or a closing block; `kind` is the pattern's group."""

    at: int
    kind: str


def split_zones(
    document: Document, paragraphs: Sequence[Paragraph], words: LetterheadWords
) -> tuple[Zone, ...]:
    """Return zones that cover `paragraphs` in order, each exactly once; none for no paragraphs.

    A document without letterhead, title or closing gives body alone. Where the text goes on behind recipients
    and signature without a title, a new part begins there too.
    """
    text = document.text
    lines = list(filter(None, text.split("\n")))
    if not lines:
        return ()
    head = find_head(lines, words)
    marks = _marks(text, paragraphs, lines, max(1, head.addressees), words)
    labels: list[tuple[str, int]] = [("body", 0)] * len(lines)
    _label_head(labels, head, 0)
    for part, (first, last) in enumerate(_parts(lines, head.addressees, marks, words)):
        if part == 0:
            inside = _between(marks, head.addressees, last)
            _label_rest(labels, lines, inside, (head.addressees, last, 0), words)
        else:
            _label_part(labels, lines, marks, (first, last, part), words)
    return tuple(_runs(labels))


def _marks(
    text: str, paragraphs: Sequence[Paragraph], lines: Sequence[str], first: int, words: LetterheadWords
) -> list[Mark]:
    """Return the marks of `lines`, those of `text`, from the line `first` on, in order."""
    if first >= len(lines):
        return []
    marks = list(_line_marks(lines, first, words))
    anchor = words.data["motto_anchor"]
    at = text.find(anchor, paragraphs[first].start)
    while at >= 0:
        line = bisect_right(paragraphs, (at, len(text))) - 1
        if words.bare["motto"].search(skeleton(lines[line])):
            marks.append(Mark(line, "state"))
        at = text.find(anchor, at + len(anchor))
    return sorted(marks)


def _line_marks(lines: Sequence[str], first: int, words: LetterheadWords) -> Iterator[Mark]:
    """Yield the marks with which a line from `first` on begins."""
    bare = skeleton("\n".join(["", *[line[:MARK_REACH] for line in lines[first:]]]))
    at, seen = first - 1, 0
    for match in words.bare["mark"].finditer(bare):
        kind = match.lastgroup or ""
        at += bare.count("\n", seen, match.end())
        seen = match.end()
        if kind == "authority":
            start = match.start(kind)
            if not words.patterns["authority_mark"].match(lines[at], start - match.start() - 1):
                if not words.bare["title"].match(bare, start):
                    continue
                kind = "signer"
        yield Mark(at, kind)


def _between(marks: Sequence[Mark], first: int, last: int) -> Sequence[Mark]:
    """The marks of the lines [`first`, `last`)."""
    return marks[bisect_left(marks, (first, "")) : bisect_left(marks, (last, ""))]


def _parts(
    lines: list[str], body: int, marks: Sequence[Mark], words: LetterheadWords
) -> list[tuple[int, int]]:
    """Return the ranges of the document and of each attachment; the first begins at 0."""
    bounds = [0]
    ended = closed = in_form = False  # `ended`: a closing was seen; `closed`: one of the present part
    busy = body  # paragraphs before this one are spoken for
    for mark in marks:
        if mark.at < busy:
            continue
        start = None
        if not (in_form and mark.kind in {"state", "type", "attached"}):
            whole = closed if mark.kind in {"state", "type", "attached"} else ended
            start = _boundary(lines, mark, max(busy, bounds[-1] + 1), words, closed=whole)
        if start is not None:
            bounds.append(start)
            busy = max(annex_title_end(lines, start, words), mark.at + 1)
            in_form, closed = is_form(lines[start:busy], "", words), False
        elif not closed and (
            mark.kind == "recipients"
            or (mark.kind in {"authority", "signer"} and opens_signature(lines, mark.at, words))
        ):
            ended = closed = True
    return list(zip(bounds, [*bounds[1:], len(lines)], strict=True))


def _boundary(
    lines: list[str], mark: Mark, first: int, words: LetterheadWords, *, closed: bool
) -> int | None:
    if mark.kind == "state":
        return letterhead_start(lines, mark.at, first, words) if closed else None
    if mark.kind == "attached":
        start = note_start(lines, mark.at, first)
        return start if closed and start < mark.at else None
    if mark.kind in {"annex", "form", "type"} and opens_annex(
        lines, mark.at, mark.kind, words, closed=closed
    ):
        return mark.at
    return None


def _label_head(labels: list[tuple[str, int]], head: Head, first: int) -> None:
    part = labels[first][1]
    title = "attachment-title" if part else "title"
    ends = ((head.letterhead, "letterhead"), (head.title, title), (head.addressees, "addressees"))
    at = 0
    for end, kind in ends:
        labels[first + at : first + end] = [(kind, part)] * (end - at)
        at = end


def _label_part(
    labels: list[tuple[str, int]],
    lines: list[str],
    marks: Sequence[Mark],
    span: tuple[int, int, int],
    words: LetterheadWords,
) -> None:
    """Label an attachment: title, then a form, or a body with a closing of its own."""
    first, last, part = span
    labels[first:last] = [("body", part)] * (last - first)
    inside = _between(marks, first, last)
    start = min(annex_title_end(lines, first, words), last)
    labels[first:start] = [("attachment-title", part)] * (start - first)
    lettered = any(mark.kind == "state" and mark.at - first < NOTE_REACH for mark in inside)
    head = find_head(lines[first:last], words) if lettered else Head(0, 0, 0)
    if is_form(lines[first : max(start, first + head.addressees)], "\n".join(lines[start:last]), words):
        labels[start:last] = [("form", part)] * (last - start)
        return
    if lettered:
        labels[first:start] = [("body", part)] * (start - first)
        _label_head(labels, head, first)
        start = first + head.addressees
    _label_rest(labels, lines, [mark for mark in inside if mark.at >= start], (start, last, part), words)


def _label_rest(
    labels: list[tuple[str, int]],
    lines: list[str],
    marks: Sequence[Mark],
    span: tuple[int, int, int],
    words: LetterheadWords,
) -> None:
    """Label the closing block and the footnotes of the body `span` (first, last, part)."""
    first, last, part = span
    closing = next((mark.at for mark in marks if mark.kind == "recipients"), None)
    if closing is None:
        signed = (
            m.at
            for m in reversed(marks)
            if m.kind in {"authority", "signer"} and opens_signature(lines, m.at, words)
        )
        closing = next(signed, None)
    notes = [mark.at for mark in marks if mark.kind == "note"]
    end = first
    if closing is not None:
        start = block_start(lines, closing, first, words)
        under = next(
            (at for at in notes if at > closing), last
        )  # footnotes below the signature run to the end
        end = block_end(lines, closing, under, words)
        for i, kind in enumerate(block_kinds(lines[start:end], words), start):
            labels[i] = (kind, part)
        labels[under:last] = [("footnote", part)] * (last - under)
    for at in notes:
        stop = min(last, at + (2 if len(lines[at]) < BARE_NOTE else 1))
        labels[at:stop] = [("footnote", part)] * (stop - at)


def _runs(labels: Sequence[tuple[str, int]]) -> Iterator[Zone]:
    at = 0
    for (kind, part), group in groupby(labels):
        length = len(list(group))
        yield Zone(kind, at, at + length, part)
        at += length
