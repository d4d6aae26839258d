"""Watching the web: feeds, sitemaps and pages, asked again and again, politely.

What servers say to recognise a page by stands in `watch.json` in the directory of the store, so
that an unchanged page costs one short answer. It is written after what it speaks of is loaded.
"""

import fcntl
import hashlib
import json
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Final, TypedDict
from urllib.parse import urlsplit

from kg.errors import BadDocument, BadRequest, StoreProblem
from kg.fetch import Fetcher, Page
from kg.graph.document import PIPELINE_VERSION
from kg.guarded import Rejected, Task
from kg.load import LoadReport, loading
from kg.manners import Manners
from kg.settings import Settings
from kg.sitemap import Listed, read_sitemap
from kg.sources import Found, Limits, is_address, on_page
from loaders._kinds import HEAD, by_declaration, content_type

_TOGETHER: Final = 20  # pages loaded at once: the first do not wait for the last
_MOST_PAGES: Final = 1_000  # asked for one feed or sitemap in one round
_MOST_SITEMAPS: Final = 100  # read of one index


@dataclass(frozen=True, slots=True)
class Watched:
    """A line of the list: an address, and the further hosts that it may lead to."""

    url: str
    hosts: frozenset[str]


class Seen(TypedDict, total=False):
    """What is remembered of a page."""

    validators: Mapping[str, str]
    stamp: str | None  # what the feed or sitemap said of it


def read_list(file: Path) -> list[Watched]:
    """Raises: BadRequest that names the line."""
    found = []
    for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if not is_address(words[0]):
            raise BadRequest(f"{file}, line {number}: {words[0]!r} is no http or https address")
        found.append(Watched(words[0], frozenset(map(_host, words))))
    return found


def watch(
    file: Path,
    settings: Settings,
    *,
    every_s: float | None,
    allow_private: bool,
    tell: Callable[[LoadReport], None],
) -> None:
    """Load what is new on the list, once or every so many seconds; read the list each time."""
    with _alone(settings):
        while True:
            tell(_round(read_list(file), settings, allow_private=allow_private))
            if every_s is None:
                return
            time.sleep(every_s)


def _round(watched: Sequence[Watched], settings: Settings, *, allow_private: bool) -> LoadReport:
    memory = Memory.read(_place(settings))
    with (
        Fetcher(settings, allow_private=allow_private) as fetcher,
        loading(settings) as (opener, load),
    ):
        manners = Manners(lambda url: fetcher.follow(url, {}), settings.fetch_delay_s)
        fetcher.gate = manners.turn
        limits = Limits(None, settings.max_document_bytes, opener)
        found = Round(fetcher, limits, memory).found(watched)
        report = load(iter(()))
        while some := list(islice(found, _TOGETHER)):
            report = load(iter(some))
            memory.write(but={rejected.path for rejected in report.rejected})
        memory.write(but={rejected.path for rejected in report.rejected})
    return report


@dataclass
class Memory:
    """What is remembered of pages by their addresses; another pipeline reads all anew."""

    file: Path
    pages: dict[str, Seen] = field(default_factory=dict)

    @classmethod
    def read(cls, file: Path) -> "Memory":
        try:
            said: Any = json.loads(file.read_text("utf-8"))
        except (FileNotFoundError, ValueError):
            return cls(file)
        return cls(file, said["pages"] if said.get("pipeline") == PIPELINE_VERSION else {})

    def write(self, *, but: set[str]) -> None:
        kept = {url: seen for url, seen in sorted(self.pages.items()) if url not in but}
        partial = self.file.with_suffix(".partial")
        said = {"pipeline": PIPELINE_VERSION, "pages": kept}
        partial.write_text(json.dumps(said, ensure_ascii=False, indent=0), encoding="utf-8")
        partial.replace(self.file)


