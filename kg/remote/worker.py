"""A process that passes queries on to a SPARQL server, and their results back, whole or not at all.

It speaks with the pool as kg.query.worker does, and can be killed at any moment, which ends its
connection.
"""

import json
import random
import socket
import sys
import threading
from functools import lru_cache
from typing import Any, Final

import pyoxigraph as ox

from kg.errors import BadAnswer, KgError, ResultTooLarge
from kg.query.confine import limit_memory
from kg.query.formats import FORMATS, Kind
from kg.query.rows import TooManySolutions, bounded
from kg.query.worker import (
    END,
    HEAD,
    NEWEST,
    Frames,
    Job,
    Jobs,
    end_with,
    fail,
    frame,
    head_of,
    send,
)
from kg.remote.address import Remote
from kg.remote.dataset import Dataset, counting, named, seen
from kg.remote.endpoint import Endpoint, Reply, row_cap
from kg.remote.extensions import refuse_extensions
from kg.remote.profiles import Profile
from kg.remote.version import read_version
from kg.remote.wholeness import ENDS_ITSELF, Ending

_EMPTY: Final = ox.Store()  # parses queries, so that what is no SPARQL goes nowhere
_FORMS: Final = {(form.kind, form.suffix): form for form in FORMATS}
_VERSION_S: Final = 2.0
_TRIED: Final = 20_000  # rows, to see after how many a server cuts
_XML: Final = "application/sparql-results+xml"


class Upstream:
    """The server and its copies, of which some may lag behind."""

    def __init__(self, remote: Remote) -> None:
        self.remote, self.endpoint = remote, Endpoint(remote)
        self._reached: dict[str, int] = {}
        self._cap = 0  # solutions; 0: not known yet

    def urls(self, least: int) -> tuple[str, ...]:
        """Return whom to ask for a state from a commit on, in some order."""
        own, *copies = self.remote.query_urls
        if not copies:
            return (own,)
        able = [own, *(url for url in copies if self._has(url, least))]
        random.shuffle(able)
        return tuple(able)

    def refuse_cut(self, count: str, job: Job, dataset: Dataset) -> None:
        """Let a graph pass that is made of fewer solutions than the server cuts after.

        Raises: ResultTooLarge
        """
        if not self._cap:
            many = f"SELECT ?a ?b {{ ?a ?p ?o . ?b ?q ?r }} LIMIT {_TRIED}"
            with self.endpoint.query(many, _XML, job.time_s) as reply:
                self._cap = row_cap(reply) or _TRIED
        with self.endpoint.query(count, _XML, job.time_s, dataset) as reply:
            found: Any = ox.parse_query_results(reply.whole(), format=ox.QueryResultsFormat.XML)
            number = int(next(found)["n"].value)
        if number >= self._cap:
            raise ResultTooLarge(f"the SPARQL server cuts results after {self._cap} solutions")

    def _has(self, url: str, least: int) -> bool:
        if self._reached.get(url, 0) < least:
            try:
                version = read_version(self.endpoint, _VERSION_S, (url,))
            except KgError:
                return False
            self._reached[url] = 0 if version.begun else version.number
        return self._reached[url] >= least


def main(descriptor: int, remote: Remote, memory_mb: int) -> None:
    """Serve jobs until nobody sends any."""
    channel = socket.socket(fileno=descriptor)
    threading.Thread(target=end_with, args=(descriptor,), daemon=True).start()
    upstream = Upstream(remote)
    limit_memory(memory_mb)
    jobs = Jobs(channel)
    channel.sendall(frame(HEAD, json.dumps({"shut_off": None}).encode()))
    while received := jobs.next(_idle):
        least, packed, text = received
        try:
            _answer(channel, upstream, text, _job(packed), 0 if least == NEWEST else least)
        except SyntaxError as error:
            fail(channel, "syntax", str(error))
        except TooManySolutions as error:
            fail(channel, "solutions", str(error))
        except MemoryError as error:
            fail(channel, "memory", str(error))
        except KgError as error:
            fail(channel, error.code, str(error))
        except (RuntimeError, ValueError, OSError) as error:
            fail(channel, "failed", str(error))


