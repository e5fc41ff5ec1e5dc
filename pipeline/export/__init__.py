"""Writing results, complete or not at all: record files, and formats for the tools that people use.

A module for each format has `write(documents, path)`, which takes what `model` defines.
"""

from __future__ import annotations

from pipeline.export.files import write_whole
from pipeline.export.jsonl import JsonlWriter, read_lines

__all__ = ["JsonlWriter", "read_lines", "write_whole"]
