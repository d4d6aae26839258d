"""The measure of extraction: facts against reference annotations, each fact counted once.

Two names are the same when they are equal after normalising, or when their content words are the
same set; nothing is fuzzy. Attributes of an event or agreement that was missed count as missed,
those of an invented one as invented. What the reference marks optional, and background events,
are neither asked nor punished. Titles and topics are not scored.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias, TypeVar

from kg.likeness import (
    Item,
    Names,
    date_likeness,
    letters,
    normal,
    same,
    same_body,
    same_place,
    type_likeness,
)

T = TypeVar("T")

_ALIKE: Final = 0.4  # from here on, two events or agreements are taken for the same
_Role: TypeAlias = tuple[Names, str]


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
class Difference:
    """What one document's facts lack and what they have too much, of one kind."""

    document: str
    kind: str
    missed: tuple[str, ...]
    invented: tuple[str, ...]


@dataclass(slots=True)
class Score:
    """Counts by kind of fact, in the order of the report."""

    counts: dict[str, Count] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)

    def add(self, kind: str, right: int, predicted: int, gold: int) -> None:
        count = self.counts.get(kind, Count())
        self.counts[kind] = count + Count(right, predicted, gold)

    @property
    def total(self) -> Count:
        return sum(self.counts.values(), Count())


def score_document(gold: Item, facts: Item, score: Score) -> None:
    """Add what one document's facts get right and wrong to `score`."""
    comparison = _Comparison(gold, facts, score)
    comparison.named("agencies")
    comparison.named("frameworks")
    comparison.events()
    comparison.agreements()


@dataclass(frozen=True, slots=True)
class _Pairing:
    """Which predicted thing is which one of the reference."""

    pairs: list[tuple[Item, Item]]
    extra: list[Item]
    missed: list[Item]

    @property
    def predicted(self) -> int:
        return len(self.pairs) + len(self.extra)

    @property
    def gold(self) -> int:
        return len(self.pairs) + len(self.missed)

    def agreeing(self, equal: Callable[[Item, Item], bool]) -> int:
        return sum(equal(found, wanted) for found, wanted in self.pairs)


