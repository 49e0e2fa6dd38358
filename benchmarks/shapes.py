"""Time against size for texts of odd shapes: ``python benchmarks/shapes.py [--kilobytes 1 10 100 1000] [SHAPE ...]``.

Each shape is made by seed and read whole; printed are CPU seconds for every size and how the time grows from the last
but one size to the last, 1.0 being in proportion. Ends with an error where a mention does not stand where it says, a
stage fails, or time grows faster than ``--growth`` allows.
"""

from __future__ import annotations

import argparse
import itertools
import math
import random
import sys
import time
from collections.abc import Callable

NAMES = (
    "Shusha", "Baku", "Stepanakert", "Goris", "Lachin", "Kapan", "Tartar", "Martuni", "Sotk", "Aghdam", "Yerevan",
    "Шуша", "Баку", "Степанакерт", "Горис", "Лачин", "Ստեփանակերտ", "Գորիս", "Շուշի", "Ağdam", "Şuşa", "Kəlbəcər",
)  # fmt: skip
WORDS = (
    "shells fell on the village of", "and the town of", "was quiet, officials in", "said", "the road from", "to",
    "в районе", "было тихо", "գյուղը հրետակոծվեց", "atəşə tutulub", "near", "in", "Mr", "the district of",
)  # fmt: skip
LANGUAGES = ("en", "ru", "hy", "az", "tr")
ENOUGH = 0.2  # seconds below which a ratio of two times says nothing


