"""Old Word files, through the programs that are installed."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.readers import antiword, office
from pipeline.readers.limits import DEFAULT_LIMITS, Limits
from pipeline.readers.tools import find_tool, run_tool
from pipeline.source import Remark

RTF = (
    r"{\rtf1\ansi K\u237?nh g\u7917?i: S\u7903? Y t\u7871?\par\par"
    r"\trowd\cellx1000\cellx3000\intbl TT\cell Vi\u7879?c\cell\row\pard "
    + r"S\u7903? Y t\u7871? ch\u7911? tr\u236?, ph\u7889?i h\u7907?p th\u7921?c hi\u7879?n. " * 40
    + r"\par}"
)
DOCBOOK = """<?xml version="1.0"?><book><title>T</title><bookinfo><title>T</title></bookinfo><chapter>
<title>KẾ HOẠCH</title><para>
a <emphasis>b</emphasis>
</para><orderedlist><listitem><para>Việc một</para></listitem><listitem><para>Việc khác</para></listitem>
</orderedlist><para><informaltable><tgroup cols='2'><tbody><row><entry>x
y</entry><entry>z|</entry></row></tbody></tgroup></informaltable></para></chapter></book>"""
PLAIN = "KẾ HOẠCH\n\n a b\n\n   2. Việc một\n"


@pytest.fixture(scope="module")
def word(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A .doc that LibreOffice makes; the test is skipped where it is not installed."""
    soffice = find_tool("soffice")
    if soffice is None:
        pytest.skip("needs LibreOffice to make a .doc")
    folder = tmp_path_factory.mktemp("word")
    (folder / "a.rtf").write_text(RTF, encoding="ascii")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = ["--headless", "--convert-to", "doc:MS Word 97", "--outdir", str(folder), str(folder / "a.rtf")]
    run_tool([soffice, profile, *options], seconds=120)
    return (folder / "a.doc").read_bytes()


@pytest.fixture
def tools(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The programs that are installed, as a test sets them."""
    found: dict[str, str] = {}
    monkeypatch.setattr(office, "find_tool", found.get)
    return found


def program(folder: Path, code: str) -> str:
    """A program that runs this Python."""
    file = folder / "program"
    file.write_text(f"#!{sys.executable}\nimport sys, pathlib\n{code}\n", encoding="utf-8")
    file.chmod(0o755)
    return str(file)


def test_through_libreoffice(word: bytes) -> None:
    """LibreOffice gives paragraphs and tables, several at once, and nothing of it is left behind."""
    with ThreadPoolExecutor(3) as pool:
        sources = [*pool.map(lambda _: office.read(word, "a.doc", DEFAULT_LIMITS), range(3))]
    assert len(set(map(repr, sources))) == 1
    assert sources[0].text.startswith("Kính gửi: Sở Y tế\n\nTT | Việc\nSở Y tế chủ trì, phối hợp thực hiện.")
    assert sources[0].media_type == "application/msword"
    assert sources[0].remarks == ()


def test_through_antiword(word: bytes, tools: dict[str, str]) -> None:
    """Without LibreOffice antiword gives the paragraphs and the tables, and a remark says so."""
    path = find_tool("antiword")
    if path is None:
        pytest.skip("needs antiword")
    tools["antiword"] = path
    source = office.read(word, "a.doc", DEFAULT_LIMITS)
    assert "Kính gửi: Sở Y tế\n" in source.text
    assert "TT | Việc\n" in source.text
    assert source.remarks == (Remark("light-reader"),)


def test_without_any_program(tools: dict[str, str]) -> None:
    """Where no program is installed the error names one and the command that installs it."""
    assert tools == {}
    with pytest.raises(InputError) as caught:
        office.read(b"", "a.doc", DEFAULT_LIMITS)
    assert caught.value.code == "missing-tool"
    assert "apt-get install libreoffice" in str(caught.value)


@pytest.mark.parametrize(
    ("code", "failure"),
    [
        ("sys.exit(0)", "broken-file"),
        ("sys.exit('bad file')", "tool-failed"),
        ("import time; time.sleep(60)", "timed-out"),
        (
            "pathlib.Path(sys.argv[-1]).with_suffix('.docx').write_bytes(b'x' * 2_000_000)",
            "unpacks-too-large",
        ),
    ],
)
def test_what_goes_wrong_in_libreoffice(
    tmp_path: Path, tools: dict[str, str], code: str, failure: str
) -> None:
    """Whatever the program does, the user learns it as an error about the file."""
    tools["soffice"] = program(tmp_path, code)
    with pytest.raises(InputError) as caught:
        office.read(b"", "a.doc", Limits(seconds=1, size=1_000_000))
    assert (caught.value.code, caught.value.file) == (failure, "a.doc")


def test_libreoffice_has_a_profile_without_macros(tmp_path: Path, tools: dict[str, str]) -> None:
    """The program gets a profile of its own, in which macros and links are off, and no way to the network."""
    copy = tmp_path / "copy"
    code = (
        "import os\n"
        "profile = next(a for a in sys.argv if 'UserInstallation' in a).partition('file://')[2]\n"
        "settings = pathlib.Path(profile, 'user/registrymodifications.xcu').read_text()\n"
        "seen = settings + os.environ['http_proxy'] + os.environ['HOME']\n"
        f"pathlib.Path({str(copy)!r}).write_text(seen)"
    )
    tools["soffice"] = program(tmp_path, code)
    with pytest.raises(InputError):
        office.read(b"", "a.doc", DEFAULT_LIMITS)
    seen = copy.read_text(encoding="utf-8")
    assert 'oor:name="DisableMacrosExecution" oor:op="fuse"><value>true<' in seen
    assert 'oor:name="MacroSecurityLevel" oor:op="fuse"><value>3<' in seen
    assert "127.0.0.1:9" in seen
    assert not Path(seen[seen.rindex("/tmp") :]).exists()  # noqa: S108 - where the program put its home


def test_lists_of_antiword(tmp_path: Path) -> None:
    """List items have the numbers of antiword's plain text, tables are rows, titles of the file are out."""
    path = program(tmp_path, f"print({DOCBOOK!r} if 'db' in sys.argv else {PLAIN!r})")
    lines = antiword.read_lightly(path, b"", "a.doc", DEFAULT_LIMITS).splitlines()
    assert lines == ["KẾ HOẠCH", "a b", "2. Việc một", "Việc khác", "x", "y | z/"]


@pytest.mark.parametrize(
    ("code", "failure"), [("sys.exit('not a Word file')", "tool-failed"), ("print()", "broken-file")]
)
def test_what_goes_wrong_in_antiword(tmp_path: Path, code: str, failure: str) -> None:
    """A failure of antiword and empty output are errors about the file."""
    with pytest.raises(InputError) as caught:
        antiword.read_lightly(program(tmp_path, code), b"", "a.doc", DEFAULT_LIMITS)
    assert caught.value.code == failure
