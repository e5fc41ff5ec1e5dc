"""Which files a run reads: files, folders and patterns, as given on the command line."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from pipeline.errors import UsageError

READABLE: Final = (".txt", ".md", ".text", ".markdown")
_OFFICE: Final = (".pdf", ".doc", ".docx", ".odt", ".rtf", ".html", ".htm", ".mht", ".mhtml")
_PICTURES: Final = (".tif", ".tiff", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp")
_FOLDERS: Final = (".zip", ".eml")
DOCUMENTS: Final = frozenset({*READABLE, *_OFFICE, *_PICTURES, *_FOLDERS})


class Entry(NamedTuple):
    """One file that was found; `document` is False for one in a folder whose suffix is no document's."""

    file: str
    document: bool


def list_inputs(inputs: Sequence[str], *, out: Path) -> tuple[Entry, ...]:
    """Return every file that `inputs` name, sorted by path, each once, whatever the order of `inputs`.

    Folders are searched with their subfolders; what is hidden and what lies in `out` is left out there. A
    file named by itself counts as a document whatever its suffix. Paths stay as given, below a folder too.
    Raises UsageError (no-such-input, no-documents).
    """
    found: dict[Path, Entry] = {}
    for entry in sorted(_all_entries(inputs, out.resolve()), key=_place):
        found.setdefault(Path(entry.file).absolute(), entry)
    entries = tuple(found.values())
    if not any(entry.document for entry in entries):
        given = ", ".join(map(printable, inputs))
        raise UsageError("no-documents", file=given, suffixes=", ".join(READABLE))
    return entries


def is_text(file: str) -> bool:
    """Say whether the name is that of plain text or Markdown, whose reading cannot harm this process."""
    return Path(file).suffix.lower() in READABLE


def printable(path: str) -> str:
    """Return the path as valid Unicode: bytes of a file name that are no UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def _place(entry: Entry) -> tuple[tuple[str, ...], bool]:
    """Sort by the parts of the path, alike on all systems; what was named by itself comes first."""
    return Path(entry.file).parts, not entry.document


def _all_entries(inputs: Iterable[str], out: Path) -> Iterator[Entry]:
    """Yield what each input names, in no particular order, repeats included."""
    for given in inputs:
        path = Path(given)
        if path.is_dir():
            yield from _below(path, out)
        elif path.exists() or path.is_symlink():
            yield Entry(str(path), document=True)
        elif matches := glob.glob(given, recursive=True):  # noqa: PTH207 - Path.glob takes no absolute pattern
            yield from _all_entries(matches, out)
        else:
            raise UsageError("no-such-input", file=printable(given))


def _below(folder: Path, out: Path) -> Iterator[Entry]:
    """Yield the files in a folder and its subfolders; links to folders are not followed."""
    try:
        paths = [path for path in folder.iterdir() if not path.name.startswith(".")]
    except OSError:
        yield Entry(str(folder), document=True)  # the reader will say that it cannot be read
        return
    for path in paths:
        if not path.is_dir():
            yield Entry(str(path), path.suffix.lower() in DOCUMENTS)
        elif not path.is_symlink() and path.resolve() != out:
            yield from _below(path, out)
