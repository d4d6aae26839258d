"""For whoever runs the service: is it alive, can it answer."""

from flask import Blueprint, Response, jsonify

from kg.errors import KgError
from kg.query.protocol import Operation
from kg.web.errors import status_of
from kg.web.site import Site

_PATIENCE_S = 2.0


def operations_blueprint(site: Site) -> Blueprint:
    blueprint = Blueprint("operations", __name__)

    @blueprint.route("/healthz")
    def healthz() -> Response:
        """Answer as long as the web process does."""
        return _state(200, status="alive")

    @blueprint.route("/readyz")
    def readyz() -> Response:
        """Answer 200 when queries are answered, and on which commit."""
        try:
            answer = site.pool.run(Operation("ASK {}", _PATIENCE_S))
            b"".join(answer.blocks)
        except KgError as error:
            return _state(status_of(error), status="not ready", reason=str(error))
        return _state(200, status="ready", sequence=answer.sequence)

    return blueprint


def _state(code: int, **values: object) -> Response:
    response = jsonify(values)
    response.status_code = code
    response.headers["Cache-Control"] = "no-store"
    return response
