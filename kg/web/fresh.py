"""Lets a client read what it has just written: a request may name the commit it has to see."""

import time
from collections.abc import Callable
from typing import Final

from flask import Flask, request

from kg.errors import BadRequest, Overloaded

HEADER: Final = "X-Minimum-Commit"
_PATIENCE_S: Final = 10.0
_PAUSE_S: Final = 0.01


def register(app: Flask, sequence: Callable[[], int]) -> None:
    """Make requests wait until `sequence`, the number of the newest readable commit, will do."""

    @app.before_request
    def wait() -> None:
        text = request.headers.get(HEADER)
        if text is None:
            return
        if not (text.isascii() and text.isdecimal()):
            raise BadRequest(f"{HEADER} is the number of a commit")
        if not has_come(sequence, int(text)):
            raise Overloaded(f"commit {text} cannot be read yet")


def has_come(sequence: Callable[[], int], wanted: int) -> bool:
    """Wait until a commit can be read; False when it takes too long."""
    deadline = time.monotonic() + _PATIENCE_S
    while sequence() < wanted:
        if time.monotonic() > deadline:
            return False
        time.sleep(_PAUSE_S)
    return True
