"""Names of bodies in the languages that have a file of words."""

import pytest

from kg.extract.languages import language
from kg.extract.linking import known_names, longest
from kg.extract.names_homes import home
from kg.extract.names_languages import local_names, names_in
from kg.model import Span


def names(text: str, tag: str, country: str | None = None) -> dict[str, tuple[str, str | None]]:
    """Return kind and place of the bodies that are no listed names."""
    hits = longest([*known_names().every(text), *local_names(text, tag)])
    found = names_in(text, Span(0, len(text)), tag, hits, country)
    return {n.span.of(text): (n.kind, n.place) for n in found if not n.entries}


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [
        (
            "es",
            "el Ministerio de Agricultura y Ganadería de Paraguay y la Universidad de Antioquia",
            {
                "Ministerio de Agricultura y Ganadería de Paraguay": ("ministry", "Paraguay"),
                "Universidad de Antioquia": ("university", None),
            },
        ),
        (
            "fr",
            "le ministère des Forêts et de la Faune du Cameroun, l'Office national des forêts",
            {
                "ministère des Forêts et de la Faune du Cameroun": ("ministry", "Cameroon"),
                "Office national des forêts": ("government-agency", None),
            },
        ),
        (
            "de",
            "das Ministerium für Umwelt, Klima und Energiewirtschaft und die Universität Hohenheim",
            {
                "Ministerium für Umwelt, Klima und Energiewirtschaft": ("ministry", None),
                "Universität Hohenheim": ("university", None),
            },
        ),
        (
            "pt",
            "o Instituto Nacional de Pesquisas da Amazônia e a Universidade de Cabo Verde",
            {
                "Instituto Nacional de Pesquisas da Amazônia": ("research-institute", None),
                "Universidade de Cabo Verde": ("university", "Cabo Verde"),
            },
        ),
        (
            "vi",
            "Sở Văn hóa tỉnh Quảng Nam và Tổng cục Bảo vệ rừng",
            {
                "Sở Văn hóa tỉnh Quảng Nam": ("government-agency", "Quang Nam Province"),
                "Tổng cục Bảo vệ rừng": ("government-agency", "Viet Nam"),
            },
        ),
    ],
)
def test_bodies_by_head_noun_and_subject(
    tag: str, text: str, expected: dict[str, tuple[str, str | None]]
) -> None:
    assert names(text, tag) == expected


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("es", "el Ministerio, la Oficina Regional y el Instituto Nacional trabajan en la red"),
        ("fr", "le ministère et la Commission générale, dans un centre de la ville"),
        ("de", "das Ministerium und die Behörde im Zentrum der Stadt"),
        ("pt", "o Ministério e a Agência Nacional, no centro da cidade"),
        ("vi", "Bộ trưởng và các bộ phận của trung tâm"),
    ],
)
def test_a_head_noun_alone_names_nobody(tag: str, text: str) -> None:
    assert names(text, tag) == {}


def test_a_unit_has_the_body_behind_it_as_parent() -> None:
    text = "la Dirección de Biodiversidad del Ministerio de Agricultura de Paraguay"
    hits = longest([*known_names().every(text), *local_names(text, "es")])
    unit = next(n for n in names_in(text, Span(0, len(text)), "es", hits, None) if n.parent)
    assert unit.span.of(text) == text.removeprefix("la ")
    assert unit.parent is not None
    assert unit.parent.of(text) == "Ministerio de Agricultura de Paraguay"


def test_the_place_of_a_dateline() -> None:
    text = "Quito, 3 de mayo de 2024. El Ministerio del Ambiente informa."
    hits = longest([*known_names().every(text), *local_names(text, "es")])
    assert home(text, hits, [0]) == "Ecuador"
    assert home("Quito es una ciudad.", hits, [0]) is None


def test_neighbouring_languages_share_a_file() -> None:
    assert language("gl") is language("pt-BR")
    assert language("en") is None
    assert language("zh-Hans") is None
