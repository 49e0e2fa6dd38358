"""Spatial expressions around a name: near it, 20 km north of it, between it and another, a part of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from conflictmap.language.characters import DASHES, QUOTES
from conflictmap.language.sections import Expression, Wind
from conflictmap.language.tables import language
from conflictmap.language.text import Text
from conflictmap.model.mention import SpatialRelation
from conflictmap.recognition.phrases import CandidateSpan

__all__ = ["bearing_of", "relations"]

_BEFORE, _AFTER = 12, 8  # words beside a name that are read
_JOINED = 6  # words between the two names of "between the village of X and the town of Y"
_REACH = 4  # names among which the other end of a stretch is sought
_FARTHEST_KM = 2000.0
_FACTORS = {"km": 1.0, "m": 0.001, "mile": 1.609344}
_WINDS = {"north": 0.0, "east": 90.0, "south": 180.0, "west": 270.0}
_BREAKS = re.compile(rf"[,;:()\[\]{QUOTES}!?…։]")
_HARD_BREAKS = re.compile(r"[;:!?։]")
_DIGITS = r"\d{1,4}(?:[.,]\d{1,3})?"
_SPREADS = frozenset({"near", "edge", "toward"})  # said once for a whole list: "near X, Y and Z"
_DIRECTED = frozenset({"side", "either"})  # nothing without a bearing
_STEM = 4  # letters by which a word is seen to be worth a closer look


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The section ``spatial`` of a language's table, compiled."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    distance: re.Pattern[str]
    winds: re.Pattern[str]
    compass: re.Pattern[str]
    compass_winds: dict[str, Wind]
    along: re.Pattern[str]
    border: re.Pattern[str]
    numbers: dict[str, float]
    joiners: frozenset[str]
    until: frozenset[str]
    before_cues: frozenset[str]
    after_cues: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Found:
    """One expression beside one name, and the words it reaches over."""

    kind: str
    first: int
    last: int
    precedes: bool
    read: str


def relations(text: Text, items: Sequence[CandidateSpan]) -> dict[int, SpatialRelation]:
    """Find the spatial expressions that names take part in.

    Parameters
    ----------
    text : Text
        The report.
    items : sequence of CandidateSpan
        Its names in order.

    Returns
    -------
    dict of int to SpatialRelation
        By the index of the item; names that simply stand there have none.

    Examples
    --------
    >>> from conflictmap.model.document import Document
    >>> from conflictmap.language.text import cut, fold_document
    >>> report = Document(id="1", text="Fires burned some 15–20 km north-east of Hadrut.")
    >>> found = relations(cut(fold_document(report), [41]), [CandidateSpan(9, 9)])[0]
    >>> found.text, found.distance_km, found.spread_km, found.bearing
    ('15–20 km north-east of', 17.5, 2.5, 45.0)
    """
    table = _patterns(text.language.code)
    result: dict[int, SpatialRelation] = {}
    for index in range(len(items)):
        if index not in result:
            found = _chain(text, items, index, table) or _beside(text, items, index, table)
            for member, relation in found.items():
                result.setdefault(member, relation)  # what was said first stays
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
        Degrees clockwise from north; None for none or for winds that do not go together.

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
    if rest is None or 90.0 < abs(rest - first) < 270.0:
        return None
    middle = (first + rest) / 2
    return (middle + 180.0 if abs(rest - first) > 180.0 else middle) % 360.0


def _chain(text: Text, items: Sequence[CandidateSpan], index: int, table: _Patterns) -> dict[int, SpatialRelation]:
    """Read "the X–Y road", "X–Y direction", "трасса X – Y", "X–Y border"."""
    last = index
    while (
        last + 1 < min(len(items), index + _REACH)
        and items[last + 1].first == items[last].last + 1
        and text.gap(items[last].last, items[last + 1].first).strip() in DASHES
    ):
        last += 1
    if last == index:
        return {}
    first, end = items[index].first, items[last].last
    beside = [word for word in (end + 1, first - 1) if 0 <= word < len(text.words)]
    for word in beside:
        if not text.same_sentence(first, word):
            continue
        gap = text.gap(end, word) if word > end else text.gap(word, first)
        if _BREAKS.search(gap):
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
            return _pair(text, items, range(index, last + 1), SpatialRelation(kind, written))
    return {}


def _beside(text: Text, items: Sequence[CandidateSpan], index: int, table: _Patterns) -> dict[int, SpatialRelation]:
    """Read what stands right before or after one name."""
    found = _read(text, items, index, table)
    if not found or _is_a_name(text, found, table):
        return {}
    if found.kind in {"between", "border", "road"}:
        return _joined(text, items, index, found, table)
    kind = "border" if found.kind == "border_with" else found.kind
    winds = [str(match.lastgroup) for match in table.winds.finditer(found.read)]
    if not winds and (letters := table.compass.search(found.read)):
        winds = [table.compass_winds[letter] for letter in letters.group()]
    bearing = bearing_of(winds)
    if kind in _DIRECTED and bearing is None:
        return {}
    distance, spread = _kilometres(found.read, table) if kind == "offset" else (0.0, 0.0)
    if kind == "offset" and not 0 < distance <= _FARTHEST_KM:
        return {}
    written = _written(text, found.first, found.last)
    sector = 45.0 if len(winds) < 3 else 22.5
    return {index: SpatialRelation(kind, written, distance, spread, bearing, sector)}


def _read(text: Text, items: Sequence[CandidateSpan], index: int, table: _Patterns) -> _Found | None:
    """Match the words between a name and its neighbours, those before it first."""
    item, words = items[index], text.words
    low = max(items[index - 1].last + 1 if index else 0, item.first - _BEFORE)
    if _holds(words[low : item.first], table.before_cues):
        start, written, offsets = _context(text, range(item.first - 1, low - 1, -1))
        if match := table.before.search(written):
            return _found(match, start, offsets, precedes=True)
    high = min(items[index + 1].first if index + 1 < len(items) else len(words), item.last + 1 + _AFTER)
    if _holds(words[item.last + 1 : high], table.after_cues):
        start, written, offsets = _context(text, range(item.last + 1, high))
        if match := table.after.match(written):
            return _found(match, start, offsets, precedes=False)
    return None


def _holds(words: Sequence[str], cues: frozenset[str]) -> bool:
    """Tell cheaply whether the words beside a name are worth a closer look."""
    return any(word[:_STEM] in cues or word[:3] in cues or word[:2] in cues for word in words)


def _found(match: re.Match[str], start: int, offsets: Sequence[int], *, precedes: bool) -> _Found:
    kind = str(match.lastgroup)
    begin, end = match.span(kind)
    inside = [index for index, offset in enumerate(offsets) if begin <= offset < end]
    return _Found(kind, start + inside[0], start + inside[-1], precedes, match.group(kind))


def _context(text: Text, words: range) -> tuple[int, str, list[int]]:
    """Words beside a name, up to a break: the first one's index, their text, and where each begins in it."""
    name = words.start - words.step
    opens, closes = text.sentence(text.starts[name])
    reached: list[tuple[int, str]] = []
    for word in words:
        left = word if words.step < 0 else word - 1
        joint = _glue(text, left, left + 1) if opens <= text.starts[word] < closes else ""
        if not joint:
            break
        reached.append((word, joint))
    if not reached:
        return name, "", []
    # A joint stands on the name's side of its word; the one beside the name itself is dropped.
    if words.step < 0:
        indices = [word for word, _ in reversed(reached)]
        joints = ["", *(joint for _, joint in reversed(reached[1:]))]
    else:
        indices = [word for word, _ in reached]
        joints = ["", *(joint for _, joint in reached[1:])]
    written, offsets = "", []
    for word, joint in zip(indices, joints, strict=True):
        written += joint
        offsets.append(len(written))
        written += text.words[word]
    return indices[0], written, offsets


