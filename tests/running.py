"""The fixture that runs the command in this process. A plugin for pytest."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import cli
from tests.commands import Giaoviec, Ran


@pytest.fixture
def giaoviec(capsys: pytest.CaptureFixture[str]) -> Giaoviec:
    """Run the command."""

    def run(*argv: str | Path) -> Ran:
        code = cli.main(list(map(str, argv)))
        return Ran(code, *capsys.readouterr())

    return run
