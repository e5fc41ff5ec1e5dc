"""Small directives made for tests, and records cut down to what a test looks at."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extraction import Extraction, extract
from pipeline.records import TaskRecord
from pipeline.source import Source

HEAD = """ỦY BAN NHÂN DÂN
TỈNH LAI CHÂU
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 13/CT-UBND

Lai Châu, ngày 21 tháng 8 năm 2024

CHỈ THỊ
Về việc tăng cường công tác lưu trữ trên địa bàn tỉnh

"""
LETTER = """ỦY BAN NHÂN DÂN
TỈNH LAI CHÂU
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 215/UBND-VX
V/v chỉnh lý tài liệu

Lai Châu, ngày 21 tháng 8 năm 2024

Kính gửi: {addressees}

"""
TAIL = """

Nơi nhận:
- Như trên;
- Lưu: VT.

CHỦ TỊCH
Trần Văn Minh
"""
PLACE = " tỉnh Lai Châu"


@dataclass(frozen=True)
class View:
    """What a test looks at in one task; names without the place of the sample directive."""

    label: str
    kind: str
    text: str
    lead: tuple[str, ...]
    support: tuple[str, ...]
    basis: str
    deadlines: tuple[tuple[str, str | None], ...]


def short(name: str) -> str:
    """A name without the place that all bodies of the sample directive share."""
    return name.removesuffix(PLACE)


def view(task: TaskRecord) -> View:
    """Cut a record down."""
    leads = [a for a in task.assignees if a.role == "lead"]
    return View(
        task.label,
        task.kind,
        task.text,
        tuple(short(a.name) for a in leads),
        tuple(short(a.name) for a in task.assignees if a.role == "support"),
        leads[0].basis if leads else "none",
        tuple((d.kind, d.value) for d in task.deadlines),
    )


def directive(body: str) -> str:
    """A chỉ thị of UBND tỉnh Lai Châu, with letterhead and Nơi nhận, whose body is `body`."""
    return HEAD + body.strip("\n") + TAIL


def letter(addressees: str, body: str) -> str:
    """A công văn of the same issuer with Kính gửi."""
    return LETTER.format(addressees=addressees) + body.strip("\n") + TAIL


def read(text: str) -> Extraction:
    """Extract `text` as it stands."""
    return extract(Source(text=text))


def tasks(body: str) -> list[View]:
    """The tasks of a directive with this body."""
    return [view(task) for task in read(directive(body)).tasks]


def reasons(body: str) -> dict[str, str | None]:
    """By its words, why each paragraph of the body is no task (None: it is one)."""
    text = directive(body)
    lines = {line.strip() for line in body.split("\n") if line.strip()}
    found = {}
    for clause in read(text).document.clauses:
        words = "".join(text[start:end] for start, end in clause.spans)
        if words in lines:
            found[words] = clause.reason
    return found
