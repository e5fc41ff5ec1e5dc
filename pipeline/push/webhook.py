"""The receiver's address, and one try of sending it something."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import Final, NamedTuple, Self

import httpx

from pipeline import __version__
from pipeline.push.errors import PushError

TIMEOUT: Final = httpx.Timeout(30.0, connect=10.0)
_LATER: Final = frozenset({408, 409, 425, 429})
_ADDRESS: Final = frozenset({401, 402, 403, 404, 405, 407, 410, 411, 421, 426, 451})
"""Refusals that are about the address or the secret: every other batch would meet the same."""
_LAST_PORT: Final = 65_535
_MOST_REASON: Final = 300
"""Bytes of what the receiver says that are kept."""


class Answer(NamedTuple):
    """What became of a try; `status` is 0 where no answer came, `reason` one line, perhaps empty."""

    status: int
    reason: str
    retry_after: str | None = None

    @property
    def words(self) -> str:
        """The answer in a line."""
        return f"HTTP {self.status} {self.reason}".rstrip() if self.status else self.reason

    @property
    def accepted(self) -> bool:
        """The receiver has the batch."""
        return 200 <= self.status < 300  # noqa: PLR2004

    @property
    def passing(self) -> bool:
        """The same batch may be accepted later."""
        return self.status == 0 or self.status in _LATER or self.status >= 500  # noqa: PLR2004

    @property
    def general(self) -> bool:
        """The receiver wants nothing from us at this address: a redirect, a wrong path, a wrong secret."""
        return not (self.accepted or self.passing) and (self.status < 400 or self.status in _ADDRESS)  # noqa: PLR2004


class Webhook:
    """A receiver; as a context manager it closes its connections.

    Certificates are checked, by those of SSL_CERT_FILE where that is set; redirects are not followed, for a
    batch goes where its signature was meant for.
    """

    def __init__(self, url: str) -> None:
        """Take the address. Raises PushError (bad-webhook, insecure-webhook, bad-network)."""
        self.url = checked(url)
        try:
            self._client = httpx.Client(timeout=TIMEOUT, follow_redirects=False)
        except (ImportError, OSError, ValueError) as error:  # what the environment says about TLS and proxies
            raise PushError("bad-network", reason=_one_line(str(error))) from error

    def post(self, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Send JSON once. Of the answer no more is read than its reason needs."""
        own = {"Content-Type": "application/json", "User-Agent": f"giaoviec/{__version__}"}
        try:
            with self._client.stream("POST", self.url, content=body, headers={**own, **headers}) as response:
                reason = "" if response.is_success else _reason(response)
                return Answer(response.status_code, reason, response.headers.get("Retry-After"))
        except httpx.HTTPError as error:
            return Answer(0, _one_line(str(error)) or type(error).__name__)

    def close(self) -> None:
        """Close every connection."""
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


def checked(url: str) -> str:
    """Return the address of a receiver that may be sent to.

    Without TLS only to this machine and the inner network: localhost, private addresses and names without
    a dot. Raises PushError (bad-webhook, insecure-webhook).
    """
    try:
        parsed = httpx.URL(url)
        host = parsed.host
        parsed.raw_host.decode("ascii").encode("idna")  # as the system will, which httpx would not catch
    except (httpx.InvalidURL, UnicodeError) as error:
        raise PushError("bad-webhook", file=url) from error
    known = parsed.scheme in {"http", "https"} and host and (parsed.port or 0) <= _LAST_PORT
    if not known or parsed.userinfo:
        raise PushError("bad-webhook", file=str(parsed.copy_with(userinfo=b"")))
    if parsed.scheme == "http" and not _inner(host):
        raise PushError("insecure-webhook", file=url)
    return url


def _inner(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        # Systems read a bare number as an address too, perhaps a public one.
        return "." not in host and not host[0].isdigit()


def _reason(response: httpx.Response) -> str:
    """The beginning of what a receiver says, as much as comes at once, else what its status means."""
    try:
        said = next(response.iter_raw(), b"")[:_MOST_REASON]
    except httpx.HTTPError:  # the status counts, even if it breaks off behind it
        said = b""
    return _one_line(said.decode(errors="replace")) or response.reason_phrase


def _one_line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
