"""Set phrases of Chinese that word-for-word translation leaves, put back into English."""

import pytest

from kg.model import Span
from kg.text.calques import idiomatic
from kg.text.clean import clean_text
from kg.text.language import is_translated
from kg.text.offsets import View
from loaders._base import Source
from loaders.text import read as read_text


def english(text: str) -> str:
    return View.of(text).patched(idiomatic(text)).text


@pytest.mark.parametrize(
    ("translated", "said"),
    [
        ("Main do unit is the Heron Fund", "It is organized by Heron Fund"),
        ("undertake do unit is Dune University", "it is undertaken by Dune University"),
        ("support unit: Ibis Society", "it is supported by Ibis Society"),
        ("both parties wrote names on the agreement", "both parties signed the agreement"),
        ("both pressed red seal on the agreement", "both signed the agreement"),
        ("a book of friendship city", "a agreement of friendship city"),
        ("hall long Li Ming", "director Li Ming"),
        ("deputy bureau chief Li Ming", "deputy director Li Ming"),
        ("the year meeting of the society", "the annual conference of the society"),
        ("they opened news release meeting", "they opened press conference"),
        ("the Heron Centre hung the plate", "the Heron Centre was inaugurated"),
        ("the course is put behind", "the course postponed"),
        ("time is notified another", "postponed until further notice"),
        ("Heron Research Place", "Heron Research Institute"),
        ("Hunan Ring Hall", "Hunan Ecology Environment Hall"),
        ("Heron Ring Science Institute", "Heron Environment Science Institute"),
        ("East Union Secretariat", "ASEAN Secretariat"),
        (
            "Heron Basin Supervise Manage Bureau",
            "Heron Basin Supervision and Administration Bureau",
        ),
        ("Green Heron (Aran) Limited Company", "Green Heron (Aran) Co., Ltd."),
        ("the network was announced to start", "the network was launched"),
        ("they held check in Aran", "they held an inspection in Aran"),
        (
            "he led a delegation to Heron Bureau study exchange.",
            "he led a delegation to Heron Bureau for a visit.",
        ),
        ("Heron Bureau joint Dune Club host.", "Organized by Heron Bureau and Dune Club."),
        ("in Aran call open, they came", "in Aran was held, they came"),
        ("the fifth time meeting", "the fifth meeting"),
        ("World Nature Fund", "World Wide Fund for Nature"),
        ("they came to make a garbage investigation.", "they came on a study tour."),
        (
            "Ministry Natural Resources and Environment",
            "Ministry of Natural Resources and Environment",
        ),
        ("Ministry Environment Hall", "Ministry Environment Hall"),
        ("Attend meeting have Heron Fund", "The meeting was attended by Heron Fund"),
        ("they have only intention.", "they reached a preliminary intention of cooperation."),
        ("the talks put off to 3 May hold.", "the talks was postponed to 3 May."),
        ("it gets support from Heron Fund", "it was supported by Heron Fund"),
        (
            "Rain. Come from Heron Fund, Dune Club and other units of 60 representatives attend.",
            "Rain. Representatives from Heron Fund, Dune Club attended.",
        ),
        ("Signing ceremony on, they met", "At the Signing ceremony, they met"),
        (
            "By Heron Fund host, Dune University contract to do, it ended.",
            "Organized by Heron Fund, undertaken by Dune University, it ended.",
        ),
        (
            "Heron Fund, Ibis Club sponsor, Dune University undertake.",
            "It is organized by Heron Fund, Ibis Club, undertaken by Dune University.",
        ),
        ("Undertake is Dune University", "It is undertaken by Dune University"),
        ("Support: Dune University", "It is supported by Dune University"),
        ("the Heron Fund also sent people to listen", "the Heron Fund attended"),
        ("Those who came: Heron Fund", "Present were Heron Fund"),
        ("In the same row are Heron Fund", "The delegation included Heron Fund"),
        ("he rate group a line of 6 people", "he led a delegation of 6 people"),
        (
            "it sends ten people to Aran to learn diving",
            "it sends ten people on a study tour to Aran to learn diving",
        ),
        ("they jointly for the centre unveiled.", "they jointly unveiled the centre."),
        (
            "the walk, because of rain, will no longer be held",
            "the walk, because of rain, was cancelled",
        ),
        ("the walk by the impact of fog postponed", "the walk postponed "),
        (
            "Heron Fund with Ibis Club sign an agreement",
            "Heron Fund and Ibis Club signed an agreement",
        ),
    ],
)
def test_a_set_phrase_is_put_back_into_english(translated: str, said: str) -> None:
    assert english(translated) == said


@pytest.mark.parametrize(
    ("translated", "said"),
    [
        ("on last week five", "on Friday of last week"),
        ("on the afternoon of week three", "on the afternoon of Wednesday"),
        ("upper week one", "Monday of last week"),
    ],
)
def test_days_of_the_week_are_numbered(translated: str, said: str) -> None:
    assert english(translated) == said


def test_a_province_of_one_syllable_is_the_one_that_the_text_writes_out() -> None:
    assert (
        english("Gansu is dry. Gan Province Hall said") == "Gansu is dry. Gansu Province Hall said"
    )
    assert english("Gan Province Hall said") == "Gan Province Hall said"
    both = "Gansu and Jiangxi met. Gan Province Hall said"
    assert english(both) == both


@pytest.mark.parametrize(
    "sound",
    [
        "The two sides signed a memorandum of understanding in Lima.",
        "The director of the bureau opened the workshop at the hotel.",
        "She put her hand on the table and left the room.",
        "The workshop was hosted by the Heron Fund together with the Ibis Society.",
    ],
)
def test_sound_english_stays(sound: str) -> None:
    assert english(sound) == sound


PAGE = (
    "River news\n\nRelease time: 2024-06-19   Clicks: 20\n\n"
    "6moon12Day, hall long Li Ming of Yunnan Province Ecology Environment Hall said, both sides "
    "are old friends, water does not know border, cooperation must fall to the ground, next step "
    "the two sides will do more work for river and lake.\n"
)


def test_only_translated_pages_are_put_into_english_and_offsets_lead_back() -> None:
    document = next(iter(read_text(Source(content=PAGE.encode(), path="article.txt"))))
    text = clean_text(document)
    assert text.language == "en-t-zh"
    at = text.clean.index("director Li Ming")
    assert text.offsets.raw(Span(at, at + len("director"))).of(PAGE) == "hall long"
    assert [edit.op for edit in text.edits] == ["calque"]


@pytest.mark.parametrize(
    "broken",
    [
        "a line of 6 people came. The fourth time of talks was opened.",
        "According to introduction, the Provincial Forestry Hall sends personnel to attend.",
        "On 8 month 2 the guests came, left on 8 month 5 and will in September come again.",
    ],
)
def test_a_page_that_no_editor_read_is_translated(broken: str) -> None:
    page = "The lake is wide and its water is clean all year. " * 5 + broken
    assert is_translated(page)
    assert not is_translated("The lake is wide and its water is clean all year. " * 6)
