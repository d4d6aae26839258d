"""Whether one event told by several documents becomes one, and no two others do.

    python benchmarks/same_events.py DOCS GOLD [DOCS GOLD ...] [--last 140]

All documents are loaded into one store and read back as `kg facts` does. Annotations mark with
`same_as_event_in` which events are one; pairs count whose events were both extracted. Background
events are never asked for, and pairs among them are told apart. Documents after number `--last`
are left out, they are not for tuning.
"""

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any, Final, NamedTuple

from kg.evaluate import read_back
from kg.scoring import score_document
from kg.verdicts import Score

NUMBER: Final = re.compile(r"dev_(\d+)")


class Told(NamedTuple):
    """An event as one document tells it; `mark` is document#id of the annotation, if it has one."""

    document: str
    event: dict[str, Any]
    mark: str

    def __str__(self) -> str:
        event = self.event
        when = event["start"] or event["partial_date"] or "undated"
        return f"{self.document}: {event['type']}, {event['tense']}, {when}, {event['title'][:90]}"


@dataclass(frozen=True)
class Found:
    marked: list[tuple[str, str]]  # pairs of annotated events whose both events were extracted
    joined: list[tuple[str, str]]  # those of them that are one
    unmarked: list[tuple[Told, Told]]  # events of two documents that are one, and not marked


def annotations(gold: Path, last: int) -> Iterator[dict[str, Any]]:
    for path in sorted(gold.glob("*.json")):
        number = NUMBER.match(path.stem)
        if number is None or int(number[1]) <= last:
            yield json.loads(path.read_bytes())


def found(folders: Sequence[tuple[Path, Path]], last: int) -> Found:
    annotated = [(docs, each) for docs, gold in folders for each in annotations(gold, last)]
    facts = read_back([docs / each["doc"] for docs, each in annotated], together=True).facts
    score = Score()
    for _, each in annotated:
        score_document(each, facts.get(each["doc"], {}), score)
    marks = {
        (
            verdict.document,
            id(verdict.found.frame),
        ): f"{verdict.document}#{verdict.wanted.frame['id']}"
        for verdict in score.verdicts
        if verdict.kind == "event" and verdict.is_right
        if verdict.found and verdict.found.frame and verdict.wanted and verdict.wanted.frame
    }
    told = [
        Told(name, event, marks.get((name, id(event)), ""))
        for name, each in facts.items()
        for event in each["events"]
    ]
    return compared(told, pairs(each for _, each in annotated))


def pairs(annotated: Iterator[dict[str, Any]]) -> set[tuple[str, str]]:
    """Return the marked pairs, the smaller first."""
    return {
        tuple(sorted((f"{each['doc']}#{event['id']}", other)))
        for each in annotated
        for event in each["events"]
        for other in event.get("same_as_event_in") or []
    }


def compared(told: Sequence[Told], marked: set[tuple[str, str]]) -> Found:
    by_mark = {each.mark: each.event["id"] for each in told if each.mark}
    extracted = sorted(pair for pair in marked if all(mark in by_mark for mark in pair))
    by_id = defaultdict(list)
    for each in told:
        by_id[each.event["id"]].append(each)
    unmarked = [
        (one, other)
        for each in by_id.values()
        for one, other in combinations(each, 2)
        if tuple(sorted((one.mark, other.mark))) not in marked
    ]
    joined = [pair for pair in extracted if by_mark[pair[0]] == by_mark[pair[1]]]
    return Found(extracted, joined, unmarked)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path, help="DOCS GOLD [DOCS GOLD ...]")
    parser.add_argument("--last", type=int, default=140)
    options = parser.parse_args()
    docs, gold = options.folders[::2], options.folders[1::2]
    result = found(list(zip(docs, gold, strict=True)), options.last)
    print(f"{len(result.joined)} of {len(result.marked)} marked pairs, both extracted, are one")
    for one, other in sorted(set(result.marked) - set(result.joined)):
        print(f"  not one: {one} {other}")
    print(f"{len(result.unmarked)} pairs that are not marked are one")
    for first, second in result.unmarked:
        print(f"  {first}\n    = {second}")


if __name__ == "__main__":
    main()
