"""Literals that no match of a pattern can do without, read off the pattern itself."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Final, TypeAlias

Literals: TypeAlias = frozenset[str]

_LONGEST: Final = 12  # characters of a literal that are looked for
_LETTERS: Final = 16.0
_SHORTEST: Final = 3  # bytes
_EVERYWHERE: Final = frozenset({"the", "and", "for", "with", "that", "on", "to", "by"})
_RARE: Final = frozenset('"()[]<>|/@&%=+*')  # signs that few sentences hold
_MANY: Final = 8  # characters that one place of a literal may have
_SPELLINGS: Final = 16  # of a part of a pattern that are told apart
_REPEATS: Final = {ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT}
_ZERO_WIDTH: Final = {ops.AT, ops.ASSERT, ops.ASSERT_NOT}
_NOTHING: Final[Literals] = frozenset(("",))


def literals(source: str, flags: int = 0) -> Literals | None:
    """Return lower-case strings of which every match holds one; None if there are none such."""
    return _needed(_parsed(source, flags))


@lru_cache(maxsize=1)  # one pattern is asked several things
def _parsed(source: str, flags: int = 0) -> Any:
    return parser.parse(source, flags)


def matches_nothing(source: str) -> bool:
    """Tell whether a pattern may match where nothing stands."""
    return bool(_parsed(source).getwidth()[0] == 0)


def _needed(sequence: Iterable[tuple[Any, Any]]) -> Literals | None:
    """Return the most telling literals of a sequence, all of whose parts must match."""
    best: Literals | None = None
    run = _NOTHING
    for part in [*sequence, (ops.ANY, None)]:
        words = _spelt(part)
        if words is not None and len(longer := _joined(run, words)) <= _SPELLINGS:
            run = longer
            continue
        best = _better(best, _whole(run))
        run = words or _NOTHING
        best = _better(best, _inside(*part))
    return best


def _joined(run: Literals, words: Literals) -> Literals:
    return frozenset(before + word for before in run for word in words)


def _whole(run: Literals) -> Literals | None:
    cut = frozenset(word[:_LONGEST] for word in run)
    return frozenset(w for w in cut if not any(o in w for o in cut - {w})) - _NOTHING or None


def _spelt(part: tuple[Any, Any]) -> Literals | None:
    """Return all that a part of a pattern may match, in lower case, where that is little."""
    operation, argument = part
    if operation is ops.LITERAL:
        character = _plain(argument)
        return frozenset((character,)) if character else None
    if operation is ops.IN and len(argument) <= _MANY:
        characters = frozenset(_plain(a) or "" if o is ops.LITERAL else "" for o, a in argument)
        return None if "" in characters else characters
    if operation in _ZERO_WIDTH:
        return _NOTHING
    if operation is ops.SUBPATTERN:
        return _spelt_out(argument[-1])
    if operation is ops.BRANCH:
        return _either([_spelt_out(branch) for branch in argument[1]])
    if operation in _REPEATS and argument[1] == 1:
        words = _spelt_out(argument[-1])
        return words if words is None or argument[0] else words | _NOTHING
    return None


def _either(branches: Sequence[Literals | None]) -> Literals | None:
    found = frozenset().union(*(branch or () for branch in branches))
    return found if all(branches) and len(found) <= _SPELLINGS else None


def _spelt_out(sequence: Iterable[tuple[Any, Any]]) -> Literals | None:
    run = _NOTHING
    for part in sequence:
        words = _spelt(part)
        if words is None or len(run := _joined(run, words)) > _SPELLINGS:
            return None
    return run


def _plain(code: int) -> str | None:
    """Return a character in lower case where both cases of it are known to meet."""
    character = chr(code)
    if character.isascii():
        return character.lower()
    return character if character == character.lower() == character.upper() else None


def _inside(operation: Any, argument: Any) -> Literals | None:
    if operation is ops.SUBPATTERN:
        return _needed(argument[-1])
    if operation is ops.ATOMIC_GROUP:
        return _needed(argument)
    if operation is ops.BRANCH:
        found = [_needed(branch) for branch in argument[1]]
        return frozenset().union(*found) if all(found) else None  # type: ignore[arg-type]
    if operation is ops.IN and len(argument) <= _MANY:
        characters = [_plain(a) if o is ops.LITERAL else None for o, a in argument]
        return frozenset(c for c in characters if c) if all(characters) else None
    if operation in _REPEATS and argument[0] > 0:
        return _needed(argument[-1])
    return None


def _better(one: Literals | None, other: Literals | None) -> Literals | None:
    """Return the literals that fewer texts will hold one of."""
    if not one or not other:
        return one or other
    return min(one, other, key=_commonness)


def _commonness(found: Literals) -> tuple[bool, float]:
    return any(map(says_little, found)), sum(map(_chance, found))


def _chance(literal: str) -> float:
    return float(_LETTERS ** -len(literal.encode()))  # a Chinese character counts like three


def says_little(literal: str) -> bool:
    """Tell what most sentences hold: a Chinese character is three bytes, and not of that kind."""
    short = len(literal.encode()) < _SHORTEST and literal.isascii() and _RARE.isdisjoint(literal)
    return short or literal.strip() in _EVERYWHERE


def beginnings(source: str) -> Literals | None:
    """Return lower-case strings of which every match begins with one; None if there are none."""
    return _begins(_parsed(source))


def _begins(sequence: Iterable[tuple[Any, Any]]) -> Literals | None:
    run = _NOTHING
    for part in sequence:
        words = _spelt(part)
        if words is None or len(_joined(run, words)) > _SPELLINGS:
            run = _joined(run, _begins_inside(*part) or _NOTHING)
            break
        run = _joined(run, words)
    return None if "" in run else frozenset(w for w in run if not any(map(w.startswith, run - {w})))


def _begins_inside(operation: Any, argument: Any) -> Literals | None:
    if operation is ops.SUBPATTERN:
        return _begins(argument[-1])
    if operation is ops.BRANCH:
        found = [_begins(branch) for branch in argument[1]]
        return frozenset().union(*found) if all(found) else None  # type: ignore[arg-type]
    return None
