"""Label Studio: a JSON list of tasks with predictions, and the labelling interface that shows them.

A prediction is what an annotator begins with; `score` lets a project show the least sure documents first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final
from xml.sax.saxutils import quoteattr

import orjson

from pipeline.export.files import whole_file, write_whole
from pipeline.export.model import Exported
from pipeline.messages import DEFAULT, Lang, say
from pipeline.nlp.items import KEPT, MODEL, Item, parsed, read_items, records, sureness
from pipeline.nlp.marks import LABELS, LINKS, Link, Mark, Marked, marked, marks_of

CONTROL: Final = "label"
"""The name of the tag with the labels."""
SOURCE: Final = "text"
"""The name of the tag with the text, and of the field that holds it."""
_COLOURS: Final = (
    *("#1f77b4", "#7f7f7f", "#d62728", "#ff9896", "#9467bd"),
    *("#2ca02c", "#bcbd22", "#17becf", "#e377c2"),
)


def write(documents: Iterable[Exported], path: Path, *, lang: Lang = DEFAULT) -> int:
    """Write the documents to import to `path`, and to its name with .xml the labelling interface.

    Returns the number of tasks written. Raises UsageError (no-text-kept), OSError.
    """
    tasks = 0
    with whole_file(path) as partial, partial.open("wb") as file:
        before = b"["
        for exported in documents:
            file.write(before + b"\n" + orjson.dumps(_item(exported)))
            before = b","
            tasks += len(exported.tasks)
        file.write(b"\n]\n" if before == b"," else b"[]\n")
    write_whole(path.with_suffix(".xml"), interface(lang).encode())
    return tasks


def interface(lang: Lang = DEFAULT) -> str:
    """Return the labelling interface of a project: labels, links and the text, with hints in a language."""
    labels = [
        f'    <Label value="{label}" background="{colour}" hint={_hint(label, lang)}/>'
        for label, colour in zip(LABELS, _COLOURS, strict=True)
    ]
    links = [f'    <Relation value="{link}" hint={_hint(link, lang)}/>' for link in LINKS]
    return "\n".join([
        "<View>",
        "  <Relations>", *links, "  </Relations>",
        f'  <Labels name="{CONTROL}" toName="{SOURCE}">', *labels, "  </Labels>",
        f'  <Text name="{SOURCE}" value="${SOURCE}"/>',
        "</View>",
        "",
    ])  # fmt: skip


def read(path: Path) -> Iterator[Exported]:
    """Yield the documents of an export of Label Studio (JSON), or of what `write` wrote, as they now are.

    Of several annotations the one marked as ground truth counts, else the last one; a document whose
    annotations were all cancelled, or that has none yet, is left out. Raises UsageError (bad-annotations).
    """
    return read_items(path, enumerate(parsed(path, 1, path.read_bytes()), 1), _read)


def _item(exported: Exported) -> Item:
    made = marks_of(exported)
    names = {mark: f"m{number}" for number, mark in enumerate(made.marks)}
    regions = [_region(mark, name, made.text) for mark, name in names.items()]
    relations = [
        {"type": "relation", "from_id": names[source], "to_id": names[target], "direction": "right",
         "labels": [kind]}
        for kind, source, target in made.links
    ]  # fmt: skip
    prediction = {"model_version": MODEL, "score": sureness(exported), "result": regions + relations}
    return {"data": {SOURCE: made.text, KEPT: records(exported)}, "predictions": [prediction]}


def _region(mark: Mark, name: str, text: str) -> Item:
    start, end, label = mark
    value = {"start": start, "end": end, "text": text[start:end], "labels": [label]}
    return {"id": name, "from_name": CONTROL, "to_name": SOURCE, "type": "labels", "value": value}


def _read(item: Item) -> tuple[Item, Marked] | None:
    if "annotations" in item:
        done = [one for one in item["annotations"] if not one.get("was_cancelled")]
        if not done:
            return None
        result = max(reversed(done), key=lambda one: bool(one.get("ground_truth")))["result"]
    else:
        result = item["predictions"][0]["result"]
    marks = {one["id"]: _mark(one["value"]) for one in result if one["type"] == "labels"}
    links = [
        Link(kind, marks[one["from_id"]], marks[one["to_id"]])
        for one in result
        if one["type"] == "relation"
        for kind in one.get("labels") or ()
    ]
    return item["data"][KEPT], marked(item["data"][SOURCE], marks.values(), links)


def _mark(value: Item) -> Mark:
    return Mark(value["start"], value["end"], value["labels"][0])


def _hint(label: str, lang: Lang) -> str:
    return quoteattr(say(f"annotation.{label}", lang))
