"""Decisions in force: what they change, add and take away, and what is said about it."""

from __future__ import annotations

import re
from pathlib import Path

import geopandas as gpd
import pytest

import conflictmap as cm
from conflictmap import CorrectionWarning, Document, InputError, Override, read_overrides
from conflictmap.corrections import Outcome
from conflictmap.mapping._payload import Packing

ROAD = Document(id="road.txt", text="The road from Martuni to Lake Sevan was open.")
SHELLS = Document(id="shells.txt", text="Shells fell on Martuni and on Khankendi.")
KHOJAVEND, GEGHARKUNIK, CHAMBARAK = "martuni_khojavend", "martuni_gegharkunik", "martuni_chambarak"


def parsed(*documents: Document, overrides: list[Override]) -> tuple[gpd.GeoDataFrame, Outcome]:
    outcomes: list[Outcome] = []
    table = cm.geoparse(documents, overrides=overrides, on_corrections=outcomes.append)
    [outcome] = outcomes
    return table, outcome


def places(table: gpd.GeoDataFrame, surface: str) -> list[str]:
    return table[table.surface == surface].place_id.tolist()


def text(content: str) -> Document:
    return Document(id="a", text=content)


def test_a_decision_without_a_document_holds_everywhere() -> None:
    table, outcome = parsed(ROAD, SHELLS, overrides=[Override("MARTUNI", CHAMBARAK, where="overrides.csv line 7")])
    assert places(table, "Martuni") == [CHAMBARAK, CHAMBARAK]
    [row, _] = table[table.surface == "Martuni"].itertuples()
    assert row.score == 1.0
    assert row.candidates == "martuni_chambarak=1"
    assert row.reason.startswith("corrected by overrides.csv line 7; reading alone gave Martuni, 0.")
    assert (outcome.corrected, outcome.idle) == (2, ())


def test_the_narrowest_decision_wins_wherever_it_stands() -> None:
    corpus = Override("Martuni", CHAMBARAK)
    context = Override("Martuni", KHOJAVEND, context="road")
    document = Override("Martuni", GEGHARKUNIK, document="road.txt")
    both = Override("Martuni", CHAMBARAK, document="road.txt", context="Sevan road")
    for overrides, expected in [
        ([corpus, context], KHOJAVEND),
        ([document, context, corpus], GEGHARKUNIK),
        ([both, document, context, corpus], CHAMBARAK),
        ([corpus, context, document, both], CHAMBARAK),
    ]:
        table, outcome = parsed(ROAD, overrides=overrides)
        assert places(table, "Martuni") == [expected]
        assert len(outcome.idle) == len(overrides) - 1
        assert "every mention of 'Martuni' has a narrower correction" in str(outcome.idle[0])


def test_of_equally_narrow_decisions_the_later_one_wins() -> None:
    earlier = Override("Martuni", CHAMBARAK, context="lake")
    later = Override("Martuni", KHOJAVEND, context="road")
    assert places(parsed(ROAD, overrides=[earlier, later])[0], "Martuni") == [KHOJAVEND]


def test_an_offset_tells_two_mentions_of_one_sentence_apart() -> None:
    document = text("Martuni and then Martuni again were quiet.")
    table, _ = parsed(document, overrides=[Override("Martuni", GEGHARKUNIK, document="a", start=17)])
    assert table[table.place_id == GEGHARKUNIK].start.tolist() == [17]
    assert len(table) == 2


def test_several_documents_stand_in_one_cell() -> None:
    table, _ = parsed(ROAD, SHELLS, overrides=[Override("Martuni", CHAMBARAK, document="road.txt | shells.txt")])
    assert places(table, "Martuni") == [CHAMBARAK, CHAMBARAK]


def test_context_words_stand_in_the_same_sentence_in_any_order_and_case() -> None:
    document = text("Martuni was calm by the lake. Elsewhere Martuni was shelled.")
    table, _ = parsed(document, overrides=[Override("Martuni", GEGHARKUNIK, context="LAKE calm")])
    assert places(table, "Martuni")[0] == GEGHARKUNIK
    assert places(table, "Martuni")[1] != GEGHARKUNIK


