"""Documents cited by number."""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.citation_data import CitationPatterns, DocumentType
from pipeline.mentions.citations.around import read_behind
from pipeline.mentions.citations.codes import canonical_code, compose, first_part, parts
from pipeline.mentions.citations.introductions import (
    Lead,
    attached,
    line_start,
    names_no_document,
    opens_letterhead,
    read_lead,
    type_before,
    type_in_clause,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.mentions.citations.anchors import Anchors

#: How far a number reaches before and behind the slash that gives it away.
BEFORE, BEHIND = 20, 90
#: How far the serials of a list reach back before the last one.
LIST_REACH = 60
#: How long the serial of an old number may be.
OLD_REACH = 6

_SERIAL = re.compile(r"\d+[a-z]?")


class NumberMention(NamedTuple):
    """A number at `text[start:end]`, with the words that introduce it.

    `serial_at` is where its digits begin; `type` the type word before it or None; `issuer` stands between
    both; `marked` says that "số" precedes it, `own` that it is the document's own number, in its letterhead,
    `listed` that its ending is that of a number further on.
    """

    start: int
    end: int
    serial_at: int
    number: str
    code: str
    type: str | None
    issuer: str | None
    marked: bool
    own: bool
    rule: str
    listed: bool = False


def _plain(
    text: str, types: Iterable[tuple[int, int, DocumentType]], patterns: CitationPatterns
) -> Iterator[NumberMention]:
    """Yield the numbers that follow their type word and are written as they should be: most of them."""
    match_at = patterns.forms.plain.match
    for start, end, kind in types:
        match = match_at(text, end)
        if not match or (start and text[start - 1].isalnum()):
            continue
        whole, begin = (kind.tail and type_before(text, end, patterns)) or (kind, start)
        serial, sep, year, suffix = match.group("serial", "sep", "year", "suffix")
        code = canonical_code(suffix, whole, patterns)
        number = compose(serial, year, code, slash=bool(sep)) if code else None
        if code and number:
            at = match.start("serial")
            yield NumberMention(
                begin, match.end(), at, number, code, whole.name, None, at > end + 1, own=False, rule="number"
            )


def _ends_well(text: str, end: int, patterns: CitationPatterns) -> bool:
    return not text[end : end + 1].isalnum() or text.startswith(patterns.glued, end)


def _trusted(text: str, end: int, code: str, lead: Lead, patterns: CitationPatterns) -> bool:
    """Tell whether a number without a type word is one."""
    whole = parts(code) > 1 and (lead.marked or first_part(code) in patterns.code_types)
    return whole or code.startswith(patterns.terms) or read_behind(text, end, patterns).date is not None


def _mention(text: str, match: re.Match[str], low: int, patterns: CitationPatterns) -> list[NumberMention]:
    """Return the citations that one matched number makes: one, or one for each serial of a list before it."""
    line = line_start(text, match.start())
    serial_at, end = match.start("serial"), match.end()
    lead = read_lead(text, serial_at, line, patterns)
    if attached(text, serial_at, marked=lead.marked) or not _ends_well(text, end, patterns):
        return []
    serials = [(serial_at, lead.prefix + match["serial"])]
    if not lead.marked and text[serial_at - 1 : serial_at] in {" ", ","}:
        listed = patterns.forms.listed.search(text, max(line, serial_at - LIST_REACH), serial_at)
        before = read_lead(text, listed.start(), line, patterns) if listed else lead
        if listed and before.marked:
            lead = before
            serials = [(listed.start() + m.start(), m[0]) for m in _SERIAL.finditer(listed[0])]
            serials.append((serial_at, match["serial"]))
    return _introduced(text, match, serials, lead, max(low, line), patterns)


def _code(
    match: re.Match[str], lead: Lead, kind: DocumentType | None, patterns: CitationPatterns
) -> str | None:
    raw = match["suffix"]
    if raw.islower():
        raw = raw.upper()
        if not lead.marked or (first_part(raw) not in patterns.code_types and not kind):
            return None
    return canonical_code(raw, kind, patterns)


def _introduced(
    text: str,
    match: re.Match[str],
    serials: Sequence[tuple[int, str]],
    lead: Lead,
    low: int,
    patterns: CitationPatterns,
) -> list[NumberMention]:
    """Find the type of the matched number, decide whether it is one, make a mention of each of `serials`."""
    adjacent = type_before(text, lead.start, patterns)
    if not adjacent and names_no_document(text, lead.start, patterns):
        return []
    code = _code(match, lead, adjacent[0] if adjacent else None, patterns)
    if not code:
        return []
    start, name, issuer = lead.start, None, None
    if adjacent:
        name, start = adjacent[0].name, adjacent[1]
    elif lead.marked and (found := type_in_clause(text, low, lead.start, code, patterns)):
        name, start = found
        between = patterns.issuer_between.match(text[start + len(name) : lead.start].rstrip(" ,"))
        issuer = between["issuer"] if between else None
    elif text[low : lead.start] not in patterns.joins and not _trusted(
        text, match.end(), code, lead, patterns
    ):
        return []
    own = not name and opens_letterhead(text, lead, line_start(text, lead.start))
    rule = _rule(serials, lead, name)
    made = []
    last = len(serials) - 1
    for i, (at, serial) in enumerate(serials):
        number = compose(serial, match["year"], code, slash=bool(match.groupdict().get("sep", "/")))
        if number:
            ends = (at if i else start, match.end() if i == last else at + len(serial))
            made.append(
                NumberMention(*ends, at, number, code, name, issuer, lead.marked, own, rule, i < last)
            )
    return made


def _rule(serials: Sequence[tuple[int, str]], lead: Lead, name: str | None) -> str:
    if len(serials) > 1:
        return "number-list"
    if lead.damaged:
        return "damaged-number"
    return "number" if name or lead.marked else "bare-number"


def _damaged(text: str, slash: int, low: int, patterns: CitationPatterns) -> list[NumberMention]:
    """Read a number whose serial holds no digit that can be trusted; it must stand behind "số"."""
    match = patterns.forms.damaged.search(text, max(low, slash - BEFORE), slash + BEHIND)
    if not match or not match.start() < slash < match.end() or not _ends_well(text, match.end(), patterns):
        return []
    serial = match["serial"].replace(" ", "").translate(patterns.digits)
    if not serial.isdigit():
        return []
    lead = Lead(match.start(), marked=True, damaged=True)
    return _introduced(
        text, match, [(match.start("serial"), serial)], lead, max(low, line_start(text, slash)), patterns
    )


def _slashes(text: str) -> Iterator[int]:
    """Yield every slash of `text`, the fraction slash of misread texts among them, in order."""
    if "⁄" in text:
        yield from (match.start() for match in re.finditer("[/⁄]", text))
        return
    at = text.find("/")
    while at >= 0:
        yield at
        at = text.find("/", at + 1)


def _may_follow(text: str, slash: int) -> bool:
    """Tell whether a code, or a year with a code, may follow the slash."""
    follows = text[slash + 1 : slash + 7]
    first = follows[:1]
    if first.isdigit():
        return follows[:4].isdigit() and (follows[4:5] == "-" or follows[4:5].isupper())
    if first.islower():
        return text[slash - 1].isdigit() and "-" in follows
    return first.isupper() or (first == " " and follows[1:2].isupper())


def _at_slash(text: str, slash: int, low: int, patterns: CitationPatterns) -> list[NumberMention]:
    small = text[slash + 1].islower()
    pattern = patterns.forms.lowered if small else patterns.forms.number
    matches = pattern.finditer(text, max(low, slash - BEFORE), slash + BEHIND)
    match = next((match for match in matches if match.end() > slash), None)
    made = _mention(text, match, low, patterns) if match and match.start() <= slash else []
    return made or ([] if small else _damaged(text, slash, low, patterns))


def find_numbers(text: str, anchors: Anchors, patterns: CitationPatterns) -> list[NumberMention]:
    """Return the numbers of documents in `text`, the document's own among them, sorted and apart."""
    plain = list(_plain(text, anchors.types, patterns))
    plain += _old_numbers(text, anchors.old_bodies, patterns)
    plain.sort(key=itemgetter(0))
    found: list[NumberMention] = []
    low = ready = 0
    for slash in _slashes(text):
        while ready < len(plain) and plain[ready].end <= slash:
            low = max(low, plain[ready].end)
            ready += 1
        if slash < low or (ready < len(plain) and plain[ready].start < slash) or not _may_follow(text, slash):
            continue
        made = _at_slash(text, slash, low, patterns)
        if made:
            found += made
            low = made[-1].end
    return sorted(plain + found, key=itemgetter(0))


def _old_numbers(
    text: str, bodies: Iterable[tuple[int, int]], patterns: CitationPatterns
) -> Iterator[NumberMention]:
    """Yield the numbers of the form "77-CP" that a type word introduces."""
    for at, end in bodies:
        if not text[at - 1].isdigit():
            continue
        match = patterns.forms.old_number.search(text, max(0, at - OLD_REACH), end + 1)
        if not match or match.end() != end:
            continue
        number, code = match[0], match["suffix"]
        lead = read_lead(text, match.start(), line_start(text, at), patterns)
        kind = type_before(text, lead.start, patterns)
        if kind:
            name, start = kind[0].name, kind[1]
            yield NumberMention(
                start, end, match.start(), number, code, name, None, lead.marked, own=False, rule="old-number"
            )
