"""The measure of extraction: facts against reference annotations, each fact counted once.

Two names are the same when they are equal after normalising, or when their content words are the
same set; nothing is fuzzy. Attributes of an event or agreement that was missed count as missed,
those of an invented one as invented. What the reference marks optional, and background events,
are neither asked nor punished. Titles and topics are not scored.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias, TypeVar

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
from kg.verdicts import Score, Side, Verdict

T = TypeVar("T")

_ALIKE: Final = 0.4  # from here on, two events or agreements are taken for the same
_Role: TypeAlias = tuple[Names, str]


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
        tolerated = [self._full(each["name"]) for each in self._tolerated(kind)]
        found: list[Names] = self._facts.get(kind, [])
        pairs, others, missed = _apart(found, wanted, same)
        for i, j in pairs:
            self._say(kind, _named(found[i]), _named(wanted[j]), is_right=True)
        for i in others:
            if not any(same(found[i], each) for each in tolerated):
                self._say(kind, _named(found[i]), None)
        for j in missed:
            self._say(kind, None, _named(wanted[j]))

    def events(self) -> None:
        found = [e for e in self._facts.get("events", []) if _tense(e) != "background"]
        pairing = _pair(
            found, self._asked("events"), self._tolerated("events"), self._event_likeness
        )
        self._frames("event", pairing, _event_words)
        self._single("event type", pairing, _type, lambda x, y: letters(x) == letters(y))
        self._single("event tense", pairing, _tense, str.__eq__)
        self._single("event date", pairing, _when, str.__eq__)
        self._attribute(pairing, "event place", _places, _gold_places, same_place)
        self._attribute(pairing, "participant", _participants, self._gold_participants, same_body)
        self._attribute(
            pairing,
            "participant with role",
            _roles,
            self._gold_roles,
            _is_same_body_and_role,
            lambda x, y: same_body(x[0], y[0]),
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
        self._frames("agreement", pairing, _agreement_words)
        self._single("agreement type and status", pairing, _stage, tuple.__eq__)
        self._attribute(pairing, "agreement party", _parties, self._gold_parties, same_body)

    def _frames(self, kind: str, pairing: _Pairing, words: Callable[[Item], str]) -> None:
        def side(each: Item) -> Side:
            return Side(words(each), each.get("title"), each)

        for found, wanted in pairing.pairs:
            self._say(kind, side(found), side(wanted), is_right=True)
        for each in pairing.extra:
            self._say(kind, side(each), None)
        for each in pairing.missed:
            self._say(kind, None, side(each))

    def _single(
        self, kind: str, pairing: _Pairing, of: Callable[[Item], T], equal: Callable[[T, T], bool]
    ) -> None:
        """Compare what an event or agreement has one of; an empty value counts as none."""

        def side(each: Item) -> Side | None:
            value = of(each)
            return Side(_words(value), value, each) if value else None

        for found, wanted in pairing.pairs:
            ours, theirs = side(found), side(wanted)
            is_right = bool(ours and theirs and equal(ours.value, theirs.value))
            self._say(kind, ours, theirs, is_right=is_right)
        for each in pairing.extra:
            self._say(kind, side(each), None, follows=True)
        for each in pairing.missed:
            self._say(kind, None, side(each), follows=True)

    def _attribute(
        self,
        pairing: _Pairing,
        kind: str,
        of_found: Callable[[Item], Sequence[T]],
        of_gold: Callable[[Item], tuple[Sequence[T], Sequence[T]]],
        equal: Callable[[T, T], bool],
        akin: Callable[[T, T], bool] = lambda *_: False,
    ) -> None:
        """Compare the values of one attribute; `of_gold` gives those asked and those tolerated.

        Values that are akin without being equal are told together: both are wrong.
        """
        for predicted, gold in pairing.pairs:
            values, (asked, tolerated) = of_found(predicted), of_gold(gold)
            hit, spare, unmet = _apart(values, asked, equal)
            borne = {i for i, _ in _matches([values[i] for i in spare], tolerated, equal)}
            spare = [i for at, i in enumerate(spare) if at not in borne]
            others, unasked = [values[i] for i in spare], [asked[j] for j in unmet]
            near, extra, missed = _apart(others, unasked, akin)
            for i, j in hit:
                sides = _side(values[i], predicted), _side(asked[j], gold)
                self._say(kind, *sides, is_right=True)
            for i, j in near:
                self._say(kind, _side(others[i], predicted), _side(unasked[j], gold))
            for i in extra:
                self._say(kind, _side(others[i], predicted), None)
            for j in missed:
                self._say(kind, None, _side(unasked[j], gold))
        for each in pairing.extra:
            for value in of_found(each):
                self._say(kind, _side(value, each), None, follows=True)
        for each in pairing.missed:
            for value in of_gold(each)[0]:
                self._say(kind, None, _side(value, each), follows=True)

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

    def _say(
        self,
        kind: str,
        found: Side | None,
        wanted: Side | None,
        *,
        is_right: bool = False,
        follows: bool = False,
    ) -> None:
        if found or wanted:
            document = self._gold["doc"]
            self._score.verdicts.append(Verdict(document, kind, found, wanted, is_right, follows))


def _named(names: Names) -> Side:
    return Side(" / ".join(names[:2]), names)


def _side(value: Any, frame: Item) -> Side:
    return Side(_words(value), value, frame)


def _words(value: Any) -> str:
    """Return a value for people to read: names, a role, a word, or a type and status."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return ", ".join(_words(part) for part in value if part)
    return " / ".join(value[:2])


def _event_words(event: Item) -> str:
    return f"{_tense(event)} {event.get('type')}: {event.get('title')}"


def _agreement_words(agreement: Item) -> str:
    return f"{agreement.get('status')} {agreement.get('type')}: {agreement.get('title')}"


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


def _apart(
    found: Sequence[T], wanted: Sequence[T], equal: Callable[[T, T], bool]
) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Return the pairs of equal items, the other found ones, and the other wanted ones."""
    pairs = _matches(found, wanted, equal)
    hit, met = {i for i, _ in pairs}, {j for _, j in pairs}
    others = [i for i in range(len(found)) if i not in hit]
    return pairs, others, [j for j in range(len(wanted)) if j not in met]


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


def _type(event: Item) -> str:
    return str(event.get("type"))


def _tense(event: Item) -> str:
    return str(event.get("tense", "held"))


def _when(event: Item) -> str:
    return event.get("start") or event.get("partial_date") or ""


def _stage(agreement: Item) -> tuple[str, str]:
    return str(agreement.get("type")), str(agreement.get("status"))


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
