"""Large answers pass through without staying here."""

import tempfile
from pathlib import Path

import pytest
from scale.servers import oxigraph

from benchmarks import remote


@pytest.mark.full
def test_10_a_million_rows_stay_nowhere_and_a_client_may_hang_up() -> None:
    with tempfile.TemporaryDirectory() as folder, oxigraph() as address:
        remote.fill(address, Path(folder))
        with remote.service(address, Path(folder)) as (ours, process):
            first, total, size, grown = remote.stream(ours, process)
            assert size > 300_000_000
            assert first < total / 2
            assert grown
            assert max(grown.values()) < 64 * 1024
            assert remote.freed_s(ours, address) < 2
