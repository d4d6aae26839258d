"""A disk that fills up: errors meanwhile, all that was answered afterwards."""

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from w3c.served import Served, serving

pytestmark = [pytest.mark.full, pytest.mark.live]

TRIPLES = 4_000
BACK_S = 60.0


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk; only root can make one."""
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", tmp_path], capture_output=True
    )
    if made.returncode:
        pytest.skip("needs the right to mount")
    yield tmp_path
    subprocess.run(["umount", tmp_path], check=True)


def test_a_full_disk_costs_errors_and_nothing_else(disk: Path) -> None:
    with serving(disk / "store", "plain", min_free_bytes=0) as server:
        answered, refused = set(), 0
        for number in range(60):
            status = put(server, number)
            if status in (201, 204):
                answered.add(number)
            else:
                assert status in (503, 507)
                refused += 1
            if refused > 3:
                break
        assert refused, "the disk was too large for this test"
        assert server.query("ASK {}", "text/csv").status == 200
        subprocess.run(["mount", "-o", "remount,size=200m", disk], check=True)
        deadline = time.monotonic() + BACK_S
        while server.update("INSERT DATA { <http://a> <http://b> 1 }").status != 204:
            assert time.monotonic() < deadline
            time.sleep(0.5)
        sizes = sizes_of_graphs(server)
        assert answered <= set(sizes)
        assert set(sizes.values()) == {TRIPLES}


def put(server: Served, number: int) -> int:
    lines = "".join(
        f'<http://e/{number}/{n}> <http://e/p> "{"v" * 60}{n * 7919}" .\n' for n in range(TRIPLES)
    )
    headers = {"content-type": "application/n-triples", "prefer": "respond-async"}
    path = f"/graphs?graph=http://e/g/{number}"
    return server.send("PUT", path, lines.encode(), headers).status


def sizes_of_graphs(server: Served) -> dict[int, int]:
    text = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    rows = server.query(text, "text/csv").body.decode().split()[1:]
    pairs = (row.rpartition("/")[2].split(",") for row in rows)
    return {int(number): int(count) for number, count in pairs}
