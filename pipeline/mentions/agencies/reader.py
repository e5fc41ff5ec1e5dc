"""Reads a text literal by literal: titles, then what they head; keeps the mentions in order."""

from __future__ import annotations

from typing import NamedTuple

from gazetteer.model import Body, Name, Suffix
from gazetteer.names import Context
from pipeline.mentions.agencies import bodies, groups, open_names, titled
from pipeline.mentions.agencies.lexicon import Lexicon
from pipeline.mentions.agencies.literals import Literal, Noun
from pipeline.mentions.agencies.mention import AgencyMention

Token = tuple[Literal, int, int]


class Around(NamedTuple):
    """What stands before a body: where its words begin, with title and quantifier; the title itself."""

    start: int
    outer: int
    head: str | None
    plural: bool


class Setting(NamedTuple):
    """Whose document it is, and its day where known."""

    context: Context
    on: str | None


class Reader:
    """One reading of one text. `read` gives the mentions; the modules beside this one read the parts."""

    def __init__(
        self, lexicon: Lexicon, text: str, lower: str, tokens: list[Token], setting: Setting
    ) -> None:
        self.lexicon, self.text, self.lower = lexicon, text, lower
        self.context = setting.context
        self._suffixes, self._before, self._listed = lexicon.suffixes, lexicon.before, lexicon.listed
        self.tokens = tokens
        self.starts = [start for _, start, _ in tokens]
        self.at = dict(zip(self.starts, tokens, strict=True))
        self.found: list[AgencyMention] = []
        self.unplaced: dict[int, Body] = {}
        self.cursor = 0
        self._names: dict[tuple[str, str, tuple[object, ...]], Name] = {}

    def read(self) -> list[AgencyMention]:
        """All mentions, in order."""
        for token in self.tokens:
            literal, start, end = token
            if start < self.cursor:
                continue
            if literal.title is not None:
                titled.read(self, literal.title, (start, end))
            elif not (literal.quiet and self._idle(token)):
                self.entity(token, start, None)
        return self.found

    def _idle(self, token: Token) -> bool:
        """Whether the words around a quiet literal give it no meaning."""
        literal, start, end = token
        lower, text = self.lower, self.text
        if lower[start - 4 : start] in self._before or (literal.capital and text[start].isupper()):
            return False
        if literal.listed and self._listed.match(lower, end) is not None:
            return False
        if literal.named and self.context.subject is not None and text[start].isupper():
            return False
        return not literal.named or lower[end : end + 3] == text[end : end + 3]

    def add(
        self, span: tuple[int, int], name: Name, head: str | None, rule: str, score: float, outer: int = -1
    ) -> None:
        """Keeps one mention; the next begins after it."""
        start, stop = span
        agency_id, words, group = name
        line = self.text.find("\n", start, stop)
        end = stop if line < 0 else line
        if outer < 0:
            outer = start
        self.found.append(
            AgencyMention(start, end, words, agency_id, group, (), head, rule, score, end, words, outer)
        )
        self.cursor = stop

    def keep(self, mention: AgencyMention) -> None:
        """Keeps a mention that is ready."""
        self.found.append(mention)
        self.cursor = mention.end

    @staticmethod
    def around(start: int) -> Around:
        """What stands before a group that a list brought: nothing of its own."""
        return Around(start, start, None, plural=False)

    def token_at(self, position: int) -> Token | None:
        """The literal that begins there."""
        return self.at.get(position)

    def suffix(self, position: int) -> Suffix:
        """The words for a place that begin at the space at `position`."""
        if self.text[position : position + 1] != " ":
            return Suffix(position)
        return self._suffixes.read(self.text, self.lower, position)

    def region(self, position: int) -> Suffix:
        """The numbered region that begins at the space at `position`."""
        if self.text[position : position + 1] != " ":
            return Suffix(position)
        return self._suffixes.region(self.text, position)

    def name(self, body: Body, suffix: Suffix) -> Name:
        """The canonical name; the same words are named once."""
        key = (body.id, body.name, suffix[1:] if suffix.kind else ())
        name = self._names.get(key)
        if name is None:
            name = self._names[key] = self.lexicon.namer.name(body, suffix, self.context)
        return name

    def quantified(self, start: int) -> int:
        """Where the quantifier before `start` begins; `start` where there is none."""
        lower = self.lower
        known = self._before.get(lower[max(0, start - 4) : start])
        if known is None:
            return start
        shortest, longer = known
        for words in (*longer, shortest) if lower.endswith(longer, 0, start) else (shortest,):
            begin = start - len(words)
            if lower.startswith(words, begin) and begin >= 0 and not (begin and lower[begin - 1].isalnum()):
                return begin
        return start

    def next_token(self, end: int) -> Token | None:
        """The literal right after `end`, past "của" and "các"."""
        found = self.lexicon.quantifier.match(self.lower, end)
        return (self.token_at(found.end()) if found else None) or self.token_at(end + 1)

    def entity(self, token: Token, start: int, head: str | None) -> bool:
        """Reads a body or group at a literal; False where these words name none."""
        literal, s, e = token
        begin = self.quantified(s)
        plural = begin < s
        outer = start if head is not None else begin
        noun, body, capital = literal.noun, literal.body, self.text[s].isupper()
        around = Around(outer, outer, head, plural)
        recalled = literal.recalls and head is not None
        if recalled and open_names.recall(self, literal, (s, e), around):
            return True
        if noun is not None and (plural or body is None or self._several(noun, e)):
            titled = capital or head is not None
            named = literal.head and titled and not plural and self.text[e + 1 : e + 2].isupper()
            if not named and groups.read(self, noun, (s, e), around):
                return True
        if start != outer:
            around = Around(start, outer, head, plural)
        spelled = capital or head is not None or self.text[e - 2 : e].isupper()
        if body is not None and (spelled or not body.capital):
            count = len(self.found)
            if bodies.read(self, body, (s, e), around):
                unlisted = head is None or _each(body, self.context)
                if literal.weak or (plural and unlisted):
                    self._weigh(literal, begin, count)
                return True
        if not capital and head is None:
            return False
        if literal.head and open_names.read(self, literal, (s, e), around):
            return True
        return bodies.read_own(self, (s, e), around) or open_names.recall(self, literal, (s, e), around)

    def _several(self, noun: Noun, end: int) -> bool:
        """Whether bodies of the same kind follow, so that all are one group ("Bí thư tỉnh ủy, thành ủy")."""
        more = self.lexicon.more_nouns.match(self.lower, end) if noun.several else None
        return more is not None and self.lexicon.nouns[more[1]].several

    def _weigh(self, literal: Literal, begin: int, count: int) -> None:
        """A weak spelling scores less; a quantifier before one body that every place has makes it several."""
        last = self.found[-1]
        if literal.weak:
            self.found[-1] = last._replace(score=0.6)
        elif len(self.found) == count + 1 and literal.body and literal.body.scope != "central":
            words = self.lower[begin : last.start] if last.head is None else self.lexicon.every
            self.found[-1] = last._replace(
                start=min(begin, last.start),
                name=words + last.name,
                agency_id=None,
                group=True,
                modified_name=words + last.modified_name,
            )


def _each(body: Body, context: Context) -> bool:
    """Whether heads in the plural before one body head those of all places ("Giám đốc các Sở Y tế")."""
    if body.head:
        return body.scope == "province" and context.place is None
    return body.scope in ("local", "unit")
