"""Where a SPARQL server is, in a form that child processes are told in; no secret is in it."""

import json
from dataclasses import asdict, dataclass
from typing import Self

from kg.iris import Namespace
from kg.remote.profiles import PROFILES, Profile
from kg.settings import Settings


@dataclass(frozen=True, slots=True)
class Remote:
    url: str
    kind: str
    base_iri: str
    dataset: str
    other_update: str = ""
    replicas: tuple[str, ...] = ()
    credentials: str = ""  # the file
    state: str = ""
    sql: str = ""  # where Virtuoso's loader is told what to load
    folder: str = ""  # from which it reads

    @classmethod
    def of(cls, settings: Settings) -> Self:
        return cls(
            settings.store.rstrip("/"),
            settings.store_kind,
            settings.base_iri,
            settings.dataset,
            settings.store_update,
            tuple(url.rstrip("/") for url in settings.store_replicas),
            settings.store_credentials,
            str(settings.root.absolute()),
            settings.store_sql,
            settings.store_folder,
        )

    @classmethod
    def unpacked(cls, text: str) -> Self:
        values = json.loads(text)
        return cls(**values | {"replicas": tuple(values["replicas"])})

    def packed(self) -> str:
        return json.dumps(asdict(self))

    @property
    def profile(self) -> Profile:
        return PROFILES[self.kind]

    @property
    def query_urls(self) -> tuple[str, ...]:
        """The server itself first, then its copies."""
        return tuple(url + self.profile.query for url in (self.url, *self.replicas))

    @property
    def update_url(self) -> str:
        return self.other_update or self.url + self.profile.update

    @property
    def namespace(self) -> Namespace:
        return Namespace(self.base_iri)

    @property
    def default_graph(self) -> str | None:
        """The graph in place of the default one; None leaves that to the server."""
        return self.namespace.view if self.dataset == "managed" else None
