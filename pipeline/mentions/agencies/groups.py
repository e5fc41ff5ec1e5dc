"""Collectives: "các sở, ban, ngành tỉnh", "các cơ quan, đơn vị liên quan", "Thủ trưởng các phòng, đơn vị"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.fold import slug
from pipeline.mentions.agencies import acting, lists, tails
from pipeline.mentions.agencies.literals import Noun
from pipeline.mentions.agencies.mention import AgencyMention
from pipeline.mentions.agencies.tails import Group, Tails, expanded

if TYPE_CHECKING:
    from pipeline.mentions.agencies.reader import Around, Reader

_SEPARATORS = {" - ": ", ", "-": ", ", "/": ", ", "; ": ", "}
_AMPERSAND = " & "
_BEGINNINGS = ("", "\n", ".", ":", ";", "-", "+", ")", "|", "\t")
_BETWEEN = (" ", ",", "/", ";", "-")
_MOST_NOUNS = 12
_NUMBER = 8


def read(reader: Reader, first: Noun, span: tuple[int, int], around: Around, *, listed: bool = False) -> bool:
    """The group that begins with the noun at `span`; False where the words are none.

    `listed`: a list has brought it here, so that it needs no other sign.
    """
    small = first.capital and not reader.text[span[0]].isupper()
    counted = around.plural or around.head is not None or first.alone or listed
    if (first.sector or first.unit) and not around.plural:
        return acting.sector(reader, span) if first.sector else acting.province(reader, span, around)
    if small or not (counted or _promising(reader, first, span)):
        return False
    group = _nouns(reader, first, span, single=not around.plural and around.head is None)
    own = _is_issuer(reader, group, around)
    if own or _dealt(reader, first, group, around):
        return not own
    if first.apart and (listed or group.cut) and not around.plural and around.head is None:
        group = group._replace(definite=False)
    found = tails.read(reader, group)
    if not (counted or found.words or len(group.nouns) > 1 or group.cut):
        return False
    reader.keep(_mention(reader, (span[0], around), group, found))
    if found.owner:
        lists.deal_owners(reader, found.owner)
    if group.cut and reader.cursor == group.end:
        _next(reader)
    return True


def _next(reader: Reader) -> None:
    """The next group of a list whose items stand for themselves ("doanh nghiệp, viện nghiên cứu")."""
    more = reader.lexicon.more_nouns.match(reader.lower, reader.cursor)
    if more is not None:
        start = more.start(1)
        around = reader.around(start)
        read(reader, reader.lexicon.nouns[more[1]], more.span(1), around, listed=True)


def _dealt(reader: Reader, noun: Noun, group: Group, around: Around) -> bool:
    """Departments, provinces or units by name behind their shared noun."""
    if noun.key and (around.plural or around.head is not None):
        begin = (around.start, around.head)
        if lists.deal_fields(reader, noun.key, group.end, begin):
            return True
    if len(group.nouns) > 1 or not around.plural:
        return False
    if noun.unit or group.words.lower() == reader.lexicon.locality:
        return lists.deal_provinces(reader, (around.start, group.end), around.start)
    return noun.deal and lists.deal_open(reader, group.words, group.end, (around.start, around.head))


def _is_issuer(reader: Reader, group: Group, around: Around) -> bool:
    """Whether "Giám đốc Sở" is the head of the very department that writes."""
    own = reader.context.body
    if own is None or around.plural or len(group.nouns) > 1:
        return False
    words = group.words.lower()
    kind = bool(group.nouns[0].key) or reader.lexicon.own.get(words) == "self"
    return kind and own.lower().startswith(f"{words} ")


def _promising(reader: Reader, first: Noun, span: tuple[int, int]) -> bool:
    """Whether a noun without quantifier or title may be a group: in a list, or with a modifier of its own."""
    start, end = span
    if first.proper:
        return reader.text[end + 1 : end + 2].isupper()
    if first.field and reader.text[end + 1 : end + 2].isupper():
        return reader.lexicon.field[first.field].match(reader.lower, end + 1) is not None
    if not first.loose or reader.lexicon.listed.match(reader.lower, end) is None:
        return False
    return reader.text[start].islower() or _opens(reader, start)


def _opens(reader: Reader, start: int) -> bool:
    """Whether a phrase may begin with a capital here: at a line's or sentence's start."""
    return reader.text[max(0, start - 2) : start].rstrip(" ")[-1:] in _BEGINNINGS


def _nouns(reader: Reader, first: Noun, span: tuple[int, int], *, single: bool) -> Group:
    """The list of nouns; each "các" begins another group, and so does a noun that stands for itself."""
    nouns, words, end, definite = [first], _written(reader, first, span), span[1], first.definite
    national, cut = first.national, False
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
        if ";" in between and reader.text[more.start(1)].isupper():
            break
        cut = _apart(reader, nouns[-1], noun, between, single=single)
        if cut:
            break
        joint = reader.lexicon.and_ if between == _AMPERSAND else _SEPARATORS.get(between, between)
        words += joint + _written(reader, noun, more.span(1))
        nouns.append(noun)
        definite = definite or (noun.definite and not noun.free)
        national = national or noun.national
        end = more.end()
    definite = definite and not national
    return Group(words.lower() if definite else words, end, nouns, definite, cut)


def _apart(reader: Reader, last: Noun, noun: Noun, between: str, *, single: bool) -> bool:
    """Whether the next noun of a list begins an assignee of its own."""
    if noun.rest:
        return bool(last.key) and between == reader.lexicon.and_
    return single and last.apart and (noun.apart or bool(noun.key))


def _written(reader: Reader, noun: Noun, span: tuple[int, int]) -> str:
    return noun.write or reader.text[span[0] : span[1]]


def _mention(reader: Reader, at: tuple[int, Around], group: Group, tails: Tails) -> AgencyMention:
    noun, around = at
    name = _quantified(reader, noun, around, group, tails)
    full, agency_id = _in_place(reader, name + tails.words, group, tails)
    spaced = reader.text.startswith(" ", tails.end)
    if spaced and (described := _described(reader, around, tails.end)):
        words = tails.words + expanded(reader, reader.text[tails.end : described])
        tails = tails._replace(end=described, words=words)
        full, agency_id = name + words, None
    opened = reader.lexicon.opened.match(reader.lower, tails.end) if spaced else None
    end = opened.end() if opened else tails.end
    modified = name + tails.words + expanded(reader, reader.text[tails.end : end]) if opened else full
    rule = "group.related" if tails.related else "group.definite" if group.definite else "group"
    score = 0.9 if group.definite else 0.7 if around.plural or around.head else 0.5
    (start, outer, head, _), several = around, True
    return AgencyMention(
        start, tails.end, full, agency_id, several, (), head, rule, score, end, modified, outer
    )


def _described(reader: Reader, around: Around, end: int) -> int:
    """Where the description of a group ends that "Đối với" opens; 0 where there is none, or a body in it."""
    against = reader.lexicon.against
    start = around.start - len(against)
    if not reader.text.startswith(against, start):
        return 0
    if start > _NUMBER and "\n" not in reader.text[start - _NUMBER : start]:
        return 0
    found = reader.lexicon.described.match(reader.lower, end)
    if found is None or tails.holds_body(reader, found.span()):
        return 0
    return found.end()


def _in_place(reader: Reader, words: str, group: Group, tails: Tails) -> tuple[str, str | None]:
    """The name with the place or the department it belongs to, and the id of a definite group."""
    place, own, seat = reader.context.place, reader.context.body, reader.context.seat
    if tails.related:
        return words, None
    if group.nouns[0].inner and not tails.placed and (own or seat):
        return f"{words} {own or seat}", None
    if not group.definite or place is None or reader.lexicon.beyond.search(words.lower()):
        return words, None
    if tails.placed:
        return words, f"{place.id}.nhom.{slug(words)}"
    if group.nouns[0].inner:
        return words, None
    key = slug(f"{words.removeprefix(reader.lexicon.every)} {seat}")
    return f"{words} {seat or place.name}", f"{place.id}.nhom.{key}"


def _quantified(reader: Reader, noun: int, around: Around, group: Group, tails: Tails) -> str:
    """The group's words with the quantifier they are known by: a head of a definite group heads several."""
    if around.plural:
        begin = around.start if around.head is None else reader.quantified(noun)
        return reader.lower[begin:noun] + group.words
    if (
        (group.definite and not (tails.related and around.head is None))
        or group.nouns[0].national
        or (around.head is not None and tails.words)
    ):
        return f"{reader.lexicon.every}{group.words}"
    if group.nouns[0].write:
        return group.words
    return group.words[0].lower() + group.words[1:]
