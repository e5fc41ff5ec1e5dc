"""The department, ministry or committee that a unit belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.model import Body, Name, Suffix

if TYPE_CHECKING:
    from pipeline.mentions.agencies.literals import Literal
    from pipeline.mentions.agencies.reader import Reader

INSIDE = ("unit", "inner")


def with_parent(reader: Reader, body: Body, end: int) -> tuple[Name, int]:
    """A unit with the parent named after it, else with the issuer's department or ministry."""
    if named := parent(reader, end):
        return Name(None, f"{body.name} {named[0]}"), named[1]
    if reader.context.body and body.scope != "central":
        return Name(None, f"{body.name} {reader.context.body}"), end
    if body.scope == "unit":
        return reader.name(body, Suffix(end)), end
    return Name(None, body.name), end


def parent(reader: Reader, end: int) -> tuple[str, int] | None:
    """The body named right after `end` as the parent ("Văn phòng Sở", "Phòng X thuộc Sở Y"), and its end."""
    link = reader.lexicon.parents.match(reader.lower, end)
    return None if link is None else parent_at(reader, link.end())


def parent_at(reader: Reader, position: int) -> tuple[str, int] | None:
    """The full name of the body at `position`, "Sở" alone being the issuer's, and where it ends."""
    token = reader.token_at(position)
    if token is None or not reader.text[position].isupper():
        return None
    literal, start, end = token
    own = reader.context.body
    if own and own.startswith(f"{reader.text[start:end].capitalize()} ") and literal.body is None:
        return own, end
    if literal.body is None and literal.about:
        return _steering(reader, token)
    if literal.body is None or literal.body.scope in INSIDE:
        return None
    suffix = reader.suffix(end)
    return reader.name(literal.body, suffix).name, max(end, suffix.end)


def _steering(reader: Reader, token: tuple[Literal, int, int]) -> tuple[str, int] | None:
    """A steering body by its head noun, alone or with its subject ("Ban Chỉ đạo", "Hội đồng thi")."""
    _, start, end = token
    found = reader.lexicon.about.match(reader.text, end)
    stop = found.end() if found else end
    suffix = reader.suffix(stop)
    name = Body("open", reader.text[start:stop], "local")
    if not suffix.kind or suffix.related:
        return name.name, stop
    return reader.name(name, suffix).name, suffix.end
