"""Rules on owners and relations: "Ministry of Defence of X", "X's border", "talks between X and Y"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from conflictmap.language.characters import APOSTROPHES, DASH, DASHES, QUOTES
from conflictmap.recognition.roles.outcome import Role, acting, literal

if TYPE_CHECKING:
    from conflictmap.recognition.roles.window import Window

_PAIR = re.compile(rf"^(?:{DASH}|/)(?=[^\W\d_])")
_SPACED = re.compile(rf"^ {DASH}+ (?=[^\W\d_])")
_PARTED = frozenset(f",;:(){QUOTES}")
_HEAD = 7  # words between a head and its owner: "the Ministry of Defence of the Republic of X"
_LAID = 7  # words between what is laid on a party and the last of several
_LISTED = 4  # words between "between" and a name in the middle of its list
_BESIDE = 3  # words behind a pair of names that may be what they share
_OWNED = 6  # words between an owner in the genitive and what it has


def between(c: Window) -> Role | None:
    """Rule on "between X and Y": a relation of states, unless a border or a road lies there."""
    table = c.table
    if table.owner == "precedes":
        reached = next((i for i, word in enumerate(c.clause[: _LISTED + 2]) if word in table.betweens), -1)
        if reached < 0 or (reached and not c.joined_to_another()):
            return None
        near = (*c.clause[reached + 1 : reached + 5], *c.before.split()[-3:])
    elif not table.betweens.isdisjoint(c.before.split()) and (table.between.search(c.before) or _in_the_middle(c)):
        near = (*reversed(c.before.split()), *(c.clause[:6] if table.owner == "follows" else ()))
    else:
        return None
    contested = next((word for word in near[: _LISTED + 2] if word in table.contested), "")
    inside = True
    for word in (contested, *near) if c.power else ():
        inside = inside and word not in table.betweens
        acts = inside and table.owner == "of" and word in table.authority_nouns  # "between the forces of X and Y"
        if acts or word in table.dealings or word in table.contested:
            return acting(f"“{word}” between two sides")
        if word in table.adjoining or word in table.stretches or table.kind_of(word):
            return literal(f"“{word}” between two places")
    return acting("between two names", stated=c.state) if c.power else literal("between two names")


def _in_the_middle(c: Window) -> bool:
    """Tell whether a name is neither the first nor the last of those that something lies between."""
    return c.cut_off and c.joined_to_another() and not c.table.betweens.isdisjoint(c.before.split()[-_LISTED:])


def pair(c: Window) -> Role | None:
    """Rule on "the Armenia-Azerbaijan border", "Ermənistan-Azərbaycan münaqişəsi"."""
    gap = c.text.gap(c.item.first - 1, c.item.first) if c.item.first and c.text.capital[c.item.first - 1] else ""
    pair = _PAIR.match(c.after) or _PAIR.match(gap + "x")
    # With blanks around it a dash may part sentences, too: only what follows makes a pair of the names.
    spaced = not pair and ((c.followed_by_place and _SPACED.match(c.after)) or _SPACED.match(gap + "x"))
    if not (pair or spaced) or not c.power:
        return None
    led = c.word_before(1 if _PAIR.match(c.after) else 2)
    if led in c.table.adjoining or c.table.kind_of(led) == "road":
        return literal(f"“{led}” between two places")
    if c.table.owner == "follows" and (head := _head_of_row(c)) in c.table.dealings:
        return acting(f"“{head}” of several sides")
    for index, word in enumerate(c.following[:5]):
        behind = c.following[index + 1 : index + 2]
        if word in c.table.authority_nouns and behind and behind[0] in c.table.adjoining:
            continue  # "Azərbaycan-İran dövlət sərhədi"
        lies = word in c.table.adjoining or bool(c.table.kind_of(word))
        if lies or (index < _BESIDE and word in c.table.place_nouns):
            return literal(f"“{word}” between two places")
        if word in c.table.dealings or word in c.table.authority_nouns:
            return acting(f"“{word}” between two sides")
    return None if c.state or spaced else literal("one of a pair of names", stated=False)


def _head_of_row(c: Window) -> str:
    """The word before the first of the names that dashes join: "треугольник Москва — Баку — Анкара"."""
    text, first = c.text, c.item.first
    while first > 1 and text.capital[first - 1] and text.gap(first - 1, first).strip() in DASHES:
        first -= 1
    return text.words[first - 1] if first and text.gap(first - 1, first) == " " else ""


def what_it_has(c: Window) -> Role | None:
    """Rule on what stands behind its owner: "Goris authorities", "Ermənistanın sərhədi", "Հայաստանի բանակը"."""
    table = c.table
    if not c.touching or table.owner == "follows":
        return None
    if c.next in table.offices and (table.owner == "of" or not c.power):
        holds = table.owner == "of" and c.next not in table.place_nouns  # "the Kars governor", as "Goris authorities"
        return acting(f"“{c.next}” after it") if holds else literal(f"“{c.next}” after it")
    if table.owner == "of":
        return _authority_behind(c)
    # Acronyms may go without an ending, names of many words have theirs inside, titles behind ("Respublikasının").
    titled = bool(c.item.kind) and c.next in table.state_titles and c.next.endswith(tuple(table.genitives))
    bare = not c.ending and not table.verb_final and (c.acronym or c.owner_inside)
    genitive = c.ending in table.genitives or bare or titled
    if (c.ending and not genitive) or (c.item.kind and not c.state) or _is_titled_subject(c):
        return None
    words = c.clause[1:] if c.item.kind and c.clause[:1] == (c.item.feature_term,) else c.clause
    if words is not c.clause and c.next in table.place_nouns and c.text.capital[c.item.last + 2 + c.apart]:
        return literal(f"its “{c.next}”")  # "Qazaxıstanın paytaxtı Astanada …"
    if genitive and not c.power and c.next in table.state_titles:
        words = words[1:]  # "Հյուսիսային Օսիայի Հանրապետության …"
    return _belongings(c, words) if genitive else _compound_head(c, words)


def _is_titled_subject(c: Window) -> bool:
    """Tell whether what a state calls itself behind its name carries the article: "Հայաստանի Հանրապետությունը"."""
    title = c.next.rstrip("".join(c.table.subject_suffixes)) if c.table.subject_suffixes else c.next
    return title != c.next and c.next in c.table.state_titles and c.next[:-1] in c.table.state_titles


def _belongings(c: Window, words: tuple[str, ...]) -> Role | None:
    """Rule on an owner in the genitive: the nearest of the next words that is known decides."""
    table = c.table
    place_first = c.inside_follows and not any(word in table.authority_nouns for word in words[: 2 if c.ending else 8])
    if words[:1] and (words[0] in table.companions or words[0] in table.actor_after):
        return None  # "Թուրքիայի կողմից Ուկրաինային …"
    if c.power and not c.capital and place_first and words[:1] and words[0] not in table.conjunctions:
        return literal("a place in it follows")
    if happened := _happened_there(c, words) or _laid_on(c, words):
        return happened
    passed = False
    for index, word in enumerate(words[: _OWNED if c.power else 1]):
        if c.power and word in table.dealings:
            return acting(f"its “{word}”")
        behind, head = (*words[index + 1 : index + 3], "", "")[:2]
        passed = (word in table.place_nouns and passed) or _is_of_another(c, words, index)
        if not passed and _is_side_of_two(c, word, index, behind):
            return literal(f"its “{word}”")
        if passed or _describes(c, word):
            continue  # "տարածքային ամբողջականություն", "toprak bütünlüğü"
        shared = behind in table.adjoining and behind in table.place_nouns  # "ԼՂՀ պետական սահմանը"
        shared = shared and word in table.authority_nouns and head not in table.authority_nouns
        if shared or _is_of_a_house(c, word, behind):
            return literal(f"its “{behind}”")
        decided = _belonging(c, word) or (_done_by(c, word) if table.verb_final or not index else None)
        if decided:
            return decided
    return _picked(c, words) if c.power else None


def _happened_there(c: Window, words: tuple[str, ...]) -> Role | None:
    """Rule on what a place is the scene or the subject of: "Karabağ savaşı", "Washington bildirgesi"."""
    table, head = c.table, next(iter(words), "")
    if not c.state and (head in table.contests or (c.ending in table.genitives and head in table.deeds)):
        return literal(f"“{head}” over it")
    if c.state and table.verb_final and not c.ending:
        war = _war_there(c, words)
        return literal(f"“{war}” there") if war else None
    shared = head in table.conjunctions and c.ending in table.genitives
    far = words[1:] if shared else words[:1]  # "Վիեննայի և Ժնևի հանդիպումներ"
    if c.capital and (held := next((word for word in far[:_LISTED] if word in table.events), "")):
        return literal(f"“{held}” held there")
    said = head in table.reactions and not c.ending and c.previous.endswith(table.ablatives)
    # "Putin'den Karabağ açıklaması"
    return literal(f"“{head}” on it") if said and table.ablatives and not (c.state or c.capital) else None


def _war_there(c: Window, words: tuple[str, ...]) -> str:
    """Rule on "Suriye savaşında", "Ukrayna savaşı ile"; in "Azerbaycan savaşı kazandı" it is an object."""
    for index, (word, behind) in enumerate(zip(words[:2], (*words[1:3], ""), strict=False), c.item.last + 1):
        if word in c.table.contests:
            named = c.text.capital[index] and not c.shouted  # "2008 Gürcistan Savaşı"
            governed = behind in c.table.companions or behind in c.table.links
            return word if named or governed or c.table.placed_heads.fullmatch(word) else ""
    return ""


def _laid_on(c: Window, words: tuple[str, ...]) -> Role | None:
    """Rule on "Հայաստանի վրա ճնշում", "Türkiye üzerinde baskı", and on what stands on a place."""
    if not c.power or not words[:1] or words[0] not in c.table.case_words.surface:
        return None
    opens = c.text.word_at(c.text.sentence(c.text.starts[c.item.first])[0])
    led = c.text.words[max(opens, c.item.first - _LAID) : c.item.first]
    laid = next((word for word in (*led, *words[1:5]) if word in c.table.burdens), "")
    return acting(f"“{laid}” on it") if laid else literal(f"“{words[0]}” after it")


def _is_of_another(c: Window, words: tuple[str, ...], index: int) -> bool:
    """Tell whether a word that places something is of another name: "Kəlbəcər sərhədi", or a name: "Batı normları"."""
    table, word = c.table, words[index]
    if word not in table.place_nouns:
        return False
    if index and table.verb_final and word in table.case_words.surface:
        return True  # "Türkiye'nin bu il üzerinde hakkı"
    if index and words[index - 1] in table.conjunctions and word in table.surroundings:
        return True  # "Ermenistan'ın Karabağ ve çevresindeki topraklarda varlığı"
    inside = c.inside_follows or not c.followed_by_place  # not "Güney Kafkasya bölgesi", which lies in no one country
    if index and inside and table.kind_of(word) in {"settlement", "district"}:
        return False  # a town or district in the owner itself
    position = c.item.last + index + c.apart
    side = word in table.before_place and word not in table.descriptions
    return not c.shouted and (c.text.capital[position] if index else side and c.text.capital[position + 1])


def _is_side_of_two(c: Window, word: str, index: int, behind: str) -> bool:
    """Tell whether a side of the owner shares the ending of another's: "Gürcistan'ın güneydoğu ve X'in batısında"."""
    position = c.item.last + c.apart + index + 3
    joined = c.table.verb_final and word in c.table.place_nouns and behind in c.table.conjunctions
    return joined and position < len(c.text.words) and c.text.capital[position]


