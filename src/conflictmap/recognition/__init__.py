"""Recognition: every place name of a document, what it stands beside, and what role it plays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from typing import TYPE_CHECKING

from conflictmap.documents import Document, passages
from conflictmap.gazetteer import Gazetteer
from conflictmap.recognition.company import toponyms
from conflictmap.recognition.evidence import areas_of
from conflictmap.recognition.found import positions, with_found
from conflictmap.recognition.grammar import Item, container, lists, spread_kinds
from conflictmap.recognition.guards import begins_no_name, is_organisation, is_person, speaks, trapped_spans, traps
from conflictmap.recognition.matcher import Match, matcher
from conflictmap.recognition.mention import ASSOCIATIVE, LITERAL, Mention, Relation, place_of
from conflictmap.recognition.relations import relations
from conflictmap.recognition.respelling import spelt_alike
from conflictmap.recognition.roles import is_in_brackets, placed, role
from conflictmap.recognition.text import Text, fold_document
from conflictmap.recognition.verdicts import Role, scored

if TYPE_CHECKING:
    from conflictmap.plugins import Span

__all__ = ["ASSOCIATIVE", "LITERAL", "Mention", "place_of", "recognise"]

_STATES = frozenset({"country", "disputed_region"})
_LONGEST_NAME = 3  # words of a name no gazetteer has
_LISTED = "listed with a name that has "
_FAMOUS = 0.65  # importance from which a person's name does not stand for every mention of it
_POWER = 0.9  # importance from which a city stands for its country's government


def recognise(
    document: Document, gazetteer: Gazetteer, found: Mapping[str, Sequence[Span]] | None = None
) -> list[Mention]:
    """Find every mention of a place in a document.

    Parameters
    ----------
    document : Document
        The report.
    gazetteer : Gazetteer
        Whose names are found; generic words and lists also find names it lacks.
    found : mapping of str to sequence of Span, optional
        Names that plug-ins found, by the plug-in's name; they are added where nothing of ours stands.

    Returns
    -------
    list of Mention
        In the order of the text, never overlapping, with candidates but not yet resolved.

    Examples
    --------
    >>> report = Document(id="1", text="Baku said the town of Shusha and the village of Qwxyz were quiet.")
    >>> [(m.surface, m.role, m.candidates[:1]) for m in recognise(report, Gazetteer.load())]
    [('Baku', 'associative', ('baku',)), ('Shusha', 'literal', ('shusha',)), ('Qwxyz', 'literal', ())]
    """
    parts = passages(document)
    if len(parts) == 1:
        return _recognise(document, gazetteer, found)
    mentions: list[Mention] = []
    for start, end, spoken in parts:
        passage = replace(document, text=document.text[start:end], language=spoken)
        inside = {finder: _inside(spans, start, end) for finder, spans in found.items()} if found else None
        groups = max((mention.group for mention in mentions), default=-1) + 1
        mentions += [_moved(mention, start, groups) for mention in _recognise(passage, gazetteer, inside)]
    return mentions


def _inside(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    """The spans that lie in a passage, by its own offsets."""
    own = (span for span in spans if start <= span.start and span.end <= end)
    return [replace(span, start=span.start - start, end=span.end - start) for span in own]


def _moved(mention: Mention, by: int, groups: int) -> Mention:
    """A passage's mention with its place and the number of its list in the whole report."""
    relation = mention.relation
    if relation is not None and relation.partner is not None:
        relation = replace(relation, partner=relation.partner + by)
    return replace(
        mention,
        start=mention.start + by,
        end=mention.end + by,
        sentence_start=mention.sentence_start + by,
        sentence_end=mention.sentence_end + by,
        within=tuple(start + by for start in mention.within),
        group=mention.group + groups if mention.group >= 0 else -1,
        relation=relation,
    )


def _recognise(document: Document, gazetteer: Gazetteer, found: Mapping[str, Sequence[Span]] | None) -> list[Mention]:
    source = fold_document(document)
    text, matches = matcher(gazetteer).find(source, positions(found, source.offsets) if found else ())
    if not text.words:
        return []
    items = _items(text, matches, gazetteer)
    if not (items or found):
        return []
    items = spread_kinds(text, items, lists(text, items))
    items = toponyms(text, items, gazetteer)
    if found:
        items = with_found(text, items, matches, found, gazetteer)
    groups = lists(text, items)
    items = spread_kinds(text, [item if item.group < 0 else replace(item, group=-1) for item in items], groups)
    runs = [[items[i] for i in group] for group in groups]
    roles = _roles(text, items, groups, gazetteer)
    areas = areas_of(items, gazetteer)
    spatial = relations(text, items)
    mentions = []
    for index, item in enumerate(items):
        if not item.places:
            item = replace(item, places=spelt_alike(text, item, gazetteer), respelt=True)  # noqa: PLW2901
        run = runs[item.group] if item.group >= 0 else [item]
        held = [area for area in container(text, run, areas) if area.first != item.first]
        mentions.append(_mention(document, text, item, roles[index], held, spatial.get(index)))
    return mentions


