"""A state of one province, small enough to be wrong in one place only, for the tests of the gazetteer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from gazetteer.load import check_bodies
from gazetteer.model import Entry
from gazetteer.state.events import Source
from gazetteer.state.geography import Geography
from gazetteer.state.registry import Facts, Registry

PROVINCE, DISTRICT, COMMUNE = "vn.tinh.mau", "vn.tinh.mau.huyen-cu", "vn.tinh.mau.xa-moi"
SOURCES = {"nguon-mau": Source("nguon-mau", "", "Nguồn mẫu", "", verified=True)}
UNIT = {
    "id": PROVINCE, "type": "tỉnh", "name": "Mẫu", "aliases": "", "code": "", "electronic": "",
    "valid_from": "", "valid_to": "", "source": "nguon-mau", "parent": "",
}  # fmt: skip
OLD = UNIT | {"id": DISTRICT, "type": "huyện", "name": "Cũ", "parent": PROVINCE, "valid_to": "2025-07-01"}
NEW = UNIT | {"id": COMMUNE, "type": "xã", "name": "Mới", "parent": PROVINCE, "valid_from": "2025-07-01"}


def entries(*rows: Mapping[str, Any]) -> dict[str, Entry]:
    """Rows of an agency file as entries by their ids; a row without source gets the one that there is."""
    sourced = [("agencies.toml", {"source": ["nguon-mau"], **row}) for row in rows]
    return {entry.body.id: entry for entry in check_bodies(sourced)}


def geography(*communes: Mapping[str, str], changes: Iterable[Mapping[str, str]] = ()) -> Geography:
    """One province with a district that ended and, unless others are given, one commune that began."""
    listed = [dict(row) for row in communes or (NEW,)]
    changed = [dict(row) for row in changes]
    return Geography({"provinces": [UNIT], "districts": [OLD], "communes": listed, "changes": changed})


def registry(*rows: Mapping[str, Any], units: Geography | None = None) -> Registry:
    """The registry of these agencies in that province."""
    return Registry(Facts(entries(*rows), units or geography(), (), {}, SOURCES))
