"""Collectives: "các sở, ban, ngành tỉnh", "các cơ quan, đơn vị liên quan", "Thủ trưởng các phòng, đơn vị"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.fold import slug
from gazetteer.model import Name
from pipeline.mentions.agencies import bodies, lists
from pipeline.mentions.agencies.literals import Noun
from pipeline.mentions.agencies.mention import AgencyMention

if TYPE_CHECKING:
    from pipeline.mentions.agencies.reader import Around, Reader

_SEPARATORS = {" - ": ", ", "-": ", ", "/": ", ", "; ": ", ", " & ": " và "}
_BEGINNINGS = ("", "\n", ".", ":", ";", "-", "+", ")", "|", "\t")
_BETWEEN = (" ", ",", "/", ";", "-")
_MOST_NOUNS, _MOST_TAILS = 12, 6


class _Group(NamedTuple):
    """The nouns of a group in canonical words, where they end, and whether they are of a definite kind."""

    words: str
    end: int
    nouns: list[Noun]
    definite: bool


class _Tails(NamedTuple):
    """The modifiers after the nouns: their canonical words, and whether they relate or place the group."""

    end: int
    words: str = ""
    related: bool = False
    placed: bool = False


def read(reader: Reader, span: tuple[int, int], around: Around) -> bool:
    """The group that begins with the noun at `span`; False where the words are none."""
    first = reader.lexicon.nouns[reader.lower[span[0] : span[1]]]
    if first.unit and not around.plural:
        return _province(reader, span, around)
    small = first.capital and not reader.text[span[0]].isupper()
    counted = around.plural or around.head is not None or first.alone
    if small or not (counted or _promising(reader, first, span)):
        return False
    group = _nouns(reader, first, span)
    if _is_issuer(reader, group, around):
        return False
    shared = around.plural or around.head is not None
    if first.key and shared and lists.deal_fields(reader, first.key, group.end, (around.start, around.head)):
        return True
    tails = _tails(reader, group)
    if counted or tails.words or len(group.nouns) > 1:
        reader.keep(_mention(reader, (span[0], around), group, tails))
        return True
    return False


def _is_issuer(reader: Reader, group: _Group, around: Around) -> bool:
    """Whether "Giám đốc Sở" is the head of the very department that writes."""
    key, own = group.nouns[0].key, reader.context.body
    return bool(key) and not around.plural and len(group.nouns) == 1 and (own or "").startswith(key)


def _promising(reader: Reader, first: Noun, span: tuple[int, int]) -> bool:
    """Whether a noun without quantifier or title may be a group: in a list, or with a modifier of its own."""
    start, end = span
    if first.proper:
        return reader.text[end + 1 : end + 2].isupper()
    if not first.loose or reader.lexicon.listed.match(reader.lower, end) is None:
        return False
    return reader.text[start].islower() or _opens(reader, start)


def _opens(reader: Reader, start: int) -> bool:
    """Whether a phrase may begin with a capital here: at a line's or sentence's start."""
    return reader.text[max(0, start - 2) : start].rstrip(" ")[-1:] in _BEGINNINGS


def _province(reader: Reader, span: tuple[int, int], around: Around) -> bool:
    """The words "tỉnh Đắk Lắk" as the one who acts: only where the words before it say so."""
    start = span[0]
    suffix = reader.suffix(start - 1) if start and reader.text[start - 1] == " " else None
    if suffix is None or suffix.place is None or suffix.kind != "place" or around.head is not None:
        return False
    acts = reader.lower.endswith(reader.lexicon.actor, 0, start)
    if not acts and not reader.lower.startswith(reader.lexicon.acts, suffix.end):
        return False
    reader.add((start, suffix.end), Name(suffix.place.id, suffix.place.name), None, "place", 0.4)
    return True


def _nouns(reader: Reader, first: Noun, span: tuple[int, int]) -> _Group:
    """The list of nouns; each "các" begins another group, and so does a noun that stands for itself."""
    nouns, parts, end = [first], [_written(reader, first, span)], span[1]
    while (
        reader.lower[end : end + 1] in _BETWEEN
        and len(nouns) < _MOST_NOUNS
        and (more := reader.lexicon.more_nouns.match(reader.lower, end))
    ):
        noun = reader.lexicon.nouns[more[1]]
        token = reader.token_at(more.start(1))
        if noun.first or token is None or token[2] > more.end():
            break
        between = reader.lower[end : more.start(1)]
        parts += [_SEPARATORS.get(between, between), _written(reader, noun, more.span(1))]
        nouns.append(noun)
        end = more.end()
    words = "".join(parts)
    definite = not first.national and any(noun.definite for noun in nouns)
    return _Group(words.lower() if definite else words, end, nouns, definite)


def _written(reader: Reader, noun: Noun, span: tuple[int, int]) -> str:
    return noun.write or reader.text[span[0] : span[1]]


def _expanded(reader: Reader, words: str) -> str:
    return reader.lexicon.abbreviation.sub(lambda m: reader.lexicon.abbreviations[m[0]], words)


def _mention(reader: Reader, at: tuple[int, Around], group: _Group, tails: _Tails) -> AgencyMention:
    noun, around = at
    name = _quantified(reader, noun, around, group, tails)
    full, agency_id = _in_place(reader, name + tails.words, group, tails)
    spaced = reader.text.startswith(" ", tails.end)
    opened = reader.lexicon.opened.match(reader.lower, tails.end) if spaced else None
    end = opened.end() if opened else tails.end
    modified = name + tails.words + _expanded(reader, reader.text[tails.end : end]) if opened else full
    rule = "group.related" if tails.related else "group.definite" if group.definite else "group"
    score = 0.9 if group.definite else 0.7 if around.plural or around.head else 0.5
    closed = "" if tails.related else reader.lexicon.closed.get(group.words.lower())
    members = reader.lexicon.members(closed, reader.context.place, reader.on) if closed else ()
    return AgencyMention(
        start=around.start,
        end=tails.end,
        name=full,
        agency_id=agency_id,
        group=True,
        members=members,
        head=around.head,
        rule=rule,
        score=score,
        modifier_end=end,
        modified_name=modified,
        outer=around.outer,
    )


def _in_place(reader: Reader, words: str, group: _Group, tails: _Tails) -> tuple[str, str | None]:
    """The name with the place or the department it belongs to, and the id of a definite group."""
    place, own = reader.context.place, reader.context.body
    if tails.related:
        return words, None
    if group.nouns[0].inner and own and not tails.placed:
        return f"{words} {own}", None
    if not group.definite or place is None:
        return words, None
    if tails.placed:
        return words, f"{place.id}.nhom.{slug(words)}"
    if group.nouns[0].inner:
        return words, None
    return f"{words} {place.name}", f"{place.id}.nhom.{slug(words.removeprefix('các '))}"


def _quantified(reader: Reader, noun: int, around: Around, group: _Group, tails: _Tails) -> str:
    """The group's words with the quantifier they are known by: a head of a definite group heads several."""
    if around.plural:
        return reader.lower[reader.quantified(noun) : noun] + group.words
    if (
        (group.definite and not (tails.related and around.head is None))
        or group.nouns[0].national
        or (around.head is not None and tails.words)
    ):
        return f"các {group.words}"
    return group.words[0].lower() + group.words[1:]


