"""What a SPARQL server says when it is first asked, and what it can promise."""

import sys
from typing import Final

from kg.errors import KgError, StoreAway, StoreProblem
from kg.remote.address import Remote
from kg.remote.endpoint import Endpoint
from kg.remote.profiles import PROFILES, Profile
from kg.settings import Settings

_PROMISES: Final = (
    ("is_atomic", "changes whole or not at all", "changes finished by the writer after a failure"),
    ("has_separate_default", "a default graph of its own", "the union of all as default graph"),
    ("has_triple_terms", "triple terms", "no triple terms"),
    ("keeps_numbers", "numbers of any length", "long numbers refused before loading"),
)


def promises(profile: Profile) -> list[str]:
    """Return in words what a product can promise and what not."""
    said = [yes if getattr(profile, name) else no for name, yes, no in _PROMISES]
    if profile.timeout:
        said.append("the time limit is sent along")
    if profile.row_cap:
        said.append("results that it cuts are errors")
    return said if profile.is_tested else [*said, "not tested here"]


def probe(remote: Remote) -> str:
    """Ask who a server is, and return it.

    Raises: StoreProblem when it is another product than it is said to be; StoreAway, BadAnswer
    """
    endpoint = Endpoint(remote)
    try:
        server = endpoint.server()
    finally:
        endpoint.close()
    known = (each for each in PROFILES.values() if each.says and server.startswith(each.says))
    found = next(known, remote.profile)
    if found != remote.profile and remote.profile.is_tested:
        raise StoreProblem(f"the server calls itself {server}: set store_kind to {found.name}")
    return server


def tell_capabilities(settings: Settings) -> None:
    """Say on standard error what the server is and can do.

    Raises: StoreProblem
    """
    remote = Remote.of(settings)
    try:
        server = probe(remote)
    except StoreAway as error:
        server = f"does not answer yet ({error})"
    except StoreProblem:
        raise
    except KgError as error:
        server = f"does not answer a first question ({error})"
    said = "; ".join(promises(remote.profile))
    sys.stderr.write(f"{remote.url}: {server}. {remote.profile.title}: {said}\n")
