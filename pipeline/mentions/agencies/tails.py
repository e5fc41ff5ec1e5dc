"""The modifiers of a group: "liên quan", "trên địa bàn tỉnh", "cấp tỉnh", "thuộc Sở"."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.model import Suffix
from gazetteer.suffix import PROPER
from pipeline.mentions.agencies import parents
from pipeline.mentions.agencies.literals import Literal, Noun

if TYPE_CHECKING:
    from pipeline.mentions.agencies.reader import Reader

_MOST_TAILS = 6


class Group(NamedTuple):
    """The nouns of a group in canonical words, where they end, and whether they are of a definite kind.

    `cut`: another group of the same list follows.
    """

    words: str
    end: int
    nouns: list[Noun]
    definite: bool
    cut: bool = False


class Tails(NamedTuple):
    """The modifiers after the nouns: their canonical words, and whether they relate or place the group.

    `owner`: the body that they end with, where others with units of the same kind may follow.
    """

    end: int
    words: str = ""
    related: bool = False
    placed: bool = False
    owner: str = ""


def expanded(reader: Reader, words: str) -> str:
    """The words with the abbreviations of the data written out."""
    return reader.lexicon.abbreviation.sub(lambda m: reader.lexicon.abbreviations[m[0]], words)


def read(reader: Reader, group: Group) -> Tails:
    """The modifiers that belong to the group wherever they stand."""
    tails, free = Tails(group.end), group.nouns[-1].free
    for _ in range(_MOST_TAILS):
        if not reader.text.startswith(" ", tails.end):
            break
        more = (
            _owner(reader, tails)
            or _seated(reader, tails)
            or _tail(reader, group, tails)
            or _proper(reader, group, tails)
        )
        if more is None and free and not tails.words:
            free, more = False, _complement(reader, tails)
        if more is None:
            break
        tails = more
    return tails


def _owner(reader: Reader, tails: Tails) -> Tails | None:
    """The words "thuộc Sở", "trực thuộc UBND tỉnh"; a Party body needs no such word ("các ban Tỉnh ủy")."""
    link = reader.lexicon.owners.match(reader.lower, tails.end)
    if link is None:
        beside = reader.token_at(tails.end + 1)
        if beside is None or not _owns(reader, beside):
            return None
    parent = parents.parent_at(reader, link.end() if link else tails.end + 1)
    if parent is None:
        return None
    words = f"{link[0].rstrip()} {parent[0]}" if link else f" {parent[0]}"
    dealt = parent[0] if link and link[0] == reader.lexicon.dealt else ""
    return Tails(parent[1], tails.words + words, tails.related, placed=True, owner=dealt)


def _owns(reader: Reader, token: tuple[Literal, int, int]) -> bool:
    """Whether a body may own the group without a link: a Party committee, the issuer's "Sở"."""
    literal, start, end = token
    if literal.body is not None:
        return literal.body.style == "short"
    if literal.about:
        return reader.text[start].isupper()
    return reader.text[start].isupper() and reader.lexicon.own.get(reader.lower[start:end]) == "self"


def _proper(reader: Reader, group: Group, tails: Tails) -> Tails | None:
    """A name after a single noun ("các Ban Xây dựng Đảng")."""
    begin = tails.end + 1
    if not reader.text[begin : begin + 1].isupper() or begin in reader.at:
        return None
    if len(group.nouns) > 1 or tails.words or group.nouns[0].unit:
        return None
    found = reader.lexicon.open_name.match(reader.text, tails.end)
    return tails._replace(end=found.end(), words=expanded(reader, found[0])) if found else None


def _complement(reader: Reader, tails: Tails) -> Tails | None:
    """A short complement without a mark, up to the predicate ("các đơn vị cấp nước sạch")."""
    found = reader.lexicon.free.match(reader.lower, tails.end)
    if found is None:
        return None
    more = reader.lexicon.enumerated.match(reader.lower, found.end())
    end = more.end() if more and not holds_body(reader, more.span()) else found.end()
    return tails._replace(end=end, words=expanded(reader, reader.text[tails.end : end]))


