"""Wordings of agencies of many countries: bodies, events, parts in them, places, calendars."""

import pytest
from extract.article_reading import Reading, date_of
from extract.article_reading import read as read_article
from extract.mention_reading import read


def article(*sentences: str, title: str = "News on rivers") -> Reading:
    return read_article("\n".join((title, *sentences)))


def parts(reading: Reading) -> dict[str, str]:
    return {reading.name(p.value.agency): p.value.role for p in reading.event.participants}


@pytest.mark.parametrize(
    "name",
    [
        "Aranmore County Council",
        "County Government of Aranmore",
        "Supreme Prosecutor's Office of Peru",
        "Heron Agreement Task Force",
        "National Mercury Unit",
        "National Environment Commission",
        "Ministry of Finance, Economic Planning, Sustainable Development and Tourism",
        "Ministry of Ecology, Sustainable Development and Coastal Region Development",
        "Regional Centre for the Implementation of the Basel and Heron Conventions",
        "Kenyan Water, Forest and Climate Change Commission",
        "Environment Management Authority (EMA) Malawi",
        "Aranmore Metropolitan Assembly",
        "uMlazi Municipality",
        "Queen's University Belfast",
        "Police Directorate",
        "OSCE Mission to Albania",
        "EU Delegation to Kenya",
        "European Delegation to Djibouti",
        "Delegation of the European Union to Peru",
    ],
)
def test_names_of_bodies_are_read_whole(name: str) -> None:
    assert name in read(f"Officials of the {name} came on Tuesday.").surfaces("agency")


@pytest.mark.parametrize(
    "words",
    [
        "The Transboundary Movement of Waste was discussed.",
        "FIELD SCHOOL. It was raining.",
    ],
)
def test_what_only_looks_like_a_body(words: str) -> None:
    assert read(words).surfaces("agency") == []


def test_one_short_name_means_the_body_of_the_country_behind_it() -> None:
    found = read("Officials of NEMA Kenya met a team of NEMA Uganda.")
    assert [found.name(found.entity(f"NEMA {c}")) for c in ("Kenya", "Uganda")] == [
        "National Environment Management Authority of Kenya",
        "National Environment Management Authority of Uganda",
    ]


def test_demonyms_of_two_words() -> None:
    found = read("The South African Ministry of Lakes and the Costa Rican Ministry of Lakes met.")
    assert found.entity("South African Ministry of Lakes") != found.entity(
        "Costa Rican Ministry of Lakes"
    )


def test_a_minister_names_the_ministry() -> None:
    reading = article(
        "Ada Obi, Minister of Water and Forests of Kenya, opened the forum in Nairobi."
    )
    agencies = [m.entity for m in reading.extraction.mentions if m.entity.kind == "agency"]
    assert [reading.name(ref) for ref in agencies] == ["Ministry of Water and Forests of Kenya"]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("UNEP trained 30 customs officers in Suva from 7 to 11 May 2024.", "Training"),
        ("The one-day training, held in Suva on 7 May 2024, was well attended.", "Training"),
        ("Delegates gathered in Suva on 7 May 2024.", "Meeting"),
        ("The board of UNEP will meet in Suva on 7 August 2024.", "Meeting"),
        ("Ada Obi met the Minister of Water of Peru in Suva on 7 May 2024.", "Meeting"),
        ("Engineers will travel to Fiji on 7 August 2024 to learn about leaks.", "StudyTour"),
        ("A training is planned in Suva on 7 August 2024.", "Training"),
        ("UNEP and FAO exchanged views in Suva on 7 May 2024.", "Meeting"),
        ("UNEP went on a benchmarking tour to Fiji on 7 May 2024.", "StudyTour"),
        ("UNEP inspected five sawmills in Suva on 7 May 2024.", "Inspection"),
        ("UNEP planted 500 seedlings in Suva on 7 May 2024.", "Campaign"),
        ("Heron Day was celebrated in Suva on 7 May 2024 by UNEP.", "Campaign"),
        ("UNEP briefed journalists in Suva on 7 May 2024.", "PressConference"),
        ("A high-level panel on herons was convened in Suva on 7 May 2024.", "Forum"),
        ("Ada Obi joined them at a signing ceremony in Suva on 7 May 2024.", "Signing"),
    ],
)
def test_what_happened(sentence: str, kind: str) -> None:
    assert [event.type.value for event in article(sentence).extraction.events] == [kind]


@pytest.mark.parametrize(
    "sentence",
    ["The delegates discussed rivers.", "UNEP discussed rivers in 2019.", "They marked the paths."],
)
def test_verbs_of_many_uses_need_somebody_and_a_day(sentence: str) -> None:
    assert article(sentence).extraction.events == ()


