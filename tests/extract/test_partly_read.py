"""Agreements and events of which not everything is said or read; what names and titles hide."""

import pytest
from extract.article_reading import Reading
from extract.article_reading import read as read_article
from extract.mention_reading import read


def article(*sentences: str, title: str = "News on rivers") -> Reading:
    return read_article("\n".join((title, *sentences)))


@pytest.mark.parametrize(
    ("sentence", "deal"),
    [
        (
            "On 3 June 2024 the Heron Fund and its partners signed a memorandum of understanding.",
            ("memorandum", "signed", ["Heron Fund"]),
        ),
        (
            "On 3 June 2024 a memorandum of understanding on birds was signed in Lima.",
            ("memorandum", "signed", []),
        ),
        (
            "Luis Vega said that the sides were going to sign a memorandum of cooperation.",
            ("memorandum", "preliminary", []),
        ),
    ],
)
def test_an_agreement_counts_whose_parties_are_not_all_named(
    sentence: str, deal: tuple[str, str, list[str]]
) -> None:
    assert article(sentence).deals == [deal]


def test_the_agreement_is_no_other_one() -> None:
    reading = article(
        "The Heron Fund and the Ibis Society signed a cooperation agreement on 3 June 2024.",
        "The agreement was signed in Lima by both directors.",
    )
    assert [parties for _, _, parties in reading.deals] == [["Heron Fund", "Ibis Society"]]


def test_an_undated_signing_in_the_lead_is_the_news() -> None:
    reading = read_article(
        "Rivers\nThe Heron Fund and Xy signed an agreement on rivers.\nIt helps fish.", None
    )
    assert reading.kinds == [("Signing", "held", None)]


@pytest.mark.parametrize("style", ["Dr.", "Mr.", "H.E.", "Prof. Dr.", "Hon."])
def test_a_full_stop_behind_a_style_ends_no_clause(style: str) -> None:
    reading = article(
        f"The Heron Fund received {style} Luis Vega, director of the Ibis Society, on 3 June 2024."
    )
    assert reading.kinds == [("Meeting", "held", "2024-06-03")]
    assert reading.roles == {"Heron Fund": "host", "Ibis Society": "visitor"}


@pytest.mark.parametrize(
    "sentence",
    [
        "The Minister of Environment of Peru met the Ambassador of Kenya, Ana Torres, on 3 June.",
        "On 3 June Ana Torres, the Kenyan High Commissioner, met the Minister of Environment of"
        " Peru.",
    ],
)
def test_the_body_that_an_ambassador_meets_is_the_host(sentence: str) -> None:
    assert list(article(sentence).roles.values()) == ["host"]


@pytest.mark.parametrize("words", ["hosted a meeting with", "hosted talks with"])
def test_who_hosts_a_meeting_with_a_guest_receives_them(words: str) -> None:
    reading = article(f"The Heron Fund {words} the Ibis Society on 3 June 2024 in Lima.")
    assert reading.roles == {"Heron Fund": "host", "Ibis Society": "visitor"}


@pytest.mark.parametrize(
    ("sentence", "places"),
    [
        ("The Heron Fund met the Ambassador to Peru, Ana Torres, on 3 June 2024.", []),
        ("The Heron Fund, headquartered in Peru, held a workshop on 3 June 2024.", []),
        (
            'The Heron Fund held a workshop of the project "Clean Rivers in Peru" in Kampala on'
            " 3 June 2024.",
            ["Kampala"],
        ),
    ],
)
def test_posts_seats_and_titles_are_no_venues(sentence: str, places: list[str]) -> None:
    assert article(sentence).places == places


@pytest.mark.parametrize(
    "sentence",
    [
        "The Fund's work will contribute to achieving the goals of the Paris Agreement.",
        "The project is aligned with the Paris Agreement, he said.",
        "He spoke on the sidelines of the Conference of the Parties to the Paris Agreement.",
    ],
)
def test_what_a_meeting_serves_is_not_what_it_is_about(sentence: str) -> None:
    reading = article("The Heron Fund held a workshop in Lima on 3 June 2024.", sentence)
    assert reading.event.frameworks == ()


@pytest.mark.parametrize(
    "words",
    [
        "UN Decade on Rivers",
        "ASEAN Chairmanship Year",
        "EU Green Week",
        "United Nations Oceans Day",
    ],
)
def test_an_organization_of_states_may_only_say_whose_something_is(words: str) -> None:
    assert read(f"The Heron Fund works for the {words}.").surfaces("agency") == ["Heron Fund"]


def test_an_organization_of_states_acts_through_its_officers() -> None:
    assert "UN" in read("The UN Secretary-General came on Tuesday.").surfaces("agency")


@pytest.mark.parametrize(
    ("sentence", "person"),
    [
        ("Minister of Environment and Tourism B. Otgon said so.", "B. Otgon"),
        ("Minister of Environment of the Republic of Korea Kim Je-Chul came.", "Kim Je-Chul"),
        ("They met Siti ONG, Permanent Secretary of the Heron Fund.", "Siti ONG"),
    ],
)
def test_the_name_of_a_person_begins_where_an_office_ends(sentence: str, person: str) -> None:
    assert person in [found.surface for found in read(sentence).mentions.people]


def test_a_minister_of_a_body_is_of_that_body() -> None:
    reading = article(
        "Luis Vega, Deputy Minister of the Heron Forest Service, met the Ibis Society."
    )
    assert "Heron Forest Service" in reading.roles
