"""Bodies that look real and are not in the gazetteer: crossed fields, places of elsewhere, persons."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from rapidfuzz.distance import OSA

from gazetteer import Issuer
from gazetteer.state.damage import key_of, words_of
from gazetteer.state.linking import NOBODY
from scripts.bench.name_cases import Case, Pool, day

FIELDS = (
    "Hàng hải", "Dầu khí", "Vũ trụ", "Thủy điện", "Biển đảo", "Truyền hình", "Ngân hàng", "Chuyển đổi số",
    "Văn hóa và Truyền thông", "Công nghệ và Thương mại", "Khoa học và Công nghiệp", "Giáo dục và Thể thao",
    "Nông thôn và Miền núi", "Y tế và Dân số", "Lao động và Việc làm", "Tài chính và Đầu tư",
    "Xây dựng và Đô thị", "Giao thông và Bưu điện", "Đất đai", "Môi trường biển", "Khí hậu", "Năng lượng",
    "Hàng không", "Đường thủy", "Kinh tế số", "Nhà đất", "Trẻ em", "Người cao tuổi", "Hòa giải",
    "Nghệ thuật",
)  # fmt: skip
HEADS = (
    "Sở", "Ban", "Chi cục", "Trung tâm", "Văn phòng", "Phòng", "Hội đồng", "Viện", "Quỹ", "Tổ công tác",
    "Ban Quản lý", "Thanh tra",
)  # fmt: skip
CENTRAL = ["Bộ", "Vụ", "Cục", "Tổng cục", "Viện", "Ủy ban", "Học viện", "Ban", "Hội đồng"]
PERSONS = (
    "Nguyễn Văn Cừ", "Trần Bình Trọng", "Lê Văn Hưu", "Phan Đình Giót", "Võ Thị Sáu", "Bùi Thị Xuân",
    "Ngô Gia Tự", "Hoàng Văn Thụ", "Tôn Thất Tùng", "Đặng Văn Ngữ", "Hồ Đắc Di", "Phạm Ngọc Thạch",
    "Lương Thế Vinh", "Chu Văn An",
)  # fmt: skip
NAMED = (
    "Trường THPT {}", "Trường Trung học cơ sở {}", "Trường Tiểu học {}", "Bệnh viện Đa khoa {}",
    "Công ty Cổ phần {}", "Công ty TNHH MTV {}", "Doanh nghiệp tư nhân {}", "Phòng khám {}", "Nhà hát {}",
    "Trường Cao đẳng {}",
)  # fmt: skip
ADDED = (
    "Đông Nam", "Tây Bắc", "Số 3", "Cao cấp", "Quốc tế", "Ven biển", "Liên ngành", "Trẻ", "Tự nguyện",
    "Cơ động", "Nghỉ hưu", "Kiểu mẫu", "Vùng cao",
)  # fmt: skip
NUMBERED = (
    "Đội Quản lý thị trường số {}", "Chi cục Hải quan khu vực {}", "Quân khu {}", "Vùng Cảnh sát biển {}",
)  # fmt: skip

Drawn = tuple[str, Issuer]


def _province(pool: Pool, chance: random.Random) -> tuple[str, str, Issuer]:
    unit = chance.choice(pool.units["province"])
    return unit.full, unit.id, pool.issuer(unit)


def invented(pool: Pool, chance: random.Random) -> Drawn:
    """A real head noun with a field that no such body has."""
    if chance.random() < 1 / 3:
        return f"{chance.choice(CENTRAL)} {chance.choice(FIELDS)}", pool.central
    place, _, issuer = _province(pool, chance)
    return f"{chance.choice(HEADS)} {chance.choice(FIELDS)} {place}", issuer


def _names(pool: Pool, *, central: bool) -> list[str]:
    return [
        body.name for body in pool.bodies if (body.scope == "central") == central and body.scope != "inner"
    ]


def crossed(pool: Pool, chance: random.Random) -> Drawn:
    """The beginning of one name with the end of another."""
    central = chance.random() < 1 / 2
    names = [name for name in _names(pool, central=central) if name.count(" ") > 1]
    one, other = (chance.choice(names).split(" ") for _ in range(2))
    words = " ".join((*one[: chance.randrange(1, len(one))], *other[chance.randrange(1, len(other)) :]))
    if central:
        return words, pool.central
    place, _, issuer = _province(pool, chance)
    return f"{words} {place}", issuer


def one_word(pool: Pool, chance: random.Random) -> Drawn:
    """A name with one word changed for another that makes a real phrase, where it can nearly the same."""
    central = chance.random() < 1 / 2
    words = chance.choice([name for name in _names(pool, central=central) if " " in name]).split(" ")
    index = chance.randrange(1, len(words))
    before, after = words[index - 1].lower(), words[index + 1].lower() if index + 1 < len(words) else ""
    pairs = {pair for body in pool.bodies for pair in pairwise(words_of(body.name))}
    others = sorted(
        {new for old, new in pairs if old == before} | {new for new, old in pairs if after and old == after}
    )
    key = key_of(words[index])
    others = [word for word in others if word.isalpha() and key_of(word) != key]
    if not others:
        return "", pool.central
    near = [word for word in others if OSA.distance(key_of(word), key) <= 1]
    word = chance.choice(near or others)
    words[index] = word.capitalize() if words[index][0].isupper() else word
    if central:
        return " ".join(words), pool.central
    place, _, issuer = _province(pool, chance)
    return f"{' '.join(words)} {place}", issuer


def elsewhere(pool: Pool, chance: random.Random) -> Drawn:
    """The committee of a commune or district that no unit of this province was ever called."""
    _, id_, issuer = _province(pool, chance)
    province = pool.gazetteer.geography.unit(id_)
    level = chance.choice(("district", "commune"))
    name, other = (chance.choice(pool.units[level]).full for _ in range(2))
    if crosses := chance.random() < 1 / 2:
        name = f"{name.rsplit(' ', 1)[0]} {other.rsplit(' ', 1)[-1]}"
    same = key_of if crosses else str.lower
    if province is None or same(name) in {same(below.full) for below in pool.below(province)}:
        return "", issuer
    body = chance.choice(
        ("Ủy ban nhân dân", "Hội đồng nhân dân", "UBND", "Công an", "Trạm Y tế", "Văn phòng HĐND và UBND")
    )
    return f"{body} {name}{chance.choice(('', f' {province.full}'))}", issuer


def named(pool: Pool, chance: random.Random) -> Drawn:
    """A school, company or hospital named after a person."""
    place, _, issuer = _province(pool, chance)
    name = chance.choice(NAMED).format(chance.choice(PERSONS))
    return f"{name}{chance.choice(('', f' {place}'))}", issuer


def longer(pool: Pool, chance: random.Random) -> Drawn:
    """A known body with words more before its place."""
    place, _, issuer = _province(pool, chance)
    name = chance.choice(_names(pool, central=False))
    return f"{name} {chance.choice(ADDED)} {place}", issuer


def numbered(pool: Pool, chance: random.Random) -> Drawn:
    """A number that no body has."""
    return chance.choice(NUMBERED).format(chance.choice(("XXIV", "XXXI", "47", "58", "12A"))), pool.central


KINDS: Mapping[str, Callable[[Pool, random.Random], Drawn]] = {
    "invented field": invented,
    "crossed names": crossed,
    "one real word changed": one_word,
    "unit of elsewhere": elsewhere,
    "named after a person": named,
    "words more": longer,
    "another number": numbered,
}


def strangers(pool: Pool, chance: random.Random, count: int) -> Iterator[Case]:
    """Real-looking bodies that are not in the gazetteer, every kind in turn, none twice."""
    seen: set[str] = set()
    kinds = [kind for kind in KINDS if kind != "another number"]
    spelled = {key_of(name) for name in pool.linker.names}
    while len(seen) < count:
        kind = "another number" if len(seen) < len(NUMBERED) * 2 else kinds[len(seen) % len(kinds)]
        words, issuer = KINDS[kind](pool, chance)
        if not words or words in seen or _known(pool, words, issuer, spelled):
            continue
        seen.add(words)
        level = "central" if issuer is pool.central else "province"
        yield Case(words, issuer, day(chance), kind, level, "")


def _known(pool: Pool, words: str, issuer: Issuer, spelled: set[str]) -> bool:
    """Whether the gazetteer knows a body of this name, whenever and wherever, or without its marks."""
    place = issuer.place.name if issuer.place else ""
    if any(pool.linker.link(way) != NOBODY for way in (words, f"{words} {place}")):
        return True
    key = key_of(words)
    ends = [key_of(end) for end in (place, issuer.place.short if issuer.place else "") if end]
    keys = {key, *(key.removesuffix(end) for end in ends)}
    return bool(keys & spelled) or not words_of(words)
