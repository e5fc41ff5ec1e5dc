"""giaoviec reads Vietnamese directive documents and writes every assignment in them as a structured task.

    from pipeline import extract
    extraction = extract("chi-thi.txt")

`extract` is loaded on first use, so that a module of this package can be imported without all the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.extraction import Extraction, extract
    from pipeline.source import Source

__all__ = ["Extraction", "Source", "extract"]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the module protocol
    if name == "Source":
        from pipeline.source import Source

        return Source
    if name in {"Extraction", "extract"}:
        import pipeline.extraction

        return getattr(pipeline.extraction, name)
    raise AttributeError(f"module 'pipeline' has no attribute {name!r}")
