"""giaoviec reads Vietnamese directive documents and writes every assignment in them as a structured task.

    from pipeline import extract
    extraction = extract("chi-thi.txt")

`extract` is loaded on first use, so that a module of this package can be imported without all the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.extract import Extraction, extract
    from pipeline.source import Source

__all__ = ["Extraction", "Source", "extract"]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the module protocol
    if name == "Source":
        from pipeline.source import Source

        return Source
    if name in {"Extraction", "extract"}:
        import importlib

        module = importlib.import_module("pipeline.extract")
        # The import has set `extract` to the module.
        globals().update(Extraction=module.Extraction, extract=module.extract)
        return globals()[name]
    raise AttributeError(f"module 'pipeline' has no attribute {name!r}")
