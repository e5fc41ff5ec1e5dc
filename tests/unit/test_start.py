"""What a short run leaves alone: modules, lists and patterns that its text does not need."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from gazetteer.lazy import Compiled, compiled
from gazetteer.load import read_bodies
from gazetteer.state.geography import Geography
from gazetteer.state.nationwide import Nationwide
from pipeline.engine import journal

NEEDLESS = ("multiprocessing", "concurrent.futures", "zipfile", "tomllib", "difflib", "importlib.resources")
RUN = f"""
import sys
from pipeline.cli import main
assert main(sys.argv[1:]) == 0
print(*(name for name in {NEEDLESS} if name in sys.modules))
"""


@pytest.fixture
def geography() -> Geography:
    """The units of the package, none of them read yet."""
    return Geography()


def communes_read(geography: Geography) -> bool:
    """Whether the list of communes was taken apart."""
    return "communes" in vars(geography.versions._rows)


def test_a_plain_text_needs_few_modules(tmp_path: Path) -> None:
    """One text is read without what only archives, overlays, mistyped options and many processes need."""
    asked = ("extract", "corpus/cong-van-so-2022.txt", "-o", str(tmp_path), "--quiet")
    command = [sys.executable, "-c", RUN, *asked]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout == "\n"


@pytest.mark.parametrize("words", ["tỉnh bến tre", "huyện ba tri", "xã ven biển", "xã ở đâu tỉnh bến tre"])
def test_communes_are_not_read_for_other_names(words: str, geography: Geography) -> None:
    """Names of provinces, of districts and of no unit at all leave the long list alone."""
    assert bool(geography.named.get(words)) == words.startswith(("tỉnh", "huyện"))
    assert not communes_read(geography)


def test_communes_are_read_when_one_is_named(geography: Geography) -> None:
    """The name, the id and what lies inside give the same commune."""
    id_, *_ = geography.named["xã bản bo"]
    assert communes_read(geography)
    assert geography.versions[id_][-1].full == "xã Bản Bo"
    assert id_ in {unit.id for unit in geography.inside(geography.versions[id_][-1].parent)}


def test_districts_below_a_province_need_no_communes(geography: Geography) -> None:
    """The units of a level above the communes are told without these."""
    units = geography.below("vn.tinh.ben-tre", "2020-01-01", "district")
    assert {"huyện Ba Tri", "huyện Bình Đại"} <= {unit.full for unit in units}
    assert not communes_read(geography)


def test_units_of_given_tables_are_parted_alike() -> None:
    """Tables in place of the files are searched for a commune in the same way."""
    row = {"id": "vn.tinh.a.xa-b", "type": "xã", "name": "B", "aliases": "C", "parent": "vn.tinh.a"}
    geography = Geography({"communes": [row]})
    assert (geography.named.get("xã d"), geography.named.get("xã c")) == (None, ("vn.tinh.a.xa-b",))


def test_a_body_that_is_none_needs_no_units(geography: Geography) -> None:
    """What stands before the unit is no body: which unit it is does not matter."""
    state = Nationwide(read_bodies(), geography)
    assert state.linker.link("hội bảo trợ xã bản bo tỉnh lai châu").agency_id is None
    assert not communes_read(geography)


def test_words_like_no_name_need_no_vocabulary(geography: Geography) -> None:
    """Where no letters can be reread and no name is near, not all names of the country are taken apart."""
    state = Nationwide(read_bodies(), geography)
    assert state.closer.link("Công ty Cổ phần Cấp thoát nước Bến Tre", "2019-05-05") is None
    assert "vocabulary" not in vars(state.closer)
    assert not communes_read(geography)


class _Two(Compiled):
    """Two patterns."""

    one: re.Pattern[str]
    other: re.Pattern[str]


def test_a_pattern_is_compiled_when_asked_for() -> None:
    """A pattern is made once, the others not at all; what is no pattern is no attribute."""
    two = _Two({"one": "a+", "other": "("})
    assert two.one.fullmatch("aa")
    assert two.one is two.one is vars(two)["one"]
    assert not hasattr(two, "third")
    with pytest.raises(re.error):
        _ = two.other
    with pytest.raises(ValueError, match="other"):
        _Two({"one": "a"})


def test_a_source_is_compiled_once() -> None:
    """The same source gives the same pattern."""
    assert compiled("b+c") is compiled("b+c")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in place of the software's."""
    monkeypatch.setattr(journal, "_FOLDERS", (str(tmp_path),))
    (tmp_path / "data").mkdir()
    return tmp_path


@pytest.mark.parametrize(("name", "other"), [("model.bin", True), ("list.csv", True), ("a.pyc", False)])
def test_other_data_are_another_software(name: str, other: bool, folder: Path) -> None:  # noqa: FBT001
    """A new language model or list in whatever folder makes records stale; what Python keeps does not."""
    before = journal.software_id("1")
    (folder / "data" / name).write_bytes(b"1")
    assert (journal.software_id("1") != before) == other
