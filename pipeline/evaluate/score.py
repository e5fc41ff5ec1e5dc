"""The figures: precision, recall and F1 of each field, and how many tasks need no touch at all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rapidfuzz import fuzz

from pipeline.errors import GoldError, UsageError
from pipeline.evaluate.compare import Comparison, compare_task
from pipeline.evaluate.folding import fold, number_key, overlap
from pipeline.evaluate.gold import SUFFIX, Gold, load_gold
from pipeline.export import read_lines

SAME_TASK: Final = 80
SAME_VALUE: Final = 93
SAME_TITLE: Final = 90
SCORED_METADATA: Final = ("number", "type", "issuer", "date", "signer", "title")

Fields = dict[str, Any]


class Tally:
    """Hits, and how many there were on both sides."""

    __slots__ = ("hit", "predicted", "wanted")

    def __init__(self) -> None:
        self.hit = self.predicted = self.wanted = 0

    def add(self, hit: int, predicted: int, wanted: int) -> None:
        """Count further ones."""
        self.hit += hit
        self.predicted += predicted
        self.wanted += wanted

    def figures(self) -> dict[str, float]:
        """Return precision, recall and F1 to four places, 0.0 where there is nothing, and the wanted."""
        p = self.hit / self.predicted if self.predicted else 0.0
        r = self.hit / self.wanted if self.wanted else 0.0
        f1 = round(2 * p * r / (p + r), 4) if p + r else 0.0
        return {"p": round(p, 4), "r": round(r, 4), "f1": f1, "n": self.wanted}


class Tallies:
    """Every field's tally, over all documents and over the one at hand, in the order of first use."""

    def __init__(self) -> None:
        self.overall: defaultdict[str, Tally] = defaultdict(Tally)
        self.local: defaultdict[str, Tally] = defaultdict(Tally)

    def add(self, field: str, hit: int, predicted: int, wanted: int) -> None:
        """Count hits of a field."""
        self.overall[field].add(hit, predicted, wanted)
        self.local[field].add(hit, predicted, wanted)


@dataclass(frozen=True, slots=True)
class Predicted:
    """A document's record, None where it was not read, and its tasks in order."""

    document: Fields | None
    tasks: Sequence[Fields]


def evaluate(
    gold: Path, out: Path, *, texts: Path | None = None, misses: int | None = None
) -> dict[str, Any]:
    """Score the records in the folder `out` against the annotations in the folder `gold`.

    The annotated texts stand in the folder `texts`, else beside the annotations.

    Returns "overall" (figures by field), "documents" (headline figures by name) and "misses", the first
    `misses` tasks of the annotations that are not wholly right, all for None. A record belongs to NAME where
    the stem of its path begins with NAME or NAME with the stem. Raises GoldError, UsageError (no-records,
    bad-records).
    """
    paths = sorted(gold.glob(f"*{SUFFIX}"))
    if not paths:
        raise GoldError("gold-no-files", file=str(gold))
    if not (out / "documents.jsonl").is_file() or not (out / "tasks.jsonl").is_file():
        raise UsageError("no-records", file=str(out))
    documents = list(read_lines(out / "documents.jsonl"))
    annotated = (load_gold(path, texts) for path in paths)
    return score(annotated, documents, read_lines(out / "tasks.jsonl"), misses=misses)


def score(
    gold: Iterable[Gold], documents: Iterable[Fields], tasks: Iterable[Fields], *, misses: int | None = None
) -> dict[str, Any]:
    """Score records that are at hand; see `evaluate`."""
    by_document: defaultdict[str, list[Fields]] = defaultdict(list)
    for task in tasks:
        by_document[task["document_id"]].append(task)
    stems = {Path(document["source"]["path"]).stem: document for document in documents}
    tallies = Tallies()
    rows: dict[str, Fields] = {}
    shown: list[Fields] = []
    for one in gold:
        names = (stem for stem in stems if stem.startswith(one.name) or one.name.startswith(stem))
        document = stems.get(next(names, ""))
        made = by_document[document["document_id"]] if document else []
        predicted = Predicted(document, sorted(made, key=lambda task: task["order"]))
        tallies.local.clear()
        comparisons = _score_document(one, predicted, tallies)
        wrong = [comparison.miss(one.name) for comparison in comparisons if not comparison.touch_free]
        shown += wrong if misses is None else wrong[: misses - len(shown)]
        rows[one.name] = _row(one, predicted, tallies.local, len(comparisons) - len(wrong))
    figures: dict[str, dict[str, float]] = {
        field: tally.figures() for field, tally in tallies.overall.items()
    }
    free = figures["touch_free"]
    figures["touch_free"] = {"rate": free["r"], "n": free["n"]}
    return {"overall": figures, "documents": rows, "misses": shown}