UNEP, FAO, WWF = (
    "United Nations Environment Programme",
    "Food and Agriculture Organization of the United Nations",
    "World Wide Fund for Nature",
)
COURSE = "A course on peat took place in Suva on 7 May 2024."


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        ((COURSE, "It was organized online by UNEP."), {UNEP: "organizer"}),
        ((COURSE, "FAO and WWF met the costs."), {FAO: "supporter", WWF: "supporter"}),
        (("UNEP, with support from FAO, held a seminar in Suva on 7 May 2024.",),
         {UNEP: "organizer", FAO: "supporter"}),
        (("A forum on peat took place in Suva on 7 May 2024.",
          "It was co-hosted by UNEP and FAO and organized by WWF."),
         {UNEP: "organizer", FAO: "organizer", WWF: "co-organizer"}),
        (("A meeting on peat took place in Suva on 7 May 2024.",
          "It was convened by UNEP and hosted by FAO."),
         {UNEP: "organizer", FAO: "host"}),
        (("UNEP received a team from WWF in Suva on 7 May 2024.",),
         {UNEP: "host", WWF: "visitor"}),
        (("A seminar on peat took place in Suva on 7 May 2024.",
          "Officials of ASEAN countries and colleagues from WWF came."),
         {WWF: "participant"}),
    ],
)  # fmt: skip
def test_who_had_which_part(sentences: tuple[str, ...], expected: dict[str, str]) -> None:
    assert parts(article(*sentences)) == expected


def test_the_body_of_the_country_receives_the_others() -> None:
    reading = article(
        "The Ministry of the Environment of Japan and the Ministry of Environment of the Republic"
        " of Korea held talks in Tokyo on 7 May 2024."
    )
    assert parts(reading) == {
        "Ministry of the Environment of Japan": "host",
        "Ministry of Environment of the Republic of Korea": "visitor",
    }


def test_the_parent_of_a_unit_need_not_be_there() -> None:
    reading = article(
        "The Heron Unit (HU) of the Ministry of Environment of Peru (MINAM) organized a course in"
        " Lima on 7 May 2024."
    )
    assert list(parts(reading).values()) == ["organizer"]


def test_a_later_sentence_tells_the_days_and_the_place() -> None:
    reading = article(
        "A course on peat will be held in July 2024.",
        "The course will take place at the Heron Hotel from 8 to 12 July 2024.",
    )
    (event,) = reading.events
    assert date_of(event) == "2024-07-08/2024-07-12"
    assert reading.names(event.places) == ["Heron Hotel"]


def test_towns_that_no_list_has() -> None:
    reading = article("The workshop on 7 May 2024 was held in Larkmouth.")
    assert reading.names(reading.event.places) == ["Larkmouth"]


def test_sentences_about_other_days_bring_nobody() -> None:
    reading = article(
        "UNEP held a forum on peat in Suva on 7 May 2024.",
        "The rules of 12 March 2021 were drafted by experts of FAO.",
    )
    assert parts(reading) == {UNEP: "organizer"}


def test_offices_in_a_list_stay_with_the_name_before_them() -> None:
    found = read("Mr. Jon Hart, Head of UNEP, Mr. Ola Lund, Head of FAO, and Ms. Eva Stone came.")
    told = {p.surface: [o.affiliation and o.affiliation.key for o in p.offices]
            for p in found.mentions.people}  # fmt: skip
    assert told["Jon Hart"] == ["unep"]
    assert told["Ola Lund"] == ["fao"]


def test_who_is_represented_is_absent() -> None:
    reading = article(
        "UNEP held a forum in Suva on 7 May 2024.",
        "Director Eva Stone was represented by Mr. Jon Hart.",
    )
    assert [reading.name(p.value.person) for p in reading.event.people] == ["Jon Hart"]


def test_lines_of_a_calendar_are_events() -> None:
    reading = article(
        "18-20 July 2024: Regional training on waste statistics, Suva, Fiji",
        "4 September 2024, Geneva: third meeting of the expert group on plastics",
        "Everybody is welcome, and the full programme of both will be sent to all in good time.",
    )
    assert [(kind, when) for kind, _, when in reading.kinds] == [
        ("Training", "2024-07-18/2024-07-20"),
        ("Meeting", "2024-09-04"),
    ]


@pytest.mark.parametrize(
    "words",
    ["met UNEP", "met with UNEP", "conferred with UNEP", "held bilateral talks with UNEP"],
)
def test_who_meets_and_who_is_met_take_part(words: str) -> None:
    read = article(f"The Ministry of Environment of Peru {words} in Lima on 15 May 2023.")
    assert parts(read) == {
        "Ministry of Environment of Peru": "participant",
        "United Nations Environment Programme": "participant",
    }
