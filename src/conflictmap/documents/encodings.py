"""Bytes to text: marks, UTF-8, UTF-16, and the encodings in which older reports of the region were saved."""

from __future__ import annotations

import codecs
import itertools
import math
import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from conflictmap._errors import InputError, UnreadableError
from conflictmap.documents.parts import Note

if TYPE_CHECKING:
    from conflictmap.documents.parts import Choices, Source

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ARMSCII = "armscii-8"
# The likelier first: where two read the same, as cp1252 and cp1254 do most, the first is named.
CANDIDATES = ("cp1251", "cp1252", "cp1254", "koi8-r", "cp866", "mac-cyrillic", ARMSCII, "iso-8859-5", "cp1256")
_SAMPLE = 100_000
_CHUNK = 1 << 20
_STRAY = 50  # whole characters of UTF-8 for each broken one, from which a text is UTF-8 all the same
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_SHARE = 0.01
_GOOD = -6.0  # nats a letter; what is no text of any candidate scores below

# How often letters stand, in thousandths, where they are not ASCII.
_FREQUENT = {
    "о": 110, "е": 85, "а": 80, "и": 74, "н": 67, "т": 63, "с": 55, "р": 47, "в": 45, "л": 44, "к": 35, "м": 32,
    "д": 30, "п": 28, "у": 26, "я": 20, "ы": 19, "ь": 17, "г": 17, "з": 17, "б": 16, "ч": 15, "й": 12, "х": 10,
    "ж": 9, "ш": 7, "ю": 6, "ц": 5, "щ": 4, "э": 3, "ф": 3, "ъ": 1, "ё": 1, "і": 1, "ї": 1, "є": 1,
    "ı": 140, "ü": 100, "ş": 90, "ğ": 70, "ö": 60, "ç": 60, "İ": 20, "â": 5, "î": 2,
    "é": 60, "è": 20, "à": 25, "ê": 10, "ô": 5, "ä": 50, "ß": 10, "á": 20, "í": 20, "ó": 20, "ñ": 10, "ã": 5,
    "’": 60, "“": 40, "”": 40, "–": 40, "—": 40, "‘": 20, "…": 15, "«": 30, "»": 30, "•": 5, "°": 5, "№": 5, "©": 2,
    "\u00a0": 40, "§": 2, "„": 5, "£": 10, "€": 10, "½": 3, "×": 3, "±": 3, "²": 3, "®": 2,
    "ա": 140, "ն": 85, "ե": 70, "ո": 60, "ւ": 60, "ր": 70, "ի": 70, "կ": 45, "մ": 45, "տ": 40, "վ": 35, "լ": 30,
    "ս": 30, "թ": 20, "հ": 25, "ց": 20, "գ": 18, "զ": 12, "ղ": 18, "բ": 18, "դ": 15, "պ": 15, "շ": 14, "ք": 14,
    "յ": 20, "է": 18, "ը": 18, "ձ": 6, "ծ": 8, "ռ": 8, "խ": 10, "և": 12, "ճ": 5, "ջ": 6, "ժ": 5, "չ": 8, "փ": 6,
    "օ": 6, "ֆ": 3, "։": 15, "՝": 5,
    "ا": 130, "ی": 90, "ر": 65, "ن": 65, "د": 65, "ه": 60, "م": 50, "و": 50, "ت": 45, "ب": 45, "س": 30, "ش": 25,
    "ک": 25, "ز": 25, "ل": 25, "ف": 15, "گ": 12, "خ": 12, "ق": 12, "ع": 12, "ح": 10, "پ": 10, "آ": 10, "ج": 10,
    "چ": 5, "ص": 5, "ط": 5, "ي": 40, "ك": 20, "،": 8,
}  # fmt: skip
_RARE = 0.1
_MUCH = 0.1  # of the bytes beyond ASCII; a sign here and there spoils no text
_WRONG = -9.0  # a letter of two scripts in one word, a capital inside it, a sign inside it


