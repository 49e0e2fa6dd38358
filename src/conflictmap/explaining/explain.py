"""The explain view: a report's text with its mentions marked, and for each its place, its score and why."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from conflictmap._arguments import check_flag, told
from conflictmap._errors import InputError
from conflictmap._printable import one_line
from conflictmap.explaining.html import passages_html
from conflictmap.explaining.passages import Explained, Passage
from conflictmap.gazetteer.gazetteer import Gazetteer, gazetteer_of
from conflictmap.language.folding import fold
from conflictmap.model.document import Document
from conflictmap.pipeline import Settings, Tools, all_failed, analyse, warn
from conflictmap.recognition.recognise import recognise
from conflictmap.table.columns import needed
from conflictmap.table.given import as_mentions, check_mentions
from conflictmap.table.reasons import parted
from conflictmap.table.values import unlike

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd
    from rich.console import Console, ConsoleOptions, RenderResult

    from conflictmap.corrections.overrides import Override
    from conflictmap.model.analysis import Analysis
    from conflictmap.plugins.api import AnyRecogniser, AnyResolver
    from conflictmap.recognition.verdict import Considered

__all__ = ["Explained", "Explanation", "Passage", "explain"]

_WIDTH = 100  # columns of the plain form
_MOST = 20  # reports of a table that are shown
_PLAIN = frozenset({"known"})  # rules that need no words: a place of the region is taken as such
_BETWEEN_SENTENCES = " … "
_SHARES = re.compile(r"(?:\S+=\d+(?:\.\d+)?(?:e-?\d+)?(?:\s+|\Z))*\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Explanation:
    """What `explain` returns; shows itself in a terminal, as text, and in Jupyter.

    Attributes
    ----------
    passages : tuple of Passage
        One a report.
    detailed : bool
        Whether each mention is shown by itself, with every candidate and reason.
    left_out : int
        Further reports that are not shown.
    """

    passages: tuple[Passage, ...]
    detailed: bool = False
    left_out: int = 0

    def names(self, surface: str) -> bool:
        """Tell whether a name is among what is shown, case and diacritics aside."""
        written = fold(surface)
        return any(
            any(fold(mention.surface) == written for mention in passage.mentions) or _refused(passage, surface)
            for passage in self.passages
        )

    def only(self, *, number: Hashable = None, surface: str | None = None, below: float | None = None) -> Explanation:
        """Return the explanation of some of the mentions; they keep their numbers.

        Parameters
        ----------
        number : optional
            The number of the one mention wanted, which is then shown in detail.
        surface : str, optional
            A name as it stands in the text, case and diacritics aside; its mentions are shown in detail, and
            whatever holds it and was not taken.
        below : float, optional
            Only mentions that score less.

        Returns
        -------
        Explanation
            The same passages with fewer marks.

        Raises
        ------
        InputError
            If there is no mention of this number or name.
        """

        def wanted(mention: Explained) -> bool:
            return (
                (number is None or mention.number == number)
                and (surface is None or fold(mention.surface) == fold(surface))
                and (below is None or mention.score < below)
            )

        passages = tuple(
            replace(passage, marks=tuple(mark for mark in passage.marks if wanted(mark[2])))
            for passage in self.passages
        )
        if number is None and surface is None:
            return replace(self, passages=passages)
        passages = tuple(
            replace(passage, not_taken=_refused(passage, surface) if surface is not None else ())
            for passage in passages
        )
        passages = tuple(passage for passage in passages if passage.marks or passage.not_taken)
        if not passages:
            numbers = [mention.number for passage in self.passages for mention in passage.mentions]
            known = "there are none"
            if numbers:
                known = f"they run from {numbers[0]} to {numbers[-1]}" if len(numbers) > 1 else f"only {numbers[0]}"
            what = f"written {one_line(surface, 60)!r}" if surface is not None else f"of the number {number}"
            raise InputError(f"no mention {what}; {known if surface is None else 'see them all, without naming one'}")
        return replace(self, passages=passages, detailed=True)

    def plain(self, width: int = _WIDTH) -> str:
        """Return it as text, with brackets for colours.

        Parameters
        ----------
        width : int, default 100
            Columns to fill.

        Returns
        -------
        str
            Lines without control characters.
        """
        from conflictmap.explaining.terminal import plain

        return plain(self.passages, width, detailed=self.detailed, left_out=self.left_out)

    def __str__(self) -> str:
        return self.plain()

    def __repr__(self) -> str:
        mentions = sum(len(passage.marks) for passage in self.passages)
        reports = len(self.passages) + self.left_out
        told = f"{mentions} mention{'' if mentions == 1 else 's'} in {reports} report{'' if reports == 1 else 's'}"
        return f"<Explanation: {told}; print() shows all of it>"

    def __rich_console__(self, console: Console, _options: ConsoleOptions) -> RenderResult:
        from conflictmap.explaining.terminal import rendered

        coloured = console.color_system is not None and not console.no_color
        yield from rendered(self.passages, coloured=coloured, detailed=self.detailed, left_out=self.left_out)

    def _repr_html_(self) -> str:
        return passages_html(self.passages, opened=self.detailed, left_out=self.left_out)


def explain(
    document_or_mentions: Document | gpd.GeoDataFrame,
    index: Hashable = None,
    *,
    gazetteer: Gazetteer | None = None,
    overrides: str | Path | Iterable[Override] | None = None,
    recognisers: Iterable[AnyRecogniser] = (),
    resolvers: Iterable[AnyResolver] = (),
    not_taken: bool = False,
) -> Explanation:
    """Explain what was found in a report, or the rows of a table of mentions.

    Parameters
    ----------
    document_or_mentions : Document or GeoDataFrame
        A report, which is read now, or a table that `conflictmap.geoparse` returned, or rows of it.
    index : optional
        The one mention to explain in detail: its number in the report, counted from 1, or its row's label in the
        table.
    gazetteer : Gazetteer, optional
        Where the candidates' names stand; the shipped one by default.
    overrides, recognisers, resolvers : optional
        Corrections to follow and plug-ins to ask when a report is read, as `conflictmap.geoparse` takes them.
    not_taken : bool, default False
        Also list the words of a report that look like names of places and were not taken for such, with the rule
        that decided and its reason; mentions then say, in detail, why they were taken.

    Returns
    -------
    Explanation
        Prints as text, shows itself in Jupyter, and is drawn in colour by rich.

    Raises
    ------
    InputError
        If it is neither, or there is no such mention, or a table is to say what was not taken.
    AnalysisError
        If the report could not be analysed.

    Examples
    --------
    >>> report = Document(id="1", text="Baku said the town of Hadrut was calm.")
    >>> print(str(explain(report)).splitlines()[2])
    {Baku}¹ said the town of [Hadrut]² was calm.
    >>> explain(report, 2).passages[0].mentions[0].place
    'Hadrut'
    >>> report = Document(id="1", text="Ararat Mirzoyan spoke in Goris.")
    >>> [(refused.surface, refused.why) for refused in explain(report, not_taken=True).passages[0].not_taken]
    [('Ararat Mirzoyan', "a person's name: a surname after it")]
    """
    gazetteer = gazetteer_of(gazetteer)
    check_flag("not_taken", not_taken)
    if not isinstance(index, Hashable) or _is_missing(index):
        raise InputError(f"index is {told(index)}; the number of a mention, or a row's label, is needed")
    if isinstance(document_or_mentions, Document):
        tools = Tools.of(Settings.of(overrides, recognisers, resolvers), gazetteer)
        explanation = explain_analysis(_analysed(document_or_mentions, tools), gazetteer, not_taken=not_taken)
    elif not_taken:
        raise InputError("not_taken=True: a table holds mentions only; give explain() the document itself")
    else:
        explanation = _of_table(document_or_mentions, index, gazetteer)
    return explanation if index is None else explanation.only(number=index)


def _is_missing(index: Hashable) -> bool:
    """Whether it is what tables have where a label is missing."""
    from pandas import isna

    return index is not None and isna(index) is True  # type: ignore[call-overload]


def explain_analysis(analysis: Analysis, gazetteer: Gazetteer, *, not_taken: bool = False) -> Explanation:
    """Explain a report that was analysed already.

    Parameters
    ----------
    analysis : Analysis
        As `conflictmap.pipeline.stream` yields it.
    gazetteer : Gazetteer
        Where the candidates' names stand.
    not_taken : bool, default False
        Also list what looks like a name of a place and was not taken for one.

    Returns
    -------
    Explanation
        Its one passage is the report.
    """
    document = analysis.document
    explained = [_explained(number, record, gazetteer) for number, record in enumerate(analysis.rows, 1)]
    about = (document.date, document.source, document.url)
    passage = Passage(
        document_id=document.id,
        title=document.title or "",
        about=" · ".join(str(item) for item in about if item),
        text=document.text,
        marks=tuple((mention.start, mention.end, mention) for mention in explained),
    )
    if not_taken:
        passage = _with_considered(passage, document, gazetteer)
    return Explanation((passage,))


def _analysed(document: Document, tools: Tools) -> Analysis:
    analysis = analyse(document, tools)
    if analysis.failed:
        raise all_failed(list(analysis.problems))
    for problem in analysis.problems:
        warn(problem)
    return analysis


def _with_considered(passage: Passage, document: Document, gazetteer: Gazetteer) -> Passage:
    """Add to a report's mentions why they were taken, and to the report what was not."""
    considered: list[Considered] = []
    recognise(document, gazetteer, considered=considered)
    taken = {record.start: record.why for record in considered if record.place and record.rule not in _PLAIN}
    marks = tuple(
        (start, end, replace(mention, taken=taken.get(mention.start, ""))) for start, end, mention in passage.marks
    )
    # A plug-in or a correction can have made a mention of what our own rules refused.
    free = (
        record
        for record in considered
        if not record.place and not any(start < record.end and record.start < end for start, end, _ in marks)
    )
    return replace(passage, marks=marks, not_taken=tuple(free))


