"""Encodings by font: those that were made for one have a name that tells."""

from __future__ import annotations

from gazetteer.encoding_data import load_fonts
from pipeline.readers.encodings.capitals import with_capitals
from pipeline.readers.encodings.merit import is_unicode, weigh
from pipeline.readers.encodings.tables import TCVN3, convert, letters_of_tcvn3


def font_encoding(font: str) -> str | None:
    """Return the encoding that a font is made for, None where it is for Unicode."""
    name = font.strip().lower()
    return next(
        (encoding for encoding, fonts in load_fonts().items() if name.startswith(fonts.beginnings)), None
    )


def convert_run(text: str, font: str | None) -> str:
    """Return the letters that a reader sees where `text` is set in `font`.

    Fonts of capitals give capitals. Documents converted to Unicode often keep the names of their old fonts:
    text stays if it has letters that only Unicode has, or if its words are syllables and would be none.
    """
    encoding = font_encoding(font) if font else None
    if font is None or encoding is None or is_unicode(text):
        return text
    # A run may begin inside a line or a word, so that no sign in it is a bullet.
    letters = with_capitals(letters_of_tcvn3(text)) if encoding == TCVN3 else convert(text, encoding)
    if not weigh(text).bad and weigh(letters).bad:
        return text
    capitals = load_fonts()[encoding].capitals
    return letters.upper() if capitals and font.strip().endswith(capitals) else letters
