"""From a store to a receiver: in order, once, through refusals, silence and kills."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from pipeline.push import Answer, Courier, DeliveryError, PushError, State, Webhook, push, redeliver
from pipeline.push import delivery as delivery_module
from pipeline.store import Change, Store, changes, open_store
from tests.stores import document, fill, task

pytest_plugins = ("tests.databases",)

SECRET = b"0123456789abcdef"
Judge = Callable[[list[dict[str, Any]]], int]


class KilledError(BaseException):
    """The end of a process at this point."""


class Receiver(Webhook):
    """A receiver in memory: takes each key once, and answers as `judge` says."""

    def __init__(self, judge: Judge = lambda _: 200) -> None:
        """Begin empty."""
        self.url = "https://theo-doi.vn/nhan"
        self.judge = judge
        self.taken: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.posts = 0
        self.asked: str | None = None

    def post(self, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Judge a batch and take it."""
        self.posts += 1
        found = json.loads(body)["changes"]
        status = self.judge(found)
        if status == 200 and headers["Idempotency-Key"] not in self.keys:
            self.keys.append(headers["Idempotency-Key"])
            self.taken += found
        return Answer(status, "vì sao", self.asked)

    @property
    def cursors(self) -> list[int]:
        """The cursors of what was taken."""
        return [one["cursor"] for one in self.taken]


def courier(receiver: Receiver, **changed: Any) -> Courier:  # noqa: ANN401
    """A courier whose time stands still and whose sleep takes none."""
    usual = Courier(receiver, SECRET, clock=lambda: 1e9, sleep=lambda _: None, jitter=lambda: 0.0)
    return replace(usual, **changed)


def refuse(*ids: str) -> Judge:
    """A judge who wants no batch with a change of these items."""
    return lambda found: 422 if any(one["id"] in ids for one in found) else 200


def filled(url: str | Path, out: Path) -> Store:
    """A store with two documents of three tasks."""
    made = [(document(f"vb-{n}"), [task(f"Việc {i}", i, f"vb-{n}") for i in range(3)]) for n in (1, 2)]
    return fill(str(url), out, made)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Such a store in a file."""
    with filled(tmp_path / "kho.db", tmp_path / "out") as made:
        yield made


def correct(store: Store, folder: Path, text: str) -> None:
    """Load the first document once more, its first task with another text."""
    tasks = [task(text, 0), task("Việc 1", 1), task("Việc 2", 2)]
    fill(store.address.removeprefix("sqlite:///"), folder, [(document("vb-1"), tasks)]).close()


def cursors(store: Store) -> list[int]:
    """The cursors of all changes."""
    return [one.cursor for one in changes(store).changes]


def run(store: Store, path: Path, receiver: Receiver, **changed: Any) -> State:  # noqa: ANN401
    """Push everything; return the state, closed."""
    with State(path) as state:
        list(push(store, state, courier(receiver, **changed)))
    return state


# ---- Order and cursor ----


def test_everything_arrives_once_in_order(url: str, tmp_path: Path) -> None:
    """From both kinds of store; a second push sends nothing, a load later it sends what is new."""
    receiver = Receiver()
    with filled(url, tmp_path / "out") as store:
        run(store, tmp_path / "s.json", receiver)
        assert receiver.cursors == cursors(store)
        posts = receiver.posts
        run(store, tmp_path / "s.json", receiver)
        assert receiver.posts == posts
        correct(store, tmp_path / "b", "Việc đã sửa")
        run(store, tmp_path / "s.json", receiver)
        assert receiver.cursors == cursors(store)
    assert receiver.taken[-1]["fields"][0]["new"] == "Việc đã sửa"


def test_an_empty_store_has_nothing_to_push(tmp_path: Path) -> None:
    """No state is written for it, so that its first change is the first that is sent."""
    with open_store(str(tmp_path / "kho.db"), create=True) as empty:
        run(empty, tmp_path / "s.json", Receiver())
    assert not (tmp_path / "s.json").exists()


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_killed_push_sends_the_same_batch_with_the_same_key(
    moment: str, store: Store, tmp_path: Path
) -> None:
    """Whether the receiver had the batch or not, and although more was loaded since: no loss, no double."""
    receiver = Receiver()
    plain = receiver.post

    def post(body: bytes, headers: Mapping[str, str]) -> Answer:
        if moment == "after":
            plain(body, headers)
        raise KilledError(headers["Idempotency-Key"])

    receiver.post = post  # type: ignore[method-assign]
    with pytest.raises(KilledError) as killed:
        run(store, tmp_path / "s.json", receiver)
    receiver.post = plain  # type: ignore[method-assign]
    correct(store, tmp_path / "b", "Việc đã sửa")
    run(store, tmp_path / "s.json", receiver)
    assert receiver.keys[0] == str(killed.value)
    assert receiver.cursors == cursors(store)


def test_batches_are_as_large_as_they_may_be(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Eight changes by threes are three batches."""
    monkeypatch.setattr("pipeline.push.batch.MOST_CHANGES", 3)
    receiver = Receiver()
    run(store, tmp_path / "s.json", receiver)
    assert [key.split("-")[1:3] for key in receiver.keys] == [["1", "3"], ["4", "6"], ["7", "8"]]
    assert receiver.cursors == cursors(store)


