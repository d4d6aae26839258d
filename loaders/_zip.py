"""Office files are zip archives of XML: what unpacks to too much is not unpacked."""

import io
import zipfile
from typing import Final

from kg.errors import BadDocument

_LARGEST: Final = 200_000_000  # bytes of all parts together, unpacked
_RATIO: Final = 200  # office XML packs about 20:1; a bomb 1000:1
_SMALL: Final = 1_000_000  # below, no ratio matters


def open_zip(content: bytes, path: str) -> zipfile.ZipFile:
    """Return the archive.

    Raises: BadDocument when it is broken, locked, or unpacks to too much.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, EOFError, OSError) as error:
        raise BadDocument(path, f"it is not a whole zip archive: {error}") from error
    for part in archive.infolist():
        if part.flag_bits & 1:
            raise BadDocument(path, "it is locked with a password")
        if part.file_size > max(_SMALL, part.compress_size * _RATIO):
            raise BadDocument(path, f"{part.filename} unpacks to {part.file_size:,} bytes: a bomb")
    size = sum(part.file_size for part in archive.infolist())
    if size > _LARGEST:
        raise BadDocument(path, f"it unpacks to {size:,} bytes, more than {_LARGEST:,}")
    return archive
