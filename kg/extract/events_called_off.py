"""Chinese plans that came to nothing, whatever they are called: 原定5月8日放映的电影因雨取消."""

from collections.abc import Iterator
from typing import Final

from kg.extract.drafts import Stretch
from kg.extract.modality import CANCELLED, MOVED, POSTPONED
from kg.extract.triggers import Trigger
from kg.text.sifting import Rows, Sifted

_ONCE_SET: Final = Sifted(
    r"原(?:定|订|计划|拟|打算|本|先|说|安排|排|列入|想)|本(?:来|应|该|拟|要)|早先[定说]|预定|计划(?=[在于])"
)
# What kind of thing it was, by its words; a row for each type, the first that fits.
_KINDS: Final = (
    ("Training", r"培训|课程|授课|讲课|研修|公开课|实习|实训"),
    ("Campaign", r"活动|植树|骑行|净滩|放流|认养|观鸟|夜观|徒步|开放|义诊|巡游"),
    ("StudyTour", r"参观|观摩|考察|踏勘|观察|调研|走访|参访|游学|之行|行程"),
    ("Inspection", r"检查|巡护|巡查|督察|巡河"),
    ("Meeting", r"会(?![员长场馆])|谈|磋商"),
    ("Visit", r"访"),
    ("Launch", r"揭牌|启动|开工|投产|通水"),
    ("Signing", r"签约|签署|签字"),
)
_TYPES: Final = Rows([source for _, source in _KINDS])


def called_off(stretch: Stretch) -> Iterator[Trigger]:
    """Yield what had been planned and was put off or called off, if a day or a place is told."""
    text, start, end = stretch.line.text, stretch.start, stretch.end
    if not stretch.line.cjk or not (once := _ONCE_SET.search(text, start, end)):
        return
    placed = any(item.locative for item in stretch.items("P"))
    failed = (words.search(text, once.end(), end) for words in (CANCELLED, POSTPONED, MOVED))
    if (stretch.items("T") or placed) and any(failed):
        number = min((n for n, _ in _TYPES.finditer(text, once.end(), end)), default=None)
        kind = "Other" if number is None else _KINDS[number][0]
        yield Trigger(kind, "noun", once.start(), once.end(), f"{kind}.zh")
