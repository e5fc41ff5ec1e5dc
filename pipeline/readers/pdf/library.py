"""The pdfium library, which has no types: the one place that imports it."""

from __future__ import annotations

from typing import Any

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

__all__ = ["Handle", "pypdfium2", "raw"]

Handle = Any
"""What pdfium gives out for a page, a text, a thing on a page, a file."""
