"""Reads what follows the name of a body: "tỉnh", "thành phố Hà Nội", "các huyện, thành phố", "xã Bản Bo"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

from gazetteer.model import Place, Suffix

UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
PROPER = re.compile(rf"(?:[{UPPER}][\w']*|\d{{1,2}})(?:(?: - |-| )[{UPPER}][\w']*){{0,3}}(?!\w)")


def alternation(words: Iterable[str]) -> str:
    """A regular expression of the words, the longest that fits first; what begins alike is tried once."""
    return _spell(sorted(set(words)))


def _spell(words: list[str]) -> str:
    """The sorted words as branches by their first letters; the empty word is the last branch."""
    branches = []
    for _, alike in groupby((word for word in words if word), key=itemgetter(0)):
        same = list(alike)
        first, last = same[0], same[-1]
        size = next((i for i, letter in enumerate(first) if not last.startswith(letter, i)), len(first))
        ends = _spell([word[size:] for word in same]) if len(same) > 1 else ""
        branches.append(_quoted(first[:size]) + ends)
    if words and not words[0]:
        branches.append("")
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def _quoted(words: str) -> str:
    return words if words.replace(" ", "").isalnum() else re.escape(words)


class SuffixReader:
    """Compiled from the unit words and the provinces; `read` is pure.

    `places` maps a lower-case bare name to its province; `by_kind` adds the kind, so that "tỉnh Đồng Nai" and
    "thành phố Đồng Nai" are told apart.
    """

    def __init__(
        self, rows: Mapping[str, Any], places: Mapping[str, Place], by_kind: Mapping[tuple[str, str], Place]
    ) -> None:
        ways = {way: row for row in rows["unit"] for way in (row["word"], *row.get("short", ()))}
        self._word = {way: row["word"] for way, row in ways.items()}
        self._kinds = [row["word"] for row in rows["unit"] if row["level"] == "province"]
        self._places, self._by_kind = places, by_kind
        links, names = alternation(rows["links"]["place"]), alternation(places)
        self._own = re.compile(rf" (?:(?:{links}) )?({alternation(ways)})(?!\w)")
        self._place = re.compile(rf" ?({names})(?!\w)")
        self._tail = re.compile(rf",? ({alternation(self._kinds)}) ({names})(?!\w)")
        self._units = _collective(rows["collective"], alternation(ways))
        self._last = re.compile(rf" {rows['collective']['and']} (?:{alternation(ways)})\Z")
        self._region = _region(rows["links"]["regions"])
        self._gate = _gate(rows, ways)
        self._damaged = tuple(f" {way}" for way in rows["misread"]["ways"])
        self._misread = re.compile(
            rf"(?:{alternation(self._damaged)})(?=[,.;:)\n]|\Z| {rows['collective']['and']} )"
        )

    def read(self, text: str, lower: str, start: int) -> Suffix:
        """The suffix that begins at `start` (at its space); kind "" and end `start` where there is none."""
        if lower[start : start + 1] != " ":
            return Suffix(start)
        if self._gate.match(lower, start) is None:
            return self._province(text, lower, start)
        if found := self._region.match(text, start):
            return self._regional(text, lower, found)
        if found := self._units.match(lower, start):
            return self._several(text, found)
        if found := self._own.match(lower, start):
            return self._named(text, lower, found)
        return self._province(text, lower, start)

    def _regional(self, text: str, lower: str, found: re.Match[str]) -> Suffix:
        """A numbered region, past the word for its province ("cơ sở 1 tỉnh Lai Châu")."""
        own = self._own.match(lower, found.end())
        where = self._named(text, lower, own) if own else Suffix(found.end())
        if where.kind not in ("own", "place"):
            return Suffix(found.end(), "region", found[1])
        return Suffix(where.end, "region", found[1], where.place)

    def _several(self, text: str, found: re.Match[str]) -> Suffix:
        """Several units; the last may have a name of its own ("các huyện và thành phố Huế")."""
        related, end = found["related"], found.end()
        words = found["words"] + (text[slice(*found.span("region"))] if found["region"] else "")
        kind = "provinces" if words.removeprefix("các ").startswith(self._kinds[0]) else "units"
        if kind == "units" and related is None and self._last.search(words) and text[end : end + 1] == " ":
            named = PROPER.match(text, end + 1)
            if named is not None:
                return Suffix(named.end(), kind, f"{words} {named[0]}")
        return Suffix(end, kind, words + (related or ""), None, related is not None)

    def region(self, text: str, start: int) -> Suffix:
        """The numbered region that begins at `start`; kind "" and end `start` where there is none."""
        found = self._region.match(text, start)
        return Suffix(found.end(), "region", found[1]) if found else Suffix(start)

    def _province(self, text: str, lower: str, start: int) -> Suffix:
        """A province by its bare name, with a capital; or its word as a scanner misreads it."""
        if lower.startswith(self._damaged, start) and (own := self._misread.match(lower, start)):
            return Suffix(own.end(), "own", self._kinds[0])
        found = self._place.match(lower, start) if text[start + 1 : start + 2].isupper() else None
        if found is None:
            return Suffix(start)
        place = self._places[found[1]]
        return Suffix(found.end(), "place", place.short, place)

    def _named(self, text: str, lower: str, unit: re.Match[str]) -> Suffix:
        """A unit with its name, or the word for the document's own level alone."""
        word, end = self._word[unit[1]], unit.end()
        if word in self._kinds:
            found = self._place.match(lower, end)
            if found and text[found.start(1)].isupper():
                place = self._by_kind.get((word, found[1]))
                if place is None and word == self._kinds[0]:
                    place = self._places[found[1]]
                if place is not None:
                    return Suffix(found.end(), "place", "", place)
        proper = PROPER.match(text, end + 1) if lower[end : end + 1] == " " else None
        if proper is None:
            return Suffix(end, "own" if word in self._kinds else "level", word)
        tail = self._tail.match(lower, proper.end())
        place = self._by_kind.get((tail[1], tail[2])) if tail else None
        stop = tail.end() if tail and place else proper.end()
        return Suffix(stop, "unit", f"{word} {proper[0]}", place)


