from __future__ import annotations

import logging
import sys
from collections.abc import AsyncIterator, Iterator
from datetime import date
from pathlib import Path

import anyio.lowlevel
import httpx
import pytest
from anyio.from_thread import start_blocking_portal

from pipeline.serve import Settings, TokenFile, add_token, is_loopback
from pipeline.serve.desk import Desk
from pipeline.serve.rates import Rates
from pipeline.store import Store, StoreError
from tests.serving import Client, serving
from tests.stores import document, fill, task

pytest_plugins = ("tests.databases",)

READ, WRITE, BOTH, OLD = "read", "write", "both", "old"
PATHS = ("/v1/tasks", "/v1/tasks/x", "/v1/documents", "/v1/agencies", "/v1/changes", "/nothing")
FAST = 1_000_000.0
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def store(tmp_path: Path) -> str:
    """The address of a small store."""
    url = str(tmp_path / "store.db")
    fill(url, tmp_path / "out", [(document(), [task("Giao việc")])]).close()
    return url


@pytest.fixture
def secrets(tmp_path: Path) -> dict[str, str]:
    """Tokens of all kinds in a file, by name."""
    path = tmp_path / "tokens.toml"
    made = {name: add_token(path, name, [name]) for name in (READ, WRITE)}  # type: ignore[list-item]
    made[BOTH] = add_token(path, BOTH, ["read", "write"])
    made[OLD] = add_token(path, OLD, ["read", "write"], date(2020, 1, 1))
    return made


@pytest.fixture
def client(store: str, secrets: dict[str, str], tmp_path: Path) -> Iterator[Client]:
    """A client of a server that wants tokens."""
    assert secrets
    with serving(store, Settings(tokens=TokenFile(tmp_path / "tokens.toml"), rate=FAST)) as client:
        yield client


def code(answer: httpx.Response) -> str:
    """The code of a problem, which is in order."""
    problem = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem["status"] == answer.status_code
    assert problem["type"] == f"urn:giaoviec:{problem['code']}"
    assert all(problem[name] for name in ("title", "detail", "remedy"))
    return str(problem["code"])


@pytest.mark.parametrize(
    ("token", "reading", "writing"),
    [
        (None, (401, "no-token"), (401, "no-token")),
        ("nonsense", (401, "bad-token"), (401, "bad-token")),
        (OLD, (401, "bad-token"), (401, "bad-token")),
        (READ, None, (403, "no-scope")),
        (WRITE, (403, "no-scope"), None),
        (BOTH, None, None),
    ],
)
def test_who_may_do_what(
    client: Client,
    secrets: dict[str, str],
    token: str | None,
    reading: tuple[int, str] | None,
    writing: tuple[int, str] | None,
) -> None:
    """Reading needs a good token with the scope read, writing one with write, on every path."""
    headers = {"Authorization": f"Bearer {secrets.get(token, token)}"} if token else {}
    asker = client.with_headers(**headers)
    asked = [(asker.ask(path), reading) for path in PATHS] + [(asker.ask("/v1/records", "POST"), writing)]
    for answer, refusal in asked:
        if refusal:
            assert (answer.status_code, code(answer)) == refusal
            assert answer.headers["www-authenticate"].startswith('Bearer realm="giaoviec"')
        else:
            assert answer.status_code not in {401, 403}


def test_health_and_the_description_need_no_token(client: Client) -> None:
    """Who watches the server and who writes a client need no secret for that."""
    assert client.ask("/v1/health").json() == {"status": "ok"}
    assert client.ask("/openapi.json").json()["components"]["securitySchemes"]["token"]["scheme"] == "bearer"


@pytest.mark.parametrize("shown", ["Basic eDp5", "Bearer", "Bearer  ", "bearer\t", "x" * 9000, "Bearer \xff"])
def test_odd_credentials_are_refused(client: Client, shown: str) -> None:
    """Whatever is shown for a token, the answer is that it is none."""
    answer = client.ask("/v1/tasks", headers={"Authorization": shown.encode("latin-1")})
    assert (answer.status_code, code(answer)) == (401, "bad-token")
    assert 'error="invalid_token"' in answer.headers["www-authenticate"]


@pytest.mark.parametrize(
    ("address", "host", "status"),
    [
        ("127.0.0.1", "127.0.0.1:8620", 200),
        ("127.8.9.1", "localhost", 200),
        ("::1", "[::1]:8620", 200),
        ("10.0.0.7", "127.0.0.1", 403),
        ("127.0.0.1", "evil.example", 403),
        ("127.0.0.1", "127.0.0.1.evil.example:80", 403),
        ("127.0.0.1", "[", 403),
        ("testclient", "localhost", 403),
    ],
)
def test_without_tokens_only_this_machine_is_answered(
    store: str, address: str, host: str, status: int
) -> None:
    """Neither another machine passes, nor a web page that leads a browser here by a name of its own."""
    with serving(store) as client:
        for path in ("/v1/tasks", "/v1/health", "/openapi.json"):
            answer = client.ask(path, address=address, headers={"Host": host})
            assert answer.status_code == status
            assert status == 200 or code(answer) == "not-loopback"


def test_names_of_this_machine() -> None:
    """Only addresses that nobody else can reach count as loopback."""
    assert all(map(is_loopback, ("127.0.0.1", "127.0.0.2", "::1", "localhost")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "10.0.0.1", "example.org", "", "localhost.evil")))  # noqa: S104


