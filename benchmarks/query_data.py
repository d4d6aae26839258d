"""Stores to ask: the neutral graph of ../shared/bench, and documents through the product's mapping.

The neutral one has every triple in its named graph and in the default graph, so that a query
without GRAPH finds the same in any server on the same files.
"""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from runpy import run_path
from typing import Any, Final

import pyoxigraph as ox

from benchmarks.generate import write
from benchmarks.paired import Query
from kg.authority import authority
from kg.iris import Namespace
from kg.store import checkpoints
from kg.store.embedded import EmbeddedStore

SHARED: Final = Path(__file__).resolve().parents[2] / "shared" / "bench"
QUADS_A_DOCUMENT: Final = 490
_NAMES: Final = (
    *("describe", "lookup", "doc_prov", "timeline", "top_fw_year", "network", "text", "path"),
    *("ask", "construct", "rows1k", "trivial"),
)
_AGGREGATES: Final = ("top_fw_year", "network", "count_all", "group_all")


@dataclass(frozen=True)
class Data:
    """A store on disk, how it is served, and queries to ask it."""

    name: str
    root: Path
    dataset: str
    mix: Callable[[Random, str], Query]
    names: tuple[str, ...]
    aggregates: tuple[str, ...]

    @property
    def engine_files(self) -> Path:
        """Return what another server can open read-only."""
        newest = checkpoints.newest(self.root)
        if newest is None:
            raise FileNotFoundError(f"{self.root} has no checkpoint")
        return newest


def neutral(folder: Path, quads: int) -> Data:
    root = folder / f"neutral-{quads}"
    if not root.exists():
        lines = folder / "neutral.nq"
        command = [sys.executable, str(SHARED / "gen_kg.py"), str(quads // 2), str(lines)]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        _bulk_load(lines, root)
        lines.unlink()
    module = run_path(str(SHARED / "query_mix.py"))
    documents = quads // 2 // 55

    def query(random: Random, name: str) -> Query:
        if name == "trivial":
            return Query(name, "ASK {}")
        sizes: dict[str, Any] = {"docs": documents, "events": documents * 3, "agencies": 600}
        return Query(name, module["fill"](name, random, **sizes))

    return Data("neutral", root, "plain", query, _NAMES, _AGGREGATES)


def _bulk_load(lines: Path, root: Path) -> None:
    with EmbeddedStore.open(root, Namespace(), managed=False):
        pass  # writes the stamp
    engine = ox.Store(str(root / "oxigraph"))
    engine.bulk_load(path=str(lines), format=ox.RdfFormat.N_QUADS)
    merged = lines.with_suffix(".nt")
    with lines.open("rb") as quads, merged.open("wb") as triples:
        triples.writelines(line[: line.rindex(b" <")] + b" .\n" for line in quads)
    engine.bulk_load(path=str(merged), format=ox.RdfFormat.N_TRIPLES)
    merged.unlink()
    engine.optimize()
    engine.flush()
    del engine
    with EmbeddedStore.open(root, Namespace(), managed=False) as store:
        checkpoints.publish(store, root, 1)


def product(folder: Path, quads: int) -> Data:
    root = folder / f"product-{quads}"
    if not root.exists():
        documents = folder / "documents"
        write(documents, max(1, quads // QUADS_A_DOCUMENT), 1, "text")
        kg = Path(sys.executable).parent / "kg"
        subprocess.run([kg, "load", documents, "--store", root], check=True)
    aggregates = ("all_status", "all_kinds")
    names = tuple(name for name in _PRODUCT if name not in aggregates)
    return Data("product", root, "managed", _product_query, names, aggregates)


_VIEW: Final = f"<{Namespace().view}>"
_PROLOGUE: Final = (
    "PREFIX ea: <https://w3id.org/ecoaccord/ns#> "
    "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
)
_PRODUCT: Final = {
    "describe": "DESCRIBE <{agency}> FROM {view}",
    "lookup": "SELECT ?p ?v FROM {view} {{ <{agency}> ?p ?v }}",
    "events": "SELECT ?e ?t ?d FROM {view} {{ ?e ea:participant <{agency}> ; skos:prefLabel ?t . "
    "OPTIONAL {{ ?e ea:dateEdtf ?d }} }} ORDER BY ?d LIMIT 50",
    "status": "SELECT ?s (COUNT(*) AS ?n) FROM {view} "
    "{{ ?a a ea:Agreement ; ea:agreementStatus ?s ; ea:party <{agency}> }} GROUP BY ?s",
    "kinds": "SELECT ?k (COUNT(?e) AS ?n) FROM {view} "
    "{{ ?e ea:eventType ?k ; ea:participant <{agency}> }} GROUP BY ?k ORDER BY DESC(?n)",
    "all_status": "SELECT ?s (COUNT(*) AS ?n) FROM {view} "
    "{{ ?a a ea:Agreement ; ea:agreementStatus ?s }} GROUP BY ?s",
    "all_kinds": "SELECT ?k (COUNT(DISTINCT ?e) AS ?n) FROM {view} "
    "{{ ?e ea:eventType ?k ; ea:participant ?a }} GROUP BY ?k ORDER BY DESC(?n)",
    "partners": "SELECT ?b (COUNT(DISTINCT ?e) AS ?n) FROM {view} {{ ?e ea:participant <{agency}> "
    ", ?b FILTER(?b != <{agency}>) }} GROUP BY ?b ORDER BY DESC(?n) LIMIT 25",
    "claims": "SELECT ?g ?c {{ GRAPH ?g {{ ?c a ea:Claim }} }} LIMIT {number}",
    "titles": "SELECT ?e ?t FROM {view} {{ ?e a ea:Event ; skos:prefLabel ?t "
    'FILTER(CONTAINS(LCASE(STR(?t)), "{word}")) }} LIMIT 50',
    "rows1k": "SELECT ?e ?k ?t FROM {view} {{ ?e ea:eventType ?k ; skos:prefLabel ?t }} LIMIT 1000",
    "ask": "ASK FROM {view} {{ ?e ea:participant <{agency}> , <{other}> }}",
    "construct": "CONSTRUCT {{ ?e skos:prefLabel ?t }} FROM {view} "
    "{{ ?e ea:participant <{agency}> ; skos:prefLabel ?t }}",
    "trivial": "ASK {{}}",
}
_WORDS: Final = ("wetland", "climate", "river", "forest", "marine", "air", "waste", "species")


def _product_query(random: Random, name: str) -> Query:
    keys = sorted(entry.key for entry in authority().entries if entry.kind == "agency")

    def agency() -> str:
        return f"{Namespace().base}id/agency/{random.choice(keys)}"

    text = _PRODUCT[name].format(
        agency=agency(),
        other=agency(),
        view=_VIEW,
        number=random.randrange(10, 100),
        word=random.choice(_WORDS),
    )
    return Query(name, _PROLOGUE + text)