class Round:
    """Asks for everything on the list once."""

    def __init__(self, fetcher: Fetcher, limits: Limits, memory: Memory) -> None:
        self._fetcher, self._limits, self._memory = fetcher, limits, memory
        self._asked: set[str] = set()

    def found(self, watched: Sequence[Watched]) -> Iterator[Found | Rejected]:
        for each in watched:
            yield from self._guarded(each.url, self._visit(each))

    def _guarded(self, url: str, found: Iterator[Found | Rejected]) -> Iterator[Found | Rejected]:
        try:
            yield from found
        except BadDocument as error:
            yield Rejected(url, error.reason)

    def _visit(self, watched: Watched) -> Iterator[Found | Rejected]:
        page = self._ask(watched.url)
        if page is None or page.content is None:
            return
        hosts = watched.hosts | {_host(page.address)}
        is_done = True
        if sitemap := read_sitemap(page.content, watched.url):
            links = sitemap.links
            if sitemap.is_index:
                links = yield from self._indexed(links, hosts)
            is_done = yield from self._pages(watched.url, links, hosts)
        elif _is_feed(page):
            is_done = yield from self._feed(watched.url, page.content, hosts)
        else:
            yield from on_page(page, page.content, self._limits)
        if is_done:  # else the list is sent again, and what is missing on it is asked for
            self._remember(page)

    def _indexed(
        self, sitemaps: Sequence[Listed], hosts: frozenset[str]
    ) -> Generator[Found | Rejected, None, list[Listed]]:
        """Yield what is wrong with the sitemaps of an index; return what they list."""
        links: list[Listed] = []
        for listed in sitemaps[:_MOST_SITEMAPS]:
            if foreign := _foreign(listed.address, hosts):
                yield foreign
                continue
            try:
                page = self._fetcher.get(listed.address)
                sitemap = read_sitemap(page.content or b"", listed.address)
                links.extend(sitemap.links if sitemap and not sitemap.is_index else ())
            except BadDocument as error:
                yield Rejected(listed.address, error.reason)
        return links

    def _feed(
        self, url: str, content: bytes, hosts: frozenset[str]
    ) -> Generator[Found | Rejected, None, bool]:
        """Yield the pages that the entries of a feed lead to, and entries that lead nowhere."""
        links = []
        for entry in self._limits.opener(Task(url, "feed", content)):
            if isinstance(entry, Rejected):
                yield entry
                continue
            digest = hashlib.sha256(entry.content or b"").hexdigest()
            if address := entry.known.get("url"):
                links.append(Listed(address, digest))
            else:
                yield Found(entry, digest)
        return (yield from self._pages(url, links, hosts))

    def _pages(
        self, url: str, links: Sequence[Listed], hosts: frozenset[str]
    ) -> Generator[Found | Rejected, None, bool]:
        """Yield the pages that are new or changed; return whether all of them were asked for."""
        due = [link for link in links if not self._is_known(link)]
        due.sort(key=lambda link: link.address in self._memory.pages)  # new ones first
        is_done = len(due) <= _MOST_PAGES
        for link in due[:_MOST_PAGES]:
            if foreign := _foreign(link.address, hosts):
                yield foreign
                continue
            try:
                page = self._ask(link.address)
                if page and page.content is not None:
                    yield from on_page(page, page.content, self._limits)
            except BadDocument as error:
                is_done = False
                yield Rejected(link.address, error.reason)
                continue
            if page:
                self._remember(page, link.changed)
        if len(due) > _MOST_PAGES:
            yield Rejected(url, f"{len(due) - _MOST_PAGES:,} of its pages wait for the next round")
        return is_done

    def _is_known(self, link: Listed) -> bool:
        seen = self._memory.pages.get(link.address)
        return seen is not None and link.changed is not None and seen.get("stamp") == link.changed

    def _ask(self, url: str) -> Page | None:
        """Return a page, without content if it is unchanged; None where this round has had it."""
        if url in self._asked:
            return None
        self._asked.add(url)
        return self._fetcher.get(url, self._memory.pages.get(url, Seen()).get("validators"))

    def _remember(self, page: Page, stamp: str | None = None) -> None:
        before = self._memory.pages.get(page.url, Seen())
        validators = page.validators or before.get("validators", {})
        self._memory.pages[page.url] = Seen(validators=validators, stamp=stamp)


def _foreign(address: str, hosts: frozenset[str]) -> Rejected | None:
    """Return why a list may not lead there: it speaks for its own servers only."""
    if not is_address(address):
        return Rejected(address, "it is no http or https address")
    if _host(address) in hosts:
        return None
    return Rejected(address, "it is on another server; name that behind the address of the list")


def _is_feed(page: Page) -> bool:
    media_type, _ = content_type(page.content_type)
    head = (page.content or b"")[:HEAD]
    return by_declaration(media_type, urlsplit(page.address).path, head) == "feed"


def _host(address: str) -> str:
    """Return the server of an address, or of a bare name; www. makes no difference."""
    host = urlsplit(address).netloc if is_address(address) else address
    return host.lower().removeprefix("www.")


def _place(settings: Settings) -> Path:
    return settings.root / "watch.json"


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """Raises: StoreProblem when another program watches for this store."""
    lock = settings.root / "watch.lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StoreProblem(f"another kg watch fills {settings.store}") from error
        yield
