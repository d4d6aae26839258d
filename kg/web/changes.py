"""`/changes`: what each load, decision and removal added, changed and withdrew, thing by thing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

from flask import Blueprint, Response, jsonify, render_template, request, url_for
from pyoxigraph import Literal, NamedNode, Triple

from kg.errors import BadParameter, NotFound
from kg.faces.moments import ATOM, add_text
from kg.history.moves import Move, triples
from kg.history.past import Commit, Entry, Past
from kg.query.names import Name, choose, short
from kg.terms import DCTERMS, RDFS, SKOS
from kg.web.site import Site

_LABELS: Final = (SKOS.prefLabel, DCTERMS.title, RDFS.label)
_COMMITS: Final = 20  # on a page, and in a feed
_THINGS: Final = 5  # of each commit there; the commit has a page of its own
_A_PAGE: Final = 50  # things there
_ENTRIES: Final = 500  # of an answer in JSON
CAUSES: Final = {
    "start": "store made",
    "begun": "log begun",
    "load": "documents loaded",
    "removal": "document removed",
    "decision": "decision",
    "edition": "curated data renewed",
    "erasure": "erased",
    "upgrade": "store upgraded",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A commit with some of the things that it changed."""

    commit: Commit
    moves: Sequence[Move]


def changes_blueprint(site: Site) -> Blueprint:
    blueprint = Blueprint("changes", __name__)
    past = Past(site.settings.root)

    @blueprint.route("/changes")
    def changes() -> Response:
        accept = request.headers.get("Accept", "")
        if "application/atom+xml" in accept:
            return _atom(site, past)
        if "text/html" not in accept and "application/json" in accept:
            return _json(site, past)
        told, more = _latest(site, past)
        return _page(site, "changes.html", told, more=more, thing=_thing())

    @blueprint.route("/changes.json")
    def as_json() -> Response:
        return _json(site, past)

    @blueprint.route("/changes.atom")
    def as_atom() -> Response:
        return _atom(site, past)

    @blueprint.route("/changes/<int:sequence>")
    def commit(sequence: int) -> Response:
        found = past.commit(sequence) if sequence <= site.sequence() else None
        if found is None:
            raise NotFound(f"nothing is known of a change {sequence}")
        start = found.first + (site.page_number() - 1) * _A_PAGE
        end = found.first + found.things
        moves = [entry.move for entry in past.entries(start, min(start + _A_PAGE, end))]
        page = site.page_number()
        more = start + _A_PAGE < end
        return _page(site, "change.html", [Told(found, moves)], page=page, has_more=more)

    return blueprint


def _json(site: Site, past: Past) -> Response:
    """Return what changed since a commit, in the order in which it did."""
    upto, thing = site.sequence(), _thing()
    first, end = past.since(_number("since", 0), upto)
    first = max(first, _number("after", -1) + 1)
    if thing:
        entries = past.of_thing(thing, first, end, _ENTRIES + 1)
    else:
        entries = past.entries(first, min(end, first + _ENTRIES + 1))
    shown = entries[:_ENTRIES]
    following = None
    if len(entries) > _ENTRIES:
        following = request.base_url + "?" + _again(after=str(shown[-1].number))
    listed = [_commit_json(site, told) for told in _by_commit(past, shown)]
    response = jsonify(latest=upto, commits=listed, next=following)
    if following:
        response.headers["Link"] = f'<{following}>; rel="next"'
    return response


def _commit_json(site: Site, told: Told) -> dict[str, Any]:
    commit = told.commit
    return {
        "sequence": commit.sequence,
        "time": commit.time,
        "cause": commit.cause,
        "documents": [site.namespace.thing("document", key) for key in commit.documents],
        "things": commit.things,
        "changes": [
            {
                "thing": move.subject,
                "kind": _kind(move),
                "removed": [f"<{move.subject}> {each} ." for each in move.removed],
                "added": [f"<{move.subject}> {each} ." for each in move.added],
            }
            for move in told.moves
        ],
    }


def _by_commit(past: Past, entries: Sequence[Entry]) -> list[Told]:
    commits = past.holding([entry.number for entry in entries])
    found: dict[int, tuple[Commit, list[Move]]] = {}
    for entry in entries:
        commit = commits[entry.number]
        found.setdefault(commit.sequence, (commit, []))[1].append(entry.move)
    return [Told(*each) for each in found.values()]


