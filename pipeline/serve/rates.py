"""How often somebody may ask: a bucket for everybody, which fills with time and is emptied by requests."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

_MOST: Final = 10_000
"""How many are remembered; those who asked longest ago are forgotten first."""


class Rates:
    """The buckets of all who asked. Times are seconds of a clock that never goes back."""

    def __init__(self, rate: float) -> None:
        """Take how many requests a second are allowed; twice as many at once after a rest."""
        self._rate, self._burst = rate, max(1.0, 2 * rate)
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, who: str, now: float) -> float:
        """Return 0 for a request that is allowed, and count it; else in how many seconds one will be."""
        level, before = self._buckets.pop(who, (self._burst, now))
        level = min(self._burst, level + (now - before) * self._rate)
        allowed = level >= 1
        self._buckets[who] = (level - allowed, now)
        if len(self._buckets) > _MOST:
            self._buckets.popitem(last=False)
        return 0.0 if allowed else (1 - level) / self._rate
