"""How a receiver knows that a batch comes from here, whole and now.

The header `Giaoviec-Signature: t=SECONDS,v1=DIGITS` holds the time of sending, in seconds of Unix time, and
HMAC-SHA256 in hexadecimal, keyed with the secret, over the time as written, a full stop and the body. A
receiver computes the same over the bytes that it got, compares in constant time, and refuses what is older
than WINDOW seconds: a batch that somebody recorded cannot be played back later. Within the window the
idempotency key makes a repeated batch harmless.
"""

from __future__ import annotations

import hmac
import stat
from pathlib import Path
from typing import Final

from pipeline.push.errors import PushError

HEADER: Final = "Giaoviec-Signature"
WINDOW: Final = 300
"""Seconds that a signature is good for, the clocks of both sides considered."""
SHORTEST: Final = 16
"""Bytes of a secret."""


def sign(secret: bytes, body: bytes, now: int) -> str:
    """Return the header's value for a body that is sent at `now`, in seconds of Unix time."""
    digits = hmac.digest(secret, f"{now}.".encode() + body, "sha256").hex()
    return f"t={now},v1={digits}"


def read_secret(path: Path) -> bytes:
    """Return the secret in a file, without white space around it.

    Raises PushError where the file cannot be read (no-secret), everybody may read it (open-secret) or the
    secret is shorter than SHORTEST bytes (short-secret).
    """
    try:
        others = stat.S_IMODE(path.stat().st_mode) & stat.S_IRWXO
        secret = path.read_bytes().strip()
    except OSError as error:
        raise PushError("no-secret", file=str(path), reason=error.strerror or str(error)) from error
    if others:
        raise PushError("open-secret", file=str(path))
    if len(secret) < SHORTEST:
        raise PushError("short-secret", file=str(path), least=SHORTEST)
    return secret
