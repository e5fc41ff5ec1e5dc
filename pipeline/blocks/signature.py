"""Who signs: name and title out of the closing block (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gazetteer.letterhead import LetterheadWords
from gazetteer.tolerant import CAPITAL, fold, skeleton
from pipeline.blocks.paragraphs import Paragraph
from pipeline.blocks.tails import is_name
from pipeline.spans import Span

COLUMN = re.compile(r"[|\t]")
NAME = rf"[{CAPITAL}][^\W\d_{CAPITAL}]*(?: [{CAPITAL}][^\W\d_{CAPITAL}]*){{1,4}}"
LAST = re.compile(
    rf"(?:\A|(?P<edge>[|\t.;:,'\"”“‘’`\])°~—-])|(?P<blank> ))\s*(?P<name>{NAME})(?P<after>[\s|.\d\"'_-]*)\Z"
)
TRAILING = " \t|.:;\"'_-0123456789"
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
    title_line, authority = words.patterns["title_line"], words.patterns["authority"]
    shift = closing[0].start if closing else 0
    bare = skeleton(text[shift : closing[-1].end]) if closing else ""
    for cell in _cells(text, closing):
        piece = text[cell.start : cell.end]
        found = _name(piece, words)
        if found and (best is None or found[0] >= best[0]):
            best = (found[0], Span(cell.start + found[1].start, cell.start + found[1].end))
        titles = list(words.bare["title"].finditer(bare, cell.start - shift, cell.end - shift))
        if titles:  # the last: of "KT. CHỦ TỊCH PHÓ CHỦ TỊCH" the second
            end = titles[-1].end() + shift
            title = text[titles[-1].start() + shift : end]
            lines.append(text[cell.start : end].strip(" |\t"))
        elif whole := title_line.match(piece.strip(" |\t")):
            title = whole["title"]
            lines.append(whole.group())
        elif authority.match(piece):
            lines.append(piece.strip(" |\t"))
    name = _mend(text[best[1].start : best[1].end], words) if best else None
    return Signature(name, best[1] if best else None, title, tuple(lines))


def _cells(text: str, closing: Sequence[Paragraph]) -> Iterator[Span]:
    """Yield the lines of `closing`, those of several columns cell by cell."""
    if not (closing and COLUMN.search(text, closing[0].start, closing[-1].end)):
        yield from (Span(*paragraph) for paragraph in closing)
        return
    for paragraph in closing:
        at = paragraph.start
        for match in COLUMN.finditer(text, *paragraph):
            if text[at : match.start()].strip():
                yield Span(at, match.start())
            at = match.end()
        if text[at : paragraph.end].strip():
            yield Span(at, paragraph.end)


def _name(piece: str, words: LetterheadWords) -> tuple[int, Span] | None:
    """Return how sure a name ends `piece` (3 alone, 2 behind its title, 1 behind other signs) and where."""
    last = piece.rstrip(TRAILING).rpartition(" ")[2]  # most lines of a closing do not end like a name
    if not last[:1].isupper() or not (len(last) == 1 or last[1:].islower()) or not LAST_WORDS.search(piece):
        return None
    ranked, at = "", 0
    for rank in words.patterns["rank"].finditer(piece):
        ranked += piece[at : rank.start()] + "|".rjust(len(rank.group()))
        at = rank.end()
    ranked += piece[at:]
    if is_name(ranked, words):
        bare = ranked.strip(" |\t.:;_'\"”-")
        start = ranked.index(bare)
        return 3, Span(start, start + len(bare))
    titles = list(words.bare["title"].finditer(skeleton(ranked)))
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


def _mend(name: str, words: LetterheadWords) -> str:
    """Return `name` with a surname that no one bears replaced by the commonest with the same letters."""
    surname, _, rest = name.partition(" ")
    if surname in words.known_surnames:
        return name
    return f"{words.surnames.get(fold(surname)) or surname} {rest}"
