from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from pipeline.records import check_document
from pipeline.serve import Settings, answered, asked, make_app, problems
from pipeline.serve.asked import TasksAsked
from pipeline.serve.problems import preferred_language
from pipeline.store import Filters, StoreError, load, open_store, query
from tests.serving import Client, pages, serving
from tests.stores import (
    KINDS,
    NOI_VU,
    TAI_CHINH,
    Databases,
    Fields,
    assignee,
    citation,
    deadline,
    document,
    fill,
    replay,
    tables,
    task,
    texts,
    write,
)

pytest_plugins = ("tests.databases",)


@pytest.fixture
def first() -> list[tuple[Fields, list[Fields]]]:
    """Three documents with their tasks."""
    tasks = [
        task("Giao Sở Nội vụ chủ trì xây dựng đề án", 1, review=["no-lead"],
             assignees=[assignee(NOI_VU), assignee(TAI_CHINH, "support")],
             deadlines=[deadline("2023-09-30")]),
        task("Báo cáo kết quả", 2, kind="closing", deadlines=[deadline("monthly", "recurring")]),
        task("Cấp kinh phí", 3, assignees=[assignee(None, name="Ban Quản lý dự án")],
             legal_refs=[citation("61/2018/NĐ-CP")]),
    ]  # fmt: skip
    second = [task(f"Việc thứ {n}", n, "vb-2", assignees=[assignee(TAI_CHINH)]) for n in range(1, 5)]
    return [
        (document(), tasks),
        (document("vb-2", issuer=None, date="2024-01-02"), second),
        (document("vb-3"), []),
    ]


@pytest.fixture
def client(url: str, tmp_path: Path, first: list[tuple[Fields, list[Fields]]]) -> Iterator[Client]:
    """A client of the API of a store with these, one task of which was withdrawn later."""
    fill(url, tmp_path / "first", first).close()
    fill(url, tmp_path / "second", [(first[1][0], first[1][1][:3])]).close()
    with serving(url) as client:
        yield client


@pytest.mark.parametrize(
    ("asked", "filters"),
    [
        ({}, Filters()),
        ({"agency": "so noi vu"}, Filters(agency="so noi vu")),
        ({"agency": TAI_CHINH, "role": "lead"}, Filters(agency=TAI_CHINH, role="lead")),
        ({"agency": NOI_VU, "lineage": "true", "members": "true"},
         Filters(agency=NOI_VU, lineage=True, members=True)),
        ({"issuer": ""}, Filters(issuer="")),
        ({"cites": "61/2018/NĐ-CP"}, Filters(cites="61/2018/NĐ-CP")),
        ({"due_after": "2023-01-01", "due_before": "2023-12-31"},
         Filters(due_after="2023-01-01", due_before="2023-12-31")),
        ({"overdue_on": "2023-10-01"}, Filters(overdue_on="2023-10-01")),
        ({"recurring": "true"}, Filters(recurring=True)),
        ({"recurring": "false"}, Filters(recurring=False)),
        ({"recurring": "monthly"}, Filters(recurring="monthly")),
        ({"kind": "closing"}, Filters(kind="closing")),
        ({"review": "no-lead"}, Filters(review="no-lead")),
        ({"review": "true"}, Filters(review=True)),
        ({"text": "de an"}, Filters(text="de an")),
        ({"year": "2024"}, Filters(year=2024)),
        ({"document": "vb-2"}, Filters(document="vb-2")),
        ({"withdrawn": "only"}, Filters(withdrawn=True)),
        ({"withdrawn": "include"}, Filters(withdrawn=None)),
    ],
)  # fmt: skip
def test_tasks_are_those_of_a_query(
    client: Client, url: str, asked: dict[str, str], filters: Filters
) -> None:
    """Every parameter means the condition of its name, and pages of any size give what a query gives."""
    with open_store(url) as store:
        expected = [one.record for one in query(store, filters)]
    assert expected
    assert TasksAsked(**asked).filters() == filters  # type: ignore[arg-type]
    everything = client.ask("/v1/tasks", params=asked).json()
    assert [one["record"] for one in everything["tasks"]] == expected
    assert (everything["cursor"], everything["next"]) == (None, None)
    for limit in (1, 2, 3, len(expected)):
        words = "&".join(f"{name}={value}" for name, value in {**asked, "limit": limit}.items())
        assert pages(client, f"/v1/tasks?{words}", "tasks") == everything["tasks"]


