"""Dates of documents in other languages."""

import pytest
from extract.date_reading import edtf

EXAMPLES = {
    "es": {
        "el 15 de mayo de 2023": "2023-05-15",
        "del 15 al 17 de mayo de 2023": "2023-05-15/2023-05-17",
        "del 30 de mayo al 2 de junio de 2023": "2023-05-30/2023-06-02",
        "en mayo de 2023": "2023-05",
        "en octubre": "2023-10",
        "a finales de abril": "2024-04",
        "se celebrará en 2026": "2026",
        "en el primer trimestre 2025": "2025",
        "desde este miércoles": "2024-06-19",
        "el próximo viernes": "2024-06-21",
        "el viernes pasado": "2024-06-14",
        "a finales del mes pasado": "2024-05",
        "ayer": "2024-06-18",
        "15/05/2023": "2023-05-15",
    },
    "fr": {
        "le 1er mai 2023": "2023-05-01",
        "ce matin": "2024-06-19",
        "du 3 au 5 mai 2023": "2023-05-03/2023-05-05",
        "en mai 2023": "2023-05",
        "mardi 14 mai 2024": "2024-05-14",
        "le mois dernier": "2024-05",
        "l'an dernier": "2023",
        "hier": "2024-06-18",
        "aura lieu en novembre": "2024-11",
        "à l'automne 2023": "2023",
    },
    "de": {
        "am 3. Mai 2023": "2023-05-03",
        "vom 3. bis 5. Mai 2023": "2023-05-03/2023-05-05",
        "3.–5. Mai 2023": "2023-05-03/2023-05-05",
        "im Mai 2023": "2023-05",
        "Ende April": "2024-04",
        "gestern": "2024-06-18",
        "am vergangenen Freitag": "2024-06-14",
        "am 03.05.2023": "2023-05-03",
        "wird im November": "2024-11",
        "im Frühjahr 2023": "2023",
    },
    "pt": {
        "nesta quarta-feira (5)": "2024-06-05",
        "terça e quarta-feira (04 e 05/06)": "2024-06-04/2024-06-05",
        "em 3 de maio de 2023": "2023-05-03",
        "de 3 a 5 de maio de 2023": "2023-05-03/2023-05-05",
        "em maio de 2023": "2023-05",
        "ontem": "2024-06-18",
        "no ano passado": "2023",
        "de 5 a 7 do corrente mês": "2024-06-05/2024-06-07",
        "no dia 6, o Governo": "2024-06-06",
        "nos dias 4, 5 e 6 de junho": "2024-06-04/2024-06-06",
        "no sábado, dia 8, em Lubango": "2024-06-08",
        "na terça (11)": "2024-06-11",
        "prevista para Agosto": "2024-08",
        "no dia 1.º de junho": "2024-06-01",
    },
    "ru": {
        "3 мая 2023 года": "2023-05-03",
        "с 3 по 5 мая 2023 года": "2023-05-03/2023-05-05",
        "в мае 2023 года": "2023-05",
        "вчера": "2024-06-18",
    },
    "vi": {
        "ngày 24 tháng 2 năm 2023": "2023-02-24",
        "ngày 24/2/2023": "2023-02-24",
        "22/5 năm nay": "2024-05-22",
        "từ 24 đến 28 tháng 2 năm 2023": "2023-02-24/2023-02-28",
        "tháng 12 năm 2023": "2023-12",
        "năm 2023": "2023",
        "hôm qua": "2024-06-18",
    },
}
CASES = [(code, phrase) for code, phrases in EXAMPLES.items() for phrase in phrases]


@pytest.mark.parametrize(("language", "phrase"), CASES)
def test_a_phrase_gives_its_date(language: str, phrase: str) -> None:
    assert edtf(phrase, language=language) == [EXAMPLES[language][phrase]]


def test_a_language_without_a_grammar_still_gives_digits_and_chinese() -> None:
    assert edtf("2023-05-15", language="sw") == ["2023-05-15"]
