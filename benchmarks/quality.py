"""How far facts can be trusted: confidence by family of rules, measured on annotated documents.

    python benchmarks/quality.py DOCS GOLD [--last 140] [--write]

`--write` puts the confidences into `ontology/confidence.csv`, which the rules read, and the tables
into `docs/quality.md`. Documents after number `--last` are left out, they are not for tuning.
"""

import argparse
import csv
import io
import json
import math
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from kg.evaluate import Evaluation, evaluate
from kg.extract.confidence import families

ROOT: Final = Path(__file__).resolve().parent.parent
DATA: Final = ROOT / "ontology" / "confidence.csv"
PAGE: Final = ROOT / "docs" / "quality.md"
MARK: Final = "<!-- benchmarks/quality.py: {} -->"
KG: Final = "from kg.cli import main; main()"
LEAST: Final = 8  # a family seen more seldom has the confidence of the wider one
PRIOR: Final = 10  # so many cases of the wider family are added to those of the narrower one
CALIBRATED: Final = frozenset({
    *("event type", "event date", "event place", "participant with role", "event framework"),
    *("person", "agreement type and status", "agreement party"),
})  # fmt: skip
BANDS: Final = (0.0, 0.6, 0.7, 0.8, 0.9, 1.01)
THRESHOLDS: Final = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)
_REFERRED: Final = re.compile(r"/ns#refersTo> <[^>]*/id/(agency|framework|element|series)/([^>]+)>")


class Fact(NamedTuple):
    """A fact that was told: by which rule (none for a name), and whether it is right."""

    document: str
    kind: str
    rule: str | None
    is_right: bool


class Share(NamedTuple):
    right: int = 0
    seen: int = 0

    @property
    def least(self) -> float:
        """Lower bound of the share with a probability of 97.5 % (Wilson)."""
        if not self.seen:
            return 0.0
        z, p, n = 1.96, self.right / self.seen, self.seen
        spread = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return (p + z * z / (2 * n) - spread) / (1 + z * z / n)


def told(evaluation: Evaluation) -> Iterator[Fact]:
    for name, reading in evaluation.back.readings.items():
        backing = reading.backing()
        for each in evaluation.score.verdicts:
            if each.document == name and each.found:
                behind = backing.of(each.kind, each.found)
                rule = behind.rule if behind and behind.confidence is not None else None
                yield Fact(name, each.kind, rule, each.is_right)


def shares(facts: Sequence[Fact]) -> dict[str, Share]:
    """Return how often each family was right; the empty name is all of them."""
    seen: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for fact in facts:
        if fact.rule and fact.kind in CALIBRATED:
            for family in (*families(fact.rule), ""):
                seen[family] += 1
                right[family] += fact.is_right
    return {family: Share(right[family], seen[family]) for family in sorted(seen)}


def confidence(known: dict[str, Share], *chain: str) -> float:
    """Return the share of the first family, drawn towards that of the wider ones behind it."""
    wider = known[""]
    value = (wider.right + 1) / (wider.seen + 2)
    for family in reversed(chain):
        share = known.get(family, Share())
        if share.seen >= LEAST and share != wider:
            value = (share.right + PRIOR * value) / (share.seen + PRIOR)
            wider = share
    return value


def left_out(facts: Sequence[Fact]) -> list[tuple[Fact, float]]:
    """Return each fact with the confidence that the other documents alone give it."""
    found = []
    for document in dict.fromkeys(fact.document for fact in facts):
        known = shares([fact for fact in facts if fact.document != document])
        found += [
            (fact, confidence(known, *families(fact.rule)) if fact.rule else 1.0)
            for fact in facts
            if fact.document == document
        ]
    return found


