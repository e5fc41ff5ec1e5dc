"""PDF files for tests, written by hand: words at their places, lines, pictures, fields that were signed."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import cos, radians, sin

_MAP = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def "
    "1 begincodespacerange <0000> <FFFF> endcodespacerange "
    + " ".join(
        "64 beginbfrange "
        + " ".join(f"<{high:02X}00> <{high:02X}FF> <{high:02X}00>" for high in range(low, low + 64))
        + " endbfrange"
        for low in range(0, 256, 64)
    )
    + " endcmap end end"
)
_WIDTH = 0.5
"""The share of its size that every letter is wide."""


@dataclass
class Sheet:
    """One page being drawn; places are points from its top left corner."""

    width: float = 595.0
    height: float = 842.0
    rotate: int = 0
    drawn: list[str] = field(default_factory=list)
    fields: list[tuple[float, float, float, float, str]] = field(default_factory=list)
    picture: bool = False
    form: str = ""
    """What a form on the page draws, in the page's own points from its bottom left corner."""

    def write(self, x: float, y: float, words: str, *, size: float = 14, turn: float = 0) -> Sheet:
        """Write `words` from (x, y) on, each letter half as wide as it is high."""
        a, b = cos(radians(turn)), sin(radians(turn))
        place = f"{a:.4f} {b:.4f} {-b:.4f} {a:.4f} {x} {self.height - y}"
        self.drawn.append(f"BT /U {size} Tf {place} Tm <{_hex(words)}> Tj ET")
        return self

    def write_old(self, x: float, y: float, words: str, *, size: float = 14) -> Sheet:
        """Write `words`, characters of Latin-1, in a font of the time before Unicode."""
        shown = words.encode("latin-1").hex()
        self.drawn.append(f"BT /Old {size} Tf {x} {self.height - y} Td <{shown}> Tj ET")
        return self

    def lines(self, x: float, y: float, lines: Sequence[str], *, step: float = 18) -> Sheet:
        """Write `lines` below each other."""
        for number, line in enumerate(lines):
            self.write(x, y + number * step, line)
        return self

    def rule(self, left: float, top: float, right: float, bottom: float) -> Sheet:
        """Draw a line."""
        self.drawn.append(f"{left} {self.height - top} m {right} {self.height - bottom} l S")
        return self

    def grid(self, across: Sequence[float], down: Sequence[float]) -> Sheet:
        """Draw the rules of a table."""
        for x in across:
            self.rule(x, down[0], x, down[-1])
        for y in down:
            self.rule(across[0], y, across[-1], y)
        return self

    def sign(self, left: float, top: float, right: float, bottom: float, words: str) -> Sheet:
        """Lay a signed field over the page that shows `words`, a line each."""
        self.fields.append((left, top, right, bottom, words))
        return self


def width(words: str, size: float = 14) -> float:
    """Return how wide `words` are written."""
    return len(words) * size * _WIDTH


