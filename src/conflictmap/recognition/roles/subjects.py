"""Rules on subjects: what is done to a place, and what those who rule there do and say."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from conflictmap.language.characters import DASHES
from conflictmap.language.strict import NEVER
from conflictmap.recognition.roles.outcome import Role, acting, literal

if TYPE_CHECKING:
    from conflictmap.recognition.roles.window import Window

_BARE = 2  # words behind a subject inside its clause: an adverb and the verb
_SHORT_VERB = 4  # letters of a verb that ends in "s" and is no pronoun or preposition
_DONE = 9  # words among which an owner's object and the verb made a noun behind it stand
_OBJECT = 5  # words behind a subject among which the object of its verb ends
_VERB = 7  # words behind a subject among which its verb stands
_APART = DASHES | {"", ".", ":", ")", "/"}
_ASIDE = re.compile(r"^, ([^\W\d])[^,.;:]{1,60}, ([^\W\d_]+)")


def undergoes(c: Window) -> Role | None:
    """Rule on "Stepanakert was shelled", "Shusha came under fire"."""
    if c.table.owner == "of":
        if c.touching and (c.next in c.table.passive_verbs or c.next in c.table.undergoing):
            for word in c.following[1:4]:
                if word in c.table.patient_verbs:
                    return literal(f"“{word}” happened to it")
            word = c.last_word() if c.table.participles_last else ""
            return literal(f"“{word}” happened to it") if word in c.table.patient_verbs else None
        return None
    passive = c.table.passives.fullmatch
    if any(word in c.table.agents_described for word in c.clause[1:5]):
        return None  # "Армения считалась союзником …"
    if not c.touching or not c.opens_clause() or not (passive(c.next) or _is_done_to(c, c.next)):
        return None
    if c.table.subject_suffixes and not passive(c.next) and _has_object(c, c.clause[1:_OBJECT]):
        return None  # "Հայաստան գրաւած էր բլուրը"
    if c.table.verb_final and not passive(c.next):
        # "Ermenistan işgal ettiği …" does it, "Şuşa işgal edildi" undergoes it.
        done = any(passive(word) or c.table.undergone.fullmatch(word) for word in c.clause[1:4])
        return literal(f"“{c.next}” happened to it") if done else None
    return literal(f"“{c.next}” happened to it")


def _is_done_to(c: Window, word: str) -> bool:
    """Tell whether a verb behind a name is done to it: "Шушу обстреляли", but not "Армения обстреляла"."""
    shapes = c.table.of_several
    return word in c.table.patient_verbs and (shapes is NEVER or c.case == "accusative" or bool(shapes.fullmatch(word)))


def doer(c: Window) -> Role | None:
    """Rule on the owner whose verb made a noun has an object or a place: "Rusya'nın bu bölgeleri tanıması"."""
    table = c.table
    if not table.verb_final or not c.touching or c.item.kind or c.ending not in table.genitives:
        return None
    start, objects = c.item.last + 1 + c.apart, tuple(table.objects - table.datives)
    owned = any(word.endswith(tuple(table.genitives)) for word in c.before.split()[-3:])
    done = placed = False
    for index, word in enumerate(c.clause[:_DONE]):
        if word in table.copulas or (not done and (word in table.authority_nouns or word in table.dealings)):
            return None
        # "Azerbaycan'ın sınırda nokta kurduğunu söyledi": who did it has no other word in the clause
        if table.nominalised.fullmatch(word) and (done or (placed and not owned and word.endswith(objects))):
            return None if table.undergone.fullmatch(word) else acting(f"subject of “{word}”")
        lies = word in table.place_nouns or bool(table.kind_of(word))
        done = (done and not c.text.capital[start + index]) or (lies and word.endswith(objects))
        placed = placed or (lies and bool(index) and word.endswith(tuple(table.locative_suffixes)))
    return None


def subject(c: Window) -> Role | None:
    """Rule on subjects of verbs of acting ("Moscow has promised", "Bakı hesab edir", "Մոսկվան կարող է")."""
    return (_of_several(c) or _speaker_behind(c) or _beside_its_verb(c)) if c.power else None


def _beside_its_verb(c: Window) -> Role | None:
    table = c.table
    if table.verb_final:
        return _subject_before_last_verb(c)
    if table.subject_suffixes:
        return _subject_with_article(c)
    if c.shares_preposition():
        return None
    if table.owner == "follows":
        if c.case not in {"", "nominative"}:
            return None
        nominative = c.case == "nominative"
        sure = c.touching and (nominative or bool(table.no_genitive.fullmatch(c.text.words[c.item.last])))
        before = _subject_before_verb(c) if sure or c.opens_clause() else None
        return before or (_beside_verb(c) if nominative or c.capital else None)
    if c.previous in table.no_subject_after:
        return None
    if c.before.strip().rpartition(" ")[2] in table.complementisers:
        return acting("subject of what is said")
    named = c.touching and (not c.text.capital[c.item.last + 1] or c.shouted)
    if c.following and (named or _owns_what_follows(c)) and table.verbs.fullmatch(c.following[0]):
        return acting(f"“{c.following[0]}” after it")
    if named and c.opens_clause() and c.clause[1:2] and c.clause[1] in table.determiners and _in_present(c.next):
        return acting(f"“{c.next} {c.clause[1]}” after it")
    return _subject_behind_aside(c)


def _of_several(c: Window) -> Role | None:
    """Rule on "Tehran, Moscow urge calm", "ни Тбилиси, ни Баку", "Тегеран и Баку враждебны друг другу"."""
    table = c.table
    if c.ending and c.ending not in table.subject_suffixes:
        return None
    if c.previous in table.neithers and not c.shares_preposition():
        return acting(f"“{c.previous}” before it")
    if c.touching and c.next in table.plural_verbs and c.cut_off and c.text.capital[c.item.first - 1]:
        return acting(f"“{c.next}” after it")
    if c.case not in {"", "nominative"} or (table.owner == "follows" and not c.opens_clause()):
        return None
    word = next((word for word in c.clause[:7] if word in table.reciprocal), "")
    opens = not c.previous or c.previous in table.conjunctions or c.previous in table.openers
    return acting(f"“{word}” after it") if word and opens else None


def _speaker_behind(c: Window) -> Role | None:
    """Rule on "The road is open, says Moscow.": the name closes what the verb of speech behind a comma opens."""
    said = c.previous in c.table.speech and c.item.first > 1 and not c.word_before(2)
    closes = not c.touching or c.text.opens(c.text.starts[c.item.last + 1])
    return acting(f"“{c.previous}” before it") if said and closes else None


def _in_present(word: str) -> bool:
    """Tell whether a word may be a verb of the third person; before a determiner no plural noun stands there."""
    return len(word) > _SHORT_VERB and word.endswith("s") and not word.endswith("ss")


def _owns_what_follows(c: Window) -> bool:
    """Tell whether a word like "whose" stands behind the name and its comma."""
    return c.after.startswith(", ") and c.following[:1] != () and c.following[0] in c.table.relative_owners


def _subject_behind_aside(c: Window) -> Role | None:
    """Rule on "Baku, for its part, denied it"."""
    aside = None if c.before.strip() else _ASIDE.match(c.after)
    word = aside.group(2) if aside and not aside.group(1).isupper() else ""
    acts = word in c.table.agent_verbs or (c.table.verbs.fullmatch(word) and not c.table.passives.fullmatch(word))
    return acting(f"subject of “{word}”", stated=False) if acts else None


def _subject_before_last_verb(c: Window) -> Role | None:
    inside = c.table.owner == "follows" and not c.opens_clause()
    governed = c.next in c.table.likenesses or c.next in c.table.links
    if c.ending or c.after[:1] in _APART or governed or inside:
        return None
    verb = c.last_word()
    if not c.state and (c.next.isdigit() or not c.capital) and verb not in c.table.agent_verbs:
        return None  # "Ankara 7 bin satışla üçüncü oldu", "Karabağ mücadelelere sahne oldu"
    if not verb or not c.table.verbs.fullmatch(verb) or c.table.passives.fullmatch(verb):
        return None
    return acting(f"subject of “{verb}”", stated=not c.joined_to_another())


def _subject_with_article(c: Window) -> Role | None:
    table = c.table
    driven = not c.ending and _drives(c, c.clause[:_VERB])
    if c.ending not in table.subject_suffixes and not driven and (c.ending or not table.bare_subjects):
        return None
    aside = c.after.lstrip()[:1] in {",", "«", "“"}  # "Բաքուն, …", "Վաշինգտոնը «…» է"
    words = c.following if aside and not c.clause else c.clause
    for index, word in enumerate(words[:_VERB]):
        if not c.shouted and c.text.visible[c.text.starts[c.item.last + 1 + index]].isupper():
            continue  # somebody's name
        if word in table.auxiliaries and words[index + 1 : index + 2]:
            undergoes = table.passives.fullmatch(words[index + 1]) or words[index + 1] in table.joining
            return literal(f"“{words[index + 1]}” happened to it") if undergoes else acting(f"subject of “{word}”")
        if table.passives.fullmatch(word) or word in table.patient_verbs:
            if aside and not c.clause:
                return None  # of what stands between commas: "Հայաստանը, հաշվի առնելով …"
            behind = words[index + 1 : index + _OBJECT]
            does = not table.passives.fullmatch(word) and c.opens_clause() and _has_object(c, behind)
            return acting(f"subject of “{word}”") if does else literal(f"“{word}” happened to it")
        halved = table.half_verbs.fullmatch(word) and table.descriptive.isdisjoint(words[max(index - 1, 0) : index + 2])
        if word in table.agent_verbs or (table.verbs.fullmatch(word) and not halved):
            return acting(f"subject of “{word}”")
    return None


def _drives(c: Window, words: tuple[str, ...]) -> bool:
    """Tell whether a name without an article is a subject: "Պաքու կը մերժէ", "Հայաստան գրաւած էր զայն"."""
    if any(word in c.table.auxiliaries for word in words):
        return True
    does, undergoes = c.table.nominalised.fullmatch, c.table.undergone.fullmatch
    done = (does(word) and not undergoes(word) and other in c.table.descriptive for word, other in pairwise(words))
    return bool(c.table.auxiliaries) and any(done)


def _has_object(c: Window, words: tuple[str, ...]) -> bool:
    """Tell whether an object stands behind a verb, by its article: "Ադրբեջանը գրավեց քաղաքը"."""
    return any(word.endswith(tuple(c.table.subject_suffixes)) for word in words)


def _subject_before_verb(c: Window) -> Role | None:
    table = c.table
    words = c.clause[: 5 if c.opens_clause() else 2] if c.touching else ()
    if len(words) == _BARE and not c.opens_clause() and words[0] not in table.adverbs:
        words = words[:1]
    for index, word in enumerate(words, c.item.last + 1):
        if (c.text.capital[index] and not c.shouted) or word in table.adverbs:
            continue
        undergone = table.passives.fullmatch(word) or _is_done_to(c, word)
        if undergone and not any(other in table.agents_described for other in c.clause):
            return literal(f"“{word}” happened to it")
        if undergone or word in table.agent_verbs or table.verbs.fullmatch(word):
            return acting(f"subject of “{word}”")
    if not words and c.following and c.following[0] in table.relative_owners:
        return acting(f"“{c.following[0]}” after it")
    return None if words else _subject_behind_aside(c)


def _beside_verb(c: Window) -> Role | None:
    """Rule on capitals right behind a verb, as subjects or objects: "заявила Анкара", "спровоцировал Ереван"."""
    verb = c.word_before(2) if c.previous in c.table.conjunctions or c.previous in c.table.openers else c.previous
    if not verb or not c.table.verbs.fullmatch(verb) or c.table.passives.fullmatch(verb):
        return None
    if verb in c.table.patient_verbs or verb in c.table.before_place or verb in c.table.motions:
        return literal(f"“{verb}” happened to it")
    return acting(f"“{verb}” before it")


def act(c: Window) -> Role | None:
    """Rule on "Baku said", "Moscow has promised"; of other towns only speech is believed."""
    if c.followed_by_place and c.following and c.following[0] in c.table.copulas:
        return None  # "Karabakh is Azerbaijan" says what a place is
    if c.case not in {"", "nominative"}:
        return None  # "соединит Армению не с Россией"
    governed = c.previous in c.table.no_subject_after - c.table.articles
    if c.shares_preposition() or c.ending or (governed and not c.state):
        return None
    if c.touching and (c.next in c.table.agent_verbs if c.power else c.next in c.table.speech):
        return acting(f"“{c.next}” after it")
    return None
