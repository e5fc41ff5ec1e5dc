"""Damaged files: each is read or refused by name, soon, and nothing of it stays open.

    .venv/bin/python -m scripts.bench.fuzz                 2,000 variants of each format; a quarter of an hour
    .venv/bin/python -m scripts.bench.fuzz --count 100     fewer
    .venv/bin/python -m scripts.bench.fuzz van-ban.rtf     of this sample alone

In: corpus/formats. A variant is a sample with bits flipped, bytes cut off, blocks deleted, doubled or
swapped, or numbers made large; of the formats that are archives, half of the variants are archives with
such parts. Where every page costs a run of another program, a fiftieth of the variants are tried. A variant
depends on nothing but its sample and its number. Prints each fault with that number; ends with status 1 if
there is one.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing import cpu_count, get_context
from pathlib import Path
from random import Random
from time import perf_counter

from pipeline.errors import InputError
from pipeline.readers import DEFAULT_LIMITS, read_source
from pipeline.readers.containers import members
from pipeline.readers.entries import is_container
from pipeline.readers.sniff import sniff
from scripts.samples.catalog import FOLDER

SECONDS = 10.0
"""The most that one damaged file may take."""
SLOW = 50
"""How many times fewer variants are tried of a format that needs other programs."""
_NEEDS_PROGRAMS = ("word-97", "quet-", "anh-")
_NUMBER = re.compile(rb"\d{1,10}")
_HEAD_OF_ZIP = b"PK\x03\x04"


def flip(data: bytearray, random: Random) -> None:
    """Turn single bits round."""
    for _ in range(random.choice((1, 4, 32))):
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)


def cut(data: bytearray, random: Random) -> None:
    """Leave off the end."""
    del data[random.randrange(len(data)) :]


def delete(data: bytearray, random: Random) -> None:
    """Leave out a block."""
    start, end = _block(data, random)
    del data[start:end]


def double(data: bytearray, random: Random) -> None:
    """Put a block in a second time, somewhere."""
    start, end = _block(data, random)
    at = random.randrange(len(data))
    data[at:at] = data[start:end]


def swap(data: bytearray, random: Random) -> None:
    """Let two neighbouring blocks change places."""
    start, end = _block(data, random)
    middle = random.randint(start, end)
    data[start:end] = data[middle:end] + data[start:middle]


def enlarge(data: bytearray, random: Random) -> None:
    """Make a number large, or negative."""
    numbers = list(_NUMBER.finditer(data))
    if numbers:
        start, end = random.choice(numbers).span()
        data[start:end] = random.choice((b"99999999", b"2147483648", b"-1", b"0"))


DAMAGES: Sequence[Callable[[bytearray, Random], None]] = (flip, cut, delete, double, swap, enlarge)


def variant(data: bytes, number: int) -> bytes:
    """Return damaged variant `number` of a file; never an empty one."""
    random = Random(number)  # noqa: S311 - chance here keeps no secret
    if data.startswith(_HEAD_OF_ZIP) and random.random() < 0.5:  # noqa: PLR2004 - half of them
        return _damaged_inside(data, random)
    return _damaged(data, random)


def fault(name: str, data: bytes) -> str | None:
    """Say what goes wrong when a file of that name with these bytes is read; None where nothing does."""
    before = _open_files()
    with tempfile.TemporaryDirectory() as place, _temporary_files(Path(place)) as temporary:
        path = Path(place, name)
        path.write_bytes(data)
        begin = perf_counter()
        try:
            _read(path)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what is sought
            return f"{type(error).__name__}: {error}"
        seconds = perf_counter() - begin
        left = [str(one) for one in temporary.rglob("*")]
    if seconds > SECONDS:
        return f"took {seconds:.1f} seconds"
    left += _open_files() - before
    return f"left behind: {', '.join(sorted(left))}" if left else None


def faults(file: Path, numbers: Sequence[int]) -> list[tuple[int, str]]:
    """Try these variants of a file; return the faults of those that have one."""
    data = file.read_bytes()
    found = ((number, fault(file.name, variant(data, number))) for number in numbers)
    return [(number, what) for number, what in found if what is not None]


def share(file: Path, count: int) -> range:
    """The numbers of the variants of a file that are tried where `count` of most are."""
    return range(count // SLOW if file.name.startswith(_NEEDS_PROGRAMS) else count)


def main(arguments: list[str]) -> int:
    """Try all variants, in processes of their own; the exit status is 1 if there is a fault."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("files", nargs="*", metavar="SAMPLE")
    parser.add_argument("--count", type=int, default=2_000, metavar="N")
    options = parser.parse_args(arguments)
    failed = False
    for file in [FOLDER / name for name in options.files] or sorted(FOLDER.iterdir()):
        begin, numbers = perf_counter(), share(file, options.count)
        with get_context("spawn").Pool(cpu_count(), maxtasksperchild=8) as pool:
            batches = [numbers[at : at + 25] for at in range(0, len(numbers), 25)]
            found = [one for batch in pool.imap(partial(faults, file), batches) for one in batch]
        print(f"{file.name:38}{len(numbers):6} variants{perf_counter() - begin:9.1f} s{len(found):5} faults")
        print("".join(f"  {number}: {what}\n" for number, what in found), end="", flush=True)
        failed = failed or bool(found)
    return 1 if failed else 0


def _block(data: bytearray, random: Random) -> tuple[int, int]:
    start = random.randrange(len(data))
    return start, min(len(data), start + random.randint(1, random.choice((8, 256, 8192))))


def _damaged(data: bytes, random: Random) -> bytes:
    made = bytearray(data)
    for _ in range(random.choice((1, 1, 3))):
        random.choice(DAMAGES)(made, random)
        if not made:
            return data[:1]
    return bytes(made)


def _damaged_inside(data: bytes, random: Random) -> bytes:
    """Return an archive of which one part is damaged, sound in itself."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        bad = random.choice([entry.filename for entry in old.infolist() if entry.file_size])
        for entry in old.infolist():
            part = old.read(entry)
            new.writestr(entry.filename, _damaged(part, random) if entry.filename == bad else part)
    return made.getvalue()


def _read(path: Path) -> None:
    """Read the documents in a file; whoever refuses one says so."""
    documents = [str(path)]
    with suppress(InputError):
        if is_container(sniff(path.read_bytes(), path.name)):
            documents = [member.path for member in members(str(path), DEFAULT_LIMITS)]
    for document in documents:
        with suppress(InputError):
            read_source(document)


@contextmanager
def _temporary_files(place: Path) -> Iterator[Path]:
    """Have this process make its temporary files in a folder of their own."""
    usual, folder = tempfile.tempdir, place / "temporary"
    folder.mkdir()
    tempfile.tempdir = str(folder)
    try:
        yield folder
    finally:
        tempfile.tempdir = usual


def _open_files() -> set[str]:
    """What this process holds open."""
    return {f"{link.name} {link.readlink()}" for link in Path("/proc/self/fd").iterdir() if link.exists()}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
