"""The many wordings of agreements and of those who conclude them."""

import pytest
from extract.article_reading import read

UNDP = "United Nations Development Programme"
WWF = "World Wide Fund for Nature"
A, B = f"the {UNDP}", f"the {WWF}"
TITLE = "News on rivers\n"


@pytest.mark.parametrize(
    ("sentence", "kind", "status"),
    [
        ("{a} entered into a partnership agreement with {b}", "cooperation-agreement", "signed"),
        ("{a} and {b} inked a memorandum of understanding", "memorandum", "signed"),
        ("{a} and {b} signed a declaration of intent", "intent", "signed"),
        ("A grant agreement was concluded between {a} and {b}", "project-agreement", "signed"),
        ("{a} and {b} signed a protocol of cooperation", "cooperation-agreement", "signed"),
        ("{a} and {b} extended their cooperation agreement", "cooperation-agreement", "renewed"),
        ("A memorandum of understanding between {a} and {b} awaits signature", "memorandum",
         "preliminary"),
        ("{a} and {b} will sign a memorandum of understanding", "memorandum", "preliminary"),
        ("The memorandum of understanding between {a} and {b} is in force", "memorandum",
         "in-force"),
        ("{a} and {b} look forward to signing a memorandum of understanding", "memorandum",
         "preliminary"),
        ("Mr Vega proposed a memorandum of understanding between {a} and {b}", "memorandum",
         "preliminary"),
        ("A memorandum of understanding between {a} and {b} is in the pipeline", "memorandum",
         "preliminary"),
        ("{a} and {b} agreed to draw up a cooperation agreement", "cooperation-agreement",
         "preliminary"),
        ("The Cabinet approved the signing of a memorandum of understanding between {a} and {b}",
         "memorandum", "preliminary"),
    ],
)  # fmt: skip
def test_nouns_and_verbs(sentence: str, kind: str, status: str) -> None:
    told = sentence.format(a=A, b=B)
    reading = read(
        f"{TITLE}Talks were held in Lima on 10 June 2024.\n\n{told[0].upper()}{told[1:]}."
    )
    assert reading.deals == [(kind, status, sorted([UNDP, WWF]))]


def test_the_nearest_verb_speaks_for_each_of_two_agreements() -> None:
    reading = read(
        f"{TITLE}On 10 June 2024 {A} and {B} signed a memorandum of understanding in Lima; a"
        f" framework agreement between {A} and {B} will be signed next year."
    )
    assert [(kind, status) for kind, status, _ in reading.deals] == [
        ("memorandum", "signed"),
        ("framework-agreement", "preliminary"),
    ]


def test_countries_are_parties() -> None:
    reading = read(f"{TITLE}Kenya and Peru signed a memorandum of understanding on 10 June 2024.")
    assert reading.deals == [("memorandum", "signed", ["Kenya", "Peru"])]


def test_a_country_and_a_bank_are_parties() -> None:
    reading = read(f"{TITLE}Kenya and the World Bank signed a loan agreement on 10 June 2024.")
    assert reading.deals == [("project-agreement", "signed", ["Kenya", "World Bank"])]


def test_the_agreement_told_of_again_is_no_second_one() -> None:
    reading = read(
        f"{TITLE}On 10 June 2024 {A} and {B} signed a memorandum of understanding in Lima."
        " The memorandum was signed by two directors. The agreement runs for five years."
    )
    assert len(reading.deals) == 1


def test_two_and_two_sign_agreements() -> None:
    reading = read(
        f"{TITLE}On 10 June 2024 {A}, {B}, the Global Environment Facility and the World Bank"
        " signed cooperation agreements in Lima."
    )
    assert [len(parties) for _, _, parties in reading.deals] == [2, 2]


def test_a_project_that_two_bodies_carry_out() -> None:
    reading = read(
        "合作项目\n6月12日，座谈会在武汉召开。联合国开发计划署与世界自然基金会共同实施的湿地保护项目进展顺利。"
    )
    assert reading.deals == [("project-agreement", "in-force", sorted([UNDP, WWF]))]


def test_one_sentence_names_the_parties_of_two_memoranda() -> None:
    reading = read(
        f"{TITLE}Memoranda of understanding are in force between {A} and {B}, and between the World"
        " Bank and the Global Environment Facility."
    )
    assert [len(parties) for _, _, parties in reading.deals] == [2, 2]


def test_an_agreement_of_the_two_countries_has_those_of_the_headline_as_parties() -> None:
    reading = read(
        "Kenya and Peru speak about rivers\n"
        "A meeting on rivers was held in Nairobi on 10 June 2024. The parties went through the"
        " agreement in force between the governments of the two countries."
    )
    assert reading.deals == [("cooperation-agreement", "in-force", ["Kenya", "Peru"])]


def test_who_pays_for_a_project_and_who_carries_it_out() -> None:
    reading = read(
        f"{TITLE}A course was given in Lima on 10 June 2024 under a project financed by {A} and"
        f" carried out by {B}."
    )
    assert reading.deals == [("project-agreement", "in-force", sorted([UNDP, WWF]))]
