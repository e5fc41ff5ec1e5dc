"""`giaoviec gazetteer …`: what the gazetteer knows, on the screen and as JSON."""

from __future__ import annotations

import io
import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from gazetteer import Gazetteer, load_gazetteer
from pipeline import cli
from pipeline.cli.arguments import GROUPS
from pipeline.cli.console import Console
from pipeline.cli.gazetteer.facts import facts_of, old_form
from pipeline.cli.gazetteer.find import find
from pipeline.cli.gazetteer.lookup import look_up, render
from pipeline.cli.gazetteer.unknown import Guess, guess_entry
from pipeline.messages import LANGUAGES, Lang, load_messages
from tests import papers
from tests.commands import Giaoviec, Screen

pytest_plugins = ("tests.running",)

GROUP = GROUPS["gazetteer"]
PROVINCE = "UBND tỉnh Lai Châu"
RECORD = {"document_id": "", "label": ""}
AGENCY = '[[agency]]\nid = "ban-so-hoa"\nname = "Ban Số hóa"\nscope = "province"\n'


@pytest.fixture
def gazetteer() -> Gazetteer:
    """The gazetteer of the package."""
    return load_gazetteer()


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    """A folder with one body."""
    path = tmp_path / "bo-sung"
    path.mkdir()
    (path / "a.toml").write_text(AGENCY, encoding="utf-8")
    return path


def said(found: dict[str, Any], lang: Lang = "vi") -> list[str]:
    """What a look-up prints."""
    return list(render(found, Console(io.StringIO(), io.StringIO(), lang)))


# ---- The group ----


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_help_of_the_group_names_its_commands(lang: Lang, giaoviec: Giaoviec) -> None:
    """Each command has a line, in the language asked for."""
    ran = giaoviec("gazetteer", "--help", "--lang", lang)
    assert (ran.code, ran.err) == (0, "")
    messages = load_messages(lang)
    for command in GROUP:
        assert f"  {command:12}{messages[f'help.gazetteer-{command}.summary']}" in ran.out


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", GROUP)
def test_the_help_of_each_command_names_its_arguments(command: str, lang: Lang, giaoviec: Giaoviec) -> None:
    """Each argument and option is explained; all texts of the data are used, none of argparse's own."""
    ran = giaoviec("gazetteer", command, "--help", "--lang", lang)
    assert (ran.code, ran.err) == (0, "")
    shown = " ".join(ran.out.split()).replace("- ", "-")
    for key, text in load_messages(lang).items():
        if key.startswith(f"help.gazetteer-{command}.") and not key.endswith(".summary"):
            assert " ".join(text.format(default=50).split()).replace("- ", "-") in shown, key
    assert lang == "en" or not re.search(r"usage|optional|arguments|show this", ran.out)


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        ([], "no-command"),
        (["lokup"], "unknown-command"),
        (["lookup"], "missing-argument"),
        (["lookup", "Sở", "--on", "hôm nay"], "bad-date"),
        (["lookup", "Sở", "--on", "2025-02-30"], "bad-date"),
        (["lookup", "Sở", "--on", "30/02/2025"], "bad-date"),
        (["lookup", "Sở", "--onn", "2025"], "unknown-option"),
        (["show", "vn.khong-co"], "unknown-entity"),
        (["show", ""], "missing-argument"),
        (["check", "khong/co"], "no-such-input"),
        (["unknown", "khong/co"], "no-records"),
        (["unknown", "x", "--top", "0"], "bad-number"),
        (["find"], "missing-argument"),
        (["lookup", "Sở", "--gazetteer", "khong/co"], "bad-overlay"),
    ],
)
def test_wrong_usage_says_what_to_change(argv: list[str], words: str, giaoviec: Giaoviec) -> None:
    """The last line on stderr says what is wrong; exit code 2; nothing on stdout."""
    ran = giaoviec("gazetteer", *argv)
    assert (ran.code, ran.out) == (2, "")
    pattern = re.sub(r"\\\{\w+\\\}", ".*", re.escape(load_messages("vi")[f"error.{words}.message"]))
    assert re.match(f"Lỗi: {pattern}", ran.err.splitlines()[-1])


# ---- lookup ----


def test_lookup_tells_name_id_and_days(giaoviec: Giaoviec) -> None:
    """Words need no quotes; a day may be written in the way of the country."""
    ran = giaoviec("gazetteer", "lookup", "Bộ", "KH&ĐT", "--on", "1/4/2020")
    assert ran == (
        0,
        (
            "Bộ Kế hoạch và Đầu tư\n"
            "  Mã: vn.bo.ke-hoach-va-dau-tu\n"
            "  Tồn tại: từ 01/11/1995 đến trước 01/03/2025\n"
        ),
        "",
    )


