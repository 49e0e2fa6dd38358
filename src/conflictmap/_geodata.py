"""Where the shipped geodata lies: inside the package (wheel) or beside ``src/`` (checkout, editable)."""

from __future__ import annotations

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
