"""The gazetteer: names to places, in any spelling listed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictmap.gazetteer.gazetteer import Gazetteer, load_tables
from conflictmap.language.characters import plain
from conflictmap.language.folding import fold, fold_text
from conflictmap.language.lookalikes import DRAWN_ALIKE

LOOKALIKES = frozenset("".join(DRAWN_ALIKE.values())) - {"."}


@pytest.mark.parametrize("name", ["Shusha", "SHUSHI", "Şuşa", "Шуша", "Шуши", "Շուշի"])
def test_every_spelling_leads_to_the_same_place(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.lookup(name)[0].id == "shusha"


def test_namesakes_are_all_returned_the_likeliest_first(gazetteer: Gazetteer) -> None:
    found = [place.id for place in gazetteer.lookup("Martuni")]
    assert {"martuni_khojavend", "martuni_gegharkunik"} <= set(found)
    assert gazetteer.lookup("Qwxyz") == []


def test_places_have_sane_rows(gazetteer: Gazetteer) -> None:
    for place in gazetteer:
        assert -90 <= place.lat <= 90, place.id
        assert -180 <= place.lon <= 180, place.id
        assert 0 <= place.importance <= 1, place.id
        assert place.names, place.id


def test_each_contested_town_carries_both_names(gazetteer: Gazetteer) -> None:
    for place_id, parts in {
        "stepanakert": {"Khankendi", "Stepanakert"},
        "shusha": {"Shusha", "Shushi"},
        "martakert": {"Aghdara", "Martakert"},
        "kalbajar": {"Kalbajar", "Karvachar"},
        "lachin": {"Berdzor", "Lachin"},
    }.items():
        assert set(gazetteer[place_id].name.split("/")) == parts
        assert gazetteer[place_id].name.split("/") == sorted(parts)


@pytest.mark.parametrize(
    ("spelling", "place_id"),
    [("Javakhirli", "javahirli"), ("Madaghyz", "mataghis"), ("Akhavno", "zabukh"), ("Khodjavend", "martuni_khojavend")],
)
def test_spellings_that_are_not_listed_propose_candidates(gazetteer: Gazetteer, spelling: str, place_id: str) -> None:
    assert place_id in gazetteer.alike(spelling)


@pytest.mark.parametrize("name", ["Sus", "Qwxyz", "", "---", "🗺"])
def test_short_and_strange_names_propose_nothing(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.alike(name) == ()


@given(st.text(max_size=60))
def test_folding_keeps_step_with_the_text(text: str) -> None:
    visible, folded, offsets = fold_text(text)
    assert len(visible) == len(folded)
    for index, char in enumerate(visible):
        original = text[offsets[index] if offsets else index]
        bare = plain(f"a{original}a")[1]
        # A letter may be drawn like the one of another alphabet that it stands for, a nought like an O.
        assert char in {original, bare} or (char in LOOKALIKES and (bare in LOOKALIKES or original == "0"))


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_the_order_of_namesakes_does_not_depend_on_how_often_names_were_asked_for() -> None:
    asked_once, asked_often = load_tables([]), load_tables([])
    for _ in range(100):
        asked_often.named("goris")
    for name in ("georgia", "martuni", "paris", "jordan", "aghdam", "qarabag", "tripoli", "sevan"):
        assert asked_once.named(name) == asked_often.named(name), name
    assert asked_once.named("georgia")[0] == "ge"  # the country before towns and the American state


def test_a_name_without_a_letter_or_digit_is_nobodys() -> None:
    assert load_tables([]).named("") == ()
    assert load_tables([]).lookup("?") == []


def test_several_places_are_returned_in_the_order_of_their_ids(gazetteer: Gazetteer) -> None:
    asked = ("tovuz_district", "shusha", "aghdam")
    assert [place.id for place in gazetteer.places(asked)] == list(asked)
    assert gazetteer.places(()) == ()
    with pytest.raises(KeyError, match="nowhere"):
        gazetteer.places(("shusha", "nowhere"))
