"""The lock file fits what pyproject.toml asks for, and the check sees where one does not."""

from __future__ import annotations

from scripts import lock

LINE = "{}=={} \\\n    --hash=sha256:" + 64 * "0" + "\n"
PROJECT = '[project]\ndependencies = ["Alpha_Beta>=2"]\n[project.optional-dependencies]\ndev = ["gamma"]\n'


def test_the_lock_file_meets_every_requirement() -> None:
    """Whatever pyproject.toml asks for is locked, with hashes, in a version that will do."""
    project, text = lock.PROJECT.read_text(encoding="utf-8"), lock.LOCK.read_text(encoding="utf-8")
    assert list(lock.faults(project, text)) == []


def test_a_fitting_lock_has_no_faults() -> None:
    """Names are compared as package indexes do, whatever their capitals and hyphens."""
    assert list(lock.faults(PROJECT, LINE.format("alpha-beta", "2.1") + LINE.format("gamma", "1"))) == []


def test_a_missing_package_an_old_version_and_a_line_without_hash_are_named() -> None:
    """Each way of not fitting gives a fault of its own."""
    found = list(lock.faults(PROJECT, LINE.format("alpha-beta", "1.9") + "delta==3\n"))
    assert [fault.split(",")[0] for fault in found] == [
        "requirements.lock: no hashes",
        "pyproject.toml asks for Alpha_Beta>=2",
        "pyproject.toml asks for gamma",
    ]


def test_another_installed_version_is_named() -> None:
    """An environment that has drifted from the lock is told apart from one that has not."""
    assert "pytest 0.0.1" in next(lock.differences(LINE.format("pytest", "0.0.1")))
    assert list(lock.differences(LINE.format("no-such-package-here", "1"))) == []
