"""Rules on the place itself: datelines, tags, addresses, endings, generic words, prepositions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from conflictmap.language.characters import APOSTROPHES, DASH, OPENING_QUOTES
from conflictmap.language.folding import fold
from conflictmap.recognition.roles.outcome import Role, acting, literal
from conflictmap.recognition.roles.window import Window

if TYPE_CHECKING:
    from conflictmap.language.text import Text

# A day closes a dateline with punctuation or the name of its month; "in the first 6 months of" is none.
_DAY = r"\d{1,2}\b(?=\W*$|\s*[,./:(–—-]|\W?\s?[^\W\d_]+\.?\s*(?:[,/:(–—-]|\d{4}|\.\s|$))"
_DATELINE = re.compile(rf"^(?:\W*[^\W\d_]+){{0,3}}\W*(?:\(.{{0,30}}\)|{_DAY}|/|[.,]?\s*{DASH}+\s|[.:]\s*{DASH})")
_DASHED, _DASHED_BEHIND = re.compile(rf"^[^\W\d_][\w .]* {DASH} $"), re.compile(rf" {DASH} ")
_OUTLET = re.compile(rf" (?:\([^\W\d_][^()]{{0,30}}\)|{DASH}| [^\W\d_])")
_DATED = re.compile(r"^, [^\W\d_]+\.? \d{1,2}\b|^, \d{1,2} [^\W\d_]{3,}\b")  # behind the country of a town in capitals
_AGENCY = re.compile(rf"^ \([^\W\d_]{{2,8}}\) {DASH}+ ")
_CRUMB = re.compile(r"^ [»›>] $")  # between the names of a page's path: "Asia » Armenia"
_FILED = re.compile(rf" \([^()]{{2,30}}\) {DASH}+ ")
_HEADED = re.compile(rf" ?(?:{DASH}|[(/\d•|·])")
_INSIDE = 5  # words of a name of something in a town
_LIKENED = 7  # words between a name and the noun of the lands it is one of
_MARKS, _LINE_MARKS = 12, " \t*#_|•·-–—:>"  # what may stand before a heading, and which signs
_POSTCODE = 5  # digits of a post code
_KEYWORDS, _ENDED = 300, re.compile(r"[.!?](?:\s|$)")  # characters of a line of key words; where its last ends
_SIGNS = " *#_"  # of a page's markup before a dateline
_HEADED_ON = re.compile(rf" {DASH} ")
_HEADING = re.compile(r"^/[^\W\d_][\w ]*:")
_ENTRY = re.compile(rf"^: (?![{OPENING_QUOTES}'‘])")
_ENTRY_OR_STOP = re.compile(rf"{_ENTRY.pattern}|^\. (?=[^\W\d_])")
_SENTENCE_INSIDE = re.compile(r"[^\W\d_]{2,}\s+[^\W\d_]")


def dateline(c: Window) -> Role | None:
    """Rule on the place of filing that opens a paragraph ("YEREVAN, OCTOBER 9 –")."""
    text, start, end = c.text, c.text.starts[c.item.first], c.text.ends[c.item.last]
    lead = text.visible[max(text.visible.rfind("\n", max(start - 60, 0), start) + 1, start - 60, 0) : start]
    if len(lead) > 40 or _SENTENCE_INSIDE.search(lead):
        return None
    rest = text.visible[end : end + 60].split("\n")[0]
    if _DASHED.search(lead) and _DASHED_BEHIND.match(rest):
        return literal("dateline")
    if lead.isupper() and lead.rstrip().endswith(",") and _OUTLET.match(rest):
        return literal("dateline")
    lead = lead.strip(_SIGNS) and lead.lstrip(_SIGNS)
    if lead.strip() and not (lead.rstrip().endswith((",", "/")) and lead.strip()[0].isupper()):
        return None
    if not lead.strip() and rest.startswith(": ") and text.visible[start:end].isupper() and not rest.isupper():
        return literal("heading")
    entry = _ENTRY_OR_STOP if c.table.subject_suffixes and not c.ending else _ENTRY
    if not lead.strip() and c.state and entry.match(rest):
        return literal("heading")
    if not lead and (_AGENCY.match(rest) or (text.visible[start:end].isupper() and _FILED.match(rest))):
        return literal("dateline")
    if _HEADING.match(rest) or (c.acronym and (c.state or c.next in c.table.authority_nouns)):
        return None
    capitals = text.visible[start:end].isupper() and (not lead.strip() or lead.isupper())
    headline = rest[:1] == " " and rest.isupper() and not _HEADED.match(rest)
    opens = (capitals and not headline and rest[:1] in {",", ".", " ", "/"}) or (
        rest[:1] in {",", ".", "/"} and _DATELINE.match(rest)
    )
    return literal("dateline") if opens else None


def tag(c: Window) -> Role | None:
    """Rule on a page's place tags ("Region: Armenia")."""
    previous = c.item.first - 1
    tagged = previous >= 0 and c.text.words[previous] in c.table.labels and ":" in c.text.gap(previous, c.item.first)
    tagged = tagged or (previous >= 0 and bool(_CRUMB.match(c.text.gap(previous, c.item.first))))
    if tagged or _is_hashtag(c) or _is_keyword(c) or _is_labelled(c):
        return literal("place tag")
    return literal("heading") if c.power and _is_heading(c) else None


