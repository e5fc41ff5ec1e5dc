"""`giaoviec query`: the tasks of a store on the screen, as JSON lines and as CSV."""

from __future__ import annotations

import csv
import json
from argparse import Namespace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import query
from pipeline.cli.arguments import Parser
from pipeline.cli.filters import add_filters, filters_of, today
from pipeline.errors import EXIT_OK, EXIT_USAGE, UsageError
from pipeline.messages import say
from pipeline.store import Filters
from tests.commands import Giaoviec
from tests.stores import NOI_VU, TAI_CHINH, assignee, citation, deadline, document, fill, task

pytest_plugins = ("tests.databases", "tests.running")


@pytest.fixture
def store(url: str, tmp_path: Path) -> str:
    """The address of a store of three documents."""
    first = [
        task("Giao Sở Nội vụ tỉnh Điện Biên chủ trì xây dựng đề án", 1, output="Đề án",
             assignees=[assignee(NOI_VU), assignee(TAI_CHINH, "support", name="Sở Tài chính")],
             deadlines=[deadline("2023-09-30")], legal_refs=[citation("61/2018/NĐ-CP")], review=["no-lead"]),
        task("Theo dõi diễn biến thời tiết", 2, kind="closing", deadlines=[deadline("monthly", "recurring")]),
    ]  # fmt: skip
    second = [task("Báo cáo \x1b[31mkết quả", 1, "vb-2"), task("=1+1 " + "rất dài " * 100, 2, "vb-2")]
    rows = [
        (document("vb-1"), first),
        (document("vb-2", number=None, date=None, issuer=None, title="Về việc nhỏ"), second),
        (document("vb-3", date="2024-03"), [task(f"Việc số {one}", one, "vb-3") for one in range(30)]),
    ]
    fill(url, tmp_path / "out", rows).close()
    return url


def options(*argv: str) -> Namespace:
    """The options of the filters."""
    parser = Parser("query", "vi")
    add_filters(parser)
    return parser.parse(argv)


def ids(text: str) -> list[str]:
    """The ids of tasks in JSON lines."""
    return [json.loads(line)["task_id"] for line in text.splitlines()]


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        ([], {}),
        (["--agency", "Sở Y tế", "--role", "lead"], {"agency": "Sở Y tế", "role": "lead"}),
        (
            ["--agency", "x", "--lineage", "--members"],
            {"agency": "x", "lineage": True, "members": True},
        ),
        (["--issuer", ""], {"issuer": ""}),
        (["--document", "1/CT", "--year", "2024"], {"document": "1/CT", "year": 2024}),
        (["--cites", "1/2020/NĐ-CP"], {"cites": "1/2020/NĐ-CP"}),
        (
            ["--due-before", "1/3/2025", "--due-after", "2025-01-31"],
            {"due_before": "2025-03-01", "due_after": "2025-01-31"},
        ),
        (["--overdue", "--on", "5/2/2024"], {"overdue_on": "2024-02-05"}),
        (["--recurring"], {"recurring": True}),
        (["--recurring", "half-yearly"], {"recurring": "half-yearly"}),
        (["--review"], {"review": True}),
        (["--review", "no-lead", "--kind", "duty"], {"review": "no-lead", "kind": "duty"}),
        (["--text", "dien bien"], {"text": "dien bien"}),
    ],
)
def test_each_option_is_a_condition(argv: list[str], expected: dict[str, Any]) -> None:
    """What the command line says is what the store is asked."""
    assert filters_of(options(*argv)) == Filters(**expected)


def test_overdue_is_meant_of_today_in_vietnam() -> None:
    """Without a day it is the office's own day, which is at most a day from that of any machine."""
    overdue = filters_of(options("--overdue")).overdue_on
    assert overdue == today()
    assert abs(date.fromisoformat(overdue) - date.today()) <= timedelta(days=1)  # noqa: DTZ011 - any machine's


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["--role", "boss"], "bad-choice"),
        (["--kind", "other"], "bad-choice"),
        (["--recurring", "hourly"], "bad-choice"),
        (["--review", "bad-mood"], "bad-choice"),
        (["--year", "MMXX"], "bad-number"),
        (["--due-before", "mai"], "bad-date"),
        (["--overdue", "--on", "2024-02-30"], "bad-date"),
        (["--on", "2024-02-05"], "needs-option"),
        (["--lineage"], "needs-option"),
        (["--members"], "needs-option"),
        *(([name, " "], "empty-value") for name in ("--agency", "--document", "--cites", "--text")),
    ],
)
def test_what_makes_no_sense_is_refused(argv: list[str], code: str) -> None:
    """A value that there is not, and an option that lacks the one it belongs to, are errors."""
    with pytest.raises(UsageError) as caught:
        filters_of(options(*argv))
    assert caught.value.code == code


def test_a_table_says_what_a_clerk_asks(store: str, giaoviec: Giaoviec) -> None:
    """Text, who, by when, by which document, what to look at, and the id; and how many there are."""
    ran = giaoviec("query", "--store", store, "--agency", "so noi vu")
    assert (ran.code, ran.err) == (0, "")
    shown = " ".join(ran.out.split())
    for words in ("Giao Sở Nội vụ", "30/09/2023", "vb-1/CT-UBND", "12/07/2023", "vb-1-1", "Sở Tài chính"):
        assert words in shown
    assert "Không tìm thấy cơ quan chủ trì." in shown
    assert ran.out.endswith("Tìm thấy 1 nhiệm vụ.\n")


