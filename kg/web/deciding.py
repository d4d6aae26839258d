"""Decisions over HTTP: from forms of `/review`, and from programs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, Response, g, jsonify, redirect, render_template, request
from pyoxigraph import Literal, NamedNode
from werkzeug.wrappers import Response as AnyResponse

from kg.errors import BadDecision, BadRequest, PreconditionFailed
from kg.identity.decision import Decision
from kg.identity.decisions import now, of_plain, parsed, plain, term
from kg.iris import h16
from kg.proposals import Doubt, Pair, with_parts
from kg.web.fresh import has_come
from kg.web.proposed import companions, shown
from kg.web.review import LINES, LISTED, chosen_tab, filters, proposed, wanted_ones
from kg.web.signing import guard, local
from kg.web.site import Site
from kg.web.writing import Writing

_MOST_TOGETHER: Final = 10_000  # decisions in one request
_FIELDS: Final = ("kind", "subject", "predicate", "object", "why")


def deciding_blueprint(site: Site, writing: Writing) -> Blueprint:
    blueprint = Blueprint("deciding", __name__, url_prefix="/review")
    guard(blueprint, site, writing.access)

    @blueprint.post("/decisions")
    def decide() -> AnyResponse:
        if not request.form:
            return _decide_as_told(site, writing)
        decided = _of_form(site)
        tags = {decision.key: tag for decision, tag in decided if tag}
        commit(site, writing, [decision for decision, _ in decided], if_unchanged=tags)
        return redirect(_back(done=",".join(decision.key for decision, _ in decided)), 303)

    @blueprint.delete("/decisions/<key>")
    def take_back(key: str) -> AnyResponse:
        tag = _matched(request.headers.get("If-Match"))
        changed = commit(site, writing, [], [key], {key: tag} if tag else {})
        return Response(status=204, headers={"X-Commit": str(changed)})

    @blueprint.post("/undo")
    def undo() -> AnyResponse:
        keys, tags = request.form.getlist("key"), request.form.getlist("tag")
        commit(site, writing, [], keys, dict(zip(keys, tags, strict=False)))
        return redirect(_back(), 303)

    @blueprint.route("/accept", methods=["GET", "POST"])
    def accept() -> AnyResponse:
        """Accept all that is proposed with a score, once the number of them was confirmed."""
        found = proposed(site, chosen_tab())
        chosen = [decision for each in found for decision in each.decisions(same=True)]
        mark = h16("\n".join(sorted(each.key for each in chosen)))
        if request.method == "GET":
            return Response(_confirmation(site, found, mark))
        if request.form.get("mark") != mark:
            raise PreconditionFailed("the proposals are others now; look at them again")
        why = f"accepted together, from a score of {wanted_ones().least:g}"
        commit(site, writing, [signed(each, why) for each in chosen])
        return redirect(site.local("/review", tab="decided"), 303)

    return blueprint


def commit(
    site: Site,
    writing: Writing,
    add: Sequence[Decision],
    retract: Sequence[str] = (),
    if_unchanged: Mapping[str, str] | None = None,
) -> int:
    """Decide, and wait until everybody sees it; return the number of the commit."""
    changed = writing.decide(add, retract, if_unchanged)
    has_come(site.sequence, changed.sequence)
    return changed.sequence


def signed(decision: Decision, why: str = "") -> Decision:
    return replace(decision, who=g.who, when=now(), why=why)


def _confirmation(site: Site, found: Sequence[Pair | Doubt], mark: str) -> str:
    some = found[:LISTED]
    return render_template(
        "accept.html",
        tab=chosen_tab(),
        found=some,
        number=len(found),
        mark=mark,
        filters=filters(),
        names=site.names(_mentioned(some)),
        shown=shown,
    )


def _mentioned(some: Sequence[Pair | Doubt]) -> Iterator[str]:
    for each in some:
        yield from each.things
        if isinstance(each, Doubt):
            yield from (each.who, each.predicate)


def _back(**more: str) -> str:
    address, _, query = local(request.form.get("back", "")).partition("?")
    values = {name: text for name, text in parse_qsl(query) if name != "done"} | more
    return f"{request.script_root}{address}" + (f"?{urlencode(values)}" if values else "")


def _of_form(site: Site) -> list[tuple[Decision, str]]:
    """Return the decisions that a form makes, one for each document, and how each stood.

    Raises: BadDecision
    """
    values = {name: text for name in _FIELDS if (text := request.form.get(name, "").strip())}
    if values.get("kind") == "correct":
        instead = request.form.get("instead", "").strip()
        values["replacement"] = _instead(instead, values.get("object", ""), site)
    found: list[tuple[Decision, str]] = []
    for each in request.form.getlist("at") or [""]:
        tag, _, source = each.partition(" ")
        more = {"source": source} if source else {}
        decision = of_plain(values | more | {"who": g.who, "when": now()}, site.namespace)
        parts = companions(site, decision).items()
        told = [(f"<{name}>", str(value)) for name, columns in parts for value in columns[0]]
        found += [(decision, tag), *((each, "") for each in with_parts(decision, told))]
    return found


def _instead(text: str, old: str, site: Site) -> str:
    """Return what a person wrote as a term like the one it replaces.

    Raises: BadDecision
    """
    try:
        former = term(old)
        if text.startswith("<"):
            return str(term(text))
        if isinstance(former, NamedNode):
            is_path = "://" not in text
            return str(NamedNode(f"{site.namespace.base}id/{text}" if is_path else text))
        language = former.language
        return str(
            Literal(text, language=language)
            if language
            else Literal(text, datatype=former.datatype)
        )
    except ValueError as error:
        raise BadDecision(f"{text!r} cannot stand for {old}", "an IRI, or kind/key") from error


def _decide_as_told(site: Site, writing: Writing) -> Response:
    """Do what a program sends: one decision, several, or the lines of a file."""
    if request.mimetype in (LINES, "application/x-ndjson", "text/plain"):
        asked = parsed(request.get_data().decode("utf-8", "replace"), site.namespace)
        tags: dict[str, str] = {}
    else:
        asked, tags = _of_json(site)
    if len(asked) > _MOST_TOGETHER:
        raise BadRequest(f"more than {_MOST_TOGETHER:,} decisions at once")
    changed = commit(site, writing, asked, if_unchanged=tags)
    response = jsonify(decisions=[{"key": each.key} | plain(each) for each in asked])
    response.headers["X-Commit"] = str(changed)
    return response


def _of_json(site: Site) -> tuple[list[Decision], dict[str, str]]:
    body = request.get_json(silent=True)
    several = [each for each in (body if isinstance(body, list) else [body]) if each]
    if not several or not all(isinstance(each, dict) for each in several):
        raise BadDecision("there is no decision", "a JSON object, or an array of them")
    header = _matched(request.headers.get("If-Match"))
    asked: list[Decision] = []
    tags: dict[str, str] = {}
    for each in several:
        values = {name: value for name, value in each.items() if name != "etag"}
        decision = of_plain(values | {"who": g.who, "when": now()}, site.namespace)
        asked.append(decision)
        if tag := _matched(str(each.get("etag") or "")) or header:
            tags[decision.key] = tag
    return asked, tags


def _matched(header: str | None) -> str:
    return (header or "").strip().removeprefix("W/").strip('"').replace("*", "")
