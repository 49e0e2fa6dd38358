"""Names as they are printed: ``python benchmarks/printed.py``.

Takes 100 two-word and 100 one-word villages of the gazetteer, breaks each in the ways that print breaks names, twice
in a text, and prints for each way how many mentions were found, put right, found with the whole span, and how many
other words were taken for places.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from conflictmap import Document, Gazetteer
from conflictmap.gazetteer.places import kilometres
from conflictmap.pipeline import Settings, Tools, stream

if TYPE_CHECKING:
    from collections.abc import Callable

    from conflictmap.model.place import Place

EACH = 100  # villages of one word, and of two
NEAR_KM = 25.0
TEXT = "Shelling was reported near the village of {} on Monday. Medics left {} before noon, residents said."


def main() -> None:
    """Measure and print."""
    gazetteer = Gazetteer.load()
    villages = _villages(gazetteer)
    tools = Tools.of(Settings(), gazetteer)
    print(f"{'broken by':<16}{'names':>6}{'found':>7}{'right':>7}{'whole':>7}{'wrong points':>14}")
    for way, broken in WAYS.items():
        asked = [(place, name, broken(name)) for place, name in villages if broken(name)]
        texts = [(written.lower() if way == "lower case" else written) for _, _, written in asked]
        shape = TEXT.lower() if way == "lower case" else TEXT
        documents = [Document(id=str(i), text=shape.format(text, text)) for i, text in enumerate(texts)]
        found = right = whole = wrong = 0
        for (place, _, _), written, analysis in zip(asked, texts, stream(documents, tools), strict=True):
            text = analysis.document.text
            first = text.index(written)
            spans = [(at, at + len(written)) for at in (first, text.index(written, first + 1))]
            for mention in analysis.mentions:
                near = (point := gazetteer.place_of(mention)) is not None and kilometres(point, place) <= NEAR_KM
                own = [span for span in spans if mention.start < span[1] and span[0] < mention.end]
                right += bool(own) and near
                whole += (mention.start, mention.end) in own
                wrong += point is not None and not near
            found += sum(any(m.start < end and start < m.end for m in analysis.mentions) for start, end in spans)
        print(f"{way:<16}{len(asked) * 2:>6}{found:>7}{right:>7}{whole:>7}{wrong:>14}")


def _villages(gazetteer: Gazetteer) -> list[tuple[Place, str]]:
    """Villages of the theatre whose name is theirs alone."""
    chosen: list[tuple[Place, str]] = []
    for words in (1, 2):
        named = [
            (place, place.names[0].text)
            for place in gazetteer.outright
            if place.tier == "theatre"
            and place.kind == "village"
            and place.names[0].text.isascii()
            and len(gazetteer.lookup(place.names[0].text)) == 1
        ]
        fit = [(p, n) for p, n in named if n.replace(" ", "").isalpha() and len(n.split(" ")) == words and len(n) > 5]
        chosen += random.Random(1).sample(fit, EACH)
    return chosen


def _between(gap: str) -> Callable[[str], str]:
    return lambda name: name.replace(" ", gap) if " " in name else ""


def _within(gap: str) -> Callable[[str], str]:
    """Break the last word in its middle."""

    def broken(name: str) -> str:
        at = len(name) - len(name.rsplit(" ", maxsplit=1)[-1]) // 2
        return name[:at] + gap + name[at:]

    return broken


WAYS: dict[str, Callable[[str], str]] = {
    "nothing": str,
    "double space": _between("  "),
    "LF": _between("\n"),
    "CRLF": _between("\r\n"),
    "LF + indent": _between("\n    "),
    "LF + quote": _between("\n> "),
    "NBSP": _between("\u00a0"),
    "hyphen + LF": _within("-\n"),
    "hyphen + CRLF": _within("-\r\n"),
    "soft hyphen": _within("\u00ad"),
    "soft hyphen + LF": _within("\u00ad\n"),
    "lower case": str.lower,
}


if __name__ == "__main__":
    main()
