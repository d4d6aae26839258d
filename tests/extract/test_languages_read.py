"""Articles in Spanish, French, German, Portuguese and Vietnamese."""

import pytest
from extract.article_reading import Reading, read

COLOMBIA = "Ministry of Environment and Sustainable Development of Colombia"
CHINA = "Ministry of Ecology and Environment of the People's Republic of China"
GERMANY = (
    "Federal Ministry for the Environment, Nature Conservation, Nuclear Safety and Consumer"
    " Protection of Germany"
)
OFB = "French Office for Biodiversity"

SIGNED = {
    "es": (
        "Dos países acuerdan cuidar sus humedales\n"
        "El Ministerio de Ambiente y Desarrollo Sostenible de Colombia y el Ministerio de Ecología"
        " y Medio Ambiente de China firmaron el 4 de junio de 2024 en Bogotá un memorando de"
        " entendimiento sobre humedales.",
        ("memorandum", "signed", sorted((COLOMBIA, CHINA))),
        ["Bogotá"],
    ),
    "fr": (
        "Une convention-cadre pour les marais\n"
        "L'Office français de la biodiversité (OFB) et la Banque mondiale ont signé le 4 juin 2024"
        " à Marseille une convention-cadre sur les marais.",
        ("framework-agreement", "signed", sorted((OFB, "World Bank"))),
        ["Marseille"],
    ),
    "de": (
        "Gemeinsam für die Auen\n"
        "Das Bundesumweltministerium und das chinesische Ministerium für Ökologie und Umwelt haben"
        " am 4. Juni 2024 in Berlin eine Absichtserklärung zum Schutz der Auen unterzeichnet.",
        ("intent", "signed", sorted((GERMANY, CHINA))),
        ["Berlin"],
    ),
    "pt": (
        "Acordo pelos manguezais\n"
        "O Ministério do Meio Ambiente e Mudança do Clima e o Ministério do Ambiente e Energia de"
        " Portugal assinaram, no dia 4 de junho de 2024, em Lisboa, um memorando de entendimento"
        " sobre manguezais.",
        (
            "memorandum",
            "signed",
            [
                "Ministry of Environment and Climate Change of Brazil",
                "Ministry of Environment and Energy of Portugal",
            ],
        ),
        ["Lisbon"],
    ),
    "vi": (
        "Hai nước ký kết về rừng\n"
        "Ngày 4 tháng 6 năm 2024, tại Hà Nội, Bộ Tài nguyên và Môi trường Việt Nam và Bộ Tài nguyên"
        " và Môi trường Lào đã ký biên bản ghi nhớ về bảo vệ rừng.",
        (
            "memorandum",
            "signed",
            [
                "Ministry of Natural Resources and Environment of Lao PDR",
                "Ministry of Natural Resources and Environment of Viet Nam",
            ],
        ),
        ["Hanoi"],
    ),
}


@pytest.mark.parametrize("language", SIGNED)
def test_an_agreement_its_parties_day_and_place(language: str) -> None:
    article, deal, places = SIGNED[language]
    reading = read(article)
    assert reading.text.language == language
    assert reading.deals == [deal]
    assert reading.kinds == [("Signing", "held", "2024-06-04")]
    assert reading.places == places


