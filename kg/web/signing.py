"""Signing in to `/review` with a browser, and what all its pages have in common."""

from typing import Final

from flask import Blueprint, Response, g, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from kg.errors import Unauthorized
from kg.query.formats import prefers_page
from kg.web.access import Access
from kg.web.site import Site
from kg.web.writing import Writing

SCOPE: Final = "review"


def signing_blueprint(site: Site, writing: Writing) -> Blueprint:
    blueprint = Blueprint("signing", __name__, url_prefix="/review")
    access = writing.access

    @blueprint.route("/login", methods=["GET", "POST"])
    def login() -> AnyResponse:
        target = local(request.values.get("next", ""))
        if request.method == "GET":
            return _unkept(render_template("login.html", target=target, failed=False))
        response = _unkept(redirect(request.script_root + target, 303))
        try:
            access.sign_in(request.form.get("token", ""), SCOPE, response)
        except Unauthorized:
            body = render_template("login.html", target=target, failed=True)
            return _unkept(Response(body, 401))
        return response

    @blueprint.post("/logout")
    def logout() -> AnyResponse:
        access.require_person(SCOPE)
        response = _unkept(redirect(site.local("/"), 303))
        access.sign_out(response)
        return response

    return blueprint


def guard(blueprint: Blueprint, site: Site, access: Access) -> None:
    """Let only those in who may decide; send other people to where they can sign in.

    Their name is `g.who` then, and `g.secret` is what forms have to bring back.
    """

    @blueprint.before_request
    def enter() -> AnyResponse | None:
        try:
            g.who, g.secret = access.require_person(SCOPE)
        except Unauthorized:
            is_reading = request.method in ("GET", "HEAD")
            if is_reading and prefers_page(request.headers.get("Accept")):
                here = request.full_path.removesuffix("?")
                return redirect(site.local("/review/login", next=here), 303)
            raise
        return None

    blueprint.after_request(_unkept)


def local(address: str) -> str:
    """Return an address of these pages, whatever was asked for."""
    is_ours = address.partition("?")[0].split("/")[:2] == ["", "review"] and "\\" not in address
    return address if is_ours and address.isprintable() else "/review"


def _unkept(answer: str | AnyResponse) -> Response:
    response = make_response(answer)
    response.headers["Cache-Control"] = "no-store"
    return response
