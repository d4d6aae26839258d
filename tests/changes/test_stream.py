"""The event stream: whoever follows it has the view, from the beginning and ever after."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from changes.conftest import NAMES
from changes.stream_reader import StreamReader
from conftest import ROOT as SOURCES
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, RdfFormat, Triple, parse
from writer.one_document import graph_of

from kg.committing import Committer
from kg.settings import Settings
from server import create_app

STARTED = "2026-01-01T00:00:00Z"
KG = str(Path(sys.executable).parent / "kg")
ROOT = "http://localhost/changes/ldes"


def view(committer: Committer) -> set[Triple]:
    return {quad.triple for quad in committer._store.quads(graph=NamedNode(NAMES.view))}


def reader_of(client: FlaskClient) -> StreamReader:
    def fetch(address: str) -> tuple[bytes, dict[str, str]]:
        answer = client.get(address, headers={"Accept": "text/turtle"})
        assert answer.status_code == 200, address
        return answer.data, dict(answer.headers)

    return StreamReader(ROOT, fetch)


def test_a_reader_ends_with_the_view_and_catches_up(
    committer: Committer, client: FlaskClient
) -> None:
    committer.add([graph_of(f"text {n}") for n in range(3)], STARTED)
    committer.publish()
    reader = reader_of(client)
    reader.follow()
    assert reader.state == view(committer)
    from_empty = reader.requests
    for number in range(10):
        committer.add([graph_of(f"version {number}", source_key=f"page {number % 4}")], STARTED)
    committer.remove(graph_of("text 1").key, "")
    committer.publish()
    reader.follow()
    assert reader.state == view(committer)
    assert reader.requests - from_empty < 6 < from_empty  # full pages are not asked for again


def test_full_pages_may_be_kept_and_others_may_not(client: FlaskClient) -> None:
    first = client.get("/changes/ldes/0/0")
    assert "immutable" in first.headers["Cache-Control"]
    assert first.data == client.get("/changes/ldes/0/0").data
    assert "no-cache" in client.get("/changes/ldes/0").headers["Cache-Control"]
    assert client.get("/changes/ldes/0/199").status_code == 404
    assert client.get("/changes/ldes/7").status_code == 404


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("text/turtle", RdfFormat.TURTLE),
        ("application/n-triples", RdfFormat.N_TRIPLES),
        ("application/ld+json", RdfFormat.JSON_LD),
    ],
)
def test_pages_come_in_the_format_asked_for(
    client: FlaskClient, accept: str, form: RdfFormat
) -> None:
    answer = client.get("/changes/ldes/0/0", headers={"Accept": accept})
    assert answer.content_type.startswith(accept)
    assert "Accept" in answer.headers["Vary"]
    members = [q for q in parse(answer.data, format=form) if q.predicate.value.endswith("#member")]
    assert len(members) == 250


def test_the_retention_is_stated(committer: Committer, settings: Settings) -> None:
    application = create_app(replace(settings, changes_keep_days=30))
    root = application.test_client().get("/changes/ldes").text
    assert '"P30D"' in root
    application.extensions["pool"].close()


@pytest.mark.full
@pytest.mark.skipif(shutil.which("npm") is None, reason="needs Node")
def test_the_ldes_client_of_others_ends_with_the_view(tmp_path: Path) -> None:
    """Replays with `ldes-client` from npm what `kg serve` offers."""
    subprocess.run(["npm", "install", "ldes-client@0.3"], cwd=tmp_path, check=True)
    environment = os.environ | {"ECOACCORD_STORE": str(tmp_path / "store")}
    subprocess.run([KG, "load", str(SOURCES / "samples")], env=environment, check=True)
    command = [KG, "serve", "--port", "0"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr
        address = server.stderr.readline().split()[-1]
        follow = ["npx", "ldes-client", f"{address}changes/ldes"]
        members = subprocess.run(
            [*follow, "--materialize", "--last-version-only"],
            cwd=tmp_path, capture_output=True, check=True,
        ).stdout  # fmt: skip
        server.terminate()
    dumped = subprocess.run([KG, "dump"], env=environment, capture_output=True, check=True)
    wanted = {
        quad.triple
        for quad in parse(dumped.stdout, format=RdfFormat.N_QUADS)
        if quad.graph_name == NamedNode(NAMES.view)
    }
    of_members = (
        "http://www.w3.org/ns/prov#generatedAtTime",
        "http://purl.org/dc/terms/isVersionOf",
    )
    found = {q.triple for q in parse(members, format=RdfFormat.TURTLE)}
    assert {t for t in found if t.predicate.value not in of_members} == wanted
