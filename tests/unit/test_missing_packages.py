"""A package that only some formats need may be missing."""

from __future__ import annotations

import sys

import pytest

from pipeline.errors import InputError
from pipeline.readers import read_source
from pipeline.readers.tools import EXTRAS


@pytest.mark.parametrize(("package", "name", "data"), [
    ("lxml", "a.html", b"<html><body><p>Giao</p></body></html>"),
    ("pypdfium2", "a.pdf", b"%PDF-1.4"),
])  # fmt: skip
def test_a_missing_package_is_named_with_its_remedy(
    package: str, name: str, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error says which extra of this project brings it."""
    for loaded in [one for one in sys.modules if one.startswith(f"pipeline.readers.{name.split('.')[1]}")]:
        monkeypatch.delitem(sys.modules, loaded)
    for loaded in [one for one in sys.modules if one == "pipeline.readers.markup"]:
        monkeypatch.delitem(sys.modules, loaded)
    for loaded in [one for one in sys.modules if one.partition(".")[0] == package]:
        monkeypatch.setitem(sys.modules, loaded, None)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(InputError) as caught:
        read_source(name, data)
    assert caught.value.code == "missing-tool"
    assert f"giaoviec[{EXTRAS[package]}]" in caught.value.remedy()
