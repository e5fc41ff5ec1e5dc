"""What can go wrong with a server, and with what it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, get_args

from pipeline.errors import EXIT_USAGE, GiaoviecError

ServeCode = Literal[
    "no-tokens", "bad-tokens", "open-tokens", "token-exists", "bad-token-name", "cannot-listen"
]
RequestCode = Literal[
    "bad-request", "no-token", "bad-token", "no-scope", "not-loopback", "no-such-path", "no-such-record",
    "no-such-method", "body-too-large", "not-json", "too-many-requests", "server-failed",
    "store-unavailable", "too-slow",
]  # fmt: skip

STATUS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "bad-request": 400,
        "no-token": 401,
        "bad-token": 401,
        "no-scope": 403,
        "not-loopback": 403,
        "no-such-path": 404,
        "no-such-record": 404,
        "unknown-agency": 404,
        "no-such-method": 405,
        "unknown-cursor": 409,
        "body-too-large": 413,
        "not-json": 415,
        "too-many-requests": 429,
        "server-failed": 500,
        "store-busy": 503,
        "store-unavailable": 503,
        "too-slow": 503,
    }
)
"""The HTTP status of every error that a client may hear of."""


class ServeError(GiaoviecError):
    """A server cannot begin as it was asked to: `file` is the file of tokens."""

    exit_code = EXIT_USAGE
    codes = get_args(ServeCode)


class RequestError(GiaoviecError):
    """A request is refused. Detail `errors` of bad-request lists what is wrong, one entry each."""

    codes = get_args(RequestCode)
