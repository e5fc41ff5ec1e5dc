"""The pure parts of a push: batches, keys, signatures, pauses, addresses, what an answer means."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.push import Answer, Batch, PushError, checked, read_secret, sign
from pipeline.push.batch import MOST_BYTES, MOST_CHANGES, fitting, to_change
from pipeline.push.waiting import LONGEST, MOST_ASKED, asked_pause, pause
from pipeline.push.webhook import Webhook
from pipeline.store import Change, FieldChange, fingerprint

NOW = 1_772_000_000


def change(cursor: int, text: str = "a") -> Change:
    """A change of a task's text."""
    fields = (FieldChange("text", None, text),)
    return Change(cursor, "2026-01-01T00:00:00+00:00", "task", "changed", f"t{cursor}", "vb-1", None, fields)


# ---- Batches ----


def test_a_batch_has_the_same_key_and_body_whenever_it_is_made() -> None:
    """The key names the store, the cursors and what is said, the body is JSON with all changes in order."""
    one, again = (Batch("kho", [change(3), change(5)]) for _ in range(2))
    assert (one.key, one.body()) == (again.key, again.body())
    assert re.fullmatch(r"kho-3-5-[0-9a-f]{16}", one.key)
    assert one.key != Batch("kho", [change(3), change(5, "b")]).key
    posted = json.loads(one.body())
    assert (posted["store"], posted["cursor"], len(posted["changes"])) == ("kho", 5, 2)
    assert posted["changes"][0]["fields"] == [{"field": "text", "old": None, "new": "a"}]


def test_a_change_comes_back_from_its_json() -> None:
    """What is in a dead letter is the change that was refused."""
    body = json.loads(Batch("kho", [change(3)]).body())
    assert to_change(body["changes"][0]) == change(3)
    with pytest.raises((KeyError, TypeError)):
        to_change({"cursor": 3})


def test_a_fingerprint_tells_changes_apart() -> None:
    """Another text is another change; a record with more in it is not."""
    assert fingerprint(change(1)) == fingerprint(replace(change(1), record={"text": "a"}))
    assert fingerprint(change(1)) != fingerprint(change(1, "b"))