def _glue(text: Text, left: int, right: int) -> str:
    """What joins two words in a pattern: a blank, the mark inside a number or a range, nothing at a break."""
    gap = text.gap(left, right)
    if gap == " ":
        return " "
    if text.words[left].isdigit() and text.words[right].isdigit():
        if gap in {".", ","}:
            return gap
        if gap.strip() in DASHES:
            return "-"
    return "" if _BREAKS.search(gap) else " "


def _is_a_name(text: Text, found: _Found, table: _Patterns) -> bool:
    """Tell whether a direction is written like a name: "the West", "Western Armenia"."""
    return any(
        text.capital[word]
        and not text.opens(text.starts[word])
        and not text.visible[text.starts[word] : text.ends[word]].isupper()
        and table.winds.match(text.words[word]) is not None
        for word in range(found.first, found.last + 1)
    )


def _joined(
    text: Text, items: Sequence[CandidateSpan], index: int, found: _Found, table: _Patterns
) -> dict[int, SpatialRelation]:
    """Find the other place of "between X and Y", "the road from X to Y", "X ilə Y arasında"."""
    named = {word for item in items[max(0, index - 2) : index + 3] for word in range(item.first, item.last + 1)}
    lead = [text.words[word] for word in range(max(0, found.first - 3), found.first) if word not in named]
    if found.kind == "between" and any(word in text.language.dealings for word in lead):
        return {}  # an agreement between two towns lies nowhere
    joiners = table.joiners | table.until if found.kind == "road" else table.joiners
    beside = found.kind != "border"  # "Türkiye Ermenistan ile sınırını kapattı": who closes it stands beside it, too
    partner = _partner(text, items, index, joiners, 1 if found.precedes else -1, beside=beside)
    kind = "border" if found.kind == "border" else "between"
    if partner is None:
        alone = SpatialRelation(kind, _written(text, found.first, found.last))
        return {index: alone} if kind == "border" else {}
    one, other = sorted((index, partner))
    first = found.first if found.precedes else items[one].first
    last = items[other].last if found.precedes else found.last
    listed = [i for i in range(one + 1, other) if items[i].list_id == items[one].list_id >= 0]
    return _pair(text, items, [one, *listed, other], SpatialRelation(kind, _written(text, first, last)))


