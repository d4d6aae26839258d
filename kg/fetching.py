"""A process that asks one web server at a time, and may be killed at any moment.

Started by kg.fetch as `python -m kg.fetching CONFIGURATION LIFELINE`. It follows no redirection and
has no deadline of its own: the parent decides both. It connects to the very address that it has
checked, so that a name cannot mean one thing when it is looked at and another when it is used.
"""

import http.client
import ipaddress
import json
import os
import resource
import signal
import socket
import ssl
import sys
import zlib
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, Final
from urllib.parse import SplitResult, quote, urlsplit

from kg.lifeline import die_with_parent
from kg.messages import FrameReader, claim_standard_output, write_frame

AGENT: Final = f"EcoAccord/{version('ecoaccord')} (+https://w3id.org/ecoaccord/ns)"
_SILENCE_S: Final = 15.0  # between two pieces of an answer
_CHUNK: Final = 1 << 16
_MEMORY: Final = 1 << 30
_PORTS: Final = {"http": 80, "https": 443}
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")
_NOT_TEXT: Final = ("image/", "video/", "audio/", "font/")
_IN_ADDRESS: Final = "%/:=&?~+!$,;'@()*[]"


@dataclass(frozen=True, slots=True)
class Configuration:
    """What kg.fetch tells its process when it starts it."""

    allow_private: bool
    max_bytes: int  # 0 = any number


class Refused(Exception):
    """What was asked for cannot or may not be fetched."""


def is_public(address: str) -> bool:
    """Tell whether an IP address belongs to the public internet, seen through every disguise."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo and found.teredo[1])
        if found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast and not found.is_reserved


def ask(url: str, conditions: dict[str, str], rules: Configuration) -> tuple[dict[str, Any], bytes]:
    """Send one GET; return what the answer says of itself, and its body.

    Raises: Refused
    """
    parts = urlsplit(url)
    try:
        with _connected(parts, rules) as plain:
            connection = http.client.HTTPConnection(parts.hostname or "")
            connection.sock = plain
            _send(connection, parts, conditions)
            answer = connection.getresponse()
            headers = _headers(answer)
            is_whole = answer.status == http.HTTPStatus.OK
            body = _body(answer, headers, rules.max_bytes) if is_whole else b""
    except TimeoutError as error:
        raise Refused("the server falls silent") from error
    except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
        raise Refused(f"{type(error).__name__}: {error}") from error
    return headers | {"status": answer.status}, body


def _connected(parts: SplitResult, rules: Configuration) -> socket.socket:
    """Connect to the first address of the host that may be asked."""
    if parts.scheme not in _PORTS or not parts.hostname or parts.username is not None:
        raise Refused("only plain http and https addresses are fetched")
    host = parts.hostname.encode("idna").decode("ascii")
    port = parts.port or _PORTS[parts.scheme]
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(sockaddr[0]) for *_, sockaddr in found]
    private = next((a for a in addresses if not is_public(a)), None)
    if private and not rules.allow_private:
        raise Refused(f"{host} is at {private}, a private address (--allow-private)")
    plain = socket.create_connection((addresses[0], port), timeout=_SILENCE_S)
    if parts.scheme == "http":
        return plain
    try:
        return ssl.create_default_context().wrap_socket(plain, server_hostname=host)
    except BaseException:
        plain.close()
        raise


def _send(
    connection: http.client.HTTPConnection, parts: SplitResult, conditions: dict[str, str]
) -> None:
    target = quote(parts.path or "/", safe=_IN_ADDRESS)
    query = f"?{quote(parts.query, safe=_IN_ADDRESS)}" if parts.query else ""
    connection.putrequest("GET", target + query, skip_host=True, skip_accept_encoding=True)
    host = (parts.hostname or "").encode("idna").decode("ascii")
    shown = f"[{host}]" if ":" in host else host
    own = {
        "Host": shown if parts.port in (None, _PORTS[parts.scheme]) else f"{shown}:{parts.port}",
        "User-Agent": AGENT,
        "Accept": "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    for name, value in {**own, **conditions}.items():
        connection.putheader(name, value)
    connection.endheaders()


def _headers(answer: http.client.HTTPResponse) -> dict[str, str | None]:
    names = ("Content-Type", "Content-Encoding", "ETag", "Last-Modified", "Location")
    return {name.lower(): answer.getheader(name) for name in names}


def _body(answer: http.client.HTTPResponse, headers: dict[str, str | None], limit: int) -> bytes:
    """Read a body, unpacked, as far as it may be."""
    media_type = (headers["content-type"] or "").lower()
    if media_type.startswith(_NOT_TEXT):
        raise Refused(f"it is {media_type}, no text")
    packing = (headers["content-encoding"] or "identity").strip().lower()
    if packing not in ("identity", "gzip", "x-gzip"):
        raise Refused(f"it is packed with {packing}, which was not asked for")
    unpacked = zlib.decompressobj(31) if packing != "identity" else None
    parts, size = [], 0
    while piece := answer.read1(_CHUNK):
        while piece:
            part = unpacked.decompress(piece, _CHUNK) if unpacked else piece
            piece = unpacked.unconsumed_tail if unpacked else b""
            parts.append(part)
            size += len(part)
            if limit and size > limit:
                raise Refused(f"it has more than {limit:,} bytes (max_document_bytes)")
    if answer.length or (unpacked and not unpacked.eof):
        raise Refused("its end is missing")
    return b"".join(parts)


def main(configuration: Configuration, lifeline: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    die_with_parent(lifeline)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
    output = claim_standard_output()
    try:
        write_frame(output, {"ready": os.getpid()})
        orders = FrameReader(sys.stdin.fileno())
        while order := orders.next():
            try:
                headers, body = ask(order.header["url"], order.header["conditions"], configuration)
            except Refused as refused:
                headers, body = {"refused": str(refused)}, b""
            write_frame(output, headers, body)
    except BrokenPipeError:
        os._exit(0)  # the parent has left


if __name__ == "__main__":
    main(Configuration(**json.loads(sys.argv[1])), int(sys.argv[2]))
