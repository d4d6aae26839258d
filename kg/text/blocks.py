"""Labels for the lines of a flat text: what is told, and what is furniture of the page."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.model import Block, BlockKind, Span
from kg.text.fields import ROLES, field, notices
from kg.text.language import HAN
from kg.text.sifting import Sieve, Sifted

_FORMS: Final = Sieve()  # most patterns are of no use to lines
_LINE = re.compile(r"[^\n]+")
_SENTENCE_END = re.compile(r"[。！？!?…]|\.[”’」』）)\]\"']*(?:\s|$)")
_LINE_END = re.compile(r"(?<![ap]\.m)(?<![AP]\.M)[。！？!?….:：][”’」』）)\]\"']*$")
_DATE = re.compile(
    r"(?:19|20)\d\d ?[-/.年] ?\d{1,2} ?[-/.月] ?\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d"
    r"|^1\d\d([-/.])[01]\d\1[0-3]\d$"
    r"|(?:民[国國]|^)1\d\d ?年 ?\d{1,2} ?月 ?\d{1,2} ?日"
    r"|[一二][〇○零一二三四五六七八九]{3} ?年 ?[一二三四五六七八九十]{1,2} ?月"
    r" ?[一二三四五六七八九十]{1,3} ?日"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?[ -]\d{1,2},?[ -]\d{4}"
    r"|\b\d{1,2}\.?(?: de)? [^\W\d]{3,10},?(?: de)? \d{4}\b|\d+(?:个月|天|小时|周)前"
    r"|\d+ (?:months|days|weeks|hours|years) ago",
    re.I,
)
_BYLINE = Sifted(
    r"(?:来源|來源|发布(?:时间|日期|人)?|發[布佈]時間|时间|時間|日期|作者|编辑|責編|责编|记者|稿件|供稿|通讯员"
    r"|阅读(?:次数|量)?|閱讀|浏览(?:次数|量)?|点击|字体|字号|字號|责任编辑|审核|撰稿)\s*[:：【\[／/]"
    r"|\b(?:source|published|posted|updated|release time|author|editor|issued by|post time"
    r"|(?:release|browse|clicks?|click rate|information source|hits|reading|read times)(?=\s?[:：])"
    r"|cập nhật|publicado|publié le|comes from|page views|browse times|correspondent)\b\s*[:：]?"
    r"|^\W*by (?:a |our )?[a-z]",
    re.I,
    _FORMS,
)
_NAVIGATION = Sifted(
    r"首页|首頁|主页|当前位置|您的位置|所在位置|上一[篇条]|下一[篇条]|返回(?:列表|顶部|首页)|设为首页"
    r"|加入收藏|网站地图|網站地圖|联系我们|聯[络絡]我們|关于我们|關於我們|分享到|扫一扫|打印|友情链接|广告服务"
    r"|相关(?:阅读|链接|新闻|文章)|相關新聞|延伸阅读|往期回顾|我要投稿|下期预告|热门标签|点赞|在看"
    r"|\b(?:home|trang chủ|inicio|accueil) ?[>|»]|\b(?:your|current) (?:location|position)\b"
    r"|sitemap|(?:previous|next|last) article|^(?:last|next): |back to list|^\W*share\b.*[|\[]"
    r"|close window|barrier.free|contact us|about us|unsubscribe|privacy|cookie"
    r"|^related\b|^print\b|most read",
    re.I,
    _FORMS,
)
# Only the name of a site, or only buttons in brackets.
_SITE = re.compile(
    r"\b(?:portal|(?:official |web ?)site|home ?page|website"
    r"|government (?:affairs )?net(?:work)?)\W*$"
    r"|^(?:\s*[\[【][^\[\]【】]{1,30}[\]】])+\s*$",
    re.IGNORECASE,
)
_HEADLINE: Final = 90
_SHARED = re.compile("分享到?|打印|扫一扫|字[号體体]")
_NEIGHBOUR = re.compile(r"\W*[上下]一[篇条]\s?[:：]")
_LEGAL = Sifted(
    r"版权|版權|免责|免責|copyright|©|all rights reserved|icp备|icp備|备案|网站标识码"
    r"|未经(?:许可|授权)|转载(?:请|文章|内容)|不得转载|不得轉載|批准单位|legal notice"
    r"|主办单位[:：].*(?:技术支持|标识码|建议使用)|sole responsibility|仅供参考|不代表本",
    re.I,
    _FORMS,
)
_CAPTION = re.compile(r"^\W*(?:图|图片|圖|摄影|photo|image|figure|caption|foto)", re.I)
_LINKS_FOLLOW = re.compile(
    r"^\W*(?:相关(?:阅读|链接|新闻|文章)|相關(?:新聞|連結|文章|閱讀)|延伸[阅閱][读讀]|热点|[热熱][门門]|友情[链鏈連][接結]"
    r"|往期回顾|政策法规|(?:點閱|点击|[阅閱][读讀]|新[闻聞]|本[周週月])?排行榜?|点击榜"
    r"|(?:图片|圖片|视频|最新|推荐)(?:新闻|新聞|文章|動態|动态)|推荐阅读|猜你喜欢|站内搜索|快速(?:导航|通道)"
    r"|related|most read|see also|read more|latest news)[^。.]{0,30}$",
    re.I,
)
# A heading over a list of those who came, and an entry of such a list.
_ATTENDED = re.compile(
    r"^\W*(?:(?:list|names) of )?(?:(?:main|primary|key|other|principal) )?(?:attendees"
    r"|attendance|participants|delegates|those present|present|in attendance|speakers"
    r"|panell?ists|signatories|members present)\W*$",
    re.I,
)
_ENTRY = re.compile(
    r"^\W*(?:[A-Z][\w.'’-]* ){1,6}?[A-Z][\w.'’-]*(?: \([^()]{1,30}\))?(?:,| [–—-]|:) .*[^.]$"
    r"|^\W*\([A-Z][^()]{1,40}\)$"
)
# What a line of a calendar speaks of, and days of more than one day: nothing was published then.
_GATHERING = re.compile(
    r"\b(?:workshop|seminar|webinar|training|course|meeting|conference|congress|forum|symposium"
    r"|exhibition|clean-?up|assembly|summit)s?\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)? ?[-–] ?\d{1,2}(?:st|nd|rd|th)?,? "
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (?:19|20)\d\d",
    re.I,
)
# A head such as "Board notes | 42nd meeting | 4 July 2025" closes with its day.
_DATED_HEAD = re.compile(
    r"[|｜·•]\s*(?:\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8},?|[A-Z][a-z]{2,8}\.? \d{1,2},) "
    r"(?:19|20)\d\d\W*$"
)
# A row of a calendar: "18-20 June | Lima | Workshop on peat".
_CALENDAR_ROW = re.compile(
    r"\W{0,3}(?:[A-Z][a-z]{2,8}day,? )?(?:\d{1,2}(?:st|nd|rd|th)?(?: ?(?:[-–]|to|and|&) ?\d{1,2})? "
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2})",
    re.I,
)
# "Menongue, aos 10 de Julho" above or below a Portuguese or Spanish note.
_FILED = re.compile(
    r"[A-ZÀ-Ý][\w .'’-]{2,30}, (?:aos |em |a |el )?\d{1,2}[ºª]? de [^\W\d]{4,10}(?: de \d{4})?\.?",
)
_MARK = re.compile(r"[|｜>·•»/-]")
_SEPARATORS = re.compile(r"\s[|｜>·•»/-]\s|[|｜>»]")
_PUNCTURING = "-+*/`.^~|=#@!$%&:;'"
_PUNCTURED = re.compile(rf"[^\W\d_][{_PUNCTURING}]{{1,2}}(?=[^\W\d_])")
_SPACED = re.compile(r"(?:\b[a-z.]{1,4} +){4,}[a-z.]{1,6}\b")
_SYMBOLS = re.compile(r"[\W_]+")
_LINK_LIST = re.compile(r"【[^】]*】?")
_PER_MARK = 60  # characters of prose to one mark between; menus have more of these
_TORN = 10  # halves of signs between letters that a line of prose has not
_FEW = 3  # letters that a line of prose has
_BRIEF = 16  # characters, among which most lines have them


class _Line:
    """A line and its weight: its length in letters of English.

    A Chinese character carries about three, which is just how UTF-8 counts.
    """

    __slots__ = ("is_prose", "span", "text", "weight")

    def __init__(self, span: Span, text: str) -> None:
        self.span = span
        self.text = text
        self.weight = len(text.encode("utf-8", "replace"))
        self.is_prose = self.weight >= 90 and bool(_SENTENCE_END.search(text))


def label(text: str, title: str | None = None) -> tuple[Block, ...]:
    """Return every line that is not blank as a labelled block, judged by form and place."""
    lines = [_Line(span, span.of(text)) for span in _lines(text)]
    _FORMS.sift(line.text for line in lines)
    kinds = [_by_form(line) for line in lines]
    _label_notices(lines, kinds)
    _label_edges(lines, kinds)
    _label_title(lines, kinds, title)
    return tuple(Block(n.span, k or "body") for n, k in zip(lines, kinds, strict=True))


def refine(text: str, blocks: Sequence[Block], title: str | None = None) -> tuple[Block, ...]:
    """Return blocks that a loader labelled by structure, with what their own form adds.

    Furniture stays furniture and a headline a headline; a publication line is one anywhere.
    """
    lines = [_Line(block.span, block.span.of(text).strip()) for block in blocks]
    kinds: list[BlockKind | None] = [
        _refined(block.kind, line) for block, line in zip(blocks, lines, strict=True)
    ]
    _label_notices(lines, kinds)
    _label_linked(lines, kinds)
    if "title" not in kinds:
        _label_title(lines, kinds, title)
    found = zip(blocks, kinds, strict=True)
    return tuple(Block(b.span, kind or "body", b.language) for b, kind in found)


def _refined(kind: BlockKind, line: _Line) -> BlockKind | None:
    form = _by_form(line) if line.text else "nav"
    if kind == "body":
        return form
    return form if kind == "nav" and form in {"byline", "legal"} else kind


def _lines(text: str) -> Iterator[Span]:
    for match in _LINE.finditer(text):
        line = match[0]
        stripped = line.strip()
        if stripped:
            start = match.start() + len(line) - len(line.lstrip())
            yield Span(start, start + len(stripped))


def _by_form(line: _Line) -> BlockKind | None:
    """Return the kind that a line shows by itself, None for text that may be anything."""
    text = line.text
    if is_noise(text):
        return "noise"
    if _LEGAL.search(text) and (line.weight < 400 or text[0] in "【[(（") and not _tells(text):
        return "legal"
    if _is_menu(line):
        shared = _SHARED.search(text) and not _NEIGHBOUR.match(text)
        dated = (shared or _BYLINE.search(text)) and _DATE.search(text)
        return "byline" if dated else "nav"
    if line.weight < 260 and not line.is_prose and (_BYLINE.search(text) or _is_dated(text)):
        return "byline"
    if line.weight < _HEADLINE and _FILED.fullmatch(text):
        return "byline"
    if line.weight < 200 and _CAPTION.match(text):
        return "caption"
    return None


def _tells(text: str) -> bool:
    """Tell prose that speaks of copyright from a notice: it begins with a date or has several."""
    return len(_DATE.findall(text)) > 1


def is_noise(text: str) -> bool:
    """Tell lines made unreadable on purpose: a sign after every character, words torn apart."""
    if _letters(text[:_BRIEF]) < _FEW and _letters(text[:400]) < _FEW:
        return len(text) > 2 and bool(_SYMBOLS.fullmatch(text)) and not HAN.search(text)
    head = text[:400]
    signs = sum(map(head.count, _PUNCTURING))
    torn = 2 * len(_PUNCTURED.findall(head)) if 2 * signs >= _TORN else 0
    return (torn >= _TORN and torn > _letters(head) * 0.4) or bool(_SPACED.fullmatch(text))


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _is_menu(line: _Line) -> bool:
    text = line.text
    if _NEIGHBOUR.match(text) or (line.weight < _HEADLINE and _SITE.search(text)):
        return True
    separators = len(_SEPARATORS.findall(text)) if _MARK.search(text) else 0
    if line.is_prose and separators < max(3, line.weight // _PER_MARK):
        return False
    if _NAVIGATION.search(text) and line.weight < 300:
        return True
    lists = sum("、" in m for m in _LINK_LIST.findall(text)) if "【" in text else 0
    return (
        separators >= 2 and not _DATE.search(text) and not _CALENDAR_ROW.match(text)
    ) or lists >= 2


def _is_dated(text: str) -> bool:
    """Tell the line of a day from one about what will be on a day."""
    dated = len(text) < 90 and _DATE.search(text) and not _LINE_END.search(text)
    return bool(dated and (not _GATHERING.search(text) or _DATED_HEAD.search(text)))


def _label_notices(lines: Sequence[_Line], kinds: list[BlockKind | None]) -> None:
    """Take the lines that say when and where something is for text."""
    for run in notices([line.text for line in lines]):
        for i in run:
            if kinds[i] not in ("title", "noise"):
                kinds[i] = "body"


def _label_edges(lines: Sequence[_Line], kinds: list[BlockKind | None]) -> None:
    """Label short lines by where they stand: below link headings, after the last paragraph."""
    told = [i for i, line in enumerate(lines) if kinds[i] is None and line.is_prose]
    listing = False
    if told:
        _label_linked(lines, kinds)
    for i, line in enumerate(lines):
        listing = bool(_ATTENDED.match(line.text) or (listing and _ENTRY.match(line.text)))
        short = line.weight < 200 and not (line.is_prose or _LINE_END.search(line.text))
        if kinds[i] is not None or not told:
            continue
        if listing or (i < told[-1] and _names_roles(line.text)):
            kinds[i] = "body"
        elif short and i > told[-1]:
            kinds[i] = "nav"
        elif short and told[0] < i and line.weight < 120:
            kinds[i] = "caption"


def _label_linked(lines: Sequence[_Line], kinds: list[BlockKind | None]) -> None:
    """Take the short lines under a heading of links for links; prose ends such a list."""
    linking = False
    for i, line in enumerate(lines):
        linking = bool(_LINKS_FOLLOW.match(line.text)) or (linking and not line.is_prose)
        if linking and kinds[i] is None:
            kinds[i] = "nav"


def _names_roles(text: str) -> bool:
    """Tell the line of a Chinese page that says who holds or helps: 主办：某某学会."""
    found = field(text) if HAN.search(text) else None
    return found is not None and found.slot in ROLES and found.value < len(text)


def _label_title(lines: Sequence[_Line], kinds: list[BlockKind | None], title: str | None) -> None:
    """Label the headline: the declared one, else the weightiest line above the first paragraph."""
    open_lines = [i for i, kind in enumerate(kinds) if kind is None]
    wanted = "".join((title or "").split())
    for i in open_lines:
        if (
            wanted
            and "".join(lines[i].text.split())
            and wanted.startswith("".join(lines[i].text.split())[:200])
        ):
            kinds[i] = "title"
            return
    above: list[int] = []
    for i in open_lines:
        if lines[i].is_prose or lines[i].weight > 400 or "body" in kinds[:i]:
            break
        above.append(i)
    if not above or len(above) == len(open_lines) > 1:
        above = above[:1] if len(lines) > 1 else []
    if above:
        best = max(above, key=lambda i: (min(lines[i].weight, 45), -i))
        for i in above:
            if i < best:
                kinds[i] = "nav"
        kinds[best] = "title"
