"""What runs of the command leave, and a terminal for them: for tests of commands."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import NamedTuple


class Ran(NamedTuple):
    """What a run of the command left."""

    code: int
    out: str
    err: str


Giaoviec = Callable[..., Ran]


class Screen(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True
