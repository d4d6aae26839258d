"""Who may do what: bearer tokens with a scope, each use of which is written down.

Source: RFC 6750
"""

from flask import Flask, Response, g, request

from kg.errors import Forbidden, ReadOnly, Refused, Unauthorized
from kg.settings import Settings
from kg.tokens import Audit, Token, Tokens
from kg.web.sessions import COOKIE, LASTS_S, Sessions

_READING = ("GET", "HEAD", "OPTIONS")


class Access:
    def __init__(self, settings: Settings) -> None:
        root = settings.root
        self._tokens = Tokens(root, settings.admin_token)
        self._audit = Audit(root)
        self._sessions = Sessions()

    def require(self, scope: str) -> str:
        """Let a request pass that has a token with this scope; return the name of the token.

        Raises: ReadOnly, Unauthorized, Forbidden
        """
        self._begin(scope)
        scheme, _, text = request.headers.get("Authorization", "").partition(" ")
        return self._passed(text if scheme.lower() == "bearer" else "", scope).name

    def require_person(self, scope: str) -> tuple[str, str]:
        """Let pass whoever has a token with this scope, or has signed in with one.

        Return the name of the token, and the secret that forms of its pages bring back.
        Raises: ReadOnly, Unauthorized, Forbidden; Refused for a form of another page
        """
        if "Authorization" in request.headers:
            return self.require(scope), ""
        self._begin(scope, signed_in=True)
        session = self._sessions.get(request.cookies.get(COOKIE, ""))
        if session is None or not self._tokens.holds(session.token):
            raise Unauthorized("this needs a token; sign in with one, or send it")
        self._reaching(session.token, scope)
        sent = request.form.get("csrf") or request.headers.get("X-CSRF-Token", "")
        if request.method not in _READING and not session.made(sent):
            raise Refused("this form is of another session; open its page again")
        return session.token.name, session.secret

    def sign_in(self, text: str, scope: str, response: Response) -> None:
        """Give a browser the cookie of a new session in exchange for a token.

        Raises: as `require`
        """
        self._begin(scope, signed_in=True)
        cookie = self._sessions.open(self._passed(text, scope))
        response.set_cookie(
            COOKIE,
            cookie,
            max_age=LASTS_S,
            path=f"{request.script_root}/review",
            httponly=True,
            samesite="Strict",
            secure=request.is_secure,
        )

    def sign_out(self, response: Response) -> None:
        self._sessions.close(request.cookies.get(COOKIE, ""))
        response.delete_cookie(COOKIE, path=f"{request.script_root}/review")

    def _begin(self, scope: str, **more: bool) -> None:
        g.use = {"token": None, "needed": scope, **more}
        if not self._tokens.any():
            raise ReadOnly("nothing can be written here: there is no token to write with")

    def _passed(self, text: str, scope: str) -> Token:
        holder = self._tokens.holder(text.strip()) if text else None
        if holder is None:
            raise Unauthorized("this needs a token")
        self._reaching(holder, scope)
        return holder

    def _reaching(self, token: Token, scope: str) -> None:
        g.use |= {"token": token.name, "scope": token.scope}
        if not token.reaches(scope):
            raise Forbidden(scope)

    def register(self, app: Flask) -> None:
        app.jinja_env.globals["has_tokens"] = self._tokens.any

        @app.after_request
        def note(response: Response) -> Response:
            if "use" not in g:
                return response
            response.headers["Cache-Control"] = "no-store"
            if "Authorization" in request.headers or "signed_in" in g.use:
                self._audit.note(
                    **g.use,
                    client=request.remote_addr,
                    method=request.method,
                    address=request.full_path.rstrip("?"),
                    status=response.status_code,
                    commit=response.headers.get("X-Commit"),
                )
            return response
