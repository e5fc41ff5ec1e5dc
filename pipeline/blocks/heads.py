"""Where the letterhead, the title and the addressees of a document or of an attachment end.

Order of the parts: Nghị định 30/2020/NĐ-CP, Phụ lục I. A named type has its title under it; a letter has its
subject in the letterhead and "Kính gửi" under it; a telegram names its addressees with "điện:".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from gazetteer.letterhead import LetterheadWords
from gazetteer.tolerant import fold, skeleton

REACH = 60  # a letterhead with its title takes no more lines than this, table lines included
LONG = 170  # characters: of a sentence, not of a letterhead's line
SHORT, TITLE, NOISY = 60, 110, 40
STRANGE = 3  # lines of a body before which "Kính gửi" may still stand, as stamps and notes are scanned too
SEPARATOR = re.compile(r"[\W_]*\Z")
COLUMNS = re.compile(r"[|\t]")
COLUMNS_BESIDE = 2  # issuer and motto, or a number and a title, stand side by side without being a table
BULLET = re.compile(r"[\s|]*[-+•·~]\s*\w")
ENUMERATOR = re.compile(r"(?![Vv]/[Vv])(?:[IVX]{1,5}|[A-H]|\d{1,2}(?:\.\d{1,2}){0,2})\s?[.)/]\s?\D|[a-zđ]\) ")
ENDS = (".", ";", ":", ",")
CAPITALS = bytes(range(ord("A"), ord("Z") + 1))
OTHERS = bytes(set(range(256)) - set(CAPITALS) - set(CAPITALS.lower()))


class Head(NamedTuple):
    """Ends of the parts as indexes of lines: [0, letterhead), [letterhead, title), [title, addressees)."""

    letterhead: int
    title: int
    addressees: int


def is_capital(line: str) -> bool:
    """Tell whether the letters of `line` are capitals but for a few; a line without letters is not."""
    if line.isupper():
        return True
    letters = skeleton(line).encode("latin-1").translate(None, OTHERS)
    return bool(letters) and 5 * len(letters.translate(None, CAPITALS)) <= len(letters)


def type_at(line: str, words: LetterheadWords, bare: str | None = None) -> tuple[str, str] | None:
    """Return the type that `line` names in capitals and the text behind it; None where it names none.

    "QUYẾT ĐỊNH:" opens the articles and is no title; a stroke of noise may stand before the word. `bare` is
    the skeleton of `line`, for callers that have it.
    """
    bare = bare or skeleton(line)
    match = words.bare["type_line"].match(bare)
    if match:
        rest = line[match.end() :].strip(" |\t_*-")
        return None if rest.startswith((":", ";")) else (words.types[fold(match["type"])], rest)
    ending = words.bare["type_end"].search(bare) if len(line) < NOISY else None
    return (words.types[fold(ending["type"])], "") if ending else None


def is_addressed(line: str, words: LetterheadWords, bare: str | None = None) -> bool:
    """Tell whether `line` opens the addressees: "Kính gửi: …", "THỦ TƯỚNG CHÍNH PHỦ điện:"."""
    if words.bare["addressed_line"].match(bare or skeleton(line)):
        return True
    wired = words.patterns["wired_line"].match(line) if ":" in line else None
    return wired is not None and (not wired["by"] or is_capital(wired["by"]))


def is_authority(rest: str, words: LetterheadWords) -> bool:
    """Tell whether `rest` of a type line names the body that issues: "của Ủy ban nhân dân tỉnh"."""
    of = words.patterns["of"].match(rest)
    return of is not None and words.patterns["authority_name"].match(rest, of.end()) is not None


def is_numbered(line: str, words: LetterheadWords) -> bool:
    """Tell whether `line` begins a numbered clause, article or chapter."""
    return bool(ENUMERATOR.match(line) or words.patterns["clause_unit"].match(line))


def is_narrative(line: str, words: LetterheadWords) -> bool:
    """Tell whether `line` belongs to a body: a numbered clause, a long sentence, an opening one."""
    if is_numbered(line, words):
        return True
    if "|" in line or "\t" in line or words.bare["subject_line"].match(skeleton(line)):
        return False
    if words.patterns["opener"].match(line):
        return len(line) > SHORT or line.endswith(ENDS)
    return len(line) > LONG and not is_capital(line)


def is_row(line: str, *, titled: bool = True) -> bool:
    """Tell whether `line` is a row of a table; words in two cells are one only below a title (`titled`)."""
    bars, tabs = line.count("|"), line.count("\t")
    if bars + tabs == 0:
        return False
    cells = sum(map(bool, map(str.strip, COLUMNS.split(line))))
    return cells > COLUMNS_BESIDE or (titled and bars > 0 and cells == COLUMNS_BESIDE)


def find_head(lines: Sequence[str], words: LetterheadWords) -> Head:
    """Return where the head of `lines` (a document, or an attachment, from its first line) ends.

    Without a type line and addressees the head ends behind the last line of number, motto or date; without
    these too it is empty.
    """
    titled, addressed, last = _landmarks(lines[:REACH], words)
    if titled >= 0:
        title = title_end(lines, titled, words)
        return Head(titled, title, addressees_end(lines, title, words))
    if addressed >= 0:
        return Head(addressed, addressed, addressees_end(lines, addressed, words))
    return Head(last + 1, last + 1, last + 1)


def _landmarks(lines: Sequence[str], words: LetterheadWords) -> tuple[int, int, int]:
    """Return the lines of the title and of the addressees, -1 for none, and the last line of a letterhead."""
    last = running = -1
    strange = 0
    for i, line in enumerate(lines):
        bare = skeleton(line)
        if SEPARATOR.match(line):
            continue
        if is_addressed(line, words, bare):
            return -1, i, last
        if not strange and (type_at(line, words, bare) or words.patterns["whole"].match(line)):
            return i, -1, last
        if last < 0 and running < 0 and not strange and words.patterns["running"].match(line):
            running = i  # a letterhead may follow: some collections put a title of their own above it
        elif not (words.patterns["opener"].match(line) and is_narrative(line, words)) and (
            words.bare["head_token"].search(bare) or words.patterns["number"].search(line)
        ):
            last = i
        elif is_narrative(line, words):
            strange += 1
            if strange > STRANGE:
                break
    return (running if last < 0 else -1), -1, last


def title_end(lines: Sequence[str], first: int, words: LetterheadWords) -> int:
    """Return the line behind the title that begins in line `first`, the authority's lines included."""
    named = type_at(lines[first], words)
    got = named is None or (bool(named[1]) and not is_authority(named[1], words))
    before = lines[first]
    open_note = False
    for i in range(first + 1, min(len(lines), first + REACH)):
        line = lines[i]
        if SEPARATOR.match(line):
            if got and "|" in line:  # a table begins
                return _back_over_separators(lines, i, first)
            continue
        if is_row(line, titled=got):
            return _back_over_separators(lines, i, first)
        if open_note or line.startswith("("):
            open_note = ")" not in line
            continue
        noted = words.bare["attached_line"].search(skeleton(line)) if "(" in line else None
        line = line[: noted.start()] if noted else line
        if not _continues(line, before, got=got, words=words):
            return _back_over_separators(lines, i, first)
        got, before = True, line
        open_note = bool(noted) and ")" not in lines[i]
    return _back_over_separators(lines, min(len(lines), first + REACH), first)


