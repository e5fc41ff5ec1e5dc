"""Where an attachment begins behind or inside a document, and whether it is a blank form."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gazetteer.letterhead import LetterheadWords
from gazetteer.tolerant import fold, skeleton
from pipeline.blocks.heads import (
    BULLET,
    COLUMNS,
    ENDS,
    SEPARATOR,
    is_capital,
    is_narrative,
    is_row,
    title_end,
    type_at,
)

BARE, ISSUER, TITLE = 40, 80, 200  # characters: of "PHỤ LỤC 01", of an issuer's line, of a title
BLANK_ROWS, BLANKS = 3, 5
NOTE_REACH = 8  # lines between the title of an attachment and "(Kèm theo …)"
NUMBERED = re.compile(
    r"[\s.:]*(?:(?:số|SỐ)\s*)?(?:\d{1,3}[a-zA-Z]?|[IVX]{1,5}|[A-Z])?(?:[-./]\w+)*[\s.:)]*(?P<rest>.*)\Z"
)
EMPTY_ROW = re.compile(r"\n[^|\n]{0,4}\|[ \t]*\|[ \t|]*(?=\n)")
DOTS = ("………", "......", "______")


def opens_annex(lines: Sequence[str], at: int, kind: str, words: LetterheadWords, *, closed: bool) -> bool:
    """Tell whether an attachment begins in line `at`, which the mark `kind` opens.

    `closed`: the document before it has ended with recipients or a signature. Without that only a title in
    capitals ("PHỤ LỤC") or one with "(Kèm theo …)" under it counts, as the body may name an annex too.
    """
    line = lines[at].strip(" |\t_-")
    if kind == "type":
        return _opens_type(lines, at, words, closed=closed)
    match = words.bare[kind].match(skeleton(line))
    if not match:
        return False
    numbered = NUMBERED.match(line, match.end())
    rest = numbered["rest"] if numbered else ""
    bare = not rest and len(line) < BARE
    titled = is_capital(line) and (closed or kind == "form" or _noted(lines, at, words) or bare)
    if kind == "form":
        return closed and (
            bare or titled or (":" in line[match.end() : match.end() + 12] and len(line) < TITLE)
        )
    return bare or titled


def _opens_type(lines: Sequence[str], at: int, words: LetterheadWords, *, closed: bool) -> bool:
    named = type_at(lines[at], words)
    if named is None or len(lines[at]) > TITLE or not is_capital(lines[at]):
        return False
    return _noted(lines, at, words) or (closed and not named[1])


def _noted(lines: Sequence[str], at: int, words: LetterheadWords) -> bool:
    return any(
        "(" in line and words.bare["attached_line"].search(skeleton(line))
        for line in lines[at : at + NOTE_REACH]
    )


def letterhead_start(lines: Sequence[str], at: int, first: int, words: LetterheadWords) -> int:
    """Return where the letterhead with the motto in line `at` begins: the issuer's lines stand above it."""
    start = at
    for i in range(at - 1, max(first, at - NOTE_REACH) - 1, -1):
        if SEPARATOR.match(lines[i]):
            continue
        state = words.bare["state"].search(skeleton(lines[i]))
        if not state and (not is_capital(lines[i]) or len(lines[i]) > ISSUER):
            break
        start = i
    return start


def note_start(lines: Sequence[str], at: int, first: int) -> int:
    """Return the first title line above the note "(Kèm theo …)" in line `at`; `at` where there is none."""
    start = at
    for i in range(at - 1, max(first, at - NOTE_REACH) - 1, -1):
        if SEPARATOR.match(lines[i]):
            continue
        if not is_capital(lines[i]) or lines[i].endswith((".", ";")):
            break
        start = i
    return start


def annex_title_end(lines: Sequence[str], first: int, words: LetterheadWords) -> int:
    """Return the line behind the title of the attachment that begins in line `first`."""
    end = first + 1
    open_note = False
    for i in range(first, min(len(lines), first + NOTE_REACH)):
        line = lines[i]
        if type_at(line, words):
            return title_end(lines, i, words)
        if open_note or line.startswith("("):
            open_note = ")" not in line
        elif i > first and not _titles_annex(line, words, bare=end == first + 1):
            break
        if not SEPARATOR.match(line):
            end = i + 1
    return end


def _titles_annex(line: str, words: LetterheadWords, *, bare: bool) -> bool:
    """Tell whether `line` goes on with the title; small letters only right under a `bare` "PHỤ LỤC"."""
    if line.strip() == "|" or is_row(line):
        return False
    if is_capital(line) or SEPARATOR.match(line):
        return True
    plain = not (COLUMNS.search(line) or BULLET.match(line) or line.endswith(ENDS))
    return bare and plain and not is_narrative(line, words)


def is_form(title: Sequence[str], content: str, words: LetterheadWords) -> bool:
    """Tell whether an attachment is a blank or mere data: by its title, or by its empty rows and dots."""
    for line in title:
        bare = line.strip(" |\t_-:")
        named = words.patterns["type_any"].match(bare)
        if words.bare["form"].match(skeleton(bare)) or words.patterns["data_title"].match(bare):
            return True
        if named and words.types[fold(named["type"])] in words.data["forms"]["types"]:
            return True
    blanks = sum(content.count(dots) for dots in DOTS)
    rows = content.count("\n") + 1
    return ("| |" in content and len(EMPTY_ROW.findall(content)) >= BLANK_ROWS) or (
        blanks >= BLANKS and blanks * BLANKS >= rows
    )
