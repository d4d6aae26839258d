"""The same invented documents in each store: the embedded one, and real SPARQL servers."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from queries.answers import NAMES, write_to
from scale.servers import needs_virtuoso, oxigraph, settings_of, virtuoso

from kg.indexing import texts_of
from kg.remote.address import Remote
from kg.remote.store import RemoteStore
from kg.search.index import Index
from kg.settings import Settings
from kg.store.base import Change
from kg.writer import reader
from server import create_app

TOKEN = "a-token-for-tests-only"


@dataclass(frozen=True)
class Served:
    """A store, and the application on it."""

    settings: Settings
    client: FlaskClient

    def query(self, text: str, suffix: str = "json", **more: str) -> bytes:
        answer = self.client.post("/sparql", data={"query": text, "format": suffix, **more})
        assert answer.status_code == 200, answer.text
        return answer.data


@pytest.fixture(scope="session")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("embedded")
    write_to(folder / "store")
    with ExitStack() as held:
        yield served(Settings(store=str(folder / "store")), held)


@pytest.fixture(
    scope="session",
    params=["oxigraph", pytest.param("virtuoso", marks=[pytest.mark.full, needs_virtuoso])],
)
def remote(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, embedded: Served
) -> Iterator[Served]:
    """Give a server what the embedded store holds."""
    folder = tmp_path_factory.mktemp(request.param)
    with ExitStack() as held:
        if request.param == "oxigraph":
            address = held.enter_context(oxigraph())
        else:
            address = held.enter_context(virtuoso(folder))
        settings = settings_of(request.param, address, folder)
        with (
            closing(RemoteStore(Remote.of(settings))) as store,
            reader(embedded.settings) as source,
        ):
            store.apply(Change(insert=[*source.quads()]), source.sequence)
        yield served(settings, held)


def index(served: Served) -> None:
    """Make the index that searches need."""
    with reader(served.settings) as source:
        made = Index(served.settings.root, NAMES, texts_of(served.settings))
        made.update(source, source.sequence)
        made.close()


def served(settings: Settings, held: ExitStack) -> Served:
    settings = Settings(
        **{name: getattr(settings, name) for name in settings.__slots__}
        | {"query_workers": 1, "admin_token": TOKEN, "query_timeout_s": 300.0}
    )
    app = create_app(settings)
    held.callback(app.extensions["writing"].close)
    held.callback(app.extensions["pool"].close)
    return Served(settings, app.test_client())
