"""Writes documents of the genre: any number, all different, the same for the same seed.

    python benchmarks/generate.py OUT --documents 5000 --seed 1 --format mixed

Bodies, places and frameworks come from the authority tables; people, local firms, figures and what
happened are made up. One Chinese page in five is damaged as mirror sites do it.
"""

import argparse
import html
import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Final, Literal, NamedTuple

if __package__ in (None, ""):  # run as a script
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.mirror_damage import damaged
from benchmarks.phrases import CHINESE, ENGLISH, HABITATS, Phrases
from kg.authority import authority

Format = Literal["text", "html", "jsonl", "mixed"]
FORMATS: Final[tuple[Format, ...]] = ("text", "html", "jsonl", "mixed")
MIX: Final[tuple[Format, ...]] = ("text",) * 7 + ("html",) * 2 + ("jsonl",)
FIRST_DAY: Final = date(2012, 1, 1)
DAYS: Final = 5000
DAMAGED_SHARE: Final = 0.2  # of the Chinese pages
PARAGRAPHS: Final = {"en": 4, "zh-Hans": 6}
ACTING: Final = frozenset({
    "ministry", "subnational-department", "un-programme", "un-specialized", "treaty-secretariat",
    "research-institute", "technical-centre", "national-agency", "university",
})  # fmt: skip
GREEN: Final = re.compile(
    r"Environment|Ecolog|Climate|Natur|Forest|Marine|Water|Biodiversity|Conservation|Nations"
    r"|环境|生态|气候|自然|林业|海洋|水利|联合国"
)


class Body(NamedTuple):
    name: str
    short: str


class Town(NamedTuple):
    name: str
    region: str


@dataclass(frozen=True)
class Stage:
    """What one language needs of the authority tables."""

    phrases: Phrases
    bodies: tuple[Body, ...]
    towns: tuple[Town, ...]
    frameworks: tuple[str, ...]


class Generated(NamedTuple):
    """A file of one document, or one line of a file of several."""

    name: str
    content: bytes


@cache
def stage(phrases: Phrases) -> Stage:
    language = phrases.language
    names: dict[tuple[str, str], str] = {}
    bodies, towns, frameworks = [], [], []
    entries = sorted(authority().entries, key=lambda entry: (entry.kind, entry.key))
    for entry in entries:
        name = next((label.text for label in entry.labels if label.language == language), "")
        names[entry.kind, entry.key] = name
        if entry.kind == "agency" and entry.type in ACTING and GREEN.search(name):
            bodies.append(Body(name, entry.abbreviations[0] if entry.abbreviations else name))
        elif entry.kind == "framework" and name:
            frameworks.append(name)
    for entry in entries:
        if entry.kind == "place" and entry.type == "city" and entry.parent:
            town, region = names["place", entry.key], names.get(("place", entry.parent), "")
            towns += [Town(town, region)] if town and region else []
    return Stage(phrases, tuple(bodies), tuple(towns), tuple(frameworks))


def generate(documents: int, seed: int, form: Format = "text") -> Iterator[Generated]:
    """Yield that many documents; the nth is the same whatever their number."""
    for number in range(documents):
        random = Random(f"{seed}/{number}")
        chosen = random.choice(MIX) if form == "mixed" else form
        yield WRITERS[chosen](number, page(random, number))


class Page(NamedTuple):
    language: str
    title: str
    byline: str
    published: date
    paragraphs: tuple[str, ...]
    footer: str
    is_damaged: bool

    @property
    def text(self) -> str:
        whole = "\n\n".join((self.title, self.byline, *self.paragraphs, self.footer)) + "\n"
        return damaged(whole) if self.is_damaged else whole


def page(random: Random, number: int) -> Page:
    """Return one page; the number in the footer makes sure that no two are equal."""
    here = stage(ENGLISH if random.random() < 0.55 else CHINESE)
    phrases = here.phrases
    published = FIRST_DAY + timedelta(random.randrange(DAYS))
    slots = _slots(random, here, published)
    what, lead = random.choice(phrases.leads)
    slots["what"] = what

    def say(templates: tuple[str, ...], count: int = 1) -> str:
        chosen = random.sample(templates, count)
        return phrases.joint.join(t.format_map(slots | _figures(random, here)) for t in chosen)

    story = (
        lead.format_map(slots | _figures(random, here)),
        say(phrases.acts, random.randint(0, 2)),
        say(phrases.quotes, 2) + phrases.joint + say(phrases.fillers, 2),
        say(phrases.frameworks, random.randint(1, 2)) + phrases.joint + say(phrases.fillers, 2),
        *(say(phrases.fillers, 4) for _ in range(PARAGRAPHS[phrases.language])),
        say(phrases.others, random.randint(1, 2)),
    )
    return Page(
        phrases.language,
        say(phrases.titles),
        say(phrases.bylines),
        published,
        tuple(filter(None, story)),
        f"{random.choice(phrases.footers)} ({number})",
        phrases is CHINESE and random.random() < DAMAGED_SHARE,
    )


