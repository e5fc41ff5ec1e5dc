"""All administrative units through time, from the lists beside the repository and from history.toml.

    python3 -m scripts.import_units           rewrite gazetteer/units/*.csv
    python3 -m scripts.import_units --check   change nothing; name the first differences, status 1 then

A row is a version of a unit: a unit whose code or parent changed has several rows with one id; how an id is
made, scripts/units_ids.py says. A version begins no earlier than its parent: where its own beginning is not
known, it takes the parent's. That a district ended in July 2025 is no row of changes.csv, except where it had
no communes: what took its place is what took the communes in it.
"""

from __future__ import annotations

import csv
import io
import sys
from collections import Counter
from collections.abc import Iterator

from gazetteer.fold import slug
from gazetteer.state.units_check import COLUMNS
from scripts.environment import ROOT
from scripts.format_data import format_csv
from scripts.units_history import Row, Tables, add_history
from scripts.units_ids import (
    CITY,
    CITY_CODE,
    REFORM,
    begun_units,
    home_id,
    kept_ids,
    province_id,
    respell,
    same_name,
    unit_ids,
)
from scripts.units_lists import FOLDER, Edge, Lists, Unit, read_lists

UNITS = ROOT / "gazetteer" / "units"
GSO, PAIRS, NOW = "mit-gso-2025", "mit-sap-nhap-2025", "mit-units-2026-07"
# What a resolution of one province adds to the source of its changes in July 2025.
RESOLVED = {"12": "nq-1670-nq-ubtvqh15"}
# One code differs between the lists of July 2025 and July 2026 for no known date; the later one stands.
DOUBTED = {"06978": "ma-ba-che"}


def main(arguments: list[str]) -> int:
    """Rewrite or compare; the status is 1 where the lists are absent or, under --check, files differ."""
    if not FOLDER.is_dir():
        print(f"{FOLDER} is absent: the lists that the units come from lie outside the repository")
        return 1
    lists = read_lists()
    wrong = 0
    for name, text in build(lists).items():
        path = UNITS / f"{name}.csv"
        if "--check" in arguments:
            wrong += _differs(name, path.read_text(encoding="utf-8") if path.exists() else "", text)
        else:
            path.write_text(text, encoding="utf-8")
            print(f"{path.relative_to(ROOT)}: {text.count(chr(10)) - 1} rows")
    print("put right in the lists:", ", ".join(f"{n} {what}" for what, n in sorted(lists.repairs.items())))
    return 1 if wrong else 0


def build(lists: Lists) -> dict[str, str]:
    """The text of each file, by its name."""
    respell(lists)
    tables = Tables(list(_provinces(lists)), [], [], [])
    ids = {code: province_id(province.unit) for code, province in lists.provinces.items()}
    homes = {code: home_id(lists, code) for code in lists.now_provinces}
    districts = unit_ids((unit, ids[unit.parent]) for unit in lists.districts.values())
    tables.districts += [
        _row(unit, districts[code], ids[unit.parent], GSO) | {"valid_to": REFORM}
        for code, unit in lists.districts.items()
    ]
    old = unit_ids((unit, districts[unit.parent]) for unit in lists.old.values())
    new = kept_ids(lists, old) | unit_ids(
        (unit, homes[unit.parent])
        for code, unit in begun_units(lists).items()
        if code not in kept_ids(lists, old)
    )
    tables.communes += _communes(lists, districts, old, new, homes)
    tables.changes += _province_changes(lists, ids)
    tables.changes += _commune_changes(lists.edges, lists, old | districts, new)
    tables.changes += _city_changes(lists, new)
    add_history(tables)
    return {name: _text(name, rows) for name, rows in vars(tables).items()}


def _row(unit: Unit, own: str, parent: str, source: str) -> Row:
    return {
        "id": own,
        "type": unit.type,
        "name": unit.name,
        "aliases": ";".join(unit.aliases),
        "code": unit.code,
        "parent": parent,
        "valid_from": "",
        "valid_to": "",
        "source": source,
    }


def _provinces(lists: Lists) -> Iterator[Row]:
    """Each province; two versions where the reform gave it the code of another."""
    for code, province in lists.provinces.items():
        unit, into = province.unit, province.into
        row = _row(unit, province_id(unit), "", "nghien-cuu-2026") | {"electronic": province.electronic}
        del row["parent"]
        gone = not same_name(unit, lists, into)
        ended = {"valid_to": REFORM, "source": "nghien-cuu-2026;nq-202-2025-qh15"} if gone else {}
        ended = {"valid_to": CITY} if code == CITY_CODE else ended
        if not gone and into != code:
            yield row | {"valid_to": REFORM}
            row |= {"code": into, "valid_from": REFORM, "source": "nghien-cuu-2026;qd-19-2025-qd-ttg"}
        yield row | ended
        if code == CITY_CODE:
            city = lists.now_provinces[code]
            changed = {"id": province_id(city), "type": city.type, "valid_from": CITY}
            yield row | changed | {"source": "nghien-cuu-2026;nq-30-2026-qh16"}


