"""French, a language that is tables and names only."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.language.detect import detect_language
from conflictmap.model.mention import Mention


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Des tirs à Chouchi, Hadrout, Latchine, Djabraïl et Fizouli.", ["shusha", "hadrut", "lachin", "jabrayil", "fuzuli"]),
        ("Le village d’Agdam, situé dans le district de Tovouz, est désert.", ["aghdam_tovuz", "tovuz_district"]),
        ("Les ministres étaient à Bruxelles, à Genève puis à Londres.", ["Brussels", "Geneva", "London"]),
        ("M. Goris et le général Chouchi dorment. Mardi, la paix régnait.", []),
        ("Les Arméniens et les Azéris de la plaine se taisent.", []),
    ],
)  # fmt: skip
def test_names_are_found(
    read_text: Callable[..., list[Mention]], gazetteer: Gazetteer, text: str, places: list[str]
) -> None:
    found = [m.place_id for m in read_text(text, "fr")]
    assert [p if p in places else gazetteer[p].name for p in found] == places


@pytest.mark.parametrize(
    ("text", "kind", "kilometres", "bearing"),
    [
        ("Un drone est tombé près de Chouchi.", "near", 0, None),
        ("Un drone est tombé à 20 km au nord-est de Chouchi.", "offset", 20, 45),
        ("Un drone est tombé à une dizaine de kilomètres à l'ouest de Chouchi.", "offset", 10, 270),
        ("Un drone est tombé à quinze kilomètres de Chouchi.", "offset", 15, None),
    ],
)
def test_what_is_near_a_place(
    read_text: Callable[..., list[Mention]], text: str, kind: str, kilometres: float, bearing: float | None
) -> None:
    [mention] = read_text(text, "fr")
    assert mention.place_id == "shusha"
    assert mention.relation is not None
    assert (mention.relation.kind, mention.relation.distance_km, mention.relation.bearing) == (
        kind,
        kilometres,
        bearing,
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Bakou a déclaré que des combats se poursuivaient près de Chouchi.", "fr"),
        ("L’armée a repris le village", "fr"),
        ("Combats au Haut-Karabakh : Bakou affirme avoir pris Hadrout", "fr"),
        ("De facto authorities in Stepanakert deny the claims of Le Monde.", "en"),
        ("La Paz and Los Angeles sent no word to Baku.", "en"),
        ("Ankara'da konuşan bakan, Şuşa'dan döndü.", "tr"),
    ],
)
def test_french_is_told_from_its_neighbours(text: str, code: str) -> None:
    assert detect_language(text) == code
