"""What takes seconds to work out and follows from the program alone, kept between its runs.

It stands in `$XDG_CACHE_HOME/ecoaccord` (`~/.cache/ecoaccord`), which may be deleted at any time.
"""

import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

Lists = Mapping[str, list[str]]


def remembered(name: str, edition: str, make: Callable[[], Lists]) -> Lists:
    """Return lists by key, from the file of that name if it is of this edition.

    Where nothing can be read or written, they are made anew each time.
    """
    path = _folder() / f"{name}.json"
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        kept = json.loads(path.read_bytes())
        if kept["edition"] == edition:
            return {str(key): [*map(str, each)] for key, each in kept["lists"].items()}
    made = make()
    with suppress(OSError):
        _write(path, json.dumps({"edition": edition, "lists": made}, ensure_ascii=False))
    return made


def _folder() -> Path:
    home = os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()
    return Path(home) / "ecoaccord"


def _write(path: Path, text: str) -> None:
    """Replace the file at once, so that whoever reads it meanwhile reads a whole one."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=path.parent, encoding="utf-8", delete=False) as file:
        file.write(text)
    Path(file.name).replace(path)
