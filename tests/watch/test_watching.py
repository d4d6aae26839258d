"""A list of feeds, sitemaps and pages, asked round after round."""

import gzip
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest
from load.small_corpus import english
from made_files import atom, rss
from watch.local_server import Site, failing, moved, page, serving

from kg.errors import BadDocument, BadRequest
from kg.fetch import Fetcher
from kg.guarded import Rejected, Task
from kg.load import LoadReport, load
from kg.manners import Manners
from kg.settings import Settings
from kg.sources import Limits, find
from kg.terms import DCTERMS
from kg.watch import Memory, Round, read_list, watch
from kg.writer import reader
from loaders import discover
from loaders._base import Member, Source


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        store=str(tmp_path / "store"), load_workers=1, fetch_delay_s=0.0, max_document_bytes=100_000
    )


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    return tmp_path / "list.txt"


class Told(NamedTuple):
    """What one round found: the last parts of addresses, and of others why they are left out."""

    found: list[str]
    reasons: dict[str, str]


@pytest.fixture(scope="module")
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(Settings(max_document_bytes=100_000), allow_private=True) as fetcher:
        yield fetcher


@pytest.fixture
def go_round(fetcher: Fetcher, listed: Path, tmp_path: Path) -> Callable[..., Told]:
    """Return a function that asks for everything on the list once, and loads nothing."""

    def once(delay_s: float = 0.0) -> Told:
        memory = Memory.read(tmp_path / "watch.json")
        fetcher.gate = Manners(lambda url: fetcher.follow(url, {}), delay_s).turn
        limits = Limits(None, 100_000, opened)
        told = Told([], {})
        for each in Round(fetcher, limits, memory).found(read_list(listed)):
            if isinstance(each, Rejected):
                told.reasons[each.path.rpartition("/")[2]] = each.reason
            else:
                told.found.append(each.task.path.rpartition("/")[2])
        memory.write(but=set())
        return told

    return once


def opened(task: Task) -> Iterator[Task | Rejected]:
    members = discover()[task.loader].members
    assert members
    try:
        for each in members(BytesIO(task.content or b""), Source(task.path, b""), 100_000):
            if isinstance(each, Member):
                known = {"url": each.source.url}
                yield Task(each.source.path, each.loader, each.source.content, None, known)
    except BadDocument as error:
        yield Rejected(error.path, error.reason)


def sources(settings: Settings) -> list[str]:
    """Return the paths of the addresses that the store has documents from."""
    with reader(settings) as store:
        rows = store.select(f"SELECT ?address {{ ?document {DCTERMS.source} ?address }}")
        return sorted(row["address"].value.rpartition("/")[2] for row in rows)


def item(address: str, words: str = "News") -> str:
    return f"<title>{words}</title><link>{address}</link>"


def sitemap(*entries: str, root: str = "urlset") -> bytes:
    return (
        f'<?xml version="1.0"?><{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"{''.join(entries)}</{root}>"
    ).encode()


def url(address: str, changed: str = "") -> str:
    day = f"<lastmod>{changed}</lastmod>" if changed else ""
    return f"<url><loc>{address}</loc>{day}</url>"


def test_address_is_loaded_like_a_file(site: Site, settings: Settings) -> None:
    site.pages["/news/1"] = page(english(1))
    site.pages["/feed"] = (rss(item("/2", english(2))), {"Content-Type": "application/rss+xml"})
    with Fetcher(settings, allow_private=True) as fetcher:
        paths = [f"{site.address}/news/1", f"{site.address}/feed", f"{site.address}/none"]
        report = load(paths, settings, fetcher=fetcher)
        again = load(paths, settings, fetcher=fetcher)
    assert report.added == 2
    assert [rejected.reason for rejected in report.rejected] == ["the server answers 404"]
    assert again.unchanged == 2
    assert sources(settings) == ["1"]


def test_without_a_fetcher_an_address_is_no_file() -> None:
    found = list(find(["http://127.0.0.1/"], Limits(None, 0, opened)))
    assert found == [Rejected("http://127.0.0.1/", "there is no such file")]


def test_only_what_is_new_or_changed_is_loaded(
    site: Site, listed: Path, go_round: Callable[..., Told]
) -> None:
    listed.write_text(f"# pages\n\n{site.address}/1\n{site.address}/2 # notes\n", encoding="utf-8")
    site.pages["/1"] = (page("one"), {"ETag": '"1"'})
    site.pages["/2"] = (page("two"), {"ETag": '"2"'})
    assert go_round().found == ["1", "2"]
    site.pages["/2"] = (page("three"), {"ETag": '"3"'})
    assert go_round().found == ["2"]
    conditions = [headers.get("if-none-match") for path, headers in site.asked if path == "/1"]
    assert conditions == [None, '"1"']


