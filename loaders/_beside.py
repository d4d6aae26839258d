"""A file and the one beside it that tells how to read it, as one content.

The archive keeps both together and the digest is of both, so that a changed mapping is a change.
"""

import json
from typing import Final

_MARK: Final = b"#!beside "


def together(beside: bytes, content: bytes) -> bytes:
    """Return both as one content: a line that holds the file beside, and the file."""
    return _MARK + json.dumps(beside.decode("utf-8", "replace")).encode() + b"\n" + content


def apart(content: bytes) -> tuple[bytes | None, bytes]:
    """Return what stood beside, None where nothing did, and the file itself."""
    if not content.startswith(_MARK):
        return None, content
    line, _, rest = content.partition(b"\n")
    try:
        beside = json.loads(line.removeprefix(_MARK))
    except ValueError:
        return None, content
    return (beside.encode(), rest) if isinstance(beside, str) else (None, content)
