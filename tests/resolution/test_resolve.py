"""Resolution: namesakes told apart by what the text says, and honest abstention."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conflictmap.model.mention import Mention

Reader = Callable[..., list[Mention]]


@pytest.mark.parametrize(
    ("text", "surface", "place_id"),
    [
        ("Shells fell in the Fuzuli district.", "Fuzuli", "fuzuli_district"),
        ("Shells fell in the city of Fuzuli.", "Fuzuli", "fuzuli"),
        ("The villages of Aghdam and Alibeyli in the Tovuz district were hit.", "Aghdam", "aghdam_tovuz"),
        ("The town of Aghdam was shelled from the line of contact.", "Aghdam", "aghdam"),
        ("Martuni, in Armenia's Gegharkunik Province, lies on Lake Sevan.", "Martuni", "martuni_gegharkunik"),
        ("Hadrut, Karmir Shuka and Martuni came under fire.", "Martuni", "martuni_khojavend"),
        ("The district of Kalbajar was handed over on 25 November.", "Kalbajar", "kalbajar_district"),
        ("The Syunik Province of Armenia was quiet.", "Syunik", "syunik"),
    ],
)
def test_the_text_decides_between_namesakes(read_text: Reader, text: str, surface: str, place_id: str) -> None:
    [mention] = [m for m in read_text(text) if m.surface == surface]
    assert mention.place_id == place_id, (mention.scores, mention.reason)


def test_an_unlisted_village_is_shown_as_somewhere_in_its_district(read_text: Reader) -> None:
    mention = read_text("The village of Qwerin of the Fuzuli district was named.")[0]
    assert (mention.place_id, mention.precision) == ("fuzuli_district", "district")
    assert mention.score <= 0.3
    assert "not in the gazetteer" in mention.reason


def test_an_unlisted_village_without_an_area_has_no_place(read_text: Reader) -> None:
    mention = read_text("They left the village of Qwerin.")[0]
    assert mention.place_id is None
    assert mention.score == 0
    assert mention.reason.startswith("not in the gazetteer")


def test_an_unlisted_spelling_is_read_only_where_the_text_means_a_place(read_text: Reader) -> None:
    [village, district] = read_text("The village of Javakhyrly of the Aghdam district was named.")
    assert (village.place_id, district.place_id) == ("javahirli", "aghdam_district")
    assert village.score < 0.7
    assert village.reason.startswith("not listed in this spelling")
    assert read_text("Mr Javakhyrly spoke.") == []


def test_a_listed_name_is_not_forced_into_an_area_it_does_not_lie_in(read_text: Reader) -> None:
    mention = read_text("The village of Movses in the Jabrayil district was named.")[0]
    assert mention.place_id == "jabrayil_district"
    assert mention.precision == "district"


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("Shells fell in Hadrut.", "exact"),
        ("Shells fell near Hadrut.", "near"),
        ("Shells fell in the Fuzuli district.", "district"),
        ("Shells fell in the Syunik Province.", "region"),
        ("They walked along the Lachin corridor.", "line"),
        ("They flew to Iran.", "country"),
    ],
)
def test_precision_says_how_exactly_the_point_is_meant(read_text: Reader, text: str, precision: str) -> None:
    assert read_text(text)[-1].precision == precision


def test_every_choice_explains_itself(read_text: Reader) -> None:
    for mention in read_text("Baku said Aghdam, Fuzuli and the village of Talish near Martakert were calm."):
        assert mention.reason
        assert mention.role_reason
        assert 0 <= mention.score <= 1
        assert mention.scores[0][0] == mention.place_id
        assert sum(share for _, share in mention.scores) == pytest.approx(1, abs=0.01)


def test_both_names_of_a_town_are_the_town(read_text: Reader) -> None:
    found = read_text("Shushi (Shusha) and Aghdam, Akna to others, were shelled.")
    assert [m.place_id for m in found] == ["shusha", "shusha", "aghdam", "aghdam"]


@pytest.mark.parametrize(
    ("code", "text", "place"),
    [
        ("en", "Sevan, Martuni and Vardenis were calm.", "martuni_gegharkunik"),
        ("en", "Askeran, Martuni and Martakert were shelled.", "martuni_khojavend"),
        ("ru", "В Севане, Мартуни и Варденисе было спокойно.", "martuni_gegharkunik"),
    ],
)
def test_a_list_lies_where_most_of_its_names_do(
    read_text: Callable[..., list[Mention]], code: str, text: str, place: str
) -> None:
    assert place in [mention.place_id for mention in read_text(text, code)]
