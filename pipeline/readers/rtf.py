"""Rich Text Format (.rtf): its paragraphs, printed numbers, tables, text boxes and notes."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field, replace
from typing import Final

from pipeline.errors import InputError
from pipeline.readers.encodings import repair
from pipeline.readers.limits import Limits
from pipeline.readers.rtf_tables import RtfTable
from pipeline.readers.rtf_words import CHARACTERS, CODE_PAGES, KEPT, SKIPPED, SYMBOLS
from pipeline.source import Remark, Source

MEDIA_TYPE: Final = "application/rtf"

_TOKEN: Final = re.compile(
    r"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,9})? ?|\\'(?P<hex>[0-9A-Fa-f]{2})|\\(?P<sign>[^A-Za-z])"
    r"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\",
    re.DOTALL,
)
_MOST_DEEP: Final = 2_000
_MOST_TOKENS: Final = 5_000_000
"""Control words, braces and stretches of text, some five times those of a thousand pages."""
_BULLET: Final = "•"
_SYMBOL_AREA: Final = 0xF000
_SURROGATES: Final = re.compile("[\ud800-\udfff]+")


def read(data: bytes, name: str, limits: Limits) -> Source:
    """Return the document in `data`; notes stand at the end. Raises InputError `too-complex`."""
    reader = _Reader(name, limits)
    repaired = repair(reader.read(data.decode("latin-1")))
    remarks = (Remark("tracked-changes"),) if reader.changed else ()
    encoding = repaired.encoding or reader.encoding
    return Source(repaired.text, media_type=MEDIA_TYPE, encoding=encoding, remarks=remarks)


@dataclass(slots=True)
class _State:
    """What holds until the end of a group. `kind` is the control word that makes the group a special one."""

    kind: str = ""
    skipped: bool = False
    optional: bool = False
    hidden: bool = False
    deleted: bool = False
    in_table: bool = False
    font: int = -1
    fallback: int = 1


@dataclass(slots=True)
class _Flow:
    """One stream of paragraphs: the text itself, a text box, a note. `begun` once it has words."""

    table: RtfTable
    lines: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    begun: bool = False


class _Reader:
    """Reads one file, once; `changed` and `encoding` are known afterwards."""

    def __init__(self, file: str, limits: Limits) -> None:
        self.changed = False
        self.encoding = "cp1252"
        self._file, self._limits = file, limits
        self._state, self._outer = _State(), list[_State]()
        self._fonts: dict[int, int] = {}
        self._flows = [self._new_flow()]
        self._notes: list[str] = []
        self._unread = 0

    def read(self, text: str) -> str:
        """Return the document's text."""
        position = tokens = 0
        while match := _TOKEN.match(text, position):
            tokens += 1
            if tokens > _MOST_TOKENS:
                raise InputError(
                    "too-complex", file=self._file, detail=f"more than {_MOST_TOKENS} words and signs"
                )
            position = match.end()
            if match["word"] == "bin":
                position += max(int(match["number"] or 0), 0)
            self._token(match)
            if not self._outer and match["brace"]:
                break
        while self._outer:
            self._close()
        flow = self._flows[0]
        self._end_paragraph(flow, last=True)
        return "".join(f"{line}\n" for line in (*flow.lines, *self._notes))

    def _new_flow(self) -> _Flow:
        return _Flow(RtfTable(self._file, self._limits.text))

    def _token(self, match: re.Match[str]) -> None:
        if brace := match["brace"]:
            self._unread = 0
            self._open() if brace == "{" else self._close()
        elif word := match["word"]:
            self._word(word, int(match["number"]) if match["number"] else None)
        elif pair := match["hex"]:
            self._bytes(bytes.fromhex(pair))
        elif sign := match["sign"]:
            self._sign(sign)
        elif text := match["text"]:
            self._bytes(text.encode("latin-1"))

    def _open(self) -> None:
        if len(self._outer) >= _MOST_DEEP:
            raise InputError("too-complex", file=self._file, detail=f"groups nested {_MOST_DEEP} deep")
        self._outer.append(self._state)
        self._state = replace(self._state, kind="", optional=False)

    def _close(self) -> None:
        kind = self._state.kind
        if self._outer:
            self._state = self._outer.pop()
        if kind in ("shptxt", "footnote") and len(self._flows) > 1:
            flow = self._flows.pop()
            self._end_paragraph(flow, last=True)
            if any(map(str.strip, flow.lines)):
                (self._notes if kind == "footnote" else self._flows[-1].lines).extend(flow.lines)

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._state.optional = True
        elif sign in "\r\n":
            self._word("par", None)
        elif sign in CHARACTERS:
            self._put(CHARACTERS[sign])

    def _word(self, word: str, number: int | None) -> None:
        self._unread = 0
        state = self._state
        if word in SKIPPED or (state.optional and word not in KEPT):
            state.skipped = True
        state.optional = False
        if word in ("f", "fcharset", "ansicpg", "deff", "fonttbl"):
            self._font_word(word, number or 0)
        elif not state.skipped:
            self._text_word(word, number)

    def _font_word(self, word: str, number: int) -> None:
        if word == "fonttbl":
            self._state.skipped = True
        elif word == "ansicpg":
            self.encoding = _known(f"cp{number}")
        elif word == "fcharset":
            self._fonts[self._state.font] = number
        else:
            self._state.font = number

    def _text_word(self, word: str, number: int | None) -> None:
        if word in CHARACTERS:
            self._put(CHARACTERS[word])
        elif word == "u":
            self._put(chr((number or 0) % 0x10000))
            self._unread = self._state.fallback
        elif word in ("par", "sect"):
            self._end_paragraph(self._flows[-1])
        elif word in ("shptxt", "footnote"):
            self._state.kind = word
            self._flows.append(self._new_flow())
        elif word in ("v", "deleted", "revised", "plain"):
            self._hide(word, number)
        else:
            self._layout_word(word, number or 0)

    def _layout_word(self, word: str, number: int) -> None:
        state, flow = self._state, self._flows[-1]
        if word == "uc":
            state.fallback = max(number, 0)
        elif word in ("listtext", "pntext"):
            state.kind = "listtext"
        elif word in ("pard", "intbl"):
            state.in_table = word == "intbl"
        elif word == "cell":
            flow.table.end_cell(_joined(flow.line))
            flow.line.clear()
        else:
            flow.table.word(word, number)

    def _hide(self, word: str, number: int | None) -> None:
        """Take a word about what is not printed: hidden and deleted words are not, inserted ones are."""
        state, on = self._state, number != 0
        if word == "v":
            state.hidden = on
        elif word == "plain":
            state.hidden = state.deleted = False
        else:
            self.changed = self.changed or on
            state.deleted = on if word == "deleted" else state.deleted

    def _bytes(self, data: bytes) -> None:
        """Put bytes as text of the current font, but for those that repeat a character for older readers."""
        skipped = min(self._unread, len(data))
        self._unread -= skipped
        data = data[skipped:]
        charset = self._fonts.get(self._state.font, 0)
        if charset == SYMBOLS and not data.isascii():
            in_list = self._state.kind == "listtext"
            self._put(_BULLET if in_list else "".join(chr(_SYMBOL_AREA + byte) for byte in data))
        else:
            self._put(data.decode(CODE_PAGES.get(charset, self.encoding), "replace"))

    def _put(self, text: str) -> None:
        state, line = self._state, self._flows[-1].line
        if state.skipped or state.hidden or state.deleted:
            return
        if state.kind == "listtext":
            # The number of an item stands at the start of its line, a blank behind it.
            text = text.replace("\t", " ")
            text = text if line and not line[-1].endswith("\n") else text.lstrip()
        if text:
            line.append(text)

    def _end_paragraph(self, flow: _Flow, *, last: bool = False) -> None:
        """End a paragraph: inside a cell it goes on in the same cell; after a table the table is complete."""
        if self._state.in_table and not last:
            flow.line.append("\n")
            return
        lines = flow.table.take(first=not flow.begun)
        if flow.line or not last:
            lines.append(_joined(flow.line))
            flow.line.clear()
        flow.begun = flow.begun or any(map(str.strip, lines))
        flow.lines += lines


def _joined(pieces: list[str]) -> str:
    """Return the pieces as one text; characters beyond the first plane come as two numbers."""
    text = "".join(pieces)
    return _SURROGATES.sub(
        lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16", "replace"), text
    )


def _known(codec: str) -> str:
    try:
        return codecs.lookup(codec).name
    except LookupError:
        return "cp1252"
