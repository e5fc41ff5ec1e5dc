"""Who may ask a server: a file of tokens, of which only the digests are kept."""

from __future__ import annotations

import hashlib
import hmac
import logging
import os
import secrets
import stat
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Final, Literal, get_args

import tomli
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.serve.errors import ServeError

Scope = Literal["read", "write"]
SCOPES: Final[tuple[Scope, ...]] = get_args(Scope)
_LOG: Final = logging.getLogger(__name__)
_OWNER_ONLY: Final = 0o600
_NAME: Final = r"^[\w.@-]{1,64}$"

Name = Annotated[str, Field(pattern=_NAME)]


class Token(BaseModel):
    """A [[token]] of the file; good to the end of the day `expires`, in UTC."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    scopes: Annotated[frozenset[Scope], Field(min_length=1)]
    expires: date | None = None


class _Tokens(BaseModel):
    model_config = ConfigDict(extra="forbid")

    token: tuple[Token, ...] = ()


class TokenFile:
    """The tokens of a file, read again when it changes: one that is deleted there is no longer good."""

    def __init__(self, path: Path) -> None:
        """Read the file. Raises ServeError (bad-tokens, open-tokens)."""
        self._path = path
        self._seen: tuple[int, ...] | None = _state(path)
        self._tokens = read_tokens(path)

    def find(self, secret: str, today: date) -> Token | None:
        """Return the token whose digest `secret` has; None where there is none, or it has expired.

        While the file cannot be read there are none. Every digest is compared, in constant time.
        """
        self._refresh()
        digest = _digest(secret)
        same = [token for token in self._tokens if hmac.compare_digest(token.sha256, digest)]
        return next((one for one in same if one.expires is None or today <= one.expires), None)

    def _refresh(self) -> None:
        try:
            if (state := _state(self._path)) != self._seen:
                self._tokens = read_tokens(self._path)
                self._seen = state
        except ServeError as error:
            if self._seen:
                _LOG.warning("%s", error)
            self._tokens, self._seen = (), None


def read_tokens(path: Path) -> tuple[Token, ...]:
    """Return the tokens of a file.

    Raises ServeError: bad-tokens where it is no such file, open-tokens where anybody may read or write it.
    """
    try:
        if path.stat().st_mode & stat.S_IRWXO:
            raise ServeError("open-tokens", file=str(path))
        tokens = _Tokens.model_validate(tomli.loads(path.read_text(encoding="utf-8"))).token
    except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        raise ServeError("bad-tokens", file=str(path), reason=str(error)) from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise ServeError("bad-tokens", file=str(path), reason=f"{place}: {first['msg']}") from error
    if len({token.name for token in tokens}) < len(tokens):
        raise ServeError("bad-tokens", file=str(path), reason="name")
    return tokens


def add_token(path: Path, name: str, scopes: Sequence[Scope], expires: date | None = None) -> str:
    """Add a token of this name to a file, made where it is missing, and return it: it is kept nowhere.

    Raises ServeError (bad-tokens, open-tokens, token-exists, bad-token-name).
    """
    known = read_tokens(path) if path.exists() else ()
    if any(token.name == name for token in known):
        raise ServeError("token-exists", file=str(path), value=name)
    secret = secrets.token_urlsafe(32)
    try:
        token = Token(name=name, sha256=_digest(secret), scopes=frozenset(scopes), expires=expires)
    except ValidationError as error:
        raise ServeError("bad-token-name", value=name) from error
    try:
        _append(path, _entry(token))
    except OSError as error:
        raise ServeError("bad-tokens", file=str(path), reason=error.strerror or str(error)) from error
    return secret


def _entry(token: Token) -> str:
    scopes = ", ".join(f'"{scope}"' for scope in SCOPES if scope in token.scopes)
    lines = ["", "[[token]]", f'name = "{token.name}"', f'sha256 = "{token.sha256}"', f"scopes = [{scopes}]"]
    if token.expires:
        lines.append(f"expires = {token.expires.isoformat()}")
    return "\n".join([*lines, ""])


def _append(path: Path, text: str) -> None:
    """Write behind what is there, so that the file keeps its owner, its mode and its comments."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, _OWNER_ONLY)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()


def _state(path: Path) -> tuple[int, int, int, int]:
    """What differs after a file was written again or opened to others."""
    try:
        found = path.stat()
    except OSError as error:
        raise ServeError("bad-tokens", file=str(path), reason=error.strerror or str(error)) from error
    return found.st_mtime_ns, found.st_size, found.st_ino, found.st_mode
