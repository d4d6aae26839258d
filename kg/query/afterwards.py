"""What an answer need not wait for: figures, logs and accounts."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

_PUT_OFF: Final[ContextVar[list[Callable[[], None]] | None]] = ContextVar("put_off", default=None)


def afterwards(task: Callable[[], None]) -> None:
    """Do it once the answer of this thread is on its way; at once if it prepares none."""
    waiting = _PUT_OFF.get()
    if waiting is None:
        task()
    else:
        waiting.append(task)


@contextmanager
def answering() -> Iterator[None]:
    """Prepare and send an answer."""
    waiting: list[Callable[[], None]] = []
    token = _PUT_OFF.set(waiting)
    try:
        yield
    finally:
        _PUT_OFF.reset(token)
        for task in waiting:
            task()
