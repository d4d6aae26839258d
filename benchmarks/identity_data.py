"""A made-up world of bodies and events, and documents that tell of them with realistic noise.

Every document is a function of the seed and its number. Names of one body differ by language, word
order, legal form and abbreviation; other bodies are called alike in other places or with other
heads. Reports leave out bodies, people, places, years and days, and tell the type otherwise; some
events are the sequel of another with the same parties, or take place on the same day in the same
city. A few documents are copies.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import product
from random import Random
from typing import Final

from pypinyin import lazy_pinyin

from kg.authority import authority
from kg.iris import Namespace

NAMESPACE: Final = Namespace()
FIRST: Final = date(2014, 1, 6)
DAYS: Final = 4000
EVENTS_PER_DOCUMENT: Final = 0.1
BODIES_PER_DOCUMENT: Final = 0.05
COPIES: Final = 0.05
HUBS: Final = ("cn-mee", "unep", "undp", "cn-mee-feco", "adb", "wwf")
# Kind, Chinese names and English names; the first of each is the usual one.
LOCAL: Final = (
    ("technical-centre", ("{p}市生态环境监测中心", "{p}生态环境监测中心"),
     ("{p} Ecological Environment Monitoring Center",
      "Ecological Environment Monitoring Centre of {p}")),
    ("research-institute", ("{p}市环境科学研究院", "{p}环境科学研究院"),
     ("{p} Academy of Environmental Sciences", "{p} Municipal Academy of Environmental Sciences")),
    ("society", ("{p}市环境科学学会", "{p}环境科学学会"),
     ("{p} Society for Environmental Sciences", "{p} Environmental Sciences Society")),
    ("subnational-department", ("{p}市林业局", "{p}林业局"),
     ("{p} Forestry Bureau", "Forestry Bureau of {p} City")),
    ("subnational-department", ("{p}市水务局", "{p}水务局"),
     ("{p} Water Affairs Bureau", "{p} Municipal Water Affairs Bureau")),
)  # fmt: skip
OWN: Final = (
    ("company", ("{p}{c}环保科技有限公司", "{p}{c}环保科技公司"),
     ("{p} {c} Environmental Protection Technology Co., Ltd.",
      "{p} {c} Environmental Protection Technology Company")),
    ("research-institute", ("{p}{c}生态研究所", "{p}市{c}生态研究所"),
     ("{p} {c} Ecology Research Institute", "{c} Ecology Research Institute of {p}")),
    ("ngo", ("{p}{c}环保协会", "{p}市{c}环保协会"),
     ("{p} {c} Environmental Protection Association",
      "{c} Environmental Protection Association of {p}")),
)  # fmt: skip
SYLLABLES: Final = "云禾清源绿野蓝天恒泽瑞丰安康博远鸿信嘉林松柏碧海晨曦明辉长青润泽华宇"
SURNAMES: Final = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN: Final = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英文辉玲建国志红"
TYPES: Final = {
    "Meeting": ("会谈", "talks", "Visit"),
    "Visit": ("考察访问", "visit", "StudyTour"),
    "Workshop": ("研讨会", "workshop", "Training"),
    "Training": ("培训班", "training course", "Workshop"),
    "StudyTour": ("学习考察", "study tour", "Visit"),
    "Conference": ("大会", "conference", "Forum"),
    "Forum": ("论坛", "forum", "Conference"),
    "Signing": ("签约仪式", "signing ceremony", "Meeting"),
    "Launch": ("启动仪式", "launch", "Signing"),
}
TOPICS: Final = (
    ("生物多样性保护", "biodiversity conservation"), ("土壤污染防治", "soil pollution control"),
    ("碳市场建设", "carbon markets"), ("海洋垃圾治理", "marine litter"),
    ("湿地修复", "wetland restoration"), ("固体废物管理", "solid waste management"),
    ("环境监测技术", "environmental monitoring"), ("绿色金融", "green finance"),
    ("大气污染联防联控", "joint control of air pollution"), ("应对气候变化", "climate change"),
)  # fmt: skip


@dataclass(frozen=True)
class Body:
    key: str  # of a listed one; else its number in this world
    kind: str = ""
    place: str = ""
    chinese: tuple[str, ...] = ()
    english: tuple[str, ...] = ()

    @property
    def is_listed(self) -> bool:
        return not self.chinese


@dataclass(frozen=True)
class Event:
    number: int
    type: str
    first: date
    last: date
    place: str
    bodies: tuple[Body, ...]
    people: tuple[str, ...]
    topic: tuple[str, str]
    is_signed: bool


@cache
def cities() -> tuple[tuple[str, str, str, str], ...]:
    """Return key, Chinese name, English name and province of the cities of China."""
    entries = (e for e in authority().entries if e.kind == "place" and e.type == "city")
    return tuple(
        (e.key, e.labels[1].text.removesuffix("市"), e.labels[0].text, e.parent or "cn")
        for e in sorted(entries, key=lambda each: each.key)
        if e.key.startswith("cn-")
    )


class World:
    def __init__(self, documents: int, seed: int = 1) -> None:
        self.documents, self.seed = documents, seed
        self.bodies = self._bodies(max(60, int(documents * BODIES_PER_DOCUMENT)))
        self.events: list[Event] = []
        for number in range(max(40, int(documents * EVENTS_PER_DOCUMENT))):
            self.events.append(self._event(number))

    def original(self, number: int) -> int:
        """Return the number of the document that this one is a copy of, its own if of none."""
        while (former := self._source_of(number)) != number:
            number = former
        return number

    def popular(self, random: Random) -> Event:
        """Return an event; some are told a hundred times as often as others."""
        return self.events[int(len(self.events) * random.random() ** 1.5)]

    def _source_of(self, number: int) -> int:
        random = self.random("document", number)
        return random.randrange(number) if number and random.random() < COPIES else number

    def random(self, *what: object) -> Random:
        return Random(f"{self.seed}/{what}")

    def _bodies(self, count: int) -> list[Body]:
        random = self.random("bodies")
        local = [(*form, city) for form, city in product(LOCAL, cities())]
        random.shuffle(local)
        found = [
            Body(str(n), kind, key, *_names(zh, en, place_zh, place_en, ""))
            for n, (kind, zh, en, (key, place_zh, place_en, _)) in enumerate(local[: count // 2])
        ]
        cores = [a + b for a, b in product(SYLLABLES, SYLLABLES) if a != b]
        taken: set[tuple[str, str, str]] = set()
        while len(found) < count:
            kind, zh, en = random.choice(OWN)
            core, (key, place_zh, place_en, _) = random.choice(cores), random.choice(cities())
            if (kind, core, key) not in taken:
                taken.add((kind, core, key))
                names = _names(zh, en, place_zh, place_en, core)
                found.append(Body(str(len(found)), kind, key, *names))
        random.shuffle(found)
        return found

    def _event(self, number: int) -> Event:
        random = self.random("event", number)
        if number > 20 and random.random() < 0.15:
            return self._sequel(self.events[random.randrange(number)], number, random)
        first = FIRST + timedelta(days=random.randrange(DAYS))
        days = random.choice((1, 1, 1, 1, 2, 3, 5))
        bodies = {self._body(random) for _ in range(random.choice((2, 2, 2, 3, 3, 4)))}
        if random.random() < 0.25:
            bodies.add(Body(HUBS[int(len(HUBS) * random.random() ** 2)]))
        return Event(
            number,
            random.choice(tuple(TYPES)),
            first,
            first + timedelta(days=days - 1),
            random.choice(cities())[0],
            tuple(sorted(bodies, key=lambda body: body.key)),
            tuple(self._person(random) for _ in range(random.choice((0, 1, 1, 2, 3)))),
            random.choice(TOPICS),
            random.random() < 0.3,
        )

    def _sequel(self, former: Event, number: int, random: Random) -> Event:
        """Return another event that is easily taken for a former one."""
        again = replace(former, number=number)
        if random.random() < 0.2:  # a body of it meets somebody else on that day, in that city
            bodies = (former.bodies[0], *{self._body(random), self._body(random)})
            people = (*former.people[:1], self._person(random))
            return replace(again, bodies=bodies, people=people, topic=random.choice(TOPICS))
        later = timedelta(days=random.randrange(14, 800))
        return replace(again, first=former.first + later, last=former.last + later)

    def _body(self, random: Random) -> Body:
        return self.bodies[int(len(self.bodies) * random.random() ** 2)]

    def _person(self, random: Random) -> str:
        given = "".join(random.sample(GIVEN, random.choice((1, 2, 2))))
        return random.choice(SURNAMES) + given


def _names(
    zh: tuple[str, ...], en: tuple[str, ...], place_zh: str, place_en: str, core: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    latin = "".join(lazy_pinyin(core)).capitalize()
    return (
        tuple(name.format(p=place_zh, c=core) for name in zh),
        tuple(name.format(p=place_en, c=latin) for name in en),
    )
