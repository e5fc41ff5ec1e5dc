"""Laws, codes and ordinances cited by title."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz, process

from gazetteer.law_titles import Law, LawTitles, Tree, bare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORD = re.compile(r"[ /(]?([^\s,;.:()|\"/]+|,)")
_CLAUSE = re.compile(r"[^\n\t,;.:()|\"]+")
_LETTERS = re.compile(r"[^\W\d_]+(?:[ &-][^\W\d_]+)*")
_LINE = re.compile(r"[^\n\t;.:()|\"]+")
#: The longest stretch behind "Luật" that is read as a title.
TITLE_REACH = 240
LONGEST_LIST = 40
#: A title of this length that is this much like a listed one (of 100) is that title, misread.
SHORTEST_MISREAD, ALIKE = 12, 90


#: The words of titles are few, and come again and again.
_bare_word = lru_cache(maxsize=4096)(bare)


class LawMention(NamedTuple):
    """A law named at `text[start:end]`; the title is the official one where it is listed."""

    start: int
    end: int
    kind: str
    title: str
    rule: str


def _step(node: Tree, word: str, joint: str) -> Tree | None:
    """Go on from `node` by a word of the text; a comma and `joint` of the title may be missing or swapped."""
    following: Tree | None = node.get(word)
    if word in (",", joint):
        return following or node.get(joint if word == "," else ",")
    if following is None:
        for mark in (",", joint):
            if mark in node and word in node[mark]:
                return node[mark][word]  # type: ignore[no-any-return]
    return following


def _walk(text: str, at: int, tree: Tree, laws: LawTitles) -> tuple[Law | str, int] | None:
    """Return the longest leaf of `tree` that the words from `at` lead to, and where they end."""
    node, best, limit = tree, None, at + TITLE_REACH
    while match := _WORD.match(text, at, limit):
        word = match[1]
        for token in laws.abbreviations.get(word) or (_bare_word(word),):
            following = _step(node, token, laws.joint)
            if following is None:
                return best
            node = following
        at = match.end()
        leaf = node.get("")
        if leaf is not None and word != "," and (isinstance(leaf, str) or leaf.exact in {None, word.lower()}):
            best = (leaf, at)
    return best


def _listed(text: str, at: int, kind: str, laws: LawTitles) -> tuple[Law, int] | None:
    found = _walk(text, at, laws.trees[kind], laws)
    return (found[0], found[1]) if found and isinstance(found[0], Law) else None


def _kind_at(text: str, at: int, laws: LawTitles) -> tuple[str, int] | None:
    """Return the kind of law whose written form stands at `at`, and where the form ends."""
    for written, kind in laws.forms:
        if text.startswith(written, at) and text.startswith(" ", at + len(written)):
            return kind, at + len(written) + 1
    return None


def _amended(text: str, at: int, laws: LawTitles) -> tuple[str, int] | None:
    """Return the laws that an amending law names from `at`, joined as in the text, and where they end.

    A list with commas is taken whole only where "và" closes it: else the next law is a citation of its own.
    """
    titles: list[str] = []
    ends: list[int] = []
    joins: list[str] = []
    while len(titles) < LONGEST_LIST and (form := _kind_at(text, at, laws)):
        found = _listed(text, form[1], form[0], laws)
        if not found:
            break
        titles.append(found[0].title)
        ends.append(found[1])
        join = next((word for word in laws.amended_joins if text.startswith(word, found[1])), None)
        if not join:
            break
        joins.append(join)
        at = found[1] + len(join)
    closed = max((i for i, join in enumerate(joins[: len(titles) - 1]) if join.strip() != ","), default=-1)
    kept = closed + 2
    if not titles:
        return None
    title = titles[0] + "".join(joins[i - 1] + titles[i] for i in range(1, min(kept, len(titles))))
    return title, ends[min(kept, len(titles)) - 1]


def _amending(text: str, at: int, kind: str, laws: LawTitles) -> tuple[str, int] | None:
    """Read a title that amends others: "Sửa đổi, bổ sung một số điều của Luật A và Luật B"."""
    opening = _walk(text, at, laws.openings, laws)
    if not opening:
        return None
    named = _amended(text, opening[1] + 1, laws)
    if named:
        return f"{kind} {opening[0]} {named[0]}", named[1]
    rest = _LINE.match(text, opening[1], opening[1] + TITLE_REACH)
    if not rest:
        return None
    stop = laws.amended_stop.search(text, rest.start(), rest.end())
    end = stop.start() if stop else rest.end()
    if not laws.amended_nouns.match(text, rest.start(), end):
        return None
    amended = text[opening[1] : end].rstrip(" ,")
    return f"{kind} {opening[0]}{amended}", opening[1] + len(amended)


def _unlisted(text: str, at: int, laws: LawTitles) -> tuple[str, int] | None:
    """Read a title that is not listed: from a capital up to a mark or a word that no title holds."""
    if not text[at : at + 1].isupper() or laws.not_before.match(text, at):
        return None
    clause = _CLAUSE.match(text, at, at + TITLE_REACH)
    if not clause:
        return None
    stop = laws.stop.search(text, at - 1, clause.end() + 1)
    title = text[at : min(stop.start(), clause.end()) if stop else clause.end()].rstrip()
    if not title or title.count(" ") >= laws.max_words or not _LETTERS.fullmatch(title):
        return None
    return title, at + len(title)


def _misread(title: str, kind: str, laws: LawTitles) -> Law | None:
    """Return the listed title that `title` is a misreading of."""
    if len(title) < SHORTEST_MISREAD:
        return None
    names = laws.by_name[kind]
    found = process.extractOne(bare(title), names.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
    return names[found[0]] if found else None


def _title(text: str, at: int, kind: str, laws: LawTitles) -> tuple[str, str, int, str] | None:
    """Return kind, title, end and rule of the law whose title begins at `at`; None where there is none."""
    amending = _amending(text, at, kind, laws)
    if amending:
        return kind, amending[0], amending[1], "law-amending"
    listed = None if laws.not_before.match(text, at) else _listed(text, at, kind, laws)
    if listed:
        return listed[0].kind, listed[0].title, listed[1], "law"
    unlisted = _unlisted(text, at, laws)
    if not unlisted:
        return None
    misread = _misread(unlisted[0], kind, laws)
    if misread:
        return misread.kind, misread.title, unlisted[1], "law"
    return None if kind in laws.closed else (kind, f"{kind} {unlisted[0]}", unlisted[1], "law-unlisted")


def _may_open(text: str, start: int, behind: int) -> bool:
    """Tell whether a title or a list of titles may follow the word at `text[start:behind]`."""
    if start and text[start - 1].isalnum():
        return False
    follows = text[behind : behind + 2]
    return follows == ": " or (follows[:1] == " " and (text[start].isupper() or follows[1:].isupper()))


def _may_stand(text: str, start: int, laws: LawTitles) -> bool:
    """Tell whether the words before `start` leave the word a law: not "pháp luật", "Trường Đại học Luật"."""
    before = text[max(0, start - 16) : start].rpartition("\n")[2].split()
    return not before or (before[-1] not in laws.not_after and " ".join(before[-2:]) not in laws.not_after)


def _list(text: str, at: int, kind: str, laws: LawTitles) -> Iterator[LawMention]:
    """Yield the laws of a list that shares the word before its colon; `at` is behind the colon's blank."""
    for _ in range(LONGEST_LIST):
        found = _listed(text, at, kind, laws) if text[at : at + 1].isupper() else None
        if not found:
            return
        yield LawMention(at, found[1], found[0].kind, found[0].title, "law-list")
        join = next((word for word in laws.amended_joins if text.startswith(word, found[1])), None)
        if not join:
            return
        at = found[1] + len(join)


def _named(text: str, start: int, behind: int, kind: str, laws: LawTitles) -> Iterator[LawMention]:
    """Yield the laws that the word for `kind` at `text[start:behind]` names."""
    if text.startswith(":", behind):
        yield from _list(text, behind + 2, kind, laws)
        return
    found = _title(text, behind + 1, kind, laws)
    if found:
        rule = found[3]
        sure = text[start].isupper() and (rule == "law-amending" or not text[start:behind].isupper())
        if rule == "law" or sure:
            yield LawMention(start, found[2], found[0], found[1], rule)


def find_laws(text: str, words: Iterable[tuple[int, int, str]], laws: LawTitles) -> list[LawMention]:
    """Return the laws cited by title in `text`, sorted by start, none inside another.

    `words` are the places of the words for a law, in order: start, end and kind.
    """
    found: list[LawMention] = []
    covered = 0
    for start, behind, kind in words:
        if start >= covered and _may_open(text, start, behind) and _may_stand(text, start, laws):
            for law in _named(text, start, behind, kind, laws):
                found.append(law)
                covered = law.end
    return found
