"""Every rule has a confidence that was measured on its family, not on the rule alone."""

import csv

import pytest

from kg.extract.confidence import families, measured
from kg.terms import ONTOLOGY


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("event.Meeting.en", ("event.Meeting", "event")),
        ("role.attended by.en", ("role.attended by", "role")),
        ("agreement.signed.zh", ("agreement.signed", "agreement")),
        ("agreement.signed.zh.party", ("agreement.party",)),
        ("person.present", ("person.present", "person")),
    ],
)
def test_family_is_the_name_without_the_language(rule: str, expected: tuple[str, ...]) -> None:
    assert families(rule) == expected


def test_rules_that_were_seldom_seen_have_the_confidence_of_the_wider_family() -> None:
    assert measured("role.never heard of.en", 0.0) == measured("role", 0.0) > 0
    assert measured("weather.rain", 0.42) == 0.42


def test_table_is_within_what_was_counted() -> None:
    table = (ONTOLOGY / "confidence.csv").read_text("utf-8")
    rows = list(csv.DictReader(table.splitlines()))
    assert {"event", "date", "place", "role", "framework", "person", "agreement"} <= {
        row["family"] for row in rows
    }
    for row in rows:
        assert 8 <= int(row["seen"]) >= int(row["right"])
        assert float(row["wilson_lower"]) < float(row["confidence"]) < 1
