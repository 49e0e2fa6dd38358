"""What a file says of itself: what made it, of what, and whom the data are owed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conflictmap._versions import ATTRIBUTION, DISCLAIMER, versions

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd


def about(table: pd.DataFrame, documents: Sequence[str]) -> dict[str, str]:
    """Return plain words for the metadata of a file; no clock, so that the same table says the same.

    Parameters
    ----------
    table : pandas.DataFrame
        What is written.
    documents : sequence of str
        Ids of all documents read, where they are known.

    Examples
    --------
    >>> import pandas as pd
    >>> list(about(pd.DataFrame({"document_id": ["a", "a"]}), []))
    ['title', 'program', 'gazetteer', 'areas', 'rules', 'reports', 'rows', 'attribution', 'note']
    """
    named = set(table.document_id.dropna()) if "document_id" in table.columns else set()
    return about_counts(len(named | set(documents)), len(table))


def about_counts(reports: int, rows: int) -> dict[str, str]:
    """Return the same words where only the numbers of reports and rows are known."""
    made_of = versions()
    return {
        "title": "Places named in reports",
        "program": f"conflictmap {made_of.pop('version')}",
        **made_of,
        **({"reports": str(reports)} if reports else {}),
        "rows": str(rows),
        "attribution": ATTRIBUTION,
        "note": DISCLAIMER,
    }
