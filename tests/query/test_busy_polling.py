"""Who waits for something small looks again and again for a moment, and never for longer."""

import select
import socket
import time

from kg.query.busy_polling import poll_busily
from kg.query.worker import Jobs


def test_what_is_there_is_returned_at_once_and_a_moment_of_nothing_ends() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        poll = select.poll()
        poll.register(ours, select.POLLIN)
        began = time.monotonic()
        assert poll_busily(poll) == []
        assert time.monotonic() - began < 0.5
        theirs.sendall(b"x")
        assert poll_busily(poll) == [(ours.fileno(), select.POLLIN)]


def test_a_query_process_that_nobody_asks_anything_sleeps() -> None:
    ours, theirs = socket.socketpair()
    with theirs:
        jobs = Jobs(theirs)
        jobs._expects_soon = True  # as after a query that ran alone
        looks = []

        def idle() -> None:
            looks.append(time.process_time())
            if len(looks) == 4:
                ours.close()

        assert jobs.next(idle) is None
        assert looks[-1] - looks[0] < 0.05  # of 0.3 s
