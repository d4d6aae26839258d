"""Files of object stores and other places that fsspec knows, by the addresses that a user names."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile
from typing import Any, Final

from kg.errors import BadDocument, StoreProblem

_ADDRESS: Final = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_MAGIC: Final = re.compile(r"[*?[]")
_EXTRA: Final = "pip install 'ecoaccord[objects]'"


def is_object(path: str) -> bool:
    return bool(_ADDRESS.match(path))


def objects(address: str) -> list[tuple[str, str]]:
    """Return what is at, below or matched by an address: addresses, and names below it.

    Raises: BadDocument with the reason why there is nothing; StoreProblem
    """
    with _told(address):
        files, root = _opened(address)
        if magic := _MAGIC.search(root):
            details = files.glob(root, detail=True)
            found = [path for path, detail in details.items() if detail["type"] == "file"]
            root = root[: magic.start()].rpartition("/")[0]
        elif files.isfile(root):
            found, root = [root], root.rpartition("/")[0]
        else:
            found = files.find(root)
        if not found:
            raise BadDocument(address, "there is no such file")
        named = ((each, each.removeprefix(root).lstrip("/")) for each in sorted(found))
        return [(files.unstrip_protocol(each), name) for each, name in named if _is_seen(name)]


@contextmanager
def copy_of(address: str) -> Iterator[Path]:
    """Give a copy of an object, for as long as it takes.

    Raises: BadDocument; StoreProblem when another time it may be there
    """
    with NamedTemporaryFile(prefix="ecoaccord-") as copy:
        with _told(address):
            files, path = _opened(address)
            with files.open(path, "rb") as stream:
                shutil.copyfileobj(stream, copy, 1 << 20)
        copy.flush()
        yield Path(copy.name)


def _opened(address: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        problem = f"reading object stores needs an extra: {_EXTRA}"
        raise BadDocument(address, problem) from error
    files, path = url_to_fs(address)
    return files, str(path)


@contextmanager
def _told(address: str) -> Iterator[None]:
    """Tell what the clients of many services raise: of this object, or of the store for now."""
    try:
        yield
    except BadDocument:
        raise
    except ImportError as error:  # of the client of one service
        raise BadDocument(address, f"{error} (that of S3 is an extra: {_EXTRA})") from error
    except (FileNotFoundError, PermissionError) as error:
        raise BadDocument(address, _reason(error)) from error
    except Exception as error:
        raise StoreProblem(f"{address} cannot be read now: {_reason(error)}") from error


def _reason(error: Exception) -> str:
    said = isinstance(error, OSError) and error.strerror
    return said or str(error) or type(error).__name__


def _is_seen(name: str) -> bool:
    return not any(part.startswith(".") for part in PurePosixPath(name).parts)
