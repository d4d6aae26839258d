"""The application on the small graph."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from web.small_graph import NAMESPACE, fill

from kg.indexing import texts_of
from kg.search.index import Index
from kg.settings import Settings
from kg.store import checkpoints
from kg.store.embedded import open_checkpoint
from server import create_app


@pytest.fixture(scope="session")
def web_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    root = tmp_path_factory.mktemp("web")
    fill(root / "store")
    settings = Settings(
        store=str(root / "store"),
        base_iri=NAMESPACE.base,
        query_timeout_s=10.0,
        max_body_bytes=100_000,
        max_query_characters=50_000,
        query_workers=1,
    )
    _index(settings)
    return settings


@pytest.fixture(scope="session")
def app(web_settings: Settings) -> Iterator[Flask]:
    application = create_app(web_settings)
    yield application
    application.extensions["pool"].close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def _index(settings: Settings) -> None:
    store = Path(settings.store)
    newest = checkpoints.newest(store)
    assert newest
    index = Index(store, NAMESPACE, texts_of(settings))
    with open_checkpoint(newest, NAMESPACE) as reader:
        index.update(reader, reader.sequence)
        index.count(reader, reader.sequence)
    index.close()