def _refused(passage: Passage, surface: str) -> tuple[Considered, ...]:
    """What was not taken and holds the words of a name."""
    written = f" {fold(surface)} "
    return tuple(record for record in passage.not_taken if written in f" {fold(record.surface)} ")


def _is_label(index: Hashable, table: Any) -> bool:
    try:
        return index in table.index
    except OverflowError:  # pandas before 3 turns an endless number into a whole one
        return False


def _of_table(table: Any, index: Hashable, gazetteer: Gazetteer) -> Explanation:
    """The reports of a table; of the one row asked for, its own report alone, however many there are."""
    if not hasattr(table, "groupby"):
        raise InputError(f"explain() takes a document or a table of mentions, not {type(table).__name__}")
    table = as_mentions(table)
    missing = [column for column in needed("explain") if column not in table.columns]
    if missing:
        raise InputError(f"the table lacks the column {missing[0]}; explain() needs those of conflictmap.COLUMNS")
    check_mentions(table)
    at: Iterable[int] = range(len(table))
    if index is not None and _is_label(index, table):
        of_report = table["document_id"].isin(table.loc[[index], "document_id"]).to_numpy()
        at, table = of_report.nonzero()[0], table[of_report]
    for row, shares in zip(at, table.candidates, strict=True):
        if not _SHARES.match(shares):
            raise unlike(shares, "candidates", f"row {row} of the table", "ids with shares, such as 'goris=0.92',")
    reports = list(table.groupby("document_id", sort=False))
    passages = tuple(_of_rows(rows, gazetteer) for _, rows in reports[:_MOST])
    return Explanation(passages, left_out=max(len(reports) - _MOST, 0))


