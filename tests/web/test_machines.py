"""What crawlers and whoever takes the data along look for."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from queries.answers import NAMES, write_to

from kg.settings import Settings
from kg.store import checkpoints
from kg.web import machines
from server import create_app

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("machines")
    write_to(root)
    return root


@pytest.fixture(scope="module")
def client(root: Path) -> Iterator[FlaskClient]:
    app = create_app(Settings(store=str(root), query_workers=1))
    yield app.test_client()
    app.extensions["pool"].close()


def locations(client: FlaskClient, address: str) -> list[str]:
    return [str(each.text) for each in ET.fromstring(client.get(address).data).iter(LOC)]


def test_robots_are_led_to_pages_and_away_from_what_costs(client: FlaskClient) -> None:
    text = client.get("/robots.txt").text
    assert "Disallow: /sparql" in text and "Sitemap: http://localhost/sitemap.xml" in text


def test_the_sitemap_has_the_page_of_everything(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = locations(client, "/sitemap.xml")
    assert "http://localhost/page/event/nairobi-3" in pages
    assert all(client.get(page).status_code == 200 for page in pages[:5])
    monkeypatch.setattr(machines, "_LINKS", 1000)
    parts = locations(client, "/sitemap.xml")
    assert len(parts) == -(-len(pages) // 1000)
    assert [page for part in parts for page in locations(client, part)] == pages


def test_the_well_known_address_leads_to_the_description(client: FlaskClient) -> None:
    answer = client.get(
        "/.well-known/void", headers={"Accept": "text/turtle"}, follow_redirects=True
    )
    assert "void" in answer.text and answer.mimetype == "text/turtle"


@pytest.mark.parametrize(
    ("suffix", "form"), [("nq", ox.RdfFormat.N_QUADS), ("trig", ox.RdfFormat.TRIG)]
)
@pytest.mark.parametrize("name", ["document/lake", "view", "all"])
def test_dumps_are_the_graphs(
    client: FlaskClient, root: Path, name: str, suffix: str, form: ox.RdfFormat
) -> None:
    answer = client.get(f"/dump/{name}.{suffix}.gz")
    assert answer.status_code == 200 and answer.mimetype == "application/gzip"
    found = set(ox.parse(gzip.decompress(answer.data), format=form))
    newest = checkpoints.newest(root)
    graph = None if name == "all" else ox.NamedNode(NAMES.graph(name))
    expected = set(ox.Store.read_only(str(newest)).quads_for_pattern(None, None, None, graph))
    left_out = {ox.NamedNode(NAMES.runs), ox.NamedNode(NAMES.matching)} if name == "all" else set()
    assert found == {quad for quad in expected if quad.graph_name not in left_out}


def test_a_dump_that_nobody_reads_makes_room(client: FlaskClient) -> None:
    for _ in range(3):
        assert client.head("/dump/all.nq.gz").status_code == 200


@pytest.mark.parametrize("name", ["nothing.nq.gz", "view.ttl", "a b.nq.gz", "x>.nq.gz"])
def test_what_is_not_there_is_said(client: FlaskClient, name: str) -> None:
    assert client.get(f"/dump/{name}").status_code == 404
