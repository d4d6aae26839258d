"""Which names of agencies, persons, places, frameworks and series are taken for one thing.

A thing is written as its labels, with "place" and "parent" as keys of the authority data.
"""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.authority import authority_quads
from kg.graph.statement import statements
from kg.identity.agencies import AgencyMatcher
from kg.identity.matchers import NAME_MATCHERS
from kg.identity.persons import PersonMatcher
from kg.identity.places import PlaceMatcher
from kg.identity.profile import Comparison, Matcher, Profile, Said
from kg.identity.titles import TitleMatcher
from kg.iris import Namespace

AGENCY, PERSON, PLACE = AgencyMatcher(), PersonMatcher(), PlaceMatcher()
FRAMEWORK, SERIES = TitleMatcher("framework"), TitleMatcher("series")
BY_KIND = {matcher.kind: matcher for matcher in NAME_MATCHERS}
NAMESPACE = Namespace()


def thing(kind: str, key: str, labels: Iterable[str], values: Mapping[str, str]) -> Profile:
    said = {name: frozenset(value.split("|")) for name, value in values.items()}
    return Profile(NAMESPACE.thing(kind, key), {"label": frozenset(labels), **said})


def compared(kind: str, one: tuple[Any, ...], other: tuple[Any, ...]) -> Comparison:
    """Compare two minted things, each as (label, ..., {"place": ...})."""
    made = []
    for key, parts in (("x-one", one), ("x-other", other)):
        values: Mapping[str, str] = parts[-1] if isinstance(parts[-1], dict) else {}
        labels = [part for part in parts if isinstance(part, str)]
        made.append(thing(kind, key, labels, values))
    return BY_KIND[kind].compare(*made)


ONE: list[tuple[str, tuple[Any, ...], tuple[Any, ...]]] = [
    ("agency", ("福建省环境科学学会",), ("Fujian Society of Environmental Sciences",)),
    ("agency", ("宁夏环境科学学会",), ("宁夏回族自治区环境科学学会",)),
    ("agency", ("福建省环保集团有限公司",), ("福建省环境保护集团",)),
    ("agency", ("國網福建省電力有限公司",), ("国网福建省电力公司",)),
    ("agency", ("国网福建省电力有限公司",), ("State Grid Fujian Electric Power Co., Ltd.",)),
    ("agency", ("宁夏蓝河能源有限公司",), ("Ningxia Lanhe Energy Co., Ltd.",)),
    ("agency", ("新安县人民政府",), ("Xin'an County People's Government",)),
    ("agency", ("Ministry of Water of Peru",), ("Peru's Ministry of Water Affairs",)),
    ("agency", ("Ministry of Water of Peru",), ("Peruvian Ministry of Water",)),
    ("agency", ("University of Ghana",), ("Ghana University",)),
    ("agency", ("省林草局", {"place": "cn-sc"}), ("四川省林业和草原局",)),
    ("agency", ("German-Kazakh University",), ("Kazakh-German University",)),
    (
        "agency",
        ("Board", {"parent": "gcf"}),
        ("Board of the Green Climate Fund", {"parent": "gcf"}),
    ),
    ("agency", ("中国驻加纳大使馆",), ("Embassy of China in Ghana",)),
    ("person", ("陆远山", {"body": "a"}), ("陸遠山", {"body": "a"})),
    ("person", ("Maria Costa", {"body": "a"}), ("Costa Maria", {"body": "a|b"})),
    ("person", ("陆远山", "Lu Yuanshan", {"body": "a"}), ("Yuanshan Lu", {"body": "a"})),
    ("person", ("陆远山", {"position": "厅长"}), ("陆远山", {"position": "党组书记、厅长"})),
    ("place", ("新安县", "Xinan", {"within": "cn-ha"}), ("新安", {"within": "cn-ha"})),
    ("place", ("Xinan", {"within": "cn-ha"}), ("新安县", "Xinan", {"within": "cn-ha"})),
    ("framework", ("Rhine Basin Management Plan",), ("the Rhine Basin Management Plans",)),
    ("framework", ("Basel Convention in Geneva",), ("Basel Convention",)),
    ("framework", ("云南省湿地保护条例",), ("云南省湿地保护条例（试行）",)),
    ("series", ("中老环境合作对话",), ("年度中老环境合作对话",)),
    ("series", ("session of the Rhine Commission Assembly",), ("Rhine Commission Assembly",)),
]

