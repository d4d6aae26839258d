"""Several hosts over one server: one writes, the others see what it wrote."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from scale.servers import oxigraph

from kg.errors import NotWriter, StoreProblem
from kg.settings import Settings
from kg.writer import WriterClient
from server import create_app

TOKEN = "a-token-for-tests-only"
UPDATE = "INSERT DATA { GRAPH <http://example.org/g> { <http://e/s> <http://e/p> 1 } }"
QUERY = {"query": "SELECT (COUNT(*) AS ?n) { GRAPH <http://example.org/g> { ?s ?p ?o } }"}


@pytest.fixture
def writing(tmp_path: Path) -> Iterator[Settings]:
    with oxigraph() as address:
        yield _host(Settings(store=address, admin_token=TOKEN, query_workers=1), tmp_path / "a")


@pytest.fixture
def held() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def _host(settings: Settings, folder: Path, **more: str) -> Settings:
    folder.mkdir()
    return replace(settings, state=str(folder), archive=str(folder / "archive"), **more)


def _client(settings: Settings, held: ExitStack) -> FlaskClient:
    app = create_app(settings)
    held.callback(app.extensions["pool"].close)
    held.callback(app.extensions["writing"].close)
    return app.test_client()


def test_a_host_that_reads_writes_nothing(
    writing: Settings, held: ExitStack, tmp_path: Path
) -> None:
    reading = _host(writing, tmp_path / "b", store_writer="no")
    headers = {"Authorization": f"Bearer {TOKEN}"}
    answer = _client(reading, held).post("/update", data={"update": UPDATE}, headers=headers)
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (403, "not-writer")
    with pytest.raises(NotWriter):
        WriterClient.connect_or_start(reading)


@pytest.mark.full
def test_what_one_host_writes_all_others_see(
    writing: Settings, held: ExitStack, tmp_path: Path
) -> None:
    held.enter_context(closing(WriterClient.connect_or_start(writing)))
    writer = _client(writing, held)
    reader = _client(_host(writing, tmp_path / "b", store_writer="no"), held)
    before = reader.get("/sparql", query_string=QUERY)
    headers = {"Authorization": f"Bearer {TOKEN}"}
    done = writer.post("/update", data={"update": UPDATE}, headers=headers)
    assert done.status_code == 204
    seen = reader.get(
        "/sparql", query_string=QUERY, headers={"X-Minimum-Commit": done.headers["X-Commit"]}
    )
    assert b'"value":"0"' in before.data
    assert b'"value":"1"' in seen.data
    assert before.headers["ETag"] != seen.headers["ETag"]
    again = writer.get("/sparql", query_string=QUERY)
    assert again.headers["ETag"] == seen.headers["ETag"]  # for whatever stands in front of both


@pytest.mark.full
def test_a_second_host_that_writes_does_not_start(
    writing: Settings, held: ExitStack, tmp_path: Path
) -> None:
    held.enter_context(closing(WriterClient.connect_or_start(writing)))
    with pytest.raises(StoreProblem, match="another writer has the store"):
        WriterClient.connect_or_start(_host(writing, tmp_path / "b"))
