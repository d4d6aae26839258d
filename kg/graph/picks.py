"""Which value the view shows where sources differ on a single-valued property."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Final, TypeAlias

from pyoxigraph import Literal, NamedNode

from kg.graph.content import DERIVED
from kg.graph.merging import Source
from kg.graph.statement import Statement
from kg.terms import EA, SKOS, rank, single_valued

# One value of a property; of a date, all that one source says of it, because the bounds of one
# source and the words of another would contradict each other.
Option: TypeAlias = frozenset[Statement]
Group: TypeAlias = tuple[NamedNode, str]  # property and, of a label, its language
Published: TypeAlias = Callable[[NamedNode], str]  # day of a document graph; "" where unknown
Supporters: TypeAlias = Mapping[Option, Iterable[Source]]

DATES: Final = frozenset(
    {
        EA.dateEdtf,
        EA.startsNotBefore,
        EA.startsNotAfter,
        EA.endsNotBefore,
        EA.endsNotAfter,
        EA.datePrecision,
        EA.dateCertainty,
    }
)
_DATE: Final[Group] = (EA.dateEdtf, "")
_STATUS: Final[Group] = (EA.status, "")
_CONFIDENCE: Final[Group] = (EA.confidence, "")
_LABEL: Final = SKOS.prefLabel
_GROUPS: Final[Mapping[NamedNode, Group]] = {
    each: _DATE if each in DATES else (each, "") for each in single_valued() - DERIVED
}
_CERTAINTIES: Final = ("unknown", "year-inferred", "explicit")
_UNBOUNDED: Final = 1 << 20  # days


def group_of(statement: Statement) -> Group | None:
    """Return what a statement competes in, None for a property with many values."""
    if statement.predicate == _LABEL:
        language = statement.object.language if isinstance(statement.object, Literal) else None
        return _LABEL, language or ""
    return _GROUPS.get(statement.predicate)


def depends_on_sources(group: Group) -> bool:
    """Whether the choice looks at who says it and when, not at the values alone."""
    return group in (_DATE, _STATUS)


def settle(
    said: Mapping[Source, Iterable[Statement]],
    curated: Iterable[Statement],
    published: Published,
) -> tuple[set[Statement], set[NamedNode]]:
    """Return the chosen single-valued statements of one subject, and on what its sources differ.

    `said` is what each source says of it, `curated` what the authority data says.
    """
    options: dict[Group, dict[Option, list[Source]]] = {}
    for source, statements in said.items():
        for group, option in _options(statements):
            options.setdefault(group, {}).setdefault(option, []).append(source)
    standing = dict(_options(curated))
    chosen = {statement for option in standing.values() for statement in option}
    contested: set[NamedNode] = set()
    for group, supporters in options.items():
        curated_option = {standing[group]} if group in standing else set()
        is_settled = any(_is_decided(sources) for sources in supporters.values())
        if is_dispute(group, supporters.keys() | curated_option) and not is_settled:
            contested.add(group[0])
        if not curated_option:
            chosen |= choose(group, supporters, published)
    return chosen, contested


def is_dispute(group: Group, options: Iterable[Option]) -> bool:
    """Whether values contradict each other: spellings of a name do not, nor how sure each is."""
    if group[0] == _LABEL or group == _CONFIDENCE:
        return False
    values = {s.object for option in options for s in option if s.predicate == group[0]}
    return len(values) > 1


def choose(group: Group, options: Supporters, published: Published) -> Option:
    """Return the option that the view shows: a function of the content, not of any order.

    What a person confirmed goes before all else; of names, what the thing itself is called before
    what other members of its cluster are.
    """
    decided = {option: of for option, of in options.items() if _is_decided(of)}
    options = decided or options
    if len(options) == 1:
        return next(iter(options))
    by_text = sorted(options, key=_text)
    if group == _STATUS:
        return max(by_text, key=lambda each: _status_weight(each, options[each], published))
    if group == _DATE:
        return max(by_text, key=lambda each: _date_weight(each, options[each], published))
    if group == _CONFIDENCE:
        return max(by_text, key=_number)
    return min(by_text, key=lambda each: (not _is_own(each, options[each]), _is_shouted(each)))


def _options(statements: Iterable[Statement]) -> Iterator[tuple[Group, Option]]:
    dates = []
    for statement in statements:
        group = group_of(statement)
        if group == _DATE:
            dates.append(statement)
        elif group:
            yield group, frozenset({statement})
    if dates:
        yield _DATE, frozenset(dates)


def _text(option: Option) -> list[str]:
    return sorted(map(str, option))


def _is_decided(sources: Iterable[Source]) -> bool:
    return any(source.is_decided for source in sources)


def _is_own(option: Option, sources: Iterable[Source]) -> bool:
    """Whether this was said of the canonical thing itself."""
    (subject,) = {statement.subject for statement in option}
    return any(source.member == subject for source in sources)


def _is_shouted(option: Option) -> bool:
    """Whether this is a name in capitals alone, which gives way to any other spelling of it."""
    (statement,) = option
    return isinstance(statement.object, Literal) and statement.object.value.isupper()


def _status_weight(
    option: Option, sources: Iterable[Source], published: Published
) -> tuple[int, str, int]:
    """A mere mention never overrides, an intention never what was signed; else the latest word."""
    (statement,) = option
    notation = _notation(statement)
    firmness = {"mentioned": 0, "preliminary": 1}.get(notation, 2)
    return firmness, _latest(sources, published), rank(notation)


def _date_weight(
    option: Option, sources: Iterable[Source], published: Published
) -> tuple[int, int, str]:
    """The year that the text gives before one inferred, then the narrowest, then the latest."""
    values = {statement.predicate: statement for statement in option}
    certainty = values.get(EA.dateCertainty)
    order = _CERTAINTIES.index(_notation(certainty)) if certainty else -1
    first, last = values.get(EA.startsNotBefore), values.get(EA.endsNotAfter)
    width = _UNBOUNDED
    if first and last:
        begin, end = (date.fromisoformat(bound.object.value) for bound in (first, last))
        width = (end - begin).days
    return order, -width, _latest(sources, published)


def _latest(sources: Iterable[Source], published: Published) -> str:
    return max(published(source.graph) for source in sources)


def _number(option: Option) -> float:
    (statement,) = option
    return float(statement.object.value)


def _notation(statement: Statement) -> str:
    return statement.object.value.rpartition("#")[2]
