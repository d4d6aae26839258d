"""Confidences are shares with bounds, drawn towards those of wider families."""

import csv

import pytest

from benchmarks.quality import PAGE, Fact, Share, confidence, data, left_out, put, shares


def facts(document: str, rule: str, right: int, wrong: int) -> list[Fact]:
    verdicts = [True] * right + [False] * wrong
    return [Fact(document, "event place", rule, is_right) for is_right in verdicts]


@pytest.mark.parametrize(
    ("right", "seen", "least"),
    [(8, 10, 0.490), (80, 100, 0.711), (10, 10, 0.722), (0, 5, 0.0), (0, 0, 0.0)],
)
def test_lower_bound_is_that_of_wilson(right: int, seen: int, least: float) -> None:
    assert Share(right, seen).least == pytest.approx(least, abs=0.001)


def test_few_cases_promise_little_and_many_speak_for_themselves() -> None:
    known = shares([
        *facts("a", "place.locative", 80, 20),
        *facts("a", "place.seldom", 3, 0),
        *facts("a", "place.lucky", 10, 0),
        *facts("a", "place.common", 990, 10),
    ])  # fmt: skip
    wider = confidence(known, "place")
    assert confidence(known, "place.seldom", "place") == wider
    assert wider < confidence(known, "place.lucky", "place") < 1
    assert confidence(known, "place.common", "place") == pytest.approx(0.99, abs=0.001)
    rows = {row["family"]: row for row in csv.DictReader(data(known).splitlines())}
    assert "place.seldom" not in rows
    assert (rows["place.locative"]["right"], rows["place.locative"]["seen"]) == ("80", "100")


def test_a_document_has_no_part_in_the_confidence_of_its_own_facts() -> None:
    lucky, unlucky = facts("a", "place.venue", 40, 0), facts("b", "place.venue", 0, 40)
    sure = {fact.document: value for fact, value in left_out([*lucky, *unlucky])}
    assert sure["a"] < 0.1
    assert sure["b"] > 0.9


def test_tables_stand_between_their_marks_and_are_put_there_again() -> None:
    page = PAGE.read_text("utf-8")
    changed = put(page, "rows", "a new table")
    assert "a new table" in changed
    assert put(changed, "rows", "another") == put(page, "rows", "another")
    assert len(put(page, "families", "").splitlines()) < len(page.splitlines())
