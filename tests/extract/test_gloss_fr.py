"""French, put into English word for word: what took place, who was there, what was called off."""

import pytest
from extract.article_reading import read

from kg.extract.gloss import glossary, glossed

BANK, UNDP = "World Bank", "United Nations Development Programme"


def english(french: str) -> str:
    known = glossary("fr")
    assert known is not None
    return glossed(french, known)[0]


@pytest.mark.parametrize(
    ("french", "said"),
    [
        ("La réunion régionale de travail s'est tenue hier.",
         "The regional working meeting was held yesterday."),
        ("L'atelier national de formation aura lieu bientôt.",
         "The national training workshop will be held soon."),
        ("« Nous avançons », a déclaré la ministre.", "“We avançons”, said the minister."),
        ("Étaient présents : des experts et des bénévoles",
         "Present were: of the experts and of the volunteers"),
        ("Ils ont également signé une convention de partenariat.",
         "They also signed a cooperation agreement."),
    ],
)  # fmt: skip
def test_words_and_their_order(french: str, said: str) -> None:
    assert english(french) == said


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("L'atelier sur les sols s'est tenu à Dakar le 3 mai 2024.", ("Workshop", "held")),
        ("L'atelier sur les sols aura lieu à Dakar le 3 juillet 2024.", ("Workshop", "planned")),
        ("L'atelier sur les sols, prévu le 3 mai 2024, n'a pas pu se tenir.",
         ("Workshop", "cancelled")),
        ("Le colloque, qui devait se tenir le 3 mai à Thiès, est renvoyé à une date ultérieure.",
         ("Workshop", "postponed")),
        ("Une mission de contrôle a eu lieu le 3 juin 2024 à Thiès.", ("Inspection", "held")),
        ("Une opération de nettoyage de la plage a eu lieu à Saly le 8 juin 2024.",
         ("Campaign", "held")),
        ("Le ministre de l'Environnement s'est rendu le 12 juin 2024 à Thiès.",
         ("Visit", "held")),
        ("Une visite de terrain à Thiès est prévue le 28 juin 2024.", ("StudyTour", "planned")),
    ],
)  # fmt: skip
def test_what_took_place_and_what_did_not(sentence: str, kind: tuple[str, str]) -> None:
    reading = read(f"Nouvelles\n{sentence}")
    assert [(e.type.value, e.factuality.value) for e in reading.events] == [kind]


@pytest.mark.parametrize(
    ("sentence", "roles"),
    [
        ("La Banque mondiale a organisé à Dakar, le 3 mai 2024, un séminaire avec le soutien"
         " financier du Programme des Nations Unies pour le développement.",
         {BANK: "organizer", UNDP: "supporter"}),
        ("Un séminaire sur les sols s'est tenu à Dakar le 3 mai 2024. Y ont pris part la Banque"
         " mondiale et le Programme des Nations Unies pour le développement.",
         {BANK: "participant", UNDP: "participant"}),
        ("Un séminaire s'est tenu à Dakar le 3 mai 2024 à l'initiative de la Banque mondiale. Le"
         " Programme des Nations Unies pour le développement a pris en charge les frais.",
         {BANK: "organizer", UNDP: "supporter"}),
    ],
)  # fmt: skip
def test_who_had_which_part(sentence: str, roles: dict[str, str]) -> None:
    assert read(f"Nouvelles\n{sentence}").roles == roles


@pytest.mark.parametrize(
    "name",
    [
        "Parc national du Boundou",
        "fondation Bassari",
        "Secrétariat de la Convention de Bamako",
        "WWF Gabon",
        "Bureau national d'évaluation environnementale",
        "Réseau des aires protégées en Afrique de l'Ouest",
    ],
)
def test_bodies(name: str) -> None:
    reading = read(f"Nouvelles\nDes cadres de {name} ont visité Dakar le 3 mai 2024.")
    assert name in [m.surface for m in reading.extraction.mentions]


def test_a_venue_and_a_dateline() -> None:
    reading = read(
        "Les oiseaux\nThiès, le 3 mai 2024. La réunion sur les oiseaux s'est tenue hier à l'hôtel"
        " du Rail."
    )
    assert "hôtel du Rail" in reading.places


def test_labels_of_a_notice() -> None:
    reading = read(
        "Invitation\nObjet : atelier sur les marais\nDate : 3 juillet 2024\nLieu : Dakar\n"
        "Avec le soutien de : Banque mondiale"
    )
    assert reading.kinds == [("Workshop", "planned", "2024-07-03")]
    assert (reading.places, reading.roles) == (["Dakar"], {BANK: "supporter"})


@pytest.mark.parametrize(
    ("sentences", "roles"),
    [
        ("Le colloque sur le bruit se tiendra le 6 novembre 2024 à Thiès. La Banque mondiale "
         "l'organise avec le PNUD.", {(BANK, "organizer"), (UNDP, "co-organizer")}),
        ("À Thiès, la Banque mondiale a formé vingt agents au comptage. La session a duré cinq "
         "jours et s'est achevée le 17 mai 2024. Les formateurs venaient du PNUD.",
         {(BANK, "organizer"), (UNDP, "speaker-affiliation")}),
    ],
)  # fmt: skip
def test_what_the_next_sentence_tells(sentences: str, roles: set[tuple[str, str]]) -> None:
    event = (reading := read(f"Nouvelles\n{sentences}")).event
    assert {(reading.name(p.value.agency), p.value.role) for p in event.participants} == roles


def test_nobody_meets_where_somebody_is_employed() -> None:
    reading = read(
        "Nouvelles\nUn atelier s'est tenu à Thiès le 3 mai 2024 en présence de Jean Mba, chef du "
        "service de la faune au ministère de l'Environnement."
    )
    assert reading.names(reading.event.places) == ["Thiès"]


def test_associations_and_towns_of_several_words() -> None:
    reading = read(
        "Nouvelles\nL'association Notre Grand Bleu a organisé un atelier le 3 mai 2024 à "
        "Saint-Joseph-de-la-Rive."
    )
    assert reading.names(reading.event.places) == ["Saint-Joseph-de-la-Rive"]
    (part,) = reading.event.participants
    assert reading.name(part.value.agency) == "Notre Grand Bleu"


def test_those_a_meeting_brought_together() -> None:
    reading = read(
        "Nouvelles\nL'atelier du 11 juin 2024 à Thiès a permis à la Banque mondiale et au PNUD "
        "d'échanger sur la faune."
    )
    assert reading.names(reading.event.places) == ["Thiès"]
    assert {reading.name(p.value.agency) for p in reading.event.participants} == {BANK, UNDP}


def test_a_bulletin_by_its_title() -> None:
    reading = read(
        "La Lettre du parc, brèves\nUn atelier s'est tenu à Thiès le 3 juin 2024.\n\n"
        "Le directeur du PNUD s'est rendu le 25 mai 2024 au siège de la Banque mondiale."
    )
    assert [event.type.value for event in reading.events] == ["Workshop", "Visit"]
