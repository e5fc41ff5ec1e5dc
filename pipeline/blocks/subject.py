"""What a document is about: the lines under its type, or "V/v …" of a letter; and the type itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from gazetteer.letterhead import LetterheadWords
from gazetteer.tolerant import fold, skeleton
from pipeline.blocks.heading import Heading
from pipeline.blocks.heads import SEPARATOR, is_authority, is_capital, type_at
from pipeline.blocks.paragraphs import Paragraph
from pipeline.spans import Span

EDGES = " \t|-_*:;.,"
NOISE = re.compile(r"(?:\s+[^\w\s]+|\s+[^\W\d_a-zA-Z])*\s*\Z")
SHORTEST, LONGEST = 20, 200
LONGEST_NAME = 110


class Title(NamedTuple):
    """`type` by its name, `text` on one line, `authority`: the issuing authority's line under the title."""

    type: str | None
    text: str | None
    span: Span | None
    authority: str | None


def read_title(text: str, lines: Sequence[Paragraph], words: LetterheadWords) -> Title:
    """Read the title zone `lines`: a type line, the title, notes in brackets, the authority that decides.

    All None for no lines.
    """
    if not lines:
        return Title(None, None, None, None)
    kind, pieces, noted = None, [], False
    for line in lines:
        piece = text[line.start : line.end]
        if SEPARATOR.match(piece):
            continue
        if noted or piece.lstrip().startswith("("):
            noted = ")" not in piece
            continue
        start = line.start
        if kind is None:
            kind, start = _type(text, line, words)
        if start < line.end and (span := _bare(text, Span(start, line.end), words)):
            pieces.append(span)
            noted = "(" in text[span.end : line.end] and ")" not in text[span.end : line.end]
    pieces, authority = _without_authority(text, pieces, kind, words)
    if not pieces:
        return Title(kind, None, None, authority)
    joined = " ".join(text[span.start : span.end] for span in pieces)
    return Title(kind, joined, Span(pieces[0].start, pieces[-1].end), authority)


def _type(text: str, line: Paragraph, words: LetterheadWords) -> tuple[str | None, int]:
    """Return the type that `line` names and where the title begins on it."""
    piece = text[line.start : line.end]
    named = type_at(piece, words)
    if named:
        rest = "" if is_authority(named[1], words) else named[1]
        return named[0], line.end - len(piece) + piece.rindex(rest) if rest else line.end
    whole = words.patterns["whole"].match(piece)
    if whole:
        return words.types[fold(whole["type"])], line.end
    running = words.patterns["running"].match(piece)
    if running:
        return running["type"], line.start + running.end()
    return None, line.start


def _bare(text: str, span: Span, words: LetterheadWords) -> Span | None:
    """Cut the note "(Kèm theo …)" and the edges off."""
    piece = text[span.start : span.end]
    if "(" in piece and (note := words.bare["attached_line"].search(skeleton(piece))):
        piece = piece[: note.start()]
    start = span.start + len(piece) - len(piece.lstrip(EDGES))
    end = span.start + len(piece.rstrip(EDGES))
    return Span(start, end) if start < end else None


def _without_authority(
    text: str, pieces: list[Span], kind: str | None, words: LetterheadWords
) -> tuple[list[Span], str | None]:
    """Part the authority's line from the title: the last line of a decision that names a body or its head."""
    if kind not in words.data["issuer"]["deciding"]:
        return pieces, None
    kept = list(pieces)
    while len(kept) > 1 and words.bare["session"].match(skeleton(text[slice(*kept[-1])])):
        kept.pop()
    last = text[kept[-1].start : kept[-1].end] if kept else ""
    taken = 1
    if len(kept[2:]) and words.bare["unit_line"].match(skeleton(last)):  # "ỦY BAN NHÂN DÂN / TỈNH X"
        last, taken = f"{text[kept[-2].start : kept[-2].end]} {last}", 2
    if len(kept) <= taken or len(last) > LONGEST_NAME or not words.patterns["authority_name"].match(last):
        return pieces, None
    if is_capital(text[kept[0].start : kept[-taken - 1].end]) and not is_capital(last):
        return pieces, None
    return kept[:-taken], last


def read_subject(text: str, heading: Heading) -> tuple[str | None, Span | None]:
    """Return the "V/v …" of a letter with its span; where that is lost, what stands below the number."""
    pieces = heading.subject or [span for span in heading.rest if " " in text[span.start : span.end].strip()]
    if not pieces:
        return None, None
    if not heading.subject and not SHORTEST < pieces[-1].end - pieces[0].start < LONGEST:
        return None, None  # stamps and noise, not a subject whose "V/v" was lost
    joined = " ".join(text[span.start : span.end] for span in pieces)
    return NOISE.sub("", joined).rstrip(EDGES) or None, Span(pieces[0].start, pieces[-1].end)