def pdf(*sheets: Sheet, more: str = "") -> bytes:
    """Return the file of `sheets`; `more` stands in its trailer."""
    file = _File()
    pages = file.keep()
    fonts = _fonts(file)
    kids = [file.page(sheet, pages, fonts) for sheet in sheets]
    file.put(pages, f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>")
    form = f"/AcroForm << /Fields [{' '.join(f'{one} 0 R' for one in file.signed)}] /SigFlags 3 >>"
    return file.bytes(f"<< /Type /Catalog /Pages {pages} 0 R {form if file.signed else ''} >>", more)


class _File:
    def __init__(self) -> None:
        self._objects: list[bytes] = []
        self.signed: list[int] = []

    def keep(self) -> int:
        self._objects.append(b"null")
        return len(self._objects)

    def put(self, number: int, body: str) -> None:
        self._objects[number - 1] = body.encode("latin-1")

    def add(self, body: str) -> int:
        number = self.keep()
        self.put(number, body)
        return number

    def stream(self, entries: str, data: bytes) -> int:
        number = self.keep()
        packed = zlib.compress(data)
        head = f"<< {entries} /Filter /FlateDecode /Length {len(packed)} >>\nstream\n".encode("latin-1")
        self._objects[number - 1] = head + packed + b"\nendstream"
        return number

    def page(self, sheet: Sheet, parent: int, fonts: str) -> int:
        drawn = list(sheet.drawn)
        images = ""
        if sheet.picture:
            kind = "/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray"
            image = self.stream(f"{kind} /BitsPerComponent 8", bytes([240] * 64))
            images = f"/XObject << /Im {image} 0 R >>"
            drawn.insert(0, f"q {sheet.width} 0 0 {sheet.height} 0 0 cm /Im Do Q")
        if sheet.form:
            box = f"/Type /XObject /Subtype /Form /BBox [0 0 {sheet.width} {sheet.height}]"
            images += f"/XObject << /Fm {self.stream(box, sheet.form.encode())} 0 R >>"
            drawn.append("/Fm Do")
        content = self.stream("", "\n".join(drawn).encode("latin-1"))
        notes = [self._field(sheet, one, fonts) for one in sheet.fields]
        return self.add(
            f"<< /Type /Page /Parent {parent} 0 R /MediaBox [0 0 {sheet.width} {sheet.height}] "
            f"/Rotate {sheet.rotate} /Resources << /Font << {fonts} >> {images} >> /Contents {content} 0 R "
            f"/Annots [{' '.join(f'{note} 0 R' for note in notes)}] >>"
        )

    def _field(self, sheet: Sheet, one: tuple[float, float, float, float, str], fonts: str) -> int:
        left, top, right, bottom, words = one
        height = bottom - top
        shown = "".join(
            f"BT /U 10 Tf 2 {height - 11 * number - 10} Td <{_hex(line)}> Tj ET\n"
            for number, line in enumerate(words.split("\n"))
        )
        box = f"/Type /XObject /Subtype /Form /BBox [0 0 {right - left} {height}]"
        form = self.stream(f"{box} /Resources << /Font << {fonts} >> >>", shown.encode("latin-1"))
        self.signed.append(
            self.add(
                "<< /Type /Annot /Subtype /Widget /FT /Sig /F 132 /T (Signature) "
                f"/AP << /N {form} 0 R >> "
                f"/Rect [{left} {sheet.height - bottom} {right} {sheet.height - top}] >>"
            )
        )
        return self.signed[-1]

    def bytes(self, catalog: str, more: str) -> bytes:
        root = self.add(catalog)
        made = bytearray(b"%PDF-1.7\n")
        places = []
        for number, body in enumerate(self._objects, 1):
            places.append(len(made))
            made += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
        table = len(made)
        made += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
        made += "".join(f"{place:010} 00000 n \n" for place in places).encode()
        trailer = f"<< /Size {len(places) + 1} /Root {root} 0 R {more} >>"
        made += f"trailer {trailer}\nstartxref\n{table}\n%%EOF".encode()
        return bytes(made)


def _fonts(file: _File) -> str:
    shown = file.stream("", _MAP.encode())
    about = file.add(
        "<< /Type /FontDescriptor /FontName /Times-Roman /Flags 34 /FontBBox [0 -200 1000 800] "
        "/ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>"
    )
    inner = file.add(
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Times-Roman /FontDescriptor "
        f"{about} 0 R /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
        f"/DW {round(1000 * _WIDTH)} /CIDToGIDMap /Identity >>"
    )
    font = file.add(
        "<< /Type /Font /Subtype /Type0 /BaseFont /Times-Roman /Encoding /Identity-H "
        f"/DescendantFonts [{inner} 0 R] /ToUnicode {shown} 0 R >>"
    )
    old = file.add(
        "<< /Type /Font /Subtype /TrueType /BaseFont /.VnTime /Encoding /WinAnsiEncoding /FirstChar 0 "
        f"/LastChar 255 /Widths [{' '.join(['500'] * 256)}] /FontDescriptor {about} 0 R >>"
    )
    return f"/U {font} 0 R /Old {old} 0 R"


def _hex(words: str) -> str:
    return words.encode("utf-16-be").hex()