def _communes(
    lists: Lists, districts: dict[str, str], old: dict[str, str], new: dict[str, str], homes: dict[str, str]
) -> Iterator[Row]:
    """Every version of every commune."""
    begun, kept = begun_units(lists), {edge.old: edge.new for edge in lists.edges if edge.kept}
    for code, unit in lists.old.items():
        row = _row(unit, old[code], districts[unit.parent], GSO) | {"valid_to": REFORM}
        yield row
        if code in kept:
            since = {"code": kept[code], "parent": homes[begun[code].parent], "valid_from": REFORM}
            yield from _since(lists, row | since | {"valid_to": "", "source": NOW})
    for code, unit in begun.items():
        if code not in kept.values():
            source = ";".join((NOW, DOUBTED[code])) if code in DOUBTED else NOW
            row = _row(unit, new[code], homes[unit.parent], source) | {"valid_from": REFORM}
            yield from _since(lists, row)


def _since(lists: Lists, row: Row) -> Iterator[Row]:
    """A commune's versions since the reform; those of Đồng Nai pass from the province to the city."""
    now = lists.now[row["code"]]
    if now.parent != CITY_CODE:
        yield row
        return
    city = province_id(lists.now_provinces[CITY_CODE])
    yield row | {"valid_to": CITY}
    row = row | {"valid_from": CITY, "parent": city}
    if now.type != row["type"]:
        row |= {"type": now.type, "id": f"{city}.{slug(f'{now.type} {now.name}')}"}
        row["source"] += ";nq-237-nq-ubtvqh16"
    yield row


def _change(kind: str, old: str, new: str, *, part: bool, on: str, source: str) -> Row:
    return {"kind": kind, "from": old, "to": new, "part": "1" if part else "0", "on": on, "source": source}


def _province_changes(lists: Lists, ids: dict[str, str]) -> Iterator[Row]:
    for code, province in lists.provinces.items():
        home = home_id(lists, province.into)
        if home != ids[code]:
            yield _change("merge", ids[code], home, part=False, on=REFORM, source="nq-202-2025-qh15")
    new = province_id(lists.now_provinces[CITY_CODE])
    source = "nghien-cuu-2026;nq-30-2026-qh16"
    yield _change("rename", ids[CITY_CODE], new, part=False, on=CITY, source=source)


def _commune_changes(
    edges: list[Edge], lists: Lists, old: dict[str, str], new: dict[str, str]
) -> Iterator[Row]:
    """Where each old commune went: whole into one with others, in parts, or under a new name or type."""
    now = {unit.name: code for code, unit in lists.now.items() if code not in lists.first}
    into = Counter(edge.new for edge in edges)
    for edge in edges:
        if not edge.kept:
            code = edge.new if edge.new in lists.now else now[lists.first[edge.new].name]
            kind = "split" if not edge.whole else "rename" if into[edge.new] == 1 else "merge"
            source = ";".join(filter(None, (PAIRS, RESOLVED.get(lists.now[code].parent, ""))))
            yield _change(kind, old[edge.old], new[code], part=not edge.whole, on=REFORM, source=source)


def _city_changes(lists: Lists, new: dict[str, str]) -> Iterator[Row]:
    city = province_id(lists.now_provinces[CITY_CODE])
    for code, unit in begun_units(lists).items():
        now = lists.now[code]
        if unit.type != now.type:
            own = f"{city}.{slug(f'{now.type} {now.name}')}"
            source = f"{NOW};nq-237-nq-ubtvqh16"
            yield _change("rename", new[code], own, part=False, on=CITY, source=source)


def _text(name: str, rows: list[Row]) -> str:
    """A file in its canonical form, in the order of ids and dates."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS[name], lineterminator="\n")
    writer.writeheader()
    keys = ("from", "to", "on") if name == "changes" else ("id", "valid_from")
    writer.writerows(sorted(rows, key=lambda row: tuple(row[key] for key in keys)))
    return format_csv(out.getvalue())


def _differs(name: str, there: str, made: str) -> bool:
    """Whether the texts differ; names the first lines that do."""
    pairs = list(zip(there.split("\n"), made.split("\n"), strict=False))
    wrong = [(n, a, b) for n, (a, b) in enumerate(pairs, 1) if a != b][:3]
    for number, a, b in wrong:
        print(f"{name}.csv: line {number}:\n  there: {a}\n  made:  {b}")
    if there != made:
        print(f"{name}.csv differs; run: python3 -m scripts.import_units")
    return there != made


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
