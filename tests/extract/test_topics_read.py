"""What documents are about: concepts of the scheme topic, by words of title and sentences."""

import pytest
from extract.article_reading import read

from kg.extract.names_lexicon import rows
from kg.terms import notations


@pytest.mark.parametrize(
    ("article", "topics"),
    [
        (
            "Mangroves come back\nThe mangrove was planted again. Each mangrove was counted.",
            ("wetlands",),
        ),
        (
            "无废城市建设提速\n各地推进无废城市建设。生活垃圾分类覆盖全市，固体废物利用率提高。",
            ("solid-waste",),
        ),
        ("Talks\nThe two sides spoke of methane.", ()),
        (
            "Talks\nThe Ministry of Forestry of Peru met the Ministry of Forestry of Chile.",
            (),
        ),
    ],
)
def test_topics_of_articles(article: str, topics: tuple[str, ...]) -> None:
    assert read(article).extraction.topics == topics


def test_every_listed_topic_is_a_concept_and_every_word_of_one_topic() -> None:
    table = rows("topics.csv")
    words = [word.strip() for row in table for tag in ("en", "zh") for word in row[tag].split(";")]
    assert {row["topic"] for row in table} == set(notations("topic"))
    assert len(words) == len(set(words))
    assert all(word == word.lower() for word in words)
