"""Literal or associative: does a name stand for the place, or for those who rule and act there.

The classes follow the taxonomy of Gritta, Pilehvar and Collier (2020, *Language Resources and
Evaluation* 54, 683-712): literal uses against metonymic ones. The rules are asked in the order of
`_RULES`; the first that finds its words decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conflictmap.recognition.mention import ASSOCIATIVE, LITERAL

if TYPE_CHECKING:
    from conflictmap.recognition.grammar import Item
    from conflictmap.recognition.language import Language
    from conflictmap.recognition.mention import Relation
    from conflictmap.recognition.text import Text

_DATELINE = re.compile(r"^(?:\W*[^\W\d_]+){0,3}\W*(?:\(.{0,30}\)|\d{1,2}\b|/|[.,]?\s*[–—-]+\s|[.:]\s*[–—-])")
_SENTENCE_INSIDE = re.compile(r"[^\W\d_]{2,}\s+[^\W\d_]")
_POSSESSIVE = re.compile(r"^['’](?:s\b)?")
_BETWEEN = re.compile(r"(?:^| )between (?:the )?(?:[^\W\d_]+ (?:and )?){0,4}$")
_TO_DO = re.compile(r"^ to [^\W\d_]+")
_CLAUSE = 12  # words that belong to the same thought as a name
_HEAD = 7  # words between a head and its owner: "the Ministry of Defence of the Republic of X"
# What lies between or towards two names can be a quarrel or a policy, too.
_PLACING = frozenset({"near", "edge", "offset", "side", "part", "either", "border"})
_STRETCHES = frozenset({"road", "highway", "corridor", "area", "line", "railway", "lies", "located"})


@dataclass(frozen=True, slots=True)
class Role:
    """A role, why it was given, and whether the words near the name said so."""

    name: str
    reason: str
    stated: bool = True


@dataclass(frozen=True, slots=True)
class _Context:
    """One name and the words around it."""

    text: Text
    item: Item
    before: str
    after: str
    following: tuple[str, ...]
    touching: bool
    power: bool
    state: bool
    followed_by_place: bool

    @property
    def table(self) -> Language:
        return self.text.language


def role(text: Text, item: Item, *, power: bool, state: bool, followed_by_place: bool) -> Role:
    """Tell the role of one name from the words beside it.

    Parameters
    ----------
    text : Text
        The report.
    item : Item
        The name in it.
    power : bool
        The place can stand for a government: a country, a capital, a self-declared republic.
    state : bool
        The place is a country; without other evidence it stands for its state.
    followed_by_place : bool
        The next words name another place ("Armenia's Syunik Province").

    Returns
    -------
    Role
        ``literal`` or ``associative``, with the words that decided.
    """
    start, end = text.starts[item.first], text.ends[item.last]
    following = text.words_after(item.last, _CLAUSE)
    context = _Context(
        text=text,
        item=item,
        before=text.before(start),
        after=text.visible[end : end + 90].replace("\n", " "),
        following=following,
        touching=bool(following) and not text.gap(item.last, item.last + 1).strip(' \n"“«‘'),
        power=power,
        state=state,
        followed_by_place=followed_by_place,
    )
    for rule in _RULES:
        if decided := rule(context):
            return decided
    return Role(ASSOCIATIVE if state else LITERAL, "no words beside it tell", stated=False)


def placed(role: Role, relation: Relation | None) -> Role:
    """Let a border speak, and other spatial expressions where nothing else tells: "southern Armenia"."""
    if relation is None or relation.kind not in _PLACING or (role.stated and relation.kind != "border"):
        return role
    return Role(LITERAL, f"“{relation.text}” with it")


def is_in_brackets(text: Text, item: Item) -> bool:
    """Tell whether a name stands alone in round brackets."""
    start, end = text.starts[item.first], text.ends[item.last]
    return text.visible[max(0, start - 1) : start] == "(" and text.visible[end : end + 1] == ")"


def _dateline(c: _Context) -> Role | None:
    """Rule on the place of filing that opens a paragraph ("YEREVAN, OCTOBER 9 –")."""
    text, start, end = c.text, c.text.starts[c.item.first], c.text.ends[c.item.last]
    lead = text.visible[max(text.visible.rfind("\n", 0, start) + 1, start - 60) : start]
    if len(lead) > 40 or _SENTENCE_INSIDE.search(lead):
        return None
    if lead.strip() and not (lead.rstrip().endswith((",", "/")) and lead.strip()[0].isupper()):
        return None
    rest = text.visible[end : end + 60].split("\n")[0]
    capitals = text.visible[start:end].isupper() and not lead.strip()
    opens = (capitals and rest[:1] in {",", ".", " ", "/"}) or (rest[:1] in {",", ".", "/"} and _DATELINE.match(rest))
    return Role(LITERAL, "dateline") if opens else None


def _tag(c: _Context) -> Role | None:
    """Rule on a page's place tags ("Region: Armenia")."""
    previous = c.item.first - 1
    tagged = previous >= 0 and c.text.words[previous] in c.table.labels and ":" in c.text.gap(previous, c.item.first)
    return Role(LITERAL, "place tag") if tagged else None


