"""Busy polling: looks again and again for a moment where a sleeper would wake up too late.

Two processes that send each other something small spend more time on waking up than on the work,
on virtual machines most of all. Worth it only for a query that runs alone: others need the
processor.
"""

import os
import select
import time
from typing import Final

_MOMENT_S: Final = 0.001 if (os.cpu_count() or 1) > 1 else 0.0


def poll_busily(poll: "select.poll") -> list[tuple[int, int]]:
    """Return the events of the next moment, none when it has passed."""
    until = time.monotonic() + _MOMENT_S
    while not (events := poll.poll(0)) and time.monotonic() < until:
        pass
    return events
