"""A writer for the tests of one module, and the application that reads what it wrote."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kg.committing import Committer
from kg.iris import Namespace
from kg.settings import Settings
from server import create_app

NAMES = Namespace()


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(store=str(tmp_path_factory.mktemp("changes") / "store"), query_workers=1)


@pytest.fixture(scope="module")
def committer(settings: Settings) -> Iterator[Committer]:
    committer = Committer(Path(settings.store), settings.archive_path, NAMES, managed=True)
    yield committer
    committer.close()


@pytest.fixture(scope="module")
def client(committer: Committer, settings: Settings) -> Iterator[FlaskClient]:
    application = create_app(settings)
    yield application.test_client()
    application.extensions["pool"].close()
