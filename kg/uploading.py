"""A process that loads what was uploaded, as `kg load` does, and tells how far it is.

Started by kg.uploads as `python -m kg.uploading ORDER`; writes a line of JSON for each step. It
ends when its standard input closes, which means that its parent is gone.
"""

import json
import os
import sys
import threading
from dataclasses import asdict
from pathlib import Path

from kg.errors import KgError
from kg.load import load
from kg.messages import claim_standard_output
from kg.settings import Settings


def main(order: dict[str, object]) -> None:
    output = claim_standard_output()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    paths = sorted(str(path) for path in Path(str(order["folder"])).glob("*/*"))
    collection = order["collection"]

    def tell(**what: object) -> None:
        os.write(output, json.dumps(what, ensure_ascii=False).encode() + b"\n")

    try:
        report = load(
            paths,
            Settings(**order["settings"]),  # type: ignore[arg-type]
            collection=str(collection) if collection else None,
            progress=lambda done, rejected, _: tell(done=done, rejected=rejected),
        )
    except KgError as error:
        tell(failed=str(error))
        return
    rejected = [{"name": Path(each.path).name, "reason": each.reason} for each in report.rejected]
    counts = {name: asdict(report)[name] for name in ("added", "replaced", "unchanged")}
    tell(report=counts | {"rejected": rejected, "commit": report.sequence})


def _end_with_parent() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(1)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
