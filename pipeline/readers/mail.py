"""E-mails and web pages saved as one file (MHTML): their parts, decoded."""

from __future__ import annotations

import binascii
import codecs
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from typing import NamedTuple

from pipeline.errors import InputError

_BROKEN = (LookupError, ValueError, TypeError, AttributeError, AssertionError, MessageError, binascii.Error)
_SIGNATURES = ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature")


class Part(NamedTuple):
    """One part of a mail: the name that it was sent under, empty for what was written in the mail itself."""

    name: str
    media_type: str
    data: bytes


def parts(data: bytes, file: str) -> tuple[Part, ...]:
    """Return what a mail holds, in its order; words are in UTF-8 with its mark, a mail inside is whole.

    Raises InputError: `broken-file`, `too-complex`.
    """
    try:
        # The old policy: the new one parses every field strictly, which costs time and fails on real mails.
        return tuple(_parts(message_from_bytes(data)))
    except RecursionError as error:
        raise InputError("too-complex", file=file, detail="its parts are nested too deeply") from error
    except _BROKEN as error:
        raise InputError("broken-file", file=file, format="eml", detail=str(error)) from error


def _parts(message: Message) -> Iterator[Part]:
    media_type = message.get_content_type()
    payload = message.get_payload()
    inside = [part for part in payload if isinstance(part, Message)] if isinstance(payload, list) else []
    if media_type == "message/rfc822" and inside:
        yield Part(_name(message) or "message.eml", media_type, inside[0].as_bytes())
    elif message.is_multipart():
        for part in inside:
            yield from _parts(part)
    elif media_type not in _SIGNATURES:
        decoded = message.get_payload(decode=True)
        data = decoded if isinstance(decoded, bytes) else b""
        name = _name(message)
        if not name and media_type.startswith("text/"):
            data = _in_utf8(data, message.get_content_charset())
        yield Part(name, media_type, data)


def _name(message: Message) -> str:
    name = message.get_filename() or ""
    try:
        return str(make_header(decode_header(name)))
    except _BROKEN:
        return name


def _in_utf8(data: bytes, charset: str | None) -> bytes:
    """Return words as the mail declares them; as they are where it declares nothing that holds."""
    try:
        return codecs.BOM_UTF8 + data.decode(charset or "ascii").encode()
    except (LookupError, UnicodeError):
        return data
