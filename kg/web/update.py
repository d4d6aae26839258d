"""`/update`: SPARQL 1.1 Update, for whoever has a token."""

from flask import Blueprint, Response

from kg.query.protocol import parse_update
from kg.web.site import Site
from kg.web.sparql import request_parts
from kg.web.writing import Writing


def update_blueprint(_: Site, writing: Writing) -> Blueprint:
    blueprint = Blueprint("update", __name__)

    @blueprint.post("/update")
    def update() -> Response:
        writing.access.require("load")
        return writing.done(writing.update(parse_update(request_parts())))

    return blueprint