def _partner(
    text: Text, items: Sequence[CandidateSpan], index: int, joiners: frozenset[str], step: int, *, beside: bool
) -> int | None:
    """Index of the name joined with this one, other names in brackets or in the same list passed over."""
    for other in range(index + step, index + step * _REACH, step):
        if not 0 <= other < len(items):
            return None
        left, right = (items[index], items[other]) if step > 0 else (items[other], items[index])
        if right.first - left.last - 1 > _JOINED or not text.same_sentence(left.first, right.first):
            return None
        gap = text.visible[text.ends[left.last] : text.starts[right.first]]
        between = text.words[left.last + 1 : right.first]
        if _HARD_BREAKS.search(gap):
            return None
        begin = text.starts[items[other].first]
        if text.visible[max(0, begin - 1) : begin] == "(":
            continue
        # "Şuşayla Laçın arasında" joins by an ending, "X, Y and Z" by what follows.
        if not joiners.isdisjoint(between) or (step < 0 and gap == " " and (beside or left.suffix)):
            return other
    return None


def _pair(
    text: Text, items: Sequence[CandidateSpan], members: Sequence[int], relation: SpatialRelation
) -> dict[int, SpatialRelation]:
    """Give a relation to the first and the last of some names, each the other's partner, and to those between."""
    starts = [text.original(text.starts[items[i].first], text.ends[items[i].last])[0] for i in members]
    partners = [starts[-1], *[starts[0]] * (len(members) - 1)]
    return {index: replace(relation, partner=start) for index, start in zip(members, partners, strict=True)}


def _spread(items: Sequence[CandidateSpan], found: dict[int, SpatialRelation]) -> dict[int, SpatialRelation]:
    """Give the members of a list what is said once before or behind it."""
    groups: dict[int, list[int]] = {}
    for index, item in enumerate(items):
        if item.list_id >= 0:
            groups.setdefault(item.list_id, []).append(index)
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
    head, _, suffix = written.replace(",", ".").partition(".")
    # Three digits behind the mark are thousands, "1,500 metres", but for what is less than one: "0.750 km".
    return float(head + suffix) if len(suffix) == 3 and int(head) else float(f"{head}.{suffix or 0}")


