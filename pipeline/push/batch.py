"""What is sent at once: some changes in order, with a key that is the same whenever they are sent again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson

from pipeline.store import Change, FieldChange

MOST_CHANGES: Final = 100
MOST_BYTES: Final = 1 << 20
"""Of one batch in JSON, unless a single change is longer."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Changes of the store with this identity; there is at least one."""

    store: str
    changes: Sequence[Change]

    @property
    def key(self) -> str:
        """The idempotency key: which store, the cursors of the first and the last change, and what they say.

        The last is for a store that was put back from a backup: it gives the same cursors to other changes.
        """
        content = hashlib.sha256(self.body()).hexdigest()[:16]
        return f"{self.store}-{self.changes[0].cursor}-{self.changes[-1].cursor}-{content}"

    def body(self) -> bytes:
        """The JSON that is posted, the same bytes for the same changes."""
        cursor = self.changes[-1].cursor
        return orjson.dumps({"store": self.store, "changes": self.changes, "cursor": cursor})


def fitting(changes: Sequence[Change]) -> Sequence[Change]:
    """Return as many of the first changes as one batch holds: at least one where there is one."""
    size = 0
    for count, change in enumerate(changes[:MOST_CHANGES]):
        size += len(orjson.dumps(change))
        if count and size > MOST_BYTES:
            return changes[:count]
    return changes[:MOST_CHANGES]


def to_change(fields: Mapping[str, Any]) -> Change:
    """Return the change that was written as JSON. Raises TypeError or KeyError where it is none."""
    return Change(**{**fields, "fields": tuple(FieldChange(**field) for field in fields["fields"])})
