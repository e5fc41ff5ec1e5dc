"""The restore stage: what is applied, what is suggested, what is never touched."""

from __future__ import annotations

from array import array

import pytest

from gazetteer.restore.language import SIZE
from pipeline.document import Document, read_document
from pipeline.restore import RULES, Guard, Proposal, Settings, find_edits, load_knowledge, restore
from pipeline.restore.twins import find_twins
from pipeline.source import Box, PlacedWords, Source
from pipeline.spans import Span

LETTERHEAD = (
    "ỦY BAN NHÂN DÂN\nTỈNH LAI CHÂU\nSố: 12/UBND-VX\nV/v thực hiện mốt số nhiệm vụ\nKính gửi: Các sở.\n"
)


def _read(text: str) -> Document:
    return read_document(Source(text))


def _mend(text: str) -> str:
    document = _read(text)
    return restore(document, find_edits(document)).text


def _found(text: str, policy: str) -> list[tuple[str, str, str]]:
    return [(edit.rule, edit.before, edit.after) for edit in find_edits(_read(text)) if edit.policy == policy]


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("thực hiện nghiêm mốt số nhiệm vụ sau", "thực hiện nghiêm một số nhiệm vụ sau"),
        ("công tác thu tút đầu tư vào địa bàn tỉnh", "công tác thu hút đầu tư vào địa bàn tỉnh"),
        ("các cơ quan, đơn vị chịu trách nhệm thực hiện", "các cơ quan, đơn vị chịu trách nhiệm thực hiện"),
        ("giao Sở Nội vụ chủ trì, phối hợp vơis các sở", "giao Sở Nội vụ chủ trì, phối hợp với các sở"),
        ("quy định của pháp luạt về đất đai", "quy định của pháp luật về đất đai"),
        ("ban hành kèm theo Nghị đinhj này", "ban hành kèm theo Nghị định này"),
        ("Đ/c: Giámđốc Sở", "Đ/c: Giám đốc Sở"),
        ("ĐIỀ U KHO ẢN THI HÀNH", "ĐIỀU KHOẢN THI HÀNH"),
        ("quản lý nhà nước và pháttriển kinh tế", "quản lý nhà nước và phát triển kinh tế"),
        ("cán bộ, công chức,viên chức", "cán bộ, công chức, viên chức"),
        ("các sở , ban, ngành", "các sở, ban, ngành"),
        ("HĐND tỉnh ( b/c);", "HĐND tỉnh (b/c);"),
        ("theo tiêu chuẩn TCVN ISO 9001: 2015 trong", "theo tiêu chuẩn TCVN ISO 9001:2015 trong"),
        ("đến hết năm.Căn cứ tình hình", "đến hết năm. Căn cứ tình hình"),
    ],
)
def test_what_is_safe_is_applied(text: str, mended: str) -> None:
    """Splits, merges, blanks and plain slips are put right."""
    assert _mend(text) == mended


@pytest.mark.parametrize(
    "text",
    [
        "công chức trực tiếp tiếp nhận hồ sơ của người dân",
        "lợi dụng chức vụ, quyền hạn sách nhiễu, hách dịch",
        "Đồng chí Tông Thanh Hải, Phó Chủ tịch",
        "các PCT. UBND tỉnh; điện thoại: 0213.3876",
        "xem tại baochinhphu.vn, thư điện tử vanthu@laichau.gov.vn",
        "xếp hạng 15/15, giảm 04 bậc; nâng từ 58/63 lên 55/63",
        "theo công văn số 198/BC-UBND ngày 07/6/2023",
        "Kính gửi: UBND xã Nậm Tăm, huyện Sìn Hồ",
        "hỗ trợ logistics, blockchain, fintech và startup",
        "cán bộ của tỉnh... tới đội ngũ công chức./.",
    ],
)
def test_what_is_right_is_kept(text: str) -> None:
    """Words that meet, names, abbreviations, addresses, numbers and foreign words stay as they are."""
    assert _mend(text) == text


@pytest.mark.parametrize(
    "text",
    [
        'phong trào "thực hiện mốt số nhiệm vụ" trong năm',
        "thực hiện Kế hoạch số 1530/KH-UBND ngày 26/4/2023 của UBND tỉnh về mốt số nhiệm vụ",
        "Nơi nhận:\n- Các đơn vị thực hiện mốt số nhiệm vụ;",
        LETTERHEAD.rstrip("\n"),
        "VỀ VIỆC THỰC HIỆN MỐT SỐ NHIỆM VỤ",
    ],
)
def test_protected_words_are_not_changed(text: str) -> None:
    """Quotations, titles, the letterhead, the recipients and lines in capitals keep their letters."""
    assert _mend(text) == _read(text).text


