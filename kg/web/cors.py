"""Lets pages of other origins read what is here; never with credentials."""

from collections.abc import Collection
from typing import Final

from flask import Flask, Response, request

_READABLE: Final = "ETag, Link, Location, Retry-After, X-Commit, X-Shortened"
_MAY_SEND: Final = (
    "Accept, Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Prefer, "
    "X-Minimum-Commit"
)
_KEPT_S: Final = 3_600


def register(app: Flask, origins: Collection[str]) -> None:
    """Allow these origins, or all of them where `*` is one."""
    if not origins:
        return

    @app.after_request
    def allow(response: Response) -> Response:
        origin = "*" if "*" in origins else request.headers.get("Origin")
        if origin != "*":
            response.vary.add("Origin")
        if origin not in origins:
            return response
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = _READABLE
        if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
            response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "GET")
            response.headers["Access-Control-Allow-Headers"] = _MAY_SEND
            response.headers["Access-Control-Max-Age"] = str(_KEPT_S)
        return response
