"""What the gazetteer knows of one id, as plain values for JSON and for the screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from pipeline.cli.gazetteer.words import named

if TYPE_CHECKING:
    from gazetteer import Gazetteer
    from gazetteer.model import Spelling
    from gazetteer.state.events import Source
    from gazetteer.state.lineage import Step
    from gazetteer.state.registry import Entity

MOST_STEPS: Final = 300
_WIDTHS: Final = (3, 2, 2)


def facts_of(id_: str, gazetteer: Gazetteer) -> dict[str, Any] | None:
    """Return all facts of an entity; None for an id that stands for none."""
    registry = gazetteer.state.registry
    entity = registry.entity(id_)
    if entity is None:
        return None
    electronic = gazetteer.electronic(id_)
    return {
        "id": entity.id,
        "kind": entity.kind,
        "name": entity.name,
        "names": _by_kind(entity.spellings),
        "codes": list(entity.codes),
        "electronic": electronic,
        "electronic_old": old_form(electronic),
        "valid_from": entity.valid_from,
        "valid_to": entity.valid_to,
        "parent": named(gazetteer, entity.parent) if registry.entity(entity.parent) else None,
        "place": named(gazetteer, entity.unit)
        if entity.kind != "unit" and registry.entity(entity.unit)
        else None,
        "provinces": _covered(entity, gazetteer),
        "verified": entity.verified,
        "sources": _sources(entity.source, registry.facts.sources),
        "versions": _versions(entity, gazetteer),
        "before": History(gazetteer, "before").steps(id_),
        "after": History(gazetteer, "after").steps(id_),
    }


def old_form(code: str) -> str:
    """Return the form of an identification code before 2020: "H35" is 000.00.00.H35; "" where it had none.

    The first part stands last there, in front of it the parts below, the lowest first.
    """
    first, *below = code.split(".")
    parts = [*reversed(below)]
    padded = ["0" * width for width in _WIDTHS[: len(_WIDTHS) - len(parts)]] + parts
    fits = len(padded) == len(_WIDTHS) and all(
        len(part) == width for part, width in zip(padded, _WIDTHS, strict=True)
    )
    return ".".join((*padded, first)) if first and fits else ""


def _by_kind(spellings: Iterable[Spelling]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for spelling in spellings:
        found.setdefault(spelling.kind, []).append(spelling.text)
    return found


def _covered(entity: Entity, gazetteer: Gazetteer) -> list[dict[str, str]]:
    """The provinces of a region's last version."""
    if entity.kind != "region":
        return []
    return [named(gazetteer, id_) for id_ in gazetteer.state.registry.facts.regions[entity.id][-1].provinces]


def _sources(ids: Iterable[str], known: Mapping[str, Source]) -> list[dict[str, Any]]:
    """The sources with what is known of them."""
    return [
        known[id_]._asdict() if id_ in known
        else {"id": id_, "number": "", "title": "", "date": "", "verified": False}
        for id_ in ids
    ]  # fmt: skip


def _versions(entity: Entity, gazetteer: Gazetteer) -> list[dict[str, Any]]:
    """The versions of a unit."""
    if entity.kind != "unit":
        return []
    return [
        {
            "name": unit.full,
            "code": unit.code,
            "electronic": unit.electronic,
            "parent": unit.parent,
            "valid_from": unit.valid_from,
            "valid_to": unit.valid_to,
            "source": list(unit.source),
        }
        for unit in gazetteer.state.geography.versions[entity.id]
    ]


class History:
    """The steps of a lineage in one direction, as a tree: each entity is opened once."""

    def __init__(self, gazetteer: Gazetteer, direction: str) -> None:
        self._gazetteer = gazetteer
        self._direction = direction
        self._opened: set[str] = set()
        self._left = MOST_STEPS

    def steps(self, id_: str, day: str = "") -> list[dict[str, Any]]:
        """The steps from an entity, each with those that follow it; after a day, or up to it going back."""
        self._opened.add(id_)
        lineage, back = self._gazetteer.state.lineage, self._direction == "before"
        found = []
        for step in lineage.before(id_) if back else lineage.after(id_):
            if self._left <= 0:
                break
            if not day or (step.on <= day if back else step.on >= day):
                self._left -= 1
                found.append(self._step(step))
        return found

    def _step(self, step: Step) -> dict[str, Any]:
        other = step.before if self._direction == "before" else step.after
        return {
            "on": step.on,
            "kind": step.kind,
            "part": step.part,
            "note": step.note,
            **named(self._gazetteer, other),
            "sources": _sources(step.source, self._gazetteer.state.registry.facts.sources),
            "steps": [] if other in self._opened else self.steps(other, step.on),
        }
