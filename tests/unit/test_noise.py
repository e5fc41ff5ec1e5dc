"""The slips that the benchmark puts into a text."""

from __future__ import annotations

import unicodedata

from scripts.bench.noise import KINDS, damage

TEXT = "Giao Sở Nội vụ chủ trì, phối hợp với các cơ quan liên quan rà soát 12 văn bản, báo cáo kết quả. " * 20


def test_slips_say_what_they_did() -> None:
    """Each slip stands where it says, and taken back they give the text as it was."""
    damaged, slips = damage(TEXT, 0.2, 1)
    pieces, at = [], 0
    for start, end, after, before, kind in slips:
        assert damaged[start:end] == after != before
        assert kind in {name for name, _ in KINDS}
        pieces += [damaged[at:start], before]
        at = end
    assert "".join([*pieces, damaged[at:]]) == TEXT
    assert {slip.kind for slip in slips} == {"typing", "tone", "scan"}


def test_the_same_seed_gives_the_same_slips() -> None:
    """Damage is drawn from its seed alone, and is composed as typed text is."""
    damaged, _ = damage(TEXT, 0.3, 7)
    assert damaged == damage(TEXT, 0.3, 7)[0] != damage(TEXT, 0.3, 8)[0]
    assert unicodedata.is_normalized("NFC", damaged)


def test_the_rate_is_kept() -> None:
    """No slip at a rate of 0; at 1 nearly every word in small letters has one."""
    assert damage(TEXT, 0.0, 1) == (TEXT, ())
    assert len(damage(TEXT, 1.0, 1)[1]) > 0.7 * sum(word.strip(",.").islower() for word in TEXT.split())


def test_spared_ranges_and_names_stay() -> None:
    """Words in a spared range, numbers and words with a capital have no slip."""
    damaged, slips = damage(TEXT, 1.0, 1, [(0, 100)])
    assert damaged[:96] == TEXT[:96]
    assert all(slip.before.islower() for slip in slips)
    assert damaged.count("12") == TEXT.count("12")
