"""All citations of a text, in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gazetteer.citation_data import CitationPatterns
from pipeline.mentions.citations.anchors import Anchors, find_anchors
from pipeline.mentions.citations.around import follows_locator, read_behind, read_locator
from pipeline.mentions.citations.codes import first_part
from pipeline.mentions.citations.introductions import line_start
from pipeline.mentions.citations.laws import LawMention, find_laws
from pipeline.mentions.citations.model import Citation
from pipeline.mentions.citations.numbers import NumberMention, find_numbers
from pipeline.mentions.citations.shorts import FullForm, find_short_places, read_shorts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.spans import Span

_NO_MARKS = str.maketrans("", "", " -/._")

#: How far apart two numbers may stand of which the second takes the type word of the first.
INHERIT_REACH = 160
#: How far apart the serials of one list may stand.
LIST_GAP = 5
#: How far a law's number may stand behind its title: a year may come between.
NUMBER_REACH = 28


class _Words(NamedTuple):
    """What is cited: the fields of a citation that its own words give."""

    number: str | None
    type: str | None
    title: str | None
    rule: str


def _locator(text: str, start: int, patterns: CitationPatterns) -> str | None:
    """Read the locator before a citation at `start`; the line is looked up only where one may stand."""
    if not follows_locator(text, start, patterns):
        return None
    return read_locator(text, start, line_start(text, start), patterns)


def _cite(text: str, span: tuple[int, int], words: _Words, patterns: CitationPatterns) -> Citation:
    """Read what stands around `span` and make the citation."""
    start, end = span
    behind = read_behind(text, end, patterns, law=words.number is None)
    locator = _locator(text, start, patterns)
    return Citation(
        start, end, words.number, words.type, words.title, behind.issuer, behind.date, locator, words.rule
    )


def _number_of(text: str, law: LawMention, number: NumberMention, patterns: CitationPatterns) -> bool:
    """Tell whether `number` is that of `law`: a law's number, right behind its title and perhaps its date."""
    if not law.end <= number.serial_at <= law.end + NUMBER_REACH:
        return False
    if not any(term in number.code for term in patterns.terms):
        return False
    behind = read_behind(text, law.end, patterns, law=True)
    gap = text[(behind.end if behind.date else law.end) : number.serial_at]
    mark = patterns.forms.mark.search(gap)
    return not (gap[: mark.start()] if mark else gap).strip(" (,")


def _laws(
    text: str, laws: Sequence[LawMention], numbers: Sequence[NumberMention], patterns: CitationPatterns
) -> tuple[list[Citation], set[int]]:
    """Turn laws into citations; return with them the places of the numbers that belong to one."""
    made: list[Citation] = []
    taken: set[int] = set()
    at = 0
    for law in laws:
        while at < len(numbers) and numbers[at].serial_at < law.end:
            at += 1
        own = numbers[at] if at < len(numbers) and _number_of(text, law, numbers[at], patterns) else None
        if not own:
            made.append(_cite(text, law[:2], _Words(None, law.kind, law.title, law.rule), patterns))
            continue
        taken.add(own.start)
        rule = own.rule if own.rule == "damaged-number" else law.rule
        citation = _cite(text, (law.start, own.end), _Words(own.number, law.kind, law.title, rule), patterns)
        year = None if citation.date else read_behind(text, law.end, patterns, law=True).date
        made.append(citation._replace(date=year) if year else citation)
    return made, taken


def _inherited(
    text: str, last: NumberMention | None, name: str | None, number: NumberMention, patterns: CitationPatterns
) -> str | None:
    """Return the type `name` of the number `last` before it in the same list, where both are alike."""
    if not (last and name) or number.start - last.end > (INHERIT_REACH if number.marked else LIST_GAP):
        return None
    one, other = first_part(last.code), first_part(number.code)
    alike = one == other or not (one in patterns.code_types or other in patterns.code_types)
    return name if alike and "\n" not in text[last.end : number.start] else None


