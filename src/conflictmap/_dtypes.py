"""How tables keep text, whatever is installed beside pandas."""

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
