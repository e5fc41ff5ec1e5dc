"""The data files are in the one form, and the check sees every way of not being so."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from scripts import format_data
from scripts.format_data import UnfitError, canonical, format_csv, format_toml

DATA = sorted(path for kind in ("*.toml", "*.csv") for path in format_data.FOLDER.rglob(kind))


def test_there_are_data_files() -> None:
    """The checks below have files to look at."""
    assert DATA


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.name)
def test_every_data_file_is_canonical(path: Path) -> None:
    """A data file is, byte for byte, what the formatter would write."""
    data = path.read_bytes()
    assert canonical(path.name, data).encode() == data


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.name)
def test_formatting_again_changes_nothing(path: Path) -> None:
    """The canonical form of the canonical form is itself."""
    once = canonical(path.name, path.read_bytes())
    assert canonical(path.name, once.encode()) == once


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ('a = "b"\r\n', 'a = "b"\n'),
        ('a = "b"', 'a = "b"\n'),
        ('\ufeffa = "b"\n', 'a = "b"\n'),
        ('a   =  "b  =  c"  # d \n', 'a = "b  =  c"  # d\n'),
        ('a = "b"\n\n\n\nc = 1\n', 'a = "b"\n\nc = 1\n'),
        ('a = "\u0110i\u0323a"\n', 'a = "\u0110ịa"\n'),
        ("a = 1\n# of b\n[b]\nc = 2\n", "a = 1\n\n# of b\n[b]\nc = 2\n"),
        ("# of the file\n[b]\nc = 2\n", "# of the file\n[b]\nc = 2\n"),
        ('a = [\n\t"b", # c\n]\n', 'a = [\n  "b", # c\n]\n'),
        ("a = '''\n\n\n\n  b =  1  \n'''\n", "a = '''\n\n\n\n  b =  1  \n'''\n"),
    ],
)
def test_toml_is_put_right(bad: str, good: str) -> None:
    """Line ends, blanks and composition are settled; comments and strings stay."""
    assert format_toml(bad) == good
    assert format_toml(good) == good


def test_toml_keeps_its_values_and_the_order_of_its_keys() -> None:
    """Formatting changes the looks of a file, never what a program reads from it."""
    text = '# c\nb   = 1\na = """x\n\n\n  y  = z"""\n[[t]]\n"k l" =  [1,\n 2]\n'
    assert list(tomllib.loads(format_toml(text)).items()) == list(tomllib.loads(text).items())


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("a,b\r\n1,2\r\n", "a,b\n1,2\n"),
        ('"a",b\n"1", 2 ', "a,b\n1,2\n"),
        ('# from the list \na,b\n1,"2,3"\n\n', '# from the list\na,b\n1,"2,3"\n'),
        ('a,b\n1,"2\n3"\n', "a,b\n1,2 3\n"),
    ],
)
def test_csv_is_put_right(bad: str, good: str) -> None:
    """Cells are trimmed and quoted only where needed; comment lines stay."""
    assert format_csv(bad) == good
    assert format_csv(good) == good


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.toml", b"a = "),
        ("a.toml", b'a = "\xff"\n'),
        ("a.toml", b"a = 1\na = 2\n"),
        ("a.toml", 'a = "UB\u041dD"\n'.encode()),
        ("a.toml", 'a = "\u00d0ịa"\n'.encode()),
        ("a.toml", 'a = "Sở\u00a0Y tế"\n'.encode()),
        ("a.toml", 'a = "Sở\u200b Y tế" # b\n'.encode()),
        ("a.csv", "a\n\u00d0ông Hà\n".encode()),
        ("a.csv", b"a,b\n1\n"),
        ("a.csv", b"a,b\n1,2,3\n"),
        ("a.csv", b"a,a\n1,2\n"),
        ("a.csv", b"a,\n1,2\n"),
        ("a.csv", b'a,b\n1,"2\n'),
        ("a.csv", "a\n\u0421ông an\n".encode()),
    ],
)
def test_what_only_a_person_can_mend_is_refused(name: str, data: bytes) -> None:
    """Broken syntax, uneven rows, hidden characters and mixed alphabets are named, not guessed at."""
    with pytest.raises(UnfitError):
        canonical(name, data)


def test_an_escape_says_that_a_hidden_character_is_meant() -> None:
    """A TOML file may hold any character that its reader can see."""
    text = 'a = "\\u00d0\\u200b"\n'
    assert canonical("a.toml", text.encode()) == text


def test_a_word_of_one_foreign_alphabet_is_no_accident() -> None:
    """A table of look-alikes may list Cyrillic or Greek letters; only words that mix them in are refused."""
    text = 'a = "\u0410\u0412\u0415"\nb = "\u0391\u0392"\n'
    assert canonical("a.toml", text.encode()) == text


def test_the_command_names_and_then_mends(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --check a file is named and left alone; without, it is rewritten and then passes."""
    path = tmp_path / "x.toml"
    path.write_bytes(b'a="b"\r\n')
    assert format_data.main(["--check", str(path)]) == 1
    assert "line 1" in capsys.readouterr().out
    assert path.read_bytes() == b'a="b"\r\n'
    assert format_data.main([str(path)]) == 0
    assert path.read_bytes() == b'a = "b"\n'
    assert format_data.main(["--check", str(path)]) == 0


def test_the_command_fails_on_what_it_cannot_mend(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that cannot be put right is left alone and makes the command fail."""
    path = tmp_path / "x.csv"
    path.write_bytes(b"a,b\n1\n")
    assert format_data.main([str(path)]) == 1
    assert "line 2" in capsys.readouterr().out
    assert path.read_bytes() == b"a,b\n1\n"
