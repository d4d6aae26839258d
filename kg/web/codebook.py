"""`/codebook`: what values in the data mean, how they were decided, how often they are right.

Meanings come from the vocabulary, figures from the page on quality and the measured confidences.
"""

import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml
from flask import Blueprint, Response, render_template, request

from kg.graph.document import PIPELINE_VERSION
from kg.history.past import Past
from kg.iris import SCHEMES, VOCABULARY
from kg.terms import ONTOLOGY
from kg.web.site import Site
from kg.web.vocabulary import concepts, definitions_of, entries, name_of

_QUALITY: Final = "quality.md"
_ROW: Final = re.compile(r"^\|(.+)\|$", re.MULTILINE)


class Table(NamedTuple):
    head: list[str]
    rows: list[list[str]]


def codebook_blueprint(site: Site) -> Blueprint:
    blueprint = Blueprint("codebook", __name__)

    @blueprint.route("/codebook")
    def codebook() -> Response:
        say, told = site.say(), _told()
        commits = Past(site.settings.root).commits(site.sequence(), most=1)
        body = render_template(
            "codebook.html",
            schemes=[_scheme(site, name, say(how)) for name, how in told["how"].items()],
            biases=[say(bias) for bias in told["biases"]],
            confidence=definitions_of(f"{VOCABULARY}confidence"),
            families=_families(),
            by_set=_table("documents"),
            by_kind=_table("kind"),
            sequence=site.sequence(),
            commit=commits[0] if commits else None,
            pipeline=PIPELINE_VERSION,
            version=version("ecoaccord"),
            address=request.url_root,
        )
        return Response(body)

    return blueprint


def _scheme(site: Site, name: str, how: str) -> dict[str, object]:
    return {
        "name": name,
        "label": name_of(site, f"{SCHEMES}{name}"),
        "definitions": definitions_of(f"{SCHEMES}{name}"),
        "how": how,
        "entries": entries(site, concepts(f"{name}#")),
    }


@cache
def _told() -> dict[str, Any]:
    """Return how values are decided and what is known to lean, in each language."""
    told: dict[str, Any] = yaml.safe_load((files("kg.web") / "codebook.yaml").read_text("utf-8"))
    return told


@cache
def _families() -> list[list[str]]:
    """Return the measured confidence of each family of rules."""
    with (ONTOLOGY / "confidence.csv").open(encoding="utf-8") as file:
        return list(csv.reader(file))[1:]


@cache
def _table(first: str) -> Table:
    """Return the first table of the page on quality whose first column is called so."""
    rows = list(_rows(_quality()))
    at = next(at for at, row in enumerate(rows) if row[0] == first)
    head = rows[at]
    body = []
    for row in rows[at + 2 :]:  # behind the line of dashes
        if len(row) != len(head) or set(row[1]) <= {"-"}:
            break
        body.append(row)
    return Table(head, body)


def _rows(text: str) -> Iterator[list[str]]:
    for line in _ROW.finditer(text):
        yield [cell.strip() for cell in line[1].split("|")]


def _quality() -> str:
    """Return the page on quality: beside this file in a wheel, in `docs` of a checkout."""
    packaged: Traversable = files("kg.web") / _QUALITY
    page = packaged if packaged.is_file() else Path(__file__).parents[2] / "docs" / _QUALITY
    return page.read_text(encoding="utf-8")
