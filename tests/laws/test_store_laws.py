from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.store import WHATS, Filters, load, open_store, query, records, search, stats
from pipeline.store.words import words_of
from tests.stores import (
    KINDS,
    NOI_VU,
    TAI_CHINH,
    Databases,
    assignee,
    citation,
    deadline,
    document,
    replay,
    tables,
    task,
    write,
)

pytest_plugins = ("tests.databases",)

Fields = dict[str, Any]
Out = dict[str, tuple[Fields, list[Fields]]]
WORDS = ("điện", "Biên", "dien", "biến", "sở", "nội", "vụ", "Hoà", "hòa", "2024")
GROUP = "vn.tinh.dien-bien.nhom.so"
quick = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
law = settings(max_examples=30, suppress_health_check=quick)

assignees = st.sampled_from([
    assignee(NOI_VU), assignee(TAI_CHINH), assignee(NOI_VU, "support"), assignee(TAI_CHINH, "support"),
    assignee(None, name="Ban A"), assignee(GROUP, members=[NOI_VU, TAI_CHINH]),
    assignee(GROUP, members=[NOI_VU]),
])  # fmt: skip
citations = st.sampled_from([citation("1/2020/NĐ-CP"), citation("2/CT")])
deadlines = st.sampled_from([
    deadline("2024-01-31"), deadline("2024-02-29"), deadline("2025-06-30"), deadline("monthly", "recurring"),
    deadline(None, "relative"),
])  # fmt: skip


@st.composite
def tasks_of(draw: st.DrawFn, document_id: str) -> list[Fields]:
    """Tasks of a document, in order, each with one of a few ids."""
    return [
        task(
            " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5))), number, document_id,
            kind=draw(st.sampled_from(["duty", "closing"])),
            assignees=draw(st.lists(assignees, max_size=3)),
            deadlines=draw(st.lists(deadlines, max_size=2)),
            legal_refs=draw(st.lists(citations, max_size=2)),
            review=draw(st.lists(st.sampled_from(["no-lead", "x"]), max_size=2, unique=True)),
        )
        for number in draw(st.lists(st.integers(0, 4), unique=True, max_size=4).map(sorted))
    ]  # fmt: skip


@st.composite
def outs(draw: st.DrawFn) -> Out:
    """What a run wrote: some of four documents, by id."""
    ids = draw(st.lists(st.sampled_from(["vb-0", "vb-1", "vb-2", "vb-3"]), unique=True, max_size=4))
    return {id_: (_document(id_, draw(st.sampled_from(["A", "B"]))), draw(tasks_of(id_))) for id_ in ids}


def _document(id_: str, title: str) -> Fields:
    dates = {"vb-0": "2023-01-01", "vb-1": "2024-05", "vb-2": None, "vb-3": "2024-12-31"}
    return document(id_, title=title, date=dates[id_])


def loaded(url: str, some: Sequence[Out]) -> None:
    """Load one folder after another."""
    for out in some:
        with tempfile.TemporaryDirectory() as folder:
            load(write(Path(folder), out.values()), url, at="2026-01-01T00:00:00+00:00")


@pytest.mark.parametrize("kind", KINDS)
@law
@given(some=st.lists(outs(), min_size=1, max_size=4), limit=st.integers(1, 9))
def test_the_store_has_the_last_that_was_loaded(
    databases: Databases, kind: str, some: list[Out], limit: int
) -> None:
    """After any loads each document is as the last load had it, and so has it who followed the changes."""
    url = databases.copy(kind)
    loaded(url, some)
    last = {id_: one for out in some for id_, one in out.items()}
    with open_store(url) as store:
        found = {orjson.loads(one.document)["document_id"]: one for one in records(store)}
        records_of = {id_: (orjson.loads(one.document), list(map(orjson.loads, one.tasks)))
                      for id_, one in found.items()}  # fmt: skip
        assert records_of == last
        assert replay(store, limit) == {one["task_id"]: one for _, tasks in last.values() for one in tasks}
    before = tables(url)
    loaded(url, [last])
    assert tables(url) == before


