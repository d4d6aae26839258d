"""The writer process: one for each store, shared by all clients, replaced when it is killed."""

import os
import signal
import stat
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from writer.one_document import graph_of

from kg.dumping import dump
from kg.errors import BadSetting, NotFound, StoreProblem
from kg.iris import Namespace
from kg.settings import Settings
from kg.terms import EA, SKOS
from kg.writer import DIRTY, WriterClient, reader

STARTED = "2026-01-01T00:00:00Z"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(store=str(tmp_path / "store"))


def commit(client: WriterClient, *texts: str) -> list[str]:
    reply = client.commit([graph_of(text) for text in texts], STARTED)
    return [kind for kind, _ in reply.result().outcomes]


def titles(settings: Settings) -> list[str]:
    with reader(settings) as source:
        query = f"SELECT ?label {{ ?event a {EA.Event}; {SKOS.prefLabel} ?label }}"
        return sorted(row["label"].value for row in source.select(query))


def runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def ends(pid: int) -> bool:
    deadline = time.monotonic() + 15
    while runs(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not runs(pid)


def test_what_was_committed_can_be_read_after_leaving(settings: Settings) -> None:
    with WriterClient.connect_or_start(settings) as client:
        assert commit(client, "one", "two") == ["added", "added"]
        pid = client.stats()["pid"]
    assert not runs(pid)
    assert titles(settings) == ["one", "two"]
    assert not (Path(settings.store) / DIRTY).exists()


def test_checkpoint_holds_everything_before_it(settings: Settings) -> None:
    with WriterClient.connect_or_start(settings) as client:
        for number in range(3):
            commit(client, f"text {number}")
            assert client.checkpoint() == client.stats()["sequence"]
            assert len(titles(settings)) == number + 1


def test_checkpoints_come_by_themselves(settings: Settings) -> None:
    with WriterClient.connect_or_start(settings) as client:
        commit(client, "one")
        deadline = time.monotonic() + 15
        while not titles(settings) and time.monotonic() < deadline:
            time.sleep(0.02)
    assert titles(settings) == ["one"]


def test_clients_share_the_one_writer_and_it_stays_for_the_last_of_them(
    settings: Settings,
) -> None:
    first = WriterClient.connect_or_start(settings)
    with WriterClient.connect_or_start(settings) as second:
        pid = first.stats()["pid"]
        assert second.stats()["pid"] == pid
        commit(first, "one")
        first.close()
        assert commit(second, "one", "two") == ["unchanged", "added"]
        assert second.stats()["pid"] == pid
    assert ends(pid)
    assert titles(settings) == ["one", "two"]


def test_requests_are_answered_in_order_without_waiting_for_each(settings: Settings) -> None:
    with WriterClient.connect_or_start(settings) as client:
        replies = [client.commit([graph_of(f"text {n}")], STARTED) for n in range(20)]
        sequences = [reply.result().sequence for reply in replies]
        assert sequences == sorted(sequences)
    assert len(titles(settings)) == 20


def test_killed_writer_loses_nothing_acknowledged_and_is_replaced(settings: Settings) -> None:
    with WriterClient.connect_or_start(settings) as client:
        commit(client, "one")
        os.kill(client.stats()["pid"], signal.SIGKILL)
        assert commit(client, "one", "two") == ["unchanged", "added"]
    assert titles(settings) == ["one", "two"]


def test_unanswered_requests_are_asked_again(settings: Settings) -> None:
    with WriterClient.connect_or_start(settings) as client:
        pid = client.stats()["pid"]
        os.kill(pid, signal.SIGSTOP)
        replies = [client.commit([graph_of(f"text {n}")], STARTED) for n in range(5)]
        os.kill(pid, signal.SIGKILL)
        assert [reply.result().outcomes[0][0] for reply in replies] == ["added"] * 5
    assert len(titles(settings)) == 5


def test_reader_sees_what_a_killed_writer_did_not_publish(settings: Settings) -> None:
    client = WriterClient.connect_or_start(settings)
    commit(client, "one")
    os.kill(client.stats()["pid"], signal.SIGKILL)
    client.close()
    (Path(settings.store) / DIRTY).touch()  # it may have published just before
    assert titles(settings) == ["one"]
    assert not (Path(settings.store) / DIRTY).exists()


def test_writer_ends_when_its_parent_is_killed(settings: Settings) -> None:
    program = (
        "import time\nfrom kg.settings import Settings\nfrom kg.writer import WriterClient\n"
        f"client = WriterClient.connect_or_start(Settings(store={settings.store!r}))\n"
        "print(client.stats()['pid'], flush=True)\ntime.sleep(600)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    with parent.stdout as output:
        pid = int(output.readline())
        parent.kill()
        parent.wait()
    assert ends(pid)


def test_only_the_owner_can_connect(settings: Settings) -> None:
    with WriterClient.connect_or_start(settings):
        root = Path(settings.store)
        assert stat.S_IMODE(root.stat().st_mode) == 0o700
        assert stat.S_IMODE((root / "writer.sock").stat().st_mode) == 0o600


def test_store_may_lie_deeper_than_socket_addresses_reach(tmp_path: Path) -> None:
    settings = Settings(store=str(tmp_path.joinpath(*["folder" * 5] * 5)))
    with WriterClient.connect_or_start(settings) as client:
        with WriterClient.connect_or_start(settings) as other:
            assert other.stats()["pid"] == client.stats()["pid"]
        commit(client, "one")
    assert titles(settings) == ["one"]


def test_clients_that_disagree_with_the_running_writer_are_refused(settings: Settings) -> None:
    with WriterClient.connect_or_start(settings):
        for change in ({"base_iri": "https://example.org/"}, {"archive": "/elsewhere"}):
            with pytest.raises(StoreProblem, match=next(iter(change))):
                WriterClient.connect_or_start(replace(settings, **change))


def test_store_of_another_base_is_refused(settings: Settings) -> None:
    WriterClient.connect_or_start(settings).close()
    with pytest.raises(StoreProblem, match="has base_iri"):
        WriterClient.connect_or_start(replace(settings, base_iri="https://example.org/"))


def test_a_passing_store_has_no_writer() -> None:
    with pytest.raises(BadSetting, match="name a directory"):
        WriterClient.connect_or_start(Settings(store=":memory:"))


def test_a_server_that_is_away_is_said_to_be(tmp_path: Path) -> None:
    settings = Settings(store="http://localhost:1/sparql", state=str(tmp_path))
    with pytest.raises(StoreProblem, match="localhost:1 cannot be reached"):
        WriterClient.connect_or_start(settings)


def test_nothing_is_made_by_looking(settings: Settings) -> None:
    with pytest.raises(StoreProblem, match="there is no store"):
        reader(settings)
    with pytest.raises(StoreProblem, match="there is no store"):
        list(dump(settings))
    assert not Path(settings.store).exists()


def test_errors_of_the_writer_reach_the_client(settings: Settings) -> None:
    with WriterClient.connect_or_start(settings) as client:
        with pytest.raises(NotFound, match="no document nothing is loaded"):
            client.remove("nothing")
        commit(client, "one")
        assert client.remove(Namespace().thing("document", graph_of("one").key))
    assert titles(settings) == []
