"""Items: what is a task, where it ends, who carries it, and why the rest is none (guide T1, T2, T6, T7)."""

from __future__ import annotations

import pytest

from tests import papers

OPENING = "Chủ tịch UBND tỉnh yêu cầu:\n"


def texts(body: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Label, text and leads of each task."""
    return [(task.label, task.text, task.lead) for task in papers.tasks(body)]


# ---- T1: the smallest listed item --------------------------------------------------------------------------

SMALLEST = [
    ("number", "1. Sở Nội vụ rà soát hồ sơ.", ["1"]),
    ("letter", "1. Sở Nội vụ:\na) Rà soát hồ sơ.\nb) Báo cáo kết quả.", ["1.a", "1.b"]),
    ("dash and plus", "1. Sở Nội vụ\n- Rà soát.\n+ Tập huấn.\n+ Báo cáo.", ["1.-1", "1.-1.+1", "1.-1.+2"]),
    ("Giao paragraph", "1. Sở Nội vụ rà soát hồ sơ.\nGiao Sở Tài chính bố trí kinh phí.", ["1", "1.p1"]),
    ("article", "Điều 2. Giao Sở Nội vụ rà soát hồ sơ.\nĐiều 4. Giao Sở Y tế báo cáo.", ["Điều 2", "Điều 4"]),
    ("unnumbered", "Yêu cầu Sở Nội vụ rà soát hồ sơ.\nĐề nghị Sở Tài chính bố trí kinh phí.", ["p1", "p2"]),
    ("after an item", "2. Sở Nội vụ lập hồ sơ.\nYêu cầu UBND các huyện, thành phố báo cáo.", ["2", "2.p1"]),
    ("three levels", "I. NHIỆM VỤ\n1. Lưu trữ\na) Sở Nội vụ rà soát.\nII. KHÁC\n1. Giao Sở Y tế báo cáo.",
     ["I.1.a", "II.1"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "labels"), [case[1:] for case in SMALLEST], ids=[case[0] for case in SMALLEST]
)
def test_smallest_item_is_one_task(body: str, labels: list[str]) -> None:
    """Each smallest listed item and instructing paragraph is one task, labelled from outside in (T1)."""
    assert [task.label for task in papers.tasks(body)] == labels


def test_sentences_of_an_item_stay_together() -> None:
    """Several sentences in one item are one task, with the deadlines of all."""
    [task] = papers.tasks("1. Sở Nội vụ rà soát hồ sơ. Việc rà soát phải xong trước ngày 30/9/2024.")
    assert task.text == "Sở Nội vụ rà soát hồ sơ. Việc rà soát phải xong trước ngày 30/9/2024."
    assert task.deadlines == (("date", "2024-09-30"),)


def test_slash_at_the_end_is_no_word() -> None:
    """The mark that ends a document is no part of the last task."""
    [task] = papers.tasks("1. Sở Nội vụ rà soát hồ sơ./.")
    assert task.text.rstrip("./") == "Sở Nội vụ rà soát hồ sơ"


def test_label_before_the_words_is_left_out() -> None:
    """A label "Nội dung:" before the instruction is no part of it."""
    assert texts(f"{OPENING}1. Nội dung: Sở Nội vụ rà soát hồ sơ.") == [
        ("1", "Sở Nội vụ rà soát hồ sơ.", ("Sở Nội vụ",))
    ]


# ---- T2: a new agency --------------------------------------------------------------------------------------

FIRST = ("1", "Sở Nội vụ rà soát hồ sơ", ("Sở Nội vụ",))
SPLIT = [
    ("sentence", "Sở Nội vụ rà soát hồ sơ. Sở Tài chính bố trí kinh phí.", "Sở Tài chính bố trí kinh phí."),
    ("semicolon", "Sở Nội vụ rà soát hồ sơ; Sở Tài chính bố trí kinh phí.", "Sở Tài chính bố trí kinh phí."),
    (
        "giao",
        "Sở Nội vụ rà soát hồ sơ; giao Sở Tài chính bố trí kinh phí.",
        "giao Sở Tài chính bố trí kinh phí.",
    ),
    (
        "Giao",
        "Sở Nội vụ rà soát hồ sơ. Giao Sở Tài chính bố trí kinh phí.",
        "Giao Sở Tài chính bố trí kinh phí.",
    ),
    (
        "issuer",
        "Sở Nội vụ rà soát hồ sơ. UBND tỉnh yêu cầu Sở Tài chính bố trí kinh phí.",
        "UBND tỉnh yêu cầu Sở Tài chính bố trí kinh phí.",
    ),
]


@pytest.mark.parametrize(("item", "second"), [case[1:] for case in SPLIT], ids=[case[0] for case in SPLIT])
def test_new_agency_starts_a_new_task(item: str, second: str) -> None:
    """Where another body becomes the subject a new task of the same label begins (T2)."""
    first, other = texts(f"{OPENING}1. {item}")
    assert (first[0], first[1].rstrip(".;"), first[2]) == FIRST
    assert other == ("1", second, ("Sở Tài chính",))


WHOLE = [
    ("a mere comma", "Sở Nội vụ rà soát hồ sơ, Sở Tài chính bố trí kinh phí."),
    ("handing on", "Sở Nội vụ khẩn trương giao Ban Quản lý dự án lập hồ sơ."),
    ("own head", "Sở Nội vụ rà soát hồ sơ. Giám đốc Sở Nội vụ chịu trách nhiệm trước UBND tỉnh."),
    ("same body", "Sở Nội vụ rà soát hồ sơ. Sở Nội vụ báo cáo kết quả trước ngày 30/9/2024."),
    ("no subject", "Sở Nội vụ rà soát hồ sơ. Báo cáo Sở Tài chính kết quả."),
    ("reported to", "Sở Nội vụ rà soát hồ sơ; báo cáo Sở Tài chính trước ngày 30/9/2024."),
]


@pytest.mark.parametrize("item", [case[1] for case in WHOLE], ids=[case[0] for case in WHOLE])
def test_item_of_one_body_stays_whole(item: str) -> None:
    """A comma, a head of the same body and work handed on start no new task (T2)."""
    assert texts(f"{OPENING}1. {item}") == [("1", item, ("Sở Nội vụ",))]


def test_head_of_the_unit_starts_no_task() -> None:
    """The head "Thủ trưởng đơn vị" is that of whom the item is for."""
    item = "Các sở, ban, ngành rà soát hồ sơ. Thủ trưởng đơn vị chịu trách nhiệm trước Chủ tịch UBND tỉnh."
    assert texts(f"{OPENING}1. {item}") == [("1", item, ("các sở, ban, ngành",))]


# ---- who carries it ----------------------------------------------------------------------------------------

CARRIERS = [
    ("Giao Sở Nội vụ rà soát hồ sơ.", ("Sở Nội vụ",)),
    ("Giao Giám đốc Sở Nội vụ rà soát hồ sơ.", ("Sở Nội vụ",)),
    ("Chủ tịch UBND tỉnh yêu cầu Sở Nội vụ rà soát hồ sơ.", ("Sở Nội vụ",)),
    ("Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh giám sát.", ("Ủy ban Mặt trận Tổ quốc Việt Nam",)),
    ("Căn cứ kết quả rà soát, Sở Nội vụ lập đề án.", ("Sở Nội vụ",)),
    ("Trong tháng 9 năm 2024, Sở Nội vụ phải báo cáo UBND tỉnh.", ("Sở Nội vụ",)),
    ("Giám đốc Sở Nội vụ chịu trách nhiệm lập đề án.", ("Sở Nội vụ",)),
    ("Sở Nội vụ (cơ quan thường trực) lập đề án.", ("Sở Nội vụ",)),
    ("Các Bộ: Y tế, Tài chính rà soát văn bản.", ("Bộ Y tế", "Bộ Tài chính")),
    ("Các sở: Nội vụ, Tài chính và Xây dựng rà soát.", ("Sở Nội vụ", "Sở Tài chính", "Sở Xây dựng")),
    ("Riêng Sở Xây dựng sửa chữa kho.", ("Sở Xây dựng",)),
    ("Lập danh mục hồ sơ (giao Sở Nội vụ chủ trì).", ("Sở Nội vụ",)),
    ("Sở Nội vụ: Rà soát hồ sơ.", ("Sở Nội vụ",)),
    ("Mỗi cơ quan, đơn vị phải bố trí kho lưu trữ.", ("mỗi cơ quan, đơn vị",)),
    ("Sở Nội vụ không được tiêu hủy tài liệu.", ("Sở Nội vụ",)),
    ("Tổ trưởng Tổ công tác 12 phân công thành viên kiểm tra.", ("Tổ trưởng Tổ công tác 12",)),
    ("Chủ tịch UBND các huyện, thành phố chỉ đạo rà soát.", ("Ủy ban nhân dân các huyện, thành phố",)),
    ("Hoàn thành chỉnh lý tài liệu.", ()),
]


@pytest.mark.parametrize(("item", "leads"), CARRIERS, ids=[item for item, _ in CARRIERS])
def test_carrier_of_an_item(item: str, leads: tuple[str, ...]) -> None:
    """Whoever is told, is the subject, or is asked leads; whom it is done for does not (guide section 3)."""
    [task] = papers.tasks(f"{OPENING}1. {item}")
    assert (task.text, task.lead, task.support) == (item, leads, ())
    assert task.basis == ("explicit" if leads else "none")


DESCRIBED = [
    ("UBND các xã có rừng thường xuyên tuần tra.", "Ủy ban nhân dân các xã có rừng"),
    ("Các tổ chức, cá nhân sử dụng đất có trách nhiệm nộp hồ sơ.", "các tổ chức, cá nhân sử dụng đất"),
]


@pytest.mark.parametrize(("item", "lead"), DESCRIBED, ids=[item for item, _ in DESCRIBED])
def test_words_that_describe_a_group_belong_to_its_name(item: str, lead: str) -> None:
    """What stands between an open group and its predicate says whom is meant."""
    assert [task.lead for task in papers.tasks(f"1. {item}")] == [(lead,)]


def test_abbreviation_ends_no_sentence() -> None:
    """A full stop behind an abbreviation or an initial starts no new task."""
    first, second = papers.tasks(
        "1. Giao UBND TP. Lai Châu rà soát hồ sơ! Giao Sở Tài chính bố trí kinh phí."
    )
    assert first.text == "Giao UBND TP. Lai Châu rà soát hồ sơ!"
    assert second.lead == ("Sở Tài chính",)
    [task] = papers.tasks(f"{OPENING}1. Giao ông Trần V. Minh rà soát hồ sơ.")
    assert task.text.endswith("V. Minh rà soát hồ sơ.")


def test_inherited_item_that_reads_like_a_basis_is_a_task() -> None:
    """Below a body, what begins with its circumstances or with "Việc" is still its work."""
    body = "1. Sở Nội vụ\na) Trên cơ sở kết quả rà soát, lập đề án.\nb) Việc rà soát thực hiện theo quy định."
    assert [(task.label, task.lead) for task in papers.tasks(body)] == [
        ("1.a", ("Sở Nội vụ",)),
        ("1.b", ("Sở Nội vụ",)),
    ]


def test_report_of_the_units_is_their_task() -> None:
    """Whoever is to send something in carries it; inside their own item it starts no new one."""
    sentence = "Báo cáo của các đơn vị gửi về Sở Nội vụ trước ngày 15/9/2024."
    assert [task.lead for task in papers.tasks(f"1. Sở Y tế rà soát.\n2. {sentence}")][1] == ("các đơn vị",)
    assert [task.lead for task in papers.tasks(f"1. Các sở, ban, ngành rà soát. {sentence}")] == [
        ("các sở, ban, ngành",)
    ]


# ---- T6: no task -------------------------------------------------------------------------------------------

NO_TASKS = [
    ("Căn cứ Luật Lưu trữ ngày 21 tháng 6 năm 2024;", "legal-basis"),
    ("Chỉ thị này có hiệu lực kể từ ngày ký.", "effect"),
    ("Kinh phí thực hiện do ngân sách tỉnh bảo đảm.", "funding"),
    ("UBND tỉnh ban hành Kế hoạch lưu trữ năm 2024.", "issuer-act"),
    ("Đồng ý chủ trương xây dựng kho lưu trữ.", "issuer-act"),
    ("Sở Nội vụ có quyền yêu cầu cung cấp tài liệu.", "right"),
    ("Trân trọng cảm ơn.", "greeting"),
    ("Tài liệu lưu trữ được hiểu là tài liệu có giá trị.", "definition"),
    ("Thời gian qua, Sở Nội vụ đã tổ chức nhiều lớp tập huấn.", "description"),
    ("Công tác lưu trữ đã có nhiều chuyển biến tích cực.", "narrative"),
]


@pytest.mark.parametrize(("sentence", "reason"), NO_TASKS, ids=[reason for _, reason in NO_TASKS])
def test_no_task_has_its_reason(sentence: str, reason: str) -> None:
    """What instructs nobody is no task, and its clause says why (T6)."""
    body = f"{sentence}\n1. Sở Nội vụ rà soát hồ sơ."
    assert [task.label for task in papers.tasks(body)] == ["1"]
    assert papers.reasons(body)[sentence] == reason


@pytest.mark.parametrize(
    ("heading", "item"),
    [
        ("I. MỤC ĐÍCH, YÊU CẦU", "1. Nâng cao nhận thức về lưu trữ."),
        ("I. MỤC TIÊU", "1. 100% cơ quan nộp hồ sơ đúng hạn."),
        ("I. CHỈ TIÊU", "1. 100% hồ sơ được số hóa."),
        ("I. ĐÁNH GIÁ TÌNH HÌNH", "1. Sở Nội vụ đã tổ chức tốt công tác lưu trữ."),
        ("I. KINH PHÍ THỰC HIỆN", "1. Lồng ghép các nguồn vốn."),
        ("I. PHẠM VI, ĐỐI TƯỢNG", "1. Các cơ quan nhà nước trên địa bàn tỉnh."),
    ],
)
def test_section_says_that_its_items_are_none(heading: str, item: str) -> None:
    """Items of aims, targets, assessments and funding are no tasks where nobody must act."""
    body = f"{heading}\n{item}\nII. NHIỆM VỤ\n1. Giao Sở Nội vụ rà soát hồ sơ."
    assert [task.label for task in papers.tasks(body)] == ["II.1"]
    assert papers.reasons(body)[item] is not None


@pytest.mark.parametrize(
    "item",
    [
        "Mỗi cơ quan, đơn vị phải xây dựng kế hoạch.",
        "Sở Nội vụ phải báo cáo đúng hạn.",
        "Sở Y tế bố trí kinh phí.",
    ],
)
@pytest.mark.parametrize("heading", ["I. YÊU CẦU", "I. KINH PHÍ THỰC HIỆN"])
def test_requirement_that_names_who_must_act_is_a_task(heading: str, item: str) -> None:
    """Under aims or funding an item is a task when it names who must act."""
    [task] = papers.tasks(f"{heading}\n1. {item}\nII. CÔNG TÁC KHÁC")
    assert (task.label, task.text) == ("I.1", item)


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("Nhất trí chủ trương xây dựng kho; giao Sở Xây dựng lập dự án.", "giao Sở Xây dựng lập dự án."),
        ("Đồng ý đề xuất của Sở Nội vụ. Giao Sở Xây dựng lập dự án.", "Giao Sở Xây dựng lập dự án."),
    ],
)
def test_task_after_an_approval_starts_at_giao(item: str, text: str) -> None:
    """What the issuer itself decides is no part of the task behind it."""
    assert texts(f"{OPENING}1. {item}") == [("1", text, ("Sở Xây dựng",))]


# ---- T7: closing clauses -----------------------------------------------------------------------------------

CLOSING = [
    ("Chánh Văn phòng UBND tỉnh, Giám đốc Sở Nội vụ chịu trách nhiệm thi hành Chỉ thị này.",
     ("Văn phòng Ủy ban nhân dân", "Sở Nội vụ")),
    ("Giao Sở Nội vụ theo dõi, đôn đốc, tổng hợp việc thực hiện Chỉ thị này.", ("Sở Nội vụ",)),
    ("Yêu cầu các sở, ban, ngành nghiêm túc triển khai thực hiện Chỉ thị này.", ("các sở, ban, ngành",)),
    ("Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị báo cáo Sở Nội vụ.", ("các đơn vị",)),
    ("Trong quá trình thực hiện, nếu có vướng mắc, kịp thời báo cáo UBND tỉnh.", ()),
    ("Nhận được Chỉ thị này, yêu cầu các sở, ban, ngành triển khai thực hiện.", ("các sở, ban, ngành",)),
    ("Căn cứ chức năng, nhiệm vụ được giao, các sở, ban, ngành tổ chức thực hiện Chỉ thị này.",
     ("các sở, ban, ngành",)),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "leads"), CLOSING, ids=[sentence for sentence, _ in CLOSING])
@pytest.mark.parametrize("mark", ["", "3. "])
def test_closing_clause(mark: str, sentence: str, leads: tuple[str, ...]) -> None:
    """A general clause at the end is a task of kind closing, of those whom it names (T7)."""
    *duties, last = papers.tasks(f"1. Sở Y tế rà soát hồ sơ.\n2. Sở Xây dựng sửa chữa kho.\n{mark}{sentence}")
    assert [task.kind for task in duties] == ["duty", "duty"]
    assert (last.kind, last.text, last.lead) == ("closing", sentence, leads)


def test_office_that_passes_on_tells_others() -> None:
    """What "Văn phòng Chính phủ thông báo để X biết, thực hiện" says is carried by X."""
    head = (
        "VĂN PHÒNG CHÍNH PHỦ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
        "Số: 21/TB-VPCP\n\nHà Nội, ngày 10 tháng 3 năm 2023\n\nTHÔNG BÁO\n"
        "Kết luận của Thủ tướng Chính phủ về công tác lưu trữ\n\n"
    )
    body = (
        "1. Giao Bộ Nội vụ rà soát văn bản.\n"
        "Văn phòng Chính phủ thông báo để các Bộ: Y tế, Tài chính biết, thực hiện."
    )
    views = [papers.view(task) for task in papers.read(head + body + papers.TAIL).tasks]
    assert [(view.kind, view.lead) for view in views] == [
        ("duty", ("Bộ Nội vụ",)),
        ("closing", ("Bộ Y tế", "Bộ Tài chính")),
    ]
