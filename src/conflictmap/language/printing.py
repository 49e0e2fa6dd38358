"""What stands in a text because it was printed or mailed: line ends, indents, quote marks, notes, addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from conflictmap.language.characters import is_small

if TYPE_CHECKING:
    from collections.abc import Iterator

# Blanks of other kinds than the usual one.
_BLANKS = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_NO_BREAK = re.compile(f"[{_BLANKS}]")
_NEXT_LINE = r"\r?\n(?:[ \t]*>)*[ \t]*"  # with its indent, and the marks of a quoted mail
# Combining accents and invisible format characters (joiners, direction marks).
INVISIBLE = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0640\u064b-\u0652]")
# Armenian writes the marks of questions, stress and exclamation over the vowel, in the middle of a word.
_MARKS_IN_WORDS = re.compile("[\u055b\u055c\u055e](?=[\u0561-\u0587])")
_SOFT_BREAK = re.compile(rf"\u00ad[ \t]*{_NEXT_LINE}(?=[^\W\d_])")
# What parts two words of a name where one blank should: other gaps are as good as blanks to whoever reads on.
# Each begins with letters that are quick to find, and with another one than the others.
_BREAK = rf"(?:{_NEXT_LINE})*(?=[^\W\d_a-z])"
_GAPS = (
    rf"  (?<=[\w-]  )(?: ?(?=[^\W\d_])|[ \t]*{_BREAK})",
    rf" \n(?<=[\w-] \n)(?:[ \t]*>)*[ \t]*{_BREAK}",
    r"-\n(?<=\w-\n)(?:[ \t]*>)*[ \t]*(?=[^\W\d_])",
    rf"\n (?<=\w\n )[ \t]*(?:>[ \t]*)*{_BREAK}",
    rf"\n>(?<=\w\n>)[ \t]*(?:>[ \t]*)*{_BREAK}",
    rf"\n\t(?<=\w\n\t)[ \t]*(?:>[ \t]*)*{_BREAK}",
)
_GAPS_OF_NAMES = tuple(map(re.compile, _GAPS))
_GAPS_OF_ANY = tuple(re.compile(gap.replace("a-z", "")) for gap in _GAPS)
_LONGEST = 300  # code points of an address that are looked at to tell it
_COLUMN = 4  # blanks from which they part columns, not words
# One or two digits, or raised ones, behind a word: a note. Short words with digits are weapons and units.
_NOTE = re.compile(r"(?:[0-9]{1,2}|[²³¹⁰-⁹ᵃᵇᶜᵈ]{1,3})(?![^\W_])")
_NOTED = re.compile(r"[^\W\d_]{4}$")
_DIGIT = re.compile(r"[0-9²³¹⁰-⁹ᵃᵇᶜᵈ](?<=[^\W\d_].)")
_ENDINGS = (
    "com|org|net|info|edu|gov|int|mil|news|press|media|online|site|example|test|eu|am|az|ru|tr|ge|ir|fr|uk|us|de|tv|me"
    "|io|su|рф|հայ|pdf|html?|php|aspx?|docx?|xlsx?|pptx?|odt|rtf|txt|csv|jsonl?|xml|kml|kmz|gpx|geojson|shp|zip|rar"
    "|jpe?g|png|gif|tiff?|webp|svg|mp3|mp4|mov|avi|wav"
)
_CAPITAL_ENDINGS = "COM|ORG|NET|INFO|AM|AZ|RU|TR|PDF|HTML?|DOCX?|JPE?G|PNG"
# Where an address may be: cheap to find, looked at closely.
_SIGNS = tuple(
    re.compile(sign)
    for sign in (
        "://",
        "@",
        r"ww\.",
        rf"\.(?:{_ENDINGS}|{_CAPITAL_ENDINGS})(?![^\W_])",
        "/[A-Za-z0-9]",
        r"\\[A-Za-z0-9]",
    )
)
_ADDRESS = re.compile(
    rf"""
      (?:(?i:[a-z][a-z0-9+.-]*+://)|(?i:www\.))\S+                   # https://…, www.…
    | (?<![\w.+%-])[\w.+%-]++@[\w-]+(?:\.[\w-]+)+                   # mail
    | (?<![^\W_])@[A-Za-z0-9_]+                                      # an account
    | (?<![\w%./\\-])(?:[\w%-]++[./\\])*[\w%-]+(?<=[^\W_])\.
      (?:{_ENDINGS}|{_CAPITAL_ENDINGS})(?![^\W_])(?:[/?\#]\S*)?     # goris.am/news, reports/goris.pdf
    | (?<![\w/\\])(?:[A-Za-z]:|~)?(?:[/\\][\w.%-]++){{2,}}[/\\]?     # /srv/goris/index
    | (?<![\w/\\])/[a-z0-9_.%-]+/
    """,
    re.VERBOSE,
)
_SPACE = re.compile(r"\s")
_TRAILING = ".,;:!?)]}>»”’\"'"


def unprinted(text: str) -> tuple[str, list[int] | None]:
    r"""Return a text without what its layout put between the words and letters of a name.

    Parameters
    ----------
    text : str
        A report's text.

    Returns
    -------
    str
        The text without combining and invisible marks, and with one blank or line end where several blanks, an indent
        or the mark of a quoted mail part words that may be one name.
    list of int or None
        The offset in `text` of each of its characters and of its end; None when the two run in step.

    Examples
    --------
    >>> unprinted("Karmir \r\n> Shuka")
    ('Karmir\nShuka', [0, 1, 2, 3, 4, 5, 8, 11, 12, 13, 14, 15, 16])
    """
    offsets: list[int] | None = None
    if not text.isascii():
        for unseen in (_SOFT_BREAK, INVISIBLE, _MARKS_IN_WORDS):
            text, offsets = edited(text, offsets, [(*m.span(), "") for m in unseen.finditer(text)])
    if "\r\n" in text:
        text, offsets = edited(text, offsets, [(m.start(), m.start() + 1, "") for m in re.finditer("\r\n", text)])
    runs = [m.span() for gap in (_GAPS_OF_ANY if is_small(text) else _GAPS_OF_NAMES) for m in gap.finditer(text)]
    return edited(text, offsets, [piece for start, end in sorted(runs) for piece in _superfluous(text, start, end)])


def without_marks(text: str) -> str:
    """Write ``*`` for the marks of notes glued to a word, ``0`` for web and mail addresses and names of files.

    Examples
    --------
    >>> without_marks("Hadrut1 (press@goris.am)")
    'Hadrut* (00000000000000)'
    """
    return _without_notes(_without_addresses(text))


def with_blanks(text: str) -> str:
    """Write a blank for every other character that is one."""
    return text if text.isascii() else _NO_BREAK.sub(" ", text)


def edited(text: str, offsets: list[int] | None, edits: list[tuple[int, int, str]]) -> tuple[str, list[int] | None]:
    """Replace pieces of a text by others that are no longer, and keep where each character comes from.

    Parameters
    ----------
    text : str
        A text.
    offsets : list of int or None
        Where its characters come from; None for where they stand.
    edits : list of (int, int, str)
        Start and end of each piece and what is put there, in ascending order.

    Returns
    -------
    str, list of int or None
        Both after the edits.
    """
    if not edits:
        return text, offsets
    origin = range(len(text) + 1) if offsets is None else offsets
    kept: list[int] = []
    last = 0
    for start, end, new in edits:
        kept += origin[last : start + len(new)]
        last = end
    kept += origin[last:]
    return rewritten(text, edits), kept


def rewritten(text: str, edits: list[tuple[int, int, str]]) -> str:
    """Replace pieces of a text by others, in ascending order."""
    pieces: list[str] = []
    last = 0
    for start, end, new in edits:
        pieces += (text[last:start], new)
        last = end
    return "".join([*pieces, text[last:]])


def _superfluous(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """What a run of blanks has beside the one that counts; nothing where it ends a paragraph or a column."""
    start += text[start] == "-"
    line = text.find("\n", start, end)
    if text.find("\n", line + 1, end) >= 0 if line >= 0 else end - start >= _COLUMN:
        return
    kept = max(line, start)
    if start < kept:
        yield start, kept, ""
    if kept + 1 < end:
        yield kept + 1, end, ""


def _without_notes(text: str) -> str:
    pieces: list[str] = []
    last = 0
    for digit in _DIGIT.finditer(text):
        start = digit.start()
        note = _NOTE.match(text, start)
        if note and start >= last and _NOTED.search(text, max(start - 4, 0), start):
            pieces += (text[last:start], "*" * (note.end() - start))
            last = note.end()
    return "".join([*pieces, text[last:]]) if pieces else text


def _without_addresses(text: str) -> str:
    pieces: list[str] = []
    last = read = 0
    for position in sorted(match.start() for sign in _SIGNS for match in sign.finditer(text)):
        if position < read:
            continue
        start, read = _word_around(text, position, read)
        for address in _ADDRESS.finditer(text, start, read):
            stop = address.start() + len(address.group().rstrip(_TRAILING))
            pieces += (text[last : address.start()], "0" * (stop - address.start()))
            last = stop
    return "".join([*pieces, text[last:]]) if pieces else text


def _word_around(text: str, position: int, low: int) -> tuple[int, int]:
    """Bounds of what stands between blanks around a position."""
    start = position
    while start > max(low, position - _LONGEST) and not text[start - 1].isspace():
        start -= 1
    end = _SPACE.search(text, position)
    return start, end.start() if end else len(text)
