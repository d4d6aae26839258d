"""Evidence that two things are one, each piece in log-odds, added up after Fellegi and Sunter."""

import math
from collections.abc import Iterable
from typing import NamedTuple

from kg.identity.profile import Comparison


class Evidence(NamedTuple):
    weight: float  # below 0 it speaks against
    reason: str  # for people


def weighed(prior: float, evidence: Iterable[Evidence], rule: str) -> Comparison:
    """Return how sure all evidence together makes it; what weighs most is told first."""
    found = sorted(evidence, key=lambda each: (-abs(each.weight), each.reason))
    weight = prior + sum(each.weight for each in found)
    score = round(1 / (1 + math.exp(-weight)), 4)
    return Comparison(score, rule, "; ".join(each.reason for each in found))


def notations(concepts: Iterable[str]) -> frozenset[str]:
    """Return the notations of concepts that are given by their IRIs."""
    return frozenset(concept.rpartition("#")[2] for concept in concepts)
