"""Charts show all of a long time, the largest of many things, and say what they leave out."""

import re
from typing import Any

import pytest

from kg.faces.chart import as_svg, specification
from kg.faces.table import Table
from kg.faces.words import heading, shown
from kg.query.saved import SavedQuery, saved_queries

MONTHS = saved_queries()["events-per-month"]
LINES = saved_queries()["framework-activity"]


def drawn(query: SavedQuery, rows: list[tuple[Any, ...]], **options: str) -> dict[str, Any]:
    return specification(query, Table(query.columns, rows), options)


def values(spec: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = spec["data"]["values"]
    return found


def test_months_without_anything_have_their_place_and_undated_ones_are_counted() -> None:
    rows = [("2023-11", "Visit", 2), ("2024-02", "StudyTour", 1), ("undated", "Visit", 3)]
    spec = drawn(MONTHS, rows)
    assert spec["encoding"]["x"]["scale"]["domain"] == ["2023-11", "2023-12", "2024-01", "2024-02"]
    assert spec["title"]["subtitle"] == ["without 3 undated"]
    assert values(spec) == [
        {"month": "2023-11", "type": "visit", "count": 2},
        {"month": "2024-02", "type": "study tour", "count": 1},
    ]


def test_of_many_months_years_are_drawn() -> None:
    rows = [(f"{2020 + n // 12}-{n % 12 + 1:02}", "Visit", 1) for n in range(60)]
    spec = drawn(MONTHS, rows)
    assert [(row["month"], row["count"]) for row in values(spec)] == [
        (str(year), 12) for year in range(2020, 2025)
    ]


def test_of_many_colours_the_smaller_ones_are_one() -> None:
    rows = [("2024-01", f"kind {n}", n + 1) for n in range(20)]
    found = {row["type"]: row["count"] for row in values(drawn(MONTHS, rows))}
    assert len(found) == 10 and found["kind 19"] == 20
    assert found["other"] == sum(range(1, 12))


def test_of_many_lines_those_with_most_are_drawn() -> None:
    rows = [("iri", f"framework {n}", "2024", n, 0, 0) for n in range(30)]
    rows += [("iri", "framework 29", "2021", 1, 0, 0)]
    spec = drawn(LINES, rows)
    assert {row["label"] for row in values(spec)} == {f"framework {n}" for n in range(22, 30)}
    one = {row["period"]: row["events"] for row in values(spec) if row["label"] == "framework 29"}
    assert one == {"2021": 1, "2022": 0, "2023": 0, "2024": 29}
    assert spec["title"]["subtitle"] == ["the 8 with most, of 30"]


def test_charts_speak_chinese() -> None:
    spec = drawn(MONTHS, [("2024-02", "StudyTour", 1)], lang="zh-Hans")
    assert spec["title"]["text"] == MONTHS.title["zh-Hans"]
    assert spec["encoding"]["y"]["title"] == "数量"
    assert values(spec)[0]["type"] == "考察调研"


def test_bars_that_are_too_many_are_said_to_be() -> None:
    bars = saved_queries()["names-to-curate"]
    rows = [tuple("x" if kind != "integer" else 1 for kind in bars.columns.values())] * 50
    assert drawn(bars, rows)["title"]["subtitle"] == ["the first 40 of 50"]


def test_nothing_is_drawn_of_nothing() -> None:
    for query in saved_queries().values():
        if query.chart["type"] not in ("table", "tree"):
            assert drawn(query, [])["title"]["text"] == query.title["en"]


@pytest.mark.parametrize("query", saved_queries().values(), ids=saved_queries())
def test_every_column_has_a_name_in_both_languages(query: SavedQuery) -> None:
    for column in query.columns:
        assert heading(column, "en")
        assert heading(column, "zh-Hans").isascii() is False, column


def test_a_column_of_ones_own_is_called_as_it_is() -> None:
    assert heading("waterLevel", "en") == "water level" == heading("waterLevel", "zh-Hans")
    assert shown("waterLevel", "high", "zh-Hans") == "high"


@pytest.mark.parametrize("most", [1, 2, 3, 5])
def test_an_axis_of_counts_has_each_whole_number_once(most: int) -> None:
    rows = [("2023-11", "Visit", most), ("2024-02", "StudyTour", 1)]
    drawn_text = as_svg(MONTHS, Table(MONTHS.columns, rows), {"width": "360"}).decode()
    labels = [each for each in re.findall(r"<text[^>]*>([^<]*)<", drawn_text) if each.isdecimal()]
    assert labels == sorted(set(labels), key=int) and labels[0] == "0"
