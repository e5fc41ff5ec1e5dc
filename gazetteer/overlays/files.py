"""The files of an overlay: which there are, what they hold, and on which line each row of theirs stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from gazetteer.load import GazetteerError

MOST_FILES = 100
MOST_BYTES = 5_000_000
_LIKE, _LONGEST = 70, 100
_MANY_LINES = re.compile(r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}', re.DOTALL)
_HEAD = re.compile(r"^[ \t]*\[{1,2}[ \t]*[\"']?([^\]\"'\s]+)[^\n]*", re.MULTILINE)
_DEEP = re.compile(r"^[^\"'#=\n]{0,1000}?(?:\.[^\"'#=.\n]{0,50}){100}", re.MULTILINE)
_LINE = re.compile(r"\(at line (\d+), column \d+\)")


class Problem(NamedTuple):
    """One thing that is wrong with an overlay: the words for `code` stand with the messages, not here.

    `line` counts from 1, 0 where the whole file or folder is meant; `entry` is the id or name of the row,
    "" where there is none; `facts` are what the words need.
    """

    file: str
    line: int
    entry: str
    code: str
    facts: Mapping[str, str]


class OverlayError(GazetteerError):
    """An overlay can't be used; `problems` are all that is wrong with it."""

    def __init__(self, path: str, problems: tuple[Problem, ...]) -> None:
        first = problems[0]
        super().__init__(first.file, first.entry, f"line {first.line}: {first.code}, {dict(first.facts)}")
        self.path, self.problems = path, problems

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.path, self.problems)


class Fault(NamedTuple):
    """What is wrong with a row, and at which key; `facts` are what the words for `code` need."""

    key: str
    code: str
    facts: Mapping[str, str] = MappingProxyType({})


class Text(NamedTuple):
    """The text of one file, by its path as the user knows it."""

    file: str
    text: str


class Row(NamedTuple):
    """One row of a table of a file: the number-th there, counted from 0."""

    file: str
    table: str
    number: int
    fields: Mapping[str, Any]
    lines: Lines

    @property
    def entry(self) -> str:
        """What the row is called in messages: its id, the body it is about, or what becomes of whom."""
        names = (self.fields.get(key) for key in ("id", "body", "name"))
        named = next((name for name in names if isinstance(name, str) and name), "")
        before, after = self.fields.get("from"), self.fields.get("to")
        return f"{_joined(before)} → {_joined(after)}" if self.table == "change" else named

    def line(self, key: str = "") -> int:
        """The line of a key, or of the row's head."""
        return self.lines.row(self.table, self.number, key)

    def problem(self, fault: Fault) -> Problem:
        """A fault of this row with its place."""
        return Problem(self.file, self.line(fault.key), self.entry, fault.code, fault.facts)


class Lines:
    """Where the rows and keys of a TOML file stand."""

    def __init__(self, text: str) -> None:
        # What strings of several lines hold is no head and no key; their line feeds count.
        self._text = _MANY_LINES.sub(lambda found: "\n" * found[0].count("\n"), text)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self._text))]

    @cached_property
    def _heads(self) -> list[re.Match[str]]:
        return list(_HEAD.finditer(self._text))

    @cached_property
    def _by_table(self) -> dict[str, list[int]]:
        """The indexes of the heads of each table."""
        found: dict[str, list[int]] = {}
        for index, head in enumerate(self._heads):
            found.setdefault(head[1], []).append(index)
        return found

    def row(self, table: str, number: int, key: str = "") -> int:
        """The line of a key of the row with this number, counted from 0; else that of the row's head."""
        heads = self._by_table.get(table, [])
        if number >= len(heads):
            return self._listed(table, number)
        head = self._heads[heads[number]]
        following = heads[number] + 1
        end = self._heads[following].start() if following < len(self._heads) else len(self._text)
        at = _key(key).search(self._text, head.end(), end) if key else None
        return self._at(at.start(1) if at else head.start())

    def _listed(self, table: str, number: int) -> int:
        """The line of a row of `table = [ { … }, … ]` with a row on each line; else where the list begins."""
        begin = _key(table).search(self._text)
        if begin is None:
            return 0
        after = bisect_right(self._braces, begin.end()) + number
        return self._at(self._braces[after] if after < len(self._braces) else begin.start(1))

    @cached_property
    def _braces(self) -> list[int]:
        """Where a line begins with a brace."""
        return [found.end() - 1 for found in re.finditer(r"^[ \t]*\{", self._text, re.MULTILINE)]

    def _at(self, position: int) -> int:
        return bisect_right(self._starts, position)


