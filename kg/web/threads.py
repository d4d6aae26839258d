"""gunicorn's worker of threads, without a detour between two requests of one connection.

Between requests gunicorn hands a connection to its main thread and back, which costs more than a
small query. Here the thread itself waits for the next request a moment, as long as there are
threads to spare.
"""

import errno
import select
import time
from threading import BoundedSemaphore
from typing import Any, Final

from gunicorn.workers.gthread import ThreadWorker

WAITING: Final = 32  # threads that may do so
_MOMENT_MS: Final = 50
_BREATH_S: Final = 0.05


class Threads(ThreadWorker):  # type: ignore[misc]
    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._spare = BoundedSemaphore(WAITING)

    def accept(self, listener: Any) -> None:
        try:
            super().accept(listener)
        except OSError as error:
            if error.errno not in (errno.EMFILE, errno.ENFILE):
                raise
            time.sleep(_BREATH_S)  # the connection waits; others will give descriptors back

    def handle(self, conn: Any) -> Any:
        goes_on = super().handle(conn)
        while goes_on is True and self.alive and not self._is_cut_off(conn):
            goes_on = super().handle(conn)
        return goes_on

    def _is_cut_off(self, conn: Any) -> bool:
        """Tell whether nothing comes on a connection for a moment, or nobody has time to wait."""
        if conn.parser.unreader.buf.getvalue() or not self._spare.acquire(blocking=False):
            return True  # the main thread knows what to do
        try:
            poll = select.poll()
            poll.register(conn.sock, select.POLLIN)
            return not poll.poll(_MOMENT_MS)
        finally:
            self._spare.release()
