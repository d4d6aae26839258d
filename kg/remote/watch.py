"""Tells the state of the data on a server, which is asked now and then, not for each request."""

import threading
import time
from typing import Final

from kg.errors import KgError
from kg.remote.address import Remote
from kg.remote.endpoint import Endpoint
from kg.remote.version import Version, read_version

_FRESH_S: Final = 0.2
_PATIENCE_S: Final = 2.0


class RemoteWatch:
    """Stands where kg.store.checkpoints.Watch does; while the server is away, nothing changes."""

    def __init__(self, remote: Remote) -> None:
        self._endpoint, self._is_managed = Endpoint(remote), remote.default_graph is not None
        self._known, self._asked = Version(), 0.0
        self._lock = threading.Lock()

    def sequence(self) -> int:
        return self._look().number

    def state(self) -> str:
        """Return what differs between any two states of the data, of any two stores."""
        return self._look().state

    def published(self) -> float | None:
        """The server does not say when its newest commit came."""
        return None

    def _look(self) -> Version:
        is_old = self._is_managed and time.monotonic() - self._asked > _FRESH_S
        if is_old and self._lock.acquire(blocking=not self._asked):
            try:
                self._known = self._read()
            finally:
                self._asked = time.monotonic()
                self._lock.release()
        return self._known

    def _read(self) -> Version:
        """Ask the server, and its copies if it is away."""
        for url in self._endpoint.remote.query_urls:
            try:
                found = read_version(self._endpoint, _PATIENCE_S, (url,))
            except KgError:
                continue
            if found.number >= self._known.number or found.life != self._known.life:
                return found
        return self._known