def test_a_body_of_other_days_is_told_with_who_carries_its_duties(giaoviec: Giaoviec) -> None:
    """The doubt is in words; JSON has the code and the ids."""
    argv = ["gazetteer", "lookup", "Bộ KH&ĐT", "--on", "2025-04-01"]
    out = giaoviec(*argv).out
    assert "ngày 01/04/2025 cơ quan này chưa có hoặc không còn" in out
    assert "Nhiệm vụ nay thuộc: Bộ Tài chính (vn.bo.tai-chinh)" in out
    found = json.loads(giaoviec(*argv, "--json").out)
    assert found["doubt"] == "agency-not-at-date"
    assert found["now"] == [{"agency_id": "vn.bo.tai-chinh", "name": "Bộ Tài chính"}]


def test_lookup_reads_words_as_the_issuer_means_them(giaoviec: Giaoviec) -> None:
    """The same words are bodies of the issuer's place; an issuer nobody knows is said on stderr."""
    argv = ["gazetteer", "lookup", "UBND tỉnh", "--json", "--issuer"]
    assert json.loads(giaoviec(*argv, PROVINCE).out)["agency_id"] == "vn.tinh.lai-chau.ubnd"
    ran = giaoviec(*argv, "lời nói")
    assert 'Không biết cơ quan ban hành "lời nói"' in ran.err


def test_what_could_be_several_is_told_with_all(giaoviec: Giaoviec) -> None:
    """Each candidate stands with its share, name, id and days."""
    ran = giaoviec("gazetteer", "lookup", "UBND xã Bản Bo", "--issuer", PROVINCE)
    assert ran.code == 0
    assert "có thể là một trong những cơ quan sau" in ran.out
    assert re.search(r"50%  Ủy ban nhân dân xã Bản Bo tỉnh Lai Châu \(\S+\), từ 01/07/2025", ran.out)
    found = json.loads(giaoviec("gazetteer", "lookup", "UBND xã Bản Bo", "--issuer", PROVINCE, "--json").out)
    assert (found["agency_id"], len(found["candidates"])) == (None, 2)
    assert set(found["candidates"][0]) == {"agency_id", "name", "valid_from", "valid_to", "score"}


def test_a_group_is_told_with_its_members(giaoviec: Giaoviec) -> None:
    """The first members and the number of the others; JSON has all; without a day there are none."""
    argv = ["gazetteer", "lookup", "các sở, ban, ngành", "--issuer", PROVINCE]
    ran = giaoviec(*argv, "--on", "2024-01-01")
    found = json.loads(giaoviec(*argv, "--on", "2024-01-01", "--json").out)
    count = len(found["members"])
    assert ran.code == 0
    assert (found["group"], count > 10) == (True, True)
    assert f"Nhóm gồm {count} cơ quan đã biết; có thể còn cơ quan khác." in ran.out
    assert f"… và {count - 10} cơ quan nữa" in ran.out
    assert len(ran.out.splitlines()) == 14
    assert "thêm --on NGÀY" in giaoviec(*argv).out


def test_a_closed_group_is_told_as_such(gazetteer: Gazetteer) -> None:
    """Exactly these, where the words reach no further."""
    found = look_up("UBND các huyện", gazetteer, gazetteer.issuer(PROVINCE), "2024-01-01")
    assert any("Nhóm gồm đúng" in line for line in said(found))


def test_a_unit_is_looked_up_like_a_body(gazetteer: Gazetteer) -> None:
    """The name of a province gives the province."""
    found = look_up("tỉnh Lai Châu", gazetteer, gazetteer.issuer(""), None)
    assert found["agency_id"] == "vn.tinh.lai-chau"


def test_what_nobody_knows_is_said_and_sets_the_exit_code(giaoviec: Giaoviec) -> None:
    """Words that name nothing, and a name of a body without an entry, both end with 1."""
    ran = giaoviec("gazetteer", "lookup", "lời nói", "\x1b[2J")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.startswith('Không biết "lời nói')
    assert "\x1b" not in ran.out
    ran = giaoviec("gazetteer", "lookup", "Ban Chỉ đạo Xyz tỉnh Lai Châu")
    assert ran.code == 1
    assert "chưa có trong danh mục" in ran.out
    assert giaoviec("gazetteer", "lookup", "lời nói", "--json").code == 1


