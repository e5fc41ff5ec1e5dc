"""Bodies that no list knows, by their head noun ("Trung tâm Thông tin tỉnh"), and damaged names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.model import Body, Name, Suffix
from pipeline.mentions.agencies import bodies
from pipeline.mentions.agencies.lexicon import Literal

if TYPE_CHECKING:
    from pipeline.mentions.agencies.reader import Around, Reader


def read(reader: Reader, literal: Literal, span: tuple[int, int], around: Around) -> bool:
    """The body after a head noun: a damaged name of a known one, else its words; False where no name follows."""
    start, end = span
    found = (reader.lexicon.about if literal.about else reader.lexicon.open_name).match(reader.text, end)
    if found is None or (found[0].isupper() and start and reader.text[start - 1] != "\n"):
        return False
    if literal.repairs:
        mended = reader.lexicon.repair.field(literal.repairs, reader.text[end + 1 : found.end()])
        if mended is not None:
            body, size = mended
            stop = end + 1 + size
            suffix = reader.suffix(stop)
            reader.add((around.start, max(stop, suffix.end)), reader.name(body, suffix), around.head, "repaired", 0.8)
            return True
    if literal.damaged:
        return False
    stop = found.end()
    base = reader.text[start:stop]
    suffix = reader.suffix(stop)
    if suffix.kind and not suffix.related:
        name = reader.name(Body("open", base, "local"), suffix)
        reader.add((around.start, suffix.end), Name(None, name.name, name.group), around.head, "open", 0.6)
    elif literal.parent:
        named, stop = bodies.with_parent(reader, Body("open", base, "inner"), stop)
        reader.add((around.start, stop), named, around.head, "open.unit", 0.6)
    else:
        reader.add((around.start, stop), Name(None, base, False), around.head, "open", 0.5)
    return True
