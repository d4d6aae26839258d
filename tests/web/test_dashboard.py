"""The dashboard: every panel a saved query, under the filters in the address."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from queries.answers import write_to

from kg.settings import Settings
from kg.web.dashboard import COUNTED, FILTERS, PANELS
from server import create_app

TABLES_ALONE = ("load-runs", "disagreements")  # nothing in them is a number to draw


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    root = tmp_path_factory.mktemp("dashboard")
    write_to(root)
    app = create_app(Settings(store=str(root), query_workers=1))
    yield app.test_client()
    app.extensions["pool"].close()


def panels(page: str) -> dict[str, str]:
    parts = re.split(r'<section class="panel[^"]*" aria-labelledby="panel-', page)[1:]
    return {part.partition('"')[0]: part for part in parts}


def test_each_panel_is_a_chart_with_words_a_table_and_its_rows(client: FlaskClient) -> None:
    page = client.get("/dashboard")
    assert page.status_code == 200 and page.headers["ETag"]
    found = panels(page.text)
    assert list(found) == [panel.query for panel in PANELS]
    for name, panel in found.items():
        assert "<table" in panel and f'href="/queries/{name}?' in panel
        if name not in TABLES_ALONE:
            assert f"/api/queries/{name}.svg?" in panel and 'alt="' in panel


def test_the_figures_are_those_of_the_queries(client: FlaskClient) -> None:
    page = client.get("/dashboard").text
    for row in client.get("/api/queries/corpus-health.json").json or ():
        assert f"<strong>{row['value']:,}</strong></a> {row['measure']}" in page
        path, values = COUNTED[row["measure"]]
        assert unescape(page).count(f'href="{path}{"?" + urlencode(values) if values else ""}"')
        if path != "/search":  # there is no index here
            assert client.get(path, query_string=values).status_code == 200
    (most, *_) = client.get("/api/queries/cooperation-network.json").json or ()
    named = f"{most['sourceLabel']} and {most['targetLabel']} ({most['weight']})"
    assert named.replace("'", "&#39;") in page


def test_with_filters_the_figures_are_of_what_they_leave(client: FlaskClient) -> None:
    filters = {"from": "2023-01-01", "agency": "cn-yn-dee"}
    months = client.get("/api/queries/events-per-month.json", query_string=filters).json
    held = sum(row["count"] for row in months or ())
    page = unescape(client.get("/dashboard", query_string=filters).text)
    shown = re.findall(r'<li><a href="([^"]+)"><strong>([\d,]+)</strong></a> ([a-z ]+)</li>', page)
    assert (f"/queries/events-per-month?{urlencode(filters)}", str(held)) == shown[0][:2]
    assert [words for _, _, words in shown] == ["events held", "agreements", "documents"]
    sure = re.findall(
        r"</strong></a> ([a-z ]+)</li>", client.get("/dashboard?min_confidence=0.7").text
    )
    assert sure == ["events held", "agreements", "documents"]


@pytest.mark.parametrize("name", FILTERS)
def test_every_filter_reaches_every_panel(client: FlaskClient, name: str) -> None:
    value = {"from": "2023-01-01", "to": "2024-01-01", "language": "en", "min_confidence": "0.5",
             "agency": "unep", "framework": "kmgbf", "place": "cn"}[name]  # fmt: skip
    found = panels(client.get("/dashboard", query_string={name: value}).text)
    for panel in PANELS:
        assert re.search(rf"[?&;](party=agency%2F|{name}=){value}", found[panel.query])
        assert "there is no" not in found[panel.query]


def test_filters_are_parameters_of_the_queries(client: FlaskClient) -> None:
    page = client.get("/dashboard?agency=cn-yn-dee&framework=kmgbf&from=2023-01-01").text
    found = panels(page)
    assert "agency=cn-yn-dee" in found["events-per-month"]
    assert "party=agency%2Fcn-yn-dee" in found["agreement-pipeline"]
    assert "framework=kmgbf" in found["framework-targets"]
    assert "agency=cn-yn-dee&framework=kmgbf" in unescape(found["documents-per-publisher"])
    assert '<option value="cn-yn-dee" selected>' in page
    months = client.get("/api/queries/events-per-month.json?agency=cn-yn-dee&framework=kmgbf").json
    assert {row["month"] for row in months or ()} == {"2023-05", "2023-11", "2024-01"}
    for month in ("2023-05", "2023-11", "2024-01"):
        assert month in found["events-per-month"]


def test_a_language_leaves_what_documents_in_it_tell_of(client: FlaskClient) -> None:
    def months(**filters: str) -> int:
        rows = client.get("/api/queries/events-per-month.json", query_string=filters).json
        return sum(row["count"] for row in rows or ())

    assert 0 < months(language="en") < months()
    assert months(language="tlh") == 0
    page = client.get("/dashboard?language=en").text
    assert '<option value="en" selected>' in page
    assert "language=en" in panels(page)["timeline"]


def test_what_was_read_with_less_confidence_may_be_left_out(client: FlaskClient) -> None:
    """In the collection, one signing in 2021 and its memorandum are said to be less sure."""

    def of(query: str, **filters: str) -> dict[str, int]:
        rows = client.get(f"/api/queries/{query}.json", query_string=filters).json or ()
        return {row.get("month") or row["status"]: row["count"] for row in rows}

    everything, sure = of("agreement-pipeline"), of("agreement-pipeline", min_confidence="0.7")
    assert sure["renewed"] == everything["renewed"] - 1
    assert "2021-06" in of("events-per-month")
    assert "2021-06" not in of("events-per-month", min_confidence="7e-1")
    page = client.get("/dashboard?min_confidence=0.7").text
    assert 'name="min_confidence" min="0" max="1" step="0.01" value="0.7"' in page
    found = panels(page)
    assert "min_confidence=0.7" in found["documents-per-publisher"]
    for wrong in ("2", "-0.1", "NaN", "high"):
        answer = client.get(f"/api/queries/timeline.json?min_confidence={wrong}")
        assert answer.status_code == 400 and "0 to 1" in answer.text


def test_a_row_leads_to_the_thing_and_its_evidence(client: FlaskClient) -> None:
    page = panels(client.get("/dashboard").text)["timeline"]
    link = re.search(r'<td><a href="(/page/event/[^"]+)"', page)
    assert link and client.get(link[1]).status_code == 200


def test_a_wrong_filter_is_said_in_every_panel(client: FlaskClient) -> None:
    page = client.get("/dashboard?place=atlantis").text
    found = panels(page)
    assert list(found) == [panel.query for panel in PANELS]
    assert all("there is no place" in panel for panel in found.values())


@pytest.mark.parametrize("name", FILTERS)
def test_what_is_typed_is_text(client: FlaskClient, name: str) -> None:
    page = client.get("/dashboard", query_string={name: '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in page


def test_an_agency_has_its_events_by_year_and_every_figure_leads_to_rows(
    client: FlaskClient,
) -> None:
    page = client.get("/page/agency/unep").text
    assert '<figure class="years">' in page and "<title>2019: 1</title>" in page
    year = re.search(r'href="(/queries/timeline[^"]+from=2019-01-01[^"]+)">1</a>', page)
    assert year and "Signing in Geneva" in client.get(unescape(year[1])).text
    place = re.search(r'href="(/page/agency/unep/events\?place=[^"]+ch-geneva[^"]*)"', page)
    assert place and "Renewal in Geneva" in client.get(unescape(place[1])).text


def test_what_the_curated_lists_say_is_not_put_into_the_mouth_of_documents(
    client: FlaskClient,
) -> None:
    page = client.get("/why?s=agency/unep-china&p=org:subOrganizationOf&o=agency/unep").text
    assert "No document says so" in page


def test_labels_come_in_chinese(client: FlaskClient) -> None:
    page = client.get("/dashboard?lang=zh-Hans").text
    assert "合作网络" in page and "联合国环境规划署" in page
