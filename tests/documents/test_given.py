"""What Python hands in: texts, records and tables are read as files of them would be."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

import conflictmap as cm

SHELLING = "Shelling near Hadrut was heard all night, residents said."
CALM = "It was calm in Goris, residents said, and nobody was hurt."


def test_a_text_and_texts_are_reports() -> None:
    assert cm.geoparse("Shelling near Hadrut").place_id.tolist() == ["hadrut"]
    table = cm.geoparse(["Calm in Goris.", cm.Document(id="mine", text="Calm in Kapan."), "Calm in Sisian."])
    assert table.document_id.tolist() == ["1", "mine", "3"]
    assert table.origin.isna().all()
    assert cm.geoparse(text for text in ["Calm in Goris."]).place_id.tolist() == ["goris"]


def test_a_table_is_read_as_its_file_would_be() -> None:
    table = pd.DataFrame(
        {
            "event_date": ["4 October 2020", None, "2020-10"],
            "notes": [SHELLING, None, CALM],
            "latitude": [39.52, 1.0, None],
            "longitude": [47.03, 1.0, None],
        }
    )
    problems: list[cm.Problem] = []
    mentions = cm.geoparse(table, on_problem=problems.append)
    assert mentions.place_id.tolist() == ["hadrut", "goris"]
    assert mentions.date[0] == dt.datetime(2020, 10, 4)  # noqa: DTZ001
    assert (mentions.period[1], mentions.origin[1]) == ("2020-10", "table, row 3")
    assert mentions.given_lat[0] == 39.52
    assert mentions.given_km[0] < 5
    assert pd.isna(mentions.given_km[1])
    assert [str(problem) for problem in problems] == ["table, row 2: no text"]


def test_records_and_series_are_reports() -> None:
    table = cm.geoparse([{"text": CALM, "date": "4.10.2020"}, {"id": "b", "body": SHELLING}])
    assert table.document_id.tolist() == ["1", "b"]
    assert table.date.notna().tolist() == [True, False]
    problems: list[cm.Problem] = []
    assert len(cm.geoparse(pd.Series([CALM, None]), on_problem=problems.append)) == 1
    assert [str(problem) for problem in problems] == ["text 2: no text"]


@pytest.mark.parametrize("given", [5, None, float("nan"), b"Calm", {"text": CALM}, [5], [b"Calm"]])
def test_what_is_no_report_is_an_input_error(given: object) -> None:
    with pytest.raises(cm.InputError, match="reports are documents, texts or"):
        cm.geoparse(given)  # type: ignore[arg-type]


def test_tables_without_texts_and_names_of_files_say_what_to_do() -> None:
    with pytest.raises(cm.InputError, match="no text column; columns are a"):
        cm.geoparse(pd.DataFrame({"a": [1, 2]}))
    with pytest.raises(cm.InputError, match=r"read it with conflictmap\.read\(\) first"):
        cm.geoparse(".")


def test_half_a_character_ends_no_run(tmp_path) -> None:  # type: ignore[no-untyped-def]
    text = "Shelling near Hadrut \ud83d. Calm in Goris\udcff today."
    document = cm.Document(id="a\udce9", text=text, title="t\ud83d", url="https://x/\ud83d", source="\ud83d")
    mentions = cm.geoparse(document)
    for suffix in ("csv", "jsonl", "geojson"):
        path = cm.write(mentions, tmp_path / f"m.{suffix}", documents=[document.id])
        assert "Hadrut" in path.read_text(encoding="utf-8")
    cm.map(mentions, documents=[document]).save(tmp_path / "m.html")
    cm.corrections.write_review(tmp_path / "r.csv", cm.review(mentions))
    cm.explain(document)._repr_html_().encode()


@pytest.mark.parametrize("name", ["-", "?", float("nan"), None, 5])
def test_odd_names_have_no_place(name: object) -> None:
    assert cm.GazetteerGeocoder().geocode(name) is None  # type: ignore[arg-type]
    assert cm.Gazetteer.load().lookup("?") == []
