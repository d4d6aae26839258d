"""`/review/fact`: one statement with its sentences, and the forms that decide on it."""

from dataclasses import replace
from typing import Final

from flask import Blueprint, Response, render_template, request
from pyoxigraph import Literal, NamedNode

from kg.errors import BadParameter
from kg.identity.decision import Decision
from kg.identity.decisions import read, term
from kg.iris import SCHEMES
from kg.terms import notations
from kg.web.proposed import Sentence, at, companions, sentences, shown, tag_of, things_of
from kg.web.signing import guard
from kg.web.site import Site
from kg.web.writing import Writing

_SENTENCES: Final = 20
_SAME_QUESTION: Final = ("subject", "predicate", "object")


def facts_blueprint(site: Site, writing: Writing) -> Blueprint:
    blueprint = Blueprint("facts", __name__, url_prefix="/review")
    guard(blueprint, site, writing.access)

    @blueprint.get("/fact")
    def fact() -> Response:
        return Response(_page(site, _asked()))

    return blueprint


def _asked() -> Decision:
    """Return the statement that the address names, as the decision that would confirm it.

    Raises: BadParameter
    """
    texts = {}
    for name, parameter in (("subject", "s"), ("predicate", "p"), ("object", "o")):
        text = request.args.get(parameter, "")
        try:
            is_written = name == "object" and text[:1] in ('"', "<")
            texts[name] = str(term(text) if is_written else NamedNode(text))
        except ValueError as error:
            raise BadParameter(
                parameter, f"{text!r} is no term", "an IRI; o: or a literal"
            ) from error
    return Decision("confirm", **texts)


def _page(site: Site, fact: Decision) -> str:
    known = [each for each in read(site.reader, site.namespace) if _is_same(each, fact)]
    parts = companions(site, fact)
    values = [value for columns in parts.values() for value in columns[0]]
    iris = [*things_of([fact, *known]), *parts]
    iris += [value.value for value in values if isinstance(value, NamedNode)]
    found = sentences(site, fact, _SENTENCES)
    return render_template(
        "fact.html",
        fact=fact,
        known=known,
        parts=parts,
        found=found,
        places=_places(site, fact, found),
        choices=_choices(term(fact.object)),
        names=site.names([*iris, *(each.document for each in found)]),
        shown=shown,
        tag_of=lambda decision: tag_of(site, decision),
    )


def _places(site: Site, fact: Decision, found: list[Sentence]) -> dict[str, str]:
    """Return the documents that say it, each with what a form has to bring back."""
    documents = dict.fromkeys(each.document for each in found)
    return {iri: at(site, replace(fact, source=f"<{iri}>")) for iri in documents}


def _is_same(one: Decision, other: Decision) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in _SAME_QUESTION)


def _choices(value: NamedNode | Literal) -> list[str]:
    """Return what else a value can be where a closed list says so."""
    if not isinstance(value, NamedNode) or not value.value.startswith(SCHEMES):
        return []
    scheme, _, _ = value.value.removeprefix(SCHEMES).partition("#")
    return [f"<{SCHEMES}{scheme}#{notation}>" for notation in notations(scheme)]
