"""The text with every body replaced by one sign, so that sentence patterns need not know names."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from gazetteer.cue_data import BODY, GROUP, ISSUER
from pipeline.assignments.cooperation import Togetherness, find_together

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from gazetteer.cue_data import Cues
    from pipeline.mentions.agencies import AgencyMention

CHARGE_REACH = 20
"""Words that tell a post to act stand at most this far before it."""


@dataclass(frozen=True, slots=True)
class SignText:
    """`text` with signs, and the way back: offsets count code points of this text or of the matched one.

    `places[k]` is where the sign of mention k stands, `shifts[k]` how much longer the matched text is before
    it, `ends[k]` where mention k ends in the matched text. `modifiers` gives, by the place of a sign, where
    the words end that may still belong to its name; `together` are all places that say who works with whom.
    """

    text: str
    places: tuple[int, ...]
    shifts: tuple[int, ...]
    ends: tuple[int, ...]
    modifiers: Mapping[int, int]
    together: tuple[Togetherness, ...]

    def matched(self, offset: int) -> int:
        """The offset in the matched text of `offset`; for a sign, where its mention begins."""
        return offset + self.shifts[bisect_left(self.places, offset)]

    def sign(self, offset: int) -> int:
        """The offset here of `offset` of the matched text; inside a mention, that of its sign."""
        index = bisect_right(self.ends, offset)
        here = offset - self.shifts[index]
        return min(here, self.places[index]) if index < len(self.places) else here

    def names(self, start: int, end: int) -> bool:
        """Whether the sign of a mention stands in [start, end)."""
        index = bisect_left(self.places, start)
        return index < len(self.places) and self.places[index] < end

    def mentions_in(self, start: int, end: int) -> range:
        """Indexes of the mentions whose signs stand in [start, end)."""
        return range(bisect_left(self.places, start), bisect_left(self.places, end))


def _is_charged(text: str, start: int, mention: AgencyMention, cues: Cues) -> bool:
    """Whether a post that else speaks for the issuer is told to act ("Giao Phó Thủ tướng A …; Phó …")."""
    before = text[max(0, start - CHARGE_REACH) : start].rstrip()
    return mention.name.startswith(cues.posts) and before.endswith(cues.charges)


def put_signs(
    text: str, mentions: Sequence[AgencyMention], issuer_names: AbstractSet[str], cues: Cues
) -> SignText:
    """Replace every mention, with the words that it shares ("các Bộ: A, B"), by a sign.

    It is that of the issuer where the mention's name is one of `issuer_names`.
    """
    pieces: list[str] = []
    places: list[int] = []
    shifts = [0]
    position = shift = 0
    for mention in mentions:
        start = max(position, mention.outer)
        pieces.append(text[position:start])
        closed = mention.known or not mention.group
        speaks = mention.name in issuer_names and not _is_charged(text, start, mention, cues)
        pieces.append(ISSUER if speaks else BODY if closed else GROUP)
        places.append(start - shift)
        position = mention.end
        shift += mention.end - start - 1
        shifts.append(shift)
    pieces.append(text[position:])
    signs = SignText(
        "".join(pieces), tuple(places), tuple(shifts), tuple(mention.end for mention in mentions), {}, ()
    )
    modifiers = {
        place: signs.sign(mention.modifier_end)
        for place, mention in zip(places, mentions, strict=True)
        if mention.modifier_end > mention.end
    }
    return replace(signs, modifiers=MappingProxyType(modifiers), together=find_together(signs.text, cues))