def _describes(c: Window, word: str) -> bool:
    """Tell whether a word that would place something only describes what the owner has."""
    placing = word in c.table.place_nouns and word not in c.table.authority_nouns
    return placing and (word.endswith(c.table.adjective_endings) or not c.table.belonging.fullmatch(word))


def _done_by(c: Window, word: str) -> Role | None:
    """Rule on the subject of a verb made a noun: "Rusya'nın uyguladığı yaptırımlar", "Բաքվի օկուպացրած շրջանները"."""
    if not c.power or not c.table.nominalised.fullmatch(word):
        return None
    if not c.table.undergone.fullmatch(word):
        return acting(f"subject of “{word}”", stated=False)
    return literal(f"“{word}” happened to it") if c.table.verb_final and not c.state else None


def _picked(c: Window, words: tuple[str, ...]) -> Role | None:
    """Rule on what is the first or largest of its kind in a place."""
    word = next((word for word in words[:4] if c.table.superlatives.fullmatch(word)), "")
    return literal(f"“{word}” in it", stated=False) if word else None


def _belonging(c: Window, word: str) -> Role | None:
    table = c.table
    if word in table.place_nouns or (c.power and table.kind_of(word)):
        return literal(f"its “{word}”")
    if word in table.authority_nouns or (c.power and word in table.state_nouns):
        return acting(f"its “{word}”")
    return None


