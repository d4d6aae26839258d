"""Answers that were made already, known by their ETags."""

import threading
from collections import OrderedDict
from typing import Final, Generic, NamedTuple, TypeVar

_LARGEST_SHARE: Final = 16  # no answer takes more than one part in so many
_OVERHEAD: Final = 1_000  # bytes of an answer beside its body

_Made = TypeVar("_Made")


class Body(NamedTuple):
    """What was made, and the cursor of the page behind it."""

    content: bytes
    next_page: str | None


class Kept(Generic[_Made]):
    """The answers used last, up to so many bytes; 0 keeps nothing."""

    def __init__(self, most_bytes: int) -> None:
        self._most, self._size = most_bytes, 0
        self._answers: OrderedDict[str, tuple[_Made, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, tag: str | None) -> _Made | None:
        with self._lock:
            if tag is None or tag not in self._answers:
                return None
            self._answers.move_to_end(tag)
            return self._answers[tag][0]

    def put(self, tag: str | None, answer: _Made, length: int) -> None:
        """Keep an answer whose body has this length, unless it would push out too many others."""
        size = length + _OVERHEAD
        with self._lock:
            if tag is None or tag in self._answers or size * _LARGEST_SHARE > self._most:
                return
            self._answers[tag] = answer, size
            self._size += size
            while self._size > self._most:
                self._size -= self._answers.popitem(last=False)[1][1]
