"""Archives and e-mails as folders."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.readers import containers
from pipeline.readers import entries as entries_module
from pipeline.readers.containers import is_container, member_bytes, members
from pipeline.readers.limits import DEFAULT_LIMITS, Limits
from tests.odt_files import odt, zipped

A, B = b"Giao So Noi vu.", b"Giao So Y te."


def listed(path: Path, limits: Limits = DEFAULT_LIMITS) -> dict[str, str]:
    """The members by path below `path`, each with the code of its error or nothing."""
    found = {}
    for member in members(str(path), limits):
        below = member.path.removeprefix(str(path)).removeprefix("/")
        found[below] = member.error.code if member.error else ""
    return found


def saved(folder: Path, data: bytes, name: str = "thu.zip") -> Path:
    """A file with these bytes."""
    path = folder / name
    path.write_bytes(data)
    return path


def entries(*pairs: tuple[zipfile.ZipInfo | str, bytes]) -> bytes:
    """A zip of these entries, whatever their names."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in pairs:
            archive.writestr(name, content)
    return data.getvalue()


def mail(*attached: tuple[bytes, str], body: str = "Kính gửi: Sở Y tế", html: str = "") -> bytes:
    """A mail with these files attached."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@b.vn", "c@d.vn", "Kế hoạch"
    message.set_content(body)
    if html:
        message.add_alternative(html, subtype="html")
    for data, name in attached:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def test_which_formats_hold_files() -> None:
    """Archives and mails hold files, office files do not."""
    assert [is_container(kind) for kind in ("zip", "eml", "docx", "text")] == [True, True, False, False]


def test_files_of_an_archive(tmp_path: Path) -> None:
    """An archive is a folder: its files are listed by path and read one by one; folders, links are none."""
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    data = entries(
        ("b.txt", B), ("2024/", b""), ("2024/kế hoạch.txt", A), (link, b"/etc/passwd"), ("./c//d.txt", A),
        ("x\\y.txt", B), ("__MACOSX/._b.txt", b"mac"),
    )  # fmt: skip
    path = saved(tmp_path, data)
    assert listed(path) == dict.fromkeys(["2024/kế hoạch.txt", "b.txt", "c/d.txt", "x/y.txt"], "")
    assert list(listed(path)) == sorted(listed(path))
    assert member_bytes(f"{path}/2024/kế hoạch.txt", DEFAULT_LIMITS) == A
    assert member_bytes(f"{path}/x/y.txt", DEFAULT_LIMITS) == B
    for missing in ("b", "2024", "b.txt/c", "z.txt"):
        with pytest.raises(InputError) as caught:
            member_bytes(f"{path}/{missing}", DEFAULT_LIMITS)
        assert caught.value.code in ("vanished", "unknown-format")


def test_archives_in_archives(tmp_path: Path) -> None:
    """Archives and mails inside are opened by their content; office files stay whole."""
    inner = zipped({"a.txt": A, "thu.eml": mail((B, "b.txt"))})
    path = saved(tmp_path, zipped({"in.dat": inner, "c.odt": odt("<text:p>a</text:p>")}))
    assert list(listed(path)) == ["c.odt", "in.dat/a.txt", "in.dat/thu.eml/b.txt", "in.dat/thu.eml/body.txt"]
    assert member_bytes(f"{path}/in.dat/thu.eml/b.txt", DEFAULT_LIMITS) == B


def test_the_same_name_twice(tmp_path: Path) -> None:
    """Files of one name are numbered, and each is read under its own."""
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = entries(("d/a.txt", A), ("d/a.txt", B), ("d/a (2).txt", b"c"))
    path = saved(tmp_path, data)
    assert list(listed(path)) == ["d/a (2) (2).txt", "d/a (2).txt", "d/a.txt"]
    assert member_bytes(f"{path}/d/a (2).txt", DEFAULT_LIMITS) == B


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("kế hoạch.txt".encode(), "kế hoạch.txt"),
        ("Quyê\u0301t đi\u0323nh.txt".encode("cp1258"), "Quyết định.txt"),
        (b"a\x8d.txt", "aì.txt"),
    ],
)
def test_names_of_other_systems(tmp_path: Path, raw: bytes, name: str) -> None:
    """A name without a declared encoding is UTF-8, else that of Vietnamese Windows, else that of DOS."""
    stand_in = "x" * len(raw)
    path = saved(tmp_path, entries((stand_in, A)).replace(stand_in.encode(), raw))
    assert list(listed(path)) == [name]
    assert member_bytes(f"{path}/{name}", DEFAULT_LIMITS) == A


@pytest.mark.parametrize(
    "name", ["../a.txt", "a/../../b.txt", "/etc/passwd", "C:\\a.txt", "a\\..\\b", "..", "a\nb"]
)
def test_unsafe_paths(tmp_path: Path, name: str) -> None:
    """A name that leads out of the archive is refused by name; the other files are read."""
    path = saved(tmp_path, entries((name, B), ("a.txt", A)))
    found = members(str(path), DEFAULT_LIMITS)
    assert sorted(member.error.code if member.error else "" for member in found) == ["", "unsafe-path"]
    for member in found:
        below = Path(member.path).relative_to(path)
        assert ".." not in below.parts
        if member.error:
            assert member.error.details == {"entry": name}
            with pytest.raises(InputError):
                member_bytes(member.path, DEFAULT_LIMITS)


def test_a_name_with_a_nul_is_unsafe(tmp_path: Path) -> None:
    """A name that ends early for some programs is refused."""
    path = saved(tmp_path, entries(("a.txt.exe", A)).replace(b"a.txt.exe", b"a.txt\0exe"))
    assert list(listed(path).values()) == ["unsafe-path"]


def test_one_bad_file_does_not_lose_the_others(tmp_path: Path) -> None:
    """A locked and a damaged file and a damaged archive inside are listed with their errors."""
    locked = zipfile.ZipInfo("locked.txt")
    data = bytearray(
        entries((locked, A), ("ok.txt", A), ("bad.txt", b"x" * 500), ("in.zip", entries(("a", A))[:50]))
    )
    for place in (data.find(b"PK\x03\x04") + 6, data.find(b"PK\x01\x02") + 8):
        data[place] |= 1
    place = data.find(b"bad.txt") + len("bad.txt")
    data[place : place + 4] = b"\xff\xff\xff\xff"
    path = saved(tmp_path, bytes(data))
    assert listed(path) == {"bad.txt": "broken-file", "in.zip": "", "locked.txt": "encrypted", "ok.txt": ""}
    with pytest.raises(InputError) as caught:
        member_bytes(f"{path}/locked.txt", DEFAULT_LIMITS)
    assert caught.value.code == "encrypted"


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (zipped({"a": A})[:40], "thu.zip", "broken-file"),
        (b"abc", "thu.zip", "unknown-format"),
        (b"Rar!\x1a\x07\x01", "thu.rar", "unknown-format"),
    ],
)
def test_what_is_no_archive(tmp_path: Path, data: bytes, name: str, code: str) -> None:
    """An archive that cannot be opened is itself the member with the error."""
    assert listed(saved(tmp_path, data, name)) == {"": code}


def test_files_that_are_not_there(tmp_path: Path) -> None:
    """A missing file, a folder and one too large are errors, never crashes."""
    assert listed(tmp_path / "a.zip") == {"": "vanished"}
    assert listed(tmp_path) == {"": "unreadable"}
    path = saved(tmp_path, zipped({"a": A}))
    assert listed(path, Limits(size=10)) == {"": "too-large"}
    for wrong in (tmp_path / "a.zip" / "b", Path("x" * 5_000) / "y"):
        with pytest.raises(InputError) as caught:
            member_bytes(str(wrong), DEFAULT_LIMITS)
        assert caught.value.code == "vanished"


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    """Files beyond the limits are refused by what they would unpack to, one by one and together."""
    path = saved(tmp_path, entries(*((f"{number}.txt", bytes(2_000_000)) for number in range(9))))
    assert path.stat().st_size < 50_000
    assert set(listed(path, Limits(size=1_000_000)).values()) == {"unpacks-too-large"}
    found = listed(path, Limits(unpacked=5_000_000))
    assert found == {"": "unpacks-too-large", "0.txt": "", "1.txt": ""}


def test_a_lying_entry_is_broken(tmp_path: Path) -> None:
    """An entry that unpacks to more than it declares is read no further than that, and is damaged."""
    data = bytearray(entries(("a.txt", bytes(3_000_000))))
    for place in (data.find(b"PK\x03\x04") + 22, data.find(b"PK\x01\x02") + 24):
        data[place : place + 4] = (1_000).to_bytes(4, "little")
    assert listed(saved(tmp_path, bytes(data))) == {"a.txt": "broken-file"}


def test_archives_nested_without_end(tmp_path: Path) -> None:
    """Archives inside archives are opened to the depth allowed, and no more files than allowed are listed."""
    data = zipped({"a.txt": A})
    for _ in range(5):
        data = zipped({f"{number}.zip": data for number in range(4)})
    path = saved(tmp_path, data)
    deep = listed(path)
    assert set(deep.values()) == {"too-deep"}
    assert {name.count("/") for name in deep} == {3}
    few = listed(path, Limits(entries=30, depth=9))
    assert few.pop("") == "too-many-entries"
    assert set(few.values()) == {""}


def test_too_many_entries(tmp_path: Path) -> None:
    """Beyond the limit the archive itself is an error, beside the files before."""
    path = saved(tmp_path, zipped({f"{number}.txt": A for number in range(5)}))
    assert listed(path, Limits(entries=3)) == {
        "": "too-many-entries", "0.txt": "", "1.txt": "", "2.txt": ""
    }  # fmt: skip


def test_a_mail(tmp_path: Path) -> None:
    """A mail holds its words and what is attached; plain words come before the same as a page."""
    path = saved(tmp_path, mail((A, "kế hoạch.doc"), (B, "a/b.txt"), html="<p>Kính gửi: Sở</p>"), "thu.eml")
    assert list(listed(path)) == ["a_b.txt", "body.txt", "kế hoạch.doc"]
    assert member_bytes(f"{path}/body.txt", DEFAULT_LIMITS).decode("utf-8-sig").strip() == "Kính gửi: Sở Y tế"
    assert member_bytes(f"{path}/kế hoạch.doc", DEFAULT_LIMITS) == A


def test_a_mail_without_plain_words(tmp_path: Path) -> None:
    """Without words in plain text those of the page are taken, without any there is no body."""
    path = saved(tmp_path, mail((A, "a.txt"), (B, "a.txt"), body=" \n", html="<p>Giao Sở</p>"), "thu.eml")
    assert list(listed(path)) == ["a (2).txt", "a.txt", "body.html"]
    path = saved(tmp_path, mail((A, "a.txt"), body=" ", html="<p> </p>"), "thu.eml")
    assert list(listed(path)) == ["a.txt"]


def test_a_mail_in_a_mail(tmp_path: Path) -> None:
    """A mail passed on is a folder in the mail; signatures are no files; nameless parts are numbered."""
    outer = EmailMessage()
    outer["From"], outer["To"] = "a@b.vn", "c@d.vn"
    inner = EmailMessage()
    inner["From"], inner["To"] = "e@f.vn", "g@h.vn"
    inner.set_content("Giao Sở Y tế")
    outer.add_attachment(inner)
    outer.add_attachment(b"x", maintype="application", subtype="pkcs7-signature", filename="smime.p7s")
    outer.add_attachment(b"\x89PNG\r\n", maintype="image", subtype="png")
    path = saved(tmp_path, outer.as_bytes(), "thu.eml")
    assert list(listed(path)) == ["message.eml/body.txt", "part-2"]


@pytest.mark.parametrize("charset", ["windows-1258", "no-such-charset", None])
def test_words_of_a_mail_without_a_known_charset(tmp_path: Path, charset: str | None) -> None:
    """Words come in UTF-8; where the mail declares nothing that holds they come as they are."""
    declared = f"Content-Type: text/plain; charset={charset}\n" if charset else ""
    words = "Giao Sơ\u0309 Y tê\u0301"
    data = f"From: a\nTo: b\n{declared}\n".encode() + words.encode("cp1258")
    path = saved(tmp_path, data, "thu.eml")
    read = member_bytes(f"{path}/body.txt", DEFAULT_LIMITS)
    wanted = words.encode("utf-8-sig") if charset == "windows-1258" else words.encode("cp1258")
    assert read == wanted


def test_a_mail_nested_without_end(tmp_path: Path) -> None:
    """Parts inside parts without end are refused."""
    data = b"From: a\nTo: b\n" + b"Content-Type: message/rfc822\n\n" * 5_000 + b"From: a\n\nx"
    assert listed(saved(tmp_path, data, "thu.eml")) in ({"": "too-complex"}, {"": "broken-file"})


def test_an_archive_is_opened_once_for_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files of an archive are read without opening it anew each time; a changed archive is."""
    opened: list[int] = []

    def list_entries(data: bytes, path: str, limits: Limits) -> Sequence[object]:
        opened.append(len(data))
        return original(data, path, limits)

    original = entries_module.list_entries
    monkeypatch.setattr(containers, "list_entries", list_entries)
    path = saved(tmp_path, zipped({"a.txt": A, "b.txt": B}))
    assert [member_bytes(f"{path}/{name}", DEFAULT_LIMITS) for name in ("a.txt", "b.txt")] == [A, B]
    assert len(opened) == 1
    saved(tmp_path, zipped({"a.txt": A + B}))
    assert member_bytes(f"{path}/a.txt", DEFAULT_LIMITS) == A + B
    assert len(opened) == 2
