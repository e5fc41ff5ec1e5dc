"""The words of layout.toml, through the reader itself."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from gazetteer.layout_data import load_layout_words
from pipeline.document import read_document
from pipeline.document.rules import load_rules
from pipeline.source import Source

_FILLER = (
    "Căn cứ chức năng, nhiệm vụ được giao và tình hình thực tế, các cơ quan, đơn vị và\n"
    "địa phương chủ động rà soát, xây dựng kế hoạch và tổ chức thực hiện có hiệu quả\n"
    "các nhiệm vụ, giải pháp nêu trên; định kỳ tổng hợp, báo cáo kết quả thực hiện để\n"
    "theo dõi, chỉ đạo và kịp thời tháo gỡ khó khăn, vướng mắc phát sinh ở địa phương."
)
_BETWEEN = {"paragraph": "\n", "blank": " ", "nothing": ""}


def _examples() -> list[dict[str, str]]:
    file = files("gazetteer") / "layout_examples.toml"
    rows: list[dict[str, str]] = tomllib.loads(file.read_text(encoding="utf-8"))["line_end"]
    return rows


def _faults(row: dict[str, Any]) -> list[str]:
    """Return what is wrong with an example: unknown or missing fields, or another reading than it says."""
    if {"above", "below", "between", "from"} - set(row) or set(row) - {
        "above",
        "below",
        "between",
        "from",
        "why",
    }:
        return ["fields"]
    if row["between"] not in _BETWEEN:
        return ["between"]
    page = f"{_FILLER}\n{row['above']}\n{row['below']}\n{_FILLER}"
    text = read_document(Source(page)).text
    want = row["above"] + _BETWEEN[row["between"]] + row["below"]
    return [] if want in text else ["reading"]


@pytest.mark.parametrize("row", _examples(), ids=lambda row: row["below"][:20])
def test_examples_read_as_they_say(row: dict[str, str]) -> None:
    """Every attested line end is read as its entry says."""
    assert _faults(row) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [({"between": "paragraph"}, "reading"), ({"between": "comma"}, "between"), ({"form": "x"}, "fields")],
)
def test_bad_example_is_seen(change: dict[str, str], fault: str) -> None:
    """An example that says the wrong thing, or says it in a wrong field, is found."""
    row = {"above": "8. UBND", "below": "các xã, phường:", "between": "blank", "from": "form"}
    assert _faults(row) == []
    assert _faults(row | change) == [fault]


def _repeats(lists: list[list[str]]) -> list[str]:
    return [word for words in lists for word in words if words.count(word) > 1 or not word.strip()]


def test_no_word_twice() -> None:
    """No list of layout.toml holds a word twice or an empty one."""
    tables = load_layout_words().values()
    lists = [words for table in tables for words in table.values() if isinstance(words[0], str)]
    assert _repeats(lists) == []


def test_repeated_word_is_seen() -> None:
    """A word that stands twice in a list is found."""
    assert _repeats([["TM.", "KT.", "TM."], [" "]]) == ["TM.", "TM.", " "]


@pytest.mark.parametrize(
    "word", load_layout_words()["opens"]["always"] + load_layout_words()["opens"]["sentence"]
)
def test_opening_words_open(word: str) -> None:
    """Every word that opens a paragraph is matched at the beginning of a line, as such a word."""
    match = load_rules().opener.match(f"{word} x")
    assert match is not None
    assert match.lastgroup in ("word", "sentence")


@pytest.mark.parametrize("label", load_layout_words()["opens"]["labels"])
def test_labels_need_their_colon(label: str) -> None:
    """A label opens an attribute line with a colon, and not without one or with a sentence before it."""
    pattern = load_rules().label
    assert pattern.match(f"{label}: Sở Nội vụ")
    assert pattern.match(f"{label} thực hiện: Sở Nội vụ")
    assert not pattern.match(f"{label} thực hiện công tác này")
    assert not pattern.match(f"{label} được nêu. Các nội dung khác: không")


@pytest.mark.parametrize("shape", load_layout_words()["page"]["numbers"])
def test_page_numbers_match(shape: str) -> None:
    """Every shape of a page number matches with a number in it, and not with words behind it."""
    page = load_rules().page
    assert page.fullmatch(shape.replace("#", "12"))
    assert not page.fullmatch(shape.replace("#", "12") + " đơn vị")
    assert not page.fullmatch(shape.replace("#", "2030")) or "#" not in shape
