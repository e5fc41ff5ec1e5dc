"""Drafts become tasks: numbered, with ids, citations, times, targets, confidence and reasons to review."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from gazetteer.cue_data import BODIES, Cues
from pipeline.identity import TaskIds
from pipeline.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.assignments.model import Assignee, Draft
    from pipeline.assignments.reading import Reading
    from pipeline.document import Document
    from pipeline.mentions.citations import Citation
    from pipeline.mentions.targets import Target
    from pipeline.mentions.times import Deadline

_Mention = TypeVar("_Mention", "Citation", "Deadline", "Target")
LONG_TASK = 3000
"""A task of more characters is worth a look: perhaps its end was missed."""


def build_tasks(
    document: Document,
    reading: Reading,
    drafts: Sequence[Draft],
    citations: Sequence[Citation],
    deadlines: Sequence[Deadline],
    targets: Sequence[Target],
    identity: str,
) -> list[dict[str, Any]]:
    """Fields of TaskRecord for every draft, in reading order.

    `citations`, `deadlines` and `targets` are those of the whole matched text, sorted by start; each task takes
    those inside its span, or inside one of its pieces.
    """
    ids = TaskIds(identity)
    tasks = []
    for order, draft in enumerate(sorted(drafts, key=lambda draft: draft.span)):
        pieces = draft.pieces or (draft.span,)
        text = join(document.text, pieces)
        times = list(_times(document, draft, _inside(deadlines, pieces)))
        confidence, review = judge(draft, text)
        tasks.append(
            {
                "schema_version": "1.0",
                "task_id": ids.next(text),
                "document_id": identity,
                "order": order,
                "label": draft.label,
                "kind": draft.kind,
                "text": text,
                "verbatim": "".join([document.verbatim(piece) for piece in pieces]),
                "spans": source_spans(document, pieces),
                "pages": pages(document, pieces),
                "headings": draft.headings,
                "assignees": [assignee_fields(document, assignee) for assignee in draft.assignees],
                "legal_refs": [
                    citation_fields(document, citation) for citation in _inside(citations, pieces)
                ],
                "deadlines": times,
                "targets": [_target_fields(document, target) for target in _inside(targets, pieces)],
                "output": join(document.text, draft.output) if draft.output else None,
                "reports_to": _reports(document, reading, draft),
                "confidence": confidence,
                "review": review,
                "evidence": [{"rule": rule, "span": _whole(document, span)} for rule, span in draft.rules],
            }
        )
    return tasks


def clean(text: str, span: Span) -> str:
    """The words of `span` on one line."""
    return text[span.start : span.end].replace("\n", " ").replace("\t", " ")


def join(text: str, pieces: Sequence[Span]) -> str:
    """The words of `pieces` on one line."""
    return " ".join([clean(text, piece).strip() for piece in pieces])


def source_spans(document: Document, pieces: Sequence[Span]) -> tuple[Span, ...]:
    """Where `pieces` of the matched text stand in the source."""
    return tuple([span for piece in pieces for span in document.source_spans(piece)])


def pages(document: Document, pieces: Sequence[Span]) -> list[int]:
    """The pages, from 1, that `pieces` of the matched text stand on; none for a source without pages."""
    found = document.source.pages
    if not found:
        return []
    spans = source_spans(document, pieces)
    low, high = spans[0].start, spans[-1].end
    return [number for number, page in enumerate(found, 1) if page.start < high and page.end > low]


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
    return {
        "agency_id": assignee.agency_id,
        "name": assignee.name,
        "mention": join(document.text, assignee.pieces or (assignee.span,)),
        "role": assignee.role,
        "basis": assignee.basis,
        "group": assignee.group,
        "members": assignee.members,
        "spans": source_spans(document, assignee.pieces or (assignee.span,)),
        "score": assignee.score,
    }


def judge(draft: Draft, text: str) -> tuple[float, list[str]]:
    """Confidence that the task needs no correction, and the codes that say why a person should look."""
    review = list(draft.review)
    leads = [assignee for assignee in draft.assignees if assignee.role == "lead"]
    if not leads:
        review.append("no-lead")
    if any(assignee.basis == "addressee" for assignee in leads):
        review.append("inherited-from-addressee")
    if any(a.agency_id is None and not a.group for a in draft.assignees):
        review.append("unknown-agency")
    if any(a.score < 0.9 and a.agency_id is not None for a in draft.assignees):
        review.append("ambiguous-agency")
    if len(text) > LONG_TASK:
        review.append("long-task")
    basis = leads[0].basis if leads else "none"
    confidence = {"explicit": 0.92, "heading": 0.95, "lead_in": 0.9, "addressee": 0.6, "none": 0.7}[basis]
    for code in review:
        confidence *= {"no-lead": 1.0, "unknown-agency": 0.8, "ambiguous-agency": 0.8, "long-task": 0.8}.get(
            code, 1.0
        )
    return round(confidence, 2), review


def _whole(document: Document, span: Span) -> tuple[int, int]:
    spans = document.source_spans(span)
    return spans[0].start, spans[-1].end


def _inside(mentions: Sequence[_Mention], pieces: Sequence[Span]) -> list[_Mention]:
    found = []
    for start, end in pieces:
        for index in range(bisect_left(mentions, start, key=lambda mention: mention.start), len(mentions)):
            if mentions[index].end > end:
                break
            found.append(mentions[index])
    return found


def _times(document: Document, draft: Draft, inside: Sequence[Deadline]) -> Iterator[dict[str, Any]]:
    """Those of the text, then those of attribute lines; one for each meaning."""
    seen = set()
    found: list[tuple[tuple[Span, ...], str, str | None]]
    found = [((Span(d.start, d.end),), d.kind, d.value) for d in inside]
    found += [(timing.pieces or (timing.span,), timing.kind, timing.value) for timing in draft.timings]
    for pieces, kind, value in found:
        if (kind, value) not in seen or kind == "relative":
            seen.add((kind, value))
            yield {
                "quote": join(document.text, pieces),
                "kind": kind,
                "value": value,
                "spans": source_spans(document, pieces),
            }


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
    return re.compile(rf"(?<!\w)(?:{cues.words['verbs.report_to']}),? (?P<bodies>{BODIES})")


def _reports(document: Document, reading: Reading, draft: Draft) -> list[dict[str, Any]]:
    """Whom the result goes to: the bodies behind "báo cáo", "gửi về", "qua"."""
    carriers = {assignee.name for assignee in draft.assignees}
    found: dict[str, dict[str, Any]] = {}
    pattern = _report_pattern(reading.cues)
    stretches = [reading.sign_span(*piece) for piece in draft.pieces or (draft.span,)]
    matches = [match for stretch in stretches for match in pattern.finditer(reading.signs.text, *stretch)]
    for match in matches:
        for body in reading.assignees(*match.span("bodies"), "support", "explicit"):
            if body.name not in carriers:
                fields = assignee_fields(document, body)
                told = {key: fields[key] for key in ("agency_id", "name", "mention", "spans")}
                found.setdefault(body.name, told)
    return list(found.values())
