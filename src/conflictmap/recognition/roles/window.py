"""The clause around a name, as the rules on roles see it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from conflictmap.language.characters import APOSTROPHES, DASH, LONG_DASHES, OPENING_QUOTES, QUOTES
from conflictmap.recognition.phrases import ATTACHED

if TYPE_CHECKING:
    from conflictmap.language.tables import Language
    from conflictmap.language.text import Text
    from conflictmap.recognition.phrases import CandidateSpan

_WORDS = 12  # words that belong to the same thought as a name
_ENDING = 4  # words of a title and its ending
_SIGHT = 120  # characters in which a clause ends, for the purpose of a role
_ACRONYM = 4  # letters: RF, USA, ԼՂՀ
_BREAKS = rf",;:()\[\]{QUOTES}!?…։՝`\n"
# One of these, a full stop or a dash with blanks around it: found by its first character, then asked which it is.
_BREAK = re.compile(rf"[{_BREAKS}.\s](?:(?<=[{_BREAKS}])|(?<=\.)(?!\w)|(?<=\s){DASH}+\s)")
_HALT = re.compile(r"[;:()։]|[.!?…](?=\s|$)|\n\n")
_STOPS = frozenset(f",;:(){QUOTES}")
_STOPS_LAST = frozenset(".?…")
_QUOTED = frozenset(f" {sign}" for sign in OPENING_QUOTES)
_BLANKS = " \n\u00a0"
_PASSED = f"{_BLANKS}{QUOTES}'’"  # what may stand between a word and the name it touches
_TOUCHING = f"{_BLANKS}{OPENING_QUOTES}‘"


class Standing(NamedTuple):
    """What is known of a name before the words beside it are asked.

    Attributes
    ----------
    power : bool
        The place can stand for a government: a country, a capital, a self-declared republic.
    state : bool
        The place is a country; without other evidence it stands for its state.
    capital : bool
        The place is a town that can stand for a government.
    followed_by_place : bool
        The next words name another place ("Karabakh is Azerbaijan").
    inside_follows : bool
        The next words name a place that may lie in it ("Armenia's Syunik Province").
    behind_place : bool
        The word before it ends the name of another place ("Türkiye'nin Bakü Büyükelçisi").
    after_town : bool
        The place is a country, and what the comma before it parts from it is none.
    case : str
        Its grammatical case, where the language's table of cases tells.
    """

    power: bool
    state: bool
    capital: bool
    followed_by_place: bool
    inside_follows: bool
    behind_place: bool
    after_town: bool
    case: str


@dataclass(slots=True)
class Window:
    """One name and the words around it.

    Attributes
    ----------
    before, after : str
        Folded words before the name, single-spaced, and what stands behind it as it is written.
    ending : str
        The case ending the name carries, whether attached or behind an apostrophe.
    following, clause : tuple of str
        The next words of the sentence, and those of them before its next comma, dash or bracket.
    touching : bool
        Nothing but blanks and quotation marks stands before the next word.
    titled : bool
        What a state calls itself stands before the name ("Republic of X"); `before` is without it.
    next, previous : str
        The words that touch the name, behind it and with only blanks between before it; empty when there is none.
    table : Language
        The table of the text's language.
    power, state, capital, followed_by_place, inside_follows, behind_place, after_town, case
        As in `Standing`.
    """

    text: Text
    item: CandidateSpan
    before: str
    after: str
    ending: str
    following: tuple[str, ...]
    clause: tuple[str, ...]
    touching: bool
    titled: bool
    next: str
    previous: str
    table: Language
    power: bool
    state: bool
    capital: bool
    followed_by_place: bool
    inside_follows: bool
    behind_place: bool
    after_town: bool
    case: str

    @property
    def cut_off(self) -> bool:
        """A comma stands right before the name, so that no word before it governs it."""
        first = self.item.first
        return first > 0 and not {",", ";"}.isdisjoint(self.text.gap(first - 1, first))

    @property
    def preposition(self) -> str:
        """The word before the name in its clause, an article passed over; empty when there is none."""
        words = self.before.split()
        if words and words[-1] in self.table.articles:
            words.pop()
        return words[-1] if words else ""

    @property
    def acronym(self) -> bool:
        """The name is written in capitals and too short for anything but an abbreviation, which takes no endings."""
        start, end = self.text.starts[self.item.first], self.text.ends[self.item.last]
        return end - start <= _ACRONYM and self.text.visible[start:end].isupper()

    @property
    def owner_inside(self) -> bool:
        """The last of its words carries the ending of an owner ("Հայաստանի Հանրապետության")."""
        last = self.text.words[self.item.last]
        return self.item.first < self.item.last and last.endswith(tuple(self.table.genitives))

    @property
    def apart(self) -> int:
        """How many words part it from those behind, its ending and its title: "Ankara'nın", "Rusya Federasyonu'nun"."""
        words, near, behind = self.text.words, self.following[:2], self.item.last + 1
        return next((n for n in range(_ENDING) if words[behind + n : behind + n + len(near)] == near), 0)

    @property
    def shouted(self) -> bool:
        """The whole sentence is written in capitals, which then tell nothing."""
        low, high = self.text.sentence(self.text.starts[self.item.first])
        return self.text.visible[low:high].isupper()

    @property
    def unstopped(self) -> bool:
        """The sentence ends without a full stop, as headlines do: "Bakü'den Erivan'a sert uyarı"."""
        low, high = self.text.sentence(self.text.starts[self.item.first])
        return self.text.visible[low:high].rstrip()[-1:] not in _STOPS_LAST

    def word_before(self, distance: int) -> str:
        """Return the word `distance` words before the name, empty where punctuation parts them."""
        return _word_before(self.text, self.item.first - distance)

    def opens_clause(self) -> bool:
        """Tell whether the name stands where a subject does: first in its clause, or behind a conjunction."""
        first = self.item.first
        if first == 0 or not self.before.strip():
            return True
        if self.table.times and all(word.isdigit() or word in self.table.times for word in self.before.split()):
            return True  # "3 апреля Баку объявил"
        gap = self.text.visible[self.text.ends[first - 1] : self.text.starts[first]]
        return bool(set(gap) & (_STOPS | LONG_DASHES | {"\n", "."})) or self.text.words[first - 1] in self.table.openers

    def shares_preposition(self) -> bool:
        """Tell whether the name is joined to one that a preposition governs ("in Yerevan and Baku")."""
        text, first = self.text, self.item.first
        if first < 3 or text.words[first - 1] not in self.table.conjunctions or not text.capital[first - 2]:
            return False
        if text.gap(first - 1, first).strip() or text.gap(first - 2, first - 1).strip():
            return False
        head = first - 2
        while head and text.gap(head - 1, head) in {", ", "-"} and text.capital[head - 1]:
            head -= 1  # "in Baku, Yerevan and Tbilisi"
        return bool(self.table.literal_before.search(text.before(text.starts[head])))

    def joined_to_another(self) -> bool:
        """Tell whether a comma or a conjunction joins the name to the next one."""
        behind = self.item.last + 1
        if behind >= len(self.text.words):
            return False
        gap = self.text.gap(self.item.last, behind)
        if "," in gap:
            listed = any(word in self.table.conjunctions for word in self.following[1:7])
            return listed and self.text.capital[behind]
        following = behind + 1 < len(self.text.words) and self.text.capital[behind + 1]
        return self.text.words[behind] in self.table.conjunctions and following

    def last_word(self) -> str:
        """Return the last word before the sentence or its main part ends: the verb, in languages that put it there."""
        return self.last_words().rpartition(" ")[2]

    def last_words(self) -> str:
        """Return the last two words of the sentence or its main part: "yer alıyor"."""
        text, end = self.text, self.text.ends[self.item.last]
        stop = text.sentence(text.starts[self.item.first])[1]
        if match := _HALT.search(text.visible, end, stop):
            stop = match.start()
        index = text.word_at(stop) - 1
        return " ".join(text.words[max(index - 1, self.item.last + 1) : index + 1]) if index > self.item.last else ""


def window_around(text: Text, item: CandidateSpan, standing: Standing) -> Window:
    """Gather what the rules ask about a name."""
    start = text.starts[item.first]
    following = text.words_after(item.last, _WORDS)
    last, ending = item.last, ending_of(text, item)
    if ending and not item.suffix:
        last, following = last + 1, following[1:]
    if standing.state and text.language.verb_final and not ending:
        last, ending = _title_passed(text, last)
        following = following[last - item.last :]
    behind = text.ends[last]
    marks = text.visible[start - 1 : start], text.visible[behind : behind + 1]
    behind += text.language.owner == "of" and all(mark and mark in QUOTES for mark in marks)
    # "Москва «сливает» союзника": what is quoted right behind a name is of its clause.
    quoted = (standing.state or standing.capital) and text.visible[behind : behind + 2] in _QUOTED
    match = _BREAK.search(text.visible, behind + 2 * quoted, behind + _SIGHT)
    within = text.word_at(match.start()) - last - 1 if match else _WORDS
    between = text.visible[behind : text.starts[last + 1]] if following else ""
    if between.startswith(".") and "." in text.visible[start : text.ends[item.last]]:
        between = between[1:]  # U.S. President
    before, titled = _untitled(text, text.before(start))
    if standing.case not in {"", "nominative"}:
        before = _undescribed(text, before, standing.case)
    after = text.visible[behind : behind + 90].replace("\n", " ")
    touching = bool(following) and not between.strip(_TOUCHING)
    return Window(
        text,
        item,
        before,
        after,
        ending,
        following,
        following[:within],
        touching,
        titled,
        following[0] if touching else "",
        _word_before(text, item.first - 1),
        text.language,
        *standing,
    )


def _word_before(text: Text, word: int) -> str:
    """Return a word, empty where there is none or punctuation parts it from the next."""
    if word < 0 or text.gap(word, word + 1).strip(_PASSED):
        return ""
    return text.words[word]


def ending_of(text: Text, item: CandidateSpan) -> str:
    """Return the case ending a name carries, attached or behind an apostrophe or a hyphen ("Ankara'da", "ABŞ-da")."""
    if item.suffix or item.last + 1 >= len(text.words):
        return item.suffix
    sign, word = text.gap(item.last, item.last + 1), text.words[item.last + 1]
    sign = sign[1:] if sign[:1] == " " and sign[1:] in APOSTROPHES else sign  # where a link ends: "Türkiye 'de"
    if sign not in ATTACHED or (sign not in APOSTROPHES and text.capital[item.last + 1]):
        return ""
    return word if word in text.language.suffixes or word in text.language.comitatives else ""


def _title_passed(text: Text, last: int) -> tuple[int, str]:
    """Return the last word of what a state calls itself behind its name, and the ending that this carries for it."""
    table, position = text.language, last + 1
    for position in range(last + 1, min(last + 3, len(text.words))):
        word = text.words[position]
        if text.gap(position - 1, position) != " " or not text.capital[position]:
            break
        for title in sorted(table.state_titles, key=len):
            rest = word.removeprefix(title) if word.startswith(title) else None
            if rest == "":
                sign = text.gap(position, position + 1) if position + 1 < len(text.words) else " "
                if sign in APOSTROPHES and text.words[position + 1] in table.suffixes:
                    return position + 1, text.words[position + 1]
                return position, ""
            if rest is not None and rest in table.suffixes:
                return position, rest
    return last, ""


def _undescribed(text: Text, before: str, case: str) -> str:
    """The words before a name without the adjective that parts it from its preposition: "в исконной Армении"."""
    table, words = text.language, before.split()[-2:]
    governs = len(words) > 1 and (words[0] in table.prepositions or words[0] in table.before_actor)
    if not governs or words[1] in table.prepositions or not words[1].endswith(table.agreement.get(case, ())):
        return before
    return before[: -len(words[1]) - 1]


def _untitled(text: Text, before: str) -> tuple[str, bool]:
    """The words before a name without what says which sort of state it is, and whether they call it a republic."""
    table = text.language
    if not table.epithets:
        return before, False
    tail = before.split()[-3:]
    if not tail or (tail[-1] not in table.epithets and table.state_titles.isdisjoint(tail)):
        return before, False
    match = table.title.search(before)
    if match is None or not match.group():
        return before, False
    return before[: match.start()], bool(match.group("title"))
