"""A small graph with one of everything, and the application on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, RdfFormat, parse

from kg.iris import PREFIXES, Namespace
from kg.settings import Settings
from kg.store import checkpoints
from kg.store.base import Change
from kg.store.embedded import EmbeddedStore
from kg.terms import vocabulary_quads
from server import create_app

NAMESPACE = Namespace("https://example.org/kg/")
DATA = (Path(__file__).parent / "small.trig").read_text(encoding="utf-8")


def fill(root: Path) -> None:
    """Write the small graph and the vocabulary into a new store."""
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    quads = parse(prefixes + DATA, format=RdfFormat.TRIG, base_iri=NAMESPACE.base)
    with EmbeddedStore.open(root, NAMESPACE) as store:
        vocabulary = vocabulary_quads(NamedNode(NAMESPACE.view))
        store.apply(Change(insert=[*quads, *vocabulary]))
        checkpoints.publish(store, root, 0)


@pytest.fixture(scope="session")
def web_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    root = tmp_path_factory.mktemp("web")
    fill(root / "store")
    return Settings(
        store=str(root / "store"),
        base_iri=NAMESPACE.base,
        query_timeout_s=10.0,
        max_body_bytes=100_000,
        query_workers=1,
    )


@pytest.fixture(scope="session")
def app(web_settings: Settings) -> Iterator[Flask]:
    application = create_app(web_settings)
    yield application
    application.extensions["pool"].close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
