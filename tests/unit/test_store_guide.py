"""The description of a store for people and for Datasette."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from pipeline.messages import LANGUAGES, Lang, load_messages
from pipeline.store import VIEWS
from pipeline.store.guide import FACETS, HIDDEN, LABELS, QUERIES, datasette_metadata, store_guide
from pipeline.store.tables import METADATA
from tests.commands import Giaoviec
from tests.stores import NOI_VU, TAI_CHINH, Databases, assignee, citation, deadline, document, fill, task

pytest_plugins = ("tests.databases", "tests.running")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_table_view_and_column_is_described(lang: Lang) -> None:
    """Nothing of the store is without words, and no words are of something that there is not."""
    page = store_guide(lang)
    tables = datasette_metadata("giaoviec", lang)["databases"]["giaoviec"]["tables"]
    for name in (*METADATA.tables, *VIEWS):
        assert f"### `{name}`" in page
        assert tables[name]["description"]
        assert tables[name]["columns"]
    shown = {
        (group, name)
        for group, names in (("table", METADATA.tables), ("view", VIEWS), ("query", QUERIES))
        for name in names
    }
    known = {tuple(key.split(".")[1:]) for key in load_messages(lang) if key.startswith("store.")}
    assert {one for one in known if one[0] in {"table", "view", "query"}} == shown
    columns = {column for one in tables.values() for column in one.get("columns", ())}
    own = {f"{name}-{column}" for name, one in tables.items() for column in one.get("columns", ())}
    assert {one[1] for one in known if one[0] == "column"} <= columns | own


def test_what_is_named_is_there(databases: Databases, tmp_path: Path) -> None:
    """Facets and labels are columns; hidden tables are tables of a SQLite store."""
    metadata = datasette_metadata("x", "vi")["databases"]["x"]["tables"]
    for name, facets in FACETS.items():
        assert set(facets) <= set(metadata[name]["columns"])
    for name, label in LABELS.items():
        assert label in metadata[name]["columns"]
    with fill(databases.new("sqlite"), tmp_path, []) as store, store.read() as opened:
        there = {row[0] for row in opened.exec_driver_sql("SELECT name FROM sqlite_master")}
    assert set(HIDDEN) <= there
    assert set(metadata) <= there


def test_every_saved_query_can_be_asked(databases: Databases, tmp_path: Path) -> None:
    """Each finds what its title says in a store that has it."""
    own = task(
        "Sở Nội vụ tỉnh Điện Biên làm A", assignees=[assignee(NOI_VU), assignee(TAI_CHINH, "support")],
        legal_refs=[citation("1/2020/NĐ-CP")], deadlines=[deadline("2024-01-31")], review=["no-lead"],
    )  # fmt: skip
    values = {
        "words": 'điện" biên', "agency": "so noi vu", "day": "2024-02-01", "first": "2024-01-31",
        "last": "2024-01-31",
    }  # fmt: skip
    saved = datasette_metadata("x", "vi")["databases"]["x"]["queries"]
    with fill(databases.new("sqlite"), tmp_path, [(document(), [own])]) as store, store.read() as opened:
        for name, query in saved.items():
            asked = {key: values[key] for key in re.findall(r":(\w+)", query["sql"])}
            lines = {"duties": 2}  # the lead's and the support's
            assert len(opened.exec_driver_sql(query["sql"], asked).all()) == lines.get(name, 1), name
        for query, words in (("search", "dien bien"), ("search", "Điện Biên")):
            assert len(opened.exec_driver_sql(saved[query]["sql"], {"words": words}).all()) == 1


def test_the_command_writes_both_files(giaoviec: Giaoviec, tmp_path: Path) -> None:
    """They stand beside the schemas, and the metadata name the store's own file."""
    ran = giaoviec("schema", "--store", tmp_path / "kho.db", "-o", tmp_path / "out")
    assert ran.code == 0
    metadata = json.loads((tmp_path / "out" / "datasette.json").read_text(encoding="utf-8"))
    assert list(metadata["databases"]) == ["kho"]
    assert (tmp_path / "out" / "store.md").read_text(encoding="utf-8") == store_guide("vi")
    printed = json.loads(giaoviec("schema", "--store", "kho.db", "--lang", "en").out)
    assert printed["store.md"] == store_guide("en")
    assert "store.md" not in json.loads(giaoviec("schema").out)