# Alike, and yet nothing to decide without a person.
PERHAPS: list[tuple[str, tuple[Any, ...], tuple[Any, ...]]] = [
    ("agency", ("三峡集团",), ("中国长江三峡集团有限公司",)),
    ("agency", ("联合国环境署",), ("联合国环境规划署",)),
    ("agency", ("Lake Rukwa Society",), ("Lake Rukwa Society",)),
    ("agency", ("Fujian Department of Water",), ("Fujian Bureau of Water",)),
    ("agency", ("福建省科学学会",), ("福建省环境科学学会",)),
    ("agency", ("ABC", {"place": "pe"}), ("Amazon Basin Council", {"place": "pe"})),
    ("person", ("王伟", "Wang Wei", {"body": "a"}), ("Wang Wei", {"body": "a"})),
    ("person", ("陆远山", {"body": "a"}), ("陆远山", {"body": "b"})),
    ("person", ("Maria Costa", {"body": "a"}), ("Maria Costa",)),
    ("place", ("Newtown",), ("Newtown",)),
    ("framework", ("National Wetlands Action Plan",), ("National Wetland Action Plan",)),
    ("framework", ("云南省湿地保护条例",), ("Yunnan Regulations on Wetland Protection",)),
    ("framework", ("Rhine Basin Plan 2021-2027",), ("Rhine Basin Plan",)),
]

APART: list[tuple[str, tuple[Any, ...], tuple[Any, ...]]] = [
    ("agency", ("山东省生态环境厅",), ("山西省生态环境厅",)),
    ("agency", ("山东省生态环境厅",), ("Shanxi Department of Ecology and Environment",)),
    ("agency", ("福建省环境科学学会",), ("宁夏环境科学学会",)),
    ("agency", ("Fujian Environment Society",), ("Ningxia Environment Society",)),
    ("agency", ("四川省生态环境监测中心",), ("成都市生态环境监测中心",)),
    ("agency", ("福建省环保学会",), ("福建省环保集团",)),
    ("agency", ("南京大学",), ("南京大学环境学院",)),
    ("agency", ("中心",), ("中心",)),
    ("agency", ("The Department",), ("the Department",)),
    ("agency", ("Ministry of Environment",), ("Ministry of Environment",)),
    ("agency", ("新安县人民法院",), ("东明县人民法院",)),
    ("agency", ("宁夏蓝河能源有限公司",), ("宁夏蓝和能源有限公司",)),
    ("agency", ("China's embassy in Ghana",), ("China's embassy in Peru",)),
    ("agency", ("国际合作司", {"parent": "cn-mee"}), ("国际合作司", {"parent": "cn-mwr"})),
    ("person", ("王伟", "Wang Wei", {"body": "a"}), ("王薇", "Wang Wei", {"body": "a"})),
    ("person", ("王伟", {"body": "a"}), ("王伟", {"body": "b"})),
    ("person", ("Maria Costa", {"body": "a"}), ("Mario Costa", {"body": "a"})),
    ("place", ("朝阳区", {"within": "cn-bj"}), ("朝阳区", {"within": "cn-jl"})),
    ("place", ("Newtown", {"kind": "facility"}), ("Newtown", {"kind": "city"})),
    ("framework", ("Rhine Convention",), ("Rhine Protocol",)),
    ("framework", ("Rhine Basin Plan 2021-2027",), ("Rhine Basin Plan 2028-2033",)),
    ("framework", ("“十三五”湿地保护规划",), ("“十四五”湿地保护规划",)),
    ("framework", ("云南省湿地保护条例",), ("湖南省湿地保护条例",)),
    ("series", ("Rhine COP15",), ("Rhine COP16",)),
    ("series", ("中老环境合作论坛",), ("中越环境合作论坛",)),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "one", "other"), ONE, ids=str)