def _of_rows(rows: Any, gazetteer: Gazetteer) -> Passage:
    """The sentences that a report's rows hold, put together with marks at their new places."""
    records = zip(rows.index, rows.to_dict("records"), strict=True)
    explained = sorted((_explained(label, record, gazetteer) for label, record in records), key=lambda m: m.start)
    text, marks, shown = "", [], None
    for mention in explained:
        if mention.sentence_start != shown:
            text += (_BETWEEN_SENTENCES if text else "") + mention.sentence
            shown, begins = mention.sentence_start, len(text) - len(mention.sentence)
        start = begins + mention.start - shown
        marks.append((start, start + len(mention.surface), mention))
    first = rows.iloc[0]
    day = first["date"].date().isoformat() if first["date"] == first["date"] else ""  # NaT differs from itself
    about = (day, _written(first["source"]), _written(first["url"]))
    return Passage(
        document_id=str(first["document_id"]),
        title=_written(first["title"]),
        about=" · ".join(filter(None, about)),
        text=text,
        marks=tuple(marks),
    )


def _explained(number: Hashable, record: Mapping[str, Any], gazetteer: Gazetteer) -> Explained:
    reason, role_reason = parted(record)
    where = (_written(record["kind"]).replace("_", " "), _written(record["district"]), _written(record["country"]))
    return Explained(
        number=number,
        start=int(record["start"]),
        end=int(record["end"]),
        surface=record["surface"],
        sentence=record["sentence"],
        sentence_start=int(record["sentence_start"]),
        role=record["role"],
        role_reason=role_reason,
        place=_written(record["name"]),
        place_id=_written(record["place_id"]),
        where=", ".join(filter(None, where)),
        precision=_written(record["precision"]),
        score=float(record["score"]),
        candidates=tuple(_candidates(_written(record["candidates"]), record, gazetteer)),
        reason=reason,
    )


def _candidates(shares: str, record: Mapping[str, Any], gazetteer: Gazetteer) -> Iterable[tuple[str, float]]:
    """Name the candidates so that namesakes can be told apart."""
    for candidate in shares.split():
        place_id, _, share = candidate.rpartition("=")
        place = gazetteer.get(place_id)
        if place:
            district = gazetteer.get(place.district)
            where = (place.kind.replace("_", " "), district.name if district else place.country)
            name = ", ".join(filter(None, (place.name, *where)))
        else:
            name = record["name"] if place_id == record["place_id"] else place_id
        yield name, float(share)


def _written(value: Any) -> str:
    """The text of a cell, empty where the table holds none."""
    return value if isinstance(value, str) else ""
