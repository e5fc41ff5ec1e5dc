"""`giaoviec changes`: what happened in a store, in order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.cli import changes
from pipeline.messages import say
from pipeline.store import load
from tests.commands import Giaoviec
from tests.stores import document, task, write

pytest_plugins = ("tests.databases", "tests.running")


@pytest.fixture
def store(url: str, tmp_path: Path) -> str:
    """The address of a store into which two tasks were loaded; one was changed then, one withdrawn."""
    first = [task("Làm A", 1), task("Làm \x1b[31mB", 2)]
    load(write(tmp_path / "a", [(document(), first)]), url, at="2026-01-01T00:00:00+00:00")
    again = [task("Làm A", 1, output="Tờ trình", confidence=0.5)]
    load(write(tmp_path / "b", [(document(sha256="2"), again)]), url, at="2026-01-02T00:00:00+00:00")
    return url


def test_each_change_is_a_line_with_its_fields_below(store: str, giaoviec: Giaoviec) -> None:
    """Cursor, time, what happened to what, and every field with its old and new value."""
    ran = giaoviec("changes", "--store", store)
    assert ran.code == 0
    lines = [" ".join(line.split()) for line in ran.out.splitlines()]
    assert lines[0] == "1 2026-01-01T00:00:00+00:00 thêm văn bản vb-1 Về việc lớn"
    assert lines[1] == "2 2026-01-01T00:00:00+00:00 thêm nhiệm vụ vb-1-1 Làm A"
    assert lines[2].endswith("Làm ·[31mB")
    assert "output: null → Tờ trình" in lines
    assert "confidence: 0.9 → 0.5" in lines
    assert any("rút nhiệm vụ vb-1-2" in line for line in lines)


def test_any_way_of_reading_on_gives_the_same(store: str, giaoviec: Giaoviec) -> None:
    """Whoever takes so many at a time and keeps the last cursor misses nothing and sees nothing twice."""
    asked = ("changes", "--store", store, "--format", "jsonl")
    everything = giaoviec(*asked).out.splitlines()
    for limit in range(1, len(everything) + 2):
        seen: list[str] = []
        while True:
            since = str(json.loads(seen[-1])["cursor"]) if seen else "0"
            ran = giaoviec(*asked, "--since", since, "--limit", str(limit))
            if not ran.out:
                assert ran.err == say("changes.none", cursor=since) + "\n"
                break
            page = ran.out.splitlines()
            last = json.loads(page[-1])["cursor"]
            left = len(everything) - len(seen) - len(page)
            assert ran.err == say("changes.more" if left else "changes.next", cursor=last) + "\n"
            seen += page
        assert seen == everything


def test_json_lines_are_what_the_feed_sends(store: str, giaoviec: Giaoviec) -> None:
    """Each change with its record or its fields."""
    ran = giaoviec("changes", "--store", store, "--format", "jsonl")
    first, *_, last = map(json.loads, ran.out.splitlines())
    assert list(first) == ["cursor", "at", "item", "kind", "id", "document_id", "record", "fields"]
    assert first["record"]["metadata"]["title"] == "Về việc lớn"
    assert (last["kind"], last["id"], last["record"]) == ("withdrawn", "vb-1-2", None)


def test_values_are_short_in_words(store: str, giaoviec: Giaoviec, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long value is cut."""
    monkeypatch.setattr(changes, "_LONGEST", 3)
    assert "Tờ …" in giaoviec("changes", "--store", store).out


def test_a_file_can_be_written(store: str, giaoviec: Giaoviec, tmp_path: Path) -> None:
    """The name says the format; the screen only says where to go on."""
    path = tmp_path / "thay-doi.jsonl"
    ran = giaoviec("changes", "--store", store, "-o", path)
    assert (ran.code, ran.out) == (0, "")
    assert json.loads(path.read_text(encoding="utf-8").splitlines()[0])["cursor"] == 1


@pytest.mark.parametrize(("since", "words"), [("99", "99"), ("-1", "--since"), ("mai", "--since")])
def test_a_cursor_that_was_never_given_is_refused(
    store: str, giaoviec: Giaoviec, since: str, words: str
) -> None:
    """Neither a number beyond the end nor what is no number is taken for one."""
    ran = giaoviec("changes", "--store", store, f"--since={since}")
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
