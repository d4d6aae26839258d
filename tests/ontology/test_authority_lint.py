"""Faults of authority tables are told with file, line and column."""

import pytest

from kg.authority_lint import Problem, lint
from kg.model import EntityKind

PLACES = """key,type,iso,abbr,name_en,name_zh,parent,lat,lon,alt_en,alt_zh,wikidata
fr,country,FR,,France,法国,,46.2,2.2,,,
us,country,US,,United States,美国,,37.1,-95.7,,,
fr-paris,city,,,Paris,巴黎,fr,48.9,2.4,,,
us-paris,city,,,"Paris, Texas",巴黎（得州）,us,33.7,-95.6,Paris,,
"""
HEADER = "key,type,abbr,name_en,name_zh,parent,jurisdiction,seat,alt_en,alt_zh,hidden,wikidata\n"
BUREAU = "paris-water,national-agency,,Paris Water,巴黎水务局,,fr-paris,,,,,\n"


def problems(agencies: str, places: str = PLACES) -> list[Problem]:
    tables: dict[EntityKind, str] = {"place": places, "agency": HEADER + agencies}
    return lint(tables)


def test_the_packaged_tables_are_in_order() -> None:
    assert lint() == []


def test_bodies_of_places_with_one_name_may_share_a_label() -> None:
    assert (
        problems(BUREAU + "texas-water,national-agency,,Paris Water,水务局,,us-paris,,,,,\n") == []
    )


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("w,national-agency,,Office,水务局,,fr-paris,,Paris Water,,,", "alt_en", "paris-water"),
        ("w,national-agency,,Water Office,巴黎水务局,,,,,,,", "name_zh", "paris-water"),
        ("w,national-agency,,Water Office,水务局,nobody,,,,,,", "parent", "no agency nobody"),
        ("w,national-agency,,Water Office,水务局,w,,,,,,", "parent", "w > w"),
        ("w,pond,,Water Office,水务局,,,,,,,", "type", "'pond' is not in the scheme"),
        ("w,national-agency,,Water Office,水务局,,atlantis,,,,,", "jurisdiction", "atlantis"),
        ("x-water,national-agency,,Water Office,水务局,,,,,,,", "key", "is no key"),
        ("paris-water,national-agency,,Water Office,水务局,,,,,,,", "key", "in line 2 already"),
        ("w,national-agency,,Water  Office,水务局,,,,,,,", "name_en", "spaces"),
        ("w,national-agency,,Water Office,,,,,,,,", "name_zh", "English and Chinese"),
        ("w,national-agency,,Water Office", "", "4 cells, the header has 12"),
    ],
    ids=lambda value: str(value)[:24],
)  # fmt: skip
def test_a_fault_is_told_where_it_stands(row: str, column: str, words: str) -> None:
    (problem,) = problems(BUREAU + row + "\n")
    assert (problem.file, problem.line, problem.column) == ("agencies.csv", 3, column)
    assert words in problem.message


def test_parents_in_a_circle_are_told_of_each() -> None:
    found = problems(
        "a,national-agency,,Office A,甲局,b,,,,,,\nb,national-agency,,Office B,乙局,a,,,,,,\n"
    )
    assert [str(each) for each in found] == [
        "agencies.csv:2: parent: leads back to itself: a > b > a",
        "agencies.csv:3: parent: leads back to itself: b > a > b",
    ]
