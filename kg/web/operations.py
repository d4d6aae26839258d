"""For whoever runs the service: is it alive, can it answer."""

from ipaddress import ip_address

from flask import Blueprint, Response, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST

from kg.errors import KgError
from kg.query.protocol import Operation
from kg.query.turns import CALLER
from kg.remote.address import Remote
from kg.remote.probing import promises
from kg.remote.profiles import PROFILES
from kg.web.access import Access
from kg.web.errors import status_of
from kg.web.metrics import Metrics
from kg.web.site import Site

_PATIENCE_S = 2.0
_PROXIED = ("X-Forwarded-For", "Forwarded")


def operations_blueprint(site: Site, access: Access, metrics: Metrics) -> Blueprint:
    blueprint = Blueprint("operations", __name__)

    @blueprint.route("/healthz")
    def healthz() -> Response:
        """Answer as long as the web process does."""
        return _state(200, status="alive")

    @blueprint.route("/readyz")
    def readyz() -> Response:
        """Answer 200 when queries are answered, and on which commit."""
        CALLER.set("readyz")  # whoever has spent a budget may still ask this
        try:
            answer = site.pool.run(Operation("ASK {}", _PATIENCE_S))
            b"".join(answer.blocks)
        except KgError as error:
            return _state(status_of(error), status="not ready", reason=str(error))
        return _state(200, status="ready", sequence=answer.sequence)

    @blueprint.route("/health/backend")
    def backend() -> Response:
        """Tell this machine, or whoever has a token, what the store can promise."""
        _require_operator(access)
        settings = site.settings
        profile = Remote.of(settings).profile if settings.is_remote else PROFILES["oxigraph"]
        return _state(
            200,
            store=profile.title if settings.is_remote else "Oxigraph, embedded",
            promises=promises(profile),
            unanswered=sorted(profile.unanswered),
        )

    @blueprint.route("/metrics")
    def show_metrics() -> Response:
        """Tell figures to this machine, or to whoever has a token."""
        _require_operator(access)
        response = Response(metrics.text(), content_type=CONTENT_TYPE_LATEST)
        response.headers["Cache-Control"] = "no-store"
        return response

    return blueprint


def _require_operator(access: Access) -> None:
    if not _is_near():
        access.require("admin")


def _is_near() -> bool:
    """Tell whether this machine asks, and not a proxy on it for somebody else."""
    try:
        is_local = ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False
    return is_local and not any(name in request.headers for name in _PROXIED)


def _state(code: int, **values: object) -> Response:
    response = jsonify(values)
    response.status_code = code
    response.headers["Cache-Control"] = "no-store"
    return response
