"""What each of the five seed documents must give at least."""

import pytest
from conftest import SHARED, needs_corpus
from extract.article_reading import Reading, date_of, read_bytes

pytestmark = needs_corpus

MEE = "Ministry of Ecology and Environment of the People's Republic of China"
UNEP = "United Nations Environment Programme"


@pytest.fixture(scope="module")
def seeds() -> dict[str, Reading]:
    folder = SHARED / "corpus/seeds/docs"
    return {
        path.name[:3]: read_bytes(path.read_bytes(), str(path)) for path in folder.glob("*.txt")
    }


def test_a_visit_without_a_year_about_a_project_of_two_countries(
    seeds: dict[str, Reading],
) -> None:
    seed = seeds["000"]
    assert seed.kinds == [("Visit", "held", "XXXX-12-08")]
    assert seed.event.date and seed.event.date.value.start is None
    assert seed.deals == [("project-agreement", "in-force", ["China", "Norway"])]
    concerned = [seed.name(f.value.framework) for f in seed.event.frameworks]
    assert "Kunming-Montreal Global Biodiversity Framework" in concerned
    assert len(concerned) >= 2


def test_the_thirteenth_consultation_renews_a_memorandum(seeds: dict[str, Reading]) -> None:
    seed = seeds["001"]
    assert seed.kinds == [("Meeting", "held", "2023-05-15")]
    assert sorted(seed.places) == ["Kenya", "Nairobi"]
    assert seed.deals == [("memorandum", "renewed", [MEE, UNEP])]
    assert date_of(seed.deal) == "2023-05-15"
    assert seed.event.number and seed.event.number.value == 13
    assert seed.event.series is not None
    assert len({a.value.person for a in seed.event.people}) >= 4
    assert len(seed.event.frameworks) >= 6


def test_a_footer_gives_neither_places_nor_agencies(seeds: dict[str, Reading]) -> None:
    extraction = seeds["001"].extraction
    surfaces = {mention.surface for mention in extraction.mentions}
    assert not surfaces & {"国家能源局", "发改委", "工业信息部", "国家工商管理总局"}
    assert not surfaces & {"石家庄", "哈尔滨", "乌鲁木齐", "拉萨", "云南"}


def test_talks_end_with_a_preliminary_agreement(seeds: dict[str, Reading]) -> None:
    seed = seeds["002"]
    assert seed.kinds == [("Meeting", "held", "2024-01-31")]
    ((kind, status, parties),) = seed.deals
    assert (kind, status) == ("intent", "preliminary")
    assert len(parties) == 2
    assert any("International Ecosystem Management Partnership" in party for party in parties)
    assert any("Soil" in party for party in parties)


def test_a_workshop_keeps_its_interval_without_a_year(seeds: dict[str, Reading]) -> None:
    seed = seeds["003"]
    ((kind, factuality, date),) = seed.kinds
    assert kind in ("Workshop", "Training")
    assert (factuality, date) == ("held", "XXXX-05-24/XXXX-05-28")
    assert {"organizer", "speaker-affiliation"} <= set(seed.roles.values())
    assert seed.roles["Beijing Normal University"] == "speaker-affiliation"
    assert seed.deals == []


def test_old_new_and_intended_agreements_of_two_provinces(seeds: dict[str, Reading]) -> None:
    seed = seeds["004"]
    assert [date for _, _, date in seed.kinds] == ["XXXX-05-24/XXXX-05-28"]
    statuses = {(kind, status) for kind, status, _ in seed.deals}
    assert ("cooperation-agreement", "signed") in statuses
    assert ("intent", "preliminary") in statuses
    framework = next(parties for kind, _, parties in seed.deals if kind == "framework-agreement")
    assert framework == ["Fujian Province", "Ningxia Hui Autonomous Region"]


def test_two_and_two_sign_cooperation_agreements(seeds: dict[str, Reading]) -> None:
    signed = [
        parties
        for kind, status, parties in seeds["004"].deals
        if (kind, status) == ("cooperation-agreement", "signed")
    ]
    assert signed == [
        ["Fujian Environmental Science Society", "Ningxia Environmental Science Society"],
        ["Ningxia Baofeng Energy Group Co., Ltd.", "Zhongliu Technology Co., Ltd."],
    ]


def test_a_body_that_somebody_is_accredited_to_did_not_take_part(
    seeds: dict[str, Reading],
) -> None:
    assert "United Nations Human Settlements Programme" not in seeds["001"].roles


def test_a_mistranslated_city_is_never_a_place_of_anything(seeds: dict[str, Reading]) -> None:
    seed = seeds["004"]
    venues = [seed.name(p.value) for e in seed.extraction.events for p in e.places]
    parties = [name for _, _, names in seed.deals for name in names]
    assert not any("Nanjing" in name for name in (*venues, *parties))
