"""Reads what follows the name of a body: "tỉnh", "thành phố Hà Nội", "các huyện, thành phố", "xã Bản Bo"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from gazetteer.model import Place, Suffix

UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
PROPER = re.compile(rf"(?:[{UPPER}][\w']*|\d{{1,2}})(?:(?: - |-| )[{UPPER}][\w']*){{0,3}}(?!\w)")
_REGION = re.compile(rf" ((?:(?:[Cc]hi nhánh )?[Kk]hu vực|[Cc]ơ sở) (?:\d+|[IVXLC]+)(?:(?: - | )[{UPPER}][\w']*(?: [{UPPER}][\w']*){{0,3}})?)(?!\w)")


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
        self._places, self._by_kind = places, by_kind
        self._own = re.compile(rf" (?:của |thuộc )?({alternation(ways)})(?!\w)")
        self._place = re.compile(rf" ?({alternation(places)})(?!\w)")
        self._tail = re.compile(rf",? (tỉnh|thành phố) ({alternation(places)})(?!\w)")
        group = rows["collective"]
        first = (*ways, *group["quantifiers"], *group["others"], "cấp", "hai", "2", "cùng", "của", "thuộc", "khu", "cơ", "chi")
        self._gate = re.compile(rf" (?:{alternation(word.split()[0] for word in first)})(?!\w)")
        self._units = _collective(rows["collective"], alternation(ways))

    def read(self, text: str, lower: str, start: int) -> Suffix:
        """The suffix that begins at `start` (at its space); kind "" and end `start` where there is none."""
        if lower[start : start + 1] != " ":
            return Suffix(start, "", "", None, False)
        if self._gate.match(lower, start) is None:
            return self._province(text, lower, start)
        if found := _REGION.match(text, start):
            return Suffix(found.end(), "region", found[1], None, False)
        if found := self._units.match(lower, start):
            words = " ".join(lower[start:found.end("words")].split())
            kind = "provinces" if words.startswith(("các tỉnh", "tỉnh,")) else "units"
            return Suffix(found.end(), kind, words, None, found["related"] is not None)
        if found := self._own.match(lower, start):
            return self._named(text, lower, found)
        return self._province(text, lower, start)

    def _province(self, text: str, lower: str, start: int) -> Suffix:
        """A province by its bare name, with a capital."""
        if not text[start + 1 : start + 2].isupper():
            return Suffix(start, "", "", None, False)
        if (found := self._place.match(lower, start)) and text[found.start(1)].isupper():
            return Suffix(found.end(), "place", "", self._places[found[1]], False)
        return Suffix(start, "", "", None, False)

    def _named(self, text: str, lower: str, unit: re.Match[str]) -> Suffix:
        word, end = self._word[unit[1]], unit.end()
        if word in ("tỉnh", "thành phố"):
            found = self._place.match(lower, end)
            if found and text[found.start(1)].isupper():
                if place := self._by_kind.get((word, found[1])):
                    return Suffix(found.end(), "place", "", place, False)
                if word == "tỉnh":
                    return Suffix(found.end(), "place", "", self._places[found[1]], False)
        proper = PROPER.match(text, end + 1) if lower[end : end + 1] == " " else None
        if proper is None:
            own = word in ("tỉnh", "thành phố")
            return Suffix(end, "own" if own else "level", word, None, False)
        tail = self._tail.match(lower, proper.end())
        place = self._by_kind.get((tail[1], tail[2])) if tail else None
        return Suffix(tail.end() if tail and place else proper.end(), "unit", f"{word} {proper[0]}", place, False)


def _collective(rows: Mapping[str, Any], units: str) -> re.Pattern[str]:
    """Several units: with a quantifier, or at least two of them, or by their level."""
    between = alternation(rows["between"]) + "| "
    quantifier, levels = alternation(rows["quantifiers"]), alternation(rows["levels"])
    others = alternation(rows["others"])
    more = rf"(?:(?:{between})(?:các )?(?:{units}|địa phương)(?!\w))"
    tail = rf"(?: (?:{alternation(rows['tails'])})(?!\w))?"
    return re.compile(
        rf" (?P<words>(?:(?:{quantifier}) (?:{units}|{others})(?!\w){more}*"
        rf"|(?:{units})(?:(?:{between})(?:{units})(?!\w))+"
        rf"|cấp (?:{levels})(?!\w)(?:(?:{between})(?:cấp )?(?:{levels})(?!\w))*"
        rf"|(?:hai|2|cùng) cấp(?!\w)){tail})"
        rf"(?P<related> (?:{alternation(rows['related'])})(?!\w))?"
    )
