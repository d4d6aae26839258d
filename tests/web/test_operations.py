"""What operators see and do: logs, figures, running queries, reloads, a writer that comes back."""

import contextlib
import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from urllib.request import urlopen

import pytest
from flask.testing import FlaskClient
from query.processes import is_running
from web.small_graph import NAMESPACE, fill
from web.test_live import PRODUCT, Server, below, start, stop, wait_until_gone, web_process
from web.test_transfer import serving

from kg.errors import NotFound, StoreProblem
from kg.settings import Settings
from kg.web import control
from kg.writer import WriterClient

SECRET = "a token of some length"


@pytest.mark.parametrize(
    ("client", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("192.0.2.1", {}, 401),
        ("127.0.0.1", {"X-Forwarded-For": "192.0.2.1"}, 401),
        ("192.0.2.1", {"Authorization": f"Bearer {SECRET}"}, 200),
    ],
)
def test_figures_are_for_this_machine_or_a_token(
    web_settings: Settings, client: str, headers: dict[str, str], status: int
) -> None:
    with serving(web_settings, admin_token=SECRET) as web:
        answer = web.get("/metrics", environ_base={"REMOTE_ADDR": client}, headers=headers)
    assert answer.status_code == status
    assert answer.headers["Cache-Control"] == "no-store"


def test_figures_count_queries_by_form_and_outcome(web_settings: Settings) -> None:
    with serving(web_settings) as client:
        for _ in range(2):
            client.get("/sparql?query=ASK%7B%7D")
        client.get("/sparql?query=SELECT")
        figures = figures_of(client)
    assert figures['ecoaccord_query_seconds_count{form="ask",outcome="ok"}'] == 1
    assert figures['ecoaccord_query_seconds_count{form="select",outcome="bad-query"}'] == 1
    assert figures["ecoaccord_remembered_hits"] == 1
    assert figures["ecoaccord_queries_running"] == 0
    assert figures["ecoaccord_store_disk_bytes"] > figures["ecoaccord_store_bytes"] > 0
    assert figures["ecoaccord_checkpoint_age_seconds"] >= 0


def figures_of(client: FlaskClient) -> dict[str, float]:
    lines = client.get("/metrics").get_data(as_text=True).splitlines()
    pairs = (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    return {name: float(value) for name, value in pairs}


def test_the_query_that_ended_a_process_stands_in_the_log(
    web_settings: Settings, tmp_path: Path
) -> None:
    log = tmp_path / "log.json"
    with serving(web_settings, log=str(log), log_query_characters=20) as client:
        client.get("/sparql?query=ASK%7B%7D")
        client.get("/sparql", query_string={"query": PRODUCT, "timeout": "0.3"})
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    starts = {line["query"]: line for line in lines if line["event"] == "query-start"}
    ends = {line["query"]: line for line in lines if line["event"] == "query-end"}
    assert [ends[number]["outcome"] for number in starts] == ["ok", "timed-out"]
    assert [starts[number]["text"] for number in starts] == ["ASK{}", PRODUCT[:20]]
    assert starts[1]["form"] == "select" and len(starts[1]["digest"]) == 16


def test_the_text_of_queries_is_logged_only_when_asked_for(
    web_settings: Settings, tmp_path: Path
) -> None:
    log = tmp_path / "log.json"
    with serving(web_settings, log=str(log)) as client:
        client.get("/sparql?query=ASK%7B%7D")
    assert "ASK{}" not in log.read_text()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    root = tmp_path_factory.mktemp("served") / "store"
    fill(root)
    running = start(root)
    yield running
    stop(running)


@pytest.mark.live
def test_running_queries_are_shown_and_can_be_ended(server: Server) -> None:
    answers: list[tuple[int, bytes]] = []
    thread = Thread(target=lambda: answers.append(server.ask(PRODUCT)))
    thread.start()
    while not (running := control.running(server.root)) and thread.is_alive():
        time.sleep(0.01)
    (query,) = running
    assert (query["text"], query["client"]) == (PRODUCT, "127.0.0.1")
    control.end(server.root, query["query"])
    thread.join()
    assert answers[0][0] == 503 and b"operator" in answers[0][1]
    assert control.running(server.root) == []
    with pytest.raises(NotFound):
        control.end(server.root, query["query"])
    assert server.count() == 2


def test_without_a_service_there_is_nothing_to_show(tmp_path: Path) -> None:
    with pytest.raises(StoreProblem, match="no service"):
        control.running(tmp_path)


@pytest.mark.live
def test_a_writer_that_was_killed_comes_back_by_itself(server: Server) -> None:
    settings = Settings(store=str(server.root), base_iri=NAMESPACE.base)
    with WriterClient.connect_or_start(settings) as client:
        first = client.stats()["pid"]
    os.kill(first, signal.SIGKILL)
    deadline = time.monotonic() + 30
    while not (writers := writers_below(server)) - {first}:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert server.count() == 2
    assert len(writers - {first}) == 1


def writers_below(server: Server) -> set[int]:
    found = set()
    for pid in below(server.process.pid):
        with contextlib.suppress(OSError):
            if b"kg.writing" in Path(f"/proc/{pid}/cmdline").read_bytes():
                found.add(pid)
    return found


@pytest.mark.live
def test_a_reload_puts_a_new_web_process_in_the_place_of_the_old(server: Server) -> None:
    web = web_process(server)
    server.process.send_signal(signal.SIGHUP)
    deadline = time.monotonic() + 30
    while is_running(web):
        assert server.count() == 2  # nobody is turned away meanwhile
        assert time.monotonic() < deadline
    assert server.count() == 2
    assert control.running(server.root) == []


@pytest.mark.live
def test_what_runs_at_the_end_is_finished_first(tmp_path: Path) -> None:
    fill(tmp_path / "store")
    server = start(tmp_path / "store")
    statuses: list[int] = []
    some = "{ SELECT * { ?%s ?%s ?%s } LIMIT 600 }"
    text = f"SELECT (COUNT(*) AS ?n) {{ {some % tuple('abc')} {some % tuple('def')} }}"
    threads = [Thread(target=lambda: statuses.append(server.ask(text)[0])) for _ in range(4)]
    for thread in threads:
        thread.start()
    while not server_has_work(server) and any(thread.is_alive() for thread in threads):
        time.sleep(0.001)
    others = below(server.process.pid)
    server.process.send_signal(signal.SIGTERM)
    for thread in threads:
        thread.join()
    assert server.process.wait(30) == 0
    stop(server)
    wait_until_gone(others)
    assert statuses == [200] * 4


def server_has_work(server: Server) -> bool:
    with urlopen(server.url + "metrics") as answer:
        figures = answer.read().decode()
    return 'form="select"' in figures or "queries_running 0.0" not in figures