def _is_heading(c: Window) -> bool:
    """Tell whether a name is all that a line of a page says, or what its heading begins with."""
    text, start, end = c.text.visible, c.text.starts[c.item.first], c.text.ends[c.item.last]
    low, high = text.rfind("\n", max(start - _MARKS, 0), start) + 1, text.find("\n", end)
    lead, rest = text[low:start], text[end : high if high >= 0 else len(text)]
    goes_on = rest.strip()[:1] or text[high + 1 : high + 4].strip()[:1]
    if goes_on in APOSTROPHES or goes_on.islower():
        return False
    if "\n" not in text or (not low and start > _MARKS) or lead.strip(_LINE_MARKS):
        return False
    return not rest.strip(_LINE_MARKS) or (lead.startswith("#") and bool(_HEADED_ON.match(rest)))


def _is_labelled(c: Window) -> bool:
    """Tell whether a line of a page's table is a label and the name: "Country Azerbaijan"."""
    text, start, end = c.text.visible, c.text.starts[c.item.first], c.text.ends[c.item.last]
    label = text[text.rfind("\n", 0, start) + 1 : start]
    return text[end : end + 1] in {"", "\n"} and label[:1].isupper() and fold(label).strip() in c.table.labels


def _is_keyword(c: Window) -> bool:
    """Tell whether a name stands in a line of key words, which a label opens ("Ключевые слова: Азербайджан; …")."""
    text, start = c.text.visible, c.text.starts[c.item.first]
    low = max(text.rfind("\n", 0, start) + 1, start - _KEYWORDS)
    label, colon, rest = text[low:start].partition(":")
    if not colon or _ENDED.search(rest):
        return False
    return fold(label).strip(_LINE_MARKS) in c.table.keywords | c.table.labels


def _is_hashtag(c: Window) -> bool:
    """Tell whether a name is one of the hashtags below a post, which are no words of its sentences."""
    text, start, end = c.text, c.text.starts[c.item.first], c.text.ends[c.item.last]
    if text.visible[max(start - 1, 0) : start] != "#":
        return False
    lead = _as_written(text, max(text.visible.rfind("\n", 0, start), start - 200, 0), start - 1).split()
    behind = _as_written(text, end, min(end + 200, len(text.visible))).split("\n")[0].split()
    # Of handles and addresses zeros stand.
    return all(word[:1] == "#" or word.endswith(":") or not word.strip("0") for word in (*lead, *behind))


def _as_written(text: Text, start: int, end: int) -> str:
    """A stretch of the text without the blanks that were put into words written as one ("#KarabakhToday")."""
    offsets = text.offsets
    if offsets is None:
        return text.visible[start:end]
    return "".join(text.visible[index] for index in range(start, end) if offsets[index] != offsets[index + 1])


def compound(c: Window) -> Role | None:
    """Rule on "Yerevan-backed", "pro-Moscow" and "UK-based"."""
    if c.following and c.after.startswith("-"):
        if c.following[0] in c.table.compounds:
            return acting(f"-{c.following[0]}")
        if c.following[0] in c.table.origins:
            return literal(f"-{c.following[0]}")
    previous = c.item.first - 1
    joined = previous >= 0 and c.text.words[previous] in c.table.compounds_before
    return acting(f"{c.text.words[previous]}-") if joined and c.text.gap(previous, c.item.first) == "-" else None


def country_of_a_town(c: Window) -> Role | None:
    """Rule on "Cortona, Italy,"."""
    previous = c.item.first - 1
    if not c.after_town or previous < 0 or c.text.gap(previous, c.item.first) != ", ":
        return None
    if not c.text.capital[previous]:
        posted = c.text.words[previous].isdigit() and len(c.text.words[previous]) >= _POSTCODE and c.after[:1] == ","
        return literal("country of an address") if posted else None
    start, end = c.text.starts[previous], c.text.ends[previous]
    if c.text.visible[start:end].isupper() and not c.shouted:
        # Not "the UN, the EU, Canada".
        return literal("dateline") if _DATED.match(c.after) else None
    dotted = c.after.startswith(".") and "." in c.text.visible[c.text.starts[c.item.first] : c.text.ends[c.item.last]]
    if dotted or c.ending:
        return None  # "On Wednesday, U.S. Secretary …", "Այսպես, Հայաստանը, …", "Շիրակի, Լատվիայի, …"
    closed = c.after[:1] in {",", ".", ")", ";", "["} or not c.after or _HEADED_ON.match(c.after)
    return literal("country of the town before it") if closed else None


