"""Who has signed in with a browser: a random cookie each, kept in the memory of this process."""

import threading
import time
from dataclasses import dataclass, field
from hmac import compare_digest
from secrets import token_urlsafe
from typing import Final

from kg.tokens import Token

COOKIE: Final = "ecoaccord_review"
LASTS_S: Final = 4 * 3600
_MOST: Final = 1_000


@dataclass(frozen=True, slots=True)
class Session:
    token: Token
    secret: str = field(default_factory=lambda: token_urlsafe(24))  # in every form of this session
    began: float = field(default_factory=time.monotonic)

    def made(self, form: str) -> bool:
        """Tell whether a form with this secret is one of this session's pages."""
        return compare_digest(form.encode(), self.secret.encode())


class Sessions:
    def __init__(self) -> None:
        self._known: dict[str, Session] = {}
        self._lock = threading.Lock()

    def open(self, token: Token) -> str:
        """Return the cookie of a new session; the oldest one ends when there are too many."""
        cookie = token_urlsafe(32)
        with self._lock:
            self._known = {name: each for name, each in self._known.items() if _lasts(each)}
            while len(self._known) >= _MOST:
                del self._known[next(iter(self._known))]
            self._known[cookie] = Session(token)
        return cookie

    def get(self, cookie: str) -> Session | None:
        session = self._known.get(cookie)
        return session if session and _lasts(session) else None

    def close(self, cookie: str) -> None:
        with self._lock:
            self._known.pop(cookie, None)


def _lasts(session: Session) -> bool:
    return time.monotonic() - session.began < LASTS_S
