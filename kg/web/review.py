"""`/review`: what awaits a person's decision, for whoever has a token with the scope review."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask import Blueprint, Response, jsonify, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from kg.errors import BadParameter, BadRequest, NotFound
from kg.identity.conflicts import conflicts
from kg.identity.decision import Decision
from kg.identity.decisions import get, plain, read, written
from kg.iris import is_key
from kg.proposals import Doubt, Pair, Wanted, doubts, kind_of, pairs
from kg.query.formats import prefers_page
from kg.web.proposed import card, shown, tag_of, things_of
from kg.web.signing import guard
from kg.web.site import Site
from kg.web.writing import Writing

TABS: Final = ("pairs", "facts", "names", "conflicts", "decided")
LINES: Final = "application/jsonl"
LISTED: Final = 50
_A_PAGE: Final = 10
_FILTERS: Final = ("kind", "rule", "least", "q")


def review_blueprint(site: Site, writing: Writing) -> Blueprint:
    blueprint = Blueprint("review", __name__)
    guard(blueprint, site, writing.access)

    @blueprint.route("/review")
    def queue() -> AnyResponse:
        if prefers_page(request.headers.get("Accept")):
            return Response(_page(site))
        return jsonify(_plain(site))

    @blueprint.route("/review.json")
    def data() -> AnyResponse:
        return jsonify(_plain(site))

    @blueprint.get("/review/pair")
    def pair() -> AnyResponse:
        return Response(_compared(site))

    @blueprint.get("/review/decisions")
    def decisions() -> AnyResponse:
        return Response(written(read(site.reader, site.namespace)), mimetype=LINES)

    return blueprint


def chosen_tab() -> str:
    tab = request.values.get("tab", TABS[0])
    if tab not in TABS:
        raise NotFound(f"there is no list {tab}", f"there are {', '.join(TABS)}")
    return tab


def filters() -> dict[str, str]:
    return {name: text for name in _FILTERS if (text := request.values.get(name, "").strip())}


def wanted_ones() -> Wanted:
    chosen = filters()
    try:
        least = float(chosen.get("least", 0))
    except ValueError as error:
        raise BadRequest("least is a number from 0 to 1") from error
    return Wanted(chosen.get("kind", ""), chosen.get("rule", ""), least, chosen.get("q", ""))


def proposed(site: Site, tab: str, wanted: Wanted | None = None) -> Sequence[Pair | Doubt]:
    """Return the pairs or facts that await a decision, those that were asked for at first."""
    known = read(site.reader, site.namespace)
    find = pairs if tab == "pairs" else doubts
    return find(site.reader, site.namespace, known, wanted or wanted_ones())


def _page(site: Site) -> str:
    known = read(site.reader, site.namespace)
    tab = chosen_tab()
    more = {
        "pairs": _proposals,
        "facts": _proposals,
        "names": _names,
        "conflicts": _conflicts,
        "decided": _decided,
    }[tab](site, known)
    done = get(site.reader, site.namespace, request.args.get("done", "").split(",")[:LISTED])
    iris = [*more.pop("mentioned", ()), *things_of(done.values())]
    return render_template(
        "review.html",
        tab=tab,
        tabs=TABS,
        page=site.page_number(),
        filters=filters(),
        refined=lambda **changes: _refined(site, changes),
        done=list(done.values()),
        contradictions=len(conflicts(known)),
        names=site.names(iris),
        shown=shown,
        tag_of=lambda decision: tag_of(site, decision),
        **more,
    )


def _proposals(site: Site, _: Sequence[Decision]) -> dict[str, Any]:
    first = (site.page_number() - 1) * _A_PAGE
    everything, found = proposed(site, chosen_tab(), Wanted()), proposed(site, chosen_tab())
    cards = [card(site, each) for each in found[first : first + _A_PAGE]]
    return {
        "number": len(found),
        "cards": cards,
        "has_more": len(found) > first + _A_PAGE,
        "rules": sorted({each.rule for each in everything}),
        "kinds": sorted({kind_of(site.namespace, each.things[0]) for each in everything}),
        "mentioned": [iri for each in cards for iri in each.mentioned()],
    }


def _names(site: Site, _: Sequence[Decision]) -> dict[str, Any]:
    query = site.queries()["names-to-curate"]
    text = query.bind({"limit": str(LISTED)}, site.namespace)
    return {"rows": site.reader.select(text)}


def _conflicts(_: Site, known: Sequence[Decision]) -> dict[str, Any]:
    return {"conflicts": conflicts(known), "mentioned": things_of(known)}


def _decided(site: Site, known: Sequence[Decision]) -> dict[str, Any]:
    first = (site.page_number() - 1) * LISTED
    latest = known[::-1][first : first + LISTED]
    has_more = len(known) > first + LISTED
    return {"decided": latest, "has_more": has_more, "mentioned": things_of(latest)}


def _compared(site: Site) -> str:
    """Return the page of any two things, whether somebody proposes that they are one or not."""
    things = [_iri(site, name) for name in ("one", "other") if request.args.get(name)]
    proposal, known = None, list[Decision]()
    if len(things) == 2:
        proposal = Pair(things[0], things[1], 0.0, "", "")
        keys = [each.key for same in (True, False) for each in proposal.decisions(same=same)]
        known = list(get(site.reader, site.namespace, keys).values())
    found = card(site, proposal) if proposal and not known else None
    iris = [*things_of(known), *(found.mentioned() if found else ())]
    return render_template(
        "pair.html",
        card=found,
        known=known,
        names=site.names(iris),
        shown=shown,
        tag_of=lambda decision: tag_of(site, decision),
    )


def _iri(site: Site, name: str) -> str:
    """Return a thing that the address names by its IRI, its page or kind/key.

    Raises: BadParameter
    """
    text = request.args[name].strip()
    path = re.sub(r"^.*/(?:id|page)/", "", text)
    iri = f"{site.namespace.base}id/{path}"
    if not site.namespace.split(iri) or not is_key(path.partition("/")[2]):
        raise BadParameter(name, f"{text!r} is no thing", "kind/key, such as agency/unep")
    return iri


def _refined(site: Site, changes: Mapping[str, object]) -> str:
    """Return the address of this list with something else chosen."""
    values = {"tab": chosen_tab(), **filters(), **changes}
    return site.local("/review", **{name: value for name, value in values.items() if value})


def _plain(site: Site) -> dict[str, Any]:
    """Return a list as data: of each proposal what it is, and what would accept it."""
    tab = chosen_tab()
    if tab == "conflicts":
        found = conflicts(read(site.reader, site.namespace))
        told = [
            {"overruled": plain(c.overruled), "holding": [plain(d) for d in c.holding]}
            for c in found
        ]
        return {"tab": tab, "total": len(told), "conflicts": told}
    if tab == "decided":
        known = read(site.reader, site.namespace)
        told = [plain(each) | {"key": each.key, "etag": tag_of(site, each)} for each in known]
        return {"tab": tab, "total": len(told), "decisions": told}
    if tab == "names":
        raise NotFound("names are data of a saved query", "/api/queries/names-to-curate.json")
    proposals = proposed(site, tab)
    first = (site.page_number() - 1) * LISTED
    return {
        "tab": tab,
        "total": len(proposals),
        "proposals": [_told(site, each) for each in proposals[first : first + LISTED]],
    }


def _told(site: Site, proposal: Pair | Doubt) -> dict[str, Any]:
    told: dict[str, Any] = proposal.told()
    for name, same in (("accept", True), ("reject", False)):
        decisions = proposal.decisions(same=same)
        told[name] = [plain(each) | {"etag": tag_of(site, each)} for each in decisions]
    return told
