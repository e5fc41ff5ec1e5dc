"""The tracker's own asking: the changes behind its cursor, page by page, for ever.

GIAOVIEC_TOKEN=… python -m scripts.demo_tracker.poll DATABASE ADDRESS
"""

from __future__ import annotations

import json
import os
import sys
import time
import urllib.request
from http.client import HTTPException
from pathlib import Path
from typing import Final

from scripts.demo_tracker.tracker import TaskTracker

PAGE: Final = 20
_MOMENT: Final = 0.1
"""Seconds between two questions when there is nothing new, or no answer."""


def poll(tracker: TaskTracker, address: str, token: str) -> bool:
    """Import a page; return whether there is another.

    Raises OSError or HTTPException where there is no good answer, OtherStoreError where another store is
    served than before.
    """
    url = f"{address}/v1/changes?since={tracker.cursor}&limit={PAGE}"
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"})  # noqa: S310 - ours
    with urllib.request.urlopen(request, timeout=10) as response:  # noqa: S310
        page = json.load(response)
    tracker.take(page["changes"], page["cursor"], store=page["store"])
    return bool(page["more"])


def main(database: str, address: str) -> None:
    """Poll until killed."""
    tracker, token = TaskTracker(Path(database)), os.environ["GIAOVIEC_TOKEN"]
    while True:
        try:
            more = poll(tracker, address, token)
        except (OSError, HTTPException):
            more = False
        if not more:
            time.sleep(_MOMENT)


if __name__ == "__main__":
    main(*sys.argv[1:])
