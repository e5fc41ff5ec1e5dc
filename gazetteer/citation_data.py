"""How documents and laws are cited: citations.toml and laws.toml, checked and made ready for the finder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from gazetteer.citation_checks import check_nfc, check_rules
from gazetteer.law_titles import Law, LawTitles, any_of, bare, build_law_titles
from gazetteer.load import read_toml
from gazetteer.number_forms import NumberForms, build_number_forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = [
    "CitationPatterns",
    "DatePattern",
    "DocumentType",
    "Law",
    "bare",
    "build_patterns",
    "load_citation_patterns",
]


@dataclass(frozen=True, slots=True, eq=False)
class DocumentType:
    """A type of document; `codes` stand for it in numbers, the first one also where one of `misread` stands.

    `tail` says that its name ends that of a longer type, so that the words before it have to be looked at.
    """

    name: str
    codes: tuple[str, ...]
    misread: frozenset[str]
    tail: bool


class DatePattern(NamedTuple):
    """A date behind a citation; `laws_only` where the form is too short to be trusted behind a number."""

    pattern: re.Pattern[str]
    laws_only: bool


class Dates(NamedTuple):
    """Date patterns as one, tried in their order; `groups` gives day, month and year by the last of them."""

    pattern: re.Pattern[str]
    groups: Mapping[int, tuple[int, int, int]]


class Role(NamedTuple):
    """What a word of the automaton may be; an old body ends a number without a code."""

    type: DocumentType | None = None
    law: str | None = None
    constitution: bool = False
    old_body: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class CitationPatterns:
    """Everything that the finder of citations has to know about Vietnamese.

    `types` is keyed by the bare words of the type, `code_types` by code. Patterns are compiled. `digits` maps
    misread characters to digits. `dates` are the date patterns as listed, `date` those for any citation as
    one, `law_date` all of them as one. Words in `not_documents` are bare. `words` finds, in one pass, every
    word that `roles` describes, by its index; `openings` may follow a type word before its number, `joins`
    stand between the numbers of a list. Two sets of patterns are equal only if they are the same object.
    """

    words: AhoCorasick
    roles: tuple[Role, ...]
    openings: frozenset[str]
    forms: NumberForms
    joins: frozenset[str]

    types: Mapping[str, DocumentType]
    code_types: Mapping[str, DocumentType]
    type_words: int
    of_words: tuple[str, ...]
    digits: Mapping[int, str]
    millennium: Mapping[str, str]
    mixed_case: Mapping[str, str]
    terms: tuple[str, ...]
    glued: tuple[str, ...]
    not_documents: frozenset[str]
    repairs: tuple[tuple[re.Pattern[str], str], ...]
    issuer: re.Pattern[str]
    issuer_between: re.Pattern[str]
    issuer_stop: re.Pattern[str]
    and_word: str
    dates: tuple[DatePattern, ...]
    date: Dates
    law_date: Dates
    locators: tuple[re.Pattern[str], ...]
    locator_words: re.Pattern[str]
    locator_case: Mapping[str, str]
    laws: LawTitles


def _types(data: Mapping[str, Any]) -> tuple[dict[str, DocumentType], dict[str, DocumentType]]:
    types: dict[str, DocumentType] = {}
    codes: dict[str, DocumentType] = {}
    names = [bare(entry["name"]) for entry in data["type"]]
    for entry in data["type"]:
        tail = any(name.endswith(f" {bare(entry['name'])}") for name in names)
        kind = DocumentType(entry["name"], tuple(entry["codes"]), frozenset(entry.get("misread", ())), tail)
        key = bare(kind.name)
        if key in types:
            raise ValueError(f"citations.toml: type {kind.name!r} stands twice")
        if kind.misread and not kind.codes:
            raise ValueError(f"citations.toml: type {kind.name!r} has misread codes and no right one")
        types[key] = kind
        for code in kind.codes:
            if codes.setdefault(code, kind) is not kind:
                raise ValueError(
                    f"citations.toml: code {code!r} stands for {codes[code].name} and {kind.name}"
                )
    return types, codes


def _spellings(name: str) -> set[str]:
    """Return `name` in small letters, in capitals, and with a capital at its first or at both first words."""
    first, _, rest = name.lower().partition(" ")
    spelled = {name, name.lower(), name.upper(), name[0].upper() + name.lower()[1:]}
    if rest:
        spelled.add(f"{first.capitalize()} {rest[0].upper()}{rest[1:]}")
    return spelled


def _words(
    types: Mapping[str, DocumentType], laws: LawTitles, old_bodies: Iterable[str]
) -> tuple[AhoCorasick, tuple[Role, ...]]:
    """Make the automaton of type words, words for laws, the constitution and the bodies of old numbers."""
    roles: dict[str, Role] = {}
    for kind in types.values():
        roles.update((word, Role(type=kind)) for word in _spellings(kind.name))
    for word, name in laws.forms:
        roles[word] = roles.get(word, Role())._replace(law=name)
    roles[laws.constitution] = Role(constitution=True)
    for body in old_bodies:
        roles[f"-{body}"] = Role(old_body=True)
    words = AhoCorasick(
        list(roles), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
    )
    return words, tuple(roles.values())


def _repairs(data: Mapping[str, Any]) -> tuple[tuple[re.Pattern[str], str], ...]:
    made = []
    for entry in data["repair"]:
        pattern, becomes = re.compile(entry["pattern"]), entry["becomes"]
        for wrong, right in entry["examples"].items():
            match = pattern.fullmatch(wrong)
            if not match or match.expand(becomes) != right:
                raise ValueError(
                    f"citations.toml: repair {entry['pattern']!r} does not turn {wrong!r} into {right!r}"
                )
        if any(pattern.fullmatch(word) for word in entry["near_misses"]):
            raise ValueError(f"citations.toml: repair {entry['pattern']!r} matches one of its near misses")
        made.append((pattern, becomes))
    return tuple(made)


def _dates(rows: Sequence[Mapping[str, Any]]) -> Dates:
    """Join date patterns; a part that one of them lacks is read from a group that is never set."""
    sources = [
        re.sub(r"\(\?P<(day|month|year)>", rf"(?P<\g<1>{n}>", row["pattern"]) for n, row in enumerate(rows)
    ]
    pattern = re.compile("|".join([*sources, "(?P<none>(?!))"]))
    at = pattern.groupindex
    none = at["none"]
    years = [(n, at[f"year{n}"]) for n in range(len(rows))]
    return Dates(
        pattern, {year: (at.get(f"day{n}", none), at.get(f"month{n}", none), year) for n, year in years}
    )


def build_patterns(data: Mapping[str, Any], laws: Mapping[str, Any]) -> CitationPatterns:
    """Make the patterns out of citations.toml and laws.toml as read.

    Raises ValueError, naming file and entry, for a row that contradicts another or its own examples.
    """
    check_nfc(data, "citations.toml")
    check_nfc(laws, "laws.toml")
    check_rules(data)
    types, codes = _types(data)
    number, around = data["number"], data["around"]
    words = number["words"]
    titles = build_law_titles(laws)
    automaton, roles = _words(types, titles, number["old_bodies"])
    of = f"(?:{any_of(around['of'])})"
    return CitationPatterns(
        words=automaton,
        roles=roles,
        forms=build_number_forms(number),
        joins=frozenset(words["joins"]),
        openings=frozenset("0123456789").union(word[0] for word in number["marks"]),
        types=MappingProxyType(types),
        code_types=MappingProxyType(codes),
        type_words=max(len(key.split()) for key in types),
        of_words=tuple(f" {word} " for word in around["of"]),
        digits=MappingProxyType(str.maketrans(number["digits"])),
        millennium=MappingProxyType(around["millennium"]),
        mixed_case=MappingProxyType({word.upper(): word for word in number["mixed_case"]}),
        terms=tuple(number["terms"]),
        glued=tuple(words["glued"]),
        not_documents=frozenset(bare(word) for word in words["not_documents"]),
        repairs=_repairs(data),
        issuer=re.compile(rf" ?\(? ?{of} (?P<issuer>[^\n\t,;.:()\[|\"]{{2,90}})"),
        issuer_between=re.compile(rf"^ {of} (?P<issuer>.{{2,80}})$"),
        issuer_stop=re.compile(rf" (?:{any_of(around['issuer_stops'])})(?!\w)"),
        and_word=around["and"],
        dates=tuple(
            DatePattern(re.compile(row["pattern"]), row.get("laws_only", False)) for row in data["date"]
        ),
        date=_dates([row for row in data["date"] if not row.get("laws_only", False)]),
        law_date=_dates(data["date"]),
        locators=tuple(re.compile(row["pattern"]) for row in data["locator"]),
        locator_words=re.compile("|".join(f"(?i:{word})" for word in data["locator_case"])),
        locator_case=MappingProxyType(data["locator_case"]),
        laws=titles,
    )


@cache
def load_citation_patterns() -> CitationPatterns:
    """Return the patterns, read and checked once."""
    return build_patterns(read_toml("citations.toml"), read_toml("laws.toml"))
