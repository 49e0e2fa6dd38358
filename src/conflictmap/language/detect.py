"""Which language a text is in, and where it changes from one paragraph to the next."""

from __future__ import annotations

import re
from itertools import pairwise

from conflictmap.model.document import Document

_TURKISH = re.compile(r"\b(?:ve|bir|için|olarak|göre|ise|değil|ile|oldu|etti)\b", re.IGNORECASE)
_TURKISH_ENDINGS = re.compile(
    r"(?:['’](?:[dt][ae]n?|n?[ıiuü]n|y?[aeıiuü])|[a-zçğıöşü]{3}(?:l[ae]r[ıi]?|[dt][ae]n?|[dt][ıiuü]|m[ıiuü]ş|yor|[ae]c[ae]k|n[ae]|n[ıiuü]n|s[ıi]))\b"
)

_PARAGRAPH = re.compile(r"\n\s*\n")
_SCRIPTS = {
    "latin": re.compile("[A-Za-z\u00c0-\u024f]+"),
    "ru": re.compile("[\u0400-\u04ff]+"),
    "hy": re.compile("[\u0530-\u058f]+"),
}
_PASSAGE = 20  # letters from which a paragraph's script tells its language


def detect_language(text: str) -> str:
    """Tell the language of a text from its script and letters.

    Parameters
    ----------
    text : str
        Any text; the first 5,000 code points decide.

    Returns
    -------
    str
        ``"hy"``, ``"ka"``, ``"ru"``, ``"fa"``, ``"az"``, ``"tr"`` or, failing all of them, ``"en"``.

    Examples
    --------
    >>> detect_language("Ağdərə yaxınlığında atəş açılıb"), detect_language("Бои идут у Гадрута")
    ('az', 'ru')
    """
    sample = text[:5000]
    letters = [c for c in sample if c.isalpha()]
    blocks = {
        "hy": ("\u0530", "\u058f"),
        "ka": ("\u10a0", "\u10ff"),
        "ru": ("\u0400", "\u04ff"),
        "fa": ("\u0600", "\u06ff"),
    }
    for language, (low, high) in blocks.items():
        if sum(low <= c <= high for c in letters) * 2 > len(letters):
            return language
    if sum(c in "əƏ" for c in letters) * 100 > len(letters):
        return "az"
    words = len(sample.split())
    if any(c in "ğşıüĞŞİÜ" for c in letters) and (
        len(_TURKISH.findall(sample)) * 60 > words or len(_TURKISH_ENDINGS.findall(sample)) * 6 > words
    ):
        return "tr"
    return "en"


def passages(document: Document) -> list[tuple[int, int, str]]:
    r"""Cut a text where its script changes from one paragraph to the next.

    Parameters
    ----------
    document : Document
        A report.

    Returns
    -------
    list of (int, int, str)
        Start, end and language of each passage, in order; one passage when the whole text is in the script of its
        language.

    Examples
    --------
    >>> passages(Document(id="1", text="Бои у Гадрута.\n\nFighting near Hadrut goes on.", language="ru"))
    [(0, 16, 'ru'), (16, 45, 'en')]
    """
    text = document.text
    scripts = [script for script in _SCRIPTS.values() if script.search(text)]
    if len(scripts) < 2:
        return [(0, len(text), document.language)]
    bounds = [0, *(match.end() for match in _PARAGRAPH.finditer(text)), len(text)]
    found: list[tuple[int, int, str]] = []
    for start, end in pairwise(bounds):
        language = _passage_language(text[start:end], document.language)
        if found and found[-1][2] == language:
            found[-1] = (found[-1][0], end, language)
        elif end > start:
            found.append((start, end, language))
    return found


def _passage_language(paragraph: str, language: str) -> str:
    """The paragraph's own language where most of it is in another script than the report's language."""
    letters = {name: len("".join(script.findall(paragraph))) for name, script in _SCRIPTS.items()}
    own = language if language in _SCRIPTS else "latin"
    if letters[own] * 2 >= sum(letters.values()) or max(letters.values()) < _PASSAGE:
        return language
    return detect_language(paragraph)
