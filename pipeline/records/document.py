"""What is written about a document: a line of documents.jsonl."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pipeline.records.parts import (
    AgencyId,
    LegalRefRecord,
    Mention,
    Name,
    Record,
    Share,
    SpanPair,
    SpansOf,
    Version,
)


class SourceRecord(Record):
    """The file that a document was read from."""

    path: str
    """Path as given."""
    sha256: str
    """SHA-256 of the file's bytes, in hexadecimal."""
    media_type: str
    """Media type of the file: "text/plain"."""
    pages: int | None
    """Number of pages; null where the format has no pages."""
    encoding: str | None
    """Encoding of the bytes; null where they were no text."""
    ocr: bool
    """True where a machine recognised the text in a picture."""


class BodyRecord(Record):
    """A body that issues documents."""

    agency_id: AgencyId
    name: Name


class AddresseeRecord(Record):
    """A body or group that a document is sent to."""

    agency_id: AgencyId
    name: Name
    mention: Mention


class MetadataRecord(Record):
    """What the form of the document says about the document itself."""

    number: str | None
    """Number and symbol: "13/CT-UBND"; null where blank or lost."""
    type: str | None
    """Kind of document, in Vietnamese: "Chỉ thị", "Công văn", "Kế hoạch"."""
    issuer: BodyRecord | None
    """The body that issues it; null where unknown."""
    date: str | None
    """Date of issue in ISO form: "2023-07-12", or only "2023-07" or "2023"; null where unknown."""
    title: str | None
    """Title lines on one line, markup removed."""
    signer: str | None
    """Name of the person who signs; null where lost."""
    signer_title: str | None
    """Title under which that person signs."""
    addressees: tuple[AddresseeRecord, ...]
    """Those it is addressed to, one body or group each."""
    recipients: tuple[str, ...]
    """Those that get a copy, as written."""


class ClauseRecord(Record):
    """A paragraph of the document in the tree of clauses."""

    label: str
    """Enumerators joined from the outside in: "II.1.a"; empty where there is none."""
    level: Annotated[int, Field(ge=0)]
    """Depth in the tree, 0 for the outermost."""
    kind: str
    """What the paragraph is: "heading", "item", "paragraph", …"""
    heading: str | None
    """The heading's words, where the paragraph is or opens with one."""
    spans: SpansOf
    reason: str | None = None
    """Code that says why the paragraph is no task; null where it holds one."""


class EditRecord(Record):
    """A change made to the text before it was read."""

    span: Annotated[SpanPair, Field(description="The place in the source text, [start, end) in code points.")]
    before: str
    """What stands in the source text."""
    after: str
    """What it was read as."""
    rule: str
    """The rule that made the change."""


class ProposalRecord(Record):
    """What may be a typing or reading error: mended, or left for a person to decide."""

    span: Annotated[SpanPair, Field(description="The place in the source text, [start, end) in code points.")]
    before: str
    """What stands in the source text."""
    after: str
    """What it should read; the same as `before` where only a person can know."""
    rule: str
    """The rule that found it, by the name with which it is switched off."""
    policy: Literal["apply", "suggest", "flag"]
    """"apply": the text was read with it; "suggest": it was not; "flag": an oddity of fact, never changed."""
    confidence: Share
    """How likely it is right."""
    evidence: str
    """What speaks for it, in a line."""


class WarningRecord(Record):
    """Something about the document that a clerk should know."""

    code: str
    """Stable code: "no-assignment"."""
    message: str
    """The same in words."""
    span: Annotated[SpanPair | None, Field(description="The place in the source text; null for the whole.")]


class DocumentRecord(Record):
    """One line of documents.jsonl: a document that was read."""

    schema_version: Version
    document_id: str
    """Stable: the same document has the same id on every run, machine and file format."""
    source: SourceRecord
    metadata: MetadataRecord
    legal_refs: tuple[LegalRefRecord, ...]
    """Every citation, in reading order."""
    clauses: tuple[ClauseRecord, ...]
    """The clause tree, flattened in reading order; every paragraph is in it."""
    edits: tuple[EditRecord, ...]
    """Every change made to the text, in reading order."""
    warnings: tuple[WarningRecord, ...]
    """What a clerk should know."""
    proposals: tuple[ProposalRecord, ...] = ()
    """Typing and reading errors, in reading order: those of policy "apply" are among the edits as well."""
