"""Agreements told in passing or in unusual words, and projects that several carry out."""

import pytest
from extract.article_reading import read

HERON, IBIS = "Heron Fund", "Ibis Society"
NEWS = "News on rivers\nTalks were held in Lima on 10 June 2024."


@pytest.mark.parametrize(
    "sentence",
    [
        "It is part of Clear Brook, a four-year project of the {a} and the {b}.",
        "The {a} and the {b} are partners in a new project on brooks.",
        "The {a} works on the Clear Brook Project, which it carries out jointly with the {b}.",
        "The project is run by the {a} together with the {b}.",
        "The {a} has begun a joint project on brooks with the {b}.",
    ],
)
def test_a_project_of_two_is_an_agreement(sentence: str) -> None:
    told = read(f"{NEWS} {sentence.format(a=HERON, b=IBIS)}").deals
    assert told == [("project-agreement", "in-force", [HERON, IBIS])]


def test_a_project_whose_document_is_to_be_signed_is_preliminary() -> None:
    told = read(
        f"{NEWS} Still on paper is a project called Clear Brook: the {HERON} and the {IBIS} aim to"
        " sign the project document in autumn."
    ).deals
    assert told == [("project-agreement", "preliminary", [HERON, IBIS])]


@pytest.mark.parametrize(
    ("sentence", "kind", "status"),
    [
        ("The {a} and the {b} came to terms on a memorandum of understanding.", "memorandum",
         "signed"),
        ("The {a} and the {b} signed the Plan of Cooperation for 2025.", "cooperation-agreement",
         "signed"),
        ("The memorandum of understanding of the {a} and the {b} has been in place since 2019.",
         "memorandum", "in-force"),
        ("A letter of intent between the {a} and the {b} is still a draft.", "intent",
         "preliminary"),
        ("The {a} and the {b} rolled over their cooperation agreement.", "cooperation-agreement",
         "renewed"),
        ("He spoke of the memorandum of understanding between the {a} and the {b}.", "memorandum",
         "mentioned"),
    ],
)  # fmt: skip
def test_words_for_how_an_agreement_stands(sentence: str, kind: str, status: str) -> None:
    told = read(f"{NEWS}\n\n{sentence.format(a=HERON, b=IBIS)}").deals
    assert told == [(kind, status, [HERON, IBIS])]


def test_the_two_are_those_named_just_before() -> None:
    told = read(
        f"{NEWS}\n\nThe {HERON} looks after brooks with the {IBIS}. The directors of the two bodies"
        " signed a memorandum of understanding between them."
    ).deals
    assert told == [("memorandum", "signed", [HERON, IBIS])]


def test_an_earlier_term_has_the_same_parties() -> None:
    told = read(
        f"{NEWS} There the {HERON} and the {IBIS} signed a memorandum of understanding.\n\n"
        "The memorandum of the first phase was signed in Quito in 2019."
    ).deals
    assert [parties for _, _, parties in told] == [[HERON, IBIS], [HERON, IBIS]]
