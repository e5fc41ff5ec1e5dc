"""Plain text and Markdown, in any encoding of Vietnamese."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from pipeline.readers.encodings import decode
from pipeline.readers.limits import Limits
from pipeline.source import Source
from pipeline.spans import Span

_MEDIA_TYPE: Final = "text/plain"
_MEDIA_TYPES: Final = {".md": "text/markdown", ".markdown": "text/markdown"}
_PAGE: Final = re.compile(r"[^\f]*\f?")


def read(data: bytes, name: str, _limits: Limits) -> Source:
    """Return the text in `data`; raises InputError: `binary-file`, `unknown-encoding`."""
    decoded = decode(data, name)
    return Source(
        text=decoded.text,
        media_type=_MEDIA_TYPES.get(Path(name).suffix.lower(), _MEDIA_TYPE),
        encoding=decoded.encoding,
        pages=pages(decoded.text),
    )


def pages(text: str) -> tuple[Span, ...]:
    """Return the range of each page where form feeds part the pages, the feed with the page it ends.

    Empty where there is no form feed. A last page without text is left out.
    """
    if "\f" not in text:
        return ()
    ranges = [Span(*match.span()) for match in _PAGE.finditer(text) if match.start() < match.end()]
    if len(ranges) > 1 and text[ranges[-1].start :].isspace():
        ranges[-2:] = [Span(ranges[-2].start, ranges[-1].end)]
    return tuple(ranges)