def _compound(c: _Context) -> Role | None:
    """Rule on "Yerevan-backed"."""
    if c.following and c.following[0] in c.table.compounds and c.after.startswith("-"):
        return Role(ASSOCIATIVE, f"-{c.following[0]}")
    return None


def _locative_ending(c: _Context) -> Role | None:
    """Rule on endings that place something there ("Bakıda", "Երևանում", "Ankara'da")."""
    if c.item.tail in c.table.literal_tails:
        return Role(LITERAL, f"ending -{c.item.tail}")
    if c.power and c.following and c.following[0] in c.table.suffix_words:
        return Role(LITERAL, f"ending -{c.following[0]}")
    return None


def _institution_behind(c: _Context) -> Role | None:
    """Rule on "Goris authorities", "Ermənistan silahlı qüvvələri"."""
    if not c.touching or c.following[0] not in c.table.institutions or (c.item.kind and not c.state):
        return None
    # "In Turkey Minister Ellwood met …": the title belongs to the person behind it.
    if c.before.endswith(" in ") and c.text.capital[c.item.last + 1]:
        return None
    return Role(ASSOCIATIVE, f"“{c.following[0]}” after it")


def _possessive(c: _Context) -> Role | None:
    """Rule on what a place has: borders and villages make it literal, ministers and plans associative."""
    match = _POSSESSIVE.match(c.after)
    if not match or c.table.code != "en":
        return None
    if c.followed_by_place:
        return Role(LITERAL, "a place in it follows")
    for word in c.following[1:5] if match.group()[1:] else c.following[:4]:
        if word in c.table.grounds:
            return Role(LITERAL, f"its “{word}”")
        if word in c.table.institutions or (word in c.table.deeds and c.power):
            return Role(ASSOCIATIVE, f"its “{word}”")
    return Role(ASSOCIATIVE if c.power else LITERAL, "possessive", stated=False)


def _institution_before(c: _Context) -> Role | None:
    """Rule on "the Ministry of Defence of X" and, in languages with a genitive, "министр X"."""
    if c.table.owner_follows:
        previous = c.item.first - 1
        adjacent = previous >= 0 and not c.text.gap(previous, c.item.first).strip()
        head = c.text.words[previous] if adjacent and c.text.words[previous] in c.table.institutions else ""
    elif c.table.code == "en":
        head = _owned_head(c)
    else:
        head = ""
    return Role(ASSOCIATIVE, f"“{head}” of it") if head else None


