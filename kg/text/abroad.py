"""Whether English follows another European language word for word."""

from typing import Final

from kg.text.sifting import Rows

_SAMPLE: Final = 8_000
_ENOUGH: Final = 3
_MONTH: Final = (
    "(?:january|february|march|april|may|june|july|august|september|october|november|december)"
)
_DAY: Final = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
# Over text in lower case.
_SIGNS: Final = Rows((
    rf"\b\d{{1,2}} of {_MONTH} of (?:the )?(?:19|20)\d\d\b|\bthe \d{{1,2}} {_MONTH}\b"
    rf"|\bwith \d{{1,2}} (?:on|by|to) \d{{1,2}} of {_MONTH}"
    rf"|\b(?:on|at|from|of|to)(?: the)? \d{{1,2}}\. {_MONTH}"
    rf"|\b(?:on|since|until|next|past|last) \d{{1,2}} of {_MONTH}",
    rf"\b(?:the )?past {_DAY}\b|\b{_DAY} past\b|\bthe {_DAY} \d{{1,2}}\b",
    r"\b(?:half|medium|middle|mean) (?:ambient|environment)\b"
    r"|\bminist(?:ry|er) of (?:the )?ambient\b|\bof surrounding environment\b"
    r"|\bchange of climate\b|\bchange climatic\b",
    r"\b(?:government|authority|council|secretariat|institute|directorate|agency|convention"
    r"|direction|union) (?:regional|national|binational|municipal|provincial|departmental|federal"
    r"|international)\b",
    r"\b(?:by|of) (?:its|his|her|their) part\b|\bin the (?:frame|mark) of\b|\bby part of\b"
    r"|\bof (?:a )?(?:equal|joint|same) (?:way|manner|form)\b|\bit fits to\b"
    r"|\bof another side\b",
    r"\bgave to know\b|\buse of the word\b|\btook the (?:word|parole)\b|\bput in march\b"
    r"|\bwithout effect\b|\bsubscribed (?:an?|the|by)\b|\bcounted with the\b"
    r"|\b(?:was|were|will be|is) celebrated\b|\bcelebrated the \d"
    r"|\brealized (?:an?|the|on|in|by|this)\b|\bgave beginning\b|\bto firm an?\b",
    r"\baccepted participation\b|\bnot took place\b|\b(?:by|on) results\b|\bby words of\b"
    r"|\bpassed (?:the |an? )?(?:\w+ ){0,3}(?:meeting|seminar|conference|session|training|forum"
    r"|action|round table)\b|\blet(?:['’]?s| us) remind\b|\bhere same\b|\bnature-use\b"
    r"|\bdelegations? headed (?:the )?[a-z]+ of\b",
    r"\bpress[- ]cent(?:er|re)\b|\b(?:notes?|room|communicated) of press\b"
    r"|\bfor (?:taking|having) in count\b"
    r"|\bversion for (?:weak|blind)|\bhyperlink (?:is )?obligatory\b|\bfound (?:a )?mistake\?"
    r"|\bto part\b|\bmister\b",
    r"\bf(?:ound|inds) [a-z0-9., ]{0,80} instead\b|\bfind instead\b|\bunderwrote\b"
    r"|\b(?:realized|held|celebrated|developed) itself\b|\bunder the presidency of\b"
    r"|\bproceeded to the (?:signature|signing)\b|\bprotocol of accord\b"
    r"|\bconvention of (?:partnership|partenariat)\b",
), any_case=True)  # fmt: skip


def is_translated_abroad(text: str) -> bool:
    """Tell whether English follows another European language word for word."""
    return _SIGNS.count(text[:_SAMPLE].lower()) >= _ENOUGH
