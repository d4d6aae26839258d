"""What a server does wrong never leaves here as a whole answer, and frees what it held."""

import logging
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from scale.fake_server import FakeServer

from kg.errors import BadAnswer, KgError, StoreAway, TimedOut
from kg.query.process import ClientGone
from kg.query.protocol import Operation
from kg.query.workers import Limits, Pool
from kg.remote.pool import pool_of
from kg.settings import Settings

ASKED = Operation("SELECT ?x { ?x ?p ?o }", 20.0, "json")
SECRET = "kg-test-secret"


@pytest.fixture(scope="module")
def one_fake() -> FakeServer:
    return FakeServer()


@pytest.fixture
def fake(one_fake: FakeServer) -> Iterator[FakeServer]:
    one_fake.behaviour, one_fake.asked = "well", 0
    yield one_fake


@pytest.fixture(scope="module")
def settings(one_fake: FakeServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    with one_fake.running() as address:
        yield Settings(store=address, state=str(tmp_path_factory.mktemp("state")))


@pytest.fixture(scope="module")
def one_pool(settings: Settings) -> Iterator[Pool]:
    made, _ = pool_of(settings, 1, Limits(20.0, 0, 0, 4))
    yield made
    made.close()


@pytest.fixture
def pool(one_pool: Pool, fake: FakeServer) -> Pool:
    """One process, which is there; that the server behaves is known."""
    assert _answer(one_pool)
    fake.asked = 0
    return one_pool


def _answer(pool: Pool, asked: Operation = ASKED) -> bytes:
    return b"".join(pool.run(asked).blocks)


@pytest.mark.parametrize(
    ("behaviour", "error"),
    [
        ("cuts", StoreAway),
        ("ends_early", BadAnswer),
        ("cancels", BadAnswer),
        ("breaks_length", StoreAway),
        ("html", BadAnswer),
        ("busy", StoreAway),
        ("partial", TimedOut),
        ("refuses", BadAnswer),
    ],
)
def test_8_no_bad_answer_passes_for_a_whole_one(
    behaviour: str, error: type[KgError], fake: FakeServer, pool: Pool
) -> None:
    fake.behaviour = behaviour
    with pytest.raises(error) as problem:
        _answer(pool)
    assert "intranet" not in str(problem.value)
    fake.behaviour = "well"
    assert b'"value":"1"' in _answer(pool)
    assert pool.turns.running == 0


def test_8_a_server_that_hangs_costs_its_time_and_no_process(fake: FakeServer, pool: Pool) -> None:
    fake.behaviour = "hangs"
    began = time.monotonic()
    with pytest.raises(TimedOut):
        _answer(pool, ASKED._replace(timeout_s=0.5))
    assert time.monotonic() - began < 5
    fake.behaviour = "well"
    assert _answer(pool)


def test_8_a_busy_server_is_asked_again_in_a_while(fake: FakeServer, pool: Pool) -> None:
    fake.behaviour = "busy_once"
    assert _answer(pool)
    assert fake.asked == 2  # and then it had time


def test_8_a_connection_that_was_dropped_is_made_again(fake: FakeServer, pool: Pool) -> None:
    fake.behaviour = "drops_idle"
    assert _answer(pool)
    assert _answer(pool)


def test_8_a_server_that_is_away_is_not_asked_each_time(tmp_path: Path) -> None:
    nowhere = Settings(store="http://127.0.0.1:1", state=str(tmp_path))
    pool, _ = pool_of(nowhere, 1, Limits(20.0, 0, 0, 4))
    for _ in range(3):
        with pytest.raises(StoreAway):
            _answer(pool)
    began = time.monotonic()
    with pytest.raises(StoreAway) as problem:
        _answer(pool)
    assert time.monotonic() - began < 0.1
    assert 0 < problem.value.retry_after_s <= 2
    pool.close()


def test_11_no_address_is_long(fake: FakeServer, pool: Pool) -> None:
    _answer(pool, ASKED._replace(text=f"SELECT ?x {{ ?x ?p '{'y' * 100_000}' }}"))
    assert fake.longest < 4_000


@pytest.mark.parametrize("scheme", ["basic kg:", "digest kg:", "bearer "])
def test_16_a_wrong_password_is_told_to_nobody(
    scheme: str,
    fake: FakeServer,
    settings: Settings,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    secret = "not-the-password"
    (tmp_path / "credentials").write_text(scheme + secret)
    fake.behaviour = "digest" if "digest" in scheme else "refuses"
    with caplog.at_level(logging.DEBUG):
        made, _ = pool_of(_with(settings, tmp_path), 1, Limits(20.0, 0, 0, 4))
        with pytest.raises(BadAnswer) as problem:
            _answer(made)
        made.close()
    said = str(problem.value) + caplog.text + repr(_with(settings, tmp_path))
    assert secret not in said + "".join(capfd.readouterr())
    assert any(fake.authorizations)


def test_16_a_digest_is_answered(fake: FakeServer, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "credentials").write_text(f"digest kg:{SECRET}\n")
    fake.behaviour = "digest"
    made, _ = pool_of(_with(settings, tmp_path), 1, Limits(20.0, 0, 0, 4))
    assert _answer(made)
    before = fake.asked
    assert _answer(made)  # without being challenged again
    assert fake.asked == before + 1
    made.close()


def test_10_a_client_that_hangs_up_frees_the_server(fake: FakeServer, pool: Pool) -> None:
    fake.behaviour, fake.is_freed = "hangs", False
    here, there = socket.socketpair()
    threading.Timer(0.2, there.close).start()
    with here, pytest.raises(ClientGone):
        pool.run(ASKED, here)
    until = time.monotonic() + 2
    while not fake.is_freed and time.monotonic() < until:
        time.sleep(0.01)
    assert fake.is_freed
    assert not pool.running


def _with(settings: Settings, folder: Path) -> Settings:
    values = {name: getattr(settings, name) for name in settings.__slots__}
    return Settings(**values | {"store_credentials": str(folder / "credentials")})