def decoded(data: bytes, encoding: str | None = None) -> str:
    """Return the text that bytes stand for.

    Parameters
    ----------
    data : bytes
        A file, or a piece of it.
    encoding : str, optional
        What it is in where it has no mark and is not UTF-8; by default told from the bytes.

    Raises
    ------
    UnreadableError
        If it is binary data, or text that cannot be read so.
    InputError
        If there is no such encoding.

    Examples
    --------
    >>> decoded("Бои у Гадрута".encode("koi8-r")), decoded("Şuşa’da".encode("cp1254"))
    ('Бои у Гадрута', 'Şuşa’da')
    """
    return _decoded(data, encoding or encoding_of_bytes(data))


def text_of(source: Source, choices: Choices) -> str:
    """Return the text of a whole source; a guess is told once."""
    data = source.read(choices.limits)
    if choices.encoding is not None:
        return _decoded(data, choices.encoding)
    name = encoding_of_bytes(data)
    tell(source, choices, name)
    return _decoded(data, name)


def encoding_of(source: Source, choices: Choices) -> str:
    """Return the encoding of a source for readers that decode it piece by piece; a guess is told once."""
    if choices.encoding is not None:
        return choices.encoding
    decoder = codecs.getincrementaldecoder("utf-8")()
    with source.open() as file:
        head = file.read(_CHUNK)
        piece = head
        try:
            while piece:
                decoder.decode(piece)
                piece = file.read(_CHUNK)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            name = encoding_of_bytes(head if not head.isascii() else piece)
        else:
            name = encoding_of_bytes(head)
    tell(source, choices, name)
    return name


def encoding_of_bytes(data: bytes) -> str:
    """Return the encoding that bytes are most likely in.

    Raises
    ------
    UnreadableError
        If they are binary data, or text of no encoding that is known here.

    Examples
    --------
    >>> encoding_of_bytes("Обстрел у Гадрута".encode("cp1251")), encoding_of_bytes(b"Calm in Goris.")
    ('cp1251', 'utf-8')
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if (wide := _two_bytes(data)) is not None:
        return wide
    if _is_binary(data[:_SAMPLE].decode("latin-1")):
        raise UnreadableError("binary data, not text")
    if data.isascii() or _is_utf8(data):
        return "utf-8"
    sample = _sample(data)
    scores = [(_score(_decode(sample, name)), -rank, name) for rank, name in enumerate(CANDIDATES)]
    score, _, name = max(scores)
    if score < _GOOD and sum(byte > 0x7F for byte in sample) > _MUCH * len(sample):
        raise UnreadableError(
            f"not UTF-8 text (byte {_first(data):#04x}), nor in an encoding that can be told; name it"
        )
    return name


def check_encoding(name: str) -> None:
    """Raise `InputError` unless a text can be in this encoding."""
    known = True
    try:
        if name.lower() != ARMSCII:
            b"text".decode(name)
    except UnicodeError:
        pass
    except (LookupError, ValueError):
        known = False
    if not known:
        raise InputError(f"{name}: no such encoding; try utf-8 or windows-1251")


def tell(source: Source, choices: Choices, name: str) -> None:
    """Tell an encoding that was guessed."""
    if name in CANDIDATES and choices.on_note is not None:
        what = f"read as {name}, which was guessed; if the text is wrong, name its encoding"
        choices.on_note(Note(source.place, what, doubtful=True))


def _decoded(data: bytes, encoding: str) -> str:
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), encoding)
    check_encoding(encoding)
    try:
        if not data.isascii() and _is_utf8(data):
            encoding = "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"
            text = data.decode(encoding, "replace")
        elif encoding.lower() == ARMSCII:
            text = _decode(data, ARMSCII)
        elif encoding.startswith("utf-16") and len(data) % 2:  # a file that was cut inside its last character
            text = data[:-1].decode(encoding)
        else:
            text = data.decode(encoding)
    except (UnicodeDecodeError, UnicodeError, LookupError) as error:
        at = getattr(error, "start", 0)
        raise UnreadableError(
            f"not {encoding} text (byte {data[at]:#04x} at {at}); name its encoding" if data else "no text"
        ) from None
    if _is_binary(text[:_SAMPLE]):
        raise UnreadableError("binary data, not text")
    return text


def _is_binary(text: str) -> bool:
    return "\x00" in text or len(_CONTROLS.findall(text)) > _CONTROL_SHARE * len(text)


def _two_bytes(data: bytes) -> str | None:
    """Tell UTF-16 without a mark: every second byte of most letters is the same."""
    sample = data[: _SAMPLE - _SAMPLE % 2]
    if len(sample) < 4 or len(data) % 2 or b"\x00" not in sample:
        # Cyrillic and Armenian without one blank or digit have no zero byte; nobody writes so.
        return None
    for name, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        common = sum(high.count(byte) for byte in (0, 1, 2, 4, 5, 6, 0x10, 0x20))
        if common > 0.95 * len(high):
            text = sample.decode(name, "replace")
            if sum(char.isalpha() or char.isspace() for char in text) > 0.7 * len(text):
                return name
    return None


def _is_utf8(data: bytes) -> bool:
    """Tell UTF-8, though a few of its characters be broken, as where a file was cut."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text = data[:_SAMPLE].decode("utf-8", "replace")
        broken = text.count("\ufffd")
        whole = sum(char > "\x7f" for char in text) - broken
        return whole > _STRAY * broken and broken > 0
    return True


