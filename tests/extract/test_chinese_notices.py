"""Chinese news as filed and announced: days of reports, local committees, what is only named."""

import pytest
from extract.article_reading import read
from extract.mention_reading import zh


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("九三学社青湾市委与市水利局座谈。", ["九三学社青湾市委", "市水利局"]),
        ("九三学社南京市委与市水利局座谈。", ["九三学社南京市委", "市水利局"]),
        ("农工党湖北省委会副主委贺南舟到场。", ["农工党湖北省委会"]),
        (
            "民革浙江省委会、民进宁波市委员会派员到场。",
            ["民革浙江省委会", "民进宁波市委员会"],
        ),
        ("民盟省委派员到场。", ["民盟省委"]),
        ("团市委、共青团青湾市委派员到场。", ["团市委", "共青团青湾市委"]),
        ("代表团市委书记到场。", []),
        ("调研组到市水利局座谈。", ["市水利局"]),
        ("全国工商联、全国总工会派员到场。", ["全国工商联", "全国总工会"]),
        ("南京市委书记贺南舟到场。", []),
        ("财团法人环境与发展基金会派员到场。", ["财团法人环境与发展基金会"]),
        ("粤港持续发展与环保合作小组开会。", ["粤港持续发展与环保合作小组"]),
    ],
)  # fmt: skip
def test_names_that_hold_a_place_or_a_legal_form(sentence: str, names: list[str]) -> None:
    assert zh(sentence).surfaces("agency") == names


@pytest.mark.parametrize(
    ("sentence", "unit"),
    [
        ("国家林草局规划院派员到场。", "国家林草局规划院"),
        ("白石县公安局食品药品和环境犯罪侦查大队到场。", "白石县公安局食品药品和环境犯罪侦查大队"),
    ],
)
def test_a_unit_has_the_name_of_its_body(sentence: str, unit: str) -> None:
    assert unit in zh(sentence).surfaces("agency")


def test_the_head_of_an_administration_is_no_body_of_its_own() -> None:
    found = zh("香港特区政府财政司副司长贺南舟致开幕辞。")
    assert found.surfaces("agency") == ["香港特区政府"]
    assert [person.surface for person in found.mentions.people] == ["贺南舟"]


def test_a_government_without_a_name_is_that_of_the_province_around_a_city_told_of() -> None:
    reading = read("座谈\n6月12日，省政府与南京市生态环境局座谈。")
    government = next(b for b in reading.extraction.minted if b.labels[0].text == "省政府")
    assert government.jurisdiction is not None
    assert government.jurisdiction.key == "cn-js"


def test_the_first_of_two_days_around_a_reporter_is_that_of_the_report() -> None:
    reading = read(
        "合作\n6月13日（记者 贺南舟）6月12日上午，青湾市水利局与青湾市林业局签署合作备忘录。"
    )
    assert reading.kinds == [("Signing", "held", "2024-06-12")]


def test_a_bare_day_is_one_of_the_month_of_the_report() -> None:
    reading = read("中新网香港8月15日电 香港特区政府15日举办2023年生态日研讨会。", published=None)
    assert reading.kinds == [("Workshop", "held", "2023-08-15")]


@pytest.mark.parametrize("said", ["宣布，", "获悉，", "透露，学会"])
def test_an_event_has_the_day_it_is_set_for_and_not_that_of_its_announcement(said: str) -> None:
    reading = read(f"预告\n6月12日，中国环境科学学会{said}将于今年10月在北京举办第五届科学大会。")
    assert reading.kinds == [("Conference", "planned", "2024-10")]


def test_what_a_new_agreement_is_about_is_no_second_agreement() -> None:
    signed = "6月12日，青湾市水利局与青湾市林业局签署合作协议，"
    assert len(read(f"合作\n{signed}就资金保障等方面达成合作意向。").deals) == 1


def test_who_comes_to_our_school_visits() -> None:
    reading = read("来访\n6月12日，挪威环境署一行四人访问我校，校长贺南舟出席座谈会。")
    assert reading.roles == {"Norwegian Environment Agency": "visitor"}


def test_who_assigns_work_takes_part() -> None:
    reading = read("会议\n6月12日，青湾市政府召开会议，省林业局、省财政厅对工作作出具体部署。")
    assert [reading.roles[name] for name in ("省林业局", "省财政厅")] == ["participant"] * 2


@pytest.mark.parametrize("said", ["展望“十四五”时期，", "双方签署《“十四五”监测合作协议》，"])
def test_years_and_titles_of_agreements_name_no_framework(said: str) -> None:
    reading = read(
        f"座谈\n6月12日，福建省生态环境厅与宁夏回族自治区生态环境厅座谈，{said}交换意见。"
    )
    assert not any(event.frameworks for event in reading.extraction.events)


def test_what_looks_like_a_place_is_none_where_nothing_is() -> None:
    found = read(
        "青湾市水利局举办培训班\n2024年6月5日，青湾市水利局在合肥市举办培训班。"
        "专家比较了测量防沙治沙的8种方法。"
    )
    labels = [label.text for entity in found.extraction.minted for label in entity.labels]
    assert "青湾市水利局" in labels
    assert not [label for label in labels if "沙" in label]
