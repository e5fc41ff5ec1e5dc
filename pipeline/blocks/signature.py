"""Who signs: name and title out of the closing block (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.7)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from gazetteer.letterhead import LetterheadWords
from gazetteer.tolerant import CAPITAL, fold
from pipeline.blocks.paragraphs import Paragraph
from pipeline.blocks.tails import is_name
from pipeline.spans import Span

COLUMN = re.compile(r"[|\t]")
NAME = rf"[{CAPITAL}][^\W\d_{CAPITAL}]*(?: [{CAPITAL}][^\W\d_{CAPITAL}]*){{1,4}}"
LAST = re.compile(
    rf"(?:\A|(?P<edge>[|\t.;:,'\"”“‘’`\])°~—-])|(?P<blank> ))\s*(?P<name>{NAME})(?P<after>[\s|.\d\"'_-]*)\Z"
)


LAST_WORDS = re.compile(rf"[{CAPITAL}]\w* [{CAPITAL}]\w*[\s|.;:\d\"'_-]*\Z")


class Signature(NamedTuple):
    """`name` as written, a surname damaged by OCR mended; `title` in capitals as written; None where lost."""

    name: str | None
    span: Span | None
    title: str | None
    lines: tuple[str, ...]


def read_signature(text: str, closing: Sequence[Paragraph], words: LetterheadWords) -> Signature:
    """Read the signature from the paragraphs of the `closing` block, recipients and signature together.

    The last name wins: it stands below authority and title. A name inside the list of recipients is none.
    """
    best: tuple[int, Span] | None = None
    lines: list[str] = []
    title: str | None = None
    for paragraph in closing:
        for cell in _cells(text, paragraph):
            piece = text[cell.start : cell.end]
            found = _name(piece, words)
            if found and (best is None or found[0] >= best[0]):
                best = (found[0], Span(cell.start + found[1].start, cell.start + found[1].end))
            titles = list(words.patterns["title"].finditer(piece))
            if titles:
                title = _spelled(piece, titles)
                lines.append(piece[: titles[-1].end()].strip(" |\t"))
            elif whole := words.patterns["title_line"].match(piece.strip(" |\t")):
                title = whole["title"]
                lines.append(whole.group())
            elif words.patterns["authority"].match(piece):
                lines.append(piece.strip(" |\t"))
    name = _mend(text[best[1].start : best[1].end], words) if best else None
    return Signature(name, best[1] if best else None, title, tuple(lines))


def _cells(text: str, paragraph: Paragraph) -> list[Span]:
    cells, at = [], paragraph.start
    for match in COLUMN.finditer(text, paragraph.start, paragraph.end):
        cells.append(Span(at, match.start()))
        at = match.end()
    cells.append(Span(at, paragraph.end))
    return [cell for cell in cells if text[cell.start : cell.end].strip()]


def _name(piece: str, words: LetterheadWords) -> tuple[int, Span] | None:
    """Return how sure a name ends `piece` (3 alone, 2 behind its title, 1 behind other signs) and where."""
    if not LAST_WORDS.search(piece):
        return None
    ranked = words.patterns["rank"].sub(lambda rank: " " * (len(rank.group()) - 1) + "|", piece)
    if is_name(ranked, words):
        bare = ranked.strip(" |\t.:;_'\"”-")
        start = ranked.index(bare)
        return 3, Span(start, start + len(bare))
    titles = list(words.patterns["title"].finditer(ranked))
    if titles:
        tail = ranked[titles[-1].end() :]
        bare = tail.strip(" |\t.:;_'\"”-")
        if is_name(bare, words):
            start = titles[-1].end() + tail.index(bare)
            return 2, Span(start, start + len(bare))
    match = LAST.search(ranked.rstrip())
    if match and match["edge"] and is_name(match["name"], words):
        return 1, Span(*match.span("name"))
    return None


def _spelled(piece: str, titles: Sequence[re.Match[str]]) -> str:
    """Return the last title of a cell: of "KT. CHỦ TỊCH PHÓ CHỦ TỊCH" the second."""
    return piece[titles[-1].start() : titles[-1].end()]


def _mend(name: str, words: LetterheadWords) -> str:
    """Return `name` with a surname that no one bears replaced by the commonest with the same letters."""
    surname, _, rest = name.partition(" ")
    if surname in words.known_surnames:
        return name
    return f"{words.surnames.get(fold(surname)) or surname} {rest}"