def test_what_is_no_place_is_taken_away_and_counted() -> None:
    table, outcome = parsed(SHELLS, overrides=[Override("martuni", "Not a  place")])
    assert table.surface.tolist() == ["Khankendi"]
    assert outcome.dropped == 1


def test_a_place_may_be_nowhere_to_show() -> None:
    table, _ = parsed(SHELLS, overrides=[Override("Martuni", "no place")])
    [row] = table[table.surface == "Martuni"].itertuples()
    assert table[["place_id", "name", "precision"]].isna().sum().tolist() == [1, 1, 1]
    assert (row.geometry, row.score) == (None, 1.0)


def test_ok_confirms_what_was_found_and_pins_it_when_the_place_is_given() -> None:
    plain, _ = parsed(SHELLS, overrides=[])
    found = places(plain, "Martuni")
    for override in (Override("Martuni", "ok"), Override("Martuni", "OK", place=found[0])):
        table, outcome = parsed(SHELLS, overrides=[override])
        [row] = table[table.surface == "Martuni"].itertuples()
        assert (row.place_id, row.score, outcome.confirmed) == (found[0], 1.0, 1)
        assert row.reason.startswith("confirmed by override 1; ")
    pinned, _ = parsed(SHELLS, overrides=[Override("Martuni", "ok", place=CHAMBARAK)])
    assert places(pinned, "Martuni") == [CHAMBARAK]


def test_a_role_is_set_with_the_decision() -> None:
    table, _ = parsed(SHELLS, overrides=[Override("Khankendi", "ok", role="associative")])
    [row] = table[table.surface == "Khankendi"].itertuples()
    assert row.role == "associative"
    assert row.reason.endswith("(associative: set by override 1)")


def test_a_point_of_ones_own_is_on_the_map_with_its_name_and_country() -> None:
    table, _ = parsed(SHELLS, overrides=[Override("Martuni", "39.61, 46.75, Upper Mill", note="seen on a plan")])
    [row] = table[table.surface == "Martuni"].itertuples()
    assert (row.name, row.kind, row.country, row.precision) == ("Upper Mill", "place", "AZ", "exact")
    assert (row.geometry.y, row.geometry.x) == (39.61, 46.75)
    assert "(seen on a plan)" in row.reason
    drawn = Packing(table).places
    assert ("Upper Mill", 46.75, 39.61) in zip(drawn["name"], drawn.geometry.x, drawn.geometry.y, strict=True)


@pytest.mark.parametrize("decision", ["39.61, 46.75", "39.61 46.75", "39.61;46.75", "39.61°, 46.75°"])
def test_a_point_is_written_as_people_write_it_and_takes_the_name_of_the_text(decision: str) -> None:
    table, _ = parsed(SHELLS, overrides=[Override("Martuni", decision)])
    [row] = table[table.surface == "Martuni"].itertuples()
    assert (row.name, row.geometry.y, row.geometry.x) == ("Martuni", 39.61, 46.75)


