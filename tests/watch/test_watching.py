"""A list of feeds, sitemaps and pages, asked round after round."""

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from load.small_corpus import english
from made_files import atom, rss
from watch.local_server import Site, failing, moved, page, serving

from kg.errors import BadRequest
from kg.fetch import Fetcher
from kg.load import LoadReport, load
from kg.settings import Settings
from kg.terms import DCTERMS
from kg.watch import read_list, watch
from kg.writer import reader


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


def rounds(listed: Path, settings: Settings) -> LoadReport:
    """Go round the list once."""
    told: list[LoadReport] = []
    watch(listed, settings, every_s=None, allow_private=True, tell=told.append)
    return told[0]


def reasons(report: LoadReport) -> dict[str, str]:
    return {rejected.path.rpartition("/")[2]: rejected.reason for rejected in report.rejected}


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
    assert (report.added, reasons(report)) == (2, {"none": "the server answers 404"})
    assert again.unchanged == 2
    assert sources(settings) == ["1"]


def test_without_a_fetcher_an_address_is_no_file(settings: Settings) -> None:
    report = load(["http://127.0.0.1/"], settings)
    assert [rejected.reason for rejected in report.rejected] == ["there is no such file"]


def test_only_what_is_new_or_changed_is_loaded(
    site: Site, settings: Settings, listed: Path
) -> None:
    listed.write_text(f"# pages\n\n{site.address}/1\n{site.address}/2 # notes\n", encoding="utf-8")
    site.pages["/1"] = (page(english(1)), {"ETag": '"1"'})
    site.pages["/2"] = (page(english(2)), {"ETag": '"2"'})
    assert rounds(listed, settings).added == 2
    site.pages["/2"] = (page(english(3)), {"ETag": '"3"'})
    report = rounds(listed, settings)
    assert (report.added, report.replaced, report.unchanged) == (0, 1, 0)
    conditions = [headers.get("if-none-match") for path, headers in site.asked if path == "/1"]
    assert conditions == [None, '"1"']


def test_feed_leads_to_its_pages_once(site: Site, settings: Settings, listed: Path) -> None:
    listed.write_text(f"{site.address}/feed", encoding="utf-8")
    site.pages |= {f"/{n}": page(english(n)) for n in range(3)}
    site.pages["/feed"] = rss(item(f"{site.address}/0"), item(f"{site.address}/1"))
    assert rounds(listed, settings).added == 2
    site.pages["/feed"] = rss(*(item(f"{site.address}/{n}") for n in (2, 0, 1)))
    assert rounds(listed, settings).added == 1
    assert site.paths() == ["/feed", "/0", "/1", "/feed", "/2"]
    assert sources(settings) == ["0", "1", "2"]


def test_entry_without_a_page_is_loaded_itself(
    site: Site, settings: Settings, listed: Path
) -> None:
    listed.write_text(f"{site.address}/feed", encoding="utf-8")
    site.pages["/feed"] = atom(f"<id>urn:1</id><title>News</title><summary>{english(1)}</summary>")
    assert rounds(listed, settings).added == 1
    assert rounds(listed, settings).unchanged == 1


def test_sitemaps_and_their_indexes(site: Site, settings: Settings, listed: Path) -> None:
    listed.write_text(f"{site.address}/index.xml", encoding="utf-8")
    site.pages |= {f"/{n}": page(english(n)) for n in range(3)}
    entry = f"<sitemap><loc>{site.address}/map.xml.gz</loc></sitemap>"
    site.pages["/index.xml"] = sitemap(entry, root="sitemapindex")
    pages = [url(f"{site.address}/{n}", "2024-03-05") for n in range(3)]
    site.pages["/map.xml.gz"] = gzip.compress(sitemap(*pages))
    assert rounds(listed, settings).added == 3
    pages[1] = url(f"{site.address}/1", "2024-03-06")
    site.pages["/map.xml.gz"] = gzip.compress(sitemap(*pages))
    site.asked.clear()
    assert rounds(listed, settings).unchanged == 1
    assert site.paths() == ["/index.xml", "/map.xml.gz", "/1"]


