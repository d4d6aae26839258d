"""What a comparison of facts with annotations says of each single fact, and the counts of it."""

from dataclasses import dataclass, field
from typing import Any, Final

from kg.likeness import Item

KINDS: Final = (
    *("agencies", "frameworks", "event", "event type", "event tense", "event date"),
    *("event place", "participant", "participant with role", "event framework", "person"),
    *("agreement", "agreement type and status", "agreement party"),
)


@dataclass(frozen=True, slots=True)
class Count:
    right: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.right + other.right, self.predicted + other.predicted, self.gold + other.gold
        )

    @property
    def precision(self) -> float:
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Side:
    """A value that the facts or the reference give, and the event or agreement that has it."""

    words: str  # for people to read
    value: Any = None
    frame: Item | None = None  # None: of the document as a whole


@dataclass(frozen=True, slots=True)
class Verdict:
    """One fact compared: right, or only wanted (missed), or only found (invented), or neither."""

    document: str
    kind: str
    found: Side | None
    wanted: Side | None
    is_right: bool = False
    follows: bool = False  # another verdict says as much: the event as a whole, or its participant


@dataclass(slots=True)
class Score:
    verdicts: list[Verdict] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, Count]:
        """Return the counts by kind of fact, in the order of the report."""
        counts = dict.fromkeys(KINDS, Count())
        for verdict in self.verdicts:
            one = Count(int(verdict.is_right), int(bool(verdict.found)), int(bool(verdict.wanted)))
            counts[verdict.kind] += one
        return counts

    @property
    def total(self) -> Count:
        return sum(self.counts.values(), Count())
