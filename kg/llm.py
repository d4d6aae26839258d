"""A language model behind an OpenAI-compatible address, asked over plain HTTP.

Nothing is asked unless a setting names the address. Answers are kept, so that the same question
about the same text costs nothing the second time. What an answer is worth is decided elsewhere.
"""

import hashlib
import json
import random
import threading
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import Any, Final
from urllib.error import HTTPError

from kg.model import SUGGESTED
from kg.settings import Settings

_TRIES: Final = 4
_FIRST_PAUSE_S: Final = 1.0
_LONGEST_PAUSE_S: Final = 30.0
_MOST_BYTES: Final = 4_000_000  # of an answer
_CHUNK: Final = 1 << 16
_TRY_AGAIN: Final = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_NO_SCHEMA: Final = frozenset({400, 404, 422})  # how addresses that know no schemas refuse one
_GIVE_UP: Final = 5  # questions without an answer, one after the other
_BYTES_A_TOKEN: Final = 3  # where the answer does not tell how many it took


@dataclass(slots=True)
class Use:
    """What the model was asked and what it took; `cost` in the unit of the price settings."""

    asked: int = 0
    kept: int = 0  # answers that were there already
    failed: int = 0
    dropped: int = 0  # suggestions that the text does not bear out
    left_out: int = 0  # not asked: the budget was used up, or nobody answered
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0.0

    def summary(self) -> str:
        return (
            f"model: {self.asked} asked, {self.kept} known, {self.failed} failed, "
            f"{self.left_out} left out; {self.dropped} suggestions dropped; "
            f"{self.tokens_in:,} tokens in, {self.tokens_out:,} out, "
            f"cost {self.cost:.4f}"
        )


class _Again(Exception):
    """The question may be answered if it is asked again, `pause_s` from now if that is told."""

    def __init__(self, pause_s: float | None = None) -> None:
        super().__init__()
        self.pause_s = pause_s


class _NoSchema(Exception):
    """The address refuses a question with a schema."""


