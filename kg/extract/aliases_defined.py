"""Short forms that a document sets beside a name: "(hereinafter the Center)", 以下简称中心."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.extract.names import Mention
from kg.extract.names_beside import spells
from kg.extract.names_forms import shortens
from kg.extract.names_lexicon import HEADS_EN
from kg.model import Span

_DECLARED_ZH = r"(?:以下(?:简称|统称|称)?|简称|下称|统称)?(?:为|：|:)?"
_BRACKET_ZH = re.compile(
    rf"[（(]\s*{_DECLARED_ZH}\s*[“\"]?([^（）()“”\"，。\s]{{1,14}})[”\"]?"
    r"(?:或(?:者)?\s*[“\"]?([^（）()“”\"，。\s]{1,14})[”\"]?)?\s*[）)]"
)
_DEFINED_ZH: Final = ("简称", "下称", "以下称")
_DECLARED_EN = r"(?:(?:hereinafter|hereafter|in short|short|abbreviated)[^()]{0,60}?)?"
_BRACKET_EN = re.compile(
    rf"\s?\({_DECLARED_EN}(?:[Tt]he )?[“\"]?(?:[Tt]he )?"
    r"([A-ZĐ][\w&/-]*(?: (?:of|and|for) [A-Z][\w-]*| [A-Z][\w&/-]*){0,6})[”\"]?"
    r"(?:, (?:por sus? siglas?|pelas? siglas?|selon son (?:acronyme|sigle)|kurz)[^()]{0,30}"
    r"|, (?:[A-Z]\. ?){2,4})?\)"  # a legal form: "(CHE, O.A.)"
)
_SPLIT_EN = re.compile(r"(?: [A-Z][a-z]+){1,2} \(([A-Z]{3,8})\)")
HAN: Final = re.compile("[\u4e00-\u9fff]")
_SHORTEST: Final = 3  # characters of a short form in brackets


def defined(
    text: str, mentions: Sequence[Mention], *, translated: bool = False
) -> Iterator[tuple[str, Span, Mention]]:
    """Yield (short form, where it stands, the mention it is defined behind)."""
    ending: dict[int, list[Mention]] = {}
    for mention in mentions:
        ending.setdefault(mention.span.end, []).append(mention)
    for mention in mentions:
        if mention.entity.kind not in {"agency", "framework"}:
            continue
        rivals = [m for m in ending[mention.span.end] if m is not mention]
        match = _BRACKET_ZH.match(text, _past_mark(text, mention.span.end))
        if match and (_declares(match.group()) or _shortens(match.group(1), mention.surface)):
            yield match.group(1), Span(*match.span(1)), mention
            if match.group(2):
                yield match.group(2), Span(*match.span(2)), mention
            continue
        match = _BRACKET_EN.match(text, mention.span.end)
        if match is None and translated:
            match = _SPLIT_EN.match(text, mention.span.end)
            match = match if match and match[1][0] == mention.surface[0] else None
        if (
            match
            and (
                _plausible(match.group(1), match.group()) or spells(match.group(1), mention.surface)
            )
            and _fits(match.group(1), mention, rivals)
        ):
            yield match.group(1), Span(*match.span(1)), mention


def _fits(short: str, mention: Mention, rivals: Sequence[Mention]) -> bool:
    """Of a unit and its parent that end together, the initials say whose the brackets are."""
    if not rivals:
        return True
    named = [m for m in (mention, *rivals) if initials(m.surface) == short]
    if named:
        return mention in named
    return not any(r.span.covers(mention.span) for r in rivals)


def _past_mark(text: str, end: int) -> int:
    return end + 1 if text[end : end + 1] in {"》", "”", '"'} else end


def _declares(bracket: str) -> bool:
    return any(word in bracket for word in _DEFINED_ZH)


def _shortens(short: str, name: str) -> bool:
    """Is it initials, or characters of the name in their order, as in 环境规划院 (环规院)?"""
    if HAN.search(short) is None:
        return True
    return _SHORTEST <= len(short) < len(name) and shortens(short, name)


def _plausible(short: str, bracket: str) -> bool:
    """An abbreviation or a declared short form; a name in brackets may be something else."""
    return short.isupper() or "herein" in bracket or "hereafter" in bracket or _is_body(short)


def _is_body(short: str) -> bool:
    return short.split()[-1].lower() in HEADS_EN or any(c.isupper() for c in short[1:])


def initials(name: str) -> str:
    return "".join(word[0] for word in re.findall(r"[A-Z][\w’']*", name))
