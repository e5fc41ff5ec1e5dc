"""Labels of attribute lines and heads of table columns, from attributes.toml."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from gazetteer.load import read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping


class AttributeLabels(NamedTuple):
    """What a label means, by its words in lower case with single spaces.

    `lines` stand before a colon, `columns` over a table. `times` are the words that open a line which says
    nothing but a time, `time_openings` what the time begins with.
    """

    lines: Mapping[str, str]
    columns: Mapping[str, str]
    times: tuple[str, ...]
    time_openings: tuple[str, ...]


def build_labels(data: Mapping[str, Any]) -> AttributeLabels:
    """Spell out every label of `data` (attributes.toml as read).

    Raises ValueError when two roles claim one label.
    """
    lines: dict[str, str] = {}
    for entry in data["label"]:
        spelled = list(entry["bare"])
        spelled += [f"{subject} {verb}" for subject in data["subjects"]["words"] for verb in entry["verbs"]]
        for label in spelled:
            if lines.setdefault(label.lower(), entry["role"]) != entry["role"]:
                raise ValueError(
                    f"attributes.toml: {label!r} stands for {lines[label.lower()]} and {entry['role']}"
                )
    columns = dict(lines)
    for entry in data["column"]:
        columns.update((word.lower(), entry["role"]) for word in entry["words"])
    bare = data["bare_time"]
    return AttributeLabels(
        MappingProxyType(lines), MappingProxyType(columns), tuple(bare["words"]), tuple(bare["openings"])
    )


@cache
def load_attribute_labels() -> AttributeLabels:
    """Return the labels, read once."""
    return build_labels(read_toml("attributes.toml"))
