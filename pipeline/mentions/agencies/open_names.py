"""Bodies that no list knows, by their head noun ("Trung tâm Thông tin tỉnh"), and damaged names."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from gazetteer.model import Body, Name
from pipeline.mentions.agencies import bodies, parents
from pipeline.mentions.agencies.literals import Literal

if TYPE_CHECKING:
    from pipeline.mentions.agencies.reader import Around, Reader

_ACRONYM = 3
MENDED = "repaired.letters"
"""The rule of a mention in which letters are wrong, not only marks."""


def read(reader: Reader, literal: Literal, span: tuple[int, int], around: Around) -> bool:
    """The body after a head noun: a damaged name of a known one, else its words; False where none follows."""
    start, end = span
    beside = reader.token_at(end + 1)
    if (
        literal.parent
        and beside is not None
        and reader.lexicon.own.get(reader.lower[end + 1 : beside[2]]) == "self"
    ):
        return False
    pattern = reader.lexicon.about if literal.about else reader.lexicon.open_name
    found = pattern.match(reader.text, end)
    if found is None or (reader.text[start:end].isupper() and end - start > _ACRONYM):
        return False
    if _repaired(reader, literal, (start, end, found.end()), around):
        return True
    if literal.damaged:
        return False
    stop = _inner(reader, end, _past_place(reader, end, found.end()))
    if stop == end and not literal.about:
        return False
    _add(reader, literal, (start, end, stop, found.end()), around)
    return True


def _add(reader: Reader, literal: Literal, at: tuple[int, int, int, int], around: Around) -> None:
    """Keeps the body at the head noun; `at` also tells where its name ends, and where all open words do."""
    start, end, stop, limit = at
    base = reader.text[start].upper() + reader.text[start + 1 : stop]
    suffix = reader.suffix(stop)
    if suffix.kind and not suffix.related:
        name = reader.name(Body("open", base, "local"), suffix)
        reader.add((around.start, suffix.end), Name(None, name.name, name.group), around.head, "open", 0.6)
    elif literal.parent or _inner(reader, end, limit) == stop < limit:
        inner = "inner" if literal.parent and not reader.lexicon.nested.search(base) else "central"
        named, stop = parents.with_parent(reader, Body("open", base, inner), stop)
        reader.add((around.start, stop), named, around.head, "open.unit", 0.6)
    else:
        owner = _owner(reader, stop) if literal.about else None
        earlier = _earlier(reader, base.lower()) if literal.recalls and stop == end else None
        words, stop = (f"{base}{owner[0]}", owner[1]) if owner else (earlier[1] if earlier else base, stop)
        reader.add((around.start, stop), Name(None, words), around.head, "open", 0.5)


def recall(reader: Reader, literal: Literal, span: tuple[int, int], around: Around) -> bool:
    """The head noun alone, as one who acts: the last body named with it ("Tổng công ty cần …")."""
    start, end = span
    if not literal.recalls or around.plural or reader.text[end + 1 : end + 2].isupper():
        return False
    acts = around.head is not None or reader.lower.startswith(reader.lexicon.acts, end)
    if not acts and not reader.lower.endswith(reader.lexicon.before_short, 0, start):
        return False
    earlier = _earlier(reader, reader.lower[start:end])
    if earlier is None:
        return False
    reader.add((around.start, end), Name(*earlier), around.head, "recalled", 0.4)
    return True


def _earlier(reader: Reader, word: str) -> tuple[str | None, str] | None:
    """The id and name of the last body whose name begins with the head noun and goes on."""
    for mention in reversed(reader.found):
        if not mention.group and mention.name.lower().startswith(f"{word} "):
            return mention.agency_id, mention.name
    return None


def _owner(reader: Reader, end: int) -> tuple[str, int] | None:
    """The words for the body that set up a steering body ("… của Thủ tướng Chính phủ"), and their end."""
    link = reader.lexicon.owners.match(reader.lower, end)
    named = parents.parent_at(reader, link.end()) if link else None
    return (f"{link[0]}{named[0]}", named[1]) if link and named else None


def _mended(reader: Reader, head: str, words: tuple[int, int], around: Around) -> bool:
    end, limit = words
    mended = reader.lexicon.repair.field(head, reader.text[end + 1 : limit])
    if mended is None:
        return False
    body, size, letters = mended
    stop = end + 1 + size
    suffix = reader.suffix(stop)
    name = reader.name(body, suffix)
    reader.add(
        (around.start, max(stop, suffix.end)), name, around.head, MENDED if letters else "repaired", 0.8
    )
    return True


def _repaired(reader: Reader, literal: Literal, at: tuple[int, int, int], around: Around) -> bool:
    """A body of the gazetteer in damaged letters: its field, or all of its name but for the marks."""
    start, end, limit = at
    if literal.repairs and _mended(reader, literal.repairs, (end, limit), around):
        return True
    known = None if literal.damaged else reader.lexicon.repair.body(reader.text[start:limit])
    if known is None or known[1] <= end - start:
        return False
    return bodies.read(reader, known[0], (start, start + known[1]), around)


def _past_place(reader: Reader, start: int, end: int) -> int:
    """Where a name ends that names its province: before the small letter behind it."""
    for place in reader.lexicon.named_places.finditer(reader.lower, start, end):
        if reader.text[place.start() + 1].isupper() and reader.text[place.end() + 1].islower():
            return place.end()
    return end


def _inner(reader: Reader, start: int, end: int) -> int:
    """Where the open words end: before a body of the gazetteer that stands among them as the parent."""
    for index in range(bisect_right(reader.starts, start), len(reader.starts)):
        position = reader.starts[index]
        if position >= end:
            break
        body = reader.tokens[index][0].body
        if body is not None and reader.text[position].isupper() and body.scope != "inner":
            return position - (3 if reader.text[position - 3 : position] == " - " else 1)
    return end
