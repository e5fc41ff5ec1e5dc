from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

import pipeline
from pipeline.cli import main
from pipeline.serve.tokens import read_tokens
from tests.stores import document, fill, task


@pytest.fixture
def store(tmp_path: Path) -> str:
    """The address of a small store."""
    url = str(tmp_path / "store.db")
    fill(url, tmp_path / "out", [(document(), [task("Giao việc")])]).close()
    return url


@contextmanager
def served(*options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run the command in a process of its own; give it with its address once it listens."""
    command = [sys.executable, "-m", "pipeline.cli", "serve", "--lang", "en", "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        try:
            words = process.stderr.readline().split()
            yield process, next(word for word in words if word.startswith("http"))
        finally:
            process.kill()


def test_a_server_answers_until_it_is_told_to_stop(store: str) -> None:
    """It says where it listens, writes a line for each request, and ends well on Ctrl+C."""
    with served("--store", store) as (process, url):
        found = httpx.get(f"{url}/v1/tasks").json()["tasks"]
        assert [one["record"]["text"] for one in found] == ["Giao việc"]
        assert httpx.get(f"{url}/v1/tasks", headers={"Host": "evil.example"}).status_code == 403
        process.send_signal(signal.SIGINT)
        _, log = process.communicate(timeout=60)
    assert process.returncode == 0
    lines = log.splitlines()
    assert "INFO 127.0.0.1 GET /v1/tasks 200 " in lines[0]
    assert lines[-1] == "The server has stopped."
    assert "Traceback" not in log


def test_a_server_with_tokens_ends_on_sigterm(
    store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A token that the command made passes, and a service manager can stop the server."""
    tokens = str(tmp_path / "tokens.toml")
    assert main(["serve", "--tokens", tokens, "--new-token", "app"]) == 0
    secret = capsys.readouterr().out.strip()
    with served("--store", store, "--tokens", tokens) as (process, url):
        assert httpx.get(f"{url}/v1/tasks").status_code == 401
        headers = {"Authorization": f"Bearer {secret}"}
        assert httpx.get(f"{url}/v1/tasks", headers=headers).status_code == 200
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=60)
    assert process.returncode in {0, -signal.SIGTERM}
    assert "INFO app GET /v1/tasks 200 " in log
    assert secret not in log


def test_the_addresses_of_the_guide_are_answered(store: str, root: Path) -> None:
    """Every one of them, sent byte for byte as curl sends what the guide says."""
    guide = (root / "pipeline" / "serve" / "README.md").read_text(encoding="utf-8")
    paths = re.findall(r"http://127\.0\.0\.1:8620(/[^' ]+)", guide)
    assert len(paths) > 2
    with served("--store", store) as (_, url):
        for path in paths:
            with socket.create_connection(("127.0.0.1", httpx.URL(url).port or 0), timeout=60) as asking:
                asking.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
                status = int(asking.recv(100).split()[1])
            assert (path, status) in {(path, 200), ("/v1/tasks?agency=so+noi+vu&year=2021&limit=10", 404)}


@pytest.mark.parametrize("sent", [b"", b"GET /v1/tasks HTTP/1.1\r\nHost: "])
def test_a_connection_that_asks_for_nothing_whole_is_closed(store: str, sent: bytes) -> None:
    """Nobody holds connections for nothing, and those who ask are not disturbed."""
    with served("--store", store, "--max-seconds", "0.5") as (process, url):
        with socket.create_connection(("127.0.0.1", httpx.URL(url).port or 0), timeout=60) as silent:
            silent.sendall(sent)
            assert silent.recv(1) == b""
        with httpx.Client(base_url=url) as client:
            assert [client.get("/v1/health").status_code for _ in range(3)] == [200] * 3
        assert process.poll() is None


def test_a_new_token_is_shown_alone_on_the_standard_output(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Scripts can keep it, and its scopes and last day are as asked for."""
    path = tmp_path / "tokens.toml"
    asked = ["--scope", "write, read", "--expires", "31/12/2026"]
    assert main(["serve", "--tokens", str(path), "--new-token", "app", *asked]) == 0
    shown = capsys.readouterr()
    assert len(shown.out.splitlines()) == 1
    assert shown.out.strip() not in shown.err
    (token,) = read_tokens(path)
    assert (token.name, sorted(token.scopes), str(token.expires)) == ("app", ["read", "write"], "2026-12-31")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--host", "0.0.0.0"], "0.0.0.0"),  # noqa: S104
        (["--host", "::"], "::"),
        (["--host", "example.org"], "example.org"),
        (["--tokens", "/nowhere/tokens.toml"], "/nowhere/tokens.toml"),
        (["--store", "/nowhere/store.db"], "/nowhere/store.db"),
        (["--port", "65536"], "65536"),
        (["--port", "x"], "--port"),
        (["--max-seconds", "0"], "--max-seconds"),
        (["--new-token", "a"], "--tokens"),
        (["--tokens", "t.toml", "--new-token", "a", "--scope", "all"], "--scope"),
        (["--tokens", "t.toml", "--new-token", "a", "--expires", "31/2/2026"], "--expires"),
    ],
)
def test_what_cannot_be_served_is_refused(
    options: list[str], words: str, store: str, tmp_path: Path,
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Without tokens no address that others reach, and no server without a store, a port or a good file."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("pipeline.serve.listen", lambda *_: pytest.fail("it listens"))
    given = options if "--store" in options else ["--store", store, *options]
    assert main(["serve", *given]) == 2
    shown = capsys.readouterr()
    assert words in shown.err
    assert "Traceback" not in shown.err


def test_a_missing_package_is_named(
    store: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error says which extra of this project brings it."""
    for name in [name for name in sys.modules if name.startswith("pipeline.serve")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr(pipeline, "serve", raising=False)
    monkeypatch.setitem(sys.modules, "fastapi", None)
    assert main(["serve", "--store", store]) == 2
    assert "giaoviec[serve]" in capsys.readouterr().err


def test_a_port_that_is_taken_is_said(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The error names the address."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert main(["serve", "--store", store, "--port", str(port)]) == 2
    assert f"127.0.0.1:{port}" in capsys.readouterr().err