def _gate(rows: Mapping[str, Any], ways: Iterable[str]) -> re.Pattern[str]:
    """The first word of any suffix but a bare province, to pass by most other words with one look."""
    group, links = rows["collective"], rows["links"]
    words = [*ways, *group["quantifiers"], *group["others"], group["grade"], *group["counted"]]
    words += [*links["place"], *links["regions"]]
    return re.compile(rf" (?:{alternation(word.split()[0] for word in words)})(?!\w)")


def _region(words: Iterable[str]) -> re.Pattern[str]:
    """A numbered region, with the name of its seat ("khu vực 1 - Sơn La")."""
    first = "|".join(rf"[{word[0]}{word[0].upper()}]{re.escape(word[1:])}" for word in words)
    name = rf"(?: - | )[{UPPER}][\w']*(?: [{UPPER}][\w']*){{0,3}}"
    return re.compile(rf" ((?:{first}) (?:\d+|[IVXLC]+)(?:{name})?)(?!\w)")


def _collective(rows: Mapping[str, Any], units: str) -> re.Pattern[str]:
    """Several units: with a quantifier, or at least two of them, or by their level."""
    between = alternation(rows["between"])
    quantifier, levels = alternation(rows["quantifiers"]), alternation(rows["levels"])
    grade, every = rows["grade"], rows["every"]
    others = rf"(?! (?:{alternation(rows['never'])})(?!\w))"
    short = rf"(?:{alternation(rows['clipped'])})"
    rest = alternation(full.removeprefix(f"{way} ") for way, full in rows["clipped"].items())
    clipped = rf"(?:{short}, {short}(?!\w| (?:{rest})(?!\w))|{short}(?= {rows['and']} |[,/;.):\n]| -|-|\Z))"
    units = rf"(?:(?:{units}){others}|{clipped})"
    more = rf"(?:(?:{between}| )(?:{every} )?(?:{units}|{rows['open']})(?!\w))"
    return re.compile(
        rf" (?P<words>(?:(?:{quantifier}) (?:{units}|{alternation(rows['others'])})(?!\w){more}{{0,12}}"
        rf"|(?:{units})(?:(?:{between}| )(?:{units})(?!\w)){{1,12}}"
        rf"|{grade} (?:{levels})(?!\w)(?:(?:{between})(?:{grade} )?(?:{levels})(?!\w)){{0,6}}"
        rf"|(?:{alternation(rows['counted'])})(?!\w))"
        rf"(?: (?:{alternation(rows['tails'])})(?!\w))?)"
        rf"(?P<region> (?:{alternation(name.lower() for name in rows['regions'])})(?!\w))?"
        rf"(?P<related> (?:{alternation(rows['related'])})(?!\w))?"
    )
