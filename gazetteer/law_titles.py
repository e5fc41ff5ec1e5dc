"""Titles of laws, codes and ordinances as a tree of words, from laws.toml."""

from __future__ import annotations

import re
import unicodedata
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: A tree of bare words; "" holds the title that ends there, "," stands for a comma.
Tree = dict[str, Any]

_WORD = re.compile(r"[^\s,/()]+|,")


def _plain_letters() -> dict[int, str]:
    """Map every letter with a diacritic, of either case, and every capital to its plain small letter."""
    table = {ord("đ"): "d", ord("Đ"): "d"}
    for block in (range(0x41, 0x5B), range(0xC0, 0x250), range(0x1E00, 0x1F00)):
        for code in block:
            base = unicodedata.normalize("NFD", chr(code))[0].lower()
            if base.isascii() and base.isalpha() and code not in table:
                table[code] = base
    return table


_PLAIN = _plain_letters()


def bare(words: str) -> str:
    """Return `words` (NFC) in small letters without diacritics: one form for most misreadings too."""
    return words.translate(_PLAIN)


class Law(NamedTuple):
    """An official title, `title`, with `kind` its first word or words (Luật, Bộ luật, Pháp lệnh).

    `exact` is the rest in small letters where it is one syllable, too little to compare without diacritics.
    """

    kind: str
    title: str
    exact: str | None


class LawTitles(NamedTuple):
    """The titles as one tree a kind, and the words around a title that laws.toml lists.

    `joint` is the bare word for "and". `by_name` holds the titles of a kind by their bare words, to compare
    misread ones with; `closed` the kinds of which no title is unlisted. `forms` are the written forms of the
    kinds, longest first, each with its kind.
    """

    trees: Mapping[str, Tree]
    by_name: Mapping[str, Mapping[str, Law]]
    forms: tuple[tuple[str, str], ...]
    openings: Tree
    joint: str
    amended_stop: re.Pattern[str]
    amended_nouns: re.Pattern[str]
    amended_joins: tuple[str, ...]
    abbreviations: Mapping[str, tuple[str, ...]]
    not_after: frozenset[str]
    not_before: re.Pattern[str]
    stop: re.Pattern[str]
    max_words: int
    closed: frozenset[str]
    constitution: str
    constitution_full: str


def any_of(words: Iterable[str]) -> str:
    """Return the pattern that matches any of `words`, the longest first; each first letter is tried once."""
    rests: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        rests.setdefault(word[:1], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items())


def _plant(tree: Tree, words: str, leaf: object) -> bool:
    """Add `words` to `tree`; False where they lead to a leaf already."""
    for token in _WORD.findall(bare(words)):
        tree = tree.setdefault(token, {})
    return bool(tree.setdefault("", leaf) is leaf)


def build_law_titles(data: Mapping[str, Any]) -> LawTitles:
    """Make the trees out of laws.toml as read.

    Raises ValueError for a title that stands twice, an alias of an unknown title, or a kind whose name is
    none of its written forms.
    """
    trees: dict[str, Tree] = {}
    forms: dict[str, str] = {}
    known: dict[str, Law] = {}
    by_name: dict[str, dict[str, Law]] = {}
    for kind in data["kind"]:
        name, tree = kind["name"], trees.setdefault(kind["name"], {})
        if name not in kind["written"]:
            raise ValueError(f"laws.toml: kind {name!r} is not among its written forms")
        forms.update((written, name) for written in kind["written"])
        for title in kind["titles"]:
            law = Law(name, f"{name} {title}", title.lower() if " " not in title else None)
            known[law.title] = law
            by_name.setdefault(name, {})[bare(title)] = law
            if not _plant(tree, title, law):
                raise ValueError(f"laws.toml: {law.title!r} stands twice")
    for alias in data["alias"]:
        target = known.get(alias["title"])
        if target is None:
            raise ValueError(
                f"laws.toml: alias {alias['written']!r} names no listed title: {alias['title']!r}"
            )
        places = {target.kind, data["kind"][0]["name"]}
        planted = [
            _plant(trees[place], alias["written"], Law(target.kind, target.title, None)) for place in places
        ]
        if not any(planted):
            raise ValueError(f"laws.toml: alias {alias['written']!r} stands twice")
    openings: Tree = {}
    for opening in data["amending"]["openings"]:
        _plant(openings, opening, opening)
    context, unlisted = data["context"], data["unlisted"]
    amending = data["amending"]
    capital = "|".join(unlisted["joins"])
    return LawTitles(
        trees=MappingProxyType(trees),
        by_name=MappingProxyType(by_name),
        closed=frozenset(kind["name"] for kind in data["kind"] if kind.get("closed")),
        forms=tuple(sorted(forms.items(), key=lambda form: (-len(form[0]), form))),
        openings=openings,
        joint=bare(unlisted["joins"][0]),
        amended_stop=re.compile(rf" (?:{any_of(amending['stops'])})(?!\w)"),
        amended_nouns=re.compile(
            rf" (?:\d+|{any_of(amending['quantities'])}) (?:{any_of(amending['nouns'])})(?!\w)"
        ),
        amended_joins=tuple(sorted(amending["joins"], key=len, reverse=True)),
        abbreviations=MappingProxyType(
            {short: tuple(_WORD.findall(bare(words))) for short, words in data["abbreviations"].items()}
        ),
        not_after=frozenset(context["not_after"]),
        not_before=re.compile(rf"(?:{any_of(context['not_before'])})(?!\w)"),
        stop=re.compile(
            rf" (?:(?:{any_of(unlisted['stops'])})(?!\w)|(?:{capital}) (?=[{unlisted['capitals']}]))"
        ),
        max_words=unlisted["max_words"],
        constitution=data["constitution"]["word"],
        constitution_full=data["constitution"]["full"],
    )
