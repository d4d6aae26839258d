"""The codebook and the vocabulary pages say what the vocabulary and the measurements say."""

import csv
import re
from html import unescape

import pytest
import yaml
from conftest import ROOT
from flask.testing import FlaskClient

from kg.terms import ONTOLOGY, notations, schemes

TOLD = yaml.safe_load((ROOT / "kg" / "web" / "codebook.yaml").read_text("utf-8"))
BROWSER = {"Accept": "text/html,*/*;q=0.8"}


def page(client: FlaskClient, address: str) -> str:
    return unescape(client.get(address, headers=BROWSER).text)


def test_what_it_explains_there_is_in_both_languages() -> None:
    assert set(TOLD["how"]) <= set(schemes())
    for words in (*TOLD["how"].values(), *TOLD["biases"]):
        assert set(words) == {"en", "zh-Hans"}


@pytest.mark.parametrize("scheme", TOLD["how"])
def test_every_value_is_explained(client: FlaskClient, scheme: str) -> None:
    section = page(client, "/codebook").partition(f'<section id="{scheme}">')[2]
    section = section.partition("</section>")[0]
    assert TOLD["how"][scheme]["en"] in section
    for notation in notations(scheme):
        assert f"<code>{notation}</code>" in section


def test_measured_figures_stand_beside_the_values(client: FlaskClient) -> None:
    codebook = page(client, "/codebook")
    with (ONTOLOGY / "confidence.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            assert f"<td>{row['family']}</td><td>{row['right']}</td>" in codebook
    quality = (ROOT / "docs" / "quality.md").read_text(encoding="utf-8")
    for row in re.findall(r"^\| (event type|participant with role) \| (.+) \|$", quality, re.M):
        cells = [row[0], *row[1].split(" | ")]
        assert "".join(f"<td>{cell}</td>" for cell in cells) in codebook


def test_it_says_how_to_cite_and_in_chinese_too(client: FlaskClient) -> None:
    assert "EcoAccord. State " in page(client, "/codebook") and "CC BY 4.0" in page(
        client, "/codebook"
    )
    chinese = page(client, "/codebook?lang=zh-Hans")
    assert TOLD["biases"][0]["zh-Hans"] in chinese and "发起事件并对其负责。" in chinese


def test_the_vocabulary_shows_a_diagram_uses_and_examples(client: FlaskClient) -> None:
    vocabulary = page(client, "/ns")
    assert vocabulary.count('<a href="#') > 8 and "<svg" in vocabulary
    for part in ("Classes", "Properties", "JSON-LD context", "shapes"):
        assert part in vocabulary
    event = vocabulary.partition('id="Event"')[2].partition("</section>")[0]
    assert re.search(r"used \d+ times", event) and "/page/event/" in event


def test_the_query_page_begins_with_a_saved_query(client: FlaskClient) -> None:
    shown = page(client, "/sparql?example=timeline")
    assert "VALUES $agency { UNDEF }" in shown
    assert "SELECT ?event ?title ?date" in page(client, "/sparql?example=none-such")
    for language in ("curl", "Python", "R", "JavaScript"):
        assert f'<h2 class="group">{language}</h2>' in shown


def test_whoever_takes_pages_alone_gets_the_result_as_one(client: FlaskClient) -> None:
    asked = {"query": "SELECT ?s { ?s ?p ?o } LIMIT 3"}
    answer = client.get("/sparql", query_string=asked, headers={"Accept": "text/html"})
    assert answer.status_code == 200 and "3 rows" in answer.text and " ms, state " in answer.text


def test_the_editor_completes_what_there_is(client: FlaskClient) -> None:
    terms = client.get("/sparql/terms.json").json or {}
    assert terms["prefixes"]["ea"] == "https://w3id.org/ecoaccord/ns#"
    assert terms["classes"]["https://w3id.org/ecoaccord/ns#Event"] == "event"
    assert len(terms["properties"]) > 30 and len(terms["concepts"]) > 50


def test_pages_name_feeds_and_say_what_they_are(client: FlaskClient) -> None:
    home = page(client, "/")
    for part in (
        'type="application/atom+xml"',
        'type="application/opensearchdescription+xml"',
        'hreflang="zh-Hans"',
        'property="og:title"',
        'rel="icon"',
    ):
        assert part in home
    assert client.get("/favicon.ico").status_code == 301