def test_a_slip_in_a_title_is_shown() -> None:
    """What looks wrong in the title of another document is a suggestion: it may stand there so."""
    text = "thực hiện Kế hoạch số 1530/KH-UBND ngày 26/4/2023 của UBND tỉnh về mốt số nhiệm vụ"
    assert _found(text, "suggest") == [("spelling", "mốt", "một")]


def test_a_guard_of_the_caller_holds() -> None:
    """Nothing is changed in a range that the caller protects; its blanks are where it says so."""
    document = _read("thực hiện nghiêm mốt số nhiệm vụ,giải pháp")
    whole = Span(0, len(document.text))
    assert find_edits(document, [Guard(whole, "citation")]) == ()
    edits = find_edits(document, [Guard(whole, "name", blanks=True)])
    assert [edit.rule for edit in edits] == ["spacing"]


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("trong quá triển khai thực hiện nhiệm vụ", " trình"),
        ("thực hiện cơ chế chủ, tự chịu trách nhiệm", " tự"),
        ("thủ tục hành chính thuộc thẩm giải quyết của Sở", " quyền"),
    ],
)
def test_a_missing_word_is_suggested(text: str, after: str) -> None:
    """A word that two others lack is shown, never put in."""
    assert [edit[2] for edit in _found(text, "suggest")] == [after]
    assert _mend(text) == text


def test_a_word_too_soon_is_no_doubled_word() -> None:
    """Of "gỡ gỡ" the first stands for a word that begins alike: neither goes."""
    text = "tăng cường đối thoại, gỡ gỡ doanh nghiệp trên địa bàn"
    assert _found(text, "suggest") == [("doubled", "gỡ", "gặp")]


@pytest.mark.parametrize("rule", ["spelling", "split", "spacing", "phrase", "doubled", "gap", "date"])
def test_a_rule_can_be_switched_off(rule: str) -> None:
    """A rule that is off finds nothing; the others go on."""
    text = (
        "thực hiện nghiêm mốt số nhiệm vụ,bổ xung văn bản văn bản, pháttriển trong quá triển khai "
        "ngày /6/2023"
    )
    every = {edit.rule for edit in find_edits(_read(text))}
    left = {edit.rule for edit in find_edits(_read(text), settings=Settings(off=frozenset({rule})))}
    assert left == every - {rule}
    assert rule in every <= RULES


def test_all_rules_off_is_nothing() -> None:
    """With every rule off the document stays as it is."""
    assert find_edits(_read("mốt số nhiệm vụ,giải pháp"), settings=Settings(off=RULES)) == ()


