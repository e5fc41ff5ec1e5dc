"""Drafts become tasks: numbered, with ids, citations, times, targets, confidence and reasons to review."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from gazetteer.cue_data import Cues
from pipeline.identity import TaskIds
from pipeline.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.assignments import Assigned
    from pipeline.assignments.model import Assignee, Draft
    from pipeline.assignments.reading import Reading
    from pipeline.document import Document
    from pipeline.mentions.citations import Citation
    from pipeline.mentions.targets import Target
    from pipeline.mentions.times import Deadline
    from pipeline.restore import Mending

_Mention = TypeVar("_Mention", "Citation", "Deadline", "Target")
LONG_TASK = 3000
"""A task of more characters is worth a look: perhaps its end was missed."""
DOUBTFUL_SCORE = 0.7
"""A known body named with less certainty than this could be another one."""
_STEPS = (0.95, 0.85, 0.65)
"""Scores of the least certain body that part a full name, a known group, an open group and a mere guess."""
_CONFIDENCE = {
    "explicit": (0.9, 0.82, 0.82, 0.8),
    "heading": (0.98, 0.97, 0.87, 0.87),
    "lead_in": (0.65, 0.65, 0.6, 0.6),
    "addressee": (0.7, 0.7, 0.2, 0.2),
    "none": (0.88, 0.88, 0.88, 0.88),
}
"""How many of such tasks needed no correction, by what the lead is known from and by those steps.

Counted on documents annotated by people who had not seen the output, rounded to what their number bears.
"""
SURE_WORD = 60
"""Recognition's own measure, 0 to 100: words below it were wrong in most cases."""
DOUBTFUL_WORDS = 0.03
"""A larger share of such words in a task is worth a look."""
_LONG = 0.8
"""What is left of that for a task of unusual length."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the finders found in the whole matched text, each kind sorted by start."""

    citations: Sequence[Citation]
    deadlines: Sequence[Deadline]
    targets: Sequence[Target]


def build_tasks(mending: Mending, assigned: Assigned, found: Found, identity: str) -> list[dict[str, Any]]:
    """Fields of TaskRecord for every draft, in reading order.

    Each task takes what was `found` inside its span, or inside one of its pieces. Its id is made of the words
    as typed, so that what is learnt about mending changes no id.
    """
    ids = TaskIds(identity)
    tasks = []
    for order, draft in enumerate(sorted(assigned.drafts, key=lambda draft: draft.span)):
        id_ = ids.next(mending.typed_words(draft.pieces or (draft.span,)))
        head = {"schema_version": "1.0", "task_id": id_, "document_id": identity, "order": order}
        tasks.append(head | _task_fields(mending, assigned.reading, draft, found))
    return tasks


def _task_fields(mending: Mending, reading: Reading, draft: Draft, found: Found) -> dict[str, Any]:
    """Fields of TaskRecord that need no look at other tasks."""
    document = mending.mended
    pieces = draft.pieces or (draft.span,)
    text = join(document.text, pieces)
    spans = source_spans(document, pieces)
    confidence, review = _read_well(document, spans, judge(draft, text))
    return {
        "label": draft.label,
        "kind": draft.kind,
        "text": text,
        "verbatim": "".join([document.source.text[start:end] for start, end in spans]),
        "spans": spans,
        "pages": pages(document, spans),
        "headings": draft.headings,
        "assignees": [assignee_fields(document, assignee) for assignee in draft.assignees],
        "legal_refs": [citation_fields(document, one) for one in _inside(found.citations, pieces)],
        "deadlines": _times(document, draft, _inside(found.deadlines, pieces)),
        "targets": [_target_fields(document, one) for one in _inside(found.targets, pieces)],
        "output": join(document.text, draft.output) if draft.output else None,
        "reports_to": _reports(document, reading, draft),
        "confidence": confidence,
        "review": [*review, "possible-error"] if _doubted(mending.doubts, spans) else review,
        "evidence": [{"rule": rule, "span": _whole(document, span)} for rule, span in draft.rules],
    }


def clean(text: str, span: Span) -> str:
    """The words of `span` on one line."""
    return text[span.start : span.end].replace("\n", " ").replace("\t", " ")


def join(text: str, pieces: Sequence[Span]) -> str:
    """The words of `pieces` on one line."""
    return " ".join([clean(text, piece).strip() for piece in pieces])


def source_spans(document: Document, pieces: Sequence[Span]) -> tuple[Span, ...]:
    """Where `pieces` of the matched text stand in the source."""
    if len(pieces) == 1:
        return document.source_spans(pieces[0])
    return tuple([span for piece in pieces for span in document.source_spans(piece)])


def pages(document: Document, spans: Sequence[Span]) -> list[int]:
    """The pages, from 1, that `spans` of the source stand on; none for a source without pages.

    Where the places of words are known these tell: a paragraph that runs over the end of a page is whole.
    """
    words = document.source.words
    if words is not None:
        return sorted({words.pages[word] for span in spans for word in words.within(span)})
    low, high = spans[0].start, spans[-1].end
    numbered = enumerate(document.source.pages, 1)
    return [number for number, page in numbered if page.start < high and page.end > low]


def citation_fields(document: Document, citation: Citation) -> dict[str, Any]:
    """Fields of LegalRefRecord."""
    return {
        "citation": document.text[citation.start : citation.end],
        "number": citation.number,
        "type": citation.type,
        "title": citation.title,
        "issuer": citation.issuer,
        "date": citation.date,
        "locator": citation.locator,
        "spans": document.source_spans(Span(citation.start, citation.end)),
    }


