"""Reads what follows the name of a body: "tỉnh", "thành phố Hà Nội", "các huyện, thành phố", "xã Bản Bo"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from gazetteer.model import Place, Suffix

UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
PROPER = re.compile(rf"(?:[{UPPER}][\w']*|\d{{1,2}})(?:(?: - |-| )[{UPPER}][\w']*){{0,3}}(?!\w)")


def alternation(words: Iterable[str]) -> str:
    """A regular expression of the words, longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w)))


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
        self._region = _region(rows["links"]["regions"])
        self._gate = _gate(rows, ways)

    def read(self, text: str, lower: str, start: int) -> Suffix:
        """The suffix that begins at `start` (at its space); kind "" and end `start` where there is none."""
        if lower[start : start + 1] != " ":
            return Suffix(start)
        if self._gate.match(lower, start) is None:
            return self._province(text, lower, start)
        if found := self._region.match(text, start):
            return Suffix(found.end(), "region", found[1])
        if found := self._units.match(lower, start):
            words, related = found["words"], found["related"]
            several = words.removeprefix("các ").startswith(self._kinds[0])
            return Suffix(
                found.end(),
                "provinces" if several else "units",
                words + (related or ""),
                None,
                related is not None,
            )
        if found := self._own.match(lower, start):
            return self._named(text, lower, found)
        return self._province(text, lower, start)

    def _province(self, text: str, lower: str, start: int) -> Suffix:
        """A province by its bare name, with a capital."""
        found = self._place.match(lower, start) if text[start + 1 : start + 2].isupper() else None
        if found is None:
            return Suffix(start)
        return Suffix(found.end(), "place", "", self._places[found[1]])

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
    more = rf"(?:(?:{between}| )(?:{every} )?(?:{units}|{rows['open']})(?!\w))"
    return re.compile(
        rf" (?P<words>(?:(?:{quantifier}) (?:{units}|{alternation(rows['others'])})(?!\w){more}{{0,12}}"
        rf"|(?:{units})(?:(?:{between}| )(?:{units})(?!\w)){{1,12}}"
        rf"|{grade} (?:{levels})(?!\w)(?:(?:{between})(?:{grade} )?(?:{levels})(?!\w)){{0,6}}"
        rf"|(?:{alternation(rows['counted'])})(?!\w))"
        rf"(?: (?:{alternation(rows['tails'])})(?!\w))?)"
        rf"(?P<related> (?:{alternation(rows['related'])})(?!\w))?"
    )
