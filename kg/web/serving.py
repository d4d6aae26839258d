"""`kg serve`: gunicorn with one process of threads, the query processes and the writer below it.

Every process has a lifeline to the one that started it, so none outlives a SIGKILL of another.
"""

import resource
import shutil
import socket
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import replace
from tempfile import mkdtemp
from typing import Any, Final

from gunicorn.app.base import BaseApplication
from gunicorn.util import import_app

from kg.errors import KgError
from kg.query.spool import TRANSFERS
from kg.remote.probing import tell_capabilities
from kg.settings import Settings
from kg.web import control
from kg.web.threads import LONGEST_LINE, WAITING, Threads
from kg.web.writer_keeper import WriterKeeper
from kg.writer import WriterClient

_FACTORY: Final = "server:create_app"  # above this layer, so named and not imported
_OURS: Final = ("kg", "loaders", "server")
_LEAST_THREADS: Final = 16
_SPARE_THREADS: Final = 8  # that answer while all queries allowed are running or waiting
_DRAIN_S: Final = 10
_MOST_DESCRIPTORS: Final = 65_536
_STALLED_MS: Final = 60_000  # a client that takes nothing for so long has gone

Ready = Callable[[str], None]


def serve(settings: Settings, ready: Ready | None = None) -> None:
    """Serve until SIGTERM or Ctrl-C; `ready` is told the address once queries are answered.

    Raises: StoreProblem when the store cannot be opened.
    """
    with ExitStack() as held:
        if settings.store == ":memory:":
            folder = mkdtemp(prefix="ecoaccord-")
            held.callback(shutil.rmtree, folder, ignore_errors=True)
            settings = replace(settings, store=f"{folder}/store")
        if settings.is_remote:
            tell_capabilities(settings)
            settings.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        writer: WriterClient | None = None
        if settings.writes:
            writer = WriterClient.connect_or_start(settings)  # says now what would be wrong later
            held.callback(writer.close)
            writer.checkpoint()
        _allow_descriptors()
        _Server(settings, ready, writer, held).run()


def _allow_descriptors() -> None:
    """Take as many file descriptors as this user may have, up to more than are ever needed."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = _MOST_DESCRIPTORS if hard == resource.RLIM_INFINITY else min(hard, _MOST_DESCRIPTORS)
    if soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


class _Server(BaseApplication):  # type: ignore[misc]
    def __init__(
        self, settings: Settings, ready: Ready | None, writer: WriterClient | None, held: ExitStack
    ) -> None:
        """Keep a writer that outlives web processes; `held` is for this process alone to close."""
        self._settings, self._ready = settings, ready
        self._writer, self._held = writer, held
        self._keeper: WriterKeeper | None = None
        self._listener: socket.socket | None = None
        self._loaded: set[str] = set()
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
            "limit_request_line": LONGEST_LINE,
            "loglevel": "warning",
            "when_ready": self._load_program,
            "on_reload": self._reload,
            "post_fork": self._see_to_writer,
            "post_worker_init": self._begin,
            "worker_exit": self._end,
            "control_socket_disable": True,
            "forwarded_allow_ips": "",  # the setting trusted_proxies alone says whom to believe
            "pre_request": _begun,
            "post_request": _ended,
        }
        for name, value in options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        return import_app(_FACTORY)(self._settings)

    def _load_program(self, _arbiter: Any) -> None:
        """Import what a web process needs, so that the next one is soon there after a kill.

        What was imported so before is forgotten: the files may be of another version now.
        """
        for name in self._loaded:
            sys.modules.pop(name, None)
            package, _, module = name.rpartition(".")
            if package in sys.modules:
                vars(sys.modules[package]).pop(module, None)
        before = set(sys.modules)
        import_app(_FACTORY)
        self._loaded = {n for n in set(sys.modules) - before if n.partition(".")[0] in _OURS}

    def _reload(self, arbiter: Any) -> None:
        if self._writer is not None:
            self._writer.close()  # web processes of this version decide whether they get on with it
        self._load_program(arbiter)

    def _see_to_writer(self, _arbiter: Any, worker: Any) -> None:
        """Begin with what takes longest; the writer stays as long as somebody is connected."""
        self._held.pop_all()
        if self._settings.writes:
            self._keeper = WriterKeeper(self._settings, worker.log)

    def _begin(self, worker: Any) -> None:
        """Start the rest of what stands below the web process."""
        worker.wsgi.extensions["pool"].start()
        worker.wsgi.extensions["search"].start()
        if hasattr(socket, "TCP_USER_TIMEOUT"):  # connections inherit it
            for listener in worker.sockets:
                listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _STALLED_MS)
        if self._keeper is not None:
            self._keeper.tell(worker.wsgi.extensions["writing"].start)
        self._listener = control.listen(worker.wsgi.extensions["pool"])
        if self._ready and worker.age == 1:
            host, port = worker.sockets[0].getsockname()[:2]
            self._ready(f"http://{f'[{host}]' if ':' in host else host}:{port}/")

    def _end(self, _arbiter: Any, worker: Any) -> None:
        worker.wsgi.extensions["search"].close()
        worker.wsgi.extensions["pool"].close()
        with suppress(KgError, OSError):
            worker.wsgi.extensions["writing"].close()
        if self._listener is not None:
            self._listener.close()
        if self._keeper is not None:
            self._keeper.close()


def _begun(_worker: Any, request: Any) -> None:
    request.began = time.monotonic()


def _ended(worker: Any, request: Any, environ: dict[str, Any], response: Any) -> None:
    worker.note(
        environ.get("REMOTE_ADDR"),
        environ.get("REQUEST_METHOD"),
        environ.get("PATH_INFO"),
        getattr(response, "status_code", 0),
        getattr(response, "sent", 0),
        time.monotonic() - request.began,
    )
