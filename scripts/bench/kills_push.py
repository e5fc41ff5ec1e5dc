"""Kill -9 at 200 random moments of pushes: nothing lost, nothing doubled.

    .venv/bin/python -m scripts.bench.kills_push [--kills 200] [--tasks 2000] [--url URL] [--seed 1]

Two folders of records of the same documents are loaded by turns into a SQLite file, or into the empty
database at URL, and pushed to a receiver that drops what has a key that it knows and is busy now and then.
Every push is killed at a random moment. After each kill the receiver must have exactly a beginning of the
changes that the store tells, in order, and the state must not be ahead of it. Ends with status 1 otherwise.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import cycle
from pathlib import Path
from threading import Thread
from typing import Final

import orjson

from pipeline.push import State
from pipeline.store import Store, changes, load, open_store
from scripts.bench.kills import killed, run

PUSH: Final = """
import sys
from pathlib import Path
from pipeline.push import Courier, State, Webhook, push
from pipeline.store import open_store
url, to, state = sys.argv[1:]
with open_store(url) as store, Webhook(to) as webhook, State(Path(state)) as held:
    print(flush=True)
    for _ in push(store, held, Courier(webhook, b"0123456789abcdef", sleep=lambda _: None)):
        pass
"""
BUSY: Final = 0.1
"""How often the receiver says that it is busy, after taking a batch or instead."""
_LONGEST: Final = 0.3
"""Seconds that a push may go on."""


class Receiver:
    """What arrived: the cursors of new batches, and how many came again."""

    def __init__(self, chance: random.Random) -> None:
        """Begin with nothing."""
        self.cursors: list[int] = []
        self.repeated = 0
        self._keys: set[str] = set()
        self._chance = chance

    def take(self, key: str, body: bytes) -> int:
        """Take a batch once; return the status."""
        busy = self._chance.random() < BUSY
        if busy and self._chance.random() < 0.5:  # noqa: PLR2004
            return 503
        if key in self._keys:
            self.repeated += 1
        else:
            self._keys.add(key)
            self.cursors += [one["cursor"] for one in orjson.loads(body)["changes"]]
        return 503 if busy else 200


@contextmanager
def listening(receiver: Receiver) -> Iterator[str]:
    """Give the address of the receiver's server."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(receiver.take(self.headers["Idempotency-Key"], body))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:  # the other side was killed
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def read_on(store: Store, cursors: list[int]) -> None:
    """Add the cursors of what the store tells behind those that are known."""
    page = changes(store, cursors[-1] if cursors else 0)
    while page.changes:
        cursors += (change.cursor for change in page.changes)
        page = changes(store, page.cursor)


def check(cursors: list[int], path: Path, receiver: Receiver) -> bool:
    """Whether everything has arrived and is known to have. Raises AssertionError at a loss or a double."""
    arrived = tuple(receiver.cursors)  # the last batch of the killed push may still be on its way
    if arrived != tuple(cursors[: len(arrived)]):
        raise AssertionError(f"the receiver has not what the store tells: {len(arrived)} changes")
    with State(path) as state:
        if len(state.letters) or state.position.cursor > max(arrived, default=0):
            raise AssertionError("the state is ahead of the receiver")
        return state.position.cursor == cursors[-1]


def prove(outs: Sequence[Path], url: str, kills: int, chance: random.Random) -> Counter[str]:
    """Kill pushes; return how often what was found. Raises AssertionError."""
    receiver, path, found = Receiver(chance), outs[0].with_name("state.json"), Counter[str]()
    turns, cursors, whole = cycle(outs), list[int](), True
    with listening(receiver) as to:
        for _ in range(kills):
            if whole:
                load(next(turns), url)
                with open_store(url) as store:
                    read_on(store, cursors)
            running = killed(PUSH, (url, to, path), chance.uniform(0, _LONGEST))
            whole = check(cursors, path, receiver)
            end = "killed" if running else "ended"
            found[f"{end}, {'complete' if whole else 'on its way'}"] += 1
    found["batches that came again"] = receiver.repeated
    found["changes that arrived"] = len(receiver.cursors)
    return found


if __name__ == "__main__":
    sys.exit(run(prove, __doc__, 2_000))