def _tails(reader: Reader, group: _Group) -> _Tails:
    """The modifiers that belong to the group wherever they stand."""
    tails, free = _Tails(group.end), group.nouns[-1].free
    for _ in range(_MOST_TAILS):
        if not reader.text.startswith(" ", tails.end):
            break
        more = _owner(reader, tails) or _tail(reader, group, tails) or _proper(reader, group, tails)
        if more is None and free and not tails.words:
            free, more = False, _complement(reader, tails)
        if more is None:
            break
        tails = more
    return tails


def _owner(reader: Reader, tails: _Tails) -> _Tails | None:
    """The words "thuộc Sở", "trực thuộc UBND tỉnh"; a Party body needs no such word ("các ban Tỉnh ủy")."""
    link = reader.lexicon.owners.match(reader.lower, tails.end)
    if link is None:
        beside = reader.token_at(tails.end + 1)
        if beside is None or beside[0].body is None or beside[0].body.style != "short":
            return None
    parent = bodies.parent_at(reader, link.end() if link else tails.end + 1)
    if parent is None:
        return None
    words = f"{link[0].rstrip()} {parent[0]}" if link else f" {parent[0]}"
    return _Tails(parent[1], tails.words + words, tails.related, placed=True)


def _proper(reader: Reader, group: _Group, tails: _Tails) -> _Tails | None:
    """A name after a single noun ("các Ban Xây dựng Đảng")."""
    if len(group.nouns) > 1 or tails.words or group.nouns[0].unit or tails.end + 1 in reader.at:
        return None
    found = reader.lexicon.open_name.match(reader.text, tails.end)
    return tails._replace(end=found.end(), words=_expanded(reader, found[0])) if found else None


def _complement(reader: Reader, tails: _Tails) -> _Tails | None:
    """A short complement without a mark, up to the predicate ("các đơn vị cấp nước sạch")."""
    found = reader.lexicon.free.match(reader.lower, tails.end)
    if found is None:
        return None
    return tails._replace(end=found.end(), words=_expanded(reader, reader.text[tails.end : found.end()]))


def _tail(reader: Reader, group: _Group, tails: _Tails) -> _Tails | None:
    """One modifier of the data: relation, the issuer's place, area, fixed words."""
    found = reader.lexicon.tail.match(reader.lower, tails.end)
    if found is None:
        return None
    if found["related"]:
        words = f"{tails.words} {found['related'].removeprefix('- ')}"
        return _Tails(found.end(), words, related=True, placed=tails.placed)
    if found["own"]:
        return _placed(reader, tails, found)
    if found["fixed"] or found["last"]:
        return tails._replace(end=found.end(), words=tails.words + reader.text[tails.end : found.end()])
    place = (reader.suffix(found.start("area") - 1).place if found["area"] else None) or reader.context.place
    words = f"{tails.words} {reader.lexicon.area}"
    if place is not None and not tails.related and (found["area"] or group.definite):
        return _Tails(found.end(), f"{words} {place.name}", placed=True)
    return tails._replace(end=found.end(), words=words + (f" {found['area']}" if found["area"] else ""))


def _placed(reader: Reader, tails: _Tails, found: re.Match[str]) -> _Tails | None:
    """The words "tỉnh", "của thành phố": the issuer's place, or the one they name."""
    where = reader.suffix(found.start("own") - 1)
    place = where.place or reader.context.place
    if tails.placed or place is None or where.kind == "unit":
        return None
    link = found["link"].strip()
    words = f"{tails.words} {link}" if link in reader.lexicon.kept else tails.words
    return _Tails(max(found.end(), where.end), f"{words} {place.name}", tails.related, placed=True)