def _key(key: str) -> re.Pattern[str]:
    return re.compile(rf"^[ \t]*[\"']?({re.escape(key)})[\"']?[ \t]*[.=]", re.MULTILINE)


def _joined(ids: object) -> str:
    return ", ".join(map(str, ids)) if isinstance(ids, list) else str(ids)


def list_files(path: Path) -> Iterator[Path | Problem]:
    """The TOML files of a folder by name, or the one file that `path` is; what stands against each."""
    if not path.is_dir():
        yield path
        return
    try:
        found = sorted(one for one in path.iterdir() if one.suffix == ".toml" and one.name[0] != ".")
    except OSError as error:
        yield Problem(str(path), 0, "", "unreadable", {"reason": error.strerror or str(error)})
        return
    if not found:
        yield Problem(str(path), 0, "", "no-files", {})
    if len(found) > MOST_FILES:
        yield Problem(str(path), 0, "", "too-many-files", {"count": str(len(found)), "most": str(MOST_FILES)})
        return
    yield from found


def read_text(path: Path) -> Text | Problem:
    """The text of a file; never waits for one that is a pipe or a device."""
    name = str(path)
    try:
        if not path.is_file():
            code = "not-a-file" if path.exists() else "missing"
            return Problem(name, 0, "", code, {})
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        return Problem(name, 0, "", "unreadable", {"reason": error.strerror or str(error)})
    if len(data) > MOST_BYTES:
        return Problem(name, 0, "", "too-large", {"most": f"{MOST_BYTES / 1e6:g}"})
    try:
        return Text(name, data.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        return Problem(name, data.count(b"\n", 0, error.start) + 1, "", "not-utf8", {})


def parse(text: Text) -> dict[str, Any] | Problem:
    """The tables of a file, or its first fault of syntax with its line."""
    import tomllib  # its faults have lines; most runs have no overlay

    if deep := _DEEP.search(text.text):  # tomllib takes time in proportion to its square
        return Problem(text.file, text.text.count("\n", 0, deep.start()) + 1, "", "too-deep", {})
    try:
        return tomllib.loads(text.text)
    except RecursionError:
        return Problem(text.file, 0, "", "too-deep", {})
    except ValueError as error:
        reason = str(error)
        at = _LINE.search(reason)
        line = int(at[1]) if at else text.text.count("\n") + 1
        return Problem(
            text.file, line, "", "bad-toml", {"reason": reason[: at.start()].strip() if at else reason}
        )


def rows_of(text: Text, tables: Mapping[str, Any], known: Iterable[str]) -> Iterator[Row | Problem]:
    """The rows of the known tables of a file, in order; a problem for what is no list of tables."""
    lines = Lines(text.text)
    for name, rows in tables.items():
        if name not in known:
            facts = {
                "table": name,
                "guess": near(name, known),
                "known": ", ".join(f"[[{one}]]" for one in known),
            }
            yield Problem(text.file, lines.row(name, 0), "", "unknown-table", facts)
        elif not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            yield Problem(text.file, lines.row(name, 0), "", "no-rows", {"table": name})
        else:
            yield from (Row(text.file, name, number, row, lines) for number, row in enumerate(rows))


def near(word: str, known: Iterable[str]) -> str:
    """The known word that is likest to one that is not known, else ""."""
    from rapidfuzz import process
    from rapidfuzz.fuzz import ratio

    found = process.extractOne(word[:_LONGEST], sorted(known), scorer=ratio, score_cutoff=_LIKE)
    return found[0] if found else ""
