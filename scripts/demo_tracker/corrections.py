"""What clerks do to records that were read: they correct tasks, take some out, and bring some back."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import orjson

_GONE: Final = 0.1
_CORRECTED: Final = 0.3
_WHOLE_GONE: Final = 0.05


def correct(out: Path, to: Path, chance: random.Random) -> None:
    """Write the records of the folder `out` to `to`, some tasks corrected and some left out.

    Left out of one folder and there in the next, a task is withdrawn and comes back; some documents give no
    task any more, and some get another title.
    """
    to.mkdir()
    documents, tasks = (_read(out / f"{name}.jsonl") for name in ("documents", "tasks"))
    empty = {one["document_id"] for one in documents if chance.random() < _WHOLE_GONE}
    for one in documents:
        if chance.random() < _CORRECTED:
            one["metadata"]["title"] = f"{one['metadata']['title']} (đính chính {chance.randrange(100)})"
    _write(to / "documents.jsonl", documents)
    _write(to / "tasks.jsonl", [one for one in _corrected(tasks, chance) if one["document_id"] not in empty])


def _corrected(tasks: Sequence[dict[str, Any]], chance: random.Random) -> Iterator[dict[str, Any]]:
    for one in tasks:
        if chance.random() < _GONE:
            continue
        if chance.random() < _CORRECTED:
            one["text"] += f" (sửa lần {chance.randrange(100)})"
        if chance.random() < _CORRECTED:
            day = f"{chance.randint(2025, 2027)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
            one["deadlines"] = [{"quote": f"trước ngày {day}", "kind": "date", "value": day, "spans": []}]
        if chance.random() < _CORRECTED:
            one["assignees"] = one["assignees"][::-1]
        yield one


def _read(path: Path) -> list[dict[str, Any]]:
    with path.open("rb") as lines:
        return [orjson.loads(line) for line in lines]


def _write(path: Path, records: Sequence[dict[str, Any]]) -> None:
    path.write_bytes(b"".join(orjson.dumps(one, option=orjson.OPT_APPEND_NEWLINE) for one in records))
