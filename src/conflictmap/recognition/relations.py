"""Spatial expressions around a name: near it, 20 km north of it, between it and another, a part of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from conflictmap.recognition.grammar import Item
from conflictmap.recognition.language import language
from conflictmap.recognition.mention import Relation
from conflictmap.recognition.text import Text

__all__ = ["bearing_of", "relations"]

_BEFORE, _AFTER = 12, 8  # words beside a name that are read
_JOINED = 6  # words between the two names of "between the village of X and the town of Y"
_REACH = 4  # names ahead in which the second one is sought
_FARTHEST_KM = 2000.0
_FACTORS = {"km": 1.0, "m": 0.001, "mile": 1.609344}
_WINDS = {"north": 0.0, "east": 90.0, "south": 180.0, "west": 270.0}
_DASHES = frozenset("-‐‑–—")
_BREAKS = re.compile(r"[,;:()\[\]\"“”„«»!?…։]")
_HARD_BREAKS = re.compile(r"[;:!?։]")
_DIGITS = r"\d{1,4}(?:[.,]\d{1,3})?"
_SPREADS = frozenset({"near", "edge", "toward"})  # said once for a whole list: "near X, Y and Z"
_DIRECTED = frozenset({"side", "either"})  # nothing without a bearing
_STEM = 4  # letters by which a word is seen to be worth a closer look


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The section ``relations`` of a language's table, compiled."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    distance: re.Pattern[str]
    winds: re.Pattern[str]
    along: re.Pattern[str]
    border: re.Pattern[str]
    numbers: dict[str, float]
    joiners: frozenset[str]
    until: frozenset[str]
    cues: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Found:
    """One expression beside one name, and the words it reaches over."""

    kind: str
    first: int
    last: int
    precedes: bool
    read: str


def relations(text: Text, items: Sequence[Item]) -> dict[int, Relation]:
    """Find the spatial expressions that names take part in.

    Parameters
    ----------
    text : Text
        The report.
    items : sequence of Item
        Its names in order.

    Returns
    -------
    dict of int to Relation
        By the index of the item; names that simply stand there have none.

    Examples
    --------
    >>> from conflictmap.documents import Document
    >>> from conflictmap.recognition.text import prepare
    >>> text = prepare(Document(id="1", text="Fires burned some 15–20 km north-east of Hadrut."))
    >>> found = relations(text, [Item(9, 9)])[0]
    >>> found.text, found.distance_km, found.spread_km, found.bearing
    ('15–20 km north-east of', 17.5, 2.5, 45.0)
    """
    table = _patterns(text.language.code)
    result: dict[int, Relation] = {}
    for index, item in enumerate(items):
        if index not in result and _is_worth_a_look(text, item, table.cues):
            result |= _chain(text, items, index, table) or _beside(text, items, index, table)
    return _spread(items, result)


def bearing_of(winds: Sequence[str]) -> float | None:
    """Return the direction that a sequence of winds names.

    Parameters
    ----------
    winds : sequence of str
        ``north``, ``east``, ``south`` or ``west``, as they are said: north-north-east is three of them.

    Returns
    -------
    float or None
        Degrees clockwise from north; None for none or for opposite winds.

    Examples
    --------
    >>> bearing_of(["south", "west"]), bearing_of(["north", "north", "east"]), bearing_of(["north", "south"])
    (225.0, 22.5, None)
    """
    if not winds:
        return None
    first = _WINDS[winds[0]]
    if len(winds) == 1:
        return first
    rest = bearing_of(winds[1:])
    if rest is None or abs(rest - first) == 180.0:
        return None
    middle = (first + rest) / 2
    return (middle + 180.0 if abs(rest - first) > 180.0 else middle) % 360.0


def _is_worth_a_look(text: Text, item: Item, cues: frozenset[str]) -> bool:
    """Tell cheaply whether any word of a spatial expression stands near a name."""
    beside = text.words[max(0, item.first - _BEFORE) : item.first] + text.words[item.last + 1 : item.last + 1 + _AFTER]
    return any(word[:_STEM] in cues or word[:3] in cues or word[:2] in cues for word in beside)


def _chain(text: Text, items: Sequence[Item], index: int, table: _Patterns) -> dict[int, Relation]:
    """Read "the X–Y road", "X–Y direction", "трасса X – Y", "X–Y border"."""
    last = index
    while (
        last + 1 < len(items)
        and items[last + 1].first == items[last].last + 1
        and text.gap(items[last].last, items[last + 1].first).strip() in _DASHES
    ):
        last += 1
    if last == index:
        return {}
    first, end = items[index].first, items[last].last
    beside = [word for word in (end + 1, first - 1) if 0 <= word < len(text.words)]
    for word in beside:
        gap = text.gap(end, word) if word > end else text.gap(word, first)
        if _BREAKS.search(gap) or text.sentence(text.starts[word])[0] != text.sentence(text.starts[first])[0]:
            continue
        kind = (
            "border"
            if table.border.fullmatch(text.words[word])
            else "between"
            if table.along.fullmatch(text.words[word])
            else ""
        )
        if kind:
            written = _written(text, min(first, word), max(end, word))
            return _pair(text, items, (index, last), Relation(kind, written))
    return {}


def _beside(text: Text, items: Sequence[Item], index: int, table: _Patterns) -> dict[int, Relation]:
    """Read what stands right before or after one name."""
    found = _read(text, items[index], table)
    if not found or _is_a_name(text, found, table):
        return {}
    if found.kind in {"between", "border", "road"}:
        return _joined(text, items, index, found, table)
    kind = "border" if found.kind == "border_with" else found.kind
    winds = [str(match.lastgroup) for match in table.winds.finditer(found.read)]
    bearing = bearing_of(winds)
    if kind in _DIRECTED and bearing is None:
        return {}
    distance, spread = _kilometres(found.read, table) if kind == "offset" else (0.0, 0.0)
    if kind == "offset" and not 0 < distance <= _FARTHEST_KM:
        return {}
    written = _written(text, found.first, found.last)
    sector = 45.0 if len(winds) < 3 else 22.5
    return {index: Relation(kind, written, distance, spread, bearing, sector)}


def _read(text: Text, item: Item, table: _Patterns) -> _Found | None:
    start, words, offsets = _context(text, item.first - 1, -1)
    if match := table.before.search(words):
        return _found(match, start, offsets, precedes=True)
    start, words, offsets = _context(text, item.last + 1, 1)
    match = table.after.match(words)
    return _found(match, start, offsets, precedes=False) if match else None


def _found(match: re.Match[str], start: int, offsets: Sequence[int], *, precedes: bool) -> _Found:
    kind = str(match.lastgroup)
    begin, end = match.span(kind)
    inside = [index for index, offset in enumerate(offsets) if begin <= offset < end]
    return _Found(kind, start + inside[0], start + inside[-1], precedes, match.group(kind))


def _context(text: Text, word: int, step: int) -> tuple[int, str, list[int]]:
    """Words on one side of a name, up to a break: the first one's index, their text, and where each begins in it."""
    name = word - step
    stop = word + step * (_BEFORE if step < 0 else _AFTER)
    opens, closes = text.sentence(text.starts[name])
    reached, glue = [], []
    while word != stop and 0 <= word < len(text.words) and opens <= text.starts[word] < closes:
        left, right = (word, word + 1) if step < 0 else (word - 1, word)
        joint = _glue(text, left, right)
        if not joint:
            break
        reached.append(word)
        glue.append(joint)
        word += step
    if step < 0:
        reached.reverse()
        glue.reverse()
    written, offsets = "", []
    for position, joint in zip(reached, glue, strict=True):
        if step > 0 and written:
            written += joint
        offsets.append(len(written))
        written += text.words[position]
        if step < 0 and position != reached[-1]:
            written += joint
    return (reached[0] if reached else name), written, offsets


