"""The gazetteer as one value: places, bodies, and the names that words stand for."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

from gazetteer.fold import lower, plain, tidy
from gazetteer.load import read_bodies, read_places, read_toml
from gazetteer.model import Body, Issuer, Place, Suffix
from gazetteer.names import Context, in_place, name_of
from gazetteer.suffix import SuffixReader

_PLACE_WORDS = re.compile(r"^(?:(?:ubnd|hđnd) )?(?:(tỉnh)|(thành phố|tp\.?|t\.p\.?|thủ đô)) ?(?=\S)")
_NO_ISSUER = Issuer(None, None, "unknown", None, None)


class Gazetteer:
    """Immutable after it is made; every method is pure."""

    def __init__(self) -> None:
        self._rows = read_places()
        self.places: dict[str, Place] = {}
        self._by_kind: dict[tuple[str, str], Place] = {}
        for place, aliases in self._rows:
            for way in (place.short, *aliases):
                self.places.setdefault(way.lower(), place)
                self._by_kind.setdefault((place.kind, way.lower()), place)
        self.bodies = read_bodies()
        self.units = read_toml("units.toml")
        self.suffixes = SuffixReader(self.units, self.places, self._by_kind)

    @cached_property
    def strong(self) -> dict[str, Body]:
        """Every spelling, in lower case, with the body it stands for; the first entry wins."""
        found: dict[str, Body] = {}
        for body, names, _ in self.bodies:
            for name in names:
                found.setdefault(name.lower(), body)
        return found

    @cached_property
    def _plain_places(self) -> dict[str, Place]:
        return {plain(way): place for way, place in self.places.items()}

    def place(self, words: str) -> Place | None:
        """The province that exactly these words name, in any case or tone placement, or without marks."""
        text = tidy(words).lower().strip(" .,;:*")
        found = _PLACE_WORDS.match(text)
        kind = None if found is None else "tỉnh" if found[1] else "thành phố"
        short = text[found.end() :] if found else text.removeprefix("tphcm") or "hồ chí minh"
        if kind and (place := self._by_kind.get((kind, short))):
            return place
        return self.places.get(short) or self._plain_places.get(plain(short))

    def identify(self, words: str, place: Place | None = None) -> tuple[str | None, str] | None:
        """The one body that exactly these words name: its id, None where it has none, and its full name.

        Any case; abbreviations count. `place` is the province of the document, for names that don't say it.
        None where no entry and no head noun of a body begins the words.
        """
        text = tidy(words).strip(" .,;:*")
        folded = lower(text)
        context = Context(place, "", None, None, place is None, None)
        for end in _ends(folded):
            if body := self.strong.get(folded[:end]):
                suffix = self.suffixes.read(text, folded, end)
                if suffix.end == len(text):
                    name = name_of(body, suffix, context)
                    return name.id, name.name
        return self._by_head(text, folded, place)

    def _by_head(self, text: str, folded: str, place: Place | None) -> tuple[str | None, str] | None:
        head = next((h for h in self.head_nouns if folded.startswith(h + " ")), None)
        if head is None:
            return None
        name = text if not text.isupper() else head[0].upper() + folded[1:]
        return None, self._with_place(name, place)

    def _with_place(self, name: str, place: Place | None) -> str:
        folded = name.lower()
        for start in (m.start() for m in re.finditer(r" (?:tỉnh|thành phố)(?!\w)", folded)):
            named = self.place(name[start + 1 :])
            if named is not None:
                return f"{name[:start]} {named.name}"
            if name[start + 1 :].lower() in ("tỉnh", "thành phố") and place is not None:
                return f"{name[:start]} {place.name}"
        if place is None or place.short.lower() in folded or "quốc gia" in folded:
            return name
        return f"{name} {place.name}"

    @cached_property
    def head_nouns(self) -> tuple[str, ...]:
        """Nouns that begin the names of bodies that no list knows, lower case, longest first."""
        nouns = {word.lower() for row in read_toml("heads.toml")["head"] for word in (row["word"], *row.get("short", ()))}
        return tuple(sorted(nouns, key=lambda w: (-len(w), w)))

    def issuer(self, words: str, place: Place | None = None) -> Issuer:
        """The issuer that these words name: its level, province and, for a department, itself as parent."""
        found = self.identify(words, place)
        if found is None:
            return Issuer(words or None, None, "unknown", place, None)
        agency_id, name = found
        return Issuer(name, agency_id, _level(name, self._province_in(name) or place), self._province_in(name) or place, _body(name))

    def _province_in(self, name: str) -> Place | None:
        for start in (m.start() + 1 for m in re.finditer(r" (?:tỉnh|[Tt]hành phố) ", name)):
            if place := self.place(name[start:]):
                return place
        return next((p for short, p in self.places.items() if name.lower().endswith(" " + short)), None)


def _ends(folded: str) -> list[int]:
    """Where a name at the beginning of the words may end, longest first."""
    ends = [i for i, c in enumerate(folded) if c == " "]
    return [len(folded), *reversed(ends)]


_UNIT = re.compile(r" (huyện|quận|thị xã|thị trấn|xã|phường|đặc khu) ")
_COUNCILS = ("Ủy ban nhân dân", "Hội đồng nhân dân", "Chính phủ", "Thủ tướng Chính phủ", "Quốc hội", "Chủ tịch nước",
             "Tỉnh ủy", "Thành ủy", "Huyện ủy", "Ban Chấp hành", "Bộ Chính trị", "Ban Bí thư")  # fmt: skip


def _level(name: str, place: Place | None) -> str:
    if found := _UNIT.search(name):
        return "district" if found[1] in ("huyện", "quận", "thị xã") else "commune"
    return "central" if place is None else "province"


def _body(name: str) -> str | None:
    return None if name.startswith(_COUNCILS) else name


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """The gazetteer of the package, read once. Raises GazetteerError where a data file is wrong."""
    return Gazetteer()
