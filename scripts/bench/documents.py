"""What the benchmarks run over, and the one way in which they run `giaoviec extract`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scripts.environment import ROOT

CORPUS = ROOT / "corpus"
CORPUS_GOLD = ROOT / "annotations" / "gold"
DIRECTIVES_GOLD = ROOT / "annotations" / "directives"
SHARED = ROOT.parent / "shared"
SHARED_GOLD = SHARED / "gold"
SHARED_TEXTS = SHARED / "directives" / "text"
COMMAND = (sys.executable, "-m", "pipeline.cli", "extract")

SOME_UNREAD = 3  # the exit status of a run that was complete but for some documents

Record = dict[str, Any]


def texts(*folders: Path) -> tuple[Path, ...]:
    """Every text document in `folders`, by name; a folder that is missing holds none."""
    return tuple(path for folder in folders for path in sorted(folder.glob("*.txt")))


def extract(inputs: Sequence[Path], out: Path, *, tree: Path = ROOT, options: Sequence[str] = ()) -> None:
    """Run the extraction of the checkout at `tree` in a fresh process, with further `options`.

    A document that cannot be read is named on stderr and left out. `CalledProcessError` if the run fails.
    """
    command = [*COMMAND, "--quiet", *options, *map(str, inputs), "-o", str(out)]
    done = subprocess.run(command, cwd=tree, env={**os.environ, "PYTHONPATH": str(tree)}, check=False)
    if done.returncode not in (0, SOME_UNREAD):
        raise subprocess.CalledProcessError(done.returncode, command)


def records(path: Path) -> list[Record]:
    """Every record of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