def _glue(text: Text, left: int, right: int) -> str:
    """What joins two words in a pattern: a blank, the mark inside a number or a range, nothing at a break."""
    gap = text.gap(left, right)
    if gap == " ":
        return " "
    if text.words[left].isdigit() and text.words[right].isdigit():
        if gap in {".", ","}:
            return gap
        if gap.strip() in _DASHES:
            return "-"
    return "" if _BREAKS.search(gap) else " "


def _is_a_name(text: Text, found: _Found, table: _Patterns) -> bool:
    """Tell whether a direction is written like a name: "the West", "Western Armenia"."""
    opens = text.sentence(text.starts[found.first])[0]
    return any(
        text.capital[word]
        and text.starts[word] != opens
        and not text.visible[text.starts[word] : text.ends[word]].isupper()
        and table.winds.match(text.words[word]) is not None
        for word in range(found.first, found.last + 1)
    )


def _joined(text: Text, items: Sequence[Item], index: int, found: _Found, table: _Patterns) -> dict[int, Relation]:
    """Find the other place of "between X and Y", "the road from X to Y", "X ilə Y arasında"."""
    lead = text.words[max(0, found.first - 3) : found.first]
    if found.kind == "between" and any(word in text.language.relations for word in lead):
        return {}  # an agreement between two towns lies nowhere
    joiners = table.joiners | table.until if found.kind == "road" else table.joiners
    partner = _partner(text, items, index, joiners, 1 if found.precedes else -1)
    kind = "border" if found.kind == "border" or any(map(table.border.fullmatch, lead)) else "between"
    if partner is None:
        alone = kind == "border" and found.kind == "border"
        return {index: Relation("border", _written(text, found.first, found.last))} if alone else {}
    pair = (index, partner) if found.precedes else (partner, index)
    first = found.first if found.precedes else items[pair[0]].first
    last = items[pair[1]].last if found.precedes else found.last
    return _pair(text, items, pair, Relation(kind, _written(text, first, last)))


