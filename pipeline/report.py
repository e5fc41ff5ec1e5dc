"""The document's own record: metadata, citations, every paragraph with its reason, edits, warnings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.messages import say_code
from pipeline.source import UNKNOWN, Remark
from pipeline.spans import Span
from pipeline.tasks import citation_fields, clean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.assignments import Assigned
    from pipeline.assignments.model import Assignee, Outline
    from pipeline.blocks.letterhead import Letterhead
    from pipeline.blocks.paragraphs import Paragraph
    from pipeline.blocks.zones import Zone
    from pipeline.document import Document
    from pipeline.mentions.citations import Citation
    from pipeline.restore import Mending, Proposal
    from pipeline.source import Box, PlacedWords

FULL_STOPS = frozenset(".!?/;:)|")
"""A document without recipients and signature that ends with none of these was cut in the middle."""
SCAN_SIGNS = "~^¬°¿¡«»„‟›‹{}\\<>=¢£€#$`´¨¥¦¶¤®©™†•‘"
"""No directive has these in its words; recognition puts them there where the scan was bad."""
_SCAN_SIGN = re.compile(f"[{re.escape(SCAN_SIGNS)}]")
SCAN_REACH = 1000
"""More than one of them in so many code points is worth a warning (clean copies were measured: 0 to 0.5)."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How the document is laid out: its lines, the zones that they make, and what the form says in them."""

    paragraphs: Sequence[Paragraph]
    zones: Sequence[Zone]
    letterhead: Letterhead


def document_fields(
    mending: Mending,
    layout: Layout,
    citations: Sequence[Citation],
    assigned: Assigned,
    *,
    identity: str,
    tasks: int,
) -> dict[str, Any]:
    """Fields of DocumentRecord; `identity` is the document's id, `tasks` the number of its tasks."""
    document = mending.mended
    source = document.source
    return {
        "schema_version": "1.0",
        "document_id": identity,
        "source": {
            "path": source.path,
            "sha256": source.sha256,
            "media_type": source.media_type,
            "pages": len(source.pages) or None,
            "encoding": source.encoding,
            "ocr": source.ocr,
        },
        "metadata": _metadata(layout.letterhead, assigned.addressees),
        "legal_refs": [citation_fields(document, citation) for citation in citations],
        "clauses": _clauses(document, assigned.outlines, layout),
        "edits": [
            {"span": span, "before": before, "after": after, "rule": rule}
            for span, before, after, rule in document.edits
        ],
        "warnings": _warnings(document, layout, tasks),
        "proposals": [proposal_fields(mending, proposal) for proposal in mending.proposals],
    }


def _metadata(letterhead: Letterhead, addressees: Sequence[Assignee]) -> dict[str, Any]:
    issuer = letterhead.issuer
    return {
        "number": letterhead.number,
        "type": letterhead.type,
        "issuer": {"agency_id": issuer.agency_id, "name": issuer.name} if issuer.name else None,
        "date": letterhead.date,
        "title": letterhead.title,
        "signer": letterhead.signer,
        "signer_title": letterhead.signer_title,
        "addressees": [
            {"agency_id": body.agency_id, "name": body.name, "mention": addressee.text}
            for addressee, body in zip(letterhead.addressees, addressees, strict=True)
        ],
        "recipients": letterhead.recipients,
    }


def _clauses(document: Document, outlines: Sequence[Outline], layout: Layout) -> list[dict[str, Any]]:
    """One entry a paragraph, in reading order: those of the bodies as read, the others by their zone."""
    described = {outline.span.start: outline for outline in outlines}
    entries = []
    for zone in layout.zones:
        kind = "table" if zone.kind == "body" else zone.kind
        for paragraph in layout.paragraphs[zone.first : zone.last]:
            span = Span(*paragraph)
            entries.append(_clause_fields(described.get(span.start), kind, document.source_spans(span)))
    return entries


def _clause_fields(outline: Outline | None, kind: str, spans: Sequence[Span]) -> dict[str, Any]:
    """Fields of ClauseRecord; without an `outline` the `kind` is also the reason why it is no task."""
    if outline is None:
        return {"label": "", "level": 0, "kind": kind, "heading": None, "spans": spans, "reason": kind}
    heading = outline.heading
    return {
        "label": outline.label,
        "level": outline.level,
        "kind": outline.kind,
        "heading": heading and clean(heading, Span(0, len(heading))),
        "spans": spans,
        "reason": outline.reason,
    }


def proposal_fields(mending: Mending, proposal: Proposal) -> dict[str, Any]:
    """Fields of ProposalRecord."""
    start, end = span = mending.place(proposal)
    before = mending.typed.source.text[start:end]
    return {
        "span": span,
        "before": before,
        "after": before if proposal.policy == "flag" else proposal.after,
        "rule": proposal.rule,
        "policy": proposal.policy,
        "confidence": proposal.confidence,
        "evidence": proposal.evidence,
    }


def _warnings(document: Document, layout: Layout, tasks: int) -> list[dict[str, Any]]:
    """What a clerk should know of the document, in the language of the office."""
    text, letterhead = document.text, layout.letterhead
    codes = [f"no-{key}" for key in ("number", "date", "signer") if getattr(letterhead, key) is None]
    if letterhead.issuer.name is None:
        codes.append("no-issuer")
    if not tasks:
        codes.append("no-assignment")
    closed = any(zone.kind in {"recipients", "signature"} for zone in layout.zones)
    if text and not closed and text.rstrip()[-1:] not in FULL_STOPS:
        codes.append("cut-off")
    if len(_SCAN_SIGN.findall(text)) * SCAN_REACH > len(text):
        codes.append("low-ocr-quality")
    remarks = [*document.source.remarks, *(Remark(code) for code in codes)]
    return [{"code": code, "message": say_code("warning", code), "span": span} for code, span in remarks]


def box_fields(words: PlacedWords, identity: str, tasks: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Fields of BoxesRecord for the document `identity`, whose `tasks` have the fields of TaskRecord."""
    return {
        "schema_version": "1.0",
        "document_id": identity,
        "pages": [{"width": width, "height": height} for width, height in words.sizes],
        "tasks": [{"task_id": task["task_id"], "boxes": _boxes(words, task["spans"])} for task in tasks],
        "words": [_word_fields(words, number) for number in range(len(words.starts))],
    }


def _boxes(words: PlacedWords, spans: Sequence[tuple[int, int]]) -> list[dict[str, Any]]:
    return [_box_fields(box) for span in spans for box in words.boxes(Span(*span))]


def _word_fields(words: PlacedWords, number: int) -> dict[str, Any]:
    confidence = words.confidence[number]
    return {
        "span": (words.starts[number], words.ends[number]),
        "box": _box_fields(words.box(number)),
        "confidence": None if confidence == UNKNOWN else confidence,
    }


def _box_fields(box: Box) -> dict[str, Any]:
    """Fields of BoxRecord; a tenth of a point is less than any eye sees."""
    return {"page": box.page, **{side: round(getattr(box, side), 1) for side in box._fields[1:]}}