def _first(data: bytes) -> int:
    return next(byte for byte in data if byte > 0x7F)


def _sample(data: bytes) -> bytes:
    """The lines from the first that is not ASCII."""
    at = next(at for at, byte in enumerate(data) if byte > 0x7F)
    start = data.rfind(b"\n", 0, at) + 1
    return data[max(start, at - 200) : at + _SAMPLE]


def _decode(data: bytes, encoding: str) -> str:
    if encoding == ARMSCII:
        return data.decode("latin-1").translate(_armscii())
    return data.decode(encoding, "replace")


@cache
def _armscii() -> dict[int, str]:
    """ARMSCII-8, which Python lacks: signs, then each capital beside its small letter."""
    table = dict(zip(range(0xA2, 0xB2), "և։)(»«—.՝,-֊…՜՛՞", strict=True))
    for number in range(38):
        table[0xB2 + 2 * number] = chr(0x531 + number)
        table[0xB3 + 2 * number] = chr(0x561 + number)
    return {**table, 0xFE: "՚"}


@cache
def _letters() -> dict[str, float]:
    """Logarithm of how often a letter stands; capitals a twentieth of that."""
    weights = {char: math.log(weight / 1000) for char, weight in _FREQUENT.items()}
    for char, weight in _FREQUENT.items():
        capital = char.upper()
        if len(capital) == 1 and capital not in weights:
            weights[capital] = math.log(weight / 6000)
    return weights


_WORD = re.compile(r"[^\W\d_]+")
_BROKEN_WORD = re.compile(r"[^\W\d_][^\w\s.,:;!?\-–—’'\"“”«»()/…․՛՜՞‘\u00a0][^\W\d_]")
_SCRIPT = (("А", "ӿ"), ("Ա", "և"), ("ا", "ی"))


def _score(text: str) -> float:
    """How likely the letters beyond ASCII are, a letter, in nats."""
    weights = _letters()
    counts = Counter(char for char in text if char > "\x7f")
    total = counts.total()
    if not total:
        return 0.0
    rare = math.log(_RARE / 1000)
    summed = sum(weights.get(char, rare) * count for char, count in counts.items())
    wrong = len(_BROKEN_WORD.findall(text)) + sum(map(_odd, _WORD.findall(text)))
    return (summed + wrong * _WRONG) / total


def _odd(word: str) -> int:
    """Count what no word has: a small letter before a capital, letters of two scripts."""
    if word.isascii():
        return 0
    capitals = sum(a.islower() and b.isupper() for a, b in itertools.pairwise(word))
    scripts = sum(any(low <= char <= high for char in word) for low, high in _SCRIPT)
    latin = any(char < "\u0250" for char in word)
    return capitals + (scripts + latin > 1) * 2
