"""citations.toml and laws.toml, read through the real finder."""

from __future__ import annotations

import copy
import tomllib
import unicodedata
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

from gazetteer.citation_data import build_patterns, load_citation_patterns
from pipeline.mentions.citations import Citation, find_citations
from pipeline.mentions.citations.around import iso_date, read_locator

if TYPE_CHECKING:
    from collections.abc import Callable

DATA: dict[str, Any] = tomllib.loads((files("gazetteer") / "citations.toml").read_text(encoding="utf-8"))
LAWS: dict[str, Any] = tomllib.loads((files("gazetteer") / "laws.toml").read_text(encoding="utf-8"))
FIELDS = ("number", "type", "title", "issuer", "date", "locator")
EXAMPLES = [(rule["name"], example) for rule in DATA["rule"] for example in rule["examples"]]
NEAR_MISSES = [text for rule in DATA["rule"] for text in rule["near_misses"]]
DATES = [pair for row in DATA["date"] for pair in row["examples"].items()]
LOCATORS = [(text, wanted) for row in DATA["locator"] for text, wanted in row["examples"].items()]
TITLES = [(kind["name"], title) for kind in LAWS["kind"] for title in kind["titles"]]


def find(text: str) -> tuple[Citation, ...]:
    """Find with the shipped data."""
    return find_citations(text, load_citation_patterns())


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[e["text"] for _, e in EXAMPLES])
def test_example(name: str, example: dict[str, Any]) -> None:
    """Every example of a rule gives the fields listed with it, and the rule is among those that found it."""
    found = find(example["text"])
    fields = [{key: value for key in FIELDS if (value := getattr(c, key))} for c in found]
    assert fields == example["found"]
    rules = {c.rule for c in found}
    assert name in rules or (name == "number" and rules <= {"law", "number"})


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_near_miss(text: str) -> None:
    """Nothing is read in the near misses of a rule."""
    assert find(text) == ()


@pytest.mark.parametrize(
    ("text", "wanted"), [pair for row in DATA["date"] for pair in row["examples"].items()]
)
def test_date_example(text: str, wanted: str) -> None:
    """A date that stands behind a law is read as far as it is stated."""
    [citation] = find("Luật Giá" + text)
    assert citation.date == wanted


@pytest.mark.parametrize("text", [text for row in DATA["date"] for text in row["near_misses"]])
def test_date_near_miss(text: str) -> None:
    """What is no date of the document, or none of the calendar, is no date."""
    patterns = load_citation_patterns()
    for row, listed in zip(patterns.dates, DATA["date"], strict=True):
        match = row.pattern.match(text) if text in listed["near_misses"] else None
        assert match is None or iso_date(match, patterns) is None


@pytest.mark.parametrize(("text", "wanted"), LOCATORS)
def test_locator_example(text: str, wanted: str) -> None:
    """A locator right before a citation is read in its usual case."""
    assert read_locator(text, len(text), 0, load_citation_patterns()) == wanted


@pytest.mark.parametrize("text", [text for row in DATA["locator"] for text in row["near_misses"]])
def test_locator_near_miss(text: str) -> None:
    """What belongs to another document, or stands further off, is no locator."""
    assert read_locator(text, len(text), 0, load_citation_patterns()) is None


@pytest.mark.parametrize(("kind", "title"), TITLES, ids=[f"{k} {t}" for k, t in TITLES])
def test_listed_title(kind: str, title: str) -> None:
    """Every listed title is found whole, as it is written and without its commas, and nothing more."""
    official = f"{kind} {title}"
    for written in {title, title.replace(",", "")}:
        [citation] = find(f"theo {kind} {written}; các nội dung khác")
        assert citation.title == official
        assert citation.rule == "law"


@pytest.mark.parametrize("alias", LAWS["alias"], ids=lambda alias: alias["written"])
def test_alias(alias: dict[str, str]) -> None:
    """Every alias gives the title that it stands for."""
    [citation] = find(f"theo Luật {alias['written']}.")
    assert citation.title == alias["title"]


@pytest.mark.parametrize(("short", "words"), LAWS["abbreviations"].items())
def test_abbreviation(short: str, words: str) -> None:
    """An abbreviation in the place of its words in a title gives the same title."""
    for kind, title in TITLES:
        at = title.lower().find(words.lower())
        if at >= 0 and kind == "Luật":
            written = title[:at] + short + title[at + len(words) :]
            if short in written.replace(",", " ").split():
                [citation] = find(f"theo Luật {written}.")
                assert citation.title == f"Luật {title}"


def test_nfc() -> None:
    """All words of the data are NFC, the form in which the finder reads."""
    for name in ("citations.toml", "laws.toml"):
        text = (files("gazetteer") / name).read_text(encoding="utf-8")
        assert unicodedata.is_normalized("NFC", text)


def _spoil(change: Callable[[dict[str, Any], dict[str, Any]], None]) -> tuple[dict[str, Any], dict[str, Any]]:
    data, laws = copy.deepcopy(DATA), copy.deepcopy(LAWS)
    change(data, laws)
    return data, laws


BAD: list[tuple[str, Callable[[dict[str, Any], dict[str, Any]], None]]] = [
    ("'Luật' stands twice", lambda d, _: d["type"].append({"name": "luật".capitalize(), "codes": []})),
    ("code 'NQ' stands for", lambda d, _: d["type"].append({"name": "Nghị gì", "codes": ["NQ"]})),
    (
        "misread codes and no right one",
        lambda d, _: d["type"].append({"name": "Thơ", "codes": [], "misread": ["T"]}),
    ),
    ("does not turn", lambda d, _: d["repair"][0]["examples"].update({"QHI5": "QH16"})),
    ("matches one of its near misses", lambda d, _: d["repair"][0]["near_misses"].append("QHI5")),
    ("a rule stands twice", lambda d, _: d["rule"].append(d["rule"][0])),
    ("lacks examples or near misses", lambda d, _: d["rule"][0].update(near_misses=[])),
    ("is not NFC", lambda d, _: d["type"][0].update(name=unicodedata.normalize("NFD", "Nghị quyết"))),
    ("is not among its written forms", lambda _, laws: laws["kind"][0].update(name="Đạo luật")),
    ("'Luật Giá' stands twice", lambda _, laws: laws["kind"][0]["titles"].append("Giá")),
    ("names no listed title", lambda _, laws: laws["alias"].append({"written": "Mới", "title": "Luật Mới"})),
    (
        "alias 'Giá' stands twice",
        lambda _, laws: laws["alias"].append({"written": "Giá", "title": "Luật Giá"}),
    ),
]


@pytest.mark.parametrize(("message", "change"), BAD, ids=[message for message, _ in BAD])
def test_bad_row(message: str, change: Callable[[dict[str, Any], dict[str, Any]], None]) -> None:
    """A row that contradicts another, or its own examples, is refused with its name."""
    with pytest.raises(ValueError, match=message):
        build_patterns(*_spoil(change))
