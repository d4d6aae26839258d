"""When a document was published: declared, in a byline, in a dateline, or not said."""

import pytest
from extract.date_reading import mentions, text

from kg.extract.dates import published_date

TOLD = {
    "Ministers meet\n\n  • 01 February 2024  |  News\n\nThey met.": "2024-02-01",
    "Ministers meet\nSeptember 30, 2024\nGlobal desk\n\nThey met.": "2024-09-30",
    "Published 25 July 2024 | English\n\nThey met.": "2024-07-25",
    "Post time: Jun-25-2023\n\nThey met.": "2023-06-25",
    "13:25, September 19, 2023   By our staff": "2023-09-19",
    "Page updated: 12 June 2024\n\nIn force since 1 May 2023.": "2024-06-12",
    "文章来源：某司某网2023-05-18 17:48\n\n5月15日，会议举行。": "2023-05-18",
    "Posted by admin on Wed, 05/03/2025 - 10:20\n\nThey met.": "2025-03-05",
    "Posted by admin on Sat, 05/03/2025 - 10:20\n\nThey met.": "2025-05-03",
    "发布时间：2024-08-01 来源：某厅 浏览：120次\n\n7月29日，会谈举行。": "2024-08-01",
    "低碳周刊   2019年5月1日   记者：林某\n\n四月二十五日，论坛举行。": "2019-05-01",
    "日期：2019-12-24   字号：[ 大 中 小 ]": "2019-12-24",
    "Cập nhật: 18/10/2019   |   Trang chủ": "2019-10-18",
    "Ciudad de Panamá, 26 de noviembre de 2025\n\nDesde este miércoles": "2025-11-26",
    "新华社内罗毕2023年6月17日电 双方会谈。": "2023-06-17",
    "新华社内罗毕6月17日电 双方会谈。": "XXXX-06-17",
    "某社巴库6月17日报道\n\n双方会谈。": "XXXX-06-17",
    "BY\n\nTue, 03 Sep 2019 - 06:07 GMT\n\nMinisters met.": "2019-09-03",
    "CAIRO, 3 September 2019: Both ministries signed on Tuesday.": "2019-09-03",
    "TEHRAN, Sept 17, IRNA – Ministers met here.": "XXXX-09-17",
    "NAIROBI, March 3 (Xinhua) -- Ministers met here.": "XXXX-03-03",
    "3 March 2024, Suva, Fiji - Ministers met here on Friday.": "2024-03-03",
    "Monday, 4 March 2024, Suva: Ministers met here.": "2024-03-04",
    "Suva – 3 March 2024 – Ministers met here.": "2024-03-03",
    "(Suva, 3 March 2024) - Ministers met here.": "2024-03-03",
    "Apia, Samoa. 3 March 2024 - Ministers met here.": "2024-03-03",
    "Lake notes | 2nd meeting | 4 July 2025\n\nLake board meets\n\nThey met.": "2025-07-04",
    "Suva, 3 March 2024 - Ministers met.\n\nSave the date: 4 May 2024, river day.": "2024-03-03",
    "3 March 2024 – Suva\n\nMinisters met.\n\nDate modified: 2024-03-09": "2024-03-03",
    "The Hague, 3 March 2024. - In the presence of guests they met.": "2024-03-03",
    "Posted On: 12 DEC 2024 4:05PM by PIB\n\nThey met.": "2024-12-12",
    "2023-05-1509:20 Come from: Green net  Editor: Li\n\nThey met.": "2023-05-15",
}
LANGUAGES = {"Cập": "vi", "Ciudad": "es"}
UNTOLD = [
    "Release Time 3 months ago\n\nThey met on 8 December.",
    "发布时间：3个月前\n\n5月24日，代表团启程。",
    "On 6 December 2023 the secretary received the guests, and both sides signed. They left.",
    "They met.\n\nMark the date: 3 March 2024!",
    "Date and venue: 3 March 2024, Suva",
    "Copyright © 2014-01-01 Example",
    "Vacancy on Lake Heron\nClosing date: 31 May 2023, 17:00\n\nThe post is in Lima.",
    "",
]


@pytest.mark.parametrize("page", TOLD)
def test_the_page_tells_when_it_was_published(page: str) -> None:
    language = LANGUAGES.get(page.split()[0], "en")
    told = published_date(text(page, language), None)
    assert told is not None
    assert told.value.edtf == TOLD[page]
    assert told.evidence.spans


@pytest.mark.parametrize("page", UNTOLD)
def test_an_age_or_an_event_is_no_publication_date(page: str) -> None:
    assert published_date(text(page), None) is None


def test_a_declared_date_wins_and_points_to_where_the_page_says_it_too() -> None:
    page = "2023-09-20 16:00  |  News\n\nMinisters met on 19 September 2023."
    told = published_date(text(page), "2023-09-19T13:25:00+08:00")
    assert told is not None
    assert told.value.edtf == "2023-09-19"
    (span,) = told.evidence.spans
    assert span.of(page) == "19 September 2023"


@pytest.mark.parametrize(
    "declared",
    [
        "2025-05-16",
        "2025-05-16T08:00:00Z",
        "2025/05/16",
        "May 16, 2025",
        "Fri, 16 May 2025 08:00:00 GMT",
    ],
)
def test_a_declared_date_may_be_written_in_any_way(declared: str) -> None:
    told = published_date(text("They met."), declared)
    assert told is not None
    assert (told.value.start, told.evidence.spans) == ("2025-05-16", ())


def test_a_declared_date_that_is_none_falls_back_to_the_page() -> None:
    told = published_date(text("Published 25 July 2024 | English"), "yesterday")
    assert told is not None
    assert told.value.edtf == "2024-07-25"


def test_the_byline_is_no_event() -> None:
    page = "发布时间：2024-08-01 来源：某厅\n\n7月29日，会谈举行。"
    found = [(m.date.edtf, m.role) for m in mentions(page, "2024-08-01", "zh-Hans")]
    assert found == [("2024-08-01", "publication"), ("2024-07-29", "event")]
