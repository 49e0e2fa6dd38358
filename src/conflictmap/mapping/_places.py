"""What the page knows of the places mentioned: names in every language, districts, outlines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conflictmap.gazetteer.gazetteer import Gazetteer
    from conflictmap.model.place import Place

NAME_LANGUAGES = ("az", "hy", "ru")
"""Languages in which the page can name places, beside the neutral names and those of the reports."""


def known_places(place_ids: Sequence[str], gazetteer: Gazetteer | None) -> list[Place | None]:
    """Return the gazetteer's rows of places, None for those it lacks."""
    if gazetteer is None:
        from conflictmap.gazetteer.gazetteer import Gazetteer

        gazetteer = Gazetteer.load()
    return [gazetteer.get(place_id) for place_id in place_ids]


def names(places: Sequence[Place | None], day: str) -> dict[str, Any]:
    """Return the places' names by language, and every further spelling for the search.

    A place without a name in a language has an empty one there; the page shows the neutral name instead.
    """
    by_language: dict[str, Any] = {
        language: [_own(place.name_in(language, day), place) if place else "" for place in places]
        for language in NAME_LANGUAGES
    }
    by_language["all"] = [
        "\n".join(dict.fromkeys(name.text for name in place.names)) if place else "" for place in places
    ]
    return by_language


def _own(name: str, place: Place) -> str:
    return "" if name == place.name else name


def outline_numbers(place_ids: Sequence[str], places: Sequence[Place | None], outlines: Sequence[str]) -> list[int]:
    """Return for each place the number of the district outline it stands for or lies in, from 1; 0 without one."""
    number = {place_id: index for index, place_id in enumerate(outlines, 1) if place_id}
    return [
        number.get(place_id, 0) or (number.get(place.district, 0) if place else 0)
        for place_id, place in zip(place_ids, places, strict=True)
    ]