def roles(sentence: str) -> dict[str, str]:
    return read(f"Noticias\n{sentence}").roles


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "El taller sobre aves se celebró el 3 de mayo de 2024 en Lima, organizado por el"
            " Programa de las Naciones Unidas para el Desarrollo con el apoyo del Banco Mundial.",
            {"United Nations Development Programme": "organizer", "World Bank": "supporter"},
        ),
        (
            "L'atelier sur les oiseaux s'est tenu le 3 mai 2024 à Dakar. Il a été organisé par le"
            " Programme des Nations Unies pour le développement avec le soutien de la Banque"
            " mondiale.",
            {"United Nations Development Programme": "organizer", "World Bank": "supporter"},
        ),
        (
            "A oficina sobre aves foi realizada em 3 de maio de 2024 em Lisboa, organizada pelo"
            " Programa das Nações Unidas para o Desenvolvimento com apoio do Banco Mundial.",
            {"United Nations Development Programme": "organizer", "World Bank": "supporter"},
        ),
        (
            "Das Bundesamt für Naturschutz veranstaltete am 3. Mai 2024 in Bonn gemeinsam mit der"
            " Weltbank einen Workshop über Vögel.",
            {
                "Federal Agency for Nature Conservation of Germany": "organizer",
                "World Bank": "co-organizer",
            },
        ),
        (
            "Ngày 3/5/2024, tại Hà Nội, Ngân hàng Thế giới phối hợp với Chương trình Phát triển"
            " Liên Hợp Quốc tổ chức Hội thảo về các loài chim hoang dã của khu vực.",
            {"World Bank": "organizer", "United Nations Development Programme": "co-organizer"},
        ),
    ],
)
def test_who_organized_and_who_paid(sentence: str, expected: dict[str, str]) -> None:
    assert roles(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "standing"),
    [
        ("El seminario sobre suelos se celebrará en Quito en mayo de 2025.", "planned"),
        ("El seminario sobre suelos previsto en Quito para mayo fue cancelado.", "cancelled"),
        ("Le séminaire sur les sols se tiendra à Dakar en mai 2025.", "planned"),
        ("Le séminaire sur les sols organisé à Dakar en mai a été reporté.", "postponed"),
        ("Der Workshop über Böden wird im Mai 2025 in Bonn stattfinden.", "planned"),
        ("Der Workshop über Böden in Bonn wurde verschoben.", "postponed"),
        ("O seminário sobre solos será realizado em Lisboa em maio de 2025.", "planned"),
        ("O seminário sobre solos em Lisboa foi cancelado.", "cancelled"),
    ],
)
def test_what_is_planned_put_off_or_called_off(sentence: str, standing: str) -> None:
    reading: Reading = read(f"Agenda\n{sentence}")
    assert [(e.type.value, e.factuality.value) for e in reading.events] == [("Workshop", standing)]


@pytest.mark.parametrize(
    "article",
    [
        "¿Qué es un humedal?\nUn humedal es una zona de tierra inundada. El Ministerio de Ambiente"
        " coordina los informes y organiza consultas con las comunidades cada año.",
        "Qu'est-ce qu'un marais ?\nUn marais est une zone humide. Les réunions du comité sont"
        " ouvertes au public et le ministère de l'Environnement prépare les rapports.",
        "Was ist ein Moor?\nEin Moor ist ein nasser Lebensraum. Das Umweltministerium erarbeitet"
        " dazu Berichte, und die Konferenzen der Länder beraten über den Schutz.",
    ],
)
def test_an_explanation_tells_of_no_event(article: str) -> None:
    reading = read(article, None)
    assert reading.extraction.events == ()
    assert reading.extraction.agreements == ()


def test_a_minister_is_of_the_ministry_of_the_country_named() -> None:
    reading = read(
        "Visita\nLa ministra de Ambiente y Desarrollo Sostenible de Colombia, Lucía Arango Ruiz, se"
        " reunió el 3 de mayo de 2024 en Lima con el director general del Banco Mundial, Pedro"
        " Salas Ruiz."
    )
    present = {
        reading.name(p.value.person): reading.name(p.value.affiliation)
        for p in reading.event.people
        if p.value.affiliation
    }
    assert present == {"Lucía Arango Ruiz": COLOMBIA, "Pedro Salas Ruiz": "World Bank"}


def test_the_dateline_tells_the_country_of_a_ministry() -> None:
    reading = read(
        "Reunión\nLima, 9 de septiembre de 2025.- El Ministerio del Ambiente recibió ayer en Lima a"
        " una delegación del Banco Mundial.",
        None,
    )
    assert reading.roles == {"Ministry of Environment of Peru": "host", "World Bank": "visitor"}
    assert reading.kinds == [("Meeting", "held", "2025-09-08")]


@pytest.mark.parametrize(
    ("article", "roles"),
    [
        (
            "Le ministre reçoit\nLe ministre de l'Environnement et de la Pêche du Tchad, M. Ali"
            " Lazina, a reçu le 4 juin 2024 à Berlin M. Jean Lebrun, directeur de la Banque"
            " mondiale.",
            {
                "ministère de l'Environnement et de la Pêche du Tchad": "host",
                "World Bank": "visitor",
            },
        ),
        (
            "Un atelier\nLe ministère de l'Environnement de Djibouti, en collaboration avec la"
            " Banque mondiale, a organisé ce matin un atelier sur les marais.",
            {
                "ministère de l'Environnement de Djibouti": "organizer",
                "World Bank": "co-organizer",
            },
        ),
    ],
)
def test_bodies_behind_ministers_and_helpers_between_commas(
    article: str, roles: dict[str, str]
) -> None:
    assert read(article).roles == roles


