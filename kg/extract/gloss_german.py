"""The words of a German sentence in English order: verbs go behind their subjects.

The parts of a verb that frame a clause (`fand ... statt`, `wurde ... verschoben`) come together
where English has them, in relative clauses too; `von` is "by" beside a passive. Names keep their
order, as only other words move.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.extract.gloss_german_phrases import Verbs
from kg.extract.gloss_german_verbs import VerbForms
from kg.extract.gloss_german_words import (
    AUX,
    COORDINATED,
    DETERMINERS,
    DONE,
    FARTHEST,
    FOCUS,
    HARD,
    HAVE,
    MOST_AHEAD,
    NO_SUBJECT,
    OBJECTS,
    OBLIQUE,
    OF,
    PERSONS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    STOP,
    SUBORDINATORS,
    TOWARDS,
)
from kg.extract.slots import slot_of

if TYPE_CHECKING:
    from kg.extract.gloss import Word


def in_english_order(text: str, words: "Sequence[Word]", verbs: Verbs) -> list[str]:
    """Return the English of the words of a sentence, moved to where it stands in English."""
    sentence = _Sentence(text, words, verbs)
    sentence.arrange()
    return sentence.english


class _Sentence(VerbForms):
    """A sentence whose verbs are put in order."""

    def arrange(self) -> None:
        for at, word in enumerate(self.words):
            if not word.section and self.english[at] == self.surface[at]:
                self.english[at] = self.plain(at)
        if self.key[:1] == ["über"] and "".join(self.surface[1:2])[:1].isdigit():
            self.english[0] = "More than"
        self._articles()
        self._attributes()
        self._subordinate()
        for at in range(len(self.words)):
            if not self.done[at] and self.is_finite(at) and not self.only_participle(at):
                self._main(at)
        self._purposes()

    # Articles, and what stands between them and their nouns.

    def _articles(self) -> None:
        for at, key in enumerate(self.key):
            if not at or self.gap[at].strip():
                continue
            behind = self.is_noun(at - 1) and self.slot[at - 1] in (None, "A", "F")
            behind = behind and (self.key[at - 1],) not in self.verbs["participles"]
            if (
                key == "über"
                and self.surface[at + 1 : at + 2]
                and self.surface[at + 1][0].isdigit()
            ):
                self.english[at] = "of" if behind else "more than"
            if key == "der" and behind and self.words[at].section == "words":
                self.english[at] = "of the"
            if key in {"zum", "zur"} and behind and not TOWARDS.search(self.english[at - 1]):
                self.english[at] = "on the"
            if key in OF:
                the = " the" if key == "vom" else ""
                if self.form(at - 1, "participles") or self.words[at - 1].section == "attributes":
                    self.english[at] = f"by{the}"
                elif self.is_finite(at - 1):
                    self.english[at] = f"from{the}"
                elif behind or self.slot[at - 1] == "N":
                    self.english[at] = f"of{the}"

    def _attributes(self) -> None:
        """Put "der für Mai geplante Kurs" as "the course planned for May"."""
        for at, word in enumerate(self.words):
            if word.section != "attributes":
                continue
            noun = at + 1
            while noun < len(self.words) and not self.gap[noun].strip() and self.is_adjective(noun):
                noun += 1
            if noun >= len(self.words) or not self.is_noun(noun) or self.slot[noun]:
                continue
            first = self._article_before(at)
            if first is None or any(self.gap[n].strip() for n in range(first + 1, noun + 1)):
                continue
            moved = [self.english[n] for n in range(at + 1, noun + 1)]
            for n in range(first + 1, at):
                if self.key[n] in OF and self.slot[n + 1] != "T":
                    self.english[n] = "by the" if self.key[n] == "vom" else "by"
            self.english[first] = " ".join([self.english[first], *moved, self.english[at]])
            for n in range(at, noun + 1):
                self.english[n], self.done[n] = "", True
            self.whole[first] = noun

    def _article_before(self, at: int) -> int | None:
        for first in range(at - 1, max(at - FARTHEST, -1), -1):
            if self.is_finite(first):
                return None
            inside = self.key[first + 1]
            opens = inside.partition(" ")[0] in NO_SUBJECT or self.slot[first + 1] == "T"
            if self.key[first] in DETERMINERS | {"den", "dem", "des", "einen", "einem", "einer"}:
                if opens and first + 1 < at:
                    return first
                if first + 1 < at and self.key[first + 1] not in DETERMINERS:
                    return None
        return None

    # Clauses with the verb at their end.

    def _subordinate(self) -> None:
        at = 0
        while at < len(self.words):
            opened = self._opens(at)
            end = self._verb_end(opened) if opened is not None else None
            if opened is None or end is None or self._awaited(at, end):
                at += 1
                continue
            first = self.cluster(end, opened)
            complex_, passive = self.complex(end, range(first, end))
            self._agents(opened, end, passive=passive)
            anchor = opened
            if self.key[opened] in RELATIVES and self.key[opened] not in SUBORDINATORS:
                who = "who" if opened and self.slot[opened - 1] == "N" else "which"
                english = RELATIVES[self.key[opened]]
                self.english[opened] = who if english == "which" else english
                if self._has_own_subject(opened):
                    anchor = self.subject_end(opened + 1, passive=passive) or opened
            else:
                anchor = self.subject_end(opened + 1, passive=passive) or opened
            for n in range(first, end + 1):
                self.english[n] = ""
            if anchor < first:
                self._put(anchor, complex_)
            else:
                self.english[first] = complex_
            for n in range(at, end + 1):
                self.done[n] = True
            at = end + 1

    def _opens(self, at: int) -> int | None:
        """Return where the word stands that opens a clause at a comma, if there is one."""
        begins = at == 0 or "," in self.gap[at] or self.gap[at].strip() == ":"
        begins = begins or (self.key[at - 1] in {"und", "oder"} and self.done[max(0, at - 2)])
        if not begins:
            return None
        if self.key[at] in SUBORDINATORS:
            return at
        if at == 0:
            return None
        if self.key[at] in RELATIVES:
            listed = self.key[at] == "der" and at + 1 < len(self.words) and self.is_noun(at + 1)
            return None if listed else at
        if at + 1 < len(self.words) and self.key[at] in NO_SUBJECT:
            return (
                at + 1 if self.key[at + 1] in {*OBLIQUE, "der", "die", "deren", "dessen"} else None
            )
        return None

    def _verb_end(self, opened: int) -> int | None:
        for at in range(opened + 1, len(self.words)):
            if HARD.search(self.gap[at]):
                return None
            if self.is_finite(at) and self.ends_clause(at):
                return at
        return None

    def _awaited(self, at: int, end: int) -> bool:
        """Whether the last verb belongs to an auxiliary before the comma and no clause begins."""
        if self.key[end] in AUX or not self.form(end, "participles", "infinitives"):
            return False
        for n in range(at - 1, -1, -1):
            if HARD.search(self.gap[n + 1]):
                return False
            if (
                not self.done[n]
                and self.form(n, "participles", "infinitives")
                and self.ends_clause(n)
            ):
                return False
            if not self.done[n] and self.key[n] in AUX:
                return True
        return False

    def _has_own_subject(self, relative: int) -> bool:
        if self.key[relative] in OBLIQUE or self.key[relative] in {"deren", "dessen"}:
            return True
        if relative + 1 >= len(self.words):
            return False
        key = self.key[relative + 1]
        named = self.slot[relative + 1] in ("A", "N")
        return named or key in PRONOUNS or (key in {"der", "die", "das", "ein", "eine"})

    # Clauses with the verb in second place.

    def _main(self, verb: int) -> None:
        first = self._clause_start(verb)
        field = [n for n in range(first, verb) if not self.done[n]]
        end, cluster = self.closing(verb)
        opens = field[0] if field else None
        ahead = opens if opens is not None and self.form(opens, "participles") else None
        last = field[-1] if field else None
        if ahead is None and last == verb - 1 and self.only_participle(verb - 1):
            ahead = last
        if ahead is not None and end is None and self.key[verb] in AUX:
            cluster = range(ahead, ahead + 1)
        complex_, passive = self.complex(verb, cluster)
        final = end if end is not None else self._clause_end(verb)
        self._agents(first, final, passive=passive)
        for n in cluster:
            self.english[n], self.done[n] = "", True
        self.done[verb] = True
        self.told.append(verb)
        if end is not None:
            self._shared(end, passive=passive)
        inverted = ahead is not None or self._inverted(field, verb)
        subject = self._subject(verb, passive=passive) if inverted else None
        if subject is not None and ahead is not None and self._was_done(ahead, verb, subject):
            complex_ = f"was {self.form(ahead, 'participles')} by"
        if subject is None or (end is not None and subject >= cluster.start):
            done_by = end is None and self._is_object(field, verb)
            self.english[verb] = f"was {complex_} by" if done_by else complex_
            return
        self.english[verb] = ""
        self._put(subject, complex_)
        if verb and not self.gap[verb].strip() and self.english[verb - 1]:
            self.english[verb - 1] += ","

    def _shared(self, end: int, *, passive: bool) -> None:
        """Read a second participle: "wird vom Amt organisiert und von der Bank bezahlt"."""
        if end + 1 >= len(self.words) or self.key[end + 1] not in {"und", "sowie"}:
            return
        for at in range(end + 2, len(self.words)):
            if HARD.search(self.gap[at]) or self.key[at] in AUX or self.done[at]:
                return
            participle = self.form(at, "participles")
            if participle and self.ends_clause(at):
                self._agents(end + 1, at, passive=passive)
                self.english[end + 1] += f" {participle}"
                self.english[at], self.done[at] = "", True
                return

    def _is_object(self, field: list[int], verb: int) -> bool:
        """Whether what stands before a verb is led, opened or paid by those behind it."""
        past = self.form(verb, "finite")
        if not field or past not in DONE or verb + 1 >= len(self.words):
            return False
        named = self.slot[verb + 1] in ("A", "N") or (
            self.key[verb + 1] in {"der", "die", "das"}
            and self.slot[min(verb + 2, len(self.words) - 1)] in ("A", "N")
        )
        things = [n for n in field if self.is_noun(n)]
        return (
            named
            and len(things) == 1
            and self.words[things[0]].section == "nouns"
            and PERSONS.search(self.english[things[0]]) is None
        )

    def _was_done(self, participle: int, verb: int, thing: int) -> bool:
        """Whether those behind a thing did it: "Organisiert hatte die Tagung das Amt"."""
        if self.key[verb] not in HAVE or self.form(participle, "participles") not in DONE:
            return False
        by = (
            thing + 2
            if self.key[thing + 1 : thing + 2] in (["der"], ["die"], ["das"])
            else thing + 1
        )
        named = (
            by < len(self.words) and self.slot[by] in ("A", "N") and not self.gap[thing + 1].strip()
        )
        return named and self.slot[thing] is None and PERSONS.search(self.english[thing]) is None

    def _put(self, at: int, verb: str) -> None:
        """Put a verb behind a word, or behind the mark that this word has behind it."""
        marked = any(mark in self.gap[at + 1] for mark in ",)")
        apposed = self.form(at + 1, "participles") is None
        if marked and apposed and at + 1 < len(self.words) and not self.done[at + 1]:
            self.english[at + 1] = f"{verb} {self.english[at + 1]}"
        else:
            self.english[at] += f" {verb}"

    def _subject(self, verb: int, *, passive: bool) -> int | None:
        """Return where the subject behind a verb ends, be it behind days and places."""
        at = verb + 1
        for _ in range(MOST_AHEAD):
            end = self.subject_end(at, passive=passive)
            if end is not None:
                return end
            if at >= len(self.words) or self.done[at] or STOP.search(self.gap[at]):
                return None
            if passive and self.key[at] in OF | {"durch"}:
                return at - 1 if at > verb + 1 else None
            named = self.slot[at] == "T" or (
                " " in self.key[at] and slot_of(self.surface[at][-1]) is not None
            )
            if self.first[at] not in NO_SUBJECT and not named:
                return None
            over = at if named or self.first[at] not in PREPOSITIONS else self.noun_end(at + 1)
            if over is None or self.key[at] in OBJECTS:
                return None
            at = over + 1
        return None

    def _clause_start(self, verb: int) -> int:
        told = False
        for at in range(verb, 0, -1):
            told = told or (at < verb and self.done[at] and "," in self.gap[at + 1])
            if HARD.search(self.gap[at]):
                return at
            if "," in self.gap[at] and any(n < at for n in self.told):
                return at
            coordinated = self.key[at - 1] in COORDINATED and self._finite_before(at - 1)
            if coordinated and (at == verb or not self._lists(at - 1)):
                return at
        return 0

    def _finite_before(self, at: int) -> bool:
        """Whether a verb has been told in this sentence, so that "und" may begin a clause."""
        for n in range(at - 1, -1, -1):
            if HARD.search(self.gap[n + 1]):
                return False
            if self.is_finite(n) or self.key[n] in AUX:
                return True
        return False

    def _lists(self, conjunction: int) -> bool:
        return self.slot[conjunction - 1] is not None and self.key[conjunction] == "sowie"

    def _inverted(self, field: list[int], verb: int) -> bool:
        if verb and re.search(r"[“”\"«»]", self.gap[verb]):
            return False  # as English has it behind quoted words
        if not field:
            return verb == 0 or self.done[verb - 1]
        opens = field[0]
        if self.form(opens, "participles") or self.slot[opens] == "T":
            return True
        if (
            slot_of(self.surface[verb - 1][-1]) == "T"
            and "," in self.gap[verb - 2] + self.gap[verb - 1]
        ):
            return True  # "Zwölf Jahre später, am 3. Mai, ..."
        following = self.surface[opens + 1] if opens + 1 < len(self.words) else ""
        if self.key[opens] in FOCUS and (following[:1].isdigit() or self.key[opens] == "auch"):
            return False
        return self.first[opens] in NO_SUBJECT or self.words[opens].section == "adverbs"

    def _clause_end(self, verb: int) -> int:
        for at in range(verb + 1, len(self.words)):
            if HARD.search(self.gap[at]):
                return at - 1
        return len(self.words) - 1

    def _agents(self, first: int, last: int, *, passive: bool) -> None:
        """Let `von` be "by" beside a passive."""
        for at in range(first, min(last + 1, len(self.words))):
            if passive and self.key[at] in OF and self.slot[min(at + 1, last)] != "T":
                self.english[at] = "by the" if self.key[at] == "vom" else "by"

    # "um ... zu erörtern"

    def _purposes(self) -> None:
        for at in range(1, len(self.words)):
            verb = self.form(at, "infinitives")
            within = verb is not None and verb.startswith("to ")
            if not verb or not (within or self.key[at - 1] == "zu") or not self.ends_clause(at):
                continue
            verb = verb.removeprefix("to ")
            first = at if within else at - 1
            start = first
            while start > 0 and not self.gap[start].strip() and self.key[start] != "um":
                start -= 1
            for n in range(first, at + 1):
                self.english[n] = ""
            if self.key[start] == "um":
                self.english[start] = f"to {verb}"
            elif start and start < first:
                self.english[start] = f"to {verb} {self.english[start]}".rstrip()
            else:
                self.english[first] = f"to {verb}"
