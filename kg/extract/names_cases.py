"""The cases of German names: "die Internationale Kommission", "des Deutschen Wetterdienstes"."""

import re
from collections.abc import Iterator
from typing import Final

_ADJECTIVE: Final = re.compile(
    r"((?:[A-ZÄÖÜ][a-zäöüß-]*|[a-zäöüß-]+)"
    r"(?:isch|lich|al|ell|ig|iv|ar|är|iert|eint|wandt|mein|öder|samt?|neu|frei))e[rsnm]?"
)
_STRONG: Final = re.compile(
    r"[A-ZÄÖÜ][\wäöüß-]*(?:[aA]mt|[iI]nstitut|[mM]inisterium|[zZ]entrum|[wW]erk|[vV]erband|[vV]erein"
    r"|[bB]und|[bB]etrieb|[dD]ienst|[sS]ekretariat|[mM]useum|[rR]at|[pP]arlament|[pP]räsidium"
    r"|[bB]üro|[pP]rogramm|[fF]onds?|[kK]omitee|[nN]etzwerk|[bB]ündnis|[üÜ]bereinkommen"
    r"|[aA]bkommen|[pP]rotokoll|[rR]ahmen|[gG]esetz)"
)
_ENDINGS: Final = ("e", "er", "es", "en", "em")


def cases(name: str) -> Iterator[str]:
    """Yield other forms of a German name, with the endings of adjectives and of the noun."""
    words = name.split()
    at = 0
    while at < len(words) - 1 and _ADJECTIVE.fullmatch(words[at]):
        at += 1
    stems = [_stem(word) for word in words[:at]]
    nouns = [words[at]]
    if _STRONG.fullmatch(words[at]):
        nouns += [f"{words[at]}s"] + [f"{words[at]}es"] * (words[at][-1] in "tdkmz")
    for ending in _ENDINGS if stems else ("",):
        for noun in nouns:
            form = " ".join([*(f"{stem}{ending}" for stem in stems), noun, *words[at + 1 :]])
            if form != name:
                yield form


def _stem(adjective: str) -> str:
    found = _ADJECTIVE.fullmatch(adjective)
    return found[1] if found else adjective
