from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.export import JsonlWriter, read_lines, write_whole


def test_lines_appear_under_their_name_only_on_commit(tmp_path: Path) -> None:
    """Until everything is written, whoever reads the file sees the old one."""
    path, partial = tmp_path / "a.jsonl", tmp_path / "a.partial"
    path.write_bytes(b"old\n")
    with JsonlWriter(path, partial) as writer:
        writer.write(b"new\n")
        writer.flush()
        assert path.read_bytes() == b"old\n"
        assert writer.end == 4
        writer.commit()
    assert path.read_bytes() == b"new\n"
    assert not partial.exists()


def test_a_writer_that_does_not_commit_leaves_its_lines_for_the_next(tmp_path: Path) -> None:
    """A later writer keeps as much of them as it asks for."""
    path, partial = tmp_path / "a.jsonl", tmp_path / "a.partial"
    with JsonlWriter(path, partial) as writer:
        writer.write(b"one\ntwo\nhal")
    assert not path.exists()
    with JsonlWriter(path, partial, keep=4) as writer:
        writer.write(b"three\n")
        assert writer.end == 10
        writer.commit()
    assert path.read_bytes() == b"one\nthree\n"


def test_a_file_is_written_whole_with_its_folder(tmp_path: Path) -> None:
    """The folder is made where it is missing; nothing but the file is left in it."""
    path = tmp_path / "a" / "b" / "c.json"
    write_whole(path, b"1")
    write_whole(path, b"2")
    assert path.read_bytes() == b"2"
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_cannot_take_its_name_leaves_nothing_behind(tmp_path: Path) -> None:
    """Where the name is a folder's, the error comes through and no partial file stays."""
    (tmp_path / "name" / "inside").mkdir(parents=True)
    with pytest.raises(OSError, match="name"):
        write_whole(tmp_path / "name", b"1")
    assert [path.name for path in tmp_path.iterdir()] == ["name"]


def test_lines_are_read_back_and_blank_ones_left_out(tmp_path: Path) -> None:
    """Every line gives its object, in order."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"a": "Đ"}\n\n{"a": 2}\n', encoding="utf-8")
    assert list(read_lines(path)) == [{"a": "Đ"}, {"a": 2}]


def test_a_damaged_line_is_named(tmp_path: Path) -> None:
    """The error gives the file and the line's number."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"a": 1}\n{"a": \n', encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        list(read_lines(path))
    assert (caught.value.code, caught.value.file, caught.value.place) == ("bad-records", str(path), "2")