def test_these_are_one(kind: str, one: tuple[Any, ...], other: tuple[Any, ...]) -> None:
    assert compared(kind, one, other).score >= BY_KIND[kind].accept


@pytest.mark.parametrize(("kind", "one", "other"), PERHAPS, ids=str)
def test_of_these_a_person_is_asked(
    kind: str, one: tuple[Any, ...], other: tuple[Any, ...]
) -> None:
    assert BY_KIND[kind].propose <= compared(kind, one, other).score < BY_KIND[kind].accept


@pytest.mark.parametrize(("kind", "one", "other"), APART, ids=str)
def test_these_are_never_thought_to_be_one(
    kind: str, one: tuple[Any, ...], other: tuple[Any, ...]
) -> None:
    assert compared(kind, one, other).score == 0


LISTED = Said(statements(authority_quads(NAMESPACE)), NAMESPACE)


@pytest.fixture(scope="module")
def listed() -> dict[str, Profile]:
    return {_key(profile): profile for profile in AGENCY.profiles(LISTED)}


def _key(profile: Profile) -> str:
    return profile.thing.rpartition("/")[2]


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("PRC Ministry of Ecology and Environment", "cn-mee"),
        ("China's Environmental Protection Ministry", "cn-mep"),
        ("State Forestry and Grassland Administration of China", "cn-nfga"),
        ("Shandong Ecological Environment Department", "cn-sd-dee"),
        ("陝西省生態環境廳", "cn-sn-dee"),
        ("Ministry of Natural Resources & Environment, Lao PDR", "la-monre"),
    ],
)
def test_a_spelling_that_is_not_listed_is_of_one_listed_body(
    label: str, key: str, listed: Mapping[str, Profile]
) -> None:
    place = key.removesuffix("-dee") if key.endswith("-dee") else key.partition("-")[0]
    new = thing("agency", "x-new", [label], {"place": place})
    same = [k for k, each in listed.items() if AGENCY.compare(new, each).score >= AGENCY.accept]
    assert same == [key]


def test_a_former_ministry_and_its_successor_stay_two(listed: Mapping[str, Profile]) -> None:
    found = AGENCY.compare(listed["cn-mep"], listed["cn-mee"])
    assert found == (0.0, "agency.veto", "both stand in the authority data")


def test_names_spelt_alike_do_not_meet_by_way_of_their_spelling() -> None:
    one = thing("agency", "x-one", ["商丘远瑞公司", "Shangqiu Yuanrui Company"], {})
    other = thing("agency", "x-other", ["商丘源瑞公司"], {})
    spelt = thing("agency", "x-spelt", ["Shangqiu Yuanrui Company"], {})
    assert AGENCY.compare(one, spelt).score >= AGENCY.accept
    assert AGENCY.compare(other, spelt).score >= AGENCY.accept
    assert AGENCY.veto(one, other) == "different names in Chinese"


def test_a_bureau_of_a_city_is_of_the_city_of_its_place(listed: Mapping[str, Profile]) -> None:
    new = thing("agency", "x-new", ["Suzhou Ecology Environment Bureau"], {"place": "cn-ah-suzhou"})
    assert AGENCY.compare(new, listed["cn-ah-suzhou-eeb"]).score >= AGENCY.accept
    assert AGENCY.compare(new, listed["cn-js-suzhou-eeb"]).score == 0


def _any(*parts: str) -> st.SearchStrategy[str]:
    """Draw one piece of each part, "" among them where a part begins with a bar."""
    choices = [st.sampled_from(part.split("|")) for part in parts]
    return st.tuples(*choices).map(lambda pieces: "".join(pieces).strip())


