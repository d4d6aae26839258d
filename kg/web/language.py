"""The language a reader gets: the one in the address, else the one chosen last, else the browser's.

Programs get what their address says and nothing else, so that their answers stay the same.
"""

from collections.abc import Sequence
from typing import Final

from flask import Flask, Response, g, request

from kg.query.formats import prefers_page

COOKIE: Final = "language"
_YEAR_S: Final = 365 * 24 * 3_600
VARIED: Final = ("Accept", "Accept-Language", "Cookie")


def asked(offered: Sequence[str]) -> str | None:
    """Return the language tag that was asked for, None where the first of those offered will do."""
    if "asked_language" not in g:
        g.asked_language = request.args.get("lang") or _negotiated(offered)
    found: str | None = g.asked_language
    return found


def negotiated(offered: Sequence[str]) -> str | None:
    """Return the language that a browser asks for beside the address."""
    return None if request.args.get("lang") else asked(offered)


def register(app: Flask, offered: Sequence[str]) -> None:
    @app.after_request
    def remember(response: Response) -> Response:
        if not prefers_page(request.headers.get("Accept")):
            return response
        if response.mimetype == "text/html":
            response.vary.update(VARIED)
        chosen = request.args.get("lang")
        if chosen and chosen in offered and chosen != request.cookies.get(COOKIE):
            response.set_cookie(
                COOKIE,
                chosen,
                _YEAR_S,
                path=request.script_root or "/",
                secure=request.is_secure,
                httponly=True,
                samesite="Lax",
            )
        return response


def _negotiated(offered: Sequence[str]) -> str | None:
    if not prefers_page(request.headers.get("Accept")):
        return None
    chosen = request.cookies.get(COOKIE)
    if chosen not in offered:
        chosen = _of_browser(offered)
    return None if chosen == offered[0] else chosen


def _of_browser(offered: Sequence[str]) -> str | None:
    """Return the offered language that suits the browser best: `zh-CN` takes any Chinese."""
    by_base = {tag.partition("-")[0].lower(): tag for tag in reversed(offered)}
    exact = {tag.lower(): tag for tag in offered}
    for tag, quality in request.accept_languages:
        wanted = tag.lower()
        found = exact.get(wanted) or by_base.get(wanted.partition("-")[0])
        if found and quality > 0:
            return found
    return None
