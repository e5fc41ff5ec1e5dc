"""All citations of a text, in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.citation_data import CitationPatterns
from pipeline.mentions.citations.around import read_behind, read_locator
from pipeline.mentions.citations.laws import LawMention, find_laws
from pipeline.mentions.citations.model import Citation
from pipeline.mentions.citations.anchors import Anchors, find_anchors
from pipeline.mentions.citations.codes import first_part
from pipeline.mentions.citations.introductions import line_start
from pipeline.mentions.citations.numbers import NumberMention, find_numbers
from pipeline.mentions.citations.shorts import FullForm, find_shorts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.spans import Span

_NO_MARKS = str.maketrans("", "", " -/._")

#: How far apart two numbers may stand of which the second takes the type word of the first.
INHERIT_REACH = 160
#: How far a law's number may stand behind its title: a year may come between.
NUMBER_REACH = 14


def _law_with_number(
    law: LawMention, number: NumberMention, text: str, patterns: CitationPatterns
) -> Citation | None:
    """Join a law and the number right behind its title; None where they do not belong together."""
    if not law.end <= number.serial_at <= law.end + 2 * NUMBER_REACH or not any(
        term in number.code for term in patterns.terms
    ):
        return None
    behind = read_behind(text, law.end, patterns, law=True)
    gap = text[(behind.end if behind.date else law.end) : number.serial_at]
    mark = patterns.mark.search(gap)
    if gap.strip(" (,") and not (mark and not gap[: mark.start()].strip(" (,")):
        return None
    after = read_behind(text, number.end, patterns)
    locator = read_locator(text, law.start, line_start(text, law.start), patterns)
    return Citation(law.start, number.end, number.number, law.kind, law.title, after.issuer, behind.date or after.date,
                    locator, number.rule if number.rule == "damaged-number" else law.rule)  # fmt: skip


def _laws(text: str, laws: Sequence[LawMention], numbers: list[NumberMention], patterns: CitationPatterns) -> list[Citation]:
    """Turn laws into citations; a number that belongs to one is taken out of `numbers`."""
    made, at = [], 0
    for law in laws:
        while at < len(numbers) and numbers[at].serial_at < law.end:
            at += 1
        joined = _law_with_number(law, numbers[at], text, patterns) if at < len(numbers) else None
        if joined:
            del numbers[at]
            made.append(joined)
            continue
        behind = read_behind(text, law.end, patterns, law=True)
        locator = read_locator(text, law.start, line_start(text, law.start), patterns)
        made.append(Citation(law.start, law.end, None, law.kind, law.title, behind.issuer, behind.date, locator, law.rule))
    return made


def _inherited(text: str, last: NumberMention | None, name: str | None, number: NumberMention) -> str | None:
    """Return the type of the number before in the same list, where both are alike."""
    if not (last and name and number.marked and number.start - last.end <= INHERIT_REACH):
        return None
    alike = first_part(last.code) == first_part(number.code) or ("/" not in number.code and "-" in number.code)
    return name if alike and "\n" not in text[last.end : number.start] else None


def _numbers(text: str, numbers: Sequence[NumberMention], patterns: CitationPatterns) -> list[Citation]:
    """Give every number its type, date, issuer and locator; numbers of one list share what stands behind the last."""
    made: list[Citation] = []
    last: NumberMention | None = None
    name: str | None = None
    group: list[NumberMention] = []
    for i, number in enumerate(numbers):
        follows = numbers[i + 1] if i + 1 < len(numbers) else None
        group.append(number)
        if number.rule == "number-list" and follows and follows.rule == "number-list" and follows.start - number.end < 6:  # noqa: PLR2004
            continue
        behind = read_behind(text, number.end, patterns)
        own_code = patterns.code_types.get(first_part(number.code))
        first = group[0]
        name = first.type or _inherited(text, last, name, first) or (own_code.name if own_code else None)
        locator = read_locator(text, first.start, line_start(text, first.start), patterns)
        issuer = behind.issuer or first.issuer
        made.extend(Citation(n.start, n.end, n.number, name, None, issuer, behind.date, locator, n.rule) for n in group)
        last, group = number, []
    return made


def _constitution(text: str, places: Iterable[int], patterns: CitationPatterns) -> list[Citation]:
    laws, found = patterns.laws, []
    for at in places:
        full = text.startswith(laws.constitution_full, at)
        title = laws.constitution_full if full else laws.constitution
        end = at + len(title)
        behind = read_behind(text, end, patterns, law=True)
        if full or behind.date:
            locator = read_locator(text, at, line_start(text, at), patterns)
            found.append(Citation(at, end, None, laws.constitution, title, behind.issuer, behind.date, locator, "constitution"))
    return found


def _short_forms(
    text: str, anchors: Anchors, full: Sequence[Citation], own: FullForm | None, patterns: CitationPatterns
) -> list[Citation]:
    forms = []
    for citation in full:
        if citation.number and citation.type:
            forms.append(FullForm(citation.start, citation.number, frozenset([citation.type]), citation.date))
    made = []
    for short in find_shorts(text, anchors, forms, own, patterns):
        behind = read_behind(text, short.end, patterns)
        locator = read_locator(text, short.start, line_start(text, short.start), patterns)
        made.append(Citation(short.start, short.end, short.number, short.type, None, behind.issuer, behind.date, locator, "short"))
    return made


def _own_form(own_number: str | None, letterhead: Iterable[NumberMention], patterns: CitationPatterns) -> FullForm | None:
    number = own_number or next((n.number for n in letterhead if n.own), None)
    if not number:
        return None
    code = number.lstrip("0123456789abcdefghijklmnopqrstuvwxyz").lstrip("/-").lstrip("0123456789/")
    kind = patterns.code_types.get(first_part(code))
    return FullForm(-1, number, frozenset([kind.name] if kind else []), None)


def _apart(citations: Iterable[Citation], skip: Sequence[Span]) -> tuple[Citation, ...]:
    """Sort, and leave out what overlaps a citation before it or one of `skip` (sorted)."""
    kept: list[Citation] = []
    zone = 0
    for citation in sorted(citations, key=lambda c: (c.start, -c.end)):
        while zone < len(skip) and skip[zone].end <= citation.start:
            zone += 1
        outside = zone == len(skip) or skip[zone].start >= citation.end
        if outside and (not kept or citation.start >= kept[-1].end):
            kept.append(citation)
    return tuple(kept)


def _identity(number: str) -> str:
    return number.casefold().translate(_NO_MARKS)


def find_citations(
    text: str, patterns: CitationPatterns, own_number: str | None = None, skip: tuple[Span, ...] = ()
) -> tuple[Citation, ...]:
    """Return every citation of another document in matched text, sorted by start, non-overlapping.

    `own_number` is that of the document itself: it is never a citation. Where it is None it is taken from a
    letterhead line ("Số: 13/CT-UBND"), which is never a citation either. Nothing is found inside the spans of
    `skip`. A number is one where a type word, "số", its code or its date says so; a law where its title is listed
    or ends by grammar; a short form ("Chỉ thị 11") where the full number stands elsewhere. A pure function,
    linear in the text. Source: Nghị định 30/2020/NĐ-CP and guide section 5.
    """
    anchors = find_anchors(text, patterns)
    numbers = find_numbers(text, anchors, patterns)
    own = _own_form(own_number, numbers, patterns)
    itself = _identity(own.number) if own and own.number else None
    others = [n for n in numbers if not n.own and _identity(n.number) != itself]
    found = _laws(text, find_laws(text, anchors.laws, patterns.laws), others, patterns)
    found += _numbers(text, others, patterns)
    found += _constitution(text, anchors.constitution, patterns)
    found += _short_forms(text, anchors, sorted(found), own, patterns)
    return _apart(found, sorted(skip))
