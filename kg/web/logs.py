"""The log of requests and queries: one JSON object a line.

A query has a line when it starts and one when it ends, so that the one that ended a process, or
was running when everything ended, can be found.
"""

import hashlib
import json
import logging
import sys
from datetime import UTC, datetime
from logging.handlers import WatchedFileHandler
from typing import Any

from kg.query.syntax import form_of
from kg.query.workers import Running


class Log:
    """Writes to a file, which may be moved away meanwhile, or to standard error (`-`)."""

    def __init__(self, target: str, text_characters: int) -> None:
        self._most = text_characters
        handler = logging.StreamHandler(sys.stderr) if target == "-" else WatchedFileHandler(target)
        handler.setFormatter(logging.Formatter("%(message)s"))
        self._logger = logging.Logger("kg.log")
        self._logger.addHandler(handler)

    def write(self, event: str, **values: Any) -> None:
        line = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event}
        self._logger.info(json.dumps(line | values, ensure_ascii=False))

    def started(self, running: Running) -> None:
        text = {"text": running.text[: self._most]} if self._most else {}
        self.write(
            "query-start",
            query=running.number,
            client=running.caller,
            process=running.worker.process.pid,
            form=form_of(running.text),
            digest=hashlib.sha256(running.text.encode("utf-8", "replace")).hexdigest()[:16],
            **text,
        )

    def ended(self, running: Running, outcome: str, seconds: float) -> None:
        self.write(
            "query-end",
            query=running.number,
            outcome=outcome,
            seconds=round(seconds, 4),
            bytes=running.sent_bytes,
        )
