"""Rules on names whose case tells, where no preposition governs them, and on what a few prepositions make of them."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from conflictmap.language.characters import DASHES
from conflictmap.recognition.roles.outcome import Role, acting, literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conflictmap.recognition.roles.window import Window

_OBJECT = 3  # words before an object among which its verb stands
_SHARED = 5  # words behind two neighbours among which their border stands
_AWAITED = 2  # words behind "from" and a party among which what is awaited of it stands
_LISTED = 12  # words between a border and the last of those it is shared with
_NAMED = 2  # words behind an object that opens its clause, among which its verb stands


def affected(c: Window) -> Role | None:
    """Rule on "у Баку нет планов", "Анкаре важно", "на Армению оказали давление", and on "вернулись в Степанакерт"."""
    table, before = c.table, c.previous
    if decided := _bordering(c) or _apposed(c):
        return decided
    if c.case in {"dative", "instrumental", "accusative"} and not _governed(c):
        return _object(c) if c.case == "accusative" else acting(f"{c.case} without a preposition")
    if before in table.joining and c.case in {"", "nominative"}:
        return literal(f"“{before}” done to it")  # "соединит Азербайджан с …"
    verb = c.word_before(2)
    if verb and before in table.case_words.place and verb in table.motions:
        return literal(f"“{verb}” to it")
    if verb and before in table.case_words.goal and (verb in table.motions or verb in table.joining):
        return literal(f"“{verb} {before}” before it")
    if before in table.beholders:
        return _had(c)
    if before in table.case_words.source:
        near = (*c.clause[:_AWAITED], *reversed(c.before.split()[-8:-1]))
        word = next((word for word in near if word in table.feared), "")
        return acting(f"“{word} … {before}” before it") if word else None
    if before in table.case_words.surface:
        return _laid_on(c)
    words = [word for word in c.clause[:3] if word not in table.adverbs]
    if c.opens_clause() and words[:1] and words[0] in table.predicatives:
        return acting(f"“{words[0]}” for it")
    return None


def _had(c: Window) -> Role | None:
    """Rule on what is had or felt by somebody, and on the border that neighbours have: "у Баку нет планов"."""
    table, before = c.table, c.previous
    if c.state:
        shared = next((word for word in c.clause[:_SHARED] if word in table.frontiers), "")
        return literal(f"“{shared}” of it") if shared else acting(f"“{before}” before it")
    had = (c.word_before(2),) if c.word_before(2) else c.clause[:4]
    if table.verb_final:
        had = (*had, *c.clause[:2])
    word = next((word for word in had if word in table.wanting), "")
    opens = c.capital and c.before.split() == [before]  # "У Москвы на руках …"
    return acting(f"“{before} {word}” around it") if word or opens else None


def _laid_on(c: Window) -> Role | None:
    """Rule on "на Армению оказали давление", and on claims to a region: "претензии на Карабах"."""
    table, before = c.table, c.previous
    laid = (*reversed(c.before.split()[-5:-1]),)
    claimed = laid[0] if laid and laid[0] in table.addressed else ""
    if claimed and not (c.state or c.capital):
        return literal(f"“{claimed} {before}” before it")
    word = next((word for word in c.clause[:6] if word in table.reactions or word in table.addressed), "")
    word = word or next((word for word in laid if word in table.burdens), "")
    return acting(f"“{before} … {word}” around it") if word else None


def joined(c: Window) -> str:
    """Return the word before "with" by which a land is joined to another, bordered on or got to know."""
    return next((word for word in reversed(c.before.split()) if word in c.table.joining), "")


def _bordering(c: Window) -> Role | None:
    """Rule on "граничит с тремя странами — Арменией, …": those that a border is shared with, one by one."""
    if c.case != "instrumental" or c.table.passives.fullmatch(c.previous):
        return None  # "коридор, соединяющий X с Y, закрыт Азербайджаном"
    opens = c.text.word_at(c.text.sentence(c.text.starts[c.item.first])[0])
    near = c.text.words[max(opens, c.item.first - _LISTED) : c.item.first]
    word = next((word for word in reversed(near) if word in c.table.joining), "")
    return literal(f"“{word}” before it") if word else None


def _apposed(c: Window) -> Role | None:
    """Rule on what a place is said to be before a dash: "над отпавшими провинциями — Абхазией и …"."""
    first = c.item.first
    noun = c.text.words[first - 1] if c.case and first and set(c.text.gap(first - 1, first)) & DASHES else ""
    placed = noun and (noun in c.table.place_nouns or c.table.kind_of(noun))
    return literal(f"“{noun}” before it") if placed else None


def _object(c: Window) -> Role:
    """Rule on what a verb is done to, by the verb: "соединит Армению", "Турцию посещали", "лишить Москву доходов"."""
    table = c.table
    behind = c.clause[:_NAMED] if c.touching else ()
    for word in _passed(c, chain(reversed(c.before.split()[-_OBJECT:]), behind)):
        if word in table.joining or word in table.patient_verbs:
            return literal(f"“{word}” done to it")
        if word in table.addressed or table.verbs.fullmatch(word):
            return acting(f"“{word}” done to it")
    return acting("what something is done to", stated=False)


def _passed(c: Window, words: Iterable[str]) -> Iterable[str]:
    return (word for word in words if word not in c.table.state_titles and word not in c.table.adverbs)


def _governed(c: Window) -> bool:
    """Tell whether a preposition stands before a name, or before the one it is joined to."""
    table, near = c.table, c.before.split()
    if c.cut_off and c.text.capital[c.item.first - 1]:
        return True  # of a list, whose first name may be governed from afar
    described = table.agreement.get(c.case, ())
    while len(near) > 1 and near[-1].endswith(described) and near[-1] not in table.prepositions:
        near.pop()  # "с новой демократической Арменией"
    governing = (table.conjunctions, table.prepositions, table.links, table.betweens, table.before_actor)
    return bool(near) and any(near[-1] in words for words in governing)