def test_feed_leads_to_its_pages_once(
    site: Site, listed: Path, go_round: Callable[..., Told]
) -> None:
    listed.write_text(f"{site.address}/feed", encoding="utf-8")
    site.pages |= {f"/{n}": page(f"page {n}") for n in range(3)}
    site.pages["/feed"] = rss(item(f"{site.address}/0"), item(f"{site.address}/1"))
    assert go_round().found == ["0", "1"]
    site.pages["/feed"] = rss(*(item(f"{site.address}/{n}") for n in (2, 0, 1)))
    assert go_round().found == ["2"]
    assert site.paths() == ["/feed", "/0", "/1", "/feed", "/2"]


@pytest.mark.full
def test_list_is_remembered_only_when_all_of_it_is_loaded(
    site: Site, settings: Settings, listed: Path
) -> None:
    """So that a round that is killed in the middle goes on where it was."""
    memory = Path(settings.store) / "watch.json"
    seen: list[str] = []

    def last(request: BaseHTTPRequestHandler) -> None:
        seen.extend(json.loads(memory.read_text(encoding="utf-8"))["pages"])
        request.send_error(404)

    site.pages |= {f"/{n}": page(english(n)) for n in range(22)} | {"/22": last}
    site.pages["/feed"] = rss(*(item(f"{site.address}/{n}") for n in range(23)))
    listed.write_text(f"{site.address}/feed", encoding="utf-8")
    told: list[LoadReport] = []
    watch(listed, settings, every_s=None, allow_private=True, tell=told.append)
    assert told[0].added == 22
    assert f"{site.address}/0" in seen and f"{site.address}/feed" not in seen


def test_entry_without_a_page_is_loaded_itself(
    site: Site, listed: Path, go_round: Callable[..., Told]
) -> None:
    listed.write_text(f"{site.address}/feed", encoding="utf-8")
    site.pages["/feed"] = atom(f"<id>urn:1</id><title>News</title><summary>{'They met.'}</summary>")
    assert go_round().found == go_round().found == ["feed#1"]


def test_sitemaps_and_their_indexes(
    site: Site, listed: Path, go_round: Callable[..., Told]
) -> None:
    listed.write_text(f"{site.address}/index.xml", encoding="utf-8")
    site.pages |= {f"/{n}": page(f"page {n}") for n in range(3)}
    entry = f"<sitemap><loc>{site.address}/map.xml.gz</loc></sitemap>"
    site.pages["/index.xml"] = sitemap(entry, root="sitemapindex")
    pages = [url(f"{site.address}/{n}", "2024-03-05") for n in range(3)]
    site.pages["/map.xml.gz"] = gzip.compress(sitemap(*pages))
    assert go_round().found == ["0", "1", "2"]
    pages[1] = url(f"{site.address}/1", "2024-03-06")
    site.pages["/map.xml.gz"] = gzip.compress(sitemap(*pages))
    site.asked.clear()
    assert go_round().found == ["1"]
    assert site.paths() == ["/index.xml", "/map.xml.gz", "/1"]


def test_lists_that_lead_elsewhere_are_not_followed(
    site: Site, listed: Path, go_round: Callable[..., Told]
) -> None:
    with serving({"/a": page("They met.")}) as other:
        links = (f"{other.address}/a", "file:///etc/passwd", "javascript:alert(1)")
        site.pages["/map"] = sitemap(*map(url, links))
        listed.write_text(f"{site.address}/map", encoding="utf-8")
        told = go_round()
        assert told.found == [] and not other.asked
        assert "another server" in told.reasons["a"]
        assert "no http or https" in told.reasons["passwd"]
        host = other.address.removeprefix("http://")
        listed.write_text(f"{site.address}/map {host}", encoding="utf-8")
        assert go_round().found == ["a"]


def test_what_robots_forbid_is_not_asked_for(
    site: Site, listed: Path, go_round: Callable[..., Told]
) -> None:
    site.pages["/robots.txt"] = (
        b"User-agent: *\nDisallow: /secret\n\nUser-agent: other\nDisallow: /"
    )
    site.pages |= {
        "/1": page("They met."),
        "/secret/2": page("They met."),
        "/3": moved("/secret/2"),
    }
    listed.write_text("".join(f"{site.address}/{p}\n" for p in ("1", "secret/2", "3")), "utf-8")
    told = go_round()
    assert told.found == ["1"]
    assert told.reasons == {"2": "robots.txt forbids it", "3": "robots.txt forbids it"}
    assert site.paths() == ["/1", "/3"]
    assert [path for path, _ in site.asked].count("/robots.txt") == 1


