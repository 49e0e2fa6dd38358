"""One role for each name of a report, those of one list together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.language.folding import fold
from conflictmap.language.text import Text
from conflictmap.model.mention import ASSOCIATIVE, LITERAL
from conflictmap.model.place import SETTLEMENT_KINDS
from conflictmap.recognition.phrases import CandidateSpan
from conflictmap.recognition.roles.chain import is_in_brackets, is_listed_in_brackets, is_of_chairs, role
from conflictmap.recognition.roles.lists import share
from conflictmap.recognition.roles.outcome import Role, literal, scored
from conflictmap.recognition.roles.window import Standing, ending_of

_STATES = frozenset({"country", "disputed_region"})
_REACH = 6  # words between an owner and what a participle says of a place in it
_STOPS = frozenset(",;:.!?()")
# Who act as states do, whoever recognises them as such.
_ACTING = frozenset({"ge-ab", "south_ossetia", "transnistria"})
_CONTINENT = "europe"  # is said to act, too, where the endings of names tell subjects
_TAGS = 3  # names in a row with nothing but blanks between them, which are no words of a sentence
_POWER = 0.9  # importance from which a city stands for its country's government


def assigned_roles(
    text: Text, items: Sequence[CandidateSpan], groups: Sequence[Sequence[int]], gazetteer: Gazetteer
) -> list[Role]:
    """One role for each item; members of a list without words of their own take their neighbours'."""
    kinds = [_kinds(text, item, gazetteer) for item in items]
    tags = _in_rows(text, items)
    powers = [_has_power(item, kind, gazetteer) for item, kind in zip(items, kinds, strict=True)]
    roles: list[Role] = []
    for index, item in enumerate(items):
        state = "country" in kinds[index]
        case = _case(text, item, gazetteer) if powers[index] else ""
        apart = index == 0 or items[index - 1].last < item.first - 1
        standing = Standing(
            power=powers[index],
            state=state,
            capital=powers[index] and kinds[index].isdisjoint(_STATES),
            followed_by_place=_is_followed(text, items, index),
            inside_follows=_has_inside(text, items, kinds, index, gazetteer),
            behind_place=index > 0 and _stands_behind(text, items[index - 1], item),
            after_town=state and (apart or kinds[index - 1].isdisjoint(_STATES)),
            case=case,
        )
        if index in tags:
            assigned = scored(literal("place tag"), "tag", power=powers[index])
        elif state and index > 0 and _owns(text, items[index - 1], kinds[index - 1], item, case):
            # What the preposition of an owner parts from it is a place, too: "the Karabakh of Azerbaijan".
            assigned = scored(literal("a place of it before it"), "preposition", power=powers[index])
        else:
            assigned = role(text, item, standing)
        bracketed = state and (is_in_brackets(text, item) or is_listed_in_brackets(text, item))
        if bracketed and not assigned.stated and is_of_chairs(text, item):
            assigned = scored(Role(ASSOCIATIVE, "those of it in brackets"), "brackets", power=powers[index])
        elif index and is_in_brackets(text, item) and item.first == _behind(text, items[index - 1]):
            # "Artsakh (Nagorno-Karabakh)" is one party twice; "Kirants (Armenia)" a village and its country.
            same = powers[index] and powers[index - 1] and state == ("country" in kinds[index - 1])
            inside = roles[-1].rule == "default" and "country" in kinds[index - 1] and not state
            if inside and not kinds[index].isdisjoint(SETTLEMENT_KINDS):
                # "Грузия (Тбилиси)" is a country and a town in it.
                roles[-1] = scored(Role(LITERAL, "a town of it in brackets"), "brackets", power=powers[index - 1])
            assigned = (
                replace(roles[-1], reason="other name of the one before")
                if same
                else scored(Role(LITERAL, "in brackets"), "brackets", power=powers[index])
            )
        elif bracketed and not assigned.stated:
            assigned = scored(Role(LITERAL, "in brackets"), "brackets", power=powers[index])
        roles.append(assigned)
    share(text, items, kinds, roles, groups)
    return roles


def _kinds(text: Text, item: CandidateSpan, gazetteer: Gazetteer) -> Set[str]:
    """The kinds of the places that bear a name; what acts as a state counts as a contested region does."""
    kinds = gazetteer.kinds(item.places)
    told = bool(text.language.cases or text.language.subject_suffixes)
    if _ACTING.isdisjoint(item.places) and not (told and _CONTINENT in item.places):
        return kinds
    return kinds | {"disputed_region"}


def _in_rows(text: Text, items: Sequence[CandidateSpan]) -> Set[int]:
    """The names that stand in a row as a page's tags do: "Armenia Azerbaijan Russia Baku"."""
    rows: set[int] = set()
    start = 0
    for index in range(1, len(items) + 1):
        bare = not items[index - 1].suffix
        if index < len(items) and bare and text.gap(items[index - 1].last, items[index].first) == " ":
            continue
        if index - start >= _TAGS:
            rows.update(range(start, index))
        start = index
    return rows


