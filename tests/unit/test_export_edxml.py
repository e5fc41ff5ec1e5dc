"""Packets of documents with their tasks, for systems of e-offices."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gazetteer import load_gazetteer
from pipeline.export import edxml
from pipeline.export.model import Exported
from pipeline.export.packet import PacketRecord
from pipeline.schemas import make_schemas
from tests.stores import UBND, assignee, deadline, document, task

Fields = dict[str, Any]
LEAD = "vn.bo.tai-chinh"


def packet(*tasks: Fields, **changed: Any) -> Fields:  # noqa: ANN401
    """The packet of a document, as it is written."""
    made = edxml.make_packet(Exported(document(**changed), tasks), load_gazetteer())
    return made.model_dump(by_alias=True, mode="json")


def test_the_header_is_that_of_an_exchange_of_documents() -> None:
    """Names, dates and codes as its standard has them."""
    header = packet(task("A"), recipients=["Như trên"])["MessageHeader"]
    assert header["From"] == {"OrganId": "H18", "OrganName": "Ủy ban nhân dân tỉnh Điện Biên"}
    assert header["PromulgationInfo"] == {"PromulgationDate": "2023/07/12"}
    assert header["DocumentType"] == {"TypeName": "Chỉ thị"}
    assert (header["SteeringType"], header["ToPlaces"]) == (1, ["Như trên"])
    assert packet()["MessageHeader"]["SteeringType"] == 0


@pytest.mark.parametrize(
    ("number", "parts"),
    [
        ("13/CT-UBND", ("13", "CT-UBND")),
        ("61/2018/NĐ-CP", ("61", "2018/NĐ-CP")),
        ("122-KH/TU", ("122", "KH/TU")),
        ("CT-UBND", (None, "CT-UBND")),
        (None, (None, None)),
    ],
)
def test_a_number_is_told_from_its_symbol(number: str | None, parts: tuple[str | None, str | None]) -> None:
    """In each form that documents have; where there is no number all is symbol."""
    code = packet(number=number)["MessageHeader"]["Code"]
    assert (code["CodeNumber"], code["CodeNotation"]) == parts


def test_a_document_is_due_only_where_its_tasks_agree() -> None:
    """A header has one day; it is not made of several."""
    same = [
        task("A", 1, deadlines=[deadline("2023-09-30")]),
        task("B", 2, deadlines=[deadline("2023-09-30")]),
    ]
    other = task("C", 3, deadlines=[deadline("2024-01-31")])
    assert packet(*same)["MessageHeader"]["DueDate"] == "2023/09/30"
    assert packet(*same, other)["MessageHeader"]["DueDate"] is None
    assert packet(task("A"))["MessageHeader"]["DueDate"] is None


def test_a_task_has_what_importers_expect() -> None:
    """One body leads, the others beside it; every deadline is there; nothing is made up."""
    bodies = [assignee(LEAD, name="Bộ Tài chính"), assignee(None, name="các sở"), assignee(UBND, "support")]
    one = task("Giao việc", assignees=bodies, output="Đề án", review=["no-lead"],
               deadlines=[deadline("2023-09-30"), deadline("monthly,yearly", "recurring")])  # fmt: skip
    (found,) = packet(one)["nhiem_vu"]
    assert (found["ma_nhiem_vu"], found["ten_nhiem_vu"], found["san_pham"]) == (
        "vb-1-1",
        "Giao việc",
        "Đề án",
    )
    assert (found["don_vi_chu_tri"]["ten"], found["don_vi_chu_tri"]["ma_dinh_danh"]) == (
        "Bộ Tài chính",
        "G12",
    )
    assert [body["ten"] for body in found["dong_chu_tri"]] == ["các sở"]
    assert [body["ma_dinh_danh"] for body in found["don_vi_phoi_hop"]] == ["H18"]
    assert (found["thoi_han"]["ngay"], found["thoi_han"]["hien_thi"]) == ("2023-09-30", "30/09/2023")
    assert [(late["ngay"], late["lap"]) for late in found["thoi_han_khac"]] == [(None, ["monthly", "yearly"])]
    assert (found["ngay_giao"], found["trang_thai"], found["do_uu_tien"]) == (
        "2023-07-12",
        "chuathuchien",
        None,
    )
    assert found["van_ban_giao"]["co_quan_id"] == "H18"
    assert found["ghi_chu"] == "Không tìm thấy cơ quan chủ trì."


def test_what_is_not_known_is_null() -> None:
    """A document without issuer, and a task without anybody."""
    whole = packet(task("A"), issuer=None, date="2023-07")
    (found,) = whole["nhiem_vu"]
    assert whole["MessageHeader"]["From"] is None
    assert whole["MessageHeader"]["PromulgationInfo"]["PromulgationDate"] is None
    assert [found[name] for name in ("don_vi_chu_tri", "thoi_han", "ngay_giao", "nhiem_vu_cha")] == [None] * 4
    assert (found["van_ban_giao"]["ngay_ban_hanh"], found["van_ban_giao"]["co_quan_id"]) == ("2023-07", None)


def test_the_enclosing_task_is_named() -> None:
    """By the longest label that begins its own, where only one task has that."""
    labels = ("II", "II.1", "II.1.a", "III.1", "III.1", "III.1.a", "II.1.b.c")
    tasks = packet(*(task("A", number, label=label) for number, label in enumerate(labels)))["nhiem_vu"]
    parents = [one["nhiem_vu_cha"] for one in tasks]
    assert parents == [None, "vb-1-0", "vb-1-1", None, None, None, "vb-1-1"]


@pytest.mark.parametrize("text", ["việc " * 300, "v" * 700])
def test_a_long_text_has_a_shorter_name(text: str) -> None:
    """The name fits where names are limited; the content is whole."""
    (found,) = packet(task(text))["nhiem_vu"]
    assert found["noi_dung"] == text
    assert 400 < len(found["ten_nhiem_vu"]) <= 500
    assert found["ten_nhiem_vu"].endswith("…")
    assert text.startswith(found["ten_nhiem_vu"][:-1])


@pytest.mark.parametrize("count", [0, 1, 3])
def test_the_file_is_one_list(count: int, tmp_path: Path) -> None:
    """Whatever the number of documents, a packet a line, with the fields of the published schema."""
    path = tmp_path / "a.json"
    documents = [
        Exported(document(f"vb-{number}"), [task("A", 1, f"vb-{number}")]) for number in range(count)
    ]
    assert edxml.write(documents, path) == count
    packets = json.loads(path.read_bytes())
    assert [one["MessageHeader"]["DocumentId"] for one in packets] == [
        f"vb-{number}" for number in range(count)
    ]
    schema = json.loads(make_schemas()["packet.schema.json"])
    assert all(list(one) == schema["required"] for one in packets)
    assert set(schema["required"]) == {"schema_version", "MessageHeader", "nhiem_vu"}
    assert len(PacketRecord.model_fields) == 3