def _slots(random: Random, here: Stage, published: date) -> dict[str, str]:
    """Return who, where, when and under what, the same all over the page."""
    phrases = here.phrases
    host, guest, third = random.sample(here.bodies, 3)
    town, other = random.sample(here.towns, 2)
    framework, second = random.sample(here.frameworks, 2)
    word = random.choice(phrases.company_words)
    unlisted = phrases.institute.format(word=random.choice(phrases.company_words))
    slots = {
        "host": host.name, "host_short": host.short,
        "guest": guest.name, "guest_short": guest.short,
        "third": third.name if random.random() < 0.6 else unlisted,
        "city": town.name, "region": town.region, "city2": other.name,
        "framework": framework, "framework2": second, "topic": random.choice(phrases.topics),
        "company": random.choice(phrases.companies).format(city=town.name, word=word),
    }  # fmt: skip
    for role in ("host", "guest", "third"):
        slots[f"{role}_person"] = _person(random, phrases)
        slots[f"{role}_post"] = random.choice(phrases.posts)
    return slots | _times(random, phrases.language, published)


def _person(random: Random, phrases: Phrases) -> str:
    if random.random() < 0.3:
        return random.choice(phrases.foreign)
    parts = (random.choice(phrases.surnames), random.choice(phrases.given))
    return phrases.joint.join(parts)


def _times(random: Random, language: str, published: date) -> dict[str, str]:
    day = published - timedelta(random.randint(1, 9))
    last = day + timedelta(random.randint(1, 3))
    say = _english_day if language == "en" else _chinese_day
    past = date(day.year - random.randint(1, 6), random.randint(1, 12), 1)
    future = published + timedelta(random.randint(60, 300))
    with_year = random.random() < 0.5
    month = "{0:%B %Y}" if language == "en" else "{0.year}年{0.month}月"
    between = " to " if language == "en" else "至"
    return {
        "published": say(published, True),
        "published_iso": published.isoformat(),
        "clock": f"{random.randint(8, 18):02d}:{random.randint(0, 59):02d}",
        "date": say(day, with_year),
        "stretch": f"{say(day, False)}{between}{say(last, with_year and language == 'en')}",
        "date2": say(last, False),
        "date3": say(last + timedelta(1), False),
        "broken": f"{day.month}months{day.day}on-{last.day}On the {last.day}th",
        "past": month.format(past),
        "future": month.format(future),
    }


def _english_day(day: date, with_year: bool) -> str:
    return f"{day.day} {day:%B}" + (f" {day.year}" if with_year else "")


def _chinese_day(day: date, with_year: bool) -> str:
    return (f"{day.year}年" if with_year else "") + f"{day.month}月{day.day}日"


def _figures(random: Random, here: Stage) -> dict[str, str]:
    """Return the slots that change from sentence group to sentence group."""
    return {
        "n1": str(random.randint(4, 19)),
        "n2": str(random.randint(20, 95)),
        "n3": str(random.randint(100, 990)),
        "pct": str(random.randint(21, 99)),
        "topic2": random.choice(here.phrases.topics),
        "place2": random.choice(here.towns).name,
        "habitat": random.choice(HABITATS[here.phrases.language]),
    }


def _as_text(number: int, page: Page) -> Generated:
    return Generated(f"{number // 1000:03d}/page-{number:06d}.txt", page.text.encode())


def _as_html(number: int, page: Page) -> Generated:
    body = "\n".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in page.paragraphs)
    menu = "".join(f'<li><a href="/{n}">Item {n}</a></li>' for n in range(6))
    written = (
        f'<!DOCTYPE html>\n<html lang="{page.language}"><head><meta charset="utf-8">'
        f'<title>{html.escape(page.title)}</title><meta name="date" content="{page.published}">'
        f'</head>\n<body><ul class="menu">{menu}</ul>\n'
        f"<article><h1>{html.escape(page.title)}</h1>\n"
        f'<p class="info">{html.escape(page.byline)}</p>\n{body}\n</article>\n'
        f'<div class="footer">{html.escape(page.footer)}</div></body></html>\n'
    )
    return Generated(f"{number // 1000:03d}/page-{number:06d}.html", written.encode())


def _as_line(number: int, page: Page) -> Generated:
    fields = {
        "url": f"https://example.org/generated/{number}",
        "title": page.title,
        "published": page.published.isoformat(),
        "language": page.language,
        "text": page.text,
    }
    line = json.dumps(fields, ensure_ascii=False) + "\n"
    return Generated(f"{number // 1000:03d}/items.jsonl", line.encode())


WRITERS: Final[dict[str, Callable[[int, Page], Generated]]] = {
    "text": _as_text, "html": _as_html, "jsonl": _as_line
}  # fmt: skip


def write(folder: Path, documents: int, seed: int, form: Format) -> int:
    """Write the documents below an empty folder and return their bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty")
    total, made = 0, set[Path]()
    for generated in generate(documents, seed, form):
        path = folder / generated.name
        if path.parent not in made:
            path.parent.mkdir()
            made.add(path.parent)
        with path.open("ab") as file:  # a line goes behind the lines before it
            total += file.write(generated.content)
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--format", choices=FORMATS, default="mixed")
    asked = parser.parse_args()
    began = time.perf_counter()
    total = write(asked.out, asked.documents, asked.seed, asked.format)
    seconds = time.perf_counter() - began
    rate = asked.documents / seconds
    print(
        f"{asked.documents} documents, {total / 1e6:.1f} MB, {seconds:.1f} s, {rate:.0f} a second"
    )


if __name__ == "__main__":
    main()