@cache
def _patterns(code: str) -> _Patterns:
    table = language(code)
    space = table.spatial
    numbers = space.numbers
    joiners = table.conjunctions
    words = sorted(numbers, key=len, reverse=True)
    tens = "|".join(word for word in words if numbers[word] % 10 == 0) or "(?!)"
    ones = "|".join(word for word in words if numbers[word] < 10) or "(?!)"
    number = rf"(?:{_DIGITS}|(?:{tens}) (?:{ones})|{'|'.join(words) or '(?!)'})"
    units = "|".join(rf"(?P<{name}>{'|'.join(forms)})" for name, forms in space.units.items()) or "(?!)"
    ranged = "|".join(sorted(joiners | frozenset(space.until)))
    distance = rf"(?P<low>{number})(?:(?:-| (?:{ranged}) | (?!\d))(?P<high>{number}))? ?(?:{units})(?!\w)"
    winds = "|".join(rf"(?P<{name}>{'|'.join(stems)})" for name, stems in space.bearings.items()) or "(?!)"
    stem = _uncaptured(winds)
    compass = rf"[{''.join(space.compass)}]{{1,3}}" if space.compass else "(?!)"
    slots = {
        "{distance}": rf"(?:{_uncaptured(distance)})",
        "{compass}": compass,
        "{bearing}": rf"(?:(?:{stem})(?:{space.link}(?:{stem}))*{space.ending})",
    }
    said = {
        "{distance}": [form for forms in space.units.values() for form in forms],
        "{bearing}": [form for forms in space.bearings.values() for form in forms],
    }
    kinds = "|".join(sorted(map(re.escape, table.feature_terms), key=len, reverse=True))
    linkers = "|".join(sorted(table.linkers)) or "(?!)"
    article = rf"(?: (?:{'|'.join(space.articles) or '(?!)'})(?: \w+)?)?"
    generic = rf"{article}(?:(?: \w+)? (?:{kinds})(?: (?:{linkers}))*)?"
    endings = "|".join(sorted(table.suffixes | table.suffix_words)) or "(?!)"
    return _Patterns(
        before=re.compile(rf"(?:^| )(?:{_alternatives(space.before, slots)}){generic}$"),
        after=re.compile(
            rf"(?:(?:{endings}) )?(?:(?:{kinds})\w{{0,4}} )?(?:{_alternatives(space.after, slots)})(?!\w)"
        ),
        distance=re.compile(rf"(?<!\w)(?:{distance})"),
        winds=re.compile(winds),
        compass=re.compile(rf"(?<= ){compass}(?= )"),
        compass_winds=space.compass,
        along=re.compile("|".join(space.along) or "(?!)"),
        border=re.compile("|".join(space.border) or "(?!)"),
        numbers=numbers,
        joiners=joiners,
        until=frozenset(space.until),
        before_cues=_cues(space.before, said),
        after_cues=_cues(space.after, said),
    )


def _alternatives(templates: Mapping[Expression, Sequence[str]], slots: dict[str, str]) -> str:
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


def _cues(templates: Mapping[Expression, Sequence[str]], slots: dict[str, list[str]]) -> frozenset[str]:
    """Beginnings of the words without one of which no expression is complete."""
    needed: set[str] = set()
    for template in (template for kind in templates.values() for template in kind):
        fixed = re.sub(r"\(\?:[^()]*\)\?|\(\?<=[^)]*\)", " ", template).strip()
        slot = next((name for name in slots if name in fixed), "")
        if slot:
            parts = slots[slot]
        elif fixed.startswith("(?:"):
            parts = fixed[len("(?:") : fixed.index(")")].split("|")
        else:
            parts = [max(fixed.split("(")[0].split(), key=len)]
        needed |= {match.group()[:_STEM] for part in parts if (match := re.search(r"[^\W\d_]+", part))}
    return frozenset(needed)
