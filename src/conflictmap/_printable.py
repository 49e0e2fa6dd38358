"""Text of strangers made fit for a terminal or a page: what would steer either is shown instead of obeyed."""

from __future__ import annotations

import re

# Control characters but line end and tab, marks and overrides of the writing direction, halves of surrogate pairs,
# invisible tags. Joiners stay: Persian and emoji need them.
_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)
_PICTURES = 0x2400  # Unicode has a picture of every C0 control character, in their order
_DELETE, _DELETE_PICTURE = 0x7F, "\u2421"


def printable(text: str) -> str:
    r"""Show the characters that would steer a terminal or turn the writing direction.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        The same with a picture or the number of each such character in its place; CRLF is one line end.

    Examples
    --------
    >>> printable("a\x1b[31mb\u202ec\r\nd")
    'a␛[31mb⟦U+202E⟧c\nd'
    """
    return _STEERING.sub(_picture, text.replace("\r\n", "\n"))


def one_line(text: str, longest: int = 200) -> str:
    r"""Show a text as one line of limited length.

    Parameters
    ----------
    text : str
        Any text.
    longest : int, default 200
        Code points from which the rest is left out.

    Returns
    -------
    str
        Printable, every run of blanks one space.

    Examples
    --------
    >>> one_line("two\nlines"), one_line("abcdef", 4)
    ('two lines', 'abc…')
    """
    line = " ".join(printable(text).split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def error_line(error: BaseException) -> str:
    r"""Show an error of someone else's code as one line.

    Parameters
    ----------
    error : BaseException
        Whatever was raised.

    Returns
    -------
    str
        Its class and its message, if it has one.

    Examples
    --------
    >>> error_line(ValueError("no\nnumber")), error_line(ZeroDivisionError())
    ('ValueError: no number', 'ZeroDivisionError')
    """
    return one_line(f"{type(error).__name__}: {error}".removesuffix(": "))


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < ord(" "):
        return chr(_PICTURES + code)
    return _DELETE_PICTURE if code == _DELETE else f"⟦U+{code:04X}⟧"
