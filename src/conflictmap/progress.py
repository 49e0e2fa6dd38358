"""How far the reading is, for a person who watches."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.progress import Progress

    from conflictmap.model.analysis import Analysis

_SHOWN_FROM = 25  # documents from which progress is worth a line


def watched(analyses: Iterable[Analysis], total: int | None = None, *, shown: bool | None = None) -> Iterator[Analysis]:
    """Pass analyses on, with a progress bar on standard error where a person watches.

    Parameters
    ----------
    analyses : iterable of Analysis
        One a document, or several for a long one.
    total : int, optional
        Number of the documents, where it is known.
    shown : bool, optional
        Whether there is a bar; by default on terminals and in Jupyter, from 25 documents or for a long one.

    Yields
    ------
    Analysis
        The same ones.
    """
    if shown is None and not (sys.stderr.isatty() or "ipykernel" in sys.modules):
        shown = False
    bar = _Bar(total)
    try:
        if shown or (shown is None and total is not None and total >= _SHOWN_FROM):
            bar.show()
        for analysis in analyses:
            if shown is None and (bar.documents >= _SHOWN_FROM or analysis.parts > 1):
                bar.show()
            bar.count(analysis)
            yield analysis
    finally:
        bar.close()


class _Bar:
    """A bar that says how many documents are read, and how much of a long one."""

    def __init__(self, total: int | None) -> None:
        self.documents = 0
        self._total = total
        self._progress: Progress | None = None

    def show(self) -> None:
        if self._progress is not None:
            return
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("Reading reports"), BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
        self._progress = Progress(*columns, console=Console(stderr=True))
        self._progress.add_task("", total=self._total)
        self._progress.start()

    def count(self, analysis: Analysis) -> None:
        self.documents += analysis.ends
        if self._progress is None:
            return
        [task] = self._progress.tasks
        task.completed, task.total, read = self.documents, self._total, f"{self.documents:,} read"
        if not analysis.ends:
            read += f", part {analysis.part:,} of {analysis.parts:,} of the next"
            task.completed += analysis.part / analysis.parts
            if self._total in {None, 1}:
                task.completed, task.total = analysis.part, analysis.parts
        # A bar without a total swings, which says that something is going on.
        self._progress.update(task.id, description=read)

    def close(self) -> None:
        if self._progress is not None:
            self._progress.stop()
