"""Who may do what: bearer tokens with a scope, each use of which is written down.

Source: RFC 6750
"""

from pathlib import Path

from flask import Flask, Response, g, request

from kg.errors import Forbidden, ReadOnly, Unauthorized
from kg.settings import Settings
from kg.tokens import Audit, Tokens


class Access:
    def __init__(self, settings: Settings) -> None:
        root = Path(settings.store)
        self._tokens = Tokens(root, settings.admin_token)
        self._audit = Audit(root)

    def require(self, scope: str) -> str:
        """Let a request pass that has a token with this scope; return the name of the token.

        Raises: ReadOnly, Unauthorized, Forbidden
        """
        g.use = {"token": None, "needed": scope}
        if not self._tokens.any():
            raise ReadOnly("nothing can be written here: there is no token to write with")
        scheme, _, text = request.headers.get("Authorization", "").partition(" ")
        holder = self._tokens.holder(text.strip()) if scheme.lower() == "bearer" else None
        if holder is None:
            raise Unauthorized("this needs a token")
        g.use |= {"token": holder.name, "scope": holder.scope}
        if not holder.reaches(scope):
            raise Forbidden(scope)
        return holder.name

    def register(self, app: Flask) -> None:
        @app.after_request
        def note(response: Response) -> Response:
            if "use" not in g:
                return response
            response.headers["Cache-Control"] = "no-store"
            if "Authorization" in request.headers:
                self._audit.note(
                    **g.use,
                    client=request.remote_addr,
                    method=request.method,
                    address=request.full_path.rstrip("?"),
                    status=response.status_code,
                    commit=response.headers.get("X-Commit"),
                )
            return response
