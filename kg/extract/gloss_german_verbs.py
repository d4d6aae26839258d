"""German verbs of several words, and what they are in English."""

from kg.extract.gloss_german_phrases import Phrases
from kg.extract.gloss_german_words import (
    ARTICLES,
    AUX,
    BE,
    BECOME,
    COMING,
    COORDINATED,
    HARD,
    HAVE,
    NO_SUBJECT,
    NOT_FINITE,
    STOP,
    WENT,
)


class VerbForms(Phrases):
    """A sentence whose verb forms are found and put together."""

    def cluster(self, end: int, limit: int) -> int:
        """Return where the verb forms begin that stand right before the last one."""
        at = end
        while at - 1 > limit and not self.gap[at].strip():
            key = self.key[at - 1]
            form = self.form(at - 1, "participles", "infinitives") or key in NOT_FINITE
            if not (form or key in {"nicht", "zu"}):
                break
            at -= 1
        return at

    def closing(self, verb: int) -> tuple[int | None, range]:
        """Return the last word of a verb in two parts, and where its other part stands."""
        auxiliary = self.key[verb] in AUX
        for at in range(verb + 1, len(self.words)):
            if HARD.search(self.gap[at]):
                break
            if self.done[at]:
                continue
            again = self.key[at] in AUX and self.key[at] not in NOT_FINITE
            if again and self.key[at - 1] in COORDINATED:
                break
            prefix = self.verbs["split"].get((self.key[verb], self.key[at]))
            if prefix is not None and (
                at == verb + 1 or self.ends_clause(at) or self._ends_before(at + 1)
            ):
                return at, range(at, at + 1)
            form = self.form(at, "participles", "infinitives") or self.key[at] in NOT_FINITE
            if auxiliary and form and (self.ends_clause(at) or at == verb + 1):
                while not self.ends_clause(at) and (
                    self.form(at + 1, "infinitives") or self.key[at + 1] in NOT_FINITE
                ):
                    at += 1
                return at, range(self.cluster(at, verb), at + 1)
        return None, range(0)

    def _ends_before(self, at: int) -> bool:
        """Whether a phrase follows that no preposition takes: "lud ein zum", not "auf dem"."""
        return self.first[at] in NO_SUBJECT - ARTICLES

    def only_participle(self, at: int) -> bool:
        """Whether no verb stands here: "Organisiert wurde die Tagung", "vertreten durch"."""
        if self.form(at, "participles") and self.first[at + 1 : at + 2] in (["durch"], ["vom"]):
            return True
        if not self.form(at, "participles"):
            return False
        if self.key[at + 1 : at + 2] and self.key[at + 1] in AUX and not self.gap[at + 1].strip():
            return True
        if at and not STOP.search(self.gap[at]):
            return False
        for n in range(at + 1, len(self.words)):
            if STOP.search(self.gap[n]):
                return False
            if self.is_finite(n):
                return self.key[n] in AUX
        return False

    def complex(self, finite: int, others: range) -> tuple[str, bool]:
        """Return a verb in English, and whether it is a passive."""
        key = self.key[finite]
        keys = [self.key[n] for n in others]
        no = "nicht" in keys
        if self.key[finite + 1 : finite + 2] == ["nicht"]:
            no, self.english[finite + 1] = True, ""
        prefix = next((self.verbs["split"].get((key, k)) for k in keys), None)
        if prefix is not None:
            return _denied(prefix, no=no), False
        form = next((n for n in others if self.form(n, "participles")), None)
        if key not in AUX:
            return _denied(self.form(finite, "finite") or self.english[finite], no=no), False
        if form is not None and not (self.form(form, "infinitives") and key in {"will", "wollen"}):
            participle = self.form(form, "participles") or ""
            said, passive = self._with_participle(key, keys, self.key[form], participle)
            return _denied(said, no=no), passive
        verb = next(
            (self.form(n, "infinitives") for n in others if self.form(n, "infinitives")), None
        )
        verb = verb or ("be" if "sein" in keys else None)
        if verb is None:
            return _denied(AUX[key], no=no), False
        return _denied(f"{'will' if key in BECOME else AUX[key]} {verb}", no=no), False

    def _with_participle(
        self, key: str, keys: list[str], german: str, participle: str
    ) -> tuple[str, bool]:
        passive = participle.partition(" ")[0] != "been"
        if key in HAVE:
            return f"{AUX[key]} {participle}", False
        if key in BE and "worden" in keys:
            return f"{BE[key]} been {participle}", True
        if key in BE and german in WENT:
            return f"{BE[key]} {participle}", False
        if key in BE:
            return f"{AUX[key]} {participle.removeprefix('been ')}", True
        if "haben" in keys:
            return f"{AUX[key]} have {participle}", False
        bare = participle.removeprefix("been ")
        coming = key in {"wird", "werden"} and not COMING.isdisjoint(self.key)
        if key in BECOME and ("werden" in keys or coming):
            return f"will be {bare}", True
        if key in BECOME:
            return f"{AUX[key]} {bare}", True
        return f"{AUX[key]} be {bare}", passive


def _denied(verb: str, *, no: bool) -> str:
    if no and verb in {"takes place", "take place"}:
        return "will not be held"
    first, _, rest = verb.partition(" ")
    return f"{first} not {rest}".rstrip() if no else verb
