"""What a server asks for before it answers: read from a file, never shown, never logged.

Source: RFC 7617 (basic), RFC 6750 (bearer), RFC 7616 (digest)
"""

import base64
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.request import (
    AbstractDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    Request,
    parse_http_list,
    parse_keqv_list,
)

from kg.errors import BadSetting

_SCHEMES: Final = ("basic", "digest", "bearer")


class Credentials:
    """The headers that let requests in; `file` is empty where the server lets everybody in."""

    def __init__(self, file: str) -> None:
        scheme, secret = _read(file) if file else ("", "")
        self.is_digest = scheme == "digest"
        self._fixed: dict[str, str] = {}
        self._challenge: dict[str, str] | None = None
        if scheme == "basic":
            token = base64.b64encode(secret.encode()).decode()
            self._fixed = {"Authorization": f"Basic {token}"}
        elif scheme == "bearer":
            self._fixed = {"Authorization": f"Bearer {secret}"}
        elif scheme == "digest":
            name, _, password = secret.partition(":")
            passwords = HTTPPasswordMgrWithDefaultRealm()
            passwords.add_password(None, "/", name, password)
            self._digest = AbstractDigestAuthHandler(passwords)
            self._passwords = (passwords, name, password)

    def headers(self, url: str, body: bytes) -> Mapping[str, str]:
        """Return what a POST of this body is to carry."""
        if self._challenge is None:
            return self._fixed
        passwords, name, password = self._passwords
        passwords.add_password(None, url, name, password)
        request = Request(url, body, method="POST")  # noqa: S310 - only to be described
        answer = self._digest.get_authorization(request, self._challenge)
        return {"Authorization": f"Digest {answer}"} if answer else {}

    def challenged(self, header: str) -> bool:
        """Take what a server answered with 401; tell whether to ask again."""
        scheme, _, rest = header.partition(" ")
        if not self.is_digest or scheme.lower() != "digest":
            return False
        challenge = parse_keqv_list(parse_http_list(rest))
        is_new = not self._challenge or self._challenge.get("nonce") != challenge.get("nonce")
        self._challenge = challenge
        return is_new


def name_and_password(file: str) -> tuple[str, str]:
    """Raises: BadSetting where there are none"""
    scheme, secret = _read(file) if file else ("", "")
    name, _, password = secret.partition(":")
    if scheme not in ("basic", "digest"):
        raise BadSetting("store_credentials has no name and password")
    return name, password


def _read(file: str) -> tuple[str, str]:
    try:
        line = Path(file).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise BadSetting(f"store_credentials: {error}") from error
    scheme, _, secret = line.partition(" ")
    if scheme.lower() not in _SCHEMES or not secret or "\n" in secret:
        raise BadSetting(f"{file} is not one line of {', '.join(_SCHEMES)} and what belongs to it")
    return scheme.lower(), secret.strip()