class _Comparison:
    def __init__(self, gold: Item, facts: Item, score: Score) -> None:
        self._gold, self._facts, self._score = gold, facts, score
        self._aliases = {
            normal(each["name"]): [each["name"], *(each.get("aliases") or [])]
            for kind in ("agencies", "frameworks")
            for each in gold.get(kind, [])
        }

    def named(self, kind: str) -> None:
        wanted = [self._full(each["name"]) for each in self._asked(kind)]
        optional = [self._full(each["name"]) for each in self._tolerated(kind)]
        found: list[Names] = self._facts.get(kind, [])
        pairs = _matches(found, wanted, same)
        hit, met = {i for i, _ in pairs}, {j for _, j in pairs}
        extra = [
            names
            for i, names in enumerate(found)
            if i not in hit and not any(same(names, each) for each in optional)
        ]
        self._score.add(kind, len(pairs), len(pairs) + len(extra), len(wanted))
        missed = [names[0] for j, names in enumerate(wanted) if j not in met]
        self._say(kind, missed, [" / ".join(names[:2]) for names in extra])

    def events(self) -> None:
        found = [e for e in self._facts.get("events", []) if _tense(e) != "background"]
        pairing = _pair(
            found, self._asked("events"), self._tolerated("events"), self._event_likeness
        )
        invented = [f"{each.get('type')}: {each.get('title')}" for each in pairing.extra]
        self._say("events", [each["title"] for each in pairing.missed], invented)
        add, n_found, n_gold = self._score.add, pairing.predicted, pairing.gold
        add("event", len(pairing.pairs), n_found, n_gold)
        same_type = pairing.agreeing(lambda x, y: letters(x.get("type")) == letters(y["type"]))
        add("event type", same_type, n_found, n_gold)
        same_tense = pairing.agreeing(lambda x, y: bool(_tense(x) == y["tense"]))
        add("event tense", same_tense, n_found, n_gold)
        add(
            "event date",
            pairing.agreeing(lambda x, y: bool(_when(y)) and _when(x) == _when(y)),
            sum(bool(_when(x)) for x in (*(x for x, _ in pairing.pairs), *pairing.extra)),
            sum(bool(_when(y)) for y in (*(y for _, y in pairing.pairs), *pairing.missed)),
        )
        self._attribute(pairing, "event place", _places, _gold_places, same_place)
        self._attribute(pairing, "participant", _participants, self._gold_participants, same_body)
        self._attribute(
            pairing, "participant with role", _roles, self._gold_roles, _is_same_body_and_role
        )
        self._attribute(pairing, "event framework", _frameworks, self._gold_frameworks, same)
        self._attribute(pairing, "person", _people, _gold_people, same)

    def agreements(self) -> None:
        pairing = _pair(
            self._facts.get("agreements", []),
            self._asked("agreements"),
            self._tolerated("agreements"),
            self._agreement_likeness,
        )
        invented = [f"{each.get('status')}: {each.get('title')}" for each in pairing.extra]
        self._say("agreements", [each["title"] for each in pairing.missed], invented)
        self._score.add("agreement", len(pairing.pairs), pairing.predicted, pairing.gold)
        self._score.add(
            "agreement type and status",
            pairing.agreeing(lambda x, y: _stage(x) == _stage(y)),
            pairing.predicted,
            pairing.gold,
        )
        self._attribute(pairing, "agreement party", _parties, self._gold_parties, same_body)

    def _attribute(
        self,
        pairing: _Pairing,
        kind: str,
        of_found: Callable[[Item], Sequence[T]],
        of_gold: Callable[[Item], tuple[Sequence[T], Sequence[T]]],
        equal: Callable[[T, T], bool],
    ) -> None:
        """Count the values of one attribute; `of_gold` gives those asked and those tolerated."""
        right = found = wanted = 0
        for predicted, gold in pairing.pairs:
            values, (asked, tolerated) = of_found(predicted), of_gold(gold)
            matches = _matches(values, asked, equal)
            hit = {i for i, _ in matches}
            spare = [value for i, value in enumerate(values) if i not in hit]
            right += len(matches)
            found += len(values) - len(_matches(spare, tolerated, equal))
            wanted += len(asked)
        found += sum(len(of_found(each)) for each in pairing.extra)
        wanted += sum(len(of_gold(each)[0]) for each in pairing.missed)
        self._score.add(kind, right, found, wanted)

    def _event_likeness(self, found: Item, gold: Item) -> float:
        ours = _participants(found)
        wanted = [self._full(each["agency"]) for each in gold.get("participants", [])]
        shared = 0.0
        if ours and wanted:
            shared = len(_matches(ours, wanted, same)) / min(len(ours), len(wanted))
        at_same_place = any(
            same_place(mine, theirs) for mine in _places(found) for theirs in _gold_places(gold)[0]
        )
        return (
            0.35 * type_likeness(found.get("type"), gold.get("type"))
            + 0.3 * date_likeness(found, gold)
            + 0.25 * shared
            + 0.1 * at_same_place
        )

    def _agreement_likeness(self, found: Item, gold: Item) -> float:
        mine, theirs = _parties(found), self._gold_parties(gold)[0]
        shared = len(_matches(mine, theirs, same_body)) / max(1, len(mine), len(theirs))
        same_type = bool(found.get("type") == gold["type"])
        same_status = bool(found.get("status") == gold["status"])
        return 0.6 * shared + 0.25 * same_type + 0.15 * same_status

    def _gold_participants(self, event: Item) -> tuple[list[Names], list[Names]]:
        asked, tolerated = self._gold_roles(event)
        return [names for names, _ in asked], [names for names, _ in tolerated]

    def _gold_roles(self, event: Item) -> tuple[list[_Role], list[_Role]]:
        asked: list[_Role] = []
        tolerated: list[_Role] = []
        for each in event.get("participants", []):
            role = self._full(each["agency"]), letters(each["role"])
            (tolerated if each.get("optional") else asked).append(role)
        return asked, tolerated

    def _gold_frameworks(self, event: Item) -> tuple[list[Names], list[Names]]:
        return [self._full(name) for name in event.get("frameworks", [])], []

    def _gold_parties(self, agreement: Item) -> tuple[list[Names], list[Names]]:
        return [self._full(name) for name in agreement.get("parties", [])], []

    def _full(self, name: str) -> Names:
        return self._aliases.get(normal(name), [name])

    def _asked(self, kind: str) -> list[Item]:
        return [each for each in self._gold.get(kind, []) if not _is_aside(each)]

    def _tolerated(self, kind: str) -> list[Item]:
        return [each for each in self._gold.get(kind, []) if _is_aside(each)]

    def _say(self, kind: str, missed: Sequence[str], invented: Sequence[str]) -> None:
        if missed or invented:
            self._score.differences.append(
                Difference(self._gold["doc"], kind, tuple(missed), tuple(invented))
            )