def _partner(text: Text, items: Sequence[Item], index: int, joiners: frozenset[str], step: int) -> int | None:
    """Index of the name joined with this one, other names in brackets or in the same list passed over."""
    for other in range(index + step, index + step * _REACH, step):
        if not 0 <= other < len(items):
            return None
        left, right = (items[index], items[other]) if step > 0 else (items[other], items[index])
        gap = text.visible[text.ends[left.last] : text.starts[right.first]]
        between = text.words[left.last + 1 : right.first]
        same = text.sentence(text.starts[right.first])[0] <= text.starts[left.first]
        if not same or len(between) > _JOINED or _HARD_BREAKS.search(gap):
            return None
        bracketed = text.visible[: text.starts[items[other].first]].endswith("(") if "(" in gap[-1:] else False
        if bracketed:
            continue
        # "Şuşayla Laçın arasında" joins by an ending, "X, Y and Z" by what follows.
        if not joiners.isdisjoint(between) or (step < 0 and gap == " "):
            return other
    return None


def _pair(text: Text, items: Sequence[Item], pair: tuple[int, int], relation: Relation) -> dict[int, Relation]:
    def start(item: Item) -> int:
        return text.original(text.starts[item.first], text.ends[item.last])[0]

    one, other = pair
    return {
        one: replace(relation, partner=start(items[other])),
        other: replace(relation, partner=start(items[one])),
    }


def _spread(items: Sequence[Item], found: dict[int, Relation]) -> dict[int, Relation]:
    """Give the members of a list what is said once before or behind it."""
    groups: dict[int, list[int]] = {}
    for index, item in enumerate(items):
        if item.group >= 0:
            groups.setdefault(item.group, []).append(index)
    for group in groups.values():
        for end in (0, -1):
            shared = found.get(group[end])
            if shared and shared.kind in _SPREADS:
                found |= {index: shared for index in group if index not in found}
    return found


def _written(text: Text, first: int, last: int) -> str:
    return " ".join(text.visible[text.starts[first] : text.ends[last]].split())


def _kilometres(expression: str, table: _Patterns) -> tuple[float, float]:
    """Distance and half the width of a range: "15-20 km" is 17.5 and 2.5."""
    match = table.distance.search(expression)
    if not match:
        return 0.0, 0.0
    unit = next(name for name in _FACTORS if match.group(name))
    low = _number(match.group("low"), table)
    high = _number(match.group("high"), table) if match.group("high") else low
    return (low + high) / 2 * _FACTORS[unit], abs(high - low) / 2 * _FACTORS[unit]