def test_a_batch_is_bounded_in_changes_and_bytes() -> None:
    """No more than so many changes; long ones are fewer; one that is too long by itself goes alone."""
    assert len(fitting([change(number) for number in range(1, 200)])) == MOST_CHANGES
    half = "x" * (MOST_BYTES // 2 - 1000)
    assert len(fitting([change(1, half), change(2, half), change(3, half)])) == 2
    assert len(fitting([change(1, half * 3), change(2)])) == 1
    assert len(fitting([])) == 0


# ---- Signatures ----


def test_the_signature_is_what_the_documentation_says() -> None:
    """HMAC-SHA256 over time, full stop and body, in hexadecimal behind the time."""
    digits = hmac.new(b"khoa", b"%d.{}" % NOW, hashlib.sha256).hexdigest()
    assert sign(b"khoa", b"{}", NOW) == f"t={NOW},v1={digits}"


def test_another_body_time_or_secret_is_another_signature() -> None:
    """Nothing that was signed can be changed."""
    made = {sign(*one) for one in ((b"a", b"{}", 1), (b"b", b"{}", 1), (b"a", b"[]", 1), (b"a", b"{}", 2))}
    assert len(made) == 4


def test_a_secret_is_read_without_white_space(tmp_path: Path) -> None:
    """The line feed of an editor does not count."""
    path = tmp_path / "khoa"
    path.write_text("0123456789abcdef\n", encoding="utf-8")
    path.chmod(0o640)
    assert read_secret(path) == b"0123456789abcdef"


@pytest.mark.parametrize(
    ("text", "mode", "code"),
    [(None, 0, "no-secret"), ("0123456789abcdef", 0o604, "open-secret"), (" ngắn \n", 0o600, "short-secret")],
)
def test_a_bad_secret_is_refused(text: str | None, mode: int, code: str, tmp_path: Path) -> None:
    """A missing file, one that everybody may read, and a secret that can be guessed."""
    path = tmp_path / "khoa"
    if text is not None:
        path.write_text(text, encoding="utf-8")
        path.chmod(mode)
    with pytest.raises(PushError) as caught:
        read_secret(path)
    assert (caught.value.code, caught.value.file) == (code, str(path))


# ---- Pauses ----


def test_pauses_double_up_to_the_longest() -> None:
    """One second, two, four … and never more than five minutes, however long it goes on."""
    assert [pause(number, 0) for number in (1, 2, 3, 4)] == [1, 2, 4, 8]
    assert pause(10_000, 0) == LONGEST


def test_chance_takes_up_to_half_of_a_pause_off() -> None:
    """The same chance gives the same pause."""
    assert (pause(3, 0.5), pause(3, 1.0)) == (3, 2)


def test_what_the_receiver_asks_for_is_waited_for() -> None:
    """It lengthens a pause and never shortens one."""
    assert pause(1, 0, asked=60) == 60
    assert pause(8, 0, asked=2) == 128


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("", None),
        ("soon", None),
        ("-3", None),
        ("²", None),
        ("120", 120),
        ("9" * 400, MOST_ASKED),
        ("Wed, 25 Feb 2026 06:14:20 GMT", 60),
        ("Wed, 25 Feb 2026 06:14:20 -0000", 60),
        ("Wed, 25 Feb 2026 06:00:00 GMT", 0),
        ("Wed, 25 Feb 9999 06:00:00 GMT", MOST_ASKED),
        (f"Wed, 25 Feb {'9' * 20} 06:00:00 GMT", None),
        (f"Wed, 25 Feb 2026 06:00:00 +{'9' * 20}", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(header: str | None, seconds: float | None) -> None:
    """Nonsense asks for nothing; nobody can make a push sleep for days."""
    assert asked_pause(header, NOW) == seconds


# ---- Addresses and answers ----


@pytest.mark.parametrize(
    "url",
    [
        "https://theo-doi.vn/nhan",
        "http://localhost:8000/",
        "http://127.0.0.1/",
        "http://10.1.2.3/a",
        "http://[::1]:80/",
        "http://tracker:8000/nhan",
    ],
)
def test_a_receiver_is_reached_by_tls_or_inside(url: str) -> None:
    """Without TLS only this machine and the inner network."""
    assert checked(url) == url


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("", "bad-webhook"),
        ("theo-doi.vn/nhan", "bad-webhook"),
        ("ftp://theo-doi.vn/", "bad-webhook"),
        ("https:///nhan", "bad-webhook"),
        ("http://[::1", "bad-webhook"),
        ("https://ai:matkhau@theo-doi.vn/", "bad-webhook"),
        ("http://theo-doi.vn/", "insecure-webhook"),
        ("http://8.8.8.8/", "insecure-webhook"),
        ("http://134744072/", "insecure-webhook"),
        ("http://0x08080808/", "insecure-webhook"),
        ("https://theo..doi.vn/", "bad-webhook"),
        (f"https://{'a' * 64}.vn/", "bad-webhook"),
        ("https://xn--zzzzzz/", "bad-webhook"),
        ("https://theo-doi.vn:65536/", "bad-webhook"),
    ],
)
def test_other_addresses_are_refused(url: str, code: str) -> None:
    """What is no web address, holds a password or would go unencrypted through the world."""
    with pytest.raises(PushError) as caught:
        checked(url)
    assert caught.value.code == code
    assert "matkhau" not in str(caught.value)


@pytest.mark.parametrize(
    ("status", "meaning"),
    [
        *((status, "accepted") for status in (200, 202, 204)),
        *((status, "passing") for status in (0, 408, 409, 425, 429, 500, 503)),
        *((status, "general") for status in (301, 307, 401, 403, 404, 410)),
        *((status, None) for status in (400, 413, 415, 422)),
    ],
)
def test_every_status_means_one_thing(status: int, meaning: str | None) -> None:
    """Accepted; perhaps later; not from us; or else: not this batch."""
    answer = Answer(status, "")
    held = [name for name in ("accepted", "passing", "general") if getattr(answer, name)]
    assert held == ([meaning] if meaning else [])


def test_bad_settings_of_the_network_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of certificates that is not there is an error with words."""
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "khong-co.pem"))
    with pytest.raises(PushError) as caught:
        Webhook("https://theo-doi.vn/")
    assert caught.value.code == "bad-network"
