"""The SPARQL protocol over one pool of connections: a time limit on everything, retries where safe.

Queries and updates go as forms, so that no address is long. What a server says that is no result
goes to the log and never to whoever asked.
"""

import logging
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final, Self
from urllib.parse import urlencode

import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    NewConnectionError,
    ReadTimeoutError,
)

from kg.errors import BadAnswer, BadRequest, StoreAway, TimedOut
from kg.remote.address import Remote
from kg.remote.credentials import Credentials

LONGEST_S: Final = 3_600.0  # of any request: nothing waits for ever
_CONNECT_S: Final = 3.0
_ATTEMPTS: Final = 3
_PAUSE_S: Final = 0.1  # before the second attempt, about; twice as long before the third
_LOGGED: Final = 500  # characters of an answer that is none
_BLOCK: Final = 65_536
_FORM: Final = "application/x-www-form-urlencoded"
_N_QUADS: Final = "application/n-quads"
_BUSY: Final = (429, 502, 503)

_log = logging.getLogger(__name__)


class Reply:
    """A result on its way; `read` makes it a file for parsers. Close it."""

    def __init__(self, response: urllib3.BaseHTTPResponse, deadline: float) -> None:
        self._response, self._deadline, self._is_over = response, deadline, False
        self.headers: Mapping[str, str] = response.headers
        self.is_framed = "transfer-encoding" in self.headers or "content-length" in self.headers

    def blocks(self) -> Iterator[bytes]:
        """Yield the bytes as they come.

        Raises: StoreAway when the transfer is broken off; TimedOut.
        """
        while block := self.read(_BLOCK):
            yield block

    def read(self, amount: int = _BLOCK) -> bytes:
        if time.monotonic() > self._deadline:
            raise TimedOut("the SPARQL server took longer than it may")
        try:
            block = self._response.read1(amount)
        except ReadTimeoutError as error:
            raise TimedOut("the SPARQL server took longer than it may") from error
        except HTTPError as error:
            raise StoreAway("the SPARQL server broke off its answer") from error
        self._is_over = not block
        return block

    def whole(self) -> bytes:
        return b"".join(self.blocks())

    def close(self) -> None:
        """Give the connection back, or end it if there is more to come."""
        if not self._is_over:
            self._response.close()
        self._response.release_conn()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def row_cap(reply: Reply) -> int:
    """Return after how many rows a server cut this result, if it had so many; 0: it did not."""
    cap = reply.headers.get("x-sparql-maxrows", "")
    return int(cap) if cap.isdecimal() else 0


