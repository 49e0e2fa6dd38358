"""How tables keep text and times, whatever is installed beside pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def text_dtype() -> pd.StringDtype[Any]:
    r"""Return pandas' ``str`` kept in Python, with NaN for what is missing.

    Left to itself pandas keeps text in pyarrow where that is installed, which holds no lone surrogates, as broken
    reports have them; and it keeps a column that is all missing as objects.

    Returns
    -------
    pandas.StringDtype
        The type of text columns.

    Examples
    --------
    >>> import pandas as pd
    >>> column = pd.Series(["Goris", "\ud83d", None], dtype=text_dtype())
    >>> column.dtype == "str", len(column[1]), column[2]
    (True, 1, nan)
    """
    import numpy as np
    import pandas as pd

    return pd.StringDtype("python", na_value=np.nan)


def without_hours(times: pd.Series[Any]) -> bool:
    """Tell whether a column of times holds days alone."""
    there = times.dropna()
    return there.dt.tz is None and bool((there == there.dt.normalize()).all())


def iso_texts(times: pd.Series[Any]) -> pd.Series[Any]:
    """Return times as text, those of a column without hours as days; what is missing stays so.

    Examples
    --------
    >>> import pandas as pd
    >>> iso_texts(pd.Series(pd.to_datetime(["2020-10-04", None]))).to_list()
    ['2020-10-04', nan]
    """
    import pandas as pd

    days = without_hours(times)
    texts = [None if time is pd.NaT else (time.date() if days else time).isoformat() for time in times]
    return pd.Series(texts, times.index, dtype=text_dtype())