def _owned_head(c: _Context) -> str:
    words, position = c.text.words, c.item.first - 1
    if position >= 0 and words[position] == "the":
        position -= 1
    if position >= 1 and words[position - 1 : position + 1] == ("republic", "of"):
        position -= 2
    if position < 1 or words[position] != "of":
        return ""
    if words[position - 1] in c.table.institutions | c.table.deeds:
        return words[position - 1]
    literal = c.table.literal_before.search(c.before)
    if literal and literal.group(1).endswith(" of"):
        return ""
    opens = c.text.word_at(c.text.sentence(c.text.starts[c.item.first])[0])
    ends_phrase = (
        (c.table.acts - c.table.institutions)
        | c.table.grounds
        | {"that", "had", "has", "have", "in", "at", "from", "on", "to"}
    )
    for index in range(position - 1, max(opens, position - _HEAD) - 1, -1):
        if set(c.text.gap(index, index + 1)) & set(',;:()"“”') or words[index] in ends_phrase:
            break
        if words[index] in c.table.institutions:
            return words[index]
    return ""


def _generic_word(c: _Context) -> Role | None:
    """Rule on "the town of Shusha", "the Tovuz district"."""
    return Role(LITERAL, f"“{c.item.kind_word}” beside it") if c.item.kind else None


def _subject_ending(c: _Context) -> Role | None:
    """Rule on endings of a subject before a verb of acting ("Մոսկվան կարող է")."""
    if c.power and c.item.tail and c.item.tail in c.table.actor_tails and c.table.acts & set(c.following[:5]):
        return Role(ASSOCIATIVE, f"ending -{c.item.tail} before a verb")
    return None


def _between(c: _Context) -> Role | None:
    """Rule on "between X and Y": a relation of states, unless a border or a road lies there."""
    if not (c.power and _BETWEEN.search(c.before)):
        return None
    for word in reversed(c.before.split()):
        if word in c.table.relations:
            return Role(ASSOCIATIVE, f"“{word}” between two sides")
        if word in c.table.grounds | _STRETCHES:
            return Role(LITERAL, f"“{word}” between two places")
    return Role(ASSOCIATIVE if c.state else LITERAL, "between two names", stated=c.state)


def _party(c: _Context) -> Role | None:
    """Rule on "against Armenia", "handed to Azerbaijan", "no reason for Russia to intervene"."""
    if not c.power:
        return None
    if match := c.table.actor_before.search(c.before):
        return Role(ASSOCIATIVE, f"“{match.group(1)}” before it")
    if c.before.endswith((" to ", " to the ")) and (transfer := c.table.transfers & set(c.before.split())):
        return Role(ASSOCIATIVE, f"“{min(transfer)} … to” before it")
    if c.before.endswith((" for ", " for the ")) and _TO_DO.match(c.after):
        return Role(ASSOCIATIVE, "“for … to” around it")
    return None


def _preposition(c: _Context) -> Role | None:
    """Rule on "in Armenia", "near Goris", "residents of Stepanakert"."""
    if match := c.table.literal_before.search(c.before):
        return Role(LITERAL, f"“{match.group(1)}” before it")
    if c.state and c.before.endswith((" of ", " of the ")):
        return Role(LITERAL, "“of” before it", stated=False)
    return None


def _undergoes(c: _Context) -> Role | None:
    """Rule on "Stepanakert was shelled", "Shusha came under fire"."""
    if c.touching and c.following[0] in c.table.acts | {"came", "been"}:
        for word in c.following[1:4]:
            if word in c.table.undergone:
                return Role(LITERAL, f"“{word}” happened to it")
    return None


def _act(c: _Context) -> Role | None:
    """Rule on "Baku said", "Moscow has promised", "that Paris, …"; of other towns only speech is believed."""
    if c.power and c.before.endswith(" that "):
        return Role(ASSOCIATIVE, "subject of what is said")
    if c.followed_by_place and c.following and c.following[0] in {"is", "was", "remains"}:
        return None  # "Karabakh is Azerbaijan" says what a place is
    if c.touching and c.following[0] in (c.table.acts if c.power else c.table.speech):
        return Role(ASSOCIATIVE, f"“{c.following[0]}” after it")
    return None


_RULES = (
    _dateline,
    _tag,
    _compound,
    _locative_ending,
    _institution_behind,
    _possessive,
    _institution_before,
    _generic_word,
    _subject_ending,
    _between,
    _party,
    _preposition,
    _undergoes,
    _act,
)