class Endpoint:
    """One server and its copies; `connections` at most at the same time to each."""

    def __init__(self, remote: Remote, connections: int = 1) -> None:
        self.remote = remote
        self._credentials = Credentials(remote.credentials)
        self._http = urllib3.PoolManager(maxsize=connections, block=True, retries=False)

    def query(
        self,
        text: str,
        accept: str,
        time_s: float,
        dataset: Sequence[tuple[str, str]] = (),
        urls: Sequence[str] = (),
    ) -> Reply:
        """Ask one of the addresses after the other until one answers; the server itself first.

        Raises: StoreAway, TimedOut, BadAnswer, BadRequest
        """
        deadline = time.monotonic() + (time_s or LONGEST_S)
        fields = [("query", text), *dataset]
        if time_s and (limit := self.remote.profile.timeout):
            name, units = limit
            fields.append((name, f"{time_s * units:.0f}"))
        body = urlencode(fields).encode()
        addresses = list(urls or self.remote.query_urls)
        attempts = max(_ATTEMPTS, len(addresses))
        for attempt in range(attempts):
            url = addresses[attempt % len(addresses)]
            try:
                return self._reply(self._post(url, body, accept, deadline), accept, deadline)
            except StoreAway as away:
                pause_s = max(_pause_s(attempt), away.retry_after_s - 1)
                if attempt + 1 == attempts or time.monotonic() + pause_s > deadline:
                    raise
                if len(addresses) == 1:
                    time.sleep(pause_s)
        raise AssertionError  # the last attempt returns or raises

    def update(self, text: str, time_s: float = 0.0) -> None:
        """Make a change, once.

        Raises: StoreAway, which tells whether it may be done; TimedOut, BadAnswer, BadRequest
        """
        self._change(self.remote.update_url, urlencode([("update", text)]).encode(), time_s, _FORM)

    def load(self, lines: bytes, time_s: float) -> None:
        """Add N-Quads, where the server takes such.

        Raises: as update
        """
        self._change(self.remote.url + self.remote.profile.loads, lines, time_s, _N_QUADS)

    def _change(self, url: str, body: bytes, time_s: float, kind: str) -> None:
        deadline = time.monotonic() + (time_s or LONGEST_S)
        response = self._post(url, body, "*/*", deadline, kind)
        with Reply(response, deadline) as reply:
            if response.status >= 300:
                raise self._refusal(response.status, reply, is_update=True)
            reply.whole()

    def update_all(self, operations: Sequence[str], time_s: float) -> None:
        """Make changes, whole or not at all where the server does so.

        Raises: as update
        """
        together = self.remote.profile.is_atomic
        for text in ("\n;".join(operations),) if together else operations:
            self.update(text, time_s)

    def server(self, time_s: float = 2.0) -> str:
        """Return what the server calls itself.

        Raises: as query
        """
        with self.query("ASK {}", "application/sparql-results+json", time_s) as reply:
            reply.whole()
            return reply.headers.get("server", "")

    def close(self) -> None:
        self._http.clear()

    def _reply(self, response: urllib3.BaseHTTPResponse, accept: str, deadline: float) -> Reply:
        reply = Reply(response, deadline)
        given = reply.headers.get("content-type", "").partition(";")[0].strip().lower()
        if response.status != 200:
            with reply:
                raise self._refusal(response.status, reply)
        if given != accept:
            with reply:
                _note(response.status, given, reply)
                raise BadAnswer(f"the SPARQL server answered with {given or 'no media type'}")
        if reply.headers.get("x-sql-state"):  # Virtuoso's sign for a result that is not whole
            reply.close()
            raise TimedOut("the SPARQL server did not finish the query in time")
        return reply

    def _post(
        self, url: str, body: bytes, accept: str, deadline: float, kind: str = _FORM
    ) -> urllib3.BaseHTTPResponse:
        response = self._sent(url, body, accept, deadline, kind)
        challenge = response.headers.get("www-authenticate", "")
        if response.status == 401 and self._credentials.challenged(challenge):
            response.drain_conn()
            response.release_conn()
            response = self._sent(url, body, accept, deadline, kind)
        return response

    def _sent(
        self, url: str, body: bytes, accept: str, deadline: float, kind: str
    ) -> urllib3.BaseHTTPResponse:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimedOut("the SPARQL server took longer than it may")
        headers = {"Accept": accept, "Content-Type": kind, **self._credentials.headers(url, body)}
        with _told(url):
            return self._http.request(
                "POST",
                url,
                body=body,
                headers=headers,
                timeout=urllib3.Timeout(connect=min(_CONNECT_S, left), read=left),
                pool_timeout=left,
                redirect=False,
                preload_content=False,
            )

    def _refusal(self, status: int, reply: Reply, *, is_update: bool = False) -> Exception:
        """Return what a status says, with the server's own words for what it does not take.

        An update that fails in the middle is an error of the server to most.
        """
        said = _note(status, reply.headers.get("content-type", ""), reply)
        if status in _BUSY:
            after = reply.headers.get("retry-after", "")
            wait_s = float(after) if after.isdecimal() else 1.0
            return StoreAway("the SPARQL server has no time at the moment", wait_s)
        if status in (401, 403):
            return BadAnswer("the SPARQL server does not let us in")
        if status == 504 or "S1T00" in said:
            return TimedOut("the SPARQL server did not finish in time")
        if status in (400, 413, 414, 422, 501) or (status == 500 and is_update):
            return BadRequest(f"the SPARQL server refuses it: {' '.join(said.split())[:200]}")
        return BadAnswer(f"the SPARQL server failed with status {status}")


def _note(status: int, given: str, reply: Reply) -> str:
    said = reply.read(_LOGGED).decode(errors="replace") if status != 204 else ""
    _log.warning("status %d, %s from the SPARQL server: %s", status, given, said)
    return said


@contextmanager
def _told(url: str) -> Iterator[None]:
    """Tell failures of connections apart by whether anything can have been done."""
    host = url.split("/")[2]
    try:
        yield
    except (NewConnectionError, ConnectTimeoutError) as error:
        raise StoreAway(f"the SPARQL server at {host} cannot be reached") from error
    except ReadTimeoutError as error:
        raise TimedOut("the SPARQL server took longer than it may") from error
    except HTTPError as error:
        problem = f"the SPARQL server at {host} has hung up"
        raise StoreAway(problem, may_be_done=True) from error


def _pause_s(attempt: int) -> float:
    return random.uniform(0, _PAUSE_S * 2**attempt)  # noqa: S311 - no secret
