"""Annotated texts and predictions in: every format, offsets repaired where a corpus is known to slip, bad files named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import conflictmap as cm
from conflictmap import InputError
from conflictmap.evaluation import GoldDocument, read_corpus, read_predictions

LGL = """<?xml version="1.0" encoding="utf-8"?>
<articles>
  <article docid="77">
    <feedid>1</feedid><title> Rain over Ijevan </title><domain>example.org</domain>
    <url>https://example.org/77</url><dltime>2021-03-20 12:24:52-05</dltime>
    <text><![CDATA[Rain & hail fell on Ijevan. Aygehovit Street in Ijevan was flooded.]]></text>
    <toponyms count="3">
      <toponym><start>20</start><end>26</end><phrase>Ijevan</phrase>
        <gaztag geonameid="1"><name>Ijevan</name><lat>40.88</lat><lon>45.15</lon></gaztag></toponym>
      <toponym><start>28</start><end>44</end><phrase>Aygehovit Street</phrase></toponym>
      <toponym><start>52</start><end>58</end><phrase>Ijevan</phrase>
        <gaztag geonameid="1"><name>Ijevan</name><lat>40.88</lat><lon>45.15</lon></gaztag></toponym>
      <toponym><start>20</start><end>26</end><phrase>Yerevan</phrase></toponym>
    </toponyms>
  </article>
  <article docid="77"><text>Nothing else.</text><toponyms/></article>
  <article docid="78"><text> </text></article>
</articles>"""

GEOVIRUS = """<?xml version="1.0" encoding="utf-8"?>
<articles>
  <article>
    <source>https://example.org/flu</source>
    <text>Gyumri reported twelve cases, Vanadzor none.</text>
    <locations>
      <location><name>Vanadzor</name><start>31</start><end>39</end><lat>40.81</lat><lon>44.49</lon><page>p</page></location>
      <location><name>Gyumri</name><altName>Kumayri</altName><start>1</start><end>7</end><lat>40.79</lat><lon>43.85</lon></location>
    </locations>
  </article>
</articles>"""

GEOWEBNEWS = """<?xml version="1.0" ?>
<articles>
  <!-- made up -->
  <article>
    <text>Tehran protested as Iranian lorries left Tabriz for the Ardabil Carpet Museum; a driver slept.</text>
    <toponyms>
      <toponym><extractedName>Tehran</extractedName><type>Metonymic</type><modifierType/><start>0</start><end>6</end>
        <latitude>35.69</latitude><longitude>51.42</longitude></toponym>
      <toponym><extractedName>Iranian</extractedName><type>Non_Literal_Modifier</type><modifierType>Adjective</modifierType>
        <start>20</start><end>27</end><latitude>32.0</latitude><longitude>53.0</longitude></toponym>
      <toponym><extractedName>Tabriz</extractedName><type>Literal</type><modifierType/><start>41</start><end>47</end>
        <latitude>38.08</latitude><longitude>46.29</longitude></toponym>
      <toponym><extractedName>Ardabil</extractedName><type>Embedded_Literal</type><modifierType>Noun</modifierType>
        <start>56</start><end>63</end><latitude/><longitude/></toponym>
      <toponym><extractedName>driver</extractedName><type>Non_Lit_Expression</type><modifierType/><start>81</start><end>87</end></toponym>
    </toponyms>
  </article>