# ---- Refusals ----


def test_what_is_refused_is_found_and_set_aside(store: Store, tmp_path: Path) -> None:
    """One change is a dead letter with the reason, all others arrive."""
    receiver = Receiver(refuse("vb-1-1"))
    state = run(store, tmp_path / "s.json", receiver)
    [letter] = state.letters.all()
    assert (letter.change.id, letter.status, letter.reason) == ("vb-1-1", 422, "vì sao")
    assert letter.at == "2001-09-09T01:46:40+00:00"
    assert receiver.cursors == [one for one in cursors(store) if one != letter.change.cursor]
    line = json.loads((tmp_path / "s.json.dead.jsonl").read_text(encoding="utf-8"))
    assert (line["status"], line["change"]["id"]) == (422, "vb-1-1")


def test_nothing_goes_past_a_dead_letter_of_the_same_task(store: Store, tmp_path: Path) -> None:
    """The correction of a task that was refused waits with it, and both arrive in order when sent again."""
    receiver = Receiver(refuse("vb-1-0"))
    run(store, tmp_path / "s.json", receiver)
    receiver.judge = lambda _: 200
    correct(store, tmp_path / "b", "Việc đã sửa")
    state = run(store, tmp_path / "s.json", receiver)
    assert [one.status for one in state.letters.all()] == [422, 0]
    assert "vb-1-0" not in [one["id"] for one in receiver.taken]
    with State(tmp_path / "s.json") as state:
        list(redeliver(state, courier(receiver)))
    assert [one["kind"] for one in receiver.taken if one["id"] == "vb-1-0"] == ["added", "changed"]
    assert sorted(receiver.cursors) == cursors(store)
    assert not (tmp_path / "s.json.dead.jsonl").exists()


def test_tasks_wait_for_their_document(store: Store, tmp_path: Path) -> None:
    """Where a document was refused its tasks are not sent, those of another one are."""
    receiver = Receiver(refuse("vb-1"))
    state = run(store, tmp_path / "s.json", receiver)
    assert {one.change.document_id for one in state.letters.all()} == {"vb-1"}
    assert len(state.letters) == 4
    assert {one["document_id"] for one in receiver.taken} == {"vb-2"}


def test_what_is_refused_again_stays_with_all_behind_it(store: Store, tmp_path: Path) -> None:
    """Others are sent; the letters that stay are in order, the first with the new time."""
    receiver = Receiver(refuse("vb-1", "vb-2-2"))
    run(store, tmp_path / "s.json", receiver)
    receiver.judge = refuse("vb-1")
    with State(tmp_path / "s.json") as state:
        done = list(redeliver(state, courier(receiver, clock=lambda: 2e9)))
        letters = state.letters.all()
    assert done[-1].accepted == 1
    assert [one.change.document_id for one in letters] == ["vb-1"] * 4
    assert letters[0].at > letters[1].at
    with State(tmp_path / "s.json") as state:
        assert state.letters.all() == letters


