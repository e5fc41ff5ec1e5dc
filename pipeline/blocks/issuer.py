"""Which body issues a document: from its letterhead, else from whoever signs, speaks, or numbers it.

The letterhead names the superior body above the issuer (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.2). The canonical name
takes the place of the document (guide, section 4).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gazetteer import Gazetteer, Issuer, Place
from gazetteer.letterhead import PROPER, LetterheadWords, fold, tolerant
from pipeline.blocks.heads import is_capital

REACH = 6000  # of a body: who issues it says so at its beginning or its end
CLOSING = 800  # the end of a body, where the issuer asks or informs in its own name
SUFFIXES = 12
WINDOW = 110  # before a verb, for its subject
NAMED = 10  # words of a body's name
UNKNOWN = Issuer(name=None, agency_id=None, level="unknown", place=None, body=None)
EDGES = " \t|-_*.,:;~—'\"“”()"
NAME = re.compile(PROPER)
SEPARATED = re.compile(r"[\s|,.;:()\"'-]+")


class Evidence(NamedTuple):
    """What the other readers found: see Letterhead; `body` is the text to look into, attachments left out."""

    lines: Sequence[str]
    authority: str | None
    wired: str | None
    symbol: str | None
    date: str | None
    place: str | None
    title: str | None
    signature: Sequence[str]
    body: str


def find_issuer(evidence: Evidence, gazetteer: Gazetteer, words: LetterheadWords) -> tuple[Issuer, str]:
    """Return the issuer and the rule that found it; an issuer without a name and "none" where nothing says who.

    First that answers: letterhead, authority under the title, "… điện:", symbol of the number, signature, the
    body that speaks in the text ("Giám đốc Sở Y tế yêu cầu"), the body that the title names.
    """
    place = _stated_place(evidence, gazetteer, words)
    unknown: tuple[tuple[str | None, str], str] | None = None
    for rule, named in _candidates(evidence, place, gazetteer, words):
        if unknown and unknown[1] == "letterhead" and rule in {"signature", "speaker", "title"}:
            break  # a letterhead says who issues, be it a body that the gazetteer does not know
        if named[0] is not None:
            return _issuer(named, place, gazetteer, words), rule
        unknown = unknown or (named, rule)
    if unknown:
        return _issuer(unknown[0], place, gazetteer, words), unknown[1]
    return UNKNOWN, "none"


def _candidates(
    evidence: Evidence, place: Place | None, gazetteer: Gazetteer, words: LetterheadWords
) -> Iterator[tuple[str, tuple[str | None, str]]]:
    named = _from_lines(evidence, place, gazetteer, words)
    if named:
        yield "letterhead", named
    for rule, line in (("authority", evidence.authority), ("wired", evidence.wired)):
        found = line and _identify(_without_head(line, words), place, gazetteer)
        if found:
            yield rule, found
    for where in _places(place, evidence, gazetteer, words):
        named = _from_symbol(evidence, where, gazetteer, words)
        if named:
            yield "symbol", named
        named = _from_signature(evidence, where, gazetteer, words)
        if named:
            yield "signature", named
        place = where
    named = _from_speakers(evidence, place, gazetteer, words)
    if named:
        yield "speaker", named
    named = _from_title(evidence, place, gazetteer, words)
    if named:
        yield "title", named


def _places(
    place: Place | None, evidence: Evidence, gazetteer: Gazetteer, words: LetterheadWords
) -> Iterator[Place | None]:
    """Give the stated place; where there is none, first none (a central body needs none), then the likely one."""
    yield place
    if place is None:
        yield _likely_place(evidence, gazetteer, words)


def _identify(line: str, place: Place | None, gazetteer: Gazetteer) -> tuple[str | None, str] | None:
    """Name the body; where the document's place gives it no id, the words alone may."""
    found = gazetteer.identify(line, place)
    if found and found[0] is None and place is not None:
        bare = gazetteer.identify(line)
        return bare if bare and bare[0] else found
    return found


def _from_lines(
    evidence: Evidence, place: Place | None, gazetteer: Gazetteer, words: LetterheadWords
) -> tuple[str | None, str] | None:
    lines = [line.strip(EDGES) for line in evidence.lines]
    lines = [line for line in lines if is_capital(line)] or lines
    if not lines:
        return None
    composed = _dependent(lines, place, gazetteer, words) or _under_party(lines, gazetteer, words)
    if composed:
        return composed
    found, first = _suffix(lines, place, gazetteer)
    if found:
        return found
    mended = [_mended(line, evidence.body, gazetteer, place) for line in lines]
    found, other = _suffix(mended, place, gazetteer)
    if found:
        return found
    first = first or other
    for start in range(len(mended) - 2, -1, -1):
        for end in range(len(mended) - 1, start, -1):
            found = gazetteer.identify(" ".join(mended[start:end]), place)
            if found and found[0]:
                return found
    noisy = " ".join(lines).split()[-SUFFIXES:]
    for start in range(1, len(noisy)):
        found = gazetteer.identify(" ".join(noisy[start:]), place)
        if found and found[0]:
            return found
    return first or _as_written(mended, gazetteer, words)


