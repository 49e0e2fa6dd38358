"""Whether a bare name means the area around the town of its name: what is said of it, and its company."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from conflictmap.language.characters import DASHES
from conflictmap.language.tables import language
from conflictmap.model.place import SETTLEMENT_KINDS
from conflictmap.recognition.grouping import genitive
from conflictmap.recognition.phrases import ATTACHED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from conflictmap.gazetteer.gazetteer import Gazetteer
    from conflictmap.language.text import Text
    from conflictmap.model.place import Place
    from conflictmap.recognition.phrases import CandidateSpan

_AREAS = frozenset({"district", "province", "region"})
_UNITS = frozenset({"district", "province"})
_CAPITAL = 0.9  # importance of a capital, which is seldom meant as an area
_KNOWN = 0.8  # importance of a town whose name seldom means its district
_FEW = 2
_MOST = 2 / 3  # of a list, which then is one of areas though a city is among them
_FILED = DASHES | {",", "("}
_LINE = frozenset({"\n", ""})


class _Names(NamedTuple):
    """The names of a passage, each with the places that bear it, and the list each stands in."""

    text: Text
    items: Sequence[CandidateSpan]
    places: Sequence[Sequence[Place]]
    open: frozenset[int]
    lists: Mapping[int, Sequence[int]]
    said: dict[int, _Said]


class _Said(NamedTuple):
    """What a sentence says: words on a handover, on land and on the weather, and whether it is of towns."""

    handover: str
    land: str
    weather: str
    town: bool


def area_signs(
    text: Text, items: Sequence[CandidateSpan], groups: Sequence[Sequence[int]], gazetteer: Gazetteer
) -> dict[int, str]:
    """Return what tells that a bare name means the area of its name, by the name's index.

    Parameters
    ----------
    text : Text
        The report.
    items : sequence of CandidateSpan
        Its names.
    groups : sequence of sequence of int
        Its lists, as `conflictmap.recognition.grouping.grouped` returns them.
    gazetteer : Gazetteer
        What bears the names.
    """
    unsaid = {
        index
        for index, item in enumerate(items)
        if not item.kind and len(item.places) > 1 and _is_both(gazetteer.kinds(item.places))
    }
    if not unsaid:
        return {}
    places = [[gazetteer[place] for place in item.places] for item in items]
    unsaid = {index for index in unsaid if all(place.importance < _CAPITAL for place in places[index])}
    names = _Names(text, items, places, frozenset(unsaid), {index: group for group in groups for index in group}, {})
    signs = _headed(names)
    for index in sorted(unsaid - signs.keys()):
        if not _opens_a_report(text, items[index]) and (sign := _sign(names, index)):
            signs[index] = sign
    return signs


def as_village(text: Text, item: CandidateSpan, gazetteer: Gazetteer) -> CandidateSpan:
    """Leave out the city of a name that is called a village, where a village bears it, too: "Ağdam kəndi"."""
    word = item.feature_term
    beside = (*text.words[max(item.first - _FEW, 0) : item.first], *text.words[item.last + 1 : item.last + 2])
    if word not in text.language.levels.villages or word not in beside or text.language.plural.search(word):
        return item
    places = [gazetteer[place] for place in item.places]
    if not any(place.kind == "village" and place.tier != "world" for place in places):
        return item
    return replace(item, places=tuple(place.id for place in places if place.kind != "city"))


def _is_both(kinds: frozenset[str]) -> bool:
    return not (kinds.isdisjoint(_AREAS) or kinds.isdisjoint(SETTLEMENT_KINDS))


def _sign(names: _Names, index: int) -> str:
    group = names.lists.get(index, (index,))
    said = _said(names, index)
    if said.handover:
        return f"“{said.handover}” in its sentence: a handover concerns the district"
    return (
        _of_land(names, group)
        or _among_areas(names, index, group)
        or _owns_next(names, index)
        or _goes_on(names, index)
        or ("" if said.town else _said_of_land(names, index, group, said) or _set_against(names, index))
    )


def _opens_a_report(text: Text, item: CandidateSpan) -> bool:
    """Tell whether a name is a dateline: "KALBAJAR, Azerbaijan –"."""
    start, end = text.starts[item.first], text.ends[item.last]
    if not (text.visible[start:end].isupper() and text.opens(start)):
        return False
    return text.visible[end : end + 2].strip()[:1] in _FILED


def _said(names: _Names, index: int) -> _Said:
    """Read a sentence once."""
    text = names.text
    start, end = text.sentence(text.starts[names.items[index].first])
    if start not in names.said:
        names.said[start] = _read(text, text.words[text.word_at(start) : text.word_at(end)])
    return names.said[start]


def _read(text: Text, words: Sequence[str]) -> _Said:
    table = text.language
    handover = table.handover.search(" ".join(words))
    if handover and any(word in table.levels.handed_else for word in words):
        handover = None
    said = {_scale(table.code, word): word for word in reversed(words)}
    return _Said(handover.group() if handover else "", said.get("land", ""), said.get("weather", ""), "town" in said)


@lru_cache(maxsize=1 << 14)
def _scale(code: str, word: str) -> str:
    """Tell whether a word is said of land, of the weather, or of towns."""
    levels = language(code).levels
    return next((kind for kind in ("town", "land", "weather") if word in getattr(levels, kind)), "")


def _of_land(names: _Names, group: Sequence[int]) -> str:
    """Return the word for land beside a name, or a list: "the territory of Fuzuli", "Füzuli və Cəbrayıl ərazisində"."""
    text, table = names.text, names.text.language
    if not table.levels.territory:
        return ""
    if table.owner == "precedes":
        word = _behind(text, names.items[group[-1]])
        return f"“{word}” beside it" if word in table.levels.territory else ""
    before = text.before(text.starts[names.items[group[0]].first])
    word = next((word for word in table.levels.territory if before.endswith(f" {word} ")), "")
    return f"“{word}” beside it" if word else ""


def _behind(text: Text, item: CandidateSpan) -> str:
    """Return the word that a blank parts from a name and the ending behind its apostrophe; or none."""
    last = item.last
    if last + 1 < len(text.words) and text.words[last + 1] in text.language.suffix_words:
        last += text.gap(last, last + 1) in ATTACHED
    return text.words[last + 1] if last + 1 < len(text.words) and text.gap(last, last + 1) == " " else ""


def _among_areas(names: _Names, index: int, group: Sequence[int]) -> str:
    """Return the name of its list that only an area of its level can be meant by, where no town stands among them."""
    if len(group) < _FEW or any(_is_town(names, other) for other in group):
        return ""
    own = [place for place in names.places[index] if _is_unit(place)]
    for other in group:
        area = _only_area(names, other) if other != index else None
        # Districts of Azerbaijan and provinces of Armenia are of one level.
        if area and any(place.kind == area.kind or place.country != area.country for place in own):
            return f"listed with {area.name}, which is an area"
    return ""


def _is_unit(place: Place) -> bool:
    """Tell whether a place is a district or province of the theatre; seats elsewhere are better known than they."""
    return place.kind in _UNITS and place.tier != "world"


def _only_area(names: _Names, index: int) -> Place | None:
    """Return the unit that a bare name means: no settlement has its name, or none as well known."""
    places = names.places[index]
    units = [place for place in places if _is_unit(place)]
    best = max(units, key=lambda place: place.importance, default=None)
    if best is None or names.items[index].kind:
        return None
    towns = [place.importance for place in places if place.kind in SETTLEMENT_KINDS]
    known = best.kind == "province" and best.importance > max(towns, default=0)
    return best if known or not towns else None


def _is_town(names: _Names, index: int) -> bool:
    """Tell whether a name of a list can only be a settlement's, other than a city that is a unit of its own."""
    if names.items[index].kind:
        return names.items[index].kind != "district"
    places = names.places[index]
    if any(place.kind in _AREAS for place in places):
        return False
    return not any(place.kind == "city" and not place.district and place.tier != "world" for place in places)


