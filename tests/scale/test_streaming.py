"""Large answers pass through without staying here."""

from contextlib import ExitStack
from pathlib import Path

import pytest
from scale.servers import needs_virtuoso

from benchmarks import remote


@pytest.mark.full
@pytest.mark.parametrize("kind", ["oxigraph", pytest.param("virtuoso", marks=needs_virtuoso)])
def test_10_a_million_rows_stay_nowhere_and_a_client_may_hang_up(kind: str, tmp_path: Path) -> None:
    with ExitStack() as held:
        server = remote.started(kind, tmp_path, held)
        ours, process = held.enter_context(remote.service(server))
        first, total, size, grown = remote.stream(ours, process)
        assert size > 300_000_000
        assert first < total / 2 or kind == "virtuoso"  # which makes all of it first
        assert grown
        assert max(grown.values()) < 64 * 1024
        assert remote.freed_s(ours, server.url) < 2
