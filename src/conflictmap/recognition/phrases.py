"""What stands beside a name: generic words, lists, and the area that holds it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Set
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from conflictmap.language.characters import APOSTROPHE, APOSTROPHES, DASH, DASHES
from conflictmap.language.tables import alternatives, language
from conflictmap.language.text import Text

_SEPARATOR = re.compile(r"^\s*[,&]\s*$|^/$")  # blanks around a stroke part the labels of a page: "Home / News / Shusha"
_SPACE = re.compile(r"^[ \r\n]+$")  # a tab parts columns
_ANNOUNCED = 250  # characters between the word that announces a list and the list
ATTACHED = APOSTROPHES | {"-"}  # between a name and its ending
_NO_KIND = ("", "", False)
_PAIR = 2
_EXAMPLES = 6  # words between "districts" and "among them Aghdam"
_OTHERS = 4  # words behind a list within which "and other districts" ends
_PREDICATE = 3  # words of "is a district"
_FAR = 60  # characters between a list's head word and its first name


@dataclass(slots=True)
class CandidateSpan:
    """A name in the running text: its words, and what the grammar knows of it, filled in step by step."""

    first: int
    last: int
    places: tuple[str, ...] = ()
    suffix: str = ""
    kind: str = ""
    feature_term: str = ""
    list_id: int = -1
    adjectival: bool = False
    approximate: bool = False
    respelt: bool = False
    addressed: bool = False
    found_by: str = ""
    beside: tuple[str, str, bool] | None = None  # what `kind_beside` found; None until it was asked


def kind_beside(text: Text, item: CandidateSpan) -> tuple[str, str, bool]:
    """Return (class, word, plural) of the generic word that governs a name, or empty strings.

    The word follows ("Tovuz district"), or precedes, with or without a linker ("village of X", "город Шуша").
    """
    kind = _governing(text, item)
    if not kind[0]:
        last = text.words[item.last]
        own = not item.places and item.last > item.first and last in text.language.counties
        return (text.language.kind_of(last), last, False) if own else _defined(text, item)
    words = text.words
    street = words[item.last] in text.language.streets or names_street(text, item.first, item.last)
    unlisted = not item.places and (street or text.in_headline(item.first))
    return _NO_KIND if unlisted or _is_label(text, item) else kind


def _governing(text: Text, item: CandidateSpan) -> tuple[str, str, bool]:
    words, kind_of = text.words, text.language.kind_of
    following = item.last + 1
    if (
        following < len(words)
        and words[following] in text.language.suffix_words
        and text.gap(item.last, following) in ATTACHED
    ):
        following += 1  # Turkish: Ordubad'ın …
    # Where districts have adjectives, only these stand before their word: "Обстреляны села" names nothing.
    adjectives = text.language.adjectives.district
    governed = bool(item.places) or not adjectives or words[item.last].endswith(adjectives)
    if governed and following < len(words) and kind_of(words[following]) and _joined(text, following - 1, following):
        word = words[following]
        return kind_of(word), word, bool(text.language.plural.search(word))
    if item.adjectival:
        return "", "", False  # "села Тертерского района": an adjective is governed by what follows
    position = item.first - 1
    while position >= 0 and words[position] in text.language.linkers and _joined(text, position, position + 1):
        position -= 1
    leading = text.language.kind_first
    if position >= 0 and kind_of(words[position]) and _joined(text, position, position + 1):
        word = words[position]
        if leading and word not in leading:
            return "", "", False
        linked = position < item.first - 1
        # "Village X" is a name and its class, in English "region Armenia" rarely; "district of X" always.
        if linked or kind_of(word) in text.language.appositions:
            return kind_of(word), word, bool(text.language.plural.search(word))
    return "", "", False


def _defined(text: Text, item: CandidateSpan) -> tuple[str, str, bool]:
    """Return the word for an area that a sentence says a name is one of: "Lachin is a mountainous district"."""
    table, behind = text.language, item.last + 1
    if behind >= len(text.words) or text.words[behind] not in table.copulas:
        return _NO_KIND
    words = text.words_after(item.last, 4)
    if len(words) < _PREDICATE or words[1] not in table.spatial.articles:
        return _NO_KIND
    word = next((word for word in words[2:] if table.kind_of(word)), "")
    return (table.kind_of(word), word, False) if table.kind_of(word) == "district" else _NO_KIND


def names_street(text: Text, first: int, last: int) -> bool:
    """Tell whether words are a street's name, or the end of one: "5 Main Street, Berlin", "улица Ленина"."""
    table, words, before, behind = text.language, text.words, first - 1, last + 1
    if table.streets_before:
        if before >= 0 and words[before] in table.streets_before and text.gap(before, first) in {" ", ". "}:
            return True
        described = behind < len(words) and words[behind] in table.streets_before and text.gap(last, behind) == " "
        return described and words[last].endswith(table.adjectives.district)
    if first == last and words[last] in table.streets:
        named = before >= 0 and text.gap(before, first) == " "
        return named and (text.capital[before] or words[before][0].isdigit())
    joined = behind < len(words) and words[behind] in table.streets and text.gap(last, behind) == " "
    return joined and (text.capital[behind] or table.owner != "of")


