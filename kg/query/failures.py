"""What a query process reports instead of a result, as the error that it is."""

from typing import Final, NoReturn

from kg.errors import (
    BadAnswer,
    BadRequest,
    KgError,
    NotSupported,
    OutOfMemory,
    ResultTooLarge,
    StoreAway,
    StoreProblem,
    TimedOut,
)
from kg.query.syntax import explain

_PASSED_ON: Final = {
    error.code: error
    for error in (BadAnswer, BadRequest, NotSupported, ResultTooLarge, StoreAway, TimedOut)
}


def raise_reported(failure: dict[str, str], text: str) -> NoReturn:
    """Raise what a worker reports."""
    reason, message = failure["reason"], failure["message"]
    if error := _PASSED_ON.get(reason):
        raise error(message)
    if reason == "syntax":
        raise explain(message, text)
    if reason == "empty":
        raise StoreProblem(message)
    if reason == "solutions":
        raise ResultTooLarge(message)
    if reason == "impossible":
        raise BadRequest(f"the query cannot be evaluated: {message}")
    if reason == "memory":
        raise OutOfMemory(message or "the query needed more memory than it may")
    raise KgError(f"the query could not be evaluated: {message}")