def _suffix(
    lines: Sequence[str], place: Place | None, gazetteer: Gazetteer
) -> tuple[tuple[str | None, str] | None, tuple[str | None, str] | None]:
    """Return the known body that the last lines name together, as many as can be; and the first unknown one."""
    unknown: tuple[str | None, str] | None = None
    for start in range(len(lines)):
        found = _identify(" ".join(lines[start:]), place, gazetteer)
        if found and found[0]:
            return found, None
        unknown = unknown or found
    return None, unknown


def _dependent(
    lines: Sequence[str], place: Place | None, gazetteer: Gazetteer, words: LetterheadWords
) -> tuple[str | None, str] | None:
    """Name an office under its superior: "… TỈNH X / VĂN PHÒNG THƯỜNG TRỰC"; it has no name of its own."""
    last = lines[-1]
    if len(lines) < 2 or not words.patterns["dependent"].fullmatch(last):
        return None
    above = " ".join(lines[:-1])
    whole = gazetteer.identify(f"{last} {above}", place)
    if whole and whole[0]:
        return whole
    parent = _identify(above, place, gazetteer)
    return (None, f"{last[0].upper()}{last[1:].lower()} {parent[1]}") if parent else None


def _under_party(
    lines: Sequence[str], gazetteer: Gazetteer, words: LetterheadWords
) -> tuple[str | None, str] | None:
    """Name a Party body under its committee: "BAN CHẤP HÀNH TRUNG ƯƠNG / BAN TỔ CHỨC" is that of the centre."""
    above = fold(" ".join(lines[:-1]))
    for parent in words.data["issuer"]["parents"]:
        if len(lines) > 1 and fold(parent["words"]) in above:
            return gazetteer.identify(f"{lines[-1]} {parent['suffix']}")
    return None


def _mended(line: str, body: str, gazetteer: Gazetteer, place: Place | None) -> str:
    """Return a line of lost accents as the body of the text spells it: "SƠ Y TE" as "Sở Y tế"."""
    known = gazetteer.identify(line, place)
    if len(line) > 80 or (known and known[0]):
        return line
    spelled = Counter(re.findall(rf"(?<!\w){tolerant(line, any_case=True)}(?!\w)", body[:REACH]))
    forms = [form for form, _ in spelled.most_common() if not is_capital(form)]
    for form in forms:
        if (found := gazetteer.identify(form, place)) and found[0]:
            return form
    return forms[0] if forms else line


def _as_written(
    lines: Sequence[str], gazetteer: Gazetteer, words: LetterheadWords
) -> tuple[str | None, str] | None:
    """Name an unknown body by its own words in running case, if they begin like a body."""
    whole = " ".join(lines)
    begins = words.patterns["body"].match(whole)
    if not begins:
        return None
    if not is_capital(whole):
        return None, whole
    small = whole[0] + whole[1:].lower()
    tail = words.patterns["place"].search(small)
    found = gazetteer.place(small[tail.start() :]) if tail else None
    return None, f"{small[: tail.start()]}{found.name}" if tail and found else small


def _from_symbol(
    evidence: Evidence, place: Place | None, gazetteer: Gazetteer, words: LetterheadWords
) -> tuple[str | None, str] | None:
    for part in re.split(r"[-/.]", (evidence.symbol or "").replace("&", "")):
        symbol = words.symbols.get(part)
        if symbol is None or (symbol.until and evidence.date and evidence.date >= symbol.until):
            continue
        if symbol.place and place is None:
            return None
        return gazetteer.identify(symbol.name, place if symbol.place else None) or (None, symbol.name)
    return None


def _from_signature(
    evidence: Evidence, place: Place | None, gazetteer: Gazetteer, words: LetterheadWords
) -> tuple[str | None, str] | None:
    for line in evidence.signature:
        bare = words.patterns["authority"].sub("", line, count=1).strip(EDGES)
        name, needs_place = words.signers.get(fold(bare), (None, False))
        if name and not needs_place:
            return gazetteer.identify(name)
        if name and place:
            return gazetteer.identify(name, place)
        found = _identify(bare, place, gazetteer)
        if found and found[0]:
            return found
    return None


