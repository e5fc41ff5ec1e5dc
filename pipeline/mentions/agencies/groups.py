"""Collectives: "các sở, ban, ngành tỉnh", "các cơ quan, đơn vị liên quan", "Thủ trưởng các phòng, đơn vị"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.fold import slug
from gazetteer.model import Place
from pipeline.mentions.agencies.mention import AgencyMention

if TYPE_CHECKING:
    from pipeline.mentions.agencies.bodies import Reader

_OF = re.compile(r" (?:thuộc|trực thuộc|của) ")


class GroupWords(NamedTuple):
    """The first noun of a group, from `noun` to `end`; `start` with its title or quantifier."""

    start: int
    noun: int
    end: int
    head: str | None
    plural: bool


class _Tails(NamedTuple):
    end: int
    words: str
    related: bool
    placed: bool


def read_group(reader: Reader, words: GroupWords) -> AgencyMention | None:
    """The group that begins with the noun, with its modifiers; None where the words are no group."""
    lexicon, lower = reader.lexicon, reader.lower
    first = lexicon.nouns[lower[words.noun : words.end]]
    nouns, parts, end = [first], [_written(reader, words.noun, words.end)], words.end
    while more := lexicon.more_nouns.match(lower, end):
        noun = lexicon.nouns[more[1]]
        if more.end() < len(lower) and reader.at.get(more.start(1)) is None:
            pass
        nouns.append(noun)
        parts.append(_separator(lower[end : more.start(1)]) + _written(reader, more.start(1), more.end()))
        end = more.end()
    definite = any(noun.definite for noun in nouns)
    tails = _tails(reader, end, nouns[-1].free, definite)
    if not (words.plural or words.head or first.alone or len(nouns) > 1 or tails.related):
        return None
    body = "".join(parts)
    if definite:
        body = _lowered(body)
    name = _quantified(reader, words, body + tails.words, definite, bool(tails.words)) 
    agency_id = None
    full = name
    inner = body.startswith(("phòng", "vụ", "cục", "các phòng"))
    place = reader.context.place
    if inner and reader.context.body and not tails.placed:
        full = f"{name} {reader.context.body}"
    elif definite and place is not None and not tails.related and not tails.placed:
        full = f"{name} {place.name}"
        agency_id = f"{place.id}.nhom.{slug(body + tails.words)}"
    elif definite and place is not None and tails.placed and not tails.related:
        agency_id = f"{place.id}.nhom.{slug(body)}"
    opened = lexicon.opened.match(lower, tails.end)
    if opened is None:
        modifier_end, modified = tails.end, full
    else:
        modifier_end = opened.end()
        modified = name + _expanded(reader, reader.text[tails.end : modifier_end])
    rule = "group.definite" if definite else "group.related" if tails.related else "group"
    score = 0.9 if definite else 0.7
    return AgencyMention(words.start, tails.end, full, agency_id, True, (), words.head, rule, score,
                         modifier_end, modified, words.start)  # fmt: skip


def _written(reader: Reader, start: int, end: int) -> str:
    noun = reader.lexicon.nouns[reader.lower[start:end]]
    return noun.write or reader.text[start:end]


def _separator(words: str) -> str:
    return ", " if words in (" - ", "-", "/", "; ") else words


def _lowered(words: str) -> str:
    return words.lower()


def _expanded(reader: Reader, words: str) -> str:
    return reader.lexicon.abbreviation.sub(lambda m: reader.lexicon.abbreviations[m[0]], words)


def _quantified(reader: Reader, words: GroupWords, body: str, definite: bool, modified: bool) -> str:
    """The group's words with the quantifier they are known by."""
    if words.plural:
        begin = reader._quantified(words.noun)
        return reader.lower[begin : words.noun] + body
    government = body.lower().startswith(("cơ quan ngang bộ", "cơ quan thuộc"))
    if definite or government or (words.head and modified):
        return f"các {body}"
    return body[0].lower() + body[1:]


def _tails(reader: Reader, end: int, free: bool, definite: bool) -> _Tails:
    """The modifiers after the nouns, in canonical words."""
    lexicon, lower, text = reader.lexicon, reader.lower, reader.text
    words, related, placed = "", False, False
    place = reader.context.place
    for _ in range(6):
        if (link := _OF.match(lower, end)) and (parent := reader._parent(link.start())):
            words += f" {link[0].strip()} {parent[0]}"
            end, placed = parent[1], True
            continue
        found = lexicon.tail.match(lower, end)
        if found is None:
            if free and not words and (complement := lexicon.free.match(lower, end)):
                words += _expanded(reader, text[end : complement.end()])
                end, free = complement.end(), False
                continue
            break
        if found["related"]:
            words += " " + found["related"].removeprefix("- ")
            related = True
        elif found["own"]:
            named = lexicon.suffixes.read(text, lower, found.start("own") - 1)
            where = named.place or place
            if named.kind == "unit" or where is None or placed:
                break
            link = found["link"].strip()
            words += (f" {link}" if link in ("trong", "tại") else "") + f" {where.name}"
            placed = True
        elif found["fixed"]:
            words += text[found.start() : found.end()]
        else:
            where = _area(reader, found) or place
            words += " trên địa bàn"
            if where is not None and not related and (found["area"] or definite):
                words += f" {where.name}"
                placed = True
            elif found["area"]:
                words += f" {found['area']}"
        end = found.end()
    return _Tails(end, words, related, placed)


def _area(reader: Reader, found: re.Match[str]) -> Place | None:
    return reader.lexicon.suffixes.read(reader.text, reader.lower, found.start("area") - 1).place if found["where"] else None
