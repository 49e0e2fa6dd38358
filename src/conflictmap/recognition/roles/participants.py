"""Rules on those who act and those to whom something is done: subjects, recipients, companions, speakers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from conflictmap.language.characters import DASHES
from conflictmap.recognition.roles.outcome import Role, acting, literal

if TYPE_CHECKING:
    from conflictmap.recognition.roles.window import Window

_BARE = 2  # words behind a subject inside its clause: an adverb and the verb
_GIVEN = 120  # characters before a recipient in which the verb of giving may stand
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
    if (away and c.state) or (table.plurals and not away and table.plurals.isdisjoint(c.clause)):
        return ""
    said = table.reactions if away else table.reports
    return next((word for word in c.clause[:3] if word in said), "")


def _speaking_around(c: Window) -> str:
    words, case = c.before.split(), c.table.case_words
    if words and words[-1] in case.origin:
        return words[-2] if words[-2:-1] and words[-2] in c.table.reactions else ""
    if not words or words[-1] not in case.place:
        return ""
    for word in (*reversed(words[-6:-1]), *c.clause[:7]):
        if word in c.table.authority_nouns:
            return ""  # somebody else is the subject
        if word in c.table.reports:
            return word
    return ""


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
    word = c.next
    with_it = c.ending in c.table.comitatives or word in c.table.companions
    for other in c.clause[:4] if with_it else ():
        if other in c.table.adjoining:
            return literal(f"“{other}” shared with it")
    if word in c.table.beneficiaries and not c.state:
        return literal(f"“{word}” after it", stated=False)
    return acting(f"“{word}” after it") if with_it or word in c.table.actor_after else None


def cited(c: Window) -> Role | None:
    """Rule on "according to Goris": only people say something, in whatever town."""
    match = c.table.citing.search(c.before) if c.previous in c.table.citing_words else None
    return acting(f"“{match.group(1)}” before it") if match and not c.followed_by_place else None


def party(c: Window) -> Role | None:
    """Rule on "against Armenia", "handed to Azerbaijan", "no reason for Russia to intervene"."""
    if not c.power:
        return None
    table, words = c.table, c.before.split()
    if match := table.actor_before.search(c.before):
        if match.group(1) in table.case_words.company and words[-2:-1] and _shared(c, words):
            return literal(f"“{words[-2]}” shared with it")
        return acting(f"“{match.group(1)}” before it")
    if table.owner == "follows" and (affected := _affected(c)):
        return affected
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


def _affected(c: Window) -> Role | None:
    """Rule on "у Баку нет планов", "Анкаре важно", "на Армению оказали давление", and on "вернулись в Степанакерт"."""
    table, before = c.table, c.previous
    if before in table.case_words.place and c.word_before(2) in table.motions:
        return literal(f"“{c.word_before(2)}” to it")
    if before in table.beholders:
        had = (c.word_before(2),) if c.word_before(2) else c.clause[:2]
        if table.verb_final:
            had = (*had, *c.clause[:2])
        word = next((word for word in had if word in table.wanting), "")
        return acting(f"“{before} … {word}” around it") if word else None
    if before in table.case_words.surface:
        word = next((word for word in c.clause[:6] if word in table.reactions or word in table.addressed), "")
        return acting(f"“{before} … {word}” around it") if word else None
    words = [word for word in c.clause[:3] if word not in table.adverbs]
    if c.opens_clause() and words[:1] and words[0] in table.predicatives:
        return acting(f"“{words[0]}” for it")
    return None


def feared(c: Window) -> Role | None:
    """Rule on "Türkiyədən qorxur", "Հայաստանից ներողություն խնդրել": what is feared or asked of a party."""
    if not c.ending or not c.ending.endswith(c.table.ablatives):
        return None
    words = (*c.clause[:5], *(() if c.table.verb_final else c.before.split()[-3:]))
    word = next((word for word in words if word in c.table.feared), "")
    return acting(f"“{word}” of it") if word else None


def _shared(c: Window, words: list[str]) -> bool:
    position = -3 if words[-1] in c.table.articles else -2
    return len(words) >= -position and words[position] in c.table.adjoining


def _recipient(c: Window, words: list[str]) -> Role | None:
    case, preposition = c.table.case_words, c.preposition
    if preposition in case.goal and (decided := _given_to(c, words, preposition)):
        return decided
    if c.next in case.origin and words and words[-1] in c.table.hindrances:
        return acting(f"“{words[-1]} … {c.next}” around it")
    if preposition in case.benefit and (decided := _meant_for(c, words, preposition)):
        return decided
    return _relation_of(c, words, preposition) if preposition in case.owner else None


def _given_to(c: Window, words: list[str], preposition: str) -> Role | None:
    position = -3 if words[-1] in c.table.articles else -2
    if len(words) >= -position and words[position] in c.table.adjoining:
        return None  # "on its way to"
    for word in c.text.before(c.text.starts[c.item.first], _GIVEN).split():
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
    if table.subject_suffixes and not table.bare_subjects and not c.ending and not c.acronym:
        # A subject or an object would carry the article: the bare name of a country is where somebody goes.
        for word in (*c.before.split()[-3:], *c.clause[:2]):
            if word in table.motions:
                return literal(f"“{word}” to it")
    return None


def _object(c: Window) -> Role | None:
    # What is gone to stands in the dative, what is shelled, left or visited in the accusative.
    table = c.table
    places = table.motions if c.ending in table.datives else table.patient_verbs
    for word in c.clause[:8]:
        if word in table.addressed:
            return acting(f"“{word}” to it")
        if word in places:
            return literal(f"“{word}” to it")
    said = () if table.verb_final else c.before.split()[-3:]
    word = next((word for word in said if word in table.addressed), "")
    return acting(f"“{word}” to it") if word else None


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
    if c.touching and (c.next in c.table.patient_verbs or c.table.passives.fullmatch(c.next)) and c.opens_clause():
        return literal(f"“{c.next}” happened to it")
    return None


def subject(c: Window) -> Role | None:
    """Rule on subjects of verbs of acting ("Moscow has promised", "Bakı hesab edir", "Մոսկվան կարող է")."""
    if not c.power:
        return None
    table = c.table
    if table.verb_final:
        return _subject_before_last_verb(c)
    if table.subject_suffixes:
        return _subject_with_article(c)
    if c.shares_preposition():
        return None
    if table.owner == "follows":
        sure = c.touching and bool(table.no_genitive.fullmatch(c.text.words[c.item.last]))
        return _subject_before_verb(c) if sure or c.opens_clause() else None
    if c.previous in table.no_subject_after:
        return None
    if c.before.strip().rpartition(" ")[2] in table.complementisers:
        return acting("subject of what is said")
    named = c.touching and (not c.text.capital[c.item.last + 1] or c.shouted)
    if c.following and (named or _owns_what_follows(c)) and table.verbs.fullmatch(c.following[0]):
        return acting(f"“{c.following[0]}” after it")
    return _subject_behind_aside(c)


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
    if c.ending or c.after[:1] in _APART or (c.table.owner == "follows" and not c.opens_clause()):
        return None
    verb = c.last_word()
    if not verb or not c.table.verbs.fullmatch(verb) or c.table.passives.fullmatch(verb):
        return None
    return acting(f"subject of “{verb}”", stated=not c.joined_to_another())


def _subject_with_article(c: Window) -> Role | None:
    if c.ending not in c.table.subject_suffixes and (c.ending or not c.table.bare_subjects):
        return None
    aside = c.after.lstrip()[:1] in {",", "«", "“"}  # "Բաքուն, …", "Վաշինգտոնը «…» է"
    words = c.following if aside and not c.clause else c.clause
    for index, word in enumerate(words[:7]):
        if not c.shouted and c.text.visible[c.text.starts[c.item.last + 1 + index]].isupper():
            continue  # somebody's name
        if c.table.passives.fullmatch(word) or word in c.table.patient_verbs:
            return literal(f"“{word}” happened to it")
        if word in c.table.agent_verbs or c.table.verbs.fullmatch(word):
            return acting(f"subject of “{word}”")
    return None


def _subject_before_verb(c: Window) -> Role | None:
    table = c.table
    words = c.clause[: 5 if c.opens_clause() else 2] if c.touching else ()
    if len(words) == _BARE and not c.opens_clause() and words[0] not in table.adverbs:
        words = words[:1]
    for index, word in enumerate(words, c.item.last + 1):
        if (c.text.capital[index] and not c.shouted) or word in table.adverbs:
            continue
        if table.passives.fullmatch(word) or word in table.patient_verbs:
            return literal(f"“{word}” happened to it")
        if word in table.agent_verbs or table.verbs.fullmatch(word):
            return acting(f"subject of “{word}”")
    if not words and c.following and c.following[0] in table.relative_owners:
        return acting(f"“{c.following[0]}” after it")
    return None if words else _subject_behind_aside(c)


def act(c: Window) -> Role | None:
    """Rule on "Baku said", "Moscow has promised"; of other towns only speech is believed."""
    if c.followed_by_place and c.following and c.following[0] in c.table.copulas:
        return None  # "Karabakh is Azerbaijan" says what a place is
    if c.shares_preposition() or c.ending or (c.previous in c.table.case_words.owner and not c.state):
        return None
    if c.touching and (c.next in c.table.agent_verbs if c.power else c.next in c.table.speech):
        return acting(f"“{c.next}” after it")
    return None
