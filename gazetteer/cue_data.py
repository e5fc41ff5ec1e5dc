"""Words and patterns by which a directive assigns work, from cues.toml and verdicts.toml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from gazetteer.lazy import compiled
from gazetteer.load import read_toml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

BODY = "\ue000"
"""The sign that stands for one body in a sentence."""
ISSUER = "\ue001"
"""The sign that stands for the issuer itself, or its head."""
GROUP = "\ue002"
"""The sign of a group that no list closes, whose description may run on ("các tổ chức, cá nhân …")."""
_ANY = f"[{BODY}{ISSUER}{GROUP}]"


class Verdict(NamedTuple):
    """One pattern of verdicts.toml.

    `rule` is its id or reason; `find` tries the pattern on a sentence with signs. `tail`: it counts only at
    the end of the document, where closing clauses stand. `needs`: words of which the sentence holds one,
    wherever the pattern fits; none where nothing can be said beforehand.
    """

    rule: str
    find: Callable[[str], re.Match[str] | None]
    tail: bool = False
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The patterns of one kind, tried in order."""

    entries: tuple[Verdict, ...]

    def rule(self, sentence: str, *, tail: bool) -> str | None:
        """The rule of the first entry that fits `sentence`, or None.

        Entries for the end of a document count only with `tail`.
        """
        for rule, find, at_end, needs in self.entries:
            if at_end and not tail:
                continue
            for word in needs:
                if word in sentence:
                    break
            else:
                if needs:
                    continue
            if find(sentence):
                return rule
        return None


@dataclass(frozen=True, slots=True, eq=False)
class Cues:
    """The words of cues.toml and the patterns of verdicts.toml; one object is one key of a cache.

    `words` holds each list as one alternation, by "section.list", and as "bodies" the signs of bodies in a
    row; the lists that are matched as they are have a field of their own. `closing` finds closing clauses,
    `none` the reasons why a sentence instructs nobody.
    """

    words: Mapping[str, str]
    offices: tuple[str, ...]
    posts: tuple[str, ...]
    addressed: tuple[str, ...]
    together: tuple[str, ...]
    charges: tuple[str, ...]
    closing: Verdicts
    none: Verdicts


def either(words: Iterable[str]) -> str:
    """Alternation of literal `words`, the longest that fits first, that ends at a word boundary.

    Words with a common beginning share it, so that a long list costs a few comparisons, not one a word.
    """
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return f"{_spell(tree)}(?!\\w)"


def _spell(tree: Mapping[str, Any]) -> str:
    """The regular expression of a tree of characters; one that ends a word holds the empty key."""
    branches = [_branch(char, below) for char, below in sorted(tree.items()) if char]
    if len(branches) == 1 and "" not in tree:
        return branches[0]
    return f"(?:{'|'.join(branches)}){'?' if '' in tree else ''}"


def _branch(char: str, below: Mapping[str, Any]) -> str:
    prefix = re.escape(char)
    while len(below) == 1 and "" not in below:
        ((following, below),) = below.items()
        prefix += re.escape(following)
    return prefix + (_spell(below) if below.keys() - {""} else "")


def build_cues(cues: Mapping[str, Any], verdicts: Mapping[str, Any]) -> Cues:
    """The cues of both files as read. Raises ValueError for an empty list or an undefined placeholder."""
    words = {
        f"{section}.{key}": list(values) for section, table in cues.items() for key, values in table.items()
    }
    for key, values in words.items():
        if not values:
            raise ValueError(f"cues.toml: {key} is empty")
    alternations = {key: either(values) for key, values in words.items()}
    alternations["bodies"] = _row_of_bodies(alternations)
    places = {
        key: f"(?:{'|'.join(re.escape(word) for word in sorted(values, key=len, reverse=True))})"
        for key, values in verdicts["vars"].items()
    }
    places |= {"A": _ANY, "S": ISSUER, "G": alternations["bodies"], "signs": BODY + ISSUER + GROUP}
    return Cues(
        MappingProxyType(alternations),
        tuple(words["speakers.offices"]),
        tuple(words["speakers.posts"]),
        tuple(words["addressed.words"]),
        tuple(words["verbs.together"] + words["verbs.participation"] + words["verbs.beside"]),
        tuple(words["speakers.charges"]),
        _verdicts(verdicts["closing"], places),
        _verdicts(verdicts["none"], places),
    )


def _row_of_bodies(words: Mapping[str, str]) -> str:
    """Regular expression for the signs of one or more bodies in a row."""
    between, each, and_ = (words[f"joining.{key}"] for key in ("bodies", "each", "and"))
    return rf"{_ANY}(?:(?:,? {between}(?: {each})? |[,;] ?(?:{and_} )?| - ){_ANY}){{0,40}}"


def _verdicts(entries: Iterable[Mapping[str, Any]], places: Mapping[str, str]) -> Verdicts:
    return Verdicts(
        tuple(
            Verdict(
                entry.get("id") or entry["reason"],
                _finder(_fill(entry["regex"], places)),
                entry.get("tail", False),
                tuple(_fill(word, places) for word in entry.get("needs", ())),
            )
            for entry in entries
        )
    )


def _finder(regex: str) -> Callable[[str], re.Match[str] | None]:
    """A pattern, compiled when it is first tried; one that begins with ^ is tried at the beginning alone."""
    if regex.startswith("^"):
        return lambda sentence: compiled(regex).match(sentence)
    return lambda sentence: compiled(regex).search(sentence)


def _fill(words: str, places: Mapping[str, str]) -> str:
    def fill(match: re.Match[str]) -> str:
        if match[1] not in places:
            raise ValueError(f"verdicts.toml: {{{match[1]}}} is not defined")
        return places[match[1]]

    return re.sub(r"\{([A-Za-z_]+)\}", fill, words)


@cache
def load_cues() -> Cues:
    """Return the cues, read once."""
    return build_cues(read_toml("cues.toml"), read_toml("verdicts.toml"))