def test_a_triple_has_known_pairs() -> None:
    """No triple of the model ends with a pair that it does not know: so it is not looked for there."""
    model = load_knowledge().model
    lasts = (model.pair_keys[key // SIZE] % SIZE * SIZE + key % SIZE for key in model.triple_keys)
    assert all(map(model.pairs.__contains__, lasts))


def test_out_of_register_nothing_is_guessed() -> None:
    """In a text about other things the language model is not asked; blanks are still put right."""
    text = (
        "Con mèo trèo lên cây cau, hỏi thăm chú chuột,đi đâu vắng nhà. "
        "Mùa thu lá bay, anh đã đi rồi, em ơi có nhớ mốt số điều xưa cũ bên sông"
    )
    assert [edit.rule for edit in find_edits(_read(text))] == ["spacing"]


def test_misread_letters_are_left_alone() -> None:
    """Where every other word is none, the letters themselves are misread: nothing is guessed about them."""
    text = "Céng hßa x· héi chñ nghÜa ViÖt Nam, ®éc lËp tù do h¹nh phóc " * 8
    assert [edit for edit in find_edits(_read(text)) if edit.policy != "flag"] == []


def test_what_comes_again_and_again_is_not_suggested() -> None:
    """The same guess three times in a document is how its author writes."""
    line = "hoàn thành tiến độ trong quá triển khai thực hiện nhiệm vụ được giao.\n"
    assert len(_found(line * 2, "suggest")) == 2
    assert _found(line * 3, "suggest") == []


def test_a_machine_misreads_more() -> None:
    """A reading that is doubtful in a typed text is applied where a machine was not sure of the word."""
    text = "Bộ phận tiếp nhận hồ sơ: Viện kiếm sát."
    words = PlacedWords(array("I"), array("I"))
    for start, word in ((0, "Bộ"), (text.index("kiếm"), "kiếm")):
        words.add(Span(start, start + len(word)), Box(1, 0, 0, 1, 1), 30)
    typed, read = (
        find_edits(read_document(source)) for source in (Source(text), Source(text, ocr=True, words=words))
    )
    gain = [max((edit.confidence for edit in edits), default=0.0) for edits in (typed, read)]
    assert gain[0] < gain[1]


def test_edits_go_over_the_map() -> None:
    """A span of the mended text leads to the words of the source, wraps and all, and emphasis moves along."""
    source = "Giao Sở thực hiện nghiêm mốt\nsố **nhiệm vụ** sau: rà soát,bổ sung."
    document = read_document(Source(source))
    mended = restore(document, find_edits(document))
    low = mended.text.index("một số")
    assert mended.verbatim(Span(low, low + len("một số"))) == "mốt\nsố"
    (bold,) = mended.emphasis
    assert mended.text[bold.start : bold.end] == "nhiệm vụ"
    assert mended.verbatim(bold) == "nhiệm vụ"


def test_an_edit_takes_what_was_put_in_along() -> None:
    """An edit inside a letter and mark that reading put together takes both from the source."""
    source = "hoà\u0300a".replace("\u0300a", "") + " nhập quốc tế"
    document = read_document(Source(source))
    assert document.text == "hòa nhập quốc tế"
    edit = Proposal(Span(2, 3), "a", "i", "spelling", 1.0, "apply", "")
    mended = restore(document, [edit])
    assert mended.text == "hòi nhập quốc tế"
    assert mended.verbatim(Span(0, 3)) == "hoà"


def test_two_edits_in_what_was_put_in_are_one() -> None:
    """Two edits that cut into the same letters put in are laid over the source together."""
    document = read_document(Source("hoà nhập"))
    edits = [
        Proposal(Span(1, 2), "ò", "ó", "spelling", 1.0, "apply", ""),
        Proposal(Span(2, 3), "a", "i", "spelling", 1.0, "apply", ""),
    ]
    mended = restore(document, edits)
    assert mended.text == "hói nhập"
    assert mended.verbatim(Span(0, 3)) == "hoà"


def test_edits_that_overlap_are_refused() -> None:
    """Two edits of one place cannot both be laid over a document."""
    edit = Proposal(Span(0, 3), "mốt", "một", "spelling", 1.0, "apply", "")
    with pytest.raises(ValueError, match="overlap"):
        restore(_read("mốt số"), [edit, edit._replace(after="mới")])


def test_nothing_to_apply_is_the_same_document() -> None:
    """Suggestions and flags leave the document as it is."""
    document = _read("trong quá triển khai thực hiện, ngày /6/2023")
    assert restore(document, find_edits(document)) is document


def test_a_twin_shows_the_slip() -> None:
    """The same passage in another document suggests the word or what is missing."""
    own = _read("góp phần tăng kỷ luật, kỷ cương hành chính; đối thoại, gỡ gỡ doanh nghiệp trên địa bàn")
    other = _read(
        "góp phần tăng cường kỷ luật, kỷ cương hành chính; đối thoại, gặp gỡ doanh nghiệp trên địa bàn"
    )
    first, second = find_twins([own, other])
    assert [(edit.before, edit.after, edit.policy) for edit in first] == [
        ("", " cường", "suggest"),
        ("gỡ", "gặp", "suggest"),
    ]
    assert second == ()
    assert find_twins([other, own]) == (second, first)


def test_twins_can_be_switched_off() -> None:
    """A batch is not compared where the rule is off."""
    documents = [_read("góp phần tăng kỷ luật, kỷ cương"), _read("góp phần tăng cường kỷ luật, kỷ cương")]
    assert find_twins(documents, settings=Settings(off=frozenset({"twin"}))) == ((), ())


def test_a_name_has_no_twin() -> None:
    """Words with a capital and passages too short to be the same say nothing."""
    documents = [
        _read("giao Sở Tông Hải chủ trì, phối hợp các sở"),
        _read("giao Sở Tổng Hải chủ trì, phối hợp các sở"),
    ]
    assert find_twins(documents) == ((), ())