def test_every_list_is_walked_whole(client: Client) -> None:
    """Following `next` gives each document, agency and change once, in order, however small the pages are."""
    for name in ("documents", "agencies"):
        whole = client.ask(f"/v1/{name}?limit=1000").json()[name]
        assert len(whole) > 1
        assert pages(client, f"/v1/{name}?limit=1", name) == whole
        assert [one["cursor"] for one in whole] == sorted(one["cursor"] for one in whole)
    here, seen = "/v1/changes?limit=1", []
    while (page := client.ask(here).json())["more"]:
        seen += page["changes"]
        here = page["next"]
    seen += page["changes"]
    assert seen == client.ask("/v1/changes?limit=1000").json()["changes"]
    assert client.ask(page["next"]).json() == {
        "store": page["store"], "changes": [], "cursor": page["cursor"], "more": False, "next": page["next"],
    }  # fmt: skip


def test_the_feed_says_which_store_it_is_of(databases: Databases, tmp_path: Path) -> None:
    """It stays the same whatever is loaded, and is another one in a store that was begun anew."""
    url, out = databases.new("sqlite"), tmp_path / "out"
    open_store(url, create=True).close()
    told: list[str] = []
    with serving(url) as client:
        for id_ in ("vb-1", "vb-2"):
            told.append(client.ask("/v1/changes?limit=1").json()["store"])
            fill(url, out, [(document(id_), [])]).close()
        told.append(client.ask("/v1/changes?since=1").json()["store"])
        other = databases.new("sqlite")
        fill(other, out, [(document("vb-2"), [])]).close()
        Path(other).replace(url)
        told.append(client.ask("/v1/changes?since=1").json()["store"])
    assert told[0] == ""
    assert told[1] == told[2] != told[3] != ""


def test_everything_is_described(client: Client) -> None:
    """Who writes a client reads of every parameter and every field what it is for."""
    api = client.ask("/openapi.json").json()
    operations = [one for path in api["paths"].values() for one in path.values()]
    parameters = [(one["operationId"], two) for one in operations for two in one["parameters"]]
    known = api["components"]["schemas"]
    own = {name for module in (answered, asked, problems) for name in vars(module)}
    fields = [
        (name, {"name": field, **about})
        for name in known.keys() & own
        for field, about in known[name].get("properties", {}).items()
        if "$ref" not in about
    ]
    assert len(fields) > 40
    assert [(name, one["name"]) for name, one in (*parameters, *fields) if not one.get("description")] == []


def test_the_feed_makes_a_copy_of_the_store(client: Client, url: str) -> None:
    """Who follows the changes over HTTP has what the store has."""
    copy: dict[str, Any] = {}
    for change in client.ask("/v1/changes?limit=1000").json()["changes"]:
        if change["item"] == "task":
            copy[change["id"]] = None if change["kind"] == "withdrawn" else change["record"]
    with open_store(url) as store:
        assert {id_: record for id_, record in copy.items() if record} == replay(store, 100)


def test_one_thing_is_found_by_its_id(client: Client) -> None:
    """A task, a document and an agency have addresses of their own, also when withdrawn or without an id."""
    listed = client.ask("/v1/tasks?withdrawn=include").json()["tasks"]
    assert [client.ask(f"/v1/tasks/{one['record']['task_id']}").json() for one in listed] == listed
    assert [one["withdrawn_at"] for one in listed].count(None) == 6
    whole = client.ask("/v1/documents/vb-2").json()
    assert check_document(whole["record"])["document_id"] == "vb-2"
    brief = client.ask("/v1/documents").json()["documents"][1]
    assert brief["record"].items() <= whole["record"].items()
    assert (brief["tasks"], brief["files"]) == (3, ["vao/vb-2.txt"])
    (agency,) = client.ask("/v1/agencies?name=ban quan ly").json()["agencies"]
    assert agency["key"] == "?ban quản lý dự án"
    assert client.ask("/v1/agencies/%3Fban quản lý dự án").json() == agency