</articles>"""

BRAT = """T1\tMetonymic 0 6\tTehran
T2\tLiteral_Modifier 20 27\tIranian
A1\tModifier_Type T2 Adjective
#1\tAnnotatorNotes T1\t35.69, 51.42
#2\tAnnotatorNotes T3\t113646
T3\tLiteral 41 47\tTabriz
A2\tNon_Locational T4
T4\tNon_Lit_Expression 81 87\tdriver
T5\tHomonym 0 6\tTehran
"""


def marks(gold: GoldDocument) -> list[tuple[str, str, float | None]]:
    return [(gold.document.text[m.start : m.end], m.kind, m.lat) for m in gold.mentions]


def test_lgl_and_tr_news(tmp_path: Path) -> None:
    (tmp_path / "lgl.xml").write_text(LGL, encoding="utf-8")
    first, second = read_corpus(tmp_path / "lgl.xml")
    document = first.document
    assert (document.id, document.title, str(document.date)) == ("77", "Rain over Ijevan", "2021-03-20")
    assert (document.url, document.source, document.language) == ("https://example.org/77", "example.org", "en")
    assert marks(first) == [
        ("Ijevan", "unspecified", 40.88),
        ("Aygehovit Street", "unspecified", None),
        ("Ijevan", "unspecified", 40.88),
    ]
    assert [m.start for m in first.mentions] == [20, 28, 48]
    assert (first.repaired, first.lost) == (1, 1)  # the second Ijevan stands at 48; no Yerevan anywhere
    assert (second.document.id, second.mentions) == ("77-2", ())


def test_geovirus_counts_from_one(tmp_path: Path) -> None:
    (tmp_path / "GeoVirus.xml").write_text(GEOVIRUS, encoding="utf-8")
    [gold] = read_corpus(tmp_path / "GeoVirus.xml")
    assert (gold.document.id, gold.document.url) == ("GeoVirus-1", "https://example.org/flu")
    assert marks(gold) == [("Gyumri", "unspecified", 40.79), ("Vanadzor", "unspecified", 40.81)]
    assert (gold.repaired, gold.lost) == (0, 0)


def test_geowebnews_types_become_kinds(tmp_path: Path) -> None:
    (tmp_path / "GWN.xml").write_text(GEOWEBNEWS, encoding="utf-8")
    [gold] = read_corpus(tmp_path / "GWN.xml")
    assert marks(gold) == [
        ("Tehran", "associative", 35.69),
        ("Iranian", "demonym", 32.0),
        ("Tabriz", "literal", 38.08),
        ("Ardabil", "embedded", None),
    ]


def test_geowebnews_as_brat_files_in_a_folder(tmp_path: Path) -> None:
    for name in ("0", "1"):
        (tmp_path / f"{name}.ann").write_text(BRAT, encoding="utf-8")
        text = "Tehran protested as Iranian lorries left Tabriz for the Ardabil Carpet Museum; a driver slept."
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    first, second = read_corpus(tmp_path)
    assert (first.document.id, second.document.id) == ("0", "1")
    assert marks(first) == [("Tehran", "associative", 35.69), ("Iranian", "demonym", None), ("Tabriz", "literal", None)]
    assert marks(read_corpus(tmp_path / "1.ann")[0]) == marks(second)


def test_a_phrase_broken_over_lines_is_found_and_the_nearest_of_several_is_taken(tmp_path: Path) -> None:
    text = "Sevan. " + "x " * 20 + "Lake\n  Sevan and Sevan"
    start = text.index("and") + 4
    ann = f"T1\tLiteral 40 50\tLake Sevan\nT2\tLiteral {start - 3} {start + 2}\tSevan\n"
    (tmp_path / "a.ann").write_text(ann, encoding="utf-8")
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    [gold] = read_corpus(tmp_path / "a.ann")
    assert [(m.start, m.end) for m in gold.mentions] == [(text.index("Lake"), text.index(" and")), (start, start + 5)]


def test_a_gold_file_is_read_like_any_report(tmp_path: Path) -> None:
    record = {
        "id": 5,
        "text": "Şuşa sakit idi.",
        "lang": "az",
        "date": "2021-05-01",
        "subset": "calm",
        "mentions": [{"start": 0, "end": 4, "surface": "Şuşa", "kind": "literal", "lat": 39.76, "lon": 46.75}],
    }
    file = tmp_path / "gold.jsonl"
    file.write_text(json.dumps(record) + "\n\n", encoding="utf-8")
    [gold] = read_corpus(file)
    assert [gold.document] == cm.read(file)
    assert (gold.document.language, gold.labels) == ("az", {"date": "2021-05-01", "subset": "calm"})


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("g.jsonl", '{"id": 1, "text": "Goris", "mentions": []}\n{"id"', "g.jsonl:2: not JSON"),
        ("g.jsonl", '{"id": 1, "text": "Goris"}', 'g.jsonl:1: no "mentions"'),
        (
            "g.jsonl",
            '{"id": 1, "text": "In Goris", "mentions": [{"start": 0, "end": 5, "surface": "Goris"}]}',
            "g.jsonl:1: mention 1: 0 to 5 is 'In Go', not 'Goris'; correct the offsets",
        ),
        (
            "g.jsonl",
            '{"id": 1, "text": "Goris", "mentions": [{"start": 0, "end": 9}]}',
            "mention 1: 0 to 9 is no span of a text of 5 characters",
        ),
        (
            "g.jsonl",
            '{"id": 1, "text": "Goris", "mentions": [{"start": 0, "end": 5, "kind": "city"}]}',
            "kind 'city' is unknown; use one of literal",
        ),
        (
            "g.jsonl",
            '{"id": 1, "text": "Goris", "mentions": [{"start": 0, "end": 5, "lat": 139, "lon": 46}]}',
            "lat 139, lon 46 is no point on Earth; are the two swapped?",
        ),
        (
            "g.jsonl",
            '{"id": 1, "text": "Goris", "mentions": [{"start": 0, "end": 5, "bbox": [46, 39]}]}',
            "bbox is not [south, west, north, east]",
        ),
        (
            "g.jsonl",
            '{"id": 1, "text": "Goris", "mentions": []}\n{"id": 1, "text": "Goris", "mentions": []}',
            "g.jsonl:2: a second document with the id '1'",
        ),
        ("g.xml", "<articles>\n<article></articles>", "g.xml:2: not XML (mismatched tag)"),
        ("g.xml", "<rss><item/></rss>", "g.xml: no <article> with a <text>"),
        (
            "g.xml",
            GEOVIRUS.replace("<start>31</start>", "<start>x</start>"),
            "g.xml:7: start is 'x'; a whole number is needed",
        ),
        (
            "g.xml",
            GEOVIRUS.replace("<lat>40.81</lat>", "<lat>north</lat>"),
            "g.xml:7: lat is 'north'; a number is needed",
        ),
        ("g.ann", "T1\tLiteral 0 6\tTehran", "g.txt: no such file; brat keeps the text of g.ann there"),
        ("g.docx", "", "annotated texts are read from .jsonl, .xml, .ann files"),
    ],
)
def test_bad_gold_is_one_line_that_says_where(tmp_path: Path, name: str, content: str, message: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_corpus(tmp_path / name)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_a_broken_line_of_brat_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Tehran", encoding="utf-8")
    (tmp_path / "a.ann").write_text("T1\tLiteral 0 6\tTehran\nT2\tLiteral", encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.ann:2: not a line of brat's standoff format"):
        read_corpus(tmp_path / "a.ann")


def test_missing_and_empty_places_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.xml: no such file or folder"):
        read_corpus(tmp_path / "nowhere.xml")
    with pytest.raises(InputError, match="no annotated texts in this folder"):
        read_corpus(tmp_path)


@pytest.mark.parametrize(
    "declaration",
    [
        '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">',
        '<!ENTITY c SYSTEM "file:///etc/hostname">',
    ],
)
def test_entities_are_refused_before_they_are_read(tmp_path: Path, declaration: str) -> None:
    bomb = f"<?xml version='1.0'?>\n<!DOCTYPE articles [{declaration}]>\n<articles><article><text>&c;</text></article></articles>"
    (tmp_path / "bomb.xml").write_text(bomb, encoding="utf-8")
    with pytest.raises(InputError, match=r"bomb\.xml:2: has a document type, which could define entities; remove it"):
        read_corpus(tmp_path / "bomb.xml")


def test_predictions_of_other_tools_may_say_little(tmp_path: Path) -> None:
    lines = [
        {
            "id": 1,
            "mentions": [
                {"start": 0, "end": 5},
                {"start": 6, "end": 9, "role": "metonymic", "lat": "39.5", "lon": "46.3"},
            ],
        },
        {"id": 2, "mentions": [{"start": 0, "end": 1, "kind": "associative", "lat": float("nan"), "lon": 1}]},
    ]
    (tmp_path / "p.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    found = read_predictions(tmp_path / "p.jsonl")
    assert [(p.role, p.lat, p.score) for p in found["1"]] == [(None, None, None), ("associative", 39.5, None)]
    assert [(p.role, p.lat, p.lon) for p in found["2"]] == [("associative", None, None)]


def test_ids_the_csv_writer_made_harmless_are_read_as_they_were(tmp_path: Path) -> None:
    report = cm.Document(id="=1+1", text="Calm in Goris.")
    file = cm.write(cm.geoparse(report), tmp_path / "m.csv")
    assert list(read_predictions(file)) == ["=1+1"]


def test_a_line_separator_within_a_cell_does_not_end_the_row(tmp_path: Path) -> None:
    report = cm.Document(id="a", text="Calm\u2028in Goris.\x0cAnd in\r\nKapan.", title="Two\u2028lines")
    file = cm.write(cm.geoparse(report), tmp_path / "m.csv")
    assert [(p.start, p.end) for p in read_predictions(file)["a"]] == [(8, 13), (23, 28)]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (
            "p.jsonl",
            '{"id": 1, "mentions": []}\n{"id": 1, "mentions": []}',
            "p.jsonl:2: a second line for the document '1'",
        ),
        ("p.jsonl", '{"mentions": []}', 'p.jsonl:1: no "id"'),
        ("p.jsonl", '{"id": 1, "mentions": ["Goris"]}', 'p.jsonl:1: no "mentions"'),
        ("p.jsonl", '{"id": 1, "mentions": [{"start": 0}]}', "p.jsonl:1: mention 1: end is 'None'; a whole number"),
        ("p.jsonl", '{"id": 1, "mentions": [{"start": 0.5, "end": 2}]}', "mention 1: start is '0.5'; a whole number"),
        (
            "p.jsonl",
            '{"id": 1, "mentions": [{"start": 0, "end": 2, "score": 7}]}',
            "score is 7; it must lie between 0 and 1",
        ),
        ("p.jsonl", b"\xff", "p.jsonl: not UTF-8 text (byte 0)"),
        ("p.csv", "document_id,start\n1,2\n", "p.csv:1: no column end"),
        ("p.csv", "document_id,start,end\na,0,1\nb,x,1\n", "p.csv:3: start is 'x'"),
        ("p.geojson", '{"features":\n[}', "p.geojson:2: not JSON"),
        ("p.geojson", '{"features": [{"geometry": null}]}', "p.geojson: not a FeatureCollection"),
        ("p.geojson", '{"features": [{"geometry": null, "properties": {}}]}', "p.geojson: feature 1: no document_id"),
        (
            "p.xls",
            "",
            "predictions are read from .csv, .jsonl, .geojson, .xlsx, .kml, .kmz, .gpkg, .fgb, .parquet, .geoparquet files",
        ),
    ],
)
def test_bad_predictions_are_one_line_that_says_where(
    tmp_path: Path, name: str, content: str | bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(InputError) as error:
        read_predictions(tmp_path / name)
    assert message in str(error.value)
    assert "\n" not in str(error.value)