def _latest(site: Site, past: Past) -> tuple[list[Told], int | None]:
    """Return the latest commits, those of one thing if asked, and before which the next are."""
    upto, thing = site.sequence(), _thing()
    before = _number("before", upto + 1)
    if thing:
        first, end = past.since(0, min(upto, before - 1))
        entries = past.of_thing(thing, first, end, _COMMITS + 1, latest=True)
        found = _by_commit(past, sorted(entries))[::-1]
    else:
        commits = past.commits(upto, most=_COMMITS + 1, before=before)
        found = [Told(commit, _some(past, commit)) for commit in commits]
    shown = found[:_COMMITS]
    return shown, shown[-1].commit.sequence if len(found) > _COMMITS else None


def _some(past: Past, commit: Commit) -> list[Move]:
    end = commit.first + min(commit.things, _THINGS)
    return [entry.move for entry in past.entries(commit.first, end)]


def _page(site: Site, template: str, told: list[Told], **more: Any) -> Response:
    moves = [move for each in told for move in each.moves]
    shown = [triple for move in moves for triple in _triples(move, (*move.removed, *move.added))]
    documents = {
        site.namespace.thing("document", key)
        for each in told
        for key in each.commit.documents[:_THINGS]
    }
    names = site.names({*documents, *_iris(shown)})
    body = render_template(
        template,
        told=told,
        names=names,
        kind=_kind,
        called=lambda move: _called(site, move),
        most=_THINGS,
        causes=CAUSES,
        triples=_triples,
        document=lambda key: site.namespace.thing("document", key),
        **more,
    )
    return Response(body)


def _triples(move: Move, statements: Sequence[str]) -> list[Triple]:
    return triples(move.subject, statements)


def _iris(some: Iterable[Triple]) -> set[str]:
    objects = (triple.object for triple in some)
    values = {each.value for each in objects if isinstance(each, NamedNode)}
    return values | {triple.predicate.value for triple in some}


def _atom(site: Site, past: Past) -> Response:
    """Source: RFC 4287, RFC 5005"""
    told, more = _latest(site, past)
    page = url_for("changes.changes", _external=True, thing=_thing())
    feed = ET.Element("feed", {"xmlns": ATOM})
    add_text(feed, "id", request.base_url + (f"?thing={_thing()}" if _thing() else ""))
    add_text(feed, "title", "EcoAccord: " + site.translated("Changes"))
    add_text(feed, "updated", told[0].commit.time if told else "1970-01-01T00:00:00Z")
    add_text(ET.SubElement(feed, "author"), "name", "EcoAccord")
    ET.SubElement(feed, "link", {"rel": "alternate", "href": page})
    ET.SubElement(feed, "link", {"rel": "self", "href": request.url})
    if more:
        following = f"{request.base_url}?{_again(before=str(more))}"
        ET.SubElement(feed, "link", {"rel": "next", "href": following})
    for each in told:
        commit = each.commit
        entry = ET.SubElement(feed, "entry")
        add_text(entry, "id", site.namespace.thing("run", str(commit.sequence)))
        counts = site.translated("{count} things", count=commit.things)
        add_text(entry, "title", f"{site.translated(CAUSES[commit.cause])}: {counts}")
        add_text(entry, "updated", commit.time)
        href = url_for("changes.commit", sequence=commit.sequence, _external=True)
        ET.SubElement(entry, "link", {"rel": "alternate", "href": href})
        words = [
            f"{site.translated(_kind(move))}: {_called(site, move).text}" for move in each.moves
        ]
        add_text(entry, "summary", "\n".join(words))
    content = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return Response(content, mimetype="application/atom+xml")


def _kind(move: Move) -> str:
    if not move.after:
        return "withdrawn"
    return "changed" if move.kept or move.removed else "added"


def _called(site: Site, move: Move) -> Name:
    """Return what a thing was called then, which may be no more."""
    for statements in (move.after, move.removed):
        labels = [
            triple.object
            for triple in _triples(move, statements)
            if triple.predicate in _LABELS and isinstance(triple.object, Literal)
        ]
        if labels:
            return choose(labels, site.languages())
    return Name(short(move.subject))


def _thing() -> str | None:
    """Raises: BadParameter"""
    iri = request.args.get("thing")
    try:
        return NamedNode(iri).value if iri else None
    except ValueError as error:
        raise BadParameter("thing", f"{iri!r} is not an IRI") from error


def _number(name: str, default: int) -> int:
    """Raises: BadParameter"""
    text = request.args.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise BadParameter(name, f"{text!r} is not a number")
    return int(text)


def _again(**changes: str) -> str:
    return urlencode(request.args.to_dict() | changes)