class _Failed(Exception):
    """There will be no answer."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """The key goes to the address that was named, nowhere else."""

    def redirect_request(self, *_: Any) -> None:
        return None


class Endpoint:
    """Asks the model; one for all threads."""

    def __init__(
        self, settings: Settings, *, sleep: Callable[[float], object] | None = None
    ) -> None:
        self._settings = settings
        self._stopped = threading.Event()
        self._sleep = sleep or self._stopped.wait
        self._address = f"{settings.llm_url.rstrip('/')}/chat/completions"
        self._folder = settings.root.parent / "answers"
        self._opener = urllib.request.build_opener(_NoRedirect)
        self._lock = threading.Lock()
        self._silent = 0
        self.use = Use()

    @classmethod
    def of(cls, settings: Settings) -> "Endpoint | None":
        """Return the endpoint that the settings name, None without one."""
        return cls(settings) if settings.llm_url else None

    def ask(self, question: str) -> str | None:
        """Return the words of the model's answer to a request in JSON; None without an answer."""
        body = json.loads(question) | {"model": self._settings.llm_model, "temperature": 0}
        key = json.dumps([self._address, body], sort_keys=True).encode()
        path = self._folder / f"{hashlib.sha256(key).hexdigest()}.json"
        if (known := _kept(path)) is not None:
            self._count(kept=1)
            return known
        if self._is_spent():
            self._count(left_out=1)
            return None
        self._count(asked=1)
        try:
            answer = self._answered(body)
        except _Failed:
            self._count(failed=1)
            self._silent += 1
            return None
        self._silent = 0
        _keep(path, answer)
        return answer

    def stop(self) -> None:
        """Ask nothing more, and wait for nobody who is busy."""
        self._stopped.set()

    def judge(self, reasons: Iterable[str]) -> None:
        """Count what was dropped of one document."""
        self._count(dropped=sum(reason.startswith(SUGGESTED) for reason in reasons))

    def _is_spent(self) -> bool:
        most = self._settings.llm_max_tokens
        used = self.use.tokens_in + self.use.tokens_out
        is_silent = self._silent >= _GIVE_UP
        return is_silent or self._stopped.is_set() or bool(most and used >= most)

    def _answered(self, body: dict[str, Any]) -> str:
        try:
            return self._tried(body)
        except _NoSchema:
            plain = {name: value for name, value in body.items() if name != "response_format"}
            try:
                return self._tried(plain)
            except _NoSchema as refused:
                raise _Failed from refused

    def _tried(self, body: dict[str, Any]) -> str:
        pause_s = _FIRST_PAUSE_S
        for left in reversed(range(_TRIES)):
            try:
                return self._once(body)
            except _Again as again:
                if not left or self._stopped.is_set():
                    raise _Failed from again
                wait_s = pause_s if again.pause_s is None else again.pause_s
                self._sleep(min(wait_s, _LONGEST_PAUSE_S) * random.uniform(1.0, 1.2))  # noqa: S311
                pause_s *= 2
        raise _Failed

    def _once(self, body: dict[str, Any]) -> str:
        deadline = time.monotonic() + self._settings.llm_timeout_s
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._settings.llm_api_key:
            headers["Authorization"] = f"Bearer {self._settings.llm_api_key}"
        request = urllib.request.Request(  # noqa: S310 - the setting allows http and https only
            self._address, json.dumps(body).encode(), headers, method="POST"
        )
        try:
            with self._opener.open(request, timeout=self._settings.llm_timeout_s) as response:
                content = b"".join(_parts(response, deadline))
        except HTTPError as error:
            with error:
                raise _refusal(error.code, error.headers) from error
        except (OSError, HTTPException) as error:
            raise _Again from error
        return self._read(content, len(request.data or b""))  # type: ignore[arg-type]

    def _read(self, content: bytes, asked: int) -> str:
        try:
            answer = json.loads(content)
            words = answer["choices"][0]["message"]["content"]
            used = answer.get("usage") or {}
            tokens = [used.get(name) for name in ("prompt_tokens", "completion_tokens")]
        except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
            self._pay(asked // _BYTES_A_TOKEN, len(content) // _BYTES_A_TOKEN)
            raise _Again from None
        told = [n if isinstance(n, int) and n >= 0 else None for n in tokens]
        size = len(words.encode(errors="replace")) if isinstance(words, str) else 0
        guessed = (asked // _BYTES_A_TOKEN, size // _BYTES_A_TOKEN)
        self._pay(*(n if n is not None else g for n, g in zip(told, guessed, strict=True)))
        if not isinstance(words, str) or not words.strip():
            raise _Again
        return words

    def _pay(self, tokens_in: int, tokens_out: int) -> None:
        settings = self._settings
        price = tokens_in * settings.llm_price_in + tokens_out * settings.llm_price_out
        self._count(tokens_in=tokens_in, tokens_out=tokens_out, cost=price / 1e6)

    def _count(self, **more: float) -> None:
        with self._lock:
            for name, value in more.items():
                setattr(self.use, name, getattr(self.use, name) + value)


def _parts(response: HTTPResponse, deadline: float) -> Iterator[bytes]:
    """Yield the body; an answer without end, or one that trickles, is given up."""
    size = 0
    while chunk := response.read1(_CHUNK):
        size += len(chunk)
        if size > _MOST_BYTES or time.monotonic() > deadline:
            raise _Failed
        yield chunk


def _refusal(code: int, headers: Message) -> Exception:
    if code in _TRY_AGAIN:
        told = headers.get("Retry-After", "")
        return _Again(float(told) if told.isdecimal() else None)
    return _NoSchema() if code in _NO_SCHEMA else _Failed()


def _kept(path: Path) -> str | None:
    try:
        answer = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return answer if isinstance(answer, str) else None


def _keep(path: Path, answer: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    passing = path.with_suffix(f".{threading.get_ident()}")
    passing.write_text(json.dumps(answer), encoding="utf-8")
    passing.replace(path)
