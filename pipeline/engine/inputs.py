"""Which files a run reads: files, folders and patterns, as given on the command line."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from pipeline.errors import InputError, UsageError
from pipeline.readers.limits import DEFAULT_LIMITS, Limits

READABLE: Final = (".txt", ".md", ".text", ".markdown")
_OFFICE: Final = (".pdf", ".doc", ".docx", ".odt", ".rtf", ".html", ".htm", ".mht", ".mhtml")
_PICTURES: Final = (".tif", ".tiff", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp")
_MAILS: Final = (".eml",)
_ZIP: Final = b"PK\x03\x04"
DOCUMENTS: Final = frozenset({*READABLE, *_OFFICE, *_PICTURES, *_MAILS, ".zip"})


class Entry(NamedTuple):
    """One file that was found; `document` is False for one in a folder whose suffix is no document's.

    `error` says why a file in an archive cannot be read, or the archive itself.
    """

    file: str
    document: bool
    error: InputError | None = None

    @property
    def readable(self) -> bool:
        """True for a document that a reader should try."""
        return self.document and self.error is None


def list_inputs(inputs: Sequence[str], *, out: Path, limits: Limits = DEFAULT_LIMITS) -> tuple[Entry, ...]:
    """Return every file that `inputs` name, sorted by path, each once, whatever the order of `inputs`.

    Folders are searched with their subfolders; what is hidden and what lies in `out` is left out there. In
    place of an archive or e-mail come the files in it ("thu.zip/kh.docx"), within `limits`. A file named by
    itself counts as a document whatever its suffix. Paths stay as given, below a folder too. Raises
    UsageError (no-such-input, no-documents).
    """
    found: dict[Path, Entry] = {}
    for entry in sorted(_all_entries(inputs, out.resolve()), key=_place):
        found.setdefault(Path(entry.file).absolute(), entry)
    entries = tuple(inner for entry in found.values() for inner in _opened(entry, limits))
    if not any(entry.document for entry in entries):
        given = ", ".join(map(printable, inputs))
        raise UsageError("no-documents", file=given)
    return entries


def is_text(file: str) -> bool:
    """Say whether the name is that of plain text or Markdown, whose reading cannot harm this process."""
    return Path(file).suffix.lower() in READABLE


def printable(path: str) -> str:
    """Return the path as valid Unicode: bytes of a file name that are no UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def _opened(entry: Entry, limits: Limits) -> Iterable[Entry]:
    """Return what lies in an archive or e-mail, and any other file as it is."""
    if not (entry.document and _may_hold_files(entry.file)):
        return [entry]
    from pipeline.readers import read_bytes
    from pipeline.readers.containers import is_container, members
    from pipeline.readers.sniff import sniff

    try:
        if not is_container(sniff(read_bytes(entry.file, limits), entry.file)):
            return [entry]
    except InputError:
        return [entry]  # the reader will say what is wrong with it
    return [
        Entry(path, error is not None or Path(path).suffix.lower() in DOCUMENTS, error)
        for path, error in members(entry.file, limits)
    ]


def _may_hold_files(file: str) -> bool:
    """Say whether a file is worth a look: by its suffix, or by what every zip begins with, Word's too."""
    suffix = Path(file).suffix.lower()
    if suffix in _MAILS or suffix in READABLE:
        return suffix in _MAILS
    try:
        with Path(file).open("rb") as stream:
            return stream.read(len(_ZIP)) == _ZIP
    except OSError:
        return False


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
