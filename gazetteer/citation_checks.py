"""Checks of the citation data that need none of the patterns."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def check_rules(data: Mapping[str, Any]) -> None:
    """ValueError where a rule of citations.toml stands twice, or lacks examples or near misses."""
    names = [rule["name"] for rule in data["rule"]]
    if len(set(names)) != len(names):
        raise ValueError("citations.toml: a rule stands twice")
    for rule in data["rule"]:
        if not rule["examples"] or not rule["near_misses"]:
            raise ValueError(f"citations.toml: rule {rule['name']!r} lacks examples or near misses")


def check_nfc(value: object, file: str) -> None:
    """ValueError where a key or text in `value`, read from `file`, is not in Unicode's composed form."""
    if isinstance(value, str):
        if unicodedata.normalize("NFC", value) != value:
            raise ValueError(f"{file}: {value!r} is not NFC")
    elif isinstance(value, dict):
        for key, inner in value.items():
            check_nfc(key, file)
            check_nfc(inner, file)
    elif isinstance(value, list):
        for inner in value:
            check_nfc(inner, file)