def _is_of_a_house(c: Window, word: str, behind: str) -> bool:
    """Tell whether an adjective says what sort of house stands in a town: "Ստեփանակերտի զինվորական հոսպիտալ"."""
    placed = behind in c.table.place_nouns and not c.table.kind_of(behind)
    return placed and bool(c.table.adjective_endings) and word.endswith(c.table.adjective_endings) and not c.state


def _compound_head(c: Window, words: tuple[str, ...]) -> Role | None:
    """Rule on a bare name that makes a compound with the next word, as that word's ending or meaning shows."""
    table = c.table
    head, behind = (*words[:2], "", "")[:2]
    if head in table.links:
        return None
    if happened := _happened_there(c, words) or _laid_on(c, words) or _goods(c, words):
        return happened
    if _is_land_shared(c, head, behind) or _is_of_a_house(c, head, behind) or _is_park(c, head, behind):
        return literal(f"its “{behind}”")
    if table.verb_final and head in table.place_nouns and behind in table.authority_nouns and _names_both(c):
        return acting(f"its “{behind}”")
    if head in table.posts and (not c.state or _second_owner(c)):
        return literal(f"“{head}” there")
    if (head in table.authority_nouns or table.belonging.fullmatch(head)) and (decided := _belonging(c, head)):
        return decided
    if head in table.place_nouns and (behind in table.authority_nouns or behind in table.state_nouns):
        return _belonging(c, behind)
    if head in table.origins:
        return literal(f"“{head}” after it")
    if c.state and head in table.deeds:
        return acting(f"“{head}” by it")
    return literal(f"“{head}” of it", stated=False) if _is_placed_head(c, head) else None


