"""What the words of a German sentence are, and how far its subjects reach."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from kg.extract.gloss_german_words import (
    ADJECTIVE,
    AND,
    AUX,
    BEHIND,
    CLOSED,
    COORDINATED,
    DETERMINERS,
    GENITIVE,
    HARD,
    LONGEST_TITLE,
    NO_SUBJECT,
    OF,
    PRONOUNS,
    STOP,
)
from kg.extract.slots import slot_of

if TYPE_CHECKING:
    from kg.extract.gloss import Word

VERBAL: Final = frozenset({"finite", "participles", "infinitives", "split", "parts"})
Verbs = Mapping[str, Mapping[tuple[str, ...], str]]


class Phrases:
    def __init__(self, text: str, words: "Sequence[Word]", verbs: Verbs) -> None:
        self.words = words
        self.verbs = verbs
        self.surface = [word.span.of(text) for word in words]
        self.key = [surface.lower() for surface in self.surface]
        self.first = [key.partition(" ")[0] for key in self.key]
        self.slot = [slot_of(surface[0]) if surface else None for surface in self.surface]
        ends = [0, *(word.span.end for word in words)]
        starts = [*(word.span.start for word in words), len(text)]
        self.gap = [text[end:start] for end, start in zip(ends, starts, strict=True)]
        self.gap = [gap.removeprefix(".") for gap in self.gap]
        self._without_titles()
        self.english = [word.english for word in words]
        self.whole: dict[int, int] = {}  # an article and the noun that went to it
        self.told: list[int] = []  # verbs of main clauses
        self.done = [False] * len(words)  # inside a clause or a verb that was put in order

    def _without_titles(self) -> None:
        """Let the marks of short quoted titles end no clause."""
        for at, gap in enumerate(self.gap):
            if gap[-1:] not in {"„", "“", '"', "«", "»"}:
                continue
            for end in range(at + 1, min(at + LONGEST_TITLE, len(self.gap))):
                if closed := CLOSED.match(self.gap[end]):
                    self.gap[at], self.gap[end] = gap[:-1], self.gap[end][closed.end() :]
                    break
                if HARD.search(self.gap[end]):
                    break

    # What single words are.

    def form(self, at: int, *kinds: str) -> str | None:
        """Return the English of a word as a verb form of some kind."""
        if at >= len(self.words) or (at and self.surface[at][:1].isupper()):
            return None
        key = tuple(self.key[at].split())
        return next((self.verbs[k][key] for k in kinds if key in self.verbs.get(k, {})), None)

    def is_finite(self, at: int) -> bool:
        if at and self.surface[at][:1].isupper():
            return False
        return self.key[at] in AUX or self.form(at, "finite") is not None

    def is_noun(self, at: int) -> bool:
        if at >= len(self.words):
            return False
        word = self.words[at]
        if word.section in ("nouns", "names") or (self.slot[at] and self.slot[at] != "T"):
            return True
        return not word.section and self.surface[at][:1].isupper()

    def is_adjective(self, at: int) -> bool:
        if self.words[at].section in ("adjectives", "attributes") or self.key[at].isdigit():
            return True
        plain = self.surface[at][:1].islower() and not self.is_finite(at)
        known = self.key[at] in NO_SUBJECT or self.key[at] in COORDINATED
        return plain and not known and ADJECTIVE.fullmatch(self.key[at]) is not None

    def plain(self, at: int) -> str:
        agent = at + 1 < len(self.words) and self.first[at + 1] in {"durch", "von", "vom"}
        kinds = ("finite", "participles", "infinitives")
        found = self.form(at, *(("participles", *kinds) if agent else kinds))
        return found or AUX.get(self.key[at]) or self.english[at]

    def ends_clause(self, at: int) -> bool:
        if at + 1 >= len(self.words) or STOP.search(self.gap[at + 1]):
            return True
        return self.key[at + 1] in COORDINATED or self.key[at + 1] in {"als", "wie"}

    # Subjects behind the verb.

    def subject_end(self, at: int, *, passive: bool) -> int | None:
        while at < len(self.words) and self.key[at] in {"sich", "dann", "auch", "nun", "dort"}:
            at += 1
        end = self._behind_brackets(self._phrase_end(at, passive=passive))
        while end is not None and end + 1 < len(self.words):
            further = end + 1
            if self.key[further] in AND and not self.gap[further].strip():
                more = self._phrase_end(further + 1, passive=passive)
                if more is None and self.key[further + 1 : further + 2] == ["des"]:
                    more = self.noun_end(further + 1)
            elif self.gap[further].strip() == ",":
                more = self._phrase_end(further, passive=passive)
                if more is None and self.key[further] == "des":
                    more = self.noun_end(further)
                listed = more is not None and more + 1 < len(self.words)
                if not (listed and more is not None and self._goes_on(more + 1)):
                    break
            else:
                break
            if more is None:
                break
            end = self._behind_brackets(more)
        return end

    def _behind_brackets(self, end: int | None) -> int | None:
        """Return the last word of brackets that stand behind a word."""
        if end is None or "(" not in self.gap[end + 1] or ")" in self.gap[end + 1]:
            return end
        for at in range(end + 2, len(self.gap)):
            if ")" in self.gap[at]:
                return at - 1
        return end

    def _goes_on(self, at: int) -> bool:
        return self.gap[at].strip() == "," or self.key[at] in AND

    def _phrase_end(self, at: int, *, passive: bool) -> int | None:
        if at >= len(self.words) or self.done[at]:
            return None
        if self.key[at] in PRONOUNS and (self.key[at] != "das" or self.is_finite(at + 1)):
            return at if self.key[at] not in DETERMINERS else None
        begins = self.key[at] in DETERMINERS or self.is_noun(at) or self.is_adjective(at)
        if not begins or self.slot[at] == "T" or STOP.search(self.gap[at].replace(",", "")):
            return None
        end = self.noun_end(at)
        while end is not None and end + 1 < len(self.words) and not self.gap[end + 1].strip():
            key = self.key[end + 1]
            goes = key in GENITIVE or key in BEHIND or (key in OF and not passive)
            more = self.noun_end(end + 2) if goes and end + 2 < len(self.words) else None
            if more is None or (key in OF and self.slot[end + 2] == "T"):
                break
            end = more
        return end

    def noun_end(self, at: int) -> int | None:
        if at in self.whole:
            return self.whole[at]
        while at < len(self.words) and (
            self.key[at] in DETERMINERS
            or (self.is_adjective(at) and not self.is_noun(at))
            or self.key[at] in {"den", "dem", "des"}
        ):
            at += 1
        if not self.is_noun(at):
            return None
        while (
            self.is_noun(at + 1)
            and not self.gap[at + 1].strip()
            and not (self.slot[at] in ("A", "N", "P") and self.slot[at + 1] is None)
        ):
            at += 1
        return at
