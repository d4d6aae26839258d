"""Bodies that only say whose another one is: "the Forest Service, attached to the Ministry,"."""

import re
from typing import Final

_KIND_EN: Final = (
    r"(?:agency|body|institution|entity|organi[sz]ation|unit|arm|branch|institute|office|service"
    r"|department|company|enterprise|establishment|subsidiary|centre|center|division|offshoot)"
)
_KIND_ROMANCE: Final = (
    r"(?:organismo|entidad|institución|órgano|dependencia|agencia|empresa|unidad|ente|centro"
    r"|instituto|servicio|organisme|établissement|structure|agence|institution|service|entité"
    r"|institut|centre|órgão|autarquia|entidade|instituição|agência|unidade|fundação|fundación)"
)
_TIED: Final = "|".join(
    (
        rf"(?:(?:an?|the) )?(?:[a-z-]+ ){{0,2}}{_KIND_EN} (?:of|under|within|attached to|run by"
        r"|belonging to|subordinate to|affiliated (?:to|with)|reporting to|controlled by)",
        r"(?:attached|subordinated?|affiliated|reporting|belonging|answerable) (?:to|with)",
        r"(?:which|that) (?:belongs to|reports to|depends on|is part of|is attached to)",
        r"(?:a )?part of|under the (?:authority|umbrella) of",
        # Spanish, Portuguese
        rf"(?:(?:un|una|o|a|um|uma) )?(?:{_KIND_ROMANCE} )?(?:[a-zà-ÿ]+ )?(?:adscrit[oa]|adjunt[oa]"
        r"|vinculad[oa]|perteneciente|dependiente|integrad[oa]|subordinad[oa]|ligad[oa]|tutelad[oa]"
        r"|pertencente|dependente|integrante) (?:al?|del?|à|ao|d[oa]|pel[oa]|en|n[oa])",
        rf"(?:(?:un|una|um|uma) )?{_KIND_ROMANCE} (?:[a-zà-ÿ]+ )?(?:del?|d[oa])",
        # French
        rf"(?:(?:un|une|l['’]) ?)?(?:{_KIND_ROMANCE} )?(?:[a-zà-ÿ]+ )?(?:rattachée?|placée?"
        r"|relevant|dépendant|sous)(?: sous)?(?: (?:la )?tutelle| l['’]autorité)?"
        r" (?:à|au|du|de|des|d['’])",
        # German
        r"(?:eine[rnm]?|die|der) (?:[a-zäöüß]+ )?(?:Behörde|Einrichtung|Dienststelle|Anstalt"
        r"|Tochter|Abteilung|Oberbehörde) (?:des|der|im|beim)",
    )
)
_GAP: Final = re.compile(
    rf"(?:\)| ?\([^()]{{2,20}}\))?, (?:{_TIED})(?: |(?<=['’]))(?:(?:the|la|le|el|los|las|l['’]) ?)?"
)
_BRACKETS: Final = re.compile(r" ?\([^()]{2,20}\)(?=[,)])")
_LIST: Final = re.compile(r",? (?:and|y|e|et|und|sowie|as well as|así como|ainsi que) ")
_LONGEST: Final = 90  # characters between the two


def is_whose(text: str, first: int, second: int, end: int) -> bool:
    """Whether a body at `second` stands in an apposition and says whose the one before it is."""
    if second - first > _LONGEST or text[first : first + 1] not in (",", " ", ")"):
        return False
    at = _past_brackets(text, end)
    closed = text[at : at + 1] in {",", ")"}
    return closed and _GAP.fullmatch(text, first, second) is not None


def end_of_aside(text: str, end: int) -> int | None:
    """Return where an aside that names a body ends, if it holds up a list or has brackets."""
    at = _past_brackets(text, end)
    return at if at > end or _LIST.match(text, at) else None


def _past_brackets(text: str, end: int) -> int:
    """Return where the short form in brackets behind a name ends."""
    match = _BRACKETS.match(text, end)
    return match.end() if match else end
