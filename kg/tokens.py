"""Tokens for whoever may write, kept as hashes beside the store, and the log of their use.

A token has 256 random bits, so that a plain hash does. The file is read again whenever it has
changed: what is added or revoked counts at once.
"""

import fcntl
import hashlib
import hmac
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_urlsafe
from typing import Final

from kg.errors import NotFound, StoreProblem, WrongUse
from kg.iris import is_key
from kg.store.embedded import write_whole

SCOPES: Final = ("load", "review", "admin")
_PRIVATE: Final = 0o600


@dataclass(frozen=True, slots=True)
class Token:
    name: str
    scope: str
    digest: str
    added: str

    def reaches(self, scope: str) -> bool:
        return self.scope in ("admin", scope)


class Tokens:
    """The tokens of the store below `root`, and the one of the setting `admin_token`."""

    def __init__(self, root: Path, admin_token: str = "") -> None:
        self._path = root / "tokens.json"
        self._fixed = (
            [Token("admin_token", "admin", _digest(admin_token), "")] if admin_token else []
        )
        self._read: tuple[int, list[Token]] = (-1, [])

    def added(self) -> list[Token]:
        """Return what was added, in that order.

        Raises: StoreProblem
        """
        try:
            changed = self._path.stat().st_mtime_ns
            if changed != self._read[0]:
                entries = json.loads(self._path.read_text(encoding="utf-8"))
                self._read = (changed, [Token(**entry) for entry in entries])
        except FileNotFoundError:
            return []
        except (OSError, ValueError, TypeError) as error:
            raise StoreProblem(f"{self._path} cannot be read") from error
        return self._read[1]

    def add(self, name: str, scope: str) -> str:
        """Return a new token; it is told this once only.

        Raises: WrongUse
        """
        if not is_key(name) or scope not in SCOPES:
            raise WrongUse(f"a token has a short name, and one of the scopes {', '.join(SCOPES)}")
        text = f"ea_{token_urlsafe(32)}"
        with self._alone() as tokens:
            if any(token.name == name for token in tokens):
                raise WrongUse(f"there is a token {name} already; revoke it first")
            now = datetime.now(UTC).isoformat(timespec="seconds")
            tokens.append(Token(name, scope, _digest(text), now))
        return text

    def revoke(self, name: str) -> None:
        """Raises: NotFound"""
        with self._alone() as tokens:
            kept = [token for token in tokens if token.name != name]
            if kept == tokens:
                raise NotFound(f"there is no token {name}")
            tokens[:] = kept

    def any(self) -> bool:
        return bool(self._fixed or self.added())

    def holder(self, text: str) -> Token | None:
        """Return what is known of a token, in a time that does not depend on the others."""
        digest = _digest(text)
        found = None
        for token in (*self._fixed, *self.added()):
            if hmac.compare_digest(token.digest, digest):
                found = token
        return found

    def holds(self, token: Token) -> bool:
        """Tell whether a token counts still."""
        return token in (*self._fixed, *self.added())

    @contextmanager
    def _alone(self) -> Iterator[list[Token]]:
        """Give the list to change; nobody else changes it meanwhile."""
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(self._path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, _PRIVATE)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            tokens = list(self.added())
            yield tokens
            entries = [asdict(token) for token in tokens]
            write_whole(self._path, json.dumps(entries, indent=1) + "\n", _PRIVATE)
        finally:
            os.close(lock)


class Audit:
    """Who did what with which token: a line of JSON each, in `audit.jsonl` beside the store."""

    def __init__(self, root: Path) -> None:
        self._path = root / "audit.jsonl"

    def note(self, **what: object) -> None:
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = json.dumps({"time": now} | what, ensure_ascii=False) + "\n"
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        with os.fdopen(os.open(self._path, flags, _PRIVATE), "ab") as file:
            file.write(line.encode())


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
