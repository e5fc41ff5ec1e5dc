"""The assignment stage: who carries what, in every part of the document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.assignments.model import Assignee, Draft, Outline
from pipeline.assignments.reading import Reading
from pipeline.assignments.rows import read_rows
from pipeline.assignments.signs import put_signs
from pipeline.assignments.walk import walk_clauses
from pipeline.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gazetteer import Issuer
    from gazetteer.attribute_data import AttributeLabels
    from gazetteer.cue_data import Cues
    from gazetteer.time_data import TimeLexicon
    from pipeline.blocks.body import Part
    from pipeline.blocks.letterhead import Letterhead
    from pipeline.document import Document
    from pipeline.mentions.agencies import AgencyMention


@dataclass(frozen=True, slots=True)
class Assigned:
    """The drafts and outlines of all parts, the reading that later stages share, and who each addressee is."""

    reading: Reading
    drafts: tuple[Draft, ...]
    outlines: tuple[Outline, ...]
    addressees: tuple[Assignee, ...]


def assign(
    document: Document,
    parts: Sequence[Part],
    agencies: tuple[AgencyMention, ...],
    letterhead: Letterhead,
    cues: Cues,
    labels: AttributeLabels,
    times: TimeLexicon,
    find: Callable[[str], tuple[AgencyMention, ...]],
) -> Assigned:
    """Read every part; drafts without a body take the addressees where the document has any.

    `agencies` are the bodies in the whole text; `find` finds those in the joined words of a cell.
    """
    addressees = tuple(_addressee(a.text, a.span, agencies) for a in letterhead.addressees)
    aliases = {words.lower(): tuple(addressees[i] for i in indexes) for words, indexes in letterhead.aliases}
    if len(addressees) > 1 and all(a.agency_id and not a.group for a in addressees):
        aliases |= dict.fromkeys(cues.addressed, addressees)
    issuer = _speakers(letterhead.issuer, agencies, cues)
    reading = Reading(
        document.text, put_signs(document.text, agencies, issuer, cues), agencies, document.emphasis,
        letterhead.issuer, letterhead.date, cues, labels, times, aliases,
        find, issuer,
    )  # fmt: skip
    drafts: list[Draft] = []
    outlines: list[Outline] = []
    for part in parts:
        found, described = walk_clauses(
            part.clauses, reading, part.number, addressed=bool(addressees) and not part.number
        )
        drafts += found
        outlines += described
        for number, table in enumerate(part.tables, 1):
            drafts += read_rows(table, number, part.number, reading)
    return Assigned(
        reading, tuple(_address(draft, addressees) for draft in drafts), tuple(outlines), addressees
    )


def _addressee(words: str, span: Span, agencies: Sequence[AgencyMention]) -> Assignee:
    """The body that an addressee line names; its own words where no body is known in it."""
    for mention in agencies:
        if mention.start < span.end and mention.end > span.start:
            return Assignee(
                mention.name,
                mention.agency_id,
                "lead",
                "addressee",
                mention.group,
                mention.members,
                span,
                mention.score,
            )
    return Assignee(words, None, "lead", "addressee", False, (), span, 0.5)


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
    return replace(draft, assignees=(*addressees, *draft.assignees))