def test_a_redelivery_that_breaks_off_keeps_what_was_not_accepted(store: Store, tmp_path: Path) -> None:
    """The letter on which it broke off is still there."""
    receiver = Receiver(refuse("vb-1-0", "vb-2-2"))
    run(store, tmp_path / "s.json", receiver)
    receiver.judge = lambda found: 200 if found[0]["id"] == "vb-1-0" else 503
    with State(tmp_path / "s.json") as state, pytest.raises(DeliveryError):
        list(redeliver(state, courier(receiver)))
    with State(tmp_path / "s.json") as state:
        assert [one.change.id for one in state.letters.all()] == ["vb-2-2"]


def test_a_push_killed_after_setting_aside_sets_nothing_aside_twice(store: Store, tmp_path: Path) -> None:
    """The dead letter was written, the cursor not: the next push knows both."""
    receiver = Receiver(refuse("vb-2-2"))
    state = State(tmp_path / "s.json")

    def finish(done: Sequence[Change]) -> None:
        if len(state.letters):
            raise KilledError
        State.finish(state, done)

    state.finish = finish  # type: ignore[method-assign]
    with state, pytest.raises(KilledError):
        list(push(store, state, courier(receiver)))
    state = run(store, tmp_path / "s.json", receiver)
    assert [one.change.id for one in state.letters.all()] == ["vb-2-2"]
    assert receiver.cursors == cursors(store)[:-1]
    assert state.position.cursor == cursors(store)[-1]


