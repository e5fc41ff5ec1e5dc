from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.store import (
    Filters,
    Store,
    StoredTask,
    StoreError,
    agencies_page,
    count_tasks,
    documents_page,
    queries,
    query,
    query_page,
    search,
    stats,
    task_ids,
)
from pipeline.store.counts import WHATS, What
from tests.stores import NOI_VU, TAI_CHINH, UBND, assignee, citation, deadline, document, fill, task

pytest_plugins = ("tests.databases",)

OLD_GIANG, NEW_GIANG = "vn.tinh.ha-giang.so.noi-vu", "vn.tinh.tuyen-quang.so.noi-vu"


@pytest.fixture
def store(url: str, tmp_path: Path) -> Iterator[Store]:
    """A store of three documents."""
    first = [
        task("Giao Sở Nội vụ chủ trì xây dựng đề án", 1,
             assignees=[assignee(NOI_VU), assignee(TAI_CHINH, "support")],
             deadlines=[deadline("2023-09-30"), deadline("2024-03-31")], review=["no-lead"]),
        task("Báo cáo kết quả về Ủy ban nhân dân tỉnh", 2, kind="closing",
             assignees=[assignee("vn.tinh.dien-bien.nhom.so", members=[NOI_VU, TAI_CHINH])],
             deadlines=[deadline("monthly,yearly", "recurring")]),
        task("Cấp kinh phí", 3, assignees=[assignee(None, name="Ban Quản lý dự án")],
             legal_refs=[citation("61/2018/NĐ-CP")]),
    ]  # fmt: skip
    second = [
        task("Theo dõi diễn biến thời tiết tại tỉnh Điện Biên", 1, "vb-2", assignees=[assignee(OLD_GIANG)],
             deadlines=[deadline("2024-02-10")]),
        task("Tổ chức thực hiện", 2, "vb-2", legal_refs=[citation(None, title="Luật Đất đai")]),
    ]  # fmt: skip
    rows = [
        (document("vb-1"), first),
        (document("vb-2", issuer=None, date="2024-01-02", number="61/CT-TTg"), second),
        (
            document("vb-3", date=None, issuer={"agency_id": None, "name": "Đảng ủy Công an"}),
            [task("X", 1, "vb-3")],
        ),
    ]
    with fill(url, tmp_path / "first", rows) as store:
        yield store


def found(store: Store, filters: Filters) -> list[str]:
    """The ids of the tasks."""
    return [one.task_id for one in query(store, filters)]


