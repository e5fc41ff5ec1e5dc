"""The control words of RTF that matter to its text."""

from __future__ import annotations

from typing import Final

SKIPPED: Final = frozenset(
    (
        "aftncn", "aftnsep", "aftnsepc", "annotation", "atnauthor", "atnid", "atrfend", "atrfstart",
        "author", "background", "bkmkend", "bkmkstart", "buptim", "category", "colortbl", "comment",
        "company", "creatim", "datafield", "do", "doccomm", "docvar", "file", "filetbl", "fldinst",
        "footer", "footerf", "footerl", "footerr", "ftncn", "ftnsep", "ftnsepc", "generator", "header",
        "headerf", "headerl", "headerr", "hlinkbase", "info", "keywords", "latentstyles",
        "listoverridetable", "listtable", "manager", "mmathPr", "nesttableprops", "nonesttables",
        "nonshppict", "objdata", "operator", "pict", "pn", "pnseclvl", "printim", "private", "revtbl",
        "revtim", "rsidtbl", "rxe", "shppict", "shprslt", "sp", "stylesheet", "subject", "tc", "template",
        "themedata", "title", "txe", "ud", "userprops", "xe", "xmlnstbl",
    )
)  # fmt: skip
"""Groups that hold no words of the text."""

KEPT: Final = frozenset(("shpinst", "shptxt"))
"""Groups that older readers may leave out, and that hold words all the same."""

CHARACTERS: Final = {
    "tab": "\t", "line": "\n", "softline": "\n", "lbr": "\n",
    "emdash": "\u2014", "endash": "\u2013", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005",
    "bullet": "\u2022", "lquote": "\u2018", "rquote": "\u2019", "ldblquote": "\u201c", "rdblquote": "\u201d",
    "zwj": "\u200d", "zwnj": "\u200c",
    "~": "\u00a0", "_": "\u2011", "-": "\u00ad", "{": "{", "}": "}", "\\": "\\",
    # A cell of a table inside a cell, and the end of its row.
    "nestcell": " | ", "nestrow": "\n",
}  # fmt: skip

CODE_PAGES: Final = {
    77: "mac-roman", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
    254: "cp437", 255: "cp850",
}  # fmt: skip
"""The code pages of character sets of fonts; the file's own code page holds for the others."""

SYMBOLS: Final = 2
"""The character set of fonts whose signs are no letters."""
