"""Kill -9 at 200 random moments of loads: nothing lost, nothing doubled.

    .venv/bin/python -m scripts.bench.kills [--kills 200] [--tasks 4000] [--url URL] [--seed 1]

Two folders of records of the same documents are loaded by turns into a SQLite file, or into the empty
database at URL; every load is killed at a random moment. After each kill
the store must hold exactly what the one folder says or what the other says, and its history must lead there.
Ends with status 1 at the first store that does not.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import orjson

from pipeline.store import Store, changes, load, open_store, records
from scripts.bench.made_records import write_records
from scripts.environment import ROOT

LOAD: Final = """
import sys
from pathlib import Path
from gazetteer import load_gazetteer
from pipeline.store import load
load_gazetteer()
print(flush=True)
load(Path(sys.argv[1]), sys.argv[2])
"""

_LONGEST: Final = 1.3
"""How long a load may go on, of the time that a whole one takes: some shall be complete."""

Lines = tuple[bytes, ...]
State = tuple[Lines, Lines]
Proof = Callable[[Sequence[Path], str, int, random.Random], Counter[str]]


def said(out: Path) -> State:
    """What a folder says: the lines of its documents and of its tasks, sorted."""
    documents, tasks = (sorted((out / f"{name}.jsonl").open("rb")) for name in ("documents", "tasks"))
    return tuple(documents), tuple(tasks)


def kept(store: Store) -> State:
    """What a store says, in the same form."""
    found = list(records(store))
    return tuple(sorted(one.document for one in found)), tuple(sorted(t for one in found for t in one.tasks))


def follow(store: Store, tasks: set[str], cursor: int) -> int:
    """Do to the ids of the live tasks what happened behind a cursor; return the cursor for the next time."""
    more = True
    while more:
        page = changes(store, cursor)
        for change in page.changes:
            if change.item == "task" and change.kind == "withdrawn":
                tasks.remove(change.id)
            elif change.item == "task":
                tasks.add(change.id)
        cursor, more = page.cursor, page.more
    return cursor


def correct(out: Path, to: Path, chance: random.Random) -> None:
    """Write the records of a folder with half of the tasks changed, and some gone."""
    to.mkdir()
    (to / "documents.jsonl").write_bytes((out / "documents.jsonl").read_bytes())
    with (out / "tasks.jsonl").open("rb") as lines, (to / "tasks.jsonl").open("wb") as corrected:
        for line in lines:
            fields: dict[str, Any] = orjson.loads(line)
            fate = chance.random()
            if fate < 0.5:  # noqa: PLR2004
                fields["text"] += " (sửa)"
            if fate < 0.9:  # noqa: PLR2004
                corrected.write(orjson.dumps(fields, option=orjson.OPT_APPEND_NEWLINE))


def killed(code: str, arguments: Sequence[str | Path], after: float) -> bool:
    """Run code in a process, kill it so long after its first line; return whether it was still at work."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        if process.stdout:
            process.stdout.readline()
        time.sleep(after)
        running = process.poll() is None
        process.kill()
    return running


def prove(outs: Sequence[Path], url: str, kills: int, chance: random.Random) -> Counter[str]:
    """Kill loads; return how often what was found. Raises AssertionError at a store that is neither."""
    states = [said(out) for out in outs]
    load(outs[0], url)
    begin = time.perf_counter()
    load(outs[1], url)
    whole, now = time.perf_counter() - begin, 1
    found: Counter[str] = Counter()
    ids, cursor = set[str](), 0
    for _ in range(kills):
        other = 1 - now
        running = killed(LOAD, (outs[other], url), chance.uniform(0, _LONGEST * whole))
        with open_store(url) as store:
            state, cursor = kept(store), follow(store, ids, cursor)
        if state not in states or len(ids) != len(state[1]):
            raise AssertionError(f"neither the old records nor the new ones: {url}")
        now = states.index(state)
        end, result = "killed" if running else "ended", "complete" if now == other else "as it was"
        found[f"{end}, {result}"] += 1
    return found


def run(proof: Proof, about: str | None, tasks: int) -> int:
    """Run a proof as the arguments ask for, on so many tasks unless they say, and print what it found.

    `proof` gets the folders of two states of the same records, the URL of an empty store, how often to kill,
    and the chance; it raises AssertionError, which makes the exit status 1.
    """
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--tasks", type=int, default=tasks)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--url")
    options = parser.parse_args()
    chance = random.Random(options.seed)  # noqa: S311 - nothing secret
    with tempfile.TemporaryDirectory() as name:
        outs = Path(name, "old"), Path(name, "new")
        write_records(outs[0], tasks=options.tasks)
        correct(*outs, chance)
        try:
            found = proof(outs, options.url or str(Path(name, "store.db")), options.kills, chance)
        except AssertionError as error:
            print(error, file=sys.stderr)
            return 1
    for what, times in sorted(found.items()):
        print(f"{what:24} {times:6}")
    return 0


if __name__ == "__main__":
    sys.exit(run(prove, __doc__, 4_000))
