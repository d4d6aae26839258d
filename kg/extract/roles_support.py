"""Whether words of support speak of an event, and not of help in general or of hopes."""

import re
from typing import Final

from kg.extract.drafts import Stretch
from kg.extract.scene import Line

_NEAR: Final = 2  # sentences behind the one that announces an event
_THANKS: Final = re.compile(r"感谢|希望|期待|期望|愿意?|将[^，。；]*支持|表示")
_OCCASION: Final = re.compile(
    r"会议|会上|论坛|研讨|培训|展会|展览|活动|仪式|项目|举办|召开|资助|出资|赞助|提供了?|承担|借出|指导单位|支持单位"
)
# With whose support something was reached over the years.
_ACHIEVED: Final = re.compile(r"(?:完成|取得|实现|获得|推进)了|成果|成为")
_GATHERING: Final = re.compile(
    r"\b(?:workshop|training|courses?|seminar|webinar|event|meeting|conference|forum|symposium"
    r"|summit"
    r"|exhibition|campaign|visit|tour|trip|participa\w+|travel|costs?|activity|activities|session"
    r"|school|class|exercise|clean-?up|congress|fair|festival|drill|dialogue|consultation"
    r"|project|programme?|delegation|signed|launched|bill|expense|fee|fare|drone|vehicle|equipment"
    r"|trainee|lunch|catering|interpretation|venue)s?\b",
    re.IGNORECASE,
)


def of_the_event(stretch: Stretch, home: Line) -> bool:
    """Whether an English sentence on support speaks of the event, not of help in general."""
    near = 0 <= stretch.line.number - home.number <= _NEAR
    if near or stretch.announces or stretch.line.cjk:
        return True
    return bool(_GATHERING.search(stretch.line.text, stretch.start, stretch.end))


def only_thanked(stretch: Stretch, start: int, end: int) -> bool:
    """Whether support is hoped for or was given in general, and not to the event."""
    text = stretch.line.text
    if _THANKS.search(text, start, min(stretch.end, end + 8)):
        return True
    if _ACHIEVED.search(text, end, stretch.end):
        return not stretch.announces
    return not (stretch.announces or _OCCASION.search(text, stretch.start, stretch.end))