def _owns_next(names: _Names, index: int) -> str:
    """Return the village behind a name that lies in its district: "Cebrail'in Soltanlı …", "in Khojavend Sos, …"."""
    text, item = names.text, names.items[index]
    if index + 1 >= len(names.items):
        return ""
    last, following = genitive(text, item), names.items[index + 1]
    last = item.last if last < 0 else last
    if following.first != last + 1 or text.gap(last, following.first) != " ":
        return ""
    areas = {place.id for place in names.places[index] if place.kind in _AREAS}
    owned = names.places[index + 1]
    inside = bool(owned) and all(place.kind in SETTLEMENT_KINDS and place.district in areas for place in owned)
    return f"{owned[0].name} behind it lies in it" if inside else ""


def _goes_on(names: _Names, index: int) -> str:
    """Return the word for districts before a colon, of which further ones follow: "… : A in May, B in July"."""
    text, item = names.text, names.items[index]
    for other in range(index - 1, -1, -1):
        before = names.items[other]
        if not text.same_sentence(before.first, item.first) or before.kind not in {"", "district"}:
            break
        announced = before.first > 0 and ":" in text.gap(before.first - 1, before.first)
        if announced and before.kind and text.language.plural.search(before.feature_term):
            return f"“{before.feature_term}” before it"
    return ""


