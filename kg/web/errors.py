"""How errors reach the client: one table of statuses, one JSON shape, one page."""

import logging
from http import HTTPStatus
from typing import Any, Final

from flask import Flask, Response, current_app, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from kg import errors
from kg.errors import KgError, nearest
from kg.query.formats import prefers_page
from kg.query.process import ClientGone

STATUS: Final[dict[type[KgError], int]] = {
    errors.WrongUse: 400,
    errors.UnknownQuery: 404,
    errors.UnknownTerm: 404,
    errors.BadDocument: 422,
    errors.BadQuery: 400,
    errors.Refused: 403,
    errors.Unauthorized: 401,
    errors.Forbidden: 403,
    errors.ReadOnly: 403,
    errors.NotWriter: 403,
    errors.NotAcceptable: 406,
    errors.UnsupportedMediaType: 415,
    errors.NotFound: 404,
    errors.Gone: 410,
    errors.KeyReused: 422,
    errors.PreconditionFailed: 412,
    errors.TooLarge: 413,
    errors.TimedOut: 503,
    errors.OutOfMemory: 503,
    errors.Overloaded: 503,
    errors.OverBudget: 429,
    errors.DiskFull: 507,
    errors.StoreProblem: 503,
    errors.BadAnswer: 502,
    errors.NotSupported: 501,
    ClientGone: 499,
    KgError: 500,
}
RETRY_AFTER_S: Final = 1

_log = logging.getLogger(__name__)


def register(app: Flask) -> None:
    app.register_error_handler(KgError, _of_ours)
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(Exception, _unforeseen)


def status_of(error: KgError) -> int:
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def _of_ours(error: KgError) -> Response:
    status = status_of(error)
    response = _respond(
        status, error.code, str(error), hint=error.hint, line=error.line, column=error.column
    )
    if isinstance(error, errors.OverBudget | errors.StoreAway):
        response.headers["Retry-After"] = f"{max(1.0, error.retry_after_s):.0f}"
    elif isinstance(error, errors.Overloaded | errors.StoreProblem):
        response.headers["Retry-After"] = str(RETRY_AFTER_S)
    if isinstance(error, errors.Unauthorized | errors.Forbidden):
        response.headers["WWW-Authenticate"] = _challenge(error)
    return response


def _challenge(error: KgError) -> str:
    """Source: RFC 6750 section 3"""
    if isinstance(error, errors.Forbidden):
        return f'Bearer realm="ecoaccord", error="insufficient_scope", scope="{error.scope}"'
    was_sent = "Authorization" in request.headers
    return 'Bearer realm="ecoaccord"' + (', error="invalid_token"' if was_sent else "")


def _of_http(error: HTTPException) -> Response:
    status = error.code or 500
    detail = {
        404: "there is nothing at this address",
        405: f"this address does not take {request.method}",
        413: "the request is larger than it may be",
    }.get(status, (error.description or "").rstrip("."))
    code = HTTPStatus(status).phrase.lower().replace(" ", "-")
    response = _respond(status, code, detail, hint=_address_meant() if status == 404 else None)
    for name, value in error.get_headers():
        if name in {"Allow", "Location"}:
            response.headers[name] = value
    return response


def _address_meant() -> str | None:
    rules = current_app.url_map.iter_rules()
    return nearest(request.path, sorted({rule.rule for rule in rules if not rule.arguments}))


def _unforeseen(error: Exception) -> Response:
    _log.exception("unforeseen while answering %s", request.path, exc_info=error)
    return _respond(500, "failed", "something went wrong here; the log of the service says what")


def _respond(status: int, code: str, detail: str, **more: Any) -> Response:
    title = "Client closed request" if status == 499 else HTTPStatus(status).phrase
    body = {"code": code, "title": title, "detail": detail}
    body |= {name: value for name, value in more.items() if value is not None}
    if prefers_page(request.headers.get("Accept")):
        response = make_response(render_template("error.html", error=body, status=status))
    else:
        response = jsonify(error=body)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    response.vary.add("Accept")
    return response