def test_a_table_shows_the_first_and_says_how_many_there_are(store: str, giaoviec: Giaoviec) -> None:
    """A long answer is cut, and the words say so and how to get the rest."""
    ran = giaoviec("query", "--store", store, "--document", "vb-3")
    assert ran.out.count("vb-3-") == query.SHOWN
    assert say("query.found-more", count=30, shown=20) in ran.out
    assert giaoviec("query", "--store", store, "--limit", "3").out.count("vb-1-") == 2


def test_a_document_cannot_drive_the_terminal(store: str, giaoviec: Giaoviec) -> None:
    """Control characters of a text are shown as dots, and a long text is cut."""
    ran = giaoviec("query", "--store", store, "--document", "vb-2")
    assert "\x1b" not in ran.out
    assert "·[31mkết quả" in ran.out
    assert "…" in ran.out
    assert "Chỉ thị: Về việc" in ran.out


def test_a_file_of_no_format_that_is_written_is_refused(
    store: str, giaoviec: Giaoviec, tmp_path: Path
) -> None:
    """A table under the name of a Word or Excel file would open nowhere; a text file holds the screen's."""
    ran = giaoviec("query", "--store", store, "-o", str(tmp_path / "viec.xlsx"))
    assert (ran.code, ran.out) == (EXIT_USAGE, "")
    assert "giaoviec export" in ran.err
    assert not (tmp_path / "viec.xlsx").exists()
    assert giaoviec("query", "--store", store, "-o", str(tmp_path / "viec.TXT")).code == EXIT_OK
    assert (
        giaoviec("query", "--store", store, "--format", "csv", "-o", str(tmp_path / "viec")).code == EXIT_OK
    )


def test_json_lines_are_the_records_with_their_documents(store: str, giaoviec: Giaoviec) -> None:
    """Every task is a line, all of them where no limit is given; words for people go elsewhere."""
    ran = giaoviec("query", "--store", store, "--format", "jsonl")
    assert len(ran.out.splitlines()) == 34
    assert ran.err == say("query.found", count=34) + "\n"
    first = json.loads(ran.out.splitlines()[0])
    assert first["output"] == "Đề án"
    assert first["document"]["number"] == "vb-1/CT-UBND"
    assert first["document"]["date"] == "2023-07-12"


def test_csv_is_the_annex(store: str, giaoviec: Giaoviec, tmp_path: Path) -> None:
    """The columns are those of an annex, the file begins with a mark, and formulas are harmless."""
    path = tmp_path / "viec.csv"
    ran = giaoviec("query", "--store", store, "--document", "vb-2", "-o", path)
    assert (ran.code, ran.out) == (0, say("query.written", file=path) + "\n")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0][:3] == ["STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì"]
    assert [row[0] for row in rows[1:]] == ["1", "2"]
    assert rows[2][1].startswith("'=1+1")
    assert giaoviec("query", "--store", store, "--document", "vb-2", "--format", "csv").out.startswith(
        "\ufeff"
    )


def test_words_rank_and_accents_as_typed_go_first(store: str, giaoviec: Giaoviec) -> None:
    """Without accents every spelling is found; with them, only theirs, and the others are counted."""
    asked = ("query", "--store", store, "--format", "jsonl", "--limit", "9", "--text")
    assert sorted(ids(giaoviec(*asked, "dien bien").out)) == ["vb-1-1", "vb-1-2"]
    ran = giaoviec(*asked, "Điện Biên")
    assert ids(ran.out) == ["vb-1-1"]
    assert say("query.more-accents", count=1) in ran.err
    wrong = giaoviec(*asked, "điên biển")
    assert (wrong.code, len(ids(wrong.out))) == (0, 2)
    assert say("query.other-accents") in wrong.err


def test_more_than_can_be_ranked_come_in_order(
    store: str, giaoviec: Giaoviec, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Search ranks few tasks; a longer answer is complete and in the order of the store."""
    asked = ("query", "--store", store, "--format", "jsonl", "--text", "viec so")
    ranked = ids(giaoviec(*asked, "--limit", "30").out)
    monkeypatch.setattr(query, "MOST_RANKED", 5)
    ordered = ids(giaoviec(*asked, "--limit", "30").out)
    assert ordered == ids(giaoviec(*asked).out) == [f"vb-3-{one}" for one in range(30)]
    assert ranked != ordered
    assert sorted(ranked) == sorted(ordered)


def test_nothing_found_is_an_answer(store: str, giaoviec: Giaoviec) -> None:
    """The exit code and a sentence say so; an agency that there is not, is an error instead."""
    ran = giaoviec("query", "--store", store, "--text", "đường sắt")
    assert (ran.code, ran.out, ran.err) == (1, say("query.nothing") + "\n", "")
    assert giaoviec("query", "--store", store, "--agency", "Sở Vũ trụ").code == 2


def test_a_store_that_is_not_there_is_named(giaoviec: Giaoviec, tmp_path: Path) -> None:
    """A wrong address is an error, and makes no file."""
    ran = giaoviec("query", "--store", tmp_path / "khong-co.db")
    assert ran.code == 2
    assert "khong-co.db" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_an_error(store: str, giaoviec: Giaoviec, tmp_path: Path) -> None:
    """What stands in the way is named, and nothing is left behind."""
    (tmp_path / "tep").write_text("")
    ran = giaoviec("query", "--store", store, "-o", tmp_path / "tep" / "a.csv")
    assert ran.code == 2
    assert str(tmp_path / "tep" / "a.csv") in ran.err
    assert not (tmp_path / "tep.partial").exists()
