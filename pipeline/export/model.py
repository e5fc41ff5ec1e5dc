"""What every format of an export is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Exported:
    """A document with the tasks of it that are exported, as their records have them.

    `tasks` stand in the order of the document, and are perhaps not all of it. `text` is the source text that
    the positions of the records count in, None where it was not kept.
    """

    document: Mapping[str, Any]
    tasks: Sequence[Mapping[str, Any]]
    text: str | None = None