@pytest.mark.parametrize(
    ("filters", "tasks"),
    [
        (Filters(), "vb-1-1 vb-1-2 vb-1-3 vb-2-1 vb-2-2 vb-3-1"),
        (Filters(agency=NOI_VU), "vb-1-1"),
        (Filters(agency="so noi vu tinh dien bien"), "vb-1-1"),
        (Filters(agency="Sở Nội vụ"), "vb-1-1 vb-2-1"),
        (Filters(agency=NOI_VU, members=True), "vb-1-1 vb-1-2"),
        (Filters(agency=TAI_CHINH, role="lead", members=True), "vb-1-2"),
        (Filters(agency=TAI_CHINH, role="lead"), ""),
        (Filters(agency="?ban quản lý dự án"), "vb-1-3"),
        (Filters(agency=NEW_GIANG), ""),
        (Filters(agency=NEW_GIANG, lineage=True), "vb-2-1"),
        (Filters(lead=NOI_VU, support=TAI_CHINH), "vb-1-1"),
        (Filters(role="support"), "vb-1-1"),
        (Filters(issuer=UBND), "vb-1-1 vb-1-2 vb-1-3"),
        (Filters(issuer="UBND tỉnh Điện Biên"), "vb-1-1 vb-1-2 vb-1-3"),
        (Filters(issuer="ubnd tinh dien bien"), "vb-1-1 vb-1-2 vb-1-3"),
        (Filters(issuer="dang uy cong an"), "vb-3-1"),
        (Filters(issuer=""), "vb-2-1 vb-2-2"),
        (Filters(cites="61/2018/NĐ-CP"), "vb-1-3"),
        (Filters(cites="nghi dinh so 61/2018/nd-cp"), "vb-1-3"),
        (Filters(cites="luat dat dai"), "vb-2-2"),
        (Filters(due_before="2023-09-30"), ""),
        (Filters(due_before="2023-10-01"), "vb-1-1"),
        (Filters(due_after="2024-02-10"), "vb-1-1"),
        (Filters(due_after="2023-10-01", due_before="2024-03-01"), "vb-2-1"),
        (Filters(overdue_on="2024-02-11"), "vb-1-1 vb-2-1"),
        (Filters(recurring=True), "vb-1-2"),
        (Filters(recurring="yearly"), "vb-1-2"),
        (Filters(recurring="year"), ""),
        (Filters(recurring=False, year=2023), "vb-1-1 vb-1-3"),
        (Filters(kind="closing"), "vb-1-2"),
        (Filters(review="no-lead"), "vb-1-1"),
        (Filters(review=True), "vb-1-1"),
        (Filters(review=False, year=2023), "vb-1-2 vb-1-3"),
        (Filters(text="dien bien"), "vb-2-1"),
        (Filters(text="đièn bien"), ""),
        (Filters(text="diễn tỉnh"), "vb-2-1"),
        (Filters(text="-- '\""), ""),
        (Filters(year=2024), "vb-2-1 vb-2-2"),
        (Filters(year=0), "vb-3-1"),
        (Filters(document="vb-3"), "vb-3-1"),
        (Filters(document="61/CT-TTg"), "vb-2-1 vb-2-2"),
        (Filters(task="vb-1-2"), "vb-1-2"),
        (Filters(text="giao", also=(Filters(text="de an"),)), "vb-1-1"),
        (Filters(text="giao", also=(Filters(text="kinh phi"),)), ""),
        (Filters(lead=NOI_VU, support=TAI_CHINH, lineage=True), "vb-1-1"),
        (Filters(withdrawn=True), ""),
        (Filters(kind="duty", also=(Filters(year=2023), Filters(role="lead"))), "vb-1-1 vb-1-3"),
    ],
)  # fmt: skip
def test_filters_find_what_they_say(store: Store, filters: Filters, tasks: str) -> None:
    """Each condition finds its tasks, and conditions combine."""
    assert found(store, filters) == tasks.split()


def test_a_name_without_its_place_is_that_of_every_place(store: Store, tmp_path: Path) -> None:
    """A record that names no province must not hide those of the provinces; its key still means it alone."""
    more = [task("Y", 1, "vb-4", assignees=[assignee(None, name="Sở Nội vụ")])]
    fill(store.address.removeprefix("sqlite:///"), tmp_path / "more", [(document("vb-4"), more)]).close()
    assert found(store, Filters(agency="Sở Nội vụ")) == ["vb-1-1", "vb-2-1", "vb-4-1"]
    assert found(store, Filters(agency="?sở nội vụ")) == ["vb-4-1"]


def test_an_agency_that_no_record_names_is_refused(store: Store) -> None:
    """A name that means no agency of the store is an error, not an empty answer."""
    with pytest.raises(StoreError) as caught:
        found(store, Filters(agency="Sở Vũ trụ"))
    assert caught.value.code == "unknown-agency"


def test_withdrawn_tasks_are_found_like_others(store: Store, tmp_path: Path) -> None:
    """A withdrawn task is left out unless asked for, and then found by all that it says."""
    fill(store.address.removeprefix("sqlite:///"), tmp_path / "less", [(document("vb-1"), [])]).close()
    everything = Filters(agency=NOI_VU, text="de an", review="no-lead", due_before="2023-10-01")
    assert found(store, everything) == []
    gone = Filters(withdrawn=True, also=(Filters(withdrawn=None, agency=NOI_VU, text="de an"),))
    assert found(store, gone) == ["vb-1-1"]
    assert next(query(store, gone)).withdrawn_at == "2026-01-01T00:00:00+00:00"
    withdrawn, others = (found(store, Filters(withdrawn=which)) for which in (True, False))
    assert found(store, Filters(withdrawn=None)) == [*withdrawn, *others]
    assert [count.keys for count in stats(store, "agencies")] == [(OLD_GIANG, "lead")]


