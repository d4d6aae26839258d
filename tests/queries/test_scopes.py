"""A condition sees what its own group binds; engines differ in what else they let it see."""

import re
from dataclasses import dataclass, field

import pytest

from kg.query.saved import saved_queries

QUERIES = saved_queries()
_TOKEN = re.compile(
    r'"[^"\n]*"|VALUES \$(?P<slot>\w+) \{[^{}]*\}|VALUES \?\w+ \{[^{}]*\}'
    r"|(?P<outer>OPTIONAL|EXISTS)\s*(?=\{)|FILTER|(?P<open>\{)|(?P<close>\})|\$(?P<used>\w+)"
)
_COMPARED = re.compile(r"[(<>=!,]\s*$")


@dataclass
class Group:
    sees_outer: bool = False  # as the pattern of an OPTIONAL or EXISTS does
    bound: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)


def out_of_scope(text: str) -> set[str]:
    """Return the parameters that a condition compares where nothing binds them."""
    found, groups, sees_outer = set[str](), [Group()], False
    for token in _TOKEN.finditer(re.sub(r"\s#.*", "", text)):
        if token["open"]:
            groups.append(Group(sees_outer))
        elif token["close"]:
            group = groups.pop()
            missing = group.used - group.bound
            if group.sees_outer:
                groups[-1].used |= missing
            else:
                found |= missing
            groups[-1].bound |= group.bound
        elif token["slot"]:
            groups[-1].bound.add(token["slot"])
        elif token["used"] and _COMPARED.search(token.string, 0, token.start()):
            groups[-1].used.add(token["used"])
        sees_outer = bool(token["outer"])
    return found


@pytest.mark.parametrize("name", QUERIES)
def test_conditions_compare_what_their_group_binds(name: str) -> None:
    assert out_of_scope(QUERIES[name].text) == set()


def test_a_slot_outside_a_group_is_not_seen_in_it() -> None:
    slot = "SELECT ?s WHERE { VALUES $p { UNDEF } "
    assert out_of_scope(slot + "{ ?s ?q ?o FILTER (?q = $p) } }") == {"p"}
    assert out_of_scope(slot + "OPTIONAL { ?s ?q ?o FILTER (?q = $p) } }") == set()
    assert out_of_scope(slot + "{ VALUES $p { UNDEF } ?s ?q ?o FILTER (?q = $p) } }") == set()
