"""Reads one mention at a literal: titles before it, the place, parent or list after it."""

from __future__ import annotations

import re

from gazetteer.model import Body, Name, Suffix
from gazetteer.names import Context, name_of
from gazetteer.suffix import PROPER, UPPER
from pipeline.mentions.agencies.groups import GroupWords, read_group
from pipeline.mentions.agencies.lexicon import Lexicon, Literal, Title
from pipeline.mentions.agencies.mention import AgencyMention

Token = tuple[Literal, int, int]
_JOIN = re.compile(r"(?:, các |, | và các | và |/|; )")
_PARENT = re.compile(r"(?: thuộc | của | trực thuộc |,? - | \(| )")
_PERSON = re.compile(rf"(?: [{UPPER}][^\W\d_]+){{2,4}}(?!\w)")
_DEALT = re.compile(r": |, | và |; |, và ")
_SELF = {"sở": "Sở ", "bộ": "Bộ "}


class Reader:
    """One reading of one text. `read` yields the mentions in order."""

    def __init__(
        self, lexicon: Lexicon, text: str, lower: str, tokens: list[Token], context: Context
    ) -> None:
        self.lexicon, self.text, self.lower, self.context = lexicon, text, lower, context
        self.tokens = tokens
        self.at = {start: i for i, (_, start, _) in enumerate(tokens)}
        self.found: list[AgencyMention] = []
        self.cursor = 0
        self._names: dict[tuple[str, Suffix], Name] = {}

    def read(self) -> list[AgencyMention]:
        """All mentions."""
        for literal, start, end in self.tokens:
            if start >= self.cursor:
                if literal.title is not None:
                    self._titled(literal.title, start, end)
                else:
                    self._entity(literal, start, end, start, None)
        return self.found

    # -- titles -------------------------------------------------------------------------------------------

    def _titled(self, title: Title, start: int, end: int) -> None:
        stop, last = end, title
        for _ in range(4):
            token = self._next(stop)
            if token is not None and token[0].title is None:
                self._headed(title, start, stop, token)
                return
            joined = None if last.alone else _JOIN.match(self.lower, stop)
            index = None if joined is None else self.at.get(joined.end())
            if index is None or (last := self.tokens[index][0].title or Title("", "")).kind == "":
                break
            stop = self.tokens[index][2]
        if title.kind == "post":
            self._post(start, end)
        elif title.alone and self.text[start].isupper():
            begin = self._quantified(start)
            self._add(begin, end, Name(None, title.alone, True), self.text[start:end], "head.alone", 0.7)

    def _headed(self, title: Title, start: int, stop: int, token: Token) -> None:
        literal, s, e = token
        if title.kind == "head":
            if self._entity(literal, s, e, start, self.text[start:stop]):
                return
            if title.alone and self.text[start].isupper():
                self._add(start, stop, Name(None, title.alone, True), self.text[start:stop], "head.alone", 0.7)
            return
        count = len(self.found)
        if self._entity(literal, s, e, s, None) and len(self.found) > count:
            of = self.found[count]
            del self.found[count:]
            name = f"{self.text[start:s]}{of.name}".replace(" các đồng chí", "")
            self._add(self._quantified(start), of.end, Name(None, name, of.group), None, "post", 0.9)
        elif title.kind == "post":
            self._post(start, stop)

    def _post(self, start: int, end: int) -> None:
        if not self.text[start].isupper():
            return
        person = _PERSON.match(self.text, end)
        if person and self.at.get(end + 1) is None:
            end = person.end()
        begin = self._quantified(start)
        name = self.text[start:end]
        self._add(begin, end, Name(None, f"các {name}" if begin < start else name, begin < start), None, "post", 0.9)

    def _next(self, end: int) -> Token | None:
        """The literal right after `end`, past "của" and "các"."""
        found = self.lexicon.quantifier.match(self.lower, end)
        for position in (found.end() if found else -1, end + 1):
            if (index := self.at.get(position)) is not None:
                return self.tokens[index]
        return None

    def _quantified(self, start: int) -> int:
        """Where the quantifier before `start` begins; `start` where there is none."""
        for words in self.lexicon.before:
            if self.lower.startswith(words, start - len(words)) and start >= len(words):
                begin = start - len(words)
                if not begin or not self.lower[begin - 1].isalnum():
                    return begin
        return start

    # -- what a literal is --------------------------------------------------------------------------------

    def _entity(self, literal: Literal, s: int, e: int, start: int, head: str | None) -> bool:
        begin = self._quantified(s)
        plural = begin < s
        if literal.noun and (plural or head or literal.noun.alone or literal.body is None) and self._fits(literal, plural):
            if self._group(literal, s, e, (begin if head is None else start, head, plural)):
                return True
        if literal.body is not None and (self.text[s].isupper() or not literal.body.capital):
            outer = begin if head is None else start
            if self._body(literal.body, (s, e), (outer if plural else start), head, literal.weak):
                return True
        if literal.head and self._open(literal, s, e, start, head):
            return True
        return self._itself(s, e, start, head)

    def _fits(self, literal: Literal, plural: bool) -> bool:
        return literal.body is None or plural

    def _add(
        self, start: int, end: int, name: Name, head: str | None, rule: str, score: float, outer: int | None = None
    ) -> None:
        self.found.append(
            AgencyMention(start, end, name.name, name.id, name.group, (), head, rule, score, end, name.name,
                          start if outer is None else outer)
        )  # fmt: skip
        self.cursor = end

    # -- groups -------------------------------------------------------------------------------------------

    def _group(self, literal: Literal, s: int, e: int, around: tuple[int, str | None, bool]) -> bool:
        start, head, plural = around
        word = self.lower[s:e]
        key = "Bộ" if word.startswith("bộ") else "Sở" if word.startswith("sở") else None
        group = read_group(self, GroupWords(start, s, e, head, plural))
        if key and self._deal_fields(key, group.end if group else e, start, head):
            return True
        if group is None:
            return False
        self.found.append(group)
        self.cursor = group.end
        return True

    def _deal_fields(self, key: str, end: int, outer: int, head: str | None) -> bool:
        """The bodies that fields name after "các Bộ:", "các Sở"; False where none follows."""
        pattern, position, first = self.lexicon.field[key], end, True
        if self.text[position : position + 1] == " ":
            position -= 1  # "các Bộ Tài chính, Xây dựng": the space alone leads in
        elif self.text[position : position + 2] != ": ":
            return False
        while True:
            found = pattern.match(", " + self.lower[position + 2 : position + 80]) if first else pattern.match(self.lower, position)
            begin = position + 2 if first else found.start(1) if found else 0
            if found is None or not self.text[begin].isupper():
                break
            stop = begin + len(found[1])
            if self.lexicon.suffixes.read(self.text, self.lower, stop).kind:
                break
            body = self.lexicon.fields[key, found[1]]
            self._add(begin, stop, self._name(body, Suffix(stop, "", "", None, False)), head, "list.field", 0.95,
                      outer if first else begin)  # fmt: skip
            position, first = stop, False
        return not first

    # -- bodies -------------------------------------------------------------------------------------------

    def _name(self, body: Body, suffix: Suffix) -> Name:
        key = (body.id, suffix._replace(end=0))
        name = self._names.get(key)
        if name is None:
            name = self._names[key] = name_of(body, suffix, self.context)
        return name

    def _body(self, body: Body, span: tuple[int, int], start: int, head: str | None, weak: bool) -> bool:
        s, e = span
        suffix = self.lexicon.suffixes.read(self.text, self.lower, e)
        if suffix.kind == "" and not body.bare:
            return self._bare(body, s, e, start, head)
        if body.scope == "central" and body.also == "" and suffix.kind:
            suffix = Suffix(e, "", "", None, False)
        name, end = self._name(body, suffix), suffix.end
        score = 0.6 if weak else 1.0
        rule = f"body.{body.scope}" + (f".{suffix.kind}" if suffix.kind else "")
        if suffix.kind == "" and body.scope in ("unit", "inner"):
            name, end = self._with_parent(name.name if body.scope == "unit" else body.name, body, e)
        elif body.keep and suffix.kind in ("", "place"):
            if (proper := PROPER.match(self.text, e + 1)) and self.text[e : e + 1] == " " and self.at.get(e + 1) is None:
                name, end = Name(None, f"{body.name} {proper[0]}", False), proper.end()
        self._add(s if start > s else start, end, name, head, rule, score)
        if suffix.kind in ("units", "provinces", "place"):
            self._deal_places(body, suffix, head)
        elif body.head and suffix.kind == "":
            self._more_fields(body.head, end, head)
        return True

    def _more_fields(self, key: str, end: int, head: str | None) -> None:
        pattern = self.lexicon.field[key]
        while (found := pattern.match(self.lower, end)) and self.text[found.start(1)].isupper():
            if self.lexicon.suffixes.read(self.text, self.lower, found.end()).kind:
                return
            body = self.lexicon.fields[key, found[1]]
            end = found.end()
            self._add(found.start(1), end, self._name(body, Suffix(end, "", "", None, False)), head, "list.field", 0.9)

    def _deal_places(self, body: Body, suffix: Suffix, head: str | None) -> None:
        """ "UBND các tỉnh: Hà Tĩnh, Quảng Trị": each its own; the group before them goes."""
        first = self.found[-1]
        end, dealt, unit = first.end, 0, suffix.words
        single = unit.removeprefix("các ") if "," not in unit and " và " not in unit else ""
        while True:
            if suffix.kind in ("provinces", "place"):
                found = self.lexicon.provinces.match(self.lower, end)
                if found is None or not self.text[found.start(2)].isupper() or (suffix.kind == "place" and self.text[end] in " :"
                                                                              and self.lower[end : end + 4] != " và "):  # fmt: skip
                    break
                begin, stop = found.start(1) if found[1] else found.start(2), found.end()
                place = self.lexicon.suffixes.read(self.text, self.lower, begin - 1).place
                if place is None:
                    break
                name = self._name(body, Suffix(stop, "place", "", place, False))
            else:
                lead = _DEALT.match(self.lower, end) if dealt or self.text[end : end + 1] == ":" else None
                begin = lead.end() if lead else end + 1
                named = PROPER.match(self.text, begin) if lead or self.text[end : end + 1] == " " else None
                if named is None or self.at.get(begin) is not None or not single:
                    break
                stop = named.end()
                name = self._name(body, Suffix(stop, "unit", f"{single} {named[0]}", None, False))
            if suffix.kind != "place" and dealt == 0:
                self.found.pop()
            dealt += 1
            self._add(begin, stop, name, head, "list.place", 0.95, first.start if dealt == 1 and suffix.kind != "place" else begin)
            end = stop

    def _bare(self, body: Body, s: int, e: int, start: int, head: str | None) -> bool:
        """A body that needs its place, without one: the issuer's own unit, or its words alone."""
        if self.context.body and body.id == "thanh-tra":
            name, end = self._with_parent(body.name, body, e)
            self._add(start, end, name, head, "unit.own", 0.8)
            return True
        if body.id == "cong-an" and self.text[s].isupper() and not self.text[e : e + 2].strip().isupper():
            self._add(start, e, Name(None, body.name, False), head, "body.bare", 0.5)
            return True
        return False

    def _with_parent(self, base: str, body: Body | None, end: int) -> tuple[Name, int]:
        """The unit with the parent named after it, else the issuer's department or ministry."""
        if parent := self._parent(end):
            return Name(None, f"{base if body is None else body.name} {parent[0]}", False), parent[1]
        if self.context.body and (body is None or body.scope in ("unit", "inner") or not body.bare):
            return Name(None, f"{base if body is None else body.name} {self.context.body}", False), end
        return Name(None, base, False), end

    def _parent(self, end: int) -> tuple[str, int] | None:
        link = _PARENT.match(self.lower, end)
        index = None if link is None else self.at.get(link.end())
        if index is None:
            return None
        literal, s, e = self.tokens[index]
        own = _SELF.get(self.lower[s:e])
        if own and self.context.body and self.context.body.startswith(own) and self.text[s].isupper():
            return self.context.body, e
        if literal.body is None or not self.text[s].isupper() or literal.body.scope in ("unit", "inner"):
            return None
        suffix = self.lexicon.suffixes.read(self.text, self.lower, e)
        return self._name(literal.body, suffix).name, suffix.end

    # -- the issuer's own, and names no list knows --------------------------------------------------------

    def _itself(self, s: int, e: int, start: int, head: str | None) -> bool:
        word, body = self.lower[s:e], self.context.body
        if not self.text[s].isupper():
            if head is None or word != "sở":
                return False
        own = _SELF.get(word)
        if own and body and body.startswith(own):
            self._add(start, e, Name(None, body, False), head, "issuer", 0.8)
            return True
        if word == "sở" and head and self.context.place:
            place = self.context.place
            self._add(start, e, Name(f"{place.id}.nhom.so", f"các sở {place.name}", True), head, "group.head", 0.7)
            return True
        if word in ("văn phòng", "thanh tra") and (body or head):
            self._add(start, *self._office(word, e), head, "unit.own", 0.7)
            return True
        return False

    def _office(self, word: str, end: int) -> tuple[int, Name]:
        label = word.capitalize()
        if (parent := self._parent(end)) is not None:
            return parent[1], Name(None, f"{label} {parent[0]}", False)
        return end, Name(None, f"{label} {self.context.body or self.context.name or ''}".strip(), False)

    def _open(self, literal: Literal, s: int, e: int, start: int, head: str | None) -> bool:
        if not self.text[s].isupper():
            return False
        found = self.lexicon.open_name.match(self.text, e)
        if found is None:
            return False
        end = found.end()
        base = self.text[s:end]
        suffix = self.lexicon.suffixes.read(self.text, self.lower, end)
        if suffix.kind:
            name = self._name(Body("open", base, "local"), suffix)
            self._add(start, suffix.end, Name(None, name.name, name.group), head, "open", 0.6)
            return True
        if literal.parent:
            name, end = self._with_parent(base, None, end)
            self._add(start, end, name, head, "open.unit", 0.6)
            return True
        self._add(start, end, Name(None, base, False), head, "open", 0.5)
        return True