def _is_label(text: Text, item: CandidateSpan) -> bool:
    """Tell whether a name and a word for much that is no place are a label: "Convoy route: Goris to Lachin"."""
    behind = item.last + 1
    if behind >= len(text.words) or text.words[behind] not in text.language.unsure_terms:
        return False
    return text.visible[text.ends[behind] : text.ends[behind] + 1] == ":" and text.opens(text.starts[item.first])


def _joined(text: Text, left: int, right: int) -> bool:
    gap = text.gap(left, right)
    if "\n\n" in gap or ("\n" in gap and text.capital[right] and not text.same_sentence(left, right)):
        return False  # a heading's last word says nothing of the line below it
    return bool(_SPACE.match(gap)) or (gap in APOSTROPHES and text.words[left] in text.language.elided)


def lists(text: Text, items: list[CandidateSpan]) -> list[list[int]]:
    """Group coordinated items ("X, Y and Z") by their indices; single items form no group."""
    groups: list[list[int]] = []
    current = [0] if items else []
    for left, right in pairwise(range(len(items))):
        if coordinated(text, items[left].last, items[right].first):
            current.append(right)
        else:
            groups.append(current)
            current = [right]
    groups.append(current)
    return [group for group in groups if len(group) > 1]


def coordinated(text: Text, last: int, first: int) -> bool:
    """Tell whether two names are joined by a comma, a conjunction or both."""
    between = first - last - 1
    if between > 2 or not text.same_sentence(last, first):
        return False
    if between == 0:
        return bool(_SEPARATOR.match(text.gap(last, first)))
    if between == 1 and text.words[last + 1] in text.language.conjunctions:
        gap = text.visible[text.ends[last] : text.starts[first]]
        return not set(gap) & set(".:!?()")
    # "the Tovuz and the Gazakh districts"
    joined = between == 2 and text.words[last + 1] in text.language.conjunctions
    return joined and text.words[first - 1] in text.language.articles


def spread_kinds(text: Text, items: list[CandidateSpan], groups: list[list[int]]) -> list[CandidateSpan]:
    """Give every item its generic word, and every member of a list the list's."""
    beside = []
    for item in items:
        item.beside = item.beside or kind_beside(text, item)
        item.kind, item.feature_term, _ = item.beside
        item.list_id = -1
        beside.append(item.beside)
    for number, group in enumerate(groups):
        head = _head_word(text, items[group[0]])
        first_kind, last_kind = beside[group[0]], beside[group[-1]]
        general = next(
            (kind for kind in (last_kind, first_kind, _tail_word(text, items[group[-1]])) if kind[2]), _NO_KIND
        )
        if not general[0] and head[0] and (len(group) > _PAIR or head[0] == "district"):
            general = head
        # "villages of the Tartar, Aghdam and Goranboy districts": the word behind the list says what all of it is.
        owners = last_kind[0] == "district" and last_kind[2] and first_kind[0] == "settlement" and first_kind[2]
        for index in group:
            item = items[index]
            item.list_id = number
            own = bool(item.kind) and not (owners and index == group[0])
            if general[0] and not own:
                item.kind, item.feature_term, _ = general
    listed = {index for group in groups for index in group}
    for index, item in enumerate(items):
        tail = _NO_KIND if index in listed or item.kind or item.adjectival else _tail_word(text, item)
        if tail[0] == "district":
            item.kind, item.feature_term, _ = tail
    return _also_called(text, items)


