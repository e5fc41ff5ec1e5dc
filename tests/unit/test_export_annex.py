"""Tasks as rows of an annex, and what a document is called in them."""

from __future__ import annotations

from dataclasses import astuple
from datetime import date
from typing import Any

import pytest

from pipeline.export.annex import COLUMNS, PRINTED, Row, headings, name_of, rows
from pipeline.export.model import Exported
from tests.stores import NOI_VU, TAI_CHINH, UBND, assignee, deadline, document, task

ANNEX = [
    "STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn", "Sản phẩm",
    "Văn bản giao", "Ghi chú",
]  # fmt: skip


def row(**changed: Any) -> Row:  # noqa: ANN401
    """The row of a task with changed fields."""
    (found,) = rows(Exported(document(), [task("Giao Sở Nội vụ", **changed)]), "vi")
    return found


def due(*deadlines: dict[str, Any]) -> date | str:
    """What a row says of deadlines."""
    return row(deadlines=list(deadlines)).due


def test_the_columns_are_those_of_a_task_annex_and_then_those_for_review() -> None:
    """An office finds the columns in the order that it knows; each value of a row has one."""
    assert headings("vi")[:PRINTED] == ANNEX
    assert headings("vi")[PRINTED:] == ["Cần xem lại", "Độ tin cậy", "Vị trí trong văn bản", "Mã nhiệm vụ"]
    assert len(headings("en")) == len(COLUMNS) == 1 + len(astuple(row()))


def test_a_row_says_who_leads_and_who_supports() -> None:
    """Names stand in full, those of one role together."""
    bodies = [assignee(NOI_VU, name="Sở A"), assignee(UBND, name="Sở B"),
              assignee(TAI_CHINH, "support", name="Sở C")]  # fmt: skip
    found = row(assignees=bodies)
    assert (found.leads, found.supports) == ("Sở A; Sở B", "Sở C")


def test_one_day_is_a_date_and_everything_else_is_words() -> None:
    """Only a single deadline that gives a day can be a date in a cell."""
    assert due() == ""
    assert due(deadline("2023-09-30")) == date(2023, 9, 30)
    assert due(deadline("2023-09-30"), deadline("monthly,yearly", "recurring")) == (
        "30/09/2023; hằng tháng, hằng năm"
    )
    assert due(deadline(None, "relative")) == "hạn None"
    assert due(deadline("2023-02-30")) == "hạn 2023-02-30"


def test_notes_and_reasons_are_in_words() -> None:
    """Whom the result goes to, what kind of clause it is, and why a person should look."""
    to = {"agency_id": UBND, "name": "UBND tỉnh", "mention": "UBND tỉnh", "spans": [[0, 1]]}
    found = row(kind="closing", reports_to=[to], review=["no-lead", "brand-new"], pages=[2, 3])
    assert found.note == "Báo cáo UBND tỉnh. Điều khoản thi hành"
    assert found.review == "Không tìm thấy cơ quan chủ trì. brand-new"
    assert found.place == "1; trang 2, 3"


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({}, "Chỉ thị số vb-1/CT-UBND ngày 12/07/2023 của Ủy ban nhân dân tỉnh Điện Biên"),
        ({"date": "2023-07", "issuer": None}, "Chỉ thị số vb-1/CT-UBND tháng 07/2023"),
        ({"date": "2023", "issuer": None}, "Chỉ thị số vb-1/CT-UBND năm 2023"),
        ({"number": None, "type": None, "issuer": None}, "Văn bản ngày 12/07/2023: Về việc lớn"),
        (
            {"number": None, "date": None},
            "Chỉ thị của Ủy ban nhân dân tỉnh Điện Biên: Về việc lớn",
        ),
        ({"number": None, "title": None}, "Chỉ thị ngày 12/07/2023 của Ủy ban nhân dân tỉnh Điện Biên"),
        (
            {"number": None, "date": None, "title": None},
            "Chỉ thị của Ủy ban nhân dân tỉnh Điện Biên (vb-1.txt)",
        ),
        ({"number": None, "date": None, "issuer": None, "title": "lời " * 99}, f"Chỉ thị: {'lời ' * 39}…"),
    ],
)
def test_a_document_is_named_as_far_as_it_is_known(changed: dict[str, Any], name: str) -> None:
    """Kind, number, day and issuer; without a number the title's beginning; without all of them the file."""
    assert name_of(document(**changed), "vi") == name
