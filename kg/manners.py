"""How a program behaves that asks other people's servers by itself: robots.txt and patience."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any, Final, TypeAlias
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from kg.errors import BadDocument
from kg.fetching import AGENT

_LONGEST_DELAY_S: Final = 60.0  # that a robots.txt may ask for
_ROBOTS_BYTES: Final = 500_000  # RFC 9309 asks for as much

# Asks for an address; returns where redirections led, what the answer says of itself, its body.
Ask: TypeAlias = Callable[[str], tuple[str, dict[str, Any], bytes]]


class Manners:
    """Keeps requests to one server apart, and away from what its robots.txt forbids."""

    def __init__(self, ask: Ask, delay_s: float) -> None:
        self._ask, self._delay_s = ask, delay_s
        self._robots: dict[str, RobotFileParser] = {}
        self._next: dict[str, float] = {}

    @contextmanager
    def turn(self, url: str) -> Iterator[None]:
        """Wait for one's turn to ask, and count the pause from when the answer is there.

        Raises: BadDocument when the server does not want to be asked for this.
        """
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            with self._apart(site, self._delay_s):
                self._robots[site] = self._read(url, f"{site}/robots.txt")
        robots = self._robots[site]
        if not robots.can_fetch(AGENT, url):
            raise BadDocument(url, "robots.txt forbids it")
        asked = min(float(robots.crawl_delay(AGENT) or 0), _LONGEST_DELAY_S)
        with self._apart(site, max(self._delay_s, asked)):
            yield

    @contextmanager
    def _apart(self, site: str, delay_s: float) -> Iterator[None]:
        time.sleep(max(0.0, self._next.get(site, 0.0) - time.monotonic()))
        try:
            yield
        finally:
            self._next[site] = time.monotonic() + delay_s

    def _read(self, url: str, address: str) -> RobotFileParser:
        """Return the rules of a server; one without any allows all.

        Raises: BadDocument when nobody knows whether there are rules.
        """
        try:
            _, header, content = self._ask(address)
        except BadDocument as error:
            raise BadDocument(url, f"its robots.txt cannot be read: {error.reason}") from error
        status = header["status"]
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise BadDocument(url, f"its robots.txt cannot be read: the server answers {status}")
        rules = content[:_ROBOTS_BYTES] if status == HTTPStatus.OK else b""
        robots = RobotFileParser()
        robots.parse(rules.decode("utf-8", "replace").splitlines())
        return robots
