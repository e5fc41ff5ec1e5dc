"""The tracker's end of the push: a web server that takes signed batches, each once.

python -m scripts.demo_tracker.receive DATABASE PORT SECRET-FILE
"""

from __future__ import annotations

import hmac
import json
import re
import sqlite3
import sys
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Final

from scripts.demo_tracker.tracker import OtherStoreError, TaskTracker, UnplacedError

WINDOW: Final = 300
"""Seconds by which a signature's time may differ from ours."""
MOST_BYTES: Final = 1 << 24
_SIGNATURE: Final = re.compile(r"t=(\d{1,12}),v1=([0-9a-f]{64})")

_REFUSALS: Final[dict[type[Exception], HTTPStatus]] = {
    OtherStoreError: HTTPStatus.CONFLICT,
    UnplacedError: HTTPStatus.UNPROCESSABLE_ENTITY,
    sqlite3.IntegrityError: HTTPStatus.UNPROCESSABLE_ENTITY,
    sqlite3.OperationalError: HTTPStatus.SERVICE_UNAVAILABLE,
    KeyError: HTTPStatus.BAD_REQUEST,
    TypeError: HTTPStatus.BAD_REQUEST,
    ValueError: HTTPStatus.BAD_REQUEST,
}
"""What is answered when something goes wrong with an import."""


def signed(secret: bytes, header: str | None, body: bytes, now: float) -> bool:
    """Whether somebody who knows the secret signed this body, at about this time."""
    found = _SIGNATURE.fullmatch(header or "")
    if not found or abs(now - int(found[1])) > WINDOW:
        return False
    digits = hmac.new(secret, f"{found[1]}.".encode() + body, "sha256").hexdigest()
    return hmac.compare_digest(digits, found[2])


def make_server(database: Path, port: int, secret: bytes) -> HTTPServer:
    """Return a server on this machine that is not running yet; port 0 is any."""
    tracker = TaskTracker(database)

    class Receiver(BaseHTTPRequestHandler):
        """Takes one batch a request."""

        def do_POST(self) -> None:
            """Import what was posted."""
            self._answer(self._take())

        def _take(self) -> HTTPStatus:
            size = int(self.headers.get("Content-Length") or 0)
            if size > MOST_BYTES:
                return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            body = self.rfile.read(size)
            if not signed(secret, self.headers.get("Giaoviec-Signature"), body, time.time()):
                return HTTPStatus.UNAUTHORIZED
            try:
                posted = json.loads(body)
                key = self.headers["Idempotency-Key"]
                tracker.take(posted["changes"], posted["cursor"], key, store=posted["store"])
            except tuple(_REFUSALS) as error:
                return next(status for kind, status in _REFUSALS.items() if isinstance(error, kind))
            return HTTPStatus.OK

        def _answer(self, status: HTTPStatus) -> None:
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return HTTPServer(("127.0.0.1", port), Receiver)


if __name__ == "__main__":
    make_server(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]).read_bytes().strip()).serve_forever()