def test_rules_that_cannot_be_read_forbid_everything(
    site: Site, listed: Path, go_round: Callable[..., Told]
) -> None:
    site.pages |= {"/robots.txt": failing(503), "/1": page("They met.")}
    listed.write_text(f"{site.address}/1", encoding="utf-8")
    said = "its robots.txt cannot be read: the server answers 503"
    assert go_round().reasons == {"1": said}


def test_requests_to_one_server_keep_apart(
    site: Site, listed: Path, go_round: Callable[..., Told]
) -> None:
    site.pages |= {f"/{n}": page(f"page {n}") for n in range(3)}
    listed.write_text("".join(f"{site.address}/{n}\n" for n in range(3)), encoding="utf-8")
    go_round(0.1)
    gaps = [later - sooner for sooner, later in zip(site.times, site.times[1:], strict=False)]
    assert len(gaps) == 3 and min(gaps) > 0.09


def test_what_failed_is_asked_for_again(
    site: Site, listed: Path, go_round: Callable[..., Told]
) -> None:
    site.pages |= {"/1": failing(500), "/2": page("They met.")}
    feed = rss(item(f"{site.address}/1"), item(f"{site.address}/2"))
    site.pages["/feed"] = (feed, {"ETag": '"same"'})
    listed.write_text(f"{site.address}/feed", encoding="utf-8")
    assert go_round() == (["2"], {"1": "the server answers 500"})
    site.pages["/1"] = page("They met again.")
    assert go_round() == (["1"], {})
    assert go_round() == ([], {})


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'<!DOCTYPE a [<!ENTITY b "c">]><urlset>&b;</urlset>', "entities"),
        (b"<urlset><url><loc>", "not XML"),
        (gzip.compress(b"<urlset>" + bytes(61_000_000), mtime=0), "unpacks to more"),
        (b"\x1f\x8b broken", "cannot be unpacked"),
        (b"<rss><channel/></rss>", "no entry"),
        (b"\x00\x01\x02", "no loader reads this format"),
    ],
)
def test_broken_lists_are_told_and_the_next_one_is_read(
    site: Site, listed: Path, go_round: Callable[..., Told], content: bytes, reason: str
) -> None:
    site.pages |= {"/map": (content, {"Content-Type": "text/xml"}), "/1": page("They met.")}
    listed.write_text(f"{site.address}/map\n{site.address}/1\n", encoding="utf-8")
    told = go_round()
    assert reason in told.reasons["map"] and told.found == ["1"]


def test_broken_sitemap_gives_what_came_before(
    site: Site, listed: Path, go_round: Callable[..., Told]
) -> None:
    site.pages |= {"/map": sitemap(url(f"{site.address}/1"))[:-5], "/1": page("They met.")}
    listed.write_text(f"{site.address}/map", encoding="utf-8")
    assert go_round().found == ["1"]


def test_line_that_is_no_address_is_named(listed: Path) -> None:
    listed.write_text("# list\nexample.org/feed\n", encoding="utf-8")
    with pytest.raises(BadRequest, match=r"line 2: 'example.org/feed' is no http or https address"):
        read_list(listed)


@pytest.mark.live
@pytest.mark.full
def test_command_watches_until_it_is_ended_and_only_once(
    site: Site, listed: Path, tmp_path: Path
) -> None:
    site.pages["/1"] = page(english(1))
    listed.write_text(f"{site.address}/1", encoding="utf-8")
    store = str(tmp_path / "store")
    kg = [str(Path(sys.executable).parent / "kg"), "watch", str(listed), "--store", store]
    options = ["--allow-private", "--fetch-delay-s", "0", "--json"]
    with subprocess.Popen([*kg, *options], stdout=subprocess.PIPE, text=True) as watching:
        assert watching.stdout
        lines = "".join(iter(watching.stdout.readline, "}\n"))
        assert json.loads(lines + "}")["added"] == 1
        second = subprocess.run([*kg, "--once"], capture_output=True, text=True)
        assert second.returncode == 1 and "another kg watch" in second.stderr
        watching.terminate()
    once = subprocess.run([*kg, "--once"], capture_output=True, text=True)
    assert "private address" in once.stderr and once.returncode == 1
