"""Bodies whose short forms in brackets spell them, pairs of a kind, and asides that say whose."""

import pytest
from extract.article_reading import read

from kg.extract.linking import known_names, longest
from kg.extract.names_beside import spells, unmarked
from kg.extract.names_languages import local_names, names_in
from kg.model import Span

PNUD, BANK = "United Nations Development Programme", "World Bank"


@pytest.mark.parametrize(
    ("tag", "text", "name"),
    [
        ("fr", "le laboratoire des eaux alpines (LEA) de Nice", "laboratoire des eaux alpines"),
        ("fr", "un comité de suivi des tourbières (CST)", "comité de suivi des tourbières"),
        (
            "es",
            "el Instituto de Estudios en Peces Andinos (IEPA)",
            "Instituto de Estudios en Peces",
        ),
        ("pt", "o Parque Lunar da Beira (PLB) reuniu", "Parque Lunar da Beira"),
    ],
)
def test_a_short_form_spells_a_name(tag: str, text: str, name: str) -> None:
    hits = longest([*known_names().every(text), *local_names(text, tag)])
    found = names_in(text, Span(0, len(text)), tag, hits, None)
    assert [n.span.of(text)[: len(name)] for n in found] == [name]


def test_a_park_without_a_short_form_is_no_body() -> None:
    assert names_in("o Parque Lunar da Beira", Span(0, 23), "pt", [], None) == []


@pytest.mark.parametrize(
    ("short", "name", "fits"),
    [
        ("Sefoma", "Servicio Forestal de Mañara", True),
        ("IFM", "Instituto Forestal de Mañara", True),
        ("Lima", "Universidad del Sur", False),
        ("Fomasa", "Servicio Forestal de Mañara", False),
    ],
)
def test_short_forms(short: str, name: str, *, fits: bool) -> None:
    assert spells(short, name) is fits


def test_a_short_form_in_small_letters_stands_for_its_body() -> None:
    reading = read(
        "Noticias del sector\nEl Instituto Forestal de Soria (Inforso) se reunió con el PNUD en"
        " Quito el 3 de mayo de 2024. El Inforso celebrará un taller en Lima el 9 de mayo de 2024."
    )
    assert reading.kinds[-1] == ("Workshop", "planned", "2024-05-09")


@pytest.mark.parametrize(
    "sentence",
    [
        "El PNUD, organismo adscrito al Banco Mundial, organizó un taller el 3 de mayo de 2024.",
        "Le PNUD, organisme rattaché à la Banque mondiale, a organisé un atelier le 3 mai 2024.",
        "UNDP, an agency attached to the World Bank, organized a workshop on 3 May 2024.",
    ],
)
def test_an_aside_says_whose_a_body_is(sentence: str) -> None:
    assert read(f"News of the sector\n{sentence}").roles == {PNUD: "organizer"}


def test_the_two_of_a_kind() -> None:
    reading = read(
        "Noticias del sector\nEl Instituto de Suelos de Loja y el Instituto de Aguas de Piura"
        " recibieron al Banco Mundial en Quito el 3 de mayo de 2024. Los dos institutos"
        " organizarán un taller en Lima el 9 de junio de 2024."
    )
    last = reading.extraction.events[-1]
    both = {reading.name(p.value.agency): p.value.role for p in last.participants}
    assert both == {
        "Instituto de Suelos de Loja": "organizer",
        "Instituto de Aguas de Piura": "organizer",
    }


def test_names_of_vietnam_without_their_marks() -> None:
    assert unmarked("Đồng Hới") == "Dong Hoi"
