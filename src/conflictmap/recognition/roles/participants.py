"""Rules on those who act and those to whom something is done: subjects, recipients, companions, speakers."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from conflictmap.language.characters import DASHES
from conflictmap.language.strict import NEVER
from conflictmap.recognition.roles.cases import affected, joined
from conflictmap.recognition.roles.outcome import Role, acting, literal

if TYPE_CHECKING:
    from conflictmap.recognition.roles.window import Window

_BARE = 2  # words behind a subject inside its clause: an adverb and the verb
_SHORT_VERB = 4  # letters of a verb that ends in "s" and is no pronoun or preposition
_SOURCE = 5  # words between an owner and what makes a source of it
_FREIGHT = 8  # words between what is sold and where it goes
_GIVEN = 120  # characters before a recipient in which the verb of giving may stand
_BORDERED = 30  # words between a border and the last of those it is shared with
_BORDER = 10  # words between a border and those with whom it is shared
_VERB = 7  # words behind a subject among which its verb stands
_APART = DASHES | {"", ".", ":", ")", "/"}
_ASIDE = re.compile(r"^, ([^\W\d])[^,.;:]{1,60}, ([^\W\d_]+)")


def seat(c: Window) -> Role | None:
    """Rule on those who speak from a place: "the government in Baku", "В Баку отрицают", "Ankara'dan kınama"."""
    if not c.power:
        return None
    ask = {"precedes": _speaking_behind, "follows": _speaking_around, "of": _speaking_before}[c.table.owner]
    word = ask(c)
    return acting(f"“{word}” of those who rule there") if word else None


def _speaking_behind(c: Window) -> str:
    table = c.table
    if c.ending not in table.locative_suffixes:
        return ""
    away = c.ending.endswith(table.ablatives)
    if away:
        return next((word for word in c.clause[: 5 if c.capital else 4] if word in table.reactions), "")
    if table.plurals and table.plurals.isdisjoint(c.clause):
        return ""
    return next((word for word in c.clause[:3] if word in table.reports), "")


def _speaking_around(c: Window) -> str:
    words, case = c.before.split(), c.table.case_words
    if words and words[-1] in case.origin:
        said = words[-2:-1] or c.clause[:1]  # "реакция из Москвы", "Из Москвы ответа не последовало"
        if any(word in c.table.motions for word in words[-5:-2]):
            return ""  # "вывезти дипломатов из Ливана"
        return next((word for word in said if word in c.table.reactions), "")
    if not words or words[-1] not in case.place or _is_goal(c):
        return ""  # "рейсы в Ереван"
    if c.capital and words[-2:-1] and words[-2] in c.table.seated:
        return words[-2]
    led = _of_clause(c, words)
    introducing = (c.table.reports, c.table.adverbs, c.table.openers, c.table.times)
    opens = not (led and c.state) or any(led[0] in words for words in introducing)  # "События в Армении …"
    for word in (*led, *(c.clause[:7] if opens else ())):
        if word in c.table.authority_nouns:
            return ""  # somebody else is the subject
        if word in c.table.reports or (c.capital and word in c.table.attitudes):
            return word
    return ""


def _is_goal(c: Window) -> bool:
    """Tell whether a name behind "in" is where somebody or something goes, by its case: "рейсы в Ереван"."""
    same = c.case != "locative" and not c.acronym and c.table.no_genitive.fullmatch(c.text.words[c.item.last])
    return c.case == "accusative" or bool(same)


def _of_clause(c: Window, words: list[str]) -> list[str]:
    """The words before a preposition, nearest first, as far as the clause that "that" opens reaches."""
    near = words[-6:-1][::-1]
    opened = next((index for index, word in enumerate(near) if word in c.table.complementisers), len(near))
    return near[:opened]


def _speaking_before(c: Window) -> str:
    table, case, words = c.table, c.table.case_words, c.before.split()
    if words and words[-1] in table.articles:
        words.pop()
    if len(words) < 2:
        return ""
    if words[-1] in case.origin and words[-2] in table.reactions:
        return words[-2]
    if words[-1] not in case.place or words[-2] not in table.seated or c.state:
        return ""
    if any(word in case.owner or word in case.goal for word in words[-4:-2]):
        return ""
    speaks = c.touching and (c.next in table.agent_verbs or bool(table.verbs.fullmatch(c.next)))
    return words[-2] if speaks or c.joined_to_another() else ""


def company(c: Window) -> Role | None:
    """Rule on "Ermənistana qarşı", "Ադրբեջանի հետ", "Azerbaycan'la görüşme": a party, unless a border is shared."""
    if not c.power or c.table.owner != "precedes":
        return None
    titled = c.next in c.table.state_titles and len(c.following) > 1
    word = c.following[1] if titled else c.next
    with_it = c.ending in c.table.comitatives or word in c.table.companions
    shared = c.clause[:5] if c.table.verb_final else (c.previous, *c.clause[:4])
    behind = range(c.item.last + 1, min(c.item.last + 7, len(c.text.words)))
    names = {c.text.words[index] for index in behind if c.text.capital[index]} if with_it else frozenset()
    for other in shared if with_it else ():
        if other in c.table.dealings and other not in names:
            break  # "Rusya ile sürekli bir gerilim hattında"
        if other in c.table.adjoining:
            return literal(f"“{other}” shared with it")
    about = c.following[1:2] if c.next in c.table.companions else (c.next,)
    if with_it and about and about[0] in c.table.contests and not (c.state or c.capital):
        return literal(f"“{about[0]}” after it")  # "Qarabağla bağlı", "Ղարաբաղի հետ կապված"
    if word in c.table.beneficiaries and not (c.state or c.capital):
        return literal(f"“{word}” after it", stated=False)
    return acting(f"“{word}” after it") if with_it or word in c.table.actor_after else None


def cited(c: Window) -> Role | None:
    """Rule on "according to Goris": only people say something, in whatever town."""
    match = c.table.citing.search(c.before) if c.previous in c.table.citing_words else None
    owns = c.touching and (c.followed_by_place or c.ending in c.table.genitives)
    if match and not owns:
        return acting(f"“{match.group(1)}” before it")
    if (
        c.ending in c.table.datives
        and c.next in c.table.cited_behind
        and c.clause[1:2]
        and c.clause[1] in c.table.sizes
    ):
        return literal(f"“{c.next} {c.clause[1]}” after it")  # "Rusya'ya göre daha küçük"
    word = _cited_behind(c)
    return acting(f"“{word}” after it") if word else None


def _cited_behind(c: Window) -> str:
    table = c.table
    if c.ending in table.datives and c.next in table.cited_behind:
        return c.next
    if c.ending in table.genitives:
        for word in c.clause[:_SOURCE]:
            if word in table.cited_behind:
                return word
            owned = word.endswith(tuple(table.genitives)) or word in table.authority_nouns
            if owned or word in table.place_nouns:
                return ""  # "Bakının bəzi ekspertlərinin fikrinə görə"
    return ""


def party(c: Window) -> Role | None:
    """Rule on "against Armenia", "handed to Azerbaijan", "no reason for Russia to intervene"."""
    if not c.power:
        return None
    table, words = c.table, c.before.split()
    match = None if c.cut_off else table.actor_before.search(c.before)
    if match:
        return _party_or_place(c, words, match.group(1))
    if table.owner == "follows" and (decided := affected(c)):
        return decided
    if table.owner == "follows":
        word = c.previous
        if word in table.links:
            word = c.word_before(2)
        elif word and word not in table.addressed and not table.verbs.fullmatch(word):
            word = ""
        return acting(f"“{word}” before it") if word and word in table.addressed else None
    if table.owner == "of":
        return _recipient(c, words)
    return None


def _party_or_place(c: Window, words: list[str], phrase: str) -> Role:
    company, agent = c.table.case_words.company, c.table.case_words.agent
    if phrase in c.table.causes and not (c.state or c.capital):
        return literal(f"“{phrase}” before it")
    if phrase in company | agent and words[-2:-1] and _shared(c, words):
        return literal(f"“{words[-2]}” shared with it")
    if phrase in company and (word := joined(c)):
        return literal(f"“{word} … {phrase}” around it")
    if c.table.owner == "follows" and " " in phrase and phrase.split(maxsplit=1)[0] in company:
        # "проехали со стороны Армении"
        ways = (*words[-8:-2], *c.clause[:4])
        going = next((word for word in ways if word in c.table.motions or c.table.kind_of(word) == "road"), "")
        if going:
            return literal(f"“{going} … {phrase}” before it")
    return acting(f"“{phrase}” before it")


def feared(c: Window) -> Role | None:
    """Rule on "Türkiyədən qorxur", "Հայաստանից ներողություն խնդրել": what is feared or asked of a party."""
    if c.ending not in c.table.locative_suffixes or not c.ending.endswith(c.table.ablatives):
        return None
    reach = 5 if c.previous in c.table.conjunctions else 3  # "վախենում է Չինաստանից ու Թուրքիայից"
    words = (*c.clause[:5], *(() if c.table.verb_final else c.before.split()[-reach:]))
    word = next((word for word in words if word in c.table.feared), "")
    return acting(f"“{word}” of it") if word else None


def _shared(c: Window, words: list[str]) -> bool:
    position = -3 if words[-1] in c.table.articles else -2
    if position - 1 >= -len(words) and words[position - 1] in c.table.adjoining and c.table.kind_of(words[position]):
        return True  # "the border region with Azerbaijan"
    if c.table.owner == "follows" and any(word in c.table.adjoining for word in words[-4:-2]):
        return True  # "граница Ирана с Арменией"
    if c.table.owner == "of" and _borders(c, words[-_BORDER:position]):
        return True  # "the border of Nakhchivan with Armenia"
    return len(words) >= -position and words[position] in c.table.adjoining


def _borders(c: Window, words: list[str]) -> bool:
    """Tell whether the nearest of these words that says what is shared is a border, and nothing is done behind it."""
    for word in reversed(words):
        if word in c.table.frontiers:
            return True
        if word in c.table.dealings or word in c.table.authority_nouns or word in c.table.agent_verbs:
            return False
    return False


def _recipient(c: Window, words: list[str]) -> Role | None:
    case, preposition = c.table.case_words, c.preposition
    if preposition in case.goal and (decided := _given_to(c, words, preposition)):
        return decided
    if c.next in case.origin and words and words[-1] in c.table.hindrances:
        return acting(f"“{words[-1]} … {c.next}” around it")
    if preposition in case.benefit and (decided := _meant_for(c, words, preposition)):
        return decided
    if preposition in case.surface and c.next in c.table.infinitives:
        asked = next((word for word in words if word in c.table.demands), "")
        return acting(f"“{asked} … {preposition}” before it") if asked else None
    return _relation_of(c, words, preposition) if preposition in case.owner else None


def _given_to(c: Window, words: list[str], preposition: str) -> Role | None:
    position = -3 if words[-1] in c.table.articles else -2
    if len(words) >= -position and words[position] in c.table.adjoining:
        return None  # "on its way to"
    reach = c.text.before(c.text.starts[c.item.first], _GIVEN).split()
    comes = words[position] in c.table.comings if len(words) >= -position else False
    if comes and c.table.passive_verbs.isdisjoint(words[position - 3 : position]):
        return None  # "they returned to Armenia", but "was returned to Armenia"
    for word in reach:
        if word in c.table.transfers:
            return acting(f"“{word} … {preposition}” before it")
    if len(words) >= -position and words[position] in c.table.addressed:
        return acting(f"“{words[position]} {preposition}” before it")
    return None


def _meant_for(c: Window, words: list[str], preposition: str) -> Role | None:
    does = next((word for word in c.table.infinitives if c.after.startswith(f" {word} ")), "")
    if does and not c.state and c.after[len(does) + 2 :].split()[:1] == ["be"]:
        return literal(f"“{preposition} … {does} be” around it")
    if (does and c.after[len(does) + 2 :][:1].isalpha()) or (len(words) == 1 and c.after.startswith(",")):
        return acting(f"“{preposition}” before it")
    bound = next((word for word in words[-5:-1] if word in c.table.departures), "")
    return literal(f"“{bound} … {preposition}” before it") if bound else None


def _relation_of(c: Window, words: list[str], preposition: str) -> Role | None:
    relation = next((word for word in words[-3:-1] if word in c.table.dealings), "")
    if relation in c.table.contests and not c.state:
        return literal(f"“{relation}” over it")
    return acting(f"“{relation}” {preposition} it") if relation else None


def goal(c: Window) -> Role | None:
    """Rule on those to whom something is done or given, and on goals of travel, told apart by the verb."""
    table = c.table
    if table.owner != "precedes" or not c.power:
        return None
    if c.ending in table.objects:
        return _object(c)
    if c.ending in table.subject_suffixes and c.previous in table.patient_verbs:
        return literal(f"“{c.previous}” to it")
    if table.subject_suffixes and c.acronym and not c.ending and c.previous in table.motions:
        return literal(f"“{c.previous}” to it")
    bare = not c.ending and not c.acronym and not c.owner_inside
    bare = bare or any(c.next == title and title + suffix in table.state_titles for title in table.state_titles for suffix in table.subject_suffixes)
    if table.subject_suffixes and bare and _is_left_before(c):
        return literal("from one place to it")
    if table.subject_suffixes and not table.bare_subjects and bare:
        # A subject or an object would carry the article: the bare name of a country is where somebody goes.
        for word in (*c.before.split()[-3:], *c.clause[:4]):
            if word in table.motions:
                return literal(f"“{word}” to it")
    return None


def _object(c: Window) -> Role | None:
    # What is gone to stands in the dative, what is shelled, left or visited in the accusative.
    table = c.table
    recipient = c.ending in table.datives
    places = table.motions if recipient else table.patient_verbs
    opens = c.text.word_at(c.text.sentence(c.text.starts[c.item.first])[0])
    led = c.text.words[max(opens, c.item.first - _BORDERED) : c.item.first] if table.joining and recipient else ()
    if shared := next((word for word in reversed(led) if word in table.joining), ""):
        return literal(f"“{shared}” before it")  # "սահմանակից է Իրանին, Թուրքիային, …"
    listed = recipient and table.verb_final and c.after.lstrip()[:1] == ","  # "İran'a, Rusya'ya gidiyorlar"
    piped = recipient and any(table.freights and word in table.freights for word in c.before.split()[-_FREIGHT:])
    for word in c.following if listed else c.clause[:8]:
        if word in table.addressed and not piped:
            return acting(f"“{word}” to it")
        if word in places or word in table.addressed:
            return literal(f"“{word}” to it")
    if listed and c.last_word() in places:
        return literal(f"“{c.last_word()}” to it")
    for word in () if table.verb_final else reversed(c.before.split()[-3:]):
        if word in table.addressed:
            return acting(f"“{word}” to it")
        if word in places:
            return literal(f"“{word}” to it")
    if recipient and _is_left_before(c):
        return literal("from one place to it")
    return acting("recipient", stated=False) if recipient and c.capital and table.subject_suffixes else None


def _is_left_before(c: Window) -> bool:
    """Tell whether the name before it is where something comes from: "Rusiyadan Ermənistana"."""
    before = c.text.words[c.item.first - 1] if c.behind_place else ""
    return before.endswith(tuple(c.table.locative_suffixes)) and before.endswith(c.table.ablatives)


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
    if c.table.verb_final and not passive(c.next):
        # "Ermenistan işgal ettiği …" does it, "Şuşa işgal edildi" undergoes it.
        done = any(passive(word) or c.table.undergone.fullmatch(word) for word in c.clause[1:4])
        return literal(f"“{c.next}” happened to it") if done else None
    return literal(f"“{c.next}” happened to it")


def _is_done_to(c: Window, word: str) -> bool:
    """Tell whether a verb behind a name is done to it: "Шушу обстреляли", but not "Армения обстреляла"."""
    shapes = c.table.of_several
    return word in c.table.patient_verbs and (shapes is NEVER or c.case == "accusative" or bool(shapes.fullmatch(word)))


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
    if c.ending or c.after[:1] in _APART or c.next in c.table.likenesses or inside:
        return None
    verb = c.last_word()
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
            does = not table.passives.fullmatch(word) and c.opens_clause() and _has_object(c, words[index + 1 : index + 5])
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
    if c.shares_preposition() or c.ending or (c.previous in c.table.case_words.owner and not c.state):
        return None
    if c.touching and (c.next in c.table.agent_verbs if c.power else c.next in c.table.speech):
        return acting(f"“{c.next}” after it")
    return None