def pair_tasks(predicted: Sequence[str], wanted: Sequence[str]) -> list[tuple[int, int, float]]:
    """Return pairs (predicted, wanted, similarity) of folded texts: the most alike first, each text once.

    At least 80 alike; ties by nearness of their places, then by place.
    """
    scored = []
    for i, made in enumerate(predicted):
        for j, text in enumerate(wanted):
            if similarity := fuzz.ratio(made, text, score_cutoff=SAME_TASK):
                distance = abs(i / max(len(predicted), 1) - j / max(len(wanted), 1))
                scored.append((-similarity, distance, i, j))
    used_predicted: set[int] = set()
    used_wanted: set[int] = set()
    pairs = []
    for negative, _, i, j in sorted(scored):
        if i not in used_predicted and j not in used_wanted:
            used_predicted.add(i)
            used_wanted.add(j)
            pairs.append((i, j, -negative))
    return pairs


def _score_document(gold: Gold, predicted: Predicted, tallies: Tallies) -> list[Comparison]:
    """Add everything about one document to the tallies; return each task's comparison."""
    pairs = pair_tasks([fold(task["text"]) for task in predicted.tasks], [fold(text) for text in gold.texts])
    tallies.add("task", len(pairs), len(predicted.tasks), len(gold.tasks))
    matched = {j: (predicted.tasks[i], similarity) for i, j, similarity in pairs}
    comparisons = []
    for j, wanted in enumerate(gold.tasks):
        made, similarity = matched.get(j, (None, 0))
        comparison = compare_task(wanted, made, similarity)
        comparisons.append(comparison)
        for field, figures in comparison.figures:
            tallies.add(field, *figures)
    for role in ("lead", "support"):
        named = sum(who.get("role") == role for task in predicted.tasks for who in task.get("assignees", []))
        tallies.add(role, 0, named, 0)
    tallies.add("deadline", 0, sum(len(task.get("deadlines", [])) for task in predicted.tasks), 0)
    free = sum(comparison.touch_free for comparison in comparisons)
    tallies.add("touch_free", free, len(predicted.tasks), len(gold.tasks))
    _score_refs(gold, predicted.document or {}, tallies)
    _score_metadata(gold, (predicted.document or {}).get("metadata", {}), tallies)
    return comparisons


def _score_refs(gold: Gold, document: Fields, tallies: Tallies) -> None:
    wanted = Counter(map(number_key, gold.refs))
    made = Counter(map(number_key, document.get("legal_refs", [])))
    tallies.add("legal_ref", (wanted & made).total(), made.total(), wanted.total())


def _score_metadata(gold: Gold, made: Fields, tallies: Tallies) -> None:
    for key in SCORED_METADATA:
        if key not in gold.unscored:
            tallies.add(f"metadata.{key}", _is_right(key, gold.metadata.get(key), made.get(key)), 1, 1)
    wanted = [fold(addressee) for addressee in gold.metadata["addressees"]]
    named = [
        fold((one.get("mention") or one["name"]) if isinstance(one, dict) else one)
        for one in made.get("addressees", [])
    ]
    tallies.add("metadata.addressees", overlap(named, wanted), len(named), len(wanted))


def _is_right(key: str, wanted: str | None, made: Any) -> bool:  # noqa: ANN401 - a record of any version
    value = made.get("name") if isinstance(made, dict) else made
    if key in {"number", "date"}:
        return (wanted or "").replace(" ", "").lower() == (value or "").replace(" ", "").lower()
    if not (wanted or value):
        return True
    return fuzz.ratio(fold(wanted), fold(value)) >= (SAME_TITLE if key == "title" else SAME_VALUE)


def _row(gold: Gold, predicted: Predicted, local: Mapping[str, Tally], free: int) -> Fields:
    """Return one document's headline figures."""
    return {
        **{field: local[field].figures()["f1"] for field in ("task", "lead", "legal_ref")},
        "touch_free": round(free / max(len(gold.tasks), 1), 4),
        "tasks": len(gold.tasks),
        "read": predicted.document is not None,
    }