def test_lists_that_lead_elsewhere_are_not_followed(
    site: Site, settings: Settings, listed: Path
) -> None:
    with serving({"/a": page(english(1))}) as other:
        links = (f"{other.address}/a", "file:///etc/passwd", "javascript:alert(1)")
        site.pages["/map"] = sitemap(*map(url, links))
        listed.write_text(f"{site.address}/map", encoding="utf-8")
        report = rounds(listed, settings)
        assert report.added == 0 and not other.asked
        assert "another server" in reasons(report)["a"]
        assert "no http or https" in reasons(report)["passwd"]
        host = other.address.removeprefix("http://")
        listed.write_text(f"{site.address}/map {host}", encoding="utf-8")
        assert rounds(listed, settings).added == 1


def test_what_robots_forbid_is_not_asked_for(site: Site, settings: Settings, listed: Path) -> None:
    site.pages["/robots.txt"] = (
        b"User-agent: *\nDisallow: /secret\n\nUser-agent: other\nDisallow: /"
    )
    site.pages |= {"/1": page(english(1)), "/secret/2": page(english(2)), "/3": moved("/secret/2")}
    listed.write_text("".join(f"{site.address}/{p}\n" for p in ("1", "secret/2", "3")), "utf-8")
    report = rounds(listed, settings)
    assert report.added == 1
    assert reasons(report) == {"2": "robots.txt forbids it", "3": "robots.txt forbids it"}
    assert site.paths() == ["/1", "/3"]
    assert [path for path, _ in site.asked].count("/robots.txt") == 1


def test_rules_that_cannot_be_read_forbid_everything(
    site: Site, settings: Settings, listed: Path
) -> None:
    site.pages |= {"/robots.txt": failing(503), "/1": page(english(1))}
    listed.write_text(f"{site.address}/1", encoding="utf-8")
    said = "its robots.txt cannot be read: the server answers 503"
    assert reasons(rounds(listed, settings)) == {"1": said}


def test_requests_to_one_server_keep_apart(site: Site, tmp_path: Path, listed: Path) -> None:
    settings = Settings(store=str(tmp_path / "store"), load_workers=1, fetch_delay_s=0.2)
    site.pages |= {f"/{n}": page(english(n)) for n in range(3)}
    listed.write_text("".join(f"{site.address}/{n}\n" for n in range(3)), encoding="utf-8")
    rounds(listed, settings)
    gaps = [later - sooner for sooner, later in zip(site.times, site.times[1:], strict=False)]
    assert len(gaps) == 3 and min(gaps) > 0.19


def test_what_failed_is_asked_for_again(site: Site, settings: Settings, listed: Path) -> None:
    site.pages |= {"/1": failing(500), "/2": page("")}
    feed = rss(item(f"{site.address}/1"), item(f"{site.address}/2"))
    site.pages["/feed"] = (feed, {"ETag": '"same"'})
    listed.write_text(f"{site.address}/feed", encoding="utf-8")
    assert set(reasons(rounds(listed, settings))) == {"1", "2"}
    site.pages |= {"/1": page(english(1)), "/2": page(english(2))}
    assert rounds(listed, settings).added == 2
    assert rounds(listed, settings).rejected == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'<!DOCTYPE a [<!ENTITY b "c">]><urlset>&b;</urlset>', "entities"),
        (b"<urlset><url><loc>", "not XML"),
        (gzip.compress(b"<urlset>" + bytes(61_000_000)), "unpacks to more"),
        (b"\x1f\x8b broken", "cannot be unpacked"),
        (b"<rss><channel/></rss>", "no entry"),
        (b"\x00\x01\x02", "no loader reads this format"),
    ],
)
def test_broken_lists_are_told_and_the_next_one_is_read(
    site: Site, settings: Settings, listed: Path, content: bytes, reason: str
) -> None:
    site.pages |= {"/map": (content, {"Content-Type": "text/xml"}), "/1": page(english(1))}
    listed.write_text(f"{site.address}/map\n{site.address}/1\n", encoding="utf-8")
    report = rounds(listed, settings)
    assert reason in reasons(report)["map"] and report.added == 1


def test_broken_sitemap_gives_what_came_before(
    site: Site, settings: Settings, listed: Path
) -> None:
    site.pages |= {"/map": sitemap(url(f"{site.address}/1"))[:-5], "/1": page(english(1))}
    listed.write_text(f"{site.address}/map", encoding="utf-8")
    assert rounds(listed, settings).added == 1


def test_line_that_is_no_address_is_named(listed: Path) -> None:
    listed.write_text("# list\nexample.org/feed\n", encoding="utf-8")
    with pytest.raises(BadRequest, match=r"line 2: 'example.org/feed' is no http or https address"):
        read_list(listed)


@pytest.mark.live
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
