"""How long to wait before something is sent again."""

from __future__ import annotations

from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Final

FIRST: Final = 1.0
"""Seconds before the second try; each later pause is twice as long."""
LONGEST: Final = 300.0
"""Seconds that a pause grows to."""
MOST_ASKED: Final = 3600.0
"""Seconds that a receiver may ask for."""
_DOUBLINGS: Final = 32
"""More than it takes to reach the longest pause, and few enough for a float."""


def pause(failures: int, jitter: float, asked: float | None = None) -> float:
    """Return the seconds to wait after so many failures in a row.

    `jitter`, from 0 to 1, takes up to half of the pause off, so that many senders do not come back at once.
    What the receiver `asked` for is waited for at least.
    """
    grown = min(LONGEST, FIRST * 2.0 ** min(failures - 1, _DOUBLINGS))
    return max(grown * (1 - jitter / 2), asked or 0.0)


def asked_pause(header: str | None, now: float) -> float | None:
    """Return the seconds that a `Retry-After` asks for, at most MOST_ASKED; None for none or nonsense.

    `now` is Unix time, from which a date is counted.
    """
    words = (header or "").strip()
    if words.isascii() and words.isdecimal():
        return min(float(words), MOST_ASKED)
    try:
        date = parsedate_to_datetime(words)
    except (ValueError, OverflowError):
        return None
    moment = date if date.tzinfo else date.replace(tzinfo=UTC)
    return min(max(moment.timestamp() - now, 0.0), MOST_ASKED)