def _is_park(c: Window, head: str, behind: str) -> bool:
    """Tell whether a state's word is of the name of something in a place: "Göygöl Milli Parkı"."""
    placed = head in c.table.authority_nouns and behind in c.table.place_nouns
    return placed and not c.power and _names_both(c)


def _goods(c: Window, words: tuple[str, ...]) -> Role | None:
    """Rule on goods of a land behind it, no object of its deed: "Azerbaycan doğal gazı Avrupa'ya …"."""
    table = c.table
    for index, word in enumerate(words[:2] if table.verb_final and c.state else ()):
        if word in table.freights and table.belonging.fullmatch(word):
            behind = next(iter(words[index + 1 :]), "")
            does = table.verbs.fullmatch(behind) and not table.passives.fullmatch(behind)
            return None if does else literal(f"its “{word}”")
    return None


def _names_both(c: Window) -> bool:
    """Tell whether the next two words are written with capitals, as an institution's are: "Demiryolu İdaresi"."""
    first = c.item.last + 1
    return not c.shouted and c.text.capital[first] and c.text.capital[first + 1]


def _is_placed_head(c: Window, head: str) -> bool:
    """Tell whether a word makes a compound with a bare name, by a case that no object is in."""
    table = c.table
    shaped = table.placed_heads.fullmatch(head) and not c.text.capital[c.item.last + 1]
    other = head in table.adverbs or head in table.actor_after or table.verbs.fullmatch(head)
    return bool(shaped) and not other


def _is_land_shared(c: Window, head: str, behind: str) -> bool:
    """Tell whether two words behind a bare name are land of it: "İran dövlət sərhədi", "Ermenistan sınır hattı"."""
    table = c.table
    if table.verb_final and table.belonging.fullmatch(head) and not table.kind_of(head):
        return False  # "Azerbaycan ordusunu sınır bölgesinde …"
    if table.verb_final and not table.belonging.fullmatch(behind):
        return False  # "Azerbaycan Devlet Sınır Hizmeti"
    if head in table.authority_nouns:
        return behind in table.adjoining and behind in table.place_nouns
    return table.verb_final and head in table.adjoining and behind in table.place_nouns and not c.capital


