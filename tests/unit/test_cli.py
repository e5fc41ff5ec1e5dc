from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from pipeline import cli
from pipeline.cli.arguments import COMMANDS
from pipeline.cli.console import Console, tame
from pipeline.cli.explain import explain
from pipeline.cli.show import find_marks
from pipeline.cli.words import cited, when
from pipeline.messages import LANGUAGES, Lang, load_messages
from tests import fakes
from tests.commands import Giaoviec, Screen

pytest_plugins = ("tests.running",)

DIRECTIVE = """CHỈ THỊ
Giao Sở-Nội-vụ rà soát theo 76/NQ-CP, xong trước ngày 30/6/2023.
Tỉnh yêu cầu.
Giao Sở-Y-tế báo cáo.
"""


@pytest.fixture(autouse=True)
def _fake_stages(monkeypatch: pytest.MonkeyPatch) -> None:
    """The stages behind the commands: a fake extractor, and a version that does not matter."""
    module = ModuleType("pipeline.extraction")
    module.extract = fakes.extract  # type: ignore[attr-defined]
    module.load_resources = fakes.load_resources  # type: ignore[attr-defined]
    module.read_mended = fakes.read_mended  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pipeline.extraction", module)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one directive."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "ct.txt").write_text(DIRECTIVE, encoding="utf-8")
    return folder


@pytest.fixture
def out(folder: Path, tmp_path: Path, giaoviec: Giaoviec) -> Path:
    """The records of that directive."""
    assert giaoviec("extract", folder, "-o", tmp_path / "out", "--quiet").code == 0
    return tmp_path / "out"


def task_ids(out: Path) -> list[str]:
    """Return the ids of all tasks."""
    return [
        json.loads(line)["task_id"] for line in (out / "tasks.jsonl").read_text(encoding="utf-8").splitlines()
    ]


# ---- Help and wrong usage ----


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_help_names_every_command(lang: Lang, giaoviec: Giaoviec) -> None:
    """The program's help is a page with a line for each command."""
    ran = giaoviec("--lang", lang, "--help")
    assert (ran.code, ran.err) == (0, "")
    messages = load_messages(lang)
    assert all(f"{command:12}{messages[f'help.{command}.summary']}" in ran.out for command in COMMANDS)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_names_all_its_arguments(command: str, lang: Lang, giaoviec: Giaoviec) -> None:
    """Each argument and option is explained in the language asked for; every text of the data is used."""
    ran = giaoviec(command, "--help", "--lang", lang)
    assert (ran.code, ran.err) == (0, "")
    shown = " ".join(ran.out.split()).replace("- ", "-")
    for key, text in load_messages(lang).items():
        if key.startswith(f"help.{command}.") and not key.endswith(".summary"):
            words = re.escape(" ".join(text.split()).replace("- ", "-"))
            assert re.search(re.sub(r"\\\{\w+\\\}", ".+", words), shown), key


def test_vietnamese_help_speaks_no_english(giaoviec: Giaoviec) -> None:
    """None of argparse's own words are left."""
    for command in COMMANDS:
        assert not re.search(r"usage|optional|arguments|show this", giaoviec(command, "-h").out)


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        ([], "no-command"),
        (["extrac"], "unknown-command"),
        (["extract"], "missing-argument"),
        (["extract", "a.txt"], "missing-argument"),
        (["extract", "a.txt", "-o"], "missing-value"),
        (["extract", "a.txt", "-o", "x", "--wrokers", "2"], "unknown-option"),
        (["extract", "a.txt", "-o", "x", "--work", "2"], "unknown-option"),
        (["extract", "a.txt", "-o", "x", "--workers", "0"], "bad-number"),
        (["extract", "a.txt", "-o", "x", "--workers", "two"], "bad-number"),
        (["extract", "a.txt", "-o", "x", "--max-size", "nan"], "bad-number"),
        (["extract", "a.txt", "-o", "x", "--max-size", "big"], "bad-number"),
        (["extract", "a.txt", "-o", "x", "--quiet=1"], "unexpected-value"),
        (["extract", "no/such/file.txt", "-o", "x"], "no-such-input"),
        (["explain", "a", "b", "-o", "x"], "extra-argument"),
        (["explain", "a", "-o", "no-such-folder"], "no-records"),
        (["show"], "missing-argument"),
        (["schema", "--lang", "fr"], "bad-choice"),
        (["schema", "--lang"], "bad-choice"),
        (["evaluate", "no-such-folder", "out"], "gold-no-files"),
    ],
)
def test_wrong_usage_says_what_to_change(argv: list[str], words: str, giaoviec: Giaoviec) -> None:
    """One line on stderr with what is wrong and what to do; exit code 2; nothing on stdout."""
    ran = giaoviec(*argv)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Lỗi: ")
    assert ran.err.count("\n") == 1
    pattern = re.sub(r"\\\{\w+\\\}", ".*", re.escape(load_messages("vi")[f"error.{words}.message"]))
    assert re.match(f"Lỗi: {pattern}", ran.err)


