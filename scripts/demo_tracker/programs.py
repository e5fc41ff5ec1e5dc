"""The programs of the proof, each in a process of its own that can be killed and started again."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from pipeline.serve import add_token

NAMES: Final = ("serve", "push", "poll", "receive")
_PYTHON: Final = (sys.executable, "-m")
_GIAOVIEC: Final = (*_PYTHON, "pipeline.cli")
_TRACKER: Final = "scripts.demo_tracker"
_PATIENCE: Final = 60
"""Seconds that the API may take to be there."""


class Programs:
    """The API, the push and both ends of the tracker, for one store, until the end of the `with`."""

    def __init__(self, folder: Path, store: str) -> None:
        """Choose ports and secrets, and start everything."""
        self.databases: Mapping[str, Path] = {name: folder / f"{name}.db" for name in ("poll", "receive")}
        api, webhook = _free_port(), _free_port()
        secret = folder / "secret"
        secret.write_text(secrets.token_hex(), encoding="ascii")
        secret.chmod(0o600)
        token = add_token(folder / "tokens.toml", "tracker", ["read"])
        self._commands: Mapping[str, tuple[str | Path, ...]] = {
            "serve": (
                *_GIAOVIEC, "serve", "--store", store, "--port", str(api), "--tokens", folder / "tokens.toml",
                "--max-rate", "1000",
            ),
            "push": (
                *_GIAOVIEC, "push", "--store", store, "--to", f"http://127.0.0.1:{webhook}/",
                "--state", folder / "push.json", "--secret-file", secret, "--follow", "0.1",
            ),
            "poll": (*_PYTHON, f"{_TRACKER}.poll", self.databases["poll"], f"http://127.0.0.1:{api}"),
            "receive": (
                *_PYTHON, f"{_TRACKER}.receive", self.databases["receive"], str(webhook), secret,
            ),
        }  # fmt: skip
        self._environment = {**os.environ, "GIAOVIEC_TOKEN": token, "NO_PROXY": "127.0.0.1"}
        self._log = (folder / "log").open("wb")
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        for name in NAMES:
            self.start(name)
        _await(api)

    def start(self, name: str) -> None:
        """Start a program."""
        self._running[name] = subprocess.Popen(
            list(map(str, self._commands[name])), env=self._environment, stdout=self._log, stderr=self._log
        )

    def kill(self, name: str) -> bool:
        """Kill a program, as a power cut would; return whether it was running."""
        process = self._running[name]
        alive = process.poll() is None
        process.kill()
        process.wait()
        return alive

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for name in NAMES:
            self.kill(name)
        self._log.close()


def run_giaoviec(*arguments: str | Path) -> None:
    """Run a command of giaoviec to its end. Raises CalledProcessError."""
    subprocess.run([*_GIAOVIEC, *map(str, arguments), "--quiet"], check=True)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _await(port: int) -> None:
    """Wait until somebody listens."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return
