"""Which language a text is in: by script first, by everyday words next, by statistics last."""

import re
from functools import cache, lru_cache
from operator import ne
from typing import Any, Final

import opencc

from kg.text.sifting import Rows

HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_KANA = re.compile("[\u3040-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7af]")
_HAN_RUN, _KANA_RUN = re.compile(f"{HAN.pattern}+"), re.compile(f"{_KANA.pattern}+")
_LATIN_RUN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+")
_WORD = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff']+")
_SAMPLE: Final = 8_000
_ENOUGH_LETTERS: Final = 120  # fewer say little about a language
_ENGLISH: Final = frozenset((
    "the", "of", "and", "to", "in", "for", "on", "with", "by", "at", "from", "is", "was", "were",
    "are", "be", "has", "have", "had", "that", "this", "it", "as", "an", "will", "which", "its",
    "their",
))  # fmt: skip
_ENGLISH_SHARE: Final = 0.15
_ARTICLES: Final = frozenset(("the", "a", "an"))
_ARTICLE_SHARE: Final = 0.09  # edited English has more
_EDITED_SHARE: Final = 0.115  # no translator gets so far

_STUCK_DATE = re.compile(
    r"\d(?:years?|months?|moon|days?)(?![a-z])\d*|\b\d{1,2} day (?:morning|afternoon|evening|to)\b",
    re.I,
)
# Over text in lower case.
_FURNITURE = Rows((
    r"release time|(?:browse|reading|reading?s?) times|page views|barrier.free|(?:your|current) "
    r"(?:location|position)|(?:previous|next|last) article|font:? ?\W?(?:size )?\W?big|clicks:"
    r"|responsible editor|website identification|back to list",
    r"click(?: to count| rate| number)? ?[:：]|(?:number|amount) of (?:views|reading|words|clicks)"
    r"|heat degree|\bread(?:ing)? ?[:：] ?\d|announcement date ?:|issue day ?:|icp prepare"
    r"|close (?:this |the )?window|contribut(?:ion|ed article)s? ?[:：]|\bnext ?: (?:does not|no)\b"
    r"|(?:upper|lower|up|down) (?:one|piece|article) ?[:：]|two.dimension code|point a praise"
    r"|long press|guide reading|machine translates|english \(auto\)",
    r"brows(?:e|ing) volume|return to list|(?:first|second|third) trial ?[:：]"
    r"|\breading \d+(?:\.\d)?k\b|\bofficial account\b|\bicp (?:no|number|record|ready|bei)\b"
    r"|\bfront page\b ?>|\bhits \d"
    r"|recommended reading ?:|\bword (?:big|small)\b|\bhot sale ?:|\bprint this (?:page|article)\b",
), any_case=True)  # fmt: skip
# What no editor of English lets stand, over text in lower case.
_UNEDITED = Rows((
    r"\b\d{1,2} months? \d{1,2}(?! (?:years?|months?)\b)\b|\bin (?:the )?\d{1,2} months?[ ,.]"
    r"|\b\d{1,2}(?:th|st|nd|rd)[ -](?:month\b|day (?:of month|afternoon|morning))|\b\d-month-\d"
    r"|\b(?:19|20)\d\d years?,? (?=\d|the\b|in\b|our\b|to\b)|\b\d{1,2} number\b"
    r"|\b(?:from|on|at|in|of) \d{1,2}\.\d{1,2}(?= (?:to \d{1,2}\.|in|at|of|evening)\b)",
    r"\b(?:the|an?) (?:our|both|its|their|his) (?!sides)|\ba line of (?:\d|\w+ (?:people|person))",
    r"\b(?:environment(?:al)?|resources?|water|forestry|provincial|ecology|agriculture|ecological)"
    r"(?: protection)? halls?\b",
    r"\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\dth) time (?:of (?:the )?)?"
    r"(?:environment|cooperat|talks?|meeting|joint|work|train|forum|conference)",
    r"\b(?:leads?|led|brings?|brought) (?:a |the )?(?:delegation|group|team)(?: of \w+ \w+| \w+)?"
    r" (?:to )?(?:come|go)s? to\b|\brate (?:group|team)\b|\b(?:delegation|group) (?:a|one) line\b",
    r"\baccording to (?:the )?(?:introduction|understanding)\b|\bit is (?:known|learned) to\b",
    r"\b(?:sends?|dispatch(?:es)?) (?:the )?(?:personnel|somebody)\b",
    r"\bwill in (?:the )?(?:next (?:january|february|march|april|may|june|july|august|september"
    r"|october|november|december)|\d|january|february|march|april|june|july|august|september"
    r"|october|november|december)",
    r"\b(?:both|two) (?:sides|parties) (?:has|is|was|agrees|signs|exchanges)\b"
    r"|\b(?:experts|masses) (?:has|is|was|thinks)\b|\bpersonnels\b|\bundertake (?:is|are)\b"
    r"|\b(?:sponsors|organizers|undertakers) is\b|\bsupport units?\b",
    r"\b(?:in|at) (?:the )?(?!(?:which|what|where)\b)[a-z]+(?: [a-z]+){0,3}(?<! was)(?<! were)"
    r"(?<! be)(?<! been)(?<! is)(?<! are)(?<! being)(?<! and)(?<! events)"
    r" (?:held|convened|unveiled)(?= ?[,.;])",
    r"\b(?:fell|pull(?:ed|s)?|dropped|opened|lowered) (?:down |open )?(?:the |its )?curtain\b"
    r"|\bin the (?:meeting|conference|talks) (?:interval|gap|period)\b|\bbig coffees?\b"
    r"|\bfull course\b|\bplace[- ](?:long|chief)\b|\bgroup a line\b",
    r"\b(?:past|coming|on) \d{1,2} day\b|\bday \d{1,2}/\d{1,2}\b|\b20\d\d\. \d{1,2}\. \d{1,2}\.",
    r"[a-z],[a-z]{2,} [a-z]+|[a-z] , [a-z]|[、《]|<<",
), any_case=True)  # fmt: skip
_CALQUE = Rows((
    r"\b(?:ecolog(?:y|ical) environment(?:al)? (?:hall|department|bureau|office)"
    r"|(?:vice|deputy) (?:hall|bureau|department) (?:long|chief|head)s?|hall (?:long|chief)"
    r"|(?:main do|undertake|support) units?|[a-z]+ country(?=[;,.])|mutual(?:ly)? beneficial)\b",
    r"\b(?:(?:two|both) sides|our (?:city|region|province|district|center)"
    r"|party (?:group|committee)|responsible (?:person|comrade)s?|(?:dual|double) carbon"
    r"|leading cadres|fall to the ground|(?:double|dual) control|sat down to talk|two places"
    r"|autonomous region's|in-depth exchanges?"
    r"|chinese-style|socialism with chinese characteristics)\b",
), any_case=True)  # fmt: skip