_AGENCY_LABELS = st.one_of(
    _any(
        "|福建省|福建|山东省|新安县|中国|省|福建省成都市",
        "|生态环境|环境保护|环保|水利|长河|宝丰能源|科学研究",
        "厅|局|学会|协会|集团|有限公司|中心|研究院|大学|政府|代表处",
    ),
    _any(
        "|Fujian |Shandong Province |Xinan County |China's |German-Kazakh ",
        "|Ecology and Environment |Environmental Protection |Water |Changhe |Baofeng Energy ",
        "Department|Bureau|Society|Association|Group|Co., Ltd.|Centre|University|Board|EPA",
        "| of Fujian| of the Ministry of Ecology and Environment| in Ghana",
    ),
    st.sampled_from(("UNEP", "EPA", "FES", "GCF Board", "Ministère de l'Environnement")),
)
_TITLE_LABELS = st.one_of(
    _any(
        "|Second |14th |Yunnan ",
        "|Rhine |National |Wetland ",
        "Convention|Protocol|Action Plan|Regulations|COP15|COP16|Forum",
        "| on Wetland Protection| 2021-2030|, 2022| in Geneva",
    ),
    _any(
        "|云南省|中国|“十四五”|第二届",
        "湿地|生物多样性|老挝",
        "保护规划|保护条例|公约|环境论坛",
        "|（2021—2030年）|（试行）",
    ),
)
_PERSON_LABELS = st.sampled_from((
    *("王伟", "王薇", "陆远山", "陸遠山", "Wang Wei", "Wei Wang", "Lu Yuanshan", "Lu Yuan Shan"),
    *("María Costa", "Maria T. Costa", "Costa"),
))  # fmt: skip
_PLACE_LABELS = _any("朝阳区|朝阳|Chaoyang|Chaoyang District|新安县|Xin'an")
_Values: TypeAlias = Mapping[str, tuple[str, ...]]
_OTHERS: Mapping[str, tuple[st.SearchStrategy[str], _Values]] = {
    "agency": (
        _AGENCY_LABELS,
        {
            "place": ("cn-fj", "cn-sd", "cn", "gh"),
            "parent": ("cn-mee", "cn-mee-feco", "gcf", "x-own"),
        },
    ),
    "person": (_PERSON_LABELS, {"body": ("a", "b"), "position": ("Minister of X", "厅长", "教授")}),
    "place": (_PLACE_LABELS, {"within": ("cn", "cn-bj", "cn-jl"), "kind": ("facility", "city")}),
    "framework": (_TITLE_LABELS, {}),
    "series": (_TITLE_LABELS, {}),
}


@st.composite
def _pairs(draw: st.DrawFn) -> tuple[Matcher, Profile, Profile]:
    kind = draw(st.sampled_from(sorted(_OTHERS)))
    labels, others = _OTHERS[kind]
    pair = []
    for key in ("x-one", "x-other"):
        values = {
            name: "|".join(draw(st.sets(st.sampled_from(known), max_size=2)))
            for name, known in others.items()
        }
        said = draw(st.sets(labels, min_size=1, max_size=3))
        pair.append(thing(kind, key, said, {n: v for n, v in values.items() if v}))
    return BY_KIND[kind], pair[0], pair[1]


@given(_pairs())
def test_what_may_be_one_meets_and_order_does_not_matter(
    case: tuple[Matcher, Profile, Profile],
) -> None:
    matcher, one, other = case
    found = matcher.compare(one, other)
    assert found == matcher.compare(other, one)
    assert 0 <= found.score < 1 and found.reason
    if found.score >= matcher.propose:
        assert matcher.blocks(one) & matcher.blocks(other)


@given(_pairs())
def test_a_thing_is_like_itself_by_any_other_key_or_like_nobody(
    case: tuple[Matcher, Profile, Profile],
) -> None:
    matcher, one, _ = case
    same = matcher.compare(one, Profile(f"{one.thing}-again", one.values))
    assert same.score >= matcher.propose or same.score == 0


def test_every_listed_thing_meets_a_copy_of_itself() -> None:
    for matcher in NAME_MATCHERS:
        for profile in matcher.profiles(LISTED):
            assert matcher.blocks(profile), profile.thing
