"""A language model that knows the annotations: what the way from a model into the graph lets by.

    python benchmarks/oracle.py DOCS GOLD [--last 140] [--liar 0.3]

It answers over HTTP like a real one, with what the reference says and the text names, and, with
`--liar`, with so many inventions beside. It proves the plumbing; it says nothing of any model.
"""

import argparse
import json
import random
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

if __package__ in (None, ""):  # run as a script
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.quality import chosen
from kg.evaluate import Evaluation, evaluate
from kg.likeness import same_body
from kg.llm import Endpoint
from kg.model import Policy
from kg.settings import Settings

_Item = Mapping[str, Any]


class Oracle:
    """Answers a question about a document from the annotation of that document."""

    def __init__(self, annotation: _Item, liar: float) -> None:
        self._annotation, self._liar = annotation, liar
        self._random = random.Random(annotation["doc"])
        things = (*annotation["agencies"], *annotation["frameworks"])
        self._aliases = {each["name"]: [each["name"], *each["aliases"]] for each in things}

    def answer(self, data: _Item) -> dict[str, Any]:
        events = [self._event(data, each) for each in self._annotation["events"]]
        agreements = [self._agreement(data, each) for each in self._annotation["agreements"]]
        lies = [self._lie(data) for _ in range(round(self._liar * 10))]
        return {
            "events": [*filter(None, events), *lies],
            "agreements": [*filter(None, agreements)],
        }

    def _event(self, data: _Item, event: _Item) -> dict[str, Any] | None:
        parts = [
            part | {"role": each["role"]}
            for each in event["participants"]
            if (part := self._entity(data, "agencies", each["agency"]))
        ]
        places = [self._entity(data, "places", place) for place in event["places"]]
        frameworks = [self._entity(data, "frameworks", name) for name in event["frameworks"]]
        date = next((d for d in data["dates"] if d["date"].startswith(str(event["start"]))), None)
        told = _telling(data, date, [*parts, *filter(None, places)])
        if told is None:
            return None
        return {
            "type": event["type"], "tense": event["tense"], **told, "participants": parts,
            "date": date["number"] if date and date["words"] in told["quote"] else None,
            "places": [*filter(None, places)], "frameworks": [*filter(None, frameworks)],
        }  # fmt: skip

    def _agreement(self, data: _Item, agreement: _Item) -> dict[str, Any] | None:
        parties = [
            party
            for name in agreement["parties"]
            if (party := self._entity(data, "agencies", name) or self._entity(data, "places", name))
        ]
        told = _telling(data, None, parties)
        status = {"type": agreement["type"], "status": agreement["status"]}
        return {**status, **told, "parties": parties} if told else None

    def _entity(self, data: _Item, kind: str, name: str) -> dict[str, Any] | None:
        """Return the number of a thing with a sentence that names it as the list does."""
        names = self._aliases.get(name, [name])
        for each in data[kind]:
            if same_body([each["name"]], names):
                for sentence in data["sentences"]:
                    if each["name"] in sentence["text"]:
                        return {"number": each["number"], **_whole(sentence, each["name"])}
        return None

    def _lie(self, data: _Item) -> dict[str, Any]:
        sentence = self._random.choice(data["sentences"])
        quote = sentence["text"][:40][::-1] if self._random.random() < 0.5 else "never said"
        return {
            "type": "Meeting", "tense": "held", "sentence": sentence["number"], "quote": quote,
            "date": "D1", "places": [], "participants": [], "frameworks": [],
        }  # fmt: skip


def _whole(sentence: _Item, name: str) -> dict[str, Any]:
    """Return the sentence as a quote, or as much of it as a quote may have around a name."""
    text = sentence["text"]
    start = max(0, text.find(name) - 100)
    return {"sentence": sentence["number"], "quote": text[start : start + 300]}


def _telling(data: _Item, date: _Item | None, parts: Sequence[_Item]) -> dict[str, Any] | None:
    """Return the sentence with the date, else that of the first thing named."""
    if date:
        for sentence in data["sentences"]:
            if date["words"] in sentence["text"]:
                return _whole(sentence, date["words"])
    return {name: parts[0][name] for name in ("sentence", "quote")} if parts else None


@contextmanager
def serving(oracles: Iterator[Oracle]) -> Iterator[str]:
    """Serve one oracle after the other, a document each; yield the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            data = json.loads(body["messages"][1]["content"])
            words = json.dumps(next(oracles).answer(data))
            answer = json.dumps({"choices": [{"message": {"content": words}}]}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/v1"
        server.shutdown()


def with_oracle(docs: Path, gold: Path, liar: float) -> tuple[Evaluation, str]:
    annotations = [json.loads(path.read_bytes()) for path in sorted(gold.glob("*.json"))]
    oracles = iter([Oracle(each, liar) for each in annotations])
    with TemporaryDirectory() as folder, serving(oracles) as address:
        endpoint = Endpoint(Settings(store=f"{folder}/s", llm_url=address, llm_model="oracle"))
        found = evaluate(docs, gold, policy=Policy(model="oracle", ask=endpoint.ask))
        for reading in found.back.readings.values():
            endpoint.judge(reading.graph.rejected)
        return found, endpoint.use.summary()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("docs", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--last", type=int, default=140)
    parser.add_argument("--liar", type=float, default=0.3, help="share of inventions")
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        gold = chosen(asked.gold, asked.last, Path(folder))
        print("without", evaluate(asked.docs, gold).table(), sep="\n")
        found, summary = with_oracle(asked.docs, gold, asked.liar)
        print("with", found.table(), summary, sep="\n")


if __name__ == "__main__":
    main()