def _is_aside(each: Item) -> bool:
    return bool(each.get("optional")) or each.get("tense") == "background"


def _matches(
    found: Sequence[T], wanted: Sequence[T], equal: Callable[[T, T], bool]
) -> list[tuple[int, int]]:
    """Return one-to-one pairs of equal items, the first that fits."""
    taken: set[int] = set()
    pairs = []
    for i, one in enumerate(found):
        for j, other in enumerate(wanted):
            if j not in taken and equal(one, other):
                taken.add(j)
                pairs.append((i, j))
                break
    return pairs


def _pair(
    found: Sequence[Item],
    wanted: Sequence[Item],
    tolerated: Sequence[Item],
    likeness: Callable[[Item, Item], float],
) -> _Pairing:
    """Pair the likest first; of equally like ones the earlier. What is tolerated is no extra."""
    order = sorted(
        ((likeness(x, y), -i, -j) for i, x in enumerate(found) for j, y in enumerate(wanted)),
        reverse=True,
    )
    partner: dict[int, int] = {}
    for how_like, i, j in order:
        if how_like >= _ALIKE and -i not in partner and -j not in partner.values():
            partner[-i] = -j
    return _Pairing(
        [(found[i], wanted[j]) for i, j in partner.items()],
        [
            x
            for i, x in enumerate(found)
            if i not in partner and not any(likeness(x, y) >= _ALIKE for y in tolerated)
        ],
        [y for j, y in enumerate(wanted) if j not in partner.values()],
    )


def _tense(event: Item) -> str:
    return str(event.get("tense", "held"))


def _when(event: Item) -> str | None:
    return event.get("start") or event.get("partial_date")


def _stage(agreement: Item) -> tuple[str | None, str | None]:
    return agreement.get("type"), agreement.get("status")


def _places(event: Item) -> list[Names]:
    return list(event.get("places", []))


def _gold_places(event: Item) -> tuple[list[Names], list[Names]]:
    return [[place] for place in event.get("places", [])], []


def _participants(event: Item) -> list[Names]:
    return [each["labels"] for each in event.get("participants", [])]


def _roles(event: Item) -> list[_Role]:
    parts = event.get("participants", [])
    return [(each["labels"], letters(each.get("role"))) for each in parts]


def _is_same_body_and_role(one: _Role, other: _Role) -> bool:
    return one[1] == other[1] and same_body(one[0], other[0])


def _frameworks(event: Item) -> list[Names]:
    return list(event.get("frameworks", []))


def _people(event: Item) -> list[Names]:
    return [each["labels"] for each in event.get("people", [])]


def _gold_people(event: Item) -> tuple[list[Names], list[Names]]:
    people = event.get("people", [])
    return [[each["name"], *filter(None, [each.get("original")])] for each in people], []


def _parties(agreement: Item) -> list[Names]:
    return list(agreement.get("parties", []))
