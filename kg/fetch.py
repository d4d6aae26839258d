"""Pages from the web, within limits: one process asks, this one decides what and how long.

Nothing else in this program goes out, and this only for `kg load URL` and `kg watch`.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, Final, Self, TypeAlias
from urllib.parse import urljoin

from kg.errors import BadDocument
from kg.fetching import Configuration
from kg.lifeline import Child
from kg.messages import Frame
from kg.settings import Settings

_MOST_REDIRECTS: Final = 5
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_CONDITIONS: Final = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}


@dataclass(frozen=True, slots=True)
class Page:
    """What a server answered; `content` is None where nothing has changed since."""

    url: str  # as it was asked for
    address: str  # where redirections led
    content: bytes | None
    content_type: str | None
    fetched: str  # ISO 8601, UTC
    validators: Mapping[str, str]  # ETag and Last-Modified, for the next time


Gate: TypeAlias = Callable[[str], AbstractContextManager[object]]


class Fetcher:
    """Gets pages; close it, or use it in a `with` statement."""

    def __init__(self, settings: Settings, *, allow_private: bool) -> None:
        self._configuration = Configuration(allow_private, settings.max_document_bytes)
        self._timeout_s = settings.fetch_timeout_s or None
        self.gate: Gate = nullcontext  # entered with the address for each request of a page
        self._child: Child | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def get(self, url: str, validators: Mapping[str, str] | None = None) -> Page:
        """Raises: BadDocument with the reason why there is no page."""
        address, header, content = self.follow(url, validators or {}, self.gate)
        status = header["status"]
        if status not in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
            raise BadDocument(url, f"the server answers {status}")
        return Page(
            url,
            address,
            content if status == HTTPStatus.OK else None,
            header["content-type"],
            datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
            {name: header[name] for name in _CONDITIONS if header[name]},
        )

    def follow(
        self, url: str, validators: Mapping[str, str], gate: Gate = nullcontext
    ) -> tuple[str, dict[str, Any], bytes]:
        """Return where redirections led and what was answered there, whatever its status.

        Raises: BadDocument when nothing was.
        """
        address = url
        for _ in range(_MOST_REDIRECTS + 1):
            with gate(address):
                header, content = self._ask(address, validators)
            if header["status"] not in _REDIRECTS or not header["location"]:
                return address, header, content
            address = urljoin(address, header["location"])
        raise BadDocument(url, f"it is redirected more than {_MOST_REDIRECTS} times")

    def _ask(self, url: str, validators: Mapping[str, str]) -> tuple[dict[str, Any], bytes]:
        conditions = {_CONDITIONS[name]: value for name, value in validators.items()}
        frame = self._answer({"url": url, "conditions": conditions})
        if refused := frame and frame.header.get("refused"):
            raise BadDocument(url, refused)
        if frame is None:
            self._end()
            raise BadDocument(url, "the process that fetched it ended")
        return frame.header, frame.payload

    def _answer(self, order: dict[str, Any]) -> Frame | None:
        if self._child is None:
            self._child = Child("kg.fetching", self._configuration, {})
        try:
            self._child.send(order)
            return self._child.frames.next(self._timeout_s)
        except BrokenPipeError:
            return None
        except TimeoutError:
            self._end()
            reason = f"takes longer than {self._timeout_s:g} s (fetch_timeout_s)"
            raise BadDocument(order["url"], reason) from None

    def _end(self) -> None:
        if self._child:
            self._child.end()
            self._child = None
