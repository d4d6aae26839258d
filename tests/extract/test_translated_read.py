"""Events of pages that a machine put from Chinese into English."""

import pytest
from extract.article_reading import Reading, date_of, read_bytes

HEAD = "River news\n\nRelease time: 2024-06-19   Clicks: 20\n\n"
SAID = (
    "\n\nEverybody said, water of river does not know border, both sides must let cooperation fall "
    "to the ground, ecology environment of two places is one family.\n\nPrevious article: Nothing\n"
)


def page(told: str) -> Reading:
    return read_bytes(f"{HEAD}{told}{SAID}".encode(), "article.txt")


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        (
            "6moon12Day, guests of the Heron Fund were received by Dune University in Wuxi.",
            "Meeting",
        ),
        ("6moon12Day, Heron Fund and Dune University drank tea together with guests.", "Meeting"),
        ("6moon12Day, a line of six people of Heron Fund came to Wuxi.", "Visit"),
        ("6moon12Day, chairman of Heron Fund stepped on the land of Wuxi.", "Visit"),
        ("6moon12Day, Dune University brought farmers to Wuxi to look at ponds.", "StudyTour"),
        ("6moon12Day, two bureaus go together to Wuxi for checking of factories.", "Inspection"),
        (
            "6moon12Day, algae research discussion meeting pulled open the curtain in Wuxi.",
            "Workshop",
        ),
        ("6moon12Day, year meeting of Ibis Society was triumphantly closed in Wuxi.", "Conference"),
        ("6moon12Day, Heron Fund gave lessons to 80 students in Wuxi.", "Training"),
        ("6moon12Day, Heron Reed Laboratory hung the plate in Wuxi.", "Launch"),
        ("6moon12Day, reed planting volunteer activity walked into Wuxi school.", "Campaign"),
        ("6moon12Day, joint emergency practice of spilt oil was done in Wuxi.", "Other"),
        ("6moon12Day, lake green forum put up its tent in Wuxi.", "Forum"),
    ],
)
def test_whatever_a_machine_made_of_the_verb(sentence: str, kind: str) -> None:
    assert [(e.type.value, date_of(e)) for e in page(sentence).events] == [(kind, "2024-06-12")]


MAIN = "6moon12Day, Heron Fund and Dune University met in Wuxi.\n\n"


@pytest.mark.parametrize(
    ("sentence", "factuality"),
    [
        ("The forum of 6moon15Day in Yantai is put behind, time is notified another.", "postponed"),
        ("The forum of 6moon15Day in Yantai must wait.", "postponed"),
        ("The forum of 6moon15Day in Yantai was wiped out by rain.", "cancelled"),
        ("The boat trip on 15 day in Yantai did not go, because of the typhoon.", "cancelled"),
        ("The forum in Yantai of 6moon15Day was cut from program.", "cancelled"),
        ("9moon, Heron Fund chairman goes to Yantai to visit.", "planned"),
        ("According to arrangement, in 9moon two bureaus open a forum in Yantai.", "planned"),
    ],
)
def test_what_came_or_will_come_of_it(sentence: str, factuality: str) -> None:
    event = page(MAIN + sentence).extraction.events[1]
    assert event.factuality.value == factuality


def test_units_that_do_and_undertake() -> None:
    reading = page(
        "6moon12Day, reed seminar was held in Wuxi. Main do unit is Heron Fund, undertake do unit "
        "is Dune University, support unit is Ibis Society. Lark Institute of Birds also sat there."
    )
    assert reading.roles == {
        "Heron Fund": "organizer",
        "Dune University": "co-organizer",
        "Ibis Society": "supporter",
        "Lark Institute of Birds": "participant",
    }


def test_one_body_under_the_heads_that_translators_choose() -> None:
    reading = page(
        "6moon12Day, Gansu Province Ecology Environment Hall held reed seminar in Lanzhou. Gansu "
        "Ecological Environment Office came. The Gan Province Ecology Environment Bureau spoke."
    )
    assert list(reading.roles) == ["Department of Ecology and Environment of Gansu Province"]


def test_the_two_bureaus_and_the_bureau_of_a_place() -> None:
    reading = page(
        "6moon12Day, Wuxi City Ecology Environment Bureau and Suzhou City Ecology Environment "
        "Bureau held talks in Wuxi. Heron Fund watched. Two city bureaus signed "
        "memorandum of cooperation."
    )
    (deal,) = reading.deals
    assert deal[:2] == ("memorandum", "signed")
    assert all("Bureau" in party for party in deal[2])


def test_a_name_of_the_translator_with_its_spelling_in_brackets() -> None:
    reading = page(
        "6moon12Day, reed seminar was held in Wuxi. Maliya (Maria Lopez), director of Heron Fund, "
        "took the microphone."
    )
    assert [reading.name(p.value.person) for p in reading.event.people] == ["Maria Lopez"]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("The film about herons of 6moon25Day was cancelled for fog.", ("Other", "cancelled")),
        (
            "Bicycling round the lake, 6moon25Day, because of rain already cancelled.",
            ("Campaign", "cancelled"),
        ),
        ("The summer music of 6moon25Day is put behind.", ("Other", "postponed")),
    ],
)
def test_what_does_not_come_about_needs_a_day_only(sentence: str, told: tuple[str, str]) -> None:
    assert told in [kind[:2] for kind in page(MAIN + sentence).kinds]


def test_who_does_what_for_a_class() -> None:
    told = (
        "On 6 month 12 day, reed training class was in Wuxi held, by Heron Fund host, Dune "
        "University contract to do. Ibis Society also sent people to participate in."
    )
    assert page(told).roles == {
        "Heron Fund": "organizer",
        "Dune University": "co-organizer",
        "Ibis Society": "participant",
    }


def test_a_short_name_is_the_body_that_has_its_words() -> None:
    told = (
        "6moon12Day, Wuxi City Reed Field Protection Bureau and Ibis Resources Group held talks in "
        "Wuxi. Li Ming, vice chief of the Reed Bureau, spoke, Ibis Group told of its plan."
    )
    assert sorted(page(told).roles) == [
        "Ibis Resources Group",
        "Wuxi City Reed Field Protection Bureau",
    ]