def _also_called(text: Text, items: list[CandidateSpan]) -> list[CandidateSpan]:
    """Give a name and another of the same place in brackets the word behind both: "Karvachar (Kelbajar) District"."""
    for left, right in pairwise(items):
        behind = right.last + 1
        if left.last + 1 != right.first or behind >= len(text.words) or text.gap(left.last, right.first) != " (":
            continue
        kind = text.language.kind_of(text.words[behind])
        same = not set(left.places).isdisjoint(right.places)
        if kind and same and text.gap(right.last, behind) == ") ":
            for item in (left, right):
                item.kind, item.feature_term = kind, text.words[behind]
    return items


def _head_word(text: Text, item: CandidateSpan) -> tuple[str, str, bool]:
    """The plural word for settlements that announces a list, in its sentence or, before a colon, in an earlier one.

    It may be a word for districts, too, before a colon ("seven districts went first: Jabrayil, Fuzuli, Zangilan") or
    right before the list: "five districts (Aghdam, Fuzuli)", "districts such as Aghdam and Fuzuli".
    """
    start = text.starts[item.first]
    lead = text.gap(item.first - 1, item.first) if item.first else ""
    colon = ":" in lead
    low = max(0 if colon else text.sentence(start)[0], start - _ANNOUNCED)
    for position in range(item.first - 1, text.word_at(low) - 1, -1):
        word = text.words[position]
        kind = text.language.kind_of(word)
        if not kind or not (text.language.plural.search(word) or _is_counted(text, position)):
            continue
        if kind == "settlement" or (kind == "district" and (colon or _gives_examples(text, position, item))):
            return kind, word, True
    return _NO_KIND


def _is_counted(text: Text, position: int) -> bool:
    """Tell whether a number before a generic word makes several of it: "beş rayon", "հինգ շրջան"."""
    number = text.words[position - 1] if position else ""
    return text.language.spatial.numbers.get(number, 2 * number.isdigit()) > 1


def _gives_examples(text: Text, position: int, item: CandidateSpan) -> bool:
    """Tell whether only a bracket or a dash stands between a word and a name, or a phrase for examples before it."""
    if position == item.first - 1:
        return text.gap(position, item.first).strip() in DASHES | {"("}
    between = text.words[position + 1 : item.first]
    return len(between) <= _EXAMPLES and bool(text.language.examples.search(f" {' '.join(between)} "))


def _tail_word(text: Text, item: CandidateSpan) -> tuple[str, str, bool]:
    """The plural word behind a list that stands for further ones: "Aghdam, Fuzuli and other districts"."""
    table, others = text.language, False
    if not table.levels.others:
        return _NO_KIND
    for word in text.words_after(item.last, _OTHERS):
        kind = table.kind_of(word)
        if kind:
            plural = others and bool(table.plural.search(word))
            return (kind, word, True) if plural and kind in {"settlement", "district"} else _NO_KIND
        if word in table.levels.others:
            others = True
        elif word not in table.conjunctions and word not in table.suffix_words:
            return _NO_KIND
    return _NO_KIND


@dataclass(frozen=True, slots=True)
class Areas:
    """Items that can hold others, in order; `large` holds the first words of those that can be nothing smaller."""

    items: tuple[CandidateSpan, ...]
    firsts: tuple[int, ...]
    large: frozenset[int]

    def after(self, word: int) -> CandidateSpan | None:
        """The nearest area that begins after a word."""
        index = bisect_right(self.firsts, word)
        return self.items[index] if index < len(self.items) else None

    def before(self, word: int) -> CandidateSpan | None:
        """The nearest area that ends before a word."""
        index = bisect_left(self.firsts, word) - 1
        return self.items[index] if index >= 0 and self.items[index].last < word else None