def _number(written: str, table: _Patterns) -> float:
    if not written[0].isdigit():
        whole = table.numbers.get(written)
        return whole if whole is not None else sum(table.numbers[word] for word in written.split())
    head, _, tail = written.replace(",", ".").partition(".")
    # Three digits behind the mark are thousands: "1,500 metres".
    return float(head + tail) if len(tail) == 3 else float(f"{head}.{tail or 0}")


@cache
def _patterns(code: str) -> _Patterns:
    table = language(code)
    space = table.space
    numbers = {word: float(value) for word, value in space["numbers"].items()}
    joiners = table.conjunctions
    word = "|".join(sorted(numbers, key=len, reverse=True))
    number = rf"(?:{_DIGITS}|(?:{word})(?: (?:{word}))?)"
    units = "|".join(rf"(?P<{name}>{'|'.join(forms)})" for name, forms in space["units"].items())
    ranged = "|".join(sorted(joiners | frozenset(space["until"])))
    distance = rf"(?P<low>{number})(?:(?:-| (?:{ranged}) | )(?P<high>{number}))? ?(?:{units})(?!\w)"
    winds = "|".join(rf"(?P<{name}>{'|'.join(stems)})" for name, stems in space["bearings"].items())
    stem = _uncaptured(winds)
    slots = {
        "{distance}": rf"(?:{_uncaptured(distance)})",
        "{bearing}": rf"(?:(?:{stem})(?:{space['link']}(?:{stem}))*{space['ending']})",
    }
    kinds = "|".join(sorted(map(re.escape, table.kind_words), key=len, reverse=True))
    linkers = "|".join(sorted(table.linkers)) or "(?!)"
    article = rf"(?: (?:{'|'.join(space['articles']) or '(?!)'})(?: \w+)?)?"
    generic = rf"{article}(?:(?: \w+)? (?:{kinds})(?: (?:{linkers}))*)?"
    endings = "|".join(sorted(table.tails | table.suffix_words)) or "(?!)"
    return _Patterns(
        before=re.compile(rf"(?:^| )(?:{_alternatives(space['before'], slots)}){generic}$"),
        after=re.compile(rf"(?:(?:{endings}) )?(?:(?:{kinds})\w{{0,4}} )?(?:{_alternatives(space['after'], slots)})(?!\w)"),
        distance=re.compile(rf"(?<!\w)(?:{distance})"),
        winds=re.compile(winds),
        along=re.compile("|".join(space["along"])),
        border=re.compile("|".join(space["border"])),
        numbers=numbers,
        joiners=joiners,
        until=frozenset(space["until"]),
        cues=_cues(space),
    )


def _alternatives(templates: dict[str, list[str]], slots: dict[str, str]) -> str:
    """One named group for each kind of relation, in the order of the table."""
    groups = []
    for kind, patterns in templates.items():
        joined = "|".join(patterns)
        for slot, pattern in slots.items():
            joined = joined.replace(slot, pattern)
        groups.append(rf"(?P<{kind}>{joined})")
    return "|".join(groups) or "(?!)"


def _uncaptured(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


def _cues(space: dict[str, dict[str, list[str]]]) -> frozenset[str]:
    """Beginnings of the words without which no expression of the language is complete."""
    needed: set[str] = set()
    lists: Iterable[list[str]] = (
        *space["before"].values(),
        *space["after"].values(),
        *space["bearings"].values(),
        *space["units"].values(),
    )
    for pattern in (pattern for patterns in lists for pattern in patterns):
        plain = re.sub(r"\{\w+\}|\\w|\{[\d,]+\}|\(\?<?[=:!]", " ", re.sub(r"\(\?<=[^)]*\)", " ", pattern))
        words = re.findall(r"[^\W\d_]+", plain)
        long = [word for word in words if len(word) >= _STEM]
        slotted = "{distance}" in pattern or "{bearing}" in pattern
        needed |= {word[:_STEM] for word in long or ([] if slotted else words)}
    needed |= {word[:_STEM] for key in ("along", "border") for word in re.findall(r"[^\W\d_]{3,}", " ".join(space[key]))}
    return frozenset(needed)