def main() -> None:
    """Read every shape in every size, print the table, and say what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("shapes", nargs="*", metavar="SHAPE", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--kilobytes", type=float, nargs="*", default=[1, 10, 100, 1000], metavar="SIZE")
    parser.add_argument("--growth", type=float, default=1.35, help="exponent of time against size that is an error")
    options = parser.parse_args()
    sizes = sorted(options.kilobytes)
    print(f"{'shape':<22}" + "".join(f"{size:>9g} kB" for size in sizes) + "   mentions  growth")
    faults = 0
    read("prose", 1, "en")  # the gazetteer is loaded before any time is taken
    for number, name in enumerate(options.shapes or PARTS):
        seconds, mentions = [], 0
        for size in sizes:
            took, mentions, wrong = read(name, size, LANGUAGES[number % len(LANGUAGES)])
            seconds.append(took)
            faults += wrong
        growth = _growth(sizes, seconds)
        faults += growth > options.growth
        times = "".join(f"{took:>12.3f}" for took in seconds)
        print(f"{name:<22}{times}{mentions:>11}{growth:>8.2f}", flush=True)
    if faults:
        sys.exit(f"{faults} faults: offsets that are wrong, stages that failed, or time out of proportion")


def read(shape: str, kilobytes: float, language: str) -> tuple[float, int, int]:
    """Return the seconds for a text of so many kilobytes, its mentions, and how many of them are wrong."""
    from conflictmap import Document, Gazetteer
    from conflictmap.pipeline import Tools, analyse

    text = _text(shape, int(kilobytes * 1000))
    tools = Tools(Gazetteer.load())
    start = time.process_time()
    analysis = analyse(Document(id="1", text=text, language=language), tools)
    took = time.process_time() - start
    wrong = len(analysis.problems)
    for mention in analysis.mentions:
        inside = 0 <= mention.sentence_start <= mention.start < mention.end <= mention.sentence_end <= len(text)
        wrong += not inside or text[mention.start : mention.end] != mention.surface
    wrong += sum(one.end > other.start for one, other in itertools.pairwise(analysis.mentions))
    return took, len(analysis.mentions), wrong


def _text(shape: str, size: int) -> str:
    rng, pieces, length = random.Random(shape), [], 0
    while length < size:
        pieces.append(PARTS[shape](rng))
        length += len(pieces[-1].encode("utf-8", "surrogatepass"))
    return "".join(pieces)


def _growth(sizes: list[float], seconds: list[float]) -> float:
    """Exponent of the time against the size between the last two sizes; 1 where the times are too short to tell."""
    if len(sizes) < 2 or seconds[-1] < ENOUGH:
        return 1.0
    return math.log(seconds[-1] / max(seconds[-2], 1e-3)) / math.log(sizes[-1] / sizes[-2])


def _sentence(rng: random.Random) -> str:
    pairs = (f"{rng.choice(WORDS)} {rng.choice(NAMES)}" for _ in range(rng.randint(1, 4)))
    sentence = " ".join(pairs)
    return sentence[0].upper() + sentence[1:] + "."


def _zalgo(rng: random.Random, text: str) -> str:
    return "".join(char + "".join(chr(rng.randint(0x300, 0x36F)) for _ in range(rng.randint(0, 5))) for char in text)


def _said(rng: random.Random) -> str:
    return f"{rng.choice(('Goris', 'Ani', 'Paris', 'Lachin'))} {rng.choice(('Petrosyan', 'said', 'is quiet'))}. "


def _marked(rng: random.Random) -> str:
    return rng.choice(("🇦🇲🇦🇿", "👩\u200d👩\u200d👧", "📍", "❗️")) + rng.choice(NAMES) + rng.choice((" ", ""))


def _leftward(rng: random.Random) -> str:
    return f"\u202b{rng.choice(('شوشا', 'גוריס', 'باکو'))}\u202c {rng.choice(NAMES)} \u200f"


def _any(rng: random.Random) -> str:
    return chr(rng.choice((rng.randint(1, 0xD7FF), rng.randint(0xE000, 0x10FFFF))))


# What one part of a text is made of; a text is as many parts as its size asks for.
PARTS: dict[str, Callable[[random.Random], str]] = {
    "prose": lambda rng: _sentence(rng) + rng.choice((" ", " ", " ", "\n")),
    "capitals": lambda rng: _sentence(rng).upper() + " ",
    "small letters": lambda rng: _sentence(rng).lower() + " ",
    "no blanks": _sentence,
    "no stops": lambda rng: _sentence(rng).rstrip(".") + " ",
    "lists of 300": lambda rng: ", ".join(rng.choice(NAMES) for _ in range(300)) + ".\n",
    "one list": lambda rng: rng.choice(NAMES) + ", ",
    "list in quotes": lambda rng: f"«{rng.choice(NAMES)}», ",
    "list of lines": lambda rng: f"• {rng.choice(NAMES)}\n",
    "table": lambda rng: f"{rng.choice(NAMES)}\t{rng.randint(0, 99)}\t{rng.choice(NAMES)}\n",
    "one name": lambda _: "Shusha ",
    "one name, joined": lambda _: "Shusha",
    "names with dashes": lambda rng: f"{rng.choice(NAMES)}-",
    "hashtags": lambda rng: f"#{rng.choice(NAMES)} @{rng.choice(NAMES)} ",
    "persons": _said,
    "brackets": lambda rng: rng.choice(("(", ")", "[", "]", f"({rng.choice(NAMES)} ")),
    "emoji": _marked,
    "right to left": _leftward,
    "zalgo": lambda rng: _zalgo(rng, _sentence(rng)) + " ",
    "control characters": lambda rng: chr(rng.randint(0, 31)) + rng.choice(NAMES) + chr(rng.randint(127, 159)),
    "surrogates": lambda rng: chr(rng.randint(0xD800, 0xDFFF)) + rng.choice(NAMES),
    "blank lines": lambda rng: "\n" * rng.randint(1, 9) + rng.choice(("", "", rng.choice(NAMES))),
    "stops": lambda rng: rng.choice(".!?…։;:,") * rng.randint(1, 30),
    "commas": lambda _: ",",
    "quotes": lambda rng: rng.choice("«»“”\"'"),
    "one word": lambda rng: rng.choice("abcdeёжшաբգəşı"),
    "digits": lambda rng: str(rng.random()) + rng.choice((" ", ".", ", N ", " E ", "°")),
    "any characters": _any,
}


if __name__ == "__main__":
    main()
