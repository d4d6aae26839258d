"""Documents as accidents and attacks leave them: the nth is the same on every machine.

Base texts are the samples and generated pages; each is mutated one to three times.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import chain, zip_longest
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

from conftest import ROOT

from benchmarks.generate import generate

Mutation = Callable[[bytes, Random], bytes]

LARGE: Final = 5_000_000  # bytes
BRACKETS: Final = 100_000
_EVERY_LARGE: Final = 1000  # one document in so many has 5 MB, ...
_EVERY_BRACKETED: Final = 100  # ... and one in so many has 100,000 brackets
_PAGES: Final = 60
_PAIRS: Final = ("()", "（）", "[]", "【】", "《》", "“”", "「」", "<>", "{}")
_NAME_PART: Final = re.compile(r"\b[A-Z][a-z]+|[\u4e00-\u9fff]")
_NOISE: Final = (
    *("5月", "24日", "至", "电", "2023年", "on the 5th", "13th", "XXXX", "-", "—"),
    *("的", "签署", "署", "部", "Ministry of", "of the", "and", "Department", "与", "、"),
    *("\u200b", "\ufeff", "\ue5e5", "\x00", "\u2028", "\u202e", "\U0001f33f", "e\u0301", "\ud7ff"),
    *("&amp;", "&#x41;", "(tài)", "?(", "??", "</span>", "���", "ß", "ı", "İ"),
)


class Mutated(NamedTuple):
    name: str
    content: bytes


def mutated(number: int) -> Mutated:
    """Return the nth document."""
    random = Random(f"mutated/{number}")
    name, content = random.choice(bases())
    if number % _EVERY_BRACKETED == _EVERY_BRACKETED // 2:
        content = bracketed(content, random)
    for mutation in random.choices(MUTATIONS, k=random.randint(1, 3)):
        content = mutation(content, random)
    if number % _EVERY_LARGE == _EVERY_LARGE - 1:
        content = enlarged(content, random)
    return Mutated(f"{number}-{name}", content)


@cache
def bases() -> Sequence[tuple[str, bytes]]:
    samples = sorted(path for path in (ROOT / "samples").iterdir() if path.suffix != ".jsonl")
    pages = chain(generate(_PAGES, seed=1), generate(_PAGES // 3, seed=2, form="html"))
    return (
        *((path.name, path.read_bytes()) for path in samples),
        *((Path(page.name).name, page.content) for page in pages),
    )


def flipped(content: bytes, random: Random) -> bytes:
    """Change some bytes, from a single one up to one in twenty."""
    changed = bytearray(content)
    for _ in range(random.randint(1, max(1, len(content) // 20))):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def shuffled(content: bytes, random: Random) -> bytes:
    lines = content.splitlines(keepends=True)
    random.shuffle(lines)
    return b"".join(lines)


def truncated(content: bytes, random: Random) -> bytes:
    start = random.choice((0, 0, random.randrange(len(content))))
    return content[start : random.randint(start + 1, len(content))]


def mixed(content: bytes, random: Random) -> bytes:
    """Take lines from this document and another in turn: languages meet inside paragraphs."""
    other = random.choice(bases())[1]
    joint = random.choice((b"\n", b" ", b""))
    lines = zip_longest(content.splitlines(), other.splitlines(), fillvalue=b"")
    return joint.join(chain.from_iterable(lines))


def in_one_line(content: bytes, random: Random) -> bytes:
    return random.choice((b" ", b"")).join(content.split())


def sprinkled(content: bytes, random: Random) -> bytes:
    """Put stray words, marks and invisible characters in; bytes may be cut between."""
    parts = [content]
    for _ in range(random.randint(1, 60)):
        at = random.randrange(len(parts))
        whole = parts[at]
        cut = random.randint(0, len(whole))
        parts[at : at + 1] = [whole[:cut], random.choice(_NOISE).encode(), whole[cut:]]
    return b"".join(parts)


def stuttering(content: bytes, random: Random) -> bytes:
    """Say one line, or a part of one, many times over."""
    lines = content.splitlines(keepends=True) or [content]
    at = random.randrange(len(lines))
    line = lines[at][random.randint(0, len(lines[at])) :] if random.random() < 0.5 else lines[at]
    lines[at] = line * random.randint(2, 3000 // max(1, len(line)) + 2)
    return b"".join(lines)


def recoded(content: bytes, random: Random) -> bytes:
    """Write the text in one charset as if it had been read in another."""
    text = content.decode("utf-8", "replace")
    wrong = random.choice(("gb18030", "big5", "utf-16", "latin-1", "utf-8-sig"))
    if random.random() < 0.5:
        return text.encode(wrong, "replace")
    return content.decode(wrong, "replace").encode()


def bracketed(content: bytes, random: Random) -> bytes:
    """Put 100,000 brackets somewhere: open ones, nested ones, pairs, or all kinds."""
    pair = random.choice(_PAIRS)
    many = random.choice(
        (
            pair[0] * BRACKETS,
            pair[1] * BRACKETS,
            pair[0] * (BRACKETS // 2) + pair[1] * (BRACKETS // 2),
            pair * (BRACKETS // 2),
            "".join(random.choices("".join(_PAIRS), k=BRACKETS)),
        )
    )
    cut = random.randint(0, len(content))
    return content[:cut] + many.encode() + content[cut:]


def enlarged(content: bytes, random: Random) -> bytes:
    """Go on to 5 MB: with the document over and over, with many, or with one line of it.

    Every second time no two copies have the same names in them.
    """
    others = [other for _, other in random.sample(bases(), 20)]
    longest = max(content.splitlines(keepends=True), key=len)
    unit = random.choice((content, longest, b"\n".join(others)))
    copies = LARGE // len(unit) + 1
    if random.random() < 0.5:
        return (unit * copies)[:LARGE]
    text = unit.decode("utf-8", "replace")
    return "".join(renamed(text, random) for _ in range(copies)).encode()[:LARGE]


def renamed(text: str, random: Random) -> str:
    """Give capitalised words other endings; put a tenth of the Chinese characters elsewhere."""
    ending = "".join(random.choices("aeioklmnrst", k=3))
    spare = [character for character in text if character >= "\u4e00"] or [""]
    return _NAME_PART.sub(
        lambda match: (
            match[0] + ending
            if match[0] < "\u4e00"
            else match[0]
            if random.random() < 0.9
            else random.choice(spare)
        ),
        text,
    )


MUTATIONS: Final[tuple[Mutation, ...]] = (
    flipped, shuffled, truncated, mixed, in_one_line, sprinkled, stuttering, recoded
)  # fmt: skip
