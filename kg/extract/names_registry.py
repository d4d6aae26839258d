"""Which body a name means: one the authority data lists, one already named here, a new one.

Names merge only when head class and content agree and neither place nor parent speaks
against it; similarity of letters never counts.
"""

import re
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import islice
from typing import Final

from kg.authority import Entry, authority
from kg.extract.linking import known_names, longest
from kg.extract.minting import identified
from kg.extract.names_en import english_names
from kg.extract.names_forms import (
    LEGAL,
    core_of,
    ministry_of,
    of_rank,
    other_heads,
    place_words,
    place_zh,
    rank_of,
    shortens,
    tells,
    written_entry,
)
from kg.extract.names_lexicon import (
    CONFUSED_CLASSES,
    MISTRANSLATED_CLASSES,
    STEMS_EN,
)
from kg.extract.names_parts import BodyName
from kg.extract.names_place import ancestors, place_key, same_country
from kg.model import EntityRef, Label, MintedEntity, Span

_HAN = re.compile(r"[\u4e00-\u9fff]")
_ABBREVIATED: Final = re.compile(r" \([A-Z]{2}[\w&-]*\) (?=\S)")  # inside a name
MINISTER: Final = "minister"  # the head noun that stands for the ministry
_POSTS: Final = frozenset({"embassy", "consulate", "consulate general", "consulate-general"})
_INNER: Final = frozenset({"department", "division", "office"})  # mean nobody's by themselves
_CHINA: Final = "cn"
_SUBNATIONAL: Final = "subnational-department"
_FULL: Final = 1.0
_PARTIAL: Final = 0.8
_SHORT: Final = 4  # so many words a short name has at most
_OWN_NAMES: Final = frozenset({"university", "college", "school", "government", "ministry"})
_EMPTY: Final = frozenset((
    "of", "the", "and", "for", "in", "management", "administration", "city", "province", "county",
    "state", "bureau", "office", "department", "hall", "institute", "center", "centre", "group",
    "company", "society",
))  # fmt: skip
_STEM: Final = 6  # letters that "Intelligent" and "Intelligence" share, and other words do not
_REMEMBERED: Final = 300  # bodies named last; a short name means one of them


@dataclass(slots=True)
class Body:
    """One body of this document with everything that identifies it."""

    ref: EntityRef
    group: str
    core: frozenset[str]
    place: str | None  # authority key, else the label in lower case
    parent: EntityRef | None
    entry: Entry | None = None
    minted: MintedEntity | None = None
    labels: list[Label] = field(default_factory=list)
    head: str = ""  # the head noun as written
    place_words: tuple[str, ...] = ()  # names of the place that may stand in its name
    rank: str = ""  # of a place that its name leaves out

    def outranks(self, name: BodyName) -> bool:
        """Whether one is provincial and the other municipal."""
        return bool(self.rank and name.rank and self.rank != name.rank)


@dataclass(frozen=True, slots=True)
class Parts:
    group: str
    core: frozenset[str]
    place: str | None


def _content(name: str) -> list[str]:
    """Return the words that tell a name from others of its kind."""
    return [word for word in re.findall(r"[a-z]+", name.lower()) if word not in _EMPTY]


def _holds(name: list[str], short: list[str]) -> bool:
    """Whether each word of a short name begins as one of a longer name."""
    return len(name) > len(short) and all(any(_alike(a, b) for b in name) for a in short)


def _alike(short: str, word: str) -> bool:
    shared = min(len(short), _STEM)
    return len(short) > 2 and short[:shared] == word[:shared]


@lru_cache(maxsize=1)
def _listed() -> dict[tuple[str, frozenset[str]], tuple[Entry, ...]]:
    """Authority agencies by head class and content words of their English names."""
    table: dict[tuple[str, frozenset[str]], list[Entry]] = {}
    for entry in authority().entries:
        if entry.kind == "agency":
            for parts in parts_of(entry):
                table.setdefault((parts.group, parts.core), []).append(entry)
    return {key: tuple({e.key: e for e in found}.values()) for key, found in table.items()}


