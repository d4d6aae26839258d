"""`kg serve`: gunicorn with one process of threads, the query processes and the writer below it.

Every process has a lifeline to the one that started it, so none outlives a SIGKILL of another.
"""

import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from tempfile import TemporaryDirectory
from typing import Any, Final

from gunicorn.app.base import BaseApplication
from gunicorn.util import import_app

from kg.errors import KgError
from kg.query.spool import TRANSFERS
from kg.settings import Settings
from kg.web.threads import WAITING, Threads
from kg.writer import WriterClient

_FACTORY: Final = "server:create_app"  # above this layer, so named and not imported
_LEAST_THREADS: Final = 16
_SPARE_THREADS: Final = 8  # that answer while all queries allowed are running or waiting
_DRAIN_S: Final = 10
_STALLED_MS: Final = 60_000  # a client that takes nothing for so long has gone

Ready = Callable[[str], None]


def serve(settings: Settings, ready: Ready | None = None) -> None:
    """Serve until SIGTERM or Ctrl-C; `ready` is told the address once queries are answered.

    Raises: StoreProblem when the store cannot be opened.
    """
    if settings.store == ":memory:":
        with TemporaryDirectory(prefix="ecoaccord-") as folder:
            serve(replace(settings, store=f"{folder}/store"), ready)
        return
    with WriterClient.connect_or_start(settings) as writer:  # says now what would be wrong later
        writer.checkpoint()
    _Server(settings, ready).run()


class _Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, settings: Settings, ready: Ready | None) -> None:
        self._settings, self._ready = settings, ready
        self._writer: WriterClient | None = None
        super().__init__()

    def load_config(self) -> None:
        host = f"[{self._settings.host}]" if ":" in self._settings.host else self._settings.host
        queries = 2 * self._settings.max_concurrent_queries  # evaluated, or equal to one that is
        threads = queries + TRANSFERS + WAITING + _SPARE_THREADS
        options: dict[str, Any] = {
            "bind": f"{host}:{self._settings.port}",
            "worker_class": f"{Threads.__module__}.{Threads.__qualname__}",
            "workers": 1,  # more would each have query processes of their own
            "threads": max(_LEAST_THREADS, threads),
            "graceful_timeout": _DRAIN_S,
            "loglevel": "warning",
            "post_worker_init": self._begin,
            "worker_exit": self._end,
            "control_socket_disable": True,
            "forwarded_allow_ips": "",  # the setting trusted_proxies alone says whom to believe
        }
        for name, value in options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        return import_app(_FACTORY)(self._settings)

    def _begin(self, worker: Any) -> None:
        """Start what stands below the web process; the writer stays as long as we are connected."""
        worker.wsgi.extensions["pool"].start()
        if hasattr(socket, "TCP_USER_TIMEOUT"):  # connections inherit it
            for listener in worker.sockets:
                listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _STALLED_MS)
        try:
            self._writer = WriterClient.connect_or_start(self._settings)
            self._writer.checkpoint()
        except KgError as error:  # reading goes on without it
            worker.log.warning("there is no writer: %s", error)
        else:
            worker.wsgi.extensions["writing"].start()
        if self._ready and worker.age == 1:
            host, port = worker.sockets[0].getsockname()[:2]
            self._ready(f"http://{f'[{host}]' if ':' in host else host}:{port}/")

    def _end(self, _arbiter: Any, worker: Any) -> None:
        worker.wsgi.extensions["pool"].close()
        with suppress(KgError, OSError):
            worker.wsgi.extensions["writing"].close()
        if self._writer is not None:
            with suppress(KgError, OSError):
                self._writer.close()
