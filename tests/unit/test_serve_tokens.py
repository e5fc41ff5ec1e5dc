from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from pipeline.serve import ServeError, TokenFile, add_token
from pipeline.serve.tokens import read_tokens

TODAY = date(2026, 6, 1)
DIGEST = "0" * 64


def written(path: Path, text: str, mode: int = 0o600) -> Path:
    """A file of tokens with this text."""
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


def refused(path: Path) -> str:
    """The code of the error that reading a file gives."""
    with pytest.raises(ServeError) as caught:
        read_tokens(path)
    assert str(path) in str(caught.value)
    return caught.value.code


def test_a_token_is_shown_once_and_kept_as_its_digest(tmp_path: Path) -> None:
    """The file tells tokens apart but cannot give any of them away, and only its owner may read it."""
    path = tmp_path / "new" / "tokens.toml"
    secret = add_token(path, "tracker", ["read"])
    assert len(secret) > 40
    text = path.read_text()
    assert secret not in text
    assert hashlib.sha256(secret.encode()).hexdigest() in text
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_token_is_found_by_its_secret_alone(tmp_path: Path) -> None:
    """Each secret gives its own token with its scopes; nothing else gives any."""
    path = tmp_path / "tokens.toml"
    first, second = add_token(path, "one", ["read"]), add_token(path, "two", ["write", "read"])
    tokens = TokenFile(path)
    found = [tokens.find(secret, TODAY) for secret in (first, second)]
    assert [(one.name, sorted(one.scopes)) for one in found if one] == [
        ("one", ["read"]), ("two", ["read", "write"]),
    ]  # fmt: skip
    for wrong in ("", first[:-1], f"{first}x", hashlib.sha256(first.encode()).hexdigest(), "\udcff"):
        assert tokens.find(wrong, TODAY) is None


def test_a_token_is_good_to_the_end_of_its_last_day(tmp_path: Path) -> None:
    """On the day after that it is none any more."""
    secret = add_token(tmp_path / "t.toml", "one", ["read"], date(2026, 6, 1))
    tokens = TokenFile(tmp_path / "t.toml")
    assert tokens.find(secret, date(2026, 6, 1))
    assert tokens.find(secret, date(2026, 6, 2)) is None


def test_a_token_that_is_deleted_is_revoked_at_once(tmp_path: Path) -> None:
    """The file counts as it is now; while it cannot be used nobody passes, and after that the others do."""
    path = tmp_path / "tokens.toml"
    first = add_token(path, "one", ["read"])
    tokens = TokenFile(path)
    second = add_token(path, "two", ["read"])
    assert tokens.find(second, TODAY)
    kept = "".join(path.read_text().rpartition("[[token]]")[1:])
    path.write_text("[[token]")
    assert tokens.find(second, TODAY) is None
    path.write_text(kept)
    assert tokens.find(second, TODAY)
    assert tokens.find(first, TODAY) is None
    path.unlink()
    assert tokens.find(second, TODAY) is None


def test_what_else_is_in_the_file_stays(tmp_path: Path) -> None:
    """A new token goes behind comments and older tokens, and the file keeps its mode."""
    path = written(tmp_path / "t.toml", "# Của văn thư", 0o640)
    add_token(path, "one", ["read"])
    assert path.read_text().startswith("# Của văn thư\n[[token]]\n")
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_file_that_anybody_may_read_is_refused(tmp_path: Path) -> None:
    """The group may read it, all others neither that nor write, and no token is added to one that is open."""
    assert read_tokens(written(tmp_path / "a.toml", "", 0o640)) == ()
    assert refused(written(tmp_path / "b.toml", "", 0o604)) == "open-tokens"
    assert refused(written(tmp_path / "d.toml", "", 0o602)) == "open-tokens"
    with pytest.raises(ServeError):
        add_token(tmp_path / "b.toml", "one", ["read"])


@pytest.mark.parametrize(
    "text",
    [
        "[[token]",
        "token = 1",
        '[[token]]\nname = "a"\nscopes = ["read"]',
        f'[[token]]\nname = "a"\nsha256 = "{DIGEST}"\nscopes = []',
        f'[[token]]\nname = "a"\nsha256 = "{DIGEST}"\nscopes = ["admin"]',
        f'[[token]]\nname = "a b"\nsha256 = "{DIGEST}"\nscopes = ["read"]',
        f'[[token]]\nname = "a"\nsha256 = "{DIGEST[1:]}"\nscopes = ["read"]',
        f'[[token]]\nname = "a"\nsha256 = "{DIGEST}"\nscopes = ["read"]\nexpire = 2026-01-01',
        f'[[token]]\nname = "a"\nsha256 = "{DIGEST}"\nscopes = ["read"]\n' * 2,
        "tokens = []",
    ],
)  # fmt: skip
def test_a_file_with_a_fault_is_refused(text: str, tmp_path: Path) -> None:
    """No token of a file counts where one is wrong: what was meant is not guessed."""
    assert refused(written(tmp_path / "t.toml", text)) == "bad-tokens"


def test_a_file_that_is_not_there_or_not_text_is_refused(tmp_path: Path) -> None:
    """The error says so, without a traceback."""
    assert refused(tmp_path / "none.toml") == "bad-tokens"
    (tmp_path / "t.toml").write_bytes(b"\xff\xfe")
    (tmp_path / "t.toml").chmod(0o600)
    assert refused(tmp_path / "t.toml") == "bad-tokens"


def test_names_are_given_once_and_fit_into_the_file(tmp_path: Path) -> None:
    """A second token of a name is refused, and so is a name that would break the file."""
    path = tmp_path / "t.toml"
    add_token(path, "văn-thư", ["read"])
    with pytest.raises(ServeError) as caught:
        add_token(path, "văn-thư", ["read"])
    assert caught.value.code == "token-exists"
    for name in ("", 'a"', "a\nb", "x" * 65):
        with pytest.raises(ServeError) as caught:
            add_token(path, name, ["read"])
        assert caught.value.code == "bad-token-name"
    assert [token.name for token in read_tokens(path)] == ["văn-thư"]