def _owns(text: Text, before: CandidateSpan, kinds: Set[str], item: CandidateSpan, case: str) -> bool:
    """Tell whether only the preposition of an owner parts two names, or by its case the later owns the earlier."""
    if case == "genitive" and _stands_behind(text, before, item):
        return "country" not in kinds  # "в Нахичевани Азербайджана"
    between = text.words[before.last + 1 : item.first]
    return len(between) == 1 and between[0] in text.language.case_words.owner and bool(before.places)


def _has_inside(
    text: Text, items: Sequence[CandidateSpan], kinds: Sequence[Set[str]], index: int, gazetteer: Gazetteer
) -> bool:
    """Tell whether the next name may lie in it: right behind it, or governed by its own generic word further on."""
    further = text.language.verb_final or _is_followed(text, items, index)
    if not further or index + 1 >= len(items) or not _may_lie_inside(text, items[index + 1], kinds[index + 1]):
        return False
    last, inside = items[index].last, items[index + 1]
    if "country" in kinds[index] and not _in_one_country(items[index], inside, gazetteer):
        return False
    if _is_followed(text, items, index) or not text.language.verb_final:
        return _is_followed(text, items, index)
    near = bool(inside.kind) and inside.first - last <= _REACH
    return near and not set(text.visible[text.ends[last] : text.starts[inside.first]]) & _STOPS


def _stands_behind(text: Text, before: CandidateSpan, item: CandidateSpan) -> bool:
    """Tell whether only the ending of the one before parts a name from it ("Türkiye'nin Bakü Büyükelçisi")."""
    last = before.last + (not before.suffix and bool(ending_of(text, before)))
    return last == item.first - 1 and not text.gap(last, item.first).strip()


def _is_followed(text: Text, items: Sequence[CandidateSpan], index: int) -> bool:
    """Tell whether the next words name another place ("Armenia's Syunik Province")."""
    if index + 1 >= len(items):
        return False
    following = items[index + 1]
    if not 0 < following.first - items[index].last <= 2 or not (following.places or following.kind):
        return False
    return text.same_sentence(items[index].last, following.first)


def _in_one_country(owner: CandidateSpan, item: CandidateSpan, gazetteer: Gazetteer) -> bool:
    """Tell whether a name may lie in a country: a place of it does, none is known, or only towns of a region's name."""
    owners = {gazetteer[place].country for place in owner.places}
    inside = {gazetteer[place].country for place in item.places}
    namesake = bool(item.kind) and gazetteer.kinds(item.places) <= SETTLEMENT_KINDS
    return namesake or not inside or not owners.isdisjoint(inside)


def _may_lie_inside(text: Text, item: CandidateSpan, kinds: Set[str]) -> bool:
    """Tell whether a name may lie in the owner before it: no country does, and no name that is said of its deeds."""
    table, ending = text.language, ending_of(text, item)
    return "country" not in kinds and ending not in table.objects and ending not in table.locative_suffixes


def _case(text: Text, item: CandidateSpan, gazetteer: Gazetteer) -> str:
    """The grammatical case of a name, by the ending that its place's name has otherwise, or by that of its title."""
    table = text.language
    if not table.cases:
        return ""
    word = text.words[item.last]
    for title in text.words[max(item.first - 1, 0) : item.last]:  # "Республикой Армения"
        if title in table.state_titles and (case := _first_case(text, table.state_titles, title)):
            return case
    if word.endswith(table.agreement.get("accusative", ())):
        return "accusative"
    names = (name for place in item.places[:1] for name in gazetteer[place].names if name.language == table.code)
    return _first_case(text, (fold(name.text).rpartition(" ")[2] for name in names), word)


def _first_case(text: Text, names: Iterable[str], word: str) -> str:
    return next((case for name in names if (case := text.language.case_of(name, word))), "")


def _behind(text: Text, item: CandidateSpan) -> int:
    """Return the index of the first word behind a name and what a state calls itself: "Artsakh Republic"."""
    after = item.last + 1
    titled = after < len(text.words) and text.words[after] in text.language.state_titles
    return after + 1 if titled and text.gap(item.last, after) == " " else after


def _has_power(item: CandidateSpan, kinds: Set[str], gazetteer: Gazetteer) -> bool:
    """Tell whether a name can stand for a government: a country's, a self-declared republic's, a capital's."""
    if not kinds.isdisjoint(_STATES):
        return True
    places = gazetteer.places(item.places) if not kinds.isdisjoint(SETTLEMENT_KINDS) else ()
    return any(place.importance >= _POWER and place.kind in SETTLEMENT_KINDS for place in places)
