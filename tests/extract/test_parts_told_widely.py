"""Who received, travelled, organized, paid, lectured or was there: the same part in many words."""

import pytest
from extract.article_reading import read

BODIES = {
    "A": "Kenya Wildlife Service",
    "B": "World Wide Fund for Nature",
    "C": "Ministry of Environment of Panama",
    "E": "Norwegian Polar Institute",
}
KEYS = {"A": "kws", "B": "wwf", "C": "pa-mia", "E": "no-npi"}
HELD = "The <A> held a workshop on eels in Nairobi on 4 March 2024. "


def told(sentences: str) -> dict[str, str]:
    for letter, name in BODIES.items():
        sentences = sentences.replace(f"<{letter}>", name)
    news = read(f"News\n\n6 March 2024\n\n{sentences}\n")
    [event] = news.events
    letters = {key: letter for letter, key in KEYS.items()}
    return {letters[p.value.agency.key]: p.value.role for p in event.participants}


@pytest.mark.parametrize(
    ("sentence", "host", "visitor"),
    [
        ("On 4 March, staff of the <A> called in on the <C> to see mangroves.", "C", "A"),
        ("Six officers of the <A> spent 4 March at the <C>.", "C", "A"),
        ("The guests from the <A> were shown around on 4 March by the <C>.", "C", "A"),
        ("The <C> hosted the <B> on 4 March 2024 for talks on wetlands.", "C", "B"),
        ("The <C> had the <B> as its guest on 4 March 2024.", "C", "B"),
        ("The <E> sent a delegation to the <A> on 4 March 2024.", "A", "E"),
        ("On 4 March 2024 a benchmarking visit brought the <E> to the <A>.", "A", "E"),
        ("On 4 March a study visit to the <A> was organised for staff of the <E>.", "A", "E"),
        ("On 4 March the <A> took a delegation of the <E> around its laboratories.", "A", "E"),
        ("A delegation of the <E> is expected at the <A> on 14 March 2024.", "A", "E"),
    ],
)
def test_who_travels_and_who_receives(sentence: str, host: str, visitor: str) -> None:
    assert told(sentence) == {host: "host", visitor: "visitor"}


@pytest.mark.parametrize(
    "sentence",
    [
        "The <A> led a workshop on eels in Nairobi on 4 March 2024.",
        "The <A> gathered forty experts in Nairobi on 4 March 2024 for a workshop on eels.",
        "The <A> wrapped up a workshop on eels in Nairobi on 4 March 2024.",
        "A clean-up was organised at Diani on 4 March 2024 by volunteers of the <A>.",
        "A seminar ended in Nairobi on 4 March 2024. The organisers were the <A>.",
        "A seminar ended in Nairobi on 4 March 2024. It was the work of the <A>.",
        "On 4 March 2024 the <A> welcomed thirty people to a workshop on eels in Nairobi.",
        "The board of the <A> met in Nairobi on 4 March 2024.",
        "At a press conference in Nairobi on 4 March 2024 the <A> presented its report.",
    ],
)
def test_who_organizes(sentence: str) -> None:
    assert told(sentence) == {"A": "organizer"}


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("The <A> partnered with the <B> to hold a forum in Lima on 4 March.", "co-organizer"),
        (
            "Thirty came on 4 March to a course that the <A> had set up with the <B>.",
            "co-organizer",
        ),
        (HELD + "The <B> was the donor.", "supporter"),
        (HELD + "The <B> covers the travel of delegates.", "supporter"),
        ("The <A> held a workshop on 4 March in Lima courtesy of the <B>.", "supporter"),
        (HELD + "On the panel sat the <B>.", "speaker-affiliation"),
        (HELD + "Case studies were shared by the <B>.", "speaker-affiliation"),
        (HELD + "Experts from the <B> briefed the trainees.", "speaker-affiliation"),
        (HELD + "Luis Vega of the <B> told the audience that eels return.", "speaker-affiliation"),
        ("On 4 March volunteers of the <B> joined the <A> for a clean-up at Diani.", "participant"),
        ("Joined by the <B>, the <A> planted trees at Diani on 4 March 2024.", "participant"),
    ],
)
def test_who_has_a_part_beside_the_organizer(sentence: str, role: str) -> None:
    assert told(sentence) == {"A": "organizer", "B": role}


def test_the_words_of_another_kind_of_event_do_not_stand_before_those_that_count() -> None:
    assert told("On 4 March forty rangers met in Nairobi for a course given by the <A>.") == {
        "A": "organizer"
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "Citing a 2022 report of the <B>, the <A> opened a workshop in Lima on 4 March 2024.",
        "Handbooks of the <B> were used when the <A> trained rangers in Lima on 4 March 2024.",
        "The <A> held a forum in Lima on 4 March. People read from a 2020 study by the <B>.",
        "On 4 March the <A> launched a project in Lima, modelled on a programme of the <B>.",
    ],
)
def test_whose_papers_or_example_is_only_quoted_has_no_part(sentence: str) -> None:
    assert told(sentence) == {"A": "organizer"}


def test_the_subject_of_a_verb_is_the_list_that_it_follows_on() -> None:
    assert told(
        "While the <E> looked on, the <B> and the <A> held a forum in Lima on 4 March."
    ) == {
        "A": "organizer",
        "B": "organizer",
        "E": "participant",
    }
