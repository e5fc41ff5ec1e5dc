"""The packet of an exported document: a header as in edXML, and the tasks that edXML has no place for.

The names of the header are those of QCVN 102:2016/BTTTT; dates in it are yyyy/MM/dd. The names below it are
those that importers of task lists use; dates there are ISO. A code is an electronic identification code
(QĐ 20/2020/QĐ-TTg), null where the gazetteer has none.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AliasGenerator, ConfigDict, Field
from pydantic.alias_generators import to_pascal

from pipeline.records.parts import Record, Share, Spans, Version

Text = str | None


class _Header(Record):
    """Parts of the header: fields are written PascalCase."""

    model_config = ConfigDict(alias_generator=AliasGenerator(serialization_alias=to_pascal))


class Organ(_Header):
    """A body."""

    organ_id: Text
    """Its code."""
    organ_name: str
    """Its full name."""


class Code(_Header):
    """Number and symbol of the document, "13" and "CT-UBND"."""

    code_number: Text
    """The number; null where the document has none, or one of another form."""
    code_notation: Text
    """The symbol; the whole where it has another form."""


class PromulgationInfo(_Header):
    """When it was issued."""

    promulgation_date: Text
    """yyyy/MM/dd; null where no day is known."""


class DocumentType(_Header):
    """The kind of document."""

    type_name: Text
    """In Vietnamese: "Chỉ thị"."""


class SignerInfo(_Header):
    """Who signed it."""

    position: Text
    """The title under which that person signs."""
    full_name: Text
    """The name; null where lost."""


class MessageHeader(_Header):
    """The document as an exchange of documents knows it."""

    sender: Annotated[Organ | None, Field(serialization_alias="From")]
    """The issuer; null where unknown."""
    to: tuple[Organ, ...]
    """Those it is addressed to."""
    code: Code
    """Number and symbol."""
    promulgation_info: PromulgationInfo
    """When it was issued."""
    document_type: DocumentType
    """Its kind."""
    subject: Text
    """The title lines."""
    signer_info: SignerInfo
    """Who signed it."""
    due_date: Text
    """The day by which all tasks are due that have a day; null where these days differ."""
    to_places: tuple[str, ...]
    """Those that get a copy."""
    steering_type: Literal[0, 1]
    """1 for a document that gives tasks."""
    document_id: str
    """`document_id` of the records."""


class DonVi(Record):
    """A body or group that has a part in a task."""

    ten: str
    """Full name."""
    ma_dinh_danh: Text
    """Its code."""
    agency_id: Text
    """Id in the gazetteer."""
    viet_trong_van_ban: str
    """As written."""


class ThoiHan(Record):
    """A deadline."""

    kieu: Literal["date", "recurring", "relative"]
    """As in the records."""
    ngay: Text
    """The last day allowed; null where the text gives none."""
    hien_thi: str
    """In words, a day as dd/MM/yyyy."""
    lap: tuple[str, ...]
    """How often, in the codes of the records."""
    nguyen_van: str
    """As written."""


class VanBanGiao(Record):
    """The document that gives a task."""

    so_ky_hieu: Text
    """Number and symbol."""
    ngay_ban_hanh: Text
    """ISO, perhaps only a month or a year."""
    ngay_ban_hanh_hien_thi: Text
    """dd/MM/yyyy; null where no day is known."""
    co_quan_ban_hanh: Text
    """The issuer."""
    co_quan_id: Text
    """The issuer's code."""
    trich_yeu: Text
    """The title lines."""


class TrichDan(Record):
    """Where a task stands."""

    muc: str
    """Enumerators from the outside in."""
    trang: tuple[int, ...]
    """Pages, from 1."""
    vi_tri: Spans
    """In the source text: [start, end) in code points."""
    nguyen_van: str
    """The words, untouched."""


class NhiemVu(Record):
    """A task."""

    ma_nhiem_vu: str
    """`task_id` of the records: the same task has the same on every import."""
    ten_nhiem_vu: Annotated[str, Field(max_length=500)]
    """The task; cut where it is too long for a name."""
    noi_dung: str
    """The task in full."""
    van_ban_giao: VanBanGiao
    """The document that gives it."""
    don_vi_chu_tri: DonVi | None
    """The first that leads."""
    dong_chu_tri: tuple[DonVi, ...]
    """Others that lead."""
    don_vi_phoi_hop: tuple[DonVi, ...]
    """Those that support."""
    bao_cao_cho: tuple[DonVi, ...]
    """Whom the result goes to."""
    ngay_giao: Text
    """ISO: the day of the document; null where it is not known to the day."""
    thoi_han: ThoiHan | None
    """The first deadline of the text."""
    thoi_han_khac: tuple[ThoiHan, ...]
    """Further deadlines."""
    san_pham: Text
    """The product due."""
    do_uu_tien: Annotated[int | None, Field(ge=0, le=4)]
    """Priority as in edXML; null, for records know none."""
    trang_thai: str
    """The state of a task that nobody has begun."""
    nhiem_vu_cha: Text
    """`ma_nhiem_vu` of the task whose item encloses this one's."""
    trich_dan: TrichDan
    """Where it stands."""
    ghi_chu: str
    """Why a person should look at it, in words."""
    do_tin_cay: Share
    """How sure: of the tasks at 0.9, nine in ten need no correction."""


class PacketRecord(Record):
    """A document with its tasks."""

    schema_version: Version
    message_header: Annotated[MessageHeader, Field(serialization_alias="MessageHeader")]
    """The document."""
    nhiem_vu: tuple[NhiemVu, ...]
    """In the order of the document."""
