"""The published JSON Schemas of the records and of what is exported, made from the models.

The files beside this are their copies.
"""

from __future__ import annotations

from typing import Any, Final

import orjson
from pydantic.json_schema import GenerateJsonSchema

from pipeline.export.packet import PacketRecord
from pipeline.records import BoxesRecord, DocumentRecord, FailureRecord, Record, TaskRecord

MODELS: Final[dict[str, type[Record]]] = {
    "document": DocumentRecord,
    "task": TaskRecord,
    "error": FailureRecord,
    "boxes": BoxesRecord,
    "packet": PacketRecord,
}


def make_schemas() -> dict[str, bytes]:
    """Return the JSON Schema of each kind of record by file name, as indented JSON."""
    return {f"{name}.schema.json": _schema(model) for name, model in MODELS.items()}


def _schema(model: type[Record]) -> bytes:
    schema = _open(model.model_json_schema(mode="serialization"))
    whole = {"$schema": GenerateJsonSchema.schema_dialect, **schema}
    return orjson.dumps(whole, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _open(schema: dict[str, Any]) -> dict[str, Any]:
    """Allow further fields everywhere: a later minor version adds some, and its records must still fit."""
    for part in (schema, *schema.get("$defs", {}).values()):
        part.pop("additionalProperties", None)
    return schema
