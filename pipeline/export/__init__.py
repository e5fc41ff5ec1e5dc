"""Writing results: JSON Lines, complete or not at all."""

from __future__ import annotations

from pipeline.export.files import write_whole
from pipeline.export.jsonl import JsonlWriter, read_lines

__all__ = ["JsonlWriter", "read_lines", "write_whole"]