ASKED: dict[str, list[Any]] = {
    "agency": [NOI_VU, "?ban a", GROUP, "sở nội vụ"],
    "role": ["lead", "support"],
    "members": [True],
    "cites": ["1/2020/nđ-cp", "2/CT"],
    "due_before": ["2024-02-29", "2025-01-01"],
    "due_after": ["2024-01-31", "2024-06-01"],
    "overdue_on": ["2024-02-01"],
    "recurring": [True, False, "monthly"],
    "kind": ["duty", "closing"],
    "review": [True, False, "x"],
    "text": ["dien", "điện", "hoà", "noi vu"],
    "year": [2024, 0],
}
conditions = st.sampled_from([(name, value) for name, values in ASKED.items() for value in values])
filters = st.one_of(
    st.lists(conditions, max_size=3).map(lambda some: Filters(**dict(some))),
    st.builds(
        Filters,
        agency=st.sampled_from(ASKED["agency"]),
        role=st.sampled_from(ASKED["role"]),
        members=st.booleans(),
    ),
)
NAMED = [assignee(NOI_VU), assignee(TAI_CHINH), assignee(None, name="Ban A"), assignee(GROUP)]
EVERYBODY = [task("x", 9, assignees=NAMED)]
"""So that every agency asked for is known."""


def fulfils(one: Fields, its: Fields, asked: Filters) -> bool:
    """What `Filters` say, on records."""
    mine = [
        who for who in one["assignees"]
        if asked.agency in {who["agency_id"], f"?{who['name'].lower()}"}
        or (asked.agency == "sở nội vụ" and who["agency_id"] == NOI_VU)
        or (asked.members and (NOI_VU if asked.agency == "sở nội vụ" else asked.agency) in who["members"])
    ]  # fmt: skip
    carriers = mine if asked.agency else one["assignees"]
    dates = [due["value"] for due in one["deadlines"] if due["kind"] == "date"]
    cycles = [due["value"] for due in one["deadlines"] if due["kind"] == "recurring"]
    words = words_of(one["text"])
    typed = words_of(asked.text or "")
    between = [d for d in dates if d < (asked.due_before or "9") and d > (asked.due_after or "")]
    year = int((its["metadata"]["date"] or "0")[:4])
    return all((
        not asked.agency or mine,
        not asked.role or any(who["role"] == asked.role for who in carriers),
        not asked.cites or any(ref["number"].lower() == asked.cites.lower() for ref in one["legal_refs"]),
        not (asked.due_before or asked.due_after) or between,
        not asked.overdue_on or any(date < asked.overdue_on for date in dates),
        asked.recurring is None or asked.recurring in {*cycles, bool(cycles)},
        asked.kind in {None, one["kind"]},
        asked.review is None or asked.review in {*one["review"], bool(one["review"])},
        {word.folded for word in typed} <= {word.folded for word in words},
        {word.accented for word in typed if word.accented != word.folded} <= {w.accented for w in words},
        asked.year in {None, year},
    ))  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@law
@given(out=outs(), asked=st.lists(filters, min_size=1, max_size=20))
def test_filters_find_what_a_look_at_every_record_finds(
    databases: Databases, kind: str, out: Out, asked: list[Filters]
) -> None:
    """Conditions together find the tasks that fulfil them all, and every count leads back to its tasks."""
    url = databases.copy(kind)
    loaded(url, [{"vb-1": (_document("vb-1", "A"), EVERYBODY)}, out])
    with open_store(url) as store:
        kept = [(orjson.loads(one.document), map(orjson.loads, one.tasks)) for one in records(store)]
        everything = [(each, its) for its, tasks in kept for each in tasks]
        for one in asked:
            expected = {each["task_id"] for each, its in everything if fulfils(each, its, one)}
            assert {found.task_id for found in query(store, one)} == expected
        for what in WHATS:
            for count in stats(store, what, asked[0]):
                assert len(list(query(store, count.filters))) == count.tasks