def test_a_ministry_is_named_in_english_too() -> None:
    reading = read(
        "Un atelier\nLe ministère de l'Environnement et de la Pêche du Tchad a organisé un atelier"
        " le 4 juin 2024 à Berlin."
    )
    (ministry,) = reading.extraction.minted
    assert [(label.text, label.language) for label in ministry.labels] == [
        ("ministère de l'Environnement et de la Pêche du Tchad", "fr"),
        ("Ministry of Environment and Fishery of Chad", "en-t-fr"),
    ]


@pytest.mark.parametrize(
    ("article", "kinds"),
    [
        (
            "Ein Seminar\nBonn, 3. Juni 2024. Das Seminar über Watten, das am 20. Mai in Kiel"
            " stattfinden sollte, wurde auf den 9. September verschoben.",
            [("Workshop", "planned", "2024-09-09")],
        ),
        (
            "Un convenio\nLima, 5 de junio de 2024. El Banco Mundial y la Universidad del Magdalena"
            " firmarán el 12 de junio en Lima un convenio de cooperación.",
            [("Signing", "planned", "2024-06-12")],
        ),
        (
            "Reunião\nA reunião sobre mangues foi adiada para o dia 7 de julho de 2024 em Lisboa.",
            [("Meeting", "planned", "2024-07-07")],
        ),
    ],
)
def test_what_is_still_to_come(article: str, kinds: list[tuple[str, str, str]]) -> None:
    assert read(article, None).kinds == kinds


@pytest.mark.parametrize(
    ("article", "kinds", "places"),
    [
        (
            "Turberas\nLima, 5 de junio de 2024. Del 3 al 4 de junio de 2024 el Banco Mundial dictó"
            " en Chachapoyas el II Curso Andino de Turberas.",
            [("Training", "held", "2024-06-03/2024-06-04")],
            ["Chachapoyas"],
        ),
        (
            "Turberas\nLa gira de experiencias por los bosques de Oxapampa, programada para el 9 de"
            " julio de 2024, quedó sin efecto.",
            [("StudyTour", "cancelled", "2024-07-09")],
            [],
        ),
        (
            "Les tourbières\nLe 3 juin 2024, un séminaire a réuni à Foulpointe des cadres de la"
            " Banque mondiale sur les tourbières.",
            [("Workshop", "held", "2024-06-03")],
            ["Foulpointe"],
        ),
        (
            "Les tourbières\nUne mission d'échange de la Banque mondiale est attendue à Foulpointe"
            " du 3 au 5 juin 2024.",
            [("StudyTour", "planned", "2024-06-03/2024-06-05")],
            ["Foulpointe"],
        ),
        (
            "Turfeiras\nO mutirão de limpeza na lagoa, que aconteceria em Tefé no dia 3 de junho de"
            " 2024, foi cancelado pelo Banco Mundial.",
            [("Campaign", "cancelled", "2024-06-03")],
            ["Tefé"],
        ),
        (
            "Moore\nAm 3. Juni 2024 kam in Berlin die Arbeitssitzung der Weltbank zusammen.",
            [("Meeting", "held", "2024-06-03")],
            ["Berlin"],
        ),
        (
            "Moore\nDie Weltbank und die Universität Hohenheim haben am 3. Juni 2024 in einer"
            " Videokonferenz eine Absichtserklärung zu Mooren unterzeichnet.",
            [("Signing", "held", "2024-06-03")],
            ["online"],
        ),
    ],
)
def test_an_event_with_its_day_whatever_its_verb(
    article: str, kinds: list[tuple[str, str, str]], places: list[str]
) -> None:
    reading = read(article, None)
    assert reading.kinds == kinds
    assert reading.places == places


@pytest.mark.parametrize(
    ("article", "published"),
    [
        (
            "Moore\nKiel, den 4. Juni 2024 – Die Weltbank tagte am 3. Juni 2024 in Berlin.",
            "2024-06-04",
        ),
        (
            "Tourbières\nDakar, le 4 juin 2024 - La Banque mondiale a tenu hier un atelier.",
            "2024-06-04",
        ),
    ],
)
def test_the_day_of_a_letter_head_is_that_of_publication(article: str, published: str) -> None:
    found = read(article, None).extraction.published
    assert found is not None
    assert found.value.edtf == published
