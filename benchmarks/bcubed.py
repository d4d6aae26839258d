"""How well agencies of many documents are told apart and put together: B-cubed.

    python benchmarks/bcubed.py DOCS GOLD [DOCS GOLD ...] [--entities FILE] [--last 140] [-v]

The reference puts agencies of two annotations together where one's name is the other's name, or
an alias of it that says enough, and where `--entities` lists them as one. Counted are the annotated
agencies that the extractor found; those of one document that it took for one thing count once each.
Documents after number `--last` are left out, they are not for tuning.
"""

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from kg.evaluate import ReadBack, read_back
from kg.likeness import normal, same

_NUMBER = re.compile(r"dev_(\d+)")
_HAN = re.compile("[\u4e00-\u9fff]")
_ANYBODYS = re.compile("[省市县区州我本]|自治区")
_TELLS_HAN, _TELLS = 5, 3  # characters, or words, from which a label says whose it is


class Mention(NamedTuple):
    """An agency of an annotation."""

    document: str
    names: tuple[str, ...]


class Measure(NamedTuple):
    precision: float
    recall: float
    f1: float


def main() -> None:
    arguments = _arguments()
    annotations = dict(_annotations(arguments.folders, arguments.last))
    paths = list(annotations)
    alone, together = read_back(paths), read_back(paths, together=True)
    mentions = [m for each in annotations.values() for m in _mentions(each)]
    reference = reference_of(mentions, _entities(arguments.entities))
    rows = list(_found(mentions, alone, together))
    found = {mention: thing for mention, _, thing in rows}
    gold = {mention: reference[mention] for mention in found}
    print(f"{len(found)} of {len(mentions)} agencies found")
    for way, assigned in (("keys alone", {m: key for m, key, _ in rows}), ("resolved", found)):
        precision, recall, f1 = bcubed(gold, assigned)
        things = f"{len(set(assigned.values()))} things for {len(set(gold.values()))}"
        print(f"{way}: {things}, precision {precision:.4f} recall {recall:.4f} F1 {f1:.4f}")
    if arguments.verbose:
        _tell(found, reference)


def bcubed(gold: Mapping[Mention, Hashable], found: Mapping[Mention, Hashable]) -> Measure:
    """Average over all mentions what share of its cluster is right, and of the right ones there."""
    of_gold, of_found = _clusters(gold), _clusters(found)
    shared = {m: len(of_gold[gold[m]] & of_found[found[m]]) for m in found}
    precision = sum(shared[m] / len(of_found[found[m]]) for m in found) / len(found)
    recall = sum(shared[m] / len(of_gold[gold[m]]) for m in found) / len(found)
    return Measure(precision, recall, 2 * precision * recall / (precision + recall))


def _clusters(assigned: Mapping[Mention, Hashable]) -> dict[Hashable, set[Mention]]:
    clusters: dict[Hashable, set[Mention]] = defaultdict(set)
    for mention, cluster in assigned.items():
        clusters[cluster].add(mention)
    return clusters


def reference_of(
    mentions: Sequence[Mention], entities: Iterable[Sequence[str]]
) -> dict[Mention, Mention]:
    """Return for each mention the first one of the same agency."""
    parents = {mention: mention for mention in mentions}

    def root(mention: Mention) -> Mention:
        while parents[mention] != mention:
            mention = parents[mention]
        return mention

    first: dict[str, Mention] = {}
    known = {normal(name): normal(names[0]) for names in entities for name in names}
    for mention in mentions:
        name = normal(mention.names[0])
        parents[root(mention)] = root(first.setdefault(known.get(name, name), mention))
    for mention in mentions:
        for alias in filter(_tells, mention.names[1:]):
            if other := first.get(known.get(normal(alias), normal(alias))):
                parents[root(mention)] = root(other)
    return {mention: root(mention) for mention in mentions}


def _tells(label: str) -> bool:
    if _HAN.search(label):
        return len(label) >= _TELLS_HAN and not _ANYBODYS.match(label)
    return len([word for word in label.split() if word[0].isupper()]) > _TELLS


def _found(
    mentions: Sequence[Mention], alone: ReadBack, together: ReadBack
) -> Iterator[tuple[Mention, str, str]]:
    """Yield what the extractor found: the thing in its document, and the one among all."""
    for mention in mentions:
        facts, reading = alone.facts.get(mention.document), together.readings.get(mention.document)
        if facts is None or reading is None:
            continue
        fits = [labels for labels in facts["agencies"] if same(labels, mention.names)]
        fits.sort(key=lambda labels: not same(labels, mention.names[:1]))
        for labels in fits[:1]:
            yield mention, labels.thing, reading.canonical.get(labels.thing, labels.thing)


def _mentions(annotation: Mapping[str, Any]) -> Iterator[Mention]:
    names = {}
    for agency in annotation["agencies"]:
        labels = (agency["name"], *(agency.get("aliases") or []))
        names[normal(agency["name"])] = Mention(annotation["doc"], labels)
    yield from names.values()


def _annotations(folders: Sequence[Path], last: int) -> Iterator[tuple[Path, dict[str, Any]]]:
    for docs, gold in zip(folders[::2], folders[1::2], strict=True):
        for path in sorted(gold.glob("*.json")):
            number = _NUMBER.fullmatch(path.stem)
            if number is None or int(number[1]) <= last:
                annotation = json.loads(path.read_bytes())
                yield docs / annotation["doc"], annotation


def _entities(path: Path | None) -> list[list[str]]:
    listed = json.loads(path.read_bytes())["agencies"] if path else []
    return [[each["name"], *filter(_tells, each["aliases"])] for each in listed]


def _tell(found: Mapping[Mention, str], reference: Mapping[Mention, Mention]) -> None:
    """Print what is one thing here and several there, and the other way round."""
    for word, outer, inner in (("apart", reference, found), ("merged", found, reference)):
        clusters = _clusters({mention: outer[mention] for mention in found})
        for members in clusters.values():
            parts = _clusters({mention: inner[mention] for mention in members})
            if len(parts) > 1:
                print(word, *(_words(part) for part in parts.values()), sep="\n    ")


def _words(members: Iterable[Mention]) -> str:
    return "; ".join(sorted(f"{m.document}: {m.names[0]}" for m in members))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="DOCS GOLD")
    parser.add_argument("--entities", type=Path, help="agencies of several documents, as JSON")
    parser.add_argument("--last", type=int, default=140)
    parser.add_argument("-v", "--verbose", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
