"""One annotated task against the record that was paired with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from pipeline.evaluate.folding import bare, fold, number_key, overlap

SAME_TEXT: Final = 95
SHOWN: Final = 80  # characters of a text that a miss shows

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of one annotated task. `figures` are hits, predicted and wanted by field, in order."""

    wanted: Fields
    made: Fields | None
    similarity: float
    figures: tuple[tuple[str, tuple[int, int, int]], ...]
    touch_free: bool

    def miss(self, name: str) -> Fields:
        """Return the task as an entry of the list of misses."""
        keys = ("kind", "begin", "lead", "support", "deadlines", "refs")
        return {
            "doc": name,
            "label": self.wanted["label"],
            "similarity": round(self.similarity, 1),
            "gold": {key: self.wanted[key] for key in keys},
            "got": self.made and _shown(self.made),
        }


def compare_task(wanted: Fields, made: Fields | None, similarity: float) -> Comparison:
    """Compare an annotated task with the record paired with it, None where there is none.

    Touch-free means that nothing needs a hand: text at least 95 alike, the same kind, leads, supports,
    deadlines and documents cited.
    """
    figures: list[tuple[str, tuple[int, int, int]]] = []
    right = made is not None and similarity >= SAME_TEXT and made.get("kind") == wanted["kind"]
    for role in ("lead", "support"):
        names = [fold(who["name"]) for who in wanted[role]]
        got = [fold(who["name"]) for who in _assignees(made, role)]
        hits = overlap(got, names)
        figures.append((role, (hits, 0, len(names))))
        right = right and hits == len(names) == len(got)
    times, got_times = _times(wanted["deadlines"]), _times((made or {}).get("deadlines", []))
    figures.append(("deadline", ((times & got_times).total(), 0, times.total())))
    cited = {bare(ref) if re.search(r"\d", ref) else fold(ref) for ref in wanted["refs"]}
    got_cited = set(map(number_key, (made or {}).get("legal_refs", [])))
    if made is not None:
        basis = next((who.get("basis") for who in _assignees(made, "lead")), "none")
        figures.append(("kind", (made.get("kind") == wanted["kind"], 1, 1)))
        figures.append(("basis", (basis == wanted["basis"], 1, 1)))
    right = right and times == got_times and cited == got_cited
    return Comparison(wanted, made, similarity, tuple(figures), right)


def _assignees(task: Fields | None, role: str) -> list[Fields]:
    return [who for who in (task or {}).get("assignees", []) if who.get("role") == role]


def _times(deadlines: Iterable[Fields]) -> Counter[tuple[str, str | None]]:
    """Return what makes deadlines the same: the kind, and the value in whatever order it lists its parts."""
    return Counter(
        (one["kind"], ",".join(sorted(str(one["value"]).split(","))) if one["value"] else None)
        for one in deadlines
    )


def _shown(task: Fields) -> Fields:
    """Return what a miss shows of a record."""
    return {
        "text": task["text"][:SHOWN],
        "kind": task.get("kind"),
        "assignees": [(who["role"], who["name"]) for who in task.get("assignees", [])],
        "deadlines": task.get("deadlines"),
        "refs": [number_key(ref) for ref in task.get("legal_refs", [])],
    }
