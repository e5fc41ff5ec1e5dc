"""Provinces and sectors where they act themselves: "giao tỉnh Đắk Lắk", "toàn ngành Tư pháp cần …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.model import Name

if TYPE_CHECKING:
    from pipeline.mentions.agencies.reader import Around, Reader


def province(reader: Reader, span: tuple[int, int], around: Around) -> bool:
    """The words "tỉnh Đắk Lắk" as the one who acts: only where the words before it say so."""
    start = span[0]
    suffix = reader.suffix(start - 1) if start and reader.text[start - 1] == " " else None
    if suffix is None or around.head is not None:
        return False
    if suffix.kind == "own":
        return subject(reader, (start, suffix.end))
    if suffix.place is None or suffix.kind != "place":
        return False
    acts = reader.lower.endswith(reader.lexicon.actor, 0, start)
    if not acts and not reader.lower.startswith(reader.lexicon.acts, suffix.end):
        return False
    reader.add((start, suffix.end), Name(suffix.place.id, suffix.place.name), None, "place", 0.4)
    return True


def subject(reader: Reader, span: tuple[int, int]) -> bool:
    """The words "Thành phố", "Tỉnh" as the one who acts: the province that a central document is about."""
    start, end = span
    place = reader.context.subject
    if place is None or not reader.text[start].isupper() or reader.lower[start:end] != place.kind:
        return False
    if not reader.lower.startswith(reader.lexicon.acts, end):
        return False
    reader.add(span, Name(place.id, place.name), None, "place.subject", 0.4)
    return True


def sector(reader: Reader, span: tuple[int, int]) -> bool:
    """The words "toàn ngành Tư pháp", "toàn Ngành" with the issuer's field, where a duty follows."""
    start, end = span
    words, stop = "", end
    for pattern in reader.lexicon.field.values():
        found = pattern.match(reader.lower, end + 1) if reader.text[end + 1 : end + 2].isupper() else None
        if found and found.end() > stop:
            words, stop = reader.text[end : found.end()], found.end()
    own = reader.context.body or ""
    head = own.split(" ", 1)[0]
    if not words and head in reader.lexicon.field:
        words = own.removeprefix(head)
    if not words or not reader.lower.startswith(reader.lexicon.acts, stop):
        return False
    reader.add((start, stop), Name(None, reader.lower[start:end] + words, group=True), None, "sector", 0.6)
    return True
