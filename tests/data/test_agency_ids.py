"""The checked list of ids for the names in gold: what it says holds, and it leaves no name out."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import pytest

from gazetteer import load_gazetteer
from gazetteer.state.linking import OUTDATED, Link

FOLDER = Path(__file__).resolve().parents[2] / "annotations"
STATE = load_gazetteer().state
LEAST = 0.97
REASONS = {"nhóm", "người", "lực lượng"}
"""Why a name is in the second list: a group, a person or post, a force that is no body."""


class Row(NamedTuple):
    """A name of one document and the id that it has; "" for a body that is not in the gazetteer."""

    document: str
    date: str
    name: str
    agency_id: str
    note: str


class Apart(NamedTuple):
    """A name of one document that is no single body."""

    document: str
    name: str
    reason: str


def read(file: str) -> list[list[str]]:
    """The lines of a list, without its head."""
    with (FOLDER / file).open(encoding="utf-8") as lines:
        return list(csv.reader(lines))[1:]


ROWS = [Row(*line) for line in read("agency_ids.csv")]
APART = [Apart(*line) for line in read("agency_ids_apart.csv")]


def verdict(row: Row, link: Link) -> str:
    """What the linker made of a name: "right", "unknown" where that is honest, "missed", or "wrong"."""
    if link.agency_id is None:
        return "missed" if row.agency_id else "unknown"
    return "right" if link.agency_id == row.agency_id else "wrong"


def judge(rows: Iterable[Row], link: Callable[[str, str | None], Link] = STATE.linker.link) -> Counter[str]:
    """How many names have each verdict."""
    return Counter(verdict(row, link(row.name, row.date or None)) for row in rows)


def in_gold(folder: Path) -> dict[str, tuple[str, set[str]]]:
    """Of each annotated document its date and the names of all whom it gives tasks."""
    found = {}
    for path in sorted(folder.glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        names = {one["name"] for task in gold["tasks"] for one in (*task["lead"], *task["support"])}
        found[path.name.removesuffix(".gold.json")] = gold["metadata"]["date"] or "", names
    return found


def listed(document: str) -> tuple[set[str], set[str]]:
    """The dates and the names of a document in both lists."""
    rows = [row for row in ROWS if row.document == document]
    return {row.date for row in rows}, {
        *(row.name for row in rows),
        *(row.name for row in APART if row.document == document),
    }


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.document} {row.name}")
def test_every_name_links_as_the_list_says(row: Row) -> None:
    """The right body, or none where the gazetteer has none; a body that was gone is doubted, with a note."""
    link = STATE.linker.link(row.name, row.date or None)
    assert verdict(row, link) in ("right", "unknown"), link
    assert link.doubt in ("", OUTDATED)
    assert not (link.doubt or not row.agency_id) or row.note, "what is doubted or not known is explained"


def test_the_share_of_right_names() -> None:
    """Of the names, 97 % are right or honestly unknown and none is wrong."""
    found = judge(ROWS)
    assert (found["right"] + found["unknown"]) / found.total() >= LEAST
    assert found["wrong"] == 0
    assert found["unknown"] <= (1 - LEAST) * found.total(), "to know nothing is no way to the share"


def test_the_share_in_the_real_documents(shared: Path) -> None:
    """So it is in the real documents alone, of which the requirement speaks."""
    documents = in_gold(shared / "gold").keys()
    found = judge(row for row in ROWS if row.document in documents)
    assert (found["right"] + found["unknown"]) / found.total() >= LEAST
    assert found["wrong"] == 0


def test_a_wrong_id_is_seen() -> None:
    """The check is one: another id is wrong, an id for a name that links to none is missed."""
    row = ROWS[0]
    assert judge([row])["right"] == 1
    assert judge([row._replace(agency_id="vn.bo.y-te")]) == {"wrong": 1}
    assert judge([row._replace(agency_id="")]) == {"wrong": 1}
    assert judge([row], lambda _name, _on: Link(None)) == {"missed": 1}


def test_every_id_is_one_of_the_gazetteer() -> None:
    """An id stands for an entity."""
    assert [row for row in ROWS if row.agency_id and STATE.registry.entity(row.agency_id) is None] == []


def test_the_lists_are_tidy() -> None:
    """Sorted, each name of a document once, in one list only, apart for a known reason."""
    assert sorted(ROWS) == ROWS
    assert sorted(APART) == APART
    keys = Counter([(row.document, row.name) for row in ROWS] + [(row.document, row.name) for row in APART])
    assert [key for key, count in keys.items() if count > 1] == []
    assert {row.reason for row in APART} <= REASONS


@pytest.mark.parametrize("document", in_gold(FOLDER / "gold").items(), ids=lambda item: str(item[0]))
def test_no_name_of_the_samples_is_left_out(document: tuple[str, tuple[str, set[str]]]) -> None:
    """Both lists hold the names of each sample's annotations, and no others, with its date."""
    name, (date, names) = document
    assert listed(name)[1] == names
    assert listed(name)[0] <= {date}


def test_no_name_of_the_real_documents_is_left_out(shared: Path) -> None:
    """Both lists hold the names of each real document's annotations, and no others, with its date."""
    gold = in_gold(shared / "gold")
    assert {name: listed(name)[1] for name in gold} == {name: names for name, (_, names) in gold.items()}
    assert [name for name, (date, _) in gold.items() if not listed(name)[0] <= {date}] == []
    samples = in_gold(FOLDER / "gold").keys()
    documents = {row.document for row in ROWS} | {row.document for row in APART}
    assert documents <= gold.keys() | samples
