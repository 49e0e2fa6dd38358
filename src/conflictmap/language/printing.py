"""What stands in a text because it was printed or mailed: line ends, indents, quote marks, notes, addresses."""

from __future__ import annotations

import re

_BLANK = "[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_LINE_END = "(?:\r\n?|[\n\v\f\x85\u2028\u2029])"
_NEXT_LINE = rf"{_LINE_END}(?:{_BLANK}*>)*{_BLANK}*"  # with its indent, and the marks of a quoted mail
_BLANKS = re.compile(rf"{_BLANK}*(?:{_NEXT_LINE})+|{_BLANK}+")
_ENDS = re.compile(_LINE_END)
# Combining accents and invisible format characters (joiners, direction marks); a soft hyphen with the line it ends.
INVISIBLE = re.compile(
    rf"\u00ad{_BLANK}*{_NEXT_LINE}(?=[^\W\d_])"
    "|[\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0640\u064b-\u0652]"
)
_UNUSUAL = ("  ", "\t", "\r", " \n", "\n ", "\n>", "\n\n\n", "\v", "\f", "\x85")
_UNUSUAL_BLANK = re.compile("[\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_LONGEST = 300  # code points of an address that are looked at to tell it
_COLUMN = 4  # blanks from which they part columns, not words
# One or two digits, or raised ones, behind a word: a note. Short words with digits are weapons and units.
_NOTE = re.compile(r"(?:[0-9]{1,2}|[²³¹⁰-⁹ᵃᵇᶜᵈ]{1,3})(?![^\W_])")
_NOTED = re.compile(r"[^\W\d_]{4}$")
_DIGIT = re.compile("(?<=[^\\W\\d_])[0-9²³¹⁰-⁹ᵃᵇᶜᵈ]")
# Where an address may be: cheap to find, looked at closely.
_ADDRESS_SIGNS = re.compile(r"://|[Ww]{3}\.|@|\.[A-Za-z]{2,5}(?![^\W_])|[/\\][A-Za-z0-9]")
_ENDINGS = (
    "com|org|net|info|edu|gov|int|mil|news|press|media|online|site|example|test|eu|am|az|ru|tr|ge|ir|fr|uk|us|de|tv|me"
    "|io|su|рф|հայ|pdf|html?|php|aspx?|docx?|xlsx?|pptx?|odt|rtf|txt|csv|jsonl?|xml|kml|kmz|gpx|geojson|shp|zip|rar"
    "|jpe?g|png|gif|tiff?|webp|svg|mp3|mp4|mov|avi|wav"
)
_CAPITAL_ENDINGS = "COM|ORG|NET|INFO|AM|AZ|RU|TR|PDF|HTML?|DOCX?|JPE?G|PNG"
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
    r"""Return a text without what its layout put into it.

    Parameters
    ----------
    text : str
        A report's text.

    Returns
    -------
    str
        The text with one blank for every run of blanks, one or two line ends (``\n``) for those with their indents
        and quote marks, and without combining and invisible marks. Note marks glued to a word and the characters of
        web addresses, mail addresses and file names are written ``*`` and ``0``.
    list of int or None
        The offset in `text` of each of its characters and of its end; None when the two run in step.

    Examples
    --------
    >>> unprinted("Karmir \r\n> Shuka")
    ('Karmir\nShuka', [0, 1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16])
    >>> unprinted("Hadrut1 (press@goris.am)")
    ('Hadrut* (00000000000000)', None)
    """
    offsets: list[int] | None = None
    if not text.isascii():
        text, offsets = edited(text, offsets, [(*m.span(), "") for m in INVISIBLE.finditer(text)])
    if any(sign in text for sign in _UNUSUAL) or (not text.isascii() and _UNUSUAL_BLANK.search(text)):
        runs = ((m, _blank(m.group())) for m in _BLANKS.finditer(text))
        text, offsets = edited(text, offsets, [(*m.span(), new) for m, new in runs if new != m.group()])
    return _without_notes(_without_addresses(text)), offsets


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
    pieces: list[str] = []
    kept: list[int] = []
    last = 0
    for start, end, new in edits:
        pieces += (text[last:start], new)
        kept += range(last, start + len(new))
        last = end
    pieces.append(text[last:])
    kept += range(last, len(text) + 1)
    return "".join(pieces), kept if offsets is None else [offsets[i] for i in kept]


def _blank(run: str) -> str:
    ends = len(_ENDS.findall(run))
    if ends:
        return "\n\n" if ends > 1 else "\n"
    return "\t" if len(run) >= _COLUMN or "\t" in run else " "


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
    for sign in _ADDRESS_SIGNS.finditer(text):
        if sign.start() < read:
            continue
        start, read = _word_around(text, sign.start(), read)
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