def test_lookup_speaks_english(gazetteer: Gazetteer) -> None:
    """All words come from the messages."""
    found = look_up("Bộ KH&ĐT", gazetteer, gazetteer.issuer(""), "2020-01-01")
    assert said(found, "en")[1:] == [
        "  Id: vn.bo.ke-hoach-va-dau-tu",
        "  Exists: from 1995-11-01 until before 2025-03-01",
    ]


def test_a_name_is_bold_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Colours go where the user has not refused them."""
    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert cli.main(["gazetteer", "lookup", "Bộ Tài chính"]) == 0
    assert screen.getvalue().startswith("\x1b[1mBộ Tài chính\x1b[0m\n")


# ---- show ----


def test_show_tells_all_of_a_body(giaoviec: Giaoviec) -> None:
    """Names, codes in both forms, sources with their state, and the lineage as a tree."""
    ran = giaoviec("gazetteer", "show", "vn.bo.tai-chinh")
    assert (ran.code, ran.err) == (0, "")
    for words in (
        "  Mã: vn.bo.tai-chinh\n",
        "  Loại: cơ quan\n",
        "  Ký hiệu trong số văn bản: BTC\n",
        "  Mã định danh điện tử: G12 (dạng cũ 13 ký tự: 000.00.00.G12)\n",
        "(nd-29-2025-nd-cp; có nguồn)\n",
        "└── Trước đó\n",
        "01/03/2025 nhập từ Bộ Kế hoạch và Đầu tư (vn.bo.ke-hoach-va-dau-tu) – 176/2025/QH15",
        "01/11/1995 nhập từ Ủy ban Kế hoạch Nhà nước (vn.uy-ban-ke-hoach-nha-nuoc) – chưa kiểm chứng\n",
    ):
        assert words in ran.out
    assert all(line == line.rstrip() for line in ran.out.splitlines())


def test_show_tells_the_versions_of_a_unit(giaoviec: Giaoviec, monkeypatch: pytest.MonkeyPatch) -> None:
    """The area codes through time are lines, on a terminal a table; the lineage tells parts."""
    assert "một phần" in giaoviec("gazetteer", "show", "vn.tinh.lai-chau").out
    out = giaoviec("gazetteer", "show", "vn.tinh.an-giang").out
    assert "đến trước 01/07/2025\ttỉnh An Giang\t89\tvn\n" in out
    assert "từ 01/07/2025\ttỉnh An Giang\t91\tvn\n" in out
    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert cli.main(["gazetteer", "show", "vn.tinh.an-giang"]) == 0
    assert re.search(r"│ tỉnh An Giang +│ 91 ", screen.getvalue())
    assert "\x1b[1mtỉnh An Giang" in screen.getvalue()


def test_show_of_a_region_names_what_it_covers(giaoviec: Giaoviec) -> None:
    """A region has provinces and a code of three parts."""
    facts = json.loads(giaoviec("gazetteer", "show", "vn.chi-cuc-thue.khu-vuc-i", "--json").out)
    assert facts["kind"] == "region"
    assert {one["agency_id"] for one in facts["provinces"]} == {"vn.tp.ha-noi", "vn.tinh.hoa-binh"}
    assert (facts["electronic"], facts["electronic_old"]) == ("G12.18.01", "000.01.18.G12")
    assert "Phạm vi: thành phố Hà Nội" in giaoviec("gazetteer", "show", "vn.chi-cuc-thue.khu-vuc-i").out


def test_the_facts_of_a_committee_have_the_code_of_its_province(gazetteer: Gazetteer) -> None:
    """The identification code of a province is that of its committee, with parent and place."""
    facts = facts_of("vn.tinh.lai-chau.ubnd", gazetteer)
    assert facts is not None
    assert (facts["electronic"], facts["electronic_old"]) == ("H35", "000.00.00.H35")
    assert facts["place"]["agency_id"] == facts["parent"]["agency_id"] == "vn.tinh.lai-chau"
    assert facts["names"]["abbreviation"][0] == "UBND"
    assert facts_of("vn.tinh", gazetteer) is None


def test_the_lineage_goes_one_way_in_time(gazetteer: Gazetteer) -> None:
    """Going back no step is later than the one before it; every entity is opened once."""
    facts = facts_of("vn.bo.nong-nghiep-va-moi-truong", gazetteer)
    assert facts is not None
    assert facts["before"]
    opened: list[str] = []

    def walk(steps: list[dict[str, Any]], day: str) -> None:
        for step in steps:
            assert step["on"] <= day
            opened.extend([step["agency_id"]] if step["steps"] else [])
            walk(step["steps"], step["on"])

    walk(facts["before"], "9999")
    assert len(opened) == len(set(opened)) > 0


@pytest.mark.parametrize(
    ("code", "old"),
    [
        ("H35", "000.00.00.H35"),
        ("H35.12", "000.00.12.H35"),
        ("G12.18.01", "000.01.18.G12"),
        ("G12.18.01.003", "003.01.18.G12"),
        ("G12.18.01.003.1", ""),
        ("G12.180", ""),
        ("", ""),
    ],
)
def test_an_identification_code_has_its_old_form(code: str, old: str) -> None:
    """Thirteen characters, the lowest part first; none where the parts don't fit."""
    assert old_form(code) == old


