"""The automaton of the whole country, compiled once and kept: in the user's cache, checked before each use.

The cache is only a faster way to the same values: where it is missing, stale or damaged, or can't be written,
the automaton is compiled anew in memory.
"""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from tempfile import NamedTemporaryFile

from gazetteer.automaton import Names, Strings, build, restore, strings_of
from gazetteer.fold import lower
from gazetteer.geography import Geography
from gazetteer.model import Entry
from gazetteer.registry import Registry

_MAGIC = b"giaoviec names 1\n"
_ENTRY_KINDS = ("official", "abbreviation")
_ALONE = ("weak", "misspelt")


def names_of(entries: Iterable[Entry], titles: Iterable[str], registry: Registry) -> Names:
    """The automaton for these entries and titles in all units, from the cache where it fits."""
    listed = tuple(entries)
    path = _path(_digest(listed, titles))
    if path is not None and (kept := read(path)) is not None:
        return kept
    names = build(_strings(listed, titles, registry))
    if path is not None:
        with suppress(OSError):
            write(path, names)
    return names


def _strings(entries: tuple[Entry, ...], titles: Iterable[str], registry: Registry) -> Strings:
    units = _unit_names(registry.facts.geography)
    alone = (
        lower(s.text) for entry in entries if entry.body.bare and not entry.body.silent for s in entry.spellings if s.kind not in _ALONE
    )  # fmt: skip
    every = (name for names in units.values() for name in names)
    return strings_of((*alone, *map(lower, titles)), every, _pairs(entries, units, registry))


def _unit_names(geography: Geography) -> Mapping[str, tuple[str, ...]]:
    """The names of the units of each level, with those they had."""
    found: dict[str, dict[str, None]] = {"province": {}, "district": {}, "commune": {}}
    for versions in geography.versions.values():
        for unit in versions:
            for name in (unit.name, *unit.aliases):
                found[unit.level][lower(f"{unit.type} {name}")] = None
    return {level: tuple(names) for level, names in found.items()}


def _pairs(
    entries: tuple[Entry, ...], units: Mapping[str, tuple[str, ...]], registry: Registry
) -> Iterator[tuple[str, str]]:
    """Bodies in their units. In communes, of which there are many, only what an entry says they have."""
    for entry in entries:
        body = entry.body
        levels = set(registry.levels(body)) - {"country"}
        if "commune" in levels and "commune" not in body.levels:
            levels.remove("commune")
        for spelling in entry.spellings:
            if spelling.kind in _ENTRY_KINDS and body.scope != "inner":
                for level in levels:
                    yield from ((lower(spelling.text), unit) for unit in units[level])


def _digest(entries: tuple[Entry, ...], titles: Iterable[str]) -> str:
    """What the automaton depends on: the entries, titles and unit lists, and what compiled it."""
    digest = hashlib.blake2b(_MAGIC + version("daachorse").encode(), digest_size=16)
    digest.update(repr((entries, tuple(titles))).encode())
    for name in ("provinces", "districts", "communes"):
        digest.update(files("gazetteer").joinpath("units", f"{name}.csv").read_bytes())
    return digest.hexdigest()


def _path(digest: str) -> Path | None:
    """Where the cache of this state of the data is kept; None for a user without a home."""
    base = os.environ.get("XDG_CACHE_HOME")
    try:
        folder = Path(base) if base else Path.home() / ".cache"
    except RuntimeError:
        return None
    return folder / "giaoviec" / f"names-{digest}.bin"


def write(path: Path, names: Names) -> None:
    """Keep an automaton whole or not at all; older states beside it go. Raises OSError."""
    strings, automaton = names.strings, names.serialize()
    parts = ("\n".join(strings.names).encode(), strings.first.tobytes(), strings.second.tobytes(), automaton)
    body = b"".join(parts)
    head = json.dumps({"units": strings.units, "sizes": [*map(len, parts)], "check": zlib.crc32(body)})
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix="names-", suffix=".new", delete=False) as file:
        file.write(_MAGIC + head.encode() + b"\n" + body)
    Path(file.name).replace(path)
    for old in path.parent.glob("names-*.bin"):
        if old != path:
            old.unlink(missing_ok=True)


def read(path: Path) -> Names | None:
    """The automaton kept there; None where there is none, or where a byte is wrong."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    end = data.find(b"\n", len(_MAGIC))
    if not data.startswith(_MAGIC) or end < 0:
        return None
    try:
        head = json.loads(data[len(_MAGIC) : end])
        sizes, units, check = [int(size) for size in head["sizes"]], int(head["units"]), int(head["check"])
    except (ValueError, KeyError, TypeError):
        return None
    body = memoryview(data)[end + 1 :]
    if sum(sizes) != len(body) or zlib.crc32(body) != check:
        return None
    return restore(*_parts(body, sizes, units))


def _parts(body: memoryview, sizes: list[int], units: int) -> tuple[Strings, bytes]:
    pieces, start = [], 0
    for size in sizes:
        pieces.append(body[start : start + size])
        start += size
    words, first, second, automaton = pieces
    pairs = array("I"), array("I")
    for numbers, piece in zip(pairs, (first, second), strict=True):
        numbers.frombytes(piece)
    return Strings(tuple(str(words, "utf-8").split("\n")), units, *pairs), bytes(automaton)
