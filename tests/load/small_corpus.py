"""A small folder of documents in several formats, and what must hold of any store at any time."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from kg.graph.view import rebuild
from kg.iris import Namespace
from kg.settings import Settings
from kg.store.base import Reader
from kg.terms import EA, FOAF, VOID
from kg.writer import reader

_CITIES = ("Nairobi", "Geneva", "Bonn", "Montreal", "Kunming", "Singapore")
_MONTHS = ("March", "April", "May", "June", "September", "October")


def english(number: int) -> str:
    city, month = _CITIES[number % 6], _MONTHS[number // 6 % 6]
    return (
        f"Ministers meet in {city}\n\n"
        f"On {number % 28 + 1} {month} 2023, China's Ministry of Ecology and Environment and the "
        f"United Nations Environment Programme held their dialogue number {number} in {city}. "
        "They signed a memorandum of understanding on biodiversity.\n"
    )


def chinese(number: int) -> str:
    return (
        f"生态环境部举行第{number}次会谈\n\n"
        f"2023年{number % 12 + 1}月{number % 28 + 1}日，生态环境部与联合国环境规划署在内罗毕"
        f"举行会谈，讨论了第{number}项合作，签署了谅解备忘录。\n"
    )


def write_corpus(folder: Path, size: int = 12) -> int:
    """Write `size` documents as text, GB18030 text, HTML and lines of JSON; return their number."""
    (folder / "more").mkdir(parents=True)
    lines = []
    for number in range(size):
        match number % 4:
            case 0:
                (folder / f"{number:03}.txt").write_text(english(number), encoding="utf-8")
            case 1:
                (folder / "more" / f"{number:03}.txt").write_bytes(
                    chinese(number).encode("gb18030")
                )
            case 2:
                body = "".join(f"<p>{p}</p>" for p in english(number).split("\n\n"))
                page = f"<!doctype html><html><body><article>{body}</article></body></html>"
                (folder / f"{number:03}.html").write_text(page, encoding="utf-8")
            case _:
                url = f"https://news.example.org/{number}"
                lines.append(json.dumps({"url": url, "text": english(number)}))
    (folder / "lines.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return size


def problems(settings: Settings) -> list[str]:
    """Return what is wrong with the newest state: torn documents, a view or record out of step."""
    names = Namespace(settings.base_iri)
    with reader(settings) as source:
        return [*_torn(source, names), *_out_of_step(source, names)]


def _torn(source: Reader, names: Namespace) -> Sequence[str]:
    catalog, prefix = NamedNode(names.catalog), names.document_graph("")
    sizes = Counter(
        quad.graph_name
        for quad in source.quads()
        if isinstance(quad.graph_name, NamedNode) and quad.graph_name.value.startswith(prefix)
    )
    recorded = {
        quad.subject: int(quad.object.value)
        for quad in source.quads(None, VOID.triples, None, catalog)
        if isinstance(quad.object, Literal)
    }
    topics = {quad.subject for quad in source.quads(None, FOAF.primaryTopic, None, catalog)}
    digests = {quad.subject for quad in source.quads(None, EA.contentDigest, None, catalog)}
    wrong = [
        f"{graph} has {sizes[graph]} of {n}" for graph, n in recorded.items() if sizes[graph] != n
    ]
    unrecorded = sizes.keys() ^ recorded.keys() | topics ^ digests | topics ^ recorded.keys()
    return [*wrong, *(f"{graph} is not in step with the catalogue" for graph in unrecorded)]


def _out_of_step(source: Reader, names: Namespace) -> Sequence[str]:
    present = set(source.quads(graph=NamedNode(names.view)))
    difference = present ^ set(rebuild(source, names))
    return [f"the view differs in {quad}" for quad in difference]