@cache
def _converter(direction: str) -> Any:
    return opencc.OpenCC(direction)


# Chinese marks that mirrors and keyboards replace by those of ASCII, beside Chinese characters.
_HALF = re.compile(
    r"(?<=[\u4e00-\u9fff》”）」])[,;!?]|[,;](?=[\u4e00-\u9fff《“「])|(?<=[\u4e00-\u9fff]\)),"
)
_FULL: Final = {",": "，", ";": "；", "!": "！", "?": "？"}


def punctuated(text: str) -> str:
    """Return Chinese text with the marks of Chinese between its characters, one for one."""
    return _HALF.sub(lambda mark: _FULL[mark[0]], text)


def simplified(text: str) -> str:
    """Return `text` in simplified characters, one for one."""
    converted = str(_converter("t2s").convert(text))
    if len(converted) != len(text):
        converted = "".join(_one(character) for character in text)
    return converted.replace("\u965c", "陕")  # the form that GBK has for it, unknown to OpenCC


def _one(character: str) -> str:
    converted = str(_converter("t2s").convert(character))
    return converted if len(converted) == 1 else character


def is_traditional(text: str) -> bool:
    """Tell whether more characters are traditional only than simplified only."""
    sample = text[:_SAMPLE]
    traditional = _differing(sample, "t2s")
    return traditional > 0 and traditional > _differing(sample, "s2t")


def _differing(text: str, direction: str) -> int:
    return sum(map(ne, text, str(_converter(direction).convert(text))))


def is_chinese(text: str) -> bool:
    if text.isascii():
        return False
    han = _number(_HAN_RUN, text)
    if han == 0 or _number(_KANA_RUN, text) > han * 0.1:
        return False
    return han * 3 > _number(_LATIN_RUN, text)


def _number(run: re.Pattern[str], text: str) -> int:
    """Return how many characters the runs of a script have together."""
    return sum(map(len, run.findall(text)))


@lru_cache(maxsize=1)  # of a page, its language and then whether it is translated are asked
def _words(sample: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(sample.lower()))


def language_of(text: str, default: str = "und") -> str:
    """Return the BCP 47 tag of a text; `default` where it is too short to tell.

    The two ways to write Chinese are told apart for a whole page only.
    """
    sample = text[:_SAMPLE]
    if is_chinese(sample):
        if default.startswith("zh-"):
            return default
        return "zh-Hant" if is_traditional(sample) else "zh-Hans"
    if _KANA.search(sample):
        return "ja"
    if default == "en" and len(sample) < _ENOUGH_LETTERS:
        return default
    words = _words(sample)
    short = default != "und" and len(sample) < _ENOUGH_LETTERS
    if short and not default.startswith("zh"):
        return default  # "in" and "an" are words of other languages too
    if sum(map(_ENGLISH.__contains__, words)) > len(words) * _ENGLISH_SHARE:
        return "en"
    if short:
        return default
    return _by_statistics(sample) if len(words) > 2 or _HANGUL.search(sample) else default


def _by_statistics(text: str) -> str:
    import py3langid  # it loads numpy and a model, which few documents need

    return str(py3langid.classify(text)[0])


def is_translated(text: str) -> bool:
    """Tell whether English was machine-translated from Chinese, by what such pages share."""
    sample = text[:_SAMPLE]
    words = _words(sample)
    if len(words) < 40:
        return False
    articles = sum(map(_ARTICLES.__contains__, words)) / len(words)
    low = sample.lower()  # patterns that take no notice of case are several times slower
    signs = (
        2 * bool(_STUCK_DATE.search(sample))
        + min(2, _FURNITURE.count(low))
        + min(2, _CALQUE.count(low) // 2)
        + (articles < _ARTICLE_SHARE)
    )
    if signs >= 2 or articles > _EDITED_SHARE:
        return signs >= 2
    return signs + _UNEDITED.count(low) >= 2
