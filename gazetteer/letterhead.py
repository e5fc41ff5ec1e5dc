"""Words of the head and the end of a document, from letterhead.toml, as patterns that bear lost accents."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FAMILIES = {
    "a": "aàáảãạăằắẳẵặâầấẩẫậ", "d": "dđ", "e": "eèéẻẽẹêềếểễệ", "i": "iìíỉĩị", "o": "oòóỏõọôồốổỗộơờớởỡợ",
    "u": "uùúủũụưừứửữự", "y": "yỳýỷỹỵ",
}  # fmt: skip
FAMILY_OF = {letter: family for family in FAMILIES.values() for letter in family}
CAPITAL = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
PROPER = rf"[{CAPITAL}][\w']*(?:[ -][{CAPITAL}][\w']*){{0,3}}"
NOT_A_LETTER = r"(?![^\W\d_])"
MARKS = ("recipients", "annex", "form")  # phrases that open a part of the text at the beginning of a line


@lru_cache(maxsize=4096)
def fold(words: str) -> str:
    """Return `words` in capitals without marks, spaces and signs: "Quyết định" → "QUYETDINH"."""
    bare = unicodedata.normalize("NFD", words.upper().replace("Đ", "D"))
    return "".join(c for c in bare if c.isalnum() and c.isascii())


def tolerant(words: str, *, any_case: bool = False) -> str:
    """Return the source of a pattern that matches `words` with any or no marks, spaces between words optional."""
    out = []
    for char in re.sub(r"\s*([-,])\s*", r"\1", unicodedata.normalize("NFC", words)):
        lower = char.lower()
        if char == " ":
            out.append("[ \\t]?")
        elif char == "-":
            out.append(r"\W{0,6}")
        elif char == ",":
            out.append("[,.]? ?")
        elif lower in FAMILY_OF or (any_case and char.isalpha()):
            family = FAMILY_OF.get(lower, lower)
            both = family + family.upper() if any_case else family if char == lower else family.upper()
            out.append(f"[{both}]")
        else:
            out.append(re.escape(char))
    return "".join(out)


def one_of(many: Iterable[str], *, any_case: bool = False, exact: bool = False) -> str:
    """Return the source of a pattern for any of `many`, the longest first, not followed by a letter."""
    longest = sorted(many, key=lambda words: (-len(words), words))
    spelled = [re.escape(words) if exact else tolerant(words, any_case=any_case) for words in longest]
    return f"(?:{'|'.join(spelled)}){NOT_A_LETTER}"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that mark a place in the letterhead; `pattern` matches them where they begin."""

    id: str
    source: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    misses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Symbol:
    """A code in document numbers and the body it stands for, until `until` (ISO date) where that is known."""

    name: str
    place: bool
    until: str | None


@dataclass(frozen=True, slots=True)
class LetterheadWords:
    """Everything letterhead.toml says, ready to match.

    `types` maps a folded type line ("QUYETDINH") to the type's name, `codes` the abbreviation in a number
    ("CT") to it; `symbols` maps the code of a body; `signers` a folded signature line to (name, place needed).
    """

    phrases: Mapping[str, Phrase]
    types: Mapping[str, str]
    codes: Mapping[str, str]
    symbols: Mapping[str, Symbol]
    signers: Mapping[str, tuple[str, bool]]
    surnames: Mapping[str, str]
    known_surnames: frozenset[str]
    patterns: Mapping[str, re.Pattern[str]]
    levels: tuple[tuple[str, re.Pattern[str]], ...]
    data: Mapping[str, Any]


def build_words(data: Mapping[str, Any]) -> LetterheadWords:
    """Compile `data` (letterhead.toml as read).

    Raises ValueError when a phrase misses one of its examples, takes one of its near misses, or one code or
    type line stands for two types.
    """
    phrases = {entry["id"]: _phrase(entry) for entry in data["phrases"]}
    types: dict[str, str] = {}
    codes: dict[str, str] = {}
    for entry in data["types"]:
        for words in entry["words"]:
            _claim(types, fold(words), entry["name"])
        for code in entry["codes"]:
            _claim(codes, code, entry["name"])
    surnames: dict[str, str] = {}
    for surname in dict.fromkeys(data["signature"]["surnames"]):
        surnames.setdefault(fold(surname), surname)  # the list goes from frequent to rare
    return LetterheadWords(
        phrases=MappingProxyType(phrases),
        types=MappingProxyType(types),
        codes=MappingProxyType(codes),
        symbols=MappingProxyType(
            {e["code"]: Symbol(e["name"], e.get("place", False), e.get("until")) for e in data["symbols"]}
        ),
        signers=MappingProxyType(
            {
                fold(w): (e["name"], e.get("place", False))
                for e in data["issuer"]["signers"]
                for w in e["words"]
            }
        ),
        surnames=MappingProxyType(surnames),
        known_surnames=frozenset(data["signature"]["surnames"]),
        patterns=MappingProxyType(_patterns(data, phrases)),
        levels=tuple(
            (level, re.compile(rf"(?<!\w){one_of(units, exact=True)}"))
            for level, units in data["levels"].items()
        ),
        data=MappingProxyType(dict(data)),
    )