def data(known: dict[str, Share]) -> str:
    """Return the table that `kg.extract.confidence` reads."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(("family", "right", "seen", "wilson_lower", "confidence"))
    for family, share in known.items():
        if family and share.seen >= LEAST:
            sure = confidence(known, *families(family))
            writer.writerow((family, *share, f"{share.least:.3f}", f"{sure:.2f}"))
    return file.getvalue()


def confidence_table(known: dict[str, Share]) -> str:
    rows = [
        (f"`{family}`", share.right, share.seen, f"{share.right / share.seen:.2f}",
         f"{share.least:.2f}", f"{confidence(known, *families(family)):.2f}")
        for family, share in known.items()
        if family and share.seen >= LEAST
    ]  # fmt: skip
    return table(("family", "right", "of", "share", "at least", "confidence"), rows)


def reliability_table(facts: Sequence[tuple[Fact, float]], known: dict[str, Share]) -> str:
    """Compare promise and truth in bands of confidence; both by documents that were left out."""
    rows = []
    rated = [
        (confidence(known, *families(fact.rule)), sure, fact.is_right)
        for fact, sure in facts
        if fact.rule and fact.kind in CALIBRATED
    ]
    for low, high in pairwise(BANDS):
        inside = [(sure, is_right) for band, sure, is_right in rated if low <= band < high]
        if inside:
            share = Share(sum(is_right for _, is_right in inside), len(inside))
            promised = sum(sure for sure, _ in inside) / len(inside)
            rows.append((
                f"{low:.1f} to {min(high, 1):.1f}", len(inside), f"{promised:.2f}",
                f"{share.right / share.seen:.2f}", f"{share.least:.2f}",
            ))  # fmt: skip
    return table(("confidence", "facts", "promised", "right", "at least"), rows)


def threshold_table(facts: Sequence[tuple[Fact, float]], wanted: int) -> str:
    rows = []
    for threshold in THRESHOLDS:
        kept = [fact for fact, sure in facts if sure >= threshold]
        right = sum(fact.is_right for fact in kept)
        precision, recall = right / len(kept), right / wanted
        f1 = 2 * right / (len(kept) + wanted)
        rows.append((f"{threshold:.1f}", len(kept), *(f"{x:.3f}" for x in (precision, recall, f1))))
    return table(("min_confidence", "facts", "precision", "recall", "F1"), rows)


def table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(map(str, row))} |" for row in lines)


def seldom_named(evaluation: Evaluation) -> set[tuple[str, str]]:
    """Return the curated things that a single document names."""
    named: Counter[tuple[str, str]] = Counter()
    for reading in evaluation.back.readings.values():
        named.update(set(_REFERRED.findall(reading.graph.nquads.decode())))
    return {thing for thing, count in named.items() if count == 1 and thing[1][:2] != "x-"}


def without_rows(things: set[tuple[str, str]], docs: Path, gold: Path) -> tuple[int, str]:
    """Evaluate with a copy of the curated data that lacks these rows, unless others need them."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "ontology"
        shutil.copytree(ROOT / "ontology", copy)
        tables = {
            "agency": "agencies", "framework": "frameworks", "element": "elements",
            "series": "series",
        }  # fmt: skip
        needed = {
            key.strip()
            for path in (copy / "authority").glob("*.csv")
            for row in csv.DictReader(path.read_text("utf-8").splitlines())
            for column in ("parent", "custodian", "framework")
            for key in (row.get(column) or "").split(";")
        }
        removed = 0
        for kind, name in tables.items():
            path = copy / "authority" / f"{name}.csv"
            head, *lines = path.read_text("utf-8").splitlines(keepends=True)
            gone = {key for of, key in things if of == kind} - needed
            kept = [line for line in lines if line.partition(",")[0] not in gone]
            removed += len(lines) - len(kept)
            path.write_text(head + "".join(kept), "utf-8")
        answer = subprocess.run(
            [sys.executable, "-c", KG, "evaluate", str(docs), str(gold), "--json"],
            env=os.environ | {"PYTHONPATH": folder}, capture_output=True, check=True, cwd=folder,
        ).stdout  # fmt: skip
    total = json.loads(answer)["ALL FACTS"]
    return removed, table(
        ("curated data", "precision", "recall", "F1"),
        [(f"without {removed} rows", *(f"{total[n]:.3f}" for n in ("precision", "recall", "f1")))],
    )


def put(page: str, name: str, made: str) -> str:
    """Return a page with what stands between the two marks of a name replaced."""
    mark = MARK.format(name)
    before, _, rest = page.partition(mark)
    _, _, after = rest.partition(mark)
    return f"{before}{mark}\n{made}\n{mark}{after}"


def numbered(path: Path) -> int:
    return int((re.findall(r"\d+", path.stem) or ["0"])[-1])


def chosen(gold: Path, last: int, folder: Path) -> Path:
    """Return a folder with the annotations up to a number."""
    for path in gold.glob("*.json"):
        if numbered(path) <= last:
            shutil.copy(path, folder)
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("docs", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--last", type=int, default=140)
    parser.add_argument("--write", action="store_true", help="write data and page, not only show")
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        gold = chosen(asked.gold, asked.last, Path(folder))
        evaluation = evaluate(asked.docs, gold)
        rows = without_rows(seldom_named(evaluation), asked.docs.resolve(), gold)[1]
    facts = list(told(evaluation))
    known, apart = shares(facts), left_out(facts)
    made = {
        "families": confidence_table(known),
        "reliability": reliability_table(apart, known),
        "thresholds": threshold_table(apart, evaluation.score.total.gold),
        "rows": rows,
    }
    print(*(f"{name}\n{text}\n" for name, text in made.items()), sep="\n")
    if asked.write:
        DATA.write_text(data(known), "utf-8")
        page = PAGE.read_text("utf-8")
        for name, text in made.items():
            page = put(page, name, text)
        PAGE.write_text(page, "utf-8")


if __name__ == "__main__":
    main()
