"""What newly marked words mean: as where they stood already, else as the finders read them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from pipeline.document import read_document
from pipeline.export.model import Exported
from pipeline.extraction import Resources, load_resources
from pipeline.mentions.agencies.resolve import resolve
from pipeline.mentions.citations import find_citations
from pipeline.mentions.targets import find_targets
from pipeline.mentions.times import find_deadlines, read_time_attribute
from pipeline.nlp.marks import Fields, Mark
from pipeline.source import Source
from pipeline.spans import Span


def words_at(text: str, marks: Sequence[Mark]) -> str:
    """Return the words of marks on one line."""
    return " ".join(" ".join(text[mark.start : mark.end] for mark in marks).split())


class Meanings:
    """Reads what people marked in one document; the data of the finders are loaded when first needed."""

    def __init__(self, exported: Exported) -> None:
        """Take the document, its text and its records as they were."""
        self._document, self._tasks, self._text = exported.document, exported.tasks, exported.text or ""

    def assignee(self, marks: Sequence[Mark], role: str, basis: str, task: Fields) -> Fields:
        """Return the fields of an assignee of `task`. The same words mean the same body in a document.

        `basis` is for a body that the task did not name before.
        """
        mention = words_at(self._text, marks)
        before = next((one for one in task["assignees"] if one["mention"] == mention), None)
        given = {"role": role, "basis": before["basis"] if before else basis, "spans": _spans(marks)}
        return {**self._body(mention), "mention": mention, **given, "score": 1.0}

    def entry(self, field: str, marks: Sequence[Mark]) -> Fields | None:
        """Return the fields of a citation, deadline, target or body reported to.

        None for a target without a number: that is none.
        """
        quote, spans = words_at(self._text, marks), _spans(marks)
        if field == "legal_refs":
            return {"citation": quote, **self._citation(quote), "spans": spans}
        if field == "deadlines":
            return {"quote": quote, **self._deadline(quote), "spans": spans}
        if field == "reports_to":
            body = self._body(quote)
            return {**{key: body[key] for key in ("agency_id", "name")}, "mention": quote, "spans": spans}
        target = next(iter(find_targets(_matched(quote), self._resources.targets)), None)
        if target is None:
            return None
        found = {"comparator": target.comparator, "number": target.number, "unit": target.unit}
        return {"quote": quote, **found, "spans": spans}

    @cached_property
    def _resources(self) -> Resources:
        return load_resources()

    def _body(self, mention: str) -> dict[str, Any]:
        """Return which body a mention means; only the words where none is known."""
        keys = ("agency_id", "name", "group", "members")
        for task in self._tasks:
            for one in task["assignees"]:
                if one["mention"] == mention:
                    return {key: one[key] for key in keys}
        gazetteer, metadata = self._resources.gazetteer, self._document["metadata"]
        issuer = gazetteer.issuer((metadata["issuer"] or {}).get("name", ""))
        found = resolve(mention, gazetteer, issuer, metadata["date"])
        if found is None:
            return dict(zip(keys, (None, mention, False, []), strict=True))
        values = (found.agency_id, found.name, found.group, list(found.members))
        return dict(zip(keys, values, strict=True))

    def _deadline(self, quote: str) -> dict[str, Any]:
        """Return when: as the same words meant in the document, as they are read, else "relative"."""
        for task in self._tasks:
            for one in task["deadlines"]:
                if one["quote"] == quote:
                    return {"kind": one["kind"], "value": one["value"]}
        text, times, issued = _matched(quote), self._resources.times, self._document["metadata"]["date"]
        found = find_deadlines(text, times, issued)
        found = found or read_time_attribute(text, Span(0, len(text)), times, issued)
        kind, value = (found[0].kind, found[0].value) if found else ("relative", None)
        return {"kind": kind, "value": value}

    def _citation(self, quote: str) -> dict[str, Any]:
        """Return what is cited: as the same words cited in the document, as they are read, else by title."""
        keys = ("number", "type", "title", "issuer", "date", "locator")
        for ref in self._document["legal_refs"]:
            if ref["citation"] == quote:
                return {key: ref[key] for key in keys}
        found = find_citations(_matched(quote), self._resources.citations)
        if found:
            return {key: getattr(found[0], key) for key in keys}
        return {**dict.fromkeys(keys), "title": quote}


def _matched(quote: str) -> str:
    return read_document(Source(quote)).text


def _spans(marks: Sequence[Mark]) -> list[list[int]]:
    return [[mark.start, mark.end] for mark in marks]
