"""Signs that a capitalised word names a place, or something else: what touches it, what places something there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conflictmap.language.characters import APOSTROPHES
from conflictmap.recognition.non_places import begins_no_name, is_surname, non_places
from conflictmap.recognition.phrases import ATTACHED, names_street

if TYPE_CHECKING:
    from conflictmap.language.text import Text
    from conflictmap.recognition.phrases import CandidateSpan


def spelt(text: Text, item: CandidateSpan) -> str:
    """Return an item's folded letters."""
    return text.folded[text.starts[item.first] : text.ends[item.last]]


def is_other_word(text: Text, item: CandidateSpan) -> bool:
    """Tell whether a name is a word of those that begin none: months, numbers, people."""
    return item.first == item.last and begins_no_name(text.words[item.first])


def is_everyday(text: Text, item: CandidateSpan) -> bool:
    """Tell whether a name is an everyday word, too, by the table of non-places or that of the language."""
    name, behind = text.folded[text.starts[item.first] : text.ends[item.last]], item.last + 1
    ending = text.words[behind] if behind < len(text.words) else ""
    parted = ending in text.language.suffix_words and text.gap(item.last, behind) in APOSTROPHES
    if parted and name not in text.language.before_place:  # "Batı'ya" is the West
        return False  # only a name parts its ending with an apostrophe: "Gorus’ta"
    stem = name.removesuffix(item.suffix)
    return name in text.language.everyday or stem in non_places().weak


def is_placed(text: Text, item: CandidateSpan) -> bool:
    """Tell whether a case ending, joined or after an apostrophe, or a postposition places something there."""
    following = item.last + 1
    if item.suffix in text.language.locative_suffixes:
        return True
    if following >= len(text.words):
        return False
    word, gap = text.words[following], text.gap(item.last, following)
    return (word in text.language.suffix_words and gap in ATTACHED) or (
        word in text.language.postpositions and gap == " "
    )


def is_announced(text: Text, item: CandidateSpan) -> bool:
    """Tell whether the words before a name place something there."""
    if not _follows(text, item) or _are_sides(text, item):
        return False  # "Doğu-Batı hattı": quarters of the sky
    placing = text.words[item.first - 1] in text.language.placing_words
    return placing or bool(text.language.literal_before.search(text.before(text.starts[item.first])))


def _are_sides(text: Text, item: CandidateSpan) -> bool:
    sides = text.language.before_place
    return all(word in sides for word in text.words[item.first - 1 : item.last + 1])


def is_located(text: Text, item: CandidateSpan) -> bool:
    """Tell whether the words before a name that no gazetteer has can hardly stand before anything but a place."""
    return (
        _follows(text, item)
        and bool(text.language.locating.search(text.before(text.starts[item.first])))
        and not (is_other_word(text, item) or stands_in_a_name(text, item) or text.writes_small(item.first, item.last))
        and not (text.in_headline(item.first) or names_street(text, item.first, item.last))
        and text.words[item.last] not in text.language.streets
    )


def _follows(text: Text, item: CandidateSpan) -> bool:
    """Tell whether the word before a name is one that can place something there; the quick half of the question."""
    return item.first > 0 and text.words[item.first - 1] in text.language.prepositions


def stands_in_a_name(text: Text, item: CandidateSpan) -> bool:
    """Tell whether a capitalised word touches the name, which then is part of a longer one."""
    following, previous = item.last + 1, item.first - 1
    joined = (
        following < len(text.words)
        and text.capital[following]
        and text.gap(item.last, following) == " "
        and not _is_day(text, following)
        and not _is_clipped(text, following)
    )
    led = previous >= 0 and text.capital[previous] and text.gap(previous, item.first) == " "
    return joined or (led and not begins_no_name(text.words[previous]) and not text.opens(text.starts[previous]))


def _is_day(text: Text, word: int) -> bool:
    """Tell whether a word is a day of the week or a month, and no name goes on behind it: "in San Francisco Sunday"."""
    behind = word + 1
    goes_on = behind < len(text.words) and text.capital[behind] and text.gap(word, behind) == " "
    return text.words[word] in non_places().days and not goes_on


def _is_clipped(text: Text, word: int) -> bool:
    """Tell whether a word is clipped, and another follows its full stop at once: "Göteborg Dün.Kup. İsveç 1 - 1"."""
    return word + 1 < len(text.words) and text.gap(word, word + 1) == "."


def person_like(text: Text, item: CandidateSpan) -> bool:
    """Tell whether unlisted words look like a person's name."""
    word = text.words[item.last]
    if text.language.transliterates and is_surname(word, text.language) and not item.kind:
        return True
    several = item.last > item.first and text.words[item.first] not in non_places().qualifiers
    if several and not item.kind and text.words[item.first] in non_places().first_names:
        return True
    return (several and word.endswith(non_places().surname_endings)) or (
        item.first > 0 and text.words[item.first - 1] in text.language.titles
    )
