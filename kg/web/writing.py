"""The way from a request that writes to the writer: what it may touch, and within which limits."""

import queue
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from flask import Response, request

from kg.identity.decision import Decision
from kg.iris import Namespace
from kg.query.protocol import Change
from kg.query.update import Dataset, refuse_reserved, rewrite
from kg.settings import Settings
from kg.uploads import Uploads
from kg.web.access import Access
from kg.web.fresh import has_come
from kg.writer import Changed, WriterClient


class Writing:
    """Changes on their way to the writer; its connections are kept for the next ones."""

    def __init__(self, settings: Settings, access: Access, sequence: Callable[[], int]) -> None:
        """`sequence` tells the newest commit that can be read."""
        self.access = access
        self._sequence = sequence
        self.settings = settings
        self.uploads = Uploads(settings)
        self._namespace = Namespace(settings.base_iri)
        self._idle: queue.LifoQueue[WriterClient] = queue.LifoQueue()

    def update(
        self, change: Change, *, only: str | None = None, condition: dict[str, Any] | None = None
    ) -> Changed:
        """Run an update, which may change `only` one graph or any that is not the program's.

        Raises: BadQuery, Refused, BadRequest; as WriterClient.change
        """
        dataset = self._dataset(change, only)
        header: dict[str, Any] = {"original": None, "mark": None, "graphs": None}
        text = change.text
        if dataset != Dataset(self.settings.base_iri):
            rewritten = rewrite(text, dataset)
            text = rewritten.text
            graphs = None if rewritten.graphs is None else sorted(rewritten.graphs)
            header = {"original": change.text, "mark": rewritten.mark, "graphs": graphs}
        return self._change(header | {"command": "update"}, text.encode(), condition)

    def graph(
        self,
        method: str,
        iri: str,
        parts: list[tuple[str, bytes]] | None = None,
        condition: dict[str, Any] | None = None,
    ) -> Changed:
        """Put, add to or delete a graph, "" for the default one; `parts` have a format each.

        Raises: Refused; as WriterClient.change
        """
        refuse_reserved(self._dataset(Change("")), iri)
        contents = parts or []
        header = {
            "command": "graph",
            "method": method,
            "graph": iri,
            "base": self.settings.base_iri,
            "parts": [{"format": name, "size": len(content)} for name, content in contents],
        }
        return self._change(header, b"".join(content for _, content in contents), condition)

    def decide(
        self,
        add: Sequence[Decision],
        retract: Sequence[str] = (),
        if_unchanged: Mapping[str, str] | None = None,
    ) -> Changed:
        """Add decisions, and take others back by their keys.

        Raises: as WriterClient.decide
        """
        with self._client() as client:
            return Changed(client.decide(add, retract, if_unchanged))

    def done(self, changed: Changed, status: int = 204) -> Response:
        """Return the answer to a change once it can be read, or at once if that is preferred."""
        response = Response(status=status)
        del response.headers["Content-Type"]
        response.headers["X-Commit"] = str(changed.sequence)
        if "respond-async" in request.headers.get("Prefer", ""):
            response.headers["Preference-Applied"] = "respond-async"
        else:
            has_come(self._sequence, changed.sequence)
        return response

    def start(self) -> None:
        """Go on with what an earlier process was told to load."""
        self.uploads.start()

    def close(self) -> None:
        while not self._idle.empty():
            self._idle.get_nowait().close()

    def _dataset(self, change: Change, only: str | None = None) -> Dataset:
        is_managed = self.settings.dataset == "managed"
        return Dataset(
            base=self.settings.base_iri,
            view=self._namespace.view if is_managed else None,
            reserved=self._namespace.graph("") if is_managed else None,
            only=only,
            using=change.using,
            using_named=change.using_named,
        )

    def _change(
        self, header: dict[str, Any], payload: bytes, condition: dict[str, Any] | None
    ) -> Changed:
        settings = self.settings
        limits = {
            "time_s": settings.update_timeout_s,
            "memory_mb": settings.query_memory_mb,
            "least_free_bytes": settings.min_free_bytes,
        }
        more = {"limits": limits, "condition": condition, "flush": settings.durability == "flush"}
        with self._client() as client:
            return client.change(header | more, payload)

    @contextmanager
    def _client(self) -> Iterator[WriterClient]:
        client = self._idle_client() or WriterClient.connect_or_start(self.settings)
        try:
            yield client
        finally:
            self._put_back(client)

    def _idle_client(self) -> WriterClient | None:
        while not self._idle.empty():
            with suppress(queue.Empty):
                client = self._idle.get_nowait()
                if client.is_usable:
                    return client
                client.close()
        return None

    def _put_back(self, client: WriterClient) -> None:
        if client.is_usable:
            self._idle.put(client)
        else:
            client.close()
