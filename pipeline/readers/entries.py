"""The files of one archive or e-mail, each under a name of its own that is safe to show."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import PurePosixPath
from stat import S_ISLNK
from typing import Final, NamedTuple
from zipfile import ZipInfo

from pipeline.errors import InputError
from pipeline.readers.limits import Limits
from pipeline.readers.mail import Part, parts
from pipeline.readers.sniff import sniff
from pipeline.readers.zips import open_zip, unpack

_CONTAINERS: Final = frozenset(("zip", "eml"))
_UTF8_NAME: Final = 0x800
"""The bit of a zip's entry that says that its name is in UTF-8; else programs write what their system has."""
_UNSAFE: Final = re.compile(r"[/\\]|[A-Za-z]:|.*[\x00-\x1f]|(?:.*[/\\])?\.\.(?:[/\\]|$)", re.DOTALL)
_NOT_IN_NAMES: Final = re.compile(r"[\x00-\x1f/\\]")
_OF_MACS: Final = "__MACOSX/"
_TAG: Final = re.compile(rb"<[^>]*>")
_WORD: Final = re.compile(rb"\w")


class Entry(NamedTuple):
    """One file: `read` returns its bytes, at most `size` of them, where there is no `error`."""

    name: str
    size: int
    read: Callable[[], bytes]
    error: InputError | None = None


def is_container(kind: str) -> bool:
    """Say whether files of this format hold other files."""
    return kind in _CONTAINERS


def list_entries(data: bytes, path: str, limits: Limits) -> tuple[Entry, ...]:
    """Return the files of one container, each under a name of its own."""
    kind = sniff(data, path)
    if not is_container(kind):
        raise InputError("unknown-format", file=path, format=kind)
    found = _zip_entries(data, path, limits) if kind == "zip" else _mail_entries(parts(data, path))
    taken = set[str]()
    return tuple(entry._replace(name=_unique(entry.name, taken)) for entry in found)


def _unique(name: str, taken: set[str]) -> str:
    path, number = PurePosixPath(name), 1
    while name in taken:
        number += 1
        name = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
    taken.add(name)
    return name


# ---- zip ---------------------------------------------------------------------------------------------------


def _zip_entries(data: bytes, path: str, limits: Limits) -> Iterator[Entry]:
    archive = open_zip(data, path)
    for info in archive.infolist():
        name = _zip_name(info)
        if (
            not PurePosixPath(name).parts
            or info.is_dir()
            or S_ISLNK(info.external_attr >> 16)
            or name.startswith(_OF_MACS)
        ):
            continue
        if _UNSAFE.match(name) or "\0" in info.orig_filename:
            shown = _NOT_IN_NAMES.sub("_", name).replace("..", "__")
            error = InputError("unsafe-path", file=path, entry=name.replace("\0", "?"))
            yield Entry(shown, 0, bytes, error)
            continue
        name = PurePosixPath(name.replace("\\", "/")).as_posix()
        place = f"{path}/{name}"
        read = partial(unpack, archive, info, most=limits.size, file=place)
        if info.file_size > limits.size:
            error = InputError("unpacks-too-large", file=place, limit=f"{limits.size / 1e6:g}")
            yield Entry(name, 0, read, error)
        else:
            yield Entry(name, info.file_size, read)


def _zip_name(info: ZipInfo) -> str:
    """Return an entry's name; without a declared encoding it is UTF-8 or what Vietnamese Windows writes."""
    if info.flag_bits & _UTF8_NAME or info.filename.isascii():
        return info.filename
    raw = info.filename.encode("cp437")
    for codec in ("utf-8", "cp1258"):
        try:
            return unicodedata.normalize("NFC", raw.decode(codec))
        except UnicodeDecodeError:
            continue
    return info.filename


# ---- e-mail ------------------------------------------------------------------------------------------------


def _mail_entries(mail: Iterable[Part]) -> Iterator[Entry]:
    """Yield what was written in the mail, as plain text if it has it, and what was attached."""
    mail = tuple(mail)
    bodies = [_body(mail, "text/plain", "body.txt"), _body(mail, "text/html", "body.html")]
    yield from next(filter(None, bodies), [])
    for number, part in enumerate(mail, 1):
        if part.name or not part.media_type.startswith("text/"):
            name = _NOT_IN_NAMES.sub("_", part.name).strip(" .") or f"part-{number}"
            yield Entry(name, len(part.data), partial(bytes, part.data))


def _body(mail: Iterable[Part], media_type: str, name: str) -> list[Entry]:
    written = [part.data for part in mail if part.media_type == media_type and not part.name]
    return [
        Entry(name, len(data), partial(bytes, data)) for data in written if _WORD.search(_TAG.sub(b"", data))
    ]
