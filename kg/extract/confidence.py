"""How often the rules of each family are right, as `benchmarks/quality.py` measured it."""

import csv
from collections.abc import Mapping
from functools import cache
from typing import Final

from kg.terms import ONTOLOGY

_PARTY: Final = "agreement.party"


def families(rule: str) -> tuple[str, ...]:
    """Return the families of a rule, the narrowest first: its name without the language.

    Who is party to an agreement is one family, whatever the agreement is.
    """
    parts = rule.split(".")
    if parts[0] == "agreement" and parts[-1] == "party":
        return (_PARTY,)
    return (".".join(parts[:2]), parts[0]) if len(parts) > 1 else (rule,)


@cache
def measured(rule: str, otherwise: float) -> float:
    """Return the confidence of the narrowest family of a rule that was seen often enough."""
    known = (_confidences().get(family) for family in families(rule))
    return next((each for each in known if each is not None), otherwise)


@cache
def _confidences() -> Mapping[str, float]:
    table = (ONTOLOGY / "confidence.csv").read_text("utf-8")
    return {row["family"]: float(row["confidence"]) for row in csv.DictReader(table.splitlines())}