def holds_body(reader: Reader, span: tuple[int, int]) -> bool:
    """Whether a body, a title or a noun with a quantifier begins inside."""
    for index in range(bisect_right(reader.starts, span[0]), len(reader.starts)):
        start = reader.starts[index]
        if start >= span[1]:
            break
        literal = reader.tokens[index][0]
        if not literal.quiet or reader.quantified(start) < start:
            return True
    return False


def _tail(reader: Reader, group: Group, tails: Tails) -> Tails | None:
    """One modifier of the data: relation, the issuer's place, area, fixed words."""
    found = reader.lexicon.tail.match(reader.lower, tails.end)
    if found is None:
        return None
    if found["related"]:
        words = f"{tails.words} {found['related'].removeprefix('- ')}"
        return Tails(found.end(), words, related=True, placed=tails.placed)
    if found["own"]:
        return _placed(reader, group, tails, found)
    if found["fixed"] and not tails.placed and _own_grade(reader, found["fixed"]):
        return Tails(found.end(), f"{tails.words} {reader.context.where}", tails.related, placed=True)
    if found["fixed"] or found["last"]:
        return tails._replace(end=found.end(), words=tails.words + reader.text[tails.end : found.end()])
    return _area(reader, group, tails, found)


def _area(reader: Reader, group: Group, tails: Tails, found: re.Match[str]) -> Tails:
    """The words "trên địa bàn tỉnh", "đóng trên địa bàn": with the issuer's place, or the one they name."""
    where = reader.suffix(found.start("area") - 1) if found["area"] else Suffix(found.end())
    place = where.place or (None if _elsewhere(reader, where) else reader.context.place)
    words = f"{tails.words} {found['lies']}{reader.lexicon.area}"
    if place is not None and not tails.related and (found["area"] or group.definite):
        return Tails(found.end(), f"{words} {place.name}", placed=True)
    return tails._replace(end=found.end(), words=words + (f" {found['area']}" if found["area"] else ""))


def _own_grade(reader: Reader, words: str) -> bool:
    """Whether "cấp tỉnh" is the level of the issuer's own place."""
    grade, place, seat = reader.lexicon.grade, reader.context.place, reader.context.seat
    if place is None or not words.startswith(grade):
        return False
    level = words.removeprefix(grade)
    return seat.startswith(f"{level} ") if seat else level == place.kind


def _seated(reader: Reader, tails: Tails) -> Tails | None:
    """The words "huyện", "trên địa bàn xã" in a document of a district or commune."""
    if not reader.context.seat or tails.placed:
        return None
    found = reader.lexicon.seated.match(reader.lower, tails.end)
    if found is None or not reader.context.seat.startswith(f"{found['unit']} "):
        return None
    stop = found.end()
    if reader.text[stop + 1 : stop + 2].isupper():
        proper = PROPER.match(reader.text, stop + 1)
        if proper is None or not f"{reader.context.seat} ".startswith(f"{found['unit']} {proper[0]} "):
            return None
        stop = proper.end()
    link = found["link"].strip()
    kept = link.startswith(reader.lexicon.area) or link in reader.lexicon.kept
    words = f"{tails.words} {link}" if kept else tails.words
    return Tails(stop, f"{words} {reader.context.seat}", tails.related, placed=True)


def _elsewhere(reader: Reader, where: Suffix) -> bool:
    """Whether "thành phố" alone means a city inside the issuer's province."""
    place = reader.context.place
    return where.kind == "own" and place is not None and where.words != place.kind


def _placed(reader: Reader, group: Group, tails: Tails, found: re.Match[str]) -> Tails | None:
    """The words "tỉnh", "của thành phố": the issuer's place, or the one they name."""
    where = reader.suffix(found.start("own") - 1)
    place = where.place or reader.context.place
    if place is None and reader.context.subject and where.words == reader.context.subject.kind:
        place = reader.context.subject
    if tails.placed or place is None or where.kind == "unit" or _elsewhere(reader, where):
        return None
    link = found["link"].strip()
    kept = link in reader.lexicon.kept and not group.nouns[0].key
    words = f"{tails.words} {link}" if kept else tails.words
    return Tails(max(found.end(), where.end), f"{words} {place.name}", tails.related, placed=True)
