"""Every listed name of several words, in a plain sentence: ``python benchmarks/names.py [--every N] [--show KIND]``.

Puts each name of ``places.csv`` and ``world.csv`` that is longer than a word into a sentence of its language that says
nothing but that it is a place, one report a name, and counts what became of it:

    whole      found as one span, at a place that bears the name; a word for what it is may stand outside
    part       only some of its words were found, or they were cut into several names
    elsewhere  found as one span, at a place that does not bear the name
    missed     not found; towns of the world need evidence that such a sentence does not give

``wrong`` is the share that matters: names some part of which is put at a place of another name, more than 25 km from
every bearer, with a score of 0.9 or more.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.gazetteer.places import kilometres
from conflictmap.language.folding import fold
from conflictmap.language.tables import language
from conflictmap.model.document import Document
from conflictmap.model.place import SETTLEMENT_KINDS, Place
from conflictmap.recognition.recognise import recognise
from conflictmap.resolution.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SENTENCES = {
    "en": "The road to {} was closed on Tuesday.",
    "ru": "На карте отмечено: {}.",
    "hy": "Քարտեզի վրա նշված է՝ {}։",
    "az": "Xəritədə {} göstərilib.",
    "tr": "Haritada {} gösteriliyor.",
}
"""With the name in its first form, so that no table of endings is needed to build them."""
_WORD = re.compile(r"\w[\w'’‘.]*\w|\w")
_ROUTE = re.compile(r"[^\W\d_](?:-| ?– ?| - )[^\W\d_]")
SURE = 0.9
NEAR_KM = 25.0


class Reading(NamedTuple):
    """What became of one name."""

    name: str
    code: str
    group: str
    became: str
    wrong: bool
    at: str


def main() -> int:
    """Read every name, and print counts by tier and kind of place."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth name")
    parser.add_argument("--show", metavar="WHAT", help="also list the names that became this, or that went wrong")
    arguments = parser.parse_args()
    readings = list(read(arguments.every))
    print(table(readings))
    for reading in readings:
        if arguments.show == reading.became or (arguments.show == "wrong" and reading.wrong):
            print(f"{reading.code} {reading.group}: {reading.name} {reading.became} {reading.at}", file=sys.stderr)
    return 0


def read(every: int = 1) -> Iterator[Reading]:
    """Read every Nth name of several words, each in a report of its own."""
    gazetteer = Gazetteer.load(additions=False)
    names = sorted({spelling for place in gazetteer for spelling in _names(place)})
    for name, code in names[::every]:
        yield reading(name, code, gazetteer)


def reading(name: str, code: str, gazetteer: Gazetteer) -> Reading:
    """Read one name in a plain sentence."""
    before, after = SENTENCES[code].split("{}")
    report = Document(id="1", text=f"{before}{name}{after}", language=code)
    span = (len(before), len(before) + len(name))
    mentions = resolve(recognise(report, gazetteer), gazetteer, report)
    inside = [mention for mention in mentions if mention.start < span[1] and span[0] < mention.end]
    bearers = gazetteer.lookup(name)
    wholes = list(_spans(name, code, span))
    places = [(mention, gazetteer.place_of(mention)) for mention in inside]
    wrong = any(
        place is not None and mention.score >= SURE and not _is_one_of(place, bearers) for mention, place in places
    )
    at = " ".join(f"[{mention.surface} → {mention.place_id} {mention.score}]" for mention, _ in places)
    found = [place for mention, place in places if (mention.start, mention.end) in wholes]
    if not inside:
        became = "missed"
    elif not found:
        became = "part"
    else:
        became = "whole" if found[0] is not None and _is_one_of(found[0], bearers) else "elsewhere"
    return Reading(name, code, _group(name, bearers), became, wrong, at)


def table(readings: Iterable[Reading]) -> str:
    """Return counts by group, the worst last."""
    counts: dict[str, Counter[str]] = {}
    for reading in readings:
        for group in (reading.group, reading.code, "all"):
            counts.setdefault(group, Counter()).update((reading.became, *("wrong",) * reading.wrong))
    columns = ("whole", "part", "elsewhere", "missed", "wrong")
    lines = [f"{'':20}{'names':>8}" + "".join(f"{column:>11}" for column in columns)]
    for group, counted in sorted(counts.items(), key=lambda item: (item[0] == "all", item[0] in SENTENCES, item[0])):
        total = counted.total() - counted["wrong"]
        lines.append(f"{group:20}{total:8}" + "".join(f"{counted[column]:11}" for column in columns))
    return "\n".join(lines)


def _names(place: Place) -> Iterator[tuple[str, str]]:
    for name in place.names:
        if " " in fold(name.text) and name.language in SENTENCES:
            yield name.text, name.language


def _spans(name: str, code: str, span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The spans that hold a name: all of it, and without outer apostrophes and the words for what it is."""
    start, end = span
    yield start, end
    words = [(match.start(), match.end()) for match in _WORD.finditer(name)]
    kind_of, titles = language(code).kind_of, language(code).area_titles
    while len(words) > 1 and (kind_of(fold(name[slice(*words[-1])])) or fold(name[words[-1][0] :]) in titles):
        words.pop()
        yield start + words[0][0], start + words[-1][1]
    while len(words) > 1 and kind_of(fold(name[slice(*words[0])])):
        words.pop(0)
        yield start + words[0][0], start + words[-1][1]
    yield start + words[0][0], start + words[-1][1]


def _is_one_of(place: Place, bearers: Iterable[Place]) -> bool:
    return any(place.id == bearer.id or kilometres(place, bearer) <= NEAR_KM for bearer in bearers)


def _group(name: str, bearers: list[Place]) -> str:
    if not bearers:
        return "none"
    kind = bearers[0].kind
    if kind == "road" and _ROUTE.search(name):
        return "theatre route"  # "the Goris–Kapan road" names two towns, and so it is read
    size = (
        "settlement" if kind in SETTLEMENT_KINDS else kind if kind in {"country", "province", "district"} else "other"
    )
    return f"{bearers[0].tier} {size}"


if __name__ == "__main__":
    sys.exit(main())
