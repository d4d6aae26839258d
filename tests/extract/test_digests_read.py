"""Digests and chronicles: what stands under a heading, and what was on the same day."""

from extract.article_reading import read


def test_a_heading_and_the_sentence_under_it_are_one_event() -> None:
    reading = read(
        "一周要闻回顾\n"
        "01 省林业局局长李明会见挪威环境部部长安娜\n\n"
        "6月5日，省林业局局长李明在杭州会见挪威环境部部长安娜。\n\n"
        "02 湿地保护研讨会在宁波召开\n\n"
        "6月6日至7日，湿地保护研讨会在宁波召开。"
    )
    assert reading.kinds == [
        ("Meeting", "held", "2024-06-05"),
        ("Workshop", "held", "2024-06-06/2024-06-07"),
    ]


def test_entries_of_a_chronicle_without_a_date_are_of_the_day_above() -> None:
    reading = read(
        "环境保护大事记\n"
        "6月3日，湿地保护研讨会在杭州召开。\n\n"
        "第三次林业工作会议在宁波召开。\n\n"
        "6月5日，防沙治沙培训班在温州举办。\n\n"
        "6月6日，海洋论坛在舟山举行。"
    )
    assert sorted(reading.kinds) == [
        ("Forum", "held", "2024-06-06"),
        ("Meeting", "held", "2024-06-03"),
        ("Training", "held", "2024-06-05"),
        ("Workshop", "held", "2024-06-03"),
    ]
