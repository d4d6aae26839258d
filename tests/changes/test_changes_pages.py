"""`/changes` as a page, as a feed and as JSON."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from changes.conftest import NAMES
from flask.testing import FlaskClient
from writer.one_document import graph_of

from kg.committing import Committer
from kg.graph.document import DocumentGraph
from kg.settings import Settings
from server import create_app

STARTED = "2026-01-01T00:00:00Z"
ATOM = "{http://www.w3.org/2005/Atom}"


def put(committer: Committer, *graphs: DocumentGraph) -> None:
    committer.add(graphs, STARTED)
    committer.publish()


@pytest.fixture(scope="module", autouse=True)
def replaced(committer: Committer) -> Committer:
    """Commits 1 to 4: a new store, a page, its next version, and its removal."""
    put(committer, graph_of("the first words", source_key="page"))
    put(committer, graph_of("the second words", source_key="page"))
    committer.remove(graph_of("", source_key="page").key, "")
    committer.publish()
    return committer


def test_changes_since_a_commit_come_in_their_order(client: FlaskClient) -> None:
    told = client.get("/changes.json?since=1").json
    assert told["latest"] == 4
    assert [commit["cause"] for commit in told["commits"]] == ["load", "load", "removal"]
    document = NAMES.thing("document", graph_of("", source_key="page").key)
    kinds = []
    for commit in told["commits"]:
        assert commit["documents"] == [document]
        kinds += [each["kind"] for each in commit["changes"] if each["thing"] == document]
    assert kinds == ["added", "changed", "withdrawn"]
    assert client.get("/changes.json?since=4").json["commits"] == []


def test_one_thing_can_be_followed(client: FlaskClient) -> None:
    document = NAMES.thing("document", graph_of("", source_key="page").key)
    told = client.get("/changes.json", query_string={"thing": document}).json
    assert {each["thing"] for commit in told["commits"] for each in commit["changes"]} == {document}
    lines = [line for commit in told["commits"] for line in commit["changes"][0]["added"]]
    assert any('"the second words"@en .' in line for line in lines)


def test_long_answers_go_on_where_a_link_says(client: FlaskClient) -> None:
    answer, things = client.get("/changes.json"), []
    while True:
        things += [e["thing"] for commit in answer.json["commits"] for e in commit["changes"]]
        if answer.json["next"] is None:
            break
        assert f'<{answer.json["next"]}>; rel="next"' == answer.headers["Link"]
        answer = client.get(answer.json["next"])
    told = client.get("/changes.json?since=1").json["commits"]
    first = [each["thing"] for commit in told for each in commit["changes"]]
    assert things[-len(first) :] == first
    assert len(things) > 3000  # the curated data among them


def test_the_feed_has_the_latest_first(client: FlaskClient) -> None:
    answer = client.get("/changes", headers={"Accept": "application/atom+xml"})
    assert answer.content_type.startswith("application/atom+xml")
    feed = ET.fromstring(answer.data)
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert [title.partition(":")[0] for title in titles] == [
        *("document removed", "documents loaded", "documents loaded", "store made")
    ]
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert ids[0] == NAMES.thing("run", "4")
    assert "withdrawn: the second words" in feed.findtext(f"{ATOM}entry/{ATOM}summary")


def test_pages_show_what_came_and_what_went(client: FlaskClient) -> None:
    page = client.get("/changes").text
    assert page.index("document removed") < page.index("documents loaded")
    replacement = client.get("/changes/3").text
    assert "the first words" in replacement
    assert "the second words" in replacement
    assert "修改" in client.get("/changes/3?lang=zh-Hans").text


@pytest.mark.parametrize("query", ["since=x", "since=-1", "after=1e3", "thing=a%20b", "since=²"])
def test_nonsense_is_refused(client: FlaskClient, query: str) -> None:
    assert client.get(f"/changes.json?{query}").status_code == 400


@pytest.mark.parametrize(
    ("contact", "shown"),
    [
        ("", "Whoever runs this site"),
        ("editor@example.org", 'href="mailto:editor@example.org"'),
        ("https://example.org/mend", 'href="https://example.org/mend"'),
    ],
)
def test_every_page_says_whom_to_ask_for_corrections(
    settings: Settings, contact: str, shown: str
) -> None:
    application = create_app(replace(settings, contact=contact))
    assert shown in application.test_client().get("/changes").text
    application.extensions["pool"].close()


@pytest.mark.parametrize("kind", ["document", "event"])
def test_what_was_withdrawn_says_so(client: FlaskClient, kind: str) -> None:
    (removal,) = client.get("/changes.json?since=3").json["commits"]
    things = [each["thing"] for each in removal["changes"] if each["kind"] == "withdrawn"]
    (path,) = (t.removeprefix(NAMES.base) for t in things if f"/id/{kind}/" in t)
    assert client.get(f"/{path}").status_code == 410


def test_nothing_is_told_before_it_can_be_read(committer: Committer, client: FlaskClient) -> None:
    committer.add([graph_of("not published")], STARTED)
    assert committer.sequence > committer.published
    assert client.get("/changes.json?since=4").json["commits"] == []
    assert client.get(f"/changes/{committer.sequence}").status_code == 404


def test_answers_are_tagged_by_the_state(committer: Committer, client: FlaskClient) -> None:
    for path in ("/changes", "/changes.json", "/changes.atom", "/changes/ldes"):
        tag = {"If-None-Match": client.get(path).headers["ETag"]}
        assert client.get(path, headers=tag).status_code == 304
        put(committer, graph_of(f"as asked by {path}"))
        assert client.get(path, headers=tag).status_code == 200


def test_the_sitemap_says_when_things_changed(client: FlaskClient, committer: Committer) -> None:
    put(committer, graph_of("words that stay", source_key="kept"))
    newest = client.get(f"/changes.json?since={committer.sequence - 1}").json["commits"]
    latest = max(commit["time"] for commit in newest)
    tree = ET.fromstring(client.get("/sitemap.xml").data)
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    moved = {e.findtext(f"{space}loc"): e.findtext(f"{space}lastmod") for e in tree}
    key = graph_of("", source_key="kept").key
    assert moved[f"http://localhost/page/document/{key}"] == latest
