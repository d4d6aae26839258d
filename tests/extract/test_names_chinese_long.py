"""Long Chinese names: several subjects, foreign names that are spelt out, counted towns."""

import pytest
from extract.article_reading import read


def named(words: str) -> set[str]:
    reading = read(f"要闻\n6月12日，{words}")
    return {m.surface for m in reading.extraction.mentions if m.entity.kind == "agency"}


@pytest.mark.parametrize(
    "name",
    [
        "智利农业、林业和水利部",
        "摩洛哥装备与水利部",
        "智利能源、科学、科技、环境及气候变化部",
        "毛里塔尼亚环境与可持续发展部",
        "塔吉克斯坦能源与水利部水资源司",
        "欧洲中期天气预报中心",
        "世界气象组织教育培训办公室",
        "中国气象局气象干部培训学院",
        "奥瓦什巴流域管理局",
        "雅罗拉夫·切尔尼水利研究所",
    ],
)
def test_names_are_read_whole(name: str) -> None:
    assert name in named(f"{name}派员到会。")


def test_ministries_side_by_side_are_several() -> None:
    assert {"外交部", "水利部"} <= named("中国科技部、外交部和水利部派员参加座谈会。")


def test_counted_towns_are_those_named_before() -> None:
    reading = read(
        "要闻\n6月12日，湖北省十堰市人民检察院与河南省南阳市人民检察院会同两市林业局、水利局"
        "在十堰市开展联合巡查。"
    )
    named = {label.text for entity in reading.extraction.minted for label in entity.labels}
    for city in ("十堰市", "南阳市"):
        assert {f"{city}林业局", f"{city}水利局"} <= named
