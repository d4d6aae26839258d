"""Vietnamese sentences read by the rules of English: who did what, where and when."""

import pytest
from extract.article_reading import read

_HEAD = "Tin tức\n\n"


@pytest.mark.parametrize(
    ("sentence", "kind", "roles"),
    [
        (
            "Ngày 5/6/2024, Vườn quốc gia Bạch Mã đã tiếp và làm việc với đoàn công tác của"
            " Trung tâm Con người và Thiên nhiên.",
            ("Meeting", "held", "2024-06-05"),
            {"Vườn quốc gia Bạch Mã": "host", "PanNature": "visitor"},
        ),
        (
            "Ngày 12/7/2024, khóa tập huấn về quan trắc nước do Cục Biến đổi khí hậu tổ chức sẽ"
            " diễn ra tại Huế.",
            ("Training", "planned", "2024-07-12"),
            {"Department of Climate Change of Viet Nam": "organizer"},
        ),
        (
            "Hội thảo về rừng ngập mặn do Ngân hàng Thế giới tài trợ, dự kiến tổ chức ngày"
            " 12/7/2024, đã bị hủy do bão.",
            ("Workshop", "cancelled", "2024-07-12"),
            {"World Bank": "supporter"},
        ),
    ],
)
def test_who_did_what(sentence: str, kind: tuple[str, str, str], roles: dict[str, str]) -> None:
    article = read(_HEAD + sentence)
    assert (article.kinds, article.roles) == ([kind], roles)


def test_both_sides_are_the_two_named_last() -> None:
    article = read(
        f"{_HEAD}Ngày 5/6/2024, Vườn quốc gia Bạch Mã đón đoàn Trung tâm Con người và Thiên nhiên."
        " Hai bên đã ký kết biên bản ghi nhớ về cứu hộ rùa."
    )
    assert article.deals == [("memorandum", "signed", ["PanNature", "Vườn quốc gia Bạch Mã"])]


def test_what_was_moved_has_its_new_day() -> None:
    article = read(f"{_HEAD}Lễ hội chim ngày 3/7/2024 tại Huế được dời sang ngày 9/7/2024.")
    assert article.kinds == [("Other", "planned", "2024-07-09")]


def test_bodies_of_several_provinces_told_at_once() -> None:
    reading = read(
        "Tin tức\nSở Nông nghiệp và Môi trường các tỉnh Hậu Giang, Vĩnh Long và Cà Mau tổ chức "
        "hội thảo tại Cà Mau ngày 3/5/2024."
    )
    named = [reading.name(part.value.agency) for part in reading.event.participants]
    assert [name.rpartition(" of ")[2] for name in named] == [
        f"{province} Province" for province in ("Hau Giang", "Vinh Long", "Ca Mau")
    ]


def test_a_clean_up_on_the_occasion_of_a_day() -> None:
    reading = read(
        "Tin tức\nHưởng ứng Ngày Môi trường thế giới 5/6, Sở Y tế tỉnh Cà Mau sẽ ra quân dọn rác "
        "trên kênh Ba vào sáng 25/6/2024."
    )
    assert reading.kinds == [("Campaign", "planned", "2024-06-25")]
