"""The one form of the data files: UTF-8, NFC, LF, no character that hides or poses as another.

    python3 -m scripts.format_data [FILE …]           rewrite what is not in that form
    python3 -m scripts.format_data --check [FILE …]   change nothing; name what is not, status 1 then

In and out: gazetteer/**/*.toml and *.csv, or the files named. Comments, the order of keys and the way a list
is broken into lines stay as their author chose. A file that cannot be put right without changing what it says
(broken syntax, a row of another length) is reported and left alone.
"""

from __future__ import annotations

import csv
import io
import re
import sys
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from scripts.environment import ROOT

FOLDER = ROOT / "gazetteer"
# On the screen these pass for nothing, for a space, or for another letter. A TOML file that means
# one writes its escape; which was meant is for a person to say, so they are refused and never rewritten.
HIDDEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180e\u2000-\u200f"
    "\u2028-\u202f\u205f-\u206f\u3000\ue000-\uf8ff\ufeff\u00d0\u00f0\u0189]"
)
# A word of two alphabets: a Cyrillic or Greek letter that looks Latin, typed by accident.
MIXED = re.compile(r"(?=\w*[A-Za-z\u00c0-\u024f\u1e00-\u1eff])(?=\w*[\u0370-\u03ff\u0400-\u04ff])\w+")
# The parts of a TOML file that hold text: layout is settled around them, never inside.
STRING, COMMENT = "\x00", "\x01"  # stand for them there; no TOML file may hold either
TOML_TEXT = re.compile(
    r'''"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|\#[^\n]*''', re.DOTALL
)


class UnfitError(ValueError):
    """A file that no formatter can put right; the message says where and what to change."""


def format_text(text: str) -> str:
    """Compose letters, make every line end a line feed, drop a byte order mark."""
    return unicodedata.normalize("NFC", text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))


def format_toml(text: str) -> str:
    """Return the canonical form of a TOML file; raises `UnfitError` if it is not TOML.

    Settles line ends, blanks at line ends, blank lines (one at most, one before a table), `key = value`.
    """
    text = format_text(text)
    before = _read_toml(text)
    texts = [found.group() for found in TOML_TEXT.finditer(text)]
    frame = TOML_TEXT.sub(lambda found: COMMENT if found.group().startswith("#") else STRING, text)
    frame = re.sub(r"[ \t]+$", "", frame.replace("\t", "  "), flags=re.MULTILINE)
    frame = re.sub(rf"^([\w.{STRING}-]+) *= *", r"\1 = ", frame, flags=re.MULTILINE)
    frame = re.sub(r"\n{3,}", "\n\n", _part_tables(frame)).strip("\n")
    parts = iter(texts)
    made = re.sub(f"[{STRING}{COMMENT}]", lambda _: _part(next(parts)), frame) + "\n"
    if _read_toml(made) != before:
        raise UnfitError("its values would change: write each key on a line of its own")
    return made


def format_csv(text: str) -> str:
    """Return the canonical form of a CSV file: comments as they are, cells trimmed, quotes only where needed.

    The first row names the columns. A line that starts with `#` is a comment. Raises `UnfitError` if the
    names are not unique or a row has more or fewer cells than the first.
    """
    lines = format_text(text).splitlines(keepends=True)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    header: list[str] = []
    for number, row in _rows(lines):
        if isinstance(row, str):
            out.write(row.rstrip() + "\n")
            continue
        cells = [" ".join(cell.split()) for cell in row]
        header = header or cells
        if len(set(header)) != len(header) or not all(header):
            raise UnfitError(f"line {number}: every column needs a name of its own")
        if len(cells) != len(header):
            raise UnfitError(f"line {number}: {len(cells)} cells, but {len(header)} columns are named")
        writer.writerow(cells)
    return out.getvalue()


def suspects(text: str) -> Iterator[str]:
    """Say where a character hides or poses as another; what is meant there is for a person to say."""
    for number, line in enumerate(text.split("\n"), 1):
        for found in HIDDEN.finditer(line):
            code = f"{ord(found.group()):04x}"
            yield f"line {number}: holds U+{code.upper()}, which hides; if it is meant, write \\u{code}"
        for found in MIXED.finditer(line):
            yield f"line {number}: {found.group()!r} mixes alphabets"


def canonical(name: str, data: bytes) -> str:
    """Return the canonical text of the file called `name`; raises `UnfitError` where there is none."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnfitError(f"byte {error.start}: not UTF-8") from error
    for fault in suspects(format_text(text)):
        raise UnfitError(fault)
    return format_toml(text) if name.endswith(".toml") else format_csv(text)


def main(arguments: list[str]) -> int:
    """Check or rewrite; the exit status is 1 if a file is unfit, or not canonical under --check."""
    check = "--check" in arguments
    named = [Path(name) for name in arguments if name != "--check"]
    files = named or sorted(path for kind in ("*.toml", "*.csv") for path in FOLDER.rglob(kind))
    wrong = 0
    for path in files:
        data = path.read_bytes()
        try:
            made = canonical(path.name, data).encode()
        except UnfitError as error:
            print(f"{path}: {error}")
            wrong += 1
            continue
        if made == data:
            continue
        if check:
            print(f"{path}: {_first_difference(data, made)}; run: python3 -m scripts.format_data")
            wrong += 1
        else:
            path.write_bytes(made)
            print(f"{path}: rewritten")
    print(f"{len(files)} data files, {wrong} wrong")
    return 1 if wrong else 0


def _read_toml(text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UnfitError(str(error)) from error


def _part(text: str) -> str:
    """A comment loses the blanks at its end; a string stays as it is."""
    return text.rstrip() if text.startswith("#") else text


def _part_tables(frame: str) -> str:
    """Set a blank line before every table, ahead of the comments that lead it."""
    lines: list[str] = []
    for line in frame.split("\n"):
        lines.append(line)
        if line.startswith("["):
            at = len(lines) - 1
            while at and lines[at - 1] == COMMENT:
                at -= 1
            lines.insert(at, "")
    return "\n".join(lines)


def _rows(lines: list[str]) -> Iterator[tuple[int, str | list[str]]]:
    """Every comment line as text and every record as cells, with the number of its first line."""
    numbered = iter(enumerate(lines, 1))
    for number, line in numbered:
        if line.startswith("#"):
            yield number, line
        elif line.strip():
            record = line
            while record.count('"') % 2:
                _, more = next(numbered, (0, ""))
                if not more:
                    raise UnfitError(f"line {number}: a quote is never closed")
                record += more
            yield number, next(csv.reader([record]))


def _first_difference(data: bytes, made: bytes) -> str:
    number = next(
        (n for n, (a, b) in enumerate(zip(data.split(b"\n"), made.split(b"\n"), strict=False), 1) if a != b),
        min(data.count(b"\n"), made.count(b"\n")) + 1,
    )
    return f"line {number} is not in canonical form"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
