"""How far a push is: a small JSON file that is true at any moment, held by one push at a time.

    {"store":"9f…","cursor":1200,"before":1199,"last":"41…","sending":1300}

Everything up to `cursor` is done: accepted or set aside as a dead letter. `sending` is the end of the batch
on its way: it is written before the batch is sent, so that a push that was killed sends the same batch again,
with the same key, however much was loaded meanwhile. `before` and `last` tell the last change that was done:
a store that was put back from an older backup has another one there.
"""

from __future__ import annotations

import fcntl
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, Self

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.push import durable
from pipeline.push.errors import PushError
from pipeline.push.letters import Letters
from pipeline.store import Change, Store, StoreError, changes, fingerprint, identity


class Position(BaseModel):
    """What the file holds; for a push that never began, of no store."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    store: str = ""
    cursor: int = Field(default=0, ge=0)
    before: int = Field(default=0, ge=0)
    last: str = ""
    sending: int | None = Field(default=None, ge=1)


class State:
    """The state in a file and the dead letters beside it, locked until `close`."""

    def __init__(self, path: Path) -> None:
        """Lock and read the file; a missing one is a push from the beginning.

        Raises PushError (bad-state, state-in-use).
        """
        self.path = path
        self._lock = _locked(path)
        try:
            self.position = _position(path)
            self.letters = Letters(path.with_name(f"{path.name}.dead.jsonl"))
        except BaseException:
            self.close()
            raise

    def claim(self, store: Store) -> bool:
        """See that this is the state of a push from `store`; return False for a store that has nothing yet.

        Raises PushError (other-store, older-store).
        """
        its = identity(store)
        if self.position.store not in {"", its}:
            raise PushError("other-store", file=str(self.path), store=store.address)
        if self.position.cursor and not self._reached_by(store):
            raise PushError("older-store", file=str(self.path), store=store.address)
        if its and not self.position.store:
            self._keep(store=its)
        return bool(its)

    def _reached_by(self, store: Store) -> bool:
        try:
            last = changes(store, self.position.before, 1).changes
        except StoreError as error:
            if error.code != "unknown-cursor":
                raise
            return False
        return [fingerprint(change) for change in last] == [self.position.last]

    def plan(self, end: int) -> None:
        """Note that what is sent next ends with this cursor."""
        if self.position.sending != end:
            self._keep(sending=end)

    def finish(self, done: Sequence[Change]) -> None:
        """Note that these changes, all of the plan, are done."""
        before = done[-2].cursor if len(done) > 1 else self.position.cursor
        self._keep(cursor=done[-1].cursor, before=before, last=fingerprint(done[-1]), sending=None)

    def _keep(self, **changed: object) -> None:
        self.position = self.position.model_copy(update=changed)
        durable.replace(self.path, orjson.dumps(self.position.model_dump(), option=orjson.OPT_APPEND_NEWLINE))

    def close(self) -> None:
        """Let another push have the file."""
        self._lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


def _locked(path: Path) -> BinaryIO:
    """The lock file of a state, held until it is closed or the process ends."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.with_name(f".{path.name}.lock").open("wb")
    except OSError as error:
        raise PushError("bad-state", file=str(path), reason=error.strerror or str(error)) from error
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        raise PushError("state-in-use", file=str(path)) from error
    return file


def _position(path: Path) -> Position:
    """What the file says; the beginning where it is missing."""
    data = durable.read(path)
    if not data:
        return Position()
    try:
        return Position.model_validate_json(data)
    except ValidationError as error:
        reason = f"JSON: {error.errors()[0]['msg']}"
        raise PushError("bad-state", file=str(path), reason=reason) from error
