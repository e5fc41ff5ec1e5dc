"""Zip files within bounds."""

from __future__ import annotations

import zipfile

import pytest

from pipeline.errors import InputError
from pipeline.readers import zips
from tests.odt_files import zipped


def unpacked(data: bytes, most: int = 1_000) -> bytes:
    """The first file of a zip."""
    with zips.open_zip(data, "a.docx", "docx") as archive:
        return zips.unpack(archive, archive.infolist()[0], most=most, file="a.docx", kind="docx")


def code(data: bytes, most: int = 1_000) -> str:
    """The error about the first file of a zip."""
    with pytest.raises(InputError) as caught:
        unpacked(data, most)
    assert caught.value.file == "a.docx"
    return caught.value.code


def test_unpacks_within_bounds() -> None:
    """A file is unpacked up to the limit, and beyond it not at all."""
    data = zipped({"a": "x" * 1_000})
    assert unpacked(data) == b"x" * 1_000
    assert code(data, 999) == "unpacks-too-large"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_methods(method: int) -> None:
    """A method that no office program writes, damaged, is a damaged file too."""
    data = bytearray(zipped({"a": "x" * 1_000}))
    for place in (data.find(b"PK\x03\x04") + 8, data.find(b"PK\x01\x02") + 10):
        data[place] = method
    assert code(bytes(data)) == "broken-file"


def test_damage_is_named() -> None:
    """A zip without contents, with wrong bytes or with an unknown method is broken."""
    data = zipped({"a": "x" * 1_000})
    assert code(data[:40]) == "broken-file"
    place = data.find(b"PK\x01\x02")
    assert code(data[: place + 16] + b"\xff\xff\xff\xff" + data[place + 20 :]) == "broken-file"
    assert code(data.replace(b"\x08\0", b"\x63\0")) == "broken-file"


def test_a_table_of_contents_without_end_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A zip with more entries than anyone reads is refused before its entries are."""
    monkeypatch.setattr(zips, "_MOST_ENTRIES", 3)
    with pytest.raises(InputError) as caught:
        zips.open_zip(zipped({str(number): "" for number in range(4)}), "a.zip")
    assert caught.value.code == "too-many-entries"
