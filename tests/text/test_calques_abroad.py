"""Set phrases of European languages that word-for-word translation leaves, put into English."""

import pytest

from kg.text.abroad import is_translated_abroad
from kg.text.calques import idiomatic_abroad
from kg.text.clean import clean_text
from kg.text.offsets import View
from loaders._base import Source
from loaders.text import read as read_text


def english(text: str) -> str:
    return View.of(text).patched(idiomatic_abroad(text)).text


@pytest.mark.parametrize(
    ("translated", "said"),
    [
        ("the Ministry of Half Ambient of Aran", "the Ministry of Environment of Aran"),
        ("the Government Regional of Aran", "the Regional Government of Aran"),
        ("a Corporation Autonomous Regional", "a Regional Autonomous Corporation"),
        ("they subscribed an agreement", "they signed an agreement"),
        ("a protocol of accord", "a memorandum of understanding"),
        ("it was put in march the project", "was launched the project"),
        ("the forum was left without effect", "the forum was cancelled"),
        (
            "the forum was reported to a date ulterior",
            "the forum was postponed until further notice",
        ),
        ("In Aran passed the regular meeting", "In Aran was held the regular meeting"),
        ("it found in Aran a seminar instead", "it was held in Aran a seminar"),
        ("Exit in sea not took place: storm", "Field trip was cancelled: storm"),
        ("Delegations headed Ivan Petrov", "Delegations were headed by Ivan Petrov"),
        (
            "In work accepted participation also Heron Fund",
            "The meeting was also attended by Heron Fund",
        ),
        ("guests of Institute of fens of Aran", "guests of Institute of Fens of Aran"),
        (
            "Minister of the Environment and of the Sea",
            "Minister of Environment and Sea",
        ),
        ("in settlement Aran", "in the settlement of Aran"),
        ("Organizer of event acted Heron Fund", "It is organized by Heron Fund"),
        ("the talks was carried to the 4 july", "the talks was postponed to the 4 july"),
        ("they agreed to firm a letter of intention", "they agreed to sign a letter of intent"),
        ("Attend meeting have Heron Fund", "The meeting was attended by Heron Fund"),
    ],
)
def test_phrases_are_told_in_english(translated: str, said: str) -> None:
    assert english(translated) == said


PAGE = (
    "The Government Regional of Aran subscribed an agreement the past friday. By its part, the "
    "Heron Fund gave to know that the lake is clean.\n"
)


def test_only_pages_of_such_words_are_put_into_english() -> None:
    document = next(iter(read_text(Source(content=PAGE.encode(), path="article.txt"))))
    text = clean_text(document)
    assert text.language == "en" and "machine-translated" in text.quality
    assert "The Regional Government of Aran signed an agreement last Friday." in text.clean


@pytest.mark.parametrize(
    "plain",
    [
        "The ministers met on the 5th of May 2024 and celebrated the day of the lake.",
        "In the framework of the plan, the agency passed a bill and took part in talks.",
    ],
)
def test_plain_english_is_no_translation(plain: str) -> None:
    assert not is_translated_abroad(plain)