def _second_owner(c: Window) -> bool:
    """Tell whether an owner in the genitive stands before the name ("Türkiye'nin Bakü Büyükelçisi")."""
    position = c.item.first - 1
    former = position > 0 and c.text.words[position] in c.table.epithets  # "Türkiye'nin eski Bakü Büyükelçisi"
    word = c.text.words[position - former]
    owner = c.behind_place or (former and (word in c.table.genitives or c.text.capital[position - 1]))
    return owner and not c.ending and any(word.endswith(suffix) for suffix in c.table.genitives)


def _authority_behind(c: Window) -> Role | None:
    word, case = c.next, c.table.case_words
    if not (c.table.possessives or c.table.genitives):
        return None  # all owners stand behind what they have
    if c.after[:1] in APOSTROPHES or (c.item.kind and not c.state):
        return None
    if word in c.table.place_nouns and c.power:
        return literal(f"“{word}” after it")
    if c.power and word in c.table.force_nouns:
        return acting(f"“{word}” after it")
    if word in c.table.tiers and c.clause[1:2] and c.clause[1] in c.table.authority_nouns:
        return acting(f"“{word} {c.clause[1]}” after it")
    if word not in c.table.authority_nouns:
        return None
    # "In Turkey Minister Ellwood met …": the title belongs to the person behind it.
    words = c.before.split()
    if words and words[-1] in case.place and (len(words) == 1 or c.text.capital[c.item.last + 1]):
        return None
    owned = c.clause[2:4] if c.clause[1:2] and c.clause[1] in case.owner else ()
    bordering = any(other in c.table.frontiers for other in owned)
    if word in c.table.sides and (bordering or c.preposition in case.surface):
        return literal(f"“{word}” of it")
    return acting(f"“{word}” after it")


def possessive(c: Window) -> Role | None:
    """Rule on what a place has: borders and villages make it literal, ministers and plans associative."""
    table = c.table
    if c.ending in table.genitives:
        governed = c.previous and c.text.capital[c.item.first - 1]  # "Armee Armeniens"
        return None if governed else _owned_behind(c, c.clause[:3])
    if not table.possessives or c.after[:1] not in APOSTROPHES:
        return None
    if c.inside_follows:
        return literal("a place in it follows")
    marked = c.after[1:2].isalnum() and c.following[:1] and c.following[0] in table.possessives
    owned = c.clause[1:5] if marked else c.clause[:4]
    if decided := _owned_behind(c, owned):
        return decided
    return acting("possessive", stated=False) if c.state or c.capital else literal("possessive", stated=False)


def _owned_behind(c: Window, owned: tuple[str, ...]) -> Role | None:
    table = c.table
    for index, word in enumerate(owned):
        another = owned[index + 1 : index + 2]
        if c.power and word in table.deeds and another and another[0] in table.case_words.owner:
            return acting(f"its “{word}” of another")
        if word in table.place_nouns:
            return literal(f"its “{word}”")
        if word in table.authority_nouns or word in table.offices or (word in table.state_nouns and c.power):
            return acting(f"its “{word}”")
    return _picked(c, owned)


def whose_it_is(c: Window) -> Role | None:
    """Rule on "the Ministry of Defence of X" and, in languages with a genitive, "министр обороны X"."""
    if c.table.owner == "follows":
        return _head_before(c)
    if c.table.owner == "of" and (head := _owned_head(c)):
        town = head in c.table.offices and not c.power
        return literal(f"“{head}” of it") if town or head in c.table.place_nouns else acting(f"“{head}” of it")
    return None


