"""A file of annotations, of whichever tool."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.export.model import Exported
from pipeline.nlp import doccano, label_studio, prodigy
from pipeline.nlp.items import read_objects

_PACKED = b"\x78"
"""The first byte of what zlib packed."""


def read_annotations(path: Path) -> Iterator[Exported]:
    """Yield the documents of a file that Label Studio, doccano, Prodigy or spaCy wrote, as they now are.

    What the file holds decides, not its name. Raises UsageError (bad-annotations), OSError.
    """
    with path.open("rb") as file:
        beginning = file.read(1)
    if beginning == _PACKED:
        from pipeline.nlp import docbin  # spaCy takes a second to import

        return docbin.read(path)
    if beginning == b"[":
        return label_studio.read(path)
    number, first = next(read_objects(path), (1, None))
    if isinstance(first, dict) and "entities" in first:
        return doccano.read(path)
    if isinstance(first, dict) and "spans" in first:
        return prodigy.read(path)
    raise UsageError("bad-annotations", file=str(path), place=str(number))
