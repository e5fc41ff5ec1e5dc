"""Run the proof and print how it ended; status 1 where a tracker is not equal to the store."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from scripts.demo_tracker.proof import Result, prove
from scripts.environment import ROOT

MOST_LISTED = 10


def main() -> int:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--documents", type=Path, default=ROOT / "corpus")
    options = parser.parse_args()
    texts = sorted(options.documents.glob("*.txt"))
    with tempfile.TemporaryDirectory() as name:
        results = prove(texts, Path(name), options.kills, options.seed)
    print("| way | kills while importing | changes | added | changed | withdrawn | restored | equal |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |")
    for result in results:
        print(_row(result))
    for state, count in sorted(results[0].states.items()):
        print(f"{count:6} {state}")
    wrong = [f"{result.way}: {line}" for result in results for line in result.differences]
    for line in wrong[:MOST_LISTED]:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


def _row(result: Result) -> str:
    counts = " | ".join(
        f"{result.kinds.get(kind, 0)}" for kind in ("added", "changed", "withdrawn", "restored")
    )
    equal = "no" if result.differences else "yes"
    return f"| {result.way} | {result.kills} | {result.changes} | {counts} | {equal} |"


if __name__ == "__main__":
    sys.exit(main())
