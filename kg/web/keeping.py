"""Bodies of answers that were made already, known by their ETags."""

import threading
from collections import OrderedDict
from typing import Final, NamedTuple

_LARGEST_SHARE: Final = 16  # no answer takes more than one part in so many


class Body(NamedTuple):
    """What was made, and the cursor of the page behind it."""

    content: bytes
    next_page: str | None


class Kept:
    """The answers used last, up to so many bytes; 0 keeps nothing."""

    def __init__(self, most_bytes: int) -> None:
        self._most, self._size = most_bytes, 0
        self._bodies: OrderedDict[str, Body] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, tag: str | None) -> Body | None:
        with self._lock:
            if tag is None or tag not in self._bodies:
                return None
            self._bodies.move_to_end(tag)
            return self._bodies[tag]

    def put(self, tag: str | None, body: Body) -> None:
        with self._lock:
            if (
                tag is None
                or tag in self._bodies
                or len(body.content) * _LARGEST_SHARE > self._most
            ):
                return
            self._bodies[tag] = body
            self._size += len(body.content)
            while self._size > self._most:
                self._size -= len(self._bodies.popitem(last=False)[1].content)
