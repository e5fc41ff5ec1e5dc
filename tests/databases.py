"""Fixtures of tests of stores: a fresh database of each kind for every test. A plugin for pytest."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.postgresql import cluster, programs
from tests.stores import KINDS, Databases


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Databases of both kinds; where PostgreSQL is not installed its tests are skipped."""
    folder, found = tmp_path_factory.mktemp("stores"), programs()
    if found is None:
        yield Databases(folder, None)
        return
    with cluster(found) as server:
        yield Databases(folder, server)


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, databases: Databases) -> str:
    """The address of an empty store, once of each kind."""
    return databases.new(request.param)
