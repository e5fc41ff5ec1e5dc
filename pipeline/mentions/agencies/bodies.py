"""Bodies of the gazetteer: their place, their parent, the issuer's own units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.model import Body, Name, Suffix
from gazetteer.names import base
from gazetteer.suffix import PROPER
from pipeline.mentions.agencies import lists, parents

if TYPE_CHECKING:
    from pipeline.mentions.agencies.reader import Around, Reader


def read(reader: Reader, body: Body, span: tuple[int, int], around: Around) -> bool:
    """A body, with its place or parent and the bodies dealt out after it."""
    end = span[1]
    central = body.scope == "central" and not body.also
    suffix = reader.region(end) if central else reader.suffix(end)
    kind = suffix.kind
    if kind == "" and not body.bare:
        return _bare(reader, body, span, around)
    rule = f"body.{body.scope}.{kind}" if kind else f"body.{body.scope}"
    name, stop = _placed(reader, body, suffix, end)
    reader.add((around.start, stop), name, around.head, rule, 1.0, around.outer)
    if kind == "":
        reader.unplaced[len(reader.found) - 1] = body
    elif reader.unplaced:
        _share(reader, suffix)
    if kind in ("units", "provinces", "place"):
        lists.deal_places(reader, body, suffix)
        _open_group(reader, suffix)
    elif suffix.kind == "" and body.head:
        lists.more_fields(reader, body.head)
    elif suffix.kind == "" and body.scope == "inner" and around.plural:
        lists.more_open(reader, body.name.split(" ")[0])
    return True


def _share(reader: Reader, suffix: Suffix) -> None:
    """Gives the place of this body to those right before it in a list ("Đảng ủy, UBND các xã")."""
    index = len(reader.found) - 1
    while (body := reader.unplaced.get(index - 1)) is not None and body.scope == "local":
        before, after = reader.found[index - 1], reader.found[index]
        if reader.text[before.end : after.outer] not in reader.lexicon.shared:
            return
        name = reader.name(body, suffix)
        several = before.group and before.name[0].islower()
        words = f"{before.name.split(' ')[0]} {name.name}" if several else name.name
        shared = before._replace(name=words, agency_id=None if several else name.id)
        group = several or name.group
        reader.found[index - 1] = shared._replace(modified_name=words, group=group, rule="body.local.shared")
        index -= 1


def _placed(reader: Reader, body: Body, suffix: Suffix, end: int) -> tuple[Name, int]:
    """The name and where it ends, by the kind of suffix."""
    if suffix.kind in ("", "place") and body.keep and end + 1 not in reader.at:
        proper = PROPER.match(reader.text, end + 1) if reader.text[end : end + 1] == " " else None
        if proper:
            return Name(None, f"{base(body)} {proper[0]}"), proper.end()
    if suffix.kind == "" and (inside := _inside(reader, body, end)):
        return inside
    if suffix.kind == "" and reader.lexicon.repair.worth(body):
        damaged = reader.lexicon.repair.place(reader.text, end)
        suffix = damaged if damaged.kind else suffix
    return reader.name(body, suffix), suffix.end


def _inside(reader: Reader, body: Body, end: int) -> tuple[Name, int] | None:
    """A body that is a unit here: of the one named after it, or of the department that writes."""
    own = reader.context.body
    if body.of and own and own.startswith(body.of):
        return Name(None, f"{body.name} {own}"), end
    if body.scope in parents.INSIDE:
        return parents.with_parent(reader, body, end)
    if body.scope == "district" and body.head:
        named = parents.parent(reader, end) or ((own, end) if own else None)
        return (Name(None, f"{body.name} {named[0]}"), named[1]) if named else None
    return None


def _open_group(reader: Reader, suffix: Suffix) -> None:
    """Modifiers that may follow several bodies ("UBND các địa phương có nông sản xuất khẩu")."""
    last = reader.found[-1]
    if suffix.kind == "place" or last.end != suffix.end:
        return
    opened = reader.lexicon.opened.match(reader.lower, last.end)
    if opened:
        place = reader.context.place
        name = last.name if place is None else last.name.removesuffix(f" {place.name}")
        words = reader.text[last.end : opened.end()]
        reader.found[-1] = last._replace(modifier_end=opened.end(), modified_name=name + words)


def _bare(reader: Reader, body: Body, span: tuple[int, int], around: Around) -> bool:
    """A body that needs its place, without one: the issuer's own unit, or its words alone."""
    end = span[1]
    if not reader.text[span[0]].isupper():
        return False
    if body.inside and (reader.context.body or parents.parent(reader, end)):
        name, end = parents.with_parent(reader, body, end)
        reader.add((around.start, end), name, around.head, "unit.own", 0.8, around.outer)
        return True
    if body.force and not PROPER.match(reader.text, end + 1):
        reader.add((around.start, end), Name(None, body.name), around.head, "body.bare", 0.5, around.outer)
        reader.unplaced[len(reader.found) - 1] = body
        return True
    return False


def read_own(reader: Reader, span: tuple[int, int], around: Around) -> bool:
    """The words "Sở", "Bộ", "Văn phòng" alone: the issuer, its office; under a head all departments."""
    start, end = span
    word, own = reader.lower[start:end], reader.context.body
    if not (reader.text[start].isupper() or around.head):
        return False
    role = reader.lexicon.own.get(word)
    if role == "self" and own and own.lower().startswith(f"{word} "):
        reader.add((around.start, end), Name(reader.context.agency_id, own), around.head, "issuer", 0.8)
        return True
    if word in reader.lexicon.closed and around.head and reader.context.place:
        place = reader.context.place
        name = Name(f"{place.id}.nhom.{word}", f"{reader.lexicon.every}{word} {place.name}", group=True)
        reader.add((around.start, end), name, around.head, "group.head", 0.7)
        return True
    if role == "office" and (own or around.head or parents.parent(reader, end)):
        parent = parents.parent(reader, end) or (own or reader.context.name or "", end)
        label = word.capitalize()
        reader.add(
            (around.start, parent[1]),
            Name(None, f"{label} {parent[0]}".strip()),
            around.head,
            "unit.own",
            0.7,
        )
        return True
    return False
