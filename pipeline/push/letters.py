"""Dead letters: changes that the receiver refused, as JSON Lines, until they are sent again.

    {"at":"2026-03-02T08:00:00+00:00","status":422,"reason":"no such unit","change":{"cursor":57,…}}

Nothing of the same task is sent past a change that was refused, nor anything of a document or its tasks past
a change of the document that was: it is set aside behind it, with status 0, so that the receiver gets the
changes of each in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

from pipeline.push import durable
from pipeline.push.batch import to_change
from pipeline.push.errors import PushError
from pipeline.store import Change


@dataclass(frozen=True, slots=True)
class Letter:
    """A change that was set aside at a time (ISO, UTC), with what the receiver said to it."""

    at: str
    status: int
    reason: str
    change: Change


class Letters:
    """The dead letters in a file, in order; the file is there where there is one."""

    def __init__(self, path: Path) -> None:
        """Read them. Raises PushError (bad-state), with the line that is none of ours."""
        self.path = path
        self._letters: dict[int, Letter] = {}
        """By cursor."""
        data = durable.read(path)
        whole = data[: data.rfind(b"\n") + 1]
        for number, line in enumerate(whole.splitlines(), 1):
            letter = _letter(line, path, number)
            self._letters[letter.change.cursor] = letter
        if whole != data:  # a push was killed in the middle of a line, and will write it again
            durable.replace(path, whole)
        self._items = {letter.change.id for letter in self._letters.values()}

    def __len__(self) -> int:
        """How many there are."""
        return len(self._letters)

    def all(self) -> Sequence[Letter]:
        """Every letter in the order of the changes."""
        return [self._letters[cursor] for cursor in sorted(self._letters)]

    def blocks(self, change: Change) -> bool:
        """Whether a change is a dead letter or stands behind one."""
        return not self._items.isdisjoint((change.id, change.document_id))

    def add(self, letters: Iterable[Letter]) -> int:
        """Put letters down, but those that are there already; return how many were new."""
        new = [letter for letter in letters if letter.change.cursor not in self._letters]
        if new:
            durable.append(self.path, b"".join(map(_line, new)))
            self._letters |= {letter.change.cursor: letter for letter in new}
            self._items |= {letter.change.id for letter in new}
        return len(new)

    def keep(self, letters: Sequence[Letter]) -> None:
        """Put these down in the place of all."""
        if letters:
            durable.replace(self.path, b"".join(map(_line, letters)))
        else:
            durable.remove(self.path)
        self._letters = {letter.change.cursor: letter for letter in letters}
        self._items = {letter.change.id for letter in letters}


def _line(letter: Letter) -> bytes:
    return orjson.dumps(letter, option=orjson.OPT_APPEND_NEWLINE)


def _letter(line: bytes, path: Path, number: int) -> Letter:
    try:
        fields = orjson.loads(line)
        return Letter(**{**fields, "change": to_change(fields["change"])})
    except (KeyError, TypeError, ValueError) as error:
        reason = " ".join(f"{type(error).__name__} {error}".split())
        raise PushError("bad-state", file=f"{path}:{number}", reason=reason) from error