@pytest.mark.parametrize("path", ["/v1/tasks/x", "/v1/documents/x", "/v1/agencies/x", "/v1/tasks/'; DROP--"])
def test_what_is_not_there_is_not_found(client: Client, path: str) -> None:
    """An id that the store does not have gives a problem that names it."""
    answer = client.ask(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "no-such-record")
    assert path.rpartition("/")[2] in answer.json()["detail"]


def test_an_answer_that_the_client_has_is_not_sent_again(client: Client, url: str, tmp_path: Path) -> None:
    """The same ETag gives 304 without a body; after a change there is another answer with another ETag."""
    for path in ("/v1/tasks", "/v1/tasks/vb-1-1", "/v1/documents", "/v1/agencies", "/v1/changes"):
        tag = client.ask(path).headers["etag"]
        for known in (tag, f'"x", W/{tag}', "*"):
            again = client.ask(path, headers={"If-None-Match": known})
            assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert client.ask(path, headers={"If-None-Match": '"x"'}).status_code == 200
    before = client.ask("/v1/tasks").headers["etag"]
    fill(url, tmp_path / "more", [(document("vb-4"), [task("Mới", 1, "vb-4")])]).close()
    after = client.ask("/v1/tasks", headers={"If-None-Match": before})
    assert (after.status_code, after.headers["etag"] != before) == (200, True)


@pytest.mark.parametrize(
    ("path", "place", "code"),
    [
        ("/v1/tasks?agencies=x", "query.agencies", "extra_forbidden"),
        ("/v1/tasks/x?text=y", "query.text", "extra_forbidden"),
        ("/v1/health?x", "query.x", "extra_forbidden"),
        ("/v1/tasks?year=2023&year=2024", "query.year", "repeated"),
        ("/v1/tasks?limit=0", "query.limit", "greater_than_equal"),
        ("/v1/tasks?limit=1001", "query.limit", "less_than_equal"),
        ("/v1/tasks?after=-1", "query.after", "greater_than_equal"),
        ("/v1/tasks?after=99999999999999999999", "query.after", "less_than_equal"),
        ("/v1/changes?since=x", "query.since", "int_parsing"),
        ("/v1/tasks?due_before=2023-02-30", "query.due_before", "value_error"),
        ("/v1/tasks?due_before=20230201", "query.due_before", "string_pattern_mismatch"),
        ("/v1/tasks?role=boss", "query.role", "literal_error"),
        ("/v1/tasks?agency=", "query.agency", "string_too_short"),
        ("/v1/tasks?agency=%00", "query.agency", "string_pattern_mismatch"),
        ("/v1/tasks/%00", "path.task_id", "string_pattern_mismatch"),
        (f"/v1/agencies?name={'x' * 501}", "query.name", "string_too_long"),
    ],
)
def test_a_bad_value_is_named(client: Client, path: str, place: str, code: str) -> None:
    """The problem says where it stands and what is wrong with it."""
    answer = client.ask(path)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad-request")
    assert [(one["place"], one["code"]) for one in answer.json()["errors"]] == [(place, code)]
    assert place in answer.json()["errors"][0]["detail"]