def _continues(line: str, before: str, *, got: bool, words: LetterheadWords) -> bool:
    if is_addressed(line, words) or words.bare["mark_end"].match(skeleton(line)):
        return False
    if before.endswith("-"):
        return True
    numbered = is_numbered(line, words)
    if is_capital(line) or numbered or BULLET.match(line):
        return not (numbered or BULLET.match(line) or words.bare["enacts_line"].match(skeleton(line)))
    opens = bool(words.patterns["opener"].match(line))
    if not got:
        return len(line) < 2 * LONG and not (opens and (line.endswith(ENDS) or len(line) > LONG))
    if line[0].islower():
        return not before.endswith((".", ";", ":")) and len(line) < LONG
    return not opens and len(line) < TITLE and not line.endswith(ENDS) and not before.endswith(ENDS)


def addressees_end(lines: Sequence[str], first: int, words: LetterheadWords) -> int:
    """Return the line behind the addressees that open in line `first`; `first` where none do."""
    at = first
    while at < len(lines) and SEPARATOR.match(lines[at]):
        at += 1
    if at >= len(lines) or not is_addressed(lines[at], words):
        return first
    opening = words.bare["addressed_line"].search(skeleton(lines[at]))
    named = lines[at][: opening.start()] + lines[at][opening.end() :] if opening else lines[at]
    before = named.strip(" :|\t-_.,") and lines[at].rstrip(" |")
    end = at + 1
    for i in range(at + 1, min(len(lines), at + REACH)):
        line = lines[i].strip(" |\t")
        if SEPARATOR.match(line):
            continue
        if not _is_addressee(line, before, words):
            break
        before, end = line, i + 1
    return end


def _is_addressee(line: str, before: str, words: LetterheadWords) -> bool:
    if BULLET.match(line):
        return True
    if line.startswith("(") or line[0].islower():
        return not before.endswith(".") or bool(words.patterns["so_called"].match(line.lstrip("(")))
    if words.patterns["opener"].match(line) or ENUMERATOR.match(line) or len(line) > LONG:
        return False
    return not before or before.endswith((";", ",", ":"))


def _back_over_separators(lines: Sequence[str], end: int, first: int) -> int:
    while end - 1 > first and SEPARATOR.match(lines[end - 1]):
        end -= 1
    return end
