"""Rules on those who speak from a place, and on those who are quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conflictmap.recognition.roles.outcome import Role, acting, literal

if TYPE_CHECKING:
    from conflictmap.recognition.roles.window import Window

_TAKEN = 7  # words between a verb of taking and the one it is taken from
_SOURCE = 5  # words between an owner and what makes a source of it


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
        near = (*c.clause[: 5 if c.capital else 4], *((c.last_word(),) if c.unstopped else ()))
        return next((word for word in near if word in table.reactions), "")
    if (table.verb_final and not c.capital) or (table.plurals and table.plurals.isdisjoint(c.clause)):
        return ""
    return next((word for word in c.clause[:3] if word in table.reports), "")


def _speaking_around(c: Window) -> str:
    words, case = c.before.split(), c.table.case_words
    if words and words[-1] in case.origin:
        said = words[-2:-1] or c.clause[:1]  # "реакция из Москвы", "Из Москвы ответа не последовало"
        taken = words[-2:-1] and c.word_before(3) not in {"", *c.table.conjunctions}
        if taken and any(word in c.table.motions for word in words[-5:-2]):
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
    if words[-1] in case.origin and not table.takings.isdisjoint(words[-_TAKEN:-2]):
        return next(word for word in words[-_TAKEN:-2] if word in table.takings)  # "seized the region from Baku"
    if words[-1] not in case.place or words[-2] not in table.seated or not c.capital:
        return ""
    if any(word in case.owner or word in case.goal for word in words[-4:-2]):
        return ""
    speaks = c.touching and (c.next in table.agent_verbs or bool(table.verbs.fullmatch(c.next)))
    return words[-2] if speaks or c.joined_to_another() else ""


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