class TestMissedMentions:
    """A decision about a name recognition did not find adds it."""

    POINT = "39.61, 46.75"

    def test_every_whole_word_is_found_with_exact_offsets(self) -> None:
        document = text("Qwe\u00adrin\u2019s edge burnt; Qwerinsk and xQwerin are others. 🙂 QWERIN burnt.")
        table, outcome = parsed(document, overrides=[Override("Qwerin", self.POINT)])
        assert table.surface.tolist() == ["Qwe\u00adrin", "QWERIN"]
        for row in table.itertuples():
            assert document.text[row.start : row.end] == row.surface
            assert row.sentence in document.text
            assert row.surface in row.sentence
        assert outcome.added == 2
        assert table.reason.tolist()[0].startswith("added by override 1 (literal")

    def test_a_common_word_in_small_letters_is_not_the_name(self) -> None:
        table, _ = parsed(text("The mill burnt. Then Mill was taken."), overrides=[Override("Mill", self.POINT)])
        assert table.start.tolist() == [21]

    def test_names_of_several_words_bridge_a_line_end_but_no_sentence(self) -> None:
        document = text(
            "For the rest of that long and bitter week the same soldiers held Old\nMill. They were Old. Mill was a man. St. Mill fell."
        )
        overrides = [Override("Old Mill", self.POINT), Override("St Mill", "39.5, 46.5")]
        table, _ = parsed(document, overrides=overrides)
        assert table.surface.tolist() == ["Old\nMill", "St. Mill"]

    def test_the_longer_name_replaces_the_mention_inside_it(self) -> None:
        document = text("Soldiers left Zorats Goris at night.")
        assert "Goris" in cm.geoparse(document).surface.tolist()
        table, outcome = parsed(document, overrides=[Override("Zorats Goris", self.POINT)])
        assert table.surface.tolist() == ["Zorats Goris"]
        assert outcome.added == 1

    def test_a_mention_is_not_cut_by_a_shorter_name(self) -> None:
        table, outcome = parsed(text("Calm on Lake Sevan."), overrides=[Override("Lake", self.POINT)])
        assert table.surface.tolist() == ["Lake Sevan"]
        assert "no mention of 'Lake'" in str(outcome.idle[0])

    def test_what_was_decided_to_be_no_place_stays_away(self) -> None:
        overrides = [Override("Qwerin", self.POINT), Override("Qwerin", "not a place", document="a")]
        table, outcome = parsed(text("In the village of Qwerin. Qwerin burnt."), overrides=overrides)
        assert table.empty
        assert outcome.dropped == 1

    def test_a_listed_name_left_aside_is_added_only_by_a_narrow_decision(self) -> None:
        document = text("The Gandzasar newspaper of Mr Goris was closed.")
        assert "Goris" not in cm.geoparse(document).surface.tolist()
        table, outcome = parsed(document, overrides=[Override("Goris", "goris")])
        assert "Goris" not in table.surface.tolist()
        assert "name a document or a context to add it" in str(outcome.idle[0])
        table, outcome = parsed(document, overrides=[Override("Goris", "goris", context="closed")])
        assert places(table, "Goris") == ["goris"]
        assert outcome.idle == ()

    def test_correcting_a_place_turns_no_namesake_into_one(self) -> None:
        document = text("Shells fell on Martuni. Mr Sargis Goris drove to Goris from Martuni.")
        before = cm.geoparse(document)
        table, _ = parsed(document, overrides=[Override("Goris", "39.5, 46.3", document="a")])
        assert table.start.tolist() == before.start.tolist()


def test_corrections_that_did_nothing_are_warned_about() -> None:
    with pytest.warns(CorrectionWarning, match="did nothing: f.csv line 4: no mention of 'Masis' there"):
        cm.geoparse(SHELLS, overrides=[Override("Masis", "mount_ararat", document="b.txt", where="f.csv line 4")])


@pytest.mark.parametrize(
    ("override", "message"),
    [
        (
            Override("Martuni", "martuni_khojavent"),
            "line 4: no place has the id 'martuni_khojavent'; alike are martuni_",
        ),
        (Override("Martuni", "Shushi"), "no place has the id 'Shushi'; alike are shusha"),
        (Override("Martuni", "=cmd()\x1b[31m"), r"'=cmd()\x1b[31m'; conflictmap lookup NAME shows the ids"),
        (Override("Martuni", "95, 46"), "'95, 46' is no point on the globe"),
        (Override("Martuni", "39,61; 46,75"), "no place has the id '39,61; 46,75'"),
        (Override("Martuni", "ok", role="actor"), "no role 'actor'; write literal or associative"),
        (Override("Martuni", "ok", start=3), "a start without a document"),
        (Override("Martuni", "ok", place="nowhere_at_all"), "no place has the id 'nowhere_at_all'"),
    ],
)
def test_a_decision_that_cannot_be_understood_names_its_line(override: Override, message: str) -> None:
    from dataclasses import replace

    with pytest.raises(InputError, match=re.escape(message)) as caught:
        cm.geoparse(SHELLS, overrides=[replace(override, where="overrides.csv line 4")])
    assert str(caught.value).startswith("overrides.csv line 4: ")
    assert "\n" not in str(caught.value)