def _numbers(text: str, numbers: Sequence[NumberMention], patterns: CitationPatterns) -> Iterator[Citation]:
    """Give every number its type, date, issuer and locator; those of a list share what follows the last."""
    last: NumberMention | None = None
    name: str | None = None
    group: list[NumberMention] = []
    for number in numbers:
        if group and number.start - group[-1].end > LIST_GAP:
            group = []
        group.append(number)
        if number.listed:
            continue
        first, own_code = group[0], patterns.code_types.get(first_part(number.code))
        inherited = _inherited(text, last, name, first, patterns)
        name = first.type or inherited or (own_code.name if own_code else None)
        behind = read_behind(text, number.end, patterns)
        locator = _locator(text, first.start, patterns)
        issuer = behind.issuer or first.issuer
        for n in group:
            yield Citation(n.start, n.end, n.number, name, None, issuer, behind.date, locator, n.rule)
        last, group = number, []


def _constitution(text: str, places: Iterable[int], patterns: CitationPatterns) -> Iterator[Citation]:
    laws = patterns.laws
    for at in places:
        full = text.startswith(laws.constitution_full, at)
        title = laws.constitution_full if full else laws.constitution
        words = _Words(None, laws.constitution, title, "constitution")
        citation = _cite(text, (at, at + len(title)), words, patterns)
        if full or citation.date:
            yield citation


def _short_forms(
    text: str, anchors: Anchors, full: Sequence[Citation], own: FullForm | None, patterns: CitationPatterns
) -> Iterator[Citation]:
    places = find_short_places(text, anchors)
    if not places:
        return
    forms = [FullForm(c.start, c.number, c.type) for c in full if c.number and c.type]
    for short in read_shorts(text, places, forms, own, patterns):
        yield _cite(text, short[:2], _Words(short.number, short.type, None, "short"), patterns)


def _own_form(
    own_number: str | None, letterhead: Iterable[NumberMention], patterns: CitationPatterns
) -> FullForm | None:
    number = own_number or next((n.number for n in letterhead if n.own), None)
    if not number:
        return None
    code = number.lstrip("0123456789abcdefghijklmnopqrstuvwxyz").lstrip("/-").lstrip("0123456789/")
    kind = patterns.code_types.get(first_part(code))
    return FullForm(-1, number, kind.name if kind else None)


def _place(citation: Citation) -> tuple[int, int]:
    return citation.start, -citation.end


def _apart(citations: Iterable[Citation], skip: Sequence[Span]) -> tuple[Citation, ...]:
    """Sort, and leave out what overlaps a citation before it or one of `skip` (sorted)."""
    kept: list[Citation] = []
    zone = 0
    for citation in sorted(citations, key=_place):
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
    letterhead line ("Số: 13/CT-UBND"), which is never a citation either. Nothing is found inside the spans
    of `skip`. A number is one where a type word, "số", its code or its date says so; a law where its title is
    listed or ends by grammar; a short form ("Chỉ thị 11") where the full number stands elsewhere. A pure
    function, linear in the text. Source: Nghị định 30/2020/NĐ-CP and guide section 5.
    """
    anchors = find_anchors(text, patterns)
    numbers = find_numbers(text, anchors, patterns)
    own = _own_form(own_number, numbers, patterns)
    others = [n for n in numbers if not n.own]
    if own:
        itself = _identity(own.number)
        others = [n for n in others if n.number[0] != itself[:1] or _identity(n.number) != itself]
    found, taken = _laws(text, find_laws(text, anchors.laws, patterns.laws), others, patterns)
    found += _numbers(text, [n for n in others if n.start not in taken], patterns)
    found += _constitution(text, anchors.constitution, patterns)
    found.sort(key=_place)
    found += _short_forms(text, anchors, found, own, patterns)
    return _apart(found, sorted(skip))
