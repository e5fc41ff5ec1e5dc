"""What the parts of all records share: positions, names, citations."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Offset = Annotated[int, Field(ge=0)]
SpanPair = tuple[Offset, Offset]
Spans = tuple[SpanPair, ...]
Share = Annotated[float, Field(ge=0, le=1)]

Version = Annotated[Literal["1.0"], Field(description="Version of this schema.")]
SpansOf = Annotated[
    Spans,
    Field(description="Where it stands in the source text: [start, end) in code points; several where "
          "page furniture interrupts it."),
]  # fmt: skip
AgencyId = Annotated[str | None, Field(description="Id in the gazetteer; null where the agency is unknown.")]
Name = Annotated[str, Field(description="Canonical full name in the place of the document.")]
Mention = Annotated[str, Field(description="As written in the document.")]


class Record(BaseModel):
    """What all parts of a record have in common: frozen, and no field but those named here."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class LegalRefRecord(Record):
    """A citation of another document."""

    citation: str
    """As written."""
    number: str | None
    """Number without spaces, damage repaired: "61/2018/NĐ-CP"."""
    type: str | None
    """Kind of the cited document, in Vietnamese."""
    title: str | None
    """Title, for laws and codes cited by name."""
    issuer: str | None
    """Canonical name of the body that issued it, where stated."""
    date: str | None
    """Date stated, in ISO form, perhaps only a month or a year."""
    locator: str | None
    """Article, clause or point cited."""
    spans: SpansOf
