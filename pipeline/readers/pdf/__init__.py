"""PDF: words with their places, or the page's picture where it holds none."""

from __future__ import annotations

from pipeline.readers.pdf.reader import read

__all__ = ["read"]
