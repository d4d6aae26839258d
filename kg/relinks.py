"""Names on their way into the documents: one process at a time for each, started by the service."""

import json
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import asdict
from typing import Final, Literal, TypeAlias

from kg.relinking import Report
from kg.settings import Settings

Work: TypeAlias = Literal["look", "relink"]
_PASSED_ON: Final = (
    *("store", "archive", "base_iri", "dataset", "load_workers", "load_timeout_s"),
    *("load_memory_mb", "max_document_bytes", "min_confidence", "min_free_bytes"),
)


class Relinks:
    """What became of each name stands in its report; this knows who is at work."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._lock = threading.Lock()

    def report(self, key: str) -> Report | None:
        return Report.read(self._settings.root, key)

    def is_working(self, key: str) -> bool:
        process = self._processes.get(key)
        return process is not None and process.poll() is None

    def start(self, work: Work, key: str, names: Sequence[str]) -> None:
        """Begin to look for names, or to link them, unless somebody does already."""
        values = asdict(self._settings)
        order = {
            "work": work,
            "key": key,
            "names": list(names),
            "settings": {name: values[name] for name in _PASSED_ON},
        }
        with self._lock:
            if not self.is_working(key):
                self._processes[key] = subprocess.Popen(
                    [sys.executable, "-P", "-m", "kg.relinking", json.dumps(order)],
                    stdin=subprocess.PIPE,
                    start_new_session=True,  # a Ctrl-C is for the parent
                )
