"""Writing a store anew: the engine keeps the words of deleted quads in its files for ever.

The new files replace the old ones in two steps of the file system; whoever opens the store next
finishes what was broken off.
"""

import os
import shutil
from pathlib import Path
from typing import Final

import pyoxigraph as ox

_LIVE: Final = "oxigraph"
_MADE: Final = "oxigraph.rewritten"  # whole, and as new as what it replaces
_FORMER: Final = "oxigraph.former"
TAKEN: Final = "oxigraph.taken"  # of another store, whole, to take over
PLANNED: Final = "planned"  # a whole store beside the one in use
IMPORTED: Final = "imported"  # the same, of parts with all that follows from them
BEFORE: Final = "oxigraph.before"  # what it took the place of, kept


def rewrite(engine: ox.Store, root: Path) -> None:
    """Write all that a store holds into new files beside it, for `finish` to put in its place."""
    partial = root / f"{_MADE}.partial"
    shutil.rmtree(partial, ignore_errors=True)
    made = ox.Store(str(partial))
    made.bulk_extend(engine.quads_for_pattern(None, None, None, None))
    for graph in engine.named_graphs():
        made.add_graph(graph)  # one may be empty
    made.flush()
    del made
    partial.rename(root / _MADE)
    sync_folder(root)


def finish(root: Path) -> None:
    """Put new files in the place of the former ones, which nobody may have open."""
    for made, former in ((_MADE, _FORMER), (TAKEN, BEFORE)):
        if (root / made).exists():
            if (root / _LIVE).exists():
                shutil.rmtree(root / former, ignore_errors=True)
                (root / _LIVE).rename(root / former)
            (root / made).rename(root / _LIVE)
            sync_folder(root)
    for left in (_FORMER, f"{_MADE}.partial"):
        shutil.rmtree(root / left, ignore_errors=True)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power failure."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
