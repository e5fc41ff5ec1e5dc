"""One pass over the text: literals by the automaton, the words around each decide what it is."""

from __future__ import annotations

from dataclasses import replace

from gazetteer import Gazetteer, Issuer, Place
from gazetteer.fold import lower as fold
from gazetteer.state.linking import CLOSE, NOBODY
from pipeline.mentions.agencies import responsible
from pipeline.mentions.agencies.lexicon import Lexicon, lexicon_of
from pipeline.mentions.agencies.literals import Literal
from pipeline.mentions.agencies.mention import AgencyMention
from pipeline.mentions.agencies.open_names import MENDED
from pipeline.mentions.agencies.reader import Reader, Setting

_NOT_BESIDE, _AFTER = "_-", " ,.;"


def find_agencies(
    text: str, gazetteer: Gazetteer, issuer: Issuer, on: str | None = None, subject: Place | None = None
) -> tuple[AgencyMention, ...]:
    """Every body, group of bodies and post that `text` names, also as an object ("báo cáo UBND tỉnh").

    `text` is matched text (Document.text). The mentions are sorted by start and don't overlap; of two
    readings the one that begins first and is longest wins. Spans are code points of `text`, half-open, and
    cross no line. Names are in the place of `issuer`; central documents add none. Empty where nothing is
    named. `on`, the ISO date of issue, says which members a closed group has.
    `subject` is the province that "UBND Thành phố", "Tỉnh" mean where the issuer has none (`subject_of`).
    """
    lexicon = lexicon_of(gazetteer)
    lower = fold(text)
    tokens = _tokens(lexicon, lower)
    context = replace(gazetteer.namer.context(issuer), subject=subject)
    setting = Setting(context, on)
    found = Reader(lexicon, text, lower, tokens, setting).read()
    return tuple(
        _linked(mention, gazetteer, setting) for mention in responsible.add(text, found, lexicon.responsible)
    )


def _linked(mention: AgencyMention, gazetteer: Gazetteer, setting: Setting) -> AgencyMention:
    """The mention with the entity that bore its name on the day."""
    known, on = mention.agency_id is not None, setting.on
    if mention.group:
        group = gazetteer.state.membership.named(mention.name, on, setting.context.level)
        if group is None:
            return mention._replace(known=known)
        return mention._replace(agency_id=group.id, members=group.members, known=known)
    link = gazetteer.state.linker.link(mention.name, on)
    if link == NOBODY and mention.rule != "post":
        return _mended(mention, gazetteer, setting)
    doubt = link.doubt or (CLOSE if link.agency_id and mention.rule == MENDED else "")
    return mention._replace(agency_id=link.agency_id, known=known, doubt=doubt)


def _mended(mention: AgencyMention, gazetteer: Gazetteer, setting: Setting) -> AgencyMention:
    """The mention with the name that its damaged words are, where that is beyond doubt."""
    place = setting.context.place if mention.rule.startswith("open") else None
    for name in (mention.name, f"{mention.name} {place.name}" if place else ""):
        close = gazetteer.state.closer.link(name, setting.on) if name else None
        if close is not None and close.agency_id:
            words = close.name + mention.modified_name.removeprefix(mention.name)
            return mention._replace(
                name=close.name, agency_id=close.agency_id, modified_name=words, known=True, doubt=close.doubt
            )
    return mention._replace(agency_id=None, known=mention.agency_id is not None)


def subject_of(title: str | None, gazetteer: Gazetteer, issuer: Issuer) -> Place | None:
    """The province that a document of a central body is about: the only one its title names, else None."""
    if not title or issuer.place is not None:
        return None
    lexicon, lower = lexicon_of(gazetteer), fold(title)
    found = {
        place
        for named in lexicon.provinces.finditer(lower)
        if title[named.start(2)].isupper() and (place := gazetteer.place(named[0])) is not None
    }
    return found.pop() if len(found) == 1 else None


def _tokens(lexicon: Lexicon, lower: str) -> list[tuple[Literal, int, int]]:
    """The literals that stand as whole words; a body may be broken over two lines of a cell."""
    literals = lexicon.literals
    plain = lower.replace("\n", " ") + " "  # the space also stands before the text: plain[-1]
    return [
        (literal, start, end)
        for index, start, end in lexicon.automaton.find_matches_as_indexes(plain)
        if (literal := literals[index]) is not None
        and (plain[end] in _AFTER or not (plain[end].isalnum() or plain[end] == "_"))
        and (plain[start - 1] == " " or not _inside(plain, start, end))
        and not (literal.whole and lower.find("\n", start, end) >= 0)
    ]


def _inside(plain: str, start: int, end: int) -> bool:
    """Whether what stands before makes it part of a word or of a number ("141/KH-UBND", "7432/UBND-XD")."""
    before = plain[start - 1]
    if before != "/":
        return before.isalnum() or before in _NOT_BESIDE
    return plain[start - 2].isdigit() or plain[end] == "-"
