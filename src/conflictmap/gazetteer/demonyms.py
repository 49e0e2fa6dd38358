"""Words made from place names that mean people or belong to them, and are no places themselves."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from conflictmap._errors import GeodataError
from conflictmap._geodata import geodata_path
from conflictmap.language.folding import fold


@dataclass(frozen=True, slots=True)
class Demonym:
    """One word of the table.

    Attributes
    ----------
    form : str
        The word, or its stem in inflected languages.
    language : str
        ISO 639-1 code.
    place_id : str
        The place it comes from.
    kind : str
        ``demonym`` for people, ``adjective`` for what is theirs.
    """

    form: str
    language: str
    place_id: str
    kind: str


@cache
def demonyms() -> dict[str, Demonym]:
    """Return the table of demonyms by folded form.

    Returns
    -------
    dict of str to Demonym
        Read once.

    Raises
    ------
    GeodataError
        If the shipped table is damaged.

    Examples
    --------
    >>> demonyms()["karabakhi"].place_id
    'nagorno_karabakh'
    """
    path = geodata_path("demonyms.csv")
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return {fold(row["form"]): Demonym(**row) for row in csv.DictReader(file)}
    except (KeyError, TypeError) as error:
        raise GeodataError(f"{path}: not the table that was shipped ({error}); reinstall conflictmap") from error
