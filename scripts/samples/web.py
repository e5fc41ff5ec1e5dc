"""A sample as a web page, and the e-mail that carries samples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from email.policy import SMTP
from html import escape

from scripts.samples.paper import Block, Table

_TYPES = {
    ".docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".pdf": ("application", "pdf"),
}
_ANY = ("application", "octet-stream")


def make_html(paper: Sequence[Block], menu: str) -> bytes:
    """Return a page of a site: the document between a menu, a script and a style that are none of it."""
    links = "".join(f'<li><a href="#">{escape(link)}</a></li>' for link in menu.split(", "))
    body = "\n".join(map(_block, paper))
    return (
        '<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8"><title>1</title>'
        "<style>p { margin: 6pt 0 }</style><script>var shown = 1 < 2;</script></head>\n"
        f"<body><nav><ul>{links}</ul></nav>\n<!-- {len(paper)} -->\n<div>\n{body}\n</div></body></html>\n"
    ).encode()


def make_mail(head: Mapping[str, str], body: str, attached: Mapping[str, bytes]) -> bytes:
    """Return an e-mail with these header fields and attachments."""
    mail = EmailMessage(policy=SMTP)
    for name, value in head.items():
        mail[name] = value
    mail.set_content(body)
    for name, data in attached.items():
        main, sub = _TYPES.get(name[name.rindex(".") :], _ANY)
        mail.add_attachment(data, maintype=main, subtype=sub, filename=name)
    mail.set_boundary("a-sample-of-giaoviec")
    return mail.as_bytes()


def _block(block: Block) -> str:
    return _table(block) if isinstance(block, Table) else f"<p>{_text(block)}</p>"


def _table(table: Table) -> str:
    rows = "\n".join(f"<tr>{''.join(f'<td>{_text(cell)}</td>' for cell in row)}</tr>" for row in table.rows)
    return f'<table border="{int(table.ruled)}"><tbody>\n{rows}\n</tbody></table>'


def _text(text: str) -> str:
    return escape(text).replace("\n", "<br>\n").replace("  ", " &nbsp;")
