"""Stays connected to the writer, so that it lives, and sees to another one after a kill."""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

from kg.errors import KgError
from kg.settings import Settings
from kg.writer import WriterClient

_LOOK_S: Final = 1.0
_PATIENCE_S: Final = 10.0


class WriterKeeper:
    """Looks for the writer now and then; reading goes on while there is none."""

    def __init__(self, settings: Settings, log: Any) -> None:
        self._settings, self._log = settings, log
        self._found: Callable[[], None] | None = None
        self._writer: WriterClient | None = None
        self._process = 0
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._keep, daemon=True)
        self._thread.start()

    def tell(self, found: Callable[[], None]) -> None:
        """Call it when there is a writer, and whenever there is another one."""
        self._found = found
        if self._writer is not None:
            found()

    def close(self) -> None:
        self._is_over.set()
        self._thread.join(_PATIENCE_S)
        self._leave()

    def _keep(self) -> None:
        self._look()
        while not self._is_over.wait(_LOOK_S):
            self._look()

    def _look(self) -> None:
        """Connect, or ask; asking replaces a writer that has died."""
        try:
            if self._writer is None:
                self._writer = WriterClient.connect_or_start(self._settings)
            process = self._writer.stats()["pid"]
            if process != self._process:
                self._writer.checkpoint()  # another one may have left something unpublished
                self._process = process
                if self._found:
                    self._found()
        except (KgError, OSError) as error:
            self._log.warning("there is no writer: %s", error)
            self._leave()

    def _leave(self) -> None:
        if self._writer is not None:
            with suppress(KgError, OSError):
                self._writer.close()
        self._writer, self._process = None, 0
