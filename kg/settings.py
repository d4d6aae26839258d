"""Every setting, declared once: flag, environment variable, default and help derive from it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from kg.errors import BadSetting
from kg.iris import DEFAULT_BASE

VARIABLE_PREFIX: Final = "ECOACCORD_"
_LEAST_SECRET: Final = 16  # characters
_LLM_URL: Final = re.compile(r"https?://[^\s/?#@]+(?:/[^\s?#]*)?")
_CONTACT: Final = re.compile(r"https?://[^\s<>\"]+|[^\s@<>\":/]+@[^\s@<>\":/]+")
_STORE_KINDS: Final = (
    "oxigraph", "virtuoso", "fuseki", "graphdb", "stardog", "neptune", "qlever",
)  # fmt: skip
_STORE_ADDRESS: Final = re.compile(r"https?://[^\s/?#@]+(?:/[^\s?#]*)?")
_ORIGIN: Final = re.compile(r"\*|https?://[^\s/?#@]+")


def _setting(default: Any, text: str) -> Any:
    return field(default=default, metadata={"help": text})


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set. A tuple setting is written comma-separated; 0 switches a limit off."""

    host: str = _setting("127.0.0.1", "address to listen on")
    port: int = _setting(8000, "port to listen on; 0 takes a free one")
    base_iri: str = _setting(
        DEFAULT_BASE, "start of all instance and graph IRIs; written into the store once"
    )
    store: str = _setting(
        "./data/store",
        "directory of the store, :memory: for a passing one, or the address of a SPARQL server",
    )
    store_kind: str = _setting(
        "oxigraph",
        "which server that is: oxigraph, virtuoso, fuseki, graphdb, stardog, neptune, qlever",
    )
    store_update: str = _setting("", "address for its updates, where it is not the usual one")
    store_replicas: tuple[str, ...] = _setting((), "addresses of copies that answer queries, too")
    store_credentials: str = _setting(
        "", "file with basic NAME:PASSWORD, digest NAME:PASSWORD or bearer TOKEN for the server"
    )
    store_sql: str = _setting(
        "", "HOST:PORT where Virtuoso takes SQL, for kg import to use its bulk loader"
    )
    store_folder: str = _setting("", "folder that Virtuoso reads, too (in its DirsAllowed)")
    store_writer: str = _setting("yes", "no: another host writes to the server; this one reads")
    state: str = _setting(
        "./data/state",
        "directory of what stands beside a SPARQL server: change log, search, tokens",
    )
    archive: str = _setting("", "directory of the documents' bytes; default: beside the store")
    dataset: str = _setting(
        "managed", "managed: the merged view is the default graph; plain: an ordinary store"
    )
    admin_token: str = field(
        default="",
        repr=False,
        metadata={"help": "a token that may do everything; without any, HTTP writes nothing"},
    )
    durability: str = _setting(
        "flush",
        "flush: a change by HTTP survives a power failure once answered; "
        "checkpoint: once it is published",
    )
    update_timeout_s: float = _setting(30.0, "seconds a change by HTTP may run")
    min_free_bytes: int = _setting(
        200_000_000, "bytes that stay free on the disk of the store; below, nothing is written"
    )
    changes_keep_days: int = _setting(0, "days that the log of changes reaches back; 0 = all")
    query_timeout_s: float = _setting(30.0, "seconds a query may run")
    query_memory_mb: int = _setting(2048, "mebibytes a query or a change may use")
    query_workers: int = _setting(6, "processes that evaluate queries, of about 30 MB each")
    max_result_bytes: int = _setting(1_000_000_000, "bytes a result may have")
    max_solutions: int = _setting(
        0, "solutions or triples a result may have; one with more is an error"
    )
    max_waiting_bytes: int = _setting(
        100_000_000, "bytes of a result that wait in a file for a slow client"
    )
    transfer_timeout_s: float = _setting(
        600.0, "seconds a client may take to read a result that is computed"
    )
    max_query_characters: int = _setting(500_000, "characters a query may have")
    max_body_bytes: int = _setting(16_000_000, "bytes a request may have")
    max_concurrent_queries: int = _setting(32, "queries running or waiting before 503")
    client_query_s: float = _setting(
        0.0, "seconds of query processes one client may use a minute before 429"
    )
    result_cache_bytes: int = _setting(
        64_000_000, "bytes of small results kept; a quarter more of pages"
    )
    load_workers: int = _setting(0, "processes that read documents; 0 = one for each core")
    load_timeout_s: float = _setting(20.0, "seconds one document may take")
    load_memory_mb: int = _setting(1024, "mebibytes one reading process may use")
    max_document_bytes: int = _setting(50_000_000, "bytes one document may have")
    fetch_timeout_s: float = _setting(30.0, "seconds one page of the web may take to arrive")
    fetch_delay_s: float = _setting(2.0, "seconds between two requests of kg watch to one server")
    min_confidence: float = _setting(
        0.5, "facts below this measured confidence are kept as proposals, not asserted"
    )
    log: str = _setting("", "file for the log of requests and queries; - = standard error")
    log_query_characters: int = _setting(0, "characters of each query's text that are logged")
    llm_url: str = _setting(
        "", "OpenAI-compatible address of a language model that suggests facts, ending in /v1"
    )
    llm_model: str = _setting("", "its name there")
    llm_api_key: str = field(
        default="", repr=False, metadata={"help": "its key, if it asks for one"}
    )
    llm_timeout_s: float = _setting(120.0, "seconds one answer may take")
    llm_max_tokens: int = _setting(1_000_000, "tokens one load may take, in and out")
    llm_price_in: float = _setting(0.0, "price of a million tokens that it is given")
    llm_price_out: float = _setting(0.0, "price of a million tokens that it writes")
    cors_origins: tuple[str, ...] = _setting(
        (), "origins whose pages may read answers, such as https://example.org; * = any"
    )
    trusted_proxies: int = _setting(0, "proxies in front whose X-Forwarded-* headers are believed")
    languages: tuple[str, ...] = _setting(("en", "zh-Hans"), "languages in order of preference")
    queries: str = _setting("", "folder of saved queries of one's own, beside those of the product")
    contact: str = _setting("", "mail or web address for corrections, shown on every page")
    document_text: str = _setting(
        "", "full or quotes: how much of a text is shown; default full on a loopback address"
    )

    def __post_init__(self) -> None:
        for name, allowed in (
            ("dataset", ("managed", "plain")),
            ("durability", ("flush", "checkpoint")),
            ("document_text", ("", "full", "quotes")),
            ("store_kind", _STORE_KINDS),
            ("store_writer", ("yes", "no")),
        ):
            if getattr(self, name) not in allowed:
                choices = ", ".join(filter(None, allowed))
                raise BadSetting(f"{name} is {getattr(self, name)!r}; allowed: {choices}")
        own = (self.store,) if self.is_remote else ()
        _check_addresses((*own, self.store_update, *self.store_replicas))
        if 0 < len(self.admin_token) < _LEAST_SECRET:
            raise BadSetting(f"admin_token has fewer than {_LEAST_SECRET} characters")
        if not 0 <= self.min_confidence <= 1:
            raise BadSetting(f"min_confidence is {self.min_confidence}; it is a share from 0 to 1")
        if self.llm_url and not (_LLM_URL.fullmatch(self.llm_url) and self.llm_model):
            raise BadSetting("llm_url is an http(s) address, and llm_model says which model there")
        if self.contact and not _CONTACT.fullmatch(self.contact):
            raise BadSetting(f"contact is {self.contact!r}; it is a mail address or an http(s) one")
        for origin in self.cors_origins:
            if not _ORIGIN.fullmatch(origin):
                raise BadSetting(
                    f"cors_origins has {origin!r}; an origin is like https://host:port"
                )

    @property
    def is_remote(self) -> bool:
        """Whether a SPARQL server elsewhere holds the data."""
        return "://" in self.store

    @property
    def writes(self) -> bool:
        """Whether this host may change the data."""
        is_server_s = self.store_writer == "no" or self.dataset == "plain"
        return not (self.is_remote and is_server_s)

    @property
    def root(self) -> Path:
        """The directory of the store, or of what stands beside a SPARQL server."""
        return Path(self.state if self.is_remote else self.store)

    @property
    def directory(self) -> Path:
        """The directory of a store of this program's own.

        Raises: BadSetting for one that a SPARQL server has
        """
        if self.is_remote:
            raise BadSetting(
                f"{self.store} is copied and renewed by the means of that server; "
                "kg dump writes out what it holds"
            )
        return Path(self.store)

    @property
    def archive_path(self) -> Path:
        return Path(self.archive) if self.archive else self.root.parent / "archive"

    @property
    def shows_full_text(self) -> bool:
        loopback = self.host in {"127.0.0.1", "::1", "localhost"}
        return self.document_text == "full" or (not self.document_text and loopback)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str], **flags: Any) -> "Settings":
        """Return settings with flags before `ECOACCORD_*` variables before defaults.

        Raises: BadSetting for an unknown variable, with the nearest known one, or a bad value.
        """
        known = {VARIABLE_PREFIX + f.name.upper(): f.name for f in fields(cls)}
        values: dict[str, Any] = {}
        for variable, text in environment.items():
            if not variable.startswith(VARIABLE_PREFIX):
                continue
            if variable not in known:
                near = get_close_matches(variable, known, 1)
                hint = f"; did you mean {near[0]}?" if near else ""
                raise BadSetting(f"{variable} is not a setting{hint}")
            values[known[variable]] = parse(known[variable], text)
        values |= {name: value for name, value in flags.items() if value is not None}
        return cls(**values)


def _check_addresses(addresses: Iterable[str]) -> None:
    for address in filter(None, addresses):
        if not _STORE_ADDRESS.fullmatch(address):
            shown = address.rpartition("@")[2]
            raise BadSetting(
                f"{shown!r} is no address of a SPARQL server, such as http://host:7878; "
                "names and passwords belong into the file that store_credentials names"
            )


DEFAULTS: Final = Settings()


def parse(name: str, text: str) -> Any:
    """Return the value that `text` gives a setting, in the type of its default.

    Raises: BadSetting that names the setting and the type.
    """
    default = getattr(DEFAULTS, name)
    if isinstance(default, tuple):
        return tuple(part.strip() for part in text.split(",") if part.strip())
    try:
        return type(default)(text)
    except ValueError as error:
        kind = {"int": "a whole number", "float": "a number"}[type(default).__name__]
        raise BadSetting(f"{name} is {text!r}; it takes {kind}") from error
