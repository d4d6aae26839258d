"""Each saved question as data: the same rows in every format, and what programs need to know."""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from xml.etree import ElementTree as ET

import icalendar
import pyarrow.parquet
import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from pyarrow import ipc
from queries.answers import write_to

from kg.faces.faces import FACES, OPTIONS, RESULTS, faces_of
from kg.query.header import COMMON, RESERVED
from kg.query.saved import saved_queries
from kg.settings import Settings
from server import create_app

QUERIES = saved_queries()
OFFERED = [(query.name, face.suffix) for query in QUERIES.values() for face in faces_of(query)]
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A client of the service over the invented documents."""
    root = tmp_path_factory.mktemp("faces")
    write_to(root)
    app = create_app(Settings(store=str(root), query_workers=1))
    yield app.test_client()
    app.extensions["pool"].close()


def needed(name: str) -> dict[str, str]:
    return {p.name: p.example or "x" for p in QUERIES[name].parameters if p.required}


def fetch(client: FlaskClient, address: str, **parameters: str) -> bytes:
    answer = client.get(f"/api/queries/{address}", query_string=parameters)
    assert answer.status_code == 200, answer.text
    return answer.data


DRAWN = {"events-by-place", "cooperation-network", "timeline", "framework-activity"}


def _marks(name: str, suffix: str) -> tuple[pytest.MarkDecorator, ...]:
    """Drawing takes time: one chart of a kind each time, the others among the longer checks."""
    is_quick = suffix not in ("svg", "png") or (suffix == "svg" and name in DRAWN)
    return () if is_quick else (pytest.mark.full,)


@pytest.mark.parametrize(
    ("name", "suffix"), [pytest.param(*each, marks=_marks(*each)) for each in OFFERED]
)
def test_every_question_has_every_format_that_fits(
    client: FlaskClient, name: str, suffix: str
) -> None:
    answer = client.get(f"/api/queries/{name}.{suffix}", query_string=needed(name))
    assert answer.status_code == 200
    assert answer.mimetype == FACES[suffix].media_type
    assert answer.headers["ETag"]
    again = {"If-None-Match": answer.headers["ETag"]}
    unchanged = client.get(
        f"/api/queries/{name}.{suffix}", query_string=needed(name), headers=again
    )
    assert unchanged.status_code == 304


def test_things_have_labels_beside_them(client: FlaskClient) -> None:
    (row, *_) = json.loads(fetch(client, "signatories.json"))
    assert list(row)[-3:] == ["event", "eventLabel", "date"]
    assert row["event"].startswith("https://") and row["eventLabel"]


def test_json_comes_in_three_shapes(client: FlaskClient) -> None:
    objects = json.loads(fetch(client, "corpus-health.json"))
    header, *arrays = json.loads(fetch(client, "corpus-health.json", shape="arrays"))
    columns = json.loads(fetch(client, "corpus-health.json", shape="columns"))
    assert objects == [dict(zip(header, array, strict=True)) for array in arrays]
    assert columns["measure"] == [each["measure"] for each in objects]
    assert client.get("/api/queries/corpus-health.json?shape=round").status_code == 400


def test_a_spreadsheet_computes_nothing(client: FlaskClient) -> None:
    answer = client.get("/api/queries/timeline.csv?excel=yes")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="timeline.csv"'
    cells = [
        cell for row in csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))) for cell in row
    ]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_parquet_and_arrow_have_real_types(client: FlaskClient) -> None:
    rows = json.loads(fetch(client, "timeline.json"))
    parquet = pyarrow.parquet.read_table(io.BytesIO(fetch(client, "timeline.parquet")))
    arrow = ipc.open_file(io.BytesIO(fetch(client, "timeline.arrow"))).read_all()
    assert parquet.equals(arrow)
    assert str(parquet.schema.field("notBefore").type) == "date32[day]"
    assert parquet.num_rows == len(rows)
    days = [row["notBefore"] and date.fromisoformat(row["notBefore"]) for row in rows]
    assert parquet.column("notBefore").to_pylist() == days
    health = pyarrow.parquet.read_table(io.BytesIO(fetch(client, "corpus-health.parquet")))
    assert str(health.schema.field("value").type) == "int64"


def test_places_are_points(client: FlaskClient) -> None:
    collection = json.loads(fetch(client, "events-by-place.geojson", level="city"))
    assert collection["type"] == "FeatureCollection" and collection["features"]
    for feature in collection["features"]:
        longitude, latitude = feature["geometry"]["coordinates"]
        assert -180 <= longitude <= 180 and -90 <= latitude <= 90
        assert feature["properties"]["label"]


def test_events_are_a_calendar_of_whole_days(client: FlaskClient) -> None:
    rows = json.loads(fetch(client, "timeline.json"))
    calendar = icalendar.Calendar.from_ical(fetch(client, "timeline.ics"))
    events = calendar.walk("VEVENT")
    dated = [row for row in rows if row["notBefore"]]
    assert len(events) == len(dated) < len(rows)
    assert f"without a date: {len(rows) - len(dated)}" in calendar["X-WR-CALDESC"]
    by_iri = {str(event["URL"]): event for event in events}
    for row in dated:
        event = by_iri[row["event"]]
        assert event["SUMMARY"] == row["label"]
        assert str(event["DTSTART"].dt) == row["notBefore"]
        assert (event["DTEND"].dt - date.fromisoformat(row["notAfter"])).days == 1


def test_calendars_and_feeds_are_in_the_language_asked_for(client: FlaskClient) -> None:
    calendar = icalendar.Calendar.from_ical(fetch(client, "timeline.ics", lang="zh-Hans"))
    assert calendar["X-WR-CALNAME"] == QUERIES["timeline"].title["zh-Hans"]
    assert "无日期的行数" in calendar["X-WR-CALDESC"]
    assert QUERIES["timeline"].title["zh-Hans"].encode() in fetch(
        client, "timeline.atom", lang="zh-Hans"
    )


def test_a_form_keeps_all_values_that_were_given(client: FlaskClient) -> None:
    asked = "agency=unep&agency=cn-mee&lang=en"
    page = client.get(f"/queries/timeline?{asked}", headers={"Accept": "text/html"}).text
    assert re.findall(r'name="agency" value="([^"]*)"', page) == ["unep", "cn-mee"]
    asked = "status=signed&status=renewed&lang=en"
    page = client.get(f"/queries/agreements-by-status?{asked}").text
    assert re.findall(r"<option selected>([^<]*)", page) == ["signed", "renewed"]


def test_a_page_that_is_cut_leads_to_the_next(client: FlaskClient) -> None:
    page = client.get("/queries/timeline?limit=5&lang=en", headers={"Accept": "text/html"}).text
    (link,) = re.findall(r'href="([^"]+after=[^"]+)" rel="next"', page)
    rows = json.loads(fetch(client, "timeline.json", limit="6"))
    address = f"/queries/timeline{unescape(link)}"
    following = client.get(address, headers={"Accept": "text/html"}).text
    assert rows[5]["label"] in following and rows[5]["label"] not in page


def test_news_is_a_feed(client: FlaskClient) -> None:
    feed = ET.fromstring(fetch(client, "timeline.atom"))
    updated = [entry.findtext(f"{ATOM}updated") for entry in feed.iter(f"{ATOM}entry")]
    assert updated == sorted(updated, key=str, reverse=True) and updated
    assert feed.findtext(f"{ATOM}id") and feed.findtext(f"{ATOM}title")


def test_charts_are_drawn_in_both_themes(client: FlaskClient) -> None:
    light = fetch(client, "events-per-month.svg")
    dark = fetch(client, "events-per-month.svg", theme="dark")
    assert ET.fromstring(light).tag.endswith("svg") and light != dark
    assert fetch(client, "events-per-month.png").startswith(b"\x89PNG")
    empty = fetch(client, "framework-activity.png", **{"from": "2999-01-01"})
    assert empty.startswith(b"\x89PNG")
    assert client.get("/api/queries/events-per-month.svg?theme=loud").status_code == 400


def test_options_of_formats_are_reserved_names() -> None:
    assert set(RESERVED) == {*COMMON, *OPTIONS}


def test_the_formats_of_sparql_are_there_too(client: FlaskClient) -> None:
    results = json.loads(fetch(client, "corpus-health.srj"))
    assert results["head"]["vars"] == list(QUERIES["corpus-health"].columns)
    assert fetch(client, "corpus-health.srx").startswith(b"<?xml")
    assert fetch(client, "corpus-health.sparql-csv").startswith(b"measure,value,total\r\n")
    assert fetch(client, "corpus-health.sparql-tsv").startswith(b"?measure\t?value\t?total\n")


@pytest.mark.parametrize(
    ("address", "status", "hint"),
    [
        ("corpus-health.docx", 404, "available: json, csv"),
        ("corpus-health.geojson", 406, "available: json, csv"),
        ("timelin.json", 404, "timeline"),
        ("timeline.json?from=soon", 400, "YYYY-MM-DD"),
    ],
)
def test_what_is_not_there_is_said(
    client: FlaskClient, address: str, status: int, hint: str
) -> None:
    answer = client.get(f"/api/queries/{address}", headers={"Accept": "application/json"})
    assert answer.status_code == status
    assert hint in (answer.json or {})["error"]["hint"]


def test_a_format_whose_extra_is_missing_is_named_with_it(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(FACES, "parquet", replace(FACES["parquet"], is_installed=False))
    answer = client.get("/api/queries/timeline.parquet?limit=1")
    assert answer.status_code == 406
    assert "pip install 'ecoaccord[tables]'" in (answer.json or {})["error"]["detail"]
    assert "/api/queries/timeline.parquet" not in (client.get("/openapi.json").json or {})["paths"]


def test_openapi_describes_every_address(client: FlaskClient) -> None:
    description = client.get("/openapi.json").json
    assert description is not None
    validate(description)
    results = [(name, suffix) for name in QUERIES for suffix in RESULTS]
    assert set(description["paths"]) == {f"/api/queries/{n}.{s}" for n, s in OFFERED + results}


def test_a_link_leads_to_the_next_page(client: FlaskClient) -> None:
    whole = json.loads(fetch(client, "timeline.json", lang="zh-Hans"))
    address: str | None = "/api/queries/timeline.json?lang=zh-Hans&limit=10"
    found = []
    while address:
        answer = client.get(address)
        found += answer.json or []
        link = answer.headers.get("Link", "")
        address = link[1 : link.index(">")] if 'rel="next"' in link else None
    assert found == whole


def test_several_values_are_given_by_repeating_the_name(client: FlaskClient) -> None:
    rows = client.get("/api/queries/agreements-by-status.json?status=signed&status=renewed").json
    assert {row["status"] for row in rows or ()} == {"signed", "renewed"}


@pytest.mark.parametrize("name", QUERIES)
def test_answers_are_as_described(client: FlaskClient, name: str) -> None:
    description = client.get("/openapi.json").json or {}
    operation = description["paths"][f"/api/queries/{name}.json"]["get"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    for shape in ("objects", "arrays", "columns"):
        answer = json.loads(fetch(client, f"{name}.json", shape=shape, **needed(name)))
        Draft202012Validator(schema).validate(answer)


def test_a_chart_to_embed_has_its_table_and_may_be_framed(client: FlaskClient) -> None:
    page = client.get("/embed/events-per-month")
    assert page.status_code == 200
    assert "/api/queries/events-per-month.svg?" in page.text and "<table" in page.text
    assert "frame-ancestors" not in page.headers["Content-Security-Policy"]


def test_the_list_for_programs_names_formats_and_parameters(client: FlaskClient) -> None:
    page = client.get("/api/").text
    for face in FACES.values():
        assert face.media_type in page
    assert "minWeight" in page
