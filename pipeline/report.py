"""The document's own record: metadata, citations, every paragraph with its reason, edits, warnings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.messages import say_code
from pipeline.spans import Span
from pipeline.tasks import citation_fields, clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.assignments.model import Assignee, Outline
    from pipeline.blocks.letterhead import Letterhead
    from pipeline.blocks.paragraphs import Paragraph
    from pipeline.blocks.zones import Zone
    from pipeline.document import Document
    from pipeline.mentions.citations import Citation

FULL_STOPS = frozenset(".!?/;:)|")
"""A document without recipients and signature that ends with none of these was cut in the middle."""
SCAN_SIGNS = "~^¬°¿¡«»„‟›‹{}\\<>=¢£€#$`´¨¥¦¶¤®©™†•‘"
"""No directive has these in its words; recognition puts them there where the scan was bad."""
SCAN_REACH = 1000
"""More than one of them in so many code points is worth a warning (measured: clean copies have none to 0.5)."""


def document_fields(
    document: Document,
    identity: str,
    letterhead: Letterhead,
    addressees: Sequence[Assignee],
    citations: Sequence[Citation],
    outlines: Sequence[Outline],
    paragraphs: Sequence[Paragraph],
    zones: Sequence[Zone],
    tasks: int,
) -> dict[str, Any]:
    """Fields of DocumentRecord."""
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
        "metadata": _metadata(letterhead, addressees),
        "legal_refs": [citation_fields(document, citation) for citation in citations],
        "clauses": _clauses(document, outlines, paragraphs, zones),
        "edits": [edit._asdict() for edit in document.edits],
        "warnings": _warnings(document, letterhead, zones, tasks),
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


def _clauses(
    document: Document, outlines: Sequence[Outline], paragraphs: Sequence[Paragraph], zones: Sequence[Zone]
) -> list[dict[str, Any]]:
    """One entry a paragraph, in reading order: those of the bodies as read, the others by their zone."""
    described = {outline.span.start: outline for outline in outlines}
    entries = []
    for zone in zones:
        for paragraph in paragraphs[zone.first : zone.last]:
            span = Span(*paragraph)
            outline = described.get(span.start)
            kind = "table" if zone.kind == "body" else zone.kind
            entries.append(
                {
                    "label": outline.label if outline else "",
                    "level": outline.level if outline else 0,
                    "kind": outline.kind if outline else kind,
                    "heading": outline.heading and clean(outline.heading, Span(0, len(outline.heading)))
                    if outline
                    else None,
                    "spans": document.source_spans(span),
                    "reason": outline.reason if outline else kind,
                }
            )
    return entries


def _warnings(
    document: Document, letterhead: Letterhead, zones: Sequence[Zone], tasks: int
) -> list[dict[str, Any]]:
    """What a clerk should know of the document, in the language of the office."""
    text = document.text
    codes = [f"no-{key}" for key in ("number", "date", "signer") if getattr(letterhead, key) is None]
    if letterhead.issuer.name is None:
        codes.append("no-issuer")
    if not tasks:
        codes.append("no-assignment")
    closed = any(zone.kind in {"recipients", "signature"} for zone in zones)
    if text and not closed and text.rstrip()[-1:] not in FULL_STOPS:
        codes.append("cut-off")
    if sum(map(text.count, SCAN_SIGNS)) * SCAN_REACH > len(text):
        codes.append("low-ocr-quality")
    return [{"code": code, "message": say_code("warning", code), "span": None} for code in codes]
