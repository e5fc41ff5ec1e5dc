"""Records as plain dictionaries, checked against the published schemas and ready to be written.

This is the way of every run: it takes half the time that the models take, and pydantic itself, a tenth of a
second to import, is not needed for it. The schemas are made from the models, and tests see that they agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import orjson
from pydantic_core import SchemaValidator

Schema = dict[str, Any]
_SCHEMAS: Final = Path(__file__).parents[1] / "schemas"
_SIMPLE: Final = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}
_LIMITS: Final = {"minimum": "ge", "maximum": "le"}


@cache
def plain_validator(name: str) -> SchemaValidator:
    """Return what checks the fields of a record ("document", "task", "error") and makes a dictionary of them.

    The dictionary has the fields in the order of the schema and holds JSON's values alone, tuples for arrays.
    Raises pydantic_core.ValidationError (that is pydantic's) where the model would, but for unknown fields in
    the parts of a record: those are left out, which takes a third less time than refusing them.
    """
    return SchemaValidator(_record(name))


@cache
def plain_list_validator(name: str) -> SchemaValidator:
    """Return what does the same for a sequence of records in one call, and makes a list."""
    return SchemaValidator({"type": "list", "items_schema": _record(name)})


def _record(name: str) -> Schema:
    published = (_SCHEMAS / f"{name}.schema.json").read_bytes()
    schema: Schema = orjson.loads(published)
    return {**_core(schema, schema.get("$defs", {})), "extra_behavior": "forbid"}


def _core(schema: Schema, parts: Mapping[str, Schema]) -> Schema:
    """Return the core schema of pydantic for a JSON Schema of the kinds that the records use."""
    if "$ref" in schema:
        return _core(parts[schema["$ref"].rpartition("/")[2]], parts)
    if "anyOf" in schema:
        (inner,) = (choice for choice in schema["anyOf"] if choice.get("type") != "null")
        return {"type": "nullable", "schema": _core(inner, parts)}
    if "const" in schema or "enum" in schema:
        return {"type": "literal", "expected": schema.get("enum") or [schema["const"]]}
    if schema["type"] == "object":
        required = schema["required"]
        return {
            "type": "typed-dict",
            "fields": {
                key: _field(field, parts, required=key in required)
                for key, field in schema["properties"].items()
            },
        }
    if schema["type"] == "array":
        return _array(schema, parts)
    limits = {ours: schema[theirs] for theirs, ours in _LIMITS.items() if theirs in schema}
    return {"type": _SIMPLE[schema["type"]], **limits}


def _field(schema: Schema, parts: Mapping[str, Schema], *, required: bool) -> Schema:
    core = _core(schema, parts)
    if not required:
        core = {"type": "default", "schema": core, "default": schema["default"]}
    return {"type": "typed-dict-field", "schema": core, "required": required}


def _array(schema: Schema, parts: Mapping[str, Schema]) -> Schema:
    if "prefixItems" in schema:
        return {"type": "tuple", "items_schema": [_core(item, parts) for item in schema["prefixItems"]]}
    return {"type": "tuple", "items_schema": [_core(schema["items"], parts)], "variadic_item_index": 0}
