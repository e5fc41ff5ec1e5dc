"""Vietnamese in whatever letters it was written: Unicode, the encodings before it, Unicode read wrongly."""

from pipeline.readers.encodings.decoding import Decoded, decode
from pipeline.readers.encodings.fonts import convert_run, font_encoding
from pipeline.readers.encodings.paragraphs import Repaired, repair
from pipeline.readers.encodings.tables import ENCODINGS, convert

__all__ = [
    "ENCODINGS",
    "Decoded",
    "Repaired",
    "convert",
    "convert_run",
    "decode",
    "font_encoding",
    "repair",
]