def _items(text: Text, matches: Sequence[Match], gazetteer: Gazetteer) -> list[Item]:
    """Names listed in the gazetteer, and capitalised words that might be names it lacks."""
    taken = [False] * len(text.words)
    for start, end in trapped_spans(text):
        for word in range(text.word_at(start), text.word_at(end)):
            taken[word] = True
    matches = [m for m in matches if not any(taken[m.first : m.last + 1])]
    persons = {text.folded[m.start : m.end] for m in matches if is_person(text, m)}
    begun = {match.first for match in matches}
    chosen: list[Item] = []
    for match in sorted(matches, key=lambda m: _precedence(m, gazetteer)):
        if any(taken[match.first : match.last + 1]):
            continue
        named_after = text.folded[match.start : match.end] in persons
        if (
            (named_after and not _is_meant_all_the_same(text, match, gazetteer))
            or is_organisation(text, match)
            or _is_common_word(text, match, gazetteer)
            or speaks(text, match, gazetteer)
        ):
            # Where spellings are compared it would come back as a name spelt alike.
            taken[match.first : match.last + 1] = [text.language.transliterates] * (match.last + 1 - match.first)
            continue
        item = _widened(text, match, taken, begun, gazetteer)
        taken[item.first : item.last + 1] = [True] * (item.last + 1 - item.first)
        chosen.append(item)
    chosen += _unlisted(text, taken)
    return sorted(chosen, key=lambda item: item.first)


def _is_meant_all_the_same(text: Text, match: Match, gazetteer: Gazetteer) -> bool:
    """Tell whether a city's name stands for the city though a person of the report bears it: "in Paris"."""
    placed = text.language.literal_before.search(text.before(match.start))
    famous = any(gazetteer[place].importance >= _FAMOUS for place in match.places)
    return bool(placed) and famous and not is_person(text, match)


def _precedence(match: Match, gazetteer: Gazetteer) -> tuple[int, int, int]:
    """Longer names first; of equal length those of the theatre before those of the world."""
    world = all(gazetteer[place].tier == "world" for place in match.places)
    return (int(world), match.first - match.last, match.first)


def _is_common_word(text: Text, match: Match, gazetteer: Gazetteer) -> bool:
    """A capital at the beginning of a sentence is no evidence where the same word is written small elsewhere."""
    return (
        match.first == match.last
        and text.opens(match.start)
        and not text.visible[match.start : match.end].isupper()
        and gazetteer.kinds(match.places).isdisjoint(_STATES)
        and text.writes_small(match.first, match.last)
    )


def _widened(text: Text, match: Match, taken: Sequence[bool], begun: Set[int], gazetteer: Gazetteer) -> Item:
    """Widen a name by the words beside it: Ashaghi Veysalli and Dash Veysalli are other villages than Veysalli."""
    item = Item(match.first, match.last, match.places, match.tail, adjectival=match.adjectival)
    before, after = match.first - 1, match.last + 1
    if _has_article(text, match.first) and not taken[before]:
        return replace(item, first=before)
    if before >= 0 and text.words[before] in traps().qualifiers and not taken[before] and text.capital[before]:
        return replace(item, first=before, approximate=True) if text.gap(before, match.first) in {" ", "-"} else item
    if any(gazetteer[place].kind != "village" for place in match.places):
        return item
    opens = before >= 0 and text.opens(text.starts[before])
    if _may_begin(text, taken, before) and text.gap(before, match.first) == " " and not opens:
        item = Item(before, item.last)
    # "Чинари Бердского района": the next word is the district's.
    governed = after + 1 < len(text.words) and bool(text.language.kind_of(text.words[after + 1]))
    if governed and text.language.transliterates:
        return item
    if _may_begin(text, taken, after) and text.gap(match.last, after) == " " and after not in begun:
        item = Item(item.first, after)
    return item


