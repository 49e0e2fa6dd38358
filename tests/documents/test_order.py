"""Which of day and month stands first: told by the file, by the report's origin, else the day; never silently."""

from __future__ import annotations

import json
import warnings
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from conflictmap import geoparse, read
from conflictmap.documents.order import in_order
from conflictmap.documents.parts import Part

if TYPE_CHECKING:
    from pathlib import Path

    from conflictmap.documents.parts import Note

GUESSED = "dates like 04/10/2020 are read as day/month/year, for nothing in it tells"
TOLD = "dates like 04/10/2020 are read as {}/year, as others of its dates tell"
AMERICAN = "dates like 04/10/2020 are read as month/day/year, as in the United States, where it seems to come from"
PAGE = "<html{}><head><title>Ganja hit</title></head><body><h1>Ganja hit</h1><p class=date>{}</p>{}</body></html>"
BODY = "<p>Rockets hit the city of Ganja again, officials in the region told reporters on Sunday.</p>" * 2


def days(path: Path, text: str) -> tuple[list[str], list[str]]:
    path.write_text(text, encoding="utf-8")
    notes: list[Note] = []
    documents = read(path, on_note=notes.append)
    return [str(document.date) for document in documents], [note.what for note in notes if "dates like" in note.what]


@pytest.mark.parametrize("form", ["{}/2020", "{}/2020 15:00", "{}/20"])
@pytest.mark.parametrize(
    ("first", "second", "expected", "said"),
    [
        ("04/10", "17/10", ["2020-10-04", "2020-10-17"], TOLD.format("day/month")),
        ("04/10", "10/17", ["2020-04-10", "2020-10-17"], TOLD.format("month/day")),
        ("04/10", "05/10", ["2020-10-04", "2020-10-05"], GUESSED),
    ],
)
def test_one_date_that_tells_decides_for_the_whole_file(
    tmp_path: Path, form: str, first: str, second: str, expected: list[str], said: str
) -> None:
    rows = [{"date": form.format(day), "text": "Rockets hit Ganja again"} for day in (first, second)]
    table = "date,text\n" + "".join(f"{row['date']},{row['text']}\n" for row in rows)
    assert days(tmp_path / "a.csv", table) == (expected, [said])
    assert days(tmp_path / "b.csv", table.replace("date,", "datum,")) == (expected, [said])
    assert days(tmp_path / "a.json", json.dumps(rows)) == (expected, [said])
    assert days(tmp_path / "a.jsonl", "\n".join(map(json.dumps, rows))) == (expected, [said])
    for given in (rows, pd.DataFrame(rows)):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            found = geoparse(given)
        assert found["date"].dt.strftime("%Y-%m-%d").tolist() == expected
        assert [str(one.message).partition(": ")[2] for one in caught] == ([said] if said == GUESSED else [])


@pytest.mark.parametrize(
    ("text", "expected", "said"),
    [
        ("Date: 04/10/2020\n\nRockets hit Ganja.", "2020-10-04", GUESSED),
        ("LONDON, 04/10/2020 – Rockets hit Ganja.", "2020-10-04", GUESSED),
        ("LONDON, 04/10/2020 – Rockets hit Ganja, as on 03/28/2020.", "2020-04-10", TOLD.format("month/day")),
        ("---\ndate: 04/10/2020\n---\nRockets hit Ganja.", "2020-10-04", GUESSED),
        ("---\ndate: 04/10/2020\nsource: The Washington Post\n---\nRockets hit Ganja.", "2020-04-10", AMERICAN),
        ("---\ndate: 4/10/2020 3:15:00 PM\n---\nRockets hit Ganja.", "2020-04-10", AMERICAN),
    ],
)
def test_a_text_is_read_by_the_same_rule(tmp_path: Path, text: str, expected: str, said: str) -> None:
    assert days(tmp_path / "a.txt", text) == ([expected], [said])


def test_the_order_of_a_column_is_its_collectors_whatever_the_rows_come_from(tmp_path: Path) -> None:
    table = "date,source,text\n04/10/2020,CNN,Calm in Goris as on 03/28/2020\n05/10/2020,APA,Calm in Barda on Monday\n"
    assert days(tmp_path / "a.csv", table) == (["2020-10-04", "2020-10-05"], [GUESSED])


def test_names_of_files_and_pages_are_read_by_the_same_rule(tmp_path: Path) -> None:
    assert days(tmp_path / "04-10-2020.txt", "Rockets hit Ganja.") == (["2020-10-04"], [GUESSED])
    assert days(tmp_path / "a.html", PAGE.format("", "04/10/2020", BODY)) == (["2020-10-04"], [GUESSED])
    american = PAGE.format(' lang="en-US"', "04/10/2020", BODY)
    assert days(tmp_path / "b.html", american) == (["2020-04-10"], [AMERICAN])


def test_only_reports_whose_dates_need_it_wait_for_the_others() -> None:
    asked: list[int] = []

    def parts(*dates: str) -> list[Part]:
        return [Part("Calm.", where=f"row {number}", date=date) for number, date in enumerate(dates)]

    def counting(found: list[Part]) -> object:
        for number, part in enumerate(found):
            asked.append(number)
            yield part

    sure = in_order(counting(parts("2020-10-04", "04/10/2020", "17/10/2020", "05/10/2020")), "a.csv", "a.csv", None)
    first = next(sure)
    assert (first.month_first, asked) == (None, [0])
    assert next(sure).month_first is False
    assert asked == [0, 1, 2]
    assert [part.month_first for part in sure] == [None, False]


def test_dates_without_an_order_go_on_after_a_bounded_wait() -> None:
    endless = (Part("Calm.", where=f"row {number}", date="04/10/2020") for number in range(10**9))
    assert next(in_order(endless, "a.csv", "a.csv", None)).month_first is None
