"""How damaged names are linked, and that bodies outside the gazetteer are not.

    .venv/bin/python -m scripts.bench.names                 500 cases each; status 1 below the bounds
    .venv/bin/python -m scripts.bench.names --verbose       name every case that is not right
    .venv/bin/python -m scripts.bench.names --count 5000 --seed 7

In: the gazetteer alone. A damaged name is right where its own entity comes out, with or without a doubt; a
body that the gazetteer does not know is right where no entity comes out. Bounds: 97 % of the damaged names,
and not one wrong link of the others.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator

from gazetteer import load_gazetteer
from gazetteer.state.linking import AMBIGUOUS
from pipeline.mentions.agencies.resolve import resolve
from scripts.bench.name_cases import Case, Pool, damaged
from scripts.bench.name_strangers import strangers

SEED, COUNT = 20251121, 500
BOUND = 0.97
VERDICTS = ("right", "unknown", "ambiguous", "wrong")


def judge(case: Case, pool: Pool) -> tuple[str, str]:
    """The verdict on one case, and the id that came out."""
    found = resolve(case.words, pool.gazetteer, case.issuer, case.on)
    id_ = (found.agency_id or "") if found else ""
    if id_:
        return ("right" if id_ == case.wanted else "wrong"), id_
    if not case.wanted:
        return "right", ""
    return ("ambiguous" if found and found.doubt == AMBIGUOUS else "unknown"), ""


def table(judged: Iterable[tuple[Case, str, str]], key: str) -> Iterator[str]:
    """Verdicts by kind or by level."""
    counts: dict[str, Counter[str]] = {}
    for case, verdict, _ in judged:
        counts.setdefault(getattr(case, key), Counter())[verdict] += 1
    yield f"{key:24}" + "".join(f"{verdict:>11}" for verdict in VERDICTS) + f"{'cases':>8}{'share':>8}"
    for name, found in (*sorted(counts.items()), ("all", sum(counts.values(), Counter()))):
        cells = "".join(f"{found[verdict]:11}" for verdict in VERDICTS)
        yield f"{name:24}{cells}{found.total():8}{found['right'] / found.total():8.3f}"


def main(arguments: list[str]) -> int:
    """Judge both sets; the status is 1 where a bound is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--count", type=int, default=COUNT, metavar="N")
    parser.add_argument("--seed", type=int, default=SEED, metavar="N")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args(arguments)
    pool, status = Pool(load_gazetteer()), 0
    for title, draw in (("damaged names", damaged), ("bodies that are not in the gazetteer", strangers)):
        chance = random.Random(options.seed)  # noqa: S311  # no secret, the same cases every time
        judged = [(case, *judge(case, pool)) for case in draw(pool, chance, options.count)]
        print(title, *table(judged, "kind"), "", *table(judged, "level"), "", sep="\n")
        for case, verdict, id_ in judged if options.verbose else ():
            if verdict != "right":
                print(f"{verdict:10}{case.on}  {case.words}  [{case.wanted}] {id_}")
        wrong = sum(verdict == "wrong" for _, verdict, _ in judged)
        right = sum(verdict == "right" for _, verdict, _ in judged) / len(judged)
        status |= right < BOUND or (draw is strangers and wrong > 0)
    return int(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