@pytest.mark.parametrize(
    ("path", "method", "status", "code"),
    [
        ("/v1/tasks?agency=Sở Vũ trụ", "GET", 404, "unknown-agency"),
        ("/v1/changes?since=99999", "GET", 409, "unknown-cursor"),
        ("/v1/tasks/", "GET", 404, "no-such-path"),
        ("/docs", "GET", 404, "no-such-path"),
        ("/redoc", "GET", 404, "no-such-path"),
        ("/v1/tasks", "DELETE", 405, "no-such-method"),
        ("/v1/records", "GET", 405, "no-such-method"),
    ],
)
def test_other_problems_have_their_codes(
    client: Client, path: str, method: str, status: int, code: str
) -> None:
    """Each has a status and a code of its own, in either language."""
    answer = client.ask(path, method)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-language"] == "vi"
    english = client.ask(path, method, headers={"Accept-Language": "en"})
    assert (english.headers["content-language"], english.headers["vary"]) == ("en", "Accept-Language")
    assert english.json()["detail"] != answer.json()["detail"]


@pytest.mark.parametrize(
    ("accepted", "lang"),
    [
        (None, "vi"), ("", "vi"), ("fr", "vi"), ("en", "en"), ("en-GB,vi;q=0.5", "en"), ("vi,en", "vi"),
        ("en;q=0.2, vi;q=0.8", "vi"), ("fr, en;q=0.1", "en"), ("en;q=x", "vi"), ("en;q=0", "vi"),
        (";,;", "vi"),
    ],
)  # fmt: skip
def test_problems_are_told_in_the_language_asked_for(accepted: str | None, lang: str) -> None:
    """The language liked best of those there are, Vietnamese where there is none."""
    assert preferred_language(accepted) == lang


def sent(pairs: list[tuple[Fields, list[Fields]]]) -> Fields:
    """The body that sends records."""
    return {"documents": [{"document": one, "tasks": tasks} for one, tasks in pairs]}


@pytest.mark.parametrize("kind", KINDS)
def test_records_that_are_sent_are_loaded(
    kind: str, databases: Databases, tmp_path: Path, first: list[tuple[Fields, list[Fields]]]
) -> None:
    """Sending gives the store that loading gives, whatever was there; sending again changes nothing."""
    one, other = databases.copy(kind), databases.copy(kind)
    with serving(one) as client:
        for number, pairs in enumerate((first, [(first[0][0], first[0][1][:2])], first)):
            summary = load(write(tmp_path / str(number), pairs), other)
            assert client.ask("/v1/records", "POST", json=sent(pairs)).json() == asdict(summary)
            assert texts(one) == texts(other)
        before = tables(one)
        again = client.ask("/v1/records", "POST", json=sent(first)).json()
        assert (again["added"], again["changed"], again["restored"]) == (0, 0, 0)
    assert tables(one) == before
    assert before["history"] == tables(other)["history"]
    assert {row[2] for row in before["loads"]} == {"HTTP"}


GOOD = sent([(document("vb-9"), [task("Giao việc", 1, "vb-9")])])


