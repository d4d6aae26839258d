"""Functions of a server's own, some of which connect to other machines: none is passed on."""

import re
from typing import Final

from kg.errors import NotSupported
from kg.query.guard import TOKEN

_PREFIXES: Final = ("bif:", "sql:")
_ESCAPED: Final = re.compile(r"\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})")
_WHOLE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def refuse_extensions(text: str) -> None:
    """Let a query or an update pass that names none.

    Raises: NotSupported; also for IRIs that are not whole, from which it could make such names.
    """
    for token in TOKEN.finditer(text):
        if token.lastgroup == "name" and token[0].lower().startswith(_PREFIXES):
            raise NotSupported(f"this server is not asked for {token[0]}")
        if token.lastgroup == "iri":
            iri = _ESCAPED.sub(lambda code: chr(int(code[1] or code[2], 16)), token[0][1:-1])
            if not _WHOLE.match(iri) or iri.lower().startswith(_PREFIXES):
                raise NotSupported(f"this server is not asked for <{iri}>: write whole IRIs")
