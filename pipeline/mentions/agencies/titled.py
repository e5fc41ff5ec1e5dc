"""Titles and what they head: "Giám đốc, Thủ trưởng các sở", "Bí thư, Chủ tịch UBND các tỉnh", posts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazetteer.model import Name
from gazetteer.suffix import UPPER
from pipeline.mentions.agencies.literals import Title
from pipeline.mentions.agencies.mention import AgencyMention

if TYPE_CHECKING:
    from pipeline.mentions.agencies.reader import Reader, Token

_PERSON = re.compile(rf"(?: [{UPPER}][^\W\d_]+){{2,4}}(?!\w)")


def read(reader: Reader, title: Title, span: tuple[int, int]) -> None:
    """A title and what it heads, past further titles ("Giám đốc, Thủ trưởng các sở")."""
    start, end = span
    stop, last = end, title
    for _ in range(4):
        token = reader.next_token(stop)
        if token is not None and token[0].title is None:
            _headed(reader, title, (start, stop), token)
            if title.beside and stop > end and reader.found:
                _beside(reader, title, end)
            return
        joined = None if last.alone else reader.lexicon.joins.match(reader.lower, stop)
        more = None if joined is None else reader.token_at(joined.end())
        if more is None or more[0].title is None:
            break
        last, stop = more[0].title, more[2]
    _alone(reader, title, start, end)


def _beside(reader: Reader, title: Title, end: int) -> None:
    """A Party committee by its secretary, before the head of government of the same place."""
    last = reader.found[-1]
    known = next((way for way in title.beside if _begins(last.name, way)), None)
    joined = reader.lexicon.joins.match(reader.lower, end)
    if known is None or joined is None or last.start >= end:
        return
    name = title.beside[known] + last.name.removeprefix(known)
    own = last._replace(end=end, name=name, agency_id=None, modifier_end=end, modified_name=name)
    rest = last._replace(start=joined.end(), outer=joined.end())
    head = reader.text[last.start : end]
    reader.found[-1:] = [own._replace(head=head), rest._replace(head=_title(reader, rest))]


def _begins(name: str, words: str) -> bool:
    return name.startswith(words) and not name[len(words) : len(words) + 1].isalnum()


def _title(reader: Reader, mention: AgencyMention) -> str | None:
    """The title that a mention begins with."""
    token = reader.token_at(mention.start)
    return reader.text[token[1] : token[2]] if token and token[0].title else None


def _headed(reader: Reader, title: Title, words: tuple[int, int], token: Token) -> None:
    start, stop = words
    if title.kind == "head":
        if not reader.entity(token, start, reader.text[start:stop]):
            _alone(reader, title, start, stop)
        return
    count = len(reader.found)
    if reader.entity(token, token[1], None) and len(reader.found) > count:
        of = reader.found[count]
        del reader.found[count:]
        begin = reader.quantified(start)
        name = f"{reader.lexicon.every if begin < start else ''}{reader.text[start:stop]} {of.name}"
        reader.add((begin, of.end), Name(None, name, begin < start or of.group), None, "post", 0.9)
    else:
        _alone(reader, title, start, stop)


def _placed(reader: Reader, words: str) -> str:
    """A group of the issuer's own unit takes its place ("các tổ dân phố phường …")."""
    noun = reader.lexicon.nouns.get(words.removeprefix(reader.lexicon.every))
    seat = reader.context.seat if noun is not None and noun.definite else ""
    return f"{words} {seat}".rstrip()


def _alone(reader: Reader, title: Title, start: int, end: int) -> None:
    """A title without a body: the group it means, or the post with the person's name."""
    if not reader.text[start].isupper():
        return
    begin = reader.quantified(start)
    if title.alone:
        name = Name(None, _placed(reader, title.alone), group=True)
        reader.add((begin, end), name, reader.text[start:end], "head.alone", 0.7)
    elif title.kind == "post":
        person = _PERSON.match(reader.text, end)
        if person and end + 1 not in reader.at:
            end = person.end()
        words = reader.text[start:end]
        several = begin < start
        name = Name(None, f"{reader.lexicon.every}{words}" if several else words, several)
        reader.add((begin, end), name, None, "post", 0.9)
