"""JSON: records as their makers write them, and what is said of those that cannot be read."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from conflictmap._errors import Problem, UnreadableError
from conflictmap.documents.parts import Choices, Part, Source
from conflictmap.documents.readers.jsonl import read

CALM = "Barda was calm on Sunday, residents said."
FIRE = "Two shells fell near Martakert at night."


def parts(content: object, name: str = "a.json", **choices: object) -> list[Part | Problem]:
    data = content if isinstance(content, bytes) else content if isinstance(content, str) else json.dumps(content)
    source = Source(name, data=data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
    return list(read(source, Choices(**choices)))  # type: ignore[arg-type]


def lines(*records: object) -> str:
    return "\n".join(record if isinstance(record, str) else json.dumps(record) for record in records)


def test_one_object_a_line_keeps_what_it_says_of_itself() -> None:
    record = {
        "id": 7,
        "text": CALM,
        "title": "Calm",
        "date": "2020-10-04",
        "url": "https://example.org/7",
        "source": "Example agency",
        "lang": "en",
    }
    [part] = parts(lines(record), "r.jsonl")
    assert part == Part(CALM, "7", "line 1", "Calm", "2020-10-04", "https://example.org/7", "Example agency", "en")


@pytest.mark.parametrize(
    "content",
    [
        [{"text": CALM}, {"text": FIRE}],
        {"data": [{"text": CALM}, {"text": FIRE}]},
        {"status": "ok", "totalResults": 2, "articles": [{"content": CALM}, {"content": FIRE}]},
        {"message": "found", "response": {"docs": [{"body": CALM}, {"body": FIRE}]}},
        {
            "hits": {
                "total": 2,
                "hits": [{"_id": "a", "_source": {"text": CALM}}, {"_id": "b", "_source": {"text": FIRE}}],
            }
        },
        {"17": {"text": CALM}, "18": {"text": FIRE}},
        [CALM, FIRE],
        lines({"text": CALM}, {"text": FIRE}),
        json.dumps({"text": CALM}, indent=2) + "\n" + json.dumps({"text": FIRE}, indent=2),
    ],
)
def test_records_are_found_wherever_they_lie(content: object) -> None:
    assert [part.text for part in parts(content)] == [CALM, FIRE]  # type: ignore[union-attr]


def test_a_pretty_printed_object_is_one_report_also_under_the_suffix_of_lines() -> None:
    for name in ("a.json", "a.jsonl"):
        [part] = parts(
            json.dumps({"Headline": "Calm", "Body": CALM, "Publication_Date": "4 October 2020"}, indent=2), name
        )
        assert (part.text, part.title, part.date, part.where) == (CALM, "Calm", "4 October 2020", "")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "key", ["maintext", "full_text", "Content", "BODY", "article", "raw_text", "Article-Text", "notes"]
)
def test_the_text_is_known_under_other_names(key: str) -> None:
    assert parts([{key: CALM, "n": 1}])[0].text == CALM  # type: ignore[union-attr]


def test_names_inside_objects_and_lists_are_taken_out() -> None:
    record = {
        "fields": {
            "title": "Sitrep 4",
            "body": "<p>Calm in <b>Goris</b>.</p><p>Rain.</p>",
            "date": {"created": "2020-10-06T00:00:00+00:00", "original": "2020-10-05T00:00:00+00:00"},
            "source": [{"id": 1503, "name": "OCHA"}, {"name": "ICRC"}],
            "language": [{"id": 267, "name": "English", "code": "en"}],
            "url": "https://reliefweb.int/node/1",
        },
        "id": "3680000",
    }
    [part] = parts({"totalCount": 1, "data": [record]})
    assert part == Part(
        "Calm in Goris.\nRain.",
        "3680000",
        "",
        "Sitrep 4",
        "2020-10-05T00:00:00+00:00",
        "https://reliefweb.int/node/1",
        "OCHA, ICRC",
        "en",
    )


def test_an_address_for_a_source_is_the_address_and_names_the_site() -> None:
    [part] = parts([{"text": CALM, "source": "https://news.example.am/a/1", "hostname": "news.example.am"}])
    assert (part.url, part.publisher) == ("https://news.example.am/a/1", "news.example.am")  # type: ignore[union-attr]


def test_seconds_since_1970_are_a_day_and_coordinates_are_kept() -> None:
    feature = {
        "geometry": {"type": "Point", "coordinates": [46.75, 39.83]},
        "properties": {"text": CALM, "timestamp": 1601801551},
    }
    [part] = parts({"type": "FeatureCollection", "features": [feature]})
    assert (part.date, part.lat, part.lon) == (dt.date(2020, 10, 4), 39.83, 46.75)  # type: ignore[union-attr]


def test_ids_of_null_are_left_to_be_given() -> None:
    assert [part.id for part in parts(lines({"id": None, "text": CALM}, {"text": FIRE}), "r.jsonl")] == ["", ""]  # type: ignore[union-attr]


def test_the_chosen_name_counts() -> None:
    [part] = parts([{"text": "short", "langer": CALM}], columns={"text": "Langer"})
    assert part.text == CALM  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{broken", "not JSON"),
        ('{"text": null, "id": 1}', "no text"),
        ('{"text": "  "}', "no text"),
        ('{"titel": "x"}', "its keys are titel"),
        ("[" * 100_000, "nested too deeply"),
        ("17", "no object"),
    ],
)
def test_a_line_that_cannot_be_read_costs_that_line(line: str, why: str) -> None:
    first, problem, last = parts(lines({"text": CALM}, line, {"text": FIRE}), "r.jsonl")
    assert [first.text, last.text] == [CALM, FIRE]  # type: ignore[union-attr]
    assert isinstance(problem, Problem)
    assert why in problem.why
    assert problem.where.endswith(":2")


def test_an_endless_number_costs_nothing() -> None:
    [part] = parts('{"id": ' + "9" * 5000 + ', "text": "' + CALM + '"}')
    assert (part.text, part.id) == (CALM, "")  # type: ignore[union-attr]


def test_lone_surrogates_pass() -> None:
    assert parts('{"text": "Near Hadrut \\ud83d."}')[0].text == "Near Hadrut \ud83d."  # type: ignore[union-attr]


def test_of_a_file_cut_short_the_whole_records_are_read() -> None:
    first, problem = parts(json.dumps([{"text": CALM}, {"text": FIRE}])[:-20])
    assert first.text == CALM  # type: ignore[union-attr]
    assert isinstance(problem, Problem)
    assert "what stands behind it is not read" in problem.why


def test_marks_and_other_encodings_are_read() -> None:
    record = '{"text": "Шуша"}'
    assert parts(b"\xef\xbb\xbf" + record.encode(), "r.jsonl")[0].text == "Шуша"  # type: ignore[union-attr]
    assert parts(record.encode("utf-16"), "r.jsonl")[0].text == "Шуша"  # type: ignore[union-attr]
    assert parts(record.encode("windows-1251"), "r.jsonl", encoding="windows-1251")[0].text == "Шуша"  # type: ignore[union-attr]


def test_our_own_mentions_are_no_reports() -> None:
    with pytest.raises(UnreadableError, match="a table of mentions"):
        parts([{"document_id": "a", "surface": "Barda", "place_id": "barda", "text": "x"}])