def test_a_body_without_sources_says_so(overlay: Path, giaoviec: Giaoviec) -> None:
    """Nothing is left to guess; an added body is shown like any other."""
    ran = giaoviec("gazetteer", "show", "vn.tinh.son-la.ban-so-hoa", "--gazetteer", overlay)
    assert ran.code == 0
    assert "  Nguồn: không ghi\n" in ran.out
    assert "Quá trình" not in ran.out


# ---- check, and --gazetteer ----


def test_check_sums_up_what_is_right(overlay: Path, giaoviec: Giaoviec) -> None:
    """One line with the counts; an empty file adds nothing."""
    ran = giaoviec("gazetteer", "check", overlay)
    assert ran == (0, "Không có lỗi trong 1 tệp: 1 cơ quan mới.\n", "")
    (overlay / "a.toml").write_text("# trống\n", encoding="utf-8")
    assert giaoviec("gazetteer", "check", overlay / "a.toml").out.endswith("1 tệp: không thêm gì.\n")


def test_check_names_every_fault_with_its_remedy(overlay: Path, giaoviec: Giaoviec) -> None:
    """File, line, entry, what is wrong, what to do; a guess where a word is near; then the count."""
    bad = AGENCY.replace("scope", "scoop").replace("ban-so-hoa", "ban\\u001bx") + 'parent = "ubdn"\n'
    (overlay / "b.toml").write_text(bad, encoding="utf-8")
    ran = giaoviec("gazetteer", "check", overlay)
    lines = ran.out.splitlines()
    place = overlay / "b.toml"
    assert (ran.code, len(lines)) == (1, 4)
    assert lines[0].startswith(f'{place}:2: [ban·x] Mã "ban·x" sai dạng.')
    assert lines[1] == (
        f'{place}:4: [ban·x] Không có khóa "scoop". Sửa hoặc bỏ khóa này. Có phải bạn muốn viết scope?'
    )
    assert lines[2].endswith("Có phải bạn muốn viết ubnd?")
    assert lines[3] == "3 lỗi trong 1 tệp."


def test_no_fault_has_words_that_nobody_says() -> None:
    """Each code of the messages stands in the code of the checks; test_overlay.py looks the other way."""
    source = Path(cli.__file__).parents[2] / "gazetteer"
    text = "".join(path.read_text(encoding="utf-8") for path in (source / "overlays").glob("*.py"))
    codes = {key.split(".")[1] for key in load_messages("vi") if key.startswith("overlay.")}
    kinds = {f"no-{kind}" for kind in ("text", "texts", "flag", "day", "days")}
    assert {code for code in codes if f'"{code}"' not in text} == kinds


@pytest.mark.parametrize("command", ["extract", "show"])
def test_a_bad_overlay_stops_a_command_before_it_reads(
    command: str, overlay: Path, tmp_path: Path, giaoviec: Giaoviec
) -> None:
    """The first faults and their count are on stderr; exit code 2; nothing is written."""
    (overlay / "b.toml").write_text("[[agency]]\n" * 30, encoding="utf-8")
    (tmp_path / "a.txt").write_text("Giao Sở Y tế làm.", encoding="utf-8")
    more = ["-o", str(tmp_path / "out")] if command == "extract" else []
    ran = giaoviec(command, tmp_path / "a.txt", *more, "--gazetteer", overlay)
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 21
    assert (
        f"có 30 lỗi. Sửa các lỗi đó rồi chạy lại; xem đủ bằng: giaoviec gazetteer check {overlay}" in ran.err
    )
    assert not (tmp_path / "out").exists()


