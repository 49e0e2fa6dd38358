"""Where geodata lies: the shipped one inside the package or beside ``src/``, the user's own in a folder of theirs."""

from __future__ import annotations

import os
from pathlib import Path

from conflictmap._errors import GeodataError

_PACKAGE = Path(__file__).resolve().parent
_ROOTS = (_PACKAGE / "geodata", _PACKAGE.parents[1] / "geodata")


def geodata_path(name: str) -> Path:
    """Return the path of a shipped geodata file.

    Parameters
    ----------
    name : str
        File name inside ``geodata/``, for example ``"places.csv"``.

    Returns
    -------
    pathlib.Path
        An existing file.

    Raises
    ------
    GeodataError
        If neither the package nor the checkout holds the file.

    Examples
    --------
    >>> geodata_path("places.csv").name
    'places.csv'
    """
    for root in _ROOTS:
        if (root / name).is_file():
            return root / name
    raise GeodataError(f"geodata file {name} is missing from the installation; reinstall conflictmap")


def additions_folder() -> Path:
    """Return the folder of the tables a user added to the gazetteer; it need not exist.

    Returns
    -------
    pathlib.Path
        ``gazetteer`` in the folder named by the environment variable ``CONFLICTMAP_DATA_DIR``, or in the
        platform's folder for user data.
    """
    own = os.environ.get("CONFLICTMAP_DATA_DIR")
    if own:
        return Path(own) / "gazetteer"
    from platformdirs import user_data_path

    return user_data_path("conflictmap", appauthor=False) / "gazetteer"
