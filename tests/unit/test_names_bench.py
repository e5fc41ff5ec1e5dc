"""The bench of names: the same cases every time, and figures that hold."""

from __future__ import annotations

import random

import pytest

from gazetteer import load_gazetteer
from scripts.bench import names
from scripts.bench.name_cases import Case, Pool, damaged
from scripts.bench.name_damage import KINDS
from scripts.bench.name_strangers import strangers

POOL = Pool(load_gazetteer())


@pytest.mark.parametrize("draw", [damaged, strangers])
def test_the_same_seed_draws_the_same_cases(draw: object) -> None:
    """Two draws of one seed are alike, and those of another are not."""
    one, two, other = (list(draw(POOL, random.Random(seed), 20)) for seed in (1, 1, 2))  # type: ignore[operator] # noqa: S311
    assert one == two != other
    assert len(one) == 20


@pytest.mark.parametrize("kind", KINDS)
def test_a_damage_changes_the_name(kind: str) -> None:
    """Every kind of damage leaves other words."""
    assert KINDS[kind]("Sở Giáo dục và Đào tạo", random.Random(3)) != "Sở Giáo dục và Đào tạo"  # noqa: S311


def test_a_small_draw_holds_the_bounds(capsys: pytest.CaptureFixture[str]) -> None:
    """Sixty cases of each set: the status is 0, and a table by kind and by level is printed."""
    assert names.main(["--count", "63", "--verbose"]) == 0
    out = capsys.readouterr().out
    assert "damaged names" in out
    assert "unit of elsewhere" in out


def test_a_wrong_link_is_called_wrong() -> None:
    """An entity for a body that should be none, or another one than the right one, is wrong."""
    case = Case("Sở Y tế", POOL.gazetteer.issuer("Ủy ban nhân dân tỉnh Lai Châu"), "2024-05-10", "", "", "")
    right = "vn.tinh.lai-chau.so.y-te"
    assert names.judge(case, POOL) == ("wrong", right)
    assert names.judge(case._replace(wanted=right), POOL) == ("right", right)
    assert names.judge(case._replace(wanted="vn.chinh-phu"), POOL) == ("wrong", right)
    assert names.judge(case._replace(words="Sở Hàng hải"), POOL) == ("right", "")
    assert names.judge(case._replace(words="Sở Hàng hải", wanted=right), POOL) == ("unknown", "")
