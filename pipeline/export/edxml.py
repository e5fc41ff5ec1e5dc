"""Documents with their tasks as packets that systems of e-offices take in: see `packet`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from gazetteer import Gazetteer, load_gazetteer
from gazetteer.tracker_data import load_trackers
from pipeline.export.annex import deadline_in_words
from pipeline.export.days import as_day, day_in_words
from pipeline.export.files import whole_file
from pipeline.export.model import Exported
from pipeline.export.packet import PacketRecord
from pipeline.messages import DEFAULT, Lang, say_code
from pipeline.records import SCHEMA_VERSION

Fields = Mapping[str, Any]

_NUMBER: Final = re.compile(r"(\d+\w?)\s*[/-]\s*(.+)")
_LONGEST_NAME: Final = 500


def write(documents: Iterable[Exported], path: Path, *, lang: Lang = DEFAULT) -> int:
    """Write a JSON list with a packet a line to `path`; return the number of tasks. Raises OSError."""
    written, gazetteer = 0, load_gazetteer()
    with whole_file(path) as partial, partial.open("wb") as file:
        before = b"[\n"
        for exported in documents:
            file.write(
                before + make_packet(exported, gazetteer, lang).model_dump_json(by_alias=True).encode()
            )
            before = b",\n"
            written += len(exported.tasks)
        file.write(b"\n]\n" if before == b",\n" else b"[]\n")
    return written


def make_packet(exported: Exported, gazetteer: Gazetteer, lang: Lang = DEFAULT) -> PacketRecord:
    """Return the packet of a document."""
    document, tasks = exported.document, exported.tasks
    given = _given(document["metadata"], gazetteer)
    parents = _parents(tasks)
    fields = {
        "schema_version": SCHEMA_VERSION,
        "message_header": _header(exported, gazetteer),
        "nhiem_vu": [_task(task, given, parents, gazetteer, lang) for task in tasks],
    }
    return PacketRecord.model_validate(fields)


def _header(exported: Exported, gazetteer: Gazetteer) -> Fields:
    metadata = exported.document["metadata"]
    number = _NUMBER.fullmatch(metadata["number"] or "")
    issuer, issued = metadata["issuer"], as_day(metadata["date"])
    days = {day for task in exported.tasks for one in task["deadlines"] if (day := as_day(one["value"]))}
    return {
        "sender": _organ(issuer, gazetteer) if issuer else None,
        "to": [_organ(one, gazetteer) for one in metadata["addressees"]],
        "code": {
            "code_number": number[1] if number else None,
            "code_notation": number[2] if number else metadata["number"],
        },
        "promulgation_info": {"promulgation_date": f"{issued:%Y/%m/%d}" if issued else None},
        "document_type": {"type_name": metadata["type"]},
        "subject": metadata["title"],
        "signer_info": {"position": metadata["signer_title"], "full_name": metadata["signer"]},
        "due_date": f"{days.pop():%Y/%m/%d}" if len(days) == 1 else None,
        "to_places": metadata["recipients"],
        "steering_type": int(bool(exported.tasks)),
        "document_id": exported.document["document_id"],
    }


def _given(metadata: Fields, gazetteer: Gazetteer) -> Fields:
    issuer, issued = metadata["issuer"] or {}, as_day(metadata["date"])
    return {
        "so_ky_hieu": metadata["number"],
        "ngay_ban_hanh": metadata["date"],
        "ngay_ban_hanh_hien_thi": day_in_words(issued, DEFAULT) if issued else None,
        "co_quan_ban_hanh": issuer.get("name"),
        "co_quan_id": _code(issuer.get("agency_id"), gazetteer),
        "trich_yeu": metadata["title"],
    }


def _task(
    task: Fields, given: Fields, parents: Mapping[str, str], gazetteer: Gazetteer, lang: Lang
) -> Fields:
    deadlines = [_deadline(one) for one in task["deadlines"]]
    return {
        **_bodies(task, gazetteer),
        "ma_nhiem_vu": task["task_id"],
        "ten_nhiem_vu": _name(task["text"]),
        "noi_dung": task["text"],
        "van_ban_giao": given,
        "ngay_giao": given["ngay_ban_hanh"] if given["ngay_ban_hanh_hien_thi"] else None,
        "thoi_han": deadlines[0] if deadlines else None,
        "thoi_han_khac": deadlines[1:],
        "san_pham": task["output"],
        "do_uu_tien": None,
        "trang_thai": load_trackers()["e-office"].progress["not-started"],
        "nhiem_vu_cha": parents.get(task["task_id"]),
        "trich_dan": _place(task),
        "ghi_chu": " ".join(say_code("review", code, lang) for code in task["review"]),
        "do_tin_cay": task["confidence"],
    }


def _bodies(task: Fields, gazetteer: Gazetteer) -> Fields:
    leads, supports = (
        [_body(one, gazetteer) for one in task["assignees"] if one["role"] == role]
        for role in ("lead", "support")
    )
    return {
        "don_vi_chu_tri": leads[0] if leads else None,
        "dong_chu_tri": leads[1:],
        "don_vi_phoi_hop": supports,
        "bao_cao_cho": [_body(one, gazetteer) for one in task["reports_to"]],
    }


def _place(task: Fields) -> Fields:
    return {
        "muc": task["label"],
        "trang": task["pages"],
        "vi_tri": task["spans"],
        "nguyen_van": task["verbatim"],
    }


def _deadline(deadline: Fields) -> Fields:
    day, value = as_day(deadline["value"]), deadline["value"] or ""
    return {
        "kieu": deadline["kind"],
        "ngay": day.isoformat() if day else None,
        "hien_thi": deadline_in_words(deadline, DEFAULT),
        "lap": value.split(",") if deadline["kind"] == "recurring" and value else [],
        "nguyen_van": deadline["quote"],
    }


def _parents(tasks: Sequence[Fields]) -> Mapping[str, str]:
    """Return the task that encloses each: the one task of the longest label that begins its own."""
    labels: dict[str, list[str]] = {}
    for task in tasks:
        labels.setdefault(task["label"], []).append(task["task_id"])
    found = {}
    for task in tasks:
        label = task["label"]
        while "." in label and task["task_id"] not in found:
            label = label.rpartition(".")[0]
            if len(labels.get(label, ())) == 1:
                found[task["task_id"]] = labels[label][0]
    return found


def _name(text: str) -> str:
    """Return `text`, cut between words where it is too long for a name."""
    if len(text) <= _LONGEST_NAME:
        return text
    head = text[: _LONGEST_NAME - 1]
    return f"{head.rpartition(' ')[0] or head}…"


def _organ(body: Fields, gazetteer: Gazetteer) -> Fields:
    return {"organ_id": _code(body["agency_id"], gazetteer), "organ_name": body["name"]}


def _body(one: Fields, gazetteer: Gazetteer) -> Fields:
    return {
        "ten": one["name"],
        "ma_dinh_danh": _code(one["agency_id"], gazetteer),
        "agency_id": one["agency_id"],
        "viet_trong_van_ban": one["mention"],
    }


def _code(agency_id: str | None, gazetteer: Gazetteer) -> str | None:
    return (gazetteer.electronic(agency_id) if agency_id else "") or None
