"""How right each rule for names of agencies is: names of listed bodies, each as if it stood alone.

    python benchmarks/listed_names.py [-v]

Every English and Chinese name of the authority data becomes a body of its own that keeps parent and
jurisdiction. Two of one entry are one, two of two entries are not.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from kg.authority import Entry, packaged
from kg.identity.agencies import AgencyMatcher
from kg.identity.profile import Profile
from kg.iris import Namespace

LARGEST = 200  # members of a group in which all are compared


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("-v", "--verbose", action="store_true", help="tell what is wrong")
    verbose = parser.parse_args().verbose
    entries = [each for each in packaged().entries if each.kind == "agency"]
    names = [(entry, profile) for entry in entries for profile in _names(entry)]
    profiles = [profile for _, profile in names]
    entry_of = {profile.thing: entry.key for entry, profile in names}
    matcher = AgencyMatcher()
    pairs = [(matcher.compare(a, b), a, b) for a, b in _candidates(matcher, profiles)]
    asked = [each for each in pairs if each[0].score >= matcher.propose]
    seen = Counter((c.rule, c.score) for c, _, _ in asked)
    right = Counter(
        (c.rule, c.score) for c, a, b in asked if entry_of[a.thing] == entry_of[b.thing]
    )
    for (rule, score), count in sorted(seen.items(), key=lambda item: -item[0][1]):
        print(f"{rule:24s} score {score:.2f} right {right[rule, score]:5d} of {count:5d}")
    found = _joined(
        entry_of, ((a.thing, b.thing) for c, a, b in asked if c.score >= matcher.accept)
    )
    cells = Counter((entry_of[t], n) for n, each in enumerate(found) for t in each)
    right_pairs = _pairs(cells.values())
    precision = right_pairs / _pairs(map(len, found))
    recall = right_pairs / _pairs(Counter(entry_of.values()).values())
    print(f"{len(profiles)} names, {len(pairs)} compared")
    print(f"pairs in clusters: precision {precision:.4f} recall {recall:.4f}")
    for c, a, b in asked if verbose else ():
        if c.score >= matcher.accept and entry_of[a.thing] != entry_of[b.thing]:
            print(f"{c.rule}: {a.first('label')} | {b.first('label')}")


def _names(entry: Entry) -> Iterator[Profile]:
    place = entry.extra.get("jurisdiction")
    slots = {
        "place": frozenset({place} if place else ()),
        "parent": frozenset({entry.parent} if entry.parent else ()),
    }
    labels = {
        n.text for n in (*entry.labels, *entry.alternatives) if n.language in ("en", "zh-Hans")
    }
    for number, label in enumerate(sorted(labels)):
        thing = Namespace().thing("agency", f"x-{entry.key}-{number}")
        yield Profile(thing, {"label": frozenset({label}), **slots})


def _candidates(
    matcher: AgencyMatcher, profiles: Sequence[Profile]
) -> list[tuple[Profile, Profile]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for number, profile in enumerate(profiles):
        for block in matcher.blocks(profile):
            groups[block].append(number)
    small = (members for members in groups.values() if len(members) <= LARGEST)
    found = {pair for members in small for pair in combinations(members, 2)}
    return [(profiles[one], profiles[other]) for one, other in sorted(found)]


def _joined(things: Iterable[str], pairs: Iterable[tuple[str, str]]) -> set[frozenset[str]]:
    clusters = {thing: frozenset({thing}) for thing in things}
    for one, other in pairs:
        joined = clusters[one] | clusters[other]
        clusters.update(dict.fromkeys(joined, joined))
    return set(clusters.values())


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


if __name__ == "__main__":
    main()
