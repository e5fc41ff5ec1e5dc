"""Archives and e-mails as folders: the files in them have paths such as "thu.zip/2024/kh.docx"."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import InputError
from pipeline.readers.entries import Entry, is_container, list_entries
from pipeline.readers.limits import Limits
from pipeline.readers.sniff import sniff

__all__ = ["Member", "is_container", "member_bytes", "members"]


class Member(NamedTuple):
    """A file in an archive or mail; with `error` what cannot be read, be it the file or the whole archive."""

    path: str
    error: InputError | None = None


def members(path: str, limits: Limits) -> tuple[Member, ...]:
    """Return the files in the archive or mail at `path`, those of archives inside it too, sorted by path.

    What cannot be read is a member with its error and keeps none of the others from being listed; once
    `limits` are reached the archive itself comes as a member with that error, beside what was found before.
    """
    walk = _Walk(path, limits)
    try:
        walk.enter(path, _file_bytes(path, limits), 0)
    except InputError as error:
        walk.found.append(Member(path, error))
    by_path = {member.path: member for member in walk.found}
    return tuple(by_path[place] for place in sorted(by_path))


def member_bytes(path: str, limits: Limits) -> bytes:
    """Return the bytes of a file that `members` lists; raises InputError, `vanished` where there is none."""
    whole = Path(path)
    here = next(filter(_is_file, reversed(whole.parents)), None)
    if here is None:
        raise InputError("vanished", file=path)
    rest, place = whole.relative_to(here).as_posix(), str(here)
    data, entries = b"", _top_entries(place, _stamp(here), limits)
    while rest:
        entry = _choose(entries, rest)
        if entry is None:
            raise InputError("vanished", file=path)
        data, place, rest = _read(entry), f"{place}/{entry.name}", rest[len(entry.name) + 1 :]
        entries = list_entries(data, place, limits) if rest else ()
    return data


class _Walk:
    """Goes through one archive and all inside it; `found` fills up, and the limits are used up, meanwhile."""

    def __init__(self, path: str, limits: Limits) -> None:
        self.found: list[Member] = []
        self._path, self._limits = path, limits
        self._entries, self._bytes = limits.entries, limits.unpacked

    def enter(self, path: str, data: bytes, level: int) -> None:
        """List a container; raises InputError where it can't be opened or the limits are reached."""
        for entry in list_entries(data, path, self._limits):
            self._spend(entry)
            place = f"{path}/{entry.name}"
            try:
                inside = _read(entry)
            except InputError as error:
                self.found.append(Member(place, error))
                continue
            if is_container(_kind(inside, place)):
                self._enter_inner(place, inside, level + 1)
            else:
                self.found.append(Member(place))

    def _enter_inner(self, path: str, data: bytes, level: int) -> None:
        if level > self._limits.depth:
            error = InputError("too-deep", file=path, limit=self._limits.depth)
            self.found.append(Member(path, error))
            return
        try:
            self.enter(path, data, level)
        except InputError as error:
            if error.file == self._path:
                raise
            self.found.append(Member(path, error))

    def _spend(self, entry: Entry) -> None:
        self._entries -= 1
        self._bytes -= entry.size
        if self._entries < 0:
            raise InputError("too-many-entries", file=self._path, limit=self._limits.entries)
        if self._bytes < 0:
            raise InputError("unpacks-too-large", file=self._path, limit=f"{self._limits.unpacked / 1e6:g}")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def _file_bytes(path: str, limits: Limits) -> bytes:
    try:
        if (size := Path(path).stat().st_size) <= limits.size:
            return Path(path).read_bytes()
    except FileNotFoundError as error:
        raise InputError("vanished", file=path) from error
    except (OSError, ValueError) as error:
        raise InputError("unreadable", file=path) from error
    raise InputError("too-large", file=path, size=f"{size / 1e6:.1f}", limit=f"{limits.size / 1e6:g}")


def _stamp(path: Path) -> tuple[int, int]:
    """Return what changes when a file does."""
    try:
        state = path.stat()
    except OSError as error:
        raise InputError("unreadable", file=str(path)) from error
    return state.st_mtime_ns, state.st_size


@lru_cache(maxsize=1)
def _top_entries(path: str, _stamp: tuple[int, int], limits: Limits) -> tuple[Entry, ...]:
    """Return the files of a container on disk, kept for the next call: an archive is mostly read in a row."""
    return list_entries(_file_bytes(path, limits), path, limits)


def _read(entry: Entry) -> bytes:
    if entry.error:
        raise entry.error
    return entry.read()


def _kind(data: bytes, path: str) -> str:
    """Return the format; of what has none that can be read, the reader will say so."""
    try:
        return sniff(data, path)
    except InputError:
        return ""


def _choose(entries: Iterable[Entry], rest: str) -> Entry | None:
    """Return the entry that `rest` of a path names or leads into; the longest name if several do."""
    fitting = (entry for entry in entries if rest == entry.name or rest.startswith(f"{entry.name}/"))
    return max(fitting, key=lambda entry: len(entry.name), default=None)
