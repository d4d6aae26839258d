"""One module for each source format; `discover` finds them by file name."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from loaders._base import Loader


@cache
def discover() -> dict[str, Loader]:
    """Return every loader by module name; names with an underscore are support code."""
    names = sorted(m.name for m in iter_modules(__path__) if not m.name.startswith("_"))
    return {name: import_module(f"{__name__}.{name}").LOADER for name in names}