def spoilt(**changed: Any) -> Fields:  # noqa: ANN401
    """Records whose one task has other fields."""
    return sent([(document("vb-9"), [{**task("Giao việc", 1, "vb-9"), **changed}])])


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "missing"),
        (b"{", "json_invalid"),
        (b"\xff", None),
        (b"[" * 200_000, None),
        (b'{"documents": [' + b"9" * 10_000 + b"]}", None),
        ({}, "missing"),
        ([], "model_attributes_type"),
        ({"documents": []}, "too_short"),
        ({**GOOD, "more": 1}, "extra_forbidden"),
        (spoilt(colour="red"), "extra_forbidden"),
        (spoilt(document_id="vb-8"), "other_document"),
        (spoilt(order=2**31), "less_than_equal"),
        (spoilt(spans=[[0, 10**40]]), "less_than_equal"),
        (spoilt(order=-1), "greater_than_equal"),
        (spoilt(confidence=float("nan")), "less_than_equal"),
        (spoilt(text="\ud800"), "string_unicode"),
        (spoilt(schema_version="2.0"), "literal_error"),
        (sent([(document("vb-9"), [task("Giao", 1, "vb-9")] * 2)]), "repeated"),
        ({"documents": GOOD["documents"] * 1_001}, "too_long"),
    ],
)  # fmt: skip
def test_records_with_a_fault_are_refused(client: Client, url: str, body: object, code: str | None) -> None:
    """The problem says what is wrong where it can, and nothing of the request is taken in."""
    before = tables(url)
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    answer = client.ask("/v1/records", "POST", content=content, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad-request")
    assert code in {one["code"] for one in answer.json()["errors"]} | {None}
    assert len(answer.json()["errors"]) <= 20
    assert tables(url) == before


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/xml", ""])
def test_what_a_web_page_may_send_unasked_is_refused(client: Client, kind: str) -> None:
    """Only JSON is taken, which no form of a web page can send."""
    content = json.dumps(GOOD).encode()
    answer = client.ask("/v1/records", "POST", content=content, headers={"Content-Type": kind})
    assert (answer.status_code, answer.json()["code"]) == (415, "not-json")


def test_null_characters_are_no_harm(client: Client) -> None:
    """Records may hold what PostgreSQL cannot; their ids are then found by what it holds instead."""
    answer = client.ask("/v1/records", "POST", json=spoilt(text="a\0b", task_id="x\0"))
    assert answer.json()["added"] == 1
    assert client.ask("/v1/tasks/x\ufffd").json()["record"]["text"] == "a\0b"


def test_odd_records_are_taken(client: Client) -> None:
    """What the schema allows the store takes, even groups of nobody in particular."""
    odd = spoilt(assignees=[assignee("", name="", members=["", "x"])], headings=[""], label="", text="")
    assert client.ask("/v1/records", "POST", json=odd).json()["added"] == 1


def test_a_busy_store_is_told(url: str, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who sends while another load goes on for long hears that the store is busy, and where."""

    def busy(*_: object, **__: object) -> None:
        raise StoreError("store-busy", file=url, reason="database is locked")

    monkeypatch.setattr("pipeline.serve.desk.load_readings", busy)
    answer = client.ask("/v1/records", "POST", json=GOOD)
    assert (answer.status_code, answer.json()["code"]) == (503, "store-busy")
    assert url not in answer.text


def test_who_sends_waits_for_another_load_only_so_long(url: str, tmp_path: Path) -> None:
    """The store is said to be busy while that can be said: nothing is taken in once the sender gave up."""
    fill(url, tmp_path / "out", [(document(), [])]).close()
    with serving(url, Settings(seconds=2)) as client:
        with open_store(url) as store, store.write(), ThreadPoolExecutor(3) as pool:
            answers = list(pool.map(lambda _: client.ask("/v1/records", "POST", json=GOOD), range(3)))
        assert [(one.status_code, one.json()["code"]) for one in answers] == [(503, "store-busy")] * 3
        assert client.ask("/v1/records", "POST", json=GOOD).json()["added"] == 1


def test_a_store_that_was_taken_away_is_not_made_anew(databases: Databases, tmp_path: Path) -> None:
    """Neither asking nor sending records makes an empty store where the served one was."""
    url = databases.new("sqlite")
    fill(url, tmp_path / "out", [(document(), [])]).close()
    with serving(url) as client:
        Path(url).unlink()
        asked = client.ask("/v1/changes"), client.ask("/v1/records", "POST", json=GOOD)
    assert [answer.status_code for answer in asked] == [503, 503]
    assert not Path(url).exists()


def test_the_store_is_read_while_it_is_loaded(url: str, client: Client) -> None:
    """A load that goes on keeps nobody from reading what was there before."""
    before = client.ask("/v1/tasks").json()
    with open_store(url) as store, store.write() as connection:
        connection.exec_driver_sql("UPDATE tasks SET withdrawn = 1")
        assert client.ask("/v1/tasks").json() == before
    assert client.ask("/v1/tasks").json()["tasks"] == []


def test_a_store_that_is_not_there_is_said_at_once(tmp_path: Path) -> None:
    """No server begins without a store."""
    with pytest.raises(StoreError) as caught:
        make_app(str(tmp_path / "none.db"), Settings())
    assert caught.value.code == "no-store"
