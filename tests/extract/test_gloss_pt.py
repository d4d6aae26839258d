"""Portuguese sentences put into English and read by its rules."""

import pytest
from extract.article_reading import read

HEAD = "Notícias da semana\n"


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        (
            "Decorreu em Benguela, de 3 a 5 de junho, o seminário sobre mangais.",
            ("Workshop", "held", "2024-06-03/2024-06-05"),
        ),
        (
            "A oficina sobre queimadas, prevista para 25 de junho em Cuiabá, foi cancelada.",
            ("Workshop", "cancelled", "2024-06-25"),
        ),
        (
            "A feira que devia ter lugar em Évora no dia 21 de junho ficou adiada.",
            ("Other", "postponed", "2024-06-21"),
        ),
        (
            "O curso foi remarcado para o dia 2 de julho, em Tete.",
            ("Training", "planned", "2024-07-02"),
        ),
        (
            "Realizar-se-á a 4 de julho, na cidade da Beira, a reunião nacional sobre cheias.",
            ("Meeting", "planned", "2024-07-04"),
        ),
    ],
)
def test_how_an_event_stands(sentence: str, kind: tuple[str, str, str]) -> None:
    assert read(HEAD + sentence).kinds == [kind]


def test_who_was_there_behind_the_verb() -> None:
    roles = read(
        f"{HEAD}O Ibama promoveu, no dia 12 de junho, em Manaus, uma oficina sobre fogo, com o"
        " apoio do Fundo Amazônia. Participaram da oficina o ICMBio e a Funai."
    ).roles
    assert roles == {
        "Brazilian Institute of Environment and Renewable Natural Resources": "organizer",
        "Amazon Fund": "supporter",
        "Chico Mendes Institute for Biodiversity Conservation": "participant",
        "National Indigenous Peoples Foundation of Brazil": "participant",
    }


def test_a_guest_and_a_host() -> None:
    roles = read(
        f"{HEAD}O Ministério do Ambiente de Angola recebeu em audiência, a 11 de junho, em Luanda,"
        " uma delegação do Banco Mundial."
    ).roles
    assert roles == {"Ministry of Environment of Angola": "host", "World Bank": "visitor"}


def test_an_agreement_to_be_signed() -> None:
    deals = read(
        f"{HEAD}O ICNF e o Ibama vão assinar, em julho, um protocolo de cooperação sobre fogos."
    ).deals
    sides = [
        "Brazilian Institute of Environment and Renewable Natural Resources",
        "Institute for Nature Conservation and Forests of Portugal",
    ]
    assert deals == [("cooperation-agreement", "preliminary", sides)]


def test_a_park_is_where_and_not_who() -> None:
    reading = read(f"{HEAD}A ministra visitou no dia 14 de junho o Parque Nacional da Cangandala.")
    assert reading.places == ["Parque Nacional da Cangandala"]
    assert not reading.roles


def test_an_office_with_its_subject_and_its_body() -> None:
    reading = read(
        f"{HEAD}A reunião, realizada em 6 de junho em Brasília, foi presidida pelo secretário de"
        " Biodiversidade do Ministério do Meio Ambiente e Mudança do Clima, Caio Prado Lemos."
    )
    assert reading.roles == {"Ministry of Environment and Climate Change of Brazil": "participant"}
