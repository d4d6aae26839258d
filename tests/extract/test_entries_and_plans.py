"""Entries of chronicles, items under headings, plans told together, papers in a list."""

import pytest
from extract.article_reading import read

A, B = "Heron Fund", "Ibis Society"
TITLE = "News from the delta\n"
FIRST = "On 10 June 2024 the Heron Fund held a workshop in Lima.\n\n"


def test_entry_without_a_verb_is_of_its_day() -> None:
    reading = read(
        "Chronicle of a reed week: our team in Lima\n"
        "Monday, 3 June. The Dune Forum is opened by the Heron Fund.\n\n"
        "Tuesday, 4 June. Our own hour: the workshop on reeds in room 12.\n\n"
        "Wednesday, 5 June. The trip to the marsh is cancelled because of fog.\n"
    )
    assert [kind[::2] for kind in reading.kinds] == [
        ("Forum", "2024-06-03"),
        ("Workshop", "2024-06-04"),
        ("StudyTour", "2024-06-05"),
    ]
    assert {p for e in reading.events for p in reading.names(e.places)} == {"Lima"}


def test_item_under_a_town_and_a_day_has_the_kind_of_its_noun() -> None:
    reading = read(
        "Delta round-up\nIssued 12 June 2024.\n\n"
        "LIMA, 3 June. The Heron Fund and the Ibis Society signed a memorandum on reeds.\n\n"
        "QUITO, 4 and 5 June. Reeds clean water: that is what the Ibis Society wanted to show at"
        " their workshop on filters.\n\n"
        "BOGOTÁ, 6 June. The Ibis Society opened an exhibition of photographs.\n",
        published=None,
    )
    assert [(kind, day) for kind, _, day in reading.kinds] == [
        ("Signing", "2024-06-03"),
        ("Workshop", "2024-06-04/2024-06-05"),
        ("Other", "2024-06-06"),
    ]


@pytest.mark.parametrize(
    ("plans", "told"),
    [
        (
            "Next on the calendar are a training course on reeds (Quito, 9 to 13 July) and a"
            " forum in Bogotá on 2 August.",
            [("Training", "2024-07-09/2024-07-13"), ("Forum", "2024-08-02")],
        ),
        (
            "Ahead lie a seminar in Quito on 3 July and a study visit to Bogotá in August.",
            [("Workshop", "2024-07-03"), ("StudyTour", "2024-08")],
        ),
        ("9 to 11 July: field course on reeds, Quito.", [("Training", "2024-07-09/2024-07-11")]),
    ],
)
def test_plans_told_together(plans: str, told: list[tuple[str, str]]) -> None:
    reading = read(f"{TITLE}{FIRST}{plans}")
    assert [(kind, day) for kind, standing, day in reading.kinds if standing == "planned"] == told


def test_present_tense_of_a_day_to_come() -> None:
    reading = read(f"{TITLE}{FIRST}The growers meet in Quito on 28 July to hear what was decided.")
    assert reading.kinds[-1] == ("Meeting", "planned", "2024-07-28")


def test_dates_that_between_joins() -> None:
    reading = read(
        f"{TITLE}Between Monday and today sixty officers of the Heron Fund met at the Palace Hotel."
    )
    assert reading.kinds == [("Meeting", "held", "2024-06-17/2024-06-19")]


def test_plan_keeps_the_sentences_of_its_paragraph() -> None:
    reading = read(
        f"{TITLE}{FIRST}A clean-up in Quito, planned for 16 June, was called off."
        " The country's target under the Paris Agreement stands."
    )
    workshop, clean_up = reading.events
    assert not workshop.frameworks
    assert [use.value.framework.key for use in clean_up.frameworks] == ["paris-agreement"]


def test_papers_in_a_list_were_signed() -> None:
    reading = read(
        f"{TITLE}On 10 June 2024 the following papers were signed in Lima:\n"
        f"(1) a memorandum of understanding between the {A} and the {B};\n"
        f"(2) a cooperation agreement between the {A} and the Dune Society on dykes.\n"
    )
    assert [(kind, status) for kind, status, _ in reading.deals] == [
        ("memorandum", "signed"),
        ("cooperation-agreement", "signed"),
    ]


@pytest.mark.parametrize(
    ("words", "deal"),
    [
        (
            f"The {A} and the {B} work under a memorandum which they signed in Lima in May 2019.",
            ("memorandum", "signed"),
        ),
        (
            f"The memorandum is old. On Monday the {A} and the {B} signed an extension.",
            ("memorandum", "renewed"),
        ),
        (
            f"The {A} and the {B} reached agreement in principle on a nursery.",
            ("intent", "preliminary"),
        ),
        (
            f"An older arrangement between the {A} and the {B} stays in force.",
            ("cooperation-agreement", "in-force"),
        ),
    ],
)
def test_how_an_agreement_stands(words: str, deal: tuple[str, str]) -> None:
    assert read(f"{TITLE}{words}").deals == [(*deal, [A, B])]


def test_between_says_where_what_is_exchanged_goes() -> None:
    reading = read(
        f"{TITLE}On 10 June 2024 the {A} and the {B} signed an agreement on the exchange of rangers"
        " between Peru and Chile."
    )
    assert reading.deals == [("cooperation-agreement", "signed", [A, B])]


def test_stay_to_learn_is_a_study_tour() -> None:
    reading = read(
        f"{TITLE}Their fortnight in Lima lasted from 1 to 14 June. The {A} was their host in"
        " Callao. The rangers wanted to find out how reeds are cut."
    )
    assert reading.kinds == [("StudyTour", "held", "2024-06-01/2024-06-14")]
    assert reading.places == ["Lima", "Callao"]


def test_dateline_below_a_line_of_its_own() -> None:
    reading = read(
        "Reeds\nBatteries, buckets and good intentions\n\n"
        "LIMA, PERU (19 June 2024) -- Yesterday the Heron Fund held a workshop at the Palace Hotel."
    )
    assert set(reading.places) == {"Lima", "Peru", "Palace Hotel"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Wetland Day was marked in Quito on Saturday with a run.", ("Campaign", "2024-06-15")),
        ("The Ibis Society opened the Reed House in Quito on Friday.", ("Launch", "2024-06-14")),
        (
            "The hearing on the dykes was adjourned on 14 June and will be taken up again on"
            " 28 June in Quito.",
            ("Meeting", "2024-06-28"),
        ),
        (
            "Twelve foresters graduated on Friday from a course of the Ibis Society in Quito.",
            ("Training", "2024-06-14"),
        ),
        ("The Ibis Society called in on the Dune Agency on Friday.", ("Visit", "2024-06-14")),
    ],
)
def test_further_events(words: str, told: tuple[str, str]) -> None:
    reading = read(f"{TITLE}{FIRST}{words}")
    assert [(kind, day) for kind, _, day in reading.kinds[1:]] == [told]


def test_weekly_review_counts_from_its_last_day() -> None:
    reading = read(
        "Delta weekly review, 12-18 February 2024\n"
        "The Heron Fund held a workshop in Lima on Thursday.",
        published=None,
    )
    assert reading.kinds == [("Workshop", "held", "2024-02-15")]


def test_people_in_the_chair() -> None:
    reading = read(
        f"{TITLE}{FIRST}Under the chairmanship of Marta Olsson the experts drew a map. Its head,"
        " Suharto, walked along. Present were Ingrid Berg and Ola Nordmann, both of the Dune Fund."
    )
    people = {reading.name(p.value.person) for p in reading.event.people}
    assert people == {"Marta Olsson", "Suharto", "Ingrid Berg", "Ola Nordmann"}
