"""A small store of documents with everything a graph can hold, one of them hostile."""

from dataclasses import replace
from pathlib import Path

from graph.graph_examples import WORDS, a_document, an_extraction, readable, seen, with_event
from pyoxigraph import NamedNode

from kg.archive import Archive
from kg.commit import plan
from kg.graph.document import DocumentGraph
from kg.graph.mapping import document_quads
from kg.iris import Namespace
from kg.model import Document, EventFrame, Extraction, Label, Span
from kg.search.index import Index
from kg.settings import Settings
from kg.store import checkpoints
from kg.store.base import Change
from kg.store.embedded import EmbeddedStore, open_checkpoint
from kg.terms import vocabulary_quads
from loaders._base import Source

NAMESPACE = Namespace("http://localhost/")
SCRIPT = "</script><script>alert('x')</script>"
OVERRIDE = "\u202egnirts a\u202c"  # told from right to left
TEMPLATE = "{{ 7 * 191 }}{% raw %}${7*191}"
LONG = "w" * 10_000
HOSTILE = f"{SCRIPT} <img src=x onerror=alert(1)> {OVERRIDE} {TEMPLATE} {LONG}"
HEARD = WORDS.replace("received a UNEP delegation", "received a UNEP delegation 🐼")
ATTACK = f"{HEARD}{HOSTILE}\n"


def documents() -> list[tuple[Document, Extraction]]:
    """Return a plain document and a hostile one, which tell of the same people and bodies."""
    plain, attack = a_document(HEARD, "a", "a.txt"), a_document(ATTACK, "b", "b.txt")
    hostile = replace(attack, publisher=HOSTILE, url="javascript:alert(document.domain)")
    return [
        (plain, _with_place(an_extraction(HEARD, "a"))),
        (hostile, _poisoned(an_extraction(ATTACK, "b"))),
    ]


def _with_place(extraction: Extraction) -> Extraction:
    """Let the place of the meeting rest on the whole sentence."""
    event = extraction.events[0]
    (place,) = event.places
    sentence = seen(HEARD, HEARD[HEARD.index("On 3 April") : HEARD.index(" They renewed")], 0.95)
    return with_event(extraction, 0, places=(replace(place, evidence=sentence),))


def _poisoned(extraction: Extraction) -> Extraction:
    """Put hostile words wherever words of a document come to stand."""
    events = tuple(_event(event) for event in extraction.events)
    agreements = tuple(replace(a, title=Label(HOSTILE, "en")) for a in extraction.agreements)
    return replace(extraction, title=Label(HOSTILE, "en"), events=events, agreements=agreements)


def _event(event: EventFrame) -> EventFrame:
    people = tuple(
        replace(each, value=replace(each.value, position=Label(HOSTILE, "en")))
        for each in event.people
    )
    start = ATTACK.index(SCRIPT)
    evidence = replace(event.type.evidence, spans=(Span(start, start + 290),))
    return replace(
        event,
        title=Label(HOSTILE, "en"),
        people=people,
        type=replace(event.type, evidence=evidence),
    )


def fill(settings: Settings) -> None:
    """Write the documents into a new store, archive and index."""
    root, archive = Path(settings.store), Archive(settings.archive_path)
    with EmbeddedStore.open(root, NAMESPACE) as store:
        store.apply(Change(insert=list(vocabulary_quads(NamedNode(NAMESPACE.view)))))
        for document, extraction in documents():
            text = readable(document.text)
            graph: DocumentGraph = document_quads(document, text, extraction, NAMESPACE)
            store.apply(plan(store, NAMESPACE, [graph]))
            archive.put(document, Source(document.path, document.content), "text")
        checkpoints.publish(store, root, 0)
    index = Index(root, NAMESPACE)
    newest = checkpoints.newest(root)
    assert newest
    with open_checkpoint(newest, NAMESPACE) as reader:
        index.update(reader, reader.sequence)
    index.close()
