"""What can go wrong with a store."""

from __future__ import annotations

from typing import Literal, get_args

from pipeline.errors import EXIT_USAGE, GiaoviecError

StoreCode = Literal[
    "bad-store", "no-store", "other-store-version", "store-busy", "unknown-agency", "unknown-cursor",
]  # fmt: skip


class StoreError(GiaoviecError):
    """A store cannot do what is asked: `file` is its address, without a password."""

    exit_code = EXIT_USAGE
    codes = get_args(StoreCode)
