"""Annotations: a NAME.gold.json with its NAME.txt, every quote found again in the text."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pipeline.errors import GoldError

SUFFIX: Final = ".gold.json"
KINDS: Final = frozenset({"duty", "closing"})
BASES: Final = frozenset({"explicit", "heading", "lead_in", "addressee", "none"})
DEADLINES: Final = frozenset({"date", "recurring", "relative"})
RECURRENCES: Final = frozenset(
    {"daily", "weekly", "monthly", "quarterly", "half-yearly", "yearly", "continuous"}
)
METADATA: Final = frozenset({"number", "type", "issuer", "date", "title", "signer", "addressees"})
TASK: Final = frozenset({"label", "kind", "begin", "end", "basis", "lead", "support", "refs", "deadlines"})
REF: Final = frozenset({"quote", "number", "type", "title", "date", "locator"})
MOST_CHARACTERS: Final = 6000  # of one task; more means that its end was found in the wrong place
_UNSEEN: Final = "*\u200b\ufeff\u00ad"  # what quotes may leave out, besides white space
_IGNORED: Final = re.compile(rf"[\s{_UNSEEN}]+")
_ISO_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Gold:
    """The annotations of one document, as written, with the text of each task in `texts`, in their order."""

    name: str
    metadata: Fields
    refs: tuple[Fields, ...]
    tasks: tuple[Fields, ...]
    texts: tuple[str, ...]
    unscored: frozenset[str]


class Compact:
    """A text without white space and stars, with the way back to the text."""

    def __init__(self, text: str) -> None:
        self.back = [i for i, c in enumerate(text) if not c.isspace() and c not in _UNSEEN]
        self.text = "".join(text[i] for i in self.back)

    def find(self, quote: str, start: int) -> tuple[int, int] | None:
        """Return the first place of `quote` from compact position `start` on, or None."""
        bare = _IGNORED.sub("", quote)
        at = self.text.find(bare, start) if bare else -1
        return None if at < 0 else (at, at + len(bare))


def load_gold(path: Path, texts: Path | None = None) -> Gold:
    """Return the annotations in `path`, whose text is NAME.txt in the folder `texts`, else beside it.

    Raises GoldError at the first fault: a file that cannot be read, a key that is missing or unknown, a quote
    that is not in the text in reading order, a value that the annotation guide does not allow.
    """
    name = path.name.removesuffix(SUFFIX)
    try:
        text = (texts or path.parent).joinpath(f"{name}.txt").read_text(encoding="utf-8")
        raw = json.loads(path.read_text(encoding="utf-8"))
        return _checked(name, raw, _Checker(str(path), text))
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        reason = f"{type(error).__name__}: {error}"
        raise GoldError("gold-unreadable", file=str(path), reason=reason) from error


def _checked(name: str, raw: Fields, check: _Checker) -> Gold:
    """Return the annotations once everything in them is checked."""
    tasks, refs, metadata, unscored = raw["tasks"], raw["refs"], raw["metadata"], raw.get("unscored", [])
    texts = tuple(check.task(i, task) for i, task in enumerate(tasks))
    check.refs(refs)
    cited = {ref["number"] for ref in refs} | {ref["title"] for ref in refs}
    for i, task in enumerate(tasks):
        for number in task["refs"]:
            check.value(number in cited, f"task {i} ({task['label']})", number)
    check.keys("metadata", METADATA - set(metadata))
    check.keys("unscored", set(unscored) - METADATA)
    return Gold(name, metadata, tuple(refs), tuple(tasks), texts, frozenset(unscored))


class _Checker:
    """One annotation file being checked against its text."""

    def __init__(self, file: str, text: str) -> None:
        self._file = file
        self._text = text
        self._compact = Compact(text)
        self._cursor = 0

    def task(self, index: int, task: Fields) -> str:
        """Return the words of a task; tasks must be given in order."""
        place = f"task {index} ({task.get('label')})"
        self.keys(place, (set(task) ^ TASK) - {"note"})
        begin, end = self._bounds(task, place)
        self._cursor = begin + 1
        start, stop = self._compact.back[begin], self._compact.back[end - 1] + 1
        self.value(stop - start <= MOST_CHARACTERS, place, task["end"])
        self.value(
            task["kind"] in KINDS and task["basis"] in BASES, place, f"{task['kind']}, {task['basis']}"
        )
        self.value(bool(task["lead"]) != (task["basis"] == "none"), place, task["basis"])
        for who in task["lead"] + task["support"]:
            self.keys(place, set(who) ^ {"name", "mention"})
            self.value(bool(who["name"]), place, who["mention"])
            self._anywhere(who["mention"], place)
        for deadline in task["deadlines"]:
            self.keys(place, set(deadline) ^ {"quote", "kind", "value"})
            self._anywhere(deadline["quote"], place)
            self.value(_is_allowed(deadline["kind"], deadline["value"]), place, str(deadline["value"]))
        return self._text[start:stop]

    def refs(self, refs: list[Fields]) -> None:
        """Check the citations, which must stand in reading order."""
        cursor = 0
        for i, ref in enumerate(refs):
            place = f"ref {i}"
            self.keys(place, set(ref) ^ REF)
            at = self._compact.find(ref["quote"], cursor)
            if at is None:
                raise GoldError("gold-quote-not-found", file=self._file, place=place, quote=ref["quote"])
            self.value(bool(ref["number"] or ref["title"]), place, ref["quote"])
            cursor = at[0] + 1

    def keys(self, place: str, wrong: set[str] | frozenset[str]) -> None:
        """Raise GoldError where there are wrong keys."""
        if wrong:
            raise GoldError("gold-bad-keys", file=self._file, place=place, quote=", ".join(sorted(wrong)))

    def value(self, allowed: bool, place: str, value: str) -> None:  # noqa: FBT001 - reads as a sentence
        """Raise GoldError where a value is not allowed."""
        if not allowed:
            raise GoldError("gold-bad-value", file=self._file, place=place, quote=value)

    def _bounds(self, task: Fields, place: str) -> tuple[int, int]:
        """Return where a task begins and ends in the compact text."""
        begin = self._compact.find(task["begin"], self._cursor)
        if begin is None:
            raise GoldError("gold-quote-not-found", file=self._file, place=place, quote=task["begin"])
        end = self._compact.find(task["end"], begin[0])
        if end is None:
            raise GoldError("gold-quote-not-found", file=self._file, place=place, quote=task["end"])
        return begin[0], end[1]

    def _anywhere(self, quote: str, place: str) -> None:
        if self._compact.find(quote, 0) is None:
            raise GoldError("gold-quote-not-found", file=self._file, place=place, quote=quote)


def _is_allowed(kind: str, value: str | None) -> bool:
    """Say whether a deadline's value fits its kind."""
    if kind == "date":
        return value is not None and _ISO_DATE.fullmatch(value) is not None
    if kind == "recurring":
        return value is not None and set(value.split(",")) <= RECURRENCES
    return kind == "relative" and value is None
