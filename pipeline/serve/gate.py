"""The gate of a server: who may pass, how often, with how much, for how long; and what is said to others."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPMethod
from ipaddress import ip_address
from math import ceil
from time import monotonic
from typing import Final
from urllib.parse import urlsplit

from anyio import fail_after
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.errors import GiaoviecError
from pipeline.serve.errors import STATUS, RequestError
from pipeline.serve.problems import problem_response
from pipeline.serve.rates import Rates
from pipeline.serve.settings import Settings
from pipeline.serve.tokens import Token, TokenFile
from pipeline.store import StoreError

PUBLIC: Final = ("/v1/health", "/openapi.json")
"""Paths that need no token."""
_SAFE: Final = (HTTPMethod.GET, HTTPMethod.HEAD)
_HEADERS: Final[Mapping[str, str]] = {
    "Cache-Control": "private, no-cache",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_LOG: Final = logging.getLogger(__name__)


class Gate:
    """Middleware around the whole application; every error of it becomes a problem (RFC 9457)."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Know nobody yet."""
        self._app, self._settings = app, settings
        self._rates = Rates(settings.rate)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = monotonic()
        visit = Visit(scope, receive, send, self._settings.max_body)
        try:
            with fail_after(self._settings.seconds):
                self._admit(visit)
                await self._app(scope, visit.receive, visit.send)
        except Exception as error:
            if visit.status:
                raise
            await problem_response(_told(error, visit), visit.headers.get("accept-language"))(
                scope, receive, visit.send
            )
        finally:
            _LOG.info(
                "%s %s %s %d %.0f ms",
                visit.who, scope["method"], visit.raw_path, visit.status, 1000 * (monotonic() - begun),
            )  # fmt: skip

    def _admit(self, visit: Visit) -> None:
        """Raise RequestError where the visit may not go on."""
        tokens = self._settings.tokens
        token = _token(visit, tokens) if tokens else None
        visit.who = token.name if token else visit.address
        if wait := self._rates.wait(f"{token is None} {visit.who}", monotonic()):
            raise RequestError("too-many-requests", seconds=ceil(wait))
        if tokens is None:
            if not visit.local:
                raise RequestError("not-loopback")
        elif visit.path not in PUBLIC:
            _check(visit, token)
        if visit.length > self._settings.max_body:
            raise visit.too_large()


class Visit:
    """One request and its response."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, max_body: int) -> None:
        """Take what the server gives."""
        self._receive, self._send, self._max_body = receive, send, max_body
        self._received = 0
        self.headers = Headers(scope=scope)
        self.path: str = scope["path"]
        self.raw_path: str = scope.get("raw_path", b"").decode("latin-1")
        self.safe = scope["method"] in _SAFE
        self.address: str = scope["client"][0] if scope.get("client") else ""
        self.who = self.address
        self.status = 0

    @property
    def length(self) -> int:
        """Bytes that the request says it has."""
        length = self.headers.get("content-length", "")
        return int(length) if length.isdecimal() else 0

    @property
    def local(self) -> bool:
        """Whether a program on this machine asks, and asks this machine.

        A web page elsewhere may lead a browser here by a name of its own, which the Host header then has.
        """
        return is_loopback(self.address) and is_loopback(_hostname(self.headers.get("host", "")))

    def too_large(self) -> RequestError:
        """The error for a body that is too large."""
        return RequestError("body-too-large", limit=f"{self._max_body / 1_000_000:g}")

    async def receive(self) -> Message:
        """Give the next part of the body. Raises RequestError (body-too-large)."""
        message = await self._receive()
        self._received += len(message.get("body", b""))
        if self._received > self._max_body:
            raise self.too_large()
        return message

    async def send(self, message: Message) -> None:
        """Send a part of the response, with the headers that all have."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await self._send(message)


def is_loopback(host: str) -> bool:
    """Whether an address or name is one of this machine alone."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _hostname(host: str) -> str:
    """The name in a Host header, without its port; empty where it has none."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _token(visit: Visit, tokens: TokenFile) -> Token | None:
    """The token that the visitor shows, where it is good."""
    kind, _, secret = visit.headers.get("authorization", "").partition(" ")
    return tokens.find(secret.strip(), datetime.now(UTC).date()) if kind.lower() == "bearer" else None


def _check(visit: Visit, token: Token | None) -> None:
    """Raise RequestError where a token is missing, or is not for this."""
    if token is None:
        raise RequestError("bad-token" if "authorization" in visit.headers else "no-token")
    scope = "read" if visit.safe else "write"
    if scope not in token.scopes:
        raise RequestError("no-scope", scope=scope)


def _told(error: Exception, visit: Visit) -> GiaoviecError:
    """What the visitor hears of an error; what is none of their business goes to the log alone."""
    if isinstance(error, RequestError):
        return error
    if isinstance(error, TimeoutError):
        return RequestError("too-slow")
    if isinstance(error, StoreError) and error.code in STATUS:
        host = visit.headers.get("host", "")
        return StoreError(error.code, file=host, place=error.place, **error.details)
    if isinstance(error, StoreError):
        _LOG.error("%s", error)
        return RequestError("store-unavailable")
    _LOG.exception("%s", visit.raw_path, exc_info=error)
    return RequestError("server-failed")
