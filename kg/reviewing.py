"""Decisions without a server: what awaits one, and what people decide, through the writer."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from kg.errors import BadDecision, NotFound
from kg.identity.conflicts import Conflict, conflicts
from kg.identity.decision import Decision
from kg.identity.decisions import entry_text, now, parsed, read
from kg.iris import Namespace
from kg.proposals import Doubt, Pair, Wanted, doubts, pairs
from kg.query.names import look_up
from kg.relinking import Report, names_of, relink
from kg.settings import Settings
from kg.writer import WriterClient, reader

Tab: TypeAlias = Literal["pairs", "facts"]


@dataclass(frozen=True, slots=True)
class Listed:
    """A proposal, with what its things are called."""

    proposal: Pair | Doubt
    names: tuple[str, ...]

    @property
    def key(self) -> str:
        return self.proposal.key


@dataclass(frozen=True, slots=True)
class Imported:
    added: int
    unchanged: int  # there already, or in a later form
    conflicts: list[Conflict]


def listed(settings: Settings, tab: Tab, wanted: Wanted) -> list[Listed]:
    """Return what awaits a decision, what would change most first."""
    namespace = Namespace(settings.base_iri)
    with reader(settings) as store:
        known = read(store, namespace)
        found: Sequence[Pair | Doubt] = (
            pairs(store, namespace, known, wanted)
            if tab == "pairs"
            else doubts(store, namespace, known, wanted)
        )
        things = {iri for each in found for iri in _iris(each)}
        names = look_up(store, things, settings.languages)
        return [Listed(each, tuple(names[iri].text for iri in _iris(each))) for each in found]


def _iris(proposal: Pair | Doubt) -> tuple[str, ...]:
    if isinstance(proposal, Pair):
        return proposal.things
    return (proposal.who, proposal.predicate, *proposal.things[1:])


def decided(settings: Settings) -> list[Decision]:
    """Return all decisions, in the order of their time."""
    with reader(settings) as store:
        return read(store, Namespace(settings.base_iri))


def choose(found: Sequence[Listed], chosen: Sequence[str]) -> list[Listed]:
    """Return the proposals with these keys, or with these numbers in the list, from 1 on.

    Raises: NotFound
    """
    by_name = {str(number): each for number, each in enumerate(found, 1)}
    by_name |= {each.key: each for each in found}
    for name in chosen:
        if name not in by_name:
            raise NotFound(f"no proposal {name} awaits a decision", "kg review lists them")
    return [by_name[name] for name in chosen]


def decide(settings: Settings, add: Sequence[Decision], retract: Sequence[str] = ()) -> None:
    """Add decisions and take others back, all or nothing; readers see it afterwards.

    Raises: BadDecision, NotFound
    """
    with WriterClient.connect_or_start(settings) as writer:
        writer.checkpoint(writer.decide(add, retract))


def decide_and_link(
    settings: Settings, add: Sequence[Decision], retract: Sequence[str]
) -> list[Report]:
    """Decide; what was added to the authority data and is taken back is unlinked, too.

    Raises: BadDecision, NotFound
    """
    gone = [each for each in decided(settings) if each.key in retract and each.entry]
    decide(settings, add, retract)
    return [relink(settings, each.key, names_of(each)) for each in gone]


def add_row(settings: Settings, row: str, *, who: str, why: str) -> str:
    """Add a row, written as JSON, to the authority data; return the key of the decision.

    Raises: BadDecision
    """
    namespace = Namespace(settings.base_iri)
    try:
        cells = json.loads(row)
        text = entry_text(cells)
        subject = f"<{namespace.thing(cells.get('kind', ''), cells.get('key', ''))}>"
    except ValueError as error:
        raise BadDecision(f"the row is no JSON: {error}", "an object of column names") from error
    decision = Decision("add-entry", subject, entry=text, who=who, when=now(), why=why)
    decide(settings, [decision])
    return decision.key


def link_again(settings: Settings, key: str) -> Report:
    """Read the documents anew that have a name which a decision added.

    Raises: NotFound
    """
    for each in decided(settings):
        if each.key == key and each.entry:
            return relink(settings, key, names_of(each))
    raise NotFound(f"nothing was added by a decision {key}")


def sign(found: Sequence[Listed], *, same: bool, who: str, why: str) -> list[Decision]:
    """Return the decisions that accept or reject proposals."""
    when = now()
    made = (decision for each in found for decision in each.proposal.decisions(same=same))
    return [replace(each, who=who, when=when, why=why) for each in made]


def take_in(settings: Settings, text: str) -> Imported:
    """Add the decisions of a file; of two on the same question that are alike, the later stays.

    Raises: BadDecision with the line
    """
    namespace = Namespace(settings.base_iri)
    known = {each.key: each for each in decided(settings)}
    newest: dict[str, Decision] = {}
    for each in parsed(text, namespace):
        before = newest.get(each.key, known.get(each.key))
        if before is None or each.when > before.when:
            newest[each.key] = each
    if newest:
        decide(settings, list(newest.values()))
    together = [*(known | newest).values()]
    unchanged = len([line for line in text.split("\n") if line.strip()]) - len(newest)
    return Imported(len(newest), unchanged, conflicts(together))