def test_a_misspelt_word_is_guessed(giaoviec: Giaoviec) -> None:
    """The nearest command or option is offered, in the language asked for."""
    assert giaoviec("extrac").err.endswith("Có phải bạn muốn viết extract?\n")
    assert giaoviec("extract", "--wrokers", "--lang=en").err.endswith("Did you mean --workers?\n")


def test_arguments_may_come_in_any_order(folder: Path, tmp_path: Path, giaoviec: Giaoviec) -> None:
    """Options may stand between the inputs; after "--" nothing is an option."""
    (folder / "--lang").write_text("Giao A làm.\n", encoding="utf-8")
    ran = giaoviec("extract", folder / "ct.txt", "-o", tmp_path / "out", folder / "--lang", "--quiet")
    assert (ran.code, ran.err) == (0, "")
    assert len(task_ids(tmp_path / "out")) == 3


def test_after_two_dashes_nothing_is_an_option(
    tmp_path: Path, giaoviec: Giaoviec, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file may be named like an option."""
    monkeypatch.chdir(tmp_path)
    Path("--lang").write_text("Giao A làm.\n", encoding="utf-8")
    assert giaoviec("extract", "-o", "out", "--quiet", "--", "--lang").code == 0


def test_the_version_is_told(giaoviec: Giaoviec) -> None:
    """Name and version, on one line."""
    assert re.fullmatch(r"giaoviec \d+\.\d+\.\d+\S*\n", giaoviec("--version").out)


# ---- extract ----


def test_extract_writes_and_sums_up(folder: Path, tmp_path: Path, giaoviec: Giaoviec) -> None:
    """Off a terminal the summary is plain lines; stderr stays empty; exit code 0."""
    ran = giaoviec("extract", folder, "-o", tmp_path / "out")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[:3] == ["Văn bản đã đọc: 1", "Nhiệm vụ: 2", "Nhiệm vụ cần xem lại: 2"]
    assert len(ran.out.splitlines()) == 4


def test_a_quiet_run_prints_nothing(folder: Path, tmp_path: Path, giaoviec: Giaoviec) -> None:
    """Scripts get the exit code alone."""
    assert giaoviec("extract", folder, "-o", tmp_path / "out", "--quiet") == (0, "", "")


def test_failed_documents_are_named_and_set_the_exit_code(
    folder: Path, tmp_path: Path, giaoviec: Giaoviec
) -> None:
    """The first ten are named on stderr, also when quiet; the rest are in errors.jsonl; exit code 3."""
    for i in range(12):
        (folder / f"x{i:02}.txt").write_bytes(b"")
    ran = giaoviec("extract", folder, "-o", tmp_path / "out", "--quiet", "--lang", "en")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.count("is empty") == 10
    assert ran.err.splitlines()[-1] == f"Details: {tmp_path / 'out' / 'errors.jsonl'}"


def test_a_document_without_assignments_is_counted(tmp_path: Path, giaoviec: Giaoviec) -> None:
    """An honest empty result is a success that the summary names."""
    (tmp_path / "a.txt").write_text("Không có việc gì.\n", encoding="utf-8")
    ran = giaoviec("extract", tmp_path / "a.txt", "-o", tmp_path / "out", "--lang", "en")
    assert ran.code == 0
    assert "Documents without assignments: 1" in ran.out


def test_a_document_cut_in_the_middle_is_read(tmp_path: Path, giaoviec: Giaoviec) -> None:
    """What is there is extracted."""
    (tmp_path / "a.txt").write_text(DIRECTIVE[:90], encoding="utf-8")
    assert giaoviec("extract", tmp_path / "a.txt", "-o", tmp_path / "out", "--quiet").code == 0


def test_a_huge_file_is_refused_or_read_as_asked(tmp_path: Path, giaoviec: Giaoviec) -> None:
    """60 MB of one line are too large by default, in plain words; higher limits read them."""
    (tmp_path / "a.txt").write_bytes(b"a" * 60_000_000)
    ran = giaoviec("extract", tmp_path / "a.txt", "-o", tmp_path / "out", "--quiet", "--lang", "en")
    assert ran.code == 3
    assert (
        "too large: 60.0 MB, the limit is 50 MB. Split the file, or raise the limit with --max-size."
        in ran.err
    )
    more = ["--max-size", "60.5", "--lang", "en"]
    ran = giaoviec("extract", tmp_path / "a.txt", "-o", tmp_path / "out", *more)
    assert "too long: 60.0 million characters, the limit is 20 million. Split the file, or" in ran.err
    assert (
        giaoviec("extract", tmp_path / "a.txt", "-o", tmp_path / "out", *more, "--max-text", "60").code == 0
    )


def test_a_folder_without_documents_is_wrong_usage(tmp_path: Path, giaoviec: Giaoviec) -> None:
    """The message says what would be read, and how to learn more."""
    (tmp_path / "in").mkdir()
    ran = giaoviec("extract", tmp_path / "in", "-o", tmp_path / "out", "--lang", "en")
    assert ran.code == 2
    assert "Word, PDF, scans" in ran.err
    assert "giaoviec doctor" in ran.err


def test_an_output_folder_that_cannot_be_written_is_wrong_usage(folder: Path, giaoviec: Giaoviec) -> None:
    """The message gives the system's reason and the way out."""
    ran = giaoviec("extract", folder, "-o", folder / "ct.txt")
    assert ran.code == 2
    assert "một phần của đường dẫn là tệp, không phải thư mục" in ran.err
    assert "Chọn chỗ khác bằng -o" in ran.err


def test_texts_are_kept_on_request(folder: Path, tmp_path: Path, giaoviec: Giaoviec) -> None:
    """OUT/texts holds the source text of each document."""
    giaoviec("extract", folder, "-o", tmp_path / "out", "--keep-text", "--workers", "1")
    [path] = (tmp_path / "out" / "texts").iterdir()
    assert path.read_text(encoding="utf-8") == DIRECTIVE


def test_a_resumed_run_says_so(
    folder: Path, tmp_path: Path, giaoviec: Giaoviec, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C ends with a word on how to go on, and exit code 130; the next run tells what it kept."""
    (folder / "a.txt").write_text("Giao A làm.\n", encoding="utf-8")

    def interrupted(source: Any, *_: object) -> Any:  # noqa: ANN401
        if source.path.endswith("ct.txt"):
            raise KeyboardInterrupt
        return fakes.extract(source)

    with monkeypatch.context() as patch:
        patch.setattr(sys.modules["pipeline.extraction"], "extract", interrupted)
        ran = giaoviec("extract", folder, "-o", tmp_path / "out")
    assert (ran.code, ran.out) == (130, "")
    assert "chạy lại đúng lệnh này" in ran.err
    ran = giaoviec("extract", folder, "-o", tmp_path / "out")
    assert ran.out.startswith("Làm tiếp lượt trước: 1 văn bản")


def test_on_a_terminal_there_is_a_bar_and_a_table(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bar goes to stderr and is wiped at the end; the table goes to stdout."""
    out, err = Screen(), Screen()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    assert cli.main(["extract", str(folder), "-o", str(tmp_path / "out")]) == 0
    assert "│ Văn bản đã đọc" in out.getvalue()
    assert "Đang đọc văn bản" in err.getvalue()


# ---- show ----


def test_show_marks_mentions_and_puts_tasks_under_their_paragraphs(folder: Path, giaoviec: Giaoviec) -> None:
    """Piped, kinds are in brackets; each task follows the line that it ends on."""
    ran = giaoviec("show", folder / "ct.txt")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[3] == (
        "Giao [cơ quan: Sở-Nội-vụ] rà soát theo [văn bản: 76/NQ-CP], xong [thời hạn: trước ngày 30/6/2023]."
    )
    assert lines[4].startswith("  ▸ Nhiệm vụ 1 · 1 · ")
    assert "    Thời hạn: 30/06/2023 (“trước ngày 30/6/2023”)" in lines
    assert "    Cần xem lại: Có cơ quan chưa có trong danh mục." in lines
    assert lines[-1] == "2 nhiệm vụ, 2 cần xem lại."


def test_show_colours_on_a_terminal_only(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Colours can be refused by option and by NO_COLOR."""

    def shown(*options: str) -> str:
        out = Screen()
        monkeypatch.setattr(sys, "stdout", out)
        assert cli.main(["show", str(folder / "ct.txt"), *options]) == 0
        return out.getvalue()

    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[1;36mSở-Nội-vụ\x1b[0m" in shown()
    assert "\x1b" not in shown("--no-color")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in shown()


def test_show_says_when_nothing_is_assigned(tmp_path: Path, giaoviec: Giaoviec) -> None:
    """An empty result is told in words, as is every warning."""
    (tmp_path / "a.txt").write_text("Không có việc gì.", encoding="utf-8")
    empty = "Văn bản không giao việc cho ai.\n"
    assert giaoviec("show", tmp_path / "a.txt").out.endswith(f"{empty}Lưu ý: {empty}")


def test_show_gives_the_reasons_on_request(folder: Path, giaoviec: Giaoviec) -> None:
    """Under a paragraph that is no task stands why; without the option nothing does."""
    assert "  · không phải nhiệm vụ: đề mục\n" in giaoviec("show", folder / "ct.txt", "--reasons").out
    assert "không phải nhiệm vụ" not in giaoviec("show", folder / "ct.txt").out


def test_show_of_a_bad_file_is_an_error(tmp_path: Path, giaoviec: Giaoviec) -> None:
    """Exit code 3, and the same words as in a run."""
    ran = giaoviec("show", tmp_path / "none.txt")
    assert (ran.code, ran.out) == (3, "")
    assert "Không có tệp" in ran.err


def test_help_names_values_in_the_language_of_the_reader(giaoviec: Giaoviec) -> None:
    """What stands for a value is a word of the same language as the rest."""
    assert "--year NĂM" in giaoviec("query", "--help").out
    assert "--year YEAR" in giaoviec("query", "--help", "--lang", "en").out


@pytest.mark.parametrize("command", ["show", "restore", "gazetteer find"])
def test_a_folder_where_a_file_is_needed_is_wrong_usage(
    command: str, folder: Path, giaoviec: Giaoviec
) -> None:
    """The words say that it is a folder, and not that it may not be read."""
    ran = giaoviec(*command.split(), folder)
    assert (ran.code, ran.out) == (2, "")
    assert "là một thư mục" in ran.err


def test_documents_to_look_at_are_pointed_to(folder: Path, tmp_path: Path, giaoviec: Giaoviec) -> None:
    """Where nothing failed but a copy was left out, the file that says so is named."""
    (folder / "sao.txt").write_text(DIRECTIVE, encoding="utf-8")
    ran = giaoviec("extract", folder, "-o", tmp_path / "out")
    assert ran.code == 0
    assert str(tmp_path / "out" / "errors.jsonl") in ran.err


def test_a_document_cannot_drive_the_terminal(tmp_path: Path, giaoviec: Giaoviec) -> None:
    """Escape sequences in a text are shown as dots and words."""
    (tmp_path / "a.txt").write_text("Giao A làm \x1b[2J\x07.\n", encoding="utf-8")
    assert "\x1b" not in giaoviec("show", tmp_path / "a.txt").out
    assert tame("a\x1b\tb\n\x9bc") == "a·\tb\n·c"


def test_marks_do_not_overlap() -> None:
    """Of marks that meet, the one that begins first stays, then the longer."""
    document = {
        "legal_refs": [{"spans": [(0, 4)]}, {"spans": [(0, 6)]}, {"spans": [(5, 9)]}, {"spans": [(9, 10)]}]
    }
    assert [(mark.start, mark.end) for mark in find_marks(document, [])] == [(0, 6), (9, 10)]


# ---- explain ----


def test_explain_tells_who_and_why(out: Path, giaoviec: Giaoviec) -> None:
    """Sentence, lead with its basis, deadline, citation, review reason and quoted evidence are all there."""
    ran = giaoviec("explain", task_ids(out)[0], "-o", out)
    assert (ran.code, ran.err) == (0, "")
    for words in (
        "Chỉ thị 13/CT-UBND, Ủy ban nhân dân tỉnh Lai Châu, 2019-08-21",
        "Giao Sở-Nội-vụ rà soát",
        'Chủ trì: Sở-Nội-vụ (vì: nêu ngay trong nhiệm vụ; viết là: "Sở-Nội-vụ"; chưa có trong danh mục)',
        "30/06/2023 (“trước ngày 30/6/2023”)",
        "76/NQ-CP",
        "Độ tin cậy: 75%",
        "Có cơ quan chưa có trong danh mục.",
        "giao [13, 22): “Sở-Nội-vụ”",
    ):
        assert words in ran.out


def test_explain_takes_the_beginning_of_an_id(out: Path, giaoviec: Giaoviec) -> None:
    """A beginning that only one task has is enough; else the message helps on."""
    first, second = task_ids(out)
    assert giaoviec("explain", first, "-o", out) == giaoviec("explain", first, "--out", out)
    assert giaoviec("explain", second[:-1], "-o", out).code == 2
    ran = giaoviec("explain", second[:-1], "-o", out, "--lang", "en")
    assert "2 tasks" in ran.err
    ran = giaoviec("explain", second + "0", "-o", out, "--lang", "en")
    assert "No task" in ran.err
    assert f"Did you mean {second}?" in ran.err


def test_a_unique_beginning_finds_its_task(out: Path, giaoviec: Giaoviec) -> None:
    """The id need not be typed to the end."""
    path = out / "tasks.jsonl"
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    [whole] = task_ids(out)
    assert giaoviec("explain", whole[:5], "-o", out) == giaoviec("explain", whole, "-o", out)


@pytest.mark.parametrize("state", ["kept", "there", "changed", "gone"])
def test_evidence_is_quoted_from_what_is_left(
    state: str, folder: Path, tmp_path: Path, giaoviec: Giaoviec
) -> None:
    """The kept text, the unchanged file, or the task's own words: never the words of a changed file."""
    out = tmp_path / "out"
    keep = ["--keep-text"] if state == "kept" else []
    giaoviec("extract", folder, "-o", out, "--quiet", *keep)
    if state == "changed":
        (folder / "ct.txt").write_text("x" * 500, encoding="utf-8")
    if state in {"kept", "gone"}:
        (folder / "ct.txt").unlink()
    assert "giao [13, 22): “Sở-Nội-vụ”" in giaoviec("explain", task_ids(out)[0], "-o", out).out


def test_a_task_whose_document_is_missing_is_a_damaged_result(out: Path, giaoviec: Giaoviec) -> None:
    """The message says to extract again."""
    (out / "documents.jsonl").write_bytes(b"")
    ran = giaoviec("explain", task_ids(out)[0], "-o", out)
    assert ran.code == 2
    assert "Chạy lại giaoviec extract" in ran.err


def test_everything_a_task_may_hold_is_told() -> None:
    """Headings, pages, verbatim, targets, output, reports and evidence elsewhere have their lines."""
    task = {
        "task_id": "t",
        "order": 0,
        "label": "",
        "kind": "closing",
        "text": "Làm việc",
        "verbatim": "Làm vịêc",
        "spans": [(10, 13), (20, 25)],
        "pages": [1, 2],
        "headings": ["I. A", "1. B"],
        "assignees": [],
        "legal_refs": [],
        "deadlines": [
            {"quote": "hằng năm, hằng quý", "kind": "recurring", "value": "yearly,quarterly"},
            {"quote": "sau khi ban hành", "kind": "relative", "value": None},
        ],
        "targets": [{"quote": "trên  30%"}],
        "output": "Báo cáo",
        "reports_to": [{"name": "Bộ Y tế"}],
        "confidence": 1.0,
        "review": [],
        "evidence": [{"rule": "r", "span": (21, 24)}, {"rule": "s", "span": (0, 4)}],
    }
    metadata = {"type": None, "number": None, "issuer": None, "date": None}
    document = {"document_id": "d", "source": {"path": "a.pdf"}, "metadata": metadata}
    console = Console(io.StringIO(), io.StringIO(), "en")
    lines = list(explain(task, document, None, console))
    assert lines == [
        "Task t",
        "Document: d (a.pdf)",
        "Place: page 1, 2, characters 10–25",
        "Kind: closing clause",
        "Headings: I. A › 1. B",
        "Text:",
        "  Làm việc",
        "Verbatim:",
        "  Làm vịêc",
        "Who: none",
        "Deadlines:",
        "  every year, every quarter (“hằng năm, hằng quý”)",
        "  counted from an event (“sau khi ban hành”)",
        "Documents cited: none",
        "Targets:",
        "  trên 30%",
        "Output:",
        "  Báo cáo",
        "Reports to:",
        "  Bộ Y tế",
        "Confidence: 100%",
        "To review: none",
        "Rules and evidence:",
        "  r [21, 24): “vịê”",
        "  s [0, 4): (the source text is no longer there to quote from; keep it with --keep-text)",
    ]


def test_a_citation_shows_its_number_where_the_words_lack_it() -> None:
    """A short form is shown with the number it stands for; a number that is there is not repeated."""
    assert (
        cited({"citation": "Chỉ thị  11", "number": "11/CT-TTg", "title": None}) == "Chỉ thị 11 (11/CT-TTg)"
    )
    assert (
        cited({"citation": "Chỉ thị 11/CT-TTg", "number": "11/CT-TTg", "title": None}) == "Chỉ thị 11/CT-TTg"
    )
    assert cited({"citation": "Luật này", "number": None, "title": None}) == "Luật này"


def test_a_date_is_told_as_the_language_writes_it() -> None:
    """Day first in Vietnamese, ISO in English."""
    deadline = {"quote": "trước 5/6/2023", "kind": "date", "value": "2023-06-05"}
    said = [when(deadline, Console(io.StringIO(), io.StringIO(), lang)) for lang in LANGUAGES]
    assert said == ["05/06/2023 (“trước 5/6/2023”)", "2023-06-05 (“trước 5/6/2023”)"]


# ---- evaluate, schema ----


def test_evaluate_prints_the_figures(
    tmp_path: Path, giaoviec: Giaoviec, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As lines, as JSON, and as tables on a terminal; misses on request."""
    result = {
        "overall": {"task": {"p": 1.0, "r": 0.5, "f1": 0.6667, "n": 2}, "touch_free": {"rate": 0.5, "n": 2}},
        "documents": {
            "x": {"task": 0.6667, "lead": 0.5, "legal_ref": 0.0, "touch_free": 0.5, "tasks": 2, "read": True}
        },
        "misses": [{"doc": "x", "label": "1.đ"}],
    }
    asked: list[int] = []

    def evaluate(gold: Path, out: Path, *, texts: Path | None, misses: int) -> dict[str, Any]:
        assert (gold, out, texts) == (tmp_path / "g", tmp_path / "o", tmp_path)
        asked.append(misses)
        return result

    monkeypatch.setattr("pipeline.evaluate.evaluate", evaluate)
    argv = ["evaluate", str(tmp_path / "g"), str(tmp_path / "o"), "--texts", str(tmp_path)]
    lines = giaoviec(*argv, "--misses", "3").out.splitlines()
    assert lines == [
        "task                   p=1.0  r=0.5  f1=0.6667  n=2",
        "touch_free             rate=0.5  n=2",
        "",
        f"{'x':34} task=0.6667  lead=0.5  legal_ref=0.0  touch_free=0.5  tasks=2  read=True",
        '{"doc": "x", "label": "1.đ"}',
    ]
    assert giaoviec(*argv, "--json").out == json.dumps(result, ensure_ascii=False, indent=1) + "\n"
    assert asked == [3, 0]
    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setenv("COLUMNS", "200")
    assert cli.main(argv) == 0
    assert "│ touch_free │" in screen.getvalue()
    assert "Không cần sửa" in screen.getvalue()
    assert "None" not in screen.getvalue()


def test_schemas_are_printed_or_written(tmp_path: Path, giaoviec: Giaoviec) -> None:
    """One object with all of them, or a file each."""
    printed = json.loads(giaoviec("schema").out)
    assert list(printed) == [
        "document.schema.json",
        "task.schema.json",
        "error.schema.json",
        "boxes.schema.json",
        "packet.schema.json",
    ]
    ran = giaoviec("schema", "-o", tmp_path / "new")
    assert ran.out.splitlines() == [str(tmp_path / "new" / name) for name in printed]
    for name, schema in printed.items():
        assert json.loads((tmp_path / "new" / name).read_text(encoding="utf-8")) == schema
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert giaoviec("schema", "-o", tmp_path / "file").code == 2


# ---- The process ----


def run_process(
    root: Path, argv: Sequence[str | Path], **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own."""
    command = [sys.executable, "-m", "pipeline.cli", *map(str, argv)]
    return subprocess.run(
        command, cwd=root, env={**os.environ, **environment}, capture_output=True, check=False
    )


@pytest.mark.parametrize(
    "environment",
    [
        {"LANG": "C", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "cp1252"},
        {"PYTHONIOENCODING": "cp1258:strict"},
    ],
    ids=["C", "cp1252", "cp1258"],
)
def test_output_is_utf8_whatever_the_console_says(environment: dict[str, str], root: Path) -> None:
    """Help and errors come as UTF-8 bytes, and nothing crashes."""
    ran = run_process(root, ["--help"], **environment)
    assert ran.returncode == 0
    assert "Đọc văn bản chỉ đạo" in ran.stdout.decode("utf-8")
    ran = run_process(root, ["extrac"], **environment)
    assert ran.returncode == 2
    assert "Không có lệnh" in ran.stderr.decode("utf-8")


def test_a_reader_that_has_had_enough_is_no_error(root: Path) -> None:
    """`giaoviec schema | head -1` ends quietly."""
    command = f"{sys.executable} -m pipeline.cli schema | head -c 1"
    ran = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], cwd=root, capture_output=True, check=False
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"{", b"")


@pytest.mark.parametrize(
    ("argv", "unneeded"),
    [
        (["--help"], {"rich", "pydantic", "gazetteer", "multiprocessing", "pipeline.extraction"}),
        (["show", "--help"], {"rich", "pydantic", "gazetteer", "multiprocessing", "pipeline.extraction"}),
        (["extract", "--help"], {"rich", "gazetteer", "pipeline.extraction"}),
        (["schema"], {"rich", "gazetteer", "multiprocessing", "pipeline.extraction"}),
    ],
)
def test_start_up_loads_nothing_that_is_not_needed(argv: list[str], unneeded: set[str], root: Path) -> None:
    """Help needs no records and no gazetteer, and nothing that is not for a terminal needs rich."""
    code = "import sys; from pipeline.cli import main; main(sys.argv[1:]); print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code, *argv], cwd=root, capture_output=True, check=True)
    assert not set(ran.stdout.decode().splitlines()[-1].split()) & unneeded