def locative_ending(c: Window) -> Role | None:
    """Rule on endings that place something there ("Bakıda", "Երևանում", "Ankara'da")."""
    if c.ending and c.ending in c.table.locative_suffixes:
        return literal(f"ending -{c.ending}")
    titled = c.power and c.ending in c.table.genitives and c.touching
    for title in c.table.state_titles if titled else ():
        if c.next.startswith(title) and c.next[len(title) :] in c.table.locative_suffixes:
            return literal(f"ending -{c.next[len(title) :]}")  # "Բելգիայի Թագավորությունում"
    if c.capital and c.table.verb_final and not c.ending and c.touching and not c.followed_by_place:
        return literal("something in it follows") if _placed_inside(c) else None
    return None


def _placed_inside(c: Window) -> bool:
    """Tell whether the name of something in a town stands behind it and says where: "Ankara Kızılay'da"."""
    text, places = c.text, c.table.locative_suffixes - {""}
    for index in range(c.item.last + 1, min(c.item.last + _INSIDE, len(text.words) - 1)):
        if not text.capital[index]:
            return False
        if text.gap(index, index + 1) in APOSTROPHES:
            ending = text.words[index + 1]
            return ending in places and not ending.endswith(c.table.ablatives)
    return False


def generic_word(c: Window) -> Role | None:
    """Rule on "the town of Shusha", "the Tovuz district"."""
    around = c.clause[1:3] if c.touching and c.next in c.table.conjunctions else ()
    if word := next((word for word in around if word in c.table.surroundings), ""):
        return literal(f"“{word}” beside it")  # "Karabağ ve çevresindeki iller"
    if c.power and c.table.owner == "follows" and c.item.feature_term == c.next and not c.item.adjectival:
        return None  # "Для Вашингтона регион интересен": no noun of its own governs a name before it
    if c.state and c.case in {"dative", "instrumental"}:
        return None  # "передача части области Азербайджану"
    if c.power and c.ending in c.table.subject_suffixes:
        return None  # "Ադրբեջանը միջանցք չի ստանա": what a subject has is no noun of its own
    said = c.clause[1] if c.power and not c.state and c.next == c.item.feature_term and c.clause[1:] else ""
    if c.table.owner == "of" and said in c.table.speech:
        return acting(f"“{c.next} {said}” after it")  # "the Nagorno-Karabakh region said"
    if c.state and c.table.verb_final and c.item.kind and c.previous == c.item.feature_term:
        return None  # "altı köy Türkiye'ye geçti": the noun that says what a place is stands behind it
    if c.state and c.item.feature_term in c.table.state_titles:
        return None  # "Исламская Республика Иран"
    if not c.item.kind and c.table.owner == "of" and not c.state and _is_land_named(c):
        return literal(f"“{c.previous}” before it")
    return literal(f"“{c.item.feature_term}” beside it") if c.item.kind else None


def _is_land_named(c: Window) -> bool:
    """Tell whether the noun for a sort of land stands before a name: "the disputed territory Nagorno-Karabakh"."""
    return c.power and c.previous in c.table.descriptions and c.previous not in c.table.state_titles


def likened(c: Window) -> Role | None:
    """Rule on "in countries such as Armenia", "Ermenistan gibi ülkelerde": one of the lands where something is."""
    table = c.table
    if table.owner == "precedes":
        listed = table.verb_final and not c.ending and c.next in table.conjunctions  # "Rusya ve diğer ülkelere giden"
        behind = c.clause[1:_LIKENED] if c.next in table.likenesses or listed else ()
        land, then = next(((word, behind[at:][1:2]) for at, word in enumerate(behind) if word in table.lands), ("", ()))
        gone = land.endswith(tuple(table.datives)) and bool(then) and then[0] in table.motions
        there = bool(land) and (gone or land.endswith(tuple(table.locative_suffixes)))
        return literal(f"“{c.next} … {land}” after it") if there else None
    words = tuple(c.before.split()[-_LIKENED:])
    if not words or words[-1] not in table.likenesses:
        return None
    at = next((index for index in range(len(words) - 2, 0, -1) if words[index] in table.lands), 0)
    placed = any(word in table.case_words.place or word in table.case_words.origin for word in words[:at])
    return literal(f"“{words[at]} … {words[-1]}” before it") if placed else None


def _acts_next(c: Window) -> bool:
    return bool(c.table.verbs.fullmatch(c.next)) and not c.table.passives.fullmatch(c.next)


def preposition(c: Window) -> Role | None:
    """Rule on "in Armenia", "near Goris", "residents of Stepanakert"."""
    match = None if c.cut_off else c.table.literal_before.search(c.before)
    if match:
        if c.power and match.group(1) in c.table.neighbours and c.touching and _acts_next(c):
            return None  # "Соседний Азербайджан убеждает …"
        return literal(f"“{match.group(1)}” before it")
    if c.state and (word := c.preposition) in c.table.case_words.owner:
        position = c.item.first - (3 if not c.before.endswith(f" {word} ") else 2)
        named = position > 0 and c.text.capital[position] and c.text.capital[position - 1]
        if named and not c.table.kind_of(c.text.words[position]):
            return acting(f"who or what is “{word}” it")
        return literal(f"“{word}” before it", stated=False)
    return None