def _said_of_land(names: _Names, index: int, group: Sequence[int], said: _Said) -> str:
    """Return the word for fields, mines or the weather in the sentence of a list in which no town stands.

    One name is an area only where fields and mines lie in it, and its town is none that everybody knows.
    """
    word = said.land or (said.weather if len(group) >= _FEW else "")
    if not word or any(_is_town(names, other) for other in group):
        return ""
    unsaid = sum(other in names.open and any(map(_is_unit, names.places[other])) for other in group)
    if len(group) >= _FEW:
        areas = unsaid >= _FEW and unsaid >= _MOST * len(group)
    else:
        known = any(place.kind in SETTLEMENT_KINDS and place.importance >= _KNOWN for place in names.places[index])
        areas = unsaid > 0 and not known and _is_inside(names.text, names.items[index])
    return f"“{word}” is said of land" if areas else ""


def _is_inside(text: Text, item: CandidateSpan) -> bool:
    """Tell whether a preposition or an ending puts something inside a place, not near it or on the way to it."""
    inside, behind = text.language.levels.inside, text.words[item.last + 1 : item.last + 2]
    if text.language.owner == "precedes":
        return item.suffix in inside or (behind != () and behind[0] in inside)
    return item.first > 0 and text.words[item.first - 1] in inside and text.gap(item.first - 1, item.first) == " "


def _set_against(names: _Names, index: int) -> str:
    """Return the area before it that a name is set against: "Laçın rayonunda …, Kəlbəcərdə isə …"."""
    text, item, table = names.text, names.items[index], names.text.language
    opposed = _behind(text, item) in table.levels.contrast_behind
    before = text.before(text.starts[item.first])
    if not opposed and not any(before.endswith(f" {phrase} ") for phrase in table.levels.contrast):
        return ""
    for other in range(index - 1, -1, -1):
        if not text.same_sentence(names.items[other].first, item.first):
            break
        area = names.items[other]
        if area.kind == "district" and any(place.kind in _UNITS for place in names.places[other]):
            return f"set against “{area.feature_term}” before it"
    return ""


def _headed(names: _Names) -> dict[int, str]:
    """Return the names that open the lines below a heading for areas: "By district:", "Rayon | Əhali"."""
    text = names.text
    lines = {
        bisect_right(text.sentences, text.starts[names.items[index].first]) - 1: index
        for index in sorted(names.open, reverse=True)
        if _opens_a_line(text, names.items[index])
    }
    signs: dict[int, str] = {}
    for line, index in sorted(lines.items()):
        above = signs.get(lines.get(line - 1, -1)) or (_heading(text, line - 1) if line - 1 not in lines else "")
        if above:
            signs[index] = above
    return signs


def _opens_a_line(text: Text, item: CandidateSpan) -> bool:
    """Tell whether only a bullet or a number stands before a name in its line."""
    start = text.starts[item.first]
    begin = text.sentences[bisect_right(text.sentences, start) - 1]
    line = text.visible[begin:start]
    return (begin == 0 or text.visible[begin - 1] in _LINE) and not any(c.isalpha() for c in line)


def _heading(text: Text, line: int) -> str:
    """Return the word for areas in a line that has none for settlements."""
    if line < 0:
        return ""
    words = list(_words_of(text, line))
    kinds = {text.language.kind_of(word) for word in words}
    if "settlement" in kinds or "district" not in kinds:
        return ""
    word = next(word for word in words if text.language.kind_of(word) == "district")
    ending = text.visible[text.sentences[line] : text.sentences[line + 1]].rstrip()[-1:]
    header = words[0] == word or ending == ":"
    return f"below the heading “{word}”" if header else ""


def _words_of(text: Text, line: int) -> Iterator[str]:
    first = text.word_at(text.sentences[line])
    last = text.word_at(text.sentences[line + 1])
    yield from text.words[first:last]
