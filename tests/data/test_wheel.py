"""What is installed elsewhere is what stands here: the wheel, with its data, away from this folder."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

LAUNCH = "import sys; sys.path.insert(0, sys.argv.pop(1)); from pipeline.cli import main; sys.exit(main())"
PACKAGES = ("pipeline", "gazetteer")
LEFT_OUT = {"__pycache__"}


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this tree, unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    [path] = folder.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def test_the_wheel_holds_every_file_of_its_packages(root: Path, wheel: Path) -> None:
    """Code and data of both packages are all there, and nothing of the tests or scripts."""
    files = {
        path.relative_to(root).as_posix()
        for package in PACKAGES
        for path in (root / package).rglob("*")
        if path.is_file() and not LEFT_OUT & set(path.parts)
    }
    packed = {path.relative_to(wheel).as_posix() for path in wheel.rglob("*") if path.is_file()}
    assert {path for path in packed if ".dist-info/" not in path} == files


def test_the_wheel_works_away_from_this_folder(root: Path, wheel: Path, tmp_path: Path) -> None:
    """Installed elsewhere, the command reads a sample document and writes its tasks."""
    document = min((root / "corpus").glob("*.txt"))
    command = [sys.executable, "-I", "-c", LAUNCH, str(wheel), "extract", str(document), "-o", str(tmp_path)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "tasks.jsonl").read_bytes()