def _unlisted(text: Text, taken: Sequence[bool]) -> list[Item]:
    """Runs of capitalised words that no listed name covers."""
    runs: list[Item] = []
    index = 0
    while index < len(text.words):
        last = index
        if not _may_begin(text, taken, index):
            index += 1
            continue
        while (
            last + 1 < len(text.words)
            and text.capital[last + 1]
            and not taken[last + 1]
            and text.gap(last, last + 1) in {" ", "-"}
            and not begins_no_name(text.words[last + 1])
        ):
            last += 1
        neighbours_name = (last + 1 < len(taken) and taken[last + 1] and text.gap(last, last + 1) == " ") or (
            index > 0 and taken[index - 1] and text.gap(index - 1, index) == " "
        )
        first = index - 1 if _has_article(text, index) else index
        if last - first < _LONGEST_NAME and not neighbours_name:
            runs.append(Item(first, last))
        index = last + 1
    return runs


def _has_article(text: Text, index: int) -> bool:
    """Tell whether the Arabic article stands before a word: al-Watiya."""
    return index > 0 and text.words[index - 1] in traps().articles and text.gap(index - 1, index) == "-"


def _may_begin(text: Text, taken: Sequence[bool], index: int) -> bool:
    """Tell whether a word can be part of a name that is not listed."""
    if not 0 <= index < len(text.words) or taken[index] or not text.capital[index]:
        return False
    word = text.words[index]
    table = text.language
    head = word in table.titles or word in table.everyday or (table.transliterates and word in table.institutions)
    return len(word) > 1 and not head and not table.kind_of(word) and not begins_no_name(word)


def _roles(text: Text, items: Sequence[Item], groups: Sequence[Sequence[int]], gazetteer: Gazetteer) -> list[Role]:
    """One role for each item; members of a list without words of their own take their neighbours'."""
    roles: list[Role] = []
    powers = [_has_power(item, gazetteer) for item in items]
    for index, item in enumerate(items):
        kinds = gazetteer.kinds(item.places)
        state = "country" in kinds
        power = powers[index]
        follows = (
            index + 1 < len(items)
            and 0 < items[index + 1].first - item.last <= 2
            and bool(items[index + 1].places or items[index + 1].kind)
        )
        apart = index == 0 or items[index - 1].last < item.first - 1
        after_town = state and (apart or gazetteer.kinds(items[index - 1].places).isdisjoint(_STATES))
        assigned = role(text, item, power=power, state=state, followed_by_place=follows, after_town=after_town)
        if index and is_in_brackets(text, item) and item.first == items[index - 1].last + 1:
            # "Artsakh (Nagorno-Karabakh)" is one party twice; "Kirants (Armenia)" a village and its country.
            same = power and powers[index - 1]
            assigned = (
                replace(roles[-1], reason="other name of the one before")
                if same
                else scored(Role(LITERAL, "in brackets"), "brackets")
            )
        roles.append(assigned)
    for group in groups:
        # The nearest earlier member speaks for a silent one, failing that the first that speaks at all.
        spoken = next((i for i in group if roles[i].stated), -1)
        for index in group:
            if roles[index].stated:
                spoken = index
            elif spoken >= 0:
                roles[index] = scored(replace(roles[spoken], reason=_LISTED + roles[spoken].reason), "neighbour")
    return roles


def _has_power(item: Item, gazetteer: Gazetteer) -> bool:
    """Tell whether a name can stand for a government: a country's, a self-declared republic's, a capital's."""
    places = [gazetteer[place] for place in item.places]
    return any(place.kind in _STATES or place.importance >= _POWER for place in places)


def _mention(
    document: Document, text: Text, item: Item, said: Role, held: Sequence[Item], relation: Relation | None
) -> Mention:
    assigned = placed(said, relation)
    start, end = text.original(text.starts[item.first], text.ends[item.last])
    sentence = text.sentence(text.starts[item.first])
    sentence_start, sentence_end = text.original(sentence[0], max(sentence[1], text.ends[item.last]))
    return Mention(
        start=start,
        end=end,
        surface=document.text[start:end],
        sentence_start=sentence_start,
        sentence_end=max(sentence_end, end),
        role=assigned.name,
        role_reason=assigned.reason,
        role_score=assigned.score,
        candidates=item.places,
        kind=item.kind,
        kind_word=item.kind_word,
        group=item.group,
        within=tuple(text.original(text.starts[area.first], text.ends[area.last])[0] for area in held),
        approximate=item.approximate,
        respelt=item.respelt and bool(item.places),
        # A government has no surroundings: "talks between Baku and Yerevan".
        relation=relation if assigned.name == LITERAL else None,
        found_by=item.found_by,
    )
