"""The published JSON Schemas: copies, under version control, of what the record models say.

    .venv/bin/python -m scripts.schemas            write them
    .venv/bin/python -m scripts.schemas --check    are they what the models say today? status 1 if not

In: pipeline/records. Out: pipeline/schemas/*.schema.json.
"""

from __future__ import annotations

import sys

from pipeline.schemas import make_schemas
from scripts.environment import ROOT

FOLDER = ROOT / "pipeline" / "schemas"


def main(arguments: list[str]) -> int:
    """Write or check; the exit status is 1 if a schema is missing, left over or not today's."""
    made = make_schemas()
    if "--check" not in arguments:
        for name, schema in made.items():
            (FOLDER / name).write_bytes(schema)
        return 0
    here = {path.name: path.read_bytes() for path in FOLDER.glob("*.json")}
    stale = sorted(name for name in made.keys() | here.keys() if made.get(name) != here.get(name))
    for name in stale:
        print(f"{FOLDER / name} is not what the models say; run: .venv/bin/python -m scripts.schemas")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
