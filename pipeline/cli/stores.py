"""`--store URL`: the store that a command asks."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Final

from pipeline.cli.arguments import Parser, filled
from pipeline.cli.extras import needed

if TYPE_CHECKING:
    from pipeline.store import Store

DEFAULT_STORE: Final = "giaoviec.db"
"""A file in the folder where the command is run."""


def add_store(parser: Parser) -> None:
    """Name the option."""
    parser.option("--store", metavar="URL", kind=filled("--store"), shared=True, default=DEFAULT_STORE)


def opened(options: Namespace) -> Store:
    """Return the store, for a `with` statement. Raises StoreError, and UsageError (missing-package)."""
    with needed("store"):
        from pipeline.store import open_store
    return open_store(options.store or DEFAULT_STORE)
