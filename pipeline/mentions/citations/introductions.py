"""What stands before a number: its type word, "số", or a word that makes it no document."""

from __future__ import annotations

from typing import NamedTuple

from gazetteer.citation_data import CitationPatterns, DocumentType, bare
from pipeline.mentions.citations.codes import first_part

#: Nothing further than this before a number bears on it.
LINE_REACH = 200
#: How far the type word may stand before "số" with other words between them.
TYPE_REACH = 90
#: Where the letterhead of a Party document may stand, which writes its own "Số" without a colon.
HEAD = 1500


class Lead(NamedTuple):
    """Where the words before a serial begin, whether "số" is among them, what is missing of the serial."""

    start: int
    marked: bool
    prefix: str = ""
    damaged: bool = False


def line_start(text: str, at: int) -> int:
    """Return where the line that holds `at` begins, or a place before which nothing bears on `at`."""
    low = max(0, at - LINE_REACH)
    found = text.rfind("\n", low, at)
    return found + 1 if found >= 0 else low


def read_lead(text: str, at: int, line: int, patterns: CitationPatterns) -> Lead:
    """Read "số" before a serial at `at`, and misread digits between both."""
    match = patterns.forms.mark.search(text, max(line, at - 12), at)
    if not match:
        return Lead(at, marked=False)
    stray, odd = match["stray"] or "", match["odd"] or ""
    mended = (stray + odd).translate(patterns.digits)
    prefix = mended if mended.isdigit() else odd.translate(patterns.digits)
    return Lead(match.start(), marked=True, prefix=prefix, damaged=bool(stray or odd))


def type_before(text: str, at: int, patterns: CitationPatterns) -> tuple[DocumentType, int] | None:
    """Return the type named by the words right before `at`, and where they begin; the longest type wins."""
    end = at
    while end and text[end - 1] in " :":
        end -= 1
    low, cut, best = max(line_start(text, end), end - 40), end, None
    for _ in range(patterns.type_words):
        if cut < low:
            break
        cut = text.rfind(" ", low, cut)
        start = cut + 1 if cut >= 0 else low
        while start < end and not text[start].isalpha():
            start += 1
        found = patterns.types.get(bare(text[start:end]))
        if found:
            best = (found, start)
        if cut < 0:
            break
    return best


def type_in_clause(
    text: str, low: int, at: int, code: str, patterns: CitationPatterns
) -> tuple[str, int] | None:
    """Find the type that a code asks for earlier in the clause: "Quyết định của Thủ tướng Chính phủ số …".

    Returns its name and where it begins; looks no further back than `low`.
    """
    kind = patterns.code_types.get(first_part(code))
    if not kind:
        return None
    low = max(low, at - TYPE_REACH)
    for mark in (";", ". ", "("):
        low = max(low, text.rfind(mark, low, at) + 1)
    clause, name = bare(text[low:at]), bare(kind.name)
    found = clause.rfind(name)
    if found < 0 or (found and clause[found - 1].isalpha()):
        return None
    longer = [key for key in patterns.types if key.startswith(name) and clause.startswith(key, found)]
    return patterns.types[max(longer, key=len, default=name)].name, low + found


def names_no_document(text: str, at: int, patterns: CitationPatterns) -> bool:
    """Tell whether the words before `at` number something else: a form, a contract, a standard."""
    words = text[max(line_start(text, at), at - 24) : at].rstrip(" :").split(" ")
    return any(bare(" ".join(words[-n:])).lstrip("(\"'") in patterns.not_documents for n in (1, 2, 3))


def attached(text: str, at: int, *, marked: bool) -> bool:
    """Tell whether the digits at `at` are the tail of something else: a date, a standard, an address."""
    before = text[at - 1 : at]
    if before in {"/", "⁄", "=", "@", "_"}:
        return True
    return before in {".", ":", "-", ","} and not marked and text[at - 2 : at - 1] not in {"", " ", "\n", "("}


def opens_letterhead(text: str, lead: Lead, line: int) -> bool:
    """Tell whether "số" opens its line or cell as in a letterhead, with a colon or near the text's head."""
    if not lead.marked or not text[lead.start].isupper():
        return False
    cell = max(line, text.rfind("\t", line, lead.start) + 1, text.rfind("|", line, lead.start) + 1)
    colon = ":" in text[lead.start : lead.start + 5]
    head = lead.start < HEAD and not text[lead.start : lead.start + 2].isupper()
    return not text[cell : lead.start].strip() and (colon or head)
