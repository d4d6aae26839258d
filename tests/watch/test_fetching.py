"""One page from the web: within limits, and never from where it should not come."""

import gzip
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from watch.local_server import Site, endless, failing, moved, page, raw, serving

from kg import fetching
from kg.errors import BadDocument
from kg.fetch import Fetcher
from kg.fetching import Configuration, Refused, is_public
from kg.messages import Frame
from kg.settings import Settings

LIMITS = Settings(max_document_bytes=100_000, fetch_timeout_s=60.0)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving({"/": page("They met.")}) as site:
        yield site


@pytest.fixture(scope="module")
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(LIMITS, allow_private=True) as fetcher:
        yield fetcher


def reason(call: Callable[[], object]) -> str:
    with pytest.raises((BadDocument, Refused)) as caught:
        call()
    return str(getattr(caught.value, "reason", caught.value))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.9.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1",
        "240.0.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1",
        "2002:7f00:1::", "2001:db8::1", "2001:0:4136:e378:8000:63bf:f5ff:fffe",
    ],
)  # fmt: skip
def test_addresses_of_no_public_server(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_addresses_of_public_servers(address: str) -> None:
    assert is_public(address)


def test_page_is_fetched_with_what_the_server_says_of_it(site: Site, fetcher: Fetcher) -> None:
    site.pages["/a b?q=ü"] = b""
    site.pages["/a%20b?q=%C3%BC"] = (
        page("两国会谈"),
        {"ETag": '"1"', "Content-Type": "text/html; charset=x"},
    )
    found = fetcher.get(f"{site.address}/a b?q=ü")
    assert found.content == page("两国会谈")
    assert (found.content_type, found.validators) == ("text/html; charset=x", {"etag": '"1"'})
    assert found.fetched.endswith("Z")
    (_, headers), *_ = site.asked
    assert headers["user-agent"].startswith("EcoAccord/")
    assert headers["host"] == site.address.removeprefix("http://")


def test_unchanged_page_is_not_sent_again(site: Site, fetcher: Fetcher) -> None:
    site.pages["/"] = (page("They met."), {"ETag": '"1"'})
    first = fetcher.get(site.address)
    again = fetcher.get(site.address, first.validators)
    assert first.content and again.content is None
    assert site.asked[1][1]["if-none-match"] == '"1"'


def test_packed_page_is_unpacked(site: Site, fetcher: Fetcher) -> None:
    site.pages["/"] = (gzip.compress(page("They met.")), {"Content-Encoding": "gzip"})
    assert fetcher.get(site.address).content == page("They met.")


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_private_addresses_are_refused_unless_allowed(host: str) -> None:
    with serving({"/": page("secret")}, host) as site, Fetcher(LIMITS, allow_private=False) as f:
        said = reason(lambda: f.get(site.address))
        assert "a private address (--allow-private)" in said
        port = site.address.rpartition(":")[2]
        assert "private address" in reason(lambda: f.get(f"http://localhost:{port}/"))
        assert site.asked == []


def answers(*addresses: str) -> Callable[..., list[tuple[object, ...]]]:
    kind = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
    return lambda host, port, **_: [(*kind, (address, port)) for address in addresses]


def test_name_that_stands_for_a_private_address_is_refused(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = Configuration(allow_private=False, max_bytes=1000)
    monkeypatch.setattr(socket, "getaddrinfo", answers("93.184.215.14", "10.0.0.7"))
    said = reason(lambda: fetching.ask("http://news.example/", {}, rules))
    assert said == "news.example is at 10.0.0.7, a private address (--allow-private)"


def test_address_that_was_checked_is_the_one_that_is_asked(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name server that answers otherwise the second time changes nothing."""
    asked = []

    def once(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        asked.append(host)
        return answers("127.0.0.1" if len(asked) == 1 else "127.0.0.99")(host, port)

    monkeypatch.setattr(socket, "getaddrinfo", once)
    monkeypatch.setattr(fetching, "is_public", lambda address: address == "127.0.0.1")
    port = site.address.rpartition(":")[2]
    rules = Configuration(allow_private=False, max_bytes=1000)
    monkeypatch.setattr(socket, "create_connection", pinned(socket.create_connection))
    fetching.ask(f"http://news.example:{port}/", {}, rules)
    assert asked == ["news.example"]
    assert site.asked[0][1]["host"] == f"news.example:{port}"


def pinned(connect: Callable[..., socket.socket]) -> Callable[..., socket.socket]:
    """Refuse to connect by name, which would look the name up again."""

    def connecting(address: tuple[str, int], **options: float) -> socket.socket:
        plain = socket.socket()
        plain.settimeout(options["timeout"])
        plain.connect((str(fetching.ipaddress.ip_address(address[0])), address[1]))
        return plain

    return connecting


def test_redirections_are_followed_and_each_is_checked(site: Site, fetcher: Fetcher) -> None:
    site.pages |= {"/1": moved("/2"), "/2": moved("//127.0.0.1:9/", 308), "/round": moved("/round")}
    site.pages["/3"] = moved("/")
    assert fetcher.get(f"{site.address}/3").address == f"{site.address}/"
    assert "Connection refused" in reason(lambda: fetcher.get(f"{site.address}/1"))
    assert "more than 5 times" in reason(lambda: fetcher.get(f"{site.address}/round"))


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://example.org/", "gopher://127.0.0.1/", "http://a@b/"]
)
def test_redirection_to_something_else_is_refused(
    site: Site, fetcher: Fetcher, target: str
) -> None:
    site.pages["/away"] = moved(target)
    assert "only plain http and https" in reason(lambda: fetcher.get(f"{site.address}/away"))


class HereFetcher(Fetcher):
    """Asks in this process, where a test decides which addresses count as public."""

    def _answer(self, order: dict[str, Any]) -> Frame:
        rules = Configuration(allow_private=False, max_bytes=1000)
        try:
            return Frame(*fetching.ask(order["url"], order["conditions"], rules))
        except Refused as refused:
            return Frame({"refused": str(refused)}, b"")


def test_redirection_into_the_private_network_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(host="127.0.0.5") as inner, serving({"/": moved(inner.address)}) as outer:
        monkeypatch.setattr(fetching, "is_public", lambda address: address == "127.0.0.1")
        fetcher = HereFetcher(LIMITS, allow_private=False)
        said = reason(lambda: fetcher.get(outer.address))
        assert said == "127.0.0.5 is at 127.0.0.5, a private address (--allow-private)"
        assert outer.asked and not inner.asked


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (endless(b"x" * 10_000), "it has more than 100,000 bytes (max_document_bytes)"),
        ((gzip.compress(bytes(50_000_000)), {"Content-Encoding": "gzip"}), "more than 100,000"),
        ((b"not gzip", {"Content-Encoding": "gzip"}), "error: Error -3"),
        ((gzip.compress(b"words")[:-4], {"Content-Encoding": "gzip"}), "its end is missing"),
        ((b"words", {"Content-Encoding": "br"}), "packed with br"),
        ((b"words", {"Content-Length": "500"}), "its end is missing"),
        ((b"words", {"Transfer-Encoding": "chunked"}), "IncompleteRead"),
        ((b"\x89PNG", {"Content-Type": "image/png"}), "it is image/png, no text"),
        (failing(404), "the server answers 404"),
        (failing(500), "the server answers 500"),
        (raw(b""), "RemoteDisconnected"),
        (raw(b"SSH-2.0-OpenSSH\r\n"), "BadStatusLine"),
        (raw(b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 500), "got more than 100 headers"),
        (raw(b"HTTP/1.1 200 OK\r\nA: " + b"b" * 100_000), "LineTooLong"),
    ],
)  # fmt: skip
def test_bad_answers_are_refused_with_the_reason(
    site: Site, fetcher: Fetcher, answer: object, said: str
) -> None:
    site.pages["/bad"] = answer  # type: ignore[assignment]
    assert said in reason(lambda: fetcher.get(f"{site.address}/bad"))
    assert fetcher.get(site.address).content  # and the next page comes as ever


@pytest.mark.parametrize(
    "answer", [endless(b"x", 0.1), endless(b"x", 30.0)], ids=["drop by drop", "silent"]
)
def test_slow_answers_end_at_the_limit(site: Site, answer: object) -> None:
    site.pages["/slow"] = answer  # type: ignore[assignment]
    with Fetcher(Settings(fetch_timeout_s=1.5), allow_private=True) as hasty:
        said = reason(lambda: hasty.get(f"{site.address}/slow"))
        assert said == "takes longer than 1.5 s (fetch_timeout_s)"


@pytest.mark.parametrize(
    "url",
    ["http://", "http://exa mple/", "http://127.0.0.1:99999/", "http://[::1", "http://a\r\nb/"],
)
def test_addresses_that_are_none_are_refused(fetcher: Fetcher, url: str) -> None:
    assert reason(lambda: fetcher.get(url))
