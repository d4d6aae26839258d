"""What a client has already is not sent again, and not computed again."""

from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, Quad
from web.small_graph import NAMESPACE, fill

from kg.settings import Settings
from kg.store import checkpoints
from kg.store.base import Change
from kg.store.embedded import EmbeddedStore
from server import create_app

BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"
SELECT = "/sparql?query=" + quote("SELECT * { ?s ?p ?o } LIMIT 3")
PATHS = [
    "/",
    "/documents",
    "/page/document/dddddddddddddddd",
    "/page/event/eeeeeeeeeeeeeeee",
    "/data/event/eeeeeeeeeeeeeeee.ttl",
    "/data/event/eeeeeeeeeeeeeeee",
    "/queries/",
    "/queries/timeline",
    "/api/queries/timeline.json",
    "/api/queries/timeline.csv",
    "/ns",
    "/ns/role",
    "/ns/context.jsonld",
    "/ns/shapes.ttl",
    "/sparql",
    SELECT,
]


CASES = [
    (accept, path)
    for accept in (BROWSER, "*/*")
    for path in PATHS
    if (accept, path) != (BROWSER, SELECT)  # the page says how long it took this time
]


@pytest.mark.parametrize(("accept", "path"), CASES)
def test_what_the_client_has_is_not_sent_again(client: FlaskClient, accept: str, path: str) -> None:
    first = client.get(path, headers={"Accept": accept})
    tag = first.headers["ETag"]
    assert not tag.startswith("W/")
    for known in (tag, f'"other", {tag}', f"W/{tag}"):
        again = client.get(path, headers={"Accept": accept, "If-None-Match": known})
        assert (again.status_code, again.data) == (304, b"")
        for name in ("ETag", "Vary", "Cache-Control"):
            assert again.headers.get(name) == first.headers.get(name)
    head = client.head(path, headers={"Accept": accept, "If-None-Match": tag})
    assert head.status_code == 304
    second = client.get(path, headers={"Accept": accept})  # which may be the first one, kept
    assert (second.data, {*second.headers}) == (first.data, {*first.headers})
    assert client.head(path, headers={"Accept": accept}).headers["ETag"] == tag
    other = client.get(path, headers={"Accept": accept, "If-None-Match": '"other"'})
    assert (other.status_code, other.data) == (200, first.data)


def test_nothing_is_evaluated_for_what_the_client_has(client: FlaskClient, app: Flask) -> None:
    tag = client.get(SELECT).headers["ETag"]
    pool = app.extensions["pool"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(pool), "run", None)
        assert client.get(SELECT, headers={"If-None-Match": tag}).status_code == 304


def test_each_representation_has_a_tag_of_its_own(client: FlaskClient) -> None:
    answers = [
        client.get(SELECT, headers={"Accept": accept})
        for accept in ("text/csv", "application/sparql-results+json", "text/tab-separated-values")
    ]
    assert "ETag" not in client.get(SELECT, headers={"Accept": BROWSER}).headers
    assert len({answer.headers["ETag"] for answer in answers}) == 3
    assert all("Accept" in answer.vary for answer in answers)
    assert "Accept" not in client.get("/api/queries/timeline.csv").vary


@pytest.mark.parametrize(
    "path",
    [
        "/sparql?query=" + quote("SELECT (NOW() AS ?t) {}"),
        "/sparql?query=" + quote("CONSTRUCT { [] a ?c } { ?s a ?c }"),
        "/sparql?query=nonsense",
        "/healthz",
        "/readyz",
        "/nowhere",
    ],
)
def test_what_may_change_at_any_time_has_none(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers={"If-None-Match": "*"})
    assert answer.status_code != 304
    assert "ETag" not in answer.headers


def test_a_commit_changes_every_tag(tmp_path: Path) -> None:
    fill(tmp_path / "store")
    application = create_app(
        Settings(store=str(tmp_path / "store"), base_iri=NAMESPACE.base, query_workers=1)
    )
    client = application.test_client()
    try:
        paths = (SELECT, "/queries/", "/documents")
        before = {path: client.get(path).headers["ETag"] for path in paths}
        thing = NamedNode(NAMESPACE.thing("event", "hhhhhhhhhhhhhhhh"))
        with EmbeddedStore.open(tmp_path / "store", NAMESPACE) as store:
            store.apply(Change(insert=[Quad(thing, thing, thing, NamedNode(NAMESPACE.view))]))
            checkpoints.publish(store, tmp_path / "store", 1)
        for path, tag in before.items():
            answer = client.get(path, headers={"If-None-Match": tag})
            assert answer.status_code == 200
            assert answer.headers["ETag"] != tag
    finally:
        application.extensions["pool"].close()


def test_another_store_or_setting_has_other_tags(tmp_path: Path) -> None:
    tags = set()
    for name, languages in (("a", ("en",)), ("b", ("en",)), ("b", ("zh-Hans",))):
        if not (tmp_path / name).exists():
            fill(tmp_path / name)
        settings = Settings(
            store=str(tmp_path / name),
            base_iri=NAMESPACE.base,
            languages=languages,
            query_workers=1,
        )
        application = create_app(settings)
        tags.add(application.test_client().get("/queries/").headers["ETag"])
        application.extensions["pool"].close()
    assert len(tags) == 3
