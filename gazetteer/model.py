"""What the gazetteer knows: places, issuers, bodies. Frozen values, no behaviour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Place:
    """A province or a city under the centre. `name` is as written in running text ("tỉnh Lai Châu")."""

    id: str
    name: str
    kind: str
    short: str


@dataclass(frozen=True, slots=True)
class Issuer:
    """Whose document it is.

    `level` is that of the place it governs: central, province, district, commune or unknown. `place` is the
    province, None for central and unknown issuers. `body` is the full name of the department or ministry,
    parent of "Văn phòng" and "các phòng, đơn vị"; None for councils, committees and the Government.
    """

    name: str | None
    agency_id: str | None
    level: str
    place: Place | None
    body: str | None


class Body(NamedTuple):
    """One entry: a body, or a pattern of bodies that each place has.

    `scope`: "central" one in the country; "province" named after the province; "local" after the unit named
    with it, else the province; "district" the same for units below; "unit" inside a department or ministry.
    `also` is a second reading where no place word follows. `style` "short" takes the bare name of the place,
    "written" where only that is written.
    `parent` is the entry it belongs under; `codes` are its signs in document numbers, `electronic` its
    identification code; it exists in [`valid_from`, `valid_to`), ISO dates, "" where open or not known;
    `source` names rows of sources.toml. `levels` are those of the units that have it, "province", "district",
    "commune", () where its scope says so; `began` and `ended` the day at a level where that is another.
    `bare` False: without a place word these words are not the body. `capital`: must begin with a capital.
    `inside`: with a parent or in a department's document it is a unit of it; `force`: its bare words are an
    actor without a place ("Công an"). `keep`: a proper name that follows belongs to the name. `head` says how
    lists are dealt out. `of`: in a document of this department or ministry it is its unit. `optional`: not
    every province has it. `city`: its name in a city under the centre,
    where that is another. `silent`: its words alone are read by other rules, only full names link.
    `units`: only units of these types have it.
    """

    id: str
    name: str
    scope: str = "central"
    also: str = ""
    style: str = "name"
    bare: bool = True
    capital: bool = False
    keep: bool = False
    inside: bool = False
    force: bool = False
    head: str = ""
    of: str = ""
    optional: bool = False
    branch: str = ""
    branch_id: str = ""
    city: str = ""
    silent: bool = False
    units: tuple[str, ...] = ()
    parent: str = ""
    codes: tuple[str, ...] = ()
    electronic: str = ""
    valid_from: str = ""
    valid_to: str = ""
    source: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    began: tuple[tuple[str, str], ...] = ()
    ended: tuple[tuple[str, str], ...] = ()


class Spelling(NamedTuple):
    """One way of writing a name.

    `kind`: "official"; "abbreviation"; "variant", another way that nobody misunderstands; "historical", what
    the same body was called before; "misspelt", seen in scans and typing; "weak", which needs its context.
    """

    text: str
    kind: str


class Entry(NamedTuple):
    """A body with everything it is called, the official name first."""

    body: Body
    spellings: tuple[Spelling, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The texts of all spellings."""
        return tuple(spelling.text for spelling in self.spellings)

    @property
    def weak(self) -> tuple[str, ...]:
        """The texts of the weak spellings."""
        return tuple(spelling.text for spelling in self.spellings if spelling.kind == "weak")


class Suffix(NamedTuple):
    """The words after a body that say where it is.

    `kind`: "" none; "own" the level alone ("tỉnh"); "place" a province by name; "unit" a unit below by name;
    "level" a unit word without name; "units" several units ("các huyện, thành phố", "cấp xã");
    "provinces" the provinces together; "region" a numbered region ("khu vực IX"). `words` are as written,
    for a province by its bare name that name.
    """

    end: int
    kind: str = ""
    words: str = ""
    place: Place | None = None
    related: bool = False


class Name(NamedTuple):
    """A canonical name: `id` None where the gazetteer has none for it."""

    id: str | None
    name: str
    group: bool = False
