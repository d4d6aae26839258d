"""The marks and spaces of translated pages as English sets them: `Man · Bahadur , said`."""

import re
from collections.abc import Iterator
from typing import Final

from kg.model import Span
from kg.text.offsets import Patch, apart

_TOKENS: Final = re.compile(r"[a-z] , [a-z]", re.I)
_APART: Final = 3  # so many commas stand alone where a program took words and marks apart
_WIDE: Final = {
    "，": ", ", "、": ", ", "；": "; ", "：": ": ", "。": ". ", "（": " (", "）": ") ",
    "「": " “", "」": "” ", "『": " “", "』": "” ", "<<": " “", ">>": "” ",
}  # fmt: skip
# One of its kind: a run of brackets is no punctuation.
_MARK: Final = re.compile(rf" ?(?P<mark>{'|'.join(map(re.escape, _WIDE))})(?!(?P=mark)) ?")
_SURNAMES: Final = (
    "Wang|Li|Zhang|Liu|Chen|Yang|Huang|Zhao|Wu|Zhou|Xu|Sun|Ma|Zhu|Hu|Guo|He|Lin|Gao|Luo|Zheng"
    "|Liang|Xie|Song|Tang|Deng|Han|Feng|Cao|Peng|Zeng|Xiao|Tian|Dong|Pan|Yuan|Cai|Jiang|Yu|Du|Ye"
    "|Cheng|Wei|Su|Lu|Ding|Ren|Shen|Yao|Cui|Zhong|Tan|Fan|Jin|Shi|Liao|Jia|Xia|Fu|Fang"
    "|Bai|Zou|Meng|Xiong|Qin|Qiu|Hou|Yin|Xue|Yan|Lei|Long|Tao|Hao|Gong|Shao|Wan|Qian|Kong"
)
_GIVEN: Final = r"(?:(?:[zcs]h|[bpmfdtnlgkhjqxzcsryw])?[aeiou]{1,3}(?:ng|n)?){1,2}"
_JOINED: Final = re.compile(rf"\b(?:{_SURNAMES})(?=(?=[A-Z])(?i:{_GIVEN})\b)")
_STUCK: Final = re.compile(
    r"\b(?:at|on|in|from|until|since|by)(?=\d{1,4} ?(?:day|moon|month|year|o'clock))"
    r"|(?<=[a-z])(?=\([A-Z])|(?<=[a-z]\))(?=[A-Za-z])|(?<=[a-z]:)(?=[A-Za-z])",
    re.IGNORECASE,
)
_Rules = tuple[tuple[re.Pattern[str], str], ...]
_RULES: Final[_Rules] = (
    (re.compile(r"(?<=\w) ?[·•・‧] ?(?=[A-Z])"), " "),
    # The weekday of Japanese and Korean, whose characters mean these.
    (
        re.compile(r"(?<=\d day) \((?:fire|water|wood|tree|gold|soil|earth|month|moon|sun|day)\)"),
        "",
    ),
    (re.compile(r"(?<=[A-Za-z》”][,;])(?=[A-Za-z]{2}|[《“])|(?<=Co\.,)(?=Ltd)"), " "),
)
_TOKEN_RULES: Final[_Rules] = (
    (re.compile(r" +(?=[,;.:!?)](?:\s|$))"), ""),
    (re.compile(r"(?<=\() +"), ""),
    (re.compile(r"(?<=[A-Za-z]) +- +(?=[A-Za-z])"), "-"),
    (re.compile(r"(?<=\d) +[-:] +(?=\d)"), "-"),
)
_QUOTED: Final = re.compile(r'(?P<open>["“] +)[^"“”\n]{2,160}?(?P<close> +["”])')


def respaced(text: str) -> list[Patch]:
    """Return the patches that set marks and spaces right."""
    return apart(_found(text))


def _found(text: str) -> Iterator[Patch]:
    rules: _Rules = _RULES
    if len(_TOKENS.findall(text)) >= _APART:
        rules += _TOKEN_RULES
        for quoted in _QUOTED.finditer(text):
            yield _patch(quoted.span("open"), quoted["open"].strip())
            yield _patch(quoted.span("close"), quoted["close"].strip())
    for joined in (*_JOINED.finditer(text), *_STUCK.finditer(text)):
        yield _patch((joined.end(), joined.end()), " ")
    for rule, mark in rules:
        for found in rule.finditer(text):
            yield _patch(found.span(), mark)
    for found in _MARK.finditer(text):
        yield _patch(found.span(), _WIDE[found["mark"]])


def _patch(span: tuple[int, int], mark: str) -> Patch:
    return Patch(Span(*span), mark, "spacing", "restored")
