"""`/review/entries`: an agency or another name is added, and its documents are linked anew."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from flask import Blueprint, Response, redirect, render_template, request
from pyoxigraph import Literal, NamedNode
from werkzeug.wrappers import Response as AnyResponse

from kg.authority import TABLES, TYPE_SCHEMES, columns
from kg.errors import BadDecision, NotFound
from kg.identity.decision import Decision
from kg.identity.decisions import check, entry_text, get, term
from kg.query.names import Name, Names
from kg.relinking import Report, names_of
from kg.relinks import Relinks
from kg.terms import SKOS, notations
from kg.web.deciding import commit, signed
from kg.web.proposed import shown
from kg.web.signing import guard
from kg.web.site import Site
from kg.web.writing import Writing

# What of a table is asked for; the rest of a row stays empty.
ASKED: Final = (
    *("key", "type", "name_en", "name_zh", "abbr", "alt_en", "alt_zh", "hidden"),
    *("parent", "jurisdiction", "custodian"),
)
_SHOWN: Final = 40  # documents


def entries_blueprint(site: Site, writing: Writing) -> Blueprint:
    blueprint = Blueprint("entries", __name__, url_prefix="/review/entries")
    guard(blueprint, site, writing.access)
    relinks = Relinks(site.settings)

    @blueprint.get("/new")
    def new() -> Response:
        return Response(_form(request.args, None))

    @blueprint.post("")
    def add() -> AnyResponse:
        try:
            decision = _added(site)
        except BadDecision as problem:  # shown beside the form, where it can be mended
            return Response(_form(request.form, problem), 400)
        commit(site, writing, [decision])
        relinks.start("look", decision.key, names_of(decision))
        return redirect(site.local(f"/review/entries/{decision.key}"), 303)

    @blueprint.get("/<key>")
    def entry(key: str) -> Response:
        return Response(_page(site, relinks, key))

    @blueprint.post("/<key>/look")
    def look(key: str) -> AnyResponse:
        relinks.start("look", key, names_of(_decision(site, key)))
        return redirect(site.local(f"/review/entries/{key}"), 303)

    @blueprint.post("/<key>/relink")
    def relink(key: str) -> AnyResponse:
        relinks.start("relink", key, _names(site, relinks, key))
        return redirect(site.local(f"/review/entries/{key}"), 303)

    @blueprint.post("/<key>/undo")
    def undo(key: str) -> AnyResponse:
        names = names_of(_decision(site, key))
        commit(site, writing, [], [key])
        relinks.start("relink", key, names)
        return redirect(site.local(f"/review/entries/{key}"), 303)

    return blueprint


def _form(values: Any, problem: BadDecision | None) -> str:
    kind = values.get("kind", "agency")
    if kind not in TABLES:
        raise NotFound(f"there is no table of the kind {kind!r}", ", ".join(TABLES))
    name = values.get("name", "")
    is_chinese = any("\u4e00" <= sign <= "\u9fff" for sign in name)
    return render_template(
        "entry_form.html",
        kind=kind,
        kinds=tuple(TABLES),
        columns=[column for column in ASKED if column in columns(kind)],
        types=notations(TYPE_SCHEMES[kind]) if kind in TYPE_SCHEMES else (),
        values={"name_zh" if is_chinese else "name_en": name, **values.to_dict()},
        problem=problem,
    )


def _added(site: Site) -> Decision:
    """Return the decision that a form makes.

    Raises: BadDecision
    """
    fields = {name: text.strip() for name, text in request.form.items() if name in ASKED}
    kind = request.form.get("kind", "")
    row = {"kind": kind, **{name: text for name, text in fields.items() if text}}
    if not row.get("key"):
        raise BadDecision("there is no key", "small letters, digits and hyphens")
    subject = f"<{site.namespace.thing(kind, row['key'])}>"
    why = request.form.get("why", "").strip()
    decision = signed(Decision("add-entry", subject, entry=entry_text(row)), why)
    check(decision, site.namespace)
    return decision


def _decision(site: Site, key: str) -> Decision:
    found = get(site.reader, site.namespace, [key]).get(key)
    if found is None or found.kind != "add-entry":
        raise NotFound(f"nothing was added by a decision {key}")
    return found


def _names(site: Site, relinks: Relinks, key: str) -> list[str]:
    """Return the names of a decision, even of one that was taken back."""
    found = get(site.reader, site.namespace, [key]).get(key)
    report = relinks.report(key)
    if found and found.kind == "add-entry":
        return names_of(found)
    if report is None:
        raise NotFound(f"nothing was added by a decision {key}")
    return report.names


def _page(site: Site, relinks: Relinks, key: str) -> str:
    names = _names(site, relinks, key)
    is_working = relinks.is_working(key)
    report = relinks.report(key) or Report(names)
    documents = report.documents[:_SHOWN]
    lines = [line for each in documents for line in (*(each.gone or ()), *(each.new or ()))]
    terms = [[term(text) for text in line] for line in lines]
    iris = {each.value for line in terms for each in line if isinstance(each, NamedNode)}
    return render_template(
        "entry.html",
        key=key,
        decision=get(site.reader, site.namespace, [key]).get(key),
        report=report,
        documents=documents,
        is_working=is_working,
        names=_Names(site.names(iris), terms),
        shown=shown,
    )


class _Names:
    """Names of things, those that are gone among them: what went with them says what they were."""

    def __init__(self, names: Names, triples: Iterable[Sequence[NamedNode | Literal]]) -> None:
        self._names = names
        self._former = {
            subject.value: Name(object.value)
            for subject, predicate, object in triples
            if predicate == SKOS.prefLabel
        }

    def __getitem__(self, iri: str) -> Name:
        return self._former.get(iri) or self._names[iri]
