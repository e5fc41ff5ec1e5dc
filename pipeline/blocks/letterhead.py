"""Who issues a document, its number, date, title, signer, addressees: read from its zones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gazetteer import Gazetteer, Issuer
from gazetteer.letterhead import LetterheadWords
from pipeline.blocks.addressees import Addressee, Known, read_addressees
from pipeline.blocks.evidence import Evidence
from pipeline.blocks.heading import Heading, latest_cited, plausible, read_heading
from pipeline.blocks.issuer import find_issuer
from pipeline.blocks.paragraphs import Paragraph
from pipeline.blocks.signature import read_signature
from pipeline.blocks.subject import Title, read_subject, read_title
from pipeline.blocks.tails import read_recipients
from pipeline.blocks.zones import Zone
from pipeline.document import Document
from pipeline.spans import Span

CLOSING = ("recipients", "signature")
PREAMBLE = 3000  # code points of a body in which it cites its legal bases


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The metadata of a document (guide, section 1); fields that the text does not give are None or empty.

    Spans are into the matched text. `number` has no spaces; `symbol` is its letters, kept where the
    figures are lost. `date` may be partial ("2026-04"). `place` is as written on the date line.
    `issuer_rule` says what named the issuer. `aliases`: a common name for addressees ("thủ trưởng các
    đơn vị") and the indexes of those meant.
    """

    number: str | None
    number_span: Span | None
    symbol: str | None
    type: str | None
    issuer: Issuer
    issuer_rule: str
    date: str | None
    date_span: Span | None
    place: str | None
    title: str | None
    title_span: Span | None
    signer: str | None
    signer_span: Span | None
    signer_title: str | None
    addressees: tuple[Addressee, ...]
    aliases: tuple[tuple[str, tuple[int, ...]], ...]
    recipients: tuple[str, ...]


def read_letterhead(
    document: Document,
    paragraphs: Sequence[Paragraph],
    zones: Sequence[Zone],
    gazetteer: Gazetteer,
    words: LetterheadWords,
) -> Letterhead:
    """Read the metadata of `document` from the zones of its main part; attachments say nothing about it."""
    text = document.text
    lines = _lines(paragraphs, zones)
    heading = read_heading(text, lines["letterhead"], words)
    title = read_title(text, lines["title"], words)
    closing = lines["closing"]
    signature = read_signature(text, closing, words)
    subject, subject_span = title.text, title.span
    if not title.type and not title.text:
        subject, subject_span = read_subject(text, heading)
    main = [zone for zone in zones if zone.part == 0 and zone.kind == "body"]
    start = paragraphs[main[0].first].start if main else 0
    end = paragraphs[main[-1].last - 1].end if main else 0
    wired = _wired(text, lines["addressees"], words)
    date = plausible(heading.date, latest_cited(text, start, min(end, start + PREAMBLE)))
    issuer, rule = find_issuer(
        Evidence(
            lines=heading.issuers,
            authority=title.authority,
            wired=wired,
            symbol=heading.symbol,
            date=date,
            place=heading.place,
            title=subject,
            signature=signature.lines,
            body=text[start:end],
        ),
        gazetteer,
        words,
    )
    addressed = read_addressees(text, lines["addressees"], Known(gazetteer, issuer.place), words)
    return Letterhead(
        number=heading.number,
        number_span=heading.number_span,
        symbol=heading.symbol,
        type=_type(heading, title, words, wired=wired is not None),
        issuer=issuer,
        issuer_rule=rule,
        date=date,
        date_span=heading.date_span,
        place=heading.place,
        title=subject,
        title_span=subject_span,
        signer=signature.name,
        signer_span=signature.span,
        signer_title=signature.title,
        addressees=addressed.addressees,
        aliases=addressed.aliases,
        recipients=read_recipients(text, closing, words),
    )


def _lines(paragraphs: Sequence[Paragraph], zones: Sequence[Zone]) -> dict[str, list[Paragraph]]:
    """Return the lines of each block of the main part; recipients and signature are one, "closing"."""
    lines: dict[str, list[Paragraph]] = {"letterhead": [], "title": [], "addressees": [], "closing": []}
    for zone in zones:
        kind = "closing" if zone.kind in CLOSING else zone.kind
        if zone.part == 0 and kind in lines:
            lines[kind] += paragraphs[zone.first : zone.last]
    return lines


def _wired(text: str, lines: Sequence[Paragraph], words: LetterheadWords) -> str | None:
    """Return who sends a telegram ("THỦ TƯỚNG điện:"), "" where nobody is named; None for letters."""
    for line in lines:
        if match := words.patterns["wired_line"].match(text, *line):
            return match["by"] or ""
    return None


def _type(heading: Heading, title: Title, words: LetterheadWords, *, wired: bool) -> str | None:
    """Return the type: its line, else the code in the number, else a telegram's; a letter has neither."""
    if title.type:
        return title.type
    for code in _codes(heading.symbol or ""):
        if code in words.codes:
            return words.codes[code]
    return str(words.data["wired_type"] if wired else words.data["letter_type"])


def _codes(symbol: str) -> Iterator[str]:
    yield from symbol.replace("/", "-").split("-")[:1]
