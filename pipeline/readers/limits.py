"""What a reader may spend on one file; beyond it the file is refused by name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one reading, each documented in the README and set by an option of `giaoviec extract`.

    `size`: bytes of the file, and of each file in an archive. `text`: code points of the text. `unpacked`:
    bytes that all files of an archive, or all parts of an office file, may unpack to. `entries`: files of an
    archive. `depth`: archives inside archives. `pages`: pages of a document. `pixels`: of one picture or
    rendered page. `seconds`: for one page or one conversion done by another program.
    """

    size: int = 50_000_000
    text: int = 20_000_000
    unpacked: int = 400_000_000
    entries: int = 5_000
    depth: int = 3
    pages: int = 2_000
    pixels: int = 120_000_000
    seconds: int = 120


DEFAULT_LIMITS = Limits()
