"""`giaoviec push`, to a real receiver on this machine: the demo tracker's."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import NamedTuple

import pytest

from pipeline import cli
from pipeline.messages import LANGUAGES, Lang, load_messages
from pipeline.push import Webhook
from pipeline.store import changes, open_store
from scripts.demo_tracker.receive import make_server, signed
from scripts.demo_tracker.tracker import TaskTracker
from tests.stores import document, fill, task

SECRET = b"0123456789abcdef"


class Ran(NamedTuple):
    """What a run of the command left."""

    code: int
    out: str
    err: str


class Place(NamedTuple):
    """A folder with a store and a secret, and what runs the command there."""

    folder: Path
    push: Callable[..., Ran]


@pytest.fixture
def place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Place:
    """A store of one document with three tasks."""
    store = tmp_path / "kho.db"
    tasks = [task(f"Việc {number}", number) for number in range(3)]
    fill(str(store), tmp_path / "out", [(document(), tasks)]).close()
    (tmp_path / "khoa").write_bytes(SECRET)
    (tmp_path / "khoa").chmod(0o600)
    usual = [
        "--store",
        str(store),
        "--state",
        str(tmp_path / "s.json"),
        "--secret-file",
        str(tmp_path / "khoa"),
    ]

    def push(*argv: str) -> Ran:
        return Ran(cli.main(["push", *usual, *argv]), *capsys.readouterr())

    return Place(tmp_path, push)


@contextmanager
def serving(server: HTTPServer) -> Iterator[str]:
    """Run a server in a thread; give its address."""
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/nhan"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def answering(status: int, body: bytes = b"", **headers: str) -> HTTPServer:
    """A server that always says the same."""

    class Same(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    return HTTPServer(("127.0.0.1", 0), Same)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_help_explains_every_option(lang: Lang, place: Place) -> None:
    """All words of the data are used."""
    ran = place.push("--help", "--lang", lang)
    shown = " ".join(ran.out.split()).replace("- ", "-")
    for key, text in load_messages(lang).items():
        if key.startswith("help.push.") and not key.endswith(".summary"):
            assert " ".join(text.split()).replace("- ", "-") in shown, key


def test_a_store_goes_to_a_receiver_and_then_there_is_nothing_new(place: Place) -> None:
    """The signature is good, every change is in the tracker once, the second run says that nothing is new."""
    with serving(make_server(place.folder / "tracker.db", 0, SECRET)) as url:
        ran = place.push("--to", url)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out == "Thay đổi đã nhận: 4\nMốc: 4\n"
        assert place.push("--to", url) == (0, "Không có thay đổi mới.\n", "")
        assert place.push("--to", url, "--quiet") == (0, "", "")
    with open_store(str(place.folder / "kho.db")) as store:
        told = [(one.cursor, one.id) for one in changes(store).changes]
    assert TaskTracker(place.folder / "tracker.db").rows("SELECT moc, ma FROM nhat_ky ORDER BY moc") == told


def test_a_receiver_with_another_secret_takes_nothing(place: Place) -> None:
    """The error says what to check; exit code 3; with the right secret everything arrives."""
    with serving(make_server(place.folder / "tracker.db", 0, b"another secret!!")) as url:
        ran = place.push("--to", url)
    assert (ran.code, ran.out) == (3, "")
    assert "từ chối: HTTP 401 Unauthorized" in ran.err
    assert not (place.folder / "s.json.dead.jsonl").exists()
    with serving(make_server(place.folder / "tracker.db", 0, SECRET)) as url:
        assert place.push("--to", url).code == 0


def test_dead_letters_are_named_and_sent_again(place: Place) -> None:
    """The reason of the receiver is kept; exit code 3 until all are accepted."""
    with serving(answering(422, "không nhận \x1b[31m".encode())) as url:
        ran = place.push("--to", url)
    path = place.folder / "s.json.dead.jsonl"
    assert ran.code == 3
    assert f"4 thay đổi bị nơi nhận từ chối còn giữ trong {path}" in ran.err
    assert "không nhận [31m" in path.read_text(encoding="utf-8")
    with serving(make_server(place.folder / "tracker.db", 0, SECRET)) as url:
        ran = place.push("--to", url, "--redeliver")
    assert (ran.code, ran.err) == (0, "")
    assert "Thay đổi đã nhận: 4" in ran.out
    assert len(TaskTracker(place.folder / "tracker.db").rows("SELECT * FROM nhiem_vu")) == 3


def test_a_redirect_is_not_followed(place: Place) -> None:
    """What was signed for one receiver goes to no other."""
    with (
        serving(make_server(place.folder / "tracker.db", 0, SECRET)) as other,
        serving(answering(307, Location=other)) as url,
    ):
        ran = place.push("--to", url)
    assert ran.code == 3
    assert "HTTP 307" in ran.err
    assert TaskTracker(place.folder / "tracker.db").cursor == 0


def test_no_more_of_an_answer_is_read_than_its_reason_needs() -> None:
    """A receiver that talks on is cut off."""
    with serving(answering(400, b"x " * 500_000)) as url, Webhook(url) as webhook:
        answer = webhook.post(b"{}", {})
    assert (answer.status, 100 < len(answer.reason) <= 300) == (400, True)


@pytest.mark.parametrize(("body", "reason"), [(b"no such unit", "no such unit"), (b"", "Bad Request")])
def test_a_refusal_counts_even_if_its_reason_never_ends(
    body: bytes, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What comes at once is the reason; nobody waits for the rest, and the status is not forgotten."""
    monkeypatch.setattr("pipeline.push.webhook.TIMEOUT", 0.5)
    answered = Event()

    class Endless(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(400)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(body)
            answered.wait()

        def log_message(self, *_: object) -> None:
            pass

    with serving(HTTPServer(("127.0.0.1", 0), Endless)) as url, Webhook(url) as webhook:
        answer = webhook.post(b"{}", {})
        answered.set()
    assert (answer.status, answer.reason) == (400, reason)


def test_a_receiver_that_is_not_there_is_an_error_with_words(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each pause is told, then the push gives up."""
    monkeypatch.setattr("pipeline.push.TRIES", 2)
    monkeypatch.setattr("pipeline.push.waiting.FIRST", 0.01)
    server = answering(200)
    server.server_close()
    ran = place.push("--to", f"http://127.0.0.1:{server.server_port}/")
    assert ran.code == 3
    assert "Nơi nhận chưa nhận được (" in ran.err
    assert "lần sau đẩy tiếp từ chỗ này" in ran.err


def test_following_goes_on_until_it_is_stopped(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes later is pushed; stopping it is no failure of the push."""
    passes = []

    def sleep(seconds: float) -> None:
        passes.append(seconds)
        if len(passes) > 1:
            raise KeyboardInterrupt
        made = [(document("vb-2"), [task("Việc mới", 1, "vb-2")])]
        fill(str(place.folder / "kho.db"), place.folder / "b", made).close()

    monkeypatch.setattr("pipeline.cli.push.sleep", sleep)
    with serving(make_server(place.folder / "tracker.db", 0, SECRET)) as url:
        ran = place.push("--to", url, "--follow", "30")
    assert (ran.code, passes) == (130, [30, 30])
    assert ran.out == "Thay đổi đã nhận: 4\nMốc: 4\nThay đổi đã nhận: 2\nMốc: 6\n"
    assert "Đã dừng ở mốc 6" in ran.err


def test_following_outlives_a_store_that_is_out_of_reach(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While it is not there that is said; what it has once it is back is pushed."""
    store = place.folder / "kho.db"
    away = store.with_suffix(".away")

    def come_back(_: float) -> None:
        monkeypatch.setattr("pipeline.cli.push.sleep", stop)
        away.rename(store)
        fill(str(store), place.folder / "b", [(document("vb-2"), [])]).close()

    def go_away(_: float) -> None:
        monkeypatch.setattr("pipeline.cli.push.sleep", come_back)
        store.rename(away)

    def stop(_: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.cli.push.sleep", go_away)
    with serving(make_server(place.folder / "tracker.db", 0, SECRET)) as url:
        ran = place.push("--to", url, "--follow", "30")
    assert ran.code == 130
    assert str(store) in ran.err
    assert ran.out == "Thay đổi đã nhận: 4\nMốc: 4\nThay đổi đã nhận: 1\nMốc: 5\n"


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        ([], "missing-argument"),
        (["--to", "http://theo-doi.vn/"], "insecure-webhook"),
        (["--to", "theo-doi"], "bad-webhook"),
        (["--to", "https://a.vn/", "--secret-file", "khong/co"], "no-secret"),
        (["--to", "https://a.vn/", "--store", "khong/co.db"], "no-store"),
        (["--to", "https://a.vn/", "--follow", "0"], "bad-number"),
    ],
)
def test_wrong_usage_says_what_to_change(argv: list[str], code: str, place: Place) -> None:
    """Exit code 2, nothing on stdout, the words of the error."""
    ran = place.push(*argv)
    assert (ran.code, ran.out) == (2, "")
    words = load_messages("vi")[f"error.{code}.message"].partition("{")[0]
    assert words in ran.err


def test_a_missing_package_is_named(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says which extra brings it."""
    for name in [name for name in sys.modules if name == "httpx" or name.startswith("pipeline.push")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "httpx", None)
    ran = place.push("--to", "https://a.vn/")
    assert ran.code == 2
    assert "giaoviec[serve]" in ran.err


@pytest.mark.parametrize(
    ("header", "now", "good"),
    [
        ("{right}", 1000, True),
        ("{right}", 1299, True),
        ("{right}", 1301, False),
        ("{right}", 699, False),
        ("{right}x", 1000, False),
        ("t=1001,v1={digits}", 1000, False),
        ("v1={digits}", 1000, False),
        ("", 1000, False),
    ],
)
def test_the_receiver_knows_a_signature(header: str, now: int, *, good: bool) -> None:
    """Only of these bytes, by this secret, within five minutes."""
    from pipeline.push import sign

    right = sign(SECRET, b"{}", 1000)
    said = header.format(right=right, digits=right.partition("v1=")[2])
    assert signed(SECRET, said, b"{}", now) is good
    assert not signed(SECRET, said, b"[]", now)
