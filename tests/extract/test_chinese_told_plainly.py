"""Chinese news in the words of bureaus and societies: kinds, days, terms, parts and names."""

import pytest
from extract.article_reading import date_of, read
from extract.mention_reading import zh


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("6月12日，青岭湿地论坛会议在白石市举行。", "Forum"),
        ("6月12日，白石市赏鸟嘉年华在白石市举行。", "Campaign"),
        ("6月12日，水鸟同步普查在青岭市举行。", "Campaign"),
        ("6月12日，青岭市林业局在白石市办了一期护林员培训。", "Training"),
        ("6月12日，青岭市林业局在白石市召开工作会议。", "Meeting"),
        ("6月12日，青岭市林业局在白石市举办观鸟活动。", "Campaign"),
        ("青岭湿地月启动仪式6月12日在白石市举行。", "Launch"),
        ("6月12日，两市林业局在白石市开展了一次跨市联合巡查。", "Inspection"),
    ],
)
def test_kinds(sentence: str, kind: str) -> None:
    assert read(f"要闻\n{sentence}").kinds[0][:2] == (kind, "held")


def test_what_is_signed_at_a_forum_of_days_is_no_event() -> None:
    reading = read(
        "青岭湿地论坛举行\n6月10日至12日，青岭湿地论坛在白石市举行。"
        "11日下午，青岭市林业局与白鹭大学签署合作协议。"
    )
    assert [kind for kind, _, _ in reading.kinds] == ["Forum"]
    assert reading.roles == {"青岭市林业局": "participant", "白鹭大学": "participant"}


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("6月10日起的三天里，青岭市林业局在白石市开展了联合巡查。", "2024-06-10/2024-06-12"),
        ("土壤班原定10月10日在白石市开班，由于签证原因改在11月7日。", "2024-11-07"),
    ],
)
def test_days(words: str, days: str) -> None:
    assert date_of(read(f"要闻\n{words}").event) == days


@pytest.mark.parametrize(
    ("sentence", "deal"),
    [
        ("青岭市林业局与白鹭大学把合作备忘录延续至2028年。", ("memorandum", "renewed")),
        (
            "青岭市林业局与白鹭大学签署监测合作协议的续期文本。",
            ("cooperation-agreement", "renewed"),
        ),
        (
            "青岭市林业局与白鹭大学谈妥合作备忘录，文本下个月再签。",
            ("memorandum", "preliminary"),
        ),
        (
            "青岭市林业局与白鹭大学签署对口支援生态环境保护工作协议。",
            ("counterpart-agreement", "signed"),
        ),
    ],
)
def test_terms_of_agreements(sentence: str, deal: tuple[str, str]) -> None:
    assert read(f"要闻\n6月12日，{sentence}").deals == [(*deal, ["白鹭大学", "青岭市林业局"])]


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("理论课请来{}的专家。", "speaker-affiliation"),
        ("培训班由青岭市林业局承办，邀请{}的学者讲学。", "speaker-affiliation"),
    ],
)
def test_lecturers_asked_in(words: str, role: str) -> None:
    told = words.format("白鹭大学")
    assert read(f"要闻\n6月12日，护林员培训班在青岭市举行。{told}").roles["白鹭大学"] == role


def test_who_holds_what_is_to_come() -> None:
    reading = read(
        "要闻\n9月12日，青岭市林业局拟在白石市办一场“候鸟与湖区”研讨会，邀请国内学者参加。"
    )
    assert reading.roles == {"青岭市林业局": "organizer"}


def test_our_school_is_the_one_named_first() -> None:
    reading = read(
        "土壤培训班在我校开班\n6月12日，土壤培训班在白鹭大学国际交流中心开班。"
        "课程请来青岭大学的专家。培训班由我校承办。"
    )
    assert reading.roles["白鹭大学"] == "co-organizer"


@pytest.mark.parametrize(
    ("sentence", "bodies"),
    [
        ("西北大学的学者参加。", ["西北大学"]),
        ("联邦环境署在德绍。", ["联邦环境署"]),
        ("国立中山大学参加。", ["国立中山大学"]),
        ("中国青岭集团中线有限公司参加。", ["中国青岭集团中线有限公司"]),
        ("白石市环境监测站谈妥共建沙洲实验室。", ["白石市环境监测站", "沙洲实验室"]),
    ],
)
def test_names_that_hold_a_listed_one(sentence: str, bodies: list[str]) -> None:
    assert zh(sentence).surfaces("agency") == bodies


@pytest.mark.parametrize(
    "sentence",
    [
        "昌都、甘孜、阿坝三地生态环境局签署协议。",
        "十堰、南阳、商洛三市生态环境局签署协议。",
    ],
)
def test_bureaus_of_places_that_share_a_name(sentence: str) -> None:
    found = zh(sentence)
    assert len({m.entity for m in found.mentions.mentions if m.entity.kind == "agency"}) == 3


def test_branches_of_one_bureau() -> None:
    surfaces = zh("白石市生态环境局东湖分局和南岗分局参加。").surfaces("agency")
    assert surfaces == ["白石市生态环境局东湖分局", "南岗分局"]


@pytest.mark.parametrize(
    ("sentence", "person"),
    [
        ("青岭市林业局专家迪尔绍德·卡里莫夫用中文说了一句话。", "迪尔绍德·卡里莫夫"),
        ("青岭市林业局专家贺南舟先后讲话。", "贺南舟"),
        ("青岭市林业局与院长玛丽安娜·德弗里斯见面。", "玛丽安娜·德弗里斯"),
        ("青岭市林业局秘书贝恩德·施密特发言。", "贝恩德·施密特"),
    ],
)
def test_people(sentence: str, person: str) -> None:
    assert [p.surface for p in zh(sentence).mentions.people] == [person]


def test_day_of_publication_among_buttons() -> None:
    reading = read(
        "青岭要闻\n青岭要闻网 | 新闻中心 | 要闻        2024/05/31        分享到 微信\n"
        "5月28日，湿地论坛在青岭市举行，两百名学者参加了讨论。",
        published=None,
    )
    assert date_of(reading.event) == "2024-05-28"


def test_a_hall_behind_its_province() -> None:
    reading = read("要闻\n6月12日，湿地论坛在江苏南通国际会议中心举行。")
    assert reading.places == ["Jiangsu Province", "南通国际会议中心"]


@pytest.mark.parametrize("title", ["国家突发环境事件应急预案", "国家湿地保育纲领"])
def test_plans_that_are_frameworks(title: str) -> None:
    assert zh(f"按照《{title}》，各地应当联动。").surfaces("framework") == [title]