def assignee_fields(document: Document, assignee: Assignee) -> dict[str, Any]:
    """Fields of AssigneeRecord."""
    pieces = assignee.pieces or (assignee.span,)
    return {
        "agency_id": assignee.agency_id,
        "name": assignee.name,
        "mention": join(document.text, pieces),
        "role": assignee.role,
        "basis": assignee.basis,
        "group": assignee.group,
        "members": assignee.members,
        "spans": source_spans(document, pieces),
        "score": assignee.score,
    }


def judge(draft: Draft, text: str) -> tuple[float, list[str]]:
    """Confidence that the task needs no correction, and the codes that say why a person should look."""
    review = list(draft.review)
    leads = [assignee for assignee in draft.assignees if assignee.role == "lead"]
    if not leads:
        review.append("no-lead")
    if "addressee" in [lead.basis for lead in leads]:
        review.append("inherited-from-addressee")
    if [a for a in draft.assignees if a.agency_id is None and not a.group]:
        review.append("unknown-agency")
    if [a for a in draft.assignees if a.score < DOUBTFUL_SCORE and a.agency_id is not None]:
        review.append("ambiguous-agency")
    review += sorted({a.doubt for a in draft.assignees if a.doubt} - set(review))
    lowest = min([assignee.score for assignee in draft.assignees], default=1.0)
    step = [lowest >= bound for bound in (*_STEPS, 0.0)].index(True)
    confidence = _CONFIDENCE[leads[0].basis if leads else "none"][step]
    if len(text) > LONG_TASK:
        review.append("long-task")
        confidence = round(confidence * _LONG, 2)
    return confidence, review


def _read_well(
    document: Document, spans: Sequence[Span], judged: tuple[float, list[str]]
) -> tuple[float, list[str]]:
    """Lower the confidence of a task with words that recognition was not sure of, and say so."""
    words = document.source.words
    known = [sure for span in spans for sure in words.recognised(span)] if words else []
    doubtful = sum(sure < SURE_WORD for sure in known)
    confidence, review = judged
    if doubtful <= DOUBTFUL_WORDS * len(known):
        return judged
    return round(confidence * (1 - doubtful / len(known)), 2), [*review, "low-ocr-quality"]


def _doubted(doubts: Sequence[Span], spans: Sequence[Span]) -> bool:
    """Tell whether one of `doubts`, which are in order, begins in one of `spans`."""
    return any(bisect_left(doubts, (start,)) < bisect_left(doubts, (end,)) for start, end in spans)


def _whole(document: Document, span: Span) -> tuple[int, int]:
    spans = document.source_spans(span)
    return spans[0].start, spans[-1].end


def _inside(mentions: Sequence[_Mention], pieces: Sequence[Span]) -> list[_Mention]:
    found = []
    for start, end in pieces:
        for index in range(bisect_left(mentions, (start,)), len(mentions)):
            if mentions[index].end > end:
                break
            found.append(mentions[index])
    return found


def _times(document: Document, draft: Draft, inside: Sequence[Deadline]) -> list[dict[str, Any]]:
    """Fields of DeadlineRecord: those of the text, then those of attribute lines; one for each meaning."""
    found: list[tuple[tuple[Span, ...], str, str | None]]
    found = [((Span(d.start, d.end),), d.kind, d.value) for d in inside]
    found += [(timing.pieces or (timing.span,), timing.kind, timing.value) for timing in draft.timings]
    seen = set()
    fields = []
    for pieces, kind, value in found:
        if (kind, value) not in seen or kind == "relative":
            seen.add((kind, value))
            quote, spans = join(document.text, pieces), source_spans(document, pieces)
            fields.append({"quote": quote, "kind": kind, "value": value, "spans": spans})
    return fields


def _target_fields(document: Document, target: Target) -> dict[str, Any]:
    span = Span(target.start, target.end)
    return {
        "quote": clean(document.text, span),
        "comparator": target.comparator,
        "number": target.number,
        "unit": target.unit,
        "spans": document.source_spans(span),
    }


@cache
def _report_pattern(cues: Cues) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{cues.words['verbs.report_to']}),? (?P<bodies>{cues.words['bodies']})")


def _reports(document: Document, reading: Reading, draft: Draft) -> list[dict[str, Any]]:
    """Whom the result goes to: the bodies behind "báo cáo", "gửi về", "qua", unless they carry it."""
    pattern, signs = _report_pattern(reading.cues), reading.signs
    told: dict[str, Assignee] = {}
    stretches = [reading.sign_span(*piece) for piece in draft.pieces or (draft.span,)]
    for stretch in [stretch for stretch in stretches if signs.names(*stretch)]:
        for match in pattern.finditer(signs.text, *stretch):
            for body in reading.assignees(*match.span("bodies"), "support", "explicit"):
                told.setdefault(body.name, body)
    carriers = {assignee.name for assignee in draft.assignees}
    return [_body_fields(document, body) for body in told.values() if body.name not in carriers]


def _body_fields(document: Document, body: Assignee) -> dict[str, Any]:
    """Fields of ReportsToRecord."""
    fields = assignee_fields(document, body)
    return {key: fields[key] for key in ("agency_id", "name", "mention", "spans")}
