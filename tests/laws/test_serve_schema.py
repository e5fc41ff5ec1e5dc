"""The API against its own description, by schemathesis: every operation, every check that it has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import Status, events, from_schema

from pipeline.serve import Settings, TokenFile, add_token, make_app
from tests.stores import KINDS, NOI_VU, Databases, assignee, deadline, document, fill, task

pytest_plugins = ("tests.databases",)

OPERATIONS = 9
CONFIG: dict[str, Any] = {
    "seed": 1,
    "generation": {"deterministic": True, "max-examples": 10, "database": "none"},
    "continue-on-failure": True,
    "cache": {"enabled": False},
    "suppress-health-check": ["all"],
    "operations": [
        {
            # Which tasks go with which document no schema can say, and pydantic takes false for 0.
            "include-path": "/v1/records",
            "checks": {
                "positive_data_acceptance": {"enabled": False},
                "negative_data_rejection": {"enabled": False},
            },
        }
    ],
}


def found(url: str, folder: Path) -> Iterator[events.EngineEvent]:
    """Everything that happens while the API of a small store is tried out."""
    first = task("Giao Sở Nội vụ", 1, assignees=[assignee(NOI_VU)], deadlines=[deadline("2023-09-30")])
    second = task("Báo cáo", 2, kind="closing", review=["no-lead"])
    fill(url, folder / "first", [(document(), [first, second]), (document("vb-2"), [])]).close()
    fill(url, folder / "second", [(document(title="Về việc khác"), [first])]).close()
    secret = add_token(folder / "tokens.toml", "all", ["read", "write"])
    app = make_app(url, Settings(tokens=TokenFile(folder / "tokens.toml"), rate=1_000_000))
    config = SchemathesisConfig.from_dict({**CONFIG, "headers": {"Authorization": f"Bearer {secret}"}})
    schema = schemathesis.openapi.from_asgi("/openapi.json", app, config=config)
    try:
        yield from from_schema(schema).execute()
    finally:
        app.state.desk.close()


@pytest.mark.parametrize("kind", KINDS)
def test_the_api_is_as_it_is_described(kind: str, databases: Databases, tmp_path: Path) -> None:
    """Whatever is asked, well or badly, the answer is one that the description allows, and we never fail."""
    wrong: list[str] = []
    asked: set[str] = set()
    for event in found(databases.new(kind), tmp_path):
        if isinstance(event, events.NonFatalError | events.FatalError):
            wrong.append(repr(event))
        if isinstance(event, events.ScenarioFinished):
            asked |= {f"{case.value.method} {case.value.path}" for case in event.recorder.cases.values()}
            for checks in event.recorder.checks.values():
                wrong += [repr(check.failure_info) for check in checks if check.status == Status.FAILURE]
    assert wrong == []
    assert len(asked) >= OPERATIONS
