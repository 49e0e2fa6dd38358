"""Rules on those to whom something is done and who go with others: recipients, goals, companions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conflictmap.recognition.roles.cases import affected, joined
from conflictmap.recognition.roles.outcome import Role, acting, literal

if TYPE_CHECKING:
    from conflictmap.recognition.roles.window import Window

_FREIGHT = 8  # words between what is sold and where it goes
_GIVEN = 120  # characters before a recipient in which the verb of giving may stand
_LED = 9  # words before "to" among which a way and where it comes from stand
_BORDERED = 30  # words between a border and the last of those it is shared with
_BORDER = 10  # words between a border and those with whom it is shared


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
        if other in c.table.adjoining and not (c.table.verb_final and other in names):
            return literal(f"“{other}” shared with it")
    about = c.following[1:2] if c.next in c.table.companions else (c.next,)
    if with_it and about and about[0] in c.table.contests and not (c.state or c.capital):
        return literal(f"“{about[0]}” after it")  # "Qarabağla bağlı", "Ղարաբաղի հետ կապված"
    if word in c.table.beneficiaries and not (c.state or c.capital):
        return literal(f"“{word}” after it", stated=False)
    if not with_it and (struck := next((other for other in c.clause[1:5] if other in c.table.strikes), "")):
        return literal(f"“{word} … {struck}” after it") if word in c.table.actor_after else None
    if c.ending in c.table.genitives and c.clause[1:2] and c.clause[1] in c.table.actor_after:
        return acting(f"“{c.clause[1]}” after it")  # "Rusya'nın tamamen aleyhine"
    return acting(f"“{word}” after it") if with_it or word in c.table.actor_after else None


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
    if words[-2:-1] and words[-2] in c.table.strikes:
        return literal(f"“{words[-2]} {phrase}” it")
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
    if len(words) >= -position and (words[position] in c.table.adjoining or words[position] in c.table.departures):
        return None  # "on its way to", "convoys to"
    if _is_led_to(c, words):
        return None  # "the supply route from Goris to"
    reach = c.text.before(c.text.starts[c.item.first], _GIVEN).split()
    comes = words[position] in c.table.comings if len(words) >= -position else False
    if comes and c.table.passive_verbs.isdisjoint(words[position - 3 : position]):
        return None  # "they returned to Armenia", but "was returned to Armenia"
    for word in reversed(reach):
        if word in c.table.frontiers:
            return None  # "a corridor that connects their region to"
        if word in c.table.transfers:
            return acting(f"“{word} … {preposition}” before it")
    if len(words) >= -position and words[position] in c.table.addressed:
        return acting(f"“{words[position]} {preposition}” before it")
    return None


def _is_led_to(c: Window, words: list[str]) -> bool:
    """Tell whether a way, or what travels, comes from somewhere to a name: "the pipeline from Baku to"."""
    case, near = c.table.case_words, words[-_LED:-1]
    start = next((index for index in range(len(near) - 1, 0, -1) if near[index] in case.origin | case.goal), 0)
    led = near[start - 1] if start and near[start] in case.origin else ""
    return led in c.table.adjoining or led in c.table.stretches


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
        return _part_of_it(c) or _object(c)
    if c.ending in table.subject_suffixes and c.previous in table.patient_verbs:
        return literal(f"“{c.previous}” to it")
    if table.subject_suffixes and c.acronym and not c.ending and c.previous in table.motions:
        return literal(f"“{c.previous}” to it")
    bare = (not c.ending and not c.acronym and not c.owner_inside) or _is_bare_title(c)
    if table.subject_suffixes and bare and _is_left_before(c):
        return literal("from one place to it")
    if table.subject_suffixes and not table.bare_subjects and bare:
        # A subject or an object would carry the article: the bare name of a country is where somebody goes.
        for word in (*c.before.split()[-3:], *c.clause[:4]):
            if word in table.motions:
                return literal(f"“{word}” to it")
    return None


def _is_bare_title(c: Window) -> bool:
    """Tell whether what a state calls itself stands behind the name without an article: "Արցախի Հանրապետություն"."""
    titles = c.table.state_titles
    return c.next in titles and any(c.next + suffix in titles for suffix in c.table.subject_suffixes)


def _part_of_it(c: Window) -> Role | None:
    """Rule on the seat that a land is under: "Gence'ye bağlı Samuh ilçesi"."""
    under = c.ending in c.table.datives and c.next in c.table.origins
    lands = under and any(c.table.kind_of(word) for word in c.clause[1:3])
    return literal(f"“{c.next}” to it") if lands else None


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
