from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.engine import Options, run
from pipeline.engine import batch as batch_module
from pipeline.readers import Limits, read_source
from pipeline.source import Source
from tests import fakes

FILES = ("documents.jsonl", "tasks.jsonl", "errors.jsonl")
TEXTS = (
    "",
    "Giao A làm.\n",
    "ID x\nGiao B làm.\n",
    "BUG",
    "Không có việc.",
    "ID x\nGiao C làm.\nGiao D làm.\n",
)


@pytest.fixture(autouse=True, scope="module")
def _version() -> None:
    """The version of the software, which these tests do not depend on."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batch_module, "software_id", lambda version: "software")  # noqa: ARG005


class Stop(BaseException):
    """Ends a run at a chosen place."""


def write(folder: Path, texts: Sequence[str]) -> list[str]:
    """Write one file a text; return the paths."""
    paths = [folder / f"{i:03}.txt" for i in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return list(map(str, paths))


def results(inputs: Sequence[str], out: Path, options: Options) -> tuple[bytes, ...]:
    """Run with the fake extractor; return the bytes of the record files."""
    run(inputs, out, options, read=read_source, extract=fakes.extract)
    return tuple((out / name).read_bytes() for name in FILES)


def test_any_number_of_processes_gives_the_same_bytes(tmp_path: Path) -> None:
    """One process, two, four: the record files do not tell."""
    inputs = write(tmp_path, [TEXTS[i % len(TEXTS)] + f"Giao X làm {i}." * (i % 2) for i in range(90)])
    alone, two, four = (
        results(inputs, tmp_path / f"out{workers}", Options(workers=workers)) for workers in (1, 2, 4)
    )
    assert alone == two == four


@settings(max_examples=25)
@given(texts=st.lists(st.sampled_from(TEXTS), min_size=1, max_size=8), data=st.data())
def test_any_order_of_the_inputs_gives_the_same_bytes(texts: list[str], data: st.DataObject) -> None:
    """Files may be named in any order, and more than once."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        inputs = write(folder, texts)
        shuffled = [*data.draw(st.permutations(inputs)), *data.draw(st.lists(st.sampled_from(inputs)))]
        first, second = (results(some, folder / "out", Options(workers=1)) for some in (inputs, shuffled))
        assert first == second


@settings(max_examples=25)
@given(
    texts=st.lists(st.sampled_from(TEXTS), min_size=1, max_size=8),
    stops=st.lists(st.integers(0, 8), max_size=3),
)
def test_any_interruptions_give_the_bytes_of_an_undisturbed_run(texts: list[str], stops: list[int]) -> None:
    """A run that is stopped after any number of files, and its resumption again, ends with the same files."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        inputs = write(folder, texts)
        for stop in stops:
            left = [stop]

            def read(path: str, /, *, limits: Limits, left: list[int] = left) -> Source:
                left[0] -= 1
                if left[0] < 0:
                    raise Stop
                return read_source(path, limits=limits)

            with contextlib.suppress(Stop):
                run(inputs, folder / "out", Options(workers=1), read=read, extract=fakes.extract)
        whole = results(inputs, folder / "whole", Options(workers=1))
        assert results(inputs, folder / "out", Options(workers=1)) == whole
