"""Bodies of several places that a translated page names together."""

import pytest

from kg.text.calqued_lists import listed
from kg.text.offsets import View


def english(text: str) -> str:
    return View.of(text).patched(listed(text)).text


@pytest.mark.parametrize(
    ("translated", "said"),
    [
        (
            "Wuxi, Yantai two cities environment bureau met",
            "Wuxi City Environment Bureau and Yantai City Environment Bureau met",
        ),
        (
            "the water bureaus of Wuxi, Yantai, Weifang three cities met",
            "Wuxi City Water Bureau, Yantai City Water Bureau and Weifang City Water Bureau met",
        ),
        (
            "the Hunan and Hubei ecology environment halls met",
            "the Hunan Province Ecology Environment Hall and Hubei Province Ecology Environment "
            "Hall met",
        ),
        (
            "the two bureaus Yantai and Weifang met. Wuxi Environment Bureau came",
            "Yantai City Environment Bureau and Weifang City Environment Bureau met. Wuxi "
            "Environment Bureau came",
        ),
        (
            "6Day, Hebei Province, Beijing City two places environment departments met",
            "6Day, Hebei Province Environment Department and Beijing City Environment Department "
            "met",
        ),
        (
            "the two province people's governments of Hunan, Hubei signed",
            "Hunan Province People's Government and Hubei Province People's Government signed",
        ),
        (
            "Hunan Environment Hall met. Hubei Province Hall came",
            "Hunan Environment Hall met. Hubei Province Environment Hall came",
        ),
        (
            "Wuxi Environment Bureau met. Yantai and Weifang bureau came",
            "Wuxi Environment Bureau met. Yantai City Environment Bureau and Weifang City "
            "Environment Bureau came",
        ),
    ],
)
def test_each_is_written_out(translated: str, said: str) -> None:
    assert english(translated) == said


@pytest.mark.parametrize(
    "text",
    [
        "The Environment Bureau of Wuxi met. The bureau and this bureau came",
        "Wuxi and Yantai met at the environment bureau",
        "The Basin bureau of the Environment Bureau",
    ],
)
def test_one_body_stays(text: str) -> None:
    assert english(text) == text
