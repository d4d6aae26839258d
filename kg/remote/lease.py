"""One writer at a time: whoever writes to a server has its lease, and renews it in time.

The lease stands in the store. It is taken by an update that does nothing while another has it, and
then read. A writer that could not renew it stops before it runs out. Clocks of hosts that
write may differ by a few seconds.
"""

import socket
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex
from typing import Final

from kg.errors import KgError, StoreProblem
from kg.remote.address import Remote
from kg.remote.endpoint import Endpoint
from kg.remote.version import HOLDER, LIFE, UNTIL, said
from kg.store.embedded import write_whole

_LASTS_S: Final = 30.0
_RENEWED_S: Final = 10.0
_MARGIN_S: Final = 5.0  # before the end, from when on nothing is written
_REQUEST_S: Final = 10.0


class Lease:
    """Held from `take` on, until `release`, as long as it can be renewed."""

    def __init__(self, remote: Remote) -> None:
        self._endpoint = Endpoint(remote)  # of its own, for a thread of its own
        self._me = f"<{remote.namespace.service}>"
        self._holder = _holder(Path(remote.state))
        self._until = 0.0
        self._is_over, self._lock = threading.Event(), threading.Lock()

    def take(self) -> None:
        """Raises: StoreProblem when another writer has it; StoreAway"""
        self._renew()
        threading.Thread(target=self._keep, daemon=True).start()

    def check(self) -> bool:
        """Let pass whoever still has it, or can have it again; tell whether it had run out.

        Raises: StoreProblem when another writer has it; StoreAway
        """
        has_run_out = time.monotonic() > self._until - _MARGIN_S
        if has_run_out:
            with self._lock:
                self._renew()
        return has_run_out

    def release(self) -> None:
        self._is_over.set()
        mine = f'{self._me} {HOLDER} "{self._holder}"'
        gone = f"{self._me} {HOLDER} ?holder ; {UNTIL} ?until"
        self._endpoint.update(
            f"WITH {self._me} DELETE {{ {gone} }} WHERE {{ {mine} . {gone} }}", _REQUEST_S
        )
        self._endpoint.close()

    def _keep(self) -> None:
        while not self._is_over.wait(_RENEWED_S):
            with self._lock, suppress(KgError):  # `check` sees when it was too long
                self._renew()

    def _renew(self) -> None:
        begun, now = time.monotonic(), datetime.now(UTC)
        until = _text(now + timedelta(seconds=_LASTS_S))
        old = f"{self._me} {HOLDER} ?holder ; {UNTIL} ?until"
        new = f'{self._me} {HOLDER} "{self._holder}" ; {UNTIL} "{until}"'
        free = f'STR(?holder) = "{self._holder}" || STR(?until) < "{_text(now)}"'
        self._endpoint.update_all(
            [
                f"WITH {self._me} DELETE {{ {old} }} WHERE {{ {old} FILTER ({free}) }}",
                f"WITH {self._me} INSERT {{ {new} }} WHERE {{ {self._me} {LIFE} ?life "
                f"FILTER NOT EXISTS {{ {self._me} {HOLDER} ?other }} }}",
            ],
            _REQUEST_S,
        )
        found = said(self._endpoint, _REQUEST_S)
        if found.get(HOLDER) != self._holder:
            self._until = 0.0
            raise StoreProblem(
                f"another writer has the store: {found.get(HOLDER)}, until {found.get(UNTIL)}"
            )
        self._until = begun + _LASTS_S


def _holder(state: Path) -> str:
    """Return the name of the writer with this directory, the same after each start."""
    path = state / "holder"
    if not path.exists():
        write_whole(path, f"{socket.gethostname()}-{token_hex(4)}")
    return path.read_text(encoding="utf-8")


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
