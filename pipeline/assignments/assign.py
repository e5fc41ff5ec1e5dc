"""The assignment stage: who carries what, in every part of the document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.assignments.model import Assignee, Draft, Outline, as_assignee, unknown_assignee
from pipeline.assignments.reading import Lexicon, Reading
from pipeline.assignments.rows import read_rows
from pipeline.assignments.signs import put_signs
from pipeline.assignments.walk import walk_clauses
from pipeline.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gazetteer import Issuer
    from gazetteer.cue_data import Cues
    from pipeline.blocks.body import Part
    from pipeline.blocks.letterhead import Letterhead
    from pipeline.document import Document
    from pipeline.mentions.agencies import AgencyMention


@dataclass(frozen=True, slots=True)
class Assigned:
    """The drafts and outlines of all parts, the reading for later stages, and who each addressee is."""

    reading: Reading
    drafts: tuple[Draft, ...]
    outlines: tuple[Outline, ...]
    addressees: tuple[Assignee, ...]


def assign(
    document: Document,
    parts: Sequence[Part],
    letterhead: Letterhead,
    agencies: tuple[AgencyMention, ...],
    find: Callable[[str], tuple[AgencyMention, ...]],
    lexicon: Lexicon,
) -> Assigned:
    """Read every part; drafts without a body take the addressees where the document has any.

    `agencies` are the bodies in the whole text; `find` finds those in the joined words of a cell.
    """
    cues = lexicon.cues
    addressees = tuple([_addressee(a.text, a.span, agencies) for a in letterhead.addressees])
    speakers = _speakers(letterhead.issuer, agencies, cues)
    reading = Reading(
        text=document.text,
        signs=put_signs(document.text, agencies, speakers, cues),
        mentions=agencies,
        emphasis=document.emphasis,
        issuer=letterhead.issuer,
        issued=letterhead.date,
        cues=cues,
        labels=lexicon.labels,
        times=lexicon.times,
        aliases=_aliases(letterhead, addressees, cues),
        find=find,
        speakers=speakers,
    )
    drafts, outlines = _read_parts(parts, reading, addressed=bool(addressees))
    addressed = tuple([_address(draft, addressees) for draft in drafts])
    return Assigned(reading, addressed, tuple(outlines), addressees)


def _read_parts(
    parts: Sequence[Part], reading: Reading, *, addressed: bool
) -> tuple[list[Draft], list[Outline]]:
    """Read the clauses and tables of every part; `addressed` says that Kính gửi names bodies."""
    drafts: list[Draft] = []
    outlines: list[Outline] = []
    for part in parts:
        found, described = walk_clauses(
            part.clauses, reading, part.number, addressed=addressed and not part.number
        )
        drafts += found
        outlines += described
        for number, table in enumerate(part.tables, 1):
            drafts += read_rows(table, number, part.number, reading)
    return drafts, outlines


def _aliases(
    letterhead: Letterhead, addressees: tuple[Assignee, ...], cues: Cues
) -> dict[str, tuple[Assignee, ...]]:
    """Words that mean several addressees: as the letter defines them, or all where each is one body."""
    aliases = {words.lower(): tuple([addressees[i] for i in which]) for words, which in letterhead.aliases}
    if len(addressees) > 1 and all(a.known and not a.group for a in addressees):
        aliases |= dict.fromkeys(cues.addressed, addressees)
    return aliases


def _addressee(words: str, span: Span, agencies: Sequence[AgencyMention]) -> Assignee:
    """The body that an addressee line names; its own words where no body is known in it."""
    for mention in agencies:
        if mention.start < span.end and mention.end > span.start:
            return as_assignee(mention, "lead", "addressee", span)
    return unknown_assignee(words, "lead", "addressee", span)


def _speakers(issuer: Issuer, agencies: Sequence[AgencyMention], cues: Cues) -> set[str]:
    """Names that speak for the issuer: its own, the body whose office it is, and the posts of either."""
    own = {name for name in (issuer.name, issuer.body) if name}
    for office in cues.offices:
        own |= {name.removeprefix(f"{office} ") for name in own if name.startswith(f"{office} ")}
    posts = {
        m.name
        for m in agencies
        if m.name.startswith(cues.posts) and any(f" {name}" in m.name for name in own)
    }
    return own | posts


def _address(draft: Draft, addressees: tuple[Assignee, ...]) -> Draft:
    """Kính gửi carries what nobody nearer does (guide section 3, basis 4)."""
    if not addressees or draft.part or any(a.role == "lead" for a in draft.assignees):
        return draft
    rules = tuple([("inherited.addressee", addressee.span) for addressee in addressees])
    return draft._replace(assignees=(*addressees, *draft.assignees), rules=(*draft.rules, *rules))