@pytest.mark.parametrize("kind", KINDS)
@law
@given(out=outs(), words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=3))
def test_search_finds_all_spellings_and_the_one_typed_first(
    databases: Databases, kind: str, out: Out, words: list[str]
) -> None:
    """A search finds the tasks that hold the words in any accents; those with the same accents come first."""
    url = databases.copy(kind)
    loaded(url, [out])
    typed = words_of(" ".join(words))
    with open_store(url) as store:
        found = [words_of(one.record["text"]) for one in search(store, " ".join(words), limit=100)]
        everything = [words_of(one.record["text"]) for one in query(store, Filters())]
    folded = {word.folded for word in typed}
    holding = [words for words in everything if folded <= {word.folded for word in words}]
    assert sorted(found) == sorted(holding)
    if any(word.accented != word.folded for word in typed):
        marked = {word.accented for word in typed if word.accented != word.folded}
        exact = [marked <= {word.accented for word in words} for words in found]
        assert exact == sorted(exact, reverse=True)


LONG = " ".join(f"{word}{number}" for number in range(12) for word in ("rà", "soát", "đê", "bao", "cống"))
OTHER = " ".join(f"{word}{number}" for number in range(12) for word in ("lập", "danh", "sách", "hộ", "nghèo"))


@st.composite
def files(draw: st.DrawFn) -> list[tuple[Fields, list[Fields]]]:
    """What a run read from some of four files: documents of few ids and numbers, alike or not."""
    read = []
    ids = draw(st.permutations(["vb-1", "vb-2", "vb-3", "vb-4"]))
    for file, id_ in zip(draw(st.lists(st.sampled_from("abcd"), unique=True, min_size=1)), ids, strict=False):
        number = draw(st.sampled_from([None, "1/CT", "2/CT"]))
        one = document(id_, sha256=file, path=file, ocr=draw(st.booleans()), number=number)
        read.append((one, [task(draw(st.sampled_from([LONG, OTHER, "Ngắn"])), 1, id_)]))
    return read


Run = list[tuple[Fields, list[Fields]]]


@pytest.mark.parametrize("kind", KINDS)
@law
@given(runs=st.lists(files(), min_size=1, max_size=4))
def test_every_file_is_of_one_document_however_it_is_read(
    databases: Databases, kind: str, runs: list[Run]
) -> None:
    """Files may be read better or worse each time: none gets lost, and each document has the tasks of one."""
    url = databases.copy(kind)
    for run in runs:
        with tempfile.TemporaryDirectory() as folder:
            load(write(Path(folder), run), url)
        rows = tables(url)
        seen = {row[2:4] for row in rows["sources"]}
        assert len(seen) == len(rows["sources"])
        assert seen >= {(one["source"]["sha256"], one["source"]["path"]) for one, _ in run}
        live = sorted(row[0] for row in rows["documents"] if row[-1] is None)
        assert sorted(row[1] for row in rows["sources"] if row[-1]) == live
        assert {row[2] for row in rows["tasks"] if row[-1] is None} <= set(live)
        with open_store(url) as store:
            assert {one.task_id for one in query(store, Filters())} == set(replay(store, 3))


@pytest.mark.parametrize("kind", KINDS)
@law
@given(run=files(), data=st.data())
def test_files_that_read_the_same_are_taken_up_once(
    databases: Databases, kind: str, run: Run, data: st.DataObject
) -> None:
    """Files of the same documents may come in any order and again: the second time changes nothing."""
    url = databases.copy(kind)
    for _ in range(3):
        some = data.draw(st.permutations(run))[: data.draw(st.integers(1, len(run)))]
        with tempfile.TemporaryDirectory() as folder:
            out = write(Path(folder), some)
            load(out, url)
            before = tables(url)
            load(out, url)
            assert tables(url) == before
