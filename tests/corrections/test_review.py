"""The review: what is least certain first, in a form that is filled in and fed back."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import conflictmap as cm
from conflictmap import Document, InputError, Override, read_overrides
from conflictmap.corrections import REVIEW_COLUMNS, read_mentions, write_review
from conflictmap.corrections.applying import DECIDED
from conflictmap.corrections.overrides import in_one_cell

REPORTS = [
    Document(id="fire.txt", text="Shells fell on Martuni and on Khankendi. The village of Qwerin was quiet."),
    Document(id="truce.txt", text="Martuni and Stepanakert were calm. So was Khankendi."),
    Document(id="lake.txt", text="The road from Martuni to Lake Sevan in Armenia was open; Gavar was calm."),
]
BOTH = Document(
    id="both.txt",
    text="Martuni lies on Lake Sevan in Armenia near Gavar. "
    "The town of Martuni in Khojavend near Stepanakert was shelled.",
)


def rows_of(table: pd.DataFrame, surface: str) -> list[dict[str, object]]:
    return table[table.surface == surface].to_dict("records")


def filled(table: pd.DataFrame, decision: str) -> pd.DataFrame:
    return table.assign(decision=decision)


def test_the_least_certain_come_first_and_explain_themselves() -> None:
    listed = cm.review(cm.geoparse(REPORTS))
    assert list(listed.columns) == list(REVIEW_COLUMNS)
    assert listed.score.is_monotonic_increasing
    first = listed.iloc[0]
    assert (first.surface, first.place, first.score, first.decision) == ("Qwerin", "no place", 0.0, "")
    assert first.sentence == "The village of Qwerin was quiet."
    [stepanakert] = rows_of(listed, "Stepanakert")
    assert stepanakert["candidates"] == "stepanakert: Khankendi/Stepanakert, city, Khojaly District 1"


def test_one_name_for_one_place_is_one_row_however_often_it_stands() -> None:
    [row] = rows_of(cm.review(cm.geoparse(REPORTS)), "Khankendi")
    assert (row["document"], row["count"], row["place"]) == ("", 2, "stepanakert")


def test_a_name_that_means_several_places_is_decided_by_documents() -> None:
    rows = rows_of(cm.review(cm.geoparse(REPORTS)), "Martuni")
    assert {(row["place"], row["document"]) for row in rows} == {
        ("martuni_khojavend", "fire.txt | truce.txt"),
        ("martuni_gegharkunik", "lake.txt"),
    }


def test_several_places_in_one_document_are_told_apart_by_words_or_offsets() -> None:
    rows = rows_of(cm.review(cm.geoparse(BOTH)), "Martuni")
    assert {(row["place"], row["document"]) for row in rows} == {
        ("martuni_khojavend", "both.txt"),
        ("martuni_gegharkunik", "both.txt"),
    }
    assert all(row["context"] and row["start"] == "" for row in rows)
    table = cm.geoparse(BOTH).assign(sentence=BOTH.text)
    assert {row["start"] for row in rows_of(cm.review(table), "Martuni")} == {0, 62}


@given(st.lists(st.from_regex("[ab|]([ab| ]*[ab|])?", fullmatch=True), min_size=1, unique=True))
def test_any_ids_share_a_cell(names: list[str]) -> None:
    assert Override("Martuni", "ok", document=in_one_cell(names)).scope.documents == set(names)


def test_a_cell_with_documents_stays_within_what_spreadsheets_keep() -> None:
    many = [Document(id=f"{number:04}-{'x' * 200}", text=REPORTS[0].text) for number in range(100)]
    rows = rows_of(cm.review(cm.geoparse([*many, REPORTS[2]])), "Martuni")
    assert max(len(str(row["document"])) for row in rows) < 10_000
    assert sum(int(str(row["count"])) for row in rows) == 101


def test_only_what_is_asked_for_is_listed() -> None:
    mentions = cm.geoparse(REPORTS)
    listed = cm.review(mentions)
    assert len(cm.review(mentions, limit=2)) == 2
    below = cm.review(mentions, below=0.9)
    assert below.score.tolist() == [score for score in listed.score if score < 0.9]
    assert 0 < len(below) < len(listed)


def test_what_is_decided_is_not_listed() -> None:
    overrides = [Override("Khankendi", "stepanakert"), Override("qwerin", "not a place"), Override("Gavar", "ok")]
    undecided = {"Martuni", "Lake Sevan", "Armenia", "Stepanakert"}
    assert set(cm.review(cm.geoparse(REPORTS, overrides=overrides)).surface) == undecided
    assert set(cm.review(cm.geoparse(REPORTS), overrides=overrides).surface) == undecided


def test_a_table_without_the_columns_is_refused() -> None:
    with pytest.raises(InputError, match="the table lacks the columns place_id"):
        cm.review(cm.geoparse(REPORTS).drop(columns="place_id"))


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".geojson"])
def test_a_review_of_a_file_is_the_review_of_its_table(suffix: str, tmp_path: Path) -> None:
    mentions = cm.geoparse([*REPORTS, BOTH, Document(id="=1+1", text="Calm in Goris.")])
    path = cm.write(mentions, tmp_path / f"m{suffix}")
    pd.testing.assert_frame_equal(cm.review(read_mentions(path)), cm.review(mentions))


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".geojson"])
def test_files_of_before_there_was_a_column_of_decisions_tell_them_in_the_reason(suffix: str, tmp_path: Path) -> None:
    overrides = [Override("Khankendi", "stepanakert"), Override("Gavar", "ok"), Override("Qwerin", "39.6, 46.7")]
    mentions = cm.geoparse(REPORTS, overrides=overrides)
    old = mentions.drop(columns=["role_reason", "decided_by"])
    path = cm.write(old, tmp_path / f"m{suffix}")
    listed = cm.review(read_mentions(path))
    assert set(listed.surface) == {"Martuni", "Lake Sevan", "Armenia", "Stepanakert"}
    pd.testing.assert_frame_equal(listed, cm.review(mentions))


def test_a_reason_that_sounds_like_a_decision_is_none() -> None:
    mentions = cm.geoparse(REPORTS[0])
    sounding = mentions.assign(reason="confirmed by a plug-in; " + mentions.reason)
    assert len(cm.review(sounding)) == len(cm.review(mentions)) > 0
    assert cm.review(sounding.drop(columns="decided_by")).empty


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".geojson"])
def test_a_table_without_mentions_reviews_to_nothing(suffix: str, tmp_path: Path) -> None:
    path = cm.write(cm.geoparse(Document(id="a", text="Nothing.")), tmp_path / f"m{suffix}", documents=["a"])
    assert cm.review(read_mentions(path)).empty


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("m.xls", "", "m.xls: a review reads .csv, .jsonl, .geojson"),
        ("m.csv", "surface,start\nGoris,3\n", "m.csv: no column 'document_id'"),
        (
            "m.csv",
            "document_id,start,surface,place_id,name,score\na,x,Goris,goris,Goris,1\n",
            "a start or a score is no",
        ),
        ("m.jsonl", "{", "m.jsonl: no table of mentions"),
        ("m.jsonl", '{"id": "a", "text": "A report."}\n', "no table of mentions ('mentions')"),
        ("m.geojson", "[]", "m.geojson: no table of mentions"),
    ],
)
def test_a_file_that_is_no_table_of_mentions_says_so(name: str, content: str, message: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(message)):
        read_mentions(tmp_path / name)


def test_decisions_are_kept_with_everything_people_added(tmp_path: Path) -> None:
    path = tmp_path / "overrides.csv"
    path.write_text("surface;place;colour\nQwerin;not a place;red\nGavar;;blue\n", encoding="utf-8")
    listed = cm.review(cm.geoparse(REPORTS), overrides=read_overrides(path))
    assert write_review(path, listed, keep=path) == 1
    assert [(o.surface, o.decision) for o in read_overrides(path)] == [("Qwerin", "not a place")]
    assert path.read_text(encoding="utf-8-sig").splitlines()[-1].endswith("red")
    again = path.read_bytes()
    write_review(path, listed, keep=path)
    assert path.read_bytes() == again


def test_the_file_opens_in_a_spreadsheet_with_all_letters_and_one_line_a_row(tmp_path: Path) -> None:
    report = Document(id="=cmd|x", text="=Şuşa,\r\n-Շուշի and Martuni;=1+1 is a sentence of two lines.")
    listed = cm.review(cm.geoparse([report, REPORTS[2]]))
    path = tmp_path / "o.csv"
    write_review(path, listed)
    assert path.read_bytes().startswith("\ufeffdecision,role,document,".encode())
    text = path.read_text(encoding="utf-8-sig")
    assert len(text.splitlines()) == 1 + len(listed)
    assert not re.search(r'(?:^|[,;"])[=+@-]', text, re.MULTILINE)


SENTENCES = st.lists(
    st.sampled_from(
        [
            "Shells fell on Martuni and on Khankendi. ",
            "Martuni lies on Lake Sevan in Armenia near Gavar. ",
            "The village of Qwerin was quiet. ",
            "Near Qwerin nothing moved. ",
            "The town of Aghdam was named, and the Aghdam district, and Martuni. ",
            "In Tovuz the village of Aghdam was shelled. ",
            "Martuni; Martuni; Barda. ",
            "Подразделения вошли в Шушу. ",
        ]
    ),
    min_size=1,
    max_size=5,
)
IDS = st.sampled_from(["a.txt", "=1+1", "'@x", "a;=b", "c | d", "d", "| d", "-\tq"])
DECISIONS = st.sampled_from(["", "", "ok", "not a place", "no place", "goris", "39.6, 46.7", "-1.5, 40, Old; =Mill"])


@settings(deadline=None, max_examples=40)
@given(st.dictionaries(IDS, SENTENCES, min_size=1, max_size=4), st.data())
def test_every_decision_survives_every_run(texts: dict[str, list[str]], data: st.DataObject) -> None:
    reports = [Document(id=name, text="".join(sentences)) for name, sentences in texts.items()]
    before = cm.geoparse(reports)
    assume(len(before))
    with tempfile.TemporaryDirectory() as folder:
        table, decisions = cm.write(before, Path(folder, "m.csv")), Path(folder, "overrides.csv")
        listed = cm.review(read_mentions(table))
        assert listed["count"].sum() == len(before)
        answers = [data.draw(DECISIONS) for _ in range(len(listed))]
        write_review(decisions, listed.assign(decision=answers))
        after = cm.geoparse(reports, overrides=decisions, on_corrections=[].append)

        undecided = listed[[not answer for answer in answers]]
        left = [reason for reason in after.reason if not reason.startswith(DECIDED)]
        assert undecided["count"].sum() == len(left)
        assert_decided(after, listed.assign(decision=answers))

        # The next review keeps what was decided, lists none of it, and the next run changes nothing.
        kept = read_overrides(decisions)
        again = cm.review(after, overrides=kept)
        assert again["count"].sum() == len(left)
        assert write_review(decisions, again, keep=decisions) == sum(map(bool, answers)) == len(kept)
        rerun = cm.geoparse(reports, overrides=decisions, on_corrections=[].append)
        tell_lines = ["reason", "decided_by"]
        assert rerun.drop(columns=tell_lines).equals(after.drop(columns=tell_lines))


def assert_decided(after: gpd.GeoDataFrame, listed: pd.DataFrame) -> None:
    """Rows that are about one surface everywhere tell what its mentions are now."""
    for row in listed[(listed.document == "") & (listed.decision != "")].itertuples():
        found = after[[surface.casefold() == row.surface.casefold() for surface in after.surface]]
        if row.decision == "not a place":
            assert found.empty
            continue
        assert (found.score == 1.0).all()
        places = set(found.place_id.dropna())
        if row.decision == "goris":
            assert places == {"goris"}
        elif row.decision == "ok":
            assert places == ({row.place} - {"no place"})
        elif row.decision == "no place":
            assert not places
        else:
            assert set(found.name) == {"Old; =Mill" if "Mill" in row.decision else row.surface}
