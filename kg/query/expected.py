"""Tells from queries of the same shape how long a query will take."""

import re
import threading
from collections import OrderedDict
from typing import Final

_CONSTANT: Final = re.compile(r"<[^<>\s]*>|\"[^\"\n]*\"|'[^'\n]*'|\d+|#[^\n]*")
_SHORT_S: Final = 0.05
_MOST_SHAPES: Final = 1_000
_MOST_CHARACTERS: Final = 4_000  # longer texts are not looked at
_WEIGHT: Final = 0.3  # of the latest query


class Expected:
    """Remembers seconds by the shape of the text."""

    def __init__(self) -> None:
        self._seconds: OrderedDict[str, float] = OrderedDict()
        self._lock = threading.Lock()

    def is_short(self, shape: str) -> bool:
        """Tell whether such queries were short; what was never asked is not."""
        return self._seconds.get(shape, _SHORT_S) < _SHORT_S

    def note(self, shape: str, seconds: float) -> None:
        if not shape:
            return
        with self._lock:
            before = self._seconds.pop(shape, seconds)
            self._seconds[shape] = before + _WEIGHT * (seconds - before)
            if len(self._seconds) > _MOST_SHAPES:
                self._seconds.popitem(last=False)


def shape_of(text: str) -> str:
    """Return a query without its constants."""
    return _CONSTANT.sub("", text) if len(text) <= _MOST_CHARACTERS else ""
