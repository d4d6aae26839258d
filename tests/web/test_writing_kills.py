"""Processes of a busy service are killed at random: what was answered stays, and stays whole."""

import http.client
import os
import random
import signal
import threading
import time
from pathlib import Path

import pytest
from w3c.served import Served, serving
from web.test_live import below

pytestmark = [pytest.mark.live, pytest.mark.full]

KILLS = int(os.environ.get("KILLS", "100"))
BACK_S = 60.0  # on a machine with other things to do


class Client(threading.Thread):
    """Writes pairs of triples, one after the other, and remembers which were answered."""

    def __init__(self, server: Served, name: str) -> None:
        super().__init__(daemon=True)
        self.server, self.name = server, name
        self.answered: list[int] = []
        self.is_over = False

    def run(self) -> None:
        number = 0
        while not self.is_over:
            number += 1
            text = f"""INSERT DATA {{ GRAPH <http://e/{self.name}> {{
                <http://e/{number}> <http://e/first> 1 ; <http://e/second> 2 }} }}"""
            try:
                if self.server.update(text).status == 204:
                    self.answered.append(number)
            except (OSError, http.client.HTTPException):
                time.sleep(0.1)


def test_nothing_answered_is_lost_and_nothing_is_torn(tmp_path: Path) -> None:
    chance = random.Random(4)
    with serving(tmp_path / "store", "plain", durability="checkpoint") as server:
        clients = [Client(server, name) for name in ("one", "two", "three")]
        for client in clients:
            client.start()
        for _ in range(KILLS):
            time.sleep(chance.uniform(0.05, 1.0))
            if victims := sorted(below(server.process.pid)):
                os.kill(chance.choice(victims), signal.SIGKILL)
        for client in clients:
            client.is_over = True
            client.join()
        assert all(client.answered for client in clients)
        for client in clients:
            firsts, seconds = (found(server, client.name, which) for which in ("first", "second"))
            assert firsts == seconds
            assert firsts >= set(client.answered)


def found(server: Served, graph: str, which: str) -> set[int]:
    text = f"SELECT ?s {{ GRAPH <http://e/{graph}> {{ ?s <http://e/{which}> ?o }} }}"
    deadline = time.monotonic() + BACK_S
    while True:
        try:
            server.update("INSERT DATA { <http://e/a> <http://e/b> 1 }")  # and all before is seen
            answer = server.query(text, "text/csv")
            if answer.status == 200:
                return {int(row.rpartition(b"/")[2]) for row in answer.body.split()[1:]}
        except (OSError, http.client.HTTPException):
            assert time.monotonic() < deadline
        time.sleep(0.2)