def test_contradictions_are_refused_and_repetitions_are_one_decision() -> None:
    one = Override("Martuni", CHAMBARAK, document="a | b", where="f.csv line 2")
    other = Override("MARTUNI", KHOJAVEND, document="b", where="f.csv line 9")
    with pytest.raises(InputError, match=r"f\.csv line 9: decides differently from f\.csv line 2 about 'MARTUNI'"):
        cm.geoparse(SHELLS, overrides=[one, other])
    _, outcome = parsed(SHELLS, overrides=[Override("Martuni", CHAMBARAK), Override("martuni", CHAMBARAK)])
    assert outcome.idle == ()


def test_something_else_than_overrides_is_refused() -> None:
    with pytest.raises(InputError, match="a file or Override objects, not dict"):
        cm.geoparse(SHELLS, overrides=[{"surface": "Martuni"}])  # type: ignore[list-item]


class TestFiles:
    """Decisions in a plain CSV."""

    def read(self, folder: Path, content: str) -> list[Override]:
        path = folder / "mine.csv"
        path.write_text(content, encoding="utf-8")
        return read_overrides(path)

    def test_a_path_is_as_good_as_its_decisions(self, tmp_path: Path) -> None:
        self.read(tmp_path, "surface,place\nMartuni,martuni_chambarak\n")
        for path in (tmp_path / "mine.csv", str(tmp_path / "mine.csv")):
            table = cm.geoparse(SHELLS, overrides=path)
            assert places(table, "Martuni") == [CHAMBARAK]
            assert "corrected by mine.csv line 2;" in table.reason[0]

    def test_undecided_rows_and_further_columns_are_passed_over(self, tmp_path: Path) -> None:
        content = "decision,surface,place,colour\n,Goris,goris,red\nok,Shusha,shusha,blue\n"
        [override] = self.read(tmp_path, content)
        assert (override.surface, override.decision, override.place) == ("Shusha", "ok", "shusha")

    def test_every_column_counts(self, tmp_path: Path) -> None:
        content = "surface;decision;document;context;start;role;note\nX;ok; a.txt ;by the lake;12;Literal;why\n"
        assert self.read(tmp_path, content) == [
            Override("X", "ok", "a.txt", "by the lake", 12, "", "literal", "why", "mine.csv line 2")
        ]

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            ("surface,context\nGoris,x\n", "no column 'decision'"),
            ("decision,surface\nok,\n", "line 2: a decision without a surface"),
            ("decision,surface\nok,–\n", "line 2: a decision without a surface"),
            ("decision,surface,start\nok,Goris,-3\n", "line 2: start '-3' is no offset"),
            ("decision,surface,role\n,Goris,literal\n", "line 2: a role without a decision; write ok"),
        ],
    )
    def test_a_row_that_cannot_be_read_names_its_line(self, tmp_path: Path, content: str, message: str) -> None:
        with pytest.raises(InputError, match=re.escape(message)):
            self.read(tmp_path, content)


def test_a_role_that_a_person_sets_is_sure_and_has_no_surroundings() -> None:
    near = text("Smoke rose 5 km north of Goris, and Qwerin agreed.")
    overrides = [
        Override("Goris", "ok", role="associative"),
        Override("Qwerin", "39.61, 46.75", role="associative", document="a"),
    ]
    table, _ = parsed(near, overrides=overrides)
    assert table.role.tolist() == ["associative", "associative"]
    assert table.role_score.tolist() == [1.0, 1.0]
    assert table.relation.isna().all()
