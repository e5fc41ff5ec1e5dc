"""The record of the document: metadata, clauses with their reasons, edits, warnings."""

from __future__ import annotations

from pipeline.extraction import extract
from pipeline.records import DocumentRecord
from pipeline.source import Source
from tests import papers

BODY = "Công tác lưu trữ đã có chuyển biến.\n1. Sở Nội vụ\na) Rà soát hồ sơ.\nThời gian: 2024."


def record(text: str) -> DocumentRecord:
    """The document's record."""
    return papers.read(text).document


def test_metadata_of_a_directive() -> None:
    """The form gives number, type, issuer, date, title, signer and recipients."""
    found = record(papers.directive(BODY)).metadata
    assert (found.number, found.type, found.date) == ("13/CT-UBND", "Chỉ thị", "2024-08-21")
    assert found.issuer is not None
    assert found.issuer.name == "Ủy ban nhân dân tỉnh Lai Châu"
    assert found.title == "Về việc tăng cường công tác lưu trữ trên địa bàn tỉnh"
    assert (found.signer, found.signer_title) == ("Trần Văn Minh", "CHỦ TỊCH")
    assert found.recipients == ("Như trên", "Lưu: VT")


def test_addressees_have_names_and_mentions() -> None:
    """Kính gửi gives each body, by its canonical name and as written."""
    text = papers.letter(
        "\n- Sở Nội vụ;\n- UBND các huyện, thành phố;\n- Bà Lê Thị Hoa.", "Đề nghị Sở Nội vụ báo cáo."
    )
    addressees = record(text).metadata.addressees
    assert [(a.name, a.mention) for a in addressees] == [
        ("Sở Nội vụ tỉnh Lai Châu", "Sở Nội vụ"),
        ("Ủy ban nhân dân các huyện, thành phố tỉnh Lai Châu", "UBND các huyện, thành phố"),
        ("Bà Lê Thị Hoa", "Bà Lê Thị Hoa"),
    ]
    assert [a.agency_id is None for a in addressees] == [False, False, True]


def test_every_paragraph_has_a_reason_or_a_task() -> None:
    """Clauses hold each paragraph in reading order, and say why it is no task."""
    text = papers.directive(BODY)
    clauses = record(text).clauses
    words = ["".join(text[start:end] for start, end in clause.spans) for clause in clauses]
    assert words == [line for line in text.split("\n") if line]
    assert [c.reason for c in clauses if c.reason is None or c.kind in {"heading", "attribute", "text"}] == [
        "narrative", "heading", None, "attribute",
    ]  # fmt: skip


def test_clauses_have_label_level_and_heading() -> None:
    """A clause of the body has its label and depth; a heading its words."""
    clauses = {clause.label: clause for clause in record(papers.directive(BODY)).clauses if clause.label}
    assert (clauses["1"].level, clauses["1"].kind, clauses["1"].heading) == (0, "heading", "1. Sở Nội vụ")
    assert (clauses["1.a"].level, clauses["1.a"].kind, clauses["1.a"].heading) == (1, "task", None)


def test_zones_outside_the_body_are_their_own_reason() -> None:
    """Letterhead, title, recipients and signature are no tasks because of what they are."""
    kinds = {(c.kind, c.reason) for c in record(papers.directive(BODY)).clauses if not c.label}
    assert kinds == {(kind, kind) for kind in ("letterhead", "title", "recipients", "signature")}


def test_table_lines_are_clauses_too() -> None:
    """The lines of a table of tasks are in the list, as table."""
    table = "| Nội dung | Cơ quan chủ trì | Thời gian |\n| Rà soát | Sở Nội vụ | 2024 |"
    clauses = record(papers.directive(f"Nhiệm vụ được giao như bảng sau.\n{table}")).clauses
    assert [clause.reason for clause in clauses if clause.kind == "table"] == ["table", "table"]


def test_edits_are_those_of_the_text() -> None:
    """Each change names its place in the source, before and after."""
    text = papers.directive("1. Sở\u00a0Nội vụ rà soát hồ sơ.")
    edits = record(text).edits
    assert all(text[slice(*edit.span)] == edit.before for edit in edits)
    assert any(edit.before == "\u00a0" and edit.after == " " for edit in edits)


def test_warnings_say_what_is_missing() -> None:
    """A text without a form lacks number, date, signer, issuer and tasks; a whole one lacks nothing."""
    assert {w.code for w in record("Một câu văn bất kỳ.").warnings} == {
        "no-number", "no-date", "no-signer", "no-issuer", "no-assignment",
    }  # fmt: skip
    assert record(papers.directive(BODY)).warnings == ()


def test_source_is_described_as_read() -> None:
    """Path, hash, type and encoding are those of the source."""
    source = Source(text="Một câu.", path="a/b.txt", sha256="00", encoding="utf-8", ocr=True)
    found = extract(source).document.source
    assert (found.path, found.sha256, found.media_type, found.encoding, found.ocr, found.pages) == (
        "a/b.txt", "00", "text/plain", "utf-8", True, None,
    )  # fmt: skip
