"""Packages that only some commands need, installed with an extra of this project."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from pipeline.errors import UsageError

Extra = Literal["plots", "serve", "spacy", "store", "tables"]


@contextmanager
def needed(extra: Extra) -> Iterator[None]:
    """Around imports: raise UsageError (missing-package) where a package that `extra` brings is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise UsageError("missing-package", package=error.name, extra=extra) from error