def _from_speakers(
    evidence: Evidence, place: Place | None, gazetteer: Gazetteer, words: LetterheadWords
) -> tuple[str | None, str] | None:
    """Name the body that most often asks, orders or informs in the text."""
    body = evidence.body
    heads = [bodies for title, bodies in words.data["issuer"]["head_of"].items() if title in " ".join(evidence.signature)]
    scores: Counter[tuple[str | None, str]] = Counter()
    starts = (0, len(body) - REACH) if len(body) > 2 * REACH else (0,)
    for start in starts:
        for verb in words.patterns["speaks"].finditer(body, start, start + REACH if len(starts) > 1 else len(body)):
            found = _speaker(body, verb.start(), place, gazetteer, words)
            if found is None:
                continue
            opens = body.find("\n", verb.end()) == body.find(":", verb.end()) + 1 > 0
            scores[found] += 1 + 2 * opens + 2 * (verb.start() > len(body) - CLOSING) + 4 * bool(found[0])
            scores[found] += 4 * any(found[1].startswith(tuple(bodies)) for bodies in heads)
    return scores.most_common(1)[0][0] if scores else None


def _from_title(
    evidence: Evidence, place: Place | None, gazetteer: Gazetteer, words: LetterheadWords
) -> tuple[str | None, str] | None:
    """Name the body that the title names: "kết luận của lãnh đạo Bộ Tư pháp tại …"."""
    title = evidence.title or ""
    for match in words.patterns["body"].finditer(title):
        following = title[match.start() :].split()
        for count in range(min(NAMED, len(following)), 1, -1):
            found = gazetteer.identify(" ".join(following[:count]), place)
            if found and found[0]:
                return found
    return None


def _speaker(
    text: str, end: int, place: Place | None, gazetteer: Gazetteer, words: LetterheadWords
) -> tuple[str | None, str] | None:
    """Name the body whose words end at `end`: the longest that begins with a capital and is known."""
    window = max(0, end - WINDOW)
    start = max(window, *(text.rfind(stop, window, end) + 1 for stop in (".", ";", ":", "\n")))
    for begin in words.patterns["body"].finditer(text, start, end):
        found = text[begin.start()].isupper() and gazetteer.identify(text[begin.start() : end], place)
        if found and found[0]:
            return found
    return None


def _without_head(line: str, words: LetterheadWords) -> str:
    """Return "ỦY BAN NHÂN DÂN TỈNH" for "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH": the head stands for the body."""
    head = words.patterns["head"].match(line.strip(EDGES))
    rest = line.strip(EDGES)[head.end() :].strip() if head else ""
    return rest if head and words.patterns["body"].match(rest) else line.strip(EDGES)


def _stated_place(evidence: Evidence, gazetteer: Gazetteer, words: LetterheadWords) -> Place | None:
    """Return the province that the letterhead, the deciding authority or the date line names."""
    for line in (" ".join(evidence.lines), evidence.authority or ""):
        found = _named_place(line, gazetteer, words)
        if found:
            return found
    return gazetteer.place(evidence.place.strip(EDGES)) if evidence.place else None


def _likely_place(evidence: Evidence, gazetteer: Gazetteer, words: LetterheadWords) -> Place | None:
    """Return the province that title or body name most often."""
    for text in (evidence.title or "", evidence.body[:REACH]):
        counts: Counter[Place] = Counter()
        for match in words.patterns["place"].finditer(text):
            if found := _place_at(text, match.end(), gazetteer):
                counts[found] += 1
        if counts:
            return counts.most_common(1)[0][0]
    return _bare_place(evidence.body, gazetteer)


def _bare_place(body: str, gazetteer: Gazetteer) -> Place | None:
    """Return the province whose bare name stands far more often than any other's, at least twice."""
    counts: Counter[Place] = Counter()
    for name, count in Counter(NAME.findall(body)).items():
        if found := gazetteer.place(name) or gazetteer.place(" ".join(name.split()[-2:])):
            counts[found] += count
    ranked = [*counts.most_common(2), (None, 0), (None, 0)]
    return ranked[0][0] if ranked[0][1] >= max(2, 2 * ranked[1][1]) else None


def _named_place(line: str, gazetteer: Gazetteer, words: LetterheadWords) -> Place | None:
    for match in words.patterns["place"].finditer(line):
        if found := _place_at(line, match.end(), gazetteer):
            return found
    return None


def _place_at(text: str, at: int, gazetteer: Gazetteer) -> Place | None:
    following = SEPARATED.split(text[at : at + 40].strip(), maxsplit=4)[:4]
    for count in range(len(following), 0, -1):
        name = " ".join(following[:count])
        if name and (found := gazetteer.place(name)):
            return found
    return None


def _issuer(
    named: tuple[str | None, str], place: Place | None, gazetteer: Gazetteer, words: LetterheadWords
) -> Issuer:
    agency_id, name = named
    of_name = _named_place(name, gazetteer, words)
    if of_name is None and agency_id and place and f".{place.id.rsplit('.', 1)[-1]}." in f"{agency_id}.":
        of_name = place
    level = "unknown"
    for candidate, pattern in words.levels:
        if pattern.search(name):
            level = candidate
            break
    else:
        if of_name:
            level = "province"
        elif agency_id:
            level = "central"
    governs = name.startswith(tuple(words.data["issuer"]["governing"]))
    return Issuer(name=name, agency_id=agency_id, level=level, place=of_name, body=None if governs else name)
