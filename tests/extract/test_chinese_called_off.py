"""Chinese plans that came to nothing or were moved, whatever the thing was called."""

import pytest
from extract.article_reading import read

NEWS = "青岭市林业局与白鹭大学座谈\n6月12日，青岭市林业局与白鹭大学在青岭市举行座谈会。\n"


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("原定6月14日放映的纪录片因雨取消。", ("Other", "cancelled", "2024-06-14")),
        ("原打算6月14日举行的湿地夜观没能办成。", ("Campaign", "cancelled", "2024-06-14")),
        ("原列入日程的6月14日湿地观察未能成行。", ("StudyTour", "cancelled", "2024-06-14")),
        ("本来要在6月14日开的媒体通气会只好作罢。", ("PressConference", "cancelled", "2024-06-14")),
        ("原拟6月14日开营的青少年夏令营推迟，时间另告。", ("Other", "postponed", "2024-06-14")),
        ("原定6月14日的开放日活动因寒潮延期。", ("Campaign", "postponed", "2024-06-14")),
        ("原说6月14日办的观鸟比赛改在6月28日。", ("Campaign", "planned", "2024-06-28")),
        ("水生态高官会议改期：原定本月下旬，现定于7月12日。", ("Meeting", "planned", "2024-07-12")),
        ("原计划6月14日举行的技能比武顺延到7月2日。", ("Other", "planned", "2024-07-02")),
    ],
)
def test_what_came_to_nothing(sentence: str, told: tuple[str, str, str]) -> None:
    assert told in read(NEWS + sentence).kinds


def test_a_plan_without_day_or_place_that_fails_is_nothing() -> None:
    assert len(read(NEWS + "原定的计划因故取消。").kinds) == 1
