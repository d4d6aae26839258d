"""Everything that can go wrong and is worth telling the user.

KgError
├── WrongUse                 the caller asked for something that does not exist
│   ├── BadSetting           unknown or invalid setting
│   ├── BadParameter         a parameter of a saved query
│   ├── UnknownQuery         no saved query of that name
│   ├── UnknownTerm          a name that the vocabulary does not declare
│   ├── BadDecision          a decision that makes no sense, with its line in a file
│   └── BadRequest           parts of a protocol request that do not fit together
├── BadDocument              a document that cannot be loaded; the rest goes on
├── BadQuery                 SPARQL that does not parse, with its position
├── Refused                  understood, and never allowed here (SERVICE, LOAD, writing)
├── Unauthorized             no token, or one that nobody knows
├── Forbidden                a token that does not reach so far
├── ReadOnly                 nobody was ever given a token
├── NotWriter                another host writes to this store
├── NotAcceptable            no representation that the client accepts
├── UnsupportedMediaType     a body in a format nobody reads
├── NotFound                 no such thing
├── Gone                     withdrawn, and not coming back
├── KeyReused                an idempotency key that came with something else before
├── PreconditionFailed       what a client believes of a graph is not so
├── TooLarge                 over a size limit
│   └── ResultTooLarge       a result over the size limit of results
├── TimedOut                 over the time limit
├── OutOfMemory              over the memory limit
├── Overloaded               no capacity at the moment
│   └── NotIndexed           a search before there is an index
├── OverBudget               a caller that has spent its query time
├── DiskFull                 too little room to write anything
├── StoreProblem             the store is locked, foreign, or of another version
│   └── StoreAway            a SPARQL server that cannot be reached, or has no time
├── BadAnswer                a SPARQL server said what cannot be passed on
└── NotSupported             a SPARQL server that cannot do what was asked

Leaves carry data, never an HTTP status: `kg.web.errors` and `kg.cli` own those tables.
"""

from collections.abc import Iterable
from difflib import get_close_matches


class KgError(Exception):
    """Root of all errors that are told to the user in one sentence."""

    code = "failed"
    hint: str | None = None
    line: int | None = None
    column: int | None = None


class WrongUse(KgError):
    code = "wrong-use"


class BadSetting(WrongUse):
    code = "bad-setting"


class BadParameter(WrongUse):
    """`name` is the parameter, `problem` what is wrong with its value, `allowed` what would do."""

    code = "bad-parameter"

    def __init__(self, name: str, problem: str, allowed: str | None = None) -> None:
        super().__init__(f"parameter {name}: {problem}")
        self.name = name
        self.hint = f"allowed: {allowed}" if allowed else None


class UnknownQuery(WrongUse):
    code = "unknown-query"

    def __init__(self, problem: str, hint: str | None = None) -> None:
        super().__init__(problem)
        self.hint = hint


class UnknownTerm(WrongUse):
    code = "unknown-term"


class BadDecision(WrongUse):
    code = "bad-decision"

    def __init__(self, problem: str, hint: str | None = None, line: int | None = None) -> None:
        super().__init__(problem)
        self.hint, self.line = hint, line


class BadRequest(WrongUse):
    code = "bad-request"


class BadDocument(KgError):
    """`path` is where the document came from, `reason` why it cannot be loaded."""

    code = "bad-document"

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason

    def __reduce__(self) -> tuple[type["BadDocument"], tuple[str, str]]:
        return type(self), (self.path, self.reason)


class BadQuery(KgError):
    code = "bad-query"

    def __init__(
        self,
        problem: str,
        *,
        line: int | None = None,
        column: int | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(problem)
        self.line, self.column, self.hint = line, column, hint


class Refused(BadQuery):
    code = "refused"


class Unauthorized(KgError):
    code = "unauthorized"
    hint = "send a token: Authorization: Bearer ..."


class Forbidden(KgError):
    """`scope` is what the token would have to be for."""

    code = "forbidden"

    def __init__(self, scope: str) -> None:
        super().__init__(f"this needs a token with the scope {scope}")
        self.scope = scope


class ReadOnly(KgError):
    code = "read-only"
    hint = "kg token add NAME --scope load"


class NotWriter(KgError):
    code = "not-writer"
    hint = "send it to the host that writes"


class NotAcceptable(KgError):
    code = "not-acceptable"

    def __init__(self, asked: str, available: Iterable[str]) -> None:
        super().__init__(f"nothing here can be sent as {asked}")
        self.available = tuple(available)
        self.hint = "available: " + ", ".join(self.available)


class UnsupportedMediaType(KgError):
    code = "unsupported-media-type"


class NotFound(KgError):
    code = "not-found"

    def __init__(self, problem: str, hint: str | None = None) -> None:
        super().__init__(problem)
        self.hint = hint


class Gone(KgError):
    code = "gone"


class KeyReused(KgError):
    code = "key-reused"


class PreconditionFailed(KgError):
    code = "precondition-failed"


class TooLarge(KgError):
    code = "too-large"


class ResultTooLarge(TooLarge):
    code = "result-too-large"


class TimedOut(KgError):
    code = "timed-out"


class OutOfMemory(KgError):
    code = "out-of-memory"


class Overloaded(KgError):
    code = "overloaded"


class NotIndexed(Overloaded):
    code = "not-indexed"


class OverBudget(KgError):
    """`retry_after_s` is when the caller has something left again."""

    code = "over-budget"

    def __init__(self, problem: str, retry_after_s: float) -> None:
        super().__init__(problem)
        self.retry_after_s = retry_after_s


class DiskFull(KgError):
    code = "disk-full"


class StoreProblem(KgError):
    code = "store-problem"


class StoreAway(StoreProblem):
    """`retry_after_s` is when to ask again. `may_be_done`: what was asked for is perhaps done."""

    code = "store-away"

    def __init__(
        self, problem: str, retry_after_s: float = 1.0, *, may_be_done: bool = False
    ) -> None:
        super().__init__(problem)
        self.retry_after_s = retry_after_s
        self.may_be_done = may_be_done


class BadAnswer(KgError):
    code = "bad-answer"


class NotSupported(KgError):
    code = "not-supported"


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return a hint at what was perhaps meant by a name that nothing has."""
    near = get_close_matches(name, list(known), 1)
    return f"did you mean {near[0]}?" if near else None
