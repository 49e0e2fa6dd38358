"""Every listed name of several words, in a plain sentence: ``python benchmarks/names.py [--every N] [--show KIND]``.

Puts each name of ``places.csv`` and ``world.csv`` that is longer than a word into a sentence of its language that says
nothing but that it is a place, one report a name, and counts what became of it:

    whole      found as one span, at a place that bears the name
    part       only some of its words were found, or they were cut into several names
    elsewhere  found as one span, at a place that does not bear the name
    missed     not found; towns of the world need evidence that such a sentence does not give

``wrong`` is the share that matters: names some part of which is put at a place of another name, more than 25 km from
every bearer, with a score of 0.9 or more.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.gazetteer.places import kilometres
from conflictmap.language.folding import fold
from conflictmap.model.document import Document
from conflictmap.model.place import SETTLEMENT_KINDS, Place
from conflictmap.recognition.recognise import recognise
from conflictmap.resolution.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SENTENCES = {
    "en": "The road to {} was closed on Tuesday.",
    "ru": "На карте отмечено место {}, сообщает агентство.",
    "hy": "Քարտեզի վրա նշված է {}, հայտնում է գործակալությունը։",
    "az": "Xəritədə {} göstərilib, agentlik xəbər verir.",
    "tr": "Haritada {} gösteriliyor, ajans bildirdi.",
}
"""With the name in its first form, so that no table of endings is needed to build them."""
SURE = 0.9
NEAR_KM = 25.0


class Reading(NamedTuple):
    """What became of one name."""

    name: str
    language: str
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
            print(f"{reading.language} {reading.group}: {reading.name} {reading.became} {reading.at}", file=sys.stderr)
    return 0


def read(every: int = 1) -> Iterator[Reading]:
    """Read every Nth name of several words, each in a report of its own."""
    gazetteer = Gazetteer.load(additions=False)
    names = sorted({(name, language) for place in gazetteer for name, language in _names(place)})
    for name, language in names[::every]:
        yield reading(name, language, gazetteer)


def reading(name: str, language: str, gazetteer: Gazetteer) -> Reading:
    """Read one name in a plain sentence."""
    before, after = SENTENCES[language].split("{}")
    report = Document(id="1", text=f"{before}{name}{after}", language=language)
    span = (len(before), len(before) + len(name))
    mentions = resolve(recognise(report, gazetteer), gazetteer, report)
    inside = [mention for mention in mentions if mention.start < span[1] and span[0] < mention.end]
    bearers = gazetteer.lookup(name)
    places = [(mention, gazetteer.place_of(mention)) for mention in inside]
    wrong = any(
        place is not None and mention.score >= SURE and not _is_one_of(place, bearers) for mention, place in places
    )
    at = " ".join(f"[{mention.surface} → {mention.place_id} {mention.score}]" for mention, _ in places)
    whole = next((place for mention, place in places if (mention.start, mention.end) == span), None)
    if not inside:
        became = "missed"
    elif not any((mention.start, mention.end) == span for mention in inside):
        became = "part"
    else:
        became = "whole" if whole is not None and _is_one_of(whole, bearers) else "elsewhere"
    return Reading(name, language, _group(bearers), became, wrong, at)


def table(readings: Iterable[Reading]) -> str:
    """Return counts by group, the worst last."""
    counts: dict[str, Counter[str]] = {}
    for reading in readings:
        for group in (reading.group, reading.language, "all"):
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


def _is_one_of(place: Place, bearers: Iterable[Place]) -> bool:
    return any(place.id == bearer.id or kilometres(place, bearer) <= NEAR_KM for bearer in bearers)


def _group(bearers: list[Place]) -> str:
    if not bearers:
        return "none"
    kind = bearers[0].kind
    size = "settlement" if kind in SETTLEMENT_KINDS else kind if kind in {"country", "province", "district"} else "other"
    return f"{bearers[0].tier} {size}"


if __name__ == "__main__":
    sys.exit(main())
