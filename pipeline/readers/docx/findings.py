"""What comes to light while a document is read, and what its words become by their look."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from pipeline.readers.docx.styles import Look
from pipeline.readers.docx.symbols import readable
from pipeline.readers.encodings import convert_run, font_encoding
from pipeline.readers.encodings.merit import is_unicode

FOOTNOTES: Final = "footnotes"
ENDNOTES: Final = "endnotes"
NOTE_KINDS: Final = (FOOTNOTES, ENDNOTES)
_TWICE: Final = re.compile("\u00ad{2,}")
_encoding_of = lru_cache(maxsize=256)(font_encoding)  # asked for every run


class Findings:
    """`tracked`: there are changes; `encoding`: that of an old font in use, if any.

    `notes`: those that the text refers to, in order, each by its kind and its id.
    """

    def __init__(self) -> None:
        self.tracked = False
        self.encoding: str | None = None
        self.notes: list[tuple[str, str]] = []
        self._stale: set[str] = set()  # old fonts whose names were left on Unicode: the words must tell
        self._numbers: dict[tuple[str, str], int] = {}

    def note(self, kind: str, which: str) -> int:
        """Return the number of a note, from 1, in the order in which this is asked."""
        key = kind, which
        if key not in self._numbers:
            self.notes.append(key)
            self._numbers[key] = len(self.notes)
        return self._numbers[key]

    def printed(self, text: str, look: Look) -> str:
        """Return what readers see of `text` that is set in `look`."""
        text = readable(self._decoded(text, look.font), look.font)
        return text.upper() if look.caps else text

    def _decoded(self, text: str, font: str | None) -> str:
        encoding = _encoding_of(font) if font else None
        if encoding is None or encoding in self._stale:
            return text
        if is_unicode(text):
            self._stale.add(encoding)
            return text
        # Some programs write a hyphenation point and the old letter ư alike; a letter twice is one of each.
        converted = convert_run(_TWICE.sub("\u00ad", text), font)
        if converted != text:
            self.encoding = encoding
        return converted
