"""`/changes/ldes`: the same changes as a Linked Data Event Stream."""

from typing import Final

from flask import Blueprint, Response, request, url_for

from kg.errors import NotFound
from kg.history.past import Past
from kg.history.stream import Node, Stream
from kg.query.description import serialized
from kg.query.formats import negotiate
from kg.web.site import Site

_WEEK_S: Final = 7 * 24 * 3600


def stream_blueprint(site: Site) -> Blueprint:
    blueprint = Blueprint("stream", __name__)
    past = Past(site.settings.root)

    @blueprint.route("/changes/ldes")
    def root() -> Response:
        return _sent(_stream(site, past).root(site.settings.changes_keep_days))

    @blueprint.route("/changes/ldes/<int:group>")
    @blueprint.route("/changes/ldes/<int:group>/<int:page>")
    def node(group: int, page: int | None = None) -> Response:
        stream = _stream(site, past)
        found = stream.group(group) if page is None else stream.page(group, page)
        if found is None:
            raise NotFound("the stream has no such page")
        return _sent(found)

    return blueprint


def _stream(site: Site, past: Past) -> Stream:
    address = url_for("stream.root", _external=True)
    return Stream(past, site.namespace, site.sequence(), address)


def _sent(node: Node) -> Response:
    """Send a resource of the stream; caches may keep a full one without asking."""
    choice = negotiate(request.headers.get("Accept"), "graph")
    response = Response(serialized(node.triples, choice.format), content_type=choice.content_type)
    keep = f"public, max-age={_WEEK_S}, immutable" if node.is_full else "no-cache"
    response.headers["Cache-Control"] = keep
    return response