def test_extract_and_show_use_the_overlay(overlay: Path, tmp_path: Path, giaoviec: Giaoviec) -> None:
    """A body known only from the overlay has its id, and is no reason for a review."""
    path = tmp_path / "a.txt"
    path.write_text(
        papers.directive("1. Ban Số hóa tỉnh chủ trì xây dựng kế hoạch số hóa."), encoding="utf-8"
    )
    out = tmp_path / "out"
    assert giaoviec("extract", path, "-o", out, "--quiet", "--gazetteer", overlay).code == 0
    [task] = [json.loads(line) for line in (out / "tasks.jsonl").read_text(encoding="utf-8").splitlines()]
    assert task["assignees"][0]["agency_id"] == "vn.tinh.lai-chau.ban-so-hoa"
    words = load_messages("vi")["review.unknown-agency"]
    assert words in giaoviec("show", path).out
    assert words not in giaoviec("show", path, "--gazetteer", overlay).out


# ---- unknown ----


@pytest.fixture
def out(tmp_path: Path, giaoviec: Giaoviec) -> Path:
    """Records of directives with bodies that the gazetteer lacks."""
    bodies = (
        "Ban Chỉ đạo Số hóa tỉnh",
        "Ban Chỉ đạo Số hóa tỉnh",
        "Báo Mặt trời mọc",
        "Phòng Số hóa Sở Y tế",
    )
    text = papers.directive(
        "\n".join(f"{n}. {body} chủ trì xây dựng kế hoạch." for n, body in enumerate(bodies, 1))
    )
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert giaoviec("extract", tmp_path / "a.txt", "-o", tmp_path / "out", "--quiet").code == 0
    return tmp_path / "out"


def test_unknown_writes_entries_that_can_be_laid_over(out: Path, tmp_path: Path, giaoviec: Giaoviec) -> None:
    """The most frequent stands first, without its place; laid over, nothing is unknown any more."""
    ran = giaoviec("gazetteer", "unknown", out)
    assert (ran.code, ran.err) == (0, "")
    rows = tomllib.loads(ran.out)["agency"]
    assert rows[0] == {"id": "ban-chi-dao-so-hoa", "name": "Ban Chỉ đạo Số hóa", "scope": "province"}
    assert {row["name"] for row in rows} == {"Ban Chỉ đạo Số hóa", "Báo Mặt trời mọc", "Phòng Số hóa"}
    assert re.search(
        r'^# 2 lần: Ban Chỉ đạo Số hóa tỉnh Lai Châu; viết là ".+" trong \S+, mục "1"$', ran.out, re.MULTILINE
    )
    (tmp_path / "x.toml").write_text(ran.out, encoding="utf-8")
    assert giaoviec("gazetteer", "check", tmp_path / "x.toml").code == 0
    overlay = ["--gazetteer", str(tmp_path / "x.toml")]
    assert (
        giaoviec("gazetteer", "unknown", out, *overlay).out
        == "# Mọi cơ quan được giao việc đều có trong danh mục.\n"
    )
    giaoviec("extract", tmp_path / "a.txt", "-o", tmp_path / "new", "--quiet", *overlay)
    assert giaoviec("gazetteer", "unknown", tmp_path / "new").out.count("[[agency]]") == 0


def test_unknown_takes_only_the_first(out: Path, giaoviec: Giaoviec) -> None:
    """With --top there are no more than that."""
    assert len(tomllib.loads(giaoviec("gazetteer", "unknown", out, "--top", "1").out)["agency"]) == 1