def _like(letter: str) -> str:
    family = FAMILY_OF.get(letter.lower(), letter.lower())
    return family + family.upper()


def _claim(table: dict[str, str], key: str, name: str) -> None:
    if table.setdefault(key, name) != name:
        raise ValueError(f"letterhead.toml: {key!r} stands for {table[key]} and {name}")


def _phrase(entry: Mapping[str, Any]) -> Phrase:
    source = one_of(entry["words"], any_case=entry.get("case") == "any", exact=entry.get("marks") == "exact")
    phrase = Phrase(entry["id"], source, re.compile(source), tuple(entry["examples"]), tuple(entry["misses"]))
    for example in phrase.examples:
        if not phrase.pattern.search(example):
            raise ValueError(f"letterhead.toml: phrase {phrase.id!r} does not match its example {example!r}")
    for miss in phrase.misses:
        if phrase.pattern.match(miss):
            raise ValueError(f"letterhead.toml: phrase {phrase.id!r} matches its near miss {miss!r}")
    return phrase


def _patterns(data: Mapping[str, Any], phrases: Mapping[str, Phrase]) -> dict[str, re.Pattern[str]]:
    """Compile what needs more than words: number, date, type line, signature, the marks of a text's parts."""
    src = {key: phrase.source for key, phrase in phrases.items()}
    signature = data["signature"]
    authority = one_of(signature["authority"], any_case=True)
    links = one_of(data["addressees"]["links"], exact=True)
    signers = [words for entry in data["issuer"]["signers"] for words in entry["words"]]
    deputies, standing = one_of(signature["deputies"]), one_of(signature["standing"])
    title = f"(?:{deputies} ?)?{one_of(signature['titles'])}(?: ?{standing})?"
    title_any = (
        f"(?:{one_of(signature['deputies'], any_case=True)} ?)?{one_of(signature['titles'], any_case=True)}"
        f"(?: ?{one_of(signature['standing'], any_case=True)})?"
    )
    type_words = one_of([w for e in data["types"] for w in e["words"]])
    symbol = r"[A-ZĐ][\w&]*(?:(?:[ \t]?[-/][ \t]?|\.)[A-ZĐ&][\w&]*)*"
    number = (
        rf"{src['number']}\s*[:.]?\s*(?P<digits>[^|\n]{{0,16}}?)\s*(?P<sep>[-/])\s*"
        rf"(?:(?P<lawyear>(?:19|20)\d\d)\s*/\s*)?(?P<symbol>{symbol})"
    )
    date = (
        rf"{src['day']}\s*(?P<day>[^|\n]{{0,9}}?)\s*"
        rf"{src['month']}\s*(?P<month>[^|\n]{{0,9}}?)\s*{src['year']}\s*(?P<year>\d[\d ]{{2,4}}\d|\S{{1,5}})?"
    )
    lead = r"[ \t|_.,:;*~•·\"'-]{0,8}"
    firsts = "".join(
        sorted(
            {
                c
                for entry in data["phrases"]
                if entry["id"] in MARKS
                for w in entry["words"]
                for c in _like(w[0])
            }
            | {
                c
                for w in [*signature["authority"], *signature["titles"], *signature["deputies"]]
                for c in _like(w[0])
            }
            | {c for entry in data["types"] for w in entry["words"] for c in _like(w[0])}
        )
    )
    sources = {
        "place_before": rf"(?P<place>(?:{one_of(data['issuer']['place_heads'], any_case=True)} ?)?{PROPER})\s*[,.;]\s*\Z",
        "token": rf"(?P<state>{src['state']})|(?P<motto>{src['motto']})|(?P<party>{src['party']})|"
        rf"(?P<rule>[-_*=]{{3,}}|[—~]{{2,}})|(?P<number>{number})|(?P<date>{date})|(?P<subject>{src['subject']})|"
        rf"(?P<addressed>{src['addressed']})|(?P<column>[|\t])",
        "type_line": rf"[\W_]{{0,12}}(?P<type>{type_words})(?P<rest>.*)",
        "type_end": rf"(?:\A|[^\w\s]).{{0,8}}?(?<![^\W\d_])(?P<type>{type_words})[\W_]*\Z",
        "running": rf"(?P<type>{one_of([e['name'] for e in data['types'] if e['words']], exact=True)}) "
        rf"(?={one_of(data['running']['words'], exact=True)})",
        "whole": rf"[\W_]{{0,12}}(?P<type>{one_of([w for e in data['types'] for w in e['words']], any_case=True)})[^\w:;]*\Z",
        "addressed_line": rf"[\W_]{{0,8}}(?:{src['urgent']}[\W_]{{0,8}})?{src['addressed']}",
        "wired_line": rf"[\W_]{{0,8}}(?:(?P<by>[^\n:;.]{{0,80}}?) )?{src['wired']}\s*:",
        "subject_line": rf"[\W_]{{0,8}}{src['subject']}",
        "enacts_line": rf".{{0,12}}?{src['enacts']}\s?:",
        "head_token": rf"{src['state']}|{src['motto']}|{src['party']}|{number}|{src['day']}[^|\n]{{0,12}}{src['month']}",
        "type_any": rf"(?P<type>{one_of([w for e in data['types'] for w in e['words']], any_case=True)})",
        "data_title": one_of(data["forms"]["titles"], any_case=True),
        "attached_line": rf"\({src['attached']}",
        "signed": rf"\(?{src['signed']}",
        "authority_line": rf"[^\w\n]{{0,8}}{authority}[./]? ?{one_of([*signature['titles'], *signers, *signature['deputies']], any_case=True)}",
        "mark_end": rf"{lead}(?:{src['recipients']})",
        "authority": rf"{lead}(?P<how>{authority})\.?",
        "title": title,
        "rank": "|".join(
            re.escape(rank) for rank in sorted(signature["ranks"], key=lambda rank: (-len(rank), rank))
        ),
        "title_line": rf"(?:{authority}[./]? ?)?(?P<title>{title_any})\Z",
        "of_body": rf"{one_of(data['issuer']['of'], exact=True)} (?:{one_of([*data['issuer']['heads'], *data['issuer']['bodies']], any_case=True)})",
        "glued": rf"(?<=\w) (?={one_of(data['openers']['words'], exact=True)} [^\W\d_])",
        "shared_head": rf"(?P<head>{one_of(data['addressees']['shared'], exact=True)})\s?:\s*",
        "agency_gap": rf"(?:[,;] ?(?:{links} )?| {links} )(?=(?P<member>{one_of(data['addressees']['members'], exact=True)})|"
        rf"{one_of(data['addressees']['starts'], exact=True)})",
        "group": one_of(data["addressees"]["groups"], exact=True),
        "unit": rf"(?<!\w){one_of(data['addressees']['units'], exact=True)}\.? {PROPER}",
        "unit_name": rf"(?P<unit>{one_of([unit for units in data['levels'].values() for unit in units], exact=True)}) "
        rf"(?P<name>[{CAPITAL}]{{2,}}(?: [{CAPITAL}]{{2,}})*)(?!\w)",
        "session": one_of(data["issuer"]["sessions"]),
        "unit_line": one_of(data["issuer"]["units"]),
        "dependent": one_of(data["issuer"]["dependents"], any_case=True),
        "speaks": rf" (?={one_of(data['issuer']['verbs'], exact=True)})",
        "authority_name": rf"(?:{one_of([*data['issuer']['heads'], *data['issuer']['bodies']], any_case=True)})",
        "opener": one_of(data["openers"]["words"], exact=True),
        "body": one_of(data["issuer"]["bodies"], any_case=True),
        "head": one_of([*data["issuer"]["heads"]], any_case=True),
        "place": one_of(data["issuer"]["place_heads"], any_case=True),
        "verb": one_of(data["issuer"]["verbs"], exact=True),
        "mark": rf"\n{lead}(?=[\[({firsts}])(?:(?P<recipients>{src['recipients']})|(?P<annex>{src['annex']})|(?P<form>{src['form']})|"
        rf"(?P<type>{type_words})|(?P<attached>\({src['attached']})|(?P<note>\[\d{{1,3}}\])|"
        rf"(?P<authority>{authority}\.? ?[A-ZĐ])|(?P<signer>{title}))",
    }
    return {key: re.compile(source) for key, source in sources.items()}


@cache
def load_letterhead_words() -> LetterheadWords:
    """Return letterhead.toml compiled; read once."""
    with (files("gazetteer") / "letterhead.toml").open("rb") as file:
        return build_words(tomllib.load(file))
