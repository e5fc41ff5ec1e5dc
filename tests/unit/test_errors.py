from __future__ import annotations

import pickle

import pytest

from pipeline.errors import DataError, GiaoviecError, GoldError, InputError, UsageError


def test_an_error_says_what_happened_and_what_to_do_in_two_languages() -> None:
    """The message names the file; the remedy says what to change; Vietnamese comes first."""
    error = InputError("empty-file", file="van-ban/a.txt")
    assert str(error) == f"{error.message()} {error.remedy()}"
    assert error.message() == "Tệp van-ban/a.txt trống, không có chữ nào."
    assert error.message("en") == "van-ban/a.txt is empty: there is no text in it."
    assert error.remedy("en").startswith("Look at the original")


def test_the_facts_are_fields() -> None:
    """A program reads the code, the file, the place and the details without parsing words."""
    error = InputError("too-large", file="a.txt", place="p", size="51", limit="20")
    assert (error.code, error.file, error.place) == ("too-large", "a.txt", "p")
    assert error.details == {"size": "51", "limit": "20"}


@pytest.mark.parametrize(
    ("error", "exit_code"),
    [
        (InputError("vanished", file="a"), 3),
        (UsageError("no-command", commands="a, b"), 2),
        (GoldError("gold-no-files", file="g"), 2),
        (DataError("bad-entry", file="a.toml", place="x", reason="y"), 1),
    ],
)
def test_all_errors_are_of_one_family_with_exit_codes(error: GiaoviecError, exit_code: int) -> None:
    """One `except` catches them all, and each knows the exit code it leads to."""
    assert isinstance(error, GiaoviecError)
    assert error.exit_code == exit_code


def test_a_code_of_another_class_is_refused() -> None:
    """A code that a class does not have is a bug in our code, found at once."""
    with pytest.raises(ValueError, match="InputError has no code 'no-command'"):
        InputError("no-command")


def test_an_error_crosses_processes_whole() -> None:
    """Pickling keeps the class and every field."""
    error = InputError("too-large", file="a.txt", place="p", size="51", limit="20")
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert type(copy) is InputError
    assert vars(copy) == vars(error)
    assert str(copy) == str(error)