def test_unknown_of_hostile_names_is_still_toml(out: Path, giaoviec: Giaoviec) -> None:
    """Quotes, line feeds and control characters in names and mentions break nothing; ids stay apart."""
    path = out / "tasks.jsonl"
    task = json.loads(path.read_text(encoding="utf-8").splitlines()[0])
    names = ['"\n[[agency]]\nid = "x"', "A\\u0000\\\x07\x7f", "Công ty A!", "Công ty A?", "Công ty A", "!!!"]
    assignee = task["assignees"][0]
    task["assignees"] = [{**assignee, "agency_id": None, "name": name, "mention": name} for name in names]
    path.write_text(json.dumps(task), encoding="utf-8")
    rows = tomllib.loads(giaoviec("gazetteer", "unknown", out).out)["agency"]
    assert len({row["id"] for row in rows}) == len(rows) == len(names)


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "{}",
        '{"assignees": 5}',
        '{"assignees": [5]}',
        json.dumps({**RECORD, "assignees": [{"agency_id": None, "group": False, "name": 3, "mention": ""}]}),
        json.dumps({**RECORD, "assignees": [{"agency_id": None, "group": False}]}),
    ],
)
def test_unknown_of_damaged_records_names_the_line(line: str, out: Path, giaoviec: Giaoviec) -> None:
    """What is no record is an error with file and line, never a crash."""
    path = out / "tasks.jsonl"
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + f"\n{line}\n", encoding="utf-8")
    ran = giaoviec("gazetteer", "unknown", out)
    assert (ran.code, ran.out) == (2, "")
    assert f"{path} hỏng ở dòng 2" in ran.err


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("Ban Số hóa", Guess("Ban Số hóa", "central")),
        ("Ban Số hóa tỉnh Lai Châu", Guess("Ban Số hóa", "province")),
        ("Ban Số hóa huyện Tam Đường tỉnh Lai Châu", Guess("Ban Số hóa", "district")),
        ("Phòng Số hóa Sở Y tế tỉnh Lai Châu", Guess("Phòng Số hóa", "inner")),
        ("Sở Y tế", None),
        ("Ủy ban nhân dân huyện Không Có tỉnh Lai Châu", None),
    ],
)
def test_an_entry_is_guessed_from_a_name(name: str, entry: Guess | None, gazetteer: Gazetteer) -> None:
    """The place or body at the end is cut off and gives the scope; words that are known give none."""
    assert guess_entry(name, gazetteer) == entry


def test_names_without_their_place_are_only_remarked(out: Path, giaoviec: Giaoviec) -> None:
    """A known name whose place nobody knows makes no entry."""
    path = out / "tasks.jsonl"
    text = path.read_text(encoding="utf-8").replace("Báo Mặt trời mọc", "Sở Y tế huyện Xa")
    path.write_text(text, encoding="utf-8")
    made = giaoviec("gazetteer", "unknown", out).out
    assert "nhưng không rõ ở địa phương nào:\n# 1 lần: Sở Y tế huyện Xa" in made


# ---- find ----


def test_find_counts_what_texts_name(tmp_path: Path, giaoviec: Giaoviec) -> None:
    """Entities by their official names over all files, the most frequent first; the day decides the doubt."""
    (tmp_path / "a.txt").write_text("Bộ KH&ĐT và Bộ Kế hoạch và Đầu tư, tỉnh Lai Châu.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Bộ KH&ĐT báo cáo Thủ trưởng.", encoding="utf-8")
    argv = ["gazetteer", "find", tmp_path / "a.txt", tmp_path / "b.txt", "--on", "2020-01-01"]
    ran = giaoviec(*argv)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "Bộ Kế hoạch và Đầu tư\t3\tvn.bo.ke-hoach-va-dau-tu",
        "Thủ trưởng\t1\t–",
        "tỉnh Lai Châu\t1\tvn.tinh.lai-chau",
    ]
    found = json.loads(giaoviec(*argv, "--json").out)
    assert found[0]["words"] == ["Bộ KH&ĐT", "Bộ Kế hoạch và Đầu tư"]
    argv[-1] = "2025-04-01"
    assert json.loads(giaoviec(*argv, "--json").out)[0]["doubt"] == "agency-not-at-date"


def test_find_tells_what_could_be_several(gazetteer: Gazetteer, tmp_path: Path, giaoviec: Giaoviec) -> None:
    """A name of several units has no id but their number."""
    [row] = find(["xã Tân Lập"], gazetteer, "2024-01-01")
    assert (row["agency_id"], row["doubt"]) == (None, "ambiguous-agency")
    (tmp_path / "a.txt").write_text("xã Tân Lập", encoding="utf-8")
    ran = giaoviec("gazetteer", "find", tmp_path / "a.txt", "--on", "2024-01-01")
    assert f"một trong {len(row['candidates'])} cơ quan" in ran.out


def test_find_of_nothing_says_so_and_sets_the_exit_code(tmp_path: Path, giaoviec: Giaoviec) -> None:
    """An empty result is 1; a file that cannot be read is an error like elsewhere."""
    (tmp_path / "a.txt").write_text("Không có gì ở đây.", encoding="utf-8")
    ran = giaoviec("gazetteer", "find", tmp_path / "a.txt")
    assert (ran.code, ran.out) == (1, "Không thấy tên cơ quan, địa phương hay chức danh nào.\n")
    assert giaoviec("gazetteer", "find", tmp_path / "a.txt", "--json").out == "[]\n"
    assert giaoviec("gazetteer", "find", tmp_path / "b.txt").code == 3
