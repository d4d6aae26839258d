"""German sentences put into English, and what is read in them."""

import pytest
from extract.article_reading import read

from kg.extract.frameworks_german import titles_german
from kg.extract.gloss import glossary, glossed
from kg.extract.languages import language
from kg.extract.names_cases import cases
from kg.extract.places_german import town_pattern
from kg.extract.slots import BASE
from kg.model import Span

_MASKS = {f"{{{slot}}}": chr(base) for slot, base in BASE.items()}


def english(sentence: str) -> str:
    for slot, mask in _MASKS.items():
        sentence = sentence.replace(slot, mask)
    known = glossary("de")
    assert known is not None
    text, _ = glossed(sentence, known)
    for slot, mask in _MASKS.items():
        text = text.replace(mask, slot)
    return text


@pytest.mark.parametrize(
    ("german", "expected"),
    [
        (
            "Am {T} fand in {P} die Fachtagung des {A} statt.",
            "On {T}, in {P} the technical conference of the {A} was held.",
        ),
        (
            "Das {A} und die {A} haben am {T} in {P} eine Absichtserklärung unterzeichnet.",
            "The {A} and the {A} have signed on {T} in {P} a letter of intent.",
        ),
        (
            "Der für {T} geplante Kurs musste wegen des Sturms abgesagt werden.",
            "The course planned for {T} had to be cancelled because of the storm.",
        ),
        (
            "Das Treffen, zu dem das {A} eingeladen hatte, wurde auf {T} verschoben.",
            "The meeting, to which the {A} had invited, was postponed to {T}.",
        ),
        (
            "Der Workshop wird vom {A} organisiert und von der {A} finanziert.",
            "The workshop is organized by the {A} and financed by the {A}.",
        ),
        (
            "Die Veranstaltung findet nicht am {T} statt, sondern am {T}.",
            "The event will not be held on {T}, but on {T}.",
        ),
        (
            "Die Schulung leiteten {N} und {N}.",
            "The training course was led by {N} and {N}.",
        ),
        (
            "{N} reiste nach {P}, um mit dem {A} über Moore zu sprechen.",
            "{N} travelled to {P}, to speak with the {A} on Moore.",
        ),
    ],
)
def test_verbs_stand_where_english_has_them(german: str, expected: str) -> None:
    assert english(german) == expected


@pytest.mark.parametrize(
    ("sentence", "roles"),
    [
        (
            "Veranstaltet wurde das Seminar am 3. Mai 2024 in Kiel vom Umweltbundesamt, bezahlt"
            " wurde es von der Weltbank.",
            {"German Environment Agency": "organizer", "World Bank": "supporter"},
        ),
        (
            "An dem Workshop, der am 3. Mai 2024 in Kiel stattfand, nahmen Fachleute der Weltbank"
            " und des Umweltbundesamtes teil.",
            {"German Environment Agency": "participant", "World Bank": "participant"},
        ),
    ],
)
def test_who_had_which_part(sentence: str, roles: dict[str, str]) -> None:
    assert read(f"Nachrichten\n{sentence}").roles == roles


def test_towns_islands_and_houses() -> None:
    reading = read(
        "Nachrichten\nAm 3. Mai 2024 fand auf Langeoog ein Workshop statt. Am 9. Mai 2024 wurde im"
        " Naturkundehaus in Salzgitter ein Seminar über Moore eröffnet."
    )
    assert set(reading.places) >= {"Langeoog"}
    assert len(reading.events) == 2


def test_quoted_titles_and_short_forms_end_no_sentence() -> None:
    reading = read(
        "Nachrichten\nDer für den 3. Mai 2025 geplante Aktionstag „Raus damit!“ in Bonn fällt aus."
    )
    assert [(e.type.value, e.factuality.value) for e in reading.events] == [
        ("Campaign", "cancelled")
    ]


@pytest.mark.parametrize(
    ("day", "expected"), [("3. Juni 2025", "planned"), ("3. Mai 2025", "held")]
)
def test_the_present_tense_is_planned_until_its_day(day: str, expected: str) -> None:
    reading = read(
        "Nachrichten\nVeröffentlicht: 12. Mai 2025\n\n"
        f"Am {day} trifft sich in Kassel das Umweltbundesamt mit der Weltbank."
    )
    assert [event.factuality.value for event in reading.events] == [expected]


@pytest.mark.parametrize(
    ("words", "town"),
    [
        ("in Neustrelitz", True),
        ("in Lenzen an der Elbe", True),
        ("am 3. Mai in Rathmannsdorf", True),
        ("in Wageningen (Niederlande)", True),
        ("in Moorlandschaften", False),
        ("nach Redaktionsschluss", False),
        ("in Präsenz", False),
        ("in Obhut", False),
    ],
)
def test_towns_need_a_sign(words: str, town: bool) -> None:
    spoken = language("de")
    assert spoken is not None
    found = town_pattern(spoken).search(f"Das Treffen {words} war gut.")
    assert (found is not None) is town


def test_listed_names_have_cases() -> None:
    assert "Internationalen Kommission" in set(cases("Internationale Kommission"))
    assert {"Umweltbundesamts", "Umweltbundesamtes"} <= set(cases("Umweltbundesamt"))


def test_laws_and_treaties_of_german_pages() -> None:
    text = (
        "Die Freisetzungsverordnung, das Abkommen zum Schutz der Seehunde von 1990 und die"
        " EU-Verordnung über invasive Arten gelten; die Strategie und das Bundesgesetz auch."
    )
    assert [span.of(text) for span, _ in titles_german(text, Span(0, len(text)))] == [
        "Freisetzungsverordnung",
        "EU-Verordnung über invasive Arten",
        "Abkommen zum Schutz der Seehunde",
    ]