@cache
def _parts(key: str) -> tuple[Parts, ...]:
    entry = authority().get("agency", key)
    found: list[Parts] = []
    for label in (*entry.labels, *entry.alternatives) if entry else ():
        if label.language.startswith("en"):
            hits = longest([h for h in known_names().every(label.text) if "place" in h.kinds])
            names = english_names(label.text, Span(0, len(label.text)), hits)
            names = [n for n in names if n.span.start == 0][-1:]  # not a parent behind a comma
            found.extend(Parts(n.group, core_of(n), place_key(n.place)) for n in names)
    return tuple(dict.fromkeys(found))


def parts_of(entry: Entry) -> tuple[Parts, ...]:
    return _parts(entry.key)


class Registry:
    """The bodies of one document."""

    def __init__(self, source_key: str, *, translated: bool = False) -> None:
        self.source_key = source_key
        self.translated = translated
        self.bodies: dict[EntityRef, Body] = {}
        # Keys of the places in names, and labels of those that are not listed.
        self.places: dict[str, None] = {}

    def resolve(
        self, name: BodyName, surface: str, language: str, parent: EntityRef | None
    ) -> tuple[EntityRef, float] | None:
        """Return the body that a name means and how sure that is; None if nobody can know."""
        self._place(name)
        if name.listed:
            surface = self.written(name)
        entry = self._entry(name, parent) or written_entry(name)
        if entry is not None:
            body = self._admit(entry, name)
            return body.ref, _FULL
        known = self._among_bodies(name, parent)
        if known is not None:
            body, confidence = known
            if confidence == _FULL and body.minted is not None and not name.rank:
                self._note(body, surface, language)
            return body.ref, confidence
        if self.translated and not name.place and (entry := self._own_nation(name, parent)):
            return self._admit(entry, name).ref, _FULL
        if self.translated and (short_of := self._short_of(name, surface)):
            return short_of.ref, _PARTIAL
        if name.head == MINISTER:
            ministry = ministry_of(name, surface, language)
            if ministry is None:
                return None  # the title of a person says too little of a body
            return self._mint(replace(name, head="ministry"), ministry, language, parent).ref, _FULL
        anyone = name.rank and not name.place and name.group in {"government", "committee"}
        if anyone and not tells(name) and not self._place_of_rank(name.rank):
            return None
        return self._mint(name, surface, language, parent).ref, _FULL

    def _place(self, name: BodyName) -> None:
        """Remember the place of a name, for those that only tell its rank."""
        if name.place:
            self.places.setdefault(place_key(name.place) or name.place)
        for entry in name.entries:
            if entry.type == _SUBNATIONAL and entry.place:
                self.places.setdefault(entry.place)

    def label(self, ref: EntityRef, surface: str, language: str) -> None:
        """Add another name that the text gives a new body."""
        if self.bodies[ref].minted is not None:
            self._note(self.bodies[ref], surface, language)

    def groups(self) -> dict[EntityRef, str]:
        """Return the class of each body's head noun."""
        return {ref: body.group for ref, body in self.bodies.items()}

    def written(self, name: BodyName) -> str:
        """Write out a name that a list shortened: 福建省 + 环境科学 + 学会."""
        if name.words and _HAN.search(name.words[0] + name.head):
            return f"{place_zh(name.place)}{name.words[0]}{name.head}"
        return " ".join([name.place or "", *name.words, name.head]).strip()

    def minted(self) -> tuple[MintedEntity, ...]:
        return tuple(self._described(b) for b in self.bodies.values() if b.minted)

    def _entry(self, name: BodyName, parent: EntityRef | None) -> Entry | None:
        place = place_key(name.place)
        if name.entries:
            fits = [e for e in name.entries if same_country(place, e.place)]
            return self._chosen(fits) if fits else None
        for group in (name.group, *other_heads(name, place)):
            candidates = _listed().get((group, core_of(name)), ())
            fits = [e for e in candidates if self._fits(e, place, parent, name)]
            if group != name.group:
                fits = [e for e in fits if e.type == _SUBNATIONAL]
            if fits:
                return fits[0] if len(fits) == 1 else None
        return None

    def _own_nation(self, name: BodyName, parent: EntityRef | None) -> Entry | None:
        """Return the national body of China that a translated page names without its country."""
        core = frozenset("national" if word == "state" else word for word in core_of(name))
        found = {
            entry.key: entry
            for wanted in {core, core - {"national"}, core | {"national"}}
            for entry in _listed().get((name.group, wanted), ())
            if entry.place == _CHINA and entry.type != _SUBNATIONAL
            if parent is None or entry.parent in {None, parent.key}
        }
        enough = len(core) > 1 and not name.rank and len(found) == 1
        return next(iter(found.values())) if enough else None

    def is_listed(self, name: BodyName) -> bool:
        """Whether the authority data knows a body that belongs to no other by this name."""
        return name.parent is None and self._entry(name, None) is not None

    def _chosen(self, entries: list[Entry]) -> Entry:
        """Of several bodies of one name prefer the one already spoken of."""
        here = [e for e in entries if EntityRef("agency", e.key) in self.bodies]
        return (here or entries)[0]

    def _fits(
        self, entry: Entry, place: str | None, parent: EntityRef | None, name: BodyName
    ) -> bool:
        if name.group == "mission":  # the delegations of one union are many
            told = core_of(name) or name.head not in _POSTS or self._speaks_of(entry.key)
            return bool(told) and place is not None and place in {p.place for p in parts_of(entry)}
        if parent is not None and entry.parent is not None and parent.key == entry.parent:
            return True
        if parent is not None and parent.key != entry.parent:
            return False
        if name.group in _INNER and entry.parent and not self._speaks_of(entry.parent):
            return False
        own = {p.place for p in parts_of(entry)} - {None}
        if place is None:
            return not own and not name.rank and len(core_of(name)) > 1
        if own:
            return place in own
        return entry.place is not None and place == entry.place

    def _speaks_of(self, key: str) -> bool:
        return EntityRef("agency", key) in self.bodies

    def _admit(self, entry: Entry, name: BodyName) -> Body:
        ref = EntityRef("agency", entry.key)
        if ref not in self.bodies:
            parts = parts_of(entry)
            main = parts[0] if parts else Parts(name.group, core_of(name), place_key(name.place))
            parent = EntityRef("agency", entry.parent) if entry.parent else None
            labels = list(entry.names())
            place = main.place or entry.place
            self.bodies[ref] = Body(
                ref, main.group, main.core, place, parent, entry, None, labels,
                name.head, place_words(place),
            )  # fmt: skip
        return self.bodies[ref]

    def _among_bodies(self, name: BodyName, parent: EntityRef | None) -> tuple[Body, float] | None:
        place = place_key(name.place)
        chinese = bool(_HAN.search("".join(name.words) + name.head))
        compare = self._likeness_zh if chinese else self._likeness_en
        alike = [
            (compare(body, name, place), body)
            for body in islice(reversed(self.bodies.values()), _REMEMBERED)
            if self._compatible(body, name, place, parent)
            and of_rank(body.place, name)
            and not body.outranks(name)
        ]
        for wanted in (_FULL, _PARTIAL):
            found = [body for likeness, body in alike if likeness == wanted]
            if len(found) == 1:
                return found[0], wanted
        return None

    def _short_of(self, name: BodyName, surface: str) -> Body | None:
        """Return the only body whose words a translated short name has: Reed Bureau."""
        words = _content(surface)
        if not words or len(words) > _SHORT or name.parent or name.group in _OWN_NAMES:
            return None
        found = [
            body
            for body in islice(reversed(self.bodies.values()), _REMEMBERED)
            if body.group == name.group or self._confused(body.group, name.group)
            if any(_holds(_content(label.text), words) for label in body.labels)
        ]
        return found[0] if len(found) == 1 else None

    def _likeness_zh(self, body: Body, name: BodyName, place: str | None) -> float:
        """Compare a Chinese name with the labels of a body: same, shortened, or another."""
        core = next(iter(core_of(name)), "")
        short = core + name.head
        for label in body.labels:
            if not label.language.startswith("zh"):
                continue
            if label.text.endswith(short) and (name.rank or place is None or place == body.place):
                return _FULL
            stripped = LEGAL.sub("", label.text)
            same_place = place == body.place and bool(core)
            whole = same_place and stripped.endswith(core) and name.group == body.group
            if whole or (name.rank and shortens(short, label.text)):
                return _PARTIAL
        return 0.0

    def _likeness_en(self, body: Body, name: BodyName, place: str | None) -> float:
        """Compare content words: the same, fewer or more of them, or others."""
        core, best = core_of(name), 0.0
        for parts in self._all_parts(body):
            if parts.group != name.group and not self._confused(parts.group, name.group):
                continue
            if parts.core == core and core:
                return _FULL
            fewer = bool(core) and core < parts.core and place in {None, parts.place}
            more = place is not None and parts.place == place and len(parts.core) > 1
            if fewer or (more and parts.core < core):
                best = _PARTIAL
        return best

    def _confused(self, a: str, b: str) -> bool:
        tables = (*CONFUSED_CLASSES, *(MISTRANSLATED_CLASSES if self.translated else ()))
        return any(a in classes and b in classes for classes in tables)

    def _all_parts(self, body: Body) -> tuple[Parts, ...]:
        own = Parts(body.group, body.core, body.place)
        return (own, *parts_of(body.entry)) if body.entry else (own,)

    def _place_of_rank(self, rank: str) -> str | None:
        """Return the only place of that rank among the places of the document."""
        fits = {p for p in self.places if rank_of(p) == rank}
        fits = fits or {p for place in self.places for p in ancestors(place) if rank_of(p) == rank}
        return fits.pop() if len(fits) == 1 else None

    def _compatible(
        self, body: Body, name: BodyName, place: str | None, parent: EntityRef | None
    ) -> bool:
        if not same_country(place, body.place):
            return False
        if place is not None and body.place is not None and place != body.place:
            return False
        return parent is None or body.parent is None or parent == body.parent

    def _mint(self, name: BodyName, surface: str, language: str, parent: EntityRef | None) -> Body:
        core, place = core_of(name), place_key(name.place)
        if place is None and name.rank:
            place = self._place_of_rank(name.rank)
        slot = place or (parent.key if parent else None) or self.source_key
        normal = " ".join([*sorted(core), *STEMS_EN.get(name.head, (name.head,))])
        identity, ref = identified("agency", normal, slot)
        if ref in self.bodies and self.bodies[ref].outranks(name):
            identity, ref = identified("agency", f"{name.rank} {normal}", slot)
        if ref not in self.bodies:
            jurisdiction = (
                EntityRef("place", place) if place and authority().get("place", place) else None
            )
            minted = MintedEntity(ref, identity, (), name.kind, parent, jurisdiction)
            self.bodies[ref] = Body(
                ref, name.group, core, place, parent, None, minted, [],
                name.head, place_words(place), name.rank,
            )  # fmt: skip
        self._note(self.bodies[ref], _ABBREVIATED.sub(" ", surface), language)
        if name.group == "ministry" and name.english:
            place = f" of {name.place}" if name.place else ""
            english = f"Ministry of {name.english}{place}"
            self._note(self.bodies[ref], english, f"en-t-{language}")
        return self.bodies[ref]

    def _note(self, body: Body, surface: str, language: str) -> None:
        label = Label(" ".join(surface.split()), language)
        if label not in body.labels:
            body.labels.append(label)

    def _described(self, body: Body) -> MintedEntity:
        minted = body.minted
        assert minted is not None  # noqa: S101  only bodies without an entry get here
        return MintedEntity(
            minted.ref,
            minted.identity,
            tuple(body.labels),
            minted.kind,
            minted.parent,
            minted.jurisdiction,
        )
