"""Records of any number of tasks, made by chance from the words of corpus/ and the gazetteer's agencies.

The same seed gives the same bytes. They are as large as those of real directives (2 kB a task, 20 tasks and
50 edits a document), name departments of all provinces and groups with their members, and hold no two
documents of like words.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import orjson

from gazetteer import Gazetteer, load_gazetteer
from scripts.bench.documents import CORPUS, texts

TASKS_A_DOCUMENT: Final = 20
EDITS_A_DOCUMENT: Final = 50
CLAUSES_A_DOCUMENT: Final = 30
_WORDS: Final = re.compile(r"[^\W\d_]+")
_GROUP, _ISSUER = "nhom.so-nganh", "ubnd"
_RECURRING: Final = ("daily", "weekly", "monthly", "quarterly", "yearly", "continuous")
_REVIEW: Final = (
    "no-lead",
    "unknown-agency",
    "ambiguous-agency",
    "inherited-from-addressee",
    "low-ocr-quality",
)

Fields = dict[str, Any]


class Province(NamedTuple):
    """Who gives and who carries tasks in a province."""

    id: str
    issuer: Fields
    group: Fields
    departments: Sequence[Fields]


class Maker:
    """Makes documents with their tasks; `chance` decides everything."""

    def __init__(self, seed: int) -> None:
        """Collect words and agencies."""
        self.chance = random.Random(seed)  # noqa: S311 - nothing secret
        self.words = [word for path in texts(CORPUS) for word in _WORDS.findall(path.read_text("utf-8"))]
        self.provinces = [p for p in _provinces(load_gazetteer()) if p.departments]

    def document(self, number: int) -> tuple[Fields, list[Fields]]:
        """The fields of a document and of its tasks."""
        chance, id_ = self.chance, f"vb-{number:016x}"
        province = chance.choice(self.provinces)
        year = chance.randint(2005, 2025)
        lost = chance.random() < 0.01  # noqa: PLR2004
        tasks = [self._task(id_, order, province, year) for order in range(TASKS_A_DOCUMENT)]
        fields = {
            "schema_version": "1.0",
            "document_id": id_,
            "source": {"path": f"vao/{number}.txt", "sha256": f"{number:064x}", "media_type": "text/plain",
                       "pages": None, "encoding": "utf-8", "ocr": lost},
            "metadata": {
                "number": None if lost else f"{number}/CT-UBND", "type": "Chỉ thị", "issuer": province.issuer,
                "date": f"{year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
                "title": self._text(12), "signer": self._text(3), "signer_title": "CHỦ TỊCH",
                "addressees": [{**province.group, "mention": "Các sở, ngành"}], "recipients": [],
            },
            "legal_refs": [self._citation() for _ in range(3)],
            "clauses": [{"label": str(i), "level": 1, "kind": "item", "heading": None, "spans": [[i, i + 1]],
                         "reason": None} for i in range(CLAUSES_A_DOCUMENT)],
            "edits": [{"span": [i, i + 1], "before": "\n", "after": " ", "rule": "line-wrap"}
                      for i in range(EDITS_A_DOCUMENT)],
            "warnings": [],
        }  # fmt: skip
        return fields, tasks

    def _task(self, document: str, order: int, province: Province, year: int) -> Fields:
        chance, text = self.chance, self._text(self.chance.randint(15, 45))
        supports = chance.choices(province.departments, k=chance.choice((0, 0, 0, 1, 2, 3)))
        leads = [province.group if chance.random() < 0.1 else chance.choice(province.departments)]  # noqa: PLR2004
        every = chance.random()
        return {
            "schema_version": "1.0", "task_id": f"{document}-{chance.getrandbits(40):010x}",
            "document_id": document, "order": order, "label": f"II.{order // 5 + 1}.{'abcde'[order % 5]}",
            "kind": "closing" if order == TASKS_A_DOCUMENT - 1 else "duty", "text": text, "verbatim": text,
            "spans": [[order * 300, order * 300 + len(text)]], "pages": [], "headings": [self._text(20)],
            "assignees": [*_assignees(leads, "lead", province), *_assignees(supports, "support", province)],
            "legal_refs": [self._citation()] if every < 0.15 else [],  # noqa: PLR2004
            "deadlines": self._deadlines(year, every), "targets": [],
            "output": self._text(5) if every > 0.95 else None, "reports_to": [],  # noqa: PLR2004
            "confidence": round(chance.random(), 2),
            "review": [chance.choice(_REVIEW)] if chance.random() < 0.1 else [],  # noqa: PLR2004
            "evidence": [{"rule": "inherited.heading", "span": [order, order + 10]}],
        }  # fmt: skip

    def _deadlines(self, year: int, every: float) -> list[Fields]:
        spans = [[5, 9]]
        if every < 0.25:  # noqa: PLR2004
            month, day = self.chance.randint(1, 12), self.chance.randint(1, 28)
            quote = f"trước ngày {day}/{month}/{year}"
            return [{"quote": quote, "kind": "date", "value": f"{year}-{month:02}-{day:02}", "spans": spans}]
        if every < 0.37:  # noqa: PLR2004
            value = self.chance.choice(_RECURRING)
            return [{"quote": "định kỳ", "kind": "recurring", "value": value, "spans": spans}]
        return []

    def _citation(self) -> Fields:
        number = f"{int(self.chance.paretovariate(0.5)) % 3000}/{self.chance.randint(2000, 2024)}/NĐ-CP"
        return {"citation": f"Nghị định số {number}", "number": number, "type": "Nghị định", "title": None,
                "issuer": "Chính phủ", "date": None, "locator": None, "spans": [[1, 2]]}  # fmt: skip

    def _text(self, words: int) -> str:
        """Some running words of the corpus, and then others, so that no two texts are alike."""
        chance, parts = self.chance, list[str]()
        while len(parts) < words:
            start = chance.randrange(len(self.words) - 5)
            parts += self.words[start : start + chance.randint(2, 4)]
        return " ".join(parts[:words])


def write_records(out: Path, *, tasks: int, seed: int = 1) -> None:
    """Write documents.jsonl and tasks.jsonl of so many tasks."""
    out.mkdir(parents=True, exist_ok=True)
    maker = Maker(seed)
    with (out / "documents.jsonl").open("wb") as documents, (out / "tasks.jsonl").open("wb") as lines:
        for number in range(tasks // TASKS_A_DOCUMENT):
            document, own = maker.document(number)
            documents.write(orjson.dumps(document, option=orjson.OPT_APPEND_NEWLINE))
            lines.writelines(orjson.dumps(task, option=orjson.OPT_APPEND_NEWLINE) for task in own)


def _provinces(gazetteer: Gazetteer) -> Iterator[Province]:
    for unit in sorted({place.id for place in gazetteer.places.values() if place.kind != "country"}):
        issuer = gazetteer.entity(f"{unit}.{_ISSUER}")
        members = gazetteer.members(f"{unit}.{_GROUP}", "2020-01-01")
        names = [(id_, entity.name) for id_ in members if (entity := gazetteer.entity(id_))]
        if issuer:
            group = {"agency_id": f"{unit}.{_GROUP}", "name": f"các sở, ngành {issuer.name}"}
            departments = [{"agency_id": id_, "name": name} for id_, name in names]
            yield Province(unit, {"agency_id": issuer.id, "name": issuer.name}, group, departments)


def _assignees(bodies: Sequence[Fields], role: str, province: Province) -> Iterator[Fields]:
    members = [body["agency_id"] for body in province.departments]
    for body in bodies:
        group = body is province.group
        yield {
            **body, "mention": body["name"].partition(" tỉnh")[0], "role": role, "basis": "heading",
            "group": group, "members": members if group else [], "spans": [[0, 5]], "score": 1.0,
        }  # fmt: skip