def container(text: Text, run: list[CandidateSpan], areas: Areas) -> list[CandidateSpan]:
    """Return the items that name the area holding a list of names, or a name alone.

    Parameters
    ----------
    text : Text
        The report.
    run : list of CandidateSpan
        The list, or the one name.
    areas : Areas
        What can hold it; by a bracket or a comma alone only the large ones do.
    """
    following = areas.after(run[-1].last)
    if following and _right_holds(text, run[-1], following, areas.large):
        if following.list_id < 0 or following.kind != "district":
            return [following]
        # "of the Tartar and Aghdam districts"
        held = []
        for area in areas.items[bisect_left(areas.firsts, following.first) :]:
            if area.list_id != following.list_id:
                break
            held.append(area)
        return [area for area in held if area.kind == "district"]
    previous = areas.before(run[0].first)
    return [previous] if previous and _left_holds(text, previous, run[0], areas.large) else []


@dataclass(frozen=True, slots=True)
class _Holding:
    """How a language joins a place to the area behind or before it: the gaps between them, and their small words."""

    right: re.Pattern[str]
    left: re.Pattern[str]
    right_words: frozenset[str]
    left_words: frozenset[str]


@cache
def _holding(code: str) -> _Holding:
    table = language(code)
    owner, owned = table.case_words.owner, rf"(?:{APOSTROPHE}(?:{alternatives(table.possessives)})?)?"
    word, article = r"[^\W\d_]+", rf"(?:(?:{alternatives(table.articles)})(?:\s+|{APOSTROPHE}))?"
    situated = rf"(?:(?:{alternatives(table.situated)})\s+)?"
    held = rf"^[\s,]*(?:{word}\s+)?(?:{word}\s+)?(?:[,(]\s*)?{situated}(?:{alternatives(table.held_by)})"
    bracketed = rf"^\s*[,(]\s*(?:(?:{alternatives(table.bracketed)})\s+)?"
    return _Holding(
        right=re.compile(rf"{held}(?:\s+|{APOSTROPHE}){article}$|{bracketed}{article}$"),
        left=re.compile(
            rf"^{owned}(?:\s+{word}{owned})?(?:\s+{word})?(?:\s+(?:{alternatives(owner)}))?"
            rf"(?:\s*(?::|{DASH})\s*|\s+|\s*\(\s*)$"
        ),
        right_words=table.situated | table.articles | {word for phrase in table.held_by for word in phrase.split()},
        left_words=table.possessives | owner,
    )


def _as_folded(text: Text, start: int, end: int) -> str:
    """A piece of the text with its letters folded and its punctuation kept."""
    folded = text.folded[start:end]
    return "".join([f if f != " " else v for f, v in zip(folded, text.visible[start:end], strict=True)])


def _right_holds(text: Text, item: CandidateSpan, area: CandidateSpan, large: Set[int]) -> bool:
    start, end = text.ends[item.last], text.starts[area.first]
    holding = _holding(text.language.code)
    if end - start > 40:
        return False
    between = [word for word in text.words[item.last + 1 : area.first] if word not in holding.right_words]
    if not all(map(text.language.kind_of, between)) or not holding.right.match(gap := _as_folded(text, start, end)):
        return False
    # "Goris, Armenia" and "Movses (Armenia)", but neither "Goris, Kapan" nor "Shushi (Shusha)".
    joined = any(word not in text.language.articles for word in text.words[item.last + 1 : area.first])
    return joined or area.kind == "district" or ("(" in gap and area.first in large)


def _left_holds(text: Text, area: CandidateSpan, item: CandidateSpan, large: Set[int]) -> bool:
    gap = text.visible[text.ends[area.last] : text.starts[item.first]]
    holding = _holding(text.language.code)
    if len(gap) > _FAR:
        return False
    between = [word for word in text.words[area.last + 1 : item.first] if word not in holding.left_words]
    if not all(map(text.language.kind_of, between)):
        return False
    if not holding.left.match(_as_folded(text, text.ends[area.last], text.starts[item.first])):
        return False
    possessive = gap[:1] in APOSTROPHES
    introduced = (not DASHES.isdisjoint(gap) or ":" in gap) and gap.strip() not in DASHES
    # "Tavush – Movses", but not the line "Nakhchivan – Yerevan".
    introduced = introduced or (
        gap.strip() in DASHES and gap != gap.strip() and (area.kind == "district" or area.first in large)
    )
    return (
        possessive
        or introduced
        or (bool(between) and area.kind == "district")
        or (text.language.holder_first and area.kind == "district")
    )
