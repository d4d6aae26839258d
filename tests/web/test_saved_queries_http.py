"""Saved queries as forms, tables, CSV and JSON."""

import csv
import io

import pytest
from flask.testing import FlaskClient

from kg.query.saved import saved_queries

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
NAMES = sorted(saved_queries())


def needed(name: str) -> dict[str, str]:
    """Something for every parameter that has to be given."""
    return {
        parameter.name: parameter.example or "x"
        for parameter in saved_queries()[name].parameters
        if parameter.required and not parameter.default
    }


def test_all_are_listed(client: FlaskClient) -> None:
    page = client.get("/queries/").text
    for name in NAMES:
        assert f'href="/queries/{name}"' in page


@pytest.mark.parametrize("name", NAMES)
def test_each_has_a_form_and_an_answer(client: FlaskClient, name: str) -> None:
    form = client.get(f"/queries/{name}", headers=BROWSER)
    assert form.status_code == 200
    for parameter in saved_queries()[name].parameters:
        assert f'name="{parameter.name}"' in form.text
    answer = client.get(f"/queries/{name}", query_string=needed(name), headers=BROWSER)
    assert answer.status_code == 200
    assert "<table" in answer.text or "0 rows" in answer.text


@pytest.mark.parametrize("name", NAMES)
def test_csv_and_json_say_the_same(client: FlaskClient, name: str) -> None:
    rows = client.get(f"/api/queries/{name}.json", query_string=needed(name)).json
    table = client.get(f"/api/queries/{name}.csv", query_string=needed(name))
    assert table.content_type == "text/csv; charset=utf-8"
    header, *lines = list(csv.reader(io.StringIO(table.text)))
    columns = saved_queries()[name].columns
    assert [column for column in header if column in columns] == list(columns)
    assert all(column.endswith("Label") for column in header if column not in columns)
    assert rows is not None and len(rows) == len(lines)
    assert all(list(row) == header for row in rows)


def test_numbers_are_numbers_and_gaps_are_null(client: FlaskClient) -> None:
    rows = client.get("/api/queries/timeline.json").json
    assert rows
    (talks,) = [row for row in rows if row["label"] == "Third river talks"]
    assert None in talks.values() or "" in talks.values()
    (documents,) = [
        row
        for row in client.get("/api/queries/corpus-health.json").json or ()
        if row["measure"] == "documents"
    ]
    assert documents["value"] == 1


def test_a_merged_thing_is_asked_for_under_its_present_iri(client: FlaskClient) -> None:
    def rows(key: str) -> object:
        return client.get(f"/api/queries/timeline.json?place={key}").json

    assert rows("x-springfield") == rows("x-midtown") == rows("x-oldtown") != []


def test_wrong_parameters_are_explained(client: FlaskClient) -> None:
    answer = client.get("/api/queries/timeline.json?nonsense=1")
    assert answer.status_code == 400 and answer.json
    assert answer.json["error"]["code"] == "bad-parameter"
    page = client.get("/queries/timeline?nonsense=1", headers=BROWSER)
    assert page.status_code == 400 and "nonsense" in page.text


@pytest.mark.parametrize("path", ["/api/queries/nope.json", "/api/queries/timeline.xls"])
def test_what_is_not_there_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_language_of_the_page_is_that_of_the_titles(client: FlaskClient) -> None:
    assert saved_queries()["timeline"].title["zh-Hans"] in client.get("/queries/?lang=zh-Hans").text
