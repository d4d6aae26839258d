"""Kills at random, exhaustion and long load: nothing acknowledged is lost, all comes back."""

import http.client
import socket
import time
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from endurance.service import (
    TOGETHER,
    Load,
    insertion,
    kill,
    seconds_until_well,
    serving,
    sizes_of_graphs,
)
from endurance.soak import soak

pytestmark = [pytest.mark.full, pytest.mark.live]

KILLS = 100
SOAK_S = 600
PROMISED_S = 5.0
BUSY_MACHINE_S = 25.0  # more, for whoever shares the processors


def test_a_hundred_kills_lose_nothing(tmp_path: Path) -> None:
    random, slowest = Random(4), 0.0
    with serving(tmp_path / "store", "--dataset", "plain") as service:
        with Load(service, 4) as load:
            for _ in range(KILLS):
                time.sleep(random.uniform(0.05, 0.5))
                kinds = service.processes()
                kill(random.choice(kinds[random.choice([k for k, pids in kinds.items() if pids])]))
                slowest = max(slowest, seconds_until_well(service))
        sizes = sizes_of_graphs(service)
    print(f"{len(load.acknowledged)} updates, slowest return {slowest:.2f} s, {load.statuses}")
    assert load.acknowledged
    assert set(sizes.values()) <= {TOGETHER}, "a torn update"
    assert set(load.acknowledged) <= set(sizes), "an acknowledged update is lost"
    assert slowest < PROMISED_S + BUSY_MACHINE_S


def test_without_descriptors_there_are_errors_and_no_damage(tmp_path: Path) -> None:
    with serving(tmp_path / "store", "--dataset", "plain", descriptors=130) as service:
        assert service.update(insertion(1)) in (200, 204)
        (web,) = service.processes()["web"]
        idle = []
        for _ in range(300):
            connection = socket.socket()
            connection.settimeout(1)
            with suppress(OSError):
                connection.connect(("127.0.0.1", service.port))
            idle.append(connection)
        for number in range(2, 6):
            with suppress(OSError, http.client.HTTPException):
                service.update(insertion(number))
        for connection in idle:
            connection.close()
        assert seconds_until_well(service) < 30
        assert service.processes()["web"] == [web]
        sizes = sizes_of_graphs(service)
    assert sizes[1] == TOGETHER and set(sizes.values()) == {TOGETHER}


def test_long_load_makes_nothing_grow(tmp_path: Path) -> None:
    report = soak(tmp_path / "store", SOAK_S)
    print(report.statuses, report.samples[-1])
    assert report.growth("memory") < 1.3
    assert report.growth("descriptors") < 1.3
    assert max(sample.checkpoints for sample in report.samples) <= 10  # two, and those in use
    assert max(sample.disk for sample in report.samples) < 200_000_000
    assert not any(status.endswith(" 500") for status in report.statuses)
