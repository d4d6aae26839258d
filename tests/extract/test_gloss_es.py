"""Spanish sentences that the rules of English read."""

import pytest
from extract.article_reading import Reading, read

PNUD, BANK = "United Nations Development Programme", "World Bank"


def told(sentence: str) -> Reading:
    return read(f"Noticias del sector\n{sentence}")


@pytest.mark.parametrize(
    ("sentence", "roles"),
    [
        (
            "El curso sobre suelos, que dictó el Banco Mundial, se desarrolló el 3 de mayo de 2024"
            " en Quito con el auspicio del PNUD.",
            {BANK: "organizer", PNUD: "supporter"},
        ),
        (
            "El 3 de mayo de 2024, el PNUD llevó a cabo en Quito un taller sobre suelos en"
            " coordinación con el Banco Mundial.",
            {PNUD: "organizer", BANK: "co-organizer"},
        ),
        (
            "La reunión sobre suelos tuvo lugar el 3 de mayo de 2024 en Quito y contó con la"
            " participación del Banco Mundial y del PNUD.",
            {PNUD: "participant", BANK: "participant"},
        ),
        (
            "El 3 de mayo de 2024, el PNUD recibió a una delegación del Banco Mundial en Quito.",
            {PNUD: "host", BANK: "visitor"},
        ),
    ],
)
def test_parts_of_bodies(sentence: str, roles: dict[str, str]) -> None:
    assert told(sentence).roles == roles


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        (
            "La limpieza de playas prevista para el 8 de junio de 2024 en Manta quedó aplazada"
            " hasta nuevo aviso.",
            ("Campaign", "postponed", "2024-06-08"),
        ),
        (
            "El seminario sobre aves que iba a celebrarse en Manta el 8 de junio de 2024 se ha"
            " cancelado.",
            ("Workshop", "cancelled", "2024-06-08"),
        ),
        (
            "El foro sobre el agua se postergó para el 9 de julio de 2024 en Manta.",
            ("Forum", "planned", "2024-07-09"),
        ),
        (
            "Los días 4 y 5 del presente mes se realizó en Manta un taller sobre aves.",
            ("Workshop", "held", "2024-06-04/2024-06-05"),
        ),
        (
            "El Banco Mundial inauguró el martes 11 en Manta el congreso sobre aves.",
            ("Conference", "held", "2024-06-11"),
        ),
    ],
)
def test_how_an_event_stands(sentence: str, event: tuple[str, str, str]) -> None:
    assert told(sentence).kinds == [event]


@pytest.mark.parametrize(
    ("sentence", "deal"),
    [
        (
            "El Banco Mundial y el PNUD suscribieron ayer en Quito una carta de intención.",
            ("intent", "signed"),
        ),
        (
            "El Banco Mundial y el PNUD esperan firmar en julio un convenio de cooperación.",
            ("cooperation-agreement", "preliminary"),
        ),
        (
            "El convenio marco entre el Banco Mundial y el PNUD fue renovado ayer en Quito.",
            ("framework-agreement", "renewed"),
        ),
    ],
)
def test_agreements(sentence: str, deal: tuple[str, str]) -> None:
    assert told(sentence).deals == [(*deal, [PNUD, BANK])]


def test_bodies_parks_and_venues() -> None:
    reading = told(
        "El 3 de mayo de 2024, la asociación Amigos del Cóndor, A.C. y la Prefectura de El Oro"
        " organizaron un taller en el Parque Nacional Machalilla."
    )
    assert sorted(reading.roles) == ["Amigos del Cóndor, A.C.", "Prefectura de El Oro"]
    assert reading.places == ["Parque Nacional Machalilla"]


def test_a_town_hosts_and_days_run_on() -> None:
    held = told(
        "Tarapoto acogerá el taller sobre suelos, que organiza el PNUD, entre el martes 7 y el"
        " jueves 9 de mayo de 2024."
    )
    assert held.roles == {PNUD: "organizer"}
