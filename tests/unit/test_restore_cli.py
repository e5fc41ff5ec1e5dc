"""`giaoviec restore`, and how `show` and `extract` show and switch off mending."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands import Giaoviec

pytest_plugins = ("tests.running",)

TYPED = "Giao Sở Nội vụ thực hiện nghiêm mốt số nhiệm vụ,\nxong trong quá triển khai thực hiện.\n"


@pytest.fixture
def typed(tmp_path: Path) -> Path:
    """A file with an error that is mended and one that is suggested."""
    path = tmp_path / "a.txt"
    path.write_text(TYPED, encoding="utf-8")
    return path


def test_the_mended_text_is_printed(giaoviec: Giaoviec, typed: Path) -> None:
    """What is certain is mended, all else stays as it was."""
    assert giaoviec("restore", typed) == (0, TYPED.replace("mốt số", "một số"), "")
    assert giaoviec("restore", typed, "--no-rules", "spelling").out == TYPED


def test_the_mended_text_is_written(giaoviec: Giaoviec, typed: Path, tmp_path: Path) -> None:
    """With -o it goes to a file; where that cannot be written the message says so."""
    out = tmp_path / "new" / "b.txt"
    assert giaoviec("restore", typed, "-o", out) == (0, "", "")
    assert out.read_text(encoding="utf-8") == TYPED.replace("mốt số", "một số")
    ran = giaoviec("restore", typed, "-o", out.parent)
    assert ran.code == 2
    assert str(out.parent) in ran.err


def test_the_report(giaoviec: Giaoviec, typed: Path) -> None:
    """It gives line, before, after and reason of each error, and how many there are."""
    lines = giaoviec("restore", typed, "--report").out.splitlines()
    assert lines[0] == f"{typed}: 1 chỗ đã sửa, 1 đề xuất, 0 điểm lạ"
    assert lines[1].startswith("  ✔ dòng 1: mốt → một · sai chính tả hoặc sai dấu · ")
    assert lines[3].startswith("  ? dòng 2: ∅ → ␣trình · có vẻ thiếu chữ · ")
    english = giaoviec("restore", typed, "--report", "--lang", "en").out
    assert "a spelling error" in english


def test_the_report_for_programs(giaoviec: Giaoviec, typed: Path) -> None:
    """A line of JSON an error, with its place in the source."""
    found = [json.loads(line) for line in giaoviec("restore", typed, "--json").out.splitlines()]
    assert [one["policy"] for one in found] == ["apply", "suggest"]
    for one in found:
        assert one["file"] == str(typed)
        assert TYPED[slice(*one["span"])] == one["before"]


def test_like_passages_are_compared(giaoviec: Giaoviec, tmp_path: Path) -> None:
    """A word that another file of the call has in the same place is suggested, once."""
    right, wrong = tmp_path / "right.txt", tmp_path / "wrong.txt"
    passage = "nâng cao chất lượng khám bệnh, các cơ sở y tế {} thanh tra việc chấp hành quy định.\n"
    right.write_text(passage.format("tăng cường công tác"), encoding="utf-8")
    wrong.write_text(passage.format("tăng cường công công"), encoding="utf-8")
    ran = giaoviec("restore", right, wrong, "--json")
    places = [(one["file"], one["rule"], *one["span"]) for one in map(json.loads, ran.out.splitlines())]
    assert len(places) == len(set(places))
    assert all(file == str(wrong) for file, *_ in places)


def test_several_files_need_a_report(giaoviec: Giaoviec, typed: Path) -> None:
    """Texts of several files are not run together."""
    ran = giaoviec("restore", typed, typed.with_name("b.txt"))
    assert ran.code == 2
    assert "--report" in ran.err


def test_a_file_that_cannot_be_read(giaoviec: Giaoviec, typed: Path) -> None:
    """It is named, the others are reported, and the exit code tells."""
    ran = giaoviec("restore", typed.with_name("none.txt"), typed, "--report")
    assert ran.code == 3
    assert "none.txt" in ran.err
    assert "mốt → một" in ran.out


def test_an_unknown_rule(giaoviec: Giaoviec, typed: Path) -> None:
    """The message lists the rules that there are."""
    ran = giaoviec("restore", typed, "--no-rules", "typos")
    assert ran.code == 2
    assert "spelling" in ran.err


def test_show_edits(giaoviec: Giaoviec, typed: Path) -> None:
    """Each edit stands in its place with what was made of it; --no-restore shows none."""
    out = giaoviec("show", typed, "--edits", "--no-color").out
    assert "nghiêm [đã sửa: mốt → một] số" in out
    assert "trong quá[đề xuất: ∅ → ␣trình] triển khai" in out
    assert "[đã sửa: mốt" not in giaoviec("show", typed, "--edits", "--no-color", "--no-restore").out


def test_extract_without_mending(giaoviec: Giaoviec, typed: Path, tmp_path: Path) -> None:
    """--no-restore and --no-rules reach the records."""
    for options, words in (
        ([], "một số"),
        (["--no-restore"], "mốt số"),
        (["--no-rules", "gap,spelling"], "mốt số"),
    ):
        out = tmp_path / "-".join(["out", *options])
        assert giaoviec("extract", typed, "-o", out, "--quiet", *options).code == 0
        assert words in (out / "tasks.jsonl").read_text(encoding="utf-8")