def test_a_receiver_that_refuses_everything_is_left_alone(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After some refusals in a row the push stops, and the rest of the store is not set aside."""
    monkeypatch.setattr(delivery_module, "MOST_REFUSED", 2)
    with pytest.raises(DeliveryError) as caught:
        run(store, tmp_path / "s.json", Receiver(lambda _: 400))
    assert caught.value.code == "webhook-refused"
    with State(tmp_path / "s.json") as state:
        assert [one.status for one in state.letters.all()].count(400) == 2
        assert state.position.cursor < cursors(store)[-1]


@pytest.mark.parametrize("status", [302, 401, 404])
def test_a_wrong_address_or_secret_sets_nothing_aside(status: int, store: Store, tmp_path: Path) -> None:
    """The push ends at once, the cursor where it was."""
    receiver = Receiver(lambda _: status)
    with pytest.raises(DeliveryError) as caught:
        run(store, tmp_path / "s.json", receiver)
    assert caught.value.code == "webhook-refused"
    assert f"HTTP {status} vì sao" in caught.value.message()
    with State(tmp_path / "s.json") as state:
        assert (state.position.cursor, len(state.letters), receiver.posts) == (0, 0, 1)


# ---- Silence ----


def test_a_busy_receiver_is_asked_again_ever_more_seldom(store: Store, tmp_path: Path) -> None:
    """Each pause is told before it begins; then the batch arrives once."""
    statuses, slept, told = [0, 429, 503], list[float](), list[tuple[float, str]]()
    receiver = Receiver(lambda _: statuses.pop(0) if statuses else 200)
    run(
        store, tmp_path / "s.json", receiver, sleep=slept.append,
        waiting=lambda seconds, answer: told.append((seconds, answer.words)),
    )  # fmt: skip
    assert slept == [1, 2, 4]
    assert told == [(1, "vì sao"), (2, "HTTP 429 vì sao"), (4, "HTTP 503 vì sao")]
    assert receiver.cursors == cursors(store)


def test_the_receiver_says_when_to_come_back(store: Store, tmp_path: Path) -> None:
    """Retry-After is honoured."""
    statuses, slept = [503], list[float]()
    receiver = Receiver(lambda _: statuses.pop(0) if statuses else 200)
    receiver.asked = "77"
    run(store, tmp_path / "s.json", receiver, sleep=slept.append)
    assert slept == [77]


def test_a_push_gives_up_and_goes_on_another_time(store: Store, tmp_path: Path) -> None:
    """After so many tries it ends with an error; nothing is set aside or lost."""
    receiver = Receiver(lambda _: 503)
    with pytest.raises(DeliveryError) as caught:
        run(store, tmp_path / "s.json", receiver, tries=3)
    assert (caught.value.code, receiver.posts) == ("webhook-silent", 3)
    receiver.judge = lambda _: 200
    assert len(run(store, tmp_path / "s.json", receiver).letters) == 0
    assert receiver.cursors == cursors(store)


def test_each_try_is_signed_with_its_own_time(store: Store, tmp_path: Path) -> None:
    """A batch that is sent again is inside the receiver's window."""
    times, seen = count(100, 400), list[str]()
    receiver = Receiver(lambda _: 503 if len(seen) < 2 else 200)
    plain = receiver.post

    def post(body: bytes, headers: Mapping[str, str]) -> Answer:
        seen.append(headers["Giaoviec-Signature"].partition(",")[0])
        return plain(body, headers)

    receiver.post = post  # type: ignore[method-assign]
    run(store, tmp_path / "s.json", receiver, clock=lambda: float(next(times)))
    assert len(seen) == len(set(seen)) == 2


# ---- The state ----


def test_two_pushes_cannot_share_a_state(tmp_path: Path) -> None:
    """The second is told so; after the first it may."""
    with State(tmp_path / "s.json"), pytest.raises(PushError) as caught:
        State(tmp_path / "s.json")
    assert caught.value.code == "state-in-use"
    State(tmp_path / "s.json").close()


def test_a_state_belongs_to_one_store(store: Store, tmp_path: Path) -> None:
    """Another store, or one that was made anew, is not taken for the one that was pushed."""
    run(store, tmp_path / "s.json", Receiver())
    other = [(document("vb-9"), [task("Việc khác", 1, "vb-9")])]
    with (
        fill(str(tmp_path / "khac.db"), tmp_path / "b", other) as another,
        open_store(str(tmp_path / "moi.db"), create=True) as empty,
    ):
        for wrong in (another, empty):
            with pytest.raises(PushError) as caught:
                run(wrong, tmp_path / "s.json", Receiver())
            assert caught.value.code == "other-store"


def test_a_store_put_back_from_a_backup_is_noticed(store: Store, tmp_path: Path) -> None:
    """Behind the cursor or beside it: what was pushed is not what the store tells now."""
    with filled(tmp_path / "sao-luu.db", tmp_path / "out") as backup:
        for text in ("Việc đã sửa", "Việc sửa nữa"):
            correct(store, tmp_path / "b", text)
        run(store, tmp_path / "s.json", Receiver())
        for text in ("", "Việc đã sửa", "Việc sửa cách khác"):
            if text:
                correct(backup, tmp_path / "d", text)
            with pytest.raises(PushError) as caught:
                run(backup, tmp_path / "s.json", Receiver())
            assert caught.value.code == "older-store"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("s.json", b"{"),
        ("s.json", b'{"cursor":-1}'),
        ("s.json", b'{"cursor":"7"}'),
        ("s.json", b'{"cursr":7}'),
        ("s.json.dead.jsonl", b"{}\n"),
        ("s.json.dead.jsonl", b"\xff\n"),
        ("s.json.dead.jsonl", b'{"at":"","status":4,"reason":"","change":[]}\n'),
    ],
)
def test_a_damaged_state_is_told(name: str, data: bytes, tmp_path: Path) -> None:
    """The error names the file; the lock is free again."""
    (tmp_path / name).write_bytes(data)
    for _ in range(2):
        with pytest.raises(PushError) as caught:
            State(tmp_path / "s.json")
        assert caught.value.code == "bad-state"
        assert name in str(caught.value.file)


def test_a_state_that_cannot_be_written_is_told(store: Store, tmp_path: Path) -> None:
    """Nothing is sent before its plan is on the disk."""
    receiver = Receiver()
    (tmp_path / ".s.json.partial").mkdir()
    with pytest.raises(PushError) as caught:
        run(store, tmp_path / "s.json", receiver)
    assert (caught.value.code, receiver.posts) == ("bad-state", 0)
    (tmp_path / "tep").touch()
    with pytest.raises(PushError):
        State(tmp_path / "tep" / "s.json")


def test_half_a_line_of_a_dead_letter_is_dropped(store: Store, tmp_path: Path) -> None:
    """The push that was killed while writing it had not gone on, and the next one writes it again."""
    receiver = Receiver(refuse("vb-1-1", "vb-2-1"))
    run(store, tmp_path / "s.json", receiver)
    path = tmp_path / "s.json.dead.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole[:-7])
    with State(tmp_path / "s.json") as state:
        assert [one.change.id for one in state.letters.all()] == ["vb-1-1"]
    assert path.read_bytes() == whole[: whole.index(b"\n") + 1]