def test_pages_of_any_size_give_all_tasks_once(store: Store) -> None:
    """Following the cursors gives what one page of everything gives."""
    everything = query_page(store, Filters(), limit=100)
    assert everything.cursor is None
    for limit in range(1, 8):
        cursor: int | None = 0
        tasks: list[StoredTask] = []
        while cursor is not None:
            page = query_page(store, Filters(), after=cursor, limit=limit)
            assert len(page.tasks) <= limit
            tasks += page.tasks
            cursor = page.cursor
        assert tuple(tasks) == everything.tasks


@pytest.mark.parametrize("limit", [0, 1, 3, 6, 9])
def test_a_query_may_have_a_limit(store: Store, limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first tasks come, never more than asked for, however they are read."""
    everything = found(store, Filters())
    for page in (1, 2, 100):
        monkeypatch.setattr(queries, "PAGE", page)
        assert [one.task_id for one in query(store, Filters(), limit=limit)] == everything[:limit]


@pytest.mark.parametrize("filters", [Filters(), Filters(year=2024), Filters(text="x"), Filters(year=1)])
def test_tasks_are_counted_and_named_without_being_read(store: Store, filters: Filters) -> None:
    """The number and the ids are those of the tasks found."""
    assert task_ids(store, filters) == found(store, filters)
    assert count_tasks(store, filters) == len(found(store, filters))


def test_words_can_be_asked_with_any_accents(store: Store) -> None:
    """The same condition without accents finds all spellings; conditions without words stay."""
    assert found(store, Filters(text="điện biển")) == []
    assert found(store, Filters(text="điện biển").any_accents()) == ["vb-2-1"]
    assert Filters(year=2024).any_accents() == Filters(year=2024)


def test_a_task_comes_with_its_document(store: Store) -> None:
    """Whoever lists tasks knows where each stands."""
    (one,) = query_page(store, Filters(document="vb-2"), limit=1).tasks
    assert (one.document.number, one.document.issuer, one.document.date) == ("61/CT-TTg", None, "2024-01-02")
    assert one.record["text"].startswith("Theo dõi")


@pytest.mark.parametrize("what", WHATS)
@pytest.mark.parametrize("filters", [Filters(), Filters(year=2023), Filters(due_after="2023-12-01")])
def test_every_count_leads_back_to_its_tasks(store: Store, what: What, filters: Filters) -> None:
    """The filters of a count give as many tasks as it says, and what it counts occurs in each."""
    counts = stats(store, what, filters)
    assert counts or (what in {"citations", "pairs"} and filters.due_after)
    for count in counts:
        assert len(found(store, count.filters)) == count.tasks > 0
        assert set(found(store, count.filters)) <= set(found(store, filters))


def test_counts_say_what_is_counted(store: Store) -> None:
    """The most come first, months in order, and unknown issuers and years are counted too."""
    assert [(count.labels, count.tasks) for count in stats(store, "issuers")] == [
        (("Ủy ban nhân dân tỉnh Điện Biên",), 3), (("",), 2), (("Đảng ủy Công an",), 1),
    ]  # fmt: skip
    assert [(count.keys, count.tasks) for count in stats(store, "years")] == [
        (("2023",), 3), (("2024",), 2), (("",), 1),
    ]  # fmt: skip
    assert [count.keys for count in stats(store, "deadlines")] == [("2023-09",), ("2024-02",), ("2024-03",)]
    assert [count.keys for count in stats(store, "pairs", limit=1)] == [(NOI_VU, TAI_CHINH)]


def test_only_months_that_are_over_count_as_overdue(url: str, tmp_path: Path) -> None:
    """Of a task with a deadline past and one ahead, the one ahead is not counted among the overdue."""
    due: list[dict[str, object]]
    due = [{"quote": day, "kind": "date", "value": day, "spans": []} for day in ("2025-01-05", "2027-03-01")]
    with fill(url, tmp_path / "due", [(document(), [task("Làm", deadlines=due)])]) as store:
        counts = stats(store, "deadlines", Filters(overdue_on="2025-06-01"))
        assert [(count.keys, count.tasks) for count in counts] == [(("2025-01",), 1)]


def test_documents_are_listed_with_their_files(store: Store, tmp_path: Path) -> None:
    """Every document comes once, with all its files and the number of its tasks, in pages or by its id."""
    address = store.address.removeprefix("sqlite:///")
    scan = document("vb-2", sha256="scan", path="a.pdf", ocr=True, issuer=None, number="61/CT-TTg")
    fill(address, tmp_path / "scan", [(scan, []), (document("vb-3", date=None), [])]).close()
    first = documents_page(store, limit=2)
    assert [(one.record["document_id"], one.files, one.tasks) for one in first.documents] == [
        ("vb-1", ("vao/vb-1.txt",), 3), ("vb-2", ("vao/vb-2.txt", "a.pdf"), 2),
    ]  # fmt: skip
    second = documents_page(store, after=first.cursor or 0, limit=2)
    assert ([one.tasks for one in second.documents], second.cursor) == ([0], None)
    (one,) = documents_page(store, document_id="vb-3").documents
    assert one == second.documents[0]
    assert documents_page(store, document_id="vb-9").documents == ()


def test_agencies_are_listed_by_their_names(store: Store) -> None:
    """Agencies come in pages, all or those whose names have some words, with accents or without."""
    everything = agencies_page(store, limit=10_000)
    assert everything.cursor is None
    first = agencies_page(store, limit=3)
    rest = agencies_page(store, after=first.cursor or 0, limit=10_000)
    assert first.agencies + rest.agencies == everything.agencies
    (one,) = agencies_page(store, words="Ban quan ly").agencies
    assert (one.key, one.agency_id, one.name) == ("?ban quản lý dự án", None, "Ban Quản lý dự án")


TEXTS = (
    "Theo dõi diễn biến giá cả",
    "Giao Sở Nội vụ tỉnh Điện Biên tham mưu",
    "Điện lực tỉnh cấp điện cho biên giới",
    "Sở nào nội bộ vụ việc thì giao việc ấy",
    "Hòa giải ở cơ sở",
)


@pytest.mark.parametrize(
    ("words", "order"),
    [
        ("dien bien", [0, 1, 2]),
        ("Điện Biên", [1, 2, 0]),
        ("điện biên", [1, 2, 0]),
        ("giao so noi vu", [1, 3]),
        ("GIAO SỞ NỘI VỤ", [1, 3]),
        ("hoà giải", [4]),
        ("hoa giai", [4]),
        ("đường sắt", []),
        ("", []),
        ("'; \" * OR NEAR(", []),
    ],
)  # fmt: skip
def test_search_respects_accents_first(url: str, tmp_path: Path, words: str, order: list[int]) -> None:
    """Words without accents find all spellings; with accents, the same accents come first."""
    tasks = [task(text, number) for number, text in enumerate(TEXTS)]
    with fill(url, tmp_path, [(document(), tasks)]) as store:
        found = [one.record["order"] for one in search(store, words)]
        assert found == order
        assert [one.record["order"] for one in search(store, words, limit=1)] == order[:1]
        assert search(store, words, Filters(kind="closing")) == []


def test_search_finds_the_words_of_today(url: str, tmp_path: Path) -> None:
    """A corrected text is found by its new words alone, and a withdrawn one not at all."""
    fill(url, tmp_path, [(document(), [task("Giao Sở Nội vụ", 1), task("Giao Sở Y tế", 2)])]).close()
    with fill(url, tmp_path, [(document(), [task("Giao Sở Tư pháp", 1)])]) as store:
        asked = ("noi vu", "tu phap", "y te", "giao so")
        assert [len(search(store, words)) for words in asked] == [0, 1, 0, 1]
        assert len(search(store, "y te", Filters(withdrawn=True))) == 1
