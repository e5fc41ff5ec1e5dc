"""Restoring held-back decrees, as they are and with slips put in, and Viwiki-Spelling, a public benchmark."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from pipeline.document import Document, read_document
from pipeline.restore import Proposal, Settings, find_edits
from pipeline.restore.protected import line_guards, load_zones, zone_guards
from pipeline.source import Source
from scripts.bench.documents import SHARED
from scripts.bench.noise import Slip, damage
from scripts.build_language_model import held_back

WIKI = SHARED / "restore" / "viwiki_spelling_test.json"
SEED = 20240501


class Edit(NamedTuple):
    """An edit made or suggested: what stands there, what should, with the words beside it."""

    before: str
    after: str
    around: str
    proposal: Proposal


@dataclass
class Score:
    """Slips put in, by kind, those mended and suggested; edits that mend one wrong, and those of no slip."""

    slips: Counter[str] = field(default_factory=Counter)
    mended: Counter[str] = field(default_factory=Counter)
    suggested: int = 0
    wrong: int = 0
    false: int = 0

    @property
    def precision(self) -> float:
        """Right edits of all that were applied."""
        right = sum(self.mended.values())
        return right / max(1, right + self.wrong + self.false)

    @property
    def recall(self) -> float:
        """Slips mended of all."""
        return sum(self.mended.values()) / max(1, sum(self.slips.values()))


@cache
def clean_documents() -> tuple[Document, ...]:
    """The held-back decrees as documents."""
    return tuple(read_document(Source(text)) for text in held_back() if text.strip())


def syllables(documents: Iterable[Document]) -> int:
    """How many words the documents have."""
    return sum(len(document.text.split()) for document in documents)


def edits(document: Document, policy: str) -> Iterator[Edit]:
    """The edits of `document` with that policy."""
    text = document.text
    for edit in find_edits(document):
        if edit.policy == policy:
            low, high = edit.span
            before, behind = text[:low].rsplit(None, 3)[1:], text[high : high + 60].split(None, 3)[:2]
            yield Edit(
                edit.before, edit.after, f"{' '.join(before)} [{edit.before}] {' '.join(behind)}", edit
            )


def guarded(document: Document) -> list[tuple[int, int]]:
    """The ranges of the text of `document` in which no letter is changed."""
    zones, text, at = load_zones(), document.text, 0
    found = [tuple(guard.span) for guard in zone_guards(text, zones)]
    for line in text.split("\n"):
        found += [(at + start, at + end) for (start, end), _, _ in line_guards(line, zones)]
        at += len(line) + 1
    return [(start, end) for start, end in found]


def injected(rate: float, *, open_only: bool) -> Score:
    """Put slips into the held-back decrees, mend them, and count.

    `open_only`: none where letters are never changed. What would be mended without any slip does not count.
    """
    score = Score()
    for number, document in enumerate(clean_documents()):
        own = Counter((edit.before, edit.after) for edit in find_edits(document) if edit.policy == "apply")
        text, slips = damage(document.text, rate, SEED + number, guarded(document) if open_only else ())
        _count(score, Document(Source(text), text), slips, own)
    return score


def _count(score: Score, damaged: Document, slips: Sequence[Slip], own: Counter[tuple[str, str]]) -> None:
    score.slips.update(slip.kind for slip in slips)
    waiting = list(slips)
    for edit in find_edits(damaged):
        hit = [slip for slip in waiting if slip.start <= edit.span.end and edit.span.start <= slip.end]
        if edit.policy == "suggest":
            score.suggested += any(_rights(damaged.text, edit, slip) for slip in hit)
        elif edit.policy == "apply" and hit:
            if _rights(damaged.text, edit, *hit):
                score.mended.update(slip.kind for slip in hit)
            else:
                score.wrong += 1
            waiting = [slip for slip in waiting if slip not in hit]
        elif edit.policy == "apply" and not own[edit.before, edit.after]:
            score.false += 1


def _rights(text: str, edit: Proposal, *slips: Slip) -> bool:
    """Tell whether `edit` turns `text` back as it was before `slips`."""
    low = min(edit.span.start, *(slip.start for slip in slips))
    high = max(edit.span.end, *(slip.end for slip in slips))
    done = text[low : edit.span.start] + edit.after + text[edit.span.end : high]
    pieces: list[str] = []
    at = low
    for slip in slips:
        pieces += (text[at : slip.start], slip.before)
        at = slip.end
    return done == "".join(pieces) + text[at:high]


class Wiki(NamedTuple):
    """Viwiki-Spelling: mistakes, edits, edits that hit one, edits that mend one."""

    mistakes: int
    edits: int
    hits: int
    right: int


def wiki(policies: frozenset[str], settings: Settings) -> Wiki:
    """Mend the articles of Viwiki-Spelling and hold the edits against the labelled mistakes."""
    counts = Counter[str]()
    for line in WIKI.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        document = read_document(Source(article["text"]))
        labels = [(int(row["start_offset"]), row["text"], row["suggest"]) for row in article["mistakes"]]
        counts["mistakes"] += len(labels)
        for edit in find_edits(document, settings=settings):
            if edit.policy in policies and edit.rule != "spacing":
                start, end = document.source_spans(edit.span)[0]
                hit = [right for at, wrong, right in labels if at <= end and start <= at + len(wrong)]
                mends = any(edit.after.strip() in word for right in hit for word in right)
                counts.update(edits=1, hits=bool(hit), right=mends)
    return Wiki(counts["mistakes"], counts["edits"], counts["hits"], counts["right"])
