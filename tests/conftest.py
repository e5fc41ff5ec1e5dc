"""What every test can use: where the shared documents lie, and how hypothesis draws."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
NO_SHARED = "needs the real documents in ../shared, which are not part of this repository"

# The same examples on every machine; `--hypothesis-profile=wide` draws new ones, and more of them.
settings.register_profile("same", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("wide", deadline=None, max_examples=2_000)
settings.load_profile("same")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that accepts the records of the sample directives as they are now."""
    parser.addoption(
        "--accept-golden", action="store_true", help="write tests/golden anew from today's records"
    )


@pytest.fixture(scope="session")
def root() -> Path:
    """The top folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents beside the repository; the test is skipped where it is missing."""
    if not SHARED.is_dir():
        pytest.skip(NO_SHARED)
    return SHARED


@pytest.fixture(scope="session")
def shared_gold(shared: Path) -> tuple[Path, ...]:
    """The texts of the real documents that have gold annotations, by name."""
    return tuple(path for path in sorted((shared / "gold").glob("*.txt")))


@pytest.fixture(scope="session")
def shared_texts(shared: Path, shared_gold: tuple[Path, ...]) -> tuple[Path, ...]:
    """The texts of all real documents, with gold or without, by name."""
    return (*shared_gold, *sorted((shared / "directives" / "text").glob("*.txt")))