def _idle() -> None:
    """Nothing changes here while nobody asks."""


@lru_cache(maxsize=64)
def _job(packed: bytes) -> Job:
    return Job(*json.loads(packed))


def _answer(channel: socket.socket, upstream: Upstream, text: str, job: Job, least: int) -> None:
    local: Any = _EMPTY.query(text, base_iri=job.base)
    kind: Kind = "graph" if isinstance(local, ox.QueryTriples) else "solutions"
    name = job.graph if kind == "graph" else job.solutions
    if name is None:
        channel.sendall(head_of(kind, name, least, None))
        return
    profile = upstream.remote.profile
    if profile.has_extensions:
        refuse_extensions(text)
    asked, dataset = _dataset(text, job, upstream.remote)
    is_passed_on = profile.is_clean and job.limit is None and not (kind == "graph" and job.most)
    form = _FORMS[kind, name if is_passed_on else _plain(kind, profile.solutions)]
    urls = upstream.urls(least)
    # Only Virtuoso has graphs of its own; this is how it leaves them out. Where no default graph is
    # named, as in a plain dataset, it would leave out all others, too.
    left_out = profile.hidden if upstream.remote.default_graph else ()
    hidden = "".join(f"define input:named-graph-exclude <{iri}>\n" for iri in left_out)
    begin, accept = f"{hidden}BASE <{job.base}>\n", form.media_types[0]
    if profile.row_cap and kind == "graph":
        upstream.refuse_cut(begin + counting(asked), job, dataset)
    with upstream.endpoint.query(begin + asked, accept, job.time_s, dataset, urls) as reply:
        if is_passed_on:
            _pass_on(channel, reply, job, head_of(kind, name, least, None), kind, name, profile)
        else:
            cap = row_cap(reply)
            if cap and (job.limit is None or job.limit >= cap):
                raise ResultTooLarge(f"the SPARQL server cuts results after {cap} solutions")
            try:
                send(channel, _parsed(reply, form.engine), kind, job, least)
            except SyntaxError as error:
                raise BadAnswer(f"the SPARQL server's answer is none: {error}") from error
            reply.read()  # what may stand behind its end


def _pass_on(
    channel: socket.socket,
    reply: Reply,
    job: Job,
    head: bytes,
    kind: Kind,
    name: str,
    profile: Profile,
) -> None:
    if not reply.is_framed and name not in ENDS_ITSELF:
        raise BadAnswer("the SPARQL server's answer has no end that can be seen")
    engine: Any = _FORMS[kind, name].engine
    frames = Frames(channel, head, bounded(engine, job.most) if job.most else None)
    ending = Ending(name, profile.cancelled)
    for block in reply.blocks():
        ending.see(block)
        frames.write(block)
    ending.check()
    frames.send(frame(END))


def _plain(kind: Kind, solutions: str) -> str:
    """Return the format to ask for where the answer is parsed here."""
    return "nt" if kind == "graph" else solutions


def _parsed(reply: Reply, engine: Any) -> Any:
    source: Any = reply
    if isinstance(engine, ox.RdfFormat):
        return (quad.triple for quad in ox.parse(source, format=engine))
    return ox.parse_query_results(source, format=engine)


def _dataset(text: str, job: Job, remote: Remote) -> tuple[str, Dataset]:
    default, graphs = job.default_graph, job.named_graphs
    if default is None and graphs is None:
        return text, []
    if graphs is None and remote.default_graph and list(default or ()) == [remote.default_graph]:
        return seen(text, remote.default_graph, remote.profile)
    return text, named(tuple(default or ()), tuple(graphs or ()))


if __name__ == "__main__":
    main(int(sys.argv[1]), Remote.unpacked(sys.argv[2]), int(sys.argv[3]))
