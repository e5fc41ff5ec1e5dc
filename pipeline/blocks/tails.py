"""The end of a document: recipients beside or above the signature.

Nghị định 30/2020/NĐ-CP, Phụ lục I, II.7 and II.9.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gazetteer.letterhead import LetterheadWords
from gazetteer.tolerant import fold, skeleton
from pipeline.blocks.heads import BULLET, ENUMERATOR, SEPARATOR, is_capital
from pipeline.blocks.paragraphs import Paragraph

NAME_SEARCH = 6
SHORT = 70  # characters of a signature's line
BESIDE = 14  # of them, what may stand beside the title: "KT.", noise of a stamp
SPARSE, NUMBERED, LONG = 30, 150, 260  # lines of noise; of a clause; of a sentence: no recipient is that long
MOST_WORDS = 6  # of a name
NAME = re.compile(r"(?:[^\W\d_]{1,9}\.? ){1,5}[^\W\d_]{1,9}\Z")
INLINE = re.compile(r"(?:\A|[;:.])\s*[-+•·~]\s*(?=[^\W\d_])")
NEXT_ITEM = re.compile(r"[;:.]\s*[-+•·~]")
COLUMN = re.compile(r"[|\t]")
LETTERS = re.compile(r"[^\W\d_]{2}")
CHAPTER = re.compile(r"[IVX]{1,5}\. ")


def is_name(line: str, words: LetterheadWords) -> bool:
    """Tell whether `line` is a person's name and no more: two to six words, a surname first."""
    line = line.strip(" |\t.:;_'\"”-")
    if line.isupper() or not 0 < line.count(" ") < MOST_WORDS or not NAME.match(line) or is_capital(line):
        return False
    parts = line.split()
    return all(part[0].isupper() and part[1:].islower() for part in parts if len(part) > 1) and (
        fold(parts[0]) in words.surnames
    )


def is_signature(line: str, words: LetterheadWords) -> bool:
    """Tell whether `line` is authority, title or name of a signature and nothing else."""
    bare = line.strip(" |\t")
    if len(bare) > SHORT or BULLET.match(line):
        return False
    patterns = words.patterns
    if patterns["signed"].match(bare) or is_name(bare, words):
        return True
    if patterns["authority_line"].match(bare):
        return True
    match = words.bare["title"].search(skeleton(bare))
    return (
        bool(match)
        and is_capital(bare)
        and len(bare) - (match.end() - match.start() if match else 0) < BESIDE
    )


def opens_signature(lines: Sequence[str], at: int, words: LetterheadWords) -> bool:
    """Tell whether a signature block begins in line `at` without "Nơi nhận": a title, then a name."""
    if not is_signature(lines[at], words) or is_name(lines[at], words):
        return False
    for line in lines[at + 1 : at + 1 + NAME_SEARCH]:
        if is_name(line, words):
            return True
        if not (SEPARATOR.match(line) or is_signature(line, words) or len(line) < SPARSE):
            return False
    return False


def block_start(lines: Sequence[str], at: int, first: int, words: LetterheadWords) -> int:
    """Return the first line of the block around the recipients in line `at`, not before `first`.

    The signature stands above "Nơi nhận" where its column was read first.
    """
    start = at
    for i in range(at - 1, first - 1, -1):
        if SEPARATOR.match(lines[i]):
            continue
        if not is_signature(lines[i], words):
            break
        start = i
    return start


def block_end(lines: Sequence[str], first: int, last: int, words: LetterheadWords) -> int:
    """Return the line behind the block that begins in `first`: `last`, or where a text goes on before it."""
    for i in range(first + 1, last):
        line = lines[i]
        if "|" in line or "\t" in line or BULLET.match(line):
            continue
        if (CHAPTER.match(line) and len(line) > SPARSE) or words.patterns["clause_unit"].match(line):
            return i
        if len(line) > NUMBERED and (ENUMERATOR.match(line) or len(line) > LONG):
            return i
    return last


def block_kinds(lines: Sequence[str], words: LetterheadWords) -> list[str]:
    """Return "recipients" or "signature" for each line of a closing block; a line of both is recipients."""
    kinds: list[str] = []
    for line in lines:
        if BULLET.match(line) or words.bare["mark_end"].match(skeleton(line)):
            kinds.append("recipients")
        elif is_signature(line, words):
            kinds.append("signature")
        else:
            kinds.append(kinds[-1] if kinds else "signature")
    return kinds


def read_recipients(text: str, closing: Sequence[Paragraph], words: LetterheadWords) -> tuple[str, ...]:
    """Return the lines of "Nơi nhận" in the block `closing`, without bullets and the signature's column."""
    out: list[str] = []
    bare = skeleton(text[closing[0].start : closing[-1].end]) if closing else ""
    for start, end in closing:
        at, line = start, text[start:end]
        if "|" in line or "\t" in line:
            line = next(filter(str.strip, COLUMN.split(line)), "")
            at = text.index(line, start)
        shift = at - closing[0].start
        opening = words.bare["mark_end"].match(bare, shift, shift + len(line))
        if not (opening or BULLET.match(line)):
            continue
        listed = line[opening.end() - shift :] if opening else line
        items = INLINE.split(listed) if NEXT_ITEM.search(listed) else [listed]
        found = [item.strip(" -+•·~:;,.\t") for item in items if LETTERS.search(item)]
        out += [item for item in found if not (opening and is_signature(item, words))]
    return tuple(out)
