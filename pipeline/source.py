"""What a reader gives: the text as it stood in the file, before any mending."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.spans import Span


@dataclass(frozen=True, slots=True)
class Source:
    """One document as read. `text` is sacred: every span of every record points into it.

    `path` is what the user gave; `sha256` is that of the file's bytes, in hexadecimal; `pages`
    holds the range of `text` that each page fills, in order, and is empty where the format has no
    pages; `encoding` is None where the bytes were no text; `ocr` says that a machine read a picture.
    """

    text: str
    path: str = ""
    sha256: str = ""
    media_type: str = "text/plain"
    encoding: str | None = None
    pages: tuple[Span, ...] = field(default=())
    ocr: bool = False