def test_too_many_requests_are_told_to_wait(store: str) -> None:
    """The answer says when to come again; others still pass."""
    with serving(store, Settings(rate=0.01)) as client:
        assert client.ask("/v1/health").status_code == 200
        late = client.ask("/v1/tasks")
        assert (late.status_code, code(late)) == (429, "too-many-requests")
        assert 0 < int(late.headers["retry-after"]) <= 100
        assert client.ask("/v1/health", address="127.0.0.2").status_code == 200


def test_a_bucket_fills_with_time() -> None:
    """At a rate of four a second one request passes every quarter of a second, and never more than eight."""
    rates = Rates(4)
    assert [rates.wait("a", 0.0) for _ in range(9)] == [0.0] * 8 + [0.25]
    assert [rates.wait("a", at) for at in (0.125, 0.25, 0.3125, 0.5)] == [0.125, 0.0, 0.1875, 0.0]
    assert [rates.wait("a", 100.0) for _ in range(9)].count(0.0) == 8
    assert rates.wait("b", 0.0) == 0.0


def test_who_is_remembered_is_bounded() -> None:
    """Any number of addresses takes a bounded memory: those that asked longest ago are forgotten."""
    rates = Rates(1)
    for number in range(20_000):
        rates.wait(str(number), 0.0)
    assert len(rates._buckets) == 10_000
    assert "19999" in rates._buckets


async def blanks(most: int = sys.maxsize) -> AsyncIterator[bytes]:
    """A body that does not say how long it is."""
    for _ in range(most):
        yield b" "
        await anyio.lowlevel.checkpoint()


def test_a_large_body_is_refused(store: str) -> None:
    """One that says its length is refused unread, one that does not as soon as it is too long."""
    with serving(store, Settings(max_body=1_000, rate=FAST)) as client:
        for content in (b" " * 1_001, blanks()):
            answer = client.ask("/v1/records", "POST", content=content, headers=JSON)
            assert (answer.status_code, code(answer)) == (413, "body-too-large")
        for content in (b" " * 1_000, blanks(1_000)):
            answer = client.ask("/v1/records", "POST", content=content, headers=JSON)
            assert (answer.status_code, code(answer)) == (400, "bad-request")
        assert client.ask("/v1/tasks", content=b" " * 1_001).status_code == 413


def test_a_body_that_never_ends_is_given_up(store: str) -> None:
    """A client that sends a little now and then holds nothing for ever."""
    with serving(store, Settings(seconds=0.2, rate=FAST)) as client:
        answer = client.ask("/v1/records", "POST", content=blanks(), headers=JSON)
        assert (answer.status_code, code(answer)) == (503, "too-slow")


def test_a_question_that_never_ends_is_given_up(url: str, tmp_path: Path) -> None:
    """The client hears that it took too long, and the database does not go on with it."""

    def endless(store: Store) -> None:
        with store.read() as connection:
            connection.exec_driver_sql(
                "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers)"
                " SELECT max(n) FROM numbers"
            )

    fill(url, tmp_path / "out", [(document(), [])]).close()
    desk = Desk(url, 0.1)
    with start_blocking_portal() as portal, pytest.raises(StoreError):
        portal.call(desk.ask, endless)
    desk.close()


def test_every_answer_has_the_headers_of_security(client: Client, secrets: dict[str, str]) -> None:
    """Nothing is cached by others, nothing is guessed, and no other web page may read or frame it."""
    asker = client.with_headers(Authorization=f"Bearer {secrets[READ]}", Origin="https://evil.example")
    for path in ("/v1/tasks", "/v1/tasks/x", "/nothing", "/openapi.json"):
        headers = asker.ask(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "private, no-cache"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert not any(name.startswith("access-control") for name in headers)


def test_a_failure_of_ours_is_logged_and_not_told(
    client: Client, secrets: dict[str, str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The client hears that something failed; what and where stands in the log alone."""

    def fail(*_: object, **__: object) -> None:
        raise LookupError("/secret/path")

    monkeypatch.setattr("pipeline.serve.routes.query_page", fail)
    answer = client.with_headers(Authorization=f"Bearer {secrets[READ]}").ask("/v1/tasks")
    assert (answer.status_code, code(answer)) == (500, "server-failed")
    assert "secret" not in answer.text
    assert "LookupError: /secret/path" in caplog.text


def test_a_store_that_cannot_be_read_is_told_without_its_place(
    client: Client, secrets: dict[str, str], store: str, caplog: pytest.LogCaptureFixture
) -> None:
    """The client hears that the store is out of reach; its path and the reason stand in the log alone."""
    Path(store).write_bytes(b"no database" * 1_000)
    for other in ("-wal", "-shm"):
        Path(store + other).unlink(missing_ok=True)
    for path in ("/v1/tasks", "/v1/health"):
        answer = client.with_headers(Authorization=f"Bearer {secrets[READ]}").ask(path)
        assert (answer.status_code, code(answer)) == (503, "store-unavailable")
        assert store not in answer.text
    assert store in caplog.text


def test_every_request_is_a_line_of_the_log(
    client: Client, secrets: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    """It says who asked for what and how that ended; neither questions nor tokens, and no line breaks."""
    with caplog.at_level(logging.INFO, "pipeline.serve"):
        asker = client.with_headers(Authorization=f"Bearer {secrets[READ]}")
        asker.ask("/v1/tasks?text=mật")
        client.ask("/v1/tasks/a%0Ab")
    first, second = (record.getMessage() for record in caplog.records)
    assert first.startswith("read GET /v1/tasks 200 ")
    assert second.startswith("127.0.0.1 GET /v1/tasks/a%0Ab 401 ")
    assert secrets[READ] not in caplog.text