def _head_before(c: Window) -> Role | None:
    """Nearest head before a genitive, seen through the genitives between ("власти Республики X")."""
    table = c.table
    if not _may_be_owner(c):
        return None
    for distance in range(1, _HEAD):
        word = c.word_before(distance)
        if not word or word in table.prepositions or word in table.links or table.unbound.fullmatch(word):
            return None
        if decided := _contested_or_acting(c, word):
            return decided
        governs = word in table.addressed or table.verbs.fullmatch(word)
        if governs and distance > 1:
            return None
        placed = word in table.place_nouns and not table.attributes.fullmatch(word)
        if word in table.offices or (placed and not _is_name(c, c.item.first - distance)):
            office = _office_for(c, distance) if c.state else ""
            return acting(f"“{office}” of it") if office else literal(f"“{word}” of it")
        if governs:
            return None
        if c.state and table.superlatives.fullmatch(word):
            return literal(f"“{word}” in it", stated=False)
    return None


def _office_for(c: Window, distance: int) -> str:
    """Return the office that does something with what lies there: "Агентство разминирования территорий X"."""
    does, office = c.word_before(distance + 1), c.word_before(distance + 2)
    known = does in c.table.place_nouns or does in c.table.authority_nouns or does in c.table.prepositions
    return office if does and not known and office in c.table.authority_nouns else ""


def _may_be_owner(c: Window) -> bool:
    """Tell whether a name may be in the genitive, by its own ending or by that of its title."""
    table = c.table
    if c.case in {"locative", "accusative", "instrumental", "dative"}:
        return False  # "во взятом под контроль Карабахе"
    titled = c.text.words[c.item.first] if c.item.first < c.item.last else c.previous
    # "Президент Республики Арцах", "статус Нагорно-Карабахской республики"
    genitive = c.acronym or titled in table.genitive_titles or c.next in table.genitive_titles
    if not genitive and table.no_genitive.fullmatch(c.text.words[c.item.last]):
        return False
    return c.power or not table.literal_before.search(c.before)


def _contested_or_acting(c: Window, word: str) -> Role | None:
    if word in c.table.contests and c.power and not (c.state or c.capital):
        return literal(f"“{word}” over it")
    return acting(f"“{word}” of it") if _acts(c, word) else None


def _acts(c: Window, word: str) -> bool:
    """Tell whether what is owned acts, or is what a state does."""
    table = c.table
    governed = word in table.state_nouns or word in table.offices
    if table.owner == "follows":
        governed = governed or word in table.dealings
    return word in table.authority_nouns or (c.power and governed)


def _is_name(c: Window, index: int) -> bool:
    """Tell whether a word is written with a capital where no sentence begins: "Запада и России"."""
    return c.text.capital[index] and not c.shouted and not c.text.opens(c.text.starts[index])


def _behind_head(c: Window) -> int:
    """Where the words end that a name's owner can be, 0 where nothing makes an owner of the name."""
    table, words, position = c.table, c.text.words, c.item.first - 1
    owner = table.case_words.owner
    if position >= 0 and words[position] in table.articles:
        position -= 1
    if position >= 1 and words[position] in owner and words[position - 1] in table.state_titles:
        position -= 2
        while position >= 0 and (words[position] in table.articles or words[position] in table.epithets):
            position -= 1
    if c.ending in table.genitives:
        return c.item.first  # its ending stands for the preposition: "Armee Armeniens"
    return position if position >= 1 and words[position] in owner else 0


def _owned_head(c: Window) -> str:
    table, words, position = c.table, c.text.words, _behind_head(c)
    if not position:
        return ""
    head = words[position - 1]
    if position >= 2 and words[position - 2] in table.offices:
        head = words[position - 2]  # "governor general"
    if head in table.place_nouns or head in table.offices or _acts(c, head):
        return head
    placed = table.literal_before.search(c.before)
    if placed and " " in placed.group(1) and placed.group(1).split()[-1] in table.case_words.owner:
        return ""
    opens = c.text.word_at(c.text.sentence(c.text.starts[c.item.first])[0])
    for index in range(position - 1, max(opens, position - _HEAD) - 1, -1):
        word = words[index]
        if not _PARTED.isdisjoint(c.text.gap(index, index + 1)):
            break
        if word in table.authority_nouns:
            return word
        if _is_name(c, index) or (_is_name(c, index - 1) and _is_name(c, index + 1)):
            continue  # "the State Committee for Refugees of"
        if word in table.owner_ends or word in table.agent_verbs or word in table.place_nouns:
            break
    return ""
