"""Whom Chinese sentences on an event name where no cue tells of their part.

What stands in a list takes the part of those it stands with; else the words before and behind
the list must not say that somebody is only spoken of.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from kg.extract.drafts import Draft, Part, Stretch
from kg.extract.modality import CANCELLED, PLANNED, POSTPONED, SPEECH
from kg.extract.resolve_dates import overlap
from kg.extract.roles_actors import aside
from kg.extract.roles_lectures import teaches
from kg.extract.scene import Item, pattern
from kg.model import EntityRef

BESIDE: Final = "role.beside.zh"
_LISTED: Final = re.compile(
    r"(?:的?(?:专家|代表|同志|人员|学者|负责人))?(?:[、和及与同暨]|以及|会同|联合)"
)
_PEOPLE: Final = (
    r"[^，。；]{0,6}(?:专家|代表|同志|人员|负责人|学者|教授|官员|老师|师生|学生|研究员|成员|志愿者|骨干|干部|朋友|同事|同行"
    r"|领导|记者|工程师|检察官|法官|博士|员工|技术员|团队|一位|几位)"
)
_SPOKEN_OF: Final = re.compile(  # before a body
    r"(?:据|根据|按照?|依照|经|作为|成为|成立|设[在于立]|隶属于?|启动|上线|推出|揭牌|组建|筹建|支持|研究|参与|申请|抄送|报送?|提交|呈报|从|向|对|把|将|期待|继|参观|在"
    r"|往|于|标准|执行|遵照|落实|新设立的|共建|批准|发布|[“《「『（(]|\d/|送[：:]|(?:项目|协议|计划|基金|条例|办法|文件)[^，。；]{0,12}由)$"
)
_OPENS: Final = pattern(
    r"(?:^\W*|[，。；：、])(?:(?:此外|另外|随后|同时|其中|另据悉?|会上|当天|当日|同日|现场|期间|对口的?|中方|外方|双方|来自|还有|以及|包括"
    r"|{T}|{P})(?:，)?)*$"
)
_ONLY_THEIRS: Final = re.compile(  # behind a body
    rf"的(?!{_PEOPLE})|[”」』》]|《|是|系|成立|至今|曾|(?:也|均|都|已|还)?(?:印发|发布|出台|下发|公布|制定|统计|批准|要求|规定|编制|提醒|组织下|支持下|指导下"
    r"|未派|没有派|没派|缺席|承保|所在|总部|另行|建议|将|正在|打算)|(?:数据|资料|消息|网站|官网|项目|标准|指令|编号|公众号|供图|供稿)|[^，。；]{0,4}揭牌|[^，。；在与同]{0,14}项目"
)
_SUPPORTS: Final = re.compile(
    r"[^，。；]{0,8}(?:提供|捐[款赠助资]|资助|负担|出资|赞助|后援|无偿|划拨|拨[款付]|垫付|买单|埋单|承担[^，。；]{0,12}(?:费|开支|经费)"
    r"|借出|支援|援助|报销|协助)"
)
_INTENDED: Final = re.compile(r"(?:拟|将|计划|打算|准备|有望|希望|愿|正)[^，。；]{0,8}[与同和跟]$")
_CONVENERS: Final = frozenset({"organizer", "co-organizer"})
_AROUND: Final = 16  # characters before a list that tell what it is


def named_beside_zh(draft: Draft, parts: Sequence[Part]) -> Iterator[Part]:
    """Yield those of whom no cue speaks."""
    known = {part.agency: part.role for part in parts}
    told_in = {each.line.sentence.block for each in draft.stretches if each.announces}
    for stretch in draft.stretches:
        line = stretch.line
        if not line.cjk or all(i.anaphor or _known(i, known) for i in stretch.items("A")):
            continue
        if not stretch.announces and _apart(stretch, draft):
            continue
        here = stretch.announces or line.sentence.block in told_in
        for listed in _lists(stretch):
            role = _role(draft, stretch, listed, known, here=here)
            for item in listed if role else ():
                for ref in item.refs:
                    if ref.kind == "agency" and ref not in known and role:
                        yield Part(ref, role, stretch.span, BESIDE, 0.75)


def _known(item: Item, known: Mapping[EntityRef, str]) -> bool:
    return all(ref in known for ref in item.refs)


def _lists(stretch: Stretch) -> Iterator[list[Item]]:
    """Yield those who are named side by side."""
    items = [i for i in stretch.items("A") if not i.anaphor]
    others = aside(stretch.line, items, stretch.start, stretch.end)
    items = [i for i in items if i.at not in others]
    listed = items[:1]
    for one, other in pairwise(items):
        if not _LISTED.fullmatch(stretch.line.text, one.at + 1, other.at):
            yield listed
            listed = []
        listed.append(other)
    if listed:
        yield listed


def _apart(stretch: Stretch, draft: Draft) -> bool:
    """Whether a sentence that goes on tells of another day, or of what is still to come."""
    text = stretch.line.text
    if text.lstrip()[:1] in "“「":
        return True
    days = [i.event_date for i in stretch.items("T") if i.event_date]
    if draft.date and days and not any(overlap(day, draft.date) for day in days):
        return True
    return draft.factuality == "held" and any(
        each.search(text) for each in (PLANNED, CANCELLED, POSTPONED)
    )


def _role(
    draft: Draft,
    stretch: Stretch,
    listed: list[Item],
    known: Mapping[EntityRef, str],
    *,
    here: bool,
) -> str | None:
    text, start, end = stretch.line.text, listed[0].at, listed[-1].at + 1
    if all(item.locative or _known(item, known) for item in listed):
        return None
    if SPEECH.search(text, stretch.start, start):
        return None
    before = text[max(stretch.start, start - _AROUND) : start]
    if draft.type == "PressConference" and not stretch.announces:
        return None
    roles = [known[ref] for item in listed for ref in item.refs if ref in known]
    if roles:
        return "participant" if roles[0] in _CONVENERS else roles[0]
    if _SPOKEN_OF.search(before) or _ONLY_THEIRS.match(text, end, stretch.end):
        return None
    if draft.factuality == "held" and _INTENDED.search(before):
        return None
    if not stretch.announces and not _OPENS.search(before):
        return None
    if teaches(stretch, listed[-1], draft.type):
        return "speaker-affiliation"
    if _SUPPORTS.match(text, end, stretch.end):
        return "supporter"
    return "participant"
